"""What a course adds up to: lectures among the hours in class, and the cost of a typical class."""

from decimal import Decimal

import pytest

from courses.figures import figures, times_of
from courses.models import CostRate, CostUnit
from courses.records import CostRecord, CourseRecord, PartRecord

UNITS = {
    CostUnit.PERSON: "2000.00",
    CostUnit.PERSON_DAY: "6000.00",
    CostUnit.PERSON_NIGHT: "4000.00",
    CostUnit.HOUR: "1200.00",
    CostUnit.DAY: "600.00",
    CostUnit.EVENT: "200.00",
}


def course(*parts, **values):
    return CourseRecord("L001", "ก", parts=parts, **values)


def rate(unit):
    return CostRate(code="R", name="ก", baht=Decimal("100.00"), unit=unit)


@pytest.mark.parametrize(("unit", "total"), UNITS.items())
def test_a_rate_is_multiplied_as_its_unit_says(unit, total):
    """100 baht, twice, for 10 people on 3 days with 6 hours in class (and 12 at work, which no speaker is paid for)."""
    record = course(
        PartRecord("m2", 6),
        PartRecord("m5", 12, "m5.2"),
        days=3,
        people=10,
        costs=(CostRecord("R", True, Decimal(2)),),
    )
    found = figures(record, {(True, "R"): rate(unit)})
    assert found.total == Decimal(total)
    assert found.per_head == Decimal(total) / 10


def test_a_class_without_people_costs_nothing_yet():
    found = figures(course(costs=(CostRecord("R", True),)), {(True, "R"): rate(CostUnit.EVENT)})
    assert (found.total, found.per_head) == (0, 0)


@pytest.mark.parametrize(("lectures", "too_much"), [(6, False), (7, True)])
def test_lectures_are_measured_against_the_hours_in_class(lectures, too_much):
    found = figures(course(PartRecord("m2", 10, "", lectures), PartRecord("m5", 30, "m5.2")), {})
    assert (found.hours, found.taught_hours) == (40, 10)
    assert found.lecture_percent == lectures * 10
    assert found.lectures_too_much is too_much


def test_a_course_outside_class_has_no_share_of_lectures():
    found = figures(course(PartRecord("m3", 6)), {})
    assert found.lecture_percent is None
    assert not found.lectures_too_much


@pytest.mark.parametrize(
    ("unit", "days", "taught", "times"),
    [
        (CostUnit.PERSON_NIGHT, 1, 6, 0),
        (CostUnit.PERSON_NIGHT, 3, 6, 2),
        (CostUnit.DAY, None, 0, 1),
        (CostUnit.HOUR, 2, 0, 1),
        (CostUnit.EVENT, 5, 9, 1),
    ],
)
def test_days_nights_and_hours(unit, days, taught, times):
    assert times_of(unit, days, taught) == times
