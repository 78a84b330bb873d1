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
from organizations.acting import ActingRequest, act_as
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
def notice(request: ActingRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; the button of the list also marks it as read, a mere link does not.

    A link from a mail may be about another of one's roles: the button changes to it.
    """
    mine = Notice.objects.for_user(request.user).select_related(
        "membership__organization", "membership__board", "revision__plan__organization__board"
    )
    found = get_object_or_404(mine, pk=pk)
    if found.membership_id != (request.acting.pk if request.acting else None):
        if request.method != "POST":
            return render(request, "approvals/notice_other_role.html", {"notice": found})
        act_as(request, found.membership)
    if request.method == "POST":
        open_notice(found)
    if found.address:
        return redirect(found.address)
    if found.revision is None:
        return redirect("approvals:notices")
    if Revision.objects.visible_to(found.membership).filter(pk=found.revision.pk).exists():
        return redirect(reverse("approvals:history", kwargs=found.revision.address))
    return redirect("approvals:board", found.revision.plan.organization.board.code)


@signed_in
@posted_from("approvals:notices")
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    if request.acting:  # type: ignore[attr-defined]
        read_all(request.acting)  # type: ignore[attr-defined]
    return redirect("approvals:notices")
