"""``{% field_help "period" %}``: what to write in each box of a form, behind a question mark."""

from typing import Any

from django import template

from plans.forms.field_help import HELP

register = template.Library()


@register.inclusion_tag("plans/_field_help.html")
def field_help(*pages: str) -> dict[str, Any]:
    """The boxes of one form or of several that stand on one page."""
    return {"fields": [entry for page in pages for entry in HELP[page]], "page": pages[0]}
