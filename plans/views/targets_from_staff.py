"""Headcounts of the targets taken from the staff list: what would change is shown first."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.edit_rows import save_targets, targets_seen
from plans.facts import PlanFacts
from plans.models import Revision
from plans.staff import Headcount, headcounts, taken
from plans.views.saving import closed_is_409, saved

CONFLICT = 409


@with_editable_revision
@closed_is_409
def targets_from_staff(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Every group and year with what is typed and what was counted; the button takes the counts over."""
    rows = headcounts(PlanFacts(revision))
    if request.method != "POST":
        return _page(request, revision, rows)
    # The counts that were shown are the counts that are taken, or none.
    if not rows or request.POST.get("counted", "") != _counted(rows):
        return _page(request, revision, rows, is_stale=True)

    def take() -> str:
        seen = request.POST.get("version", "")
        save_targets(revision=revision, values=taken(rows), seen=seen, by=request.user)
        return saved(request, _("ดึงจำนวนบุคลากรจากบัญชีบุคลากรแล้ว"), "plans:targets", revision)

    try:
        return carry_out(request, take)
    except Stale:
        return _page(request, revision, headcounts(PlanFacts(revision)), is_stale=True)


def _counted(rows: list[Headcount]) -> str:
    return " ".join(str(row.counted) for row in rows)


def _page(
    request: ActingRequest, revision: Revision, rows: list[Headcount], *, is_stale: bool = False
) -> HttpResponse:
    by_year = sorted(rows, key=lambda row: row.year)
    context = {
        "revision": revision,
        "tables": [(year, list(group)) for year, group in groupby(by_year, key=lambda row: row.year)],
        "differs": any(row.differs for row in rows),
        "counted": _counted(rows),
        "version": targets_seen(revision),
        "is_stale": is_stale,
    }
    status = CONFLICT if is_stale else 200
    return render(request, "plans/targets_from_staff.html", context, status=status)
