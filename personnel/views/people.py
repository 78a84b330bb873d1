"""One person: what is known, the posts, and the group of each fiscal year with the reason."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from organizations.posted import posted_from
from personnel.access import for_readers, for_writers, may_write
from personnel.assessing import may_see_all
from personnel.forms.person import OverrideForm, PersonForm
from personnel.frame import seen
from personnel.models import Person, PersonnelGroup, StaffingFrame
from personnel.people import override_group, save_person, withdraw_override
from personnel.staff_list import Grouped, StaffList, frame_of_today, frames_of
from personnel.views.saving import page_of_form, saved
from thai.fiscal import FiscalYear

FORM_METHODS = ["GET", "HEAD", "POST"]


def _person(organization: Organization, pk: int) -> Person:
    return get_object_or_404(organization.people.select_related("supervisor", "user"), pk=pk)


@for_readers
@require_safe
def person(request: ActingRequest, organization: Organization, person: int) -> HttpResponse:
    """A person with the posts held, and the groups by year of the frame in force."""
    row = _person(organization, person)
    frame = frame_of_today(frames_of(organization))
    context = {
        "organization": organization,
        "person": row,
        "holdings": list(
            row.holdings.select_related("post__unit", "post__frame").order_by("-started_on", "-pk")
        ),
        "frame": frame,
        "years": _years(frame, row) if frame else [],
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/person.html", context)


def _years(frame: StaffingFrame, row: Person) -> list[tuple[FiscalYear, Grouped | None, str]]:
    """Each fiscal year with the decision and the name of its group."""
    staff, names = StaffList(frame), _group_names(frame.first_year)
    found = [(year, staff.grouped(year).get(row.pk)) for year in staff.years]
    return [
        (year, grouped, names.get(grouped.decision.group_code or "", "") if grouped else "")
        for year, grouped in found
    ]


def _group_names(year: int) -> dict[str, str]:
    return dict(PersonnelGroup.objects.for_edition(year).values_list("code", "name"))


@for_writers
@require_http_methods(FORM_METHODS)
def person_edit(request: ActingRequest, organization: Organization, person: int) -> HttpResponse:
    """Change what is known about a person."""
    row = _person(organization, person)
    links = may_see_all(request.acting)  # who names a supervisor decides who sees scores
    form = PersonForm(request.POST or None, organization=organization, person=row, links=links)
    expected = request.POST.get("seen", seen(row))
    context = {"organization": organization, "person": row, "seen": expected, "now": seen(row)}

    def save() -> str:
        save_person(person=row, values=form.cleaned_data, expected=expected, by=request.user)
        return saved(
            request, _("บันทึกข้อมูลของ {person} แล้ว").format(person=row), "person", organization, row.pk
        )

    return page_of_form(request, "personnel/person_form.html", form, save, context)


# Groups ---------------------------------------------------------------------------------------


def _grouped(organization: Organization, row: Person, year: int) -> Grouped:
    """The decision for a year of one of the frames; 404 where nothing is to be decided."""
    frame = organization.frames.filter(first_year__lte=year, last_year__gte=year).first()
    found = StaffList(frame).grouped(year).get(row.pk) if frame else None
    if found is None or found.by_rule.group_code is None:
        raise Http404
    return found


@for_writers
@require_http_methods(FORM_METHODS)
def person_group(request: ActingRequest, organization: Organization, person: int, year: int) -> HttpResponse:
    """The officer's own decision for one fiscal year, with its reason."""
    row = _person(organization, person)
    grouped = _grouped(organization, row, year)
    kept = grouped.override
    stored = {"group": kept.group_id, "reason": kept.reason} if kept else None
    form = OverrideForm(request.POST or None, year=year, initial=stored)

    def decide() -> str:
        override_group(person=row, year=year, by=request.user, **form.cleaned_data)
        message = _("กำหนดกลุ่มของ {person} ปีงบประมาณ {year} แล้ว").format(person=row, year=year)
        return saved(request, message, "person", organization, row.pk)

    context = {
        "organization": organization,
        "person": row,
        "year": year,
        "grouped": grouped,
        "by_rule_name": _group_names(year)[str(grouped.by_rule.group_code)],
    }
    return page_of_form(request, "personnel/person_group.html", form, decide, context)


@for_writers
@posted_from("personnel:person_group")
def person_group_by_rule(
    request: ActingRequest, organization: Organization, person: int, year: int
) -> HttpResponse:
    """Let the rules decide again."""
    row = _person(organization, person)

    def withdraw() -> str:
        withdraw_override(person=row, year=year, by=request.user)
        message = _("ปีงบประมาณ {year} กลับไปใช้กลุ่มตามหลักเกณฑ์แล้ว").format(year=year)
        return saved(request, message, "person", organization, row.pk)

    return carry_out(request, withdraw)
