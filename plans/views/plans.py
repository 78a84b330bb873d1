"""Plans that a person may see, and the beginning of a new one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.access import roles, signed_in
from organizations.acting import ActingRequest
from organizations.models import Membership, Organization
from organizations.once import carry_out
from organizations.roles import PLAN_READING_ROLES, Role
from plans.create import PlanRefused, create_plan
from plans.forms.create import PlanForm
from plans.models import Edition, Revision
from plans.views.saving import address
from thai.dates import today
from thai.fiscal import Cycle

PER_PAGE = 50
#: Who may begin a plan: the officer alone, before there is a committee.
BEGINNERS = (Role.HR_OFFICER,)


@signed_in
@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """Revisions whose content the acting role may read, the newest cycle first."""
    revisions = Revision.objects.visible_to(request.acting).with_plan()
    revisions = revisions.order_by("-plan__first_year", "plan__organization__name", "-number")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("page"))
    own = request.acting.organization if request.acting else None
    context = {
        "page": page,
        "own": own,
        "may_begin": bool(request.acting and request.acting.role in BEGINNERS),
        "to_begin": _cycle_to_begin(own) if own and request.acting.role in PLAN_READING_ROLES else None,
        "today": today(),
        "front": _front(request.acting) if request.acting else "",
    }
    return render(request, "plans/index.html", context)


def _cycle_to_begin(organization: Organization) -> Cycle | None:
    """The earliest cycle, of today's and the next, that has an edition and no plan of this LAO."""
    current = Cycle.of(today())
    years = [current.first, current.next.first]
    editions = set(Edition.objects.filter(year__in=years).values_list("year", flat=True))
    plans = organization.plans.filter(first_year__in=years)
    begun = set(plans.values_list("first_year", flat=True))
    return next((Cycle(year) for year in years if year in editions and year not in begun), None)


@roles(*BEGINNERS)
def create(request: ActingRequest) -> HttpResponse:
    """Choose the cycle of a new plan."""
    organization = cast(Organization, request.acting.organization)
    form = PlanForm(request.POST or None, organization=organization)
    if request.method == "POST" and form.is_valid():

        def begin() -> str:
            revision = create_plan(
                organization=organization, edition=cast(Edition, form.edition), by=request.user
            )
            messages.success(request, _("สร้างแผนแล้ว ข้อความมาตรฐานและรายชื่อคณะกรรมการเบื้องต้นกรอกไว้ให้แล้ว"))
            return address(revision, "plans:tasks")

        try:
            return carry_out(request, begin)
        except PlanRefused as refusal:
            form.add_error("first_year", str(refusal))
    return render(request, "plans/create.html", {"form": form, "organization": organization})


@signed_in
@require_safe
def plan(request: ActingRequest, organization: str, first_year: int) -> HttpResponse:
    """The newest revision of a plan that the acting role may read."""
    revision = (
        Revision.objects.visible_to(request.acting)
        .with_plan()
        .filter(plan__organization__code=organization, plan__first_year=first_year)
        .order_by("-number")
        .first()
    )
    if revision is None:
        raise Http404
    return redirect(address(revision, _front(request.acting)))


def _front(acting: Membership) -> str:
    """Where a plan opens: at its tasks for those who work on it or decide, at the book for those who read."""
    works = acting.role in PLAN_READING_ROLES or acting.works_for_board
    return "plans:tasks" if works else "approvals:document"
