"""Which submission of a revision is before the board, which came earlier, and which return followed.

A submission is the decision ``submit``: it has the frozen content, the covering letter's number and the moment.
"""

from __future__ import annotations

from approvals.models import Decision
from plans.models import Revision, State

WAITING_STATES = frozenset({State.SUBMITTED, State.ON_AGENDA})
#: Decisions that send a plan of the board back to its makers, with reasons.
RETURNS = ("board_return", "reject", "send_back")


def current(revision: Revision) -> Decision | None:
    """The submission that the board has before it now; None after a return, a withdrawal or a resolution."""
    if revision.state not in WAITING_STATES:
        return None
    return revision.decisions.filter(action="submit").order_by("-pk").first()


def is_current(submission: Decision, revision: Revision) -> bool:
    """True while the board has this very submission before it."""
    now = current(revision)
    return now is not None and now.pk == submission.pk


def earlier(submission: Decision) -> Decision | None:
    """The submission of the same revision before this one."""
    return (
        Decision.objects.filter(revision=submission.revision_id, action="submit", pk__lt=submission.pk)
        .order_by("-pk")
        .first()
    )


def later(submission: Decision) -> Decision | None:
    """The submission of the same revision after this one."""
    return (
        Decision.objects.filter(revision=submission.revision_id, action="submit", pk__gt=submission.pk)
        .order_by("pk")
        .first()
    )


def return_of(submission: Decision) -> Decision | None:
    """The return that answered this submission."""
    following = Decision.objects.filter(
        revision=submission.revision_id, action__in=RETURNS, pk__gt=submission.pk
    )
    after = later(submission)
    if after is not None:
        following = following.filter(pk__lt=after.pk)
    return following.order_by("pk").first()


def return_before(submission: Decision) -> Decision | None:
    """The last return before this submission, whose reasons it should answer."""
    past = Decision.objects.filter(revision=submission.revision_id, action__in=RETURNS, pk__lt=submission.pk)
    return past.order_by("-pk").first()


def open_return(revision: Revision) -> Decision | None:
    """The last return, until the revision is before the board again."""
    last = revision.decisions.filter(action__in=("submit", *RETURNS)).order_by("-pk").first()
    return last if last is not None and last.action in RETURNS else None
