"""What forms of every app share: a crispy helper that leaves tag, token and buttons to the page, and fields in rows."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString


def page_helper(*layout: object) -> FormHelper:
    """A helper for a form whose <form> tag is written in the page."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if layout:
        helper.layout = Layout(*layout)
    return helper


def anchored(name: str) -> Div:
    """A field of several boxes in a block that carries its id, so that a link to the field has a target."""
    return Div(name, css_id=f"id_{name}", tabindex="-1")


def side_by_side(*names: str, width: str = "col-sm-6") -> Div:
    """Fields next to each other where the window is wide enough."""
    return Div(*(Div(name, css_class=width) for name in names), css_class="row")


class Folded(LayoutObject):
    """Fields that few people need, behind a line that opens them; open where one of them has an error."""

    def __init__(self, title: str | Promise, *fields: str) -> None:
        self.title, self.fields = title, list(fields)

    def render(
        self, form: forms.BaseForm, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        """The element with its fields."""
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        is_open = any(name in form.errors for name in self.fields)
        values = {"title": self.title, "fields": inside, "is_open": is_open}
        return render_to_string("components/_folded.html", values)
