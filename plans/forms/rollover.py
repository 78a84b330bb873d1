"""What of the last plan is taken over: texts with their years, the fate of projects, people and needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.models import CarriedProject
from plans.rollover.needs import UnmetNeed
from plans.rollover.people import Renewal
from plans.rollover.projects import Deciding, PastProject
from plans.rollover.texts import PastText, Taking
from thai.forms import LARGEST_INTEGER, LineField

REASON_LIMIT = CarriedProject._meta.get_field("reason").max_length


def chosen_of(keys: Sequence[str]) -> forms.MultipleChoiceField:
    """Boxes of a page that writes them itself; none need be ticked."""
    return forms.MultipleChoiceField(
        choices=[(key, key) for key in keys],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("รายการที่เลือกไม่มีอยู่แล้ว กรุณาเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง")},
    )


class TextsForm(forms.Form):
    """Which texts are taken over, and in them which years move on."""

    def __init__(self, *args: Any, rows: Sequence[PastText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["take"] = chosen_of([row.section.code for row in rows])
        self.fields["shift"] = chosen_of(
            [f"{row.section.code}:{place.start}" for row in rows for place in row.places]
        )
        for row in rows:
            self.fields[f"version-{row.section.code}"] = forms.IntegerField(
                min_value=1, max_value=LARGEST_INTEGER, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A text that is taken over was seen in some version."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("take"):
            self.add_error(None, ValidationError(_("ยังไม่ได้เลือกหัวข้อใด กรุณาเลือกหัวข้อที่จะนำมาอย่างน้อยหนึ่งหัวข้อ")))
        return cleaned

    def takings(self) -> dict[str, Taking]:
        """What is taken over, by the code of the heading."""
        places: dict[str, set[int]] = {}
        for key in self.cleaned_data["shift"]:
            code, _colon, start = key.rpartition(":")
            places.setdefault(code, set()).add(int(start))
        return {
            code: Taking(self.cleaned_data.get(f"version-{code}") or 0, frozenset(places.get(code, ())))
            for code in self.cleaned_data["take"]
        }

    def ticked(self, row: PastText) -> bool:
        """Whether the box of a heading is ticked."""
        return row.section.code in self.data.getlist("take") if self.is_bound else row.is_offered  # type: ignore[attr-defined]


class FateForm(forms.Form):
    """What becomes of one project; left open where nobody has decided yet."""

    fate = forms.ChoiceField(
        label=gettext_lazy("ผลการพิจารณา"),
        choices=CarriedProject.Fate.choices,
        required=False,
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    reason = LineField(label=gettext_lazy("เหตุผล (ต้องเขียนเมื่อยกเลิก)"), required=False, max_length=REASON_LIMIT)

    def __init__(self, data: Any = None, *, row: PastProject) -> None:
        decision = row.decision
        initial = {"fate": decision.fate, "reason": decision.reason} if decision else {}
        super().__init__(data, prefix=f"p{row.project.pk}", initial=initial)
        self.row = row
        self.fields["moving"] = chosen_of([year.key for year in row.years])

    def clean(self) -> dict[str, Any]:
        """Nobody gives a project up without saying why."""
        cleaned = super().clean() or {}
        if cleaned.get("fate") == CarriedProject.Fate.CANCELLED and not cleaned.get("reason"):
            self.add_error("reason", ValidationError(_("กรุณาเขียนเหตุผลที่ยกเลิกโครงการนี้")))
        return cleaned

    def moves(self, key: str, by_default: bool) -> bool:
        """Whether the box of a year is ticked."""
        return key in self.data.getlist(self.add_prefix("moving")) if self.is_bound else by_default  # type: ignore[attr-defined]

    @property
    def years(self) -> list[dict[str, Any]]:
        """Years in the project's texts with their boxes."""
        return [
            {"year": year, "place": year.place, "ticked": self.moves(year.key, year.place.moves)}
            for year in self.row.years
        ]


class FateForms:
    """The forms of all projects of the last plan."""

    def __init__(self, rows: Sequence[PastProject], data: Any = None) -> None:
        self.is_bound = data is not None
        self.forms = [FateForm(data, row=row) for row in rows]

    def __iter__(self) -> Any:
        return iter(self.forms)

    def is_valid(self) -> bool:
        """True when every form is."""
        return all([form.is_valid() for form in self.forms])

    @property
    def has_errors(self) -> bool:
        """True when one of the forms that were sent is wrong."""
        return self.is_bound and any(form.errors for form in self.forms)

    def deciding(self, rest: str = "") -> dict[int, Deciding]:
        """The decisions that were made, by project; ``rest`` is the fate of those that were left open."""
        return {
            form.row.project.pk: Deciding(data["fate"] or rest, data["reason"], frozenset(data["moving"]))
            for form in self.forms
            if (data := form.cleaned_data)["fate"] or rest
        }


class PeopleForm(forms.Form):
    """Which seats and which things to follow up are taken over, with the lists they were seen beside."""

    committee_version = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER)
    monitoring = forms.CharField(max_length=40)

    def __init__(self, *args: Any, renewal: Renewal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"] = chosen_of([row.key for row in renewal.seats])
        self.fields["items"] = chosen_of([str(row.item.pk) for row in renewal.items])


class NeedsForm(forms.Form):
    """Which unmet needs are proposed again."""

    def __init__(self, *args: Any, rows: Sequence[UnmetNeed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"] = chosen_of([str(row.need.pk) for row in rows if row.carried is None])

    def clean(self) -> dict[str, Any]:
        """Something is chosen."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("needs"):
            self.add_error(None, ValidationError(_("ยังไม่ได้เลือกความต้องการใด กรุณาเลือกอย่างน้อยหนึ่งรายการ")))
        return cleaned
