"""A cost rate: an amount that never stands without where it comes from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.fields import CodeOfRowField
from courses.models.costs import RATE_LIMIT, CostKind, CostUnit
from courses.records import RateRecord
from organizations.form_layout import anchored, page_helper, side_by_side
from thai.dates import today
from thai.forms import BahtField, LineField, ThaiDateField


class RateFacts(forms.Form):
    """What a page and a row of a workbook say alike."""

    code = CodeOfRowField(label=_("รหัสอัตรา"), help_text=_("ใช้หาอัตราเดิมเมื่อนำเข้าแฟ้ม แต่ละอัตราไม่ซ้ำกัน เช่น LR001"))
    name = LineField(label=_("รายการ"), max_length=200, help_text=_("เช่น ค่าสมนาคุณวิทยากรที่เป็นบุคลากรของรัฐ"))
    baht = BahtField(label=_("อัตรา (บาท)"), max_value=RATE_LIMIT, help_text=_("เช่น 600 หรือ 1,450.50"))
    source = LineField(
        label=_("ระเบียบหรือแหล่งที่มา"),
        max_length=300,
        help_text=_("ชื่อระเบียบ ข้อ หรือหนังสือที่กำหนดอัตรานี้ ถ้ายังไม่ทราบ ให้เลือกว่าเป็นตัวอย่าง และเขียนว่าได้มาจากที่ใด"),
    )


class RateForm(RateFacts):
    """A rate on its page."""

    kind = forms.ChoiceField(label=_("ประเภทค่าใช้จ่าย"), choices=CostKind.choices)
    unit = forms.ChoiceField(
        label=_("หน่วย"), choices=CostUnit.choices, help_text=_("ระบบคูณจำนวนคน วัน คืน หรือชั่วโมงให้ตามหน่วย")
    )
    dated_on = ThaiDateField(label=_("ลงวันที่ของแหล่งที่มา"), required=False)
    is_example = forms.BooleanField(
        label=_("เป็นตัวอย่าง"), required=False, help_text=_("ยังไม่ได้ตรวจสอบกับระเบียบที่ใช้บังคับ")
    )

    def __init__(self, *args: Any, record: RateRecord | None = None, code: str = "", **kwargs: Any) -> None:
        stored = {name: getattr(record, name) for name in RateForm.base_fields} if record else {"code": code}
        super().__init__(*args, **{"initial": stored, **kwargs})
        self.kept = record
        self.helper = page_helper(
            side_by_side("code", "kind"),
            "name",
            side_by_side("baht", "unit"),
            "source",
            anchored("dated_on"),
            "is_example",
        )

    def record(self) -> RateRecord:
        """What was typed; whether it is retired stays as it is."""
        return RateRecord(**self.cleaned_data, retired_on=self.kept.retired_on if self.kept else None)


class RetireForm(forms.Form):
    """From which day on something is no longer offered."""

    day = ThaiDateField(label=_("เลิกใช้ตั้งแต่วันที่"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"day": today()}, **kwargs})
        self.helper = page_helper(anchored("day"))
