"""Upload a staff list, and say which column is what."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.spreadsheets.safety import MAX_BYTES
from organizations.models import Organization
from organizations.uploads import UploadField
from personnel.forms.layout import page_helper
from personnel.imports.fields import FIELDS, NEEDED
from personnel.imports.places import column_letters
from personnel.imports.plan_import import Choice
from personnel.imports.row import Options
from personnel.models import EmploymentKind, StaffImport, StaffingFrame
from personnel.staff_list import frame_of_today
from thai.dates import today
from thai.fiscal import Cycle
from thai.forms import ThaiIntegerField


class UploadForm(forms.Form):
    """A workbook and the staffing frame that it belongs to, which may be a new one."""

    file = UploadField(
        label=gettext_lazy("แฟ้มบัญชีบุคลากร"),
        help_text=gettext_lazy("Excel (.xlsx) หรือ .csv ขนาดไม่เกิน 5 MB ไม่ต้องจัดรูปแบบใหม่ ระบบจะหาหัวตารางให้"),
        accept=".xlsx,.csv",
        max_bytes=MAX_BYTES,
        too_large=gettext_lazy("แฟ้มใหญ่เกิน 5 MB กรุณาตัดรูปภาพและแผ่นงานที่ไม่ใช้ออก แล้วบันทึกใหม่"),
    )
    first_year = forms.TypedChoiceField(label=gettext_lazy("แผนอัตรากำลัง 3 ปี"), coerce=int)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        self.frames = {frame.first_year: frame for frame in organization.frames.all()}
        super().__init__(*args, **kwargs)
        years = cast(forms.TypedChoiceField, self.fields["first_year"])
        years.choices = self._years()
        current = frame_of_today(self.frames.values())
        self.initial.setdefault("first_year", current.first_year if current else Cycle.of(today()).first)
        self.helper = page_helper("file", "first_year")

    def _years(self) -> list[tuple[int, str]]:
        """Frames that are there, and the cycles of now and next that are not."""
        known = [
            (frame.first_year, f"{frame.first_year} - {frame.last_year}") for frame in self.frames.values()
        ]
        cycle = Cycle.of(today())
        new = [
            (int(option.first), _("{first} - {last} (สร้างใหม่)").format(first=option.first, last=option.last))
            for option in (cycle, cycle.next)
            if not any(
                f.first_year <= option.last and f.last_year >= option.first for f in self.frames.values()
            )
        ]
        return sorted([*known, *new])

    @property
    def frame(self) -> StaffingFrame | None:
        """The frame that was chosen; None for a new one."""
        return self.frames.get(self.cleaned_data["first_year"])


class ColumnsForm(forms.Form):
    """Sheet, heading, the column of every field, and what holds for rows that do not say."""

    sheet = forms.ChoiceField(label=gettext_lazy("แผ่นงาน"), required=False)
    heading = ThaiIntegerField(
        label=gettext_lazy("หัวตารางอยู่ถึงแถวที่"),
        min_value=1,
        max_value=20_000,
        help_text=gettext_lazy("แถวสุดท้ายของหัวตาราง นับแถวแรกของแผ่นงานเป็น 1"),
    )
    default_kind = forms.ChoiceField(
        label=gettext_lazy("แถวที่ไม่บอกประเภทการจ้าง ให้ถือเป็น"),
        required=False,
        choices=[("", gettext_lazy("ไม่ถือเป็นอะไร (แจ้งเป็นข้อผิดพลาด)")), *EmploymentKind.choices],
    )
    short_years = forms.BooleanField(
        label=gettext_lazy("ปี 2 หลักในบัญชีนี้เป็น พ.ศ. เช่น 60 คือ 2560"), required=False
    )

    def __init__(self, *args: Any, batch: StaffImport, **kwargs: Any) -> None:
        self.batch = batch
        super().__init__(*args, **{"initial": self._stored(), **kwargs})
        sheets = cast(forms.ChoiceField, self.fields["sheet"])
        sheets.choices = [(name, name) for name in batch.report.get("sheets", [])]
        columns = self._columns()
        self.names = [field.name for field in FIELDS]
        for field in FIELDS:
            self.fields[field.name] = forms.TypedChoiceField(
                label=str(field.label),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("ไม่มีในแฟ้ม")), *columns],
            )
        self.helper = page_helper(*self._layout())

    def _stored(self) -> dict[str, Any]:
        mapping = self.batch.mapping
        options = mapping.get("options", {})
        return {
            "sheet": self.batch.sheet,
            "heading": mapping.get("heading", 1),
            **options,
            **mapping.get("columns", {}),
        }

    def _columns(self) -> list[tuple[int, str]]:
        """Every column that may be read: its letter, its heading and the first text below."""
        mapping = self.batch.mapping
        headings, samples = mapping.get("headings", []), mapping.get("samples", [])
        width = max(len(headings), len(samples))
        choices = []
        for column in range(width):
            if column in mapping.get("sensitive", []):
                continue
            heading = headings[column] if column < len(headings) else ""
            sample = samples[column] if column < len(samples) else ""
            if heading or sample:
                shown = _("{heading} (เช่น {sample})") if sample else "{heading}"
                label = shown.format(heading=heading[:60] or _("ไม่มีหัว"), sample=sample)
                choices.append((column, f"{column_letters(column)}: {label}"))
        return choices

    def _layout(self) -> list[Any]:
        shown = [[field.name for field in FIELDS if field.in_template is own] for own in (True, False)]
        return [
            Div(Div("sheet", css_class="col-sm-6"), Div("heading", css_class="col-sm-6"), css_class="row"),
            *(
                Fieldset(legend, Div(*(Div(name, css_class="col-sm-6") for name in names), css_class="row"))
                for legend, names in zip((_("คอลัมน์ของแบบบัญชี"), _("คอลัมน์อื่นที่บัญชีอาจมี")), shown, strict=True)
            ),
            Fieldset(_("ทั้งบัญชี"), "default_kind", "short_years"),
        ]

    def clean(self) -> dict[str, Any]:
        """One column for one field, and at least the title."""
        values = super().clean() or {}
        if self.reads_elsewhere:
            return values
        taken: dict[int, str] = {}
        for name in self.names:
            column = values.get(name)
            if column in taken:
                other = self.fields[taken[column]].label
                self.add_error(name, _("คอลัมน์นี้ใช้กับ “{other}” แล้ว กรุณาเลือกคอลัมน์อื่น").format(other=other))
            elif column is not None:
                taken[column] = name
        for names in NEEDED:
            if not any(values.get(name) is not None for name in names):
                self.add_error(names[0], _("กรุณาเลือกคอลัมน์ของชื่อตำแหน่ง"))
        return values

    @property
    def reads_elsewhere(self) -> bool:
        """True when another sheet or heading was chosen: its columns are looked for anew."""
        return any(name in self.changed_data for name in ("sheet", "heading"))

    def choice(self) -> Choice:
        """What was chosen, for reading the file again."""
        values = self.cleaned_data
        options = Options(values["default_kind"], values["short_years"])
        if "sheet" in self.changed_data:
            return Choice(values["sheet"], None, None, options)
        columns = {name: values[name] for name in self.names if values.get(name) is not None}
        return Choice(self.batch.sheet, values["heading"], None if self.reads_elsewhere else columns, options)
