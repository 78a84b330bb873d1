"""A course or a rate as plain values with codes: what forms, workbooks, files and copies have in common.

Two records are equal exactly when nothing that people can see differs.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from courses.models import CostRate, Course


@dataclass(frozen=True)
class PartRecord:
    """Hours spent in one way."""

    method: str
    hours: int
    submethod: str = ""
    lecture_hours: int = 0


@dataclass(frozen=True)
class CostRecord:
    """A rate of the own or of the national library, so many times."""

    rate: str
    is_national: bool
    quantity: Decimal = Decimal("1.00")

    @property
    def key(self) -> tuple[bool, str]:
        """By which the rate is found."""
        return self.is_national, self.rate


@dataclass(frozen=True)
class CourseRecord:
    """Everything about a course, catalogs by their codes; lists whose order means nothing are sorted."""

    code: str
    name: str
    objective: str = ""
    curriculum: str = ""
    knowledge_area: str = ""
    provider_kind: str = ""
    provider_name: str = ""
    groups: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    days: int | None = None
    people: int | None = None
    is_digital: bool = False
    indicator: str = ""
    indicator_target: str = ""
    source: str = ""
    is_example: bool = False
    retired_on: datetime.date | None = None
    items: tuple[tuple[str, str], ...] = ()
    parts: tuple[PartRecord, ...] = ()
    costs: tuple[CostRecord, ...] = ()


@dataclass(frozen=True)
class RateRecord:
    """Everything about a rate."""

    code: str
    kind: str
    name: str
    baht: Decimal
    unit: str
    source: str
    dated_on: datetime.date | None = None
    is_example: bool = False
    retired_on: datetime.date | None = None


#: Columns that a record and its row call the same.
COURSE_COLUMNS = (
    *("code", "name", "objective", "provider_name", "days", "people", "is_digital", "indicator"),
    *("indicator_target", "source", "is_example", "retired_on"),
)
RATE_COLUMNS = tuple(field.name for field in fields(RateRecord))
LINKS = ("curriculum", "knowledge_area", "provider_kind")


def record_of(course: Course) -> CourseRecord:
    """A course that was loaded ``with_details``, as a record."""
    links = {name: getattr(course, name) for name in LINKS}
    columns: dict[str, Any] = {name: getattr(course, name) for name in COURSE_COLUMNS}
    columns |= {name: entry.code if entry else "" for name, entry in links.items()}
    return CourseRecord(
        **columns,
        groups=tuple(sorted(course.group_codes)),
        lines=tuple(sorted(line.code for line in course.lines.all())),
        items=tuple(sorted((item.item_kind, item.item_code) for item in course.items.all())),
        parts=tuple(
            PartRecord(
                part.method.code,
                part.hours,
                part.submethod.code if part.submethod else "",
                part.lecture_hours,
            )
            for part in course.parts.all()
        ),
        costs=tuple(
            CostRecord(cost.rate.code, cost.rate.organization_id is None, cost.quantity)
            for cost in course.costs.all()
        ),
    )


def rate_record(rate: CostRate) -> RateRecord:
    """A rate as a record."""
    return RateRecord(**{name: getattr(rate, name) for name in RATE_COLUMNS})


# As JSON ------------------------------------------------------------------------------------------


def written(record: CourseRecord | RateRecord | PartRecord | CostRecord) -> dict[str, Any]:
    """A record as JSON has it; what goes without saying is left out."""
    values = ((field, getattr(record, field.name)) for field in fields(record))
    return {field.name: _plain(value) for field, value in values if value != field.default}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return written(value) if isinstance(value, PartRecord | CostRecord) else value


def read_course(values: Mapping[str, Any]) -> CourseRecord:
    """The record of what ``written`` gave; raises KeyError, TypeError or ValueError for anything else."""
    read = dict(values)
    for name in ("groups", "lines"):
        read[name] = tuple(sorted(read.get(name, ())))
    read["items"] = tuple(sorted((kind, code) for kind, code in read.get("items", ())))
    read["parts"] = tuple(PartRecord(**part) for part in read.get("parts", ()))
    read["costs"] = tuple(
        CostRecord(cost["rate"], cost.get("is_national", False), Decimal(cost.get("quantity", "1.00")))
        for cost in read.get("costs", ())
    )
    return CourseRecord(**_dated(read, "retired_on"))


def read_rate(values: Mapping[str, Any]) -> RateRecord:
    """As ``read_course`` for a rate."""
    return RateRecord(**_dated({**values, "baht": Decimal(values["baht"])}, "dated_on", "retired_on"))


def _dated(values: dict[str, Any], *names: str) -> dict[str, Any]:
    dates = {name: datetime.date.fromisoformat(values[name]) for name in names if values.get(name)}
    return {**values, **dates}
