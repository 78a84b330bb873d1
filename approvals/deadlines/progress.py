"""How far a plan is: counted as its task list counts, and kept once a day, so that a province is one question.

A plan was worked on when its content is another than at the last count.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable

from approvals.deadlines.standing import Progress
from approvals.models import KeptProgress
from plans.checks import run_checks
from plans.facts import PlanFacts
from plans.freeze import fingerprint
from plans.models import Revision, State
from plans.tasklist import progress_of, task_groups
from thai.dates import BANGKOK, today

log = logging.getLogger(__name__)


def count(revision: Revision) -> Progress:
    """Of one revision as it is now."""
    facts = PlanFacts(revision)
    findings = run_checks(facts)
    counted = progress_of(task_groups(facts, findings))
    blocking = sum(finding.blocks for finding in findings)
    return Progress(counted.done, counted.total, blocking, last_work_on(revision))


def last_work_on(revision: Revision) -> datetime.date:
    """The day of the last work that is known: a text that was stored, or a change that a count found."""
    kept = KeptProgress.objects.filter(revision=revision).values_list("last_work_on", flat=True).first()
    stored = revision.sections.exclude(updated_at=None).order_by("-updated_at")
    moment = stored.values_list("updated_at", flat=True).first() or revision.created_at
    return max(filter(None, [kept, moment.astimezone(BANGKOK).date()]))


def of_today(revisions: Iterable[Revision]) -> dict[int, Progress]:
    """Counts of drafts that were not counted today yet; the others' are read with everything else."""
    drafts = [row for row in revisions if row.state == State.DRAFTING]
    kept = KeptProgress.objects.filter(revision__in=drafts, counted_on=today())
    counted = set(kept.values_list("revision", flat=True))
    return {row.pk: count(row) for row in drafts if row.pk not in counted}


def keep(revision: Revision) -> KeptProgress:
    """Count one revision and keep the count."""
    before = KeptProgress.objects.filter(revision=revision).first()
    progress, content, day = count(revision), fingerprint(revision), today()
    worked_on = progress.last_work_on or day
    if before is not None and before.fingerprint != content:
        worked_on = day
    return KeptProgress.objects.update_or_create(
        revision=revision,
        defaults={
            "counted_on": day,
            "done": progress.done,
            "total": progress.total,
            "blocking": progress.blocking,
            "fingerprint": content,
            "last_work_on": worked_on,
        },
    )[0]


def keep_all() -> int:
    """Count every draft that is on its way; how many there were."""
    drafts = Revision.objects.with_plan().filter(state=State.DRAFTING)
    for revision in drafts:
        try:
            keep(revision)
        except Exception:  # one plan that cannot be counted keeps nobody else from being reminded
            log.exception("progress of %s was not counted", revision.reference)
    return len(drafts)
