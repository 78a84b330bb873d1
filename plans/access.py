"""Views of plans get the revision they may see, or 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organizations.access import View
from plans.models import Revision


def visible_revision(request: HttpRequest, organization: str, first_year: int, number: int) -> Revision:
    """The revision of an address, as far as the acting role may read it; Http404 otherwise."""
    return get_object_or_404(
        Revision.objects.visible_to(request.acting).with_plan(),  # type: ignore[attr-defined]
        plan__organization__code=organization,
        plan__first_year=first_year,
        number=number,
    )


def with_revision(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to a view instead of the three parts of its address."""

    @wraps(view)
    def loaded(
        request: HttpRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        return view(request, visible_revision(request, organization, first_year, number), **kwargs)

    loaded.access = "revision readers"  # type: ignore[attr-defined]
    return loaded


def with_editable_revision(view: Callable[..., HttpResponse]) -> View:
    """As ``with_revision``, for those who write: readers get 404, writers of a closed revision 409."""

    @wraps(view)
    def loaded(
        request: HttpRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        revision = visible_revision(request, organization, first_year, number)
        if revision.can_be_edited_by(request.acting):  # type: ignore[attr-defined]
            return view(request, revision, **kwargs)
        if revision.drafted_by_role_of(request.acting):  # type: ignore[attr-defined]
            return render(request, "plans/not_editable.html", {"revision": revision}, status=409)
        raise Http404

    loaded.access = "revision writers"  # type: ignore[attr-defined]
    return loaded
