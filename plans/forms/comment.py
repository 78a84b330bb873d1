"""A comment on a passage, and an answer to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thai.forms import LineField, PlainTextField

LONGEST_QUOTE = 500
LONGEST_COMMENT = 2000


class AnswerForm(forms.Form):
    """What is said."""

    body = PlainTextField(
        label=_("ความเห็น"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")


class CommentForm(AnswerForm):
    """Where, on which words, and what is said; ``choices`` are the passages of the plan in groups."""

    at = forms.ChoiceField(label=_("ส่วนของแผน"), widget=forms.Select({"class": "form-select"}))
    quote = LineField(
        label=_("ข้อความที่อ้างถึง (ถ้ามี)"),
        max_length=LONGEST_QUOTE,
        required=False,
        help_text=_("พิมพ์หรือวางข้อความเฉพาะตรงที่ต้องการให้ความเห็น"),
    )
    field_order = ("at", "quote", "body")

    def __init__(self, *args: Any, choices: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = choices  # type: ignore[attr-defined]
