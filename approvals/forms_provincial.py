"""Forms of a board's own texts: one text, and publishing drafts under a resolution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.form_layout import anchored, page_helper
from plans.models import ProvincialText
from plans.models.provincial import LONGEST
from plans.provincial import Heading, ProvincialRefused, refuse_unknown_places
from thai.forms import LineField, PlainTextField, ThaiDateField

Mode = ProvincialText.Mode


class TextForm(forms.Form):
    """How a text stands to the centre's, and its words."""

    mode = forms.ChoiceField(label=_("วิธีใช้ข้อความของจังหวัด"), choices=Mode.choices, widget=forms.RadioSelect)
    body = PlainTextField(
        label=_("ข้อความของจังหวัด"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 14, "spellcheck": "false"}),
        help_text=_(
            "พิมพ์หรือวางจาก Word ได้ เว้นบรรทัดว่างเพื่อขึ้นย่อหน้าใหม่ ขึ้นต้นบรรทัดด้วย ๑. ๑.๑ ๑) (๑) ก. หรือ - สำหรับข้อย่อย ใช้ **ตัวหนา** __ขีดเส้นใต้__ และ [[เชิงอรรถ]] ต่อท้ายคำที่อธิบาย"
        ),
    )

    def __init__(self, *args: Any, heading: Heading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heading.standing is None:  # nothing to go back from
            self.fields["mode"].choices = [row for row in Mode.choices if row[0] != Mode.NONE]  # type: ignore[attr-defined]
        self.helper = page_helper(anchored("mode"), "body")

    def clean(self) -> dict[str, Any]:
        """Words wherever the mode gives some, with places of the closed list only."""
        cleaned = super().clean() or {}
        mode, body = cleaned.get("mode"), cleaned.get("body")
        if mode == Mode.NONE or body is None or "body" in self.errors:
            return cleaned
        if not body.strip():
            self.add_error("body", ValidationError(_("กรุณากรอกข้อความของจังหวัด")))
            return cleaned
        try:
            refuse_unknown_places(body)
        except ProvincialRefused as refused:
            self.add_error("body", str(refused))
        return cleaned

    def refuse(self, refused: ProvincialRefused) -> None:
        """Say why not, at the box at fault."""
        self.add_error(refused.field or None, str(refused))


class SeenField(forms.MultipleChoiceField):
    """States of drafts as they were seen; whether they still are so is told when they are published, once."""

    def valid_value(self, value: str) -> bool:
        return True


class PublishForm(forms.Form):
    """Which drafts, and the resolution on which they rest."""

    drafts = SeenField(label=_("ร่างที่จะประกาศใช้"), widget=forms.CheckboxSelectMultiple)
    meeting_number = LineField(label=_("ประชุมครั้งที่"), max_length=20, help_text=_("ครั้งที่/ปี พ.ศ. เช่น 3/2569"))
    meeting_on = ThaiDateField(label=_("วันที่ประชุม"))

    def __init__(self, *args: Any, headings: Sequence[Heading], **kwargs: Any) -> None:
        choices = [(row.draft.seen, str(row.outline)) for row in headings if row.draft]
        super().__init__(*args, **{"initial": {"drafts": [seen for seen, _name in choices]}, **kwargs})
        self.fields["drafts"].choices = choices  # type: ignore[attr-defined]
        self.helper = page_helper(anchored("drafts"), "meeting_number", anchored("meeting_on"))

    def refuse(self, refused: ProvincialRefused) -> None:
        """Say why not, at the box at fault."""
        self.add_error(refused.field or None, str(refused))
