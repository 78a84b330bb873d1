"""A row of several posts, taken apart: numbers and names under each other in one cell, or "5 อัตรา" that nobody holds.

Only what agrees is taken apart: as many numbers as names, as many of both as the row counts. Rows that contradict
themselves are refused with both figures, because which of them is right is not ours to guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from personnel.imports.found import FoundRow
from personnel.imports.normalise import clean, has_prefix, is_vacant
from personnel.positions import decode
from thai.digits import to_arabic

MOST = 200  #: posts of one row; more is a sum, not a row
_COUNT = re.compile(r"([0-9]{1,4})\s*(?:อัตรา|ตำแหน่ง|คน)?")
_BETWEEN_NUMBERS = re.compile(r"[\n,;]+|\sและ\s")
_RANGE = re.compile(r"(.+?)([0-9]{3})\s*(?:ถึง|-)\s*([0-9]{3})")
_BETWEEN_NAMES = re.compile(r"\n+|[,;]|(?:^|\s)(?=[0-9]{1,2}[.)]\s*\S)")
_NUMBERING = re.compile(r"^\s*[0-9]{1,2}[.)]\s*")

Columns = Mapping[str, int]


def taken_apart(rows: Sequence[FoundRow], columns: Columns) -> list[FoundRow]:
    """The rows, each of several posts as that many; ``part`` counts them from 1."""
    found: list[FoundRow] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        found.extend(_Parts.of(row, row.columns or columns).rows(following))
    return found


def count_in(text: str) -> int:
    """How many posts a cell of the column of counts says; 1 for what is no such figure."""
    found = _COUNT.fullmatch(clean(text))
    return int(found[1]) if found and 0 < int(found[1]) <= MOST else 1


def numbers_in(text: str) -> list[str]:
    """Position numbers in one cell, also from .. to; empty unless there are two at least."""
    if not text or decode(text):
        return []
    span = _RANGE.fullmatch(clean(text))
    if span and decode(f"{span[1]}{span[2]}") and 0 < int(span[3]) - int(span[2]) < MOST:
        return [f"{span[1]}{number:03}" for number in range(int(span[2]), int(span[3]) + 1)]
    parts = [part.strip() for part in _BETWEEN_NUMBERS.split(text) if part.strip()]
    return parts if len(parts) > 1 and all(decode(part) for part in parts) else []


def names_in(text: str) -> list[str]:
    """People in one cell, each with a prefix or a word for vacant; empty unless there are two at least."""
    parts = [_NUMBERING.sub("", part).strip() for part in _BETWEEN_NAMES.split(to_arabic(text))]
    parts = [part for part in parts if part]
    is_list = len(parts) > 1 and any(has_prefix(part) for part in parts)
    return parts if is_list and all(has_prefix(part) or is_vacant(part) for part in parts) else []


@dataclass(frozen=True)
class _Parts:
    row: FoundRow
    columns: Columns
    numbers: list[str]
    names: list[str]
    count: int

    @classmethod
    def of(cls, row: FoundRow, columns: Columns) -> _Parts:
        def cell(name: str) -> str:
            column = columns.get(name)
            return row.cells[column] if column is not None and column < len(row.cells) else ""

        return cls(
            row, columns, numbers_in(cell("number")), names_in(cell("full_name")), count_in(cell("count"))
        )

    def cell(self, name: str) -> str:
        column = self.columns.get(name)
        return self.row.cells[column] if column is not None and column < len(self.row.cells) else ""

    def rows(self, following: FoundRow | None) -> list[FoundRow]:
        """One row a post; the row itself where it is one post or contradicts itself."""
        figures = {len(found) for found in (self.numbers, self.names) if found}
        if self.count > 1 and figures:
            figures.add(self.count)
        if len(figures) > 1:
            message = _(
                "แถวนี้มีจำนวนไม่ตรงกัน: เลขที่ตำแหน่ง {numbers} ชื่อ {names} จำนวนอัตรา {count} กรุณาแยกเป็นแถวละหนึ่งตำแหน่ง"
            )
            return [replace(self.row, trouble=message.format(**self._shown()))]
        if not figures and self._is_all_vacant(following):
            figures = {self.count}
        size = next(iter(figures), 1)
        return [self._part(place) for place in range(size)] if size > 1 else [self.row]

    def _shown(self) -> dict[str, object]:
        return {"numbers": len(self.numbers) or "-", "names": len(self.names) or "-", "count": self.count}

    def _is_all_vacant(self, following: FoundRow | None) -> bool:
        """True for a count of posts without numbers that nobody holds, and whose names do not follow row by row."""
        if clean(self.cell("number")) or self._has_name():
            return False
        if following is None or self.count < 2:
            return self.count > 1
        below = replace(self, row=following)
        is_same = clean(below.cell("title")) in ("", clean(self.cell("title")))
        return not (is_same and not clean(below.cell("count")))

    def _has_name(self) -> bool:
        names = (self.cell(name) for name in ("full_name", "first_name", "last_name"))
        return any(clean(name) and not is_vacant(name) for name in names)

    def _part(self, place: int) -> FoundRow:
        cells = list(self.row.cells)
        for name, found in (("number", self.numbers), ("full_name", self.names)):
            if found:
                cells[self.columns[name]] = found[place]
        if "count" in self.columns and self.columns["count"] < len(cells):
            cells[self.columns["count"]] = ""
        return replace(self.row, cells=cells, part=place + 1)
