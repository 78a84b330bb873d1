"""Beginning an amendment, as a decision of a person: the copy is made in :mod:`plans.amendment`, the chain says who."""

from __future__ import annotations

from django.db import transaction

from approvals import events
from approvals.case import Details
from approvals.moves import MoveConflict, MoveRefused, perform
from organizations.models import Membership
from plans.amendment.start import (
    AmendmentRefused,
    reset_amendment,
    start_amendment,
    stopped_amendment,
    why_not,
)
from plans.freeze import sha256_of
from plans.models import Plan, Revision

BEGUN = "begin_amendment"  #: in the chain of events


@transaction.atomic
def begin_amendment(*, plan: Plan, reason: str, by: Membership) -> Revision:
    """A draft under the next number with the text in force; AmendmentRefused (Thai) when none can begin.

    An amendment that was stopped is taken up again under its number: what it had is kept as a version, and it begins
    anew from the text in force.
    """
    plan = Plan.objects.select_for_update(no_key=True).get(
        pk=plan.pk
    )  # moves and beginnings of one plan queue up
    if refusal := why_not(plan):
        raise AmendmentRefused(refusal)
    stopped = stopped_amendment(plan)
    if stopped is None:
        revision = start_amendment(plan=plan, reason=reason, by=by.user)
    else:
        _resume(stopped, reason, by)
        revision = reset_amendment(revision=stopped, reason=reason, by=by.user)
    data = {"revision": revision.number, "reason_sha256": sha256_of(reason), "anew": stopped is not None}
    events.append(plan=plan, action=BEGUN, actor=by.user, role=by.role, data=data)
    return revision


def _resume(stopped: Revision, reason: str, by: Membership) -> None:
    try:
        perform(revision=stopped, action="resume", by=by, seen=None, details=Details(note=reason))
    except (MoveRefused, MoveConflict) as refused:
        raise AmendmentRefused(str(refused)) from refused
