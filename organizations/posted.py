"""Views that only take a form: who opens their address is led to the page on which the form stands.

Such a view shows that page again, with what is wrong, under its own address. Reloading it, or signing in anew there,
asks for that address with GET: an empty refusal would leave the reader with nothing to go on with.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

ALLOWED = ("GET", "HEAD", "POST")


def posted_from(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """POST goes to the view; GET to the page named ``page``, whose address begins as that of the view does."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(_address_of(page, request))
            return HttpResponseNotAllowed(ALLOWED)

        return taking

    return decorate


def _address_of(page: str, request: HttpRequest) -> str:
    """The page of what the view's address names, less what only the view asks for: these stand last."""
    named = list(request.resolver_match.kwargs.items()) if request.resolver_match else []
    for count in range(len(named), -1, -1):
        try:
            return reverse(page, kwargs=dict(named[:count]))
        except NoReverseMatch:
            continue
    raise NoReverseMatch(page)
