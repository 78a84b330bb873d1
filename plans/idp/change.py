"""The only writer of individual plans: drawn up from the gaps, written by the person, agreed by the superior.

Every change names the version it was made from; one made from an older version changes nothing (``Stale``), and one
that comes when the plan has gone on changes nothing either (``Moved``).
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from personnel.gaps import Gap, gaps_of
from personnel.models import Person
from plans.edit import Stale
from plans.idp.people import first_year_of, places
from plans.idp.proposal import Proposer, largest
from plans.models import IndividualPlan, IndividualPlanItem
from thai.dates import now
from thai.fiscal import FiscalYear

log = logging.getLogger(__name__)

State = IndividualPlan.State
MOST_ROWS = 20
WRITTEN = ("order", "topic", "method", "submethod", "first_month", "last_month", "responsible")
LEVELS = ("required", "assessed")


class Moved(Exception):
    """The plan is no longer where this change belongs; nothing was changed."""


class Incomplete(Exception):
    """Something is missing before the superior can agree; ``rows`` are the topics that lack something."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__(", ".join(rows))
        self.rows = rows


# Drawn up from the gaps -----------------------------------------------------------------------


@transaction.atomic
def draw_up(*, person: Person, year: FiscalYear, by: User) -> IndividualPlan:
    """The person's draft with a row for each of the largest gaps; what is written in it stays as it is.

    Rows of a draft take over the levels that are assessed now. Doing it twice changes nothing; Moved when the plan
    is no draft any more.
    """
    plan, created = IndividualPlan.objects.get_or_create(
        person=person, year=int(year), defaults={"organization": person.organization}
    )
    gaps = gaps_of(person.organization, first_year_of(year), [person])
    added = _fill(plan, gaps, Proposer(person.organization, year))
    log.info("individual plan drawn up: %s, %s rows, new %s, by user %s", plan.pk, added, created, by.pk)
    return plan


@transaction.atomic
def draw_up_all(*, organization: Organization, year: FiscalYear, by: User) -> int:
    """Drafts for everybody who lacks something and has no plan; how many were made."""
    gaps: dict[int, list[Gap]] = defaultdict(list)
    for gap in gaps_of(organization, first_year_of(year)):
        gaps[gap.person_id].append(gap)
    without = places(organization, year).exclude(person__individual_plans__year=int(year))
    people = {row.person_id: row.person for row in without}.values()
    plans = [
        IndividualPlan(organization=organization, person=person, year=int(year))
        for person in people
        if largest(gaps[person.pk])
    ]
    # One that its person began at this very moment stays theirs.
    IndividualPlan.objects.bulk_create(plans, ignore_conflicts=True)
    made = {plan.person_id for plan in plans}
    untouched = IndividualPlan.objects.filter(
        organization=organization, year=int(year), state=State.DRAFT, version=1, items=None
    ).select_related("person__supervisor")
    proposer = Proposer(organization, year)
    rows = [row for plan in untouched if plan.person_id in made for row in _new_rows(plan, gaps, proposer)]
    IndividualPlanItem.objects.bulk_create(rows)
    count = len({row.plan_id for row in rows})
    log.info("individual plans drawn up: %s of %s by user %s", count, organization.pk, by.pk)
    return count


def _new_rows(
    plan: IndividualPlan, gaps: Mapping[int, list[Gap]], proposer: Proposer
) -> list[IndividualPlanItem]:
    rows = proposer.rows(plan.person, gaps[plan.person_id])
    for order, row in enumerate(rows, start=1):
        row.plan, row.order = plan, order
    return rows


def _fill(plan: IndividualPlan, gaps: Sequence[Gap], proposer: Proposer) -> int:
    """Rows for gaps that the draft lacks, and new levels for those it has; how many rows were added."""
    if not IndividualPlan.objects.filter(pk=plan.pk, state=State.DRAFT).update(version=F("version")):
        raise Moved
    stored = _stored(plan)
    fresh = _with_new_levels(stored, gaps)
    IndividualPlanItem.objects.bulk_update(fresh, LEVELS)
    present = [(row.item_kind, row.item_code) for row in stored]
    rows = proposer.rows(plan.person, gaps, present)[: max(0, MOST_ROWS - len(stored))]
    last = max((row.order for row in stored), default=0)
    for order, row in enumerate(rows, start=last + 1):
        row.plan, row.order = plan, order
    IndividualPlanItem.objects.bulk_create(rows)
    if rows or fresh:
        IndividualPlan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    return len(rows)


def _with_new_levels(stored: Iterable[IndividualPlanItem], gaps: Iterable[Gap]) -> list[IndividualPlanItem]:
    now_known = {gap.item.key: (gap.required, gap.assessed) for gap in gaps}
    changed = []
    for row in stored:
        levels = now_known.get((row.item_kind, row.item_code))
        if levels and levels != (row.required, row.assessed):
            row.required, row.assessed = levels
            changed.append(row)
    return changed


# Written by the person ------------------------------------------------------------------------


@transaction.atomic
def save_plan(
    *,
    plan: IndividualPlan,
    goal: str,
    rows: Sequence[Mapping[str, Any]],
    expected_version: int,
    by: User,
    propose: bool = False,
) -> None:
    """The goal and all rows of a draft, in order; Stale or Moved when somebody else was first.

    With ``propose`` it goes to the superior at once, or, being Incomplete, is not saved either.

    A row names the stored one it came from (``row``) or is new. A stored row of a catalog keeps its topic and levels;
    a new one whose topic is the name of an assessed item takes that item's levels.
    """
    _swap(plan, expected_version, [State.DRAFT], {"goal": goal})
    stored = {row.pk: row for row in _stored(plan)}
    kept = [stored[row["row"]] for row in rows if row["row"] in stored]
    plan.items.exclude(pk__in=[row.pk for row in kept]).delete()
    names = _assessed_by_name(plan) if len(kept) < len(rows) else {}
    present = {(row.item_kind, row.item_code) for row in kept}
    new: list[IndividualPlanItem] = []
    for order, values in enumerate(rows, start=1):
        item = stored.get(values["row"]) or IndividualPlanItem(plan=plan, organization=plan.organization)
        written = {**values, "order": order, "topic": item.topic if item.item_code else values["topic"]}
        for name in WRITTEN:
            setattr(item, name, written[name])
        if item.pk is None:
            _link(item, names, present)
            new.append(item)
    IndividualPlanItem.objects.bulk_update(kept, WRITTEN)
    IndividualPlanItem.objects.bulk_create(new)
    log.info("individual plan saved: %s by user %s", plan.pk, by.pk)
    if propose:
        move(plan=plan, action="propose", expected_version=expected_version + 1, by=by)


def _assessed_by_name(plan: IndividualPlan) -> dict[str, Gap]:
    found = gaps_of(plan.organization, first_year_of(FiscalYear(plan.year)), [plan.person])
    return {gap.item.name: gap for gap in found}


def _link(item: IndividualPlanItem, names: Mapping[str, Gap], present: set[tuple[str, str]]) -> None:
    gap = names.get(item.topic)
    if gap and gap.item.key not in present:
        present.add(gap.item.key)
        item.item_kind, item.item_code = gap.item.key
        item.required, item.assessed = gap.required, gap.assessed


@transaction.atomic
def note_results(
    *, plan: IndividualPlan, results: Mapping[int, str], expected_version: int, by: User
) -> None:
    """What came of each row (by its key) of a plan that was agreed."""
    _swap(plan, expected_version, [State.AGREED], {})
    rows = _stored(plan)
    for row in rows:
        row.result = results.get(row.pk, row.result)
    IndividualPlanItem.objects.bulk_update(rows, ["result"])
    log.info("individual results noted: %s by user %s", plan.pk, by.pk)


# Agreed by the superior -----------------------------------------------------------------------


@dataclass(frozen=True)
class Move:
    """A step of a plan: from which states to which, and by whom (a question of ``people.Case``)."""

    action: str
    label: Promise
    said: Promise
    sources: tuple[State, ...]
    target: State
    allowed: str
    needs_note: bool = False


MOVES = {
    move.action: move
    for move in (
        Move(
            "propose",
            _("เสนอผู้บังคับบัญชา"),
            _("เสนอผู้บังคับบัญชาแล้ว"),
            (State.DRAFT,),
            State.PROPOSED,
            "may_write",
        ),
        Move("take_back", _("ดึงกลับมาแก้ไข"), _("ดึงกลับมาแก้ไขแล้ว"), (State.PROPOSED,), State.DRAFT, "may_write"),
        Move("agree", _("เห็นชอบ"), _("เห็นชอบแผนแล้ว"), (State.PROPOSED,), State.AGREED, "may_decide"),
        Move(
            "send_back",
            _("ส่งกลับให้แก้ไข"),
            _("ส่งกลับให้แก้ไขแล้ว"),
            (State.PROPOSED, State.AGREED),
            State.DRAFT,
            "may_decide",
            needs_note=True,
        ),
    )
}


def missing(rows: Iterable[IndividualPlanItem]) -> list[str]:
    """Topics that lack a way, a period or somebody responsible."""
    return [row.topic for row in rows if not (row.method_id and row.first_month and row.responsible)]


@transaction.atomic
def move(*, plan: IndividualPlan, action: str, expected_version: int, by: User, note: str = "") -> None:
    """Carry out a step of ``MOVES`` on the version that was seen; Incomplete, Stale and Moved change nothing."""
    step = MOVES[action]
    agreed = step.target == State.AGREED
    change: dict[str, Any] = {
        "state": step.target,
        "agreed_by": by if agreed else None,
        "agreed_at": now() if agreed else None,
        "agreed_with": plan.person.supervisor if agreed else None,
    }
    if step.needs_note or action == "propose":
        change["note"] = note
    _swap(plan, expected_version, step.sources, change)
    if step.target == State.PROPOSED:
        rows = _stored(plan)
        if not rows or missing(rows):
            raise Incomplete(missing(rows))
    log.info("individual plan moved: %s %s by user %s", plan.pk, action, by.pk)


def _stored(plan: IndividualPlan) -> list[IndividualPlanItem]:
    """The rows as they are now, whatever was read before."""
    return list(IndividualPlanItem.objects.filter(plan=plan))


def _swap(
    plan: IndividualPlan, expected_version: int, sources: Iterable[State], change: Mapping[str, Any]
) -> None:
    """Compare and swap on version and state; this also holds the plan until the transaction ends."""
    here = IndividualPlan.objects.filter(pk=plan.pk, state__in=sources)
    if here.filter(version=expected_version).update(version=F("version") + 1, **change) == 1:
        return
    raise Stale if here.exists() else Moved
