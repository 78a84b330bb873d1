"""Rows that are added, removed and put in order without a script: spare rows, delete boxes, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from thai.forms import ThaiIntegerField

SPARE_ROWS = 3
ORDER_LIMIT = 999


class RowForm(forms.Form):
    """One row; ``order`` says where it stands, and a row left empty is no row."""

    order = ThaiIntegerField(label=_("ลำดับ"), required=False, max_value=ORDER_LIMIT)


class RowFormSet(BaseFormSet):
    """All rows of a table; what was typed decides alone, not what was stored meanwhile."""

    deletion_widget = forms.CheckboxInput
    default_error_messages = {
        "missing_management_form": _("แบบไม่ครบถ้วน กรุณาเปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง"),
        "too_many_forms": _("ใส่ได้ไม่เกิน %(num)d แถว กรุณาลบแถวที่ไม่ใช้"),
    }

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """The delete box says what it does."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("ลบแถวนี้")

    def rows(self) -> list[forms.Form]:
        """Rows that hold something and are not to be deleted, valid or not."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]

    def values(self) -> list[dict[str, Any]]:
        """Values of the rows in the order of their numbers; rows without one stay at the end."""
        rows = [form.cleaned_data for form in self.rows()]
        rows.sort(key=lambda row: ORDER_LIMIT + 1 if row["order"] is None else row["order"])
        return [{name: value for name, value in row.items() if name != "DELETE"} for row in rows]


def rows_of(
    form_class: type[RowForm],
    formset_class: type[RowFormSet],
    stored: Sequence[Mapping[str, Any]],
    data: Any,
    *,
    prefix: str,
    most: int,
    form_kwargs: Mapping[str, Any] | None = None,
) -> Any:
    """The rows as stored with spare rows below them, or as typed when there is ``data``."""
    factory = formset_factory(
        form_class,
        formset=formset_class,
        extra=SPARE_ROWS,
        can_delete=True,
        max_num=most,
        validate_max=True,
        absolute_max=most + SPARE_ROWS,  # Django's own would make a thousand more for whoever asks
    )
    common: dict[str, Any] = {"prefix": prefix, "form_kwargs": dict(form_kwargs or {})}
    return factory(initial=list(stored), **common) if data is None else factory(data, **common)
