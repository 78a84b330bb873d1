"""The meetings of the demonstration's boards: the third Thursday of every month, from today to the end of next year."""

from __future__ import annotations

import datetime

from approvals.deadlines.planning import cut_off_of, day_of_rule
from approvals.models import Meeting, MeetingRule
from organizations.models import Board
from thai.dates import today
from thai.fiscal import ERA_OFFSET

WEEK, WEEKDAY, CUT_OFF_DAYS = 3, 3, 14
STARTS_AT = datetime.time(9, 30)
PLACE = "ห้องประชุม ชั้น 2 ศาลากลางจังหวัด"


def plan_meetings() -> None:
    """For every board of the demonstration that has no meeting yet; numbered by the month, as if the year had begun so."""
    boards = Board.objects.filter(memberships__user__is_demonstration=True, meetings=None).distinct()
    for board in boards:
        MeetingRule.objects.get_or_create(
            board=board,
            defaults={
                "cut_off_days": CUT_OFF_DAYS,
                "week": WEEK,
                "weekday": WEEKDAY,
                "starts_at": STARTS_AT,
                "place": PLACE,
            },
        )
        Meeting.objects.bulk_create(_meetings(board))


def _meetings(board: Board) -> list[Meeting]:
    this_year = today().year
    days = [
        day_of_rule(year, month, WEEK, WEEKDAY)
        for year in (this_year, this_year + 1)
        for month in range(1, 13)
    ]
    return [
        Meeting(
            board=board,
            number=day.month,
            year=day.year + ERA_OFFSET,
            held_on=day,
            starts_at=STARTS_AT,
            place=PLACE,
            cut_off_on=cut_off_of(day, CUT_OFF_DAYS),
        )
        for day in days
        if day > today()
    ]
