"""What forms of every app share: a crispy helper that leaves tag, token and buttons to the page, and fields in rows."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout


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
