"""What a person typed into a form that could not be taken: given back on the page that says so, to be copied."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: Words: a Thai letter or a space between; keys, numbers of rows and choices have neither.
_WORDS = re.compile(r"[\u0e01-\u0e2e]|\S\s+\S")
_NEVER = re.compile(r"password|csrf|form_key", re.IGNORECASE)


def typed_texts(request: HttpRequest) -> list[str]:
    """Texts of the form that was sent, in its order; nothing that is secret, and no choices or numbers."""
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []  # another site's form would show its own words on our page
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if not _NEVER.search(name) and _WORDS.search(value)
    ]


class SignInMiddleware(LoginRequiredMiddleware):
    """Who is not signed in is sent to sign in; if something was typed meanwhile, it is given back first."""

    def handle_no_permission(  # type: ignore[override]  # Django's stub knows the redirect alone
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        """The sign-in page, or the page with the texts when a session ended under a form."""
        if not typed_texts(request):
            return super().handle_no_permission(request, view_func)
        context = {"sign_in": settings.LOGIN_URL}
        return render(request, "organizations/session_ended.html", context, status=401)
