"""What happened to a revision, and whether its document is ready."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from approvals.evidence import sent
from approvals.history import may_open_evidence
from approvals.models import Announcement
from organizations.acting import ActingRequest
from plans.access import with_revision
from plans.models import Revision


@require_safe
@with_revision
def history(request: HttpRequest, revision: Revision) -> HttpResponse:
    """All decisions with their reasons, and what can be done next."""
    context = {"revision": revision, "announcement": _announcement(revision)}
    return render(request, "approvals/history.html", context)


@require_safe
@with_revision
def evidence(request: ActingRequest, revision: Revision, pk: int) -> HttpResponse:
    """The scan of a resolution that was passed on paper."""
    if not may_open_evidence(revision, request.acting):
        raise Http404
    decision = get_object_or_404(revision.decisions.exclude(evidence=""), pk=pk)
    return sent(decision.evidence, f"{decision.action}-{decision.pk}")


@require_safe
@with_revision
def announcement(request: HttpRequest, revision: Revision) -> HttpResponse:
    """The part of a page that says whether the announced document is ready; asked again until it is."""
    found = _announcement(revision)
    if found is None:
        raise Http404
    return render(request, "approvals/_announcement.html", {"revision": revision, "announcement": found})


def _announcement(revision: Revision) -> Announcement | None:
    return Announcement.objects.filter(revision=revision).select_related("document").first()
