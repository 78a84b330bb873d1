"""The home of a board's people: what came in, what is checked, the next meeting, corrections and letters."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from approvals.deadlines.board_days import BoardDays, Sitting, days_of
from approvals.home.lines import Line, to
from approvals.models import Decision, Letter, Meeting, MeetingPaper
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.models import Revision, State
from thai.dates import today

CHECKS = 30


def secretary_lines(acting: Membership) -> Iterator[Line]:
    """The office of the board."""
    board = acting.board
    assert board is not None
    days = days_of([board])[board.pk]
    queue = to("approvals:board", board.code)
    yield from _submissions(board, days, queue)
    yield from _corrections(board)
    yield from _calendar(board, days)
    yield from _papers(board)


def _submissions(board: Board, days: BoardDays, queue: str) -> Iterator[Line]:
    """Of what lies before the board: not taken in yet, taken in and not checked, checked and on no agenda."""
    of_board = Q(revision__plan__organization__board=board, revision__state=State.SUBMITTED)
    rows = Decision.objects.filter(of_board, action="submit").order_by("revision", "-pk")
    rows = rows.annotate(ticked=Count("ticks", distinct=True), taken_in=Count("receipt", distinct=True))
    last: dict[int, Decision] = {}
    for row in rows:
        last.setdefault(row.revision_id, row)
    new = sum(not row.taken_in for row in last.values())  # type: ignore[attr-defined]
    unchecked = sum(bool(row.taken_in) and row.ticked < CHECKS for row in last.values())  # type: ignore[attr-defined]
    ready = len(last) - new - unchecked
    sitting = days.first_open_on(today())
    cut_off, held_on = (sitting.cut_off_on, sitting.held_on) if sitting else (None, None)
    if new:
        yield Line(_("รับแผนที่ส่งมาใหม่ {count} แผน").format(count=new), queue, cut_off)
    if unchecked:
        yield Line(_("ตรวจแผนที่รับแล้ว {count} แผน").format(count=unchecked), queue, cut_off)
    if ready:
        yield Line(_("บรรจุวาระแผนที่ตรวจแล้ว {count} แผน").format(count=ready), queue, held_on)


def _corrections(board: Board) -> Iterator[Line]:
    """Plans whose corrections came back and wait for a look."""
    rows = Decision.objects.filter(
        revision__plan__organization__board=board, revision__state=State.APPROVED_WITH_CORRECTIONS
    )
    last = dict(rows.order_by("pk").values_list("revision", "action"))
    back = sum(action == "send_corrections" for action in last.values())
    if back:
        address = to("approvals:sitting_corrections", board.code) or to("approvals:board", board.code)
        yield Line(_("ยืนยันการแก้ไขตามมติ {count} แผน").format(count=back), address)
    if waited := len(last) - back:
        text = _("แก้ไขตามมติ {count} แผน").format(count=waited)
        yield Line(text, to("approvals:board", board.code), waits_for=_("องค์กรปกครองส่วนท้องถิ่น"))


def _calendar(board: Board, days: BoardDays) -> Iterator[Line]:
    """The next meeting; without one, the calendar is what has to be done."""
    sitting = next(iter(days.still_to_come(today())), None)
    if sitting is None:
        yield Line(_("กำหนดวันประชุมครั้งต่อไป"), to("approvals:board_calendar", board.code))
        return
    if sitting.cut_off_on >= today():
        address = to("approvals:board_calendar", board.code)
        yield Line(_("ปิดรับเรื่องของการประชุมครั้งที่ {label}").format(label=sitting), address, sitting.cut_off_on)
    text = _("ประชุมครั้งที่ {label}").format(label=sitting)
    yield Line(text, _sitting_address(board, sitting), sitting.held_on, is_meeting=True)


def _sitting_address(board: Board, sitting: Sitting) -> str:
    number, year = sitting.label.split("/")
    own = to("approvals:sitting", board.code, int(year), int(number))
    return own or to("approvals:board_calendar", board.code)


def _papers(board: Board) -> Iterator[Line]:
    """Letters that are worded and not issued, and minutes that nobody has signed off."""
    letters = Letter.objects.filter(board=board, issued_at=None).count()
    if letters:
        yield Line(_("ออกหนังสือ {count} ฉบับ").format(count=letters), to("approvals:board", board.code))
    closed = Meeting.objects.filter(
        board=board,
        stage=Meeting.Stage.CLOSED,
        papers__kind=MeetingPaper.Kind.MINUTES,
        papers__signed_off_at=None,
    )
    for meeting in closed.order_by("held_on")[:2]:
        text = _("รับรองรายงานการประชุมครั้งที่ {label}").format(label=meeting.label)
        yield Line(text, to("approvals:sitting_minutes", board.code, meeting.year, meeting.number))


def member_lines(acting: Membership) -> Iterator[Line]:
    """Members and the chair: what there is to read, and the next meeting."""
    board = acting.board
    assert board is not None
    sitting = next(iter(days_of([board])[board.pk].still_to_come(today())), None)
    held_on: datetime.date | None = sitting.held_on if sitting else None
    queue = to("approvals:board", board.code)
    rows = Revision.objects.filter(
        plan__organization__board=board, state__in=[State.SUBMITTED, State.ON_AGENDA]
    )
    states = list(rows.values_list("state", flat=True))
    on_agenda = states.count(State.ON_AGENDA)
    if on_agenda:
        text = _("อ่านแผนในวาระ {count} แผนก่อนประชุม")
        if acting.role == Role.BOARD_CHAIR:
            text = _("แผนที่รอมติของคณะกรรมการ {count} แผน")
        yield Line(text.format(count=on_agenda), queue, _agenda_day(board) or held_on)
    if sitting:
        yield Line(
            _("ประชุมครั้งที่ {label}").format(label=sitting),
            to("approvals:board_calendar", board.code),
            held_on,
            is_meeting=True,
        )
    if waiting := len(states) - on_agenda:
        text = _("ตรวจและบรรจุวาระ {count} แผน").format(count=waiting)
        yield Line(text, queue, waits_for=str(Role.BOARD_SECRETARY.label))


def _agenda_day(board: Board) -> datetime.date | None:
    """The first day of a meeting on whose agenda a plan still stands."""
    rows = Decision.objects.filter(
        action="put_on_agenda", revision__plan__organization__board=board, revision__state=State.ON_AGENDA
    )
    last = dict(rows.order_by("pk").values_list("revision", "meeting_on"))
    return min((day for day in last.values() if day), default=None)
