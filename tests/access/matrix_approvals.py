"""Who may ask for what on the way of a plan to its announcement, and of what everybody may read."""

from __future__ import annotations

import uuid

from django.urls import reverse

from plans.models import State
from tests.access.answers import (
    ALL,
    ANNOUNCED,
    BOARD,
    CONFLICT,
    DRAFTING,
    FOLLOWERS_WHEREVER,
    FORM,
    GO,
    MISSING,
    OK,
    SIGNED_IN,
    SUBMITTED,
    Row,
    of_cycle,
    of_draft,
    of_plan,
    once,
    plain,
    reading,
    wherever,
    writing,
)
from tests.access.cast import Home, World

MOVE_TO_TRY = {DRAFTING: "send_to_committee", SUBMITTED: "put_on_agenda", ANNOUNCED: "announce"}


def _move(world: World, home: Home) -> str:
    action = MOVE_TO_TRY[State(home.revision.state)]
    return reverse("approvals:move", kwargs={**home.revision.address, "action": action})


def _newest_version(world: World, home: Home) -> str:
    key = "now" if home.revision.is_editable else home.revision.snapshot_id
    return reverse("approvals:compare", kwargs=home.revision.address) + f"?from={key}&to={key}"


TABLE: dict[str, Row] = {
    # approvals
    "approvals:move": Row(
        _move,
        {
            DRAFTING: {OK: frozenset({"hr_officer", "committee_secretary"})},
            SUBMITTED: {OK: frozenset({"board_secretary"})},
            ANNOUNCED: {CONFLICT: frozenset({"head"})},
        },
        {
            DRAFTING: {GO: frozenset({"hr_officer", "committee_secretary"})},
            SUBMITTED: {FORM: frozenset({"board_secretary"})},
            ANNOUNCED: {CONFLICT: frozenset({"head"})},
        },
    ),
    "approvals:history": Row(of_plan("approvals:history"), reading()),
    "approvals:audit": Row(of_plan("approvals:audit"), reading()),
    "approvals:announcement": Row(
        of_plan("approvals:announcement"), reading() | {DRAFTING: {}, SUBMITTED: {}}
    ),
    "approvals:versions": Row(of_plan("approvals:versions"), reading()),
    "approvals:keep_version": Row(of_plan("approvals:keep_version"), writing(GO), writing(FORM)),
    # The announced plan beside itself: staff see it, and no other version.
    "approvals:compare": Row(_newest_version, reading()),
    "approvals:document": Row(of_plan("approvals:document"), reading()),
    "approvals:draft": Row(of_draft("approvals:draft"), reading(), reading(GO)),
    "approvals:draft_pdf": Row(of_draft("approvals:draft_pdf"), reading()),
    "approvals:board": Row(
        lambda world, home: reverse("approvals:board", args=[home.organization.board.code]),
        once({OK: BOARD}),
    ),
    "approvals:notices": Row(plain("approvals:notices"), once({OK: SIGNED_IN})),
    "approvals:notices_read": Row(
        plain("approvals:notices_read"), once({GO: SIGNED_IN}), once({GO: SIGNED_IN})
    ),
    "approvals:notice": Row(
        lambda world, home: reverse("approvals:notice", args=[world.notice.pk]),
        {SUBMITTED: {GO: frozenset({"board_secretary"})}},
        {SUBMITTED: {GO: frozenset({"board_secretary"})}},
    ),
    # monitoring and register
    "monitoring:latest": Row(plain("monitoring:latest"), once({GO: FOLLOWERS_WHEREVER})),
    "monitoring:background": Row(plain("monitoring:background"), once({OK: wherever({"operator"})})),
    "monitoring:background_again": Row(
        plain("monitoring:background_again", uuid.UUID(int=0)),
        once({GO: wherever({"operator"})}),
        once({GO: wherever({"operator"})}),
    ),
    "monitoring:overview": Row(plain("monitoring:overview", 2570), once({OK: FOLLOWERS_WHEREVER})),
    "register:index": Row(plain("register:index"), once({OK: ALL})),
    "register:plan": Row(of_cycle("register:plan"), {ANNOUNCED: {OK: ALL}, SUBMITTED: {MISSING: ALL}}),
}
