"""Reads the sheets of a workbook. Runs in a child process without settings: it knows no models and no messages.

Cells become text here: dates as YYYY-MM-DD as the workbook has them (whatever the era), numbers without a needless
".0". A formula counts as the value that was last calculated; it is never calculated here. One without a value
stays the text of the formula, and a failed one its error, so that both are refused where they matter.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree  # noqa: S405 - markup with a DTD was refused before it comes here
from xml.parsers import expat

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 600_000  #: with text, of one workbook
MAX_TEXT = 2_000  #: characters in one cell
MAX_MERGED = 200_000  #: cells of one sheet that are merged

#: Formulas that reach outside the workbook: DDE links and calls of programs or addresses.
_REACHING = re.compile(r"\||\b(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|EXEC|RTD)\s*\(", re.I)
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt=[\"']e[\"']")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Span = tuple[int, int, int, int]  # first row, first column, last row, last column, all counted from 0


class Sheet(NamedTuple):
    """One sheet: its rows of texts from the first row and column on, and which cells are merged."""

    name: str
    rows: list[list[str]]
    merges: list[Span] = []
    is_hidden: bool = False


class Unreadable(NamedTuple):
    """Why the workbook is not read: a word for programs, and the place."""

    reason: str
    place: str = ""


def read_sheets(content: bytes) -> list[Sheet] | Unreadable:
    """Every worksheet of a workbook that passed ``safety.check``."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    parts = _parts_of_sheets(content)
    sheets, cells = [], 0
    for index, found in enumerate(book.sheets_metadata):
        if found.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        if sheet.end is not None and sheet.end[0] >= MAX_ROWS:
            return Unreadable("rows", f"{found.name}: {sheet.end[0] + 1}")
        if sheet.end is not None and sheet.end[1] >= MAX_COLUMNS:
            return Unreadable("columns", f"{found.name}: {sheet.end[1] + 1}")
        rows = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        trouble = _put_formulas(rows, parts.get(found.name, b""))
        trouble = trouble or _too_long(rows)
        cells += sum(bool(text) for row in rows for text in row)
        if cells > MAX_CELLS:
            trouble = Unreadable("cells")
        if trouble:
            return trouble._replace(place=f"{found.name} {trouble.place}".strip())
        rows = trimmed(rows)
        merges = _within([(*first, *last) for first, last in sheet.merged_cell_ranges or []], len(rows))
        sheets.append(Sheet(found.name, rows, merges, found.visible != SheetVisibleEnum.Visible))
    return sheets


def cell_text(value: object) -> str:
    """A value of a cell as text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Rows without empty cells and rows at their ends: what formatting alone left behind."""
    short = []
    for row in rows:
        end = len(row)
        while end and not row[end - 1]:
            end -= 1
        short.append(row[:end])
    while short and not short[-1]:
        short.pop()
    return short


def _within(merges: list[Span], rows: int) -> list[Span]:
    """Merges cut at the last row, as many as cover a list; thousands that overlap would cost more than the list."""
    found, room = [], MAX_MERGED
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, rows - 1), min(right, MAX_COLUMNS)
        room -= max(bottom - top + 1, 0) * max(right - left + 1, 0)
        if room < 0:
            break
        if bottom >= top:
            found.append((top, left, bottom, right))
    return found


def _too_long(rows: list[list[str]]) -> Unreadable | None:
    for number, row in enumerate(rows, start=1):
        if any(len(text) > MAX_TEXT for text in row):
            return Unreadable("long", str(number))
    return None


# Formulas, which the reader of values does not tell -----------------------------------------------


def _parts_of_sheets(content: bytes) -> dict[str, bytes]:
    """Markup of the sheets that have formulas or errors, by the name of the sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        relations = {}
        if "xl/_rels/workbook.xml.rels" in names:
            for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314
                target = relation.get("Target", "")
                relations[relation.get("Id")] = (
                    target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                )
        found = {}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
            part = relations.get(sheet.get(_RELATION))
            if part in names and (markup := archive.read(part)) and _HAS_FORMULA.search(markup):
                found[sheet.get("name", "")] = markup
        return found


class _Formulas:
    """Gathers formula cells without a value, and error cells, while the markup streams by."""

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        self.reaching = ""
        self._place = self._kind = self._inside = ""
        self._formula: str | None = None
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._place, self._kind = attributes.get("r", ""), attributes.get("t", "")
            self._formula, self._value = None, ""
        elif tag == "f":
            self._formula = ""
        self._inside = tag

    def text(self, text: str) -> None:
        if self._inside == "f" and self._formula is not None:
            self._formula += text
        elif self._inside in ("v", "t"):
            self._value += text

    def end(self, name: str) -> None:
        self._inside = ""
        if name.rpartition(":")[2] != "c":
            return
        if self._formula and _REACHING.search(self._formula):
            self.reaching = self.reaching or self._place
        place = _REFERENCE.fullmatch(self._place)
        if place is None:
            return
        where = (int(place[2]) - 1, _column(place[1]))
        if self._kind == "e":
            self.texts[where] = self._value or "#ERROR!"
        elif self._formula is not None and not self._value:
            self.texts[where] = f"={self._formula}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _put_formulas(rows: list[list[str]], markup: bytes) -> Unreadable | None:
    """Write formulas without a value and errors into the rows; tells of a formula that reaches outside."""
    if not markup:
        return None
    found = _Formulas()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.text
    parser.Parse(markup, True)
    for (row, column), text in found.texts.items():
        if row < MAX_ROWS and column < MAX_COLUMNS:
            while len(rows) <= row:
                rows.append([])
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = text[:MAX_TEXT]
    return Unreadable("reaching", found.reaching) if found.reaching else None
