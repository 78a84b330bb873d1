"""The queue of a board: every LAO of one cycle, what stands with its plan, and what the reader can do about it.

What has not been submitted is known to the board by its absence only: unfinished work never leaves the LAO.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models import ChecklistTick, Decision, Meeting, Receipt
from approvals.moves import Move, available
from approvals.submissions.checklist import done, rows_from
from approvals.submissions.find import RETURNS
from approvals.submissions.timing import Timing, meetings_of, timing_of
from organizations.models import Board, Membership, Organization
from plans.checks.report import Report, reports_of
from plans.models import Plan, Revision, State
from thai.collation import sort_key
from thai.dates import BANGKOK, today
from thai.fiscal import Cycle


class Standing(models.TextChoices):
    """What the board knows of an LAO's plan; in the order in which the board is needed."""

    SUBMITTED = "submitted", _("ส่งแล้ว รอบรรจุวาระ")
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


class Work(models.TextChoices):
    """What the office has still to do, to choose rows by."""

    RECEIVE = "receive", _("รอลงรับ")
    CHECK = "check", _("แบบตรวจยังไม่ครบ")
    CHECKED = "checked", _("แบบตรวจครบแล้ว")
    LATE = "late", _("ไม่ทันกำหนด")
    AGAIN = "again", _("เคยส่งกลับ")


THIRTY = 30  #: checks of a secretary


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
    submission: Decision | None = None
    went_back: Decision | None = None  #: the last submission, while its plan is at the LAO again
    receipt: Receipt | None = None
    timing: Timing | None = None
    checked: int = 0  #: of the thirty
    returned: int = 0  #: times, by the board

    @property
    def waits_for_receipt(self) -> bool:
        """Before the board and not in its register."""
        return self.submission is not None and self.receipt is None and self.standing in WAITING

    def is_for(self, work: str) -> bool:
        """True when the row is among those of one kind of work; every row for none."""
        answers = {
            Work.RECEIVE: self.waits_for_receipt,
            Work.CHECK: self.standing in WAITING and self.checked < THIRTY,
            Work.CHECKED: self.standing in WAITING and self.checked == THIRTY,
            Work.LATE: self.standing in WAITING and self.timing is not None and self.timing.is_late,
            Work.AGAIN: self.returned > 0,
        }
        return answers[Work(work)] if work else True


def cycles_of(board: Board) -> list[Cycle]:
    """Cycles that the board has plans of, and the one of today; the newest first."""
    known = Plan.objects.filter(organization__board=board).values_list("first_year", flat=True).distinct()
    return [Cycle(year) for year in sorted({*known, Cycle.of(today()).first}, reverse=True)]


@dataclass(frozen=True)
class _Known:
    """What the rows are made of, each asked once for all."""

    acting: Membership
    revisions: dict[int, Revision]
    past: dict[int, list[Decision]]
    reports: dict[int, Report]
    ticks: dict[int, dict[int, ChecklistTick]]
    meetings: list[Meeting]


def queue(board: Board, cycle: Cycle, acting: Membership) -> list[Row]:
    """One row for each LAO of the board, those that wait for the board first, the longest wait first; six queries."""
    revisions = _newest_by_organization(board, cycle, acting)
    past = _decisions_of(board, cycle)
    known = _Known(
        acting,
        revisions,
        past,
        reports_of(revisions.values()),
        _ticks_of(decision for decisions in past.values() for decision in decisions),
        meetings_of(board),
    )
    rows = [_row(organization, known) for organization in board.organizations.select_related("province")]
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
    """Submissions with their receipts, and returns, by organization, the newest last."""
    found = Decision.objects.filter(
        organization__board=board,
        revision__plan__first_year=cycle.first,
        action__in=("submit", "withdraw_from_board", *RETURNS),
    ).select_related("receipt")
    by_organization: dict[int, list[Decision]] = {}
    for decision in found.order_by("pk"):
        by_organization.setdefault(decision.organization_id, []).append(decision)
    return by_organization


def _ticks_of(decisions: Iterable[Decision]) -> dict[int, dict[int, ChecklistTick]]:
    """Ticks of the last submission of each LAO by number of the check."""
    last = {decision.organization_id: decision.pk for decision in decisions if decision.action == "submit"}
    found: dict[int, dict[int, ChecklistTick]] = {}
    for tick in ChecklistTick.objects.filter(submission__in=last.values()):
        found.setdefault(tick.submission_id, {})[tick.check_number] = tick
    return found


def _row(organization: Organization, known: _Known) -> Row:
    past, revision = known.past.get(organization.pk, []), known.revisions.get(organization.pk)
    if revision is None:
        back = bool(past) and past[-1].action in RETURNS
        returned = sum(decision.action in RETURNS for decision in past)
        standing = Standing.RETURNED if back else Standing.NOT_SUBMITTED
        went_back = next((decision for decision in reversed(past) if decision.action == "submit"), None)
        return Row(organization, standing, went_back=went_back, returned=returned)
    row = Row(
        organization,
        _OF_STATE[State(revision.state)],
        revision,
        move=next((move for move in available(revision, known.acting) if not move.steps_back), None),
        report=known.reports.get(revision.pk),
        returned=sum(d.action in RETURNS and d.revision_id == revision.pk for d in past),
    )
    sent = next((d for d in reversed(past) if d.action == "submit" and d.revision_id == revision.pk), None)
    return _with_submission(row, sent, known) if sent else row


def _with_submission(row: Row, submission: Decision, known: _Known) -> Row:
    revision = row.revision
    assert revision is not None
    received_on = submission.decided_at.astimezone(BANGKOK).date()
    ticks = known.ticks.get(submission.pk, {})
    return replace(
        row,
        submission=submission,
        received_on=received_on,
        days_waiting=(today() - received_on).days if row.standing in WAITING else None,
        receipt=getattr(submission, "receipt", None),
        timing=timing_of(submission, revision, known.meetings),
        checked=done(rows_from(revision, row.report, ticks)),
    )
