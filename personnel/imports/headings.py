"""Finds where the heading of a list is and which column is what, by words, over one to three rows.

Titles above it, merged cells and group headings ("กรอบอัตรากำลังใหม่" over four columns) are expected. What the words
leave open is settled by the cells below; what stays open is left to the person who maps the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from documents.spreadsheets.sheets import Sheet
from personnel.imports.fields import NEEDED, SENSITIVE, fields_of, heading_key
from personnel.imports.normalise import key, kind_of, name_without_prefix, type_of
from personnel.positions import decode

LOOK_AT = 60  #: rows from the top in which a heading is looked for
DEEPEST = 3  #: rows of one heading
SAMPLE = 400
LEAST_SCORE = 5
BROKEN = 1  #: place of the joined texts among the candidates of a heading
_WEIGHTS = {"number": 3, "title": 3, "line": 2, "full_name": 3, "first_name": 2, "unit": 2, "kind": 2}
#: How headings begin; rows without three of these are not looked at as headings of further tables.
_FIRST_WORDS = (
    *("ลำดับ", "ที่", "เลขที่", "ตำแหน่ง", "ชื่อ", "คำนำหน้า", "ราย", "ผู้", "ระดับ", "ประเภท"),
    *(
        "สังกัด",
        "ส่วนราชการ",
        "กอง",
        "สำนัก",
        "วัน",
        "อัตรา",
        "จำนวน",
        "หมายเหตุ",
        "เงินเดือน",
        "ค่าตอบแทน",
        "วุฒิ",
        "คุณวุฒิ",
    ),
)
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
    found = (_best_at(sheet, first) for first in range(min(LOOK_AT, len(sheet.rows))))
    best = max((pair for pair in found if pair), key=lambda pair: pair[0], default=None)
    return _settled(sheet, best[1]) if best else None


def heading_below(sheet: Sheet, row: int) -> Layout | None:
    """A heading that begins in this row (counted from 0), as further tables of a sheet have; None for most rows."""
    words = [text for text in sheet.rows[row] if text.startswith(_FIRST_WORDS)]
    if len(words) < 3 or _is_data(sheet.rows[row]):
        return None
    best = _best_at(sheet, row)
    if best is None or not {"full_name", "first_name", "number"} & set(best[1].columns):
        return None
    return _settled(sheet, best[1])


def _best_at(sheet: Sheet, first: int) -> tuple[tuple[int, int], Layout] | None:
    """The likeliest heading that begins in a row, and how likely it is."""
    best: tuple[tuple[int, int], Layout] | None = None
    for last in range(first, min(first + DEEPEST, len(sheet.rows))):
        if last > first and _is_data(sheet.rows[last]):
            break
        layout = layout_at(sheet, first, last)
        score = (sum(_WEIGHTS.get(name, 1) for name in layout.columns), first - last)
        is_better = score > (best[0] if best else (LEAST_SCORE, -DEEPEST))
        if is_better and len(layout.columns) > 1 and layout.is_list:
            best = score, layout
    return best


def layout_ending(sheet: Sheet, last: int) -> Layout:
    """The layout of the heading that a person says ends in this row (counted from 0)."""
    deep = [layout_at(sheet, first, last) for first in range(last, max(last - DEEPEST, -1), -1)]
    return _settled(sheet, max(deep, key=lambda layout: len(layout.columns)))


def layout_at(sheet: Sheet, first: int, last: int) -> Layout:
    """The layout of a heading in these rows (counted from 0), by its words alone."""
    headings = _headings(sheet, first, last)
    sensitive = {
        column
        for column, heading in enumerate(headings)
        if any(SENSITIVE.fullmatch(heading_key(text)) for text in heading.texts)
    }
    columns = _assigned(
        (column, heading) for column, heading in enumerate(headings) if column not in sensitive
    )
    return Layout(first, last, columns, [heading.shown for heading in headings], frozenset(sensitive))


def _assigned(headings: Iterable[tuple[int, _Heading]]) -> dict[str, int]:
    """The column of each field: the likeliest pair first; a column that another one beat may be a second field."""
    pairs = sorted(
        (rank, column, name) for column, heading in headings for name, rank in _ranks(heading).items()
    )
    columns: dict[str, int] = {}
    for _rank, column, name in pairs:
        if name not in columns and column not in columns.values():
            columns[name] = column
    return columns


def _ranks(heading: _Heading) -> dict[str, int]:
    """How unlikely each field is that a heading may be; of its texts the first that says anything counts."""
    for step, words in enumerate(heading.candidates()):
        is_joined = step == BROKEN and len(heading.texts) > 1
        # Two rows that only together look a little like a field are a group and a heading.
        found = {name: place for name, place in fields_of(words) if not (is_joined and place)}
        if found:
            era = 100 * bool(_OLD.search(heading.shown)) - bool(_NEW.search(heading.shown))
            return {name: place * 4 + step + era for name, place in found.items()}
    return {}


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
    """ "ประเภท" can head types of position or kinds of employment; "ทั่วไป" and "ครู" are both and settle nothing.

    Where both stand in one column it stays the one of types: kinds in full words are read there, too.
    """
    column = columns.get("position_type")
    if column is None or "kind" in columns:
        return
    found = values(column)
    kinds = sum(bool(kind_of(value) and not type_of(value)) for value in found)
    types = sum(bool(type_of(value)) and type_of(value) not in ("general", "teacher") for value in found)
    if kinds and not types and kinds * 2 > sum(not type_of(value) for value in found):
        is_short = any(key(value) == "ภารกิจ" for value in found)
        if is_short or not any(type_of(value) == "general" for value in found):
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
