"""What the plan reaches and what it leaves out, and the way from needs to projects and their indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from personnel.models import PersonnelGroup
from plans.access import with_revision
from plans.coverage import Coverage, PostRow, coverage_of
from plans.coverage_rules import Addresses, rules_of
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Revision


class Cell(NamedTuple):
    """A cell of a matrix: what it counts, whether that is too little, and where one more is added."""

    name: str
    number: int
    is_hole: bool
    projects: Sequence[ProjectFacts]
    mend: str


@require_safe
@with_revision
def coverage(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Three matrices: post and curriculum, group and area of knowledge, need and project."""
    facts = PlanFacts(revision)
    editable = revision.can_be_edited_by(request.acting)
    found, ways = coverage_of(facts), Addresses(revision, editable=editable)
    context = {
        "revision": revision,
        "coverage": found,
        "rules": rules_of(facts, found, ways),
        "groups_of_posts": list(_posts(facts, found, ways)),
        "areas": list(_areas(found, ways)),
        "needs": [(row, ways.add(need=row.pk or "")) for row in found.needs],
        "editable": editable,
        "wide_page": True,
    }
    return render(request, "plans/coverage.html", context)


@require_safe
@with_revision
def thread(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Needs, the projects that answer them and their indicators; what hangs loose on either side comes first."""
    facts = PlanFacts(revision)
    editable = revision.can_be_edited_by(request.acting)
    found, ways = coverage_of(facts), Addresses(revision, editable=editable)
    loose = {row.project.pk for row in found.loose_projects}
    answering = {row.project.pk for need in found.needs for row in need.projects}
    context = {
        "revision": revision,
        "coverage": found,
        "unanswered": [(row, ways.add(need=row.pk or "")) for row in found.unanswered],
        "answered": [row for row in found.needs if row.projects],
        "other_reasons": [
            row for row in facts.projects if row.project.pk not in loose and row.project.pk not in answering
        ],
        "years": facts.years,
        "editable": editable,
    }
    return render(request, "plans/thread.html", context)


# The matrices -----------------------------------------------------------------------------------


class PostGroup(NamedTuple):
    """A group with the rows of its posts."""

    name: str
    rows: list[tuple[PostRow, list[Cell]]]


def _posts(facts: PlanFacts, found: Coverage, ways: Addresses) -> Iterable[PostGroup]:
    names: Mapping[str, PersonnelGroup] = {group.code: group for group in facts.groups}
    for code, rows in groupby(found.posts, key=lambda row: row.group):
        name = names[code].name if code in names else _("ยังไม่รู้กลุ่ม")
        yield PostGroup(name, [(row, _post_cells(row, facts, found, ways)) for row in rows])


def _post_cells(row: PostRow, facts: PlanFacts, found: Coverage, ways: Addresses) -> list[Cell]:
    return [
        Cell(
            entry.name,
            row.cells[entry.code],
            row.cells[entry.code] < row.posts
            if _is_asked(facts, entry.code, row.group)
            else bool(row.missing),
            (),
            ways.add(curriculum=entry.code, group=row.group),
        )
        for entry in found.curricula
    ]


def _is_asked(facts: PlanFacts, curriculum: str, group: str) -> bool:
    """Ethics are for everybody, administration for those who direct and administer; the rest is the LAO's choice."""
    rule = facts.edition.rule
    executive = rule("executive_curriculum") == curriculum and group in rule("executive_course_groups")
    return executive or rule("ethics_curriculum") == curriculum


def _areas(found: Coverage, ways: Addresses) -> Iterable[tuple[PersonnelGroup, int, list[Cell]]]:
    for row in found.groups:
        cells = [
            Cell(
                area.name,
                len(row.cells[area.code]),
                area.code in row.holes,
                row.cells[area.code],
                ways.add(area=area.code, group=row.group.code),
            )
            for area in found.areas
        ]
        yield row.group, row.people, cells
