"""What the checks found when a plan was sent on: kept beside the snapshot, with the reasons that were written.

The committee and the board decide upon this list. A later run may find something else, because a rule or the day
changed; it binds nobody.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.checks.registry import REGISTRY, Finding, Grade
from plans.models import CheckReport, Revision, Snapshot
from thai.dates import now


@dataclass(frozen=True)
class KeptFinding:
    """A finding as it was, whatever became of its rule."""

    id: str
    grade: Grade
    clause: str
    place: str
    message: str
    fix: str
    reason: str


@dataclass(frozen=True)
class Report:
    """The list of one sending."""

    made_at: datetime.datetime
    findings: Sequence[KeptFinding]

    @property
    def with_reason(self) -> list[KeptFinding]:
        """What the officer answered with a reason."""
        return [row for row in self.findings if row.reason]

    @property
    def advice(self) -> list[KeptFinding]:
        """What was only advised."""
        return [row for row in self.findings if row.grade == Grade.ADVICE]


def keep_report(
    *, revision: Revision, snapshot: Snapshot, action: str, findings: Iterable[Finding]
) -> CheckReport:
    """Keep what was found in ``snapshot`` when ``action`` sent it on; nothing of it is ever changed.

    What was found in the same content when it was sent before stays in the list: a closed revision is looked at
    without the staff list of the day, so that it says less.
    """
    rows = {(row["id"], row["place"]): row for row in _rows_before(snapshot)}
    rows |= {(row["id"], row["place"]): row for row in map(_plain, findings)}
    order = list(Grade.values)
    return CheckReport.objects.create(
        revision=revision,
        organization_id=revision.organization_id,
        snapshot=snapshot,
        action=action,
        made_at=now(),
        findings=sorted(rows.values(), key=lambda row: order.index(row["grade"])),
    )


def report_of(revision: Revision) -> Report | None:
    """The list that travels with what is decided upon now; None while nothing was sent."""
    return reports_of([revision]).get(revision.pk)


def reports_of(revisions: Iterable[Revision]) -> dict[int, Report]:
    """The newest list of each revision's frozen content, by the revision's key; one query for all."""
    snapshots = [row.snapshot_id for row in revisions if row.snapshot_id]
    rows = CheckReport.objects.filter(snapshot__in=snapshots).order_by("pk")
    return {row.revision_id: _as_report(row) for row in rows}


def _as_report(kept: CheckReport) -> Report:
    """A stored list, to be shown."""
    return Report(
        kept.made_at, [KeptFinding(**{**row, "grade": Grade(row["grade"])}) for row in kept.findings]
    )


def _rows_before(snapshot: Snapshot) -> list[dict[str, str]]:
    before = snapshot.check_reports.order_by("-pk").first()
    return [row for row in before.findings if row["id"] in REGISTRY] if before else []


def _plain(finding: Finding) -> dict[str, str]:
    return {
        "id": finding.id,
        "grade": str(finding.grade),
        "clause": finding.clause,
        "place": finding.place.key,
        "message": finding.message,
        "fix": finding.fix,
        "reason": finding.reason,
    }
