"""Whom a person acts as: one membership at a time, chosen by the person and shown on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from organizations.models import Membership, User
from organizations.roles import Role
from thai.dates import today

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

SESSION_KEY = "acting_membership"


class ActingRequest(HttpRequest):
    """A request as views behind sign-in see it: by a known person, in a membership (for @signed_in: if any)."""

    user: User
    acting: Membership
    htmx: HtmxDetails


def active_memberships(user: User) -> list[Membership]:
    """Every membership of ``user`` in force today, bodies loaded, in the order in which ``Role`` names the roles."""
    rank = {role: place for place, role in enumerate(Role)}
    return sorted(user.memberships.active_on(today()).with_bodies(), key=lambda found: rank[Role(found.role)])


def choices(request: HttpRequest) -> list[Membership]:
    """The memberships among which the person of this request may choose, asked once a request."""
    if not request.user.is_authenticated:
        return []
    if not hasattr(request, "_acting_choices"):
        request._acting_choices = active_memberships(request.user)  # type: ignore[attr-defined]
    return request._acting_choices  # type: ignore[attr-defined]


def current(request: HttpRequest) -> Membership | None:
    """The membership in which this request acts; a role that ended yesterday is none."""
    memberships = choices(request)
    chosen = request.session.get(SESSION_KEY)
    for membership in memberships:
        if membership.pk == chosen:
            return membership
    return memberships[0] if memberships else None


def act_as(request: HttpRequest, membership: Membership) -> None:
    """Remember the person's choice for this session."""
    request.session[SESSION_KEY] = membership.pk


class ActingMiddleware:
    """Put ``request.acting`` (a membership, or a false value) on every request, looked up when first asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: current(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def context(request: HttpRequest) -> dict[str, Any]:
    """``acting`` and the roles to switch to (``acting_choices``) for templates."""
    if not hasattr(request, "acting"):
        return {"acting": None, "acting_choices": []}
    return {"acting": request.acting, "acting_choices": SimpleLazyObject(lambda: choices(request))}
