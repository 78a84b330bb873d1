"""Finds where the heading of a list is and which column is what, by words, over one to three rows.

Titles above it, merged cells and group headings ("กรอบอัตรากำลังใหม่" over four columns) are expected. What the words
leave open is settled by the cells below; what stays open is left to the person who maps the columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from personnel.imports.fields import NEEDED, SENSITIVE, field_of, heading_key
from personnel.imports.normalise import kind_of, name_without_prefix, type_of
from personnel.imports.sheets import Sheet
from personnel.positions import decode

LOOK_AT = 60  #: rows from the top in which a heading is looked for
DEEPEST = 3  #: rows of one heading
SAMPLE = 400
LEAST_SCORE = 5
BROKEN = 1  #: place of the joined texts among the candidates of a heading
_WEIGHTS = {"number": 3, "title": 3, "line": 2, "full_name": 3, "first_name": 2, "unit": 2, "kind": 2}
_OLD, _NEW = re.compile("เดิม|เก่า"), re.compile("ใหม่|ปัจจุบัน")


@dataclass(frozen=True)
class Layout:
    """Where a heading stands (rows counted from 0) and the column of each field that was found."""

    first: int
    last: int
    columns: dict[str, int]
    headings: list[str]
    sensitive: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_list(self) -> bool:
        """True when the columns are enough for a staff list."""
        return all(any(name in self.columns for name in names) for names in NEEDED)


@dataclass(frozen=True)
class _Heading:
    """One column's heading: its texts from top to bottom, and whether the top one spans other columns."""

    texts: tuple[str, ...]
    spans: bool

    @property
    def shown(self) -> str:
        return " ".join(self.texts)

    def candidates(self) -> Iterator[str]:
        """Keys by which this could be recognised, the likeliest first."""
        keys = [heading_key(text) for text in self.texts]
        yield "+".join(keys[-2:])
        yield "".join(keys)  # one heading broken over two rows
        if keys:
            yield keys[-1]
        if len(keys) > 1 and (not self.spans or self.texts[-1].startswith("(")):
            yield keys[0]


def find_layout(sheet: Sheet) -> Layout | None:
    """The heading of a sheet; None where nothing looks like one. Of equals the one with the fewest rows."""
    best: Layout | None = None
    best_score = (LEAST_SCORE, -DEEPEST)
    for first in range(min(LOOK_AT, len(sheet.rows))):
        for last in range(first, min(first + DEEPEST, len(sheet.rows))):
            if last > first and _is_data(sheet.rows[last]):
                break
            layout = layout_at(sheet, first, last)
            score = (sum(_WEIGHTS.get(name, 1) for name in layout.columns), first - last)
            if score > best_score and len(layout.columns) > 1 and layout.is_list:
                best, best_score = layout, score
    return _settled(sheet, best) if best else None


def layout_ending(sheet: Sheet, last: int) -> Layout:
    """The layout of the heading that a person says ends in this row (counted from 0)."""
    deep = [layout_at(sheet, first, last) for first in range(last, max(last - DEEPEST, -1), -1)]
    return _settled(sheet, max(deep, key=lambda layout: len(layout.columns)))


def layout_at(sheet: Sheet, first: int, last: int) -> Layout:
    """The layout of a heading in these rows (counted from 0), by its words alone."""
    headings = _headings(sheet, first, last)
    ranks: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(headings):
        for step, key in enumerate(heading.candidates()):
            if (found := field_of(key)) is None:
                continue
            name, place = found
            if step == BROKEN and len(heading.texts) > 1 and place:
                continue  # two rows that only together look a little like a field are a group and a heading
            rank = (
                place * 4 + step + 100 * bool(_OLD.search(heading.shown)) - bool(_NEW.search(heading.shown))
            )
            ranks[name] = min(ranks.get(name, (rank, column)), (rank, column))
            break
    sensitive = {
        column
        for column, heading in enumerate(headings)
        if any(SENSITIVE.fullmatch(heading_key(text)) for text in heading.texts)
    }
    columns = {name: column for name, (_rank, column) in ranks.items() if column not in sensitive}
    return Layout(first, last, columns, [heading.shown for heading in headings], frozenset(sensitive))


def _is_data(row: list[str]) -> bool:
    return any(decode(text) or re.fullmatch(r"\d{4}-\d\d-\d\d", text) for text in row if text)


# Texts of a heading -----------------------------------------------------------------------------


def _headings(sheet: Sheet, first: int, last: int) -> list[_Heading]:
    rows = [list(row) for row in sheet.rows[first : last + 1]]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    spanning = _fill_merged(sheet, rows, first, width)
    spanning |= _fill_groups(rows)
    return [
        _Heading(_distinct(row[column] for row in rows), (0, column) in spanning) for column in range(width)
    ]


def _distinct(texts: Iterator[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        clean = " ".join(text.split())
        if clean and clean not in found:
            found.append(clean)
    return tuple(found)


def _fill_merged(sheet: Sheet, rows: list[list[str]], first: int, width: int) -> set[tuple[int, int]]:
    """Repeat the text of merged cells; tells which cells (row within the heading, column) span columns."""
    spanning = set()
    for top, left, bottom, right in sheet.merges:
        if not first <= top < first + len(rows) or left >= width:
            continue
        text = rows[top - first][left]
        for row in range(top, min(bottom, first + len(rows) - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                rows[row - first][column] = text
                if right > left:
                    spanning.add((row - first, column))
    return spanning


def _fill_groups(rows: list[list[str]]) -> set[tuple[int, int]]:
    """A group heading that is not merged stands over the cells to its right that have a heading of their own below."""
    spanning = set()
    for number, (upper, lower) in enumerate(zip(rows, rows[1:], strict=False)):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
                upper[column] = upper[column - 1]
                spanning |= {(number, column - 1), (number, column)}
    return spanning


# What the cells below settle --------------------------------------------------------------------


def _settled(sheet: Sheet, layout: Layout) -> Layout:
    columns = dict(layout.columns)
    below = sheet.rows[layout.last + 1 : layout.last + 1 + SAMPLE]

    def values(column: int) -> list[str]:
        return [row[column] for row in below if column < len(row) and row[column]]

    _settle_number(columns, layout, values)
    _settle_kind(columns, values)
    _settle_names(columns, layout, values)
    return Layout(layout.first, layout.last, columns, layout.headings, layout.sensitive)


def _share(values: list[str], holds) -> float:
    return sum(bool(holds(value)) for value in values) / len(values) if values else 0.0


def _settle_number(columns: dict[str, int], layout: Layout, values) -> None:
    """A column of position numbers without a telling heading; a column "เลขที่" that only counts."""
    if "number" in columns:
        found = values(columns["number"])
        if "order" not in columns and found and found[:3] == ["1", "2", "3"]:
            columns["order"] = columns.pop("number")
    if "number" not in columns:
        free = [c for c in range(len(layout.headings)) if c not in columns.values()]
        likely = [c for c in free if _share(values(c), decode) >= 0.5]
        if likely:
            columns["number"] = likely[0]


def _settle_kind(columns: dict[str, int], values) -> None:
    """ "ประเภท" can head types of position or kinds of employment."""
    column = columns.get("position_type")
    if column is None or "kind" in columns:
        return
    kinds = Counter(bool(kind_of(value) and not type_of(value)) for value in values(column))
    types = _share(values(column), type_of)
    if kinds[True] > kinds[False] and types < 0.5:
        columns["kind"] = columns.pop("position_type")


def _settle_names(columns: dict[str, int], layout: Layout, values) -> None:
    """Names in one column, or in two or three under one heading."""
    full = columns.get("full_name")
    if full is None:
        return
    if "first_name" in columns:
        if "last_name" not in columns and full == columns["first_name"] + 1:
            columns["last_name"] = columns.pop("full_name")
        elif "last_name" not in columns:
            del columns["first_name"]
        return
    parts = [full]
    while len(parts) < 3 and _continues(layout.headings, parts[-1] + 1, layout.headings[full]):
        if parts[-1] + 1 in columns.values() or not values(parts[-1] + 1):
            break
        parts.append(parts[-1] + 1)
    if len(parts) == 1:
        return
    del columns["full_name"]
    if len(parts) == 3:
        columns |= {"prefix": parts[0], "first_name": parts[1], "last_name": parts[2]}
    elif _share(values(parts[0]), lambda text: not name_without_prefix(text)) >= 0.8:
        columns |= {"prefix": parts[0], "full_name": parts[1]}
    else:
        columns |= {"first_name": parts[0], "last_name": parts[1]}


def _continues(headings: list[str], column: int, heading: str) -> bool:
    """True for a column without a heading of its own, right of a name."""
    return column < len(headings) and headings[column] in ("", heading)
