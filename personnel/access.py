"""Views of people and posts get the LAO of their address: its own officers write, its head and committee read.

Scores are for its officer, and for each person about oneself and one's direct subordinates: views that are open to
every member say for themselves whose. Nobody outside the LAO sees a person: everybody else is answered 404.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from organizations.access import View
from organizations.acting import ActingRequest
from organizations.models import Membership, Organization
from organizations.roles import DRAFTING_ROLES, LAO_ROLES, PLAN_READING_ROLES, Role

READERS = PLAN_READING_ROLES
WRITERS = DRAFTING_ROLES


def may_write(acting: Membership | None) -> bool:
    """True for the officer and the committee's secretariat."""
    return bool(acting and acting.role in WRITERS)


def _with_organization(view: Callable[..., HttpResponse], allowed: frozenset[Role]) -> View:
    @wraps(view)
    def loaded(request: ActingRequest, organization: str, **kwargs: Any) -> HttpResponse:
        acting = request.acting
        own: Organization | None = acting.organization if acting and acting.role in allowed else None
        if own is None or own.code != organization:
            raise Http404
        return view(request, own, **kwargs)

    loaded.access = allowed  # type: ignore[attr-defined]
    return loaded


def for_readers(view: Callable[..., HttpResponse]) -> View:
    """Hand ``organization`` to a view instead of its code, for those who may read its staff list."""
    return _with_organization(view, READERS)


def for_writers(view: Callable[..., HttpResponse]) -> View:
    """As ``for_readers``, for those who keep the staff list."""
    return _with_organization(view, WRITERS)


def for_officer(view: Callable[..., HttpResponse]) -> View:
    """As ``for_readers``, for the officer alone: what concerns the scores of everybody."""
    return _with_organization(view, frozenset({Role.HR_OFFICER}))


def for_members(view: Callable[..., HttpResponse]) -> View:
    """As ``for_readers``, for everybody of the LAO; the view itself asks whose page it is."""
    return _with_organization(view, LAO_ROLES)
