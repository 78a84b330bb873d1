"""Change the typed rows of a plan: targets, projects, committee, monitoring, reasons.

Sets of rows without a version of their own are guarded by the fingerprint of what the form showed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from organizations.models import User
from plans.create import committee_of_departments
from plans.edit import RevisionClosed, Stale, claim, fingerprint
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    FindingReason,
    MonitoringItem,
    Project,
    ProjectCost,
    ProjectYear,
    Revision,
    Target,
)

MANY_TO_MANY = ("methods", "submethods", "groups", "needs")

# Targets --------------------------------------------------------------------------------------


def targets_seen(revision: Revision) -> str:
    """Fingerprint of the targets as stored."""
    return fingerprint(
        revision.targets.order_by("group", "year").values_list("group", "year", "headcount", "people")
    )


@transaction.atomic
def save_targets(
    *, revision: Revision, values: Mapping[tuple[str, int], tuple[int, int]], seen: str, by: User
) -> None:
    """Headcount and people by (group code, fiscal year B.E.); Stale when somebody else was first."""
    claim(revision, by)
    if targets_seen(revision) != seen:
        raise Stale
    rows = list(revision.targets.select_related("group"))
    for row in rows:
        row.headcount, row.people = values.get((row.group.code, row.year), (row.headcount, row.people))
    Target.objects.bulk_update(rows, ["headcount", "people"])


# Projects -------------------------------------------------------------------------------------


def next_place(revision: Revision) -> int:
    """The place after the last project: a proposal takes no number until somebody confirms it."""
    return (revision.projects.filter(is_proposed=False).aggregate(last=Max("order"))["last"] or 0) + 1


@transaction.atomic
def save_project(
    *,
    revision: Revision,
    values: Mapping[str, Any],
    years: Mapping[int, tuple[int, Decimal]],
    by: User,
    project: Project | None = None,
    expected_version: int = 0,
    year_targets: Mapping[int, str] | None = None,
    costs: Sequence[Mapping[str, Any]] | None = None,
) -> Project:
    """A new project, or a change of one; ``years`` gives people and baht by fiscal year (B.E.).

    ``year_targets`` gives the indicator's target by year, ``costs`` the columns of the lines behind the amounts;
    None leaves what is stored. Stale when ``expected_version`` of an existing project is not the stored one.
    """
    claim(revision, by)
    columns = {name: value for name, value in values.items() if name not in MANY_TO_MANY}
    if project is None:
        columns = {"order": next_place(revision)} | columns
        project = Project.objects.create(
            revision=revision, organization_id=revision.organization_id, **columns
        )
    else:
        if project.is_proposed and columns.get("is_proposed") is False:
            columns["order"] = next_place(revision)
        rows = revision.projects.filter(pk=project.pk, version=expected_version)
        if not rows.update(version=F("version") + 1, **columns):
            raise Stale
    for name in MANY_TO_MANY:
        if name in values:
            getattr(project, name).set(values[name])
    _save_years(project, years, year_targets)
    if costs is not None:
        project.costs.all().delete()
        ProjectCost.objects.bulk_create(
            ProjectCost(project=project, order=order, organization_id=revision.organization_id, **line)
            for order, line in enumerate(costs, start=1)
        )
    return project


def _save_years(
    project: Project, years: Mapping[int, tuple[int, Decimal]], targets: Mapping[int, str] | None
) -> None:
    for year, (people, baht) in years.items():
        row: dict[str, Any] = {"people": people, "baht": baht, "organization_id": project.organization_id}
        if targets is not None:
            row["indicator_target"] = targets.get(year, "")
        ProjectYear.objects.update_or_create(project=project, year=year, defaults=row)


@transaction.atomic
def delete_project(*, project: Project, by: User) -> None:
    """Take a project out of the plan; those after it move up, so that the plan counts 1, 2, 3, ..."""
    claim(project.revision, by)
    project.delete()
    close_gaps(project.revision)


def close_gaps(revision: Revision) -> None:
    """Number the projects 1, 2, 3, ... in the order they stand in, after some were taken out."""
    _number(list(revision.projects.filter(is_proposed=False)))


@transaction.atomic
def reorder_projects(*, revision: Revision, places: Mapping[int, int], by: User) -> None:
    """Number the projects 1, 2, 3, ... by the places typed; a tie keeps the order there was."""
    claim(revision, by)
    rows = list(revision.projects.filter(is_proposed=False))
    rows.sort(key=lambda row: places.get(row.pk, row.order))
    _number(rows)


def _number(rows: Sequence[Project]) -> None:
    for order, row in enumerate(rows, start=1):
        row.order = order
    Project.objects.bulk_update(rows, ["order"])


# Committee ------------------------------------------------------------------------------------


class OrderGiven(RevisionClosed):
    """The committee stands by an order that was given; what the plan says of it follows that order."""


def order_is_given(revision: Revision) -> bool:
    """True once the order that appoints the committee was issued, or kept as one given on paper."""
    given = Revision.objects.filter(
        plan=revision.plan_id, appointment_orders__seq=0, appointment_orders__issued_at__isnull=False
    )
    return given.exists()


@transaction.atomic
def save_committee(
    *,
    revision: Revision,
    values: Mapping[str, Any],
    members: Sequence[Mapping[str, Any]],
    expected_version: int,
    by: User,
    add_departments: bool = False,
) -> CommitteeOrder:
    """The order that appoints the committee, with its members in the order given.

    ``add_departments`` adds the seats that today's departments ask for and the list lacks. OrderGiven once the
    order stands: a further order changes the committee from then on.
    """
    claim(revision, by)
    if order_is_given(revision):
        raise OrderGiven
    order, _created = CommitteeOrder.objects.get_or_create(
        revision=revision, defaults={"organization_id": revision.organization_id}
    )
    rows = CommitteeOrder.objects.filter(pk=order.pk, version=expected_version)
    if not rows.update(version=F("version") + 1, **values):
        raise Stale
    kept = [
        CommitteeMember(revision=revision, organization_id=revision.organization_id, **row) for row in members
    ]
    if add_departments:
        kept += missing_seats(revision, kept)
    for place, member in enumerate(kept, start=1):
        member.order = place
    revision.committeemembers.all().delete()
    CommitteeMember.objects.bulk_create(kept)
    return order


def missing_seats(revision: Revision, present: Sequence[CommitteeMember]) -> list[CommitteeMember]:
    """Seats of today's departments that the list lacks; a chair and a secretary are never doubled."""
    seats = {(member.seat, member.unit_id) for member in present}
    single = {member.duty for member in present} & {
        CommitteeMember.Duty.CHAIR,
        CommitteeMember.Duty.SECRETARY,
    }
    return [
        member
        for member in committee_of_departments(revision)
        if (member.seat, member.unit_id) not in seats and member.duty not in single
    ]


# Monitoring -----------------------------------------------------------------------------------


def monitoring_seen(revision: Revision) -> str:
    """Fingerprint of the monitoring rows as stored."""
    return fingerprint(
        revision.monitoringitems.values_list("order", "indicator", "method", "responsible", "when")
    )


@transaction.atomic
def save_monitoring(*, revision: Revision, rows: Sequence[Mapping[str, Any]], seen: str, by: User) -> None:
    """What is followed up, in the order given; Stale when somebody else was first."""
    claim(revision, by)
    if monitoring_seen(revision) != seen:
        raise Stale
    revision.monitoringitems.all().delete()
    MonitoringItem.objects.bulk_create(
        MonitoringItem(revision=revision, organization_id=revision.organization_id, **{**row, "order": order})
        for order, row in enumerate(rows, start=1)
    )


# Reasons --------------------------------------------------------------------------------------


@transaction.atomic
def write_reason(*, revision: Revision, finding: str, place: str, reason: str, by: User) -> FindingReason:
    """The officer's reason why a finding to be looked at may stay; it closes that finding."""
    claim(revision, by)
    return FindingReason.objects.update_or_create(
        revision=revision,
        finding=finding,
        place=place,
        defaults={"organization_id": revision.organization_id, "reason": reason, "written_by": by},
    )[0]
