"""Meetings of the committee that makes a plan: the list, planning one, its page, and its steps from call to close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals.deadlines import ics
from approvals.forms_meetings import CancelForm, FileForm, GuestForm, MeetingForm, known_of
from approvals.meetings import agenda, ballots, roll
from approvals.meetings import call as calling
from approvals.meetings.access import (
    callers_of,
    may_keep,
    with_committee,
    with_committee_kept,
    with_meeting,
    with_meeting_kept,
)
from approvals.meetings.conclude import close_committee
from approvals.meetings.minutes import HEADINGS
from approvals.meetings.records import meeting_before
from approvals.meetings.resolve import standing
from approvals.meetings.room import everybody_came
from approvals.meetings.voting import MeetingRefused
from approvals.models import Attendee, Meeting
from approvals.moves import available
from approvals.orders import allows_circulation
from organizations.acting import ActingRequest
from organizations.meeting import differences, seen_version
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.comments import open_by_task
from plans.edit import Stale
from plans.models import Revision, State
from plans.views.saving import INVALID, address, saved
from thai.dates import today

CONFLICT = 409
Stage = Meeting.Stage
SEND = "send_to_committee"  #: the move that puts a plan before the committee


@require_safe
@with_committee
def meetings(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Meetings about this plan, the last first."""
    context = {
        "revision": revision,
        "meetings": agenda.meetings_of(revision.plan),
        "keeps": may_keep(revision, request.acting),
        "waits": revision.state == State.IN_COMMITTEE and agenda.open_item_of(revision) is None,
        "send": next((move for move in available(revision, request.acting) if move.action == SEND), None),
        "callers": callers_of(revision),
    }
    return render(request, "approvals/meetings/meetings.html", context)


# Planning --------------------------------------------------------------------------------------


@with_committee_kept
def meeting_new(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Plan a meeting, or a paper that is circulated instead."""
    known: dict[str, Any] = {
        "number": roll.next_number(revision.plan.organization, today()),
        "with_plan": revision.state in (State.DRAFTING, State.IN_COMMITTEE),
    }
    before = agenda.meetings_of(revision.plan).first()
    if before is not None:
        known |= {"place": before.place, "starts_at": before.starts_at}
    form = MeetingForm(
        request.POST if request.method == "POST" else None, initial=known, **_kind(revision, is_new=True)
    )
    if form.is_bound and form.is_valid():

        def make() -> str:
            with_plan = form.cleaned_data["with_plan"]
            made = calling.plan_meeting(revision, form.plans(), with_plan=with_plan, by=request.acting)
            return saved(
                request,
                _("กำหนดการประชุมแล้ว กรุณาตรวจแล้วเรียกประชุม"),
                "approvals:meeting",
                revision,
                meeting=made.pk,
            )

        try:
            return carry_out(request, make)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "form": form}
    return render(request, "approvals/meetings/edit.html", context, status=INVALID if form.errors else 200)


def _kind(revision: Revision, *, is_new: bool) -> dict[str, bool]:
    return {"circulates": allows_circulation(revision, today()), "is_new": is_new}


@with_meeting_kept
def meeting_edit(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """Another day, hour or place."""
    kind = _kind(revision, is_new=False)
    if request.method != "POST":
        form = MeetingForm(initial=known_of(meeting), **kind)
        return _edit_page(request, revision, meeting, form, version=meeting.version)
    form, version = MeetingForm(request.POST, **kind), seen_version(request)
    if not form.is_valid():
        return _edit_page(request, revision, meeting, form, version=version, status=INVALID)

    def change() -> str:
        calling.change_meeting(meeting, revision, form.plans(), expected_version=version, by=request.acting)
        return saved(request, _("บันทึกการเปลี่ยนแปลงแล้ว"), "approvals:meeting", revision, meeting=meeting.pk)

    try:
        return carry_out(request, change)
    except MeetingRefused as refused:
        form.add_error(None, str(refused))
        return _edit_page(request, revision, meeting, form, version=version, status=INVALID)
    except Stale as stale:
        current = Meeting.objects.get(pk=meeting.pk)
        others = differences(form, MeetingForm(initial=known_of(current), **kind))
        more: dict[str, Any] = {
            "stale": stale,
            "differences": others,
            "version": current.version,
            "status": CONFLICT,
        }
        return _edit_page(request, revision, meeting, form, **more)


def _edit_page(
    request: ActingRequest,
    revision: Revision,
    meeting: Meeting,
    form: MeetingForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"revision": revision, "meeting": meeting, "form": form, **more}
    return render(request, "approvals/meetings/edit.html", context, status=status)


# The page --------------------------------------------------------------------------------------


@require_safe
@with_meeting
def meeting(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """Everything about one meeting, and what the reader can do next."""
    acting = request.acting
    items = list(
        meeting.items.select_related("revision__plan__edition", "snapshot").prefetch_related("files")
    )
    for item in items:
        item.meeting = meeting
    seats = list(meeting.attendees.select_related("membership__user"))
    seat = ballots.seat_of(meeting, acting)
    plan = next((item for item in items if item.revision_id == revision.pk and not item.is_concluded), None)
    context = {
        "revision": revision,
        "meeting": meeting,
        "headings": _under_headings(items),
        "seats": seats,
        "present": [one for one in seats if one.is_present],
        "unmarked": any(one.presence == Attendee.Presence.UNKNOWN for one in seats),
        "voters": sum(one.has_vote for one in seats),
        "seat": seat,
        "own_vote": seat and plan and plan.votes.filter(attendee=seat).first(),
        "elsewhere": None if seat else ballots.seat_in_another_role(meeting, acting),
        "plan_item": plan,
        "tally": standing(plan)[0] if plan else None,
        "keeps": may_keep(revision, acting),
        "cautions": calling.cautions(meeting, revision) if may_keep(revision, acting) else [],
        "realigns": may_keep(revision, acting) and calling.needs_realigning(meeting, revision),
        "waits": _waits(meeting, revision, plan),
        "silent": calling.silent(meeting) if meeting.by_circulation else [],
        "files": meeting.files.select_related("added_by__user"),
        "file_form": FileForm(),
        "guest_form": GuestForm(),
        "comments": open_by_task(revision, acting).total(),
        "suggestions": revision.suggestededits.filter(answer="").count(),
        "before": meeting_before(meeting),
        "Stage": Stage,
    }
    return render(request, "approvals/meetings/meeting.html", context)


def _under_headings(items: list[Any]) -> list[tuple[int, str, list[Any]]]:
    return [
        (number, title, [item for item in items if item.heading == number])
        for number, title in HEADINGS.items()
    ]


def _waits(meeting: Meeting, revision: Revision, plan: object) -> bool:
    """True where the plan could be put on the agenda of this meeting."""
    comes = revision.state in (State.DRAFTING, State.IN_COMMITTEE)
    return not meeting.is_over and plan is None and comes and agenda.open_item_of(revision) is None


@require_safe
@with_meeting
def meeting_calendar(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """The meeting as an entry for the program in which people keep their days."""
    title = _("ประชุมคณะกรรมการจัดทำแผนพัฒนาบุคลากร ครั้งที่ {label}")
    if meeting.by_circulation:
        title = _("วันสุดท้ายที่ตอบหนังสือเวียนขอมติแผนพัฒนาบุคลากร ครั้งที่ {label}")
    event = ics.Event(
        key=f"committee-meeting-{meeting.pk}",
        title=title.format(label=meeting.label),
        on=meeting.held_on,
        starts_at=None if meeting.by_circulation else meeting.starts_at,
        place=meeting.place,
        address=address(revision, "approvals:meeting", meeting=meeting.pk),
        is_cancelled=meeting.stage == Stage.CANCELLED,
        version=meeting.version,
    )
    answer = HttpResponse(ics.calendar([event]), content_type=ics.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="meeting-{meeting.number}-{meeting.year}.ics"'
    return answer


# Its steps -------------------------------------------------------------------------------------


def _everybody(meeting: Meeting, revision: Revision, by: Any) -> None:
    everybody_came(meeting, by=by)


#: What a button of the page does, and what is said afterwards.
STEPS: dict[str, tuple[Callable[[Meeting, Revision, Any], object], str]] = {
    "call": (lambda meeting, revision, by: calling.call(meeting, revision, by=by), "called"),
    "open": (lambda meeting, revision, by: calling.open_meeting(meeting, by=by), "opened"),
    "present": (_everybody, "present"),
    "realign": (lambda meeting, revision, by: calling.realign(meeting, revision, by=by), "realigned"),
    "agenda": (lambda meeting, revision, by: agenda.put_plan_on(meeting, revision, by=by), "agenda"),
    "early": (lambda meeting, revision, by: calling.end_early(meeting, by=by), "early"),
    "close": (lambda meeting, revision, by: close_committee(meeting, by=by), "closed"),
}


def _said(word: str) -> str:
    return {
        "circulated": _("ส่งเวียนขอมติแล้ว กรรมการที่มีบัญชีผู้ใช้ได้รับแจ้งแล้ว"),
        "called": _("เรียกประชุมแล้ว กรรมการที่มีบัญชีผู้ใช้ได้รับแจ้งแล้ว"),
        "opened": _("เปิดการประชุมแล้ว กรุณาบันทึกผู้มาประชุม"),
        "present": _("บันทึกว่าทุกคนที่ยังไม่บันทึกมาประชุมแล้ว"),
        "realigned": _("ปรับรายชื่อตามคำสั่งล่าสุดแล้ว"),
        "agenda": _("นำแผนเข้าวาระแล้ว"),
        "early": _("ปิดรับคำตอบแล้ว บันทึกมติได้"),
        "closed": _("ปิดการประชุมแล้ว กรุณาตรวจรายงานการประชุม"),
    }[word]


@with_meeting_kept
@posted_from("approvals:meeting")
def meeting_step(request: ActingRequest, revision: Revision, meeting: Meeting, step: str) -> HttpResponse:
    """One button of the page; what cannot be done is said there."""
    if step not in STEPS:
        raise Http404
    act, word = STEPS[step]
    if step == "call" and meeting.by_circulation:
        word = "circulated"

    def go() -> str:
        act(meeting, revision, request.acting)
        return saved(request, _said(word), "approvals:meeting", revision, meeting=meeting.pk)

    return refused_on_page(request, revision, meeting, go)


def refused_on_page(
    request: ActingRequest, revision: Revision, meeting: Meeting, act: Callable[[], str]
) -> HttpResponse:
    """Carry a button out once; what refuses it is said on the page of the meeting."""
    try:
        return carry_out(request, act)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(address(revision, "approvals:meeting", meeting=meeting.pk))


@with_meeting_kept
def meeting_cancel(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """Call the meeting off, with a reason; the plan comes off its agenda."""
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():

        def call_off() -> str:
            calling.cancel(meeting, revision, reason=form.cleaned_data["reason"], by=request.acting)
            return saved(request, _("ยกเลิกการประชุมแล้ว"), "approvals:meetings", revision)

        try:
            return carry_out(request, call_off)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "meeting": meeting, "form": form}
    return render(request, "approvals/meetings/cancel.html", context, status=INVALID if form.errors else 200)


def seats_to_mark(meeting: Meeting) -> list[Attendee]:
    """Everybody called, in the order of the seats."""
    return list(meeting.attendees.order_by("order", "pk"))
