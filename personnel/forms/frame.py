"""The period of a staffing frame, and departments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Organization
from personnel.forms.layout import page_helper
from personnel.models import StaffingFrame, Unit
from thai.dates import today
from thai.fiscal import CYCLE_LENGTH, Cycle
from thai.forms import FiscalYearField, LineField, ThaiDateField


class FrameForm(forms.Form):
    """The first fiscal year of three, and for a new frame whether posts and holders come from the last one."""

    first_year = FiscalYearField(
        label=gettext_lazy("แผนอัตรากำลัง 3 ปี เริ่มปีงบประมาณ พ.ศ."),
        help_text=gettext_lazy("รอบต้องตรงกับรอบของแผนพัฒนาบุคลากร 3 ปี"),
    )
    copy = forms.BooleanField(label="", required=False)

    def __init__(
        self,
        *args: Any,
        organization: Organization,
        frame: StaffingFrame | None = None,
        **kwargs: Any,
    ) -> None:
        self.last = None if frame else organization.frames.first()
        super().__init__(*args, **{"initial": self._stored(frame), **kwargs})
        if self.last is None:
            del self.fields["copy"]
        else:
            self.fields["copy"].label = _("คัดลอกตำแหน่งและผู้ครองตำแหน่งจากแผนอัตรากำลัง {first} - {last}").format(
                first=self.last.first_year, last=self.last.last_year
            )
        self.helper = page_helper(*self.fields)

    def _stored(self, frame: StaffingFrame | None) -> dict[str, Any]:
        if frame is not None:
            return {"first_year": frame.first_year}
        first = self.last.first_year + CYCLE_LENGTH if self.last else Cycle.of(today()).first
        return {"first_year": first, "copy": True}

    @property
    def copy_from(self) -> StaffingFrame | None:
        """The frame to copy, when asked for."""
        return self.last if self.cleaned_data.get("copy") else None


class UnitForm(forms.Form):
    """A department, the title of its head, and whether it is in charge of personnel."""

    name = LineField(
        label=gettext_lazy("ชื่อส่วนราชการ"),
        max_length=150,
        help_text=gettext_lazy("เช่น กองคลัง หน่วยตรวจสอบภายใน"),
    )
    head_title = LineField(
        label=gettext_lazy("ตำแหน่งหัวหน้าส่วนราชการ"),
        max_length=150,
        help_text=gettext_lazy("ใช้ในคำสั่งแต่งตั้งคณะกรรมการ เช่น ผู้อำนวยการกองคลัง"),
    )
    is_hr = forms.BooleanField(
        label=gettext_lazy("รับผิดชอบการบริหารงานบุคคล"),
        required=False,
        help_text=gettext_lazy("มีได้แห่งเดียว เมื่อเลือกที่นี่ ส่วนราชการเดิมจะพ้นหน้าที่นี้"),
    )

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        stored = {name: getattr(unit, name) for name in UnitForm.base_fields} if unit else {}
        super().__init__(*args, **{"initial": stored, **kwargs})
        self.helper = page_helper(*self.fields)


class DayForm(forms.Form):
    """One day: on which a post is abolished or a department ends."""

    day = ThaiDateField(label=gettext_lazy("ตั้งแต่วันที่"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"day": today()}, **kwargs})
        self.helper = page_helper("day")
