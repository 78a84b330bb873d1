"""The rows of the workbook as forms: a column is a field, its help is the field's help, its check the field's check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from competencies.items import ItemKind
from competencies.models import PositionLine
from courses.forms.course import LISTS, CourseFacts, item_field
from courses.forms.fields import (
    CellDateField,
    CodeOfRowField,
    EntriesCellField,
    EntryCellField,
    QuantityField,
    YesNoCellField,
)
from courses.forms.parts import PartFacts
from courses.forms.rate import RateFacts
from courses.groups import TargetGroup
from courses.models import CostKind, CostRate, CostUnit, Method, SubMethod
from courses.records import CostRecord, CourseRecord, RateRecord
from courses.search import ITEM_CATALOGS
from organizations.models import Organization
from thai.digits import to_arabic
from thai.text import normalise_line

MARK, VERSION = "Phatthana course library", 1
NATIONAL = (
    "ส่วนกลาง"  #: titles, headings and words of the workbook are Thai, whatever the language of the page
)
MANY = gettext_lazy("ใส่ได้หลายรหัส คั่นด้วยจุลภาค ดูรหัสในแผ่นงานรหัส")
ONE = gettext_lazy("ใส่รหัสหรือชื่อเต็ม ดูรหัสในแผ่นงานรหัส")
YES_NO = gettext_lazy("ใช่ หรือ ไม่ใช่ เว้นว่างคือไม่ใช่")
DAY = gettext_lazy("เช่น 1 ตุลาคม 2569 เว้นว่างถ้ายังใช้อยู่")


class Codes:
    """Codes and names of everything that a cell may name, each catalog asked once for all rows."""

    def __init__(self, organization: Organization | None) -> None:
        self.catalogs = {name: names_of(model) for name, model in LISTS.items()}
        self.catalogs |= {item_field(kind): names_of(model) for kind, model in ITEM_CATALOGS.items()}
        self.catalogs |= {"lines": names_of(PositionLine), "method": names_of(Method)}
        self.catalogs["submethod"] = names_of(SubMethod)
        self.catalogs["groups"] = {code: thai(label) for code, label in TargetGroup.choices}
        self.catalogs["kind"] = {code: thai(label) for code, label in CostKind.choices}
        self.catalogs["unit"] = {code: thai(label) for code, label in CostUnit.choices}
        self.method_of = dict(SubMethod.objects.values_list("code", "method__code"))
        offered = CostRate.objects.offered_to(organization).values_list("organization", "code")
        self.rates = {(owner is None, code) for owner, code in offered}
        self.is_national = organization is None


def thai(text: Any) -> str:
    """A label as the workbook has it."""
    with override("th"):
        return str(text)


def names_of(model: Any) -> dict[str, str]:
    """Codes and names of a catalog, retired entries included: an old course may name them."""
    return dict(model.objects.values_list("code", "name"))


class Row(forms.Form):
    """A row; fields that name catalogs are made for the catalogs there are."""

    entries: dict[str, tuple[type[EntryCellField], Any, Any, bool]] = {}

    def __init__(self, *args: Any, codes: Codes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for name, (kind, label, help_text, required) in self.entries.items():
            self.fields[name] = kind(
                label=label, help_text=help_text, required=required, names=codes.catalogs[name]
            )
        self.order_fields(self.field_order)


def _many(label: Any) -> tuple[type[EntryCellField], Any, Any, bool]:
    return EntriesCellField, label, MANY, False


def _one(label: Any, *, required: bool = False) -> tuple[type[EntryCellField], Any, Any, bool]:
    return EntryCellField, label, ONE, required


class CourseRow(Row, CourseFacts):
    """A course, without its hours and costs."""

    entries = {
        "curriculum": _one(gettext_lazy("หลักสูตรตามแผนแม่บท")),
        "knowledge_area": _one(gettext_lazy("ด้านความรู้")),
        "provider_kind": _one(gettext_lazy("หน่วยงานผู้จัด")),
        "groups": _many(gettext_lazy("กลุ่มเป้าหมาย")),
        "lines": _many(gettext_lazy("สายงาน")),
        **{item_field(kind): _many(ItemKind(kind).label) for kind in ITEM_CATALOGS},
    }
    is_digital = YesNoCellField(label=gettext_lazy("พัฒนาทักษะด้านดิจิทัล"), required=False, help_text=YES_NO)
    is_example = YesNoCellField(label=gettext_lazy("เป็นตัวอย่าง"), required=False, help_text=YES_NO)
    retired_on = CellDateField(label=gettext_lazy("เลิกใช้ตั้งแต่วันที่"), required=False, help_text=DAY)
    field_order = [
        *("code", "name", "objective", "curriculum", "knowledge_area", "provider_kind", "provider_name"),
        *("groups", "lines", "days", "people", *(item_field(kind) for kind in ITEM_CATALOGS)),
        *("is_digital", "indicator", "indicator_target", "source", "is_example", "retired_on"),
    ]

    def record(self) -> CourseRecord:
        """The record of a valid row, still without parts and costs."""
        values = dict(self.cleaned_data)
        items = [(str(kind), code) for kind in ITEM_CATALOGS for code in values.pop(item_field(kind))]
        return CourseRecord(**values, items=tuple(sorted(items)))


class PartRow(Row, PartFacts):
    """Hours of a course in one way."""

    course = CodeOfRowField(label=gettext_lazy("รหัสหลักสูตร"), help_text=gettext_lazy("ตามแผ่นงานหลักสูตร"))
    entries = {
        "method": _one(gettext_lazy("วิธีการพัฒนา"), required=True),
        "submethod": _one(gettext_lazy("วิธีการย่อย")),
    }
    field_order = ["course", "method", "submethod", "hours", "lecture_hours"]

    def method_of(self, submethod: str) -> str:
        """Known from the catalog."""
        return self.codes.method_of[submethod]


class CostRow(Row):
    """A rate of a course, so many times."""

    course = CodeOfRowField(label=gettext_lazy("รหัสหลักสูตร"), help_text=gettext_lazy("ตามแผ่นงานหลักสูตร"))
    rate = forms.CharField(
        label=gettext_lazy("รหัสอัตรา"),
        help_text=gettext_lazy(
            "อัตราของหน่วยงานตามแผ่นงานอัตราค่าใช้จ่าย อัตราของส่วนกลางใส่เป็น ส่วนกลาง/รหัส เช่น ส่วนกลาง/EXR01"
        ),
        error_messages={"required": gettext_lazy("กรุณากรอกรหัสอัตรา")},
    )
    quantity = QuantityField(
        label=gettext_lazy("จำนวน"), help_text=gettext_lazy("เช่น วิทยากร 2 คน อาหารว่าง 2 มื้อ")
    )
    field_order = ["course", "rate", "quantity"]

    def clean_rate(self) -> tuple[bool, str]:
        """Whether it is national, and its code."""
        text = to_arabic(normalise_line(self.cleaned_data["rate"]))
        owner, sign, code = text.rpartition("/")
        key = (self.codes.is_national or bool(sign), code.strip())
        if (sign and owner.strip() != NATIONAL) or key not in self.codes.rates:
            raise ValidationError(_("ไม่พบอัตรา “{code}” ในแผ่นงานอัตราค่าใช้จ่ายหรือในระบบ").format(code=text[:40]))
        return key

    def record(self) -> CostRecord:
        """The record of a valid row."""
        is_national, code = self.cleaned_data["rate"]
        return CostRecord(code, is_national, self.cleaned_data["quantity"])


class RateRow(Row, RateFacts):
    """A rate."""

    entries = {
        "kind": _one(gettext_lazy("ประเภทค่าใช้จ่าย"), required=True),
        "unit": _one(gettext_lazy("หน่วย"), required=True),
    }
    dated_on = CellDateField(
        label=gettext_lazy("ลงวันที่ของแหล่งที่มา"), required=False, help_text=gettext_lazy("เช่น 1 ตุลาคม 2569")
    )
    is_example = YesNoCellField(label=gettext_lazy("เป็นตัวอย่าง"), required=False, help_text=YES_NO)
    retired_on = CellDateField(label=gettext_lazy("เลิกใช้ตั้งแต่วันที่"), required=False, help_text=DAY)
    field_order = [
        *("code", "kind", "name", "baht", "unit", "source", "dated_on", "is_example", "retired_on"),
    ]

    def record(self) -> RateRecord:
        """The record of a valid row."""
        return RateRecord(**self.cleaned_data)


@dataclass(frozen=True)
class SheetForm:
    """A sheet of the workbook."""

    title: str
    row: type[Row]
    most: int


COURSES = SheetForm("หลักสูตร", CourseRow, 500)
PARTS = SheetForm("วิธีการพัฒนา", PartRow, 5_000)
COSTS = SheetForm("ค่าใช้จ่ายของหลักสูตร", CostRow, 5_000)
RATES = SheetForm("อัตราค่าใช้จ่าย", RateRow, 500)
SHEETS = (COURSES, PARTS, COSTS, RATES)
