"""The period: years of the staffing plan, and the layout of the book."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.layout import anchored, page_helper, side_by_side
from plans.models import Layout, Revision
from thai.fiscal import CYCLE_LENGTH
from thai.forms import FiscalYearField


class PeriodForm(forms.Form):
    """Three fiscal years of the staffing plan (แผนอัตรากำลัง ๓ ปี) and how the book is laid out."""

    staffing_first_year = FiscalYearField(label=gettext_lazy("เริ่มปีงบประมาณ พ.ศ."))
    staffing_last_year = FiscalYearField(label=gettext_lazy("สิ้นสุดปีงบประมาณ พ.ศ."))
    layout = forms.ChoiceField(
        label=gettext_lazy("รูปแบบเล่ม"), choices=Layout.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any) -> None:
        stored = {
            "staffing_first_year": revision.staffing_first_year,
            "staffing_last_year": revision.staffing_last_year,
            "layout": revision.layout,
        }
        super().__init__(*args, **{"initial": stored, **kwargs})
        self.helper = page_helper(
            Fieldset(
                str(gettext_lazy("รอบของแผนอัตรากำลัง 3 ปี")),
                side_by_side("staffing_first_year", "staffing_last_year", width="col-sm-6 col-lg-4"),
            ),
            anchored("layout"),
        )

    def clean(self) -> dict[str, Any]:
        """The staffing plan, too, covers three fiscal years."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("staffing_first_year"), cleaned.get("staffing_last_year")
        if first and last and last - first + 1 != CYCLE_LENGTH:
            message = _("แผนอัตรากำลัง 3 ปีที่เริ่มปี {first} ต้องสิ้นสุดปี {right} กรุณาตรวจปีอีกครั้ง")
            right = first + CYCLE_LENGTH - 1
            self.add_error("staffing_last_year", ValidationError(message.format(first=first, right=right)))
        return cleaned
