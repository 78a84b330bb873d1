"""Views of the library get the library of their address: an LAO's (with the national one behind it) or the national.

The officer keeps the LAO's own, the central editor the national; those who read plans of the LAO read its library,
and so do the board, the province and the centre above it. Everybody else is answered 404.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from courses.models import CostRate, Course
from organizations.access import View
from organizations.acting import ActingRequest
from organizations.models import Membership, Organization
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, PROVINCE_ROLES, Role

NATIONAL = "national"  #: instead of the code of an LAO in an address
OUTSIDE = BOARD_ROLES | PROVINCE_ROLES | {Role.AUDITOR, Role.CENTRAL_EDITOR}
READERS = PLAN_READING_ROLES | OUTSIDE
KEEPERS = frozenset({Role.HR_OFFICER, Role.CENTRAL_EDITOR})


@dataclass(frozen=True)
class Library:
    """What an address is about; ``organization`` is None for the national library."""

    organization: Organization | None
    may_write: bool

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.organization.code if self.organization else NATIONAL

    @property
    def name(self) -> str:
        """As pages call it."""
        return str(self.organization) if self.organization else _("ส่วนกลาง")

    @property
    def courses(self) -> QuerySet[Course]:
        """Every course that may be read here, retired ones included."""
        found: QuerySet[Course] = Course.objects.offered_to(self.organization).with_details()
        return found

    @property
    def rates(self) -> QuerySet[CostRate]:
        """Every rate that may be read here, retired ones included."""
        found: QuerySet[CostRate] = CostRate.objects.offered_to(self.organization)
        return found

    def keeps(self, row: Course | CostRate) -> bool:
        """True for a row of this very library, when the visitor may change it."""
        return self.may_write and self.is_own(row)

    def is_own(self, row: Course | CostRate) -> bool:
        """True for a row that this library itself has."""
        return row.organization_id == (self.organization.pk if self.organization else None)


def own_library(acting: Membership) -> str:
    """The part of the address under which somebody looks at courses first."""
    return acting.organization.code if acting.organization else NATIONAL


def _library(acting: Membership, slug: str) -> Library:
    if slug == NATIONAL:
        return Library(None, acting.role == Role.CENTRAL_EDITOR)
    if acting.organization is not None:
        if acting.organization.code != slug:
            raise Http404
        return Library(acting.organization, acting.role == Role.HR_OFFICER)
    within = {"board": acting.board} if acting.board else {"province": acting.province}
    organizations = Organization.objects.filter(**{key: body for key, body in within.items() if body})
    return Library(get_object_or_404(organizations, code=slug), may_write=False)


def _with_library(view: Callable[..., HttpResponse], allowed: frozenset[Role], *, keeping: bool) -> View:
    @wraps(view)
    def loaded(request: ActingRequest, library: str, **kwargs: Any) -> HttpResponse:
        if not request.acting or request.acting.role not in allowed:
            raise Http404
        found = _library(request.acting, library)
        if keeping and not found.may_write:
            raise Http404
        return view(request, found, **kwargs)

    loaded.access = allowed  # type: ignore[attr-defined]
    return loaded


def for_readers(view: Callable[..., HttpResponse]) -> View:
    """Hand ``library`` to a view instead of its part of the address, for those who may read it."""
    return _with_library(view, READERS, keeping=False)


def for_keepers(view: Callable[..., HttpResponse]) -> View:
    """As ``for_readers``, for those who keep this library."""
    return _with_library(view, KEEPERS, keeping=True)
