"""The table of an amendment: what stood there, what stands there now, and why (official papers T10, section 19)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation

from documents.footnotes import in_line
from documents.paper import Column, Node, Table, TextBlock
from documents.text import fill
from plans.amendment.differences import Amendment, Difference, amendment_of
from plans.comparison import Change, FieldChange
from plans.facts import PlanFacts
from plans.papers.book import Annex
from plans.text_changes import Piece
from thai.digits import to_thai_running

HEADING = "ตารางเปรียบเทียบการปรับปรุงแผนพัฒนาบุคลากร ๓ ปี ครั้งที่ {number}"
INTRODUCTION = (
    "{lao}ปรับปรุงแผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. {first} - {last} ครั้งที่ {number} ตามแผนแม่บทการพัฒนาบุคลากร ๓ ปี "
    "ข้อ ๑๙ ข้อความที่ไม่ปรากฏในตารางนี้คงเดิม\n\nเหตุผลความจำเป็น: {reason}"
)
COLUMNS = (
    Column("ข้อ/หน้า", 19),
    Column("ข้อความเดิม", 30),
    Column("ข้อความที่ขอปรับปรุง", 30),
    Column("เหตุผลความจำเป็น", 21),
)
NOTHING, NEW, GONE = "-", "เพิ่มใหม่", "ตัดออก"
SAME_REASON = "เหตุผลความจำเป็นตามที่ระบุข้างต้น"
NO_CHANGE = "ยังไม่มีรายการที่ปรับปรุง"


def changes_annex(facts: PlanFacts) -> list[Annex]:
    """The table as an annex of the amendment's own book, on landscape pages; nothing for an original."""
    amendment = amendment_of(facts.revision, facts)
    if amendment is None:
        return []
    words = _words(facts)
    children: list[Node] = [TextBlock(fill(INTRODUCTION, words)), changes_table(amendment)]
    return [Annex(fill(HEADING, words), children, landscape=True)]


def changes_table(amendment: Amendment) -> Table:
    """Every change in the order of the book, in Thai whatever the language of the screen."""
    with translation.override("th"):
        rows = [_row(amendment, found) for found in amendment.differences]
    return Table(columns=COLUMNS, rows=rows, landscape=True, empty_text=NO_CHANGE)


def _words(facts: PlanFacts) -> dict[str, str]:
    return {
        **facts.placeholders,
        "number": to_thai_running(facts.revision.number),
        "reason": facts.revision.reason,
    }


def _row(amendment: Amendment, found: Difference) -> list[str]:
    place = f"{found.clause}\n{found.title}" if found.title else found.clause
    old, new = _texts(found) if found.is_text else _values(found)
    if found.change == Change.ADDED:
        old, new = NOTHING, f"{NEW}\n{new}".strip()
    if found.change == Change.REMOVED:
        new = GONE
    return [place, old or NOTHING, new or NOTHING, found.reason or SAME_REASON]


def _texts(found: Difference) -> tuple[str, str]:
    """Only paragraphs that changed."""
    pairs = found.changed_pairs
    return _lines(_plain(pair.before) for pair in pairs), _lines(_plain(pair.after) for pair in pairs)


def _values(found: Difference) -> tuple[str, str]:
    """Only values that changed; of a new or removed row all that are filled."""
    return _side(found.fields, new=False), _side(found.fields, new=True)


def _side(fields: Sequence[FieldChange], *, new: bool) -> str:
    sides = ((field.label, _plain(field.pair.after if new else field.pair.before)) for field in fields)
    return _lines(f"{label}: {text or NOTHING}" for label, text in sides)


def _plain(pieces: Iterable[Piece]) -> str:
    """A side of the table; a cell has no foot of its own for the footnotes of a text."""
    return in_line("".join(piece.text for piece in pieces))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
