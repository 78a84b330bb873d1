"""Needs of the last cycle that no announced project answered: proposed again for the new one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from organizations.models import User
from personnel import needs as of_needs
from personnel.models import Need
from plans.rollover.source import Past
from thai.digits import to_thai

#: Kept and printed, and so in Thai whatever the language of the screen.
EVIDENCE = "ยืนยันเป็นความต้องการของรอบ {cycle} และไม่มีโครงการที่ประกาศรองรับ"


@dataclass(frozen=True)
class UnmetNeed:
    """A need without an announced project; ``carried`` is the need that came of it in the new cycle."""

    need: Need
    carried: Need | None


def unmet_needs(past: Past) -> list[UnmetNeed]:
    """Confirmed needs of the last cycle that no project of the announced plan names, the first rank first."""
    plan = past.revision.plan
    answered = set(past.revision.projects.values_list("needs", flat=True))
    carried = of_needs.carried_needs(plan.organization, past.new.plan.first_year)
    return [
        UnmetNeed(need, carried.get(of_needs.carried_key(need)))
        for need in of_needs.confirmed(plan.organization, plan.first_year)
        if need.pk not in answered
    ]


@transaction.atomic
def carry_needs(past: Past, chosen: Collection[int], *, by: User) -> int:
    """Propose unmet needs for the new cycle, and say how many were not there yet."""
    rows = [row.need for row in unmet_needs(past) if row.need.pk in chosen and row.carried is None]
    cycle = to_thai(f"{past.cycle.first} - {past.cycle.last}")
    return of_needs.carry(
        organization=past.revision.plan.organization,
        first_year=past.new.plan.first_year,
        needs=rows,
        # It is printed in the plan: in Thai, whatever the language of the screen.
        evidence=f"ยืนยันเป็นความต้องการของรอบ {cycle} และไม่มีโครงการที่ประกาศรองรับ",
        by=by,
    )
