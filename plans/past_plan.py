"""The plan of the cycle before, from which a new plan goes on."""

from __future__ import annotations

from plans.models import Revision


def last_revision(revision: Revision) -> Revision | None:
    """The newest announced revision of the LAO's plan before this one, else the newest of all; None without one."""
    earlier = Revision.objects.with_plan().filter(
        plan__organization_id=revision.organization_id, plan__first_year__lt=revision.plan.first_year
    )
    newest = earlier.order_by("-plan__first_year", "-number")
    first = newest.first()
    if first is None:
        return None
    return newest.filter(plan=first.plan).announced().first() or first
