"""Assessing: one's own page and those of one's people, one answer at a time; the officer's matrix and what is behind it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from personnel.access import for_members, for_officer
from personnel.assessing import (
    Sent,
    Sheet,
    answer,
    assessor_of,
    may_see_all,
    person_of,
    reopen,
    send,
    tasks_of,
)
from personnel.cycles import cycle_of_address, planning_cycle
from personnel.forms.assessments import AssessmentForm, MatrixFilter
from personnel.gaps import Measured
from personnel.matrix import Matrix
from personnel.models import Assessment, PersonnelGroup
from personnel.profile import Profile
from personnel.views.saving import CONFLICT, INVALID, page_of_form, saved
from thai.fiscal import Cycle

PER_PAGE = 50


# Those who assess -----------------------------------------------------------------------------


@for_members
@require_safe
def my_assessments(request: ActingRequest, organization: Organization) -> HttpResponse:
    """What the signed-in person has to assess in the cycle that is being prepared."""
    cycle = planning_cycle()
    me = person_of(organization, request.user)
    tasks = tasks_of(me, cycle.first) if me else []
    context = {
        "organization": organization,
        "cycle": cycle,
        "person": me,
        "own": [task for task in tasks if task.person == me],
        "people": [task for task in tasks if task.person != me],
    }
    return render(request, "personnel/my_assessments.html", context)


def _sheet(
    request: ActingRequest, organization: Organization, person: int, first_year: int, assessor: str
) -> Sheet:
    """The assessment of an address, for whoever makes it; 404 for everybody else."""
    row = get_object_or_404(organization.people.select_related("organization", "supervisor"), pk=person)
    if assessor_of(row, request.user) != assessor:
        raise Http404
    cycle = cycle_of_address(first_year)
    if not cycle.aligned:
        raise Http404
    return Sheet(row, cycle.first, assessor)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_form(
    request: ActingRequest, organization: Organization, person: int, first_year: int, assessor: str
) -> HttpResponse:
    """One page per person: answers are kept as they come, and sent when none is missing."""
    sheet = _sheet(request, organization, person, first_year, assessor)
    sending = request.POST.get("action") == "send"
    form = AssessmentForm(request.POST or None, sheet=sheet, complete=sending)
    context = {"organization": organization, "sheet": sheet, "cycle": Cycle(first_year)}
    if sheet.is_sent and request.method != "POST":
        return render(request, "personnel/assessment_sent.html", context)

    def act() -> str:
        if sending:
            send(sheet, form.levels(), by=request.user)
            message = _("ส่งแบบประเมินของ {person} แล้ว").format(person=sheet.person)
            return saved(request, message, "my_assessments", organization)
        answer(sheet, form.levels(), by=request.user)
        message = _("บันทึกแล้ว {progress}").format(progress=sheet.progress)
        return saved(request, message, "assessment_form", organization, person, first_year, assessor)

    try:
        if sending and not form.is_valid():
            answer(sheet, form.levels(), by=request.user)  # what was answered is not lost with what was not
        return page_of_form(request, "personnel/assessment_form.html", form, act, context)
    except Sent:
        context["sheet"] = Sheet(sheet.person, first_year, assessor)
        return render(request, "personnel/assessment_sent.html", context, status=CONFLICT)


@for_members
@require_POST
def assessment_answer(
    request: ActingRequest, organization: Organization, person: int, first_year: int, assessor: str
) -> HttpResponse:
    """Keep answers while the person goes on: JSON with the progress, 409 once it was sent, 422 for what is no answer."""
    sheet = _sheet(request, organization, person, first_year, assessor)
    form = AssessmentForm(request.POST, sheet=sheet)
    if not form.is_valid() or not form.levels():
        return JsonResponse({"message": _("ยังไม่ได้บันทึก กรุณาเลือกระดับอีกครั้ง")}, status=INVALID)
    try:
        answer(sheet, form.levels(), by=request.user)
    except Sent as sent:
        return JsonResponse({"message": str(sent)}, status=CONFLICT)
    return JsonResponse({"message": sheet.progress, "answered": sheet.answered, "total": sheet.total})


# Those who look -------------------------------------------------------------------------------


@for_members
@require_safe
def assessment(
    request: ActingRequest, organization: Organization, person: int, first_year: int
) -> HttpResponse:
    """What was assessed of a person: for the person, the supervisor and the officer."""
    row = get_object_or_404(organization.people.select_related("organization", "supervisor"), pk=person)
    assessor = assessor_of(row, request.user)
    if assessor is None and not may_see_all(request.acting):
        raise Http404
    cycle = cycle_of_address(first_year)
    context = {
        "organization": organization,
        "person": row,
        "cycle": cycle,
        "profile": Profile(row, cycle.first),
        "assessor": assessor,
        "sees_all": may_see_all(request.acting),
    }
    return render(request, "personnel/assessment.html", context)


@for_officer
@require_safe
def assessments(
    request: ActingRequest, organization: Organization, first_year: int | None = None
) -> HttpResponse:
    """The matrix of people and items, where the officer begins."""
    cycle = cycle_of_address(first_year) if first_year else planning_cycle()
    groups = list(PersonnelGroup.objects.for_edition(cycle.first))
    form = MatrixFilter(request.GET, organization=organization, groups=groups)
    measured = Measured(organization, cycle.first)
    matrix = Matrix(measured, form.chosen())
    page = Paginator(matrix.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": organization,
        "cycle": cycle,
        "coverage": measured.coverage,
        "form": form,
        "matrix": matrix,
        "columns": list(zip(matrix.columns, matrix.lacking, strict=True)),
        "page": page,
        "rows": [(row, matrix.cells(row)) for row in page.object_list],
        "wide_page": True,
    }
    return render(request, "personnel/assessments.html", context)


@for_officer
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_reopen(
    request: ActingRequest, organization: Organization, person: int, first_year: int, assessor: str
) -> HttpResponse:
    """Ask, then open an assessment that was handed in; its answers stay."""
    row = get_object_or_404(
        Assessment.objects.select_related("person"),
        organization=organization,
        person=person,
        first_year=first_year,
        assessor=assessor,
        sent_at__isnull=False,
    )
    if request.method != "POST":
        context = {"organization": organization, "assessment": row, "cycle": Cycle(first_year)}
        return render(request, "personnel/assessment_reopen.html", context)

    def act() -> str:
        reopen(row, by=request.user)
        message = _("เปิดแบบประเมินของ {person} ให้แก้ไขแล้ว").format(person=row.person)
        return saved(request, message, "assessment", organization, person, first_year)

    return carry_out(request, act)
