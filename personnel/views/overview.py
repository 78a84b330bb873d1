"""Where the staff list begins: counts of the frame, groups by year with the rules that decided, and the list of posts."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from personnel import counts
from personnel.access import for_readers, may_write
from personnel.forms.post import PostFilter
from personnel.listing import rows_of
from personnel.models import PersonnelGroup, StaffingFrame
from personnel.staff_list import StaffList, frame_of_today, frames_of

PER_PAGE = 100


@for_readers
@require_safe
def overview(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The frame in force today."""
    return _overview(request, organization, frame_of_today(frames_of(organization)))


@for_readers
@require_safe
def frame(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """The frame of an address."""
    found = get_object_or_404(organization.frames, first_year=first_year)
    return _overview(request, organization, found)


def _overview(
    request: ActingRequest, organization: Organization, found: StaffingFrame | None
) -> HttpResponse:
    context = {
        "organization": organization,
        "may_write": may_write(request.acting),
        "frames": frames_of(organization),
        "frame": found,
    }
    if found is not None:
        context |= _counted(StaffList(found))
    return render(request, "personnel/overview.html", context)


def _counted(staff: StaffList) -> dict[str, object]:
    summary, organization = counts.summarise(staff), staff.frame.organization
    groups = {group.code: group for group in PersonnelGroup.objects.for_edition(staff.frame.first_year)}
    rules = counts.by_rule(staff)
    return {
        "staff": staff,
        "summary": summary,
        "units": [(row, _by_kind(row, summary, organization)) for row in summary.units],
        "kind_totals": _by_kind(summary.total, summary, organization),
        "groups": [
            (
                group,
                [summary.people(code, int(year)) for year in staff.years],
                [
                    (row, [row.people[int(year)] for year in staff.years])
                    for row in rules
                    if row.group == code
                ],
            )
            for code, group in groups.items()
        ],
        "year_totals": [
            sum(people for (_group, y), people in summary.groups.items() if y == year) for year in staff.years
        ],
        "doubtful": counts.doubtful(staff, staff.year),
        "outside": sum(counts.outside(staff.seats()).values()),
    }


def _by_kind(
    row: counts.UnitCounts, summary: counts.StaffSummary, organization: Organization
) -> list[tuple[str, int]]:
    return [(counts.kind_name(kind, organization), row.of_kind(kind)) for kind in summary.kinds]


@for_readers
@require_safe
def posts(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Posts with their holders and this year's groups."""
    found = get_object_or_404(organization.frames, first_year=first_year)
    staff = StaffList(found)
    groups = list(PersonnelGroup.objects.for_edition(found.first_year))
    form = PostFilter(request.GET, organization=organization, groups=groups)
    names = {group.code: group.short_name for group in groups}
    page = Paginator(rows_of(staff, form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": organization,
        "frame": found,
        "staff": staff,
        "form": form,
        "page": page,
        "rows": [
            (row, counts.kind_name(row.seat.post.kind, organization), names.get(row.group, ""))
            for row in page.object_list
        ],
        "wide_page": True,
        "may_write": may_write(request.acting),
    }
    return render(request, "personnel/posts.html", context)
