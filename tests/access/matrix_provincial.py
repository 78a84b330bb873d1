"""Who answers the texts of the province, and who sees, writes and publishes them at the board."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.access.answers import BOARD, FORM, GO, OK, Row, of_plan, once, writing
from tests.access.cast import Home, World


def of_board(name: str, *more: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.board.code, 2570, *more])


SECRETARY = frozenset({"board_secretary"})
READERS = BOARD | {"province_viewer", "auditor"}
TABLE: dict[str, Row] = {
    "plans:provincial": Row(of_plan("plans:provincial"), writing(OK)),
    # An empty form presses no button.
    "plans:provincial_answer": Row(of_plan("plans:provincial_answer"), writing(GO), writing(FORM)),
    "approvals:provincial_texts": Row(of_board("approvals:provincial_texts"), once({OK: READERS})),
    "approvals:provincial_text": Row(
        of_board("approvals:provincial_text", "s1.1"), once({OK: READERS}), once({FORM: SECRETARY})
    ),
    "approvals:provincial_publish": Row(
        of_board("approvals:provincial_publish"), once({OK: SECRETARY}), once({FORM: SECRETARY})
    ),
    # There was no text in the last edition: nothing is carried over.
    "approvals:provincial_carry": Row(
        of_board("approvals:provincial_carry"), once({GO: SECRETARY}), once({GO: SECRETARY})
    ),
}
