"""Projects and courses of the plan: the table with its totals, and one project at a time."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.form_rows import ORDER_LIMIT
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.edit_rows import delete_project, reorder_projects, save_project
from plans.facts import PlanFacts
from plans.forms.project import ProjectForm
from plans.forms.project_calculated import calculated
from plans.forms.project_costs import pressed
from plans.forms.project_start import start_values
from plans.models import Project, Revision
from plans.views.saving import closed_is_409, differences, saved, seen_version
from thai.digits import to_arabic


@with_editable_revision
@closed_is_409
def projects(request: ActingRequest, revision: Revision) -> HttpResponse:
    """All projects with people and baht per year; the numbers typed beside them put them in order."""
    if request.method == "POST":
        return carry_out(request, lambda: _reorder(request, revision))
    facts = PlanFacts(revision)
    totals = [(year, facts.people_by_year[year], facts.baht_by_year[year]) for year in facts.years]
    rows = [
        (row, [(year, row.people(year), row.baht(year)) for year in facts.years]) for row in facts.projects
    ]
    people_total = sum(facts.people_by_year.values())
    context = {
        "revision": revision,
        "facts": facts,
        "rows": rows,
        "totals": totals,
        "people_total": people_total,
    }
    return render(request, "plans/projects.html", context)


def _reorder(request: ActingRequest, revision: Revision) -> str:
    places = {}
    for name in request.POST:
        key = name.removeprefix("order-")
        place = to_arabic(request.POST.get(name, "").strip())
        if name != key and key.isdecimal() and place.isdecimal() and len(key) < 20 and len(place) < 6:
            places[int(key)] = min(int(place), ORDER_LIMIT)
    reorder_projects(revision=revision, places=places, by=request.user)
    return saved(request, _("เรียงลำดับโครงการแล้ว"), "plans:projects", revision)


@with_editable_revision
@closed_is_409
def project_create(request: ActingRequest, revision: Revision) -> HttpResponse:
    """A new project."""
    if pressed(request.POST):
        form = calculated(request.POST, revision)
    elif request.method == "POST":
        form = ProjectForm(request.POST, revision=revision)
        if form.is_valid():
            return carry_out(request, lambda: _save(request, revision, form))
    else:
        form = ProjectForm(revision=revision, initial=start_values(revision, request.GET))
    return render(request, "plans/project_form.html", {"revision": revision, "form": form, "version": 0})


@with_editable_revision
@closed_is_409
def project(request: ActingRequest, revision: Revision, project: int) -> HttpResponse:
    """Change a project; a stale save is answered 409 with the stored values beside the typed ones."""
    row = _project(revision, project)
    if request.method != "POST":
        return _form(request, revision, row, ProjectForm(revision=revision, project=row), row.version)
    version = seen_version(request)
    if pressed(request.POST):
        return _form(request, revision, row, calculated(request.POST, revision, row), version)
    form = ProjectForm(request.POST, revision=revision, project=row)
    if not form.is_valid():
        return _form(request, revision, row, form, version)
    try:
        return carry_out(request, lambda: _save(request, revision, form, row, version))
    except Stale as stale:
        row = _project(revision, project)
        others = differences(form, ProjectForm(revision=revision, project=row))
        return _form(request, revision, row, form, row.version, stale=stale, differences=others, status=409)


def _project(revision: Revision, pk: int) -> Project:
    one = ("curriculum", "knowledge_area", "provider_kind", "unit")
    rows = revision.projects.select_related(*one).prefetch_related("years", "costs")
    return get_object_or_404(rows, pk=pk)


def _save(
    request: ActingRequest,
    revision: Revision,
    form: ProjectForm,
    row: Project | None = None,
    version: int = 0,
) -> str:
    kept = save_project(
        revision=revision,
        values=form.project_values()
        | {"is_proposed": False},  # who looked it through and saved it confirms it
        years=form.year_values(),
        year_targets=form.year_targets(),
        costs=form.cost_columns(),
        project=row,
        expected_version=version,
        by=request.user,
    )
    message = _("บันทึกโครงการ “{name}” แล้ว").format(name=form.cleaned_data["name"])
    if "stay" in request.POST:
        return saved(request, message, "plans:project", revision, project=kept.pk)
    return saved(request, message, "plans:projects", revision)


def _form(
    request: ActingRequest,
    revision: Revision,
    row: Project,
    form: ProjectForm,
    version: int,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "revision": revision,
        "project": row,
        "form": form,
        "version": version,
        "page_key": f"project/{row.pk}",
    }
    return render(request, "plans/project_form.html", {**context, **more}, status=status)


@with_editable_revision
@closed_is_409
def project_delete(request: ActingRequest, revision: Revision, project: int) -> HttpResponse:
    """Ask, then take the project out of the plan; a form sent twice is answered as the first time."""
    if request.method != "POST":
        row = _project(revision, project)
        return render(request, "plans/project_delete.html", {"revision": revision, "project": row})

    def delete() -> str:
        row = _project(revision, project)
        delete_project(project=row, by=request.user)
        return saved(request, _("ลบโครงการ “{name}” แล้ว").format(name=row.name), "plans:projects", revision)

    return carry_out(request, delete)
