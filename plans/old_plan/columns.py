"""What the columns of a table hold, by the words over them; merged header rows count for all that they cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.models import OldPlanPart
from thai.digits import to_arabic

Kind = OldPlanPart.Kind
MOST_HEADER_ROWS = 4
YEAR = re.compile(r"(?<!\d)(2[45]\d\d)(?!\d)")
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            ("ม.ค", "มกราคม"),
            ("ก.พ", "กุมภาพันธ์"),
            ("มี.ค", "มีนาคม"),
            ("เม.ย", "เมษายน"),
            ("พ.ค", "พฤษภาคม"),
            ("มิ.ย", "มิถุนายน"),
            ("ก.ค", "กรกฎาคม"),
            ("ส.ค", "สิงหาคม"),
            ("ก.ย", "กันยายน"),
            ("ต.ค", "ตุลาคม"),
            ("พ.ย", "พฤศจิกายน"),
            ("ธ.ค", "ธันวาคม"),
        ),
        start=1,
    )
    for name in names
}
#: The first that fits names the column; labels are without spaces and in Arabic digits.
FIELDS = (
    ("order", re.compile(r"^(?:ที่|ลำดับ|ลำดับที่|no\.?|#)$", re.IGNORECASE)),
    ("total", re.compile(r"^รวม")),
    ("money_source", re.compile(r"(?:ที่มา|แหล่ง)(?:ของ)?(?:งบ|เงิน)")),
    ("indicator_target", re.compile(r"ค่าเป้าหมาย")),
    ("indicator", re.compile(r"ตัวชี้วัด|สิ่งที่ติดตาม|kpi", re.IGNORECASE)),
    ("objective", re.compile(r"วัตถุประสงค์")),
    ("unit", re.compile(r"(?:หน่วยงาน|ส่วนราชการ|กอง).*รับผิดชอบ|^ผู้รับผิดชอบ|^ส่วนราชการ$|^หน่วยงาน$")),
    ("responsible", re.compile(r"ผู้ติดตาม|ผู้ประเมิน|ผู้วัด")),
    ("method", re.compile(r"วิธี|รูปแบบ|เครื่องมือ")),
    ("when", re.compile(r"ระยะเวลา|ช่วงเวลา|กำหนดการ|ห้วงเวลา|เมื่อใด")),
    ("baht", re.compile(r"(?<!ปี)งบประมาณ|บาท|ค่าใช้จ่าย")),
    ("headcount", re.compile(r"จำนวนบุคลากร|จำนวนทั้งหมด|ที่มีอยู่|คนครอง")),
    ("people", re.compile(r"จำนวนคน|จำนวน.*คน|^คน$|\(คน\)|เป้าหมาย.*คน|^เป้าหมาย|^จำนวน$|ผู้เข้ารับ")),
    ("group", re.compile(r"^กลุ่ม|กลุ่มบุคลากร|กลุ่มเป้าหมาย|ประเภทบุคลากร")),
    ("name", re.compile(r"โครงการ|หลักสูตร|กิจกรรม")),
)
MEASURED = ("total", "baht", "headcount", "people")
HEADER_WORD = re.compile(r"^(?:คน|บาท|จำนวน|งบประมาณ|เป้าหมาย|ปี|หมายเหตุ|รวม|ปีงบประมาณ)")


@dataclass(frozen=True)
class Column:
    """One column: its field, the fiscal year (B.E.) or the month that its header names."""

    label: str
    field: str
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True)
class Columns:
    """The columns of a table, and how many rows its header has."""

    kind: str
    header_rows: int
    columns: tuple[Column, ...]
    unread: tuple[str, ...] = field(default=())  #: labels of columns that no field fits

    def first(self, name: str) -> int | None:
        """Index of the first column of a field."""
        return next((index for index, each in enumerate(self.columns) if each.field == name), None)


def columns_of(grid: Sequence[Sequence[str]]) -> Columns | None:
    """What a table holds by its header; None where it is no table of projects, targets or monitoring."""
    if not grid or not grid[0]:
        return None
    height = _header_height(grid)
    labels = [_labels(grid[:height], index) for index in range(len(grid[0]))]
    columns = tuple(_column(each) for each in labels)
    kind = _kind(columns)
    if not kind:
        return None
    unread = tuple(each.label for each in columns if not each.field and each.label)
    return Columns(kind, height, columns, unread)


def _labels(header: Sequence[Sequence[str]], index: int) -> list[str]:
    """Words over a column from the top, a merged cell once."""
    return list(dict.fromkeys(_plain(row[index]) for row in header if row[index].strip()))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", to_arabic(text))


def _header_height(grid: Sequence[Sequence[str]]) -> int:
    """Rows of the header: the first, and those below it that hold nothing but words of headers."""
    height = 1
    for above, row in zip(grid, grid[1:MOST_HEADER_ROWS], strict=False):
        texts = [_plain(text) for text, over in zip(row, above, strict=True) if text.strip() and text != over]
        if not texts or not all(_is_header_word(text) for text in texts):
            break
        height += 1
    return height


def _is_header_word(text: str) -> bool:
    if _month(text) or (YEAR.search(text) and len(text) < 30) or HEADER_WORD.match(text):
        return len(text) < 40
    return len(text) < 25 and any(pattern.search(text) for name, pattern in FIELDS if name != "name")


def _month(text: str) -> int | None:
    return MONTHS.get(text.rstrip("."))


def _column(labels: Sequence[str]) -> Column:
    label = " ".join(labels)
    month = next((found for each in reversed(labels) if (found := _month(each))), None)
    if month:
        return Column(label, "month", month=month)
    years = [int(found) for each in labels for found in YEAR.findall(each)]
    year = years[-1] if len(set(years)) == 1 or (years and YEAR.fullmatch(labels[-1])) else None
    return Column(label, _field(labels, bool(years)), year)


def _field(labels: Sequence[str], has_year: bool) -> str:
    """The field by the deepest words that say one; over a year only what is counted or paid can stand."""
    for label in reversed(labels):
        for name, pattern in FIELDS:
            if pattern.search(label) and (not has_year or name in MEASURED):
                return name
    return "amount" if has_year else ""


def _kind(columns: Sequence[Column]) -> str:
    fields = {each.field for each in columns}
    if "name" in fields and fields & {
        *("baht", "people", "amount", "month", "objective", "unit", "method", "when"),
    }:
        return Kind.PROJECT
    if "indicator" in fields and "baht" not in fields and fields & {"method", "responsible", "when", "unit"}:
        return Kind.MONITORING
    if "group" in fields and fields & {"people", "headcount", "amount"}:
        return Kind.TARGET
    return ""
