"""Lists as other organizations write them, and beside each row what a reader of it understands.

The texts are laid out as sheets: cells between |, ⏎ for a new line in a cell, # before numbers, @ before dates. What
stands behind >> is the count by hand: name (ว่าง for vacant), kind, department and level of every post of the row.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
Understood = tuple[str, str, str | None, str | None]


def lines_of(name: str) -> list[str]:
    return (HERE / f"{name}.txt").read_text("utf-8").splitlines()[1:]


def workbook_of(name: str) -> bytes:
    """The list as a workbook, with its merges, hidden rows and leftover formatting."""
    book = Workbook()
    book.remove(book.active)
    sheet: Worksheet | None = None
    for line in lines_of(name):
        if line.startswith("% sheet "):
            sheet, row = book.create_sheet(line.removeprefix("% sheet ")), 0
            merges: list[str] = []
        elif line.startswith("% "):
            _arrange(sheet, *line.split()[1:])
        else:
            row += 1
            for column, text in enumerate(line.partition("  >> ")[0].split(" | "), start=1):
                if text.strip():
                    sheet.cell(row, column).value = _value(text.strip())
    del merges
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _arrange(sheet: Worksheet, what: str, where: str) -> None:
    if what == "merge":
        sheet.merge_cells(where)
    elif what == "hidden":
        sheet.row_dimensions[int(where)].hidden = True
    elif what == "phantom":
        for row in range(int(where) - 500, int(where)):
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFFFF")


def _value(text: str) -> object:
    if text.startswith("@"):
        return datetime.datetime.fromisoformat(text[1:])
    if text.startswith("#"):
        return float(text[1:]) if "." in text else int(text[1:])
    return text.replace("⏎", "\n")


def text_of(name: str, *, encoding: str, delimiter: str) -> bytes:
    """The list as a file of text."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    for line in lines_of(name):
        if not line.startswith("% "):
            cells = line.partition("  >> ")[0].split(" | ")
            writer.writerow([str(_value(cell.strip())) if cell.strip() else "" for cell in cells])
    return target.getvalue().encode(encoding)


def counted_by_hand(name: str) -> list[Understood]:
    """Every post of the list as a reader understands it."""
    return list(_counted(lines_of(name)))


def _counted(lines: list[str]) -> Iterator[Understood]:
    for line in lines:
        for said in line.split("  >> ")[1:]:
            person, kind, unit, level = (part.strip() for part in said.split(";"))
            yield ("" if person == "ว่าง" else person, kind, *(None if x == "-" else x for x in (unit, level)))
