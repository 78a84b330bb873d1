"""Rows of the tables of an old plan as fields: what was read and nothing more, with a note on what could not be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from plans.models import OldPlanPart
from plans.old_plan.blocks import Table
from plans.old_plan.columns import Column, Columns
from plans.old_plan.numbers import Unread, baht_of, people_of, says_no_money
from thai.text import normalise_line

Kind = OldPlanPart.Kind
SUM = re.compile(r"^(?:รวม|ยอดรวม|รวมทั้งสิ้น|รวมงบประมาณ)")
TEXTS = (
    "name",
    "objective",
    "indicator",
    "indicator_target",
    "unit",
    "method",
    "responsible",
    "when",
    "money_source",
    "group",
)
NUMBERS = {"people": people_of, "headcount": people_of, "baht": baht_of}
NAMES = {"people": "จำนวนคน", "headcount": "จำนวนบุคลากร", "baht": "งบประมาณ"}


@dataclass
class Row:
    """A row with its fields; amounts stand by fiscal year (B.E.) as text, so that JSON keeps them."""

    kind: str
    original: str
    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    is_certain: bool = True

    @property
    def name(self) -> str:
        """What the row is about."""
        return self.values.get("name") or self.values.get("indicator") or self.values.get("group") or ""

    def note(self, note: str) -> None:
        """Say something about this row once."""
        if note not in self.notes:
            self.notes.append(note)

    def doubt(self, note: str) -> None:
        """Somebody must look at this row."""
        self.is_certain = False
        self.note(note)


def rows_of(table: Table, columns: Columns, *, year: int | None, header_rows: int | None = None) -> list[Row]:
    """The rows below the header; ``year`` is the one named over a table whose columns name none."""
    reader = _Reader(columns, year)
    first = columns.header_rows if header_rows is None else header_rows
    grid = table.grid
    for cells, line in list(zip(table.rows, grid, strict=True))[first:]:
        reader.read(line, any(cell.continues for cell in cells))
    return reader.rows


class _Reader:
    """Reads one table, row by row: some rows are titles, sums, or the rest of the row above."""

    def __init__(self, columns: Columns, year: int | None) -> None:
        self.columns = columns
        self.year = year
        self.under = ""
        self.rows: list[Row] = []
        main = {Kind.MONITORING: "indicator", Kind.TARGET: "group"}.get(Kind(columns.kind), "name")
        self.main = columns.first(main) or 0

    def read(self, line: Sequence[str], continues: bool) -> None:
        texts = [normalise_line(text) for text in line]
        filled = {text for text in texts if text}
        if not filled or any(SUM.match(text) for text in texts[: self.main + 1]):
            return
        if len(filled) == 1 and len(texts) > 2 and sum(bool(text) for text in texts) > 1:
            self.under = filled.pop()  # a title over the whole width
            return
        name = texts[self.main]
        if self.rows and (not name or (continues and name == self.rows[-1].name)):
            self._continue(texts)
            return
        if name:
            self.rows.append(self._row(texts))

    def _row(self, texts: Sequence[str]) -> Row:
        original = "\n".join(
            f"{column.label}: {text}"
            for column, text in zip(self.columns.columns, texts, strict=True)
            if text
        )
        row = Row(self.columns.kind, original, {"under": self.under} if self.under else {})
        for column, text in zip(self.columns.columns, texts, strict=True):
            if text:
                self._put(row, column, text)
        self._put_months(row, texts)
        return row

    def _put(self, row: Row, column: Column, text: str) -> None:
        if column.field in NUMBERS:
            self._put_number(row, column, text)
        elif column.field in TEXTS:
            key = "curriculum" if column.field == "name" and "name" in row.values else column.field
            row.values.setdefault(key, text)
        elif column.field == "amount":
            row.doubt(
                _("ไม่รู้ว่า “{text}” ของ “{label}” เป็นจำนวนคนหรือเงิน จึงไม่ได้ใส่ให้").format(
                    text=text, label=column.label
                )
            )

    def _put_number(self, row: Row, column: Column, text: str) -> None:
        if column.field == "baht" and says_no_money(text):
            row.values["no_money"] = True
            return
        try:
            number = NUMBERS[column.field](text)
        except Unread:
            row.doubt(
                _("อ่าน{what}จาก “{text}” เป็นตัวเลขไม่ได้ จึงไม่ได้ใส่ให้").format(what=NAMES[column.field], text=text)
            )
            return
        year = column.year or self.year
        if number is None:
            return
        if self.year is not None:
            row.note(_("ปี {year} มาจากบรรทัดเหนือตาราง").format(year=self.year))
        if year is None:
            row.doubt(_("{what} “{text}” ไม่บอกปี จึงไม่ได้ใส่ให้").format(what=NAMES[column.field], text=text))
            return
        row.values.setdefault(column.field, {})[str(year)] = str(number)

    def _put_months(self, row: Row, texts: Sequence[str]) -> None:
        """Months that are marked, from the first to the last of the fiscal year."""
        marked = [
            column.month
            for column, text in zip(self.columns.columns, texts, strict=True)
            if column.month and text
        ]
        if not marked:
            return
        ranks = sorted((month - 10) % 12 for month in marked)
        row.values["months"] = [(ranks[0] + 9) % 12 + 1, (ranks[-1] + 9) % 12 + 1]
        if len(set(ranks)) != ranks[-1] - ranks[0] + 1:
            row.doubt(_("เดือนที่ทำเครื่องหมายไม่ต่อเนื่องกัน ใส่เดือนแรกและเดือนสุดท้ายไว้ โปรดตรวจ"))

    def _continue(self, texts: Sequence[str]) -> None:
        """The rest of the row above, which somebody must look at."""
        above = self.rows[-1]
        more = [
            f"{column.label}: {text}"
            for column, text in zip(self.columns.columns, texts, strict=True)
            if text and f"{column.label}: {text}" not in above.original
        ]
        if more:
            above.original += "\n" + "\n".join(more)
            above.doubt(_("แถวนี้มีหลายบรรทัดในตารางเดิม ใส่เฉพาะบรรทัดแรก โปรดตรวจ"))


# Rows of several tables about one thing -----------------------------------------------------------


def merged(rows: Sequence[Row]) -> list[Row]:
    """Projects that stand in several tables under one name become one; where two disagree, the first is kept."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.kind, re.sub(r"\s+", "", row.name))
        if key in found and row.kind == Kind.PROJECT:
            _merge(found[key], row)
        else:
            found[key if key not in found else (row.kind, f"{key[1]} {len(found)}")] = row
    return list(found.values())


def _merge(row: Row, other: Row) -> None:
    row.original += "\n\n" + other.original
    row.notes += other.notes
    row.is_certain = row.is_certain and other.is_certain
    for label, old, new in _differences(row.values, other.values):
        row.doubt(
            _("{label} ในตารางไม่ตรงกัน: “{old}” กับ “{new}” ใส่ค่าแรกไว้ โปรดตรวจ").format(
                label=label, old=old, new=new
            )
        )
    for name, value in other.values.items():
        if isinstance(value, dict):
            row.values[name] = {**value, **row.values.get(name, {})}
        else:
            row.values.setdefault(name, value)


def _differences(first: dict[str, Any], second: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name, what in NAMES.items():
        for year, value in second.get(name, {}).items():
            known = first.get(name, {}).get(year)
            if known is not None and known != value:
                yield f"{what} {year}", known, value
    for name in ("months", "unit"):
        if name in first and name in second and first[name] != second[name]:
            yield {"months": _("เดือน"), "unit": _("หน่วยงานรับผิดชอบ")}[name], first[name], second[name]
