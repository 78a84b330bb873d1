"""Texts of a province, written and published as its secretary does."""

from __future__ import annotations

import datetime

from organizations.models import Board, Membership
from organizations.roles import Role
from plans.models import OutlineSection, ProvincialText, Revision
from plans.provincial import heading_of, publish, save_draft
from tests.builders import edition, make_member

MET_ON = datetime.date(2026, 5, 20)
OWN = "จังหวัดหนองคายส่งเสริมให้{staff}เรียนรู้ผ่านระบบดิจิทัลของจังหวัด"


def secretary_of(board: Board) -> Membership:
    found = Membership.objects.filter(board=board, role=Role.BOARD_SECRETARY).first()
    return found or make_member(Role.BOARD_SECRETARY, board=board)


def draft_text(
    board: Board, code: str, body: str = OWN, mode: str = "replaces", year: int = 2570
) -> ProvincialText:
    outline = OutlineSection.objects.select_related("edition").get(edition=edition(year), code=code)
    heading = heading_of(board, outline.edition, code)
    assert heading is not None
    seen = heading.draft.seen if heading.draft else ""
    return save_draft(board=board, outline=outline, mode=mode, body=body, seen=seen, by=secretary_of(board))


def publish_text(
    board: Board, code: str, body: str = OWN, mode: str = "replaces", year: int = 2570
) -> ProvincialText:
    draft = draft_text(board, code, body, mode, year)
    return publish(
        board=board,
        edition=edition(year),
        seen=[draft.seen],
        meeting_number="5/2569",
        meeting_on=MET_ON,
        by=secretary_of(board),
    )[0]


def say(revision: Revision, code: str, body: str = OWN, mode: str = "replaces") -> ProvincialText:
    """The board of an LAO publishes a text for a heading of its plan's edition."""
    return publish_text(revision.organization.board, code, body, mode, revision.plan.first_year)
