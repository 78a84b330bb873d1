"""The money of a plan: by year, kind of money and heading of the ordinance, beside what may be spent.

Every total is computed from the same cells: the sum by year, by heading and of the whole plan are one number. What
another body pays is in the totals, for it is the cost of the plan, but not in what is held against the ceiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from plans.facts import ZERO, PlanFacts, ProjectFacts
from plans.models import Project

PERCENT = Decimal("0.01")
NOT_OWN = Project.MoneyKind.OTHER_BODY


@dataclass(frozen=True)
class YearMoney:
    """One fiscal year (B.E.): what is planned, what may be spent, and what the personnel costs."""

    year: int
    planned: Decimal
    own: Decimal  #: planned without what other bodies pay
    ceiling: Decimal | None
    personnel_cost: Decimal | None
    advised_share: Decimal | None

    @property
    def left(self) -> Decimal | None:
        """What the ceiling leaves; below zero where the plan is over it, None without a ceiling."""
        return None if self.ceiling is None else self.ceiling - self.own

    @property
    def over(self) -> Decimal:
        """Baht above the ceiling."""
        return max(ZERO, -self.left) if self.left is not None else ZERO

    @property
    def share(self) -> Decimal | None:
        """Own money as percent of the personnel cost, two decimals; None without that cost."""
        if not self.personnel_cost:
            return None
        return (self.own * 100 / self.personnel_cost).quantize(PERCENT, ROUND_HALF_UP)

    @property
    def advised(self) -> Decimal | None:
        """Baht that the advised share of the personnel cost comes to."""
        if self.personnel_cost is None or self.advised_share is None:
            return None
        return (self.personnel_cost * self.advised_share).quantize(PERCENT, ROUND_HALF_UP)

    @property
    def is_below_advice(self) -> bool:
        """True where less than the advised share is planned."""
        return self.advised is not None and self.own < self.advised


@dataclass(frozen=True)
class HeadingMoney:
    """Projects of one kind of money and one heading, by fiscal year."""

    source: str  #: as it was typed; empty where it was not
    projects: int
    by_year: Mapping[int, Decimal]

    @property
    def total(self) -> Decimal:
        """Baht of all years."""
        return sum(self.by_year.values(), ZERO)


@dataclass(frozen=True)
class KindMoney:
    """All headings of one kind of money."""

    kind: Project.MoneyKind
    headings: Sequence[HeadingMoney]
    by_year: Mapping[int, Decimal]

    @property
    def total(self) -> Decimal:
        """Baht of all years."""
        return sum(self.by_year.values(), ZERO)


@dataclass(frozen=True)
class Budget:
    """All of it."""

    years: Sequence[YearMoney]
    kinds: Sequence[KindMoney]
    without: Sequence[ProjectFacts]  #: projects that say that they use no budget
    unsaid: Sequence[ProjectFacts]  #: projects that use a budget and have no amount yet

    @property
    def total(self) -> Decimal:
        """Baht of the whole plan."""
        return sum((row.planned for row in self.years), ZERO)

    @property
    def over(self) -> list[YearMoney]:
        """Years in which the plan is above its ceiling."""
        return [row for row in self.years if row.over]

    @property
    def has_ceilings(self) -> bool:
        """True when every year has a ceiling."""
        return all(row.ceiling is not None for row in self.years)


def budget_of(facts: PlanFacts) -> Budget:
    """The money of a plan; asks for the ceilings alone."""
    money = [row for row in facts.projects if row.project.uses_budget or row.baht_total]
    return Budget(
        years=[_year(facts, year) for year in facts.years],
        kinds=list(_kinds(facts, money)),
        without=[row for row in facts.projects if not row.project.uses_budget],
        unsaid=[row for row in facts.projects if row.project.uses_budget and not row.baht_total],
    )


def _year(facts: PlanFacts, year: int) -> YearMoney:
    stored = facts.budgets.get(year)
    rule = facts.edition.rules.get("development_share_advised")
    return YearMoney(
        year=year,
        planned=facts.baht_by_year[year],
        own=sum((row.baht(year) for row in facts.projects if row.project.money_kind != NOT_OWN), ZERO),
        ceiling=stored.ceiling if stored else None,
        personnel_cost=stored.personnel_cost if stored else None,
        advised_share=Decimal(str(rule.value)) if rule else None,
    )


def _kinds(facts: PlanFacts, rows: Sequence[ProjectFacts]) -> Iterable[KindMoney]:
    for kind in Project.MoneyKind:
        of_kind = [row for row in rows if row.project.money_kind == kind]
        if of_kind:
            sources = sorted({row.project.money_source.strip() for row in of_kind})
            headings = [_heading(facts, source, of_kind) for source in sources]
            yield KindMoney(kind, headings, _by_year(facts, of_kind))


def _heading(facts: PlanFacts, source: str, of_kind: Sequence[ProjectFacts]) -> HeadingMoney:
    rows = [row for row in of_kind if row.project.money_source.strip() == source]
    return HeadingMoney(source, len(rows), _by_year(facts, rows))


def _by_year(facts: PlanFacts, rows: Sequence[ProjectFacts]) -> dict[int, Decimal]:
    return {year: sum((row.baht(year) for row in rows), ZERO) for year in facts.years}
