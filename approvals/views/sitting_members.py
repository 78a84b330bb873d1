"""A member's own agenda, on a phone first: read, vote on a block by one press, have a plan considered by itself, stand aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals.meetings.voting import MeetingRefused, Refusal, cast, take_back
from approvals.models import AgendaItem, Attendee, Away, Meeting, Vote
from approvals.sittings import recusal
from approvals.sittings.access import seat_of, with_sitting
from approvals.sittings.agenda import pull_out
from approvals.sittings.decide import in_words, take_back_block, vote_on_block
from approvals.sittings.overview import Group, groups_of, plain_items
from approvals.views.sitting_frame import FORM_METHODS, acted, address, frame, seen_of
from organizations.acting import ActingRequest
from plans.models import Revision


@dataclass(frozen=True)
class Own:
    """A group of the agenda with what one member has to do with it."""

    group: Group
    voted: int
    out: list[AgendaItem]
    choice: str  #: the one choice on all plans voted upon, in words

    @property
    def left(self) -> int:
        """Open plans on which the member has still to speak."""
        gone = {item.pk for item in self.out}
        return (
            sum(not line.item.is_concluded and line.item.pk not in gone for line in self.group.lines)
            - self.voted
        )


@require_http_methods(FORM_METHODS)
@with_sitting
def mine(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """The whole agenda for one member."""
    page = partial(_mine_page, request, meeting)
    if request.method != "POST":
        return page()

    def voted() -> str:
        seat, found = _own_seat(meeting, request), _block(request, meeting)
        choice = request.POST.get("choice", "")
        refused = vote_on_block(found, {seat.pk: choice}, by=request.acting, seen=seen_of(request) or {})
        _say(request, refused)
        return address(meeting, "my_agenda")

    def taken_back() -> str:
        count = take_back_block(_block(request, meeting), _own_seat(meeting, request), by=request.acting)
        messages.success(request, _("ยกเลิกเสียงของท่านแล้ว {count} เรื่อง").format(count=count))
        return address(meeting, "my_agenda")

    return acted(request, {"vote": voted, "take_back": taken_back}, page)


def _block(request: ActingRequest, meeting: Meeting):  # noqa: ANN202 - AgendaBlock
    key = request.POST.get("block", "")
    return get_object_or_404(meeting.blocks, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)


def _own_seat(meeting: Meeting, request: ActingRequest) -> Attendee:
    seat = seat_of(meeting, request.acting)
    if seat is None:
        raise MeetingRefused(_("ท่านไม่ได้อยู่ในรายชื่อผู้ประชุมครั้งนี้ กรุณาแจ้งเลขานุการ"))
    return seat


def _say(request: ActingRequest, refused: list[Refusal]) -> None:
    for text in in_words(refused):
        messages.warning(request, text)
    if not refused:
        messages.success(request, _("บันทึกเสียงของท่านแล้ว"))


def _mine_page(
    request: ActingRequest, meeting: Meeting, *, refused: str = "", status: int = 200
) -> HttpResponse:
    seat = seat_of(meeting, request.acting)
    context = frame(
        request,
        meeting,
        "mine",
        seat=seat,
        may_vote=bool(seat and seat.has_vote and seat.is_present and meeting.is_live),
        own=[_own(group, seat) for group in groups_of(meeting)],
        plain=plain_items(meeting),
        choices=Vote.Choice.choices,
        refused=refused,
    )
    return render(request, "approvals/sittings/mine.html", context, status=status)


def _own(group: Group, seat: Attendee | None) -> Own:
    if seat is None:
        return Own(group, 0, [], "")
    given = [
        vote
        for line in group.lines
        if not line.item.is_concluded
        for vote in line.item.votes.all()
        if vote.attendee_id == seat.pk
    ]
    out = [
        line.item
        for line in group.lines
        if not line.item.is_concluded and any(row.attendee_id == seat.pk for row in line.item.away.all())
    ]
    words = {str(vote.get_choice_display()) for vote in given}
    return Own(group, len(given), out, words.pop() if len(words) == 1 else "")


@require_http_methods(FORM_METHODS)
@with_sitting
def my_item(request: ActingRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """One plan for one member."""
    found = get_object_or_404(
        meeting.items.select_related("block", "pulled_by", "snapshot").prefetch_related("votes", "away"),
        pk=pk,
        revision__isnull=False,
    )
    found.meeting = meeting
    page = partial(_my_item_page, request, meeting, found)
    if request.method != "POST":
        return page()
    return acted(request, _votes(request, meeting, found) | _standing(request, meeting, found), page)


def _votes(request: ActingRequest, meeting: Meeting, found: AgendaItem) -> dict[str, Callable[[], str]]:
    """What a member does with the own voice on one plan."""
    note, here = request.POST.get("note", ""), address(meeting, "my_agenda_item", found.pk)
    seen = seen_of(request) or {found.pk: ""}

    def voted() -> str:
        choices = {_own_seat(meeting, request).pk: request.POST.get("choice", "")}
        _say(request, cast([found], choices, by=request.acting, seen=seen, note=note[:500]))
        return here

    def taken_back() -> str:
        take_back(found, _own_seat(meeting, request), by=request.acting)
        messages.success(request, _("ยกเลิกเสียงแล้ว"))
        return here

    return {"vote": voted, "take_back": taken_back}


def _standing(request: ActingRequest, meeting: Meeting, found: AgendaItem) -> dict[str, Callable[[], str]]:
    """A plan considered by itself, and a member who stands aside or comes back."""
    note, here = request.POST.get("note", ""), address(meeting, "my_agenda_item", found.pk)

    def pulled() -> str:
        if not note.strip():
            raise MeetingRefused(_("กรุณากรอกเหตุที่ขอแยกพิจารณา"))
        pull_out(found, attendee=_own_seat(meeting, request), reason=note[:300], by=request.acting)
        messages.success(request, _("แยกเรื่องออกมาพิจารณาแล้ว"))
        return here

    def recused() -> str:
        recusal.declare(found, _own_seat(meeting, request), note=note, by=request.acting)
        messages.success(request, _("บันทึกว่าท่านมีส่วนได้เสียและไม่ร่วมพิจารณาเรื่องนี้แล้ว"))
        return here

    def returned() -> str:
        recusal.come_back(found, _own_seat(meeting, request), by=request.acting)
        messages.success(request, _("บันทึกว่าท่านกลับมาร่วมพิจารณาแล้ว"))
        return here

    return {"pull": pulled, "recuse": recused, "come_back": returned}


def _my_item_page(
    request: ActingRequest, meeting: Meeting, found: AgendaItem, *, refused: str = "", status: int = 200
) -> HttpResponse:
    seat = seat_of(meeting, request.acting)
    away = next((row for row in found.away.all() if seat and row.attendee_id == seat.pk), None)
    revision = Revision.objects.with_plan().get(pk=found.revision_id or 0)
    context = frame(
        request,
        meeting,
        "mine",
        item=found,
        revision=revision,
        readable=Revision.objects.visible_to(request.acting).filter(pk=revision.pk).exists(),
        seen=f"{found.pk}:{found.snapshot.sha256 if found.snapshot else ''}",
        seat=seat,
        away=away,
        may_return=bool(away and away.is_own_word and not meeting.is_over),
        is_recused=bool(away and away.why == Away.Why.RECUSED),
        vote=next((vote for vote in found.votes.all() if seat and vote.attendee_id == seat.pk), None),
        may_vote=bool(
            seat
            and seat.has_vote
            and seat.is_present
            and meeting.is_live
            and not away
            and not found.is_concluded
        ),
        may_speak=bool(seat and not meeting.is_over and not found.is_concluded),
        choices=Vote.Choice.choices,
        refused=refused,
    )
    return render(request, "approvals/sittings/my_item.html", context, status=status)
