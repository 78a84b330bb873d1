"""Ceilings and personnel costs of the three years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from plans.budget import Budget, YearMoney
from plans.models.content import BAHT_LIMIT
from plans.models.money import PERSONNEL_LIMIT
from thai.forms import BahtField


@dataclass(frozen=True)
class YearBoxes:
    """A year's figures with the two boxes."""

    money: YearMoney
    ceiling: BoundField
    cost: BoundField

    @property
    def boxes(self) -> tuple[BoundField, BoundField]:
        """Both, for their errors."""
        return self.ceiling, self.cost


class CeilingsForm(forms.Form):
    """Fields ``ceiling_<year>`` and ``cost_<year>``; an empty box means that it is not known yet."""

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        self.budget = budget
        stored = {f"ceiling_{row.year}": row.ceiling for row in budget.years}
        stored |= {f"cost_{row.year}": row.personnel_cost for row in budget.years}
        super().__init__(*args, **{"initial": stored, **kwargs})
        for row in budget.years:
            self.fields[f"ceiling_{row.year}"] = _box(_("วงเงิน ปี {year}"), row.year, BAHT_LIMIT)
            self.fields[f"cost_{row.year}"] = _box(_("ค่าใช้จ่ายด้านบุคลากร ปี {year}"), row.year, PERSONNEL_LIMIT)

    def rows(self) -> list[YearBoxes]:
        """The boxes beside the figures of their year."""
        return [
            YearBoxes(row, self[f"ceiling_{row.year}"], self[f"cost_{row.year}"]) for row in self.budget.years
        ]

    def values(self) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        """Ceiling and cost by year."""
        cleaned = self.cleaned_data
        return {
            row.year: (cleaned[f"ceiling_{row.year}"], cleaned[f"cost_{row.year}"])
            for row in self.budget.years
        }


def _box(label: str, year: int, limit: Decimal) -> BahtField:
    text = label.format(year=year)
    attrs = {"class": "form-control text-end", "size": "14", "aria-label": text}
    return BahtField(label=text, required=False, max_value=limit, widget=forms.TextInput(attrs))
