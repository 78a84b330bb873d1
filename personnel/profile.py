"""What was assessed of one person, beside what the post requires. Shown to the person, the supervisor and the officer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from personnel.assessing import SELF, SUPERVISOR, Level, Sheet
from personnel.models import Person
from personnel.requirements import Item, Part


@dataclass(frozen=True)
class Measure:
    """One item: what is required, what both assessors sent, and what is lacking."""

    item: Item
    required: int
    own: int | None
    superior: int | None

    @property
    def assessed(self) -> int | None:
        """The level in force: the supervisor's, else the person's own."""
        return self.own if self.superior is None else self.superior

    @property
    def gap(self) -> int | None:
        """What is lacking, never below zero; None while it was not assessed."""
        return None if self.assessed is None else max(0, self.required - self.assessed)

    @property
    def words(self) -> str:
        """The level in force in words."""
        return "" if self.assessed is None else str(Level(self.assessed).label)


class Profile:
    """Both assessments of a person in a cycle (its first fiscal year, B.E.); what was not sent is not shown."""

    def __init__(self, person: Person, first_year: int) -> None:
        self.person, self.first_year = person, first_year
        self.own = Sheet(person, first_year, SELF)
        self.superior = Sheet(person, first_year, SUPERVISOR)
        self.superior.post, self.superior.required = self.own.post, self.own.required

    @property
    def sheets(self) -> tuple[Sheet, Sheet]:
        """The person's own first."""
        return self.own, self.superior

    @cached_property
    def parts(self) -> list[tuple[Part, list[Measure]]]:
        """Every item that is required, in its part."""
        own = self.own.scores if self.own.is_sent else {}
        superior = self.superior.scores if self.superior.is_sent else {}
        return [
            (
                group.part,
                [
                    Measure(item, self.own.required[item.key], own.get(item.key), superior.get(item.key))
                    for item in group.items
                ],
            )
            for group in self.own.groups
        ]

    @property
    def gap(self) -> int:
        """Levels that are lacking in all items together."""
        return sum(measure.gap or 0 for _part, measures in self.parts for measure in measures)
