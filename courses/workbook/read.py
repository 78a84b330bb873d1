"""Reads a workbook of the library: whole records, or what is wrong in which cell. Nothing is saved here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from courses.forms.fields import compared
from courses.forms.parts import MOST_COSTS, MOST_PARTS
from courses.records import CostRecord, CourseRecord, PartRecord, RateRecord
from courses.workbook.rows import (
    COSTS,
    COURSES,
    MARK,
    PARTS,
    RATES,
    SHEETS,
    VERSION,
    Codes,
    Row,
    SheetForm,
    thai,
)
from documents.spreadsheets.safety import FileRefused
from documents.spreadsheets.sheets import Sheet
from organizations.models import Organization

HEADING = 1  #: the row of the headings, counted from 0
MOST_ERRORS = 200  #: shown; whoever has more begins with these


@dataclass(frozen=True)
class CellError:
    """What is wrong, and where: ``cell`` as spreadsheets name it."""

    sheet: str
    cell: str
    label: str
    message: str


@dataclass
class Reading:
    """What a workbook says; only one without errors may be saved."""

    courses: list[CourseRecord] = field(default_factory=list)
    rates: list[RateRecord] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    """A row with its form, the texts of its sheet and where it stands."""

    sheet: str
    number: int  #: counted from 1
    columns: dict[str, int]
    form: Any

    def error(self, name: str, message: str) -> CellError:
        """Something wrong in one of its cells."""
        cell = f"{letters(self.columns.get(name, 0))}{self.number}"
        return CellError(self.sheet, cell, thai(self.form.fields[name].label), message)

    def value(self, name: str) -> Any:
        """The read value, or None where it is wrong."""
        return self.form.cleaned_data.get(name)


def letters(column: int) -> str:
    """The letters of a column, counted from 0."""
    text = ""
    while column >= 0:
        column, place = divmod(column, 26)
        text, column = chr(65 + place) + text, column - 1
    return text


def read_library(sheets: Sequence[Sheet], organization: Organization | None) -> Reading:
    """What the sheets say about the library of ``organization``; FileRefused for another file than our template."""
    found = {compared(sheet.name): sheet for sheet in sheets}
    ours = {form: _sheet_of(found, form) for form in SHEETS}
    codes, reading = Codes(organization), Reading()
    rates = _lines(ours[RATES], RATES, codes, reading)
    reading.rates = [line.form.record() for line in _once(rates, reading) if not line.form.errors]
    codes.rates |= {(codes.is_national, rate.code) for rate in reading.rates}
    courses = _once(_lines(ours[COURSES], COURSES, codes, reading), reading)
    known = {line.value("code") for line in courses}
    parts: dict[str, list[PartRecord]] = defaultdict(list)
    costs: dict[str, list[CostRecord]] = defaultdict(list)
    for line in _of_known(_lines(ours[PARTS], PARTS, codes, reading), known, reading):
        _add(line, line.form.part(), parts, MOST_PARTS, reading)
    for line in _of_known(_lines(ours[COSTS], COSTS, codes, reading), known, reading):
        cost: CostRecord = line.form.record()
        if any(other.key == cost.key for other in costs[line.value("course")]):
            reading.errors.append(line.error("rate", _("หลักสูตรนี้ใช้อัตรานี้แล้วในแถวก่อน กรุณารวมเป็นแถวเดียว")))
        else:
            _add(line, cost, costs, MOST_COSTS, reading)
    reading.courses = [
        replace(record, parts=tuple(parts[record.code]), costs=tuple(costs[record.code]))
        for record in (line.form.record() for line in courses if not line.form.errors)
    ]
    return reading


def _sheet_of(found: dict[str, Sheet], form: SheetForm) -> Sheet:
    """The sheet of our template, of this version."""
    sheet = found.get(compared(form.title))
    mark = sheet.rows[0][0] if sheet and sheet.rows and sheet.rows[0] else ""
    if sheet is None or not mark.startswith(MARK):
        raise FileRefused(
            _("แฟ้มนี้ไม่ใช่แบบคลังหลักสูตร (ไม่พบแผ่นงาน “{title}” ของแบบ) กรุณาดาวน์โหลดแบบแล้วคัดลอกข้อมูลใส่").format(
                title=form.title
            )
        )
    if mark != f"{MARK} {VERSION}":
        raise FileRefused(_("แบบคลังหลักสูตรนี้เป็นรุ่นอื่น กรุณาดาวน์โหลดแบบรุ่นปัจจุบันแล้วคัดลอกข้อมูลใส่"))
    return sheet


def _lines(sheet: Sheet, form: SheetForm, codes: Codes, reading: Reading) -> list[_Line]:
    """Every filled row of a sheet; what is wrong in them is noted."""
    blank = form.row(codes=codes)
    labels = {compared(thai(made.label)): name for name, made in blank.fields.items()}
    headings = sheet.rows[HEADING] if len(sheet.rows) > HEADING else []
    columns: dict[str, int] = {}
    for column, heading in enumerate(headings):
        name = labels.get(compared(heading))
        if name and name not in columns:
            columns[name] = column
        elif heading:
            reading.errors.append(
                CellError(
                    sheet.name, f"{letters(column)}{HEADING + 1}", heading, _("ไม่รู้จักหัวคอลัมน์นี้ หรือหัวคอลัมน์ซ้ำ")
                )
            )
    for name, made in blank.fields.items():
        if name not in columns:
            reading.errors.append(
                CellError(
                    sheet.name, f"A{HEADING + 1}", thai(made.label), _("ไม่พบคอลัมน์นี้ กรุณาใช้หัวตารางตามแบบ")
                )
            )
    if len(sheet.rows) - HEADING - 1 > form.most:
        message = _("แผ่นงานนี้มีได้ไม่เกิน {limit:,} แถว").format(limit=form.most)
        reading.errors.append(CellError(sheet.name, f"A{form.most + HEADING + 2}", "", message))
        return []
    return list(_forms(sheet, form, codes, columns, reading))


def _forms(
    sheet: Sheet, form: SheetForm, codes: Codes, columns: dict[str, int], reading: Reading
) -> Iterator[_Line]:
    for number, cells in enumerate(sheet.rows[HEADING + 1 :], start=HEADING + 2):
        data = {name: cells[column] for name, column in columns.items() if column < len(cells)}
        if not any(data.values()):
            continue
        row: Row = form.row(data, codes=codes)
        line = _Line(sheet.name, number, columns, row)
        for name, errors in row.errors.items():
            reading.errors += [line.error(name, str(error)) for error in errors]
        yield line


def _once(lines: Sequence[_Line], reading: Reading) -> list[_Line]:
    """Rows with a code that no row before them has; the others are noted."""
    kept: dict[str, _Line] = {}
    for line in lines:
        code = line.value("code")
        if code in kept:
            message = _("รหัสนี้ซ้ำกับแถวที่ {number}").format(number=kept[code].number)
            reading.errors.append(line.error("code", message))
        elif code:
            kept[code] = line
    return list(kept.values())


def _of_known(lines: Sequence[_Line], known: set[str], reading: Reading) -> Iterator[_Line]:
    """Rows without errors that belong to a course of the file; the others are noted."""
    for line in lines:
        code = line.value("course")
        if code and code not in known:
            reading.errors.append(line.error("course", _("ไม่พบรหัสนี้ในแผ่นงานหลักสูตร")))
        elif not line.form.errors:
            yield line


def _add(line: _Line, record: Any, kept: dict[str, list[Any]], most: int, reading: Reading) -> None:
    rows = kept[line.value("course")]
    if len(rows) >= most:
        message = _("หลักสูตรหนึ่งมีได้ไม่เกิน {limit} แถวในแผ่นงานนี้").format(limit=most)
        reading.errors.append(line.error("course", message))
    else:
        rows.append(record)
