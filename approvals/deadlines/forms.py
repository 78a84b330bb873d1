"""The forms of deadlines: a board's meetings, and the times that an LAO takes for its steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.deadlines.leads import LEAST_DAYS, MOST_DAYS, STEPS
from approvals.deadlines.planning import LAST_WEEK
from approvals.models import Meeting, MeetingRule
from organizations.form_layout import anchored, page_helper, side_by_side
from plans.models import Parameter
from thai.dates import THAI_WEEKDAYS, today
from thai.digits import to_arabic
from thai.fiscal import ERA_OFFSET
from thai.forms import LineField, PlainTextField, ThaiDateField, ThaiField, ThaiIntegerField

WEEKS = ((1, "ที่หนึ่ง"), (2, "ที่สอง"), (3, "ที่สาม"), (4, "ที่สี่"), (LAST_WEEK, "สุดท้าย"))


class TimeOfDayField(ThaiField, forms.TimeField):
    """09:30 or 09.30, in Thai or Arabic digits."""

    default_error_messages = {"invalid": gettext_lazy("กรุณาใส่เวลา เช่น 09.30")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput({"size": "5", "placeholder": "09.30"}, format="%H.%M")
        super().__init__(**{"input_formats": ["%H.%M", "%H:%M"], "widget": widget, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = to_arabic(value).strip().removesuffix("น.").strip() if isinstance(value, str) else value
        return super().to_python(text)


class FillForm(forms.Form):
    """A year of meetings from a rule."""

    year = forms.TypedChoiceField(label=gettext_lazy("ปี พ.ศ."), coerce=int)
    week = forms.TypedChoiceField(label=gettext_lazy("สัปดาห์"), coerce=int, choices=WEEKS)
    weekday = forms.TypedChoiceField(label=gettext_lazy("วัน"), coerce=int)
    cut_off_days = ThaiIntegerField(
        label=gettext_lazy("รับเรื่องก่อนวันประชุม (วัน)"),
        min_value=0,
        max_value=60,
        help_text=gettext_lazy("โดยทั่วไป 10 ถึง 15 วัน ถ้าตรงวันเสาร์หรืออาทิตย์ ระบบเลื่อนเป็นวันศุกร์ก่อนหน้า"),
    )
    starts_at = TimeOfDayField(label=gettext_lazy("เวลา"), required=False)
    place = LineField(label=gettext_lazy("สถานที่"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, rule: MeetingRule) -> None:
        year = today().year + ERA_OFFSET
        usual = {
            "year": year if today().month < 12 else year + 1,
            "week": rule.week or 2,
            "weekday": 2 if rule.weekday is None else rule.weekday,
            "cut_off_days": rule.cut_off_days,
            "starts_at": rule.starts_at,
            "place": rule.place,
        }
        super().__init__(data, initial=usual)
        self.fields["year"].choices = [(each, each) for each in (year, year + 1)]  # type: ignore[attr-defined]
        self.fields["weekday"].choices = [  # type: ignore[attr-defined]
            (number, f"วัน{name}") for number, name in enumerate(THAI_WEEKDAYS)
        ]
        self.helper = page_helper(
            side_by_side("year", "week", "weekday", width="col-sm-4"),
            side_by_side("cut_off_days", "starts_at"),
            "place",
        )

    @property
    def rule(self) -> dict[str, Any]:
        """What is kept as the board's usual rule."""
        return {name: value for name, value in self.cleaned_data.items() if name != "year"}


class MeetingForm(forms.Form):
    """One meeting of a board."""

    held_on = ThaiDateField(label=gettext_lazy("วันที่ประชุม"))
    number = ThaiIntegerField(
        label=gettext_lazy("ครั้งที่"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=gettext_lazy("เว้นว่างได้ ระบบใช้เลขถัดไปของปีที่ประชุม"),
    )
    starts_at = TimeOfDayField(label=gettext_lazy("เวลา"), required=False)
    place = LineField(label=gettext_lazy("สถานที่"), max_length=200, required=False)
    cut_off_on = ThaiDateField(
        label=gettext_lazy("รับเรื่องถึงวันที่"),
        required=False,
        help_text=gettext_lazy("เว้นว่างได้ ระบบนับย้อนจากวันประชุมตามจำนวนวันที่ตั้งไว้"),
    )

    def __init__(self, data: Any = None, *, meeting: Meeting | None = None) -> None:
        names = ("held_on", "number", "starts_at", "place", "cut_off_on")
        super().__init__(data, initial={name: getattr(meeting, name) for name in names} if meeting else {})
        self.helper = page_helper(
            anchored("held_on"), side_by_side("number", "starts_at"), "place", anchored("cut_off_on")
        )


class CancelForm(forms.Form):
    """Why a meeting will not be held."""

    reason = PlainTextField(
        label=gettext_lazy("เหตุที่ยกเลิก"), max_length=300, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = page_helper("reason")


class LeadTimesForm(forms.Form):
    """The working days that an LAO takes for each step; empty means as the edition has it."""

    def __init__(self, data: Any = None, *, own: Mapping[str, int], rules: Mapping[str, Parameter]) -> None:
        super().__init__(data, initial=dict(own))
        for key, label in STEPS.items():
            rule = rules.get(key)
            usual = (
                _("ปกติ {days} วันทำการ ที่มา: {clause}").format(days=rule.value, clause=rule.clause)
                if rule
                else ""
            )
            self.fields[key] = ThaiIntegerField(
                label=label,
                required=False,
                min_value=LEAST_DAYS.get(key, 0),
                max_value=MOST_DAYS,
                help_text=usual,
            )
            self.fields[key].widget.attrs["size"] = "4"
        self.helper = page_helper(*STEPS)
