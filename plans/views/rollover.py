"""The new plan from the last one: an overview of the steps, and a page for each of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.text import to_html
from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.edit_rows import monitoring_seen
from plans.facts import PlanFacts
from plans.forms.rollover import FateForms, NeedsForm, PeopleForm, TextsForm
from plans.models import CarriedProject, Revision
from plans.rollover.needs import carry_needs, unmet_needs
from plans.rollover.people import Renewal, renew
from plans.rollover.progress import steps
from plans.rollover.projects import Outcome, decide_projects, decisions_seen, past_projects
from plans.rollover.scan import old_years
from plans.rollover.source import Past, last_plan
from plans.rollover.texts import PastText, past_texts, take_texts
from plans.rollover.years import moved_on
from plans.views.saving import address, closed_is_409, saved

CONFLICT = 409


def with_last_plan(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the last plan to a step; without one, the overview says so."""

    @wraps(view)
    def loaded(request: ActingRequest, revision: Revision) -> HttpResponse:
        past = last_plan(revision)
        return view(request, past) if past else redirect(address(revision, "plans:rollover"))

    return loaded


@require_safe
@with_editable_revision
def rollover(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The steps, how far each is, and what still names the old years."""
    past = last_plan(revision)
    context = {
        "revision": revision,
        "past": past,
        "steps": steps(past) if past else [],
        "mentions": old_years(past) if past else [],
    }
    return render(request, "plans/rollover.html", context)


# Texts ----------------------------------------------------------------------------------------


@with_editable_revision
@closed_is_409
@with_last_plan
def rollover_texts(request: ActingRequest, past: Past) -> HttpResponse:
    """Every text of the last plan with the years that would move, and the text it would replace."""
    rows = past_texts(past)
    if request.method != "POST":
        return _texts_page(request, past, rows, TextsForm(rows=rows))
    form = TextsForm(request.POST, rows=rows)
    if not form.is_valid():
        return _texts_page(request, past, rows, form)

    def take() -> str:
        taken = take_texts(past, form.takings(), by=request.user)
        message = ngettext("นำข้อความมา {n} หัวข้อแล้ว", "นำข้อความมา {n} หัวข้อแล้ว", taken).format(n=taken)
        return saved(request, message, "plans:rollover", past.new)

    try:
        return carry_out(request, take)
    except Stale:
        return _texts_page(request, past, past_texts(past), form, is_stale=True)


def _texts_page(
    request: ActingRequest, past: Past, rows: list[PastText], form: TextsForm, *, is_stale: bool = False
) -> HttpResponse:
    shown = [_shown(past, row, form) for row in rows]
    context = {"revision": past.new, "past": past, "rows": shown, "form": form, "is_stale": is_stale}
    return render(request, "plans/rollover_texts.html", context, status=CONFLICT if is_stale else 200)


def _shown(past: Past, row: PastText, form: TextsForm) -> dict[str, Any]:
    """A heading with its boxes as they are ticked."""
    ticked = set(form.data.getlist("shift")) if form.is_bound else None  # type: ignore[attr-defined]
    code = row.section.code
    return {
        "row": row,
        "code": code,
        "taken": form.ticked(row),
        "places": [
            {"place": place, "ticked": place.moves if ticked is None else f"{code}:{place.start}" in ticked}
            for place in row.places
        ],
        "text": to_html(moved_on(row.text, past.cycle, past.by)),
        "current": to_html(row.current) if row.is_changed else "",
    }


# Projects -------------------------------------------------------------------------------------


@with_editable_revision
@closed_is_409
@with_last_plan
def rollover_projects(request: ActingRequest, past: Past) -> HttpResponse:
    """Every project of the last plan is asked what becomes of it."""
    rows = past_projects(past)
    if request.method != "POST":
        return _projects_page(request, past, FateForms(rows))
    forms = FateForms(rows, request.POST)
    if not forms.is_valid():
        return _projects_page(request, past, forms)

    def decide() -> str:
        rest = CarriedProject.Fate.CONTINUED if request.POST.get("action") == "continue" else ""
        seen = request.POST.get("version", "")
        outcome = decide_projects(past, forms.deciding(rest), seen=seen, by=request.user)
        _say(request, outcome)
        return address(past.new, "plans:rollover_projects")

    try:
        return carry_out(request, decide)
    except Stale:
        return _projects_page(request, past, FateForms(past_projects(past), request.POST), is_stale=True)


def _say(request: ActingRequest, outcome: Outcome) -> None:
    messages.success(
        request,
        _("บันทึกผลการพิจารณาแล้ว เปลี่ยน {decided} โครงการ คัดลอกเข้าแผน {copied} โครงการ").format(
            decided=outcome.decided, copied=len(outcome.copied)
        ),
    )
    if outcome.adopted:
        messages.info(
            request,
            _("มีในแผนใหม่อยู่แล้ว จึงใช้โครงการเดิมไม่คัดลอกซ้ำ: {names}").format(names=", ".join(outcome.adopted)),
        )
    if outcome.removed:
        messages.info(request, _("นำออกจากแผนใหม่: {names}").format(names=", ".join(outcome.removed)))
    for name in outcome.left:
        messages.warning(
            request,
            _("โครงการ “{name}” ที่คัดลอกไว้มีผู้แก้ไขแล้ว จึงยังอยู่ในแผนใหม่ หากไม่ต้องการให้ลบในหน้าโครงการ").format(
                name=name
            ),
        )


def _projects_page(
    request: ActingRequest, past: Past, rows: FateForms, *, is_stale: bool = False
) -> HttpResponse:
    context = {
        "revision": past.new,
        "past": past,
        "rows": rows,
        "version": decisions_seen(past.new),
        "is_stale": is_stale,
    }
    return render(request, "plans/rollover_projects.html", context, status=CONFLICT if is_stale else 200)


# People ---------------------------------------------------------------------------------------


@with_editable_revision
@closed_is_409
@with_last_plan
def rollover_people(request: ActingRequest, past: Past) -> HttpResponse:
    """Seats of the committee and things to follow up, as today's departments and staff list say."""
    renewal = Renewal(past)
    if request.method != "POST":
        return _people_page(request, past, renewal)
    form = PeopleForm(request.POST, renewal=renewal)
    if not form.is_valid():
        return _people_page(request, past, renewal, form=form)
    data = form.cleaned_data

    def take() -> str:
        seats, items = renew(
            past,
            seats=set(data["seats"]),
            items={int(pk) for pk in data["items"]},
            committee_version=data["committee_version"],
            monitoring=data["monitoring"],
            by=request.user,
        )
        message = _("นำมาแล้ว คณะกรรมการ {seats} ลำดับ การติดตาม {items} รายการ").format(
            seats=seats, items=items
        )
        return saved(request, message, "plans:rollover", past.new)

    try:
        return carry_out(request, take)
    except Stale:
        return _people_page(request, past, Renewal(past), is_stale=True)


def _people_page(
    request: ActingRequest,
    past: Past,
    renewal: Renewal,
    *,
    form: PeopleForm | None = None,
    is_stale: bool = False,
) -> HttpResponse:
    order = PlanFacts(past.new).committee_order
    context = {
        "revision": past.new,
        "past": past,
        "renewal": renewal,
        "form": form,
        "committee_version": order.version if order else 1,
        "monitoring": monitoring_seen(past.new),
        "is_stale": is_stale,
    }
    return render(request, "plans/rollover_people.html", context, status=CONFLICT if is_stale else 200)


# Needs ----------------------------------------------------------------------------------------


@with_editable_revision
@closed_is_409
@with_last_plan
def rollover_needs(request: ActingRequest, past: Past) -> HttpResponse:
    """Needs of the last cycle that no announced project names."""
    rows = unmet_needs(past)
    form = NeedsForm(request.POST if request.method == "POST" else None, rows=rows)
    if form.is_valid():

        def carry() -> str:
            chosen = {int(pk) for pk in form.cleaned_data["needs"]}
            added = carry_needs(past, chosen, by=request.user)
            message = _("เสนอเป็นความต้องการของรอบนี้แล้ว {n} รายการ กรุณายืนยันในหน้าความต้องการพัฒนา").format(n=added)
            return saved(request, message, "plans:rollover", past.new)

        return carry_out(request, carry)
    context = {"revision": past.new, "past": past, "rows": rows, "form": form}
    return render(request, "plans/rollover_needs.html", context)
