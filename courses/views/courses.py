"""Courses of a library: looked for, read, written, copied and retired."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.access import READERS, Library, for_keepers, for_readers, own_library
from courses.edit import Stale, copy_course, next_code, save_course
from courses.figures import figures_of
from courses.forms.course import CourseForm
from courses.forms.library import LibraryFilter
from courses.forms.whole import WholeCourse
from courses.groups import TargetGroup
from courses.models import Course
from courses.records import record_of
from courses.search import find, item_names
from courses.views.saving import CONFLICT, FORM_METHODS, INVALID, refuse, retire_page, saved
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.meeting import differences, seen_version
from organizations.once import carry_out
from organizations.posted import posted_from

PAGE = 20


@roles(*READERS)
@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """The library that the visitor looks at first."""
    return redirect("courses:library", own_library(request.acting))


@for_readers
@require_safe
def library(request: ActingRequest, library: Library) -> HttpResponse:
    """The courses that the filter leaves."""
    form = LibraryFilter(request.GET or None)
    courses = find(library.organization, **form.chosen()) if request.GET else find(library.organization)
    page = Paginator(courses, PAGE).get_page(request.GET.get("page"))
    rows = [
        (course, figures_of(course), _groups(course), library.is_own(course)) for course in page.object_list
    ]
    context = {"library": library, "form": form, "page": page, "rows": rows}
    return render(request, "courses/library.html", context)


def _groups(course: Course) -> list[str]:
    return [str(TargetGroup(code).label) for code in course.group_codes if code in TargetGroup.values]


def _course(library: Library, pk: int) -> Course:
    return get_object_or_404(library.courses, pk=pk)


def _own(library: Library, pk: int) -> Course:
    return get_object_or_404(library.courses.filter(organization=library.organization), pk=pk)


@for_readers
@require_safe
def course(request: ActingRequest, library: Library, course: int) -> HttpResponse:
    """Everything about a course."""
    row = _course(library, course)
    names = item_names()
    items = [
        (item.get_item_kind_display(), names.get((item.item_kind, item.item_code), item.item_code))
        for item in row.items.all()
    ]
    context = {
        "library": library,
        "course": row,
        "figures": figures_of(row),
        "groups": _groups(row),
        "items": items,
        "may_edit": library.keeps(row),
        "may_copy": library.may_write and not library.is_own(row),
    }
    return render(request, "courses/course.html", context)


@for_keepers
@require_http_methods(FORM_METHODS)
def course_create(request: ActingRequest, library: Library) -> HttpResponse:
    """A new course."""
    return _form_page(request, library)


@for_keepers
@require_http_methods(FORM_METHODS)
def course_edit(request: ActingRequest, library: Library, course: int) -> HttpResponse:
    """Change a course; a stale save is answered 409 with the stored values beside the typed ones."""
    return _form_page(request, library, _own(library, course))


def _form_page(request: ActingRequest, library: Library, row: Course | None = None) -> HttpResponse:
    rates = list(library.rates)
    code = "" if row else next_code(Course, library.organization)
    if request.method != "POST":
        whole = WholeCourse(rates, course=row, code=code)
        return _show(request, library, row, whole, row.version if row else 0)
    whole, version = WholeCourse(rates, course=row, data=request.POST), seen_version(request)
    if not whole.is_valid():
        return _show(request, library, row, whole, version, INVALID)
    try:
        return carry_out(request, lambda: _save(request, library, whole, row, version))
    except ValidationError as refusal:
        refuse(whole.form, refusal)
        return _show(request, library, row, whole, version, INVALID)
    except Stale as stale:
        now = _own(library, row.pk if row else 0)
        others = differences(whole.form, CourseForm(record=record_of(now)))
        return _show(request, library, now, whole, now.version, CONFLICT, stale=stale, differences=others)


def _save(
    request: ActingRequest, library: Library, whole: WholeCourse, row: Course | None, version: int
) -> str:
    kept = save_course(
        organization=library.organization,
        record=whole.record(),
        course=row,
        expected_version=version,
        by=request.user,
    )
    return saved(request, _("บันทึกหลักสูตร “{name}” แล้ว").format(name=kept.name), "course", library, kept.pk)


def _show(
    request: ActingRequest,
    library: Library,
    row: Course | None,
    whole: WholeCourse,
    version: int,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "library": library,
        "course": row,
        "form": whole.form,
        "parts": whole.parts,
        "costs": whole.costs,
        "figures": whole.figures() if whole.form.is_bound else figures_of(row) if row else None,
        "version": version,
        **more,
    }
    return render(request, "courses/course_form.html", context, status=status)


@for_keepers
@require_POST
def figures(request: ActingRequest, library: Library) -> HttpResponse:
    """What a course that is being typed adds up to; nothing is saved."""
    whole = WholeCourse(list(library.rates), data=request.POST, offers_retired=True)
    return render(request, "courses/_figures.html", {"figures": whole.figures()})


@for_keepers
@require_http_methods(FORM_METHODS)
def course_retire(request: ActingRequest, library: Library, course: int) -> HttpResponse:
    """Ask from which day on, then offer the course no longer; or offer it again."""
    row = _own(library, course)
    address = reverse("courses:course", args=[library.slug, row.pk])
    said = (_("บันทึกว่าเลิกใช้หลักสูตรแล้ว แผนที่ใช้หลักสูตรนี้ไม่เปลี่ยน"), _("นำหลักสูตรกลับมาใช้แล้ว"))
    return retire_page(request, library, row, address=address, said=said)


@for_keepers
@posted_from("courses:course")
def course_copy(request: ActingRequest, library: Library, course: int) -> HttpResponse:
    """A national course as the LAO's own, to be changed."""
    row = _course(library, course)
    if library.organization is None or library.is_own(row):
        return redirect("courses:course", library.slug, row.pk)
    organization = library.organization

    def act() -> str:
        kept = copy_course(course=row, organization=organization, by=request.user)
        return saved(request, _("คัดลอกแล้ว กรุณาแก้ไขให้ตรงกับหน่วยงานของท่าน"), "course_edit", library, kept.pk)

    return carry_out(request, act)
