"""A file that is sent with a form: what may be chosen, and a refusal that says what to choose instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class UploadField(forms.FileField):
    """One file of the kinds in ``accept`` (".docx,.txt") with at most ``max_bytes``, so that it is read at once.

    ``too_large`` is what is said of a larger one; ``label`` names the file in every other refusal.
    """

    def __init__(
        self, *, label: StrOrPromise, accept: str, max_bytes: int, too_large: StrOrPromise, **kwargs: Any
    ) -> None:
        choose = format_lazy(_("กรุณาเลือก{label}"), label=label)
        messages = {
            "required": choose,
            "missing": choose,
            "empty": format_lazy(_("แฟ้มนี้ว่างเปล่า กรุณาเลือก{label}ที่มีข้อมูล"), label=label),
            "invalid": _("ส่งแฟ้มไม่สำเร็จ กรุณาเลือกแฟ้มอีกครั้ง"),
        }
        widget = forms.FileInput(attrs={"accept": accept, "class": "form-control"})
        super().__init__(label=label, widget=widget, error_messages=messages, **kwargs)
        self.max_bytes, self.too_large = max_bytes, too_large

    def to_python(self, data: Any) -> File[Any] | None:
        file = super().to_python(data)
        if file is not None and (file.size or 0) > self.max_bytes:
            raise ValidationError(str(self.too_large), code="too_large")
        return file
