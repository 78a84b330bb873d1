"""``{% revision_actions revision %}`` and its like, for pages about a revision."""

from typing import Any

from django import template

from approvals.history import history, last_return, may_open_evidence
from approvals.moves import available
from approvals.notices import next_roles
from approvals.order_access import is_inside
from organizations.roles import Role
from plans.checks.report import report_of
from plans.models import Revision, State

register = template.Library()


@register.inclusion_tag("approvals/_actions.html", takes_context=True)
def revision_actions(context: dict[str, Any], revision: Revision) -> dict[str, Any]:
    """The state, who is waited for, reasons to be answered, and a button for each move open to the reader."""
    acting = getattr(context.get("request"), "acting", None)
    moves = available(revision, acting)
    came_by = revision.decisions.order_by("-pk").values_list("action", flat=True).first()
    own = acting and acting.organization_id == revision.organization_id
    return {
        "revision": revision,
        "moves": [move for move in moves if not move.steps_back],
        "moves_back": [move for move in moves if move.steps_back],
        "waits_for": [Role(role).label for role in sorted(next_roles(revision.state, came_by or ""))],
        "last_return": last_return(revision) if own else None,
        "meets": revision.state == State.IN_COMMITTEE and is_inside(revision, acting),
    }


@register.inclusion_tag("approvals/_history.html", takes_context=True)
def revision_history(context: dict[str, Any], revision: Revision) -> dict[str, Any]:
    """The decisions upon the revision, the newest first."""
    acting = getattr(context.get("request"), "acting", None)
    return {
        "revision": revision,
        "entries": history(revision, acting),
        "opens_evidence": may_open_evidence(revision, acting),
    }


@register.inclusion_tag("approvals/_check_report.html")
def check_report(revision: Revision) -> dict[str, Any]:
    """What the checks found when the revision was sent on; nothing before that."""
    return {"revision": revision, "report": report_of(revision)}
