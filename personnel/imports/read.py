"""The rows of a list below its heading: posts on one side; sections, totals, footnotes and signatures on the other.

A section row ("กองคลัง (04)") sets the department of the rows below it, a group row ("พนักงานจ้างตามภารกิจ") their
employment kind. Every row that is no post is listed with the reason, so that nothing is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents.spreadsheets.sheets import Sheet
from personnel.imports.fields import TEMPLATE_MARK
from personnel.imports.found import CARRIED, Context, DroppedRow, Merged, Reading, Row
from personnel.imports.headings import Layout, heading_below
from personnel.imports.normalise import HIRED, clean, key, kind_of
from personnel.imports.not_posts import why_no_post
from personnel.imports.units import DEPARTMENT_SHORT, department_named

_CITIZEN_NUMBER = re.compile(r"(?<!\d)\d[- –]?\d{4}[- –]?\d{5}[- –]?\d{2}[- –]?\d(?!\d)")
_NOT_STORED = "***"
_OF_UNIT = re.compile(r"^(ส่วนราชการ|สังกัด|หน่วยงาน)\s*[:\-]?\s*(?=สำนัก|กอง|หน่วย|ส่วน)")


def read_rows(sheet: Sheet, layout: Layout) -> Reading:
    """Everything below the heading, in the order of the sheet."""
    reading = Reading()
    first_kind = _kind_of_title(sheet, layout)
    context = Context(first_kind=first_kind, kind=first_kind, rows_since_kind=1)
    context.unit = _unit_of_title(sheet, layout)
    context.merged, context.carries = _merged_cells(sheet), _sparse_columns(sheet, layout)
    for number, table in _below(sheet, layout, reading, context):
        cells = _without_sensitive(sheet.rows[number], table)
        if not any(clean(cell) for cell in cells):
            continue
        found = Row(number, cells, table, table is layout)
        if reading.rows and found.is_rest_of_a_post(context.merged):
            reading.rows[-1] = found.joined_to(reading.rows[-1])
            continue
        dropped = why_no_post(found, context)
        if dropped:
            reading.dropped.append(dropped)
        elif reading.rows and found.continues(reading.rows[-1]):
            reading.rows[-1] = found.joined_to(reading.rows[-1])
        else:
            reading.rows.append(found.as_post(context))
            context.rows_since_kind += 1
    return reading


def _below(sheet: Sheet, layout: Layout, reading: Reading, context: Context) -> Iterator[tuple[int, Layout]]:
    """The rows below the heading with the layout that holds for each; headings among them are listed and left out."""
    number, table = layout.last + 1, layout
    while number < len(sheet.rows):
        below = heading_below(sheet, number)
        if below is None:
            yield number, table
            number += 1
            continue
        is_same = below.headings == layout.headings or below.columns == layout.columns
        table = layout if is_same else below
        reason = _("หัวตารางซ้ำ") if is_same else _("หัวตารางของตารางถัดไป")
        text = " | ".join(filter(None, below.headings))[:300]
        reading.dropped.append(DroppedRow(number + 1, text, reason))
        context.is_signed = context.is_note = False
        context.carries = _sparse_columns(sheet, table)
        number = below.last + 1


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


def _unit_of_title(sheet: Sheet, layout: Layout) -> str:
    """The department that the sheet is named for, or that stands alone in a row above the heading."""
    named = department_named(sheet.name) or department_named(DEPARTMENT_SHORT.get(key(sheet.name), ""))
    if named is not None:
        return named.name
    above = [set(filter(None, map(clean, row))) for row in sheet.rows[: layout.first]]
    alone = [_OF_UNIT.sub("", text) for texts in above if len(texts) == 1 for text in texts]
    found = {unit.name for text in alone if (unit := department_named(text)) is not None}
    return found.pop() if len(found) == 1 else ""


def _merged_cells(sheet: Sheet) -> Merged:
    """Cells below the first of a merge of one column: they have its value."""
    last = len(sheet.rows) - 1
    return {
        (row, left): sheet.rows[top][left]
        for top, left, bottom, right in sheet.merges
        if left == right and top <= last and left < len(sheet.rows[top])
        for row in range(top + 1, min(bottom, last) + 1)
    }


def _sparse_columns(sheet: Sheet, layout: Layout) -> set[str]:
    """Fields that most rows leave empty because the row above says it; in our own template empty means empty."""
    if any(text.startswith(TEMPLATE_MARK) for row in sheet.rows[: layout.first] for text in row):
        return set()
    titles = [layout.columns[name] for name in ("title", "line") if name in layout.columns]
    rows = [row for row in sheet.rows[layout.last + 1 :] if any(c < len(row) and row[c] for c in titles)]
    found = set()
    for name in CARRIED:
        column = layout.columns.get(name)
        filled = sum(column is not None and column < len(row) and bool(clean(row[column])) for row in rows)
        if 0 < filled * 2 < len(rows):
            found.add(name)
    return found
