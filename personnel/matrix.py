"""People x items: where the officer sees at a glance who lacks what, and who was not assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from personnel.gaps import Coverage, Measured
from personnel.models import Person, Post
from personnel.requirements import Item, Key, Part


class State(models.TextChoices):
    """How far a person's assessment is."""

    ASSESSED = "assessed", _("ประเมินแล้ว")
    OPEN = "open", _("ยังไม่ประเมิน")
    LACKING = "lacking", _("มีข้อที่ยังขาด")


@dataclass(frozen=True)
class Cell:
    """One item of one person: a number and a shape, so that no colour is needed to read it."""

    shape: str
    name: str  #: of the class that draws it


NOT_REQUIRED = Cell("", "")
NOT_ASSESSED = Cell("○", "open")
REACHED = Cell("✓", "met")
#: By the size of the gap: the greater, the darker.
GAPS = {gap: Cell(f"▼{gap}", f"gap gap-{gap}") for gap in range(1, 5)}


@dataclass(frozen=True)
class Row:
    """A person with the items of the post."""

    person: Person
    post: Post
    group: str
    required: Mapping[Key, int]
    assessed: Mapping[Key, int]

    def gap(self, key: Key) -> int:
        """What is lacking in an item; none where it is not required or was not assessed."""
        if key not in self.required or key not in self.assessed:
            return 0
        return max(0, self.required[key] - self.assessed[key])

    def cell(self, key: Key) -> Cell:
        """What the matrix shows of an item."""
        if key not in self.required:
            return NOT_REQUIRED
        if key not in self.assessed:
            return NOT_ASSESSED
        gap = self.gap(key)
        return GAPS[gap] if gap else REACHED

    @cached_property
    def total(self) -> int:
        """Levels that are lacking in all items together."""
        return sum(self.gap(key) for key in self.required)

    @property
    def is_assessed(self) -> bool:
        """True when an assessment was sent."""
        return bool(self.assessed)


class Matrix:
    """The rows that a filter leaves, the columns that they need, and how many people lack each item."""

    def __init__(self, measured: Measured, chosen: Mapping[str, Any]) -> None:
        self.measured = measured
        self.rows = [row for row in self._all() if _fits(row, chosen)]

    def _all(self) -> Iterable[Row]:
        staff = self.measured.staff
        grouped = staff.grouped(staff.year) if staff else {}
        for person in self.measured.people:
            decision = grouped[person.pk].decision if person.pk in grouped else None
            yield Row(
                person,
                self.measured.posts[person.pk],
                (decision.group_code or "") if decision else "",
                self.measured.required[person.pk],
                self.measured.assessed.get(person.pk, {}),
            )

    @cached_property
    def columns(self) -> list[Item]:
        """The items that any of these people must have."""
        needed = set().union(*(row.required for row in self.rows))
        return [item for key, item in self.measured.requirements.items.items() if key in needed]

    @property
    def parts(self) -> list[tuple[Part, int]]:
        """The parts of the columns, each with its width."""
        count = Counter(item.part for item in self.columns)
        return [(part, count[part]) for part in Part if count[part]]

    @property
    def lacking(self) -> list[int]:
        """How many of these people lack each column."""
        return [sum(1 for row in self.rows if row.gap(item.key)) for item in self.columns]

    @property
    def coverage(self) -> Coverage:
        """How many of these people were assessed."""
        return Coverage(sum(row.is_assessed for row in self.rows), len(self.rows))

    def cells(self, row: Row) -> list[Cell]:
        """The cells of a row, by column."""
        return [row.cell(item.key) for item in self.columns]


def _fits(row: Row, chosen: Mapping[str, Any]) -> bool:
    unit = chosen.get("unit")
    states: dict[str, bool] = {
        State.ASSESSED: row.is_assessed,
        State.OPEN: not row.is_assessed,
        State.LACKING: row.total > 0,
    }
    return (
        (unit is None or row.post.unit_id == unit.pk)
        and chosen.get("group") in (None, "", row.group)
        and states.get(chosen.get("state") or "", True)
    )
