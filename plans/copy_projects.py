"""Add projects to a plan that are written elsewhere: in the library, in this plan, in the plan of the last cycle.

Many are stored in as many queries as one. Catalog entries, departments and needs that the new plan cannot name
are left out, and the checks ask for them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from competencies.catalog import CatalogEntry
from courses.figures import taught_hours, times_of
from courses.models import Course, CourseCost
from organizations.models import User
from personnel.models import Need, PersonnelGroup, Unit
from plans.edit import claim
from plans.edit_rows import next_place
from plans.models import Project, ProjectCost, ProjectYear, Revision
from plans.models.content import PEOPLE_LIMIT

NAME_LIMIT = Project._meta.get_field("name").max_length or 0
COPY = " (สำเนา)"  #: part of the plan, which is Thai whatever the language of the screen
MANY = ("methods", "submethods", "groups", "needs")
#: Columns that a copy takes over as they are; catalog entries and the department are looked at one by one.
PLAIN = (
    *("name", "objective", "delivery", "indicator", "indicator_target", "indicator_baseline"),
    *("indicator_unit", "indicator_method", "indicator_measurer", "basis", "basis_text", "course_id"),
    *("is_digital", "hours_total", "hours_lecture", "first_month", "last_month", "uses_budget"),
    *("money_kind", "money_source", "is_example"),
)
CATALOG_COLUMNS = ("curriculum", "knowledge_area", "provider_kind")


@dataclass(frozen=True)
class Draft:
    """A project that is not stored yet; ``years`` and ``costs`` hold the columns of their rows."""

    columns: dict[str, Any]
    years: dict[int, dict[str, Any]] = field(default_factory=dict)  #: by fiscal year (B.E.)
    many: dict[str, list[Any]] = field(default_factory=dict)
    costs: list[dict[str, Any]] = field(default_factory=list)


def copyable(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with all that a copy takes over, in a constant number of queries."""
    return projects.select_related("revision__plan", *CATALOG_COLUMNS, "unit", "course").prefetch_related(
        *MANY, "years", "costs"
    )


def copy_course(*, revision: Revision, course: Course, by: User) -> Project:
    """A project made from a course of the library, at the end of the plan."""
    return copy_courses(revision=revision, courses=[course], by=by)[0]


def copy_project(
    *, revision: Revision, project: Project, by: User, years_shift: int = 0, name: str = ""
) -> Project:
    """A copy of one project; see ``copy_projects``. ``name`` replaces its name."""
    return copy_projects(
        revision=revision, projects=[project], by=by, years_shift=years_shift, names={project.pk: name}
    )[0]


@transaction.atomic
def copy_courses(*, revision: Revision, courses: Sequence[Course], by: User) -> list[Project]:
    """Projects made from courses of the library; people and months are still the officer's to say."""
    claim(revision, by)
    year = revision.plan.edition.year
    codes = {code for course in courses for code in course.group_codes}
    groups = {group.code: group for group in PersonnelGroup.objects.for_edition(year).filter(code__in=codes)}
    return add_projects(revision, [draft_of_course(course, groups, year) for course in courses])


@transaction.atomic
def copy_projects(
    *,
    revision: Revision,
    projects: Sequence[Project],
    by: User,
    years_shift: int = 0,
    names: dict[int, str] | None = None,
) -> list[Project]:
    """Copies of projects of this plan or of another plan of the same LAO, at the end of the plan.

    ``years_shift`` is added to the fiscal years of people and baht (3 from one cycle to the next); what then
    falls outside the cycle stays behind. The copy of a project of another plan continues it.
    """
    claim(revision, by)
    names = names or {}
    drafts = [_of_project(revision, project, years_shift) for project in projects]
    for project, draft in zip(projects, drafts, strict=True):
        draft.columns["name"] = names.get(project.pk) or draft.columns["name"]
    return add_projects(revision, drafts)


def name_of_copy(project: Project) -> str:
    """A name that tells a copy from the project beside it."""
    return project.name[: NAME_LIMIT - len(COPY)] + COPY


def add_projects(revision: Revision, drafts: Iterable[Draft]) -> list[Project]:
    """Store new projects after those there are; in a transaction that has claimed the revision."""
    drafts = list(drafts)
    owner = {"organization_id": revision.organization_id}
    projects = Project.objects.bulk_create(
        Project(**({"order": order} | draft.columns), revision=revision, **owner)
        for order, draft in enumerate(drafts, start=next_place(revision))
    )
    pairs = list(zip(projects, drafts, strict=True))
    ProjectYear.objects.bulk_create(
        ProjectYear(project=project, year=year, **owner, **draft.years.get(year, {}))
        for project, draft in pairs
        for year in revision.plan.cycle.years
    )
    ProjectCost.objects.bulk_create(
        ProjectCost(project=project, order=order, **owner, **cost)
        for project, draft in pairs
        for order, cost in enumerate(draft.costs, start=1)
    )
    for name in MANY:
        _link(name, pairs)
    return projects


def _link(name: str, pairs: list[tuple[Project, Draft]]) -> None:
    relation = Project._meta.get_field(name)
    through: Any = relation.remote_field.through  # type: ignore[union-attr]
    column = f"{relation.m2m_reverse_field_name()}_id"  # type: ignore[union-attr]
    through.objects.bulk_create(
        through(project_id=project.pk, **{column: entry.pk})
        for project, draft in pairs
        for entry in dict.fromkeys(draft.many.get(name, ()))
    )


# From a course --------------------------------------------------------------------------------


def draft_of_course(course: Course, groups: dict[str, PersonnelGroup], year: int) -> Draft:
    parts = list(course.parts.all())
    costs = [line for cost in course.costs.all() if (line := _cost_of(cost, course, parts))]
    hours = sum(part.hours for part in parts)
    columns: dict[str, Any] = {
        name: getattr(course, name)
        for name in ("name", "objective", "indicator", "indicator_target", "is_digital", "is_example")
    }
    columns |= _catalog_columns(course, year)
    columns |= {
        "course_id": course.pk,
        "hours_total": hours or None,
        "hours_lecture": sum(part.lecture_hours for part in parts) if hours else None,
        "delivery": _delivery_of(course),
    }
    many = {
        "methods": _in_force((part.method for part in parts), year),
        "submethods": _in_force((part.submethod for part in parts), year),
        "groups": [groups[code] for code in course.group_codes if code in groups],
    }
    return Draft(columns=columns, many=many, costs=costs)


def _delivery_of(course: Course) -> str:
    """What the LAO holds, alone or with others, it carries out itself (section 12, end)."""
    if course.provider_kind is None:
        return ""
    in_house = course.provider_kind.details.get("in_house")
    return Project.Delivery.OWN if in_house else Project.Delivery.SENT


def _cost_of(cost: CourseCost, course: Course, parts: Sequence[Any]) -> dict[str, Any] | None:
    """A line of the calculation; None for nights of a course of one day."""
    taught = taught_hours((part.method.code, part.hours) for part in parts)
    times = times_of(cost.rate.unit, course.days, taught)
    if not times:
        return None
    return {
        "label": cost.rate.name,
        "baht": cost.rate.baht,
        "unit": cost.rate.unit,
        "times": times,
        "quantity": cost.quantity,
        "source": cost.rate.source,
    }


# From a project -------------------------------------------------------------------------------


def _of_project(revision: Revision, project: Project, years_shift: int) -> Draft:
    year = revision.plan.edition.year
    columns = {name: getattr(project, name) for name in PLAIN} | _catalog_columns(project, year)
    columns["unit"] = project.unit if _is_open(project.unit) else None
    if project.revision.plan_id != revision.plan_id:
        columns["continued_from"] = project
    return Draft(
        columns=columns,
        years=_years_of(project, years_shift),
        many={
            "methods": _in_force(project.methods.all(), year),
            "submethods": _in_force(project.submethods.all(), year),
            "groups": _in_force(project.groups.all(), year),
            "needs": _needs_of(project, revision),
        },
        costs=[
            {name: getattr(cost, name) for name in ("label", "baht", "unit", "times", "quantity", "source")}
            for cost in project.costs.all()
        ],
    )


def _years_of(project: Project, years_shift: int) -> dict[int, dict[str, Any]]:
    return {
        row.year + years_shift: {
            "people": min(row.people, PEOPLE_LIMIT),
            "baht": row.baht,
            "indicator_target": row.indicator_target,
        }
        for row in project.years.all()
    }


def _needs_of(project: Project, revision: Revision) -> list[Need]:
    """Needs belong to a cycle: those of another one are not carried over."""
    return [need for need in project.needs.all() if need.first_year == revision.plan.first_year]


def _is_open(unit: Unit | None) -> bool:
    return unit is not None and unit.closed_on is None


# Catalogs of the edition ----------------------------------------------------------------------


def _catalog_columns(row: Any, year: int) -> dict[str, Any]:
    return {
        name: entry if entry and _holds(entry, year) else None
        for name in CATALOG_COLUMNS
        for entry in [getattr(row, name)]
    }


def _in_force(entries: Iterable[Any], year: int) -> list[Any]:
    return [entry for entry in entries if entry and _holds(entry, year)]


def _holds(entry: CatalogEntry, year: int) -> bool:
    """As ``for_edition``, for an entry in hand."""
    return entry.first_edition <= year and (entry.retired_edition is None or entry.retired_edition > year)
