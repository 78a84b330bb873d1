"""The forecast: what it says in known cases, and a simulated year in which no missed meeting comes as a surprise."""

import datetime
from dataclasses import dataclass

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from approvals.deadlines.board_days import BoardDays
from approvals.deadlines.forecast import Verdict, forecast
from approvals.deadlines.standing import Progress, Standing
from approvals.deadlines.steps import count_back
from approvals.deadlines.working_days import after, between, is_working_day
from plans.models import State
from tests.approvals.deadline_days import CYCLE, USUAL, day, monthly, sitting

pytestmark = pytest.mark.any_database

DAY = datetime.timedelta(days=1)
WARNED_BEFORE = 14 * DAY


def foretell(standing, on, board=None):
    board = monthly(17) if board is None else board
    return forecast(standing, count_back(standing, USUAL, board, CYCLE, on), USUAL, board, on)


def drafting(share, begun, worked, **more):
    progress = Progress(round(share * 100), 100, more.pop("blocking", 0), worked)
    return Standing(state=State.DRAFTING, begun_on=begun, moved_on=begun, progress=progress, **more)


KNOWN = [
    # what stands how, on which day -> verdict of the meeting of 17 September (papers until the third)
    ("not begun in time", Standing(), day(5, 1), Verdict.REACHES),
    ("not begun, little time", Standing(), day(5, 18), Verdict.UNCERTAIN),
    ("not begun, too late", Standing(), day(6, 15), Verdict.MISSES),
    ("half done in half the time", drafting(0.5, day(5, 1), day(6, 10)), day(6, 10), Verdict.REACHES),
    ("a tenth done in June", drafting(0.1, day(6, 1), day(6, 25)), day(6, 25), Verdict.MISSES),
    ("nearly done, and left alone", drafting(0.6, day(5, 1), day(6, 10)), day(7, 25), Verdict.MISSES),
    ("nearly done in July", drafting(0.9, day(5, 1), day(7, 24)), day(7, 25), Verdict.REACHES),
    (
        "done but for findings",
        drafting(0.97, day(5, 1), day(8, 10), blocking=16),
        day(8, 10),
        Verdict.UNCERTAIN,
    ),
    ("in the committee", Standing(state=State.IN_COMMITTEE, moved_on=day(8, 3)), day(8, 5), Verdict.REACHES),
    (
        "in the committee, called for late",
        Standing(state=State.IN_COMMITTEE, moved_on=day(8, 3), called_for=day(9, 1)),
        day(8, 5),
        Verdict.MISSES,
    ),
    ("endorsed in time", Standing(state=State.ENDORSED, moved_on=day(8, 10)), day(8, 11), Verdict.REACHES),
    (
        "endorsed, the day is near",
        Standing(state=State.ENDORSED, moved_on=day(8, 31)),
        day(9, 1),
        Verdict.MISSES,
    ),
    (
        "endorsed, the papers lie",
        Standing(state=State.ENDORSED, moved_on=day(8, 10)),
        day(9, 2),
        Verdict.UNCERTAIN,
    ),
    (
        "endorsed, the day is over",
        Standing(state=State.ENDORSED, moved_on=day(8, 10)),
        day(9, 4),
        Verdict.MISSES,
    ),
    ("sent in time", Standing(state=State.SUBMITTED, done={"submit": day(9, 3)}), day(9, 4), Verdict.REACHES),
    (
        "sent too late, and taken in all the same",
        Standing(state=State.ON_AGENDA, done={"submit": day(9, 8)}, agenda_on=day(9, 17)),
        day(9, 9),
        Verdict.REACHES,
    ),
    (
        "on the agenda of October",
        Standing(state=State.ON_AGENDA, done={"submit": day(9, 1)}, agenda_on=day(10, 17)),
        day(9, 20),
        Verdict.MISSES,
    ),
    ("sent too late", Standing(state=State.SUBMITTED, done={"submit": day(9, 4)}), day(9, 5), Verdict.MISSES),
]


@pytest.mark.parametrize(
    ("standing", "on", "verdict"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN]
)
def test_known_cases(standing, on, verdict):
    assert foretell(standing, on).verdict == verdict


@pytest.mark.parametrize(
    "state", [State.APPROVED, State.APPROVED_WITH_CORRECTIONS, State.ANNOUNCED, State.WITHDRAWN]
)
def test_nothing_is_foretold_once_the_board_has_decided(state):
    assert foretell(Standing(state=state), day(9, 20)) is None


def test_meeting_that_is_reached_instead_is_named():
    found = foretell(drafting(0.2, day(6, 1), day(6, 25)), day(6, 25))
    assert [str(row) for row in found.missed] == ["9/2569"]
    assert str(found.reached) == "10/2569"


def test_without_a_calendar_the_last_of_september_is_foretold():
    assert foretell(Standing(), day(5, 1), BoardDays()).verdict == Verdict.REACHES
    assert foretell(Standing(), day(8, 1), BoardDays()).verdict == Verdict.MISSES
    late = Standing(state=State.SUBMITTED, done={"submit": day(10, 1)})
    assert foretell(late, day(10, 2), BoardDays()).verdict == Verdict.MISSES


def test_pause_within_two_weeks_is_no_pause():
    standing = drafting(0.5, day(4, 1), day(6, 1))
    assert foretell(standing, after(day(6, 1), 10)).idle == 0
    assert foretell(standing, after(day(6, 1), 11)).idle == 11
    assert foretell(standing, after(day(6, 1), 60)).idle == 20


# A year, day by day ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Office:
    """An LAO as it works: when it begins, how many working days each step takes it, and where it lies still."""

    begins: datetime.date
    writing: int
    committee: int
    sending: int
    still_from: int = 10**6  #: working days after the beginning
    still_for: int = 0
    number: int = 0

    def standing(self, on: datetime.date) -> Standing:
        """What is known of it on a day."""
        if on < self.begins:
            return Standing()
        spent = between(self.begins, on)
        worked = spent - min(max(0, spent - self.still_from), self.still_for)
        last = on if worked != self._worked_before(on) or not is_working_day(on) else self._last_worked(on)
        rest = {"number": self.number, "begun_on": self.begins}
        if worked < self.writing:
            progress = Progress(round(100 * worked / self.writing), 100, 0, last)
            return Standing(state=State.DRAFTING, moved_on=self.begins, progress=progress, **rest)
        sent_to_committee = self._day_after(self.writing)
        if worked < self.writing + self.committee:
            return Standing(state=State.IN_COMMITTEE, moved_on=sent_to_committee, **rest)
        if worked < self.writing + self.committee + self.sending:
            return Standing(
                state=State.ENDORSED, moved_on=self._day_after(self.writing + self.committee), **rest
            )
        return Standing(state=State.SUBMITTED, done={"submit": self.sent_on}, moved_on=self.sent_on, **rest)

    def _worked_before(self, on: datetime.date) -> int:
        spent = between(self.begins, on - DAY)
        return spent - min(max(0, spent - self.still_from), self.still_for)

    def _last_worked(self, on: datetime.date) -> datetime.date:
        return min(on, after(self.begins, self.still_from))

    def _day_after(self, worked: int) -> datetime.date:
        return after(self.begins, worked + (self.still_for if worked > self.still_from else 0))

    @property
    def sent_on(self) -> datetime.date:
        return self._day_after(self.writing + self.committee + self.sending)


@st.composite
def calendars(draw, year=2026):
    """A board's year: a meeting in most months, sometimes two, each with its own time for the papers."""
    sittings, number = [], 0
    for month in range(1, 13):
        for on in sorted(draw(st.sets(st.integers(1, 28), max_size=2))):
            number += 1
            sittings.append(sitting(number, datetime.date(year, month, on), draw(st.integers(5, 30))))
    return BoardDays(tuple(sittings))


@st.composite
def offices(draw):
    begins = draw(st.dates(datetime.date(2025, 10, 1), datetime.date(2026, 8, 31)))
    return Office(
        begins=after(begins, 0),
        writing=draw(st.integers(5, 150)),
        committee=draw(st.integers(1, 30)),
        sending=draw(st.integers(1, 20)),
        still_from=draw(st.integers(1, 120)),
        still_for=draw(st.integers(0, 60)),
        number=draw(st.integers(0, 1)),
    )


def a_year(first=datetime.date(2025, 10, 1), last=datetime.date(2026, 12, 31)):
    return [first + number * DAY for number in range((last - first).days + 1)]


@settings(max_examples=60, deadline=None)
@given(calendars(), offices())
def test_each_missed_meeting_was_warned_of_at_least_fourteen_days_before(board, office):
    aimed_at, warned_on = {}, {}
    for on in a_year():
        standing = office.standing(on)
        if office.number and standing.state is None:
            continue  # nobody knows of an amendment before it is begun
        schedule = count_back(standing, USUAL, board, CYCLE, on)
        found = forecast(standing, schedule, USUAL, board, on)
        if schedule.sitting and on <= schedule.sitting.held_on:
            aimed_at.setdefault(schedule.sitting, on)
        for each in board.sittings:
            if found and found.warns_of(each):
                warned_on.setdefault(each, on)
    missed = [
        row
        for row, since in aimed_at.items()
        if office.sent_on > row.cut_off_on and since <= row.held_on - WARNED_BEFORE
    ]
    event(f"{len(missed)} missed of {len(aimed_at)}")
    for row in missed:
        assert warned_on[row] <= row.held_on - WARNED_BEFORE


@settings(max_examples=60, deadline=None)
@given(calendars(), st.dates(datetime.date(2025, 11, 1), datetime.date(2026, 3, 31)), st.floats(0.5, 2.0))
def test_steady_work_is_not_said_to_miss_what_it_reaches(board, begins, pace):
    """From the middle of the writing on: what is missed is said, and what is reached with two weeks to spare is not."""
    office = Office(after(begins, 0), round(60 * pace), USUAL.meeting, USUAL.lead_submission)
    aim = board.last_by(CYCLE.submit_by)
    if aim is None:
        return
    half = after(office.begins, office.writing // 2)
    for on in a_year(half, office.sent_on - DAY):
        found = forecast(
            office.standing(on), count_back(office.standing(on), USUAL, board, CYCLE, on), USUAL, board, on
        )
        if office.sent_on + 14 * DAY <= aim.cut_off_on:
            assert found.verdict != Verdict.MISSES
        if office.sent_on > aim.cut_off_on:
            assert found.verdict != Verdict.REACHES or office.sent_on - aim.cut_off_on <= 14 * DAY
