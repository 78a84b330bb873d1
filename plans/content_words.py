"""A frozen content in the words of its pages: every table as rows with a title and labelled values.

Comparing and commenting both ask here what a row is called, so that a label is written once: in the models.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from courses.models import CostUnit
from personnel.models import EmploymentKind, Need, SwotItem
from plans.checks import REGISTRY
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    Layout,
    MonitoringItem,
    Project,
    ProjectYear,
    Target,
    YearBudget,
)
from thai.dates import THAI_MONTHS, format_date
from thai.money import format_baht

Content = Mapping[str, Any]
#: Names of catalog entries by kind and code: {"curriculum": {"cur1": "..."}}.
Names = Mapping[str, Mapping[str, str]]

#: Columns of a project that a content keeps as they are; the others are codes to be named.
OWN_COLUMNS = (
    "name",
    "objective",
    "delivery",
    "indicator",
    "indicator_target",
    "indicator_baseline",
    "indicator_unit",
    "indicator_method",
    "indicator_measurer",
    "basis",
    "basis_text",
    "is_digital",
    "is_proposed",
    "is_example",
    "hours_total",
    "hours_lecture",
)


@dataclass(frozen=True)
class Row:
    """A row of a table; ``identity`` is what makes it the same row although its values change."""

    identity: tuple[Any, ...]
    title: str
    fields: dict[str, str]
    order: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of one kind; ``page`` is the page on which they are written."""

    key: str
    page: str
    title: str
    label: str  #: of one row
    rows: list[Row]
    in_order: bool = False  #: the order of the rows is printed


class ContentWords:
    """One content; ``by_place`` names years by their place in the cycle, to compare two cycles."""

    def __init__(self, content: Content, names: Names, *, by_place: bool = False) -> None:
        self.content = content
        self.names = names
        self.by_place = by_place

    def tables(self) -> list[Table]:
        """Every table, also those without rows, in the order of the book."""
        return [
            Table("period", "period", _("ข้อมูลรอบแผน"), _("ข้อมูลรอบแผน"), self._period()),
            Table("order", "committee", _("คำสั่งแต่งตั้งคณะกรรมการ"), _("คำสั่ง"), self._order()),
            Table("committee", "committee", _("คณะกรรมการจัดทำแผน"), _("กรรมการ"), self._committee(), True),
            Table("targets", "targets", _("กลุ่มเป้าหมาย"), _("กลุ่มเป้าหมาย"), self._targets()),
            Table("projects", "projects", _("โครงการ/หลักสูตรการพัฒนา"), _("โครงการ"), self._projects(), True),
            Table("budgets", "projects", _("วงเงินรายปี"), _("วงเงิน"), self._budgets()),
            Table(
                "monitoring",
                "monitoring",
                _("การติดตามและประเมินผล"),
                _("รายการที่ติดตาม"),
                self._monitoring(),
                True,
            ),
            Table("reasons", "check", _("เหตุผลที่เขียนไว้ในผลการตรวจ"), _("เหตุผล"), self._reasons()),
            Table("staff", "targets", _("จำนวนบุคลากรจากบัญชีบุคลากร"), _("จำนวนบุคลากร"), self._staff()),
            Table("requirements", "tasks", _("สิ่งที่ตำแหน่งต้องมี"), _("ตำแหน่ง"), self._requirements()),
            Table("needs", "tasks", _("ผลการวิเคราะห์ความต้องการ"), _("ผลการวิเคราะห์"), self._needs()),
        ]

    # Words of values ------------------------------------------------------------------------------

    def _name(self, kind: str, code: str | None) -> str:
        return self.names.get(kind, {}).get(code, code) if code else ""

    def _list(self, kind: str, codes: Iterable[str]) -> str:
        return ", ".join(self._name(kind, code) for code in codes)

    def _place(self, year: int) -> int:
        return year - self.content["first_year"] + 1

    def _year(self, year: int) -> str:
        """ "ปี 2570", or "ปีที่ 1" where two cycles are compared."""
        words = _("ปีที่ {year}") if self.by_place else _("ปี {year}")
        return words.format(year=self._place(year) if self.by_place else year)

    def _of_model(self, model: type[models.Model], row: Content, *names: str) -> dict[str, str]:
        """Values under the labels of a model's columns."""
        columns = ((name, model._meta.get_field(name)) for name in names if name in row)
        return {str(field.verbose_name): _words(field, row[name]) for name, field in columns}  # type: ignore[union-attr]

    # Tables ---------------------------------------------------------------------------------------

    def _period(self) -> list[Row]:
        first, last = self.content["staffing"]
        fields = {
            _("หน่วยงาน"): self.content["organization"]["name"],
            _("รอบของแผนอัตรากำลัง"): f"{first or ''} - {last or ''}" if first or last else "",
            _("รูปแบบเล่ม"): str(Layout(self.content["layout"]).label),
            _("เหตุผลความจำเป็นที่ปรับปรุง"): self.content["reason"],
        }
        return [Row((), _("ข้อมูลรอบแผน"), fields)]

    def _order(self) -> list[Row]:
        order = self.content["committee_order"]
        names = ("number", "dated_on", "prints_names", "signer_name", "signer_position", "grounds", "duties")
        return [Row((), _("คำสั่งแต่งตั้ง"), self._of_model(CommitteeOrder, order, *names))] if order else []

    def _committee(self) -> list[Row]:
        return [
            Row(
                (row["seat"], row["unit"], row["position"]),
                f"{row['position']} {CommitteeMember.Duty(row['duty']).label}",
                self._of_model(CommitteeMember, row, "person_name", "position", "duty", "seat")
                | {_("ส่วนราชการ"): row["unit"] or ""}
                | self._of_model(CommitteeMember, row, "is_acting", "is_official"),
                row["order"],
            )
            for row in self.content["committee"]
        ]

    def _targets(self) -> list[Row]:
        return [
            Row(
                (row["group"], self._place(row["year"])),
                f"{self._name('group', row['group'])} {self._year(row['year'])}",
                self._of_model(Target, row, "headcount", "people"),
            )
            for row in self.content["targets"]
        ]

    def _projects(self) -> list[Row]:
        return [
            Row((row["name"],), row["name"], self._project(row), row["order"])
            for row in self.content["projects"]
        ]

    def _project(self, row: Content) -> dict[str, str]:
        column = Project._meta.get_field
        chosen = {
            "curriculum": self._name("curriculum", row["curriculum"]),
            "knowledge_area": self._name("knowledge_area", row["knowledge_area"]),
            "methods": self._list("method", row["methods"]),
            "submethods": self._list("submethod", row["submethods"]),
            "groups": self._list("group", row["groups"]),
            "provider_kind": self._name("provider_kind", row["provider_kind"]),
            "unit": row["unit"] or "",
            "needs": ", ".join(
                f"{need['title']} ({Need.Source(need['source']).label})" for need in row.get("needs", ())
            ),
            "course": row.get("course", ""),
            "money_kind": str(Project.MoneyKind(row.get("money_kind", "ordinance")).label),
        }
        months = {name: _month(row[name]) for name in ("first_month", "last_month")}
        return {
            **self._of_model(Project, row, *OWN_COLUMNS),
            **{str(column(name).verbose_name): text for name, text in {**chosen, **months}.items()},  # type: ignore[union-attr]
            **self._of_model(Project, row, "uses_budget", "money_source"),
            **self._years(row["years"]),
            _("รายการคำนวณงบประมาณ"): "\n".join(_cost(cost) for cost in row.get("costs", ())),
        }

    def _years(self, years: Iterable[Content]) -> dict[str, str]:
        return {
            f"{self._year(row['year'])}: {label}": text
            for row in years
            for label, text in self._of_model(ProjectYear, row, "people", "baht", "indicator_target").items()
        }

    def _budgets(self) -> list[Row]:
        return [
            Row(
                (self._place(row["year"]),),
                self._year(row["year"]),
                self._of_model(YearBudget, row, "ceiling", "personnel_cost"),
            )
            for row in self.content.get("budgets", ())
        ]

    def _monitoring(self) -> list[Row]:
        names = ("indicator", "method", "responsible", "when")
        return [
            Row(
                (row["indicator"],),
                row["indicator"],
                self._of_model(MonitoringItem, row, *names),
                row["order"],
            )
            for row in self.content["monitoring"]
        ]

    def _reasons(self) -> list[Row]:
        return [
            Row((row["finding"], row["place"]), _title_of(row["finding"]), {_("เหตุผล"): row["reason"]})
            for row in self.content["finding_reasons"]
        ]

    def _staff(self) -> list[Row]:
        staff = self.content.get("staff")
        if not staff:
            return []
        units = [
            Row(
                ("unit", row["unit"]),
                row["unit"],
                {_("กรอบ"): str(row["frame"]), _("มีคนครอง"): str(row["held"])}
                | {str(EmploymentKind(kind).label): str(count) for kind, count in row["kinds"].items()},
            )
            for row in staff["units"]
        ]
        groups = [
            Row(
                ("group", row["group"], self._place(row["year"])),
                f"{self._name('group', row['group'])} {self._year(row['year'])}",
                {_("จำนวนคน"): str(row["people"])},
            )
            for row in staff["groups"]
        ]
        return [*units, *groups]

    def _requirements(self) -> list[Row]:
        kept = self.content.get("requirements") or {"places": [], "lines": []}
        places = [
            Row(
                ("place", row["name"]),
                row["name"],
                {_("จำนวนตำแหน่ง"): str(row["posts"]), _("ระดับที่คาดหวัง"): ", ".join(map(str, row["levels"]))},
            )
            for row in kept["places"]
        ]
        lines = [
            Row(
                ("line", row["name"], row["kind"]),
                row["name"],
                {_("จำนวนตำแหน่ง"): str(row["posts"]), _("สิ่งที่ต้องมี"): _items(row["parts"])},
            )
            for row in kept["lines"]
        ]
        return [*places, *lines]

    def _needs(self) -> list[Row]:
        kept = self.content.get("needs_analysis") or {"swot": {}, "needs": [], "surveys": []}
        swot = [
            Row(("swot", quadrant), str(SwotItem.Quadrant(quadrant).label), {_("ข้อความ"): "\n".join(texts)})
            for quadrant, texts in kept["swot"].items()
        ]
        needs = [Row(("need", row["title"]), row["title"], _need(row)) for row in kept["needs"]]
        surveys = [
            Row(
                ("survey", row["title"]),
                row["title"],
                {
                    _("แจกแบบสำรวจ"): str(row["invited"]),
                    _("ได้รับคืน"): str(row["received"]),
                    _("ผลรายข้อ"): "\n".join(_topic(topic) for topic in row["topics"]),
                },
            )
            for row in kept["surveys"]
        ]
        return [*swot, *needs, *surveys]


def _words(field: Any, value: Any) -> str:
    """A value as the page shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DecimalField):
        return format_baht(Decimal(value), "arabic")
    if isinstance(field, models.DateField):
        return format_date(datetime.date.fromisoformat(value), "screen")
    return f"{value:,}" if isinstance(value, int) else str(value)


def _month(number: int | None) -> str:
    return THAI_MONTHS[number - 1] if number else ""


def _cost(cost: Content) -> str:
    unit = CostUnit(cost["unit"]).label if cost["unit"] in CostUnit.values else cost["unit"]
    rate = f"{cost['label']} {format_baht(Decimal(cost['baht']), 'arabic')} {unit}"
    return f"{rate} x {cost['times']} x {cost['quantity']} {cost['source']}".strip()


def _title_of(finding: str) -> str:
    return str(REGISTRY[finding].title) if finding in REGISTRY else finding


def _items(parts: Mapping[str, Iterable[Content]]) -> str:
    return ", ".join(
        f"{item['name']} {item['lowest']}-{item['highest']}" for items in parts.values() for item in items
    )


def _need(row: Content) -> dict[str, str]:
    return {
        _("ลำดับความสำคัญ"): str(row["rank"] or ""),
        _("ที่มา"): row["source"],
        _("หลักฐาน"): row["evidence"],
        _("จำนวนคน"): str(row["people"] or ""),
        _("กลุ่ม"): ", ".join(row["groups"]),
        _("ส่วนราชการ"): ", ".join(row["units"]),
        _("เหตุผล"): row["reason"],
    }


def _topic(row: Content) -> str:
    figures = " ".join(
        str(row[name]) for name in ("n", "percent", "mean", "sd", "reading") if row[name] != ""
    )
    return f"{row['text']} {figures}"
