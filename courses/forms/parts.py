"""The rows beside a course: hours by method, and the rates it is calculated with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.course import NOT_CHOSEN
from courses.forms.fields import QuantityField
from courses.models import CostRate, Method, SubMethod
from courses.models.library import HOURS_LIMIT
from courses.records import CostRecord, CourseRecord, PartRecord
from organizations.form_layout import page_helper
from organizations.form_rows import RowForm, RowFormSet, rows_of
from thai.forms import ThaiIntegerField
from thai.money import format_baht

MOST_PARTS, MOST_COSTS = 20, 30


class Offered:
    """What rows may choose from, asked once for all rows."""

    def __init__(self, rates: Mapping[tuple[bool, str], CostRate], record: CourseRecord | None) -> None:
        kept = {part.method for part in record.parts} if record else set()
        kept |= {part.submethod for part in record.parts} if record else set()
        self.methods = {row.code: row for row in Method.objects.all() if _offers(row, kept)}
        submethods = SubMethod.objects.select_related("method")
        self.submethods = {row.code: row for row in submethods if _offers(row, kept)}
        self.rates = {rate_key(*key): rate for key, rate in rates.items()}


def _offers(entry: Method | SubMethod, kept: set[str]) -> bool:
    return entry.retired_edition is None or entry.code in kept


def rate_key(is_national: bool, code: str) -> str:
    """A rate as the value of an option."""
    return f"{'national' if is_national else 'own'}:{code}"


class PartFacts(forms.Form):
    """What a page and a row of a workbook say alike."""

    hours = ThaiIntegerField(
        label=gettext_lazy("จำนวนชั่วโมง"), min_value=1, max_value=HOURS_LIMIT, help_text=gettext_lazy("เช่น 6")
    )
    lecture_hours = ThaiIntegerField(
        label=gettext_lazy("ชั่วโมงบรรยาย"),
        required=False,
        max_value=HOURS_LIMIT,
        help_text=gettext_lazy("ในชั่วโมงข้างต้นเป็นการบรรยายกี่ชั่วโมง"),
    )

    def clean(self) -> dict[str, Any]:
        """Lectures are part of the hours; a way belongs to its method."""
        cleaned = super().clean() or {}
        if cleaned.get("DELETE"):
            return cleaned
        hours, lectures = cleaned.get("hours"), cleaned.get("lecture_hours") or 0
        if hours is not None and lectures > hours:
            self.add_error("lecture_hours", ValidationError(_("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมง")))
        method, submethod = cleaned.get("method"), cleaned.get("submethod")
        if submethod and method and self.method_of(submethod) != method:
            self.add_error("submethod", ValidationError(_("วิธีการย่อยนี้ไม่ใช่ของวิธีการพัฒนาที่เลือก")))
        return cleaned

    def method_of(self, submethod: str) -> str:
        """The code of the method to which a way belongs."""
        raise NotImplementedError

    def part(self) -> PartRecord:
        """The record of a valid row."""
        values = self.cleaned_data
        lectures = values["lecture_hours"] or 0
        return PartRecord(values["method"], values["hours"], values["submethod"], lectures)


class PartForm(PartFacts, RowForm):
    """Hours in one way."""

    method = forms.ChoiceField(label=gettext_lazy("วิธีการพัฒนา"))
    submethod = forms.ChoiceField(label=gettext_lazy("วิธีการย่อย"), required=False)

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        for name, rows in (("method", offered.methods), ("submethod", offered.submethods)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", NOT_CHOSEN), *((code, row.name) for code, row in rows.items())]
        self.fields["submethod"].help_text = _("เลือกเมื่อเป็นการสอนงานหรือวิธีอื่นในกลุ่มเดียวกัน")
        self.helper = page_helper(
            Div(
                Div("method", css_class="col-md-6"),
                Div("submethod", css_class="col-md-6"),
                Div("hours", css_class="col-6 col-md-3"),
                Div("lecture_hours", css_class="col-6 col-md-3"),
                Div("order", css_class="col-6 col-md-3"),
                Div("DELETE", css_class="col-6 col-md-3 pt-md-4"),
                css_class="row gx-3",
            )
        )

    def method_of(self, submethod: str) -> str:
        """Known from the catalog."""
        return self.offered.submethods[submethod].method.code


class CostForm(RowForm):
    """A rate, so many times."""

    rate = forms.ChoiceField(label=gettext_lazy("อัตราค่าใช้จ่าย"))
    quantity = QuantityField(
        label=gettext_lazy("จำนวน"),
        required=False,
        help_text=gettext_lazy("เช่น วิทยากร 2 คน อาหารว่าง 2 มื้อ เว้นว่างคือ 1"),
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", NOT_CHOSEN), *((key, rate_label(rate)) for key, rate in offered.rates.items())]
        cast(forms.ChoiceField, self.fields["rate"]).choices = choices
        self.helper = page_helper(
            Div(
                Div("rate", css_class="col-md-6"),
                Div("quantity", css_class="col-6 col-md-3"),
                Div("order", css_class="col-6 col-md-1"),
                Div("DELETE", css_class="col-12 col-md-2 pt-md-4"),
                css_class="row gx-3",
            )
        )

    def cost(self) -> CostRecord:
        """The record of a valid row."""
        owner, _sign, code = self.cleaned_data["rate"].partition(":")
        quantity = self.cleaned_data["quantity"] or Decimal("1.00")
        return CostRecord(code, owner == "national", quantity)


class CostFormSet(RowFormSet):
    """A rate is named once; its quantity says how often."""

    def clean(self) -> None:
        """Mark the second row of one rate."""
        super().clean()
        seen: set[str] = set()
        for form in self.rows():
            rate = form.cleaned_data.get("rate")
            if rate and rate in seen:
                form.add_error("rate", ValidationError(_("อัตรานี้ใช้แล้วในแถวก่อน กรุณารวมเป็นแถวเดียวและแก้จำนวน")))
            seen.add(rate or "")


def rate_label(rate: CostRate) -> str:
    """A rate with its amount, as an option shows it."""
    label = _("{name} {baht} {unit}").format(
        name=rate.name, baht=format_baht(rate.baht, "arabic"), unit=rate.get_unit_display()
    )
    return _("{label} (ตัวอย่าง)").format(label=label) if rate.is_example else label


def part_rows(record: CourseRecord | None, offered: Offered, data: Any = None) -> Any:
    """The parts as stored, or as typed when there is ``data``."""
    stored = [
        {
            "order": order,
            "method": part.method,
            "submethod": part.submethod,
            "hours": part.hours,
            "lecture_hours": part.lecture_hours,
        }
        for order, part in enumerate(record.parts if record else (), start=1)
    ]
    return rows_of(
        PartForm, RowFormSet, stored, data, prefix="parts", most=MOST_PARTS, form_kwargs={"offered": offered}
    )


def cost_rows(record: CourseRecord | None, offered: Offered, data: Any = None) -> Any:
    """The rates used as stored, or as typed when there is ``data``."""
    stored = [
        {"order": order, "rate": rate_key(*cost.key), "quantity": cost.quantity}
        for order, cost in enumerate(record.costs if record else (), start=1)
    ]
    return rows_of(
        CostForm, CostFormSet, stored, data, prefix="costs", most=MOST_COSTS, form_kwargs={"offered": offered}
    )


def in_order(rows: RowFormSet) -> list[Any]:
    """Rows by their numbers; those without one stay at the end."""
    unnumbered = 1_000
    return sorted(rows.rows(), key=lambda row: row.cleaned_data.get("order") or unnumbered)
