"""Filters and tags for the shared pieces of pages."""

from django import forms, template
from django.forms import BoundField

from organizations.typed import typed_texts
from thai.forms import ThaiDateWidget

register = template.Library()


@register.simple_tag(takes_context=True)
def typed(context: template.Context) -> list[str]:
    """Texts of the form that this page refuses."""
    return typed_texts(context["request"])


@register.filter
def first_box(field: BoundField) -> str:
    """The id of the box to which a link about this field leads: of a date, the box that is wrong."""
    widget = field.field.widget
    if isinstance(widget, forms.MultiWidget):
        wrong = getattr(widget, "wrong_part", None)
        return f"{field.auto_id}_{ThaiDateWidget.parts.index(wrong) if wrong else 0}"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
