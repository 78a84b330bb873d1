"""The queue of a board: every LAO of one cycle, what stands with its plan, and what the reader can do about it.

What has not been submitted is known to the board by its absence only: unfinished work never leaves the LAO.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models import Decision
from approvals.moves import Move, available
from organizations.models import Board, Membership, Organization
from plans.checks.report import Report, reports_of
from plans.models import Plan, Revision, State
from thai.collation import sort_key
from thai.dates import BANGKOK, today
from thai.fiscal import Cycle


class Standing(models.TextChoices):
    """What the board knows of an LAO's plan; in the order in which the board is needed."""

    SUBMITTED = "submitted", _("รับเรื่องแล้ว รอบรรจุวาระ")
    ON_AGENDA = "on_agenda", _("บรรจุวาระแล้ว รอมติ")
    CORRECTING = "correcting", _("เห็นชอบโดยให้แก้ไข รอยืนยัน")
    RETURNED = "returned", _("ส่งกลับให้แก้ไข")
    NOT_SUBMITTED = "not_submitted", _("ยังไม่ส่ง")
    APPROVED = "approved", _("เห็นชอบแล้ว รอประกาศ")
    ANNOUNCED = "announced", _("ประกาศใช้แล้ว")

    @property
    def tone(self) -> str:
        """Colour of the tag; the words say the same."""
        return _TONES[self]


_TONES = {
    Standing.SUBMITTED: "todo",
    Standing.ON_AGENDA: "waiting",
    Standing.CORRECTING: "waiting",
    Standing.RETURNED: "stop",
    Standing.NOT_SUBMITTED: "note",
    Standing.APPROVED: "doing",
    Standing.ANNOUNCED: "good",
}
_OF_STATE = {
    State.SUBMITTED: Standing.SUBMITTED,
    State.ON_AGENDA: Standing.ON_AGENDA,
    State.APPROVED_WITH_CORRECTIONS: Standing.CORRECTING,
    State.APPROVED: Standing.APPROVED,
    State.ANNOUNCED: Standing.ANNOUNCED,
}
#: The board is waited for.
WAITING = (Standing.SUBMITTED, Standing.ON_AGENDA)
_BOARD_RETURNS = ("board_return", "reject")


@dataclass(frozen=True)
class Row:
    """One LAO in the queue; ``revision`` only where the board may read it."""

    organization: Organization
    standing: Standing
    revision: Revision | None = None
    received_on: datetime.date | None = None
    days_waiting: int | None = None
    move: Move | None = None  #: what is waited for; the others are on the page of the plan
    report: Report | None = None  #: what the checks found when it was submitted


def cycles_of(board: Board) -> list[Cycle]:
    """Cycles that the board has plans of, and the one of today; the newest first."""
    known = Plan.objects.filter(organization__board=board).values_list("first_year", flat=True).distinct()
    return [Cycle(year) for year in sorted({*known, Cycle.of(today()).first}, reverse=True)]


def queue(board: Board, cycle: Cycle, acting: Membership) -> list[Row]:
    """One row for each LAO of the board, those that wait for the board first, the longest wait first."""
    revisions = _newest_by_organization(board, cycle, acting)
    past = _decisions_of(board, cycle)
    reports = reports_of(revisions.values())
    rows = [
        _row(organization, revisions.get(organization.pk), past.get(organization.pk, []), acting, reports)
        for organization in board.organizations.select_related("province")
    ]
    order = list(Standing)
    return sorted(
        rows,
        key=lambda row: (
            order.index(row.standing),
            -(row.days_waiting or 0),
            sort_key(row.organization.name),
        ),
    )


def counts(rows: Iterable[Row]) -> list[tuple[Standing, int]]:
    """How many LAOs stand where; standings without any are left out."""
    found = Counter(row.standing for row in rows)
    return [(standing, found[standing]) for standing in Standing if found[standing]]


def _newest_by_organization(board: Board, cycle: Cycle, acting: Membership) -> dict[int, Revision]:
    visible = Revision.objects.visible_to(acting).with_plan()
    found = visible.filter(plan__organization__board=board, plan__first_year=cycle.first).order_by("number")
    return {revision.organization_id: revision for revision in found}


def _decisions_of(board: Board, cycle: Cycle) -> dict[int, list[Decision]]:
    """Submissions and returns by organization, the newest last."""
    found = Decision.objects.filter(
        organization__board=board,
        revision__plan__first_year=cycle.first,
        action__in=("submit", "withdraw_from_board", *_BOARD_RETURNS),
    )
    by_organization: dict[int, list[Decision]] = {}
    for decision in found.order_by("pk"):
        by_organization.setdefault(decision.organization_id, []).append(decision)
    return by_organization


def _row(
    organization: Organization,
    revision: Revision | None,
    past: list[Decision],
    acting: Membership,
    reports: dict[int, Report],
) -> Row:
    if revision is None:
        returned = bool(past) and past[-1].action in _BOARD_RETURNS
        return Row(organization, Standing.RETURNED if returned else Standing.NOT_SUBMITTED)
    standing = _OF_STATE[State(revision.state)]
    received = next(
        (d for d in reversed(past) if d.action == "submit" and d.revision_id == revision.pk), None
    )
    received_on = received.decided_at.astimezone(BANGKOK).date() if received else None
    waits = received_on is not None and standing in WAITING
    return Row(
        organization,
        standing,
        revision,
        received_on,
        (today() - received_on).days if waits and received_on else None,
        next((move for move in available(revision, acting) if not move.steps_back), None),
        reports.get(revision.pk),
    )
