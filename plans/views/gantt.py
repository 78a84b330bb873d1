"""The months of all projects as a chart, with its table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from plans.access import with_revision
from plans.facts import PlanFacts
from plans.gantt import chart_of
from plans.models import Revision


@with_revision
@require_safe
def gantt(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Three fiscal years from October to September; whoever reads the plan sees it."""
    context = {
        "revision": revision,
        "chart": chart_of(PlanFacts(revision)),
        "editable": revision.can_be_edited_by(request.acting),
        "wide_page": True,
    }
    return render(request, "plans/gantt.html", context)
