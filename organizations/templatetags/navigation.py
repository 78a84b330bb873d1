"""``{% menu as links %}``: the main menu of whoever looks at the page."""

from typing import Any

from django import template

from organizations.navigation import Link
from organizations.navigation import menu as menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: dict[str, Any]) -> list[Link]:
    """The links of the acting role; those of a visitor on pages without a request."""
    request = context.get("request")
    return menu_of(getattr(request, "acting", None), request.path if request else "")
