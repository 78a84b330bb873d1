"""The grid of targets: four groups, three fiscal years, headcount and people in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _

from personnel.models import PersonnelGroup
from plans.facts import PlanFacts
from plans.models.content import PEOPLE_LIMIT
from thai.forms import ThaiIntegerField

KINDS = ("headcount", "people")


@dataclass(frozen=True)
class Cells:
    """The two boxes of a group in a year."""

    group: PersonnelGroup
    headcount: BoundField
    people: BoundField


@dataclass(frozen=True)
class YearTable:
    """The rows of one fiscal year (B.E.) with their totals."""

    year: int
    rows: list[Cells]
    headcount: int
    people: int


class TargetsForm(forms.Form):
    """Fields ``headcount_<group>_<year>`` and ``people_<group>_<year>``; an empty box counts as zero."""

    def __init__(self, *args: Any, facts: PlanFacts, **kwargs: Any) -> None:
        self.groups, self.years = facts.groups, facts.years
        super().__init__(*args, **{"initial": self._stored(facts), **kwargs})
        for year in self.years:
            for group in self.groups:
                for kind in KINDS:
                    self.fields[_name(kind, group.code, year)] = _field(kind, group, year)

    @staticmethod
    def _stored(facts: PlanFacts) -> dict[str, int]:
        return {
            _name(kind, code, year): getattr(target, kind)
            for (code, year), target in facts.targets.items()
            for kind in KINDS
        }

    def clean(self) -> dict[str, Any]:
        """Nobody is developed who is not there."""
        cleaned = super().clean() or {}
        for (group, year), (headcount, people) in self.values().items():
            if people > headcount and not self._failed(group, year):
                message = _("เป้าหมาย {people} คน มากกว่าจำนวนบุคลากรในกลุ่ม {headcount} คน กรุณาตรวจตัวเลข")
                self.add_error(
                    _name("people", group, year),
                    ValidationError(message.format(people=f"{people:,}", headcount=f"{headcount:,}")),
                )
        return cleaned

    def _failed(self, group: str, year: int) -> bool:
        return any(_name(kind, group, year) in self.errors for kind in KINDS)

    def values(self) -> dict[tuple[str, int], tuple[int, int]]:
        """(headcount, people) by (group code, year), as far as the boxes are readable."""
        cleaned = self.cleaned_data if self.is_bound else self.initial
        return {
            (group.code, year): (
                cleaned.get(_name("headcount", group.code, year)) or 0,
                cleaned.get(_name("people", group.code, year)) or 0,
            )
            for year in self.years
            for group in self.groups
        }

    def tables(self) -> list[YearTable]:
        """The grid as a page shows it."""
        if self.is_bound:
            self.errors  # noqa: B018 - validates, so that the totals know the readable boxes
        values = self.values()
        return [
            YearTable(
                year,
                [
                    Cells(
                        group,
                        self[_name("headcount", group.code, year)],
                        self[_name("people", group.code, year)],
                    )
                    for group in self.groups
                ],
                sum(values[group.code, year][0] for group in self.groups),
                sum(values[group.code, year][1] for group in self.groups),
            )
            for year in self.years
        ]


def _name(kind: str, group: str, year: int) -> str:
    return f"{kind}_{group}_{year}"


def _field(kind: str, group: PersonnelGroup, year: int) -> ThaiIntegerField:
    what = _("จำนวนบุคลากร") if kind == "headcount" else _("เป้าหมาย")
    label = _("{group} {what} ปีงบประมาณ {year}").format(group=group.short_name, what=what, year=year)
    attrs = {
        "class": "form-control text-end",
        "size": "6",
        "aria-label": label,
        "data-sums": f"{kind}-{year}",
    }
    return ThaiIntegerField(
        label=label, required=False, max_value=PEOPLE_LIMIT, widget=forms.TextInput(attrs)
    )
