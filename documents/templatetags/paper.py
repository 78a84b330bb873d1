"""Filters of the paper templates: every text on paper passes one of them, so no Arabic digit slips through."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.text import inline_html, to_html
from thai.digits import to_thai_running

register = template.Library()

# The engine would end a line after the stroke of ๙/๒๕๖๖. Only Thai digits: none stands inside our markup.
YEARS = re.compile("พ\\.ศ\\. [๐-๙]{4}(?: - [๐-๙]{4})?")
STROKED = re.compile("(?<![/๐-๙])[๐-๙]{1,6}(?:/[๐-๙]{1,6})+(?![/๐-๙])")


@register.filter
def narrative(text: str) -> SafeString:
    """Structured plain text as paragraphs and items, in Thai digits."""
    return _unbroken(to_html(to_thai_running(text)))


@register.filter
def line(text: str) -> SafeString:
    """One line, or a cell whose line breaks stay, in Thai digits."""
    return _unbroken(inline_html(to_thai_running(text)))


@register.filter
def heading(text: str) -> SafeString:
    """As ``line``, for what stands large in the middle: years of a cycle stay on one line with their พ.ศ."""
    return mark_safe(YEARS.sub(r'<span class="keep">\g<0></span>', line(text)))  # noqa: S308 - escaped before


def _unbroken(html: SafeString) -> SafeString:
    return mark_safe(STROKED.sub(r'<span class="keep">\g<0></span>', html))  # noqa: S308 - escaped before
