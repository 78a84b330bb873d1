"""The versions of a plan that a reader may compare, and why each was kept.

Unfinished work never leaves the LAO: its own people see every version, the board and those who follow it only what
was before the board, everybody else in the LAO what is announced. Beside them stand the announced plans that a new one
follows: the revision that it amends, and the last cycle's.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from approvals.models import Decision
from approvals.table import ACTIONS, INSIDE_ACTIONS
from organizations.models import Membership
from organizations.roles import PLAN_READING_ROLES
from plans.amendment.differences import origins as origins_of_amendment
from plans.comparison import Comparison, compare_contents
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import KeptVersion, Revision, Snapshot, State
from plans.models.plan import BEFORE_THE_BOARD
from plans.versions import headings, names, origins
from thai.fiscal import CYCLE_LENGTH

NOW = "now"


@dataclass(frozen=True)
class Version:
    """A state of a plan; ``snapshot`` is None for what is being written."""

    key: str
    revision: Revision
    reasons: tuple[str, ...]
    snapshot: Snapshot | None = None
    moment: datetime.datetime | None = None
    kept: tuple[KeptVersion, ...] = field(default=(), compare=False)
    of_another_plan: bool = False

    @property
    def label(self) -> str:
        """Its newest reason, as it stands in a list to choose from."""
        return self.reasons[-1]

    def content(self) -> dict[str, Any]:
        """The content, read when it is asked for."""
        if self.snapshot is None:
            return content_of(PlanFacts(self.revision))
        return Snapshot.objects.values_list("content", flat=True).get(pk=self.snapshot.pk)


# Which -----------------------------------------------------------------------------------------


def versions(revision: Revision, acting: Membership) -> list[Version]:
    """What ``acting``, who may read the revision, may compare: the newest first, other plans last."""
    own = [_of_snapshot(revision, row) for row in _seen_snapshots(revision, acting)]
    own.sort(key=lambda version: version.snapshot.pk if version.snapshot else 0, reverse=True)
    now = [Version(NOW, revision, (_("ฉบับที่กำลังจัดทำ (ตอนนี้)"),))] if revision.is_editable else []
    return [*now, *own, *_announced_before(revision, acting)]


def _seen_snapshots(revision: Revision, acting: Membership) -> Iterable[_Kept]:
    """Snapshots with what was decided about them and the names they were kept under, in three queries."""
    inside = acting.role in PLAN_READING_ROLES and acting.organization_id == revision.organization_id
    decisions = revision.decisions.exclude(snapshot=None).order_by("pk")
    kept = KeptVersion.objects.none()
    if inside:
        kept = revision.keptversions.select_related("kept_by")
    elif acting.organization_id is not None:
        decisions = decisions.filter(to_state=State.ANNOUNCED)
    else:
        was_before_the_board = Q(from_state__in=BEFORE_THE_BOARD) | Q(to_state__in=BEFORE_THE_BOARD)
        decisions = decisions.filter(was_before_the_board).exclude(action__in=INSIDE_ACTIONS)
    return _together(revision.snapshots.defer("content"), list(decisions), list(kept))


@dataclass(frozen=True)
class _Kept:
    snapshot: Snapshot
    decisions: list[Decision]
    names: list[KeptVersion]


def _together(
    snapshots: QuerySet[Snapshot], decisions: list[Decision], kept: list[KeptVersion]
) -> list[_Kept]:
    found = [
        _Kept(
            snapshot,
            [decision for decision in decisions if decision.snapshot_id == snapshot.pk],
            [version for version in kept if version.snapshot_id == snapshot.pk],
        )
        for snapshot in snapshots
    ]
    return [row for row in found if row.decisions or row.names]


def _of_snapshot(revision: Revision, row: _Kept) -> Version:
    reasons = [str(ACTIONS[decision.action].done) for decision in row.decisions]
    reasons += [_("เก็บไว้: {label}").format(label=version.label) for version in row.names]
    return Version(
        str(row.snapshot.pk),
        revision,
        tuple(dict.fromkeys(reasons)),
        row.snapshot,
        row.snapshot.taken_at,
        tuple(row.names),
    )


def _announced_before(revision: Revision, acting: Membership) -> list[Version]:
    """The announced plans that this one follows; whoever reads a plan reads what is announced."""
    plan = revision.plan
    rows = Revision.objects.visible_to(acting).announced().filter(plan__organization=plan.organization_id)
    rows = rows.filter(
        Q(plan=plan, number__lt=revision.number) | Q(plan__first_year=plan.first_year - CYCLE_LENGTH)
    )
    newest: dict[int, Revision] = {}
    found = rows.with_plan().select_related("snapshot").defer("snapshot__content")
    for row in found.order_by("plan__first_year", "number"):
        newest[row.plan_id] = row
    return [_announced(row) for row in reversed(newest.values()) if row.snapshot]


def _announced(revision: Revision) -> Version:
    cycle = revision.plan.cycle
    label = _("แผน {first} - {last} ฉบับประกาศ").format(first=cycle.first, last=cycle.last)
    if revision.number:
        label += " " + _("ปรับปรุงครั้งที่ {number}").format(number=revision.number)
    return Version(
        str(revision.snapshot_id),
        revision,
        (label,),
        revision.snapshot,
        revision.state_changed_at,
        of_another_plan=True,
    )


# Comparing ---------------------------------------------------------------------------------------


def compared(before: Version, after: Version) -> Comparison:
    """What differs between two versions, in the headings of the newer one's edition."""
    editions = (before.revision.plan.edition_id, after.revision.plan.edition_id)
    return compare_contents(
        before.content(),
        after.content(),
        headings=headings(*dict.fromkeys(editions)),
        names=names(),
        origins=_origins(before.revision, after.revision),
    )


def _origins(before: Revision, after: Revision) -> dict[int, int] | None:
    """Where projects come from: an amendment's from the text it amends, a new cycle's from the last one."""
    if before.plan_id != after.plan_id:
        return origins(after)
    return origins_of_amendment(after) if before.number == after.number - 1 else None


def sent_last(revision: Revision, acting: Membership) -> tuple[Version, Version] | None:
    """What was sent last time, and what is there now; None unless the reader has seen another version before.

    For the LAO's people it is what went to the committee, for the board and its followers what was submitted.
    """
    if not revision.is_open or acting.role not in PLAN_READING_ROLES and acting.organization_id:
        return None
    action = "submit" if acting.organization_id is None else "send_to_committee"
    sent = [
        decision.snapshot_id
        for decision in revision.decisions.filter(action=action).exclude(snapshot=None).order_by("-pk")
    ]
    by_key: Mapping[str, Version] = {version.key: version for version in versions(revision, acting)}
    current = NOW if revision.is_editable else str(revision.snapshot_id)
    earlier = next((str(pk) for pk in sent if str(pk) != current), "")
    if current in by_key and earlier in by_key:
        return by_key[earlier], by_key[current]
    return None
