"""The yearly report on the screen: read by those inside the LAO, worded and issued by the officer in charge of personnel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.preview import pieces_of
from documents.drafted import as_word, named_draft, sent, wants_word
from documents.drafts import request_draft
from monitoring.forms_report import ReportForm
from monitoring.models import YearlyReport
from monitoring.reports import (
    Numbered,
    ReportRefused,
    begin_again,
    draft_paper,
    has_changed,
    issue_report,
    report_at_hand,
    reports_of,
    save_wording,
    usual_number,
)
from monitoring.results import results_of
from monitoring.years import PlanYear, may_record, with_year, with_year_recorded
from organizations.acting import ActingRequest
from organizations.meeting import differences, seen_version
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.edit import Stale

CONFLICT, INVALID = 409, 422


@require_safe
@with_year
def report(request: ActingRequest, of: PlanYear) -> HttpResponse:
    """The last report of the year: as it was issued, or as it would be; or as Word."""
    found = report_at_hand(of)
    if request.GET.get("part") == "document":
        return render(request, "monitoring/_report_document.html", {"of": of, "report": found})
    made = draft_paper(found, of)
    if wants_word(request):
        return as_word(made, _name(of))
    context = {
        "of": of,
        "revision": of.revision,
        "report": found,
        "results": results_of(of),
        "paper": made,
        "pieces": pieces_of(made),
        "records": may_record(request.acting),
        "changed": has_changed(found, of),
        "earlier": [row for row in reports_of(of) if row.document and row.pk != found.pk],
        "draft": None if found.is_issued else named_draft(_subject(of), request),
    }
    return render(request, "monitoring/report.html", context)


@with_year_recorded
def report_edit(request: ActingRequest, of: PlanYear) -> HttpResponse:
    """The words of the draft: kept, or issued with number and date."""
    found = report_at_hand(of)
    if found.is_issued and request.method != "POST":
        return HttpResponseRedirect(of.url("report"))
    if request.method != "POST":
        return _edit_page(request, of, found, _form(of, found), version=found.version)
    form, version = _form(of, found, request.POST), seen_version(request)
    numbered = form.numbered() if form.is_valid() and "issue" in request.POST else None
    if not form.is_valid():
        return _edit_page(request, of, found, form, version=version, status=INVALID)
    try:
        return carry_out(request, lambda: _keep(request, of, form, numbered, version))
    except ReportRefused as refused:
        form.refuse(refused)
        return _edit_page(request, of, found, form, version=version, status=INVALID)
    except Stale as stale:
        current = report_at_hand(of)
        others = differences(form, _form(of, current))
        more: dict[str, Any] = {"stale": stale, "differences": others, "version": current.version}
        return _edit_page(request, of, current, form, status=CONFLICT, **more)


@with_year_recorded
@posted_from("monitoring:report")
def report_again(request: ActingRequest, of: PlanYear) -> HttpResponse:
    """Begin a further report, which will take the place of the one that was issued."""

    def begin() -> str:
        begin_again(of)
        messages.success(request, _("เริ่มรายงานฉบับแก้ไขแล้ว ฉบับเดิมยังใช้อยู่จนกว่าจะออกฉบับใหม่"))
        return of.url("report")

    return carry_out(request, begin)


@require_http_methods(["GET", "HEAD", "POST"])
@with_year
def report_draft(request: ActingRequest, of: PlanYear) -> HttpResponse:
    """POST asks for the PDF and goes back to the page; GET says how far it is, for the page that waits."""
    if request.method == "POST":
        found = report_at_hand(of)
        if found.is_issued:  # the page has the document itself
            return HttpResponseRedirect(of.url("report"))
        made = request_draft(_subject(of), draft_paper(found, of))
        return HttpResponseRedirect(f"{of.url('report')}?draft={made.key}#draft")
    draft = named_draft(_subject(of), request)
    if draft is None:
        raise Http404
    return render(request, "monitoring/_report_draft.html", {"of": of, "draft": draft})


@require_safe
@with_year
def report_pdf(request: ActingRequest, of: PlanYear) -> HttpResponse:
    """The file of a draft; one that is no longer kept, or was issued meanwhile, leads back to the page."""
    draft = named_draft(_subject(of), request)
    if draft is None:
        raise Http404
    if report_at_hand(of).is_issued:
        return HttpResponseRedirect(of.url("report"))
    return sent(draft, f"{_name(of)}.pdf") or HttpResponseRedirect(of.url("report"))


def _keep(
    request: ActingRequest, of: PlanYear, form: ReportForm, numbered: Numbered | None, seen: int
) -> str:
    if numbered is None:
        save_wording(of, form.wording(), seen=seen)
        messages.success(request, _("บันทึกร่างรายงานแล้ว"))
    else:
        issued = issue_report(of, form.wording(), numbered, seen=seen, by=request.acting)
        messages.success(request, _("ออกรายงานที่ {number} แล้ว").format(number=issued.number))
    return of.url("report")


def _form(of: PlanYear, report: YearlyReport, data: Any = None) -> ReportForm:
    return ReportForm(data, report=report, usual_number=usual_number(of))


def _edit_page(
    request: ActingRequest,
    of: PlanYear,
    report: YearlyReport,
    form: ReportForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"of": of, "revision": of.revision, "report": report, "form": form, **more}
    return render(request, "monitoring/report_edit.html", context, status=status)


def _subject(of: PlanYear) -> str:
    return f"report-{of.plan.pk}-{int(of.year)}"


def _name(of: PlanYear) -> str:
    return f"{of.organization.code}-report-{int(of.year)}"
