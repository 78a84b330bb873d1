"""Cost rates of a library, each with where it comes from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.access import Library, for_keepers, for_readers
from courses.edit import Stale, next_code, save_rate
from courses.forms.rate import RateForm
from courses.models import CostRate
from courses.records import rate_record
from courses.views.saving import CONFLICT, FORM_METHODS, INVALID, refuse, retire_page, saved
from organizations.acting import ActingRequest
from organizations.meeting import differences, seen_version
from organizations.once import carry_out
from thai.dates import today


@for_readers
@require_safe
def rates(request: ActingRequest, library: Library) -> HttpResponse:
    """Every rate that may be used here, the library's own first; retired ones at the end."""
    day = today()
    found = [
        (rate, library.keeps(rate), rate.retired_on is not None and rate.retired_on <= day)
        for rate in library.rates
    ]
    found.sort(key=lambda row: (row[2], not library.is_own(row[0])))
    return render(request, "courses/rates.html", {"library": library, "rows": found})


def _own(library: Library, pk: int) -> CostRate:
    return get_object_or_404(CostRate, organization=library.organization, pk=pk)


@for_keepers
@require_http_methods(FORM_METHODS)
def rate_create(request: ActingRequest, library: Library) -> HttpResponse:
    """A new rate."""
    form = RateForm(request.POST or None, code=next_code(CostRate, library.organization))
    return _form_page(request, library, form)


@for_keepers
@require_http_methods(FORM_METHODS)
def rate_edit(request: ActingRequest, library: Library, rate: int) -> HttpResponse:
    """Change a rate; a stale save is answered 409 with the stored values beside the typed ones."""
    row = _own(library, rate)
    return _form_page(request, library, RateForm(request.POST or None, record=rate_record(row)), row)


def _form_page(
    request: ActingRequest, library: Library, form: RateForm, row: CostRate | None = None
) -> HttpResponse:
    version = seen_version(request) if form.is_bound else row.version if row else 0
    context: dict[str, Any] = {"library": library, "rate": row, "form": form, "version": version}
    if not form.is_bound:
        return render(request, "courses/rate_form.html", context)
    status = INVALID
    if form.is_valid():
        try:
            return carry_out(request, lambda: _save(request, library, form, row, version))
        except ValidationError as refusal:
            refuse(form, refusal)
        except Stale as stale:
            now = _own(library, row.pk if row else 0)
            others = differences(form, RateForm(record=rate_record(now)))
            context |= {"stale": stale, "differences": others, "version": now.version}
            status = CONFLICT
    return render(request, "courses/rate_form.html", context, status=status)


def _save(
    request: ActingRequest, library: Library, form: RateForm, row: CostRate | None, version: int
) -> str:
    save_rate(
        organization=library.organization,
        record=form.record(),
        rate=row,
        expected_version=version,
        by=request.user,
    )
    return saved(request, _("บันทึกอัตราค่าใช้จ่ายแล้ว"), "rates", library)


@for_keepers
@require_http_methods(FORM_METHODS)
def rate_retire(request: ActingRequest, library: Library, rate: int) -> HttpResponse:
    """Ask from which day on, then offer the rate no longer; or offer it again."""
    row = _own(library, rate)
    said = (_("บันทึกว่าเลิกใช้อัตราแล้ว แผนที่คำนวณไว้ไม่เปลี่ยน"), _("นำอัตรากลับมาใช้แล้ว"))
    return retire_page(
        request, library, row, address=reverse("courses:rates", args=[library.slug]), said=said
    )
