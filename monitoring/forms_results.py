"""Results of a fiscal year as one form: a group of boxes for each project, one for each thing that is followed up.

A box is named ``<row>-<column>``, and ``<row>-v`` says which version the row showed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models import LONGEST_TEXT, ProjectResult
from monitoring.results import OF_ITEM, OF_PROJECT, ItemRow, ProjectRow, Typed, YearResults
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from thai.dates import ThaiDateError, format_date, parse_date, today
from thai.fiscal import FiscalYear
from thai.forms import BahtField, LineField, PlainTextField, ThaiField, ThaiIntegerField

Progress = ProjectResult.Progress
REACHED = [("", gettext_lazy("ยังไม่ประเมิน")), ("1", gettext_lazy("บรรลุ")), ("0", gettext_lazy("ไม่บรรลุ"))]
#: Money put aside at the end of a year is spent in the next.
CARRIED_OVER = datetime.timedelta(days=366)


class DayField(ThaiField):
    """A date in one box, typed as people write it: 15 ม.ค. 2567, ๑๕/๑/๒๕๖๗."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, datetime.date) or not str(value or "").strip():
            return value or None
        try:
            return parse_date(str(value))
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """A kept date in words; what was typed stays as it was typed."""
        return format_date(value, "screen_short") if isinstance(value, datetime.date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off", "placeholder": _("วัน เดือน พ.ศ.")}


def _reached(typed: str) -> bool | None:
    return {"1": True, "0": False}.get(typed)


class ReachedField(forms.TypedChoiceField):
    """Whether a target was reached; empty where nobody has said so yet."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Select(attrs={"class": "form-select"})
        super().__init__(choices=REACHED, coerce=_reached, empty_value=None, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """As the choices have it."""
        return str(int(value)) if isinstance(value, bool) else value


@dataclass(frozen=True)
class Group:
    """The boxes of a row as the page shows them, with the version that they were filled from."""

    row: Any
    version: int
    boxes: dict[str, BoundField]
    is_stale: bool

    @property
    def has_errors(self) -> bool:
        """Something typed here must be mended."""
        return any(box.errors for box in self.boxes.values())


class ResultsForm(forms.Form):
    """Every project and everything followed up in one year."""

    def __init__(self, data: QueryDict | None = None, *, results: YearResults, year: FiscalYear) -> None:
        self.results, self.year = results, year
        self.stale: set[str] = set()
        super().__init__(data)
        for project in results.projects:
            self._add(project, OF_PROJECT, _project_field)
        for item in results.items:
            self._add(item, OF_ITEM, _item_field)

    def _add(self, row: Any, names: Sequence[str], make: Any) -> None:
        about = f"{row.number} {row.name}" if isinstance(row, ProjectRow) else row.item.indicator
        for name in names:
            field = make(name)
            field.label_in_row = field.label
            field.label = f"{about.strip()}: {field.label}"
            field.required = False
            if row.result is not None:
                field.initial = getattr(row.result, name)
            self.fields[f"{row.key}-{name}"] = field

    # Reading ----------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """What was typed into a row must agree with itself."""
        cleaned = super().clean() or {}
        for row in self.results.projects:
            values = {name: cleaned.get(f"{row.key}-{name}") for name in OF_PROJECT}
            for name, message in _faults(values, self.year):
                if f"{row.key}-{name}" not in self.errors:
                    self.add_error(f"{row.key}-{name}", message)
        return cleaned

    def typed(self) -> dict[str, Typed]:
        """Values by the key of the row, for rows that were sent."""
        rows: list[tuple[Any, Sequence[str]]] = [
            *((row, OF_PROJECT) for row in self.results.projects),
            *((row, OF_ITEM) for row in self.results.items),
        ]
        return {
            row.key: Typed({name: self.cleaned_data[f"{row.key}-{name}"] for name in names}, self._seen(row))
            for row, names in rows
            if f"{row.key}-v" in self.data
        }

    def _seen(self, row: ProjectRow | ItemRow) -> int:
        typed = self.data.get(f"{row.key}-v", "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    # Showing ----------------------------------------------------------------------------------

    def note_stale(self) -> None:
        """Mark the rows that somebody else recorded meanwhile; saved again, they take the place of what is stored."""
        typed = self.typed()
        rows: list[ProjectRow | ItemRow] = [*self.results.projects, *self.results.items]
        self.stale = {row.key for row in rows if row.key in typed and row.is_stale(typed[row.key])}

    def planned(self) -> Iterator[Group]:
        """Groups of the projects that the plan has for this year."""
        return self._groups(self.results.planned, OF_PROJECT)

    def others(self) -> Iterator[Group]:
        """Groups of the other projects."""
        return self._groups(self.results.others, OF_PROJECT)

    def items(self) -> Iterator[Group]:
        """Groups of what is followed up."""
        return self._groups(self.results.items, OF_ITEM)

    @property
    def has_open_others(self) -> bool:
        """One of the other projects has a result or something to mend."""
        groups = self.others()
        return any(group.row.result or group.has_errors or group.is_stale for group in groups)

    def _groups(self, rows: Sequence[Any], names: Sequence[str]) -> Iterator[Group]:
        for row in rows:
            kept = self.is_bound and row.key not in self.stale
            boxes = {name: self[f"{row.key}-{name}"] for name in names}
            yield Group(row, self._seen(row) if kept else row.version, boxes, row.key in self.stale)


def _faults(values: Mapping[str, Any], year: FiscalYear) -> Iterator[tuple[str, str]]:
    """What does not agree in one row: at which box, and what to do."""
    progress, people = values["progress"], values["people"]
    if not progress and any(values[name] not in (None, "") for name in OF_PROJECT if name != "progress"):
        yield "progress", _("กรุณาเลือกการดำเนินการ เพราะกรอกผลของโครงการนี้ไว้แล้ว")
    if progress == Progress.NOT_HELD and people:
        yield "people", _("เลือกว่าไม่ได้ดำเนินการ แต่มีผู้เข้ารับการพัฒนา กรุณาแก้ช่องใดช่องหนึ่ง")
    first, last = values["held_from"], values["held_to"]
    if first and last and last < first:
        yield "held_to", _("วันสิ้นสุดมาก่อนวันเริ่ม กรุณาตรวจวันที่")
    for name, day in (("held_from", first), ("held_to", last)):
        if day and not year.starts_on <= day <= year.ends_on + CARRIED_OVER:
            yield (
                name,
                _("วันที่ไม่อยู่ในปีงบประมาณ {year} กรุณาตรวจปี พ.ศ.").format(year=int(year)),
            )
        elif day and progress == Progress.DONE and day > today():
            yield name, _("เลือกว่าดำเนินการแล้วเสร็จ แต่วันที่ยังมาไม่ถึง กรุณาตรวจวันที่")


# The boxes -------------------------------------------------------------------------------------


def _text(label: str, rows: int = 2) -> PlainTextField:
    return PlainTextField(label=label, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}))


def _project_field(name: str) -> forms.Field:
    if name == "progress":
        choices = [("", _("ยังไม่รายงาน")), *Progress.choices]
        return forms.ChoiceField(
            label=_("การดำเนินการ"), choices=choices, widget=forms.Select(attrs={"class": "form-select"})
        )
    if name == "people":
        return ThaiIntegerField(label=_("ผล (คน)"), max_value=PEOPLE_LIMIT)
    if name == "baht":
        return BahtField(label=_("ใช้จริง (บาท)"), min_value=Decimal(0), max_value=BAHT_LIMIT)
    if name in ("held_from", "held_to"):
        return DayField(label=_("ตั้งแต่วันที่") if name == "held_from" else _("ถึงวันที่"))
    if name == "indicator_result":
        return LineField(label=_("ผลตามตัวชี้วัด"), max_length=300)
    if name == "is_reached":
        return ReachedField(label=_("เทียบค่าเป้าหมาย"))
    labels = {"outcome": _("ผลสัมฤทธิ์"), "problems": _("ปัญหา/อุปสรรค"), "suggestions": _("ข้อเสนอแนะ")}
    return _text(labels[name])


def _item_field(name: str) -> forms.Field:
    return _text(_("ผลการติดตาม")) if name == "result" else ReachedField(label=_("เทียบค่าเป้าหมาย"))
