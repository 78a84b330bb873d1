"""``{% check_panel %}``: the place of the findings beside every page of a plan that the reader may change."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from plans.models import Revision

register = template.Library()
OPEN_KEY = "check_panel_open"  #: of the session


def is_open(request: HttpRequest) -> bool:
    """True when the person opened the panel and has not closed it since."""
    return bool(request.session.get(OPEN_KEY))


@register.inclusion_tag("plans/_check_panel_place.html", takes_context=True)
def check_panel(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing on pages that are not about a plan, for readers, for closed plans, and on the check page itself."""
    request, revision = context.get("request"), context.get("revision")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or not isinstance(revision, Revision):
        return {"revision": None}
    is_wanted = match.app_name == "plans" and match.url_name not in ("check", "check_reason")
    if not is_wanted or not revision.can_be_edited_by(request.acting):
        return {"revision": None}
    return {"revision": revision, "at": request.path, "is_open": is_open(request)}
