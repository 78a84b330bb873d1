"""A plan that comes again: good ticks of last time stand for the parts whose content did not change."""

from __future__ import annotations

from approvals.models import ChecklistTick, Decision
from approvals.submissions.catalog import checks
from approvals.submissions.find import earlier
from organizations.models import Membership
from plans.comparison import compare_contents
from plans.models import Revision, Snapshot
from plans.versions import headings, names

Verdict = ChecklistTick.Verdict
KEPT = frozenset({Verdict.GOOD, Verdict.NOT_APPLICABLE})


def changed_parts(before: Snapshot, after: Snapshot, revision: Revision) -> frozenset[str]:
    """Keys of the headings and tables that differ between two submissions."""
    compared = compare_contents(
        before.content, after.content, headings=headings(revision.plan.edition_id), names=names()
    )
    texts = {part.key for part in compared.changed_texts}
    return frozenset(texts | {part.key for part in compared.changed_tables})


def carry_over(submission: Decision, revision: Revision, *, by: Membership) -> list[ChecklistTick]:
    """Ticks of the earlier submission that still hold, written down for this one; faults never are.

    Who ticked them stays who looked; checks of papers are made anew, since each submission has its own papers.
    """
    last = earlier(submission)
    if last is None or last.snapshot is None or submission.snapshot is None:
        return []
    ticks = {tick.check_number: tick for tick in last.ticks.filter(verdict__in=KEPT)}
    if not ticks:
        return []
    changed = changed_parts(last.snapshot, submission.snapshot, revision)
    held = [ticks[check.number] for check in checks() if check.number in ticks]
    kept = [tick for tick in held if not checks()[tick.check_number - 1].is_touched(changed)]
    return ChecklistTick.objects.bulk_create(
        ChecklistTick(
            submission=submission,
            check_number=tick.check_number,
            verdict=tick.verdict,
            note=tick.note,
            ticked_at=tick.ticked_at,
            ticked_by=tick.ticked_by,
            carried_from=tick.carried_from or last,
        )
        for tick in kept
    )
