"""Two people at one form: what the second is shown, and the version that a form was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Difference:
    """A value that somebody else stored meanwhile, beside the one typed here."""

    label: str
    typed: str
    stored: str


def differences(typed: forms.Form, stored: forms.Form) -> list[Difference]:
    """Visible fields of two forms of one kind whose values differ, as a person reads them."""
    pairs = ((field, shown(field), shown(stored[field.name])) for field in typed.visible_fields())
    return [Difference(str(field.label), mine, theirs) for field, mine, theirs in pairs if mine != theirs]


def shown(field: BoundField) -> str:
    """The value of a field in words: labels of choices, ใช่ and ไม่ใช่ of boxes, dates in their parts."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(field.field.widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else field.field.widget.decompress(value) or ()
        return " ".join(str(part) for part in parts if part)
    chosen: list[Any] = list(value) if isinstance(value, list | tuple) else [value]
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(labels.get(str(key), str(key)) for key in chosen if key not in (None, ""))
    return "" if value is None else str(field.field.prepare_value(value))


def seen_version(request: HttpRequest) -> int:
    """The version that the form was made from; 0, which is never stored, when it says none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
