"""Results of an announced plan: its fiscal years with what was recorded of each, and the page that records one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from monitoring.forms_results import ResultsForm
from monitoring.models import YearlyReport
from monitoring.results import record, results_of
from monitoring.years import PlanYear, may_record, plan_year, with_plan, with_year_recorded
from organizations.acting import ActingRequest
from organizations.meeting import Difference, differences
from organizations.once import carry_out
from plans.edit import Stale
from plans.models import Plan
from thai.dates import today

CONFLICT, INVALID = 409, 422


@require_safe
@with_plan
def years(request: ActingRequest, plan: Plan) -> HttpResponse:
    """The fiscal years of the plan: how much is recorded, and which reports were issued."""
    reports = YearlyReport.objects.filter(plan=plan).exclude(issued_at=None).select_related("document")
    found = [year for number in plan.cycle.years if (year := plan_year(plan, number))]
    context = {
        "plan": plan,
        "revision": found[0].revision,
        "years": [
            {
                "of": of,
                "results": results_of(of),
                "reports": [report for report in reports if report.year == of.year],
                "is_over": of.year.ends_on < today(),
                "is_begun": of.year.starts_on <= today(),
            }
            for of in found
        ],
        "records": may_record(request.acting),
    }
    return render(request, "monitoring/years.html", context)


@with_year_recorded
def results(request: ActingRequest, of: PlanYear) -> HttpResponse:
    """One page with the boxes of every project; what somebody else recorded meanwhile is shown beside what was typed."""
    found = results_of(of)
    if request.method != "POST":
        return _page(request, of, ResultsForm(results=found, year=of.year))
    form = ResultsForm(request.POST, results=found, year=of.year)
    if not form.is_valid():
        return _page(request, of, form, status=INVALID)
    try:
        return carry_out(request, lambda: _save(request, of, form))
    except Stale as stale:
        form = ResultsForm(request.POST, results=results_of(of), year=of.year)
        form.is_valid()
        form.note_stale()
        return _page(request, of, form, stale=stale, differences=_differences(form), status=CONFLICT)


def _save(request: ActingRequest, of: PlanYear, form: ResultsForm) -> str:
    rows = record(of, form.typed(), by=request.user)
    if rows:
        messages.success(request, ngettext("บันทึกแล้ว {n} รายการ", "บันทึกแล้ว {n} รายการ", rows).format(n=rows))
    else:
        messages.info(request, _("ไม่มีรายการใดเปลี่ยน"))
    return of.url("results")


def _differences(form: ResultsForm) -> list[Difference]:
    """What is stored beside what was typed, in the rows that two people changed."""
    stored = ResultsForm(results=form.results, year=form.year)
    labels = {form.fields[name].label for name in form.fields if name.partition("-")[0] in form.stale}
    return [found for found in differences(form, stored) if found.label in labels]


def _page(
    request: ActingRequest, of: PlanYear, form: ResultsForm, status: int = 200, **more: object
) -> HttpResponse:
    context = {"of": of, "revision": of.revision, "form": form, "results": form.results, **more}
    return render(request, "monitoring/results.html", context, status=status)
