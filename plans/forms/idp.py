"""An individual plan as its person writes it, its results, and the note with which a superior sends it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from crispy_forms.layout import Div
from crispy_forms.layout import TemplateNameMixin as _Named
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Method, SubMethod
from organizations.form_rows import RowForm, RowFormSet, rows_of
from organizations.models import Organization
from personnel.models import Unit
from personnel.requirements import items
from plans.forms.layout import page_helper
from plans.forms.project import FISCAL_MONTHS, NOT_CHOSEN
from plans.idp.change import MOST_ROWS
from plans.idp.people import Case, first_year_of
from plans.models import IndividualPlan, IndividualPlanItem
from thai.dates import THAI_MONTHS
from thai.fiscal import FiscalYear
from thai.forms import LineField, PlainTextField


class GoalForm(forms.Form):
    """What stands above the table."""

    goal = LineField(
        label=gettext_lazy("เป้าหมายในสายอาชีพ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("เช่น เลื่อนระดับเป็นชำนาญการภายใน 2 ปี ไม่กรอกก็ได้"),
    )

    def __init__(self, *args: Any, plan: IndividualPlan, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"goal": plan.goal}, **kwargs})
        self.helper = page_helper("goal")


@dataclass(frozen=True)
class Choices:
    """What every row offers, read once."""

    ways: Mapping[str, tuple[Method, SubMethod | None]]
    way_choices: list[Any]
    month_choices: list[Any]
    stored: Mapping[int, IndividualPlanItem]

    @classmethod
    def of(cls, case: Case, plan: IndividualPlan) -> Choices:
        """The methods of the edition, sub-methods under theirs, and the months of the fiscal year."""
        edition = first_year_of(case.year)
        methods = list(Method.objects.for_edition(edition))
        submethods = list(SubMethod.objects.for_edition(edition).select_related("method"))
        ways: dict[str, tuple[Method, SubMethod | None]] = {row.code: (row, None) for row in methods}
        ways |= {row.code: (row.method, row) for row in submethods}
        choices: list[Any] = [("", NOT_CHOSEN)]
        for method in methods:
            parts = [(row.code, row.name) for row in submethods if row.method_id == method.pk]
            choices.append(
                (method.name, [*parts, (method.code, _("วิธีการอื่น"))]) if parts else (method.code, method.name)
            )
        return cls(ways, choices, month_choices(case.year), {row.pk: row for row in plan.items.all()})


def month_choices(year: FiscalYear) -> list[tuple[Any, Any]]:
    """October of the year before to September, each with its calendar year."""
    named = [(month, f"{THAI_MONTHS[month - 1]} {year.calendar_year_of(month)}") for month in FISCAL_MONTHS]
    return [("", NOT_CHOSEN), *named]


def _month(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


class Topic(_Named):
    """Topic and levels of a row that came from an assessment, in crispy's layout: to read, not to type."""

    def render(self, form: Any, *args: Any, **kwargs: Any) -> str:
        return render_to_string(
            "plans/_idp_topic.html", {"item": form.item, "name": form.add_prefix("topic")}
        )


class ItemForm(RowForm):
    """One line of the plan; that of a catalog keeps its topic."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    topic = LineField(
        label=gettext_lazy("สมรรถนะ ความรู้ หรือทักษะที่ต้องพัฒนา"),
        max_length=300,
        widget=forms.TextInput({"list": "idp-topics", "autocomplete": "off"}),
    )
    way = forms.ChoiceField(label=gettext_lazy("วิธีการพัฒนา"), required=False)
    first_month = _month(gettext_lazy("ตั้งแต่เดือน"))
    last_month = _month(gettext_lazy("ถึงเดือน"))
    responsible = LineField(label=gettext_lazy("ผู้รับผิดชอบ"), required=False, max_length=150)

    def __init__(self, *args: Any, choices: Choices, complete: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.complete = choices, complete
        cast(forms.ChoiceField, self.fields["way"]).choices = choices.way_choices
        for name in ("first_month", "last_month"):
            cast(forms.ChoiceField, self.fields[name]).choices = choices.month_choices
        self.item = choices.stored.get(self._row())
        if self.is_of_catalog:
            del self.fields["topic"]
        self.helper = page_helper(
            Div(
                "row",
                Div("order", css_class="col-4 col-md-2 col-xl-1"),
                Div(Topic() if self.is_of_catalog else "topic", css_class="col-12 col-md-10 col-xl-6"),
                Div("way", css_class="col-12 col-md-6 col-xl-5"),
                Div("first_month", css_class="col-12 col-sm-6 col-md-3"),
                Div("last_month", css_class="col-12 col-sm-6 col-md-3"),
                Div("responsible", css_class="col-12 col-md-6"),
                Div("DELETE", css_class="col-12"),
                css_class="row gx-3",
            )
        )

    def _row(self) -> int:
        """The key of the stored row that this one came from; 0, which is never stored, for a new one."""
        value = str(self["row"].value() or "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0

    @property
    def is_of_catalog(self) -> bool:
        """Its topic and levels come from an assessment and are not typed."""
        return bool(self.item and self.item.item_code)

    def clean(self) -> dict[str, Any]:
        """Months in their order; everything there before a superior is asked."""
        cleaned = super().clean() or {}
        if cleaned.get("DELETE"):
            return cleaned
        if self.item and self.is_of_catalog:
            cleaned["topic"] = self.item.topic
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if (first is None) != (last is None):
            self._say("first_month" if first is None else "last_month", _("กรุณาเลือกทั้งเดือนที่เริ่มและเดือนที่สิ้นสุด"))
        elif first and FISCAL_MONTHS.index(last) < FISCAL_MONTHS.index(first):
            self._say("last_month", _("เดือนที่สิ้นสุดต้องไม่อยู่ก่อนเดือนที่เริ่ม (ปีงบประมาณเริ่มเดือนตุลาคม)"))
        if self.complete and cleaned.get("topic"):
            self._ask_for_everything(cleaned)
        return cleaned

    def _ask_for_everything(self, cleaned: Mapping[str, Any]) -> None:
        lacking = {
            "way": _("กรุณาเลือกวิธีการพัฒนาก่อนเสนอ"),
            "first_month": _("กรุณาเลือกช่วงเวลาก่อนเสนอ"),
            "responsible": _("กรุณากรอกผู้รับผิดชอบก่อนเสนอ"),
        }
        for name, message in lacking.items():
            if not cleaned.get(name):
                self._say(name, message)

    def _say(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(message))


class ItemFormSet(RowFormSet):
    """The whole table; a topic stands in it once."""

    complete = False
    ways: Mapping[str, tuple[Method, SubMethod | None]]

    def clean(self) -> None:
        """Mark the second row of a topic; before proposing there must be one row at least."""
        super().clean()
        seen: set[str] = set()
        for form in self.rows():
            topic = form.cleaned_data.get("topic")
            if topic and topic in seen:
                place = "topic" if "topic" in form.fields else None
                form.add_error(place, ValidationError(_("หัวข้อนี้มีอยู่ในแผนแล้ว กรุณาลบแถวที่ซ้ำ")))
            seen.add(topic or "")
        if self.complete and not self.rows():
            raise ValidationError(_("กรุณาเพิ่มสิ่งที่ต้องพัฒนาอย่างน้อยหนึ่งรายการก่อนเสนอ"))

    def item_values(self) -> list[dict[str, Any]]:
        """Rows as ``save_plan`` takes them."""
        rows = []
        for values in self.values():
            method, submethod = self.ways.get(values.pop("way"), (None, None))
            rows.append({**values, "method": method, "submethod": submethod})
        return rows


def item_formset(case: Case, plan: IndividualPlan, data: Any = None, *, complete: bool = False) -> Any:
    """The rows of a plan with spare rows; ``complete`` asks for everything that a superior must see."""
    choices = Choices.of(case, plan)
    stored = [
        {
            "row": row.pk,
            "order": order,
            "topic": row.topic,
            "way": row.submethod.code if row.submethod else row.method.code if row.method else "",
            "first_month": row.first_month,
            "last_month": row.last_month,
            "responsible": row.responsible,
        }
        for order, row in enumerate(plan.items.all(), start=1)
    ]
    formset = rows_of(
        ItemForm,
        ItemFormSet,
        stored,
        data,
        prefix="items",
        most=MOST_ROWS,
        form_kwargs={"choices": choices, "complete": complete},
    )
    formset.complete, formset.ways = complete, choices.ways
    return formset


def topics(year: FiscalYear, present: Iterable[IndividualPlanItem]) -> list[str]:
    """Names of the catalogs to choose a further topic from."""
    taken = {row.topic for row in present}
    return [item.name for item in items(first_year_of(year)).values() if item.name not in taken]


class ResultsForm(forms.Form):
    """What came of each row."""

    def __init__(self, *args: Any, plan: IndividualPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(plan.items.all())
        for item in self.items:
            self.fields[f"result_{item.pk}"] = LineField(
                label=item.topic, required=False, max_length=300, initial=item.result
            )
        self.helper = page_helper()

    def results(self) -> dict[int, str]:
        """Texts by the key of their row."""
        return {item.pk: self.cleaned_data[f"result_{item.pk}"] for item in self.items}

    def boxes(self) -> list[tuple[IndividualPlanItem, BoundField]]:
        """Rows with their boxes."""
        return [(item, self[f"result_{item.pk}"]) for item in self.items]


class NoteForm(forms.Form):
    """Why a plan goes back."""

    note = PlainTextField(
        label=gettext_lazy("สิ่งที่ขอให้แก้ไข"), max_length=500, widget=forms.Textarea({"rows": 3})
    )

    helper = page_helper("note")


class UnitFilter(forms.Form):
    """Which department a list shows."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("ส่วนราชการ"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("ทุกส่วนราชการ"),
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["unit"])
        field.queryset = Unit.objects.filter(organization=organization)
        self.helper = page_helper("unit")
