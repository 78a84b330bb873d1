"""The period of the staffing frame, and the departments."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from personnel.access import for_readers, for_writers, may_write
from personnel.forms.frame import DayForm, FrameForm, UnitForm
from personnel.frame import close_unit, create_frame, move_frame, save_unit
from personnel.models import Unit
from personnel.views.saving import page_of_form, saved

FORM_METHODS = ["GET", "HEAD", "POST"]


@for_writers
@require_http_methods(FORM_METHODS)
def frame_create(request: ActingRequest, organization: Organization) -> HttpResponse:
    """A frame for a cycle, empty or with the posts and holders of the last one."""
    form = FrameForm(request.POST or None, organization=organization)

    def create() -> str:
        made = create_frame(
            organization=organization,
            first_year=form.cleaned_data["first_year"],
            copy_from=form.copy_from,
            by=request.user,
        )
        return saved(request, _("สร้างแผนอัตรากำลังแล้ว"), "frame", organization, made.first_year)

    return page_of_form(request, "personnel/frame_form.html", form, create, {"organization": organization})


@for_writers
@require_http_methods(FORM_METHODS)
def frame_edit(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Correct the period."""
    frame = get_object_or_404(organization.frames, first_year=first_year)
    form = FrameForm(request.POST or None, organization=organization, frame=frame)

    def move() -> str:
        move_frame(frame=frame, first_year=form.cleaned_data["first_year"], by=request.user)
        return saved(request, _("แก้รอบของแผนอัตรากำลังแล้ว"), "frame", organization, frame.first_year)

    context = {"organization": organization, "frame_year": first_year}
    return page_of_form(request, "personnel/frame_form.html", form, move, context)


@for_readers
@require_safe
def units(request: ActingRequest, organization: Organization) -> HttpResponse:
    """Departments that exist, and those that ended."""
    rows = list(organization.units.all())
    context = {
        "organization": organization,
        "open_units": [unit for unit in rows if unit.closed_on is None],
        "closed_units": [unit for unit in rows if unit.closed_on is not None],
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/units.html", context)


@for_writers
@require_http_methods(FORM_METHODS)
def unit_create(request: ActingRequest, organization: Organization) -> HttpResponse:
    """A new department."""
    return _unit(request, organization, None)


@for_writers
@require_http_methods(FORM_METHODS)
def unit(request: ActingRequest, organization: Organization, unit: int) -> HttpResponse:
    """Rename a department, change its head's title, put it in charge of personnel."""
    return _unit(request, organization, get_object_or_404(organization.units, pk=unit))


def _unit(request: ActingRequest, organization: Organization, row: Unit | None) -> HttpResponse:
    form = UnitForm(request.POST or None, unit=row)

    def save() -> str:
        kept = save_unit(organization=organization, unit=row, by=request.user, **form.cleaned_data)
        return saved(request, _("บันทึก{unit}แล้ว").format(unit=kept), "units", organization)

    context = {"organization": organization, "unit": row}
    return page_of_form(request, "personnel/unit_form.html", form, save, context)


@for_writers
@require_http_methods(FORM_METHODS)
def unit_close(request: ActingRequest, organization: Organization, unit: int) -> HttpResponse:
    """A department ends."""
    row = get_object_or_404(organization.units, pk=unit, closed_on=None)
    form = DayForm(request.POST or None)

    def close() -> str:
        close_unit(unit=row, on=form.cleaned_data["day"], by=request.user)
        return saved(request, _("ยุบเลิก{unit}แล้ว").format(unit=row), "units", organization)

    context = {"organization": organization, "unit": row}
    return page_of_form(request, "personnel/unit_close.html", form, close, context)
