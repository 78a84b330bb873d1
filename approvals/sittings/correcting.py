"""Plans agreed to with corrections: what was asked of the LAO, what it corrected, whether it says that it is done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from approvals.models import Decision
from organizations.models import Board
from plans.comparison import compare_contents
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import Revision, State
from plans.versions import names
from thai.collation import sort_key
from thai.dates import BANGKOK


@dataclass(frozen=True)
class Correction:
    """One such plan."""

    revision: Revision
    asked: Decision | None
    sent_on: datetime.date | None
    changes: list[str]


def corrections_of(board: Board) -> list[Correction]:
    """Plans of the board that wait for a confirmation, those that say they are done first."""
    revisions = list(
        Revision.objects.with_plan()
        .select_related("snapshot")
        .filter(state=State.APPROVED_WITH_CORRECTIONS, plan__organization__board=board)
    )
    past: dict[int, list[Decision]] = {}
    asked_or_sent = ("approve_with_corrections", "send_corrections")
    decisions = Decision.objects.filter(revision__in=revisions, action__in=asked_or_sent)
    for one in decisions.prefetch_related("reasons").order_by("pk"):
        past.setdefault(one.revision_id, []).append(one)
    rows = [_row(revision, past.get(revision.pk, [])) for revision in revisions]
    return sorted(rows, key=lambda row: (row.sent_on is None, sort_key(row.revision.plan.organization.name)))


def _row(revision: Revision, past: list[Decision]) -> Correction:
    asked = next((one for one in reversed(past) if one.action == "approve_with_corrections"), None)
    last = past[-1] if past else None
    sent = last if last and last.action == "send_corrections" else None
    return Correction(
        revision,
        asked,
        sent.decided_at.astimezone(BANGKOK).date() if sent else None,
        _changes(revision) if sent else [],
    )


def _changes(revision: Revision) -> list[str]:
    """What differs from the content that was decided upon."""
    if revision.snapshot is None:
        return []
    facts = PlanFacts(revision)
    headings = {outline.code: str(outline) for outline in facts.outline}
    found = compare_contents(revision.snapshot.content, content_of(facts), headings=headings, names=names())
    return found.in_short()
