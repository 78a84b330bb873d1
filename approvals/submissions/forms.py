"""Forms around a submission: a letter, the checklist, notes, answers to reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import BoardNote, Letter
from approvals.submissions.answers import Asked
from approvals.submissions.checklist import Row, Verdict
from approvals.submissions.letters import SIGNED, WORDING, LetterRefused, Numbered, usual_number
from organizations.form_layout import anchored, page_helper, side_by_side
from thai.dates import today
from thai.forms import LineField, PlainTextField, ThaiDateField

MATTER = 10_000  #: characters of the body of a letter
LONGEST_NOTE = 500


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LetterForm(forms.Form):
    """The wording of a letter within its form, and what it gets when it is issued."""

    office = PlainTextField(
        label=gettext_lazy("ที่ทำการ"),
        max_length=500,
        widget=_lines(3),
        help_text=gettext_lazy("บรรทัดละรายการ ชื่อที่ทำการก่อนแล้วที่อยู่ ครั้งต่อไประบบใช้ตามหนังสือฉบับก่อน"),
    )
    subject = LineField(label=gettext_lazy("เรื่อง"), max_length=300, widget=_lines(2))
    addressee = LineField(label=gettext_lazy("เรียน"), max_length=200, widget=_lines(2))
    refers_to = PlainTextField(
        label=gettext_lazy("อ้างถึง"),
        max_length=1_000,
        required=False,
        widget=_lines(2),
        help_text=gettext_lazy("บรรทัดละฉบับ เว้นว่างได้"),
    )
    enclosures = PlainTextField(
        label=gettext_lazy("สิ่งที่ส่งมาด้วย"),
        max_length=2_000,
        required=False,
        widget=_lines(4),
        help_text=gettext_lazy("บรรทัดละรายการ ระบบใส่ลำดับให้"),
    )
    body = PlainTextField(
        label=gettext_lazy("ข้อความ"),
        max_length=MATTER,
        widget=_lines(14),
        help_text=gettext_lazy("เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่"),
    )
    signer_name = LineField(label=gettext_lazy("ผู้ลงนาม"), max_length=150)
    signer_position = LineField(label=gettext_lazy("ตำแหน่งผู้ลงนาม"), max_length=200, widget=_lines(2))
    contact = PlainTextField(
        label=gettext_lazy("เจ้าของเรื่องและโทรศัพท์"), max_length=500, required=False, widget=_lines(2)
    )
    number = LineField(label=gettext_lazy("เลขที่หนังสือ"), max_length=60, required=False)
    dated_on = ThaiDateField(label=gettext_lazy("ลงวันที่"), required=False)

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        body = letter.organization or letter.board
        assert body is not None
        stored = {name: getattr(letter, name) for name in (*WORDING, *SIGNED)}
        usual = {"number": usual_number(body), "dated_on": today()}
        super().__init__(data, initial={**stored, **usual})
        self.fields["number"].help_text = _("เลขถัดไปตามทะเบียนหนังสือส่งในระบบ แก้ให้ตรงกับทะเบียนของหน่วยงานได้")
        if letter.kind == Letter.Kind.RETURN:
            del self.fields["enclosures"]
        heading = format_html('<h2 class="h4">{}</h2>', _("เมื่อออกหนังสือ"))
        asked = [name for name in ("refers_to", "enclosures") if name in self.fields]
        self.helper = page_helper(
            "office",
            "subject",
            "addressee",
            *asked,
            "body",
            "signer_name",
            "signer_position",
            "contact",
            HTML(heading),
            side_by_side("number"),
            anchored("dated_on"),
        )

    def wording(self) -> dict[str, str]:
        """What the letter says."""
        return {name: self.cleaned_data.get(name, "") for name in (*WORDING, *SIGNED)}

    def numbered(self) -> Numbered | None:
        """Number and date; None, with an error at the box, where one is missing."""
        number, dated_on = self.cleaned_data.get("number"), self.cleaned_data.get("dated_on")
        for name, value in (("number", number), ("dated_on", dated_on)):
            if not value:
                self.add_error(name, _("กรุณากรอกข้อมูลในช่องนี้"))
        return Numbered(number, dated_on) if number and dated_on else None

    def refuse(self, refused: LetterRefused) -> None:
        """Show why the letter cannot be kept or issued, at the box where there is one."""
        self.add_error(refused.field or None, str(refused))


class TickForm(forms.Form):
    """The word on one check; its boxes carry the number of the check."""

    verdict = forms.ChoiceField(
        choices=[("", gettext_lazy("ยังไม่ตรวจ")), *Verdict.choices], required=False, widget=forms.RadioSelect
    )
    note = LineField(label=gettext_lazy("หมายเหตุ"), max_length=LONGEST_NOTE, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: Row) -> None:
        tick = row.tick
        stored = {"verdict": row.verdict, "note": tick.note if tick else "", "version": row.version}
        super().__init__(data, prefix=f"c{row.check.number}", initial=stored)
        self.row = row
        self.said = ""  #: after saving
        self.is_refused = False

    @property
    def choices(self) -> Iterator[tuple[str, str, bool]]:
        """Value and label of each answer, and whether it is chosen."""
        chosen = self["verdict"].value() or ""
        without = _("ใช้ผลเครื่องตรวจ") if self.row.machine_is_content else _("ยังไม่ตรวจ")
        answers = (("", without), *Verdict.choices)
        return ((value, str(label), value == chosen) for value, label in answers)

    @property
    def note_typed(self) -> str:
        """What stands in the box of the note."""
        return self["note"].value() or ""

    def seen(self) -> int:
        """The version that was before the person."""
        return self.cleaned_data["version"]


def tick_forms(rows: Sequence[Row], data: Any = None) -> list[TickForm]:
    """A form for each of the thirty."""
    return [TickForm(data, row=row) for row in rows]


class NoteForm(forms.Form):
    """A note of the office: for whom comes first, so that nothing is told by mistake."""

    audience = forms.ChoiceField(
        label=gettext_lazy("บันทึกนี้"), choices=BoardNote.Audience.choices, widget=forms.RadioSelect
    )
    text = PlainTextField(label=gettext_lazy("ข้อความ"), max_length=2_000, widget=_lines(3))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"audience": BoardNote.Audience.INTERNAL})
        self.helper = page_helper(anchored("audience"), "text")


class AnswersForm(forms.Form):
    """A box for each reason of a return."""

    def __init__(self, data: Any = None, *, asked: Iterable[Asked]) -> None:
        super().__init__(data)
        for row in asked:
            text = row.reason.details.get("text") or row.reason.name
            self.fields[f"r{row.reason.pk}"] = PlainTextField(
                label=f"{row.reason.name}: {text}",
                max_length=2_000,
                required=False,
                widget=_lines(3),
                initial=row.answer.text if row.answer else "",
            )
        self.helper = page_helper()

    def texts(self) -> dict[int, str]:
        """Answers by the reason's key."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}
