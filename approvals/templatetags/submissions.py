"""``{% submission_standing revision %}``: what the LAO knows of its submission; ``{{ receipt|received_words }}``."""

from typing import Any

from django import template

from approvals.models import Decision, Receipt
from approvals.submissions import receipts
from approvals.submissions.answers import asked_by
from approvals.submissions.find import RETURNS, WAITING_STATES
from approvals.submissions.letters import letters_to_lao
from approvals.submissions.notes import notes_for
from approvals.submissions.timing import meetings_of, timing_of
from organizations.roles import PLAN_READING_ROLES, Role
from plans.models import Revision, State

register = template.Library()


@register.filter
def received_words(receipt: Receipt) -> str:
    """รับเรื่องแล้ว เลขรับ ... เมื่อ ..."""
    return receipts.received_words(receipt)


@register.inclusion_tag("approvals/submissions/_standing.html", takes_context=True)
def submission_standing(context: dict[str, Any], revision: Revision) -> dict[str, Any]:
    """For those of the LAO who read the plan; nothing before the first submission, and then one query."""
    acting = getattr(context.get("request"), "acting", None)
    inside = (
        acting and acting.organization_id == revision.organization_id and acting.role in PLAN_READING_ROLES
    )
    rows = (
        revision.decisions.filter(action__in=("submit", *RETURNS)).select_related("receipt").order_by("-pk")
    )
    last = rows.first() if inside else None
    has_package = bool(inside) and (revision.state == State.ENDORSED or revision.state in WAITING_STATES)
    if last is None or not acting:
        return {"revision": revision, "has_package": has_package}
    sent = last if last.action == "submit" else rows.filter(action="submit").first()
    receipt = getattr(sent, "receipt", None)
    told = timing_of(sent, revision, meetings_of(receipt.board)) if sent and receipt else None
    return {
        "revision": revision,
        "has_package": has_package,
        "receipt": receipt,
        "timing": " ".join(told.sentences) if told and last.action == "submit" else "",
        "letters": list(letters_to_lao(revision)),
        "notes": list(notes_for(revision, acting)),
        **(_waiting(last) if last.action in RETURNS and acting.role == Role.HR_OFFICER else {}),
    }


def _waiting(returned: Decision) -> dict[str, int]:
    """How many reasons of the last return wait for an answer."""
    asked = asked_by(returned)
    return {"asked": len(asked), "unanswered": sum(row.answer is None for row in asked)}
