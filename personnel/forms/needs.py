"""The forms of needs: one written by hand, their ranks, which of them a list shows, and the four boxes of SWOT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Organization
from personnel.forms.layout import choose, page_helper
from personnel.models import Need, PersonnelGroup, SwotItem, Unit
from personnel.needs import Place
from personnel.swot import LONGEST, MOST, Quadrants, sentences
from thai.forms import LineField, PlainTextField, RowsField, ThaiIntegerField

MOST_PEOPLE = 100_000
MOST_RANK = 999
#: Sources of needs that people write; the others come from figures.
BY_HAND = (Need.Source.MISSION, Need.Source.PROBLEM, Need.Source.LAST_CYCLE, Need.Source.LAW)


class NeedForm(forms.Form):
    """What is needed, where that comes from and whom it concerns."""

    title = LineField(
        label=gettext_lazy("ความต้องการพัฒนา"),
        max_length=300,
        help_text=gettext_lazy("เช่น ทักษะการสำรวจและควบคุมงานก่อสร้าง"),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("ที่มา"),
        choices=[(source.value, source.label) for source in BY_HAND],
        widget=forms.RadioSelect,
    )
    evidence = PlainTextField(
        label=gettext_lazy("หลักฐานหรือเหตุผล"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("เช่น ภารกิจตามมาตรา 67 (1) ซ่อมบำรุงถนน ปีที่แล้วงานล่าช้า 4 โครงการ จะพิมพ์ในแผน"),
    )
    people = ThaiIntegerField(
        label=gettext_lazy("จำนวนคนที่เกี่ยวข้อง"),
        required=False,
        max_value=MOST_PEOPLE,
        help_text=gettext_lazy("เว้นว่างได้หากยังไม่ทราบ"),
    )
    groups = RowsField(
        queryset=PersonnelGroup.objects.none(),
        label=gettext_lazy("กลุ่มบุคลากร"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = RowsField(
        queryset=Unit.objects.none(),
        label=gettext_lazy("ส่วนราชการ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        organization: Organization,
        first_year: int,
        need: Need | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"initial": _stored(need), **kwargs})
        groups = PersonnelGroup.objects.for_edition(first_year)
        cast(forms.ModelMultipleChoiceField, self.fields["groups"]).queryset = groups
        units = Unit.objects.filter(organization=organization, closed_on=None)
        cast(forms.ModelMultipleChoiceField, self.fields["units"]).queryset = units
        if need is not None and need.source not in BY_HAND:
            del self.fields["source"]
        self.helper = page_helper(*self.fields)

    def values(self) -> dict[str, Any]:
        """Columns, groups and departments of the need."""
        return {**self.cleaned_data, "people": self.cleaned_data["people"] or 0}


def _stored(need: Need | None) -> dict[str, Any]:
    if need is None:
        return {"source": Need.Source.MISSION}
    stored = {name: getattr(need, name) for name in ("title", "source", "evidence")}
    return {
        **stored,
        "people": need.people or None,
        "groups": list(need.groups.all()),
        "units": list(need.units.all()),
    }


class RanksForm(forms.Form):
    """A number and a reason for each of the confirmed needs that a list shows."""

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            self.fields[f"rank_{need.pk}"] = ThaiIntegerField(
                label=_("ลำดับของ {title}").format(title=need.title),
                required=False,
                min_value=1,
                max_value=MOST_RANK,
                initial=need.rank,
                widget=forms.TextInput({"size": "3"}),
            )
            self.fields[f"reason_{need.pk}"] = LineField(
                label=_("เหตุผลของลำดับของ {title}").format(title=need.title),
                required=False,
                max_length=300,
                initial=need.rank_reason,
            )

    @property
    def rows(self) -> Iterator[tuple[Need, BoundField, BoundField]]:
        """Needs with their boxes."""
        for need in self.needs:
            yield need, self[f"rank_{need.pk}"], self[f"reason_{need.pk}"]

    def clean(self) -> dict[str, Any]:
        """Whoever ranks a need says why (requirement F-3)."""
        cleaned = super().clean() or {}
        for need in self.needs:
            if cleaned.get(f"rank_{need.pk}") and not cleaned.get(f"reason_{need.pk}"):
                message = _("กรุณาเขียนเหตุผลของลำดับนี้")
                self.add_error(f"reason_{need.pk}", ValidationError(message))
        return cleaned

    def places(self) -> dict[int, Place]:
        """Ranks and reasons by need."""
        cleaned = self.cleaned_data
        return {
            need.pk: Place(cleaned[f"rank_{need.pk}"], cleaned[f"reason_{need.pk}"]) for need in self.needs
        }


class NeedFilter(forms.Form):
    """Which needs a list shows; what is not understood shows everything."""

    source = forms.ChoiceField(
        label=gettext_lazy("ที่มา"), choices=[("", gettext_lazy("ทุกที่มา")), *Need.Source.choices]
    )
    group = choose(gettext_lazy("กลุ่มบุคลากร"), empty=gettext_lazy("ทุกกลุ่ม"))
    unit = choose(gettext_lazy("ส่วนราชการ"), empty=gettext_lazy("ทุกส่วนราชการ"))

    def __init__(self, *args: Any, organization: Organization, first_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["class"] = "form-select"
        groups = PersonnelGroup.objects.for_edition(first_year)
        cast(forms.ModelChoiceField, self.fields["group"]).queryset = groups
        units = Unit.objects.filter(organization=organization, closed_on=None)
        cast(forms.ModelChoiceField, self.fields["unit"]).queryset = units

    def leaves(self, need: Need) -> bool:
        """True for a need that the list shows."""
        chosen = getattr(self, "cleaned_data", {})
        source, group, unit = chosen.get("source"), chosen.get("group"), chosen.get("unit")
        return (
            (not source or need.source == source)
            and (group is None or group in need.groups.all())
            and (unit is None or unit in need.units.all())
        )

    @property
    def is_narrowed(self) -> bool:
        """True when something is chosen."""
        return any(getattr(self, "cleaned_data", {}).values())


class SwotForm(forms.Form):
    """Four boxes, one sentence a line."""

    def __init__(self, *args: Any, quadrants: Quadrants, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for quadrant in SwotItem.Quadrant:
            self.fields[quadrant.value] = PlainTextField(
                label=quadrant.label,
                required=False,
                max_length=MOST * (LONGEST + 10),
                initial="\n".join(quadrants[quadrant.value]),
                widget=forms.Textarea({"rows": 7}),
            )
        self.helper = page_helper(*self.fields)

    def clean(self) -> dict[str, Any]:
        """Sentences of a bearable length, and not too many."""
        cleaned = super().clean() or {}
        for name in self.fields:
            texts = sentences(cleaned.get(name) or "")
            if len(texts) > MOST:
                message = _("มี {count} ข้อ ใส่ได้ไม่เกิน {most} ข้อ กรุณารวมหรือตัดออก")
                self.add_error(name, message.format(count=len(texts), most=MOST))
            elif any(len(text) > LONGEST for text in texts):
                self.add_error(name, _("ข้อหนึ่งยาวได้ไม่เกิน {limit} ตัวอักษร").format(limit=LONGEST))
        return cleaned

    def quadrants(self) -> Quadrants:
        """Sentences by quadrant."""
        return {name: sentences(self.cleaned_data[name]) for name in self.fields}
