"""In the room: who came, guests, what is said about each matter, and who is out of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals.forms_meetings import AwayForm, GuestForm, ItemForm, RollForm
from approvals.meetings import agenda, room
from approvals.meetings import call as calling
from approvals.meetings import roll as rolls
from approvals.meetings.access import item_or_404, may_keep, with_meeting, with_meeting_kept
from approvals.meetings.resolve import standing
from approvals.meetings.tally import Standing, Voice, voices
from approvals.meetings.voting import MeetingRefused
from approvals.models import AgendaItem, Attendee, Meeting
from approvals.views.meetings import CONFLICT, refused_on_page, seats_to_mark
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.edit import Stale
from plans.models import Revision
from plans.views.saving import INVALID, address, saved

Duty = Attendee.Duty


@with_meeting_kept
def meeting_roll(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """Who came, and why others did not."""
    seats = seats_to_mark(meeting)
    form = RollForm(request.POST if request.method == "POST" else None, seats=seats)
    if form.is_bound and form.is_valid():

        def mark() -> str:
            _mark(meeting, form.marked(), seats, by=request.acting)
            return saved(request, _("บันทึกผู้มาประชุมแล้ว"), "approvals:meeting", revision, meeting=meeting.pk)

        try:
            return carry_out(request, mark)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "meeting": meeting, "form": form, "guest_form": GuestForm()}
    return render(request, "approvals/meetings/roll.html", context, status=INVALID if form.errors else 200)


def _mark(meeting: Meeting, marked: dict[int, tuple[str, str]], seats: list[Attendee], *, by: Any) -> None:
    """Who comes after the first resolution has come late; everybody else is marked as given."""
    late = []
    if meeting.is_live and not meeting.by_circulation and meeting.items.exclude(outcome="").exists():
        late = [seat for seat in seats if not seat.is_present and marked[seat.pk][0] == room.Presence.PRESENT]
    rest = {key: value for key, value in marked.items() if key not in {seat.pk for seat in late}}
    rolls.mark(meeting, rest, by=by)
    for seat in late:
        room.arrive_late(meeting, seat, by=by)


@with_meeting_kept
@posted_from("approvals:meeting")
def meeting_chair(request: ActingRequest, revision: Revision, meeting: Meeting, seat: int) -> HttpResponse:
    """Somebody present leads the meeting in the chair's absence."""
    attendee = get_object_or_404(meeting.attendees, pk=seat)

    def take() -> str:
        rolls.take_the_chair(meeting, attendee, by=request.acting)
        message = _("{who} ทำหน้าที่ประธานในที่ประชุม").format(who=attendee.name or attendee.position)
        return saved(request, message, "approvals:meeting", revision, meeting=meeting.pk)

    return refused_on_page(request, revision, meeting, take)


@with_meeting_kept
def meeting_guest(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """Add somebody who attends without a vote."""
    form = GuestForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():

        def add() -> str:
            calling.add_guest(meeting, **form.cleaned_data, by=request.acting)
            return saved(request, _("เพิ่มผู้เข้าร่วมประชุมแล้ว"), "approvals:meeting", revision, meeting=meeting.pk)

        try:
            return carry_out(request, add)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "meeting": meeting, "form": form}
    return render(request, "approvals/meetings/guest.html", context, status=INVALID if form.errors else 200)


# One matter ------------------------------------------------------------------------------------


@with_meeting_kept
def meeting_item_new(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """One more matter on the agenda."""
    form = ItemForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():

        def add() -> str:
            agenda.add_item(meeting, **form.cleaned_data, by=request.acting)
            return saved(
                request, _("เพิ่มเรื่องในระเบียบวาระแล้ว"), "approvals:meeting", revision, meeting=meeting.pk
            )

        try:
            return carry_out(request, add)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "meeting": meeting, "form": form}
    return render(
        request, "approvals/meetings/item_edit.html", context, status=INVALID if form.errors else 200
    )


@with_meeting_kept
def meeting_discussion(
    request: ActingRequest, revision: Revision, meeting: Meeting, item: int
) -> HttpResponse:
    """What was said about a matter; two who write it at once do not lose each other's words."""
    found = item_or_404(meeting, item)
    form = ItemForm(request.POST if request.method == "POST" else None, item=found)
    seen = request.POST.get("seen", "") if form.is_bound else agenda.discussion_seen(found)
    stale, status = None, 200
    if form.is_bound and form.is_valid():

        def write() -> str:
            agenda.write_discussion(found, **form.cleaned_data, seen=seen, by=request.acting)
            return saved(
                request,
                _("บันทึกความเห็นของที่ประชุมแล้ว"),
                "approvals:meeting_item",
                revision,
                meeting=meeting.pk,
                item=item,
            )

        try:
            return carry_out(request, write)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        except Stale as conflict:
            found = item_or_404(meeting, item)
            stale, status, seen = conflict, CONFLICT, agenda.discussion_seen(found)
    context = {
        "revision": revision,
        "meeting": meeting,
        "item": found,
        "form": form,
        "seen": seen,
        "stale": stale,
    }
    status = INVALID if form.errors else status
    return render(request, "approvals/meetings/item_edit.html", context, status=status)


@require_safe
@with_meeting
def meeting_item(request: ActingRequest, revision: Revision, meeting: Meeting, item: int) -> HttpResponse:
    """A matter: what was said, who spoke how, and for the keepers the ways to go on."""
    found = item_or_404(meeting, item)
    context = item_context(request, revision, found)
    return render(request, "approvals/meetings/item.html", context)


@require_safe
@with_meeting
def meeting_tally(request: ActingRequest, revision: Revision, meeting: Meeting, item: int) -> HttpResponse:
    """The count of a matter, for the page that asks again while the meeting is held."""
    context = item_context(request, revision, item_or_404(meeting, item))
    return render(request, "approvals/meetings/_tally.html", context)


def item_context(request: ActingRequest, revision: Revision, item: AgendaItem) -> dict[str, Any]:
    """What pages about one matter show."""
    seats = list(item.meeting.attendees.select_related("membership__user"))
    tally, outcome = standing(item)
    found = [voice for voice in voices(item, seats) if voice.standing != Standing.NO_VOTE]
    return {
        "revision": revision,
        "meeting": item.meeting,
        "item": item,
        "keeps": may_keep(revision, request.acting),
        "voices": found,
        "tally": tally,
        "outcome": outcome,
        "away_form": AwayForm(seats=[voice.attendee for voice in found if _is_here(voice)]),
        "away": item.away.select_related("attendee"),
    }


def _is_here(voice: Voice) -> bool:
    return voice.standing in (Standing.VOTED, Standing.MISSING)


@with_meeting_kept
@posted_from("approvals:meeting_item")
def meeting_away(request: ActingRequest, revision: Revision, meeting: Meeting, item: int) -> HttpResponse:
    """Somebody leaves the room or has an interest; with ``back``, somebody comes back."""
    found = item_or_404(meeting, item)
    place = address(revision, "approvals:meeting_item", meeting=meeting.pk, item=item)
    if back := request.POST.get("back", ""):
        attendee = get_object_or_404(meeting.attendees, pk=back if back.isdecimal() and len(back) < 10 else 0)

        def come() -> str:
            room.come_back(found, attendee, by=request.acting)
            return place

        return refused_on_page(request, revision, meeting, come)
    form = AwayForm(request.POST, seats=seats_to_mark(meeting))
    if form.is_valid():

        def leave() -> str:
            values = form.cleaned_data
            attendee = meeting.attendees.get(pk=values["attendee"])
            room.put_out(found, attendee, why=values["why"], note=values["note"], by=request.acting)
            return place

        try:
            return carry_out(request, leave)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {**item_context(request, revision, found), "away_form": form, "form": form}
    return render(request, "approvals/meetings/item.html", context, status=INVALID)


@with_meeting_kept
@posted_from("approvals:meeting_item")
def meeting_take_off(request: ActingRequest, revision: Revision, meeting: Meeting, item: int) -> HttpResponse:
    """Take a matter off the agenda on which nobody has spoken."""
    found = item_or_404(meeting, item)

    def remove() -> str:
        agenda.take_off(found, by=request.acting)
        return saved(request, _("นำเรื่องออกจากวาระแล้ว"), "approvals:meeting", revision, meeting=meeting.pk)

    return refused_on_page(request, revision, meeting, remove)
