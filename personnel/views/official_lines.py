"""The official table of line competencies: what is loaded, reading a workbook, and loading what it says."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.spreadsheets.write import CONTENT_TYPE
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from organizations.roles import Role
from personnel.forms.official_lines import ConfirmForm, TableForm
from personnel.models import OfficialLineCompetency
from personnel.official_lines import changes, loaded, save_table, table_workbook

INVALID = 422


@roles(Role.CENTRAL_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def official_lines(request: ActingRequest) -> HttpResponse:
    """What is loaded; a workbook that is sent is read and shown, and nothing is saved."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        context = {
            "changes": list(changes(form.reading.table)),
            "unread": form.reading.unread,
            "proposal": form.proposal(),
            "source": form.cleaned_data["source"],
        }
        return render(request, "personnel/official_lines_read.html", context)
    return _page(request, form, INVALID if request.method == "POST" else 200)


def _page(request: ActingRequest, form: TableForm, status: int = 200) -> HttpResponse:
    sources = OfficialLineCompetency.objects.order_by("source").values_list("source", flat=True).distinct()
    context = {"form": form, "lines": list(changes(loaded())), "sources": list(sources)}
    return render(request, "personnel/official_lines.html", context, status=status)


@roles(Role.CENTRAL_EDITOR)
@posted_from("personnel:official_lines")
def official_lines_confirm(request: ActingRequest) -> HttpResponse:
    """Load what was read and shown."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        refused = TableForm()
        messages.error(request, " ".join(map(str, form.errors["proposal"])))
        return _page(request, refused, INVALID)

    def act() -> str:
        count = save_table(form.table, source=form.source, by=request.user)
        messages.success(
            request, _("โหลดสมรรถนะประจำสายงานตามบัญชีทางการ {count} สายงานแล้ว").format(count=count)
        )
        return reverse("personnel:official_lines")

    return carry_out(request, act)


@roles(Role.CENTRAL_EDITOR)
@require_safe
def official_lines_file(request: ActingRequest) -> HttpResponse:
    """The workbook to fill in, with what is loaded."""
    response = HttpResponse(table_workbook(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, "สมรรถนะประจำสายงาน.xlsx")
    return response
