"""The text of a heading."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import OutlineSection
from plans.models.content import SECTION_LIMIT
from thai.forms import LARGEST_INTEGER, PlainTextField


class SectionForm(forms.Form):
    """Structured plain text with the version it was written upon."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)
    body = PlainTextField(
        label=gettext_lazy("ข้อความ"),
        required=False,
        max_length=SECTION_LIMIT,
        widget=forms.Textarea({"rows": 18, "spellcheck": "false", "aria-describedby": "body-help"}),
    )
    is_done = forms.BooleanField(label=gettext_lazy("ทำส่วนนี้เสร็จแล้ว"), required=False)

    def __init__(self, *args: Any, outline: OutlineSection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outline = outline
        self.fields["is_done"].widget.attrs["class"] = "form-check-input"
        if outline.duty == OutlineSection.Duty.CONFIRM:
            self.fields["is_done"].label = gettext_lazy("อ่านและยืนยันข้อความนี้แล้ว")

    def clean(self) -> dict[str, Any]:
        """A heading that the officer writes cannot be finished while it is empty."""
        cleaned = super().clean() or {}
        writes = self.outline.duty == OutlineSection.Duty.WRITE
        if writes and cleaned.get("is_done") and cleaned.get("body") == "":
            self.add_error("body", ValidationError(_("กรุณาเขียนข้อความก่อนทำเครื่องหมายว่าเสร็จแล้ว")))
        return cleaned


class AutosaveForm(SectionForm):
    """The same, saved in the background while the person writes: the mark of completion stays as it is."""

    is_done = None  # type: ignore[assignment]

    def __init__(self, *args: Any, outline: OutlineSection, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        self.outline = outline
