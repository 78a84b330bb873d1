"""Why each project of the draft is there, how it is measured, what it costs, and what may be spent: invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from approvals.demonstration import files
from approvals.demonstration.people import quietly
from organizations.models import User
from personnel.models import Need
from plans.edit_budget import budgets_seen, save_budgets
from plans.edit_rows import save_project
from plans.models import Project, Revision
from thai.dates import frozen_today

FILE = "thread_sangkhom"
OFFICER = "officer"
SOURCE = "ตัวอย่าง"
COLUMNS = {
    "basis": "basis",
    "basis_text": "basis_text",
    "baseline": "indicator_baseline",
    "unit": "indicator_unit",
    "method": "indicator_method",
    "measurer": "indicator_measurer",
}


def tie_together() -> None:
    """Needs, reasons, measures and calculations of the draft; once, and never over what somebody did."""
    spec = files.read(FILE)
    revision = (
        Revision.objects.with_plan()
        .filter(plan__organization__code=spec["organization"], plan__first_year=spec["first_year"], number=0)
        .first()
    )
    if revision is None or not revision.is_editable or revision.yearbudgets.exists():
        return
    by = User.objects.get(username=OFFICER)
    with quietly(), frozen_today(spec["decided_on"]):
        for row in spec["project"]:
            _explain(revision, row, by)
        _set_ceilings(revision, spec["ceiling"], by)


def _explain(revision: Revision, row: dict[str, Any], by: User) -> None:
    project = revision.projects.filter(name=row["name"]).prefetch_related("years").first()
    if project is None:
        return
    needs = Need.objects.filter(
        organization=revision.organization_id,
        first_year=revision.plan.first_year,
        rank__in=row.get("needs", []),
    )
    values: dict[str, Any] = {column: row[name] for name, column in COLUMNS.items() if name in row}
    save_project(
        revision=revision,
        values=values | {"needs": list(needs)},
        years={year.year: (year.people, year.baht) for year in project.years.all()},
        year_targets=_targets(revision, project, row),
        costs=[_cost(cost) for cost in row.get("cost", [])],
        project=project,
        expected_version=project.version,
        by=by,
    )


def _targets(revision: Revision, project: Project, row: dict[str, Any]) -> dict[int, str]:
    """Of the years in which the project is held."""
    held = {year.year for year in project.years.all() if year.people}
    targets = zip(revision.plan.cycle.years, row.get("targets", ()), strict=False)
    return {int(year): target for year, target in targets if year in held}


def _cost(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: Decimal(row[name]) for name in ("baht", "times", "quantity")}
    return {"label": row["label"], "unit": row["unit"], "source": SOURCE, **numbers}


def _set_ceilings(revision: Revision, rows: list[dict[str, Any]], by: User) -> None:
    save_budgets(
        revision=revision,
        values={row["year"]: (Decimal(row["baht"]), Decimal(row["personnel"])) for row in rows},
        seen=budgets_seen(revision),
        by=by,
    )
