"""``{% sittings_for revision move as sittings %}`` and its like: the meetings of a board on pages about something else."""

from __future__ import annotations

from typing import Any

from django import template

from approvals.models import Letter, Meeting
from approvals.sittings.coming import agenda_address, next_sittings
from approvals.table import Move
from plans.models import Revision

register = template.Library()


@register.simple_tag
def sittings_for(revision: Revision, move: Move) -> list[tuple[Meeting, str]]:
    """Where a plan can be put on the agenda instead of typing a meeting: the meetings to come, with addresses."""
    board = revision.plan.organization.board
    if move.action != "put_on_agenda" or board is None:
        return []
    return [(meeting, agenda_address(meeting, revision)) for meeting in next_sittings(board)]


@register.inclusion_tag("approvals/sittings/_resolution_letters.html")
def resolution_letters(revision: Revision) -> dict[str, Any]:
    """The letters that told the LAO the board's resolutions on a plan, once they are issued."""
    rows = revision.letters.filter(kind=Letter.Kind.RESOLUTION).exclude(issued_at=None)
    return {"letters": rows.select_related("document", "decision")}
