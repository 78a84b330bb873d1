"""The whole content of one revision in another: an amendment begins as the text in force, to the letter.

Rows are copied column by column, so that a column added later is copied, too; a new table of a revision has to be
named here, or its test fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from plans.facts import PlanFacts
from plans.models import (
    CarriedProject,
    ChangeReason,
    CheckReport,
    Comment,
    CommitteeMember,
    CommitteeOrder,
    DeclinedProposal,
    FindingReason,
    KeptVersion,
    MonitoringItem,
    OldPlan,
    Project,
    ProjectCost,
    ProjectYear,
    Revision,
    Section,
    SuggestedEdit,
    Target,
    YearBudget,
)
from plans.models.content import RevisionRow

#: Tables whose rows stand for themselves.
ROWS: tuple[type[RevisionRow], ...] = (
    Target,
    CommitteeOrder,
    CommitteeMember,
    MonitoringItem,
    YearBudget,
    DeclinedProposal,
)
#: Tables of a revision that belong to its making, not to its text; reasons of changes begin anew.
LEFT: tuple[type[RevisionRow], ...] = (
    CarriedProject,
    ChangeReason,
    CheckReport,
    Comment,
    KeptVersion,
    OldPlan,
    SuggestedEdit,
)
PROJECT_ROWS: tuple[Any, ...] = (ProjectYear, ProjectCost)
PROJECT_LINKS = ("methods", "submethods", "groups", "needs")
#: Columns of a revision itself that are content.
OWN_COLUMNS = ("layout", "staffing_first_year", "staffing_last_year")


def columns_of(row: models.Model, *left_out: str) -> dict[str, Any]:
    """Values of a row to make its like from; the key stays behind."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in left_out
    }


def fill_from(source: Revision, target: Revision) -> None:
    """Make ``target``, which has no rows, what the closed revision ``source`` is; in a transaction that may write."""
    Revision.objects.filter(pk=target.pk).update(**{name: getattr(source, name) for name in OWN_COLUMNS})
    for name in OWN_COLUMNS:
        setattr(target, name, getattr(source, name))
    Section.objects.bulk_create(_sections(source, target))
    for model in ROWS:
        rows = model._default_manager.filter(revision=source)
        model._default_manager.bulk_create(
            model(**{**columns_of(row, "revision"), "revision_id": target.pk}) for row in rows
        )
    projects = list(source.projects.filter(is_proposed=False))
    copies = copy_projects(projects, target)
    _finding_reasons(source, target, {old.pk: new.pk for old, new in copies})


def empty(revision: Revision) -> None:
    """Take every row of the content away; comments and kept versions stay."""
    tables: tuple[type[RevisionRow], ...] = (Section, Project, FindingReason, ChangeReason, *ROWS)
    for model in tables:
        model._default_manager.filter(revision=revision).delete()


def copy_projects(projects: Iterable[Project], target: Revision) -> list[tuple[Project, Project]]:
    """Each project with its like in ``target``, which knows what it amends."""
    projects = list(projects)
    copies = Project.objects.bulk_create(
        Project(**{**columns_of(row, "revision", "amends"), "revision_id": target.pk, "amends_id": row.pk})
        for row in projects
    )
    pairs = list(zip(projects, copies, strict=True))
    copy_parts(pairs)
    return pairs


def copy_parts(pairs: list[tuple[Project, Project]]) -> None:
    """Years, calculations and links of each first project for the second, which has none."""
    new_of = {old.pk: new.pk for old, new in pairs}
    for model in PROJECT_ROWS:
        rows = model._default_manager.filter(project__in=new_of)
        model._default_manager.bulk_create(
            model(**{**columns_of(row, "project"), "project_id": new_of[row.project_id]}) for row in rows
        )
    for name in PROJECT_LINKS:
        through: Any = getattr(Project, name).through
        through.objects.bulk_create(
            through(**{**columns_of(row, "project"), "project_id": new_of[row.project_id]})
            for row in through.objects.filter(project__in=new_of)
        )


def _sections(source: Revision, target: Revision) -> Iterable[Section]:
    """Texts as they are in force: a standard text that the edition words differently by now becomes the plan's own."""
    facts = PlanFacts(source)
    standard = {outline.code: outline for outline in facts.outline}
    for section in source.sections.all():
        values = columns_of(section, "revision", "version", "updated_at", "updated_by")
        frozen = facts.frozen_texts.get(section.code)
        if section.follows_edition and frozen is not None:
            outline = standard.get(section.code)
            if outline is None or facts.standard_text(outline) != frozen:
                values |= {"follows_edition": False, "body": frozen}
        yield Section(**{**values, "revision_id": target.pk})


def _finding_reasons(source: Revision, target: Revision, new_of: dict[int, int]) -> None:
    """Reasons to findings; those at a project go with it."""
    FindingReason.objects.bulk_create(
        FindingReason(
            **{
                **columns_of(row, "revision"),
                "revision_id": target.pk,
                "place": place_after(row.place, new_of),
            }
        )
        for row in source.findingreasons.all()
    )


def place_after(place: str, new_of: dict[int, int]) -> str:
    """The key of a place, with the new key of a project where it names one."""
    view, _slash, rest = place.partition("/")
    key, slash, field = rest.partition("/")
    if view == "project" and key.isdigit() and int(key) in new_of:
        return f"{view}/{new_of[int(key)]}{slash}{field}"
    return place


def section_of(source: Revision, code: str) -> Section | None:
    """A section as ``fill_from`` would copy it, not stored; None where the source has none."""
    return next((row for row in _sections(source, source) if row.code == code), None)
