"""Needs down, projects across, a box for each pair: what answers what is seen and changed in one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision, with_revision
from plans.coverage import Coverage, NeedRow, coverage_of
from plans.coverage_rules import Addresses
from plans.edit import Stale
from plans.edit_needs import Tie, save_ties, ties_seen
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Revision
from plans.views.saving import closed_is_409, saved


class Box(NamedTuple):
    """One pair of need and project."""

    name: str  #: of the input, ``project-need``
    project: ProjectFacts
    is_tied: bool


class Line(NamedTuple):
    """A need with its boxes, in the order of the projects."""

    need: NeedRow
    boxes: list[Box]
    mend: str  #: where a project for the need is added; empty for readers

    @property
    def is_hole(self) -> bool:
        """Nothing answers the need."""
        return not any(box.is_tied for box in self.boxes)


@require_safe
@with_revision
def need_matrix(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The table, with boxes for those who draft."""
    facts = PlanFacts(revision)
    found = coverage_of(facts)
    return _page(request, facts, found, _stored(found), ties_seen(revision))


@with_editable_revision
@closed_is_409
@posted_from("plans:need_matrix")
def need_matrix_save(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Tie and untie as the boxes say; 409 with the boxes as they were sent when somebody else was first."""
    facts = PlanFacts(revision)
    found, wanted = coverage_of(facts), _ticked(request.POST)
    needs = {row.pk for row in found.needs if row.pk is not None}

    def save() -> str:
        seen = request.POST.get("version", "")
        count = save_ties(revision=revision, wanted=wanted, needs=needs, seen=seen, by=request.user)
        text = ngettext("บันทึกแล้ว เปลี่ยน {count} โครงการ", "บันทึกแล้ว เปลี่ยน {count} โครงการ", count)
        return saved(request, text.format(count=count), "plans:need_matrix", revision)

    try:
        return carry_out(request, save)
    except Stale:
        return _page(request, facts, found, wanted, ties_seen(revision), status=409)


def _ticked(posted: QueryDict) -> set[Tie]:
    """The pairs whose boxes came back ticked; what is no pair of numbers is nobody's box."""
    return set(_pairs(posted))


def _pairs(posted: QueryDict) -> Iterator[Tie]:
    for name in posted:
        project, dash, need = name.partition("-")
        if dash and project.isdecimal() and need.isdecimal() and len(name) < 40:
            yield int(project), int(need)


def _stored(found: Coverage) -> set[Tie]:
    return {(row.project.pk, need.pk) for need in found.needs if need.pk for row in need.projects}


def _page(
    request: ActingRequest, facts: PlanFacts, found: Coverage, tied: set[Tie], seen: str, status: int = 200
) -> HttpResponse:
    revision = facts.revision
    ways = Addresses(revision, editable=revision.can_be_edited_by(request.acting))
    lines = [Line(need, _boxes(need, facts, tied), ways.add(need=need.pk or "")) for need in found.needs]
    context = {
        "revision": revision,
        "lines": lines,
        "projects": facts.projects,
        "stored": _stored(found),
        "holes": sum(1 for line in lines if line.is_hole),
        "editable": ways.editable,
        "version": seen,
        "stale": status == 409,
        "message": _("มีผู้อื่นแก้ไขการเชื่อมโยงนี้ระหว่างที่ท่านทำ ช่องด้านล่างเป็นตามที่ท่านเลือก กรุณาตรวจแล้วบันทึกอีกครั้ง"),
        "wide_page": True,
    }
    return render(request, "plans/need_matrix.html", context, status=status)


def _boxes(need: NeedRow, facts: PlanFacts, tied: set[Tie]) -> list[Box]:
    answering = {row.project.pk for row in need.projects}
    return [
        Box(
            f"{row.project.pk}-{need.pk}",
            row,
            (row.project.pk, need.pk) in tied if need.pk else row.project.pk in answering,
        )
        for row in facts.projects
    ]
