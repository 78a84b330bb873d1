"""Reads a workbook of a plan: the values of every row, or what is wrong in which cell. Nothing is saved here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.forms.fields import compared
from courses.workbook.read import CellError, letters
from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.sheets import Sheet
from plans.exchange.workbook.sheets import (
    MARK,
    READ_ONLY,
    SHEETS,
    TARGETS,
    VERSION,
    Codes,
    SheetForm,
    thai,
)
from plans.facts import PlanFacts
from plans.forms.project import FISCAL_MONTHS
from plans.models import Revision

HEADING = 1  #: the row of the headings, counted from 0
MOST_ERRORS = 200  #: shown; whoever has more begins with these


@dataclass(frozen=True)
class Line:
    """A row with its values and where it stands."""

    form: SheetForm
    sheet: str
    number: int  #: counted from 1
    columns: Mapping[str, int]
    fields: Mapping[str, forms.Field]
    values: dict[str, Any]

    def error(self, name: str, message: str) -> CellError:
        """Something wrong in one of its cells."""
        cell = f"{letters(self.columns.get(name, 0))}{self.number}"
        return CellError(self.sheet, cell, thai(self.fields[name].label), message)


@dataclass
class Reading:
    """What a workbook says; only one without errors may be saved."""

    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    errors: list[CellError] = field(default_factory=list)
    cells: dict[str, list[list[str]]] = field(default_factory=dict)  #: as they came, from the headings on

    def wrong(self, line: Line, name: str, message: str) -> None:
        """Note what is wrong in a cell."""
        self.errors.append(line.error(name, message))


def read_workbook(sheets: Sequence[Sheet], revision: Revision) -> Reading:
    """What the sheets say about a plan; FileRefused for anything but a workbook of this very plan."""
    found = {compared(sheet.name): sheet for sheet in sheets}
    ours = [(form, found[compared(form.title)]) for form in SHEETS if compared(form.title) in found]
    if not ours:
        raise FileRefused(_("แฟ้มนี้ไม่ใช่แฟ้มตารางของแผน กรุณาดาวน์โหลดแฟ้มตารางของแผนนี้แล้วแก้ไขในแฟ้มนั้น"))
    for form, sheet in ours:
        _check_mark(form, sheet, revision)
    codes, reading = Codes(PlanFacts(revision)), Reading()
    for form, sheet in ours:
        reading.cells[form.title] = [list(row) for row in sheet.rows[HEADING:]]
        reading.lines[form.name] = list(_lines(form, sheet, codes, reading))
    return reading


def _check_mark(form: SheetForm, sheet: Sheet, revision: Revision) -> None:
    mark = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
    if not mark.startswith(f"{MARK} "):
        raise FileRefused(
            _("แผ่นงาน “{title}” ไม่ใช่ของแฟ้มตารางของแผน (แถวแรกถูกลบ) กรุณาดาวน์โหลดแฟ้มใหม่แล้วคัดลอกข้อมูลใส่").format(
                title=form.title
            )
        )
    version, _space, reference = mark.removeprefix(f"{MARK} ").partition(" ")
    if version != str(VERSION):
        raise FileRefused(_("แฟ้มตารางนี้เป็นรุ่นอื่น กรุณาดาวน์โหลดแฟ้มรุ่นปัจจุบันแล้วคัดลอกข้อมูลใส่"))
    if reference != revision.reference:
        raise FileRefused(
            _("แฟ้มนี้เป็นตารางของแผน {theirs} แต่ท่านกำลังนำเข้าแผน {ours} กรุณาดาวน์โหลดแฟ้มของแผนนี้").format(
                theirs=reference[:60], ours=revision.reference
            )
        )


def _lines(form: SheetForm, sheet: Sheet, codes: Codes, reading: Reading) -> Iterator[Line]:
    fields = form.fields(codes)
    columns = _columns(form, sheet, fields, reading)
    if len(sheet.rows) - HEADING - 1 > form.most:
        message = _("แผ่นงานนี้มีได้ไม่เกิน {limit:,} แถว").format(limit=form.most)
        reading.errors.append(CellError(form.title, f"A{form.most + HEADING + 2}", "", message))
        return
    for number, cells in enumerate(sheet.rows[HEADING + 1 :], start=HEADING + 2):
        data = {name: cells[column] for name, column in columns.items() if column < len(cells)}
        if not any(text for name, text in data.items() if name not in READ_ONLY):
            continue
        line = Line(form, form.title, number, columns, fields, {})
        if _read_row(line, data, codes, reading):
            yield line


def _columns(
    form: SheetForm, sheet: Sheet, fields: Mapping[str, forms.Field], reading: Reading
) -> dict[str, int]:
    labels = {compared(thai(made.label)): name for name, made in fields.items()}
    headings = sheet.rows[HEADING] if len(sheet.rows) > HEADING else []
    columns: dict[str, int] = {}
    for column, heading in enumerate(headings):
        name = labels.get(compared(heading))
        if name and name not in columns:
            columns[name] = column
        elif heading:
            cell = f"{letters(column)}{HEADING + 1}"
            message = _("ไม่รู้จักหัวคอลัมน์นี้ หรือหัวคอลัมน์ซ้ำ")
            reading.errors.append(CellError(form.title, cell, heading, message))
    for name, made in fields.items():
        if name not in columns and name not in READ_ONLY:
            message = _("ไม่พบคอลัมน์นี้ กรุณาใช้หัวตารางตามแฟ้มที่ดาวน์โหลด")
            reading.errors.append(CellError(form.title, f"A{HEADING + 1}", thai(made.label), message))
    return columns


def _read_row(line: Line, data: Mapping[str, str], codes: Codes, reading: Reading) -> bool:
    """Read the cells of a row; false when one is wrong."""
    before = len(reading.errors)
    for name, made in line.fields.items():
        if name in READ_ONLY:
            continue
        try:
            line.values[name] = made.clean(data.get(name, ""))
        except ValidationError as error:
            reading.wrong(line, name, " ".join(error.messages))
    if len(reading.errors) == before:
        for name, message in contradictions(line.form, line.values, codes):
            reading.wrong(line, name, message)
    return len(reading.errors) == before


def contradictions(form: SheetForm, row: Mapping[str, Any], codes: Codes) -> Iterator[tuple[str, str]]:
    """What contradicts itself inside one row, as the pages say it."""
    if "year" in row and row["year"] not in codes.years:
        message = _("ปี {year} อยู่นอกรอบ {first} - {last}")
        first, last = codes.years[0], codes.years[-1]
        yield "year", message.format(year=int(row["year"]), first=first, last=last)
    if form is TARGETS and row["people"] > row["headcount"]:
        yield "people", _("เป้าหมายมากกว่าจำนวนบุคลากรในกลุ่ม กรุณาตรวจตัวเลข")
    if "hours_lecture" in row:
        yield from _in_project(row, codes)


def _in_project(row: Mapping[str, Any], codes: Codes) -> Iterator[tuple[str, str]]:
    if row["hours_lecture"] is not None and row["hours_lecture"] > (row["hours_total"] or 0):
        yield "hours_lecture", _("ชั่วโมงบรรยายต้องไม่มากกว่าจำนวนชั่วโมงทั้งหมด")
    first, last = row["first_month"], row["last_month"]
    if bool(first) != bool(last):
        yield ("last_month" if first else "first_month"), _("กรุณาใส่ทั้งเดือนที่เริ่มและเดือนที่สิ้นสุด")
    elif first and FISCAL_MONTHS.index(int(last)) < FISCAL_MONTHS.index(int(first)):
        yield "last_month", _("เดือนที่สิ้นสุดต้องไม่อยู่ก่อนเดือนที่เริ่ม (ปีงบประมาณเริ่มเดือนตุลาคม)")
    if row["basis_text"] and not row["basis"]:
        yield "basis", _("กรุณาเลือกว่าเหตุผลที่อ้างเป็นกฎหมาย นโยบาย หรือแนวทางใด")
    if row["uses_budget"] == "no":
        for year in codes.years:
            if row[f"baht_{year}"]:
                yield f"baht_{year}", _("เลือกไม่ใช้งบประมาณไว้ กรุณาลบจำนวนเงิน หรือเปลี่ยนเป็นใช้งบประมาณ")
