"""Rows of a list that are no posts: headings again, totals, signatures, footnotes, and sections that say what follows."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from personnel.imports.fields import SENSITIVE, heading_key
from personnel.imports.found import Context, DroppedRow, Row
from personnel.imports.normalise import HIRED, clean, has_prefix, key, kind_of
from personnel.imports.units import department_named, is_below_department, is_institution
from personnel.models import EmploymentKind
from personnel.positions import decode

_TOTAL = re.compile(r"^(ยอด)?รวม(?!ทุน|พล|ใจ)|รวมทั้ง(สิ้น|หมด)|^สรุป")
_FOOTNOTE = re.compile(r"^(หมายเหตุ|\*|ข้อมูล\s*ณ|ณ\s*วันที่|ที่มา|อ้างอิง|คำอธิบาย)")
_SIGNATURE = re.compile(r"ลงชื่อ|ผู้จัดทำ|ผู้ตรวจสอบ|ผู้รับรอง|ผู้รายงาน|รับรองว่า|^\(\s*(นาย|นาง|น\.ส\.|ว่าที่|[.…_ ]+\))")
_COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}[a-z]?\)?")


def why_no_post(row: Row, context: Context) -> DroppedRow | None:
    """Why a row is no post; None for one that is. Sections and groups are remembered in ``context``."""
    for rule in (_repeated_heading, _counting, _signature, _total, _section, _leftover):
        if (found := rule(row, context)) is not None:
            return found
    return None


def _repeated_heading(row: Row, context: Context) -> DroppedRow | None:
    """The heading again, as on every printed page."""
    headings = row.layout.headings
    same = sum(
        heading_key(row.cell(name)) != "" and heading_key(row.cell(name)) in heading_key(headings[column])
        for name, column in row.layout.columns.items()
        if column < len(headings) and not re.fullmatch(r"[0-9]+", row.cell(name))
    )
    return row.dropped(_("หัวตารางซ้ำ")) if same >= 2 else None


def _counting(row: Row, context: Context) -> DroppedRow | None:
    """(1) (2) (3) under the heading."""
    return row.dropped(_("เลขลำดับคอลัมน์")) if counts_columns(row.cells) else None


def counts_columns(row: list[str]) -> bool:
    """True for a row that only numbers the columns."""
    cells = [clean(cell) for cell in row if clean(cell)]
    return len(cells) >= 3 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)


def _signature(row: Row, context: Context) -> DroppedRow | None:
    """Who signed, and everything below it that is no post."""
    has_number = bool(decode(row.cell("number")))
    if not row.has_post() and not has_number and any(_SIGNATURE.search(text) for text in row.texts):
        context.is_signed = True
    if context.is_signed and not has_number and not (row.has_post() and clean(row.cell("order"))):
        return row.dropped(_("ลายมือชื่อท้ายบัญชี"))
    return None


def _total(row: Row, context: Context) -> DroppedRow | None:
    texts = row.texts
    if not texts or decode(row.cell("number")):
        return None
    if any(_TOTAL.search(text) for text in texts[:2]):
        return row.dropped(_("แถวรวม"))
    context.is_note = not row.has_post() and (
        bool(_FOOTNOTE.search(texts[0])) or (context.is_note and not clean(row.cell("order")))
    )
    return row.dropped(_("หมายเหตุท้ายบัญชี")) if context.is_note else None


def _section(row: Row, context: Context) -> DroppedRow | None:
    """One text alone in its row, or beside counts: a department, a group, or a section of a department."""
    texts = row.texts
    if not texts or row.has_post() or len(texts) > 2 or (row.title and row.title != texts[0]):
        return None
    text = texts[0]
    kind = kind_of(text) or next(
        (kind_of(part) for part in re.split(r"[()/]|\s-\s", text) if kind_of(part)), ""
    )
    unit = department_named(text)
    if unit is not None:
        context.enter_unit(unit.name, unit.code, kind)
        return row.dropped(_("หัวข้อส่วนราชการ: {name}").format(name=unit.name))
    if not kind and key(text) == "ทั่วไป" and context.kind.startswith(HIRED):
        kind = EmploymentKind.HIRED_GENERAL
    if kind:
        context.enter_kind(kind)
        return row.dropped(_("หัวข้อประเภทการจ้าง"))
    if is_institution(text):
        if not re.search("ศึกษา|สาธารณสุข|สวัสดิการ|คลัง", context.unit):
            context.unit = context.unit_code = ""
        return row.dropped(_("หัวข้อสถานศึกษาหรือหน่วยบริการ"))
    if is_below_department(text) and not re.search("พนักงาน|คนงาน", text):
        return row.dropped(_("หัวข้อฝ่ายหรืองาน"))
    return None


def _leftover(row: Row, context: Context) -> DroppedRow | None:
    """Neither a post nor anything known: listed for the person to look at."""
    if row.has_post() or (row.title and len(row.texts) >= 1 and _may_be_title(row.title)):
        return None
    if clean(row.cell("number")) or has_prefix(row.name) or (row.name and len(row.texts) > 1):
        return None  # a post without a title: an error that is shown, not a row that vanishes
    return row.dropped(_("ไม่รู้จักแถวนี้"), is_known=False)


def _may_be_title(text: str) -> bool:
    return len(text) <= 120 and not SENSITIVE.fullmatch(heading_key(text))
