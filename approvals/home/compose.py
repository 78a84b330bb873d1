"""The home page of one membership, and how much waits in the person's other roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from approvals.home.board import member_lines, secretary_lines
from approvals.home.country import admin_lines, auditor_lines, editor_lines, operator_lines, province_lines
from approvals.home.lines import Home, Line, in_order
from approvals.home.organization import lao_lines
from approvals.home.own import own_lines
from approvals.home.seats import meeting_lines, minutes_lines
from organizations.models import Membership
from organizations.roles import COMMITTEE_ROLES, Role

Builder = Callable[[Membership], Iterator[Line]]
BUILDERS: dict[str, tuple[Builder, ...]] = {
    Role.HR_OFFICER: (lao_lines, own_lines),
    Role.HEAD: (lao_lines, own_lines),
    **dict.fromkeys(COMMITTEE_ROLES, (lao_lines, meeting_lines, minutes_lines)),
    Role.STAFF: (own_lines,),
    Role.LAO_ADMIN: (admin_lines,),
    Role.BOARD_SECRETARY: (secretary_lines,),
    Role.BOARD_CHAIR: (member_lines, meeting_lines),
    Role.BOARD_MEMBER: (member_lines, meeting_lines),
    Role.PROVINCE_VIEWER: (province_lines,),
    Role.CENTRAL_EDITOR: (editor_lines,),
    Role.AUDITOR: (auditor_lines,),
    Role.OPERATOR: (operator_lines,),
}


@dataclass(frozen=True)
class Elsewhere:
    """Another of the person's roles in which something waits."""

    membership: Membership
    count: int


def home_of(acting: Membership) -> Home:
    """What waits for one person in one role; the number of queries does not depend on how much it is."""
    return in_order(line for build in BUILDERS[acting.role] for line in build(acting))


def elsewhere(acting: Membership, choices: Iterable[Membership]) -> list[Elsewhere]:
    """Of the other roles, those in which something waits."""
    found = (Elsewhere(row, len(home_of(row).mine)) for row in choices if row.pk != acting.pk)
    return [row for row in found if row.count]
