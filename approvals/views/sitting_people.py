"""Who is called to a board's meeting, who came, who leads it; opening it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals.forms_sittings import SeatForm
from approvals.meetings import roll
from approvals.meetings.tally import quorum_of
from approvals.models import Attendee, Meeting
from approvals.sittings import people
from approvals.sittings.access import with_sitting_kept
from approvals.views.sitting_frame import (
    CONFLICT,
    FORM_METHODS,
    INVALID,
    REFUSALS,
    acted,
    address,
    chosen,
    frame,
)
from organizations.acting import ActingRequest
from organizations.once import carry_out
from thai.text import normalise_line

Presence = Attendee.Presence
_MARKED = {Presence.PRESENT.value, Presence.ABSENT.value, Presence.UNKNOWN.value}


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def people_page(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """Call the meeting, record who came, open it."""
    page = partial(_page, request, meeting)
    if request.method != "POST":
        return page()
    by = request.acting

    def called() -> str:
        people.call(meeting, by=by)
        return _said(request, meeting, _("เรียกประชุมแล้ว ระบบแจ้งกรรมการทุกคนพร้อมลิงก์ไปยังวาระ"))

    def opened() -> str:
        people.open_sitting(meeting, by=by)
        people.everybody_came(meeting, by=by) if request.POST.get("all") else None
        return _said(request, meeting, _("เปิดการประชุมแล้ว"))

    def marked() -> str:
        roll.mark(meeting, _presence(request, meeting), by=by)
        return _said(request, meeting, _("บันทึกผู้มาประชุมแล้ว"))

    def all_came() -> str:
        people.everybody_came(meeting, by=by)
        return _said(request, meeting, _("บันทึกผู้มาประชุมแล้ว"))

    def chaired() -> str:
        one = get_object_or_404(meeting.attendees, pk=next(iter(chosen(request, "seat")), 0))
        roll.take_the_chair(meeting, one, by=by)
        return _said(request, meeting, _("บันทึกประธานในที่ประชุมแล้ว"))

    acts = {"call": called, "open": opened, "mark": marked, "all": all_came, "chair": chaired}
    return acted(request, acts, page)


def _said(request: ActingRequest, meeting: Meeting, words: str) -> str:
    messages.success(request, words)
    return address(meeting, "sitting_people")


def _presence(request: ActingRequest, meeting: Meeting) -> dict[int, tuple[str, str]]:
    """What was chosen for each person, nonsense left out."""
    found = {}
    for key in meeting.attendees.values_list("pk", flat=True):
        came = request.POST.get(f"presence-{key}", "")
        if came in _MARKED:
            found[key] = (came, normalise_line(request.POST.get(f"reason-{key}", ""))[:200])
    return found


def _page(request: ActingRequest, meeting: Meeting, *, refused: str = "", status: int = 200) -> HttpResponse:
    meeting.refresh_from_db(fields=["stage", "starts_at", "version"])
    planned = meeting.stage == Meeting.Stage.PLANNED
    seats = roll.board_seats(meeting) if planned else list(meeting.attendees.select_related("membership"))
    voters = [one for one in seats if one.has_vote]
    context = frame(
        request,
        meeting,
        "open" if meeting.stage in (Meeting.Stage.CALLED, Meeting.Stage.OPEN) else "call",
        seats=seats,
        planned=planned,
        voters=len(voters),
        present=sum(one.is_present for one in voters),
        needed=quorum_of(len(voters)),
        may_mark=meeting.stage in (Meeting.Stage.CALLED, Meeting.Stage.OPEN),
        refused=refused,
    )
    return render(request, "approvals/sittings/people.html", context, status=status)


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def seat_add(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """One more person: of the board, a substitute or a guest."""
    form = SeatForm(request.POST or None, meeting=meeting)
    return _seat_page(request, meeting, form)


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def seat(request: ActingRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """Change one person, or take the person off the list."""
    found = get_object_or_404(meeting.attendees, pk=pk)
    if request.POST.get("action") == "remove":

        def removed() -> str:
            people.remove_seat(meeting, found, by=request.acting)
            return _said(request, meeting, _("ลบออกจากรายชื่อแล้ว"))

        return acted(request, {"remove": removed}, partial(_page, request, meeting))
    return _seat_page(request, meeting, SeatForm(request.POST or None, meeting=meeting, seat=found))


def _seat_page(request: ActingRequest, meeting: Meeting, form: SeatForm) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():

            def saved() -> str:
                people.save_seat(meeting, form.filled(), by=request.acting)
                return _said(request, meeting, _("บันทึกรายชื่อแล้ว"))

            try:
                return carry_out(request, saved)
            except REFUSALS as refused:
                form.add_error(None, str(refused))
                status = CONFLICT
    context = frame(request, meeting, "open", form=form, seat=form.seat)
    return render(request, "approvals/sittings/seat.html", context, status=status)
