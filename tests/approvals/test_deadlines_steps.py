"""Counting back, table by table: working days, the last days of the steps, and how each stands."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.deadlines import working_days
from approvals.deadlines.board_days import BoardDays
from approvals.deadlines.outlook import months_before
from approvals.deadlines.standing import Standing
from approvals.deadlines.steps import LEVELS, Status, StepCode, count_back
from organizations.roles import Role
from plans.models import State
from tests.approvals.deadline_days import CYCLE, USUAL, day, monthly, sitting

pytestmark = pytest.mark.any_database

C = StepCode
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))

# Working days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("from_day", "count", "found"),
    [
        (day(9, 17), 0, day(9, 17)),  # a Thursday
        (day(9, 17), 1, day(9, 16)),
        (day(9, 17), 4, day(9, 11)),  # over the weekend
        (day(9, 20), 0, day(9, 18)),  # a Sunday: the Friday before
        (day(9, 20), 1, day(9, 17)),
        (day(9, 17), 10, day(9, 3)),
    ],
)
def test_days_are_counted_back_over_weekends(from_day, count, found):
    assert working_days.before(from_day, count) == found


@given(DAYS, st.integers(0, 300))
def test_forwards_undoes_backwards(start, count):
    end = working_days.after(start, count)
    assert working_days.is_working_day(end)
    assert working_days.before(end, count) == working_days.after(start, 0)
    assert working_days.between(working_days.after(start, 0), end) == count


@given(DAYS, DAYS)
def test_working_days_between_are_those_of_the_calendar(first, last):
    every = (first + datetime.timedelta(days=number) for number in range(1, (last - first).days + 1))
    assert working_days.between(first, last) == sum(each.weekday() < 5 for each in every)


def test_months_before_the_end_of_a_cycle():
    assert months_before(datetime.date(2029, 9, 30), 8) == datetime.date(2029, 2, 1)
    assert months_before(datetime.date(2029, 9, 30), 9) == datetime.date(2029, 1, 1)
    assert months_before(datetime.date(2029, 9, 30), 10) == datetime.date(2028, 12, 1)


# The last days --------------------------------------------------------------------------------


def due_days(schedule):
    return {step.code: step.due_on for step in schedule.steps}


def test_everything_is_counted_back_from_the_last_meeting_in_september():
    schedule = count_back(Standing(), USUAL, monthly(17), CYCLE, day(2, 1))
    assert str(schedule.sitting) == "9/2569"
    assert due_days(schedule) == {
        C.ANNOUNCEMENT: day(9, 30),
        C.BOARD_MEETING: day(9, 17),
        C.SUBMISSION: day(9, 3),
        C.COMMITTEE_MEETING: day(8, 27),
        C.COMMITTEE_CALL: day(8, 24),
        C.DRAFTING: day(8, 20),
        C.NEEDS: day(6, 25),
        C.COMMITTEE: day(5, 28),
        C.BEGIN: day(5, 21),
    }


@pytest.mark.parametrize(
    ("held", "aimed_at"),
    [
        ([day(9, 30)], "1/2569"),  # on the last day itself
        ([day(8, 20), day(10, 1)], "1/2569"),  # the first of October is too late
        ([day(7, 5)], "1/2569"),  # within the last quarter
        ([day(6, 30)], None),  # nothing is planned for the end of the year yet
        ([day(10, 1)], None),
        ([], None),
    ],
)
def test_last_meeting_of_the_year_before_is_aimed_at(held, aimed_at):
    board = BoardDays(tuple(sitting(number, on) for number, on in enumerate(held, start=1)))
    found = count_back(Standing(), USUAL, board, CYCLE, day(2, 1)).sitting
    assert (str(found) if found else None) == aimed_at


def test_without_a_calendar_the_thirtieth_of_september_is_counted_from():
    schedule = count_back(Standing(), USUAL, BoardDays(), CYCLE, day(2, 1))
    days = due_days(schedule)
    assert schedule.sitting is None
    assert days[C.SUBMISSION] == days[C.BOARD_MEETING] == days[C.ANNOUNCEMENT] == day(9, 30)
    assert days[C.COMMITTEE_MEETING] == day(9, 23)


@given(st.dates(datetime.date(2026, 7, 1), datetime.date(2026, 9, 30)), st.integers(0, 60))
def test_no_step_is_due_before_the_one_that_it_waits_for(held_on, cut_off_days):
    board = BoardDays((sitting(1, held_on, cut_off_days),))
    days = [step.due_on for step in count_back(Standing(), USUAL, board, CYCLE, day(1, 5)).steps]
    assert days == sorted(days)


def test_amendment_aims_at_the_first_meeting_that_the_usual_work_reaches():
    begun = Standing(state=State.DRAFTING, number=1, begun_on=day(1, 5))
    schedule = count_back(begun, USUAL, monthly(17), CYCLE, day(1, 6))
    assert C.BEGIN not in due_days(schedule)
    assert str(schedule.sitting) == "4/2569"  # ready on 16 March: the papers of 17 March closed on the third
    assert due_days(schedule)[C.SUBMISSION] == day(4, 3)
    later = count_back(begun, USUAL, monthly(17), CYCLE, day(4, 4))
    assert str(later.sitting) == "5/2569"


# How each stands ------------------------------------------------------------------------------


STANDS = [
    # state, action of the last move -> steps that are waited for
    (None, {C.BEGIN}),
    (State.DRAFTING, {C.COMMITTEE, C.NEEDS, C.DRAFTING}),
    (State.IN_COMMITTEE, {C.COMMITTEE_CALL, C.COMMITTEE_MEETING}),
    (State.ENDORSED, {C.SUBMISSION}),
    (State.SUBMITTED, {C.BOARD_MEETING}),
    (State.ON_AGENDA, {C.BOARD_MEETING}),
    (State.APPROVED_WITH_CORRECTIONS, {C.CORRECTIONS}),
    (State.APPROVED, {C.ANNOUNCEMENT}),
    (State.ANNOUNCED, set()),
    (State.WITHDRAWN, set()),
]


@pytest.mark.parametrize(("state", "waiting"), STANDS)
def test_only_what_can_be_done_now_is_waited_for(state, waiting):
    standing = Standing(state=state, begun_on=state and day(2, 1))
    schedule = count_back(standing, USUAL, monthly(), CYCLE, day(3, 1))
    assert {step.code for step in schedule.waiting} == waiting
    assert {step.code for step in schedule.steps if step.status == Status.NOW} == waiting


@pytest.mark.parametrize(
    ("standing", "code", "roles"),
    [
        (Standing(state=State.SUBMITTED), C.BOARD_MEETING, {Role.BOARD_SECRETARY}),
        (Standing(state=State.ON_AGENDA), C.BOARD_MEETING, {Role.BOARD_CHAIR}),
        (
            Standing(state=State.APPROVED_WITH_CORRECTIONS),
            C.CORRECTIONS,
            {Role.HR_OFFICER, Role.COMMITTEE_SECRETARY},
        ),
        (
            Standing(state=State.APPROVED_WITH_CORRECTIONS, corrections_sent=True),
            C.CORRECTIONS,
            {Role.BOARD_SECRETARY},
        ),
    ],
)
def test_who_must_act_follows_the_state(standing, code, roles):
    assert count_back(standing, USUAL, monthly(), CYCLE, day(9, 5)).step(code).roles == roles


def test_done_steps_say_when_and_late_ones_are_late():
    done = {"send_to_committee": day(8, 3), "endorse": day(8, 28)}
    standing = Standing(
        state=State.ENDORSED, begun_on=day(6, 1), done=done, committee_on=day(6, 5), has_needs=True
    )
    schedule = count_back(standing, USUAL, monthly(17), CYCLE, day(9, 4))
    assert [(step.code, step.status, step.done_on) for step in schedule.steps] == [
        (C.BEGIN, Status.DONE, day(6, 1)),
        (C.COMMITTEE, Status.DONE, day(6, 5)),
        (C.NEEDS, Status.DONE, None),
        (C.DRAFTING, Status.DONE, day(8, 3)),
        (C.COMMITTEE_CALL, Status.DONE, None),
        (C.COMMITTEE_MEETING, Status.DONE, day(8, 28)),
        (C.SUBMISSION, Status.LATE, None),
        (C.BOARD_MEETING, Status.COMING, None),
        (C.ANNOUNCEMENT, Status.COMING, None),
    ]
    assert schedule.step(C.SUBMISSION).days_left(day(9, 4)) == -1


def test_what_came_late_is_due_at_the_meeting_that_it_reaches():
    standing = Standing(state=State.SUBMITTED, done={"submit": day(9, 5)})
    schedule = count_back(standing, USUAL, monthly(17), CYCLE, day(9, 6))
    assert schedule.step(C.BOARD_MEETING).due_on == day(10, 17)


def test_what_is_on_the_agenda_is_due_on_the_day_of_that_meeting():
    standing = Standing(state=State.ON_AGENDA, done={"submit": day(9, 1)}, agenda_on=day(9, 10))
    assert count_back(standing, USUAL, monthly(17), CYCLE, day(9, 6)).step(C.BOARD_MEETING).due_on == day(
        9, 10
    )


def test_what_was_not_sent_yet_stays_inside_the_lao():
    outside = {Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.PROVINCE_VIEWER}
    before_submission = [
        code for code in StepCode if list(StepCode).index(code) < list(StepCode).index(C.SUBMISSION)
    ]
    assert not any(outside & level for code in before_submission for level in LEVELS[code])
