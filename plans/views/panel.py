"""The list of findings that stays open beside every page of a plan while one mends them.

While it is closed no check is run: an ordinary page does not pay for them. Without a script the link to the check
page stands in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from organizations.acting import ActingRequest
from plans.access import with_editable_revision
from plans.checks import Finding, Grade, run_checks
from plans.facts import PlanFacts
from plans.models import Revision
from plans.templatetags.check_panel import OPEN_KEY, is_open

PATH_LIMIT = 300  #: characters of the address of the page beside


@dataclass(frozen=True)
class Entry:
    """A finding with the link that lands on its field."""

    finding: Finding
    url: str

    @property
    def page(self) -> str:
        """The address of the page on which it is mended."""
        return self.url.partition("#")[0]


@require_http_methods(["GET", "HEAD", "POST"])
@with_editable_revision
def check_panel(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The panel for the page ``at``; a POST opens or closes it, for as long as the session lasts."""
    if request.method == "POST":
        request.session[OPEN_KEY] = request.POST.get("open") == "1"
    here = (request.POST if request.method == "POST" else request.GET).get("at", "")[:PATH_LIMIT]
    if not is_open(request):
        closed = {"revision": revision, "at": here, "is_open": False}
        return render(request, "plans/_check_panel_place.html", closed)
    found = run_checks(PlanFacts(revision))
    entries = [Entry(finding, finding.place.url(revision.address)) for finding in found]
    advice = [entry for entry in entries if entry.finding.grade == Grade.ADVICE]
    to_mend = [entry for entry in entries if entry.finding.blocks]
    context = {
        "revision": revision,
        "at": here,
        "is_open": True,
        "count": len(to_mend),
        "here": [entry for entry in to_mend + advice if entry.page == here],
        "elsewhere": [entry for entry in to_mend if entry.page != here],
        "advice": sum(entry.page != here for entry in advice),
        "whole": request.method == "POST",
    }
    return render(request, "plans/_check_panel.html", context)
