"""Who sees a board's committee of twelve, who composes it and who signs its order."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.access.answers import BOARD, CONFLICT, GO, OK, Row, once
from tests.access.cast import Home, World


def of_board(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.board.code, 2570])


SECRETARY, CHAIR = frozenset({"board_secretary"}), frozenset({"board_chair"})
TABLE: dict[str, Row] = {
    "approvals:master_committee": Row(of_board("approvals:master_committee"), once({OK: BOARD})),
    # Every seat may be left empty until the order.
    "approvals:master_committee_edit": Row(
        of_board("approvals:master_committee_edit"), once({OK: SECRETARY}), once({GO: SECRETARY})
    ),
    # Nobody composed a committee here.
    "approvals:master_committee_issue": Row(
        of_board("approvals:master_committee_issue"), once({CONFLICT: CHAIR}), once({CONFLICT: CHAIR})
    ),
}
