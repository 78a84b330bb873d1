"""A row of an old plan as a reader sees it: what was read, and what of it this plan can name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.text import to_html
from plans.facts import PlanFacts
from plans.models import OldPlanPart, Project, Revision
from plans.old_plan.known import Known, limit_of
from thai.dates import THAI_MONTHS


@dataclass(frozen=True)
class Field:
    """One field with its value, and a remark where the plan cannot take it as it is."""

    label: str
    value: str
    remark: str = ""


def fields_of(part: OldPlanPart, revision: Revision) -> list[Field]:
    """What was read of a row; empty for a text."""
    return list(_fields(part, revision)) if part.values else []


def _fields(part: OldPlanPart, revision: Revision) -> Iterator[Field]:
    read, known = part.values, Known(revision)
    labels = {
        "group": _("กลุ่ม"),
        "name": _("โครงการ/หลักสูตร"),
        "objective": _("วัตถุประสงค์"),
        "indicator": _("ตัวชี้วัด"),
        "indicator_target": _("ค่าเป้าหมาย"),
        "money_source": _("ที่มาของงบประมาณ"),
        "responsible": _("ผู้ติดตาม"),
    }
    for name, label in labels.items():
        if read.get(name):
            yield Field(label, read[name], _too_long(part, name, read[name]))
    yield from _named(part, known)
    for name, label in {
        "headcount": _("จำนวนบุคลากร"),
        "people": _("จำนวนคน"),
        "baht": _("งบประมาณ (บาท)"),
    }.items():
        if read.get(name):
            yield Field(label, " · ".join(f"{year}: {value}" for year, value in sorted(read[name].items())))
    if read.get("no_money"):
        yield Field(_("งบประมาณ"), _("ไม่ใช้งบประมาณ"))
    if read.get("months"):
        first, last = (THAI_MONTHS[month - 1] for month in read["months"])
        yield Field(_("เดือนที่ดำเนินการ"), first if first == last else f"{first} - {last}")


def _named(part: OldPlanPart, known: Known) -> Iterator[Field]:
    """Names that the plan keeps as choices: they are taken in only where they are the very same."""
    read, is_project = part.values, part.kind == OldPlanPart.Kind.PROJECT
    unknown = _("ไม่ตรงกับชื่อในระบบ จะไม่ใส่ให้ เลือกเองหลังนำมา") if is_project else ""
    if read.get("unit"):
        yield Field(_("หน่วยงานที่รับผิดชอบ"), read["unit"], "" if known.unit(read["unit"]) else unknown)
    if read.get("curriculum"):
        yield Field(_("หลักสูตร"), read["curriculum"], "" if known.curriculum(read["curriculum"]) else unknown)
    if read.get("method"):
        yield Field(_("วิธีการ"), read["method"], "" if known.methods(read["method"]) else unknown)
    if read.get("when"):
        yield Field(_("ระยะเวลา"), read["when"], _("ไม่ใส่ให้ เลือกเดือนเองหลังนำมา") if is_project else "")


def _too_long(part: OldPlanPart, name: str, text: str) -> str:
    if part.kind != OldPlanPart.Kind.PROJECT or name not in (
        "name",
        "indicator",
        "indicator_target",
        "objective",
    ):
        return ""
    limit = limit_of(Project, name)
    return _("ยาวเกิน {limit} ตัวอักษร ส่วนที่เกินจะไม่ใส่ให้").format(limit=limit) if len(text) > limit else ""


def current_text(revision: Revision, code: str) -> str:
    """The text of a heading as HTML, where somebody has written one."""
    section = revision.sections.filter(code=code).exclude(updated_at=None).first()
    if section is None:
        return ""
    facts = PlanFacts(revision)
    return to_html(next(facts.text(outline) for outline in facts.outline if outline.code == code))
