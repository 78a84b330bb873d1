"""Who may open the pages of orders: those who draft prepare them, the head of the LAO issues them, readers read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from approvals.models import AppointedMember, AppointmentOrder
from approvals.orders import order_at
from organizations.access import View
from organizations.models import Membership
from organizations.roles import PLAN_READING_ROLES, Role
from plans.access import visible_revision
from plans.models import Revision


def is_inside(revision: Revision, acting: Membership | None) -> bool:
    """True for those of the LAO who see what is not issued yet."""
    return bool(
        acting and acting.organization_id == revision.organization_id and acting.role in PLAN_READING_ROLES
    )


def may_sign(revision: Revision, acting: Membership | None) -> bool:
    """True for the head of this LAO, and for whoever performs the duties of the head in that role."""
    return bool(acting and acting.role == Role.HEAD and acting.organization_id == revision.organization_id)


def with_order_drafter(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to those who draft, whatever its state; 404 for others."""

    @wraps(view)
    def loaded(
        request: HttpRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        revision = visible_revision(request, organization, first_year, number)
        if not revision.drafted_by_role_of(request.acting):  # type: ignore[attr-defined]
            raise Http404
        return view(request, revision, **kwargs)

    loaded.access = "order drafters"  # type: ignore[attr-defined]
    return loaded


def with_order_signer(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to the head of the LAO; 404 for others."""

    @wraps(view)
    def loaded(
        request: HttpRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        revision = visible_revision(request, organization, first_year, number)
        if not may_sign(revision, request.acting):  # type: ignore[attr-defined]
            raise Http404
        return view(request, revision, **kwargs)

    loaded.access = "order signers"  # type: ignore[attr-defined]
    return loaded


def order_or_404(
    revision: Revision, seq: int, acting: Membership | None
) -> tuple[AppointmentOrder, list[AppointedMember]]:
    """An order of a revision with its members; one that is not issued only for those of the LAO."""
    found = order_at(revision, seq)
    if found is None or (found[0].issued_at is None and not is_inside(revision, acting)):
        raise Http404
    return found
