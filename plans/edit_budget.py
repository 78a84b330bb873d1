"""Change what an LAO may spend in each year of a plan, and what its personnel costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from organizations.models import User
from plans.edit import Stale, claim, fingerprint
from plans.models import Revision, YearBudget


def budgets_seen(revision: Revision) -> str:
    """Fingerprint of the ceilings and costs as stored."""
    return fingerprint(revision.yearbudgets.order_by("year").values_list("year", "ceiling", "personnel_cost"))


@transaction.atomic
def save_budgets(
    *,
    revision: Revision,
    values: Mapping[int, tuple[Decimal | None, Decimal | None]],
    seen: str,
    by: User,
) -> None:
    """Ceiling and personnel cost (baht, None for not known) by fiscal year; Stale when somebody else was first.

    A year of which nothing is known has no row, so that plans without ceilings keep the hashes they have.
    """
    claim(revision, by)
    if budgets_seen(revision) != seen:
        raise Stale
    revision.yearbudgets.all().delete()
    YearBudget.objects.bulk_create(
        YearBudget(
            revision=revision,
            organization_id=revision.organization_id,
            year=year,
            ceiling=ceiling,
            personnel_cost=cost,
        )
        for year, (ceiling, cost) in sorted(values.items())
        if ceiling is not None or cost is not None
    )
