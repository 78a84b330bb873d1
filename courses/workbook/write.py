"""Writes the workbook: what the library has, or nothing; with explanations, lists to choose from and all codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from courses.forms.course import item_field
from courses.forms.fields import NO, YES
from courses.models import CostRate, Course
from courses.records import CostRecord, CourseRecord, RateRecord, rate_record, record_of
from courses.search import ITEM_CATALOGS
from courses.workbook.rows import (
    COSTS,
    COURSES,
    MARK,
    NATIONAL,
    PARTS,
    RATES,
    SHEETS,
    VERSION,
    Codes,
    SheetForm,
)
from documents.spreadsheets.write import HEADING_ROW, PALE, bytes_of, write_heading, write_text
from organizations.models import Organization
from thai.dates import format_date

SPARE_ROWS = 200  #: that offer choices below what is filled in
WIDE = frozenset({"name", "objective", "source", "indicator", "curriculum", "method", "submethod"})
Cells = Mapping[str, str]


def template_workbook(organization: Organization | None) -> bytes:
    """The empty template."""
    return _workbook(organization, [], [])


def library_workbook(organization: Organization | None) -> bytes:
    """What the library itself has; importing it changes nothing."""
    courses = Course.objects.filter(organization=organization).with_details().order_by("code")
    rates = CostRate.objects.filter(organization=organization).order_by("code")
    return _workbook(
        organization, [record_of(course) for course in courses], [rate_record(rate) for rate in rates]
    )


def _workbook(
    organization: Organization | None, courses: list[CourseRecord], rates: list[RateRecord]
) -> bytes:
    with override("th"):
        return _written(organization, courses, rates)


def _written(
    organization: Organization | None, courses: list[CourseRecord], rates: list[RateRecord]
) -> bytes:
    codes, book = Codes(organization), Workbook()
    book.remove(book.active)
    columns = _write_codes(book, codes)
    rows: dict[str, list[Cells]] = {
        COURSES.title: [_course_cells(course, codes) for course in courses],
        PARTS.title: [cells for course in courses for cells in _part_cells(course, codes)],
        COSTS.title: [_cost_cells(course.code, cost, codes) for course in courses for cost in course.costs],
        RATES.title: [_rate_cells(rate, codes) for rate in rates],
    }
    for place, form in enumerate(SHEETS):
        _write_sheet(book.create_sheet(form.title, place), form, rows[form.title], codes, columns)
    _explain(book, codes)
    book.active = 0
    return bytes_of(book)


# Cells --------------------------------------------------------------------------------------------


def _course_cells(record: CourseRecord, codes: Codes) -> Cells:
    cells = {name: _text(getattr(record, name)) for name in COURSES.row.base_fields}
    for name in ("curriculum", "knowledge_area", "provider_kind"):
        cells[name] = _named(getattr(record, name), codes.catalogs[name])
    cells["groups"], cells["lines"] = ", ".join(record.groups), ", ".join(record.lines)
    for kind in ITEM_CATALOGS:
        cells[item_field(kind)] = ", ".join(code for found, code in record.items if found == kind)
    return cells


def _part_cells(record: CourseRecord, codes: Codes) -> Iterator[Cells]:
    for part in record.parts:
        yield {
            "course": record.code,
            "method": _named(part.method, codes.catalogs["method"]),
            "submethod": _named(part.submethod, codes.catalogs["submethod"]),
            "hours": str(part.hours),
            "lecture_hours": str(part.lecture_hours),
        }


def _cost_cells(course: str, cost: CostRecord, codes: Codes) -> Cells:
    rate = cost.rate if codes.is_national or not cost.is_national else f"{NATIONAL}/{cost.rate}"
    return {"course": course, "rate": rate, "quantity": _text(cost.quantity)}


def _rate_cells(record: RateRecord, codes: Codes) -> Cells:
    cells = {name: _text(getattr(record, name)) for name in RATES.row.base_fields}
    return cells | {name: _named(getattr(record, name), codes.catalogs[name]) for name in ("kind", "unit")}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return format_date(value, "screen")
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def _named(code: str, names: Mapping[str, str]) -> str:
    """A code with its name, which is read by its code."""
    return f"{code}: {names[code]}" if code else ""


# Sheets -------------------------------------------------------------------------------------------


def _write_sheet(
    sheet: Worksheet, form: SheetForm, rows: Iterable[Cells], codes: Codes, columns: Mapping[str, str]
) -> None:
    write_text(sheet.cell(1, 1), f"{MARK} {VERSION}")
    number = HEADING_ROW
    fields = form.row(codes=codes).fields
    for column, (name, field) in enumerate(fields.items(), start=1):
        write_heading(sheet, column, str(field.label), 40 if name in WIDE else 18)
        if field.help_text:
            sheet.cell(HEADING_ROW, column).comment = Comment(str(field.help_text), "Phatthana")
    for number, cells in enumerate(rows, start=HEADING_ROW + 1):
        for column, name in enumerate(fields, start=1):
            if cells.get(name):
                write_text(sheet.cell(number, column), cells[name])
    for column, name in enumerate(fields, start=1):
        if name in columns and name not in ("groups", "lines", *map(item_field, ITEM_CATALOGS)):
            letter = get_column_letter(column)
            offered = DataValidation(type="list", formula1=columns[name], showErrorMessage=False)
            offered.add(f"{letter}{HEADING_ROW + 1}:{letter}{number + SPARE_ROWS}")
            sheet.add_data_validation(offered)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 3)


def _write_codes(book: Workbook, codes: Codes) -> dict[str, str]:
    """All codes with their names on one sheet; tells where the list of each column stands."""
    sheet = book.create_sheet(_("รหัส"))
    places = {}
    labels = {name: field.label for form in SHEETS for name, field in form.row(codes=codes).fields.items()}
    for column, (name, names) in enumerate(codes.catalogs.items(), start=1):
        write_heading(sheet, column, str(labels[name]), 40)
        for number, code in enumerate(names, start=HEADING_ROW + 1):
            write_text(sheet.cell(number, column), _named(code, names))
        letter, last = get_column_letter(column), HEADING_ROW + len(names)
        places[name] = f"'{sheet.title}'!${letter}${HEADING_ROW + 1}:${letter}${last}"
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 1)
    return places


def _explain(book: Workbook, codes: Codes) -> None:
    sheet = book.create_sheet(_("คำอธิบาย"))
    headings = ((_("แผ่นงาน"), 26), (_("คอลัมน์"), 30), (_("ต้องกรอก"), 12), (_("วิธีกรอก"), 90))
    for column, (label, width) in enumerate(headings, start=1):
        write_text(sheet.cell(1, column), label)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    number = 1
    for form in SHEETS:
        for field in form.row(codes=codes).fields.values():
            number += 1
            required = _("ต้องกรอก") if field.required else ""
            for column, text in enumerate((form.title, field.label, required, field.help_text), start=1):
                write_text(sheet.cell(number, column), str(text))
                sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.cell(number, 1).fill = PALE
