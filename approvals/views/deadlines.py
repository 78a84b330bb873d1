"""The deadlines of an LAO: the steps of a cycle counted back, and the times that they are reckoned with."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.deadlines import words
from approvals.deadlines.access import KEEPERS, with_own_deadlines, with_own_lead_times
from approvals.deadlines.board_days import days_of
from approvals.deadlines.forms import LeadTimesForm
from approvals.deadlines.leads import keep_own, own_of, parameters_of
from approvals.deadlines.outlook import Outlook, outlooks, subject_of, subjects_of
from approvals.deadlines.progress import of_today
from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from thai.dates import today
from thai.fiscal import Cycle, FiscalYearError

NEXT_MEETINGS = 6


@require_safe
@with_own_deadlines
def deadlines_now(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The cycle that is worked on: the earliest with something to do, else that of today."""
    subjects = subjects_of([organization])
    cycle = subjects[0].cycle if subjects else Cycle.of(today())
    return redirect("approvals:deadlines", organization.code, int(cycle.first))


@require_safe
@with_own_deadlines
def deadlines(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Every step of a cycle with its last day, and the next meetings of the board."""
    outlook = _outlook(organization, first_year)
    steps = [
        {
            "step": step,
            "left": words.days_left(step, outlook),
            "address": words.address_of(step, outlook, request.acting.role) if step.waits else "",
        }
        for step in outlook.schedule.steps
    ]
    board = days_of([organization.board])[organization.board_id]
    chances = {row.sitting: row.verdict for row in outlook.forecast.chances} if outlook.forecast else {}
    context = {
        "organization": organization,
        "outlook": outlook,
        "steps": steps,
        "sentence": words.sentence(outlook),
        "idle": words.idle_sentence(outlook),
        "sittings": [(row, chances.get(row)) for row in board.still_to_come(today())[:NEXT_MEETINGS]],
        "may_set": request.acting.role in KEEPERS,
    }
    return render(request, "approvals/deadlines/deadlines.html", context)


def _outlook(organization: Organization, first_year: int) -> Outlook:
    try:
        subject = subject_of(organization, Cycle(first_year))
    except FiscalYearError as error:
        raise Http404 from error
    far = abs(first_year - Cycle.of(today()).first) > 9
    fresh = of_today([subject.revision]) if subject.revision else None
    found = outlooks([subject], fresh=fresh)
    if not found or (subject.revision is None and far):
        raise Http404
    return found[0]


@with_own_lead_times
@require_http_methods(["GET", "HEAD", "POST"])
def lead_times(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The working days that this LAO takes for each step."""
    form = LeadTimesForm(
        request.POST or None, own=own_of(organization), rules=parameters_of(Cycle.of(today()).next)
    )
    if request.method == "POST" and form.is_valid():

        def keep() -> str:
            keep_own(organization, form.cleaned_data)
            messages.success(request, _("บันทึกจำนวนวันทำการแล้ว กำหนดเวลาทุกขั้นคำนวณใหม่"))
            return redirect("approvals:deadlines_now", organization.code)["Location"]

        return carry_out(request, keep)
    context = {"organization": organization, "form": form}
    return render(request, "approvals/deadlines/lead_times.html", context, status=422 if form.errors else 200)
