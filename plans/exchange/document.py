"""A revision as a document of the exchange format: what the organization wrote, under stable codes.

It says where a text only follows the edition and what is marked as done, which the snapshot of a decision does not;
it leaves out what the snapshot computes from the staff list and the assessments, which never leave the organization.
Proposals that nobody confirmed, comments and individual plans are not part of a plan and stay behind too.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from courses.models import Course
from personnel.models import Need
from plans.exchange.schema import FORMAT, VERSION
from plans.facts import PlanFacts, ProjectFacts
from plans.freeze import sha256_of
from plans.models import OutlineSection, Project, Revision

Document = dict[str, Any]
CATALOG_COLUMNS = ("curriculum", "knowledge_area", "provider_kind")
CODE_LISTS = ("methods", "submethods", "groups")
#: Columns of a project that the document keeps as they are.
PLAIN = (
    *("order", "name", "objective", "delivery", "basis", "basis_text", "indicator", "indicator_target"),
    *("indicator_baseline", "indicator_unit", "indicator_method", "indicator_measurer", "is_digital"),
    *("is_example", "hours_total", "hours_lecture", "first_month", "last_month", "uses_budget"),
    *("money_kind", "money_source"),
)
COST = ("label", "baht", "unit", "times", "quantity", "source")
MEMBER = ("order", "seat", "duty", "person_name", "position", "is_acting", "is_official")
ORDER = ("number", "dated_on", "prints_names", "signer_name", "signer_position", "grounds", "duties")
MONITORED = ("order", "indicator", "method", "responsible", "when")
_PLACE_OF_PROJECT = re.compile(r"^project/(p?[0-9]+)(?=/|\Z)")


def document_of(revision: Revision) -> Document:
    """Everything of a revision that the organization wrote."""
    return _document(PlanFacts(revision))


def keys_of(revision: Revision) -> dict[str, int]:
    """The keys that ``document_of`` gives to projects, with the rows they name."""
    rows = revision.projects.filter(is_proposed=False).values_list("pk", flat=True)
    return {f"p{place}": pk for place, pk in enumerate(rows, start=1)}


def state_of(document: Document) -> str:
    """Names a state of a plan, for "unchanged since it was looked at"."""
    return sha256_of(document)


def _document(facts: PlanFacts) -> Document:
    revision = facts.revision
    keys = {row.project.pk: f"p{place}" for place, row in enumerate(facts.projects, start=1)}
    order, past = facts.committee_order, _past_projects(facts)
    return {
        "format": FORMAT,
        "version": VERSION,
        "organization": {"code": facts.organization.code, "name": _plain(facts.organization.full_name)},
        "edition": facts.edition.year,
        "first_year": facts.plan.first_year,
        "number": revision.number,
        "reason": _plain(revision.reason),
        "layout": revision.layout,
        "staffing": {"first_year": revision.staffing_first_year, "last_year": revision.staffing_last_year},
        "texts": [_text(facts, row) for row in facts.outline if row.code in facts.sections],
        "targets": [
            {"group": group, "year": year, "headcount": row.headcount, "people": row.people}
            for (group, year), row in sorted(facts.targets.items())
        ],
        "projects": [_project(row, keys[row.project.pk], facts.years, past) for row in facts.projects],
        "budgets": [_fields(row, "year", "ceiling", "personnel_cost") for row in facts.budgets.values()],
        "committee_order": _fields(order, *ORDER) if order else None,
        "committee": [
            _fields(row, *MEMBER) | {"unit": _plain(row.unit.name) if row.unit else None}
            for row in facts.committee
        ],
        "monitoring": [_fields(row, *MONITORED) for row in facts.monitoring],
        "finding_reasons": _reasons(facts, keys),
    }


def _fields(row: Any, *names: str) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    """A value as JSON has it: texts in NFC, amounts as text with two decimals, days as ISO 8601."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, datetime.date) else value


def _text(facts: PlanFacts, outline: OutlineSection) -> Document:
    """A text that followed what another system does not have is written out.

    That is a wording of the edition which is no longer in force, and what the province says there.
    """
    section, text = facts.sections[outline.code], facts.text(outline)
    follows = section.follows_edition and text == facts.centre_text(outline)
    return {
        "code": outline.code,
        "follows_edition": follows,
        "text": "" if follows else _plain(text),
        "is_done": section.is_done,
    }


def _project(
    row: ProjectFacts, key: str, years: Iterable[int], past: Mapping[int | None, Project]
) -> Document:
    project = row.project
    return {
        "key": key,
        **_fields(project, *PLAIN),
        **{name: entry.code if (entry := getattr(project, name)) else None for name in CATALOG_COLUMNS},
        **{name: _codes(getattr(project, name).all()) for name in CODE_LISTS},
        "unit": _plain(project.unit.name) if project.unit else None,
        "needs": needs_of(row.needs),
        "course": course_key(project.course),
        "continued_from": past_key(past.get(project.continued_from_id)),
        "years": [
            {
                "year": year,
                "people": row.people(year),
                "baht": _plain(row.baht(year)),
                "indicator_target": _plain(row.years[year].indicator_target) if year in row.years else "",
            }
            for year in years
        ],
        "costs": [_fields(cost, *COST) for cost in row.costs],
    }


def _codes(entries: Iterable[Any]) -> list[str]:
    return sorted(entry.code for entry in entries)


def needs_of(needs: Iterable[Need]) -> list[dict[str, str]]:
    """Needs without their evidence, which may tell what somebody was assessed at; each once, in one order."""
    rows = {(need.source, _plain(need.title), need.item_kind, need.item_code) for need in needs}
    return [
        dict(zip(("source", "title", "item_kind", "item_code"), row, strict=True)) for row in sorted(rows)
    ]


def course_key(course: Course | None) -> Document | None:
    """A course of the library as documents name it."""
    return {"is_national": course.organization_id is None, "code": course.code} if course else None


def _past_projects(facts: PlanFacts) -> dict[int | None, Project]:
    """The projects of earlier plans that projects of this one continue."""
    named = (row.project.continued_from_id for row in facts.projects)
    wanted = {pk for pk in named if pk is not None}
    rows = Project.objects.filter(pk__in=wanted).select_related("revision__plan") if wanted else ()
    return {row.pk: row for row in rows}


def past_key(project: Project | None) -> Document | None:
    """A project of an earlier plan as documents name it."""
    if project is None:
        return None
    revision = project.revision
    return {
        "first_year": revision.plan.first_year,
        "number": revision.number,
        "order": project.order,
        "name": _plain(project.name),
    }


# Reasons: their places name rows ------------------------------------------------------------------


def _reasons(facts: PlanFacts, keys: Mapping[int, str]) -> list[Document]:
    """Reasons about projects that are still in the plan, and about everything else."""
    found = []
    for row in facts.revision.findingreasons.all():
        if (place := named_place(row.place, {str(pk): key for pk, key in keys.items()})) is not None:
            found.append(_fields(row, "finding", "reason") | {"place": place})
    return sorted(found, key=lambda row: (row["finding"], row["place"]))


def named_place(place: str, names: Mapping[str, str]) -> str | None:
    """A place with its project under another name; None when that project has none."""
    if not (found := _PLACE_OF_PROJECT.match(place)):
        return place
    name = names.get(found[1])
    return None if name is None else f"project/{name}{place[found.end() :]}"
