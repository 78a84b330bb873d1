"""The rows of a list below its heading: posts on one side; sections, totals, footnotes and signatures on the other.

A section row ("กองคลัง (04)") sets the department of the rows below it, a group row ("พนักงานจ้างตามภารกิจ") their
employment kind. Every row that is no post is listed with the reason, so that nothing is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from personnel.imports.fields import SENSITIVE, TEMPLATE_MARK, heading_key
from personnel.imports.headings import Layout
from personnel.imports.normalise import HIRED, clean, is_vacant, key, kind_of
from personnel.imports.sheets import Sheet
from personnel.imports.units import department_named, is_below_department, is_institution
from personnel.models import EmploymentKind
from personnel.positions import decode

_TOTAL = re.compile(r"^(ยอด)?รวม(?!ทุน|พล|ใจ)|รวมทั้ง(สิ้น|หมด)|^สรุป")
_FOOTNOTE = re.compile(r"^(หมายเหตุ|\*|ข้อมูล\s*ณ|ณ\s*วันที่|ที่มา|อ้างอิง|คำอธิบาย)")
_SIGNATURE = re.compile(r"ลงชื่อ|ผู้จัดทำ|ผู้ตรวจสอบ|ผู้รับรอง|ผู้รายงาน|รับรองว่า|^\(\s*(นาย|นาง|น\.ส\.|ว่าที่|[.…_ ]+\))")
_COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}[a-z]?\)?")
_CITIZEN_NUMBER = re.compile(r"(?<![0-9])[0-9]-?[0-9]{4}-?[0-9]{5}-?[0-9]{2}-?[0-9](?![0-9])")
_NOT_STORED = "***"
#: Fields whose merged or missing cells take the value above.
_CARRIED = ("unit", "kind")


@dataclass(frozen=True)
class FoundRow:
    """A row that is a post, with what the rows above it say. ``number`` is the row of the sheet, from 1."""

    number: int
    cells: list[str]
    unit: str = ""
    unit_code: str = ""
    kind: str = ""


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
class _Context:
    """What the rows so far say about the rows to come."""

    first_kind: str
    unit: str = ""
    unit_code: str = ""
    kind: str = ""
    kind_is_outer: bool = False  # departments stand below the kind, not kinds below the department
    rows_since_kind: int = 0
    is_signed: bool = False
    above: dict[str, str] = field(default_factory=dict)
    merged: set[tuple[int, int]] = field(default_factory=set)
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


def read_rows(sheet: Sheet, layout: Layout) -> Reading:
    """Everything below the heading, in the order of the sheet."""
    reading = Reading()
    first_kind = _kind_of_title(sheet, layout)
    context = _Context(first_kind=first_kind, kind=first_kind, rows_since_kind=1)
    context.merged, context.carries = _merged_cells(sheet), _sparse_columns(sheet, layout)
    for number in range(layout.last + 1, len(sheet.rows)):
        cells = _without_sensitive(sheet.rows[number], layout)
        if not any(clean(cell) for cell in cells):
            continue
        found = _Row(number, cells, layout)
        dropped = _dropped(found, context)
        if dropped:
            reading.dropped.append(dropped)
        elif reading.rows and found.continues(reading.rows[-1]):
            reading.rows[-1] = found.joined_to(reading.rows[-1])
        else:
            reading.rows.append(found.as_post(context))
            context.rows_since_kind += 1
    return reading


def _without_sensitive(row: list[str], layout: Layout) -> list[str]:
    """Salaries, addresses and citizen numbers are forgotten before anything is kept."""
    return [
        "" if column in layout.sensitive else _CITIZEN_NUMBER.sub(_NOT_STORED, text)
        for column, text in enumerate(row)
    ]


def _kind_of_title(sheet: Sheet, layout: Layout) -> str:
    """The employment kind in the title or the name of a sheet, when it names just one."""
    texts = [sheet.name, *(text for row in sheet.rows[: layout.first] for text in row if text)]
    kinds = {
        kind
        for text in texts
        for part in re.findall(
            r"พนักงานจ้าง\S*|ลูกจ้างประจำ|พนักงาน(?!จ้าง)\S*|ข้าราชการ\S*|จ้างเหมา\S*", clean(text)
        )
        if (kind := kind_of(part))
    }
    if len(kinds) > 1:
        kinds.discard(HIRED)  # said more exactly beside it
    return kinds.pop() if len(kinds) == 1 else ""


def _merged_cells(sheet: Sheet) -> set[tuple[int, int]]:
    """Cells below the first of a merge of one column: they have its value."""
    return {
        (row, left)
        for top, left, bottom, right in sheet.merges
        if left == right
        for row in range(top + 1, min(bottom, top + len(sheet.rows)) + 1)
    }


def _sparse_columns(sheet: Sheet, layout: Layout) -> set[str]:
    """Fields that most rows leave empty because the row above says it; in our own template empty means empty."""
    if any(text.startswith(TEMPLATE_MARK) for row in sheet.rows[: layout.first] for text in row):
        return set()
    titles = [layout.columns[name] for name in ("title", "line") if name in layout.columns]
    rows = [row for row in sheet.rows[layout.last + 1 :] if any(c < len(row) and row[c] for c in titles)]
    found = set()
    for name in _CARRIED:
        column = layout.columns.get(name)
        filled = sum(column is not None and column < len(row) and bool(clean(row[column])) for row in rows)
        if 0 < filled * 2 < len(rows):
            found.add(name)
    return found


# One row ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    number: int  # from 0
    cells: list[str]
    layout: Layout

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

    def as_post(self, context: _Context) -> FoundRow:
        """The row with the values that stand above it."""
        cells = list(self.cells)
        for name in _CARRIED:
            column = self.layout.columns.get(name)
            if column is None:
                continue
            cells = _padded(cells, column + 1)
            if clean(cells[column]):
                context.above[name] = cells[column]
            elif name in context.carries or (self.number, column) in context.merged:
                cells[column] = context.above.get(name, "")
        return FoundRow(
            self.number + 1, cells, unit=context.unit, unit_code=context.unit_code, kind=context.kind
        )


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *([""] * (width - len(cells)))]


# Rows that are no posts -------------------------------------------------------------------------


def _dropped(row: _Row, context: _Context) -> DroppedRow | None:
    """Why a row is no post; None for one that is. Sections and groups are remembered in ``context``."""
    for rule in (_repeated_heading, _counting, _signature, _total, _section, _leftover):
        if (found := rule(row, context)) is not None:
            return found
    return None


def _repeated_heading(row: _Row, context: _Context) -> DroppedRow | None:
    """The heading again, as on every printed page."""
    headings = row.layout.headings
    same = sum(
        heading_key(row.cell(name)) != "" and heading_key(row.cell(name)) in heading_key(headings[column])
        for name, column in row.layout.columns.items()
        if column < len(headings) and not re.fullmatch(r"[0-9]+", row.cell(name))
    )
    return row.dropped(_("หัวตารางซ้ำ")) if same >= 2 else None


def _counting(row: _Row, context: _Context) -> DroppedRow | None:
    """(1) (2) (3) under the heading."""
    return row.dropped(_("เลขลำดับคอลัมน์")) if counts_columns(row.cells) else None


def counts_columns(row: list[str]) -> bool:
    """True for a row that only numbers the columns."""
    cells = [clean(cell) for cell in row if clean(cell)]
    return len(cells) >= 3 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)


def _signature(row: _Row, context: _Context) -> DroppedRow | None:
    """Who signed, and everything below it that is no post."""
    has_number = bool(decode(row.cell("number")))
    if not row.has_post() and not has_number and any(_SIGNATURE.search(text) for text in row.texts):
        context.is_signed = True
    if context.is_signed and not has_number and not (row.has_post() and clean(row.cell("order"))):
        return row.dropped(_("ลายมือชื่อท้ายบัญชี"))
    return None


def _total(row: _Row, context: _Context) -> DroppedRow | None:
    texts = row.texts
    if not texts or decode(row.cell("number")):
        return None
    if any(_TOTAL.search(text) for text in texts[:2]):
        return row.dropped(_("แถวรวม"))
    if _FOOTNOTE.search(texts[0]) and not row.has_post():
        return row.dropped(_("หมายเหตุท้ายบัญชี"))
    return None


def _section(row: _Row, context: _Context) -> DroppedRow | None:
    """One text alone in its row, or beside counts: a department, a group, or a section of a department."""
    texts = row.texts
    if not texts or row.has_post() or len(texts) > 2 or (row.title and row.title != texts[0]):
        return None
    text = texts[0]
    kind = kind_of(text) or next(
        (kind_of(part) for part in re.split(r"[()/]|\s-\s", text) if kind_of(part)), ""
    )
    unit = department_named(text)
    if unit is not None:
        context.enter_unit(unit.name, unit.code, kind)
        return row.dropped(_("หัวข้อส่วนราชการ: {name}").format(name=unit.name))
    if not kind and key(text) == "ทั่วไป" and context.kind.startswith(HIRED):
        kind = EmploymentKind.HIRED_GENERAL
    if kind:
        context.enter_kind(kind)
        return row.dropped(_("หัวข้อประเภทการจ้าง"))
    if is_institution(text):
        if not re.search("ศึกษา|สาธารณสุข|สวัสดิการ|คลัง", context.unit):
            context.unit = context.unit_code = ""
        return row.dropped(_("หัวข้อสถานศึกษาหรือหน่วยบริการ"))
    if is_below_department(text) and not re.search("พนักงาน|คนงาน", text):
        return row.dropped(_("หัวข้อฝ่ายหรืองาน"))
    return None


def _leftover(row: _Row, context: _Context) -> DroppedRow | None:
    """Neither a post nor anything known: listed for the person to look at."""
    if row.has_post() or (row.title and len(row.texts) >= 1 and _may_be_title(row.title)):
        return None
    if clean(row.cell("number")) or row.name:
        return None  # a post without a title: an error that is shown, not a row that vanishes
    return row.dropped(_("ไม่รู้จักแถวนี้"), is_known=False)


def _may_be_title(text: str) -> bool:
    return len(text) <= 120 and not SENSITIVE.fullmatch(heading_key(text))


def unknown_rows(reading: Reading) -> Iterator[DroppedRow]:
    """Rows that nobody recognised."""
    return (row for row in reading.dropped if not row.is_known)
