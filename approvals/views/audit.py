"""The whole history of a plan on one page that can be printed, and whether its chain is sound."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.audit import Kind, audit_of, choices, verified
from approvals.history import sees_inside
from organizations.acting import ActingRequest
from plans.access import with_revision
from plans.models import Revision
from thai.dates import now


@require_safe
@with_revision
def audit(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Every event that the reader may know; ``?verify=1`` recomputes the chain."""
    chosen = choices(request.GET)
    context = {
        "revision": revision,
        "audit": audit_of(revision.plan, request.acting, **chosen),
        "chosen": chosen,
        "kinds": Kind.choices,
        "verified": verified(revision.plan) if request.GET.get("verify") else None,
        "sees_inside": sees_inside(request.acting),
        "now": now(),
    }
    return render(request, "approvals/audit.html", context)
