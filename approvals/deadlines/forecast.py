"""Which meeting of the board a plan will reach as it goes now, and which it will miss.

What is left is reckoned in working days: the usual times of the steps still to come, and of the step under way the
part that is not done, at the pace at which it went so far. The further the work is, the more its own pace counts and
the less the usual one. A plan on which nobody worked for long is taken to lie again as long.

The words warn early on purpose: a meeting for which papers are not in when it is three weeks away is called uncertain
whatever the pace. So every meeting that is missed was warned of at least fourteen days before, which a test walks
through day by day.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from approvals.deadlines.board_days import BoardDays, Sitting
from approvals.deadlines.leads import Leads
from approvals.deadlines.standing import Standing
from approvals.deadlines.steps import Schedule
from approvals.deadlines.working_days import after, between

#: Working days without work from which on a plan is said to lie, and how much of that is reckoned again.
IDLE_FROM = 10
IDLE_MOST = 20
#: A meeting nearer than this, without the papers, is uncertain.
SURE_BEFORE = datetime.timedelta(days=21)
#: The pace is not taken to be more than so many times the usual.
SLOWEST, FASTEST = 3.0, 0.25


class Verdict(StrEnum):
    """Of one meeting."""

    REACHES = "reaches"
    UNCERTAIN = "uncertain"
    MISSES = "misses"


@dataclass(frozen=True)
class Chance:
    """One meeting and whether the plan will be before it."""

    sitting: Sitting
    verdict: Verdict


@dataclass(frozen=True)
class Forecast:
    """The outlook of a plan on one day; None for ``ready_on`` once it has been sent to the board."""

    verdict: Verdict  #: of the meeting (or of 30 September) that the schedule is counted for
    ready_on: datetime.date | None
    idle: int  #: working days without work, where they count
    chances: Sequence[Chance] = ()

    @property
    def warns(self) -> bool:
        """Something has to be said."""
        return self.verdict != Verdict.REACHES

    @property
    def reached(self) -> Sitting | None:
        """The meeting that it will probably reach."""
        return next((row.sitting for row in self.chances if row.verdict != Verdict.MISSES), None)

    @property
    def missed(self) -> list[Sitting]:
        """The meetings that it will miss."""
        return [row.sitting for row in self.chances if row.verdict == Verdict.MISSES]

    def warns_of(self, sitting: Sitting) -> bool:
        """True when this meeting is said to be missed or uncertain."""
        return any(row.sitting == sitting and row.verdict != Verdict.REACHES for row in self.chances)


def forecast(
    standing: Standing, schedule: Schedule, leads: Leads, board: BoardDays, day: datetime.date
) -> Forecast | None:
    """None where nothing is to be foretold: the board has decided, or the plan was withdrawn."""
    if standing.is_withdrawn or standing.rank > 3:
        return None
    aim = schedule.sitting
    if standing.rank == 3:
        return _before_the_board(standing, schedule, board, day)
    idle = _idle(standing, day)
    ready = max(after(day, _days_left(standing, leads, idle, day)), day)
    last_day = aim.cut_off_on if aim else schedule.cycle.submit_by
    verdict = _verdict(ready, last_day, aim.held_on if aim else last_day, leads, day)
    return Forecast(verdict, ready, idle, tuple(_chances(ready, aim, leads, board, day)))


def _before_the_board(
    standing: Standing, schedule: Schedule, board: BoardDays, day: datetime.date
) -> Forecast | None:
    """It lies with the board: late when it comes before a later meeting than the one that was aimed at."""
    sent = standing.done.get("submit") or day
    aim = schedule.sitting
    reached = board.first_open_on(sent)
    is_late = sent > (aim.cut_off_on if aim else schedule.cycle.submit_by)
    if standing.agenda_on is not None:  # the board took it in, whenever it came
        reached = next((row for row in board.sittings if row.held_on == standing.agenda_on), None)
        is_late = standing.agenda_on > (aim.held_on if aim else schedule.cycle.submit_by)
    is_late = is_late and not standing.number
    chances = [Chance(aim, Verdict.MISSES)] if aim and is_late else []
    if reached and not (is_late and reached == aim):
        chances.append(Chance(reached, Verdict.REACHES))
    return Forecast(Verdict.MISSES if is_late else Verdict.REACHES, None, 0, tuple(chances))


def _days_left(standing: Standing, leads: Leads, idle: int, day: datetime.date) -> int:
    """Working days until it can be sent to the board."""
    if standing.rank == 2:
        return max(1, leads.lead_submission - between(standing.moved_on or day, day))
    if standing.rank == 1:
        return _until_the_meeting(standing, leads, day) + leads.lead_submission
    if standing.state is None:
        return leads.lead_committee_order + leads.writing + leads.meeting + leads.lead_submission
    return math.ceil(_writing_left(standing, leads, idle, day)) + leads.meeting + leads.lead_submission


def _until_the_meeting(standing: Standing, leads: Leads, day: datetime.date) -> int:
    """Working days until the committee meets: as called, else the usual time less what has gone by."""
    if standing.called_for and standing.called_for >= day:
        return between(day, standing.called_for)
    return max(1, leads.meeting - between(standing.moved_on or day, day))


def _writing_left(standing: Standing, leads: Leads, idle: int, day: datetime.date) -> float:
    """Working days of writing that are left, at the pace so far."""
    share = standing.progress.share
    usual = leads.lead_drafting + (0 if standing.number or standing.has_needs else leads.lead_needs)
    begun = standing.begun_on or day
    worked = between(begun, min(standing.progress.last_work_on or day, day))
    whole = (1 - share) * usual + worked if share else float(usual)
    whole = min(max(whole, FASTEST * usual), SLOWEST * usual)
    return (1 - share) * whole + leads.forecast_finding_days * standing.progress.blocking + idle


def _idle(standing: Standing, day: datetime.date) -> int:
    """Working days that it lay untouched and will probably lie again; 0 for a pause that is usual."""
    last = standing.progress.last_work_on
    if standing.rank != 0 or last is None:
        return 0
    idle = between(last, day)
    return min(idle, IDLE_MOST) if idle > IDLE_FROM else 0


def _chances(
    ready: datetime.date, aim: Sitting | None, leads: Leads, board: BoardDays, day: datetime.date
) -> list[Chance]:
    """The meetings from the one that is aimed at to the first that is sure."""
    found = []
    for sitting in board.still_to_come(min(day, aim.held_on) if aim else day):
        if aim and sitting.held_on < aim.held_on:
            continue
        verdict = _verdict(ready, sitting.cut_off_on, sitting.held_on, leads, day)
        found.append(Chance(sitting, verdict))
        if verdict == Verdict.REACHES:
            break
    return found


def _verdict(
    ready: datetime.date, last_day: datetime.date, held_on: datetime.date, leads: Leads, day: datetime.date
) -> Verdict:
    if ready > last_day:
        return Verdict.MISSES
    margin = datetime.timedelta(days=leads.forecast_margin_days)
    is_near = day >= held_on - SURE_BEFORE
    return Verdict.UNCERTAIN if is_near or ready + margin > last_day else Verdict.REACHES
