"""Forms of a board's committee of twelve: who sits, and what the chair signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.master_committee import MasterRefused, Signed
from approvals.models import MasterCommittee, MasterSeat, NumberTaken
from approvals.numbers import propose, written, year_of
from organizations.form_layout import page_helper, side_by_side
from organizations.models import Membership
from thai.dates import today
from thai.forms import LineField, ThaiDateField


class SeatsForm(forms.Form):
    """Name and position of each of the twelve; what is not known yet may stay empty until the order."""

    def __init__(self, *args: Any, seats: Sequence[MasterSeat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        rows = []
        for seat in seats:
            name, position = f"name_{seat.place}", f"position_{seat.place}"
            heading = f"{seat.place}. {MasterSeat.Kind(seat.kind).label}"
            self.fields[name] = LineField(
                label=f"{heading}: {MasterSeat._meta.get_field('person_name').verbose_name}",
                max_length=150,
                required=False,
                initial=seat.person_name,
            )
            self.fields[position] = LineField(
                label=f"{seat.place}. {MasterSeat._meta.get_field('position').verbose_name}",
                max_length=200,
                required=False,
                initial=seat.position,
            )
            rows.append(side_by_side(name, position))
        self.helper = page_helper(Div(*rows))

    def people(self) -> list[tuple[str, str]]:
        """Name and position in the order of the seats."""
        data = self.cleaned_data
        return [(data[f"name_{seat.place}"], data[f"position_{seat.place}"]) for seat in self.seats]


class SignForm(forms.Form):
    """Number, date and who signs."""

    number = LineField(label=_("คำสั่งที่"), max_length=40, help_text=_("เลขลำดับและปี พ.ศ. เช่น 5/2569"))
    dated_on = ThaiDateField(label=_("สั่ง ณ วันที่"))
    signer_name = LineField(label=_("ผู้ลงนาม"), max_length=150)
    signer_position = LineField(label=_("ตำแหน่งผู้ลงนาม"), max_length=200)

    def __init__(self, *args: Any, committee: MasterCommittee, by: Membership, **kwargs: Any) -> None:
        day = today()
        usual = propose(committee.board, NumberTaken.Series.ORDER, year_of(day))
        initial = {
            "number": written(usual, year_of(day)),
            "dated_on": day,
            "signer_name": str(by.user),
            "signer_position": by.position or f"ประธาน{committee.board.name}",
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.helper = page_helper("number", "dated_on", "signer_name", "signer_position")

    def signed(self) -> Signed:
        """What the domain takes."""
        return Signed(**self.cleaned_data)

    def refuse(self, refused: MasterRefused) -> None:
        """Say why not, at the box at fault."""
        self.add_error(refused.field or None, str(refused))
