"""The first page after signing in: what the acting role has to do next and by when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.home.compose import elsewhere, home_of
from organizations import acting
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.navigation import work_place
from organizations.roles import Role


@roles(*Role)
@require_safe
def home(request: ActingRequest) -> HttpResponse:
    """One glance: lines with their day, and what waits in the person's other roles."""
    context = {
        "home": home_of(request.acting),
        "elsewhere": elsewhere(request.acting, acting.choices(request)),
        "work": work_place(request.acting),
    }
    return render(request, "approvals/home.html", context)
