"""One person's individual plan: written by the person, read and decided by the superior, seen by the officer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.drafted import as_word, named_draft, sent, wants_word
from documents.drafts import request_draft
from documents.paper import Paper
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.edit import Stale
from plans.forms.idp import GoalForm, NoteForm, ResultsForm, item_formset, topics
from plans.idp import change
from plans.idp.access import with_case
from plans.idp.change import MOVES, Incomplete, Moved
from plans.idp.people import Case
from plans.idp.sheets import sheet_of
from plans.models import IndividualPlan
from plans.papers.idp import individual_plans
from plans.views.saving import INVALID, differences, seen_version


@with_case
def idp(request: ActingRequest, case: Case) -> HttpResponse:
    """The plan to write in while it is a draft, to read otherwise, or as Word; POST saves it, and proposes it if asked."""
    if wants_word(request):
        return as_word(_paper(case, _plan(case)), _name(case))
    if request.method != "POST":
        return _page(request, case)
    plan = _plan(case)
    if not case.may_write:
        raise Http404
    propose = "propose" in request.POST
    form, rows = GoalForm(request.POST, plan=plan), item_formset(case, plan, request.POST, complete=propose)
    version = seen_version(request)
    if not (form.is_valid() & rows.is_valid()):
        return _page(request, case, form=form, rows=rows, version=version, status=INVALID)

    def save() -> str:
        change.save_plan(
            plan=plan,
            goal=form.cleaned_data["goal"],
            rows=rows.item_values(),
            expected_version=version,
            by=request.user,
            propose=propose,
        )
        messages.success(request, str(MOVES["propose"].said) if propose else _("บันทึกแผนแล้ว"))
        return _address(case)

    try:
        return carry_out(request, save)
    except Stale as stale:
        now = _again(case)
        others = differences(form, GoalForm(plan=_plan(now)))
        stored = _plan(now)
        more = {"stale": stale, "differences": others, "stored": stored, "version": stored.version}
        return _page(request, now, form=form, rows=rows, status=409, **more)
    except Moved:
        return _moved(request, case)


@with_case
@posted_from("plans:idp")
def draw_up(request: ActingRequest, case: Case) -> HttpResponse:
    """Rows for the largest gaps of the person."""
    if not case.may_draw_up:
        raise Http404

    def carry() -> str:
        plan = change.draw_up(person=case.person, year=case.year, by=request.user)
        if plan.items.exists():
            messages.success(request, _("จัดทำร่างจากผลการประเมินแล้ว กรุณาตรวจวิธีการและช่วงเวลา"))
        else:
            messages.info(request, _("ยังไม่มีช่องว่างจากผลการประเมิน เพิ่มสิ่งที่ต้องพัฒนาเองได้"))
        return _address(case)

    try:
        return carry_out(request, carry)
    except Moved:
        return _moved(request, case)


@with_case
@posted_from("plans:idp")
def results(request: ActingRequest, case: Case) -> HttpResponse:
    """What came of each row of an agreed plan."""
    plan = _plan(case)
    if not case.may_note_results:
        raise Http404
    form = ResultsForm(request.POST, plan=plan)
    version = seen_version(request)
    if not form.is_valid():
        return _page(request, case, results=form, version=version, status=INVALID)

    def note() -> str:
        change.note_results(plan=plan, results=form.results(), expected_version=version, by=request.user)
        messages.success(request, _("บันทึกผลการพัฒนาแล้ว"))
        return _address(case)

    try:
        return carry_out(request, note)
    except Stale as stale:
        now = _again(case)
        others = differences(form, ResultsForm(plan=_plan(now)))
        more = {"stale": stale, "differences": others, "version": _plan(now).version}
        return _page(request, now, results=form, status=409, **more)
    except Moved:
        return _moved(request, case)


@with_case
@posted_from("plans:idp")
def move(request: ActingRequest, case: Case, action: str) -> HttpResponse:
    """Propose, take back, agree, or send back with a note; on the version that was seen."""
    plan, step = _plan(case), MOVES.get(action)
    if step is None or not getattr(case, step.allowed):
        raise Http404
    note = NoteForm(request.POST) if step.needs_note else None
    if note is not None and not note.is_valid():
        return _page(request, case, note=note, status=INVALID)

    def carry() -> str:
        text = note.cleaned_data["note"] if note else ""
        version = seen_version(request)
        change.move(plan=plan, action=action, expected_version=version, by=request.user, note=text)
        messages.success(request, str(step.said))
        return _address(case)

    try:
        return carry_out(request, carry)
    except Incomplete as refusal:
        lacking = ", ".join(refusal.rows) or _("ยังไม่มีรายการในแผน")
        messages.error(request, _("ยังเสนอไม่ได้ กรุณากรอกให้ครบ: {lacking}").format(lacking=lacking))
        return HttpResponseRedirect(_address(case))
    except (Stale, Moved):
        return _moved(request, case)


# On paper ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def draft(request: ActingRequest, case: Case) -> HttpResponse:
    """POST asks for the sheet as PDF and goes back; GET says how far it is."""
    plan = _plan(case)
    if request.method == "POST":
        return _to_draft(case, request_draft(_subject(plan), _paper(case, plan)).key)
    found = named_draft(_subject(plan), request)
    if found is None:
        raise Http404
    return render(request, "plans/_idp_draft.html", {"case": case, "draft": found})


@require_safe
@with_case
def draft_pdf(request: ActingRequest, case: Case) -> HttpResponse:
    """The file; one that is no longer kept leads back to the page."""
    found = named_draft(_subject(_plan(case)), request)
    if found is None:
        raise Http404
    return sent(found, f"{_name(case)}.pdf") or _to_draft(case, found.key)


def _paper(case: Case, plan: IndividualPlan) -> Paper:
    return individual_plans([sheet_of(plan)], organization=case.organization, year=case.year)


def _name(case: Case) -> str:
    return f"{case.organization.code}-idp-{case.year}-{case.person.pk}"


def _subject(plan: IndividualPlan) -> str:
    return f"idp-{plan.pk}"


def _to_draft(case: Case, key: str) -> HttpResponse:
    return HttpResponseRedirect(f"{_address(case)}?draft={key}#draft")


# The page ---------------------------------------------------------------------------------------


def _plan(case: Case) -> IndividualPlan:
    if case.plan is None:
        raise Http404
    return case.plan


def _again(case: Case) -> Case:
    """The same case as it is stored now."""
    return Case(case.person, case.year, case.acting)


def _address(case: Case) -> str:
    return reverse("plans:idp", args=[case.organization.code, int(case.year), case.person.pk])


def _moved(request: ActingRequest, case: Case) -> HttpResponse:
    """The plan went on meanwhile: what it is now, and what was typed."""
    return render(request, "plans/idp_moved.html", {"case": _again(case)}, status=409)


def _page(request: ActingRequest, case: Case, status: int = 200, **typed: Any) -> HttpResponse:
    context: dict[str, Any] = {"case": case, "plan": case.plan}
    if case.plan is not None:
        context |= {"version": case.plan.version, "draft": named_draft(_subject(case.plan), request)}
        context |= {"note": NoteForm()} | ({} if typed else _forms(case, case.plan))
    context |= typed
    if "rows" in context:
        context["topics"] = topics(case.year, case.plan.items.all() if case.plan else [])
    return render(request, "plans/idp.html", context, status=status)


def _forms(case: Case, plan: IndividualPlan) -> dict[str, Any]:
    """The form in which this member may write now, if any."""
    if plan.is_draft and case.may_write:
        return {"form": GoalForm(plan=plan), "rows": item_formset(case, plan)}
    if plan.is_agreed and case.may_note_results:
        return {"results": ResultsForm(plan=plan)}
    return {}
