"""Remarks about a passage or a row while the plan is made: written, answered, settled; never part of the plan.

An LAO's comments stay inside the LAO. What the board's secretary writes is for the LAO, so its people read it as soon
as it is written, and what they answer is for the board. Everybody else never learns that there are comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organizations.models import Membership
from organizations.roles import BOARD_ROLES, COMMITTEE_ROLES, DRAFTING_ROLES, PLAN_READING_ROLES, Role
from plans.models import Comment, Revision, State
from plans.passages import Passage, Passages, task_url
from thai.dates import now

WRITERS = DRAFTING_ROLES | COMMITTEE_ROLES
#: The plan is before the board, or it corrects what the board asked for.
BOARD_WRITES = frozenset({State.SUBMITTED, State.ON_AGENDA, State.APPROVED_WITH_CORRECTIONS})


class CommentsClosed(Exception):
    """The plan moved on: nobody of this role comments on it any more."""

    def __init__(self) -> None:
        super().__init__(_("แผนเปลี่ยนสถานะไปแล้ว จึงเขียนความเห็นในขั้นตอนนี้ไม่ได้"))


#: Says to people that a comment or an answer was written; called in the transaction that writes it.
Teller = Callable[[Comment, Membership], None]
_tell: Teller = lambda comment, by: None  # noqa: E731 - until approvals, a layer above, is ready


def told_by(teller: Teller) -> None:
    """Let ``teller`` tell of every comment from now on: notices belong to approvals, a layer above."""
    global _tell
    _tell = teller


# Who ---------------------------------------------------------------------------------------------


def may_read(revision: Revision, acting: Membership | None) -> bool:
    """True for those inside the LAO who read its unfinished plan, and for the board that decides it."""
    if not acting:
        return False
    inside = acting.role in PLAN_READING_ROLES and acting.organization_id == revision.organization_id
    return inside or revision.belongs_to_board_of(acting)


def is_writer(revision: Revision, acting: Membership | None) -> bool:
    """True for those who write comments on this plan in some of its states."""
    if not acting or not may_read(revision, acting):
        return False
    return acting.role in WRITERS or acting.role == Role.BOARD_SECRETARY


def may_write(revision: Revision, acting: Membership | None) -> bool:
    """True while the plan is before ``acting``: until it is announced, for the board only when it is there."""
    if not acting or not is_writer(revision, acting):
        return False
    return revision.is_open if acting.role in WRITERS else State(revision.state) in BOARD_WRITES


def may_settle(comment: Comment, revision: Revision, acting: Membership) -> bool:
    """True for those who draft, and for whoever wrote the comment."""
    if not may_write(revision, acting) or comment.answers_id is not None:
        return False
    return acting.role in DRAFTING_ROLES or comment.written_by_id == acting.user_id


def visible_to(revision: Revision, acting: Membership | None) -> QuerySet[Comment]:
    """Comments and answers that ``acting`` may read, the oldest first."""
    rows = revision.comments.select_related("written_by", "resolved_by")
    if not may_read(revision, acting):
        return rows.none()
    if acting.organization_id is not None:  # type: ignore[union-attr]
        return rows
    return rows.filter(Q(answers=None, written_as__in=BOARD_ROLES) | Q(answers__written_as__in=BOARD_ROLES))


# Reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, and how its passage stands now."""

    comment: Comment
    passage: Passage | None
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """True until somebody settles it."""
        return self.comment.resolved_at is None

    @property
    def is_gone(self) -> bool:
        """True when its passage is no longer in the plan."""
        return self.passage is None

    @property
    def is_of_an_older_version(self) -> bool:
        """True when what it was written on has changed since."""
        return self.passage is not None and self.passage.fingerprint != self.comment.fingerprint


def threads(revision: Revision, acting: Membership, passages: Passages) -> list[Thread]:
    """Comments that ``acting`` may read with their answers, in the order of the book, what is gone last."""
    answers: dict[int, list[Comment]] = {}
    found: list[Comment] = []
    for row in visible_to(revision, acting):
        if row.answers_id is None:
            found.append(row)
        else:
            answers.setdefault(row.answers_id, []).append(row)
    known = passages.by_anchor
    order = {anchor: place for place, anchor in enumerate(known)}
    rows = [Thread(row, known.get(row.anchor), answers.get(row.pk, [])) for row in found]
    return sorted(rows, key=lambda thread: order.get(thread.comment.anchor, len(order)))


def open_by_task(revision: Revision, acting: Membership | None) -> Counter[str]:
    """How many comments wait, by the address of the task that they are about."""
    waiting = visible_to(revision, acting).filter(answers=None, resolved_at=None)
    return Counter(task_url(revision, anchor) for anchor in waiting.values_list("anchor", flat=True))


# Writing -----------------------------------------------------------------------------------------


@transaction.atomic
def write(*, revision: Revision, passage: Passage, body: str, quote: str, by: Membership) -> Comment:
    """A new comment on a passage as it stands now; CommentsClosed when the plan is no longer before ``by``."""
    current = _claimed(revision, by)
    comment = Comment.objects.create(
        revision=current,
        organization_id=current.organization_id,
        anchor=passage.anchor,
        anchor_label=passage.label[:300],
        quote=quote,
        body=body,
        fingerprint=passage.fingerprint,
        written_by=by.user,
        written_as=by.role,
    )
    _tell(comment, by)
    return comment


@transaction.atomic
def answer(*, comment: Comment, body: str, by: Membership) -> Comment:
    """An answer to a comment; who reads the comment reads the answer."""
    current = _claimed(comment.revision, by)
    said = Comment.objects.create(
        revision=current,
        organization_id=current.organization_id,
        anchor=comment.anchor,
        anchor_label=comment.anchor_label,
        body=body,
        answers=comment,
        written_by=by.user,
        written_as=by.role,
    )
    _tell(said, by)
    return said


@transaction.atomic
def settle(*, comment: Comment, by: Membership) -> bool:
    """Close a comment; False when somebody else has done so already."""
    _claimed(comment.revision, by)
    rows = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    return rows.update(resolved_at=now(), resolved_by=by.user) == 1


@transaction.atomic
def reopen(*, comment: Comment, by: Membership) -> bool:
    """Take a settled comment up again; False when it is open already."""
    _claimed(comment.revision, by)
    rows = Comment.objects.filter(pk=comment.pk, resolved_at__isnull=False)
    return rows.update(resolved_at=None, resolved_by=None) == 1


def _claimed(revision: Revision, by: Membership) -> Revision:
    """The revision as it stands, held until the transaction ends: a move and a comment wait for each other."""
    rows = Revision.objects.select_for_update(no_key=True, of=("self",)).with_plan()
    current = rows.get(pk=revision.pk)
    if not may_write(current, by):
        raise CommentsClosed
    return current
