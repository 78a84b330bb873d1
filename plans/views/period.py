"""The period of the plan: the staffing plan's years, and the layout of the book."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale, period_seen, save_period
from plans.forms.period import PeriodForm
from plans.models import Revision
from plans.views.saving import closed_is_409, differences, saved


@with_editable_revision
@closed_is_409
def period(request: ActingRequest, revision: Revision) -> HttpResponse:
    """What the plan covers; the plan's own years come from its edition and are not typed."""
    form = PeriodForm(request.POST or None, revision=revision)
    seen = request.POST.get("version") or period_seen(revision)
    context = {"revision": revision, "form": form, "version": seen}
    if request.method != "POST" or not form.is_valid():
        return render(request, "plans/period.html", context)

    def save() -> str:
        save_period(revision=revision, **form.cleaned_data, seen=seen, by=request.user)
        return saved(request, _("บันทึกข้อมูลรอบแผนแล้ว"), "plans:period", revision)

    try:
        return carry_out(request, save)
    except Stale as stale:
        now = Revision.objects.with_plan().get(pk=revision.pk)
        others = differences(form, PeriodForm(revision=now))
        context |= {"version": period_seen(now), "stale": stale, "differences": others}
        return render(request, "plans/period.html", context, status=409)
