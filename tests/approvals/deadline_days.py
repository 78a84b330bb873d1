"""What the tests of deadlines reckon with: usual times, boards that meet in a known way, plans that stand somewhere."""

from __future__ import annotations

import datetime

from approvals.deadlines.board_days import BoardDays, Sitting
from approvals.deadlines.leads import Leads
from thai.fiscal import ERA_OFFSET, Cycle

CYCLE = Cycle(2570)  #: papers to the board by 30 September 2569 (2026)
#: As edition 2567 has them; a test compares.
USUAL = Leads(
    lead_committee_order=5,
    lead_needs=20,
    lead_drafting=40,
    lead_committee_call=2,
    lead_committee_notice=3,
    lead_submission=5,
    lead_corrections=10,
    lead_announcement=5,
    next_cycle_months=8,
    forecast_margin_days=7,
    forecast_finding_days=0.25,
)


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


def sitting(number: int, held_on: datetime.date, cut_off_days: int = 14) -> Sitting:
    cut_off = held_on - datetime.timedelta(days=cut_off_days)
    return Sitting(f"{number}/{held_on.year + ERA_OFFSET}", held_on, cut_off)


def monthly(on: int = 17, year: int = 2026, cut_off_days: int = 14) -> BoardDays:
    """A board that meets on one day of every month."""
    months = range(1, 13)
    return BoardDays(tuple(sitting(m, datetime.date(year, m, on), cut_off_days) for m in months))
