"""Marks on the pages of an amendment: what of the text in force is unchanged, changed, new or gone. Nothing on others."""

from __future__ import annotations

from typing import Any

from django import template

from plans.amendment.differences import Amendment, amendment_of
from plans.comparison import Change, RowChange
from plans.models import Revision

register = template.Library()


@register.simple_tag
def amendment_marks(revision: Revision) -> Amendment | None:
    """The amendment, to ask for the marks of its rows; None for an original."""
    return amendment_of(revision)


@register.filter
def change_of_project(amendment: Amendment, pk: int) -> RowChange | None:
    """What became of a project."""
    return amendment.changes_of_projects.get(pk)


@register.filter
def removed_projects(amendment: Amendment) -> list[str]:
    """Names of projects that the amendment takes out."""
    rows = (row for row in amendment.differences if row.table == "projects")
    return [row.title for row in rows if row.change == Change.REMOVED]


@register.inclusion_tag("plans/_amended.html")
def text_mark(revision: Revision, code: str) -> dict[str, Any]:
    """What became of the text of a heading, with the way to the change."""
    amendment = amendment_of(revision)
    change = amendment.change_of_text(code) if amendment else None
    return {"revision": revision, "change": change, "key": f"text-{code}"}


@register.inclusion_tag("plans/_amended.html")
def project_mark(revision: Revision, pk: int) -> dict[str, Any]:
    """What became of a project, with the way to the change."""
    amendment = amendment_of(revision)
    found = amendment.changes_of_projects.get(pk) if amendment else None
    key = ""
    if amendment and found and found.change != Change.SAME:
        place = [facts.project.pk for facts in amendment.facts.projects].index(pk)
        key = next(
            row.key for row in amendment.differences if row.table == "projects" and row.new_place == place
        )
    return {
        "revision": revision,
        "change": found.change if found else None,
        "is_moved": found.is_moved if found else False,
        "key": key,
    }
