"""What reading a list finds: rows that are posts, rows that are none, and what the rows so far say about those to come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from personnel.imports.headings import Layout
from personnel.imports.normalise import clean, has_prefix, is_vacant, kind_of
from personnel.imports.units import department_named

#: Fields whose missing cells may take the value above, and those whose merged cells do.
CARRIED = ("unit", "kind")
MERGED = (*CARRIED, "title", "line", "position_type", "level")
Merged = Mapping[tuple[int, int], str]  # texts of cells below the first of a merge, by row and column


@dataclass(frozen=True)
class FoundRow:
    """A row that is a post, with what the rows above it say. ``number`` is the row of the sheet, from 1.

    A row of several posts becomes several of these, counted by ``part``; ``trouble`` says why it could not.
    ``columns`` are those of a further table of the sheet with a heading of its own, None in the first.
    """

    number: int
    cells: list[str]
    unit: str = ""
    unit_code: str = ""
    kind: str = ""
    part: int = 1
    trouble: str = ""
    columns: Mapping[str, int] | None = None


@dataclass(frozen=True)
class DroppedRow:
    """A row that is no post, and why; ``is_known`` is False for what nobody recognised."""

    number: int
    text: str
    reason: str
    is_known: bool = True


@dataclass
class Reading:
    """What a sheet has below its heading."""

    rows: list[FoundRow] = field(default_factory=list)
    dropped: list[DroppedRow] = field(default_factory=list)


@dataclass
class Context:
    """What the rows so far say about the rows to come."""

    first_kind: str
    unit: str = ""
    unit_code: str = ""
    kind: str = ""
    kind_is_outer: bool = False  # departments stand below the kind, not kinds below the department
    rows_since_kind: int = 0
    is_signed: bool = False
    is_note: bool = False  # below a footnote
    above: dict[str, str] = field(default_factory=dict)
    merged: Merged = field(default_factory=dict)
    carries: set[str] = field(default_factory=set)  # fields written only where their value changes

    def enter_unit(self, name: str, code: str, kind: str) -> None:
        """A department begins. The kind above it goes on when the two rows stand together, else it ended."""
        self.kind_is_outer = self.kind_is_outer or bool(self.kind and not self.rows_since_kind)
        if kind or not self.kind_is_outer:
            self.kind = kind or self.first_kind
        self.unit, self.unit_code = name, code
        self.above.clear()

    def enter_kind(self, kind: str) -> None:
        """A group of one employment kind begins."""
        self.kind, self.kind_is_outer, self.rows_since_kind = kind, False, 0
        self.above.pop("kind", None)


@dataclass(frozen=True)
class Row:
    """A row that is being looked at, in the columns of its table."""

    number: int  # from 0
    cells: list[str]
    layout: Layout
    is_first_table: bool = True

    def cell(self, name: str) -> str:
        """The cell of a field; empty where the list has no such column."""
        column = self.layout.columns.get(name)
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def texts(self) -> list[str]:
        """Different texts of the row that are no bare numbers and dashes."""
        cleaned = (clean(cell) for cell in self.cells)
        return list(
            dict.fromkeys(text for text in cleaned if text and not re.fullmatch(r"[0-9.,()% ]+", text))
        )

    @property
    def shown(self) -> str:
        return " | ".join(dict.fromkeys(clean(cell) for cell in self.cells if clean(cell)))[:300]

    @property
    def title(self) -> str:
        return clean(self.cell("title")) or clean(self.cell("line"))

    @property
    def name(self) -> str:
        return clean(self.cell("full_name")) or clean(self.cell("first_name"))

    def has_post(self) -> bool:
        """True for a title beside a number, a name or a marker of vacancy, or in its place in the counting."""
        if not self.title:
            return False
        names = ("number", "full_name", "first_name", "status")
        if any(clean(self.cell(name)) or is_vacant(self.cell(name)) for name in names):
            return not (self.is_heading and not any(clean(self.cell(name)) for name in names))
        return bool(re.fullmatch(r"[0-9]+\.?", clean(self.cell("order")))) and not self.is_heading

    @property
    def is_heading(self) -> bool:
        """True when what stands in the place of the title is a department or a kind of employment."""
        return bool(department_named(self.title) or kind_of(self.title))

    def dropped(self, reason: str, *, is_known: bool = True) -> DroppedRow:
        return DroppedRow(self.number + 1, self.shown, reason, is_known)

    def is_rest_of_a_post(self, merged: Merged) -> bool:
        """True for further rows of a post whose number, or place in the counting, is merged over them all."""
        if self.title or clean(self.cell("number")) or has_prefix(self.name) or is_vacant(self.name):
            return False
        columns = (self.layout.columns.get(name, -1) for name in ("number", "order"))
        return any(merged.get((self.number, column)) for column in columns)

    def continues(self, post: FoundRow) -> bool:
        """A second line of the row above: "(นักบริหารงานทั่วไป ระดับต้น)" under "หัวหน้าสำนักปลัด"."""
        if self.number != post.number or self.name or clean(self.cell("number")) or clean(self.cell("order")):
            return False
        return self.title.startswith("(")

    def joined_to(self, post: FoundRow) -> FoundRow:
        width = max(len(self.cells), len(post.cells))
        pairs = zip(_padded(post.cells, width), _padded(self.cells, width), strict=True)
        joined = [f"{upper} {lower}".strip() for upper, lower in pairs]
        return replace(post, cells=joined)

    def as_post(self, context: Context) -> FoundRow:
        """The row with the values that stand above it."""
        cells = list(self.cells)
        for name in MERGED:
            column = self.layout.columns.get(name)
            if column is None:
                continue
            cells = _padded(cells, column + 1)
            cells[column] = cells[column] or context.merged.get((self.number, column), "")
            if clean(cells[column]):
                context.above[name] = cells[column]
            elif name in context.carries:
                cells[column] = context.above.get(name, "")
        count = self.layout.columns.get("count", len(cells))
        if count < len(cells) and context.merged.get((self.number + 1, count)):
            cells[count] = ""  # counts this row and the ones that it is merged with
        return FoundRow(
            self.number + 1,
            cells,
            unit=context.unit,
            unit_code=context.unit_code,
            kind=context.kind,
            columns=None if self.is_first_table else self.layout.columns,
        )


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *([""] * (width - len(cells)))]
