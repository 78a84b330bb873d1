"""What the pages that save share: carry out once, say so, and show what was refused beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from personnel.forms.layout import refuse
from personnel.frame import Stale

INVALID, CONFLICT = 422, 409


def saved(
    request: ActingRequest, message: str, view: str, organization: Organization, *args: str | int
) -> str:
    """Say that something was saved, and give the address to go on to."""
    messages.success(request, message)
    return reverse(f"personnel:{view}", args=[organization.code, *args])


def page_of_form(
    request: ActingRequest,
    template: str,
    form: forms.Form,
    act: Callable[[], str],
    context: dict[str, Any],
) -> HttpResponse:
    """The page of a form: shown, carried out once, or shown again with what is wrong (422) or stale (409)."""
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            try:
                return carry_out(request, act)
            except ValidationError as refusal:
                refuse(form, refusal)
            except Stale as stale:
                form.add_error(None, str(stale))
                context, status = {**context, "seen": context["now"]}, CONFLICT
    return render(request, template, {**context, "form": form}, status=status)
