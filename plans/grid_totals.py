"""What the rows of the grid add up to: by year, by curriculum, by source of money. Computed, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from courses.models import Curriculum
from plans.grid import ZERO, Values
from plans.models import Project

UNCHOSEN = "none"


@dataclass
class Group:
    """Baht of some of the rows, by fiscal year (B.E.); ``key`` is how the page names it."""

    key: str
    label: str
    baht: dict[int, Decimal]

    @property
    def total(self) -> Decimal:
        """Baht of all years."""
        return sum(self.baht.values(), ZERO)


@dataclass
class Totals:
    """The foot of the grid and the table below it."""

    people: dict[int, int]
    baht: dict[int, Decimal]
    by_curriculum: list[Group] = field(default_factory=list)
    by_money: list[Group] = field(default_factory=list)

    @property
    def people_total(self) -> int:
        """People of all years; somebody who comes every year is counted each time."""
        return sum(self.people.values())

    @property
    def baht_total(self) -> Decimal:
        """Baht of all years."""
        return sum(self.baht.values(), ZERO)


def totals_of(
    rows: Iterable[tuple[Project | None, Values]], years: Sequence[int], curricula: Iterable[Curriculum]
) -> Totals:
    """Sums of what is in the boxes; a new row has no curriculum yet, and is paid from the ordinance."""
    totals = Totals(dict.fromkeys(years, 0), dict.fromkeys(years, ZERO))
    of_curriculum = {entry.code: _group(entry.code, entry.name, years) for entry in curricula}
    of_curriculum[UNCHOSEN] = _group(UNCHOSEN, _("ยังไม่ได้เลือกหลักสูตร"), years)
    of_money = {kind.value: _group(kind.value, str(kind.label), years) for kind in Project.MoneyKind}
    for project, values in rows:
        mine = of_curriculum.get(curriculum_of(project), of_curriculum[UNCHOSEN])
        for year in years:
            totals.people[year] += values[f"p{year}"]
            for sums in (totals.baht, mine.baht, of_money[money_of(project)].baht):
                sums[year] += values[f"b{year}"]
    totals.by_curriculum, totals.by_money = list(of_curriculum.values()), list(of_money.values())
    return totals


def curriculum_of(project: Project | None) -> str:
    """The code of the curriculum, as the page names it."""
    return project.curriculum.code if project and project.curriculum else UNCHOSEN


def money_of(project: Project | None) -> str:
    """The kind of money."""
    return project.money_kind if project else Project.MoneyKind.ORDINANCE.value


def _group(key: str, label: str, years: Sequence[int]) -> Group:
    return Group(key, label, dict.fromkeys(years, ZERO))
