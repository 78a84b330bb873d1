"""Begin an amendment of an announced plan: why it is necessary, and what will happen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.amendments import begin_amendment
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.roles import Role
from plans.amendment.start import AmendmentRefused, newest_announced, stopped_amendment, why_not
from plans.forms.amendment import NecessityForm
from plans.models import Plan, Revision

INVALID, CONFLICT = 422, 409


@roles(Role.HR_OFFICER)
def amend(request: ActingRequest, organization: str, first_year: int) -> HttpResponse:
    """The necessity, then the new draft; 409 when none can begin (any more)."""
    rows = Plan.objects.filter(organization=request.acting.organization_id)
    rows = rows.select_related("organization__province", "organization__board__province", "edition")
    plan = get_object_or_404(rows, organization__code=organization, first_year=first_year)
    if not plan.revisions.visible_to(request.acting).exists():
        raise Http404
    form = NecessityForm(request.POST or None)
    if request.method != "POST":
        return _page(request, plan, form, refusal=why_not(plan))
    if not form.is_valid():
        return _page(request, plan, form, status=INVALID)

    def begin() -> str:
        revision = begin_amendment(plan=plan, reason=form.cleaned_data["reason"], by=request.acting)
        messages.success(
            request,
            _("เริ่มปรับปรุงครั้งที่ {number} แล้ว เนื้อหาเหมือนฉบับที่ใช้อยู่ทุกอย่าง แก้ไขเฉพาะส่วนที่ต้องการปรับปรุง").format(
                number=revision.number
            ),
        )
        return reverse("plans:changes", kwargs=revision.address)

    try:
        return carry_out(request, begin)
    except AmendmentRefused as refused:
        return _page(request, plan, form, refusal=str(refused), status=CONFLICT)


def _page(
    request: ActingRequest, plan: Plan, form: NecessityForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    base, stopped = newest_announced(plan), stopped_amendment(plan)
    running = Revision.objects.with_plan().filter(plan=plan).open().first()
    context = {
        "plan": plan,
        "base": base,
        "number": base.number + 1 if base else 1,
        "stopped": stopped,
        "running": running,
        "refusal": refusal,
        "form": form,
    }
    return render(request, "approvals/amend.html", context, status=status)
