"""In which years, for how many people and for how much money a proposal is held: the first ranks first, never above a ceiling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from courses.calculation import CostLine, total
from plans.facts import PlanFacts
from plans.models import Project
from plans.proposals.wants import Want, headcount

ZERO = Decimal("0.00")


@dataclass
class Purse:
    """What is left of each year's ceiling (None where none was typed), and how much was proposed in it so far."""

    room: dict[int, Decimal | None]
    held: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, facts: PlanFacts) -> Purse:
        """The ceilings of a plan less its projects and proposals."""
        room: dict[int, Decimal | None] = {}
        for year in facts.years:
            budget = facts.budgets.get(year)
            room[year] = (
                None if budget is None or budget.ceiling is None else budget.ceiling - paid(facts, year)
            )
        held = Counter({year: sum(1 for row in facts.proposals if row.people(year)) for year in facts.years})
        return cls(room, held)

    def has(self, year: int, baht: Decimal) -> bool:
        """True while the year can pay that much; what costs nothing is always possible."""
        left = self.room[year]
        return not baht or left is None or baht <= left

    def take(self, years: Mapping[int, tuple[int, Decimal]]) -> None:
        """Spend it."""
        for year, (people, baht) in years.items():
            left = self.room[year]
            self.room[year] = None if left is None else left - baht
            self.held[year] += bool(people)


def paid(facts: PlanFacts, year: int) -> Decimal:
    """Baht of projects and proposals that the LAO pays itself."""
    rows = (row for row in facts.all_projects if row.project.money_kind != Project.MoneyKind.OTHER_BODY)
    return sum((row.baht(year) for row in rows), ZERO)


def spread(
    facts: PlanFacts, want: Want, costs: Iterable[Mapping[str, Any]], purse: Purse
) -> dict[int, tuple[int, Decimal]]:
    """People and baht by year; empty when no year can pay for anybody.

    What concerns everybody is held every year. The rest is held once, in the year that has the fewest proposals so
    far; where no single year can pay for all, the people are divided among the years.
    """
    lines = [CostLine(row["label"], row["baht"], row["unit"], row["times"], row["quantity"]) for row in costs]
    people = {year: count for year in facts.years if (count := _people(facts, want, year))}
    priced = {year: (count, total(lines, count)) for year, count in people.items()}
    payable = {year: pair for year, pair in priced.items() if purse.has(year, pair[1])}
    if want.every_year and payable:
        return payable
    if payable:
        year = min(payable, key=lambda year: (purse.held[year], year))
        return {year: payable[year]}
    return _divided(people, lines, purse)


def _divided(
    people: Mapping[int, int], lines: list[CostLine], purse: Purse
) -> dict[int, tuple[int, Decimal]]:
    """A part of the people in each year that can pay for one."""
    if not people:
        return {}
    part = math.ceil(max(people.values()) / len(people))
    priced = {year: (min(part, count), total(lines, min(part, count))) for year, count in people.items()}
    return {year: pair for year, pair in priced.items() if purse.has(year, pair[1])}


def _people(facts: PlanFacts, want: Want, year: int) -> int:
    """Those concerned, no more than there are in the groups in that year where that is known."""
    groups = [group for group in facts.groups if group.code in want.groups]
    there = sum(headcount(facts, group, year) for group in groups)
    is_known = any(headcount(facts, group, of) for group in facts.groups for of in facts.years)
    if not is_known:
        return want.people
    return min(want.people, there) if want.people else there
