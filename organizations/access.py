"""Who may call a view: every view declares it, or the system check of this module refuses to start.

A view is public (``@public``), open to anybody signed in (``@signed_in``) or to roles (``@roles``).
What is not yours is answered 404, not 403, so that addresses tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from organizations.roles import Role

View = Callable[..., HttpResponse]
#: Views of packages, which bring their own rules.
FOREIGN_PREFIXES = ("allauth.", "django.")


def public(view: View) -> View:
    """Anybody, without sign-in."""
    view.access = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Anybody who is signed in, whatever the role."""
    view.access = "signed_in"  # type: ignore[attr-defined]
    return view


def roles(*allowed: Role) -> Callable[[View], View]:
    """Only those who act in one of ``allowed``; others get 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.acting or request.acting.role not in allowed:  # type: ignore[attr-defined]
                raise Http404
            return view(request, *args, **kwargs)

        guarded.access = frozenset(allowed)  # type: ignore[attr-defined]
        return guarded

    return decorate


def every_view() -> Iterator[tuple[str, URLPattern]]:
    """Each address pattern of the installation with its route, packages' own views left out."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            elif not pattern.callback.__module__.startswith(FOREIGN_PREFIXES):
                yield route, pattern

    yield from walk(get_resolver().url_patterns, "")


def undeclared_views() -> list[str]:
    """Routes whose view does not say who may call it."""
    return [route for route, pattern in every_view() if not hasattr(pattern.callback, "access")]
