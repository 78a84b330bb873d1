"""``{% amendment_standing revision %}``: what replaced an announced revision, and the ways to amend it."""

from __future__ import annotations

from typing import Any

from django import template

from approvals.in_force import periods_of
from organizations.roles import Role
from plans.amendment.start import why_not
from plans.models import Revision
from thai.dates import today

register = template.Library()


@register.inclusion_tag("approvals/_amendment_standing.html", takes_context=True)
def amendment_standing(context: dict[str, Any], revision: Revision) -> dict[str, Any]:
    """Of an announced revision: since when another one is in its place, or what amends it; of an amendment, its changes."""
    acting = getattr(context.get("request"), "acting", None)
    shown: dict[str, Any] = {"revision": revision}
    if not revision.is_announced:
        return shown
    period = next((row for row in periods_of(revision.plan) if row.revision.pk == revision.pk), None)
    if period and period.replaced_by:
        return shown | {"replaced_by": period.replaced_by, "day": today(), "period": period}
    running = Revision.objects.visible_to(acting).with_plan().filter(plan=revision.plan).open().first()
    officer = acting and acting.role == Role.HR_OFFICER and acting.organization_id == revision.organization_id
    return shown | {"running": running, "may_amend": officer and not why_not(revision.plan)}
