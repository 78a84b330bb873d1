"""The words of a yearly report's memorandum, and what it gets when it is issued."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models import LONGEST_WORDING, YearlyReport
from monitoring.reports import WORDING, Numbered, ReportRefused
from organizations.form_layout import anchored, page_helper, side_by_side
from thai.dates import today
from thai.forms import LineField, PlainTextField, ThaiDateField


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReportForm(forms.Form):
    """What stands before and after the figures, which come from the records."""

    office = LineField(label=gettext_lazy("ส่วนราชการ"), max_length=300, widget=_lines(2))
    addressee = LineField(label=gettext_lazy("เรียน"), max_length=200)
    opening = PlainTextField(
        label=gettext_lazy("ข้อความนำ"),
        max_length=LONGEST_WORDING,
        widget=_lines(8),
        help_text=gettext_lazy("ถ้าคณะกรรมการจัดทำแผนพิจารณาผลแล้ว ให้ระบุครั้งที่และวันที่ประชุมไว้ในย่อหน้านี้"),
    )
    closing = PlainTextField(
        label=gettext_lazy("ความเห็นและข้อเสนอ"),
        max_length=LONGEST_WORDING,
        widget=_lines(4),
        help_text=gettext_lazy("พิมพ์ต่อจากย่อหน้าสรุปตัวเลข ซึ่งระบบเขียนจากผลที่บันทึก"),
    )
    signer_name = LineField(label=gettext_lazy("ผู้ลงนาม"), max_length=150, required=False)
    signer_position = LineField(
        label=gettext_lazy("ตำแหน่งผู้ลงนาม"), max_length=200, required=False, widget=_lines(2)
    )
    number = LineField(label=gettext_lazy("ที่"), max_length=60, required=False)
    dated_on = ThaiDateField(label=gettext_lazy("ลงวันที่"), required=False)

    def __init__(self, data: Any = None, *, report: YearlyReport, usual_number: str) -> None:
        stored = {name: getattr(report, name) for name in WORDING}
        super().__init__(data, initial={**stored, "number": usual_number, "dated_on": today()})
        self.fields["number"].help_text = (
            _("เลขถัดไปตามทะเบียนบันทึกข้อความในระบบ แก้ให้ตรงกับทะเบียนของหน่วยงานได้")
            if usual_number
            else _("ปีนี้ยังไม่มีเลขบันทึกข้อความในระบบ กรุณาใส่เลขถัดไปตามทะเบียนของหน่วยงาน เช่น นค 71201/12 หรือ 12/2570")
        )
        heading = format_html('<h2 class="h4">{}</h2>', _("เมื่อออกรายงาน"))
        self.helper = page_helper(*WORDING, HTML(heading), side_by_side("number"), anchored("dated_on"))

    def wording(self) -> dict[str, str]:
        """What the memorandum says."""
        return {name: self.cleaned_data.get(name, "") for name in WORDING}

    def numbered(self) -> Numbered | None:
        """Number and date; None, with an error at the box, where one is missing."""
        number, dated_on = self.cleaned_data.get("number"), self.cleaned_data.get("dated_on")
        for name, value in (("number", number), ("dated_on", dated_on)):
            if not value and name not in self.errors:
                self.add_error(name, _("กรุณากรอกข้อมูลในช่องนี้"))
        return Numbered(number, dated_on) if number and dated_on else None

    def refuse(self, refused: ReportRefused) -> None:
        """Show why the report cannot be kept or issued, at the box where there is one."""
        self.add_error(refused.field or None, str(refused))
