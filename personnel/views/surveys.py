"""Surveys of an LAO: drawing up, opening and closing, slips, answers from paper, and what they say."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from organizations.posted import posted_from
from personnel import invitations, surveys
from personnel.access import for_readers, for_writers, may_write
from personnel.forms.layout import refuse
from personnel.forms.surveys import PaperForm, SlipsForm, SurveyForm
from personnel.models import Survey, Unit
from personnel.survey_results import FEW, results, suggestions, units_shown
from personnel.views.saving import INVALID, page_of_form, saved

FORM_METHODS = ["GET", "HEAD", "POST"]


def _survey(organization: Organization, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.select_related("organization"), organization=organization, pk=pk)


def _units(organization: Organization) -> list[Unit]:
    return list(organization.units.filter(closed_on=None))


@for_readers
@require_safe
def survey_list(request: ActingRequest, organization: Organization) -> HttpResponse:
    """Every survey with how many were asked and how many answered."""
    rows = surveys.with_counts(organization.surveys.all())
    context = {"organization": organization, "rows": rows, "may_write": may_write(request.acting)}
    return render(request, "personnel/survey_list.html", context)


@for_writers
@require_http_methods(FORM_METHODS)
def survey_create(request: ActingRequest, organization: Organization) -> HttpResponse:
    """A new survey, built from the catalogs."""
    form = SurveyForm(request.POST or None, organization=organization)

    def create() -> str:
        made = surveys.draw_up(
            organization=organization,
            first_year=form.cleaned_data["first_year"],
            values=form.values(),
            topics=form.topics(),
            by=request.user,
        )
        return saved(request, _("จัดทำแบบสำรวจแล้ว"), "survey", organization, made.pk)

    context = {"organization": organization, "survey": None, "seen": ""}
    return page_of_form(request, "personnel/survey_form.html", form, create, context)


@for_writers
@require_http_methods(FORM_METHODS)
def survey_edit(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """Another content while it is a draft; another last day while it is open."""
    row = _survey(organization, survey)
    if row.state == Survey.State.CLOSED:
        raise Http404
    form = SurveyForm(request.POST or None, organization=organization, survey=row)

    def change() -> str:
        if row.state == Survey.State.DRAFT:
            surveys.draw_up(
                organization=organization,
                first_year=row.first_year,
                values=form.values(),
                topics=form.topics(),
                by=request.user,
                survey=row,
                seen=seen,
            )
        else:
            surveys.set_last_day(survey=row, values=form.values(), seen=seen, by=request.user)
        return saved(request, _("บันทึกแบบสำรวจแล้ว"), "survey", organization, row.pk)

    now = surveys.survey_seen(row)
    seen = request.POST.get("seen", now)
    context = {"organization": organization, "survey": row, "seen": seen, "now": now}
    return page_of_form(request, "personnel/survey_form.html", form, change, context)


@for_readers
@require_safe
def survey(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """One survey: where it stands, what can be done next, and how many answered."""
    row = _survey(organization, survey)
    context = {
        "organization": organization,
        "survey": row,
        "questions": list(row.questions.all()),
        "received": surveys.received(row),
        "missing": surveys.missing_before_open(row),
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/survey.html", context)


@for_writers
@posted_from("personnel:survey")
def survey_open(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """Begin to take answers."""
    row = _survey(organization, survey)

    def begin() -> str:
        surveys.open_survey(survey=row, by=request.user)
        return saved(request, _("เปิดรับคำตอบแล้ว"), "survey", organization, row.pk)

    return _carried_out_or_told(request, organization, row, begin)


@for_writers
@require_http_methods(FORM_METHODS)
def survey_close(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """Ask, then take no more answers and show the results."""
    row = _survey(organization, survey)
    if request.method != "POST":
        context = {"organization": organization, "survey": row, "received": surveys.received(row)}
        return render(request, "personnel/survey_close.html", context)

    def end() -> str:
        surveys.close_survey(survey=row, by=request.user)
        return saved(request, _("ปิดรับคำตอบแล้ว"), "survey_results", organization, row.pk)

    return _carried_out_or_told(request, organization, row, end)


def _carried_out_or_told(
    request: ActingRequest, organization: Organization, row: Survey, act: Callable[[], str]
) -> HttpResponse:
    """A change of state; what refuses it is said on the survey's page."""
    try:
        return carry_out(request, act)
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message)
        return redirect("personnel:survey", organization.code, row.pk)


# Slips ----------------------------------------------------------------------------------------


@for_writers
@require_http_methods(FORM_METHODS)
@never_cache
def survey_slips(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """Make slips; the sheet is the answer itself, because no secret is kept to be shown again."""
    row = _survey(organization, survey)
    form = SlipsForm(request.POST or None, survey=row, initial={"batch": uuid.uuid4()})
    if form.is_valid():
        people = invitations.not_invited(row) if form.is_named else []
        units = set(form.cleaned_data["units"])
        try:
            slips = invitations.issue(
                survey=row,
                batch=form.cleaned_data["batch"],
                people=[person for person, unit in people if not units or unit in units],
                slips=0 if form.is_named else form.cleaned_data["slips"],
                by=request.user,
            )
            return _sheet(request, row, slips)
        except ValidationError as refusal:
            refuse(form, refusal)
    context = {
        "organization": organization,
        "survey": row,
        "form": form,
        "waiting": len(invitations.not_invited(row)),
        "sheets": invitations.sheets(row),
        "not_answered": invitations.not_answered(row),
    }
    return render(request, "personnel/survey_slips.html", context, status=INVALID if form.is_bound else 200)


@for_writers
@require_http_methods(FORM_METHODS)
@never_cache
def survey_slips_again(
    request: ActingRequest, organization: Organization, survey: int, batch: uuid.UUID
) -> HttpResponse:
    """Ask, then make a sheet anew that was lost: new links for its unused slips."""
    row = _survey(organization, survey)
    sheet = next((sheet for sheet in invitations.sheets(row) if sheet.batch == batch), None)
    if sheet is None:
        raise Http404
    if request.method == "POST":
        try:
            return _sheet(request, row, invitations.issue(survey=row, batch=batch, by=request.user))
        except ValidationError as refusal:
            messages.error(request, "\n".join(refusal.messages))
    context = {"organization": organization, "survey": row, "sheet": sheet}
    return render(request, "personnel/survey_slips_again.html", context)


def _sheet(request: ActingRequest, survey: Survey, slips: Sequence[invitations.Slip]) -> HttpResponse:
    context = {"organization": survey.organization, "survey": survey, "slips": slips}
    return render(request, "personnel/survey_sheet.html", context)


# Paper ----------------------------------------------------------------------------------------


@for_writers
@require_safe
def survey_form_paper(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """The questionnaire to print, for those who answer on paper."""
    row = _survey(organization, survey)
    context = {"organization": organization, "survey": row, "questions": list(row.questions.all())}
    return render(request, "personnel/survey_paper.html", context)


@for_writers
@require_http_methods(FORM_METHODS)
def survey_key_in(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """Type the papers that came in, one after the other."""
    row = _survey(organization, survey)
    form = PaperForm(request.POST or None, survey=row, units=_units(organization))

    def keep() -> str:
        surveys.key_in(
            survey=row,
            ratings=form.ratings(),
            suggestion=form.cleaned_data["suggestion"],
            unit=form.cleaned_data.get("unit"),
            by=request.user,
        )
        count = surveys.received(row).on_paper
        message = _("บันทึกฉบับที่ {count} แล้ว").format(count=count)
        return saved(request, message, "survey_key_in", organization, row.pk)

    context = {
        "organization": organization,
        "survey": row,
        "received": surveys.received(row),
        "last": surveys.last_keyed(row, request.user),
    }
    return page_of_form(request, "personnel/survey_key_in.html", form, keep, context)


@for_writers
@posted_from("personnel:survey_key_in")
def survey_take_back(
    request: ActingRequest, organization: Organization, survey: int, response: int
) -> HttpResponse:
    """Remove the paper that was typed last."""
    row = _survey(organization, survey)
    if surveys.take_back(survey=row, response=response, by=request.user):
        messages.success(request, _("ลบฉบับที่กรอกล่าสุดแล้ว กรอกใหม่ได้"))
    else:
        messages.error(request, _("ลบไม่ได้ เพราะไม่ใช่ฉบับล่าสุดที่ท่านกรอก หรือแบบสำรวจปิดแล้ว"))
    return redirect("personnel:survey_key_in", organization.code, row.pk)


# Results --------------------------------------------------------------------------------------


@for_readers
@require_safe
def survey_results(request: ActingRequest, organization: Organization, survey: int) -> HttpResponse:
    """Table T3, whole or of one department; only after closing, so that no single answer shows as a difference."""
    row = _survey(organization, survey)
    counts, closed = surveys.received(row), row.state == Survey.State.CLOSED
    units = units_shown(row) if closed else []
    unit = next((unit for unit in units if str(unit.pk) == request.GET.get("unit")), None)
    context = {
        "organization": organization,
        "survey": row,
        "received": counts,
        "few": FEW,
        "is_few": counts.total < FEW,
        "is_closed": closed,
        "units": units,
        "unit": unit,
        "results": results(row, unit) if closed else [],
        "suggestions": suggestions(row) if closed and unit is None else [],
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/survey_results.html", context)
