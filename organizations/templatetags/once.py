"""``{% form_key %}``: the hidden field that makes a form count once."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organizations.once import FIELD, new_key

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """A hidden field with a fresh key."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())
