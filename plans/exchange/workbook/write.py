"""Writes the workbook of a plan: its tables, with explanations, lists to choose from and all codes.

A workbook in which somebody made mistakes is written again with the wrong cells marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from courses.forms.fields import NO, YES
from courses.workbook.read import CellError
from documents.spreadsheets.write import HEADING_ROW, PALE, bytes_of, write_heading, write_text
from plans.exchange.document import Document, document_of, keys_of
from plans.exchange.workbook.sheets import (
    BUDGETS,
    COMMITTEE,
    COSTS,
    INDICATORS,
    LISTS,
    MARK,
    MONITORING,
    ORDER,
    PROJECTS,
    READ_ONLY,
    SHEETS,
    TARGETS,
    VERSION,
    Codes,
    SheetForm,
    catalog_of,
)
from plans.facts import PlanFacts
from plans.models import Revision
from thai.dates import format_date

SPARE_ROWS = 200  #: that offer choices below what is filled in
WIDE = frozenset({"name", "shown_name", "objective", "indicator", "position", "method", "label", "source"})
WRONG = PatternFill("solid", fgColor="F8D7DA")
Cells = Mapping[str, str]


def row_key(pk: int) -> str:
    """How a workbook names a project of the plan: the same after every change of its order."""
    return f"P{pk}"


def plan_workbook(revision: Revision) -> bytes:
    """The tables of a plan; bringing them back changes nothing."""
    with override("th"):
        codes, document = Codes(PlanFacts(revision)), document_of(revision)
        return bytes_of(_book(revision, codes, rows_of(document, keys_of(revision), codes)))


def marked_workbook(
    revision: Revision, sheets: Mapping[str, Sequence[Sequence[str]]], errors: Sequence[CellError]
) -> bytes:
    """Cells as they came, below our headings, with what is wrong in a note on each wrong cell."""
    with override("th"):
        codes = Codes(PlanFacts(revision))
        book = _book(revision, codes, {})
        for title, rows in sheets.items():
            sheet = book[title]
            for number, cells in enumerate(rows, start=HEADING_ROW):
                for column, text in enumerate(cells, start=1):
                    if text or number == HEADING_ROW:
                        write_text(sheet.cell(number, column), text)
        for error in errors:
            cell = book[error.sheet][error.cell]
            cell.fill = WRONG
            before = f"{cell.comment.text}\n" if cell.comment and cell.row > HEADING_ROW else ""
            cell.comment = Comment(f"{before}{error.message}", "Phatthana")
        return bytes_of(book)


def _book(revision: Revision, codes: Codes, rows: Mapping[str, Iterable[Cells]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    places = _write_codes(book, codes)
    for place, form in enumerate(SHEETS):
        sheet = book.create_sheet(form.title, place)
        write_text(sheet.cell(1, 1), f"{MARK} {VERSION} {revision.reference}")
        _write_sheet(sheet, form, rows.get(form.name, ()), codes, places)
    _explain(book, codes)
    book.active = 0
    return book


# Cells --------------------------------------------------------------------------------------------


def rows_of(document: Document, keys: Mapping[str, int], codes: Codes) -> dict[str, list[Cells]]:
    """The cells of every sheet, as texts by column."""
    projects = document["projects"]
    key = {row["key"]: row_key(keys[row["key"]]) for row in projects}
    order = document["committee_order"]
    rows: dict[str, list[dict[str, Any]]] = {
        PROJECTS.name: [_project(row, key[row["key"]]) for row in projects],
        INDICATORS.name: [_indicator(row, key[row["key"]]) for row in projects],
        COSTS.name: [
            {**cost, "key": key[row["key"]], "place": place}
            for row in projects
            for place, cost in enumerate(row["costs"], start=1)
        ],
        TARGETS.name: document["targets"],
        BUDGETS.name: _budgets(document),
        ORDER.name: [order] if order else [],
        COMMITTEE.name: _numbered(document["committee"]),
        MONITORING.name: _numbered(document["monitoring"]),
    }
    columns = {form: list(form.fields(codes)) for form in SHEETS}
    return {
        form.name: [
            {name: _cell(form, name, row.get(name), codes) for name in names} for row in rows[form.name]
        ]
        for form, names in columns.items()
    }


def _project(row: Document, key: str) -> dict[str, Any]:
    years = {f"{name}_{year['year']}": year[name] for year in row["years"] for name in ("people", "baht")}
    uses_budget = "yes" if row["uses_budget"] else "no"
    return {**row, **years, "key": key, "shown_order": row["order"], "uses_budget": uses_budget}


def _indicator(row: Document, key: str) -> dict[str, Any]:
    years = {f"target_{year['year']}": year["indicator_target"] for year in row["years"]}
    return {**row, **years, "key": key, "shown_name": row["name"]}


def _budgets(document: Document) -> list[dict[str, Any]]:
    """A row for each year, so that there is one to fill in."""
    known = {row["year"]: row for row in document["budgets"]}
    first = document["first_year"]
    return [known.get(year, {"year": year}) for year in range(first, first + 3)]


def _numbered(rows: Iterable[Document]) -> list[dict[str, Any]]:
    return [{**row, "place": place} for place, row in enumerate(rows, start=1)]


def _cell(form: SheetForm, name: str, value: Any, codes: Codes) -> str:
    catalog = catalog_of(form, name, codes.catalogs)
    if name in LISTS:
        return ", ".join(value or ())
    if catalog:
        return codes.named(catalog, "" if value is None else str(value))
    if isinstance(value, bool):
        return YES if value else NO
    if name == "dated_on" and value:
        return format_date(date.fromisoformat(value), "screen")
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


# Sheets -------------------------------------------------------------------------------------------


def _write_sheet(
    sheet: Worksheet, form: SheetForm, rows: Iterable[Cells], codes: Codes, places: Mapping[str, str]
) -> None:
    number = HEADING_ROW
    fields = form.fields(codes)
    for column, (name, field) in enumerate(fields.items(), start=1):
        write_heading(sheet, column, str(field.label), 40 if name in WIDE else 18)
        if field.help_text:
            sheet.cell(HEADING_ROW, column).comment = Comment(str(field.help_text), "Phatthana")
    for number, cells in enumerate(rows, start=HEADING_ROW + 1):
        for column, name in enumerate(fields, start=1):
            if cells.get(name):
                write_text(sheet.cell(number, column), cells[name])
            if name in READ_ONLY or name == "key":
                sheet.cell(number, column).fill = PALE
    for column, name in enumerate(fields, start=1):
        catalog = catalog_of(form, name, codes.catalogs)
        if catalog and name not in LISTS and codes.catalogs[catalog]:
            letter = get_column_letter(column)
            offered = DataValidation(type="list", formula1=places[catalog], showErrorMessage=False)
            offered.add(f"{letter}{HEADING_ROW + 1}:{letter}{number + SPARE_ROWS}")
            sheet.add_data_validation(offered)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 4 if form is PROJECTS else 2)


def _write_codes(book: Workbook, codes: Codes) -> dict[str, str]:
    """All codes with their names on one sheet; tells where the list of each catalog stands."""
    sheet = book.create_sheet(_("รหัส"))
    places = {}
    for column, (catalog, label) in enumerate(_labels(codes), start=1):
        write_heading(sheet, column, label, 40)
        for number, code in enumerate(codes.catalogs[catalog], start=HEADING_ROW + 1):
            write_text(sheet.cell(number, column), codes.named(catalog, code))
        letter, last = get_column_letter(column), HEADING_ROW + len(codes.catalogs[catalog])
        places[catalog] = f"'{sheet.title}'!${letter}${HEADING_ROW + 1}:${letter}${last}"
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 1)
    return places


def _labels(codes: Codes) -> Iterator[tuple[str, str]]:
    """Every catalog with the label of the first column that names it."""
    found: dict[str, str] = {}
    for form in SHEETS:
        for name, field in form.fields(codes).items():
            if catalog := catalog_of(form, name, codes.catalogs):
                found.setdefault(catalog, str(field.label))
    return iter(found.items())


def _explain(book: Workbook, codes: Codes) -> None:
    sheet = book.create_sheet(_("คำอธิบาย"))
    headings = ((_("แผ่นงาน"), 20), (_("คอลัมน์"), 36), (_("ต้องกรอก"), 12), (_("วิธีกรอก"), 90))
    for column, (label, width) in enumerate(headings, start=1):
        write_text(sheet.cell(1, column), label)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    number = 1
    for form in SHEETS:
        for field in form.fields(codes).values():
            number += 1
            required = _("ต้องกรอก") if field.required else ""
            for column, text in enumerate((form.title, field.label, required, field.help_text), start=1):
                write_text(sheet.cell(number, column), str(text))
                sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.cell(number, 1).fill = PALE
