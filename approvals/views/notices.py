"""Notices of the person in the role acted in."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from approvals.models import Notice
from approvals.notices import open_notice, read_all
from organizations.access import signed_in
from organizations.posted import posted_from
from plans.models import Revision

PAGE = 50


@signed_in
@require_http_methods(["GET", "HEAD"])
def notices(request: HttpRequest) -> HttpResponse:
    """The list, the newest first."""
    acting = request.acting  # type: ignore[attr-defined]
    found = Notice.objects.for_person(acting) if acting else Notice.objects.none()
    found = found.select_related("revision__plan__organization", "decision__actor")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "approvals/notices.html", {"page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; the button of the list also marks it as read, a mere link does not."""
    acting = request.acting  # type: ignore[attr-defined]
    mine = Notice.objects.for_person(acting) if acting else Notice.objects.none()
    found = get_object_or_404(mine.select_related("revision__plan__organization__board"), pk=pk)
    if request.method == "POST":
        open_notice(found)
    if found.address:
        return redirect(found.address)
    if found.revision is None:
        return redirect("approvals:notices")
    if Revision.objects.visible_to(acting).filter(pk=found.revision_id).exists():
        return redirect(reverse("approvals:history", kwargs=found.revision.address))
    return redirect("approvals:board", found.revision.plan.organization.board.code)


@signed_in
@posted_from("approvals:notices")
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    if request.acting:  # type: ignore[attr-defined]
        read_all(request.acting)  # type: ignore[attr-defined]
    return redirect("approvals:notices")
