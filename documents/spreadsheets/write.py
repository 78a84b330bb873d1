"""Writes workbooks: every text is stored as text, so that nothing somebody typed becomes a formula elsewhere."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADING_ROW = 2  #: the first row holds the mark of the template
NAVY, PALE = PatternFill("solid", fgColor="14375E"), PatternFill("solid", fgColor="E8F0F8")


def write_text(cell: Cell, text: str) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"


def write_heading(sheet: Worksheet, column: int, label: str, width: int) -> None:
    """The heading of a column, and how wide the column is."""
    cell = sheet.cell(HEADING_ROW, column)
    write_text(cell, label)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), NAVY
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.column_dimensions[get_column_letter(column)].width = width


def bytes_of(book: Workbook) -> bytes:
    """The workbook as a file."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
