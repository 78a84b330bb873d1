"""Handing work over: the sheet of what is open, and the form with which the next person takes it on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import roles, signed_in
from organizations.acting import ActingRequest
from organizations.forms import HandOverForm
from organizations.handover import hand_over, may_read_sheet
from organizations.models import Membership
from organizations.open_work import work_of
from organizations.roles import PLAN_READING_ROLES, Role
from organizations.rosters import Roster, add_page
from thai.dates import today


def _member(organization: str, pk: int) -> Membership:
    found = Membership.objects.with_bodies().filter(organization__code=organization, pk=pk).first()
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def handover_sheet(request: ActingRequest, organization: str, membership: int) -> HttpResponse:
    """What is open in a role, for whoever leaves it, takes it on, or looks after the members."""
    member = _member(organization, membership)
    if not may_read_sheet(member, request.acting):
        raise Http404
    context = {
        "member": member,
        "work": work_of(member),
        "day": today(),
        "opens_links": request.acting.role in PLAN_READING_ROLES,
        "may_hand_over": request.acting.role == Role.LAO_ADMIN and member.is_active_on(today()),
        "back": _back(request.acting, member),
    }
    return render(request, "organizations/handover_sheet.html", context)


def _back(acting: Membership, member: Membership) -> str:
    """The list of members, for whoever may open it."""
    if acting.role != Role.LAO_ADMIN or member.organization is None:
        return ""
    return reverse("organizations:members", args=[member.organization.code])


@roles(Role.LAO_ADMIN)
@require_http_methods(["GET", "POST"])
def member_hand_over(request: ActingRequest, organization: str, membership: int) -> HttpResponse:
    """End one person's role and give it to the next, in one step."""
    member = _member(organization, membership)
    if member.organization_id != request.acting.organization_id or member.is_over:
        raise Http404
    form = HandOverForm(request.POST or None)
    roster = Roster(
        name=_("ผู้ส่งมอบ %(name)s (%(role)s)") % {"name": member.user, "role": member.get_role_display()},
        label=_("สมาชิก"),
        back=reverse("organizations:members", args=[organization]),
        adding=_("มอบหมายผู้รับงานแทน"),
    )
    return add_page(
        request,
        roster,
        form,
        lambda: hand_over(membership=member, by=request.user, **form.member()),
        done=_("มอบหมายงานให้ %(member)s แล้ว"),
        sheet=reverse("organizations:handover_sheet", args=[organization, member.pk]),
    )
