"""What came of the demonstration's announced plan: invented, once, and never beside what somebody recorded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from monitoring.models import FollowUpResult, ProjectResult
from monitoring.results import OF_PROJECT, Typed, YearResults, record, results_of
from monitoring.years import plan_year
from organizations.models import User
from plans.models import Plan
from thai.dates import frozen_today
from thai.fiscal import FiscalYear

DATA = Path(__file__).parent / "data" / "demonstration.toml"
#: Names in the file of columns that have other names.
COLUMNS = {"from": "held_from", "to": "held_to", "found": "indicator_result", "reached": "is_reached"}
NOTHING: dict[str, Any] = {name: None for name in ("people", "baht", "held_from", "held_to", "is_reached")}


def record_results() -> None:
    """The results of the file, for a plan of which nothing was recorded yet."""
    spec = tomllib.loads(DATA.read_text("utf-8"))
    plan = Plan.objects.filter(organization__code=spec["organization"], first_year=spec["first_year"]).first()
    if plan is None or _is_recorded(plan):
        return
    by = User.objects.filter(username=spec["by"]).first()
    if by is None:
        return
    for rows in spec["year"]:
        of = plan_year(plan, FiscalYear(rows["year"]))
        if of is None:
            return
        with frozen_today(rows["recorded_on"]):
            record(of, dict(_typed(results_of(of), rows)), by=by)


def _is_recorded(plan: Plan) -> bool:
    project = ProjectResult.objects.filter(project__revision__plan=plan)
    return project.exists() or FollowUpResult.objects.filter(plan=plan).exists()


def _typed(results: YearResults, rows: dict[str, Any]) -> Iterator[tuple[str, Typed]]:
    for said in rows["result"]:
        if row := _beginning(said["name"], ((row.name, row) for row in results.projects)):
            yield row.key, Typed(_values(said), 0)
    for said in rows["followed"]:
        if item := _beginning(said["words"], ((row.item.indicator, row) for row in results.items)):
            yield item.key, Typed({"result": said["found"], "is_reached": said["reached"]}, 0)


def _beginning(words: str, named: Iterable[tuple[str, Any]]) -> Any:
    """The one whose name begins with some words; None where somebody has worded it otherwise."""
    return next((row for name, row in named if name.startswith(words)), None)


def _values(said: dict[str, Any]) -> dict[str, Any]:
    known = {COLUMNS.get(name, name): value for name, value in said.items() if name != "name"}
    if "baht" in known:
        known["baht"] = Decimal(known["baht"])
    return {name: known.get(name, NOTHING.get(name, "")) for name in OF_PROJECT} | {
        "progress": known.get("progress", "done")
    }
