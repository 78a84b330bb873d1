"""Who sees the meetings of a board and the deadlines of an LAO, and who keeps them."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from approvals.deadlines.feed import make_address
from organizations.roles import Role
from tests.access.answers import (
    ALL,
    BOARD,
    FORM,
    GO,
    INSIDE,
    OK,
    Row,
    of_cycle,
    of_lao,
    once,
    plain,
    wherever,
)
from tests.access.cast import Home, World

SECRETARY = frozenset({"board_secretary"})
PLANNERS = INSIDE | BOARD | {"province_viewer", "auditor", "central_editor"}
KEEPERS = frozenset({"hr_officer", "committee_secretary"})
FED = wherever(INSIDE | BOARD | {"province_viewer"})


def of_board(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.board.code])


def of_meeting(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.board.code, world.planned.pk])


def _feed(world: World, home: Home) -> str:
    address = make_address(home.member(Role.HR_OFFICER))
    return address[address.index("/calendar/") :]


TABLE: dict[str, Row] = {
    "approvals:board_calendar": Row(of_board("approvals:board_calendar"), once({OK: PLANNERS})),
    "approvals:board_calendar_fill": Row(
        of_board("approvals:board_calendar_fill"), once({OK: SECRETARY}), once({FORM: SECRETARY})
    ),
    "approvals:board_calendar_add": Row(
        of_board("approvals:board_calendar_add"), once({OK: SECRETARY}), once({FORM: SECRETARY})
    ),
    "approvals:board_calendar_change": Row(
        of_meeting("approvals:board_calendar_change"), once({OK: SECRETARY}), once({FORM: SECRETARY})
    ),
    "approvals:board_calendar_cancel": Row(
        of_meeting("approvals:board_calendar_cancel"), once({OK: SECRETARY}), once({FORM: SECRETARY})
    ),
    "approvals:deadlines_now": Row(of_lao("approvals:deadlines_now"), once({GO: INSIDE})),
    "approvals:deadlines": Row(of_cycle("approvals:deadlines"), once({OK: INSIDE})),
    "approvals:lead_times": Row(of_lao("approvals:lead_times"), once({OK: KEEPERS}), once({GO: KEEPERS})),
    "approvals:calendar_link": Row(plain("approvals:calendar_link"), once({OK: FED}), once({OK: FED})),
    # Who has the secret reads the file, whoever that is.
    "approvals:calendar_feed": Row(_feed, once({OK: ALL})),
}
