"""The sheets of the workbook: a column is a field, its help is the field's help, its check the field's check.

Fields that a page has are the page's own, so that a cell takes what the box on the page takes.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from courses.forms.fields import (
    CellDateField,
    EntriesCellField,
    EntryCellField,
    QuantityField,
    YesNoCellField,
)
from courses.models.costs import RATE_LIMIT, CostUnit
from personnel.models import Unit
from plans.exchange.names import CATALOGS
from plans.facts import PlanFacts
from plans.forms.committee import MemberForm, OrderForm
from plans.forms.monitoring import MonitoringForm
from plans.forms.project import FISCAL_MONTHS, ProjectForm
from plans.models import CommitteeMember, Project
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from plans.models.money import PERSONNEL_LIMIT
from thai.dates import THAI_MONTHS
from thai.forms import BahtField, FiscalYearField, LineField, ThaiIntegerField

MARK, VERSION = "Phatthana plan", 1
MANY = _("ใส่ได้หลายรหัส คั่นด้วยจุลภาค ดูรหัสในแผ่นงานรหัส")
ONE = _("ใส่รหัสหรือชื่อเต็ม ดูรหัสในแผ่นงานรหัส")
YES_NO = _("ใช่ หรือ ไม่ใช่ เว้นว่างคือไม่ใช่")
SHOWN = _("แสดงให้อ่านเท่านั้น ระบบไม่อ่านคอลัมน์นี้")
BY_PLACE = _("แถวเดิมหาตามเลขนี้ แถวใหม่ใส่เลขถัดไป")
#: Catalogs of which a cell may name several entries.
LISTS = ("methods", "submethods", "groups")
#: Columns that are written for the reader and not read.
READ_ONLY = frozenset({"shown_order", "shown_name"})
Fields = dict[str, forms.Field]


class Codes:
    """Codes and names of everything that a cell may name; names alone where they are the code."""

    def __init__(self, facts: PlanFacts) -> None:
        year = facts.edition.year
        rows = {name: model.objects.for_edition(year) for name, model in CATALOGS.items()}
        self.catalogs: dict[str, dict[str, str]] = {
            name: dict(found.values_list("code", "name")) for name, found in rows.items()
        }
        named = {row.code: row.name for project in facts.projects for row in _entries(project.project)}
        for name, model in CATALOGS.items():  # what the plan names stays, though it was retired
            known = set(model.objects.filter(code__in=named).values_list("code", flat=True))
            self.catalogs[name] |= {code: named[code] for code in known}
        self.catalogs["group"] = self.catalogs["groups"]
        units = Unit.objects.filter(organization=facts.organization)
        self.catalogs["unit"] = {name: name for name in units.values_list("name", flat=True)}
        self.catalogs["month"] = {str(month): THAI_MONTHS[month - 1] for month in FISCAL_MONTHS}
        self.catalogs["uses_budget"] = {"yes": thai(_("ใช้งบประมาณ")), "no": thai(_("ไม่ใช้งบประมาณ"))}
        for name, choices in _CHOICES.items():
            self.catalogs[name] = {value: thai(label) for value, label in choices}
        self.years = facts.years

    def named(self, name: str, code: str | None) -> str:
        """A code as a cell has it: with its name, or the name alone where people know no code."""
        if not code:
            return ""
        label = self.catalogs[name][code]
        return label if name in _BY_NAME else f"{code}: {label}"


_CHOICES = {
    "delivery": Project.Delivery.choices,
    "basis": Project.Basis.choices,
    "money_kind": Project.MoneyKind.choices,
    "cost_unit": CostUnit.choices,
    "seat": CommitteeMember.Seat.choices,
    "duty": CommitteeMember.Duty.choices,
}
_BY_NAME = frozenset({"unit", "month", "uses_budget", *_CHOICES})


def thai(text: Any) -> str:
    """A label as the workbook has it, whatever the language of the page."""
    with override("th"):
        return str(text)


def _entries(project: Project) -> list[Any]:
    lists = [row for name in LISTS for row in getattr(project, name).all()]
    single = [project.curriculum, project.knowledge_area, project.provider_kind]
    return [*lists, *(row for row in single if row)]


# Columns ------------------------------------------------------------------------------------------


def _own(form: Any, *names: str) -> Fields:
    """Fields of a page, as they are there."""
    return {name: copy.deepcopy(form.base_fields[name]) for name in names}


def _one(codes: Codes, name: str, label: Any, *, required: bool = False) -> EntryCellField:
    return EntryCellField(label=label, help_text=ONE, required=required, names=codes.catalogs[name])


def _many(codes: Codes, name: str) -> EntriesCellField:
    label = ProjectForm.base_fields[name].label
    return EntriesCellField(label=label, help_text=MANY, required=False, names=codes.catalogs[name])


def _yes_no(label: Any) -> YesNoCellField:
    return YesNoCellField(label=label, help_text=YES_NO, required=False)


def _shown(label: Any) -> LineField:
    return LineField(label=label, help_text=SHOWN, required=False)


def _place() -> ThaiIntegerField:
    return ThaiIntegerField(label=_("ลำดับ"), help_text=BY_PLACE, min_value=1, max_value=500)


def _baht(label: Any, limit: Any = BAHT_LIMIT, *, required: bool = False, help_text: Any = "") -> BahtField:
    return BahtField(label=label, max_value=limit, required=required, help_text=help_text)


def _people(label: Any, *, required: bool = False) -> ThaiIntegerField:
    return ThaiIntegerField(label=label, max_value=PEOPLE_LIMIT, required=required)


def _key(*, required: bool) -> LineField:
    text = _("ระบบใส่ให้ อย่าแก้ โครงการใหม่เว้นว่างได้ หรือตั้งเอง เช่น ใหม่1 เพื่ออ้างถึงในแผ่นงานอื่น")
    return LineField(label=_("รหัสแถว"), help_text=text, required=required, max_length=40)


def _project_fields(codes: Codes) -> Fields:
    label = {name: field.label for name, field in ProjectForm.base_fields.items()}
    fields: Fields = {"key": _key(required=False), "shown_order": _shown(_("ที่"))}
    fields |= _own(ProjectForm, "name", "objective")
    fields |= {name: _one(codes, name, label[name]) for name in ("curriculum", "knowledge_area")}
    fields |= {name: _many(codes, name) for name in LISTS}
    fields |= {name: _one(codes, name, label[name]) for name in ("delivery", "provider_kind", "unit")}
    fields |= {"is_digital": _yes_no(label["is_digital"]), "basis": _one(codes, "basis", label["basis"])}
    fields |= _own(ProjectForm, "basis_text", "hours_total", "hours_lecture")
    fields |= {name: _one(codes, "month", label[name]) for name in ("first_month", "last_month")}
    fields |= {name: _one(codes, name, label[name]) for name in ("uses_budget", "money_kind")}
    fields |= _own(ProjectForm, "money_source")
    for year in codes.years:
        fields[f"people_{year}"] = _people(thai(_("จำนวนคน ปี {year}")).format(year=year))
        fields[f"baht_{year}"] = _baht(thai(_("งบประมาณ (บาท) ปี {year}")).format(year=year))
    return fields


def _indicator_fields(codes: Codes) -> Fields:
    fields: Fields = {"key": _key(required=True), "shown_name": _shown(_("ชื่อโครงการ/หลักสูตร"))}
    names = ("target", "baseline", "unit", "method", "measurer")
    fields |= _own(ProjectForm, "indicator", *(f"indicator_{name}" for name in names))
    for year in codes.years:
        label = thai(_("ค่าเป้าหมาย ปี {year}")).format(year=year)
        fields[f"target_{year}"] = LineField(label=label, required=False, max_length=150)
    return fields


def _cost_fields(codes: Codes) -> Fields:
    times = _("จำนวนวัน คืน หรือชั่วโมงตามหน่วย หน่วยต่อคนหรือต่อครั้งใส่ 1")
    return {
        "key": _key(required=True),
        "place": _place(),
        "label": LineField(label=_("รายการ"), max_length=200),
        "baht": _baht(_("อัตรา (บาท)"), RATE_LIMIT, required=True),
        "unit": _one(codes, "cost_unit", _("หน่วย"), required=True),
        "times": QuantityField(label=_("จำนวนวัน คืน หรือชั่วโมง"), help_text=times),
        "quantity": QuantityField(label=_("จำนวน"), help_text=_("เช่น วิทยากร 2 คน อาหารว่าง 2 มื้อ")),
        "source": LineField(label=_("ระเบียบหรือแหล่งที่มา"), required=False, max_length=300),
    }


def _target_fields(codes: Codes) -> Fields:
    return {
        "group": _one(codes, "group", _("กลุ่มบุคลากร"), required=True),
        "year": FiscalYearField(label=_("ปีงบประมาณ"), help_text=_("ปี พ.ศ. ในรอบของแผน")),
        "headcount": _people(_("จำนวนบุคลากรในกลุ่ม (คน)"), required=True),
        "people": _people(_("เป้าหมายที่จะพัฒนา (คน)"), required=True),
    }


def _budget_fields(codes: Codes) -> Fields:
    unknown = _("เว้นว่างถ้ายังไม่ทราบ")
    return {
        "year": FiscalYearField(label=_("ปีงบประมาณ"), help_text=_("ปี พ.ศ. ในรอบของแผน")),
        "ceiling": _baht(_("วงเงินเพื่อการพัฒนาบุคลากร (บาท)"), help_text=unknown),
        "personnel_cost": _baht(_("ค่าใช้จ่ายด้านบุคลากร (บาท)"), PERSONNEL_LIMIT, help_text=unknown),
    }


def _order_fields(codes: Codes) -> Fields:
    fields = _own(OrderForm, "number")
    day = _("เช่น 1 มิถุนายน 2569")
    fields["dated_on"] = CellDateField(label=_("ลงวันที่"), help_text=day, required=False)
    fields["prints_names"] = _yes_no(_("พิมพ์ชื่อ - สกุลในคำสั่ง"))
    return fields | _own(OrderForm, "signer_name", "signer_position")


def _committee_fields(codes: Codes) -> Fields:
    label = {name: field.label for name, field in MemberForm.base_fields.items()}
    return {
        "place": _place(),
        **_own(MemberForm, "position", "person_name"),
        "duty": _one(codes, "duty", label["duty"], required=True),
        "seat": _one(codes, "seat", label["seat"], required=True),
        "unit": _one(codes, "unit", label["unit"]),
        "is_acting": _yes_no(label["is_acting"]),
        "is_official": _yes_no(label["is_official"]),
    }


def _monitoring_fields(codes: Codes) -> Fields:
    return {"place": _place(), **_own(MonitoringForm, "indicator", "method", "responsible", "when")}


@dataclass(frozen=True)
class SheetForm:
    """A sheet: its title, its columns, and the most rows it may have."""

    name: str
    title: str
    fields: Callable[[Codes], Fields]
    most: int


PROJECTS = SheetForm("projects", "โครงการ", _project_fields, 2_000)
INDICATORS = SheetForm("indicators", "ตัวชี้วัด", _indicator_fields, 2_000)
COSTS = SheetForm("costs", "ค่าใช้จ่าย", _cost_fields, 10_000)
TARGETS = SheetForm("targets", "เป้าหมาย", _target_fields, 100)
BUDGETS = SheetForm("budgets", "วงเงิน", _budget_fields, 10)
ORDER = SheetForm("committee_order", "คำสั่งแต่งตั้ง", _order_fields, 1)
COMMITTEE = SheetForm("committee", "คณะกรรมการ", _committee_fields, 200)
MONITORING = SheetForm("monitoring", "การติดตาม", _monitoring_fields, 500)
SHEETS = (PROJECTS, INDICATORS, COSTS, TARGETS, BUDGETS, ORDER, COMMITTEE, MONITORING)
#: The catalog of a column that is named otherwise.
CATALOG_OF = {"first_month": "month", "last_month": "month", "unit": "unit"}


def catalog_of(form: SheetForm, column: str, catalogs: Mapping[str, Any]) -> str:
    """The catalog whose entries a column names; empty for other columns."""
    if form is COSTS and column == "unit":
        return "cost_unit"
    name = CATALOG_OF.get(column, column)
    return name if name in catalogs else ""
