"""The calculation on the form of a project: lines of rate x people x days x quantity, and what they come to each year.

Nothing is stored by calculating: the buttons of the calculation give back the form with what was typed in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.calculation import CostLine
from courses.models import CostRate
from courses.models.costs import RATE_LIMIT, CostKind, CostUnit
from organizations.form_rows import RowForm, RowFormSet
from organizations.models import Organization
from plans.models import Project
from thai.dates import today
from thai.digits import to_arabic
from thai.forms import BahtField, LineField, ThaiField
from thai.money import format_baht

PREFIX = "costs"
MOST_ROWS = 40
QUANTITY_LIMIT = Decimal("999999.99")
CALCULATE, ADD_LINE, USE_AMOUNTS = "calculate", "add_line", "use_amounts"
BUTTONS = (
    ADD_LINE,
    USE_AMOUNTS,
    CALCULATE,
)  #: in this order: a script sends the last one along with the others
COLUMNS = ("label", "baht", "unit", "times", "quantity", "source")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,2})?")


class QuantityField(ThaiField):
    """A number above zero with at most two decimals (Decimal), in Thai or Arabic digits."""

    widget = forms.TextInput
    default_error_messages = {"invalid": gettext_lazy("กรุณาใส่ตัวเลขมากกว่า 0 เช่น 2 หรือ 1.5")}

    def to_python(self, value: Any) -> Decimal | None:
        text = to_arabic(str("" if value is None else value)).replace(",", "").strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text) or not 0 < Decimal(text) <= QUANTITY_LIMIT:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(text)

    def prepare_value(self, value: Any) -> Any:
        """Kept numbers without zeros at the end; what was typed stays as it was typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class CostForm(RowForm):
    """One line; a line without a name is no line."""

    label = LineField(label=gettext_lazy("รายการ"), max_length=200)
    baht = BahtField(label=gettext_lazy("อัตรา (บาท)"), max_value=RATE_LIMIT)
    unit = forms.ChoiceField(
        label=gettext_lazy("หน่วย"), choices=CostUnit.choices, initial=CostUnit.PERSON_DAY.value
    )
    times = QuantityField(label=gettext_lazy("จำนวนวัน คืน หรือชั่วโมง"), required=False, initial=Decimal(1))
    quantity = QuantityField(label=gettext_lazy("จำนวน"), required=False, initial=Decimal(1))
    source = LineField(label=gettext_lazy("ระเบียบหรือแหล่งที่มา"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COLUMNS:
            attrs = self.fields[name].widget.attrs
            attrs["class"] = "form-select" if name == "unit" else "form-control"
            attrs["aria-label"] = self.fields[name].label

    def clean(self) -> dict[str, Any]:
        """An empty number counts as one."""
        cleaned = super().clean() or {}
        for name in ("times", "quantity"):
            if name not in self.errors:
                cleaned[name] = cleaned.get(name) or Decimal(1)
        return cleaned

    def line(self) -> CostLine | None:
        """For the arithmetic; None while something of it cannot be read."""
        if self.errors or not self.cleaned_data.get("label"):
            return None
        return line_of(self.cleaned_data)


class CostFormSet(RowFormSet):
    """The lines of one project, in the order in which they stand."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Beside a narrow column the delete box has its name for those who hear the page."""
        super().add_fields(form, index)
        form.fields["DELETE"].widget.attrs["aria-label"] = form.fields["DELETE"].label

    def columns(self) -> list[dict[str, Any]]:
        """The columns to be stored."""
        return [{name: row[name] for name in COLUMNS} for row in self.values()]

    def lines(self) -> list[CostLine]:
        """The lines that can be read, stored or typed."""
        if not self.is_bound:
            return [line_of(row) for row in self.initial or []]
        self.is_valid()
        return [line for form in self.rows() if isinstance(form, CostForm) and (line := form.line())]


def line_of(row: Mapping[str, Any]) -> CostLine:
    """A line from the columns of its row."""
    return CostLine(row["label"], row["baht"], row["unit"], row["times"], row["quantity"])


def costs_formset(project: Project | None, data: Any = None) -> CostFormSet:
    """The lines of a project, or as typed; what does not speak of lines at all leaves them as they are stored."""
    factory = formset_factory(
        CostForm,
        formset=CostFormSet,
        extra=0,
        can_delete=True,
        max_num=MOST_ROWS,
        validate_max=True,
        absolute_max=MOST_ROWS + 1,
    )
    if data is not None and f"{PREFIX}-TOTAL_FORMS" in data:
        return cast(CostFormSet, factory(data, prefix=PREFIX))
    rows = project.costs.all() if project else ()
    stored = [{name: getattr(row, name) for name in COLUMNS} for row in rows]
    return cast(CostFormSet, factory(initial=stored, prefix=PREFIX))


# What the buttons do ----------------------------------------------------------------------------


def pressed(data: Any) -> str:
    """The button of the calculation that was pressed; empty for a save."""
    return next((button for button in BUTTONS if button in data), "")


def with_line(data: QueryDict, organization: Organization) -> QueryDict:
    """The data with one more line: of the chosen rate, or to be filled in."""
    data = data.copy()
    count = data.get(f"{PREFIX}-TOTAL_FORMS", "0")
    place = int(count) if count.isdecimal() and len(count) < 4 else 0
    if place >= MOST_ROWS:
        return data
    chosen = data.get("rate", "")
    rate = None
    if chosen.isdecimal() and len(chosen) < 18:
        rate = rates(organization).filter(pk=int(chosen)).first()
    data[f"{PREFIX}-TOTAL_FORMS"] = str(place + 1)
    row = {"unit": CostUnit.PERSON_DAY.value, "times": "1", "quantity": "1"}
    if rate is not None:
        row |= {
            "label": rate.name,
            "baht": format_baht(rate.baht, "arabic"),
            "unit": rate.unit,
            "source": _source(rate),
        }
    for name, value in row.items():
        data[f"{PREFIX}-{place}-{name}"] = value
    return data


def _source(rate: CostRate) -> str:
    """Where an amount comes from; an example says that it is none."""
    return _("ตัวอย่าง: {source}").format(source=rate.source) if rate.is_example else rate.source


def rates(organization: Organization) -> Any:
    """Rates that the LAO may use today."""
    return CostRate.objects.offered_to(organization).in_use(today())


def rate_choices(organization: Organization) -> list[tuple[str, list[CostRate]]]:
    """Rates by what is paid for."""
    found = list(rates(organization))
    kinds = ((kind, [rate for rate in found if rate.kind == kind]) for kind in CostKind)
    return [(str(kind.label), rows) for kind, rows in kinds if rows]


# What it comes to -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Calculation:
    """The lines in each fiscal year (B.E.), with the people of that year."""

    lines: Sequence[CostLine]
    people: Mapping[int, int]

    @property
    def rows(self) -> Iterable[tuple[str, list[tuple[int, Decimal]]]]:
        """Name of each line, with its amount of each year."""
        for line in self.lines:
            yield line.label, [(year, line.amount(people)) for year, people in self.people.items()]

    @property
    def amounts(self) -> dict[int, Decimal]:
        """Baht by year: exactly the sum of the lines."""
        return {
            year: sum((line.amount(people) for line in self.lines), Decimal("0.00"))
            for year, people in self.people.items()
        }

    @property
    def total(self) -> Decimal:
        """Baht of all years."""
        return sum(self.amounts.values(), Decimal("0.00"))
