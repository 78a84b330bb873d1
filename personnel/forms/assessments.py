"""One person's assessment, and what to show of the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy

from organizations.models import Organization
from personnel.assessing import Level, Sheet
from personnel.forms.layout import choose, page_helper
from personnel.forms.requirements import field_name
from personnel.matrix import State
from personnel.models import PersonnelGroup
from personnel.requirements import Item, Key, Part


@dataclass(frozen=True)
class Question:
    """An item with its five choices."""

    item: Item
    field: BoundField


class AssessmentForm(forms.Form):
    """Five choices for each item; ``complete`` asks that none is left open, as sending does."""

    def __init__(self, *args: Any, sheet: Sheet, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sheet = sheet
        for item in self._items():
            self.fields[field_name(item)] = forms.TypedChoiceField(
                label=item.name,
                choices=Level.choices,
                coerce=int,
                empty_value=None,
                required=complete,
                initial=sheet.scores.get(item.key),
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("กรุณาเลือกระดับ")},
            )

    def _items(self) -> list[Item]:
        return [item for group in self._sheet.groups for item in group.items]

    def parts(self) -> list[tuple[Part, list[Question]]]:
        """The questions as a page shows them."""
        return [
            (group.part, [Question(item, self[field_name(item)]) for item in group.items])
            for group in self._sheet.groups
        ]

    def levels(self) -> dict[Key, int]:
        """The items that have a readable answer."""
        typed = {item.key: self.cleaned_data.get(field_name(item)) for item in self._items()}
        return {key: level for key, level in typed.items() if level is not None}


class MatrixFilter(forms.Form):
    """Which people of the matrix to show; everybody by default. Unreadable choices are no choice."""

    unit = choose(gettext_lazy("ส่วนราชการ"), empty=gettext_lazy("ทุกส่วนราชการ"))
    group = forms.ChoiceField(label=gettext_lazy("กลุ่ม"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("การประเมิน"),
        required=False,
        choices=[("", gettext_lazy("ทั้งหมด")), *State.choices],
    )

    def __init__(
        self, data: Any, *, organization: Organization, groups: list[PersonnelGroup], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        cast(forms.ModelChoiceField, self.fields["unit"]).queryset = organization.units.all()
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            ("", gettext_lazy("ทุกกลุ่ม")),
            *((group.code, group.short_name) for group in groups),
        ]
        self.helper = page_helper(
            Div(*(Div(name, css_class="col-sm-6 col-lg-3") for name in self.fields), css_class="row")
        )

    def chosen(self) -> dict[str, Any]:
        """The readable choices."""
        self.is_valid()
        return dict(self.cleaned_data)
