"""The form of a move: of all fields, those that the move asks for; what they must say is for the guards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div, LayoutObject
from django import forms
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.announce import with_defaults
from approvals.case import Case, Details, Objection
from approvals.evidence import EvidenceField, keep
from approvals.guards import quorum_of
from approvals.models import ReturnReason
from approvals.moves import seen_now
from approvals.numbers import Series, propose, written, year_of
from approvals.table import Ask, Move
from plans.forms.layout import Folded, anchored, page_helper, side_by_side
from plans.forms.own_words import words_field
from plans.models import Layout
from thai.forms import LineField, PlainTextField, ThaiDateField, ThaiIntegerField

NOTE_LIMIT = 5_000  #: characters
FIELDS: dict[Ask, tuple[str, ...]] = {
    Ask.REASONS: ("reasons",),
    Ask.NOTE: ("note",),
    Ask.NOTE_REQUIRED: ("note",),
    Ask.MEETING: ("meeting_number", "meeting_on"),
    Ask.AGENDA: ("meeting_number", "meeting_on", "agenda_item"),
    Ask.VOTES: ("members_present", "votes_for"),
    Ask.LETTER: ("letter_number", "letter_on"),
    Ask.EVIDENCE: ("evidence",),
    Ask.EFFECTIVE: ("effective_on",),
    Ask.ANNOUNCEMENT: (
        *("number", "dated_on", "effective_on", "late_reason", "signer_name", "signer_position"),
        "wording",
    ),
}


class MoveForm(forms.Form):
    """What a person fills in for one move of one revision."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    meeting_number = LineField(
        label=gettext_lazy("ประชุมครั้งที่"), max_length=20, help_text=gettext_lazy("ครั้งที่/ปี พ.ศ. เช่น 3/2569")
    )
    meeting_on = ThaiDateField(label=gettext_lazy("วันที่ประชุม"))
    agenda_item = LineField(
        label=gettext_lazy("ระเบียบวาระที่"), max_length=20, help_text=gettext_lazy("เช่น 4.2")
    )
    members_present = ThaiIntegerField(label=gettext_lazy("ผู้มาประชุม (คน)"), min_value=1, max_value=1_000)
    votes_for = ThaiIntegerField(label=gettext_lazy("เห็นชอบ (เสียง)"), max_value=1_000)
    letter_number = LineField(
        label=gettext_lazy("หนังสือนำส่งที่"), max_length=60, help_text=gettext_lazy("เช่น นค 71201/153")
    )
    letter_on = ThaiDateField(label=gettext_lazy("ลงวันที่"))
    number = LineField(
        label=gettext_lazy("เลขที่ประกาศ"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "เช่น 12/2569 ระบบเสนอเลขถัดไปที่ทราบ กรุณาเทียบกับทะเบียนประกาศของหน่วยงาน เว้นว่างได้หากไม่มีเลขที่"
        ),
    )
    dated_on = ThaiDateField(label=gettext_lazy("ประกาศ ณ วันที่"))
    effective_on = ThaiDateField(label=gettext_lazy("มีผลใช้บังคับตั้งแต่วันที่"))
    late_reason = LineField(
        label=gettext_lazy("เหตุผลที่ล่าช้าหรือมีผลย้อนหลัง"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("กรอกเมื่อวันที่มีผลใช้บังคับอยู่หลังวันที่ 1 ตุลาคมที่เริ่มรอบแผน หรืออยู่ก่อนวันที่ประกาศ"),
    )
    signer_name = LineField(label=gettext_lazy("ผู้ลงนาม"), max_length=150)
    signer_position = LineField(label=gettext_lazy("ตำแหน่งผู้ลงนาม"), max_length=200)
    wording = words_field(
        gettext_lazy("ข้อความ"),
        gettext_lazy("ระบบเติมวันที่ตรงที่เขียนว่า {วันที่มีผลใช้บังคับ} ถ้าต้องการกลับไปใช้ข้อความมาตรฐาน ให้ลบข้อความทั้งหมด"),
    )
    evidence = EvidenceField()
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("เหตุผล"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("กรุณาเลือกเหตุผลอย่างน้อย 1 ข้อ")},
        help_text=gettext_lazy("เลือกได้หลายข้อ ผู้จัดทำแผนจะเห็นข้อความเต็มของทุกข้อที่เลือก และเก็บไว้ในประวัติการดำเนินการ"),
    )
    note = PlainTextField(
        label=gettext_lazy("หมายเหตุ"), max_length=NOTE_LIMIT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, files: Any = None, *, move: Move, case: Case) -> None:
        super().__init__(data, files, initial=_initial(move, case))
        asked = {name for ask in move.asks for name in FIELDS[ask]}
        for name in self.fields.keys() - asked - {"seen"}:
            del self.fields[name]
        if "note" in asked:
            self.fields["note"].required = Ask.NOTE_REQUIRED in move.asks
            self.fields["note"].label = (
                _("เหตุผลหรือรายละเอียด") if Ask.NOTE_REQUIRED in move.asks else _("หมายเหตุ (ถ้ามี)")
            )
        if Ask.EFFECTIVE in move.asks:
            self.fields["effective_on"].required = False
            self.fields["effective_on"].label = _("มติให้มีผลใช้บังคับตั้งแต่วันที่ (ถ้ามติกำหนดไว้)")
        if "late_reason" in asked and case.revision.number:  # an amendment has no 1 October
            self.fields["late_reason"].label = _("เหตุผลที่มีผลย้อนหลัง")
            self.fields["late_reason"].help_text = _("กรอกเมื่อวันที่มีผลใช้บังคับอยู่ก่อนวันที่ประกาศ")
        if "reasons" in asked:
            self.offered = {reason.code: reason for reason in _reasons(move, case)}
            self.fields["reasons"].choices = _grouped(self.offered.values(), case)  # type: ignore[attr-defined]
        if "members_present" in asked:
            self.fields["members_present"].help_text = _quorum_help(case)
        self.helper = page_helper("seen", *_layout(move))

    def details(self) -> Details:
        """What was filled in, for ``moves.perform``."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        if "evidence" in values:
            values["evidence"] = keep(values["evidence"])
        if "reasons" in values:
            values["reasons"] = tuple(self.offered[code] for code in values["reasons"])
        return Details(**values)

    def refuse(self, objections: Iterable[Objection]) -> None:
        """Show why a guard refused, at the field where there is one."""
        for objection in objections:
            self.add_error(objection.field if objection.field in self.fields else None, objection.message)


def _initial(move: Move, case: Case) -> dict[str, Any]:
    """What is known already: what is seen, the meeting of the agenda, the usual answers of an announcement."""
    known: dict[str, Any] = {"seen": seen_now(case.revision, move)}
    if Ask.AGENDA in move.asks and (agenda := case.last("put_on_agenda")):
        known |= {name: getattr(agenda, name) for name in FIELDS[Ask.AGENDA]}
    if Ask.ANNOUNCEMENT in move.asks:
        usual = with_defaults(Details(dated_on=case.day), case.revision, case.by)
        known |= {name: getattr(usual, name) for name in FIELDS[Ask.ANNOUNCEMENT]}
        known["number"] = _next_number(case)
    return known


def _next_number(case: Case) -> str:
    """The number after the last announcement that the register knows; empty while it knows none of the year."""
    year = year_of(case.day)
    number = propose(case.revision.plan.organization, Series.ANNOUNCEMENT, year)
    return written(number, year) if number > 1 else ""


def _quorum_help(case: Case) -> str:
    return _("คณะกรรมการตามคำสั่งมี {total} คน (ไม่นับผู้ช่วยเลขานุการ) ต้องมาประชุมอย่างน้อย {needed} คน").format(
        total=case.voters, needed=quorum_of(case)
    )


# Reasons ---------------------------------------------------------------------------------------


def _reasons(move: Move, case: Case) -> Iterable[ReturnReason]:
    Audience = ReturnReason.Audience  # noqa: N806 the name of the class
    own = Audience.BOARD if move.is_for_board else Audience.COMMITTEE
    in_force = ReturnReason.objects.for_edition(case.revision.plan.edition.year)
    return in_force.filter(Q(audience=own) | Q(audience=Audience.BOTH))


def _grouped(reasons: Iterable[ReturnReason], case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices under the part of the plan that they are about; those about papers and procedure first."""
    parts = {"": _("เอกสารและกระบวนการ")}
    parts |= {
        outline.code: str(outline)
        for outline in case.facts.outline_of(Layout.SIX)
        if outline.parent_id is None
    }
    groups: dict[str, list[tuple[str, str]]] = {part: [] for part in parts}
    for reason in reasons:
        part = reason.details.get("section", "").partition(".")[0]
        groups[part if part in groups else ""].append((reason.code, _reason_label(reason)))
    return [(parts[part], choices) for part, choices in groups.items() if choices]


def _reason_label(reason: ReturnReason) -> str:
    return format_html(
        '<strong>{}</strong> {} <span class="text-muted">({})</span>',
        reason.name,
        reason.details.get("text", ""),
        reason.clause,
    )


# Layout ----------------------------------------------------------------------------------------


def _layout(move: Move) -> list[LayoutObject | str]:
    pieces: dict[Ask, list[LayoutObject | str]] = {
        Ask.MEETING: [side_by_side("meeting_number"), anchored("meeting_on")],
        Ask.AGENDA: [side_by_side("meeting_number", "agenda_item"), anchored("meeting_on")],
        Ask.VOTES: [side_by_side("members_present", "votes_for")],
        Ask.LETTER: [side_by_side("letter_number"), anchored("letter_on")],
        Ask.ANNOUNCEMENT: [
            side_by_side("number"),
            anchored("dated_on"),
            anchored("effective_on"),
            "late_reason",
            "signer_name",
            "signer_position",
            Folded(_("ข้อความในประกาศ (แก้ไขได้)"), "wording"),
        ],
        Ask.EVIDENCE: ["evidence"],
        Ask.EFFECTIVE: [anchored("effective_on")],
        Ask.REASONS: [Div("reasons", css_id="id_reasons", tabindex="-1")],
        Ask.NOTE: ["note"],
        Ask.NOTE_REQUIRED: ["note"],
    }
    return [piece for ask in move.asks for piece in pieces[ask]]
