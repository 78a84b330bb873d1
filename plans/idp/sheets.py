"""What a sheet of an individual plan says beside its rows: posts and departments of both who sign. Each table once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from personnel.models import Holding, Person
from plans.idp.people import places
from plans.models import IndividualPlan
from thai.fiscal import FiscalYear


@dataclass(frozen=True)
class Sheet:
    """One person's plan with the posts of the person and of the superior, None where the staff list knows none."""

    plan: IndividualPlan
    place: Holding | None
    superior: Person | None
    superior_place: Holding | None


def sheets_of(rows: QuerySet[Holding], year: FiscalYear) -> list[Sheet]:
    """Sheets for those of these people who have a plan, in the order of their posts."""
    people = list(dict.fromkeys(rows.values_list("person", flat=True)))
    plans = IndividualPlan.objects.with_items().filter(person__in=rows.values("person"), year=int(year))
    by_person = {plan.person_id: plan for plan in plans}
    return _sheets([by_person[person] for person in people if person in by_person], year)


def sheet_of(plan: IndividualPlan) -> Sheet:
    """The sheet of one plan."""
    return _sheets([plan], FiscalYear(plan.year))[0]


def _sheets(plans: list[IndividualPlan], year: FiscalYear) -> list[Sheet]:
    if not plans:
        return []
    held = {
        row.person_id: row for row in places(plans[0].organization, year).filter(person__in=_people(plans))
    }
    return [
        Sheet(plan, held.get(plan.person_id), superior, held.get(superior.pk) if superior else None)
        for plan in plans
        for superior in [plan.superior]
    ]


def _people(plans: Iterable[IndividualPlan]) -> set[int]:
    """Everybody who is named on the sheets."""
    return {plan.person_id for plan in plans} | {plan.superior.pk for plan in plans if plan.superior}
