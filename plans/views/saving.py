"""What pages that save share: carry out once, or answer 409 with everything typed still in the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from organizations.acting import ActingRequest
from organizations.meeting import Difference, differences, seen_version, shown
from plans.edit import RevisionClosed
from plans.models import Revision

__all__ = [
    "INVALID",
    "Difference",
    "address",
    "closed_is_409",
    "differences",
    "saved",
    "seen_version",
    "shown",
]

INVALID = 422  #: a form that is shown again with what is wrong


def closed_is_409(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A plan that moved on between opening the form and saving it: the page of ``plans.access`` again."""

    @wraps(view)
    def guarded(request: ActingRequest, revision: Revision, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, revision, **kwargs)
        except RevisionClosed:
            return render(request, "plans/not_editable.html", {"revision": revision}, status=409)

    return guarded


def address(revision: Revision, view: str, **kwargs: str | int) -> str:
    """The address of a view of this revision."""
    return reverse(view, kwargs={**revision.address, **kwargs})


def saved(request: ActingRequest, message: str, view: str, revision: Revision, **kwargs: str | int) -> str:
    """Say that something was saved, and give the address to go on to."""
    messages.success(request, message)
    return address(revision, view, **kwargs)
