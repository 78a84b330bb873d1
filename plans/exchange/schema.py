"""The one definition of the exchange format: what is written is described by it, what is read is held to it.

``docs/plan.schema.json`` is this definition as JSON Schema (draft 2020-12); ``manage.py plan_schema`` prints it.
Lengths, choices and Thai names come from the models, so that the format and the tables cannot drift apart.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import override

from personnel.models import Need
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    FindingReason,
    Layout,
    MonitoringItem,
    Project,
    ProjectCost,
    ProjectYear,
    Revision,
    Section,
    Target,
    YearBudget,
)
from plans.models.content import PEOPLE_LIMIT, SECTION_LIMIT

FORMAT, VERSION = "phatthana-plan", 1
DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

SMALL = 32_767  #: what a small integer column holds
MOST = {
    "texts": 200,
    "targets": 100,
    "projects": 2_000,
    "budgets": 10,
    "committee": 200,
    "monitoring": 500,
    "finding_reasons": 5_000,
    "years": 3,
    "costs": 200,
    "codes": 100,
}

#: What values are spelt like, whatever they mean; messages about them are in ``plans.exchange.conform``.
DEFINITIONS: dict[str, Schema] = {
    "line": {
        "type": "string",
        "pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$",
        "description": "One line of text (Unicode NFC) without control characters.",
    },
    "text": {
        "type": "string",
        "pattern": r"^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$",
        "description": "Structured plain text: lines ended by U+000A, an empty line between paragraphs, "
        "**bold** and __underline__; no other control characters.",
    },
    "code": {
        "type": "string",
        "minLength": 1,
        "maxLength": 60,
        "pattern": r"^[^\s\u0000-\u001f]+$",
        "description": "A stable code of a catalog, as `manage.py export_catalogs --json` lists them.",
    },
    "year": {
        "type": "integer",
        "minimum": 2501,
        "maximum": 2699,
        "description": "A fiscal year of the Buddhist era: 2570 is 1 October 2026 to 30 September 2027.",
    },
    "month": {"type": "integer", "minimum": 1, "maximum": 12, "description": "A month, 1 is January."},
    "baht": {
        "type": "string",
        "pattern": r"^(0|[1-9][0-9]{0,9})\.[0-9]{2}$",
        "description": 'An amount in baht with exactly two decimals (satang), as text: "12000.00".',
    },
    "large_baht": {
        "type": "string",
        "pattern": r"^(0|[1-9][0-9]{0,11})\.[0-9]{2}$",
        "description": "An amount in baht up to twelve digits, with exactly two decimals, as text.",
    },
    "rate": {
        "type": "string",
        "pattern": r"^(0|[1-9][0-9]{0,6})\.[0-9]{2}$",
        "description": "A rate in baht with exactly two decimals, as text.",
    },
    "quantity": {
        "type": "string",
        "pattern": r"^(?!0\.00$)(0|[1-9][0-9]{0,5})\.[0-9]{2}$",
        "description": 'A number above zero with exactly two decimals, as text: "1.50".',
    },
    "date": {
        "type": "string",
        "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "description": 'A day as ISO 8601 in the Gregorian calendar: "2026-06-01" is 1 June 2569 B.E.',
    },
    "key": {
        "type": "string",
        "pattern": "^p[1-9][0-9]{0,4}$",
        "description": "Names a project inside this document: p1, p2, ... in the order of the plan.",
    },
}


@cache
def schema() -> Schema:
    """The whole schema; the names of the columns are Thai whatever the language of the page."""
    with override("th"):
        return {
            "$schema": DRAFT,
            "title": "แผนพัฒนาบุคลากร 3 ปี ขององค์กรปกครองส่วนท้องถิ่น / "
            "three-year personnel development plan of a Thai local administrative organization",
            **_object("One revision of a plan: everything that the organization wrote.", _document()),
            "$defs": {name: dict(definition) for name, definition in DEFINITIONS.items()},
        }


# How the definition is written -------------------------------------------------------------------


def _object(description: str, properties: dict[str, Schema]) -> Schema:
    """Every key is required and no other is allowed: what a file leaves out is never guessed."""
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _list(description: str, items: Schema, most: str, **more: Any) -> Schema:
    return {"description": description, "type": "array", "maxItems": MOST[most], "items": items, **more}


def _is(definition: str, description: str, *, or_null: bool = False, **more: Any) -> Schema:
    reference: Schema = {"$ref": f"#/$defs/{definition}", **more}
    if or_null:
        return {"description": description, "anyOf": [reference, {"type": "null"}]}
    return {"description": description, **reference}


def _name(model: type[models.Model], column: str) -> str:
    return str(model._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


def _words(model: type[models.Model], column: str, meaning: str, *, definition: str = "line") -> Schema:
    """A column of text, as long as the table allows; one that must be filled says so."""
    field: Any = model._meta.get_field(column)
    limits: dict[str, Any] = {"maxLength": field.max_length or SECTION_LIMIT}
    if not field.blank:
        limits["minLength"] = 1
    return _is(definition, f"{field.verbose_name}: {meaning}", **limits)


def _choice(model: type[models.Model], column: str, meaning: str, *, blank: bool = False) -> Schema:
    field: Any = model._meta.get_field(column)
    words = "; ".join(f"{value} = {label}" for value, label in field.choices)
    values = [value for value, _label in field.choices]
    return {
        "description": f"{field.verbose_name}: {meaning} {words}",
        "enum": [*([""] if blank else []), *values],
    }


def _flag(model: type[models.Model], column: str, meaning: str) -> Schema:
    return {"description": f"{_name(model, column)}: {meaning}", "type": "boolean"}


def _count(description: str, most: int = SMALL, least: int = 0) -> Schema:
    return {"description": description, "type": "integer", "minimum": least, "maximum": most}


def _hours(column: str, meaning: str) -> Schema:
    number = {"type": "integer", "minimum": 0, "maximum": SMALL}
    return {"description": f"{_name(Project, column)}: {meaning}", "anyOf": [number, {"type": "null"}]}


def _codes(column: str, meaning: str) -> Schema:
    items = _is("code", "A code.")
    return _list(f"{_name(Project, column)}: {meaning}", items, "codes", uniqueItems=True)


# The document ------------------------------------------------------------------------------------


def _document() -> dict[str, Schema]:
    organization = {
        "code": _is("code", "รหัสหน่วยงาน: the code under which the installation knows the organization."),
        "name": _is("line", "ชื่อเต็ม: for readers; the code decides.", maxLength=300),
    }
    staffing = {
        "first_year": _is("year", "แผนอัตรากำลังเริ่มปีงบประมาณ", or_null=True),
        "last_year": _is("year", "แผนอัตรากำลังสิ้นสุดปีงบประมาณ", or_null=True),
    }
    layouts = {
        "description": "รูปแบบเล่ม: " + "; ".join(f"{value} = {label}" for value, label in Layout.choices),
        "enum": Layout.values,
    }
    return {
        "format": {"description": "The name of this format.", "const": FORMAT},
        "version": {"description": "The version of this format.", "const": VERSION},
        "organization": _object("หน่วยงานเจ้าของแผน: whose plan it is.", organization),
        "edition": _is("year", "แผนแม่บทของรอบ: first fiscal year of the master plan's edition (ข้อ ๑๕ (๒))."),
        "first_year": _is("year", "ปีงบประมาณแรกของแผน: the plan has three years (ข้อ ๑๕ (๒))."),
        "number": _count("ครั้งที่ปรับปรุง: 0 is the original, 1, 2, ... the amendments (ข้อ ๑๙).", SMALL),
        "reason": _words(Revision, "reason", "of an amendment; empty for the original.", definition="text"),
        "layout": layouts,
        "staffing": _object("แผนอัตรากำลัง ๓ ปี: the staffing plan that the plan goes with.", staffing),
        "texts": _list("ข้อความตามหัวข้อ: the texts of the book, one for each heading.", _text(), "texts"),
        "targets": _list("เป้าหมายการพัฒนา (ข้อ ๔.๓.๓ ๒)): table T3.", _target(), "targets"),
        "projects": _list("โครงการและหลักสูตร (ข้อ ๑๑ - ๑๒): tables T4 and T5.", _project(), "projects"),
        "budgets": _list("วงเงินรายปี (ข้อ ๑๖): what may be spent.", _budget(), "budgets"),
        "committee_order": _or_null(_order()),
        "committee": _list("คณะกรรมการจัดทำแผน (ข้อ ๑๔.๑): in the order printed.", _member(), "committee"),
        "monitoring": _list("การติดตามและประเมินผล (ข้อ ๑๕ (๔)).", _monitored(), "monitoring"),
        "finding_reasons": _list(
            "เหตุผลที่เขียนไว้ในผลการตรวจ: why a finding may stay.", _reason(), "finding_reasons"
        ),
    }


def _or_null(described: Schema) -> Schema:
    return {"description": described["description"], "anyOf": [described, {"type": "null"}]}


def _text() -> Schema:
    properties = {
        "code": _is("code", "รหัสหัวข้อ: of the edition's outline, for example s1.2."),
        "follows_edition": _flag(
            Section, "follows_edition", "true where the edition's standard text stands; text is then empty."
        ),
        "text": _words(Section, "body", "as the organization wrote it.", definition="text"),
        "is_done": _flag(Section, "is_done", "the officer's own mark."),
    }
    return _object("A heading.", properties)


def _target() -> Schema:
    properties = {
        "group": _is("code", "กลุ่มบุคลากร: code of the group (ข้อ ๔.๒)."),
        "year": _is("year", _name(Target, "year")),
        "headcount": _count(f"{_name(Target, 'headcount')}: people.", PEOPLE_LIMIT),
        "people": _count(f"{_name(Target, 'people')}: people.", PEOPLE_LIMIT),
    }
    return _object("A group in a fiscal year.", properties)


def _project() -> Schema:
    return _object("A project or course.", _what() | _why_and_how() | _measure() | _when_and_money())


def _what() -> dict[str, Schema]:
    return {
        "key": _is("key", "Names the project inside this document; other parts refer to it."),
        "order": _count("ที่: its number in the plan."),
        "name": _words(Project, "name", "name."),
        "objective": _words(Project, "objective", "objective.", definition="text"),
        "curriculum": _is("code", "หลักสูตร (ข้อ ๑๑): one of the five.", or_null=True),
        "knowledge_area": _is("code", "ด้านความรู้ (ข้อ ๑๓): one of the five.", or_null=True),
        "methods": _codes("methods", "methods of development (ข้อ ๑๒)."),
        "submethods": _codes("submethods", "sub-methods (ข้อ ๑๒)."),
        "groups": _codes("groups", "groups of people (ข้อ ๔.๒)."),
        "delivery": _choice(Project, "delivery", "", blank=True),
        "provider_kind": _is("code", "หน่วยงานผู้จัด: kind of provider (ข้อ ๑๒).", or_null=True),
        "unit": _is(
            "line", "หน่วยงานที่รับผิดชอบ: name of a department.", or_null=True, minLength=1, maxLength=150
        ),
    }


def _why_and_how() -> dict[str, Schema]:
    need = {
        "source": _choice(Need, "source", "where the need comes from."),
        "title": _words(Need, "title", "the need in words."),
        "item_kind": _words(Need, "item_kind", "catalog of what is lacking, or empty."),
        "item_code": _words(Need, "item_code", "code in that catalog, or empty."),
    }
    course = {
        "is_national": {"description": "ส่วนกลาง: true for the library of the centre.", "type": "boolean"},
        "code": _is("code", "รหัสหลักสูตร: code in the library."),
    }
    past = {
        "first_year": _is("year", "First fiscal year of that plan."),
        "number": _count("Its revision."),
        "order": _count("The project's number there."),
        "name": _words(Project, "name", "the project's name there."),
    }
    needs = "ความต้องการที่โครงการนี้ตอบ (ข้อ ๑๕ (๑)): found again by catalog and code, else by source and words."
    return {
        "needs": _list(needs, _object("A need of the cycle.", need), "codes", uniqueItems=True),
        "basis": _choice(Project, "basis", "where no need is named.", blank=True),
        "basis_text": _words(Project, "basis_text", "the law, policy or issue."),
        "course": _or_null(_object("หลักสูตรจากคลัง: the course of the library it was made from.", course)),
        "continued_from": _or_null(_object("โครงการเดิม: the project of an earlier plan it continues.", past)),
    }


def _measure() -> dict[str, Schema]:
    return {
        "indicator": _words(Project, "indicator", "indicator (ข้อ ๑๕ (๔))."),
        "indicator_target": _words(Project, "indicator_target", "target of the whole plan."),
        "indicator_baseline": _words(Project, "indicator_baseline", "before it begins."),
        "indicator_unit": _words(Project, "indicator_unit", "unit of measurement."),
        "indicator_method": _words(Project, "indicator_method", "method of measurement."),
        "indicator_measurer": _words(Project, "indicator_measurer", "who measures."),
        "is_digital": _flag(Project, "is_digital", "develops digital skills."),
        "is_example": _flag(Project, "is_example", "made for demonstration."),
    }


def _when_and_money() -> dict[str, Schema]:
    year = {
        "year": _is("year", _name(ProjectYear, "year")),
        "people": _count(f"{_name(ProjectYear, 'people')}: people.", PEOPLE_LIMIT),
        "baht": _is("baht", f"{_name(ProjectYear, 'baht')}: of the year."),
        "indicator_target": _words(ProjectYear, "indicator_target", "of the year."),
    }
    cost = {
        "label": _words(ProjectCost, "label", "what is paid for."),
        "baht": _is("rate", _name(ProjectCost, "baht")),
        "unit": _choice(ProjectCost, "unit", "what the rate is multiplied by."),
        "times": _is("quantity", f"{_name(ProjectCost, 'times')}: days, nights or hours."),
        "quantity": _is("quantity", f"{_name(ProjectCost, 'quantity')}: how many of it."),
        "source": _words(ProjectCost, "source", "the regulation that sets the rate."),
    }
    return {
        "hours_total": _hours("hours_total", "hours."),
        "hours_lecture": _hours("hours_lecture", "hours, not more than the total."),
        "first_month": _is("month", _name(Project, "first_month"), or_null=True),
        "last_month": _is("month", _name(Project, "last_month"), or_null=True),
        "uses_budget": _flag(Project, "uses_budget", "false for ไม่ใช้งบประมาณ."),
        "money_kind": _choice(Project, "money_kind", ""),
        "money_source": _words(Project, "money_source", "heading of the ordinance (ข้อ ๑๖)."),
        "years": _list("จำนวนคนและงบประมาณรายปี: by fiscal year.", _object("A year.", year), "years"),
        "costs": _list("รายการคำนวณ: rate x times x quantity.", _object("A line.", cost), "costs"),
    }


def _budget() -> Schema:
    properties = {
        "year": _is("year", _name(YearBudget, "year")),
        "ceiling": _is("baht", f"{_name(YearBudget, 'ceiling')}: null for not known.", or_null=True),
        "personnel_cost": _is(
            "large_baht", f"{_name(YearBudget, 'personnel_cost')}: null for not known.", or_null=True
        ),
    }
    return _object("A fiscal year.", properties)


def _order() -> Schema:
    properties = {
        "number": _words(CommitteeOrder, "number", "number of the order."),
        "dated_on": _is("date", _name(CommitteeOrder, "dated_on"), or_null=True),
        "prints_names": _flag(CommitteeOrder, "prints_names", "names are printed, not positions alone."),
        "signer_name": _words(CommitteeOrder, "signer_name", "who signs."),
        "signer_position": _words(CommitteeOrder, "signer_position", "in which position."),
        "grounds": _words(CommitteeOrder, "grounds", "empty for the usual words.", definition="text"),
        "duties": _words(CommitteeOrder, "duties", "empty for the usual words.", definition="text"),
    }
    return _object("คำสั่งแต่งตั้งคณะกรรมการ (ข้อ ๑๔.๑).", properties)


def _member() -> Schema:
    properties = {
        "order": _count(_name(CommitteeMember, "order")),
        "seat": _choice(CommitteeMember, "seat", ""),
        "duty": _choice(CommitteeMember, "duty", ""),
        "unit": _is("line", "ส่วนราชการ: name of a department.", or_null=True, minLength=1, maxLength=150),
        "person_name": _words(CommitteeMember, "person_name", "as printed in the order."),
        "position": _words(CommitteeMember, "position", "position."),
        "is_acting": _flag(CommitteeMember, "is_acting", "acts for the holder of the position."),
        "is_official": _flag(CommitteeMember, "is_official", "an official, not an employee."),
    }
    return _object("A seat.", properties)


def _monitored() -> Schema:
    properties = {
        "order": _count(_name(MonitoringItem, "order")),
        "indicator": _words(MonitoringItem, "indicator", "what is followed up."),
        "method": _words(MonitoringItem, "method", "how."),
        "responsible": _words(MonitoringItem, "responsible", "by whom."),
        "when": _words(MonitoringItem, "when", "when."),
    }
    return _object("Something that is followed up.", properties)


def _reason() -> Schema:
    properties = {
        "finding": _words(FindingReason, "finding", "id of the rule, as docs/checks.md lists them."),
        "place": _words(FindingReason, "place", "where; a project is named by its key: project/p1/name."),
        "reason": _words(FindingReason, "reason", "the officer's reason."),
    }
    return _object("A reason.", properties)
