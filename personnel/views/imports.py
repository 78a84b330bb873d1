"""Staff lists that come in as files: upload, columns, preview, confirmation, and undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.write import CONTENT_TYPE
from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from organizations.posted import posted_from
from personnel.access import for_writers
from personnel.forms.imports import ColumnsForm, UploadForm
from personnel.frame import create_frame
from personnel.imports import preview
from personnel.imports.apply import ImportRefused, ImportStale, Rows, apply, discard, expire, undo
from personnel.imports.plan_import import restage
from personnel.imports.upload import next_of, others_of, take_in
from personnel.imports.workbooks import marked_workbook, staff_list_workbook, template_workbook
from personnel.models import StaffImport
from personnel.staff_list import frames_of
from personnel.views.saving import INVALID, saved

FORM_METHODS = ["GET", "HEAD", "POST"]
PAGE = 50


def _batch(organization: Organization, pk: int, *states: str) -> StaffImport:
    """One import of an LAO in one of these states (any, when none is named), or Http404."""
    batches = organization.staff_imports.select_related("frame", "organization", "uploaded_by", "applied_by")
    return get_object_or_404(batches.filter(state__in=states) if states else batches, pk=pk)


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@for_writers
@require_safe
def imports(request: ActingRequest, organization: Organization) -> HttpResponse:
    """Every list that was brought in, the newest first."""
    batches = organization.staff_imports.exclude(state=StaffImport.State.DISCARDED)
    page = Paginator(batches.select_related("frame", "uploaded_by"), PAGE).get_page(request.GET.get("page"))
    context = {"organization": organization, "page": page, "frames": frames_of(organization)}
    return render(request, "personnel/imports.html", context)


@for_writers
@require_http_methods(FORM_METHODS)
def import_create(request: ActingRequest, organization: Organization) -> HttpResponse:
    """Upload a list; nothing of it is in the staff list yet."""
    sent = request.method == "POST"
    form = UploadForm(
        request.POST if sent else None, request.FILES if sent else None, organization=organization
    )
    if form.is_valid():
        try:
            return carry_out(request, lambda: _stage(request, organization, form))
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    context = {"organization": organization, "form": form}
    return render(request, "personnel/import_create.html", context, status=INVALID if sent else 200)


def _stage(request: ActingRequest, organization: Organization, form: UploadForm) -> str:
    expire(organization)
    frame = form.frame or create_frame(
        organization=organization, first_year=form.cleaned_data["first_year"], by=request.user
    )
    file = form.cleaned_data["file"]
    batch = take_in(file.read(), file_name=file.name, frame=frame, by=request.user)
    if not batch.counts:
        messages.warning(request, _("ไม่พบหัวตารางหรือไม่พบตำแหน่งในแฟ้มนี้ กรุณาเลือกแผ่นงานและคอลัมน์เอง"))
        return reverse("personnel:import_columns", args=[organization.code, batch.pk])
    return saved(request, _("อ่านแฟ้มแล้ว กรุณาตรวจก่อนยืนยัน"), "import", organization, batch.pk)


@for_writers
@require_http_methods(FORM_METHODS)
def import_columns(request: ActingRequest, organization: Organization, batch: int) -> HttpResponse:
    """Which sheet, and which column is what."""
    found = _batch(organization, batch, StaffImport.State.PROPOSED)
    form = ColumnsForm(request.POST or None, batch=found)
    if form.is_valid():
        return carry_out(request, lambda: _read_again(request, organization, found, form))
    context = {"organization": organization, "batch": found, "form": form}
    return render(request, "personnel/import_columns.html", context, status=INVALID if form.is_bound else 200)


def _read_again(
    request: ActingRequest, organization: Organization, batch: StaffImport, form: ColumnsForm
) -> str:
    elsewhere = form.reads_elsewhere
    restage(batch, choice=form.choice())
    if elsewhere:
        return saved(request, _("อ่านแฟ้มใหม่แล้ว กรุณาตรวจคอลัมน์"), "import_columns", organization, batch.pk)
    return saved(request, _("อ่านแฟ้มตามคอลัมน์ที่เลือกแล้ว"), "import", organization, batch.pk)


@for_writers
@require_safe
def import_preview(request: ActingRequest, organization: Organization, batch: int) -> HttpResponse:
    """Row by row what the list would do, or did."""
    found = _batch(organization, batch)
    chosen = request.GET.get("status", "")
    page = Paginator(preview.filtered(found, chosen), PAGE).get_page(request.GET.get("page"))
    wrong = found.counts.get(preview.Status.ERROR, 0)
    context: dict[str, Any] = {
        "organization": organization,
        "batch": found,
        "state": found.state,
        "page": page,
        "rows": preview.shown(page.object_list),
        "filters": preview.filters(found),
        "chosen": chosen,
        "wrong": wrong,
        "right": sum(found.counts.values()) - wrong,
        "unknown": [row for row in found.report.get("dropped", []) if not row["is_known"]],
        "known": [row for row in found.report.get("dropped", []) if row["is_known"]],
        "others": others_of(found) if found.state == StaffImport.State.PROPOSED else [],
        "old_template": preview.old_template(found),
    }
    return render(request, "personnel/import.html", context)


@for_writers
@posted_from("personnel:import")
def import_confirm(request: ActingRequest, organization: Organization, batch: int) -> HttpResponse:
    """Carry the list out, whole or without the rows that are wrong."""
    found = _batch(organization, batch)
    rows: Rows = "good" if request.POST.get("rows") == "good" else "all"

    def act() -> str:
        counts = apply(found, by=request.user, rows=rows)
        message = _("นำเข้าแล้ว: ใหม่ {new} เปลี่ยน {changed} เหมือนเดิม {unchanged} ไม่ได้นำเข้า {error} แถว")
        return _settled(request, message.format(**counts), organization, found, "import", found.pk)

    return _answer(request, found, act)


@for_writers
@posted_from("personnel:import")
def import_discard(request: ActingRequest, organization: Organization, batch: int) -> HttpResponse:
    """Give a proposal up."""
    found = _batch(organization, batch)

    def act() -> str:
        discard(found, by=request.user)
        message = _("ทิ้งรายการนี้แล้ว ข้อมูลบุคลากรไม่เปลี่ยน")
        return _settled(request, message, organization, found, "imports")

    return _answer(request, found, act)


def _settled(
    request: ActingRequest,
    message: str,
    organization: Organization,
    batch: StaffImport,
    page: str,
    *rest: int,
) -> str:
    """To the next sheet of the same file that waits, else to ``page``."""
    following = next_of(batch)
    if following is None:
        return saved(request, message, page, organization, *rest)
    ahead = _("{done} ต่อไปคือแผ่นงาน {sheet} ของแฟ้มเดียวกัน").format(done=message, sheet=following.sheet)
    return saved(request, ahead, "import", organization, following.pk)


@for_writers
@require_http_methods(FORM_METHODS)
def import_undo(request: ActingRequest, organization: Organization, batch: int) -> HttpResponse:
    """Ask, then put everything back as it was before the import."""
    found = _batch(organization, batch)
    if request.method != "POST":
        if found.state != StaffImport.State.APPLIED:
            return redirect("personnel:import", organization.code, found.pk)
        return render(request, "personnel/import_undo.html", {"organization": organization, "batch": found})

    def act() -> str:
        undo(found, by=request.user)
        return saved(request, _("ยกเลิกการนำเข้าแล้ว ข้อมูลกลับเป็นเหมือนก่อนนำเข้า"), "imports", organization)

    return _answer(request, found, act)


def _answer(request: ActingRequest, batch: StaffImport, act: Callable[[], str]) -> HttpResponse:
    """Carry out once; what is refused is said on the page of the import, read anew where it was out of date."""
    try:
        return carry_out(request, act)
    except ImportStale as stale:
        batch.refresh_from_db()
        restage(batch)
        messages.warning(request, str(stale))
    except ImportRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("personnel:import", batch.organization.code, batch.pk)


@for_writers
@require_safe
def import_marked(request: ActingRequest, organization: Organization, batch: int) -> HttpResponse:
    """The list with its errors marked, to be corrected and imported again."""
    found = _batch(organization, batch)
    return _download(marked_workbook(found), _("บัญชีบุคลากร-ตรวจแล้ว.xlsx"))


@for_writers
@require_safe
def import_template(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The empty template."""
    return _download(template_workbook(), _("แบบบัญชีบุคลากร.xlsx"))


@for_writers
@require_safe
def staff_list_download(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """The present staff list of a frame in the columns of the template."""
    frame = get_object_or_404(organization.frames, first_year=first_year)
    return _download(staff_list_workbook(frame), _("บัญชีบุคลากร-{year}.xlsx").format(year=first_year))
