"""The library as a workbook: taken along, filled in, brought back, looked at and confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.access import Library, for_keepers, for_readers
from courses.forms.workbook import ConfirmForm, UploadForm
from courses.views.saving import FORM_METHODS, INVALID, saved
from courses.workbook.proposal import changes, save_library, signed
from courses.workbook.read import MOST_ERRORS
from courses.workbook.write import library_workbook, template_workbook
from documents.spreadsheets.write import CONTENT_TYPE
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@for_readers
@require_safe
def library_download(request: ActingRequest, library: Library) -> HttpResponse:
    """The library's own courses and rates in the columns of the template."""
    return _download(
        library_workbook(library.organization), _("คลังหลักสูตร-{code}.xlsx").format(code=library.slug)
    )


@for_keepers
@require_safe
def template_download(request: ActingRequest, library: Library) -> HttpResponse:
    """The empty template."""
    return _download(template_workbook(library.organization), _("แบบคลังหลักสูตร.xlsx"))


@for_keepers
@require_http_methods(FORM_METHODS)
def library_import(request: ActingRequest, library: Library) -> HttpResponse:
    """A workbook that is sent is read and shown; nothing is saved."""
    sent = request.method == "POST"
    organization = library.organization
    form = UploadForm(
        request.POST if sent else None, request.FILES if sent else None, organization=organization
    )
    if not (sent and form.is_valid()):
        context = {"library": library, "form": form}
        return render(request, "courses/import.html", context, status=INVALID if sent else 200)
    reading = form.reading
    courses, rates = changes(reading, organization)
    context = {
        "library": library,
        "errors": reading.errors[:MOST_ERRORS],
        "error_count": len(reading.errors),
        "kinds": [(_("หลักสูตร"), courses), (_("อัตราค่าใช้จ่าย"), rates)],
        "proposal": "" if reading.errors else signed(reading, organization),
        "is_nothing": all(change.is_same for change in (*courses, *rates)),
    }
    return render(request, "courses/import_read.html", context, status=INVALID if reading.errors else 200)


@for_keepers
@posted_from("courses:import")
def library_confirm(request: ActingRequest, library: Library) -> HttpResponse:
    """Save what was read and shown."""

    def act() -> str:
        courses, rates = save_library(form.reading, organization=library.organization, by=request.user)
        message = _("นำเข้าแล้ว เพิ่มหรือแก้หลักสูตร {courses} รายการ อัตราค่าใช้จ่าย {rates} รายการ")
        return saved(request, message.format(courses=courses, rates=rates), "library", library)

    form = ConfirmForm(request.POST, organization=library.organization)
    if form.is_valid():
        return carry_out(request, act)
    messages.error(request, " ".join(map(str, form.errors["proposal"])))
    context = {"library": library, "form": UploadForm(organization=library.organization)}
    return render(request, "courses/import.html", context, status=INVALID)
