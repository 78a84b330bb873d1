"""Plans that wait for a meeting of a board, with what the secretary decides by where on the agenda they go."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from approvals.models import BoardNote, ChecklistTick, Decision, Meeting, Outcome
from organizations.models import Membership
from plans.checks.report import KeptFinding, Report, reports_of
from plans.models import Revision, State
from thai.collation import sort_key
from thai.dates import BANGKOK

LATENESS = "deadline"  #: the check that a draft came in time: no correction of the plan can mend it


@dataclass(frozen=True)
class Ready:
    """One plan that was submitted and is on no agenda."""

    revision: Revision
    received_on: datetime.date | None
    times: int  #: how often it has been submitted
    report: Report | None
    faults: tuple[str, ...]  #: of the secretary's checklist
    notes: tuple[str, ...]  #: written for the LAO
    is_late: bool  #: after the day on which the master plan has it submitted
    missed_cut_off: bool

    @property
    def findings(self) -> list[KeptFinding]:
        """What the checks found, nobody answered with a reason and the LAO can correct."""
        found = self.report.findings if self.report else []
        return [row for row in found if not row.reason and row.id != LATENESS]

    @property
    def remarks(self) -> list[str]:
        """What the LAO would be asked to correct: the checklist, the notes, then the checks."""
        return [*self.faults, *self.notes, *(row.message for row in self.findings)]

    @property
    def recommendation(self) -> str:
        """What is recommended as long as the secretary says nothing else."""
        return Outcome.AGREED_WITH_CORRECTIONS if self.remarks else Outcome.AGREED


def ready(meeting: Meeting, acting: Membership) -> list[Ready]:
    """What may come on the agenda of a meeting, by the names of the LAOs; a constant number of queries."""
    waiting = Revision.objects.visible_to(acting).with_plan().select_related("snapshot")
    waiting = waiting.filter(state=State.SUBMITTED, plan__organization__board=meeting.board_id)
    revisions = list(waiting.defer("snapshot__content"))
    sent = _submissions(revisions)
    last = [decisions[-1].pk for decisions in sent.values()]
    ticks = ChecklistTick.objects.filter(submission__in=last, verdict=ChecklistTick.Verdict.FAULT)
    faults = _texts(
        (revision, note or _("ข้อตรวจที่ {number} ต้องแก้ไข").format(number=number))
        for revision, number, note in ticks.values_list("submission__revision", "check_number", "note")
    )
    notes = _texts(
        BoardNote.objects.filter(
            revision__in=revisions, board=meeting.board_id, audience=BoardNote.Audience.LAO
        ).values_list("revision", "text")
    )
    reports = reports_of(revisions)
    rows = [_row(one, meeting, sent.get(one.pk, []), reports.get(one.pk), faults, notes) for one in revisions]
    return sorted(rows, key=lambda row: sort_key(row.revision.plan.organization.name))


def _row(
    revision: Revision,
    meeting: Meeting,
    sent: list[Decision],
    report: Report | None,
    faults: dict[int, list[str]],
    notes: dict[int, list[str]],
) -> Ready:
    received = sent[-1].decided_at.astimezone(BANGKOK).date() if sent else None
    cut_off = meeting.cut_off_on
    return Ready(
        revision=revision,
        received_on=received,
        times=len(sent),
        report=report,
        faults=tuple(faults.get(revision.pk, ())),
        notes=tuple(notes.get(revision.pk, ())),
        is_late=bool(received and not revision.number and received > revision.plan.cycle.submit_by),
        missed_cut_off=bool(received and cut_off and received > cut_off),
    )


def _submissions(revisions: Iterable[Revision]) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = {}
    for one in Decision.objects.filter(revision__in=list(revisions), action="submit").order_by("pk"):
        found.setdefault(one.revision_id, []).append(one)
    return found


def _texts(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for revision, text in rows:
        found.setdefault(revision, []).append(text.strip())
    return found
