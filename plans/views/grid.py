"""The grid of projects: one form, one save, and the same reading of the boxes while they are being filled in."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.models import Curriculum
from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.forms.grid import GridForm, Row
from plans.grid import StaleRows, projects_of, save_grid
from plans.grid_totals import totals_of
from plans.models import Revision
from plans.views.saving import closed_is_409, saved


@with_editable_revision
@closed_is_409
def grid(request: ActingRequest, revision: Revision) -> HttpResponse:
    """All projects in one table; nothing is saved while a box is wrong or a row was changed by somebody else."""
    if request.method != "POST":
        return _page(request, revision, _form(revision))
    form = _form(revision, request.POST)
    if form.is_valid() and not form.stale_rows:
        try:
            return carry_out(request, lambda: _save(request, revision, form))
        except StaleRows:
            form = _form(revision, request.POST)  # now with what was stored meanwhile
    return _page(request, revision, form, status=409 if form.stale_rows else 200)


@with_editable_revision
@closed_is_409
@require_POST
def grid_check(request: ActingRequest, revision: Revision) -> HttpResponse:
    """What is wrong in the rows sent, by their keys: the rules of the save, asked while typing. Nothing is stored."""
    rows = [row for row in _form(revision, request.POST) if row.is_touched and not row.is_gone]
    return JsonResponse({"rows": {row.key: _answer(row) for row in rows}})


def _answer(row: Row) -> dict[str, object]:
    errors = {cell.name: f"{cell.column.label}: {cell.error}" for cell in row.errors}
    return {"errors": errors, "stale": row.is_stale}


def _form(revision: Revision, data: QueryDict | None = None) -> GridForm:
    return GridForm(projects_of(revision), revision.plan.cycle.years, data)


def _save(request: ActingRequest, revision: Revision, form: GridForm) -> str:
    changed, added = save_grid(revision=revision, changes=form.changes(), by=request.user)
    parts = []
    if changed:
        parts.append(ngettext("บันทึกแล้ว {n} แถว", "บันทึกแล้ว {n} แถว", changed).format(n=changed))
    if added:
        parts.append(
            ngettext("เพิ่มโครงการใหม่ {n} โครงการ", "เพิ่มโครงการใหม่ {n} โครงการ", added).format(n=added)
        )
    message = " ".join(parts) or _("ไม่มีแถวใดเปลี่ยน")
    return saved(request, message, "plans:grid", revision)


def _page(request: ActingRequest, revision: Revision, form: GridForm, status: int = 200) -> HttpResponse:
    years = revision.plan.cycle.years
    curricula = Curriculum.objects.for_edition(revision.plan.edition.year)
    context = {
        "revision": revision,
        "form": form,
        "years": years,
        "totals": totals_of([(row.project, row.values) for row in form], years, curricula),
        "spare_rows": form.spare_rows(),
        "new_row": form.spare_rows(1)[0],
        "wide_page": True,
    }
    return render(request, "plans/grid.html", context, status=status)
