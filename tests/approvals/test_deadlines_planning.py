"""A board's year of meetings: days of a rule as a table, and what is refused, warned of and told."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from approvals.deadlines import planning
from approvals.deadlines.board_days import days_of
from approvals.models import Meeting, MeetingRule, Notice
from organizations.roles import Role
from plans.models import State
from tests.approvals.story import TODAY
from tests.builders import make_board

RULE = {
    "week": 2,
    "weekday": 2,
    "cut_off_days": 14,
    "starts_at": datetime.time(9, 30),
    "place": "ศาลากลางจังหวัด",
}
LATER = datetime.date(2026, 11, 18)


def values(**changes):
    return {
        "held_on": LATER,
        "number": None,
        "starts_at": None,
        "place": "",
        "cut_off_on": None,
        **changes,
    }


@pytest.fixture
def board(db):
    return make_board()


# The days of a rule -------------------------------------------------------------------------------

SECOND_WEDNESDAYS = [14, 11, 11, 8, 13, 10, 8, 12, 9, 14, 11, 9]  # of 2569 (2026), from January


@pytest.mark.any_database
@pytest.mark.parametrize(("month", "number"), list(enumerate(SECOND_WEDNESDAYS, start=1)))
def test_second_wednesdays_of_a_year(month, number):
    assert planning.day_of_rule(2026, month, 2, 2) == datetime.date(2026, month, number)


@pytest.mark.any_database
@given(st.integers(2020, 2060), st.integers(1, 12), st.integers(1, 5), st.integers(0, 6))
def test_day_of_a_rule_lies_in_its_month_and_week(year, month, week, weekday):
    found = planning.day_of_rule(year, month, week, weekday)
    assert (found.year, found.month, found.weekday()) == (year, month, weekday)
    if week < 5:
        assert (found.day - 1) // 7 == week - 1
    else:
        assert (found + datetime.timedelta(days=7)).month != month


@pytest.mark.any_database
def test_cut_off_on_a_weekend_is_the_friday_before():
    assert planning.cut_off_of(datetime.date(2026, 9, 20), 15) == datetime.date(2026, 9, 4)
    assert planning.cut_off_of(datetime.date(2026, 9, 20), 14) == datetime.date(2026, 9, 4)  # a Sunday


# Filling a year -----------------------------------------------------------------------------------


def test_rest_of_this_year_is_filled_and_the_rule_is_remembered(board):
    made = planning.fill_year(board, year=2569, rule=RULE)
    assert [row.held_on.month for row in made] == [10, 11, 12]  # today is 15 September
    assert [row.label for row in made] == ["1/2569", "2/2569", "3/2569"]
    assert made[0].cut_off_on == datetime.date(2026, 9, 30)
    assert MeetingRule.objects.get(board=board).weekday == 2


def test_month_that_has_a_meeting_is_left_alone(board):
    planning.add(board, values(held_on=datetime.date(2026, 11, 4)))
    made = planning.fill_year(board, year=2569, rule=RULE)
    assert [(row.held_on.month, row.number) for row in made] == [(10, 2), (12, 3)]


def test_year_that_is_full_is_refused(board):
    planning.fill_year(board, year=2570, rule=RULE)
    with pytest.raises(ValidationError, match="ไม่มีวันประชุมที่จะเพิ่ม"):
        planning.fill_year(board, year=2570, rule=RULE)
    assert Meeting.objects.filter(board=board).count() == 12


# One meeting --------------------------------------------------------------------------------------


def test_meeting_gets_the_usual_last_day_and_the_next_number(board):
    MeetingRule.objects.create(board=board, cut_off_days=10)
    first = planning.add(board, values())
    second = planning.add(board, values(held_on=LATER + datetime.timedelta(days=30), number=7))
    assert (first.label, first.cut_off_on) == ("1/2569", datetime.date(2026, 11, 6))  # the 8th is a Sunday
    assert second.label == "7/2569"


REFUSED = [
    ({"held_on": TODAY}, "held_on"),
    ({"held_on": TODAY - datetime.timedelta(days=1)}, "held_on"),
    ({"number": 1}, "number"),
    ({"cut_off_on": LATER + datetime.timedelta(days=1)}, "cut_off_on"),
]


@pytest.mark.parametrize(("changes", "field"), REFUSED)
def test_meeting_is_refused(board, changes, field):
    planning.add(board, values(held_on=datetime.date(2026, 10, 1), number=1))
    with pytest.raises(ValidationError) as refusal:
        planning.add(board, values(**changes))
    assert field in refusal.value.message_dict
    assert Meeting.objects.filter(board=board).count() == 1


def test_weekend_and_second_meeting_of_a_day_are_warned_of(board):
    saturday = datetime.date(2026, 11, 21)
    first = planning.add(board, values(held_on=saturday))
    second = planning.add(board, values(held_on=saturday, cut_off_on=datetime.date(2026, 11, 8)))
    found = planning.warnings_of(second, [first, second])
    assert found == [
        "วันประชุม 21 พฤศจิกายน 2569 เป็นวันเสาร์",
        "วันสุดท้ายที่รับเรื่อง 8 พฤศจิกายน 2569 เป็นวันอาทิตย์",
        "วันเดียวกันมีการประชุมครั้งที่ 1/2569 ด้วย",
    ]


def test_meeting_that_somebody_else_changed_is_not_overwritten(board):
    meeting = planning.add(board, values())
    planning.change(meeting, values(number=1, place="ห้อง 1"), seen=1)
    with pytest.raises(planning.MeetingChanged):
        planning.change(meeting, values(number=1, place="ห้อง 2"), seen=1)
    assert Meeting.objects.get(pk=meeting.pk).place == "ห้อง 1"


@pytest.mark.parametrize("stage", ["called", "open", "closed", "cancelled"])
def test_only_what_is_planned_changes_in_the_calendar(board, stage):
    meeting = planning.add(board, values())
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
    with pytest.raises(ValidationError):
        planning.change(meeting, values(), seen=1)
    with pytest.raises(ValidationError):
        planning.cancel(meeting, reason="ไม่ครบองค์ประชุม", seen=1)


def test_cancelled_meeting_is_counted_from_no_more(board):
    meeting = planning.add(board, values())
    planning.cancel(meeting, reason="ตรงกับวันหยุด", seen=1)
    assert days_of([board])[board.pk].sittings == ()
    assert planning.add(board, values()).label == "2/2569"


def test_offices_with_a_plan_on_its_way_are_told_of_another_day(story):
    board = story.revision.plan.organization.board
    meeting = planning.add(board, values())
    planning.change(meeting, values(number=1, place="ห้องประชุมใหม่"), seen=1)
    assert not Notice.objects.filter(kind="meeting").exists()  # the day is the same
    planning.change(meeting, values(number=1, held_on=datetime.date(2026, 11, 25)), seen=2)
    planning.cancel(meeting, reason="น้ำท่วม", seen=3)
    told = Notice.objects.filter(kind="meeting", membership=story.cast[Role.HR_OFFICER]).order_by("pk")
    assert [("25 พฤศจิกายน 2569" in row.text, "น้ำท่วม" in row.text) for row in told] == [
        (True, False),
        (True, True),
    ]


def test_offices_without_a_plan_on_its_way_are_not_told(story):
    story.reach(State.ANNOUNCED)
    meeting = planning.add(story.revision.plan.organization.board, values())
    planning.cancel(meeting, reason="น้ำท่วม", seen=1)
    assert not Notice.objects.filter(kind="meeting").exists()
