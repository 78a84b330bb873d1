"""Forms of a committee's meetings: when and where, who came, what was said, voices, and the resolution."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.case import Case
from approvals.evidence import EvidenceField
from approvals.forms import _grouped, _reasons
from approvals.meetings.call import Plans
from approvals.meetings.conclude import Resolution
from approvals.meetings.resolve import OUTCOMES
from approvals.models import AgendaItem, Attendee, Away, Meeting, Outcome, Vote
from approvals.moves import MOVES
from plans.forms.layout import anchored, page_helper, side_by_side
from thai.digits import to_arabic
from thai.forms import LineField, PlainTextField, ThaiDateField, ThaiField, ThaiIntegerField

TEXT_LIMIT = 20_000  #: characters of what was said on one matter


class ClockField(ThaiField, forms.TimeField):
    """An hour of the day, typed as 09:30 or ๙.๓๐."""

    default_error_messages = {"invalid": gettext_lazy("กรุณากรอกเวลาเป็นชั่วโมงและนาที เช่น 9:30")}

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6}
        )
        super().__init__(**{"input_formats": ["%H:%M", "%H.%M"], "widget": widget, **options})

    def to_python(self, value: Any) -> datetime.time | None:
        typed = to_arabic(value).replace("น.", "").strip() if isinstance(value, str) else value
        return super().to_python(typed)


class MeetingForm(forms.Form):
    """Number, day, hour and place; or the day until which members answer a circulated paper."""

    number = ThaiIntegerField(label=gettext_lazy("ประชุมครั้งที่"), min_value=1, max_value=999)
    held_on = ThaiDateField(
        label=gettext_lazy("วันที่ประชุม"),
        help_text=gettext_lazy("ปี พ.ศ. ของเลขครั้งที่เป็นปีของวันประชุม"),
    )
    starts_at = ClockField(
        label=gettext_lazy("เริ่มเวลา"),
        error_messages={"required": gettext_lazy("กรุณากรอกเวลาเริ่มประชุม")},
        help_text=gettext_lazy("เช่น 9:30"),
    )
    place = LineField(
        label=gettext_lazy("สถานที่"),
        max_length=200,
        error_messages={"required": gettext_lazy("กรุณากรอกสถานที่ประชุม")},
    )
    by_circulation = forms.BooleanField(
        label=gettext_lazy("เวียนขอมติเป็นหนังสือแทนการประชุม"),
        required=False,
        help_text=gettext_lazy("ใช้ได้เมื่อคำสั่งแต่งตั้งให้ทำได้ ต้องมีผู้เห็นชอบเกินกึ่งหนึ่งของกรรมการทั้งหมด"),
    )
    with_plan = forms.BooleanField(
        label=gettext_lazy("มีวาระพิจารณาให้ความเห็นชอบแผนนี้"), required=False, initial=True
    )

    def __init__(self, *args: Any, circulates: bool, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ["by_circulation"] if circulates else []
        if circulates:
            self.fields["held_on"].help_text = _("ถ้าเวียนขอมติ คือวันสุดท้ายที่ให้ตอบ")
        for name in ("starts_at", "place"):
            self.fields[name].required = not circulates
        if is_new:
            names.append("with_plan")
        for name in {"by_circulation", "with_plan"} - set(names):
            del self.fields[name]
        self.helper = page_helper(
            side_by_side("number"), anchored("held_on"), side_by_side("starts_at"), "place", *names
        )

    def clean(self) -> dict[str, Any]:
        """A meeting of people has an hour and a place."""
        values = super().clean() or self.cleaned_data
        if not values.get("by_circulation"):
            for name, words in (("starts_at", _("กรุณากรอกเวลาเริ่มประชุม")), ("place", _("กรุณากรอกสถานที่ประชุม"))):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return values

    def plans(self) -> Plans:
        """What was filled in."""
        values = self.cleaned_data
        names = ("number", "held_on", "starts_at", "place")
        return Plans(
            **{name: values[name] for name in names}, by_circulation=bool(values.get("by_circulation"))
        )


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = LineField(label=gettext_lazy("เหตุที่ยกเลิกการประชุม"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("reason")


class RollForm(forms.Form):
    """Who came and why others did not: two boxes for each person called."""

    def __init__(self, *args: Any, seats: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            who = seat.name or seat.position
            self.fields[f"presence_{seat.pk}"] = forms.ChoiceField(
                label=who,
                choices=Attendee.Presence.choices,
                initial=seat.presence,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"reason_{seat.pk}"] = LineField(
                label=_("เหตุที่ไม่มา ของ {who}").format(who=who),
                max_length=200,
                required=False,
                initial=seat.absence_reason,
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each person with the two boxes, for the page."""
        return [
            {"seat": seat, "presence": self[f"presence_{seat.pk}"], "reason": self[f"reason_{seat.pk}"]}
            for seat in self.seats
        ]

    def marked(self) -> dict[int, tuple[str, str]]:
        """Presence and reason by seat."""
        values = self.cleaned_data
        return {seat.pk: (values[f"presence_{seat.pk}"], values[f"reason_{seat.pk}"]) for seat in self.seats}


class GuestForm(forms.Form):
    """Somebody who attends without a vote."""

    name = LineField(label=gettext_lazy("ชื่อ - สกุล"), max_length=150)
    position = LineField(label=gettext_lazy("ตำแหน่ง"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "guest_%s", **kwargs})
        self.helper = page_helper(side_by_side("name", "position"))


class ItemForm(forms.Form):
    """A matter and what was said about it."""

    heading = forms.TypedChoiceField(
        label=gettext_lazy("ระเบียบวาระ"), coerce=int, choices=AgendaItem.Heading.choices
    )
    title = LineField(label=gettext_lazy("เรื่อง"), max_length=300)
    discussion = PlainTextField(
        label=gettext_lazy("สาระและความเห็นของที่ประชุม"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("พิมพ์ในรายงานการประชุม แก้ไขได้จนกว่าประธานจะรับรองรายงาน"),
    )

    def __init__(self, *args: Any, item: AgendaItem | None = None, **kwargs: Any) -> None:
        known = {"title": item.title, "discussion": item.discussion} if item else {"heading": 5}
        super().__init__(*args, **{"initial": known, **kwargs})
        if item is not None:
            del self.fields["heading"]
        self.helper = page_helper(*self.fields)


class AwayForm(forms.Form):
    """Who is out of one matter, and why."""

    attendee = forms.TypedChoiceField(label=gettext_lazy("ผู้ประชุม"), coerce=int)
    why = forms.ChoiceField(label=gettext_lazy("เหตุ"), choices=Away.Why.choices)
    note = LineField(label=gettext_lazy("รายละเอียด"), max_length=200, required=False)

    def __init__(self, *args: Any, seats: Iterable[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "away_%s", **kwargs})
        field = self.fields["attendee"]
        field.choices = [(seat.pk, f"{seat.name} {seat.position}".strip()) for seat in seats]  # type: ignore[attr-defined]
        self.helper = page_helper(side_by_side("attendee", "why"), "note")


class VoteForm(forms.Form):
    """One member's own voice, on the content that was read."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("ออกเสียง"), choices=Vote.Choice.choices, widget=forms.RadioSelect
    )
    note = LineField(
        label=gettext_lazy("ความเห็น (ถ้ามี)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("เก็บไว้กับเสียงของท่าน"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("seen", anchored("choice"), "note")


class RecordForm(forms.Form):
    """Voices that the secretary writes down: a choice for each member present who has not spoken."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, seats: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "record_%s", **kwargs})
        self.seats = seats
        choices = [("", _("ยังไม่บันทึก")), *Vote.Choice.choices]
        for seat in seats:
            self.fields[f"voice_{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.name} {seat.position}".strip(), choices=choices, required=False
            )
        names = [f"voice_{seat.pk}" for seat in seats]
        self.helper = page_helper("seen", *(Div(name) for name in names))

    def clean(self) -> dict[str, Any]:
        """At least one voice."""
        values = super().clean() or self.cleaned_data
        if not self.errors and not any(values.get(f"voice_{seat.pk}") for seat in self.seats):
            raise forms.ValidationError(_("กรุณาเลือกเสียงของกรรมการอย่างน้อย 1 คน"))
        return values

    def voices(self) -> dict[int, str]:
        """What was chosen, by seat."""
        chosen = {seat.pk: self.cleaned_data[f"voice_{seat.pk}"] for seat in self.seats}
        return {key: choice for key, choice in chosen.items() if choice}


class ResolutionForm(forms.Form):
    """What the committee resolved; empty follows the votes."""

    outcome = forms.ChoiceField(label=gettext_lazy("มติที่ประชุม"), widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("เหตุผลที่ส่งกลับ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("เลือกเมื่อมีมติส่งกลับหรือไม่เห็นชอบ"),
    )
    note = PlainTextField(
        label=gettext_lazy("รายละเอียดของมติ"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("ต้องกรอกเมื่อเลื่อนการพิจารณา"),
    )
    override_reason = LineField(
        label=gettext_lazy("เหตุที่มติต่างจากผลคะแนน"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("กรอกเฉพาะเมื่อเลือกมติที่ต่างจากผลที่คำนวณจากคะแนนเสียง"),
    )

    def __init__(self, *args: Any, case: Case, computed: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"outcome": computed}, **kwargs})
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (
                outcome.value,
                _("{outcome} (ผลตามคะแนนเสียง)").format(outcome=outcome.label)
                if outcome == computed
                else outcome.label,
            )
            for outcome in OUTCOMES
        ]
        back = next(move for move in MOVES if move.action == "committee_return")
        self.offered = {reason.code: reason for reason in _reasons(back, case)}
        self.fields["reasons"].choices = _grouped(self.offered.values(), case)  # type: ignore[attr-defined]
        self.helper = page_helper(anchored("outcome"), "note", "override_reason", anchored("reasons"))

    def resolution(self) -> Resolution:
        """What was filled in; reasons go with what is sent back only."""
        values = self.cleaned_data
        goes_back = values["outcome"] in (Outcome.RETURNED, Outcome.REJECTED)
        return Resolution(
            outcome=values["outcome"],
            note=values["note"],
            reasons=tuple(self.offered[code] for code in values["reasons"]) if goes_back else (),
            override_reason=values["override_reason"],
        )


class FileForm(forms.Form):
    """A scan of what was brought to the meeting on paper."""

    file = EvidenceField(
        label=gettext_lazy("ไฟล์สแกน"),
        help_text=gettext_lazy("ใบลงคะแนน บัญชีลงชื่อผู้มาประชุม หรือหนังสือตอบ เป็น PDF JPEG หรือ PNG ไม่เกิน 10 MB"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "scan_%s", **kwargs})
        self.helper = page_helper("file")


class PaperForm(forms.Form):
    """The wording of a paper of a meeting."""

    text = PlainTextField(
        label=gettext_lazy("ข้อความ"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=gettext_lazy("ขึ้นบรรทัดใหม่เพื่อขึ้นย่อหน้า เลขข้อพิมพ์เอง ข้อความระหว่าง ** กับ ** เป็นตัวหนา"),
    )
    taken_by = LineField(label=gettext_lazy("ผู้จดรายงานการประชุม"), max_length=150, required=False)

    def __init__(self, *args: Any, is_minutes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_minutes:
            del self.fields["taken_by"]
        self.helper = page_helper(*self.fields)


def known_of(meeting: Meeting) -> dict[str, Any]:
    """What a form about a meeting begins with."""
    return {
        name: getattr(meeting, name) for name in ("number", "held_on", "starts_at", "place", "by_circulation")
    }
