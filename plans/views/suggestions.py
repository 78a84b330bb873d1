"""Suggested edits: the list with what would change, suggesting one, and the author's answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.access import View
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.create import text_headings
from plans.edit import RevisionClosed, Stale
from plans.facts import PlanFacts
from plans.forms.suggestion import SuggestionForm
from plans.models import Layout, Revision
from plans.suggestions import (
    SuggestionRefused,
    accept,
    accept_all,
    decline,
    is_writer,
    may_suggest,
    suggest,
    suggestions,
    withdraw,
)
from plans.views.comments import with_comments
from plans.views.saving import INVALID, address, saved


def with_suggestions(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to those of the LAO who read its comments; suggestions stay inside. 404 for others."""

    @wraps(view)
    def inside(request: ActingRequest, revision: Revision, **kwargs: Any) -> HttpResponse:
        if request.acting.organization_id != revision.organization_id:
            raise Http404
        return view(request, revision, **kwargs)

    return with_comments(inside)


@require_safe
@with_suggestions
def suggestion_list(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Every suggestion with the difference by words; those that wait first."""
    found = suggestions(revision)
    context = {
        "revision": revision,
        "suggestions": found,
        "waiting": sum(one.edit.waits for one in found),
        "suggests": may_suggest(revision, request.acting),
        "drafts": revision.drafted_by_role_of(request.acting),
        "accepts": revision.can_be_edited_by(request.acting),
    }
    return render(request, "plans/suggestions.html", context)


@with_suggestions
def suggestion_write(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Another wording of a passage."""
    if not is_writer(revision, request.acting):
        raise Http404
    facts = PlanFacts(revision)
    headings = _headings(facts)
    form = SuggestionForm(
        request.POST if request.method == "POST" else None,
        headings=headings,
        initial={
            "code": request.GET.get("at", "").removeprefix("section/"),
            "old_text": request.GET.get("quote", ""),
        },
    )
    if form.is_bound and form.is_valid():

        def act() -> str:
            suggest(revision=revision, **form.cleaned_data, by=request.acting)
            return saved(request, _("บันทึกข้อเสนอแก้ไขแล้ว"), "plans:suggestions", revision)

        try:
            return carry_out(request, act)
        except SuggestionRefused as refused:
            form.add_error(refused.field or None, str(refused))
    context = {"revision": revision, "form": form, "closed": not may_suggest(revision, request.acting)}
    return render(request, "plans/suggestion_form.html", context, status=INVALID if form.errors else 200)


def _headings(facts: PlanFacts) -> list[tuple[str, Any]]:
    """The headings to choose from: those of the layout that the LAO prints first."""
    own = facts.revision.layout
    layouts = sorted(Layout, key=lambda layout: layout != own)
    groups = [
        (str(layout.label), [(row.code, str(row)) for row in text_headings(facts.outline_of(layout))])
        for layout in layouts
    ]
    return [("", _("เลือกหัวข้อ")), *groups]


@with_suggestions
@posted_from("plans:suggestions")
def suggestion_answer(request: ActingRequest, revision: Revision, suggestion: int) -> HttpResponse:
    """Take one over, decline it with a word, or take the own one back."""
    edit = get_object_or_404(revision.suggestededits, pk=suggestion)
    own = edit.suggested_by_id == request.user.pk and "withdraw" in request.POST
    if not own and not revision.drafted_by_role_of(request.acting):
        raise Http404

    def act() -> str:
        if own:
            withdraw(edit, by=request.user)
            return saved(request, _("ถอนข้อเสนอแล้ว"), "plans:suggestions", revision)
        if "decline" in request.POST:
            decline(edit, note=request.POST.get("note", "")[:500], by=request.user)
            return saved(request, _("บันทึกว่าไม่แก้ไขตามข้อเสนอแล้ว"), "plans:suggestions", revision)
        accept(edit, by=request.user)
        return saved(request, _("แก้ไขตามข้อเสนอแล้ว"), "plans:suggestions", revision)

    return _or_back(request, revision, act)


@with_suggestions
@posted_from("plans:suggestions")
def suggestion_accept_all(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Take over all that can be, in one press."""
    if not revision.drafted_by_role_of(request.acting):
        raise Http404

    def act() -> str:
        done, left = accept_all(revision, by=request.user)
        if left:
            messages.warning(
                request, _("มี {count} ข้อเสนอที่ข้อความเดิมเปลี่ยนไปแล้ว กรุณาพิจารณาทีละข้อ").format(count=left)
            )
        return saved(
            request, _("แก้ไขตามข้อเสนอแล้ว {count} ข้อ").format(count=done), "plans:suggestions", revision
        )

    return _or_back(request, revision, act)


def _or_back(request: ActingRequest, revision: Revision, act: Callable[[], str]) -> HttpResponse:
    """Carry a button out once; what refuses it is said on the list."""
    try:
        return carry_out(request, act)
    except (SuggestionRefused, Stale) as refused:
        messages.error(request, str(refused))
    except RevisionClosed:
        messages.error(request, _("แผนยังอยู่ระหว่างการพิจารณา ข้อเสนอจะแก้ไขได้เมื่อแผนกลับมาเป็นร่าง"))
    return HttpResponseRedirect(address(revision, "plans:suggestions"))
