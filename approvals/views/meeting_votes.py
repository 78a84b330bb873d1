"""Voices and resolutions of a committee: each member on the own phone, the secretary for paper, and what results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals.case import Case
from approvals.forms_meetings import FileForm, RecordForm, ResolutionForm, VoteForm
from approvals.meetings import ballots, files, room
from approvals.meetings.access import item_or_404, with_meeting, with_meeting_kept
from approvals.meetings.resolve import obstacles, preparers_of, resolve, standing
from approvals.meetings.tally import Standing, voices
from approvals.meetings.voting import MeetingRefused
from approvals.models import AgendaItem, Attendee, Away, Meeting, MeetingFile
from approvals.moves import MoveConflict, MoveRefused
from approvals.views.meeting_room import item_context
from approvals.views.meetings import CONFLICT, refused_on_page
from documents import store
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.comments import open_by_task
from plans.models import Revision
from plans.suggestions import waiting
from plans.views.saving import INVALID, address, saved

# A member's own voice ----------------------------------------------------------------------------


def for_the_seated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand ``seat`` to who is called to this meeting in the role acted in; others get 404."""

    def seated(
        request: ActingRequest, revision: Revision, meeting: Meeting, item: int, **kwargs: Any
    ) -> HttpResponse:
        seat = ballots.seat_of(meeting, request.acting)
        found = item_or_404(meeting, item)
        if seat is None or found.revision_id != revision.pk:
            raise Http404
        return view(request, found, seat, **kwargs)

    return seated


@with_meeting
@for_the_seated
def meeting_vote(request: ActingRequest, item: AgendaItem, seat: Attendee) -> HttpResponse:
    """The plan, what was found in it, what changed, and three choices; 409 when the voice does not count."""
    assert item.revision is not None
    seen = item.snapshot.sha256 if item.snapshot else ""
    if request.method != "POST":
        return _vote_page(request, item, seat, VoteForm(initial={"seen": seen}))
    form = VoteForm(request.POST)
    if not form.is_valid():
        return _vote_page(request, item, seat, form, status=INVALID)
    values = form.cleaned_data
    revision = item.revision

    def vote() -> str:
        ballots.speak(
            item, seat, values["choice"], note=values["note"], seen=values["seen"], by=request.acting
        )
        return saved(
            request,
            _("บันทึกเสียงของท่านแล้ว"),
            "approvals:meeting_vote",
            revision,
            meeting=item.meeting_id,
            item=item.pk,
        )

    try:
        return carry_out(request, vote)
    except MeetingRefused as refused:
        item = item_or_404(item.meeting, item.pk)
        return _vote_page(request, item, seat, form, refused=str(refused), status=CONFLICT)


def _vote_page(
    request: ActingRequest,
    item: AgendaItem,
    seat: Attendee,
    form: VoteForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    voice = voices(item, [seat])[0]
    context = {
        "revision": item.revision,
        "meeting": item.meeting,
        "item": item,
        "seat": seat,
        "form": form,
        "own_vote": voice.vote,
        "recused": voice.standing == Standing.RECUSED,
        "may_return": any(row.is_own_word for row in item.away.filter(attendee=seat)),
        "may_vote": _may_vote(item, seat, voice.standing),
        "tally": standing(item)[0],
        "comments": open_by_task(item.revision, request.acting).total(),  # type: ignore[arg-type]
        "suggestions": item.revision.suggestededits.filter(answer="").count(),  # type: ignore[union-attr]
        **more,
    }
    return render(request, "approvals/meetings/vote.html", context, status=status)


def _may_vote(item: AgendaItem, seat: Attendee, how: Standing) -> bool:
    """True where the three choices are offered."""
    waits = how == Standing.MISSING or (how == Standing.ABSENT and item.meeting.by_circulation)
    return (
        waits
        and seat.has_vote
        and item.meeting.is_live
        and not item.is_concluded
        and item.snapshot_id is not None
    )


@with_meeting
@posted_from("approvals:meeting_vote")
@for_the_seated
def meeting_unvote(request: ActingRequest, item: AgendaItem, seat: Attendee) -> HttpResponse:
    """Take the own voice back before the resolution, or (``recuse``) leave the matter to the others."""
    assert item.revision is not None
    place = address(item.revision, "approvals:meeting_vote", meeting=item.meeting_id, item=item.pk)

    def back() -> str:
        if "recuse" in request.POST:
            note = request.POST.get("note", "")
            room.put_out(item, seat, why=Away.Why.RECUSED, note=note, by=request.acting)
            messages.success(request, _("บันทึกว่าท่านไม่ร่วมพิจารณาเรื่องนี้แล้ว"))
        elif "come_back" in request.POST:
            room.come_back(item, seat, by=request.acting)
            messages.success(request, _("บันทึกว่าท่านกลับมาร่วมพิจารณาแล้ว"))
        else:
            ballots.withdraw(item, seat, by=request.acting)
            messages.success(request, _("ยกเลิกเสียงเดิมแล้ว กรุณาออกเสียงใหม่"))
        return place

    try:
        return carry_out(request, back)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(place)


# Voices that the secretary writes down -------------------------------------------------------------


@with_meeting_kept
def meeting_record(request: ActingRequest, revision: Revision, meeting: Meeting, item: int) -> HttpResponse:
    """Voices given in the room or on paper, for those who did not speak themselves."""
    found = item_or_404(meeting, item)
    open_seats = [
        voice.attendee for voice in item_context(request, revision, found)["voices"] if _waits(voice, meeting)
    ]
    seen = found.snapshot.sha256 if found.snapshot else ""
    if request.method != "POST":
        return _record_page(request, revision, found, RecordForm(initial={"seen": seen}, seats=open_seats))
    form = RecordForm(request.POST, seats=list(meeting.attendees.filter(has_vote=True)))
    if form.is_valid():

        def write() -> str:
            ballots.record(found, form.voices(), seen=form.cleaned_data["seen"], by=request.acting)
            return saved(
                request, _("บันทึกเสียงแล้ว"), "approvals:meeting_item", revision, meeting=meeting.pk, item=item
            )

        try:
            return carry_out(request, write)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    return _record_page(request, revision, found, form, status=INVALID)


def _waits(voice: Any, meeting: Meeting) -> bool:
    return voice.standing == Standing.MISSING or (
        meeting.by_circulation and voice.standing == Standing.ABSENT
    )


def _record_page(
    request: ActingRequest, revision: Revision, item: AgendaItem, form: RecordForm, status: int = 200
) -> HttpResponse:
    context = {"revision": revision, "meeting": item.meeting, "item": item, "form": form}
    return render(request, "approvals/meetings/record.html", context, status=status)


@with_meeting_kept
@posted_from("approvals:meeting_item")
def meeting_strike(
    request: ActingRequest, revision: Revision, meeting: Meeting, item: int, seat: int
) -> HttpResponse:
    """Take back a voice that was written down wrongly."""
    found = item_or_404(meeting, item)
    attendee = get_object_or_404(meeting.attendees, pk=seat)

    def strike() -> str:
        ballots.withdraw(found, attendee, by=request.acting)
        return saved(
            request, _("ยกเลิกเสียงแล้ว"), "approvals:meeting_item", revision, meeting=meeting.pk, item=item
        )

    return refused_on_page(request, revision, meeting, strike)


# The resolution --------------------------------------------------------------------------------


@with_meeting_kept
def meeting_resolve(request: ActingRequest, revision: Revision, meeting: Meeting, item: int) -> HttpResponse:
    """The computed result, what stands against it, and the form that records the resolution."""
    found = item_or_404(meeting, item)
    if found.revision_id != revision.pk:
        raise Http404
    _tally, computed = standing(found)
    case = Case(found.revision, request.acting)  # type: ignore[arg-type]
    form = ResolutionForm(request.POST if request.method == "POST" else None, case=case, computed=computed)
    status = 200
    if form.is_bound and form.is_valid():

        def conclude() -> str:
            done = resolve(found, form.resolution(), by=request.acting)
            message = _("บันทึกมติแล้ว: {outcome}").format(outcome=done.get_outcome_display())
            return saved(request, message, "approvals:meeting", revision, meeting=meeting.pk)

        try:
            return carry_out(request, conclude)
        except (MeetingRefused, MoveRefused) as refused:
            form.add_error(None, str(refused))
        except MoveConflict as lost:
            form.add_error(None, str(lost))
            status = CONFLICT
    context = {
        **item_context(request, revision, found),
        "form": form,
        "obstacles": obstacles(found),
        "preparers": preparers_of(revision),
        "suggested": waiting(revision),
    }
    status = INVALID if form.errors and status != CONFLICT else status
    return render(request, "approvals/meetings/resolve.html", context, status=status)


# Scans -----------------------------------------------------------------------------------------


@with_meeting_kept
def meeting_attach(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """Keep a scan with the meeting."""
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if form.is_bound and form.is_valid():

        def attach() -> str:
            files.attach(meeting, form.cleaned_data["file"], by=request.acting)
            return saved(request, _("แนบไฟล์แล้ว"), "approvals:meeting", revision, meeting=meeting.pk)

        try:
            return carry_out(request, attach)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "meeting": meeting, "form": form}
    return render(request, "approvals/meetings/attach.html", context, status=INVALID if form.errors else 200)


@require_safe
@with_meeting
def meeting_file(request: ActingRequest, revision: Revision, meeting: Meeting, file: int) -> HttpResponse:
    """A scan, for those inside the LAO who read its unfinished plan."""
    found: MeetingFile = get_object_or_404(meeting.files, pk=file)
    with store.open_(found.sha256) as stream:
        content = stream.read()
    answer = HttpResponse(content, content_type=found.content_type or "application/octet-stream")
    ending = (found.content_type.rpartition("/")[2] or "bin").replace("jpeg", "jpg")
    answer["Content-Disposition"] = (
        f'attachment; filename="meeting-{meeting.number}-{meeting.year}-{found.pk}.{ending}"'
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@with_meeting_kept
@posted_from("approvals:meeting")
def meeting_file_remove(
    request: ActingRequest, revision: Revision, meeting: Meeting, file: int
) -> HttpResponse:
    """Take a wrong scan away."""
    found = get_object_or_404(meeting.files, pk=file)

    def remove() -> str:
        files.remove(found, by=request.acting)
        return saved(request, _("ลบไฟล์แล้ว"), "approvals:meeting", revision, meeting=meeting.pk)

    return refused_on_page(request, revision, meeting, remove)
