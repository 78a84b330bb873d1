"""The grid of projects: name, people and baht of three years, and months, a row a project, all saved at once.

A row is changed only by whoever saw it as it is stored. What a row showed is named by its fingerprint, not by the
project's version: a colleague who writes the indicator of a project does not stand in the way of its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import User
from plans.copy_projects import Draft, add_projects
from plans.edit import Stale, claim, fingerprint
from plans.models import Project, ProjectYear, Revision
from thai.text import normalise_line

MOST_NEW_ROWS = 200  #: new projects of one save; a block out of a worksheet has no more
ZERO = Decimal("0.00")
Kind = Literal["name", "people", "baht", "month"]
Values = dict[str, Any]  #: of a row, by the key of the column: text, int, Decimal; a month may be None


@dataclass(frozen=True)
class Column:
    """A column of boxes; ``key`` names them in the form, ``year`` is a fiscal year (B.E.)."""

    key: str
    kind: Kind
    label: str
    year: int | None = None


@dataclass(frozen=True)
class Change:
    """What a row is to hold; ``seen`` is the fingerprint of what it showed, no project means a new one."""

    values: Values
    project: int | None = None
    seen: str = ""


class StaleRows(Stale):
    """Somebody else changed one of the rows first; nothing was changed."""


def columns(years: Sequence[int]) -> list[Column]:
    """The boxes of a row from left to right, in the order of the official tables: people, baht, months."""
    return [
        Column("name", "name", _("โครงการ/หลักสูตร")),
        *(Column(f"p{year}", "people", _("{year} คน").format(year=year), year) for year in years),
        *(Column(f"b{year}", "baht", _("{year} บาท").format(year=year), year) for year in years),
        Column("m1", "month", _("เดือนเริ่ม")),
        Column("m2", "month", _("เดือนสิ้นสุด")),
    ]


def projects_of(revision: Revision) -> list[Project]:
    """The projects in order with what the grid shows, in two queries."""
    rows = (
        revision.projects.filter(is_proposed=False)
        .select_related("curriculum", "unit")
        .prefetch_related("years")
    )
    return list(rows)


def values_of(project: Project, years: Sequence[int]) -> Values:
    """What the boxes of a project hold."""
    stored = {row.year: row for row in project.years.all()}
    values: Values = {"name": normalise_line(project.name)}
    for year in years:
        row = stored.get(year)
        values[f"p{year}"] = row.people if row else 0
        values[f"b{year}"] = row.baht if row else ZERO
    return values | {"m1": project.first_month, "m2": project.last_month}


def seen_of(values: Mapping[str, Any]) -> str:
    """The fingerprint of a row; equal amounts have equal ones, however they are written."""
    plain = {key: f"{value:.2f}" if isinstance(value, Decimal) else value for key, value in values.items()}
    return fingerprint(sorted(plain.items()))


@transaction.atomic
def save_grid(*, revision: Revision, changes: Sequence[Change], by: User) -> tuple[int, int]:
    """Store the rows that were changed and add the new ones, all or none; how many of each.

    StaleRows when one of the rows is no longer as it was shown, or has been taken out of the plan.
    """
    claim(revision, by)
    years = revision.plan.cycle.years
    stored = {project.pk: project for project in projects_of(revision)}
    known = [change for change in changes if change.project is not None]
    for change in known:
        project = stored.get(change.project or 0)
        if project is None or seen_of(values_of(project, years)) != change.seen:
            raise StaleRows
        if not project.uses_budget and any(change.values[f"b{year}"] for year in years):
            raise StaleRows
    _change((stored[change.project or 0], change.values) for change in known)
    _store_years([(stored[change.project or 0], change.values) for change in known], years)
    new = [change.values for change in changes if change.project is None]
    if new:
        add_projects(revision, [_draft(values, years) for values in new])
    return len(known), len(new)


def _change(rows: Iterable[tuple[Project, Values]]) -> None:
    changed = []
    for project, values in rows:
        project.name, project.first_month, project.last_month = values["name"], values["m1"], values["m2"]
        project.version += 1
        changed.append(project)
    Project.objects.bulk_update(changed, ["name", "first_month", "last_month", "version"])


def _store_years(rows: Sequence[tuple[Project, Values]], years: Sequence[int]) -> None:
    ProjectYear.objects.bulk_create(
        [
            ProjectYear(
                project=project,
                organization_id=project.organization_id,
                year=year,
                people=values[f"p{year}"],
                baht=values[f"b{year}"],
            )
            for project, values in rows
            for year in years
        ],
        update_conflicts=True,
        unique_fields=["project", "year"],
        update_fields=["people", "baht"],
    )


def _draft(values: Values, years: Sequence[int]) -> Draft:
    return Draft(
        columns={"name": values["name"], "first_month": values["m1"], "last_month": values["m2"]},
        years={year: {"people": values[f"p{year}"], "baht": values[f"b{year}"]} for year in years},
    )
