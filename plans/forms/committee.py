"""The order that appoints the committee, and its members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.form_rows import RowForm, RowFormSet, rows_of
from personnel.models import Unit
from plans.facts import PlanFacts
from plans.forms.layout import Folded, anchored, page_helper, side_by_side
from plans.forms.own_words import OwnWordsForm, remembered, words_field
from plans.models import CommitteeMember
from plans.papers.orders import usual_words
from thai.forms import LineField, ThaiDateField

Seat, Duty = CommitteeMember.Seat, CommitteeMember.Duty
MOST_MEMBERS = 60


class OrderForm(OwnWordsForm):
    """Number, date and signer of the order; a draft may leave them empty."""

    number = LineField(
        label=gettext_lazy("คำสั่งที่"), required=False, max_length=40, help_text=gettext_lazy("เช่น 125/2569")
    )
    dated_on = ThaiDateField(label=gettext_lazy("ลงวันที่"), required=False)
    prints_names = forms.TypedChoiceField(
        label=gettext_lazy("ในคำสั่งให้พิมพ์"),
        choices=[("names", gettext_lazy("ชื่อ - สกุล และตำแหน่ง")), ("positions", gettext_lazy("เฉพาะตำแหน่ง"))],
        coerce=lambda value: value == "names",
        widget=forms.RadioSelect,
    )
    signer_name = LineField(label=gettext_lazy("ผู้ลงนาม"), required=False, max_length=150)
    signer_position = LineField(label=gettext_lazy("ตำแหน่งผู้ลงนาม"), required=False, max_length=200)
    grounds = words_field(gettext_lazy("ข้อความในคำสั่ง ก่อนรายชื่อ"))
    duties = words_field(gettext_lazy("ข้อความในคำสั่ง หลังรายชื่อ"))

    def __init__(self, *args: Any, facts: PlanFacts, **kwargs: Any) -> None:
        order = facts.committee_order
        self.usual = usual_words(facts)
        stored: dict[str, Any] = {"prints_names": "names", "usual_shown": remembered(self.usual)}
        if order is not None:
            names = ("number", "dated_on", "signer_name", "signer_position")
            stored |= {name: getattr(order, name) for name in names}
            stored["prints_names"] = "names" if order.prints_names else "positions"
        for name, words in self.usual.items():
            stored[name] = (getattr(order, name) if order else "") or words
        super().__init__(*args, **{"initial": stored, **kwargs})
        self.helper = page_helper(
            side_by_side("number", width="col-sm-6"),
            anchored("dated_on"),
            anchored("prints_names"),
            side_by_side("signer_name", "signer_position"),
            "usual_shown",
            Folded(_("ข้อความในคำสั่ง (แก้ไขได้)"), "grounds", "duties"),
        )


class MemberForm(RowForm):
    """One seat."""

    seat = forms.ChoiceField(
        label=gettext_lazy("เป็นกรรมการในฐานะ"), choices=Seat.choices, initial=Seat.UNIT_HEAD
    )
    duty = forms.ChoiceField(label=gettext_lazy("หน้าที่"), choices=Duty.choices, initial=Duty.MEMBER)
    unit = forms.TypedChoiceField(label=gettext_lazy("ส่วนราชการ"), required=False, empty_value=None)
    person_name = LineField(label=gettext_lazy("ชื่อ - สกุล"), required=False, max_length=150)
    position = LineField(label=gettext_lazy("ตำแหน่ง"), max_length=200)
    is_acting = forms.BooleanField(label=gettext_lazy("รักษาราชการแทน"), required=False)
    is_official = forms.BooleanField(
        label=gettext_lazy("เป็นข้าราชการหรือพนักงานส่วนท้องถิ่น"), required=False, initial=True
    )

    def __init__(self, *args: Any, units: Mapping[str, Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not a ModelChoiceField, which would ask the database for every row.
        field = cast(forms.TypedChoiceField, self.fields["unit"])
        field.choices = [("", _("ไม่ระบุ")), *((key, unit.name) for key, unit in units.items())]
        field.coerce = lambda key: _chosen(units, key)
        self.helper = page_helper(
            Div(
                Div("order", css_class="col-4 col-md-2 col-xl-1"),
                Div("position", css_class="col-12 col-md-5 col-xl-4"),
                Div("person_name", css_class="col-12 col-md-5 col-xl-4"),
                Div("duty", css_class="col-12 col-md-6 col-xl-3"),
                Div("seat", css_class="col-12 col-md-6 col-xl-5"),
                Div("unit", css_class="col-12 col-md-6 col-xl-4"),
                Div("is_acting", "is_official", "DELETE", css_class="col-12 col-md-6 col-xl-3"),
                css_class="row gx-3",
            )
        )

    def clean(self) -> dict[str, Any]:
        """An assistant secretary is an official (section 14.1 (5))."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("duty") == Duty.ASSISTANT
            and not cleaned.get("is_official")
            and not cleaned.get("DELETE")
        ):
            message = _("ผู้ช่วยเลขานุการต้องเป็นข้าราชการหรือพนักงานส่วนท้องถิ่น พนักงานจ้างเป็นไม่ได้")
            self.add_error("is_official", ValidationError(message))
        return cleaned


def _chosen(units: Mapping[str, Unit], key: str) -> Unit:
    if key not in units:
        raise ValueError(key)  # the field says that it is no choice
    return units[key]


class MemberFormSet(RowFormSet):
    """The whole committee: one chair, one secretary, and no more assistants than the edition allows."""

    limits: dict[str, tuple[int, str]]

    def clean(self) -> None:
        """Mark the first row that is one too many."""
        super().clean()
        counted: dict[str, int] = {}
        for form in self.rows():
            duty = form.cleaned_data.get("duty") or ""
            counted[duty] = counted.get(duty, 0) + 1
            most, message = self.limits.get(duty, (MOST_MEMBERS, ""))
            if counted[duty] > most:
                form.add_error("duty", ValidationError(message))


def member_formset(facts: PlanFacts, data: Any = None) -> MemberFormSet:
    """The members of a plan's committee with empty rows to add more."""
    names = ("seat", "duty", "unit_id", "person_name", "position", "is_acting", "is_official")
    stored = [
        {name.removesuffix("_id"): getattr(member, name) for name in names} | {"order": order}
        for order, member in enumerate(facts.committee, start=1)
    ]
    # A department that was closed meanwhile stays where it is named.
    units = {str(unit.pk): unit for unit in [*facts.units, *(m.unit for m in facts.committee if m.unit)]}
    formset = rows_of(
        MemberForm,
        MemberFormSet,
        stored,
        data,
        prefix="members",
        most=MOST_MEMBERS,
        form_kwargs={"units": units},
    )
    formset.limits = _limits(facts)
    return formset


def _limits(facts: PlanFacts) -> dict[str, tuple[int, str]]:
    most = int(facts.edition.number("committee_assistants_max"))
    clause = facts.edition.rules["committee_assistants_max"].clause
    return {
        Duty.CHAIR: (1, _("ประธานกรรมการมีได้เพียงคนเดียว กรุณาเปลี่ยนหน้าที่หรือลบแถวนี้")),
        Duty.SECRETARY: (1, _("กรรมการและเลขานุการมีได้เพียงคนเดียว กรุณาเปลี่ยนหน้าที่หรือลบแถวนี้")),
        Duty.ASSISTANT: (
            most,
            _("ผู้ช่วยเลขานุการมีได้ไม่เกิน {most} คน ตาม{clause} กรุณาเปลี่ยนหน้าที่หรือลบแถวนี้").format(
                most=most, clause=clause
            ),
        ),
    }
