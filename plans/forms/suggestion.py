"""Another wording of a passage, and the word with which one is declined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.layout import page_helper
from thai.forms import LineField, PlainTextField

LONGEST = 10_000


class SuggestionForm(forms.Form):
    """Where, which words, what instead, and why; ``headings`` are (code, label), or groups of such."""

    code = forms.ChoiceField(label=_("หัวข้อ"))
    old_text = PlainTextField(
        label=_("ข้อความเดิม"),
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=_("คัดลอกจากแผนให้ตรงทุกตัวอักษร ยาวพอให้มีแห่งเดียวในหัวข้อ"),
    )
    new_text = PlainTextField(
        label=_("ข้อความที่เสนอแทน"),
        max_length=LONGEST,
        required=False,
        strip=True,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=_("เว้นว่างถ้าเสนอให้ตัดข้อความเดิมออก"),
    )
    reason = LineField(label=_("เหตุผล"), max_length=500)

    def __init__(self, *args: Any, headings: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = headings  # type: ignore[attr-defined]
        self.helper = page_helper("code", "old_text", "new_text", "reason")
