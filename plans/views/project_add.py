"""Add projects from the library of courses, from the plan of the last cycle, and from this plan itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from courses.models import Course
from courses.search import find
from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.copy_projects import copy_courses, copy_projects, copyable, name_of_copy
from plans.forms.project_add import CourseSearchForm, PickForm
from plans.models import Project, Revision
from plans.rollover.source import last_plan
from plans.views.saving import closed_is_409, saved

Rows = list[Course] | list[Project]


@dataclass
class Source:
    """Where the rows come from, and how the chosen ones are added."""

    key: str
    title: str
    rows: list[Any]
    add: Callable[[list[Any]], list[Project]]
    search: CourseSearchForm | None = None
    taken: set[int] = field(default_factory=set)  #: of the last cycle, what this plan continues already


@with_editable_revision
@closed_is_409
def project_add(request: ActingRequest, revision: Revision) -> HttpResponse:
    """A list of what there is, with a box beside each; what is ticked is added at the end of the plan."""
    source = _SOURCES.get(request.GET.get("from", ""), _library)(request, revision)
    form = PickForm(request.POST if request.method == "POST" else None, offered=[r.pk for r in source.rows])
    if request.method == "POST" and form.is_valid():
        return carry_out(request, lambda: _add(request, revision, source, form))
    context = {"revision": revision, "source": source, "form": form}
    return render(request, "plans/project_add.html", context)


def _add(request: ActingRequest, revision: Revision, source: Source, form: PickForm) -> str:
    chosen = set(form.cleaned_data["pick"])
    added = source.add([row for row in source.rows if row.pk in chosen])
    message = _("เพิ่มแล้ว {n} โครงการ กรอกจำนวนคน งบประมาณ และเดือนในตารางนี้")
    return saved(request, message.format(n=len(added)), "plans:grid", revision)


def _library(request: ActingRequest, revision: Revision) -> Source:
    asked = request.GET if "words" in request.GET else None
    search = CourseSearchForm(asked, edition=revision.plan.edition.year)
    rows = find(revision.plan.organization, **search.found_by())

    def add(courses: list[Any]) -> list[Project]:
        return copy_courses(revision=revision, courses=courses, by=request.user)

    taken = set(revision.projects.exclude(course=None).values_list("course", flat=True))
    return Source("library", _("เพิ่มจากคลังหลักสูตร"), rows, add, search, taken)


def _last(request: ActingRequest, revision: Revision) -> Source:
    past = last_plan(revision)
    rows = list(copyable(past.revision.projects.all())) if past else []

    def add(projects: list[Any]) -> list[Project]:
        shift = past.by if past else 0
        return copy_projects(revision=revision, projects=projects, by=request.user, years_shift=shift)

    continued = revision.projects.exclude(continued_from=None).values_list("continued_from", flat=True)
    taken = {pk for pk in continued if pk is not None}
    return Source("last", _("เพิ่มจากแผนรอบก่อน"), rows, add, taken=taken)


def _here(request: ActingRequest, revision: Revision) -> Source:
    rows = list(copyable(revision.projects.filter(is_proposed=False)))

    def add(projects: list[Any]) -> list[Project]:
        names = {project.pk: name_of_copy(project) for project in projects}
        return copy_projects(revision=revision, projects=projects, by=request.user, names=names)

    return Source("here", _("คัดลอกโครงการในแผนนี้"), rows, add)


_SOURCES: dict[str, Callable[[ActingRequest, Revision], Source]] = {
    "library": _library,
    "last": _last,
    "here": _here,
}
