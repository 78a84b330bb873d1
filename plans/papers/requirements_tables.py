"""What posts require, in the book: levels expected at each level of position, and the items of each line.

Core and executive competencies and digital abilities are the same for all who need them: their number and level are
said, their names stand in the text before. Items that set a line apart are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.paper import Column, HeaderCell, Node, Table
from personnel.requirements import Part
from plans.facts import PlanFacts
from plans.line_requirements import ItemLevel, LineRow, PlaceRow
from thai.digits import to_thai

NOTHING = "-"
NOT_CHOSEN = "ยังไม่ได้เลือกสมรรถนะประจำสายงาน"
#: Parts of which the number is said, with the word that counts them.
SUMMED = {
    Part.CORE: "สมรรถนะหลัก {count} สมรรถนะ",
    Part.EXECUTIVE: "สมรรถนะประจำผู้บริหาร {count} สมรรถนะ",
    Part.DIGITAL: "ความสามารถด้านดิจิทัล {count} กลุ่ม",
}
KINDS = ("สมรรถนะ", "ความรู้", "ทักษะ", "ดิจิทัล")


def requirements_tables(facts: PlanFacts) -> list[Node]:
    """Both tables, or none without a staff list of the plan's years."""
    required = facts.requirements
    if not required:
        return []
    lines = [_lines_table(required.lines)] if required.lines else []
    return [_places_table(required.places), *lines]


def _places_table(places: Sequence[PlaceRow]) -> Table:
    tall = ["ประเภทและระดับตำแหน่ง", "กรอบ (อัตรา)"]
    return Table(
        caption="ระดับที่คาดหวังตามประเภทและระดับตำแหน่ง",
        columns=[
            Column(tall[0], 44),
            Column(tall[1], 12, "right", keep=True),
            *(Column(kind, 11, "center", keep=True) for kind in KINDS),
        ],
        header_rows=[
            [
                HeaderCell(tall[0], rows=2),
                HeaderCell("กรอบ\n(อัตรา)", rows=2),
                HeaderCell("ระดับที่คาดหวัง", columns=4),
            ],
            [HeaderCell(kind) for kind in KINDS],
        ],
        rows=[[row.name, to_thai(f"{row.posts:,}"), *map(to_thai, row.levels)] for row in places],
        totals_row=["รวม", to_thai(f"{sum(row.posts for row in places):,}"), "", "", "", ""],
        note="ระดับ ๑ คือต่ำสุด ระดับ ๕ คือสูงสุด ตามเกณฑ์ที่องค์กรปกครองส่วนท้องถิ่นกำหนด",
    )


def _lines_table(lines: Sequence[LineRow]) -> Table:
    return Table(
        caption="สมรรถนะ ความรู้ และทักษะที่แต่ละสายงานต้องมี และระดับที่คาดหวัง",
        columns=[
            Column("ที่", 7, "center"),
            Column("สายงาน", 23),
            Column("สมรรถนะและความสามารถด้านดิจิทัล", 43),
            Column("ความรู้และทักษะ", 27),
        ],
        rows=[_line_row(number, row) for number, row in enumerate(lines, start=1)],
        note="ตัวเลขในวงเล็บคือระดับที่คาดหวัง สายงานที่มีหลายระดับตำแหน่งแสดงระดับต่ำสุดถึงระดับสูงสุด",
    )


def _line_row(number: int, row: LineRow) -> list[str]:
    competencies = [
        *_summed(row, Part.CORE),
        *_summed(row, Part.EXECUTIVE),
        *_named(row.parts.get(Part.LINE, ())),
        *([NOT_CHOSEN] if row.lacks else []),
        *_summed(row, Part.DIGITAL),
    ]
    others = _named([*row.parts.get(Part.KNOWLEDGE, ()), *row.parts.get(Part.SKILL, ())])
    return [
        to_thai(number),
        to_thai(f"{row.name}\n{row.kind} {row.posts:,} อัตรา"),
        "\n".join(f"- {text}" for text in competencies),
        "\n".join(f"- {text}" for text in others) or NOTHING,
    ]


def _summed(row: LineRow, part: Part) -> list[str]:
    """How many items a part has, at which levels."""
    items = row.parts.get(part, ())
    if not items:
        return []
    lowest, highest = min(item.lowest for item in items), max(item.highest for item in items)
    words = SUMMED[part].format(count=len(items))
    return [to_thai(f"{words}{_range(lowest, highest)}")]


def _named(items: Iterable[ItemLevel]) -> list[str]:
    return [to_thai(f"{item.name}{_range(item.lowest, item.highest)}") for item in items]


def _range(lowest: int, highest: int) -> str:
    """The level in brackets, which never stands alone on a line."""
    return f"\u00a0({lowest})" if lowest == highest else f"\u00a0({lowest}\u00a0-\u00a0{highest})"
