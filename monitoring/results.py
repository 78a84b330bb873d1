"""Results of a fiscal year: which rows there are, what was recorded last, and recording more without losing anybody's words.

A save names the version that each row showed. A row that was not touched is left alone, so that two who record different
projects do not stand in each other's way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from monitoring.models import FollowUpResult, ProjectResult
from monitoring.years import PlanYear
from organizations.models import User
from plans.edit import Stale, fingerprint
from plans.models import MonitoringItem, Plan, Project
from plans.papers.tables import Numbered, numbered
from thai.dates import now

#: Columns that a person fills in.
OF_PROJECT = (
    *("progress", "people", "baht", "held_from", "held_to", "indicator_result", "is_reached"),
    *("outcome", "problems", "suggestions"),
)
OF_ITEM = ("result", "is_reached")
Values = Mapping[str, Any]
_NOTHING: Values = dict.fromkeys(("people", "baht", "held_from", "held_to", "is_reached"))


@dataclass(frozen=True)
class Typed:
    """What was typed into a row, and the version that the row showed."""

    values: Values
    seen: int


def _says(result: Any, values: Values) -> bool:
    """The result is what was typed; no result says nothing."""
    return all(
        (getattr(result, name) if result else _NOTHING.get(name, "")) == value
        for name, value in values.items()
    )


@dataclass(frozen=True)
class Recordable:
    """A row with every version of what was recorded of it."""

    versions: Mapping[int, Any] = field(default_factory=dict, kw_only=True)

    @property
    def version(self) -> int:
        """The last version; 0 before the first."""
        return max(self.versions, default=0)

    @property
    def result(self) -> Any:
        """What was recorded last; None before anything was."""
        return self.versions.get(self.version)

    def is_touched(self, typed: Typed) -> bool:
        """Something else was typed than the row showed and than is recorded now."""
        shown = self.versions.get(typed.seen)
        return not (_says(shown, typed.values) or _says(self.result, typed.values))

    def is_stale(self, typed: Typed) -> bool:
        """It was touched, and somebody else recorded it since it was shown."""
        return self.version != typed.seen and self.is_touched(typed)


@dataclass(frozen=True)
class ProjectRow(Recordable):
    """A project in one fiscal year: what the plan says of it, and what came of it."""

    origin: int  #: key of its row in the text that brought it in
    project: Project
    number: str  #: in the plan; empty for one that an amendment took out
    name: str
    people: int
    baht: Decimal
    indicator_target: str

    @property
    def key(self) -> str:
        """Names the row in a form."""
        return f"p{self.origin}"

    @property
    def is_planned(self) -> bool:
        """The plan has people or money for it in this year."""
        return bool(self.people or self.baht)

    @property
    def is_reported(self) -> bool:
        """Something was said of it."""
        return bool(self.result and self.result.progress)

    @property
    def asks_indicator(self) -> bool:
        """What its indicator came to is asked, or was said when the plan still had one."""
        said = self.result and (self.result.indicator_result or self.result.is_reached is not None)
        return bool(self.project.indicator or said)


@dataclass(frozen=True)
class ItemRow(Recordable):
    """One thing that the plan follows up, and what was found."""

    item: MonitoringItem
    is_gone: bool = False  #: something was found of it before an amendment took it out

    @property
    def key(self) -> str:
        """Names the row in a form: by its words, which it keeps when others come or go."""
        return f"m{fingerprint([self.item.indicator])}"


@dataclass(frozen=True)
class YearResults:
    """Every row of a year: projects held in it, others, and what is followed up."""

    planned: list[ProjectRow]
    others: list[ProjectRow]
    items: list[ItemRow]

    @property
    def projects(self) -> list[ProjectRow]:
        """Planned ones first."""
        return [*self.planned, *self.others]

    @property
    def to_report(self) -> list[ProjectRow]:
        """What a report tells of: what was planned, and what was held beside the plan."""
        return [*self.planned, *(row for row in self.others if row.is_reported)]

    @property
    def reported(self) -> int:
        """How many of the planned projects something was said of."""
        return sum(row.is_reported for row in self.planned)


# Reading ---------------------------------------------------------------------------------------


def results_of(of: PlanYear) -> YearResults:
    """What the plan says and what was recorded, in a constant number of queries."""
    origins = _origins(of.plan)
    found = _by_version(
        ProjectResult.objects.filter(project__revision__plan=of.plan, year=of.year).select_related("project"),
        "project_id",
    )
    rows = [_row(of, item, origins[item.facts.project.pk], found) for item in numbered(of.facts)]
    known = {row.origin for row in rows}
    gone = [_gone(versions) for origin, versions in found.items() if origin not in known]
    return YearResults(
        planned=[row for row in rows if row.is_planned],
        others=[*(row for row in rows if not row.is_planned), *(row for row in gone if row.is_reported)],
        items=_items(of),
    )


def _row(of: PlanYear, item: Numbered, origin: int, found: Mapping[int, Any]) -> ProjectRow:
    project, in_year = item.facts.project, item.facts.years.get(of.year)
    return ProjectRow(
        origin=origin,
        project=project,
        number=item.number,
        name=item.name,
        people=item.facts.people(of.year),
        baht=item.facts.baht(of.year),
        indicator_target=(in_year.indicator_target if in_year else "") or project.indicator_target,
        versions=found.get(origin, {}),
    )


def _gone(versions: Mapping[int, ProjectResult]) -> ProjectRow:
    """A project that was held before an amendment took it out."""
    project = versions[max(versions)].project
    return ProjectRow(
        project.pk, project, "", project.name, 0, Decimal(0), project.indicator_target, versions=versions
    )


def _origins(plan: Plan) -> dict[int, int]:
    """The key of each project of a plan's texts in the text that brought it in."""
    before = dict(Project.objects.filter(revision__plan=plan).values_list("pk", "amends_id"))
    found = {}
    for pk in before:
        origin = pk
        while (earlier := before.get(origin)) is not None:
            origin = earlier
        found[pk] = origin
    return found


def _items(of: PlanYear) -> list[ItemRow]:
    """What is followed up, and what was before an amendment; two rows of the same words are one."""
    found = _by_version(FollowUpResult.objects.filter(plan=of.plan, year=of.year), "indicator")
    items = {item.indicator: item for item in reversed(of.facts.monitoring)}
    rows = [ItemRow(item, versions=found.get(item.indicator, {})) for item in reversed(items.values())]
    gone = [
        ItemRow(MonitoringItem(indicator=words), is_gone=True, versions=versions)
        for words, versions in found.items()
        if words not in items
    ]
    return [*rows, *(row for row in gone if row.result.result or row.result.is_reached is not None)]


def _by_version(rows: Any, name: str) -> dict[Any, dict[int, Any]]:
    """Every version of each."""
    found: dict[Any, dict[int, Any]] = defaultdict(dict)
    for row in rows.select_related("recorded_by").order_by("pk"):
        found[getattr(row, name)][row.version] = row
    return found


# Recording -------------------------------------------------------------------------------------


@transaction.atomic
def record(of: PlanYear, typed: Mapping[str, Typed], *, by: User) -> int:
    """Add a version of each row that was touched, by the key of the row; how many.

    Stale when somebody else recorded a touched row since it was shown; nothing is recorded then.
    """
    Plan.objects.select_for_update(no_key=True).get(pk=of.plan.pk)
    results = results_of(of)
    projects = list(_touched(results.projects, typed))
    items = list(_touched(results.items, typed))
    known = {
        "organization_id": of.plan.organization_id,
        "year": int(of.year),
        "recorded_at": now(),
        "recorded_by": by,
    }
    ProjectResult.objects.bulk_create(
        ProjectResult(project_id=row.origin, version=row.version + 1, **known, **values)
        for row, values in projects
    )
    FollowUpResult.objects.bulk_create(
        FollowUpResult(plan=of.plan, indicator=row.item.indicator, version=row.version + 1, **known, **values)
        for row, values in items
    )
    return len(projects) + len(items)


def _touched(rows: Any, typed: Mapping[str, Typed]) -> Iterator[tuple[Any, Values]]:
    for row in rows:
        mine = typed.get(row.key)
        if mine is None or not row.is_touched(mine):
            continue
        if row.is_stale(mine):
            raise Stale
        yield row, mine.values
