"""Who opens minutes: those of the body that met, the board before which the plan came, and auditors.

Minutes name who said what and who voted how; others ask the office for a copy (decision 0016).
"""

from __future__ import annotations

from approvals.announce import KIND as PLAN
from approvals.models import Meeting
from documents import audience
from documents.models import IssuedDocument
from organizations.models import Membership
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, Role

#: Kinds of issued documents: minutes of an LAO's committee and of a board.
COMMITTEE_MINUTES, SITTING_MINUTES = "committee_minutes", "sitting_minutes"


def reserve_minutes() -> None:
    """Say whom minutes are for; once, when the installation starts."""
    for kind in (COMMITTEE_MINUTES, SITTING_MINUTES):
        audience.reserve(kind, reads_minutes)


def publish_plans() -> None:
    """Say that announced plans are for everybody, who finds them in the register; when the installation starts."""
    audience.publish(PLAN)


def reads_minutes(document: IssuedDocument, acting: Membership) -> bool:
    """True for an auditor, for the body that met, and for a board to which a plan of the meeting was sent."""
    meeting = (
        Meeting.objects.filter(papers__document=document).select_related("organization", "board").first()
    )
    if meeting is None:
        return False
    if acting.role == Role.AUDITOR:
        return acting.province_id in (None, meeting.body.province_id)
    if acting.role in PLAN_READING_ROLES:
        return acting.organization_id is not None and acting.organization_id == meeting.organization_id
    if acting.role not in BOARD_ROLES:
        return False
    return acting.board_id == meeting.board_id or _was_sent_to(acting, meeting)


def _was_sent_to(acting: Membership, meeting: Meeting) -> bool:
    """The committee's minutes go with its plan to the board."""
    lao = meeting.organization
    if lao is None or acting.board_id != lao.board_id:
        return False
    return meeting.items.filter(revision__decisions__action="submit").exists()
