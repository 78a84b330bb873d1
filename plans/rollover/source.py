"""The plan that a new one is begun from: what the LAO announced last."""

from __future__ import annotations

from plans.facts import PlanFacts
from plans.models import Revision
from thai.fiscal import Cycle


class Past:
    """The last plan of the same LAO, in the revision in force, with the years between its cycle and the new one."""

    def __init__(self, revision: Revision, new: Revision) -> None:
        self.revision = revision
        self.new = new
        self.facts = PlanFacts(revision)
        self.cycle: Cycle = revision.plan.cycle
        self.by = new.plan.first_year - revision.plan.first_year


def last_plan(new: Revision) -> Past | None:
    """What the LAO announced last for a cycle before that of ``new``; None where it announced nothing."""
    earlier = Revision.objects.announced().filter(
        plan__organization=new.organization_id, plan__first_year__lt=new.plan.first_year
    )
    revision = earlier.with_plan().order_by("-plan__first_year", "-number").first()
    return Past(revision, new) if revision else None
