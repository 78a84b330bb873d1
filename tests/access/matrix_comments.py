"""Who may ask for what people say of a plan: the LAO that makes it, and the board that it is before."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from organizations.roles import Role
from plans.models import Comment
from tests.access.answers import (
    ANNOUNCED,
    BOARD,
    CONFLICT,
    DRAFTERS,
    DRAFTING,
    FORM,
    GO,
    INSIDE,
    OK,
    SUBMITTED,
    ByState,
    Row,
    of_plan,
)
from tests.access.cast import Home, World

WRITERS = INSIDE - {"head"}
SECRETARY = frozenset({"board_secretary"})


def of_comment(name: str) -> Callable[[World, Home], str]:
    """An address of a comment that the board wrote, so that both sides read it."""

    def address(world: World, home: Home) -> str:
        officer = home.member(Role.HR_OFFICER).user
        comment, _created = Comment.objects.get_or_create(
            revision=home.revision,
            organization=home.organization,
            anchor="targets",
            defaults={"body": "ก", "written_by": officer, "written_as": Role.BOARD_SECRETARY},
        )
        return reverse(name, kwargs={**home.revision.address, "comment": comment.pk})

    return address


def speaking(status: int) -> ByState:
    """Those inside the LAO who make the plan until it is announced, and the board's secretary while it is there."""
    return {
        DRAFTING: {status: WRITERS},
        SUBMITTED: {status: WRITERS | SECRETARY},
        ANNOUNCED: {CONFLICT: WRITERS | SECRETARY},
    }


TABLE: dict[str, Row] = {
    "plans:comments": Row(
        of_plan("plans:comments"),
        {DRAFTING: {OK: INSIDE}, SUBMITTED: {OK: INSIDE | BOARD}, ANNOUNCED: {OK: INSIDE | BOARD}},
    ),
    "plans:comment_write": Row(of_plan("plans:comment_write"), speaking(OK), speaking(FORM)),
    "plans:comment_answer": Row(of_comment("plans:comment_answer"), speaking(GO), speaking(FORM)),
    "plans:comment_settle": Row(
        of_comment("plans:comment_settle"),
        speaking(GO),
        speaking(GO) | {DRAFTING: {GO: DRAFTERS}, SUBMITTED: {GO: DRAFTERS}},
    ),
}
