"""Forms of a board's meeting: seats, what is prepared for a plan, its resolution, and the run of numbers of the letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.evidence import EvidenceField
from approvals.meetings.conclude import BOARD_ACTIONS, Resolution
from approvals.models import AgendaItem, Attendee, Meeting, Outcome, ReturnReason
from approvals.numbers import LARGEST
from approvals.sittings.letters import Run
from approvals.sittings.people import may_be_called
from organizations.form_layout import anchored, page_helper, side_by_side
from thai.forms import LineField, PlainTextField, ThaiDateField, ThaiIntegerField

PLAN_OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome if outcome in BOARD_ACTIONS]
NOTE_LIMIT = 5_000  #: characters
TEXT_LIMIT = 200_000


class SeatForm(forms.Form):
    """A seat at the meeting: a person of the board, a substitute, or a guest."""

    membership = forms.ChoiceField(
        label=gettext_lazy("ผู้ใช้ของคณะกรรมการ"),
        required=False,
        help_text=gettext_lazy("เว้นว่างได้ หากผู้นี้ไม่ใช้ระบบ เช่น ผู้แทนหรือผู้เข้าร่วมประชุม"),
    )
    name = LineField(label=gettext_lazy("ชื่อ - สกุล"), max_length=150, required=False)
    position = LineField(label=gettext_lazy("ตำแหน่ง"), max_length=200, required=False)
    duty = forms.ChoiceField(label=gettext_lazy("หน้าที่"), choices=Attendee.Duty.choices)
    has_vote = forms.BooleanField(label=gettext_lazy("มีสิทธิออกเสียง"), required=False)
    acts_for = LineField(
        label=gettext_lazy("ปฏิบัติหน้าที่แทน"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("กรอกเมื่อมาประชุมแทนผู้อื่น เช่น แทนปลัดจังหวัด"),
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, seat: Attendee | None = None) -> None:
        kept = ("name", "position", "duty", "has_vote", "acts_for")
        initial = {name: getattr(seat, name) for name in kept} if seat else {"duty": Attendee.Duty.GUEST}
        super().__init__(data, initial=initial)
        self.seat = seat or Attendee(meeting=meeting)
        self.people = {str(one.pk): one for one in may_be_called(meeting)} if seat is None else {}
        if self.people:
            people = [(key, f"{one.user} {one.get_role_display()}") for key, one in self.people.items()]
            self.fields["membership"].choices = [("", _("ไม่เลือก")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["membership"]
        self.helper = page_helper(
            *(["membership"] if self.people else []),
            side_by_side("name", "position"),
            side_by_side("duty", "acts_for"),
            "has_vote",
        )

    def filled(self) -> Attendee:
        """The seat with what was filled in."""
        values = self.cleaned_data
        for name in ("name", "position", "duty", "has_vote", "acts_for"):
            setattr(self.seat, name, values[name])
        person = self.people.get(values.get("membership", ""))
        if person is not None:
            self.seat.membership = person
            self.seat.name = self.seat.name or str(person.user)
            self.seat.position = self.seat.position or person.position
        return self.seat


class PreparedForm(forms.Form):
    """What the secretary prepares for one plan."""

    outcome = forms.ChoiceField(label=gettext_lazy("ข้อเสนอของเลขานุการ"), required=False)
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("เหตุผล"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = PlainTextField(
        label=gettext_lazy("ข้อสังเกต"),
        max_length=NOTE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("ข้อความนี้เป็นรายละเอียดของมติและอยู่ในหนังสือแจ้งมติ"),
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, offered: Iterable[ReturnReason]) -> None:
        super().__init__(
            data,
            prefix="prepared",
            initial={
                "outcome": item.recommendation,
                "note": item.recommendation_note,
                "reasons": [reason.code for reason in item.reasons.all()],
            },
        )
        usual = _("ตามกลุ่มเรื่อง") if item.block_id and not item.pulled_by_id else _("เห็นชอบ (ไม่ระบุ)")
        self.fields["outcome"].choices = [("", usual), *PLAN_OUTCOMES]  # type: ignore[attr-defined]
        self.offered = _offer(self, offered)
        self.helper = page_helper("outcome", "note", _folded("prepared"))

    def chosen(self) -> list[ReturnReason]:
        """The reasons that were ticked."""
        return [self.offered[code] for code in self.cleaned_data["reasons"]]


class ResolutionForm(forms.Form):
    """The resolution on one plan."""

    outcome = forms.ChoiceField(label=gettext_lazy("มติ"), required=False)
    note = PlainTextField(
        label=gettext_lazy("รายละเอียดของมติ"),
        max_length=NOTE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("เหตุผล"), required=False, widget=forms.CheckboxSelectMultiple
    )
    override_reason = LineField(
        label=gettext_lazy("เหตุที่บันทึกมติต่างจากผลที่คำนวณ"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("กรอกเฉพาะเมื่อมติไม่ตรงกับผลคะแนน ข้อความนี้อยู่ในรายงานการประชุม"),
    )

    effective_on = ThaiDateField(
        label=gettext_lazy("มติให้มีผลใช้บังคับตั้งแต่วันที่"),
        required=False,
        help_text=gettext_lazy("เมื่อมติกำหนดวันมีผลไว้"),
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, offered: Iterable[ReturnReason]) -> None:
        super().__init__(
            data,
            prefix="resolved",
            initial={
                "note": item.recommendation_note,
                "reasons": [reason.code for reason in item.reasons.all()],
            },
        )
        self.fields["outcome"].choices = [("", _("ตามผลคะแนน")), *PLAN_OUTCOMES]  # type: ignore[attr-defined]
        self.offered = _offer(self, offered)
        self.helper = page_helper(
            "outcome", "note", _folded("resolved"), anchored("effective_on"), "override_reason"
        )

    def resolution(self) -> Resolution:
        """What was filled in, for ``conclude``."""
        values = self.cleaned_data
        return Resolution(
            outcome=values["outcome"],
            note=values["note"],
            reasons=[self.offered[code] for code in values["reasons"]],
            override_reason=values["override_reason"],
            effective_on=values["effective_on"],
        )


class BlockWordsForm(forms.Form):
    """Common remarks and reasons of a block, for its plans that have none of their own."""

    note = PlainTextField(
        label=gettext_lazy("ข้อสังเกตร่วม"),
        max_length=NOTE_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("ใช้กับเรื่องที่ไม่มีข้อสังเกตของตนเอง"),
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("เหตุผลร่วม"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, note: str, offered: Iterable[ReturnReason]) -> None:
        super().__init__(data, prefix="words", initial={"note": note})
        self.offered = _offer(self, offered)
        self.helper = page_helper("note", _folded("words"))

    def chosen(self) -> list[ReturnReason]:
        """The reasons that were ticked."""
        return [self.offered[code] for code in self.cleaned_data["reasons"]]


class ScanForm(forms.Form):
    """A paper of the meeting: ballots, a signed list."""

    scan = EvidenceField(
        label=gettext_lazy("ไฟล์สแกนใบลงคะแนน (ถ้ามี)"),
        required=False,
        help_text=gettext_lazy("แนบเมื่อออกเสียงบนกระดาษ เป็น PDF JPEG หรือ PNG ไม่เกิน 10 MB"),
    )


class RunForm(forms.Form):
    """Numbers, date and signer of all letters of a meeting."""

    prefix = LineField(  # type: ignore[assignment] # a field, not the prefix of names
        label=gettext_lazy("รหัสหนังสือก่อนเลขที่"), max_length=40, help_text=gettext_lazy("เช่น นค 0023.2/")
    )
    first = ThaiIntegerField(label=gettext_lazy("เลขที่แรก"), min_value=1, max_value=LARGEST)
    dated_on = ThaiDateField(label=gettext_lazy("ลงวันที่"))
    signer_name = LineField(label=gettext_lazy("ผู้ลงนาม"), max_length=150)
    signer_position = LineField(label=gettext_lazy("ตำแหน่งผู้ลงนาม"), max_length=200)

    def __init__(self, data: Any = None, *, usual: dict[str, Any]) -> None:
        super().__init__(data, initial=usual)
        self.helper = page_helper(
            side_by_side("prefix", "first"),
            anchored("dated_on"),
            side_by_side("signer_name", "signer_position"),
        )

    def run(self) -> Run:
        """What was filled in."""
        values = dict(self.cleaned_data)
        values["prefix"] = values["prefix"].rstrip("/ ") + "/"
        return Run(**values)


class LetterForm(forms.Form):
    """The wording of one letter."""

    addressee = LineField(label=gettext_lazy("เรียน"), max_length=200)
    body = PlainTextField(
        label=gettext_lazy("ข้อความ"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy("เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่ ข้อความระหว่าง ** กับ ** พิมพ์เป็นตัวหนา"),
    )

    helper = page_helper("addressee", "body")


class MinutesForm(forms.Form):
    """The wording of the minutes."""

    text = PlainTextField(
        label=gettext_lazy("ข้อความ"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 30}),
        help_text=gettext_lazy("เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่ ข้อความระหว่าง ** กับ ** พิมพ์เป็นตัวหนา"),
    )
    taken_by = LineField(label=gettext_lazy("ผู้จดรายงานการประชุม"), max_length=150)

    helper = page_helper("text", "taken_by")


def _offer(form: forms.Form, offered: Iterable[ReturnReason]) -> dict[str, ReturnReason]:
    found = {reason.code: reason for reason in offered}
    form.fields["reasons"].choices = [  # type: ignore[attr-defined]
        (code, format_html("<strong>{}</strong> {}", reason.name, reason.details.get("text", "")))
        for code, reason in found.items()
    ]
    return found


def _folded(prefix: str) -> Div:
    """The long list of reasons in a box of its own, which scrolls."""
    return Div("reasons", css_class="reasons-box", css_id=f"id_{prefix}_reasons", tabindex="0")
