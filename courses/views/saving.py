"""What the pages of the library share when they save."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from courses.access import Library
from courses.edit import Stale, retire
from courses.forms.rate import RetireForm
from courses.models import CostRate, Course
from organizations.acting import ActingRequest
from organizations.meeting import seen_version
from organizations.once import carry_out

INVALID, CONFLICT = 422, 409
FORM_METHODS = ["GET", "HEAD", "POST"]


def saved(request: ActingRequest, message: str, view: str, library: Library, *args: int) -> str:
    """Say that something was saved, and give the address to go on to."""
    messages.success(request, message)
    return reverse(f"courses:{view}", args=[library.slug, *args])


def refuse(form: forms.Form, refusal: ValidationError) -> None:
    """Show what the database refuses beside its field, or above the form; a code given twice beside the code."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        place = "code" if name == NON_FIELD_ERRORS or name not in form.fields else name
        form.add_error(place, errors)


def retire_page(
    request: ActingRequest,
    library: Library,
    row: Course | CostRate,
    *,
    address: str,
    said: tuple[str, str],
) -> HttpResponse:
    """Ask from which day on, then retire a row; a retired one is offered again. ``said`` is told afterwards."""
    form = RetireForm(request.POST or None)
    restores = row.retired_on is not None

    def act() -> str:
        day = None if restores else form.cleaned_data["day"]
        retire(row=row, on=day, expected_version=seen_version(request), by=request.user)
        messages.success(request, said[restores])
        return address

    status = 200
    if request.method == "POST":
        status = INVALID
        if restores or form.is_valid():
            try:
                return carry_out(request, act)
            except Stale as stale:
                form.add_error(None, str(stale))
                status = CONFLICT
    context = {"library": library, "row": row, "form": form, "restores": restores, "address": address}
    return render(request, "courses/retire.html", context, status=status)
