"""The meetings of a board's year: read by those who plan by them, kept by its secretary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.deadlines import planning
from approvals.deadlines.access import keeps, with_board_kept, with_board_seen
from approvals.deadlines.forms import CancelForm, FillForm, MeetingForm
from approvals.models import Meeting
from organizations.acting import ActingRequest
from organizations.meeting import seen_version
from organizations.models import Board
from organizations.once import carry_out
from thai.dates import today
from thai.fiscal import ERA_OFFSET

FORM_METHODS = ["GET", "HEAD", "POST"]
INVALID, CONFLICT = 422, 409


def _calendar_address(board: Board, year: int | None = None) -> str:
    address = reverse("approvals:board_calendar", args=[board.code])
    return f"{address}?year={year}" if year else address


def _year(request: ActingRequest) -> int:
    """The calendar year (B.E.) asked for; nonsense means this one."""
    typed = request.GET.get("year", "")
    this_year = today().year + ERA_OFFSET
    return int(typed) if typed.isdecimal() and 2560 <= int(typed[:4]) <= this_year + 5 else this_year


@require_safe
@with_board_seen
def board_calendar(request: ActingRequest, board: Board) -> HttpResponse:
    """The meetings of one calendar year, with what is to be looked at."""
    year = _year(request)
    meetings = list(Meeting.objects.filter(board=board, year=year).order_by("held_on", "pk"))
    live = [row for row in meetings if row.stage != Meeting.Stage.CANCELLED]
    is_kept = keeps(request.acting, board)
    rows = [
        {
            "meeting": row,
            "warnings": planning.warnings_of(row, live) if is_kept and row in live else [],
            "is_next": row == next((each for each in live if each.held_on >= today()), None),
            "may_cancel": is_kept and row.stage == Meeting.Stage.PLANNED,
            "may_change": is_kept and row.stage == Meeting.Stage.PLANNED and row.held_on >= today(),
        }
        for row in meetings
    ]
    this_year = today().year + ERA_OFFSET
    known = set(Meeting.objects.filter(board=board).values_list("year", flat=True))
    context = {
        "board": board,
        "year": year,
        "years": sorted({*known, year, this_year, this_year + 1}),
        "rows": rows,
        "keeps": is_kept,
        "rule": planning.rule_of(board),
    }
    return render(request, "approvals/deadlines/calendar.html", context)


@with_board_kept
@require_http_methods(FORM_METHODS)
def board_calendar_fill(request: ActingRequest, board: Board) -> HttpResponse:
    """A year from a rule: the days are shown first (GET with the rule), then made (POST)."""
    rule = planning.rule_of(board)
    shown = "week" in request.GET
    data = request.POST if request.method == "POST" else request.GET if shown else None
    form = FillForm(data, rule=rule)
    proposals = []
    if data is not None and form.is_valid():
        values = form.cleaned_data
        proposals = planning.propose(
            board, **{name: values[name] for name in ("year", "week", "weekday", "cut_off_days")}
        )

    def fill() -> str:
        made = planning.fill_year(board, year=form.cleaned_data["year"], rule=form.rule)
        messages.success(request, _("เพิ่มการประชุม {count} ครั้งแล้ว").format(count=len(made)))
        return _calendar_address(board, form.cleaned_data["year"])

    context = {
        "board": board,
        "proposals": proposals,
        "count": sum(not row.skipped for row in proposals),
    }
    return _page_of_form(request, "approvals/deadlines/fill.html", form, fill, context)


@with_board_kept
@require_http_methods(FORM_METHODS)
def board_calendar_add(request: ActingRequest, board: Board) -> HttpResponse:
    """One more meeting."""
    form = MeetingForm(request.POST or None)

    def add() -> str:
        return _saved(request, board, planning.add(board, form.cleaned_data))

    return _page_of_form(request, "approvals/deadlines/meeting.html", form, add, {"board": board})


@with_board_kept
@require_http_methods(FORM_METHODS)
def board_calendar_change(request: ActingRequest, board: Board, pk: int) -> HttpResponse:
    """Another day, time, place or last day of a meeting that is only planned."""
    meeting = get_object_or_404(Meeting, pk=pk, board=board)
    form = MeetingForm(request.POST or None, meeting=meeting)

    def change() -> str:
        stored = planning.change(meeting, form.cleaned_data, seen=seen_version(request))
        return _saved(request, board, stored)

    context = {"board": board, "meeting": meeting, "version": meeting.version}
    return _page_of_form(request, "approvals/deadlines/meeting.html", form, change, context)


@with_board_kept
@require_http_methods(FORM_METHODS)
def board_calendar_cancel(request: ActingRequest, board: Board, pk: int) -> HttpResponse:
    """A meeting that will not be held, with the reason."""
    meeting = get_object_or_404(Meeting, pk=pk, board=board)
    form = CancelForm(request.POST or None)

    def cancel() -> str:
        planning.cancel(meeting, reason=form.cleaned_data["reason"], seen=seen_version(request))
        messages.success(request, _("ยกเลิกการประชุมครั้งที่ {label} แล้ว").format(label=meeting.label))
        return _calendar_address(board, meeting.year)

    context = {"board": board, "meeting": meeting, "version": meeting.version}
    return _page_of_form(request, "approvals/deadlines/cancel.html", form, cancel, context)


def _saved(request: ActingRequest, board: Board, meeting: Meeting) -> str:
    messages.success(request, _("บันทึกการประชุมครั้งที่ {label} แล้ว").format(label=meeting.label))
    for warning in planning.warnings_of(meeting, planning.live_meetings(board, meeting.year)):
        messages.warning(request, warning)
    return _calendar_address(board, meeting.year)


def _page_of_form(
    request: ActingRequest, template: str, form: forms.Form, act: Callable[[], str], context: dict[str, Any]
) -> HttpResponse:
    """The form: shown, carried out once, or shown again with what is wrong (422) or stale (409)."""
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                return carry_out(request, act)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            except planning.MeetingChanged as changed:
                form.add_error(None, str(changed))
                status = CONFLICT
    return render(request, template, {**context, "form": form}, status=status)
