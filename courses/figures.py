"""What a course adds up to: hours, the share of lectures, and what a typical class costs.

The same figures for a course that is stored and for one that is still being typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from courses.calculation import TIMED, CostLine, per_head, total
from courses.models import CostRate, CostUnit, Course
from courses.records import CourseRecord, record_of

#: Lectures in a class: at most this share of its hours (requirements K-9; a test holds it to the edition's rule).
LECTURE_SHARE_MAX = Decimal("0.60")
#: Methods with somebody in front of a class: orientation, training, meetings. The others have no lectures or fees.
TAUGHT = frozenset({"m1", "m2", "m4"})


@dataclass(frozen=True)
class PricedLine:
    """A line of the calculation with its amount for a typical class."""

    line: CostLine
    amount: Decimal
    is_timed: bool
    is_example: bool


@dataclass(frozen=True)
class Figures:
    """Everything computed about a course; amounts are baht for one class of ``people``."""

    hours: int
    taught_hours: int
    lecture_hours: int
    people: int
    lines: tuple[PricedLine, ...]
    total: Decimal
    per_head: Decimal

    @property
    def lecture_percent(self) -> int | None:
        """Lectures in percent of the hours in class, rounded; None where nothing is held in class."""
        return round(100 * self.lecture_hours / self.taught_hours) if self.taught_hours else None

    @property
    def lectures_too_much(self) -> bool:
        """True when lectures take more than the rule allows."""
        return self.lecture_hours > LECTURE_SHARE_MAX * self.taught_hours


def taught_hours(parts: Iterable[tuple[str, int]]) -> int:
    """Hours with somebody in front of the class, of parts as (code of the method, hours): what speakers are paid for."""
    return sum(hours for method, hours in parts if method in TAUGHT)


def times_of(unit: str, days: int | None, taught: int) -> Decimal:
    """By how many days, nights or hours a rate is multiplied; a course of unknown length counts as one day.

    Nights are those between the days. Nothing else is multiplied by time.
    """
    if unit not in TIMED:
        return Decimal(1)
    days = days or 1
    counts = {CostUnit.PERSON_NIGHT: days - 1, CostUnit.HOUR: taught or 1}
    return Decimal(counts.get(CostUnit(unit), days))


def figures(record: CourseRecord, rates: Mapping[tuple[bool, str], CostRate]) -> Figures:
    """The figures of a record, with the rates that it names (national or own, code)."""
    parts = record.parts
    taught = taught_hours((part.method, part.hours) for part in parts)
    people = record.people or 0
    lines = [
        (_line(rates[cost.key], cost.quantity, record.days, taught), rates[cost.key])
        for cost in record.costs
        if cost.key in rates
    ]
    return Figures(
        hours=sum(part.hours for part in parts),
        taught_hours=taught,
        lecture_hours=sum(part.lecture_hours for part in parts if part.method in TAUGHT),
        people=people,
        lines=tuple(
            PricedLine(line, line.amount(people), line.unit in TIMED, rate.is_example) for line, rate in lines
        ),
        total=total((line for line, _rate in lines), people),
        per_head=per_head((line for line, _rate in lines), people),
    )


def figures_of(course: Course) -> Figures:
    """The figures of a course that was loaded ``with_details``."""
    rates = {(cost.rate.organization_id is None, cost.rate.code): cost.rate for cost in course.costs.all()}
    return figures(record_of(course), rates)


def _line(rate: CostRate, quantity: Decimal, days: int | None, taught: int) -> CostLine:
    return CostLine(rate.name, rate.baht, rate.unit, times_of(rate.unit, days, taught), quantity)
