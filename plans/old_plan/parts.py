"""Take an old plan apart: texts by heading, rows of tables, and what nobody could place.

Nothing is changed on the way. A part is certain only where nobody need look at it before it is used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from documents.text import MARKER
from plans.models import OldPlanPart, OutlineSection
from plans.models.content import SECTION_LIMIT
from plans.old_plan.blocks import Block, Paragraph, Table
from plans.old_plan.columns import Columns, columns_of
from plans.old_plan.headings import CONTENTS_ENTRY, Found, find_headings, is_contents_title, is_number_alone
from plans.old_plan.rows import Row, merged, rows_of
from plans.rollover.years import OF_LAW, OF_LETTER, YEAR, year_places
from thai.digits import to_arabic
from thai.fiscal import CYCLE_LENGTH, FIRST_ALIGNED_YEAR, Cycle
from thai.text import normalise

Kind = OldPlanPart.Kind
HEADING_LIMIT = 300
YEARS_BACK = 9  #: how old a year may be and still be one that was forgotten
LEAST_FRONT = 400  #: characters before the first heading that are more than a cover
FISCAL_YEAR = re.compile(r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(2[45]\d\d)")


@dataclass
class Draft:
    """A part before it is stored."""

    kind: str
    heading: str
    original: str
    section_code: str = ""
    is_certain: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Apart:
    """A document taken apart: its parts in order, and what is to be said about the whole."""

    parts: list[Draft]
    report: dict[str, Any]


def take_apart(blocks: Sequence[Block], outline: Sequence[OutlineSection], cycle: Cycle) -> Apart:
    """The parts of a document for a plan of ``cycle`` whose headings are ``outline``."""
    found = find_headings(blocks, outline)
    taker = _Taker(blocks, outline, cycle)
    starts = [each.index for each in found]
    taker.take_front(starts[0] if starts else len(blocks))
    for each, end in zip(found, [*starts, len(blocks)][1:], strict=True):
        taker.take_heading(each, end)
    rows = [_draft_of_row(row) for row in merged(taker.rows)]
    parts = [*taker.texts, *rows]
    return Apart(parts, _report(taker, found, outline, parts))


class _Taker:
    """Walks the document; tables remember the columns of the one before them, which may go on on the next page."""

    def __init__(self, blocks: Sequence[Block], outline: Sequence[OutlineSection], cycle: Cycle) -> None:
        self.blocks = blocks
        self.cycle = cycle
        self.children: dict[int | None, list[OutlineSection]] = {}
        for section in outline:
            self.children.setdefault(section.parent_id, []).append(section)
        self.texts: list[Draft] = []
        self.rows: list[Row] = []
        self.left_out: list[str] = []
        self.tables = 0
        self.columns: Columns | None = None
        self.year: int | None = None  #: named above that table

    # Texts ------------------------------------------------------------------------------------

    def take_front(self, end: int) -> None:
        """What stands before the first heading: a cover and contents, or a text that nobody could place."""
        contents = next((index for index in range(end) if is_contents_title(self.blocks[index])), end)
        text, _unread = self._read(self.blocks[:contents])
        entries = [block for block in self.blocks[contents:end] if not _is_entry(block)]
        rest, _unread = self._read(entries)
        for part in (text, rest):
            if len(part) >= LEAST_FRONT:
                self.texts.append(Draft(Kind.UNKNOWN, _("ก่อนหัวข้อแรก"), part, notes=self._notes(part)))
            elif part:
                self.left_out += [line for line in part.split("\n") if line]

    def take_heading(self, found: Found, end: int) -> None:
        """The text below a heading, for the heading of the plan that holds a text."""
        blocks = list(self.blocks[found.index + 1 : end])
        if blocks and end < len(self.blocks) and is_number_alone(blocks[-1]):
            blocks.pop()  # the number of the next heading
        contents = next((place for place, block in enumerate(blocks) if is_contents_title(block)), None)
        if contents is not None:
            blocks = blocks[:contents] + [block for block in blocks[contents + 1 :] if not _is_entry(block)]
        text, unread = self._read(blocks)
        if not text:
            return
        section, is_sure = self._place(found.outline)
        draft = Draft(
            Kind.TEXT,
            found.printed[:HEADING_LIMIT],
            text,
            section.code if section else "",
            is_certain=found.is_certain and is_sure and not unread and len(text) <= SECTION_LIMIT,
            notes=self._notes(text),
        )
        _explain(draft, found, section, is_sure, unread)
        self.texts.append(draft)

    def _place(self, outline: OutlineSection) -> tuple[OutlineSection | None, bool]:
        """The heading that holds a text of this heading, and whether that is plain."""
        if not outline.heading_only and not outline.typed:
            return outline, True
        below = [
            each for each in self.children.get(outline.pk, ()) if not each.typed and not each.heading_only
        ]
        if not below:
            return None, False
        return below[0], below[0].heading == outline.heading

    def _notes(self, text: str) -> list[str]:
        """Years of another cycle, which stay as they are until somebody changes them."""
        first, last = int(self.cycle.first), int(self.cycle.last)
        known = {
            place.year
            for offset in range(3)
            for place in year_places(text, Cycle(first - 3 * (offset + 1)), 3)
            if place.why_not not in (OF_LAW, OF_LETTER)
        }
        old = sorted(year for year in known if first - YEARS_BACK <= year < first or last < year <= last + 1)
        if not old:
            return []
        years = ", ".join(map(str, old))
        return [_("กล่าวถึงปี {years} ซึ่งไม่ใช่ปีของแผนนี้ ระบบไม่ได้เปลี่ยนให้").format(years=years)]

    # Blocks -----------------------------------------------------------------------------------

    def _read(self, blocks: Iterable[Block]) -> tuple[str, int]:
        """The text of blocks, their rows put aside; the number is that of tables that stay as text."""
        lines: list[str] = []
        unread, above = 0, ""
        for block in blocks:
            if isinstance(block, Paragraph):
                _add(lines, block.text)
                above = block.text or above
            elif not self._take_table(block, above):
                _add(lines, "")
                lines += [*block.text.split("\n"), ""]
                unread += 1
            else:
                above = ""  # what is said above one table is not said of the next
        return normalise("\n".join(lines)).strip("\n"), unread

    def _take_table(self, table: Table, above: str) -> bool:
        """Read a table into rows; False for one of something else."""
        self.tables += 1
        columns = columns_of(table.grid)
        header_rows = None
        if columns is None and self.columns and len(table.grid[0]) == len(self.columns.columns):
            columns, header_rows = self.columns, 0  # goes on from the page before
        if columns is None:
            return False
        if header_rows is None:
            self.columns, self.year = columns, _year_above(above, columns)
        rows = rows_of(table, columns, year=self.year, header_rows=header_rows)
        if header_rows == 0:
            for row in rows:
                row.doubt(_("ตารางส่วนนี้ไม่มีหัวตาราง ใช้หัวตารางก่อนหน้า โปรดตรวจ"))
        self.rows += rows
        return bool(rows)


def _year_above(above: str, columns: Columns) -> int | None:
    """The one fiscal year in the line above a table whose columns name none."""
    years = {int(found) for found in FISCAL_YEAR.findall(re.sub(r"\s+", "", to_arabic(above)))}
    named = any(column.year for column in columns.columns)
    return years.pop() if len(years) == 1 and not named else None


def _add(lines: list[str], text: str) -> None:
    """A paragraph after an empty line; an item of a list directly below."""
    text = " ".join(text.split())
    if text and lines and lines[-1] and not MARKER.match(text):
        lines.append("")
    if text or (lines and lines[-1]):
        lines.append(text)


def _is_entry(block: Block) -> bool:
    """True for a line of the contents."""
    if isinstance(block, Table):
        return len(block.text) < LEAST_FRONT * 10 and all(len(row) <= 3 for row in block.rows)
    return block.is_contents or bool(CONTENTS_ENTRY.search(to_arabic(block.text))) or block.text == "หน้า"


def _explain(draft: Draft, found: Found, section: OutlineSection | None, is_sure: bool, unread: int) -> None:
    """Say why somebody must look at a text."""
    if not found.is_in_order:
        draft.notes.append(_("หัวข้อนี้ไม่อยู่ตามลำดับของแผน โปรดตรวจว่าเป็นหัวข้อใด"))
    elif not found.is_certain:
        draft.notes.append(
            _("ชื่อหัวข้อคล้าย “{heading}” แต่ไม่ตรงกัน โปรดตรวจ").format(heading=found.outline.heading)
        )
    if section is None:
        draft.notes.append(_("หัวข้อนี้ในระบบเป็นตาราง ข้อความจึงยังไม่มีที่ลง เลือกหัวข้ออื่นหรือไม่นำมาใช้"))
    elif not is_sure:
        draft.notes.append(_("ข้อความอยู่ใต้ชื่อส่วน เสนอให้ลงในหัวข้อย่อยแรกของส่วนนั้น"))
    if unread:
        draft.notes.append(_("มีตาราง {n} ตารางที่แยกเป็นแถวไม่ได้ ใส่ไว้เป็นข้อความ").format(n=unread))


def _draft_of_row(row: Row) -> Draft:
    return Draft(
        row.kind,
        row.name[:HEADING_LIMIT],
        row.original,
        is_certain=row.is_certain,
        values=row.values,
        notes=row.notes,
    )


# The whole ------------------------------------------------------------------------------------


def _report(
    taker: _Taker, found: Sequence[Found], outline: Sequence[OutlineSection], parts: Sequence[Draft]
) -> dict[str, Any]:
    codes = {each.outline.code for each in found}
    layout = next((each.outline.layout for each in found if each.outline.heading != "คำนำ"), "")
    wanted = [each for each in outline if each.layout == layout and each.code not in codes]
    return {
        "layout": layout,
        "found": [str(each.outline) for each in found],
        "missing": [str(each) for each in wanted],
        "cycle": _cycle_of(parts),
        "tables": taker.tables,
        "rows": len(taker.rows),
        "left_out": taker.left_out[:100],
    }


def _cycle_of(parts: Sequence[Draft]) -> list[int]:
    """The three years that the document names most often as a range, or the national cycle of its columns' years."""
    ranges: Counter[tuple[int, int]] = Counter()
    for part in parts:
        for match in YEAR.finditer(part.original):
            if match["last"] and len(match["last"]) == 4:
                ranges[int(to_arabic(match["first"])), int(to_arabic(match["last"]))] += 1
    cycles = [(first, last) for (first, last), _n in ranges.most_common() if last - first == 2]
    if cycles:
        return list(cycles[0])
    years = {int(year) for part in parts for name in ("people", "baht") for year in part.values.get(name, {})}
    firsts = {year - (year - FIRST_ALIGNED_YEAR) % CYCLE_LENGTH for year in years}
    return [first, first + CYCLE_LENGTH - 1] if len(firsts) == 1 and (first := firsts.pop()) else []
