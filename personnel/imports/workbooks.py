"""Writes workbooks: the empty template, the present staff list, and a list with its errors marked.

All three have the columns of the template, so that each can be filled in and imported again. Every text is stored as
text: nothing that somebody typed becomes a formula in somebody else's spreadsheet. They are in Thai whatever the
language of the screen, because the reader knows their headings and words in Thai.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.spreadsheets.write import HEADING_ROW, PALE, bytes_of, write_heading, write_text
from personnel.imports.catalog import Catalog
from personnel.imports.fields import TEMPLATE_FIELDS, TEMPLATE_MARK, TEMPLATE_VERSION
from personnel.imports.present import present_posts
from personnel.models import EmploymentKind, StaffImport, StaffImportRow, StaffingFrame
from thai.dates import format_date

VACANT, ACTING = "ว่าง", "รักษาราชการแทน"
YES, NO = "ใช่", "ไม่ใช่"
_FLAGS = ("is_head", "is_transferred", "passed_probation", "passed_teacher_readiness")
_DATES = ("appointed_on", "started_on")
_RED, _AMBER = PatternFill("solid", fgColor="F9C9C6"), PatternFill("solid", fgColor="FBE7B2")
Row = Mapping[str, str]


@override("th")
def template_workbook() -> bytes:
    """The empty template with a sheet of explanations, both from the definition of the fields."""
    book, sheet = _started([])
    _offer_choices(sheet)
    _explain(book)
    return bytes_of(book)


@override("th")
def staff_list_workbook(frame: StaffingFrame) -> bytes:
    """The standing posts of a frame with their holders; importing it changes nothing."""
    catalog = Catalog()
    posts = (post for post in present_posts(frame) if post.post.abolished_on is None)
    book, sheet = _started([written(post.values(), catalog) for post in posts])
    _offer_choices(sheet)
    _explain(book)
    return bytes_of(book)


@override("th")
def marked_workbook(batch: StaffImport) -> bytes:
    """The rows of an import with what is wrong or in doubt: cells coloured, the words beside them."""
    catalog = Catalog()
    rows = list(batch.rows.all())
    texts = [_as_found(batch, row, written(row.values, catalog)) for row in rows]
    book, sheet = _started(texts, more=(_("ปัญหาที่พบ"), _("แถวในแฟ้มเดิม")))
    places = {field.name: place for place, field in enumerate(TEMPLATE_FIELDS, start=1)}
    places |= {
        "first_name": places["full_name"],
        "last_name": places["full_name"],
        "prefix": places["full_name"],
    }
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        for notes, fill in ((row.doubts, _AMBER), (row.errors, _RED)):
            for note in notes:
                if note["field"] in places:
                    cell = sheet.cell(number, places[note["field"]])
                    cell.fill = fill
                    cell.comment = Comment(_message(note), "Phatthana")
        said = "\n".join(_message(note) for note in (*row.errors, *row.doubts))
        write_text(sheet.cell(number, len(TEMPLATE_FIELDS) + 1), said)
        write_text(sheet.cell(number, len(TEMPLATE_FIELDS) + 2), str(row.row_number))
    return bytes_of(book)


def _message(note: Mapping[str, Any]) -> str:
    if not note.get("suggestion"):
        return str(note["message"])
    return _("{message} หมายถึง “{suggestion}” หรือไม่").format(
        message=note["message"], suggestion=note["suggestion"]
    )


def _as_found(batch: StaffImport, row: StaffImportRow, understood: Row) -> dict[str, str]:
    """Texts as the file has them; where it has none, as we understood the rows around it."""
    columns, cells = row.values.get("columns") or batch.mapping.get("columns", {}), row.cells
    found = {name: cells[column] for name, column in columns.items() if column < len(cells) and cells[column]}
    return {**understood, **found}


def written(values: Mapping[str, Any], catalog: Catalog) -> dict[str, str]:
    """The values of a row as people write them in our template."""
    line = catalog.line_by_code.get(values.get("line") or "")
    kind = values.get("kind")
    name, acting = values.get("full_name"), values.get("acting")
    texts = {
        "number": values["number"],
        "title": values["title"],
        "line": line.name if line else "",
        "position_type": catalog.types.get(values.get("position_type") or "", ""),
        "level": catalog.level_names.get(values.get("level") or "", ""),
        "unit": values.get("unit") or "",
        "kind": str(EmploymentKind(kind).label) if kind else "",
        "full_name": name or (f"{acting} ({ACTING})" if acting else VACANT if name == "" else ""),
    }
    texts |= {flag: {True: YES, False: NO, None: ""}[values.get(flag)] for flag in _FLAGS}
    for date in _DATES:
        day = values.get(date)
        texts[date] = format_date(datetime.date.fromisoformat(day), "screen") if day else ""
    return texts


# Sheets -----------------------------------------------------------------------------------------


def _started(rows: Iterable[Row], more: Sequence[str] = ()) -> tuple[Workbook, Worksheet]:
    """A workbook whose first sheet has the mark, the heading and the rows."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = _("บัญชีบุคลากร")
    write_text(sheet.cell(1, 1), f"{TEMPLATE_MARK} {TEMPLATE_VERSION}")
    for column, field in enumerate(TEMPLATE_FIELDS, start=1):
        write_heading(sheet, column, str(field.label), field.width)
        sheet.cell(HEADING_ROW, column).comment = Comment(str(field.help), "Phatthana")
    for column, label in enumerate(more, start=len(TEMPLATE_FIELDS) + 1):
        write_heading(sheet, column, label, 40 if column == len(TEMPLATE_FIELDS) + 1 else 12)
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        for column, field in enumerate(TEMPLATE_FIELDS, start=1):
            if text := row.get(field.name, ""):
                write_text(sheet.cell(number, column), text)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 1)
    return book, sheet


def _offer_choices(sheet: Worksheet) -> None:
    """Lists to choose from, as an aid: other words are understood, too."""
    choices = {
        "kind": [str(kind.label) for kind in EmploymentKind if kind != EmploymentKind.ELECTED],
        **dict.fromkeys(_FLAGS, [YES, NO]),
    }
    for column, field in enumerate(TEMPLATE_FIELDS, start=1):
        letter = get_column_letter(column)
        if field.name in choices:
            offered = DataValidation(
                type="list", formula1=f'"{",".join(choices[field.name])}"', showErrorMessage=False
            )
            offered.add(f"{letter}{HEADING_ROW + 1}:{letter}5000")
            sheet.add_data_validation(offered)
        for number in range(sheet.max_row + 1, HEADING_ROW + 61):
            sheet.cell(number, column).number_format = "@"


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet(_("คำอธิบาย"))
    for column, (label, width) in enumerate(
        ((_("คอลัมน์"), 30), (_("วิธีกรอก"), 80), (_("ตัวอย่าง"), 30)), start=1
    ):
        write_text(sheet.cell(1, column), label)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, field in enumerate(TEMPLATE_FIELDS, start=2):
        for column, text in enumerate((field.label, field.help, field.example), start=1):
            write_text(sheet.cell(number, column), str(text))
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).fill = PALE
