"""Filters of the paper templates: every text on paper passes one of them, so no Arabic digit slips through."""

from django import template
from django.utils.safestring import SafeString

from documents.text import inline_html, to_html
from thai.digits import to_thai_running

register = template.Library()


@register.filter
def narrative(text: str) -> SafeString:
    """Structured plain text as paragraphs and items, in Thai digits."""
    return to_html(to_thai_running(text))


@register.filter
def line(text: str) -> SafeString:
    """One line, or a cell whose line breaks stay, in Thai digits."""
    return inline_html(to_thai_running(text))
