"""What no request may be, and the headers that every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)


class ContentSecurityPolicyMiddleware:
    """Allow only our own scripts, styles and pictures, and keep signed-in pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


MOST_READ = 64 * 1024 * 1024  #: of a body that is refused anyhow


class ImpossibleRequestMiddleware:
    """Refuse what no page of ours sends, before anything is made of it.

    Django limits the fields of a form, not its files: those would be written to the disk, however large, for
    anybody who asks. A NUL in an address is no text that PostgreSQL could look for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length[:20]) > settings.LARGEST_REQUEST:
            return self._too_large(request, length)
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def _too_large(self, request: HttpRequest, length: str) -> HttpResponse:
        """Say so; an answer in the middle of sending would only be shown as a lost connection."""
        if length.isdecimal() and int(length[:20]) <= MOST_READ:
            while request.read(1 << 20):
                pass
        return render(request, "400.html", status=413)
