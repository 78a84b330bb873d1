"""Choose the Word file of an old plan, and say what becomes of a part of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.uploads import UploadField
from plans.forms.layout import page_helper
from plans.models import OldPlanPart, Revision
from plans.models.content import SECTION_LIMIT
from plans.old_plan.blocks import MAX_BYTES
from plans.old_plan.store import APPEND, REPLACE, Taking, headings_of
from thai.forms import LARGEST_INTEGER, PlainTextField


class OldPlanForm(forms.Form):
    """One file."""

    file = UploadField(
        label=gettext_lazy("แฟ้มแผนเดิม"),
        help_text=gettext_lazy("แฟ้ม Word ชนิด .docx ขนาดไม่เกิน 7 MB"),
        accept=".docx",
        max_bytes=MAX_BYTES,
        too_large=gettext_lazy("แฟ้มใหญ่เกิน 7 MB กรุณาลบรูปภาพออกจากแฟ้มแล้วนำเข้าอีกครั้ง"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("file")


class TextPartForm(forms.Form):
    """Under which heading a text goes, in which wording, and beside or instead of what is there."""

    section = forms.ChoiceField(label=gettext_lazy("หัวข้อของแผน"))
    body = PlainTextField(
        label=gettext_lazy("ข้อความที่จะใส่ (แก้ไขได้)"),
        max_length=SECTION_LIMIT,
        widget=forms.Textarea({"rows": 18, "spellcheck": "false"}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("ใส่อย่างไร"),
        choices=[
            (REPLACE, gettext_lazy("แทนข้อความปัจจุบันของหัวข้อ (ข้อความที่มีผู้เขียนไว้จะเก็บไว้ให้)")),
            (APPEND, gettext_lazy("ต่อท้ายข้อความปัจจุบันของหัวข้อ")),
        ],
        widget=forms.RadioSelect,
    )
    versions = forms.CharField(widget=forms.HiddenInput, max_length=4000)

    def __init__(self, *args: Any, revision: Revision, part: OldPlanPart, **kwargs: Any) -> None:
        stored = dict(revision.sections.values_list("code", "version"))
        again = part.old_plan.parts.filter(
            section_code=part.section_code, kind=part.kind, state=OldPlanPart.State.ACCEPTED
        )
        initial = {
            "section": part.section_code,
            "body": part.original,
            "how": APPEND if part.section_code and again.exists() else REPLACE,
            "versions": " ".join(f"{code}={version}" for code, version in stored.items()),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", _("เลือกหัวข้อ")),
            *((row.code, str(row)) for row in headings_of(revision)),
        ]
        self.helper = page_helper("section", "body", "how", "versions")

    def taking(self) -> Taking:
        """What was asked for, with the version of the heading that was seen."""
        data = self.cleaned_data
        seen = dict(pair.partition("=")[::2] for pair in data["versions"].split())
        version = seen.get(data["section"], "")
        is_number = version.isdecimal() and int(version) < LARGEST_INTEGER if len(version) < 10 else False
        return Taking(data["section"], data["body"], data["how"], int(version) if is_number else 0)


class RowPartForm(forms.Form):
    """Whether amounts of other years enter the plan as its own."""

    shift = forms.BooleanField(required=False)

    def __init__(self, *args: Any, years: list[int], by: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if years and by:
            old, new = (", ".join(map(str, row)) for row in (years, [year + by for year in years]))
            self.fields["shift"].label = _("นำจำนวนคนและงบประมาณของปี {old} มาใส่เป็นปี {new}").format(
                old=old, new=new
            )
            self.fields["shift"].help_text = _("หากไม่เลือก จะไม่นำจำนวนของปีนอกแผนนี้มา")
        else:
            del self.fields["shift"]
        self.helper = page_helper(*self.fields)

    def taking(self) -> Taking:
        """What was asked for."""
        return Taking(years_shift=self.by if self.cleaned_data.get("shift") else 0)
