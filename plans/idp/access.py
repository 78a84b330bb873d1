"""Views of individual plans get what they are about, or 404: nobody outside sees one, and inside only three."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from organizations.access import View
from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.roles import LAO_ROLES
from personnel.models import Person
from plans.idp.people import Case, Roster, first_year_of
from plans.models import Edition
from thai.fiscal import FiscalYear, FiscalYearError


def with_roster(view: Callable[..., HttpResponse]) -> View:
    """Hand ``roster`` to a view instead of LAO and year: whoever belongs to the LAO sees those people that are theirs."""

    @wraps(view)
    def loaded(request: ActingRequest, organization: str, year: int, **kwargs: Any) -> HttpResponse:
        return view(request, Roster(_own(request, organization), _year(year), request.acting), **kwargs)

    loaded.access = LAO_ROLES  # type: ignore[attr-defined]
    return loaded


def with_case(view: Callable[..., HttpResponse]) -> View:
    """Hand ``case`` to a view instead of LAO, year and person: for the person, the direct superior, the officer."""

    @wraps(view)
    def loaded(
        request: ActingRequest, organization: str, year: int, person: int, **kwargs: Any
    ) -> HttpResponse:
        people = Person.objects.select_related("supervisor", "organization")
        row = get_object_or_404(people, pk=person, organization=_own(request, organization))
        case = Case(row, _year(year), request.acting)
        if not case.may_see or (case.plan is None and case.place is None):
            raise Http404
        return view(request, case, **kwargs)

    loaded.access = "person, direct superior, officer"  # type: ignore[attr-defined]
    return loaded


def with_own_organization(view: Callable[..., HttpResponse]) -> View:
    """Hand ``organization`` to a view instead of its code, for those who belong to it."""

    @wraps(view)
    def loaded(request: ActingRequest, organization: str, **kwargs: Any) -> HttpResponse:
        return view(request, _own(request, organization), **kwargs)

    loaded.access = LAO_ROLES  # type: ignore[attr-defined]
    return loaded


def _own(request: ActingRequest, code: str) -> Organization:
    acting = request.acting
    own: Organization | None = acting.organization if acting and acting.role in LAO_ROLES else None
    if own is None or own.code != code:
        raise Http404
    return own


def _year(number: int) -> FiscalYear:
    """A fiscal year for which there is a master plan."""
    try:
        year = FiscalYear(number)
        get_object_or_404(Edition, year=first_year_of(year))
    except FiscalYearError as refusal:
        raise Http404(str(refusal)) from refusal
    return year
