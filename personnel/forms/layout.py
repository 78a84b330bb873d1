"""What the forms of people and posts share: a helper that leaves tag, token and buttons to the page, and refusals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.form_layout import page_helper, side_by_side

__all__ = [
    "NOT_CHOSEN",
    "UNKNOWN",
    "choose",
    "page_helper",
    "refuse",
    "side_by_side",
    "written",
    "yes_no_unknown",
]

NOT_CHOSEN = _("ยังไม่ได้เลือก")
UNKNOWN = _("ไม่ทราบ")


def choose(label: Any, *, empty: Any = NOT_CHOSEN, help_text: Any = "", required: bool = False) -> Any:
    """One row of a catalog; the form says which rows are offered."""
    return forms.ModelChoiceField(
        queryset=None, label=label, required=required, empty_label=empty, help_text=help_text
    )


def yes_no_unknown(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """True, False, or None for unknown."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        help_text=help_text,
        choices=[("", UNKNOWN), ("yes", _("ใช่")), ("no", _("ยังไม่ผ่าน"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )


def written(answer: bool | None) -> str:
    """A stored answer as ``yes_no_unknown`` shows it."""
    return {True: "yes", False: "no", None: ""}[answer]


def refuse(form: forms.Form, refusal: ValidationError) -> None:
    """Show what the domain refused beside its field where the form has it, else above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
