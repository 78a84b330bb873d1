"""The official table of line competencies, which is in no source we have: the central office loads it from a workbook.

Two shapes are read: a row for each line with its competencies beside it (or below, in rows without a line of their
own), and a table of lines and competencies with marks. What is not recognised is listed, never guessed. Nothing is
saved before the reading was seen; lines that the workbook does not name stay as they are.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from competencies.models import Competency, PositionLine
from documents.spreadsheets.sheets import Sheet
from organizations.models import User
from personnel.imports.catalog import Catalog
from personnel.imports.normalise import clean, expand, key, yes_or_no
from personnel.models import OfficialLineCompetency

log = logging.getLogger(__name__)

COLUMNS = 6  #: for competencies in the workbook that we write
_MANY = 3  #: this many competencies and no line in a row: the heading of a table of marks
_PIECES = re.compile(r"[\n,;•]+")
_NUMBERED = re.compile(r"^\s*\(?[0-9๐-๙]{1,2}\s*[.)]+\s*")
#: What else may stand in a mark's place: Wingdings' tick, and common bullets.
_MARKS = {"ü", "P", "●", "•", "*", "๑", "X"}

Table = dict[str, list[str]]  #: code of the line -> codes of its competencies, in order


@dataclass(frozen=True)
class Unread:
    """A cell that was not understood."""

    place: str
    text: str


@dataclass
class Reading:
    """What a workbook says."""

    table: Table = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)

    def add(self, line: str, competency: str) -> None:
        """Note a competency of a line, once."""
        found = self.table.setdefault(line, [])
        if competency not in found:
            found.append(competency)


class Names:
    """Lines and the 22 line competencies as people write them."""

    def __init__(self) -> None:
        self._catalog = Catalog()
        rows = Competency.objects.filter(kind=Competency.Kind.LINE, retired_edition=None)
        self._competencies = {key(row.name): row.code for row in rows}

    def line(self, text: str) -> str | None:
        """The code of a line that is named, or numbered by its official code."""
        catalog = self._catalog
        found = catalog.line_by_official.get(clean(text)) or catalog.line_named(text)
        found = found or catalog.line_named(expand(text))
        return found.code if found else None

    def competency(self, text: str) -> str | None:
        """The code of a line competency that is named, with its number or without."""
        return self._competencies.get(key(_NUMBERED.sub("", text)))

    def competencies(self, text: str) -> list[str | None]:
        """Those that one cell names; None for a piece that names none."""
        whole = self.competency(text)
        pieces = [text] if whole else [piece for piece in _PIECES.split(text) if clean(piece)]
        return [self.competency(piece) for piece in pieces]


def read_table(sheets: list[Sheet]) -> Reading:
    """Everything that the sheets of a workbook say about lines and their competencies."""
    names, reading = Names(), Reading()
    for sheet in sheets:
        _SheetReader(sheet, names, reading).read()
    return reading


class _SheetReader:
    """One sheet: first which columns hold what, then row by row."""

    def __init__(self, sheet: Sheet, names: Names, reading: Reading) -> None:
        self.sheet, self.names, self.reading = sheet, names, reading
        self.line_columns: set[int] = set()
        self.competency_columns: set[int] = set()
        self.marks: dict[int, str] = {}  #: column -> competency, below the heading of a table of marks
        self.first = len(sheet.rows)

    def read(self) -> None:
        """Add what the sheet says to the reading."""
        self._find_columns()
        line: str | None = None
        for number, row in enumerate(self.sheet.rows[self.first :], start=self.first):
            names_line, found = self._line_of(number, row)
            line = found if names_line else line
            if self.marks:
                self._read_marks(number, row, found)
            else:
                self._read_names(number, row, line)

    def _find_columns(self) -> None:
        for number, row in enumerate(self.sheet.rows):
            lines = {column for column, text in enumerate(row) if text and self.names.line(text)}
            named = {column: self._one(text) for column, text in enumerate(row) if text}
            competencies = {column: code for column, code in named.items() if code}
            if len(competencies) >= _MANY and not lines and not self.line_columns:
                self.marks, self.first = competencies, number + 1
            elif lines:
                self.line_columns |= lines
                self.first = min(self.first, number)
            if not self.marks:
                self.competency_columns |= competencies.keys()

    def _one(self, text: str) -> str | None:
        return next((code for code in self.names.competencies(text) if code), None)

    def _line_of(self, number: int, row: list[str]) -> tuple[bool, str | None]:
        """Whether the row names a line, and which; an unknown one is noted."""
        texts = [(column, row[column]) for column in sorted(self.line_columns) if column < len(row)]
        texts = [(column, text) for column, text in texts if clean(text)]
        found = next((code for _column, text in texts if (code := self.names.line(text))), None)
        if texts and found is None:
            self._note(number, *texts[-1])
        return bool(texts), found

    def _read_marks(self, number: int, row: list[str], line: str | None) -> None:
        if line is None:
            return
        for column, code in self.marks.items():
            text = row[column] if column < len(row) else ""
            marked = True if text.strip() in _MARKS else yes_or_no(text)
            if marked:
                self.reading.add(line, code)
            elif marked is None and clean(text):
                self._note(number, column, text)

    def _read_names(self, number: int, row: list[str], line: str | None) -> None:
        for column in sorted(self.competency_columns):
            text = row[column] if column < len(row) else ""
            for code in self.names.competencies(text) if clean(text) else []:
                if code is None:
                    self._note(number, column, text)
                elif line is not None:
                    self.reading.add(line, code)

    def _note(self, number: int, column: int, text: str) -> None:
        place = f"{self.sheet.name} {get_column_letter(column + 1)}{number + 1}"
        self.reading.unread.append(Unread(place, text))


# What would change, and changing it -------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A line of the workbook, beside what is loaded now."""

    line: PositionLine
    before: list[str]
    after: list[str]

    @property
    def is_new(self) -> bool:
        """True when nothing was loaded for the line."""
        return not self.before

    @property
    def is_same(self) -> bool:
        """True when the workbook says what is loaded already."""
        return self.before == self.after


def loaded() -> Table:
    """The table as it is loaded: codes of lines and of their competencies, in the order of the catalogs."""
    found: Table = {}
    rows = OfficialLineCompetency.objects.values_list("line__code", "competency__code")
    for line, competency in rows.order_by("line__order", "competency__order"):
        found.setdefault(line, []).append(competency)
    return found


def changes(table: Mapping[str, list[str]]) -> Iterator[Change]:
    """Each line of a table beside what is loaded, with the names of the competencies."""
    names = dict(Competency.objects.filter(kind=Competency.Kind.LINE).values_list("code", "name"))
    order = list(names)
    now = loaded()
    for line in PositionLine.objects.filter(code__in=table).select_related("position_type"):
        after = sorted(table[line.code], key=order.index)
        yield Change(line, [names[code] for code in now.get(line.code, [])], [names[code] for code in after])


@transaction.atomic
def save_table(table: Mapping[str, list[str]], *, source: str, by: User) -> int:
    """Load the lines of a table in place of what was loaded for them; how many lines."""
    lines = {line.code: line for line in PositionLine.objects.filter(code__in=table)}
    competencies = {row.code: row for row in Competency.objects.filter(kind=Competency.Kind.LINE)}
    OfficialLineCompetency.objects.filter(line__in=lines.values()).delete()
    OfficialLineCompetency.objects.bulk_create(
        OfficialLineCompetency(line=lines[line], competency=competencies[code], source=source)
        for line, codes in table.items()
        for code in codes
        if line in lines and code in competencies
    )
    log.info("official line competencies loaded: %s lines by user %s", len(lines), by.pk)
    return len(lines)


# The workbook to fill in ------------------------------------------------------------------------


def table_workbook() -> bytes:
    """Every line with what is loaded for it; filled in and read again it says the same."""
    names = dict(Competency.objects.values_list("code", "name"))
    now = loaded()
    book = Workbook()
    sheet = book.active
    sheet.title = _("สมรรถนะประจำสายงาน")
    headings = [_("รหัสสายงาน"), _("สายงาน"), _("ประเภท")]
    headings += [_("สมรรถนะที่ {number}").format(number=number) for number in range(1, COLUMNS + 1)]
    for column, heading in enumerate(headings, start=1):
        _write(sheet.cell(1, column), heading)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 14 if column in (1, 3) else 34
    for number, line in enumerate(_lines(), start=2):
        chosen = [names[code] for code in now.get(line.code, [])]
        texts = [line.official_code, line.name, line.position_type.name, *chosen]
        for column, text in enumerate(texts, start=1):
            _write(sheet.cell(number, column), text)
    sheet.freeze_panes = "C2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lines() -> list[PositionLine]:
    return list(PositionLine.objects.filter(retired_edition=None).select_related("position_type"))


def _write(cell: Cell, text: str) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
