"""The days on which a board meets, and until when it takes papers in for each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from approvals.models import Meeting, MeetingRule
from organizations.models import Board

#: A board meets at least once in this time; without a meeting in it the calendar is not made yet.
QUARTER = datetime.timedelta(days=92)
USUAL_CUT_OFF_DAYS = 15


@dataclass(frozen=True)
class Sitting:
    """One meeting of the board as the counting sees it."""

    label: str  #: 9/2569
    held_on: datetime.date
    cut_off_on: datetime.date
    is_over: bool = False  #: closed, maybe on this very day

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class BoardDays:
    """The meetings of one board that are not cancelled, in the order of their days."""

    sittings: Sequence[Sitting] = ()

    def last_by(self, day: datetime.date) -> Sitting | None:
        """The last meeting held on or before ``day``, within the quarter that ends with it."""
        found = [row for row in self.sittings if day - QUARTER < row.held_on <= day]
        return found[-1] if found else None

    def open_on(self, day: datetime.date) -> list[Sitting]:
        """Meetings for which papers are still taken in on ``day``."""
        return [row for row in self.sittings if row.cut_off_on >= day and not row.is_over]

    def first_open_on(self, day: datetime.date) -> Sitting | None:
        """The first meeting that what comes in on ``day`` reaches."""
        return next(iter(self.open_on(day)), None)

    def still_to_come(self, day: datetime.date) -> list[Sitting]:
        """Meetings on or after ``day``."""
        return [row for row in self.sittings if row.held_on >= day and not row.is_over]


def days_of(boards: Iterable[Board]) -> dict[int, BoardDays]:
    """The calendars of many boards, by the board's key, in two queries."""
    keys = {board.pk for board in boards}
    rules = dict(MeetingRule.objects.filter(board__in=keys).values_list("board_id", "cut_off_days"))
    rows: dict[int, list[Sitting]] = {key: [] for key in keys}
    meetings = Meeting.objects.filter(board__in=keys, by_circulation=False)
    for meeting in meetings.exclude(stage=Meeting.Stage.CANCELLED).order_by("held_on", "pk"):
        board = meeting.board_id or 0
        rows[board].append(sitting_of(meeting, rules.get(board, USUAL_CUT_OFF_DAYS)))
    return {key: BoardDays(tuple(sittings)) for key, sittings in rows.items()}


def sitting_of(meeting: Meeting, cut_off_days: int) -> Sitting:
    """A meeting of a board; where no last day was set, the board's usual one."""
    usual = meeting.held_on - datetime.timedelta(days=cut_off_days)
    is_over = meeting.stage == Meeting.Stage.CLOSED
    return Sitting(meeting.label, meeting.held_on, meeting.cut_off_on or usual, is_over)
