"""The grid of projects as a form: a light one, for two hundred rows have nearly two thousand boxes.

A box is named ``<row>-<column>``; a row is ``r<project>`` or, for a new one, ``n<number>``. ``<row>-v`` names what the
row showed when it was sent out, so that a row nobody touched is told from one that was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from plans.gantt import place_of_month
from plans.grid import MOST_NEW_ROWS, ZERO, Change, Column, Values, columns, seen_of, values_of
from plans.grid_totals import curriculum_of, money_of
from plans.models import Project
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from thai.dates import THAI_MONTHS_SHORT, ThaiDateError, parse_month
from thai.forms import BahtField, LineField, ThaiField, ThaiIntegerField
from thai.money import format_baht
from thai.text import normalise_line

SPARE_ROWS = 3
NOTHING = frozenset({"", "-", "–", "—", "−"})  #: how a worksheet writes nothing
_PEOPLE_UNIT = re.compile(r"\s*คน$")
_ROW = re.compile(r"r([1-9][0-9]{0,17})-v")
_NEW_ROW = re.compile(r"n([1-9][0-9]{0,3})-name")


class MonthField(ThaiField):
    """A month as a number (1 January); typed as a number or as a name."""

    def to_python(self, value: Any) -> int | None:
        if not value:
            return None
        try:
            return parse_month(value)
        except ThaiDateError as error:
            raise ValidationError(str(error), code="invalid") from error


@dataclass
class Cell:
    """A box; ``stored`` is what is stored now, where somebody else changed it."""

    column: Column
    name: str
    text: str
    value: Any = None
    error: str = ""
    stored: str | None = None


@dataclass
class Row:
    """A row of boxes; without a project it is a new one, and ``is_gone`` says that its project was deleted."""

    key: str
    cells: list[Cell]
    number: int
    project: Project | None = None
    seen: str = ""
    is_touched: bool = False
    is_stale: bool = False
    is_gone: bool = False

    @property
    def values(self) -> Values:
        """Values by column; what is not readable counts as nothing."""
        return {cell.column.key: cell.value for cell in self.cells}

    @property
    def curriculum(self) -> str:
        """The sum by curriculum that the row belongs to."""
        return curriculum_of(self.project)

    @property
    def money(self) -> str:
        """The sum by source of money that the row belongs to."""
        return money_of(self.project)

    @property
    def errors(self) -> list[Cell]:
        """Boxes with an error, from left to right."""
        return [cell for cell in self.cells if cell.error]

    @property
    def conflicts(self) -> list[Cell]:
        """Boxes that somebody else changed."""
        return [cell for cell in self.cells if cell.stored is not None]


class GridForm:
    """All rows; with ``data`` what was typed, read and checked, beside what is stored."""

    def __init__(
        self, projects: Sequence[Project], years: Sequence[int], data: Mapping[str, str] | None = None
    ) -> None:
        self.years, self.columns = list(years), columns(years)
        self.is_bound = data is not None
        self.data: Mapping[str, str] = data or {}
        self._fields = _fields()
        self.rows = [self._row_of(project) for project in projects]
        self._first_new = max((project.order for project in projects), default=0) + 1
        self._next_key = 1 + max((int(key) for key in self._keys(_NEW_ROW)), default=0)
        if self.is_bound:
            for number in self._keys(_NEW_ROW):
                self._take_new(self._typed(f"n{number}", None))
            known = {project.pk for project in projects}
            for pk in self._keys(_ROW):
                if int(pk) not in known:
                    self._take_gone(pk)

    def _keys(self, pattern: re.Pattern[str]) -> list[str]:
        found = (pattern.fullmatch(name) for name in self.data)
        return sorted((match[1] for match in found if match), key=int)

    # What came back, and what can be done with it ---------------------------------------------

    @property
    def errors(self) -> list[str]:
        """What is wrong, one message a box, and what is wrong with all of it."""
        wrong = [cell.error for row in self.rows for cell in row.errors]
        return wrong + ([self.too_many] if self.too_many else [])

    @property
    def wrong_rows(self) -> list[Row]:
        """Rows with an error."""
        return [row for row in self.rows if row.errors]

    @property
    def first_wrong(self) -> Cell | None:
        """The box that the focus goes to."""
        return next((cell for row in self.rows for cell in row.errors), None)

    @property
    def too_many(self) -> str:
        """Said when there are more new rows than can be added at once."""
        new = sum(row.project is None for row in self.rows)
        if new <= MOST_NEW_ROWS:
            return ""
        return _("เพิ่มโครงการได้ครั้งละไม่เกิน {most} แถว ขณะนี้มี {new} แถว กรุณาบันทึกทีละส่วน").format(
            most=MOST_NEW_ROWS, new=new
        )

    @property
    def stale_rows(self) -> list[Row]:
        """Rows that somebody else changed or deleted meanwhile."""
        return [row for row in self.rows if row.is_stale]

    def is_valid(self) -> bool:
        """True for rows that came back without an error."""
        return self.is_bound and not self.errors

    def changes(self) -> list[Change]:
        """What a save is to do."""
        return [
            Change(row.values, row.project.pk if row.project else None, row.seen)
            for row in self.rows
            if row.is_touched
        ]

    def spare_rows(self, number: int = SPARE_ROWS) -> list[Row]:
        """Empty rows below the others, for new projects."""
        taken = sum(row.project is None for row in self.rows)
        return [
            Row(key, self._cells(key, dict.fromkeys((c.key for c in self.columns), "")), place)
            for spare in range(number)
            for key, place in [(f"n{self._next_key + spare}", self._first_new + taken + spare)]
        ]

    # Rows --------------------------------------------------------------------------------------

    def _row_of(self, project: Project) -> Row:
        key, values = f"r{project.pk}", values_of(project, self.years)
        stored = Row(key, self._shown(key, values), project.order, project, seen_of(values))
        if f"{key}-v" not in self.data:
            return stored
        typed = self._typed(key, project)
        if not typed.errors and typed.values == values:
            return stored  # untouched, or somebody else typed the same
        if not typed.errors and seen_of(typed.values) == typed.seen:
            return stored  # untouched, whatever others did
        typed.is_touched = True
        self._check(typed)
        if typed.seen != stored.seen:
            _lay_beside(typed, stored)
        return typed

    def _take_new(self, row: Row) -> None:
        if row.errors or any(row.values.values()):
            row.number = self._first_new + sum(other.project is None for other in self.rows)
            row.is_touched = True
            self._check(row)
            self.rows.append(row)

    def _take_gone(self, pk: str) -> None:
        """What was typed for a project that is no longer there becomes a new row, unless nothing was typed."""
        row = self._typed(f"r{pk}", None)
        if row.errors or seen_of(row.values) != row.seen:
            row.key = f"n{self._next_key}"
            self._next_key += 1
            for cell in row.cells:
                cell.name = f"{row.key}-{cell.column.key}"
            row.is_stale = row.is_gone = True
            self._take_new(row)

    def _typed(self, key: str, project: Project | None) -> Row:
        texts = {column.key: self.data.get(f"{key}-{column.key}", "") for column in self.columns}
        seen = self.data.get(f"{key}-v", "")
        return Row(key, self._cells(key, texts), project.order if project else 0, project, seen)

    def _shown(self, key: str, values: Values) -> list[Cell]:
        return [
            Cell(column, f"{key}-{column.key}", shown(column, values[column.key]), values[column.key])
            for column in self.columns
        ]

    def _cells(self, key: str, texts: Mapping[str, str]) -> list[Cell]:
        return [self._read(Cell(column, f"{key}-{column.key}", texts[column.key])) for column in self.columns]

    def _read(self, cell: Cell) -> Cell:
        kind, text = cell.column.kind, normalise_line(cell.text)
        if kind == "people":
            text = _PEOPLE_UNIT.sub("", text)
        nothing: Any = {"name": "", "people": 0, "baht": ZERO, "month": None}[kind]
        try:
            value = self._fields[kind].clean("" if text in NOTHING else text)
        except ValidationError as error:
            cell.error, value = " ".join(error.messages), nothing
        cell.value = nothing if value is None else value
        return cell

    def _check(self, row: Row) -> None:
        """What contradicts itself inside a row, as on the page of the project."""
        cells = {cell.column.key: cell for cell in row.cells}
        name, first, last = cells["name"], cells["m1"], cells["m2"]
        if not name.value and not name.error:
            name.error = _("กรุณากรอกชื่อโครงการ/หลักสูตร")
        if not first.error and not last.error:
            if (first.value is None) != (last.value is None):
                missing = first if first.value is None else last
                missing.error = _("กรุณากรอกทั้งเดือนที่เริ่มและเดือนที่สิ้นสุด")
            elif first.value and place_of_month(last.value) < place_of_month(first.value):
                last.error = _("เดือนที่สิ้นสุดต้องไม่อยู่ก่อนเดือนที่เริ่ม (ปีงบประมาณเริ่มเดือนตุลาคม)")
        if row.project and not row.project.uses_budget:
            for cell in row.cells:
                if cell.column.kind == "baht" and cell.value:
                    cell.error = _("โครงการนี้เลือกไม่ใช้งบประมาณ กรุณาลบจำนวนเงิน หรือเปลี่ยนที่หน้าโครงการ")

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def _lay_beside(typed: Row, stored: Row) -> None:
    """The next save of the row replaces what is stored now: the person has seen both."""
    typed.is_stale, typed.seen = True, stored.seen
    for mine, theirs in zip(typed.cells, stored.cells, strict=True):
        if mine.error or mine.value != theirs.value:
            mine.stored = theirs.text


def shown(column: Column, value: Any) -> str:
    """A value as its box shows it; nothing as an empty box."""
    if not value:
        return ""
    if column.kind == "month":
        return THAI_MONTHS_SHORT[value - 1]
    if column.kind == "people":
        return f"{value:,}"
    return format_baht(value, "arabic") if column.kind == "baht" else str(value)


def _fields() -> dict[str, ThaiField]:
    return {
        "name": LineField(required=False, max_length=300),
        "people": ThaiIntegerField(required=False, max_value=PEOPLE_LIMIT),
        "baht": BahtField(required=False, max_value=BAHT_LIMIT),
        "month": MonthField(required=False),
    }
