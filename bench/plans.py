"""Synthetic plans of any length, made of our own edition texts and of tables as plans have them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count, cycle, islice
from pathlib import Path

from documents.paper import Column, Cover, Draft, GroupRow, HeaderCell, Paper, Part, Preface, Table, TextBlock
from documents.text import PLACEHOLDER
from thai.digits import to_thai

TEXTS = Path(__file__).resolve().parent.parent / "plans" / "editions" / "2567" / "texts"
VALUES = {
    "first": "๒๕๖๗", "middle": "๒๕๖๘", "last": "๒๕๖๙", "before": "๒๕๖๖", "next_first": "๒๕๗๐", "next_last": "๒๕๗๒",
}  # fmt: skip
NAME = "องค์การบริหารส่วนตำบลตัวอย่าง"
PROJECTS = (
    "โครงการปฐมนิเทศบุคลากรบรรจุใหม่",
    "โครงการฝึกอบรมการจัดทำเอกสารราชการและงานสารบรรณอิเล็กทรอนิกส์",
    "หลักสูตรนักทรัพยากรบุคคลท้องถิ่น",
    "โครงการอบรมเชิงปฏิบัติการทักษะด้านดิจิทัลเพื่อเพิ่มประสิทธิภาพการปฏิบัติงาน สำหรับพนักงานส่วนตำบลและพนักงานจ้าง",
    "โครงการส่งเสริมคุณธรรมและจริยธรรมของบุคลากร",
)
POSITIONS = (
    "นักทรัพยากรบุคคล",
    "นักวิชาการเงินและบัญชี",
    "นายช่างโยธา",
    "นักวิเคราะห์นโยบายและแผน",
    "ครู",
    "เจ้าพนักงานธุรการ",
)
#: Parts of text (8 pages each) and divisions (13 pages each) of a plan of that many pages.
LENGTHS = {25: (3, 0), 55: (3, 2), 150: (4, 10), 640: (4, 51)}


def plan(pages: int, edit: int = 0) -> Paper:
    """A plan of about that many pages; another ``edit`` changes one paragraph of it."""
    texts, (text_parts, divisions) = _texts(), LENGTHS[pages]
    parts = [
        Part(text[0][:60], [TextBlock("\n\n".join(text))], f"ส่วนที่ {to_thai(number)}")
        for number, text in enumerate(_in(texts, 4), start=1)
    ][:text_parts]
    changed = f"แก้ไขครั้งที่ {to_thai(edit)} กำหนดให้บุคลากรทุกคนได้รับการพัฒนาอย่างน้อยปีละหนึ่งครั้ง"
    parts[1] = Part(parts[1].heading, [TextBlock(changed), *parts[1].children], parts[1].number)
    numbers, pool = count(1), cycle(texts)
    annexes = [_division(number, numbers, pool) for number in range(1, divisions + 1)]
    return Paper(
        title=f"แผนพัฒนาบุคลากร ๓ ปี {NAME}",
        mark=Draft(date(2023, 5, 1)),
        cover=Cover(["แผนพัฒนาบุคลากร ๓ ปี"], [NAME], "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙"),
        preface=Preface(texts[0], [NAME]),
        contents=True,
        body=[*parts, *annexes],
        author=NAME,
        watermark="ตัวอย่าง",
    )


def _texts() -> list[str]:
    """Every text of the edition, its placeholders filled."""
    return [
        PLACEHOLDER.sub(lambda found: VALUES.get(found[1], NAME), path.read_text("utf-8").strip())
        for path in sorted(TEXTS.glob("*.txt"))
    ]


def _in(texts: list[str], number: int) -> Iterator[list[str]]:
    size = -(-len(texts) // number)
    for first in range(0, len(texts), size):
        yield texts[first : first + size]


def _division(number: int, numbers: Iterator[int], texts: Iterator[str]) -> Part:
    """What one division has: its text, its people, its projects with money and indicators."""
    name = f"กองที่ {to_thai(number)}"
    return Part(
        f"แผนของ{name}",
        [
            TextBlock(next(texts)),
            _people(name, next(numbers)),
            Part("โครงการ", [_projects(name, next(numbers))], opening=False, landscape=True),
            Part("ตัวชี้วัด", [_indicators(name, next(numbers))], opening=False),
        ],
        f"ภาคผนวก {to_thai(number)}",
    )


def _people(name: str, number: int) -> Table:
    return Table(
        caption=f"ตารางที่ {to_thai(number)} บุคลากรของ{name}",
        columns=[
            Column("ที่", 8, "center"),
            Column("ตำแหน่ง", 40),
            Column("ระดับ", 22),
            Column("เลขที่ตำแหน่ง", 30, keep=True),
        ],
        rows=[
            [to_thai(place), post, "ปฏิบัติการ/ชำนาญการ", to_thai(f"71-3-{number:02}-{place:04}-001")]
            for place, post in enumerate(islice(cycle(POSITIONS), 40), start=1)
        ],
    )


def _projects(name: str, number: int) -> Table:
    years = [HeaderCell(to_thai(year)) for year in (2567, 2568, 2569)]
    heads = [HeaderCell(text, rows=2) for text in ("ที่", "โครงการ", "วัตถุประสงค์", "กลุ่มเป้าหมาย", "วิธีการพัฒนา")]
    return Table(
        caption=f"ตารางที่ {to_thai(number)} โครงการของ{name}",
        columns=[
            Column("ที่", 5, "center"),
            Column("โครงการ", 22),
            Column("วัตถุประสงค์", 20),
            Column("กลุ่มเป้าหมาย", 12),
            Column("วิธีการพัฒนา", 11),
            *(Column("ปี", 10, "right", keep=True) for _year in years),
        ],
        header_rows=[[*heads, HeaderCell("งบประมาณ (บาท)", columns=3)], years],
        rows=[
            GroupRow("หลักสูตรความรู้และทักษะเฉพาะของงานในแต่ละตำแหน่ง"),
            *(
                [to_thai(place), project, "ให้ปฏิบัติงานได้ถูกต้องตามระเบียบและใช้เทคโนโลยีดิจิทัลได้ด้วยตนเอง", "พนักงานส่วนตำบล ๒๐ คน",
                 "ฝึกอบรมและศึกษาดูงาน", "๒๐,๐๐๐.๐๐", "๑๕๐,๐๐๐.๐๐", "-"]
                for place, project in enumerate(islice(cycle(PROJECTS), 40), start=1)
            ),
        ],
        totals_row=["", "รวมทั้งสิ้น", "", "", "", "๘๐๐,๐๐๐.๐๐", "๖,๐๐๐,๐๐๐.๐๐", "-"],
        landscape=True,
    )  # fmt: skip


def _indicators(name: str, number: int) -> Table:
    return Table(
        caption=f"ตารางที่ {to_thai(number)} ตัวชี้วัดของ{name}",
        columns=[
            Column("ที่", 8, "center"),
            Column("โครงการ", 40),
            Column("ตัวชี้วัด", 32),
            Column("ค่าเป้าหมาย", 20),
        ],
        rows=[
            [to_thai(place), project, "ร้อยละของผู้เข้ารับการพัฒนาที่ผ่านเกณฑ์การประเมิน", "ไม่น้อยกว่าร้อยละ ๘๐"]
            for place, project in enumerate(islice(cycle(PROJECTS), 40), start=1)
        ],
    )
