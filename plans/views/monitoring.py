"""What is followed up, by whom and when."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.form_rows import RowFormSet
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.edit_rows import monitoring_seen, save_monitoring
from plans.facts import PlanFacts
from plans.forms.monitoring import monitoring_formset
from plans.models import Revision
from plans.views.saving import closed_is_409, saved


@with_editable_revision
@closed_is_409
def monitoring(request: ActingRequest, revision: Revision) -> HttpResponse:
    """All rows in one form, saved together."""
    facts = PlanFacts(revision)
    if request.method != "POST":
        return _page(request, facts, monitoring_formset(facts), monitoring_seen(revision))
    rows, seen = monitoring_formset(facts, request.POST), request.POST.get("version", "")
    if not rows.is_valid():
        return _page(request, facts, rows, seen)

    def save() -> str:
        save_monitoring(revision=revision, rows=rows.values(), seen=seen, by=request.user)
        return saved(request, _("บันทึกการติดตามและประเมินผลแล้ว"), "plans:monitoring", revision)

    try:
        return carry_out(request, save)
    except Stale as stale:
        return _page(request, PlanFacts(revision), rows, monitoring_seen(revision), stale=stale, status=409)


def _page(
    request: ActingRequest, facts: PlanFacts, rows: RowFormSet, version: str, status: int = 200, **more: Any
) -> HttpResponse:
    outline = next(o for o in facts.outline if o.typed == "monitoring")
    context = {
        "revision": facts.revision,
        "rows": rows,
        "version": version,
        "facts": facts,
        "outline": outline,
    }
    return render(request, "plans/monitoring.html", {**context, **more}, status=status)
