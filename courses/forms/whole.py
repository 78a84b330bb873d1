"""A whole course on one page: the course, its hours by method, and its costs, saved together."""

from __future__ import annotations

from typing import Any

from courses.figures import Figures, figures
from courses.forms.course import CourseForm
from courses.forms.parts import Offered, cost_rows, in_order, part_rows
from courses.models import CostRate, Course
from courses.records import CourseRecord, record_of
from thai.dates import today


class WholeCourse:
    """Three forms that are one to the visitor."""

    def __init__(
        self,
        rates: list[CostRate],
        *,
        course: Course | None = None,
        data: Any = None,
        code: str = "",
        offers_retired: bool = False,
    ) -> None:
        record = record_of(course) if course else None
        used = {cost.key for cost in record.costs} if record else set()
        self.rates = {
            key: rate
            for rate in rates
            if (key := (rate.organization_id is None, rate.code)) in used
            or offers_retired
            or _is_in_use(rate)
        }
        offered = Offered(self.rates, record)
        self.form = CourseForm(data, record=record, code=code)
        self.parts = part_rows(record, offered, data)
        self.costs = cost_rows(record, offered, data)

    def is_valid(self) -> bool:
        """True when all three are; each is asked, so that each shows what is wrong."""
        return all([self.form.is_valid(), self.parts.is_valid(), self.costs.is_valid()])

    def record(self) -> CourseRecord:
        """What was typed, when it is valid."""
        return CourseRecord(
            **self.form.values(),
            parts=tuple(row.part() for row in in_order(self.parts)),
            costs=tuple(row.cost() for row in in_order(self.costs)),
        )

    def figures(self) -> Figures:
        """The figures of what can be read of what was typed, valid or not."""
        self.is_valid()
        known = self.form.cleaned_data
        record = CourseRecord(
            code="",
            name="",
            days=known.get("days"),
            people=known.get("people"),
            parts=tuple(row.part() for row in self.parts.rows() if row.is_valid()),
            costs=tuple(row.cost() for row in self.costs.rows() if row.is_valid()),
        )
        return figures(record, self.rates)


def _is_in_use(rate: CostRate) -> bool:
    return rate.retired_on is None or rate.retired_on > today()
