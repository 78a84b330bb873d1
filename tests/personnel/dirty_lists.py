"""Staff lists as offices keep them: right in substance, written by many hands over many years.

What is in a list is written down in ``DEPARTMENTS`` tables by hand; how it is written turns through the ways seen in
real lists, each in its place. Nothing here calls the importer.
"""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import Workbook

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True)
class Line:
    """Posts of one line: its code, the words for post and level, how many, how many of them vacant."""

    code: str
    ways: tuple[str, ...]
    type: str
    levels: tuple[str, ...]
    posts: int
    vacant: int = 0


@dataclass(frozen=True)
class Group:
    """Posts of one kind that have no numbers."""

    heading: str
    ways: tuple[str, ...]
    posts: int
    vacant: int = 0


@dataclass(frozen=True)
class Department:
    """A department with its civil posts and the groups below them."""

    heading: str
    code: str
    lines: tuple[Line, ...]
    groups: tuple[Group, ...] = ()


GENERAL = "ทั่วไป"
ACADEMIC = "วิชาการ"
DIRECTING = "อำนวยการ"
PK = ("ปก.", "ปฏิบัติการ", "ชก.", "ชำนาญการ", "ระดับชำนาญการ", "ชพ.")
PG = ("ปง.", "ปฏิบัติงาน", "ชง", "ชำนาญงาน", "อส.", "ระดับชำนาญงาน")
TASK, GENERAL_HIRED = "พนักงานจ้างตามภารกิจ", "พนักงานจ้างทั่วไป"

CLERK = ("เจ้าพนักงานธุรการ", "จพง.ธุรการ", "จพง. ธุรการ", "เจ้าพนักงานธุรการ  {level}")
FINANCE = ("นักวิชาการเงินและบัญชี", "นวก.เงินและบัญชี", "นักวิชาการเงินและบัญชี{level}")
PLANNER = ("นักวิเคราะห์นโยบายและแผน", "นักวิเคราะห์ฯ", "นักวิเคราะห์นโยบายและแผน {level}")
BUILDER = ("นายช่างโยธา", "นายช่างโยธา{level}", "นายช่างโยธา ({level})")
GUARD = ("เจ้าพนักงานป้องกันและบรรเทาสาธารณภัย", "จพง.ป้องกันฯ", "จพง.ป้องกันฯ {level}")

#: 380 posts of a provincial organisation: 172 civil, 28 permanent, 100 task-hired, 80 generally hired; 47 vacant.
PROVINCIAL = (
    Department(
        "",
        "00",
        (
            Line(
                "1101",
                ("ปลัด อบจ. (นักบริหารงานท้องถิ่น ระดับสูง)", "รองปลัด อบจ. (นักบริหารงานท้องถิ่น ระดับกลาง)"),
                "บริหารท้องถิ่น",
                ("สูง", "กลาง"),
                3,
                1,
            ),
        ),
    ),
    Department(
        "สำนักปลัดองค์การบริหารส่วนจังหวัด (01)",
        "01",
        (
            Line(
                "2101",
                ("หัวหน้าสำนักปลัด (นักบริหารงานทั่วไป ระดับกลาง)", "หัวหน้าฝ่ายบริหารงานทั่วไป (นักบริหารงานทั่วไป ระดับต้น)"),
                DIRECTING,
                ("กลาง", "ต้น"),
                4,
                1,
            ),
            Line("3102", ("นักทรัพยากรบุคคล", "นักทรัพยากรบุคคล{level}"), ACADEMIC, PK, 10, 1),
            Line("3105", ("นิติกร", "นิติกร {level}"), ACADEMIC, PK, 6, 1),
            Line("4101", CLERK, GENERAL, PG, 20, 3),
            Line("4805", GUARD, GENERAL, PG, 10, 2),
        ),
        (
            Group("ลูกจ้างประจำ", ("พนักงานขับรถยนต์", "เจ้าหน้าที่ธุรการ"), 8),
            Group(TASK, ("ผช.จพง.ธุรการ", "ผู้ช่วยเจ้าพนักงานธุรการ", "ผู้ช่วย นักทรัพยากรบุคคล"), 30, 4),
            Group(GENERAL_HIRED, ("คนงาน", "ยาม", "นักการภารโรง"), 22, 2),
        ),
    ),
    Department(
        "กองคลัง (04)",
        "04",
        (
            Line(
                "2102",
                ("ผอ.กองคลัง (นบห.งานการคลัง ระดับกลาง)", "หัวหน้าฝ่ายการเงิน (นักบริหารงานการคลัง ระดับต้น)"),
                "อำนวยการท้องถิ่น",
                ("กลาง", "ต้น"),
                4,
            ),
            Line("3201", FINANCE, ACADEMIC, PK, 12, 2),
            Line("4201", ("เจ้าพนักงานการเงินและบัญชี", "จพง.การเงินและบัญชี"), GENERAL, PG, 14, 2),
            Line("4203", ("เจ้าพนักงานพัสดุ", "จพง.พัสดุ{level}"), GENERAL, PG, 10, 1),
        ),
        (
            Group("ลูกจ้างประจำ", ("เจ้าหน้าที่การเงินและบัญชี",), 5),
            Group(TASK, ("ผช.จพง.การเงินและบัญชี", "ผู้ช่วยเจ้าพนักงานพัสดุ"), 25, 3),
            Group(GENERAL_HIRED, ("คนงาน",), 13, 1),
        ),
    ),
    Department(
        "กองช่าง (05)",
        "05",
        (
            Line(
                "2103",
                ("ผู้อำนวยการกองช่าง (นักบริหารงานช่าง ระดับกลาง)", "หน.ฝ่ายก่อสร้าง (นักบริหารงานช่าง ระดับต้น)"),
                DIRECTING,
                ("กลาง", "ต้น"),
                5,
                1,
            ),
            Line("3701", ("วิศวกรโยธา", "วิศวกรโยธา {level}"), ACADEMIC, PK, 12, 3),
            Line("4701", BUILDER, GENERAL, PG, 24, 3),
            Line("4706", ("นายช่างไฟฟ้า", "นายช่างไฟฟ้า {level}"), GENERAL, PG, 8, 1),
        ),
        (
            Group("ลูกจ้างประจำ", ("พนักงานขับเครื่องจักรกลขนาดเบา", "พนักงานขับรถยนต์"), 15),
            Group(TASK, ("ผช.นายช่างโยธา", "พนักงานขับเครื่องจักรกลขนาดเบา (ผู้มีทักษะ)"), 30, 5),
            Group(GENERAL_HIRED, ("คนงาน", "คนงานประจำรถขยะ"), 35, 3),
        ),
    ),
    Department(
        "กองยุทธศาสตร์และงบประมาณ (07)",
        "07",
        (
            Line(
                "2101",
                (
                    "ผอ.กองยุทธศาสตร์และงบประมาณ (นักบริหารงานทั่วไป ระดับกลาง)",
                    "หัวหน้าฝ่ายแผนงาน (นักบริหารงานทั่วไป ระดับต้น)",
                ),
                DIRECTING,
                ("กลาง", "ต้น"),
                4,
            ),
            Line("3103", PLANNER, ACADEMIC, PK, 14, 2),
            Line("3106", ("นักวิชาการคอมพิวเตอร์", "นวก.คอมพิวเตอร์"), ACADEMIC, PK, 8, 1),
        ),
        (
            Group(TASK, ("ผู้ช่วยนักวิเคราะห์นโยบายและแผน", "ผช.นักวิเคราะห์ฯ"), 15, 2),
            Group(GENERAL_HIRED, ("คนงาน",), 10),
        ),
    ),
    Department(
        "หน่วยตรวจสอบภายใน (12)",
        "12",
        (Line("3205", ("นักวิชาการตรวจสอบภายใน", "นวก.ตรวจสอบภายใน {level}"), ACADEMIC, PK, 4, 2),),
    ),
)

#: 52 posts of a sub-district organisation, 12 of them vacant: 27 civil, 2 permanent, 15 task-hired, 8 generally hired.
SUBDISTRICT = (
    Department(
        "",
        "00",
        (
            Line(
                "1101",
                ("ปลัด อบต. (นักบริหารงานท้องถิ่น ระดับกลาง)", "รองปลัด อบต. (นักบริหารงานท้องถิ่น ระดับต้น)"),
                "บริหาร",
                ("กลาง", "ต้น"),
                2,
            ),
        ),
    ),
    Department(
        "สำนักปลัด อบต. (01)",
        "01",
        (
            Line("2101", ("หัวหน้าสำนักปลัด (นักบริหารงานทั่วไป ระดับต้น)",), DIRECTING, ("ต้น",), 1),
            Line("3102", ("นักทรัพยากรบุคคล",), ACADEMIC, PK, 2, 1),
            Line("3103", PLANNER, ACADEMIC, PK, 2),
            Line("3801", ("นักพัฒนาชุมชน", "นักพัฒนาชุมชน{level}"), ACADEMIC, PK, 2, 1),
            Line("4101", CLERK, GENERAL, PG, 2),
            Line("4805", GUARD, GENERAL, PG, 2, 1),
        ),
        (
            Group("ลูกจ้างประจำ", ("พนักงานขับรถยนต์",), 1),
            Group(TASK, ("ผช.จพง.ธุรการ", "ผู้ช่วยนักพัฒนาชุมชน", "พนักงานขับรถยนต์ (ผู้มีทักษะ)"), 6, 2),
            Group(GENERAL_HIRED, ("คนงาน", "ยาม"), 4, 1),
        ),
    ),
    Department(
        "กองคลัง (04)",
        "04",
        (
            Line("2102", ("ผู้อำนวยการกองคลัง (นักบริหารงานการคลัง ระดับต้น)",), DIRECTING, ("ต้น",), 1),
            Line("3201", FINANCE, ACADEMIC, PK, 3, 1),
            Line("4203", ("จพง.พัสดุ",), GENERAL, PG, 2),
            Line("4204", ("จพง.จัดเก็บรายได้", "เจ้าพนักงานจัดเก็บรายได้"), GENERAL, PG, 2, 1),
        ),
        (
            Group("ลูกจ้างประจำ", ("เจ้าหน้าที่การเงินและบัญชี",), 1),
            Group(TASK, ("ผช.จพง.การเงินและบัญชี", "ผู้ช่วยเจ้าพนักงานจัดเก็บรายได้"), 4, 1),
            Group(GENERAL_HIRED, ("คนงาน",), 1),
        ),
    ),
    Department(
        "กองช่าง (05)",
        "05",
        (
            Line("2103", ("ผู้อำนวยการกองช่าง (นักบริหารงานช่าง ระดับต้น)",), DIRECTING, ("ต้น",), 1, 1),
            Line("4701", BUILDER, GENERAL, PG, 4),
            Line("4101", CLERK, GENERAL, PG, 1),
        ),
        (Group(TASK, ("ผช.นายช่างโยธา", "ผู้ช่วยนายช่างไฟฟ้า"), 5, 1), Group(GENERAL_HIRED, ("คนงาน",), 3, 1)),
    ),
)

HEADINGS = ("ที่", "ชื่อ - สกุล", "คุณวุฒิ", "เลขที่ตำแหน่ง", "ตำแหน่ง", "ประเภท", "ระดับ", "วันบรรจุ", "เงินเดือน", "หมายเหตุ")
FIRST = ("สมชาย", "มานี", "ปิติ", "ชูใจ", "วีระ", "สุดา", "กมล", "อารี", "บุญมี", "จันทร์", "ทองดี", "ศรีนวล", "พรชัย")
LAST = ("ใจดี", "มีสุข", "รักงาน", "แก้วใส", "บุญมาก", "ทองคำ", "ศรีสวัสดิ์", "พงษ์ไทย", "วงศ์ดี", "สายทอง", "คำแสน")
PREFIXES = (
    ("นาย", ""),
    ("นาย", " "),
    ("นาง", ""),
    ("น.ส.", ""),
    ("น.ส.", " "),
    ("นางสาว", "  "),
    ("ว่าที่ ร.ต.", ""),
    ("จ.อ.", " "),
)
VACANT = ("ว่าง", "(ว่างเดิม)", "-", "ว่างเมื่อ 1 ต.ค. 65", "- ว่าง -", "ตำแหน่งว่าง")


@dataclass
class Writer:
    """Writes one list row by row; every choice of form turns on by one."""

    province: str
    kind: str
    rows: list[list[object]] = field(default_factory=list)
    order: int = 0
    turns: dict[str, Iterator[int]] = field(default_factory=dict)
    running: dict[str, int] = field(default_factory=dict)

    def turn(self, name: str, count: int) -> int:
        return next(self.turns.setdefault(name, itertools.cycle(range(count))))

    def person(self) -> str:
        prefix, gap = PREFIXES[self.turn("prefix", len(PREFIXES))]
        first, last = FIRST[self.order % len(FIRST)], LAST[self.order // len(FIRST) % len(LAST)]
        return f"{prefix}{gap}{first}{'  ' if self.order % 3 else ' '}{last}{'กุล' * (self.order // 143)}"

    def number(self, department: str, line: str) -> object:
        self.running[line] = self.running.get(line, 0) + 1
        parts = [self.province, self.kind, department, line, f"{self.running[line]:03}"]
        dashed = "-".join(parts)
        ways = (
            dashed,
            dashed.translate(THAI_DIGITS),
            "–".join(parts),
            " ".join(parts),
            int("".join(parts)),
            f" {dashed} ",
        )
        return ways[self.turn("number", len(ways))]

    def date(self) -> object:
        year, month, day = 2535 + self.order % 31, self.order % 12 + 1, self.order % 28 + 1
        stored = datetime.date(year - 543, month, day)
        months = (
            "ม.ค.",
            "ก.พ.",
            "มี.ค.",
            "เม.ย.",
            "พ.ค.",
            "มิ.ย.",
            "ก.ค.",
            "ส.ค.",
            "ก.ย.",
            "ต.ค.",
            "พ.ย.",
            "ธ.ค.",
        )
        ways = (
            stored,
            f"{day}/{month}/{year}",
            f"{day} {months[month - 1]} {year}",
            f"{day} {months[month - 1]} {year}".translate(THAI_DIGITS),
            (stored - datetime.date(1899, 12, 30)).days,
            datetime.date(year, month, day),
        )
        return ways[self.turn("date", len(ways))]

    def post(self, number: object, title: str, kind: str, level: str, *, vacant: bool) -> None:
        self.order += 1
        name = VACANT[self.turn("vacant", len(VACANT))] if vacant else self.person()
        dates = None if vacant else self.date()
        self.rows.append([self.order, name, "ปริญญาตรี", number, title, kind, level, dates, 25000, None])

    def line(self, department: Department, line: Line) -> None:
        for place in range(line.posts):
            is_single = len(line.levels) < 3
            level = (
                line.levels[min(place, len(line.levels) - 1)]
                if is_single
                else line.levels[place % len(line.levels)]
            )
            way = (
                line.ways[min(place, len(line.ways) - 1)] if is_single else line.ways[place % len(line.ways)]
            )
            vacant = place >= line.posts - line.vacant
            if vacant and not is_single:
                level = "ปก./ชก." if line.type == ACADEMIC else "ปง./ชง."
            glued = way.format(level=level) if "{" in way and not vacant else way.split("{")[0].rstrip(" (")
            number = self.number(department.code, line.code)
            self.post(number, glued, line.type, None if "{" in way and not vacant else level, vacant=vacant)

    def group(self, group: Group) -> None:
        self.rows.append([None, group.heading])
        for place in range(group.posts):
            way = group.ways[place % len(group.ways)]
            number = ("-", None, "–")[self.turn("none", 3)]
            self.post(number, way, "-", "-", vacant=place >= group.posts - group.vacant)


def dirty_list(departments: tuple[Department, ...], *, province: str, kind: str, name: str) -> bytes:
    """A workbook with titles, headings again on every page, sections, groups, totals and signatures."""
    writer = Writer(province, kind)
    for department in departments:
        if department.heading:
            writer.rows.append([department.heading])
        for line in department.lines:
            writer.line(department, line)
        for group in department.groups:
            writer.group(group)
        writer.rows.append([None, f"รวม {department.heading or 'ผู้บริหาร'}", None, None, 99])
    return _workbook(writer.rows, name)


def _workbook(rows: list[list[object]], name: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "บัญชีจัดคนลงสู่ตำแหน่ง"
    width = len(HEADINGS)
    for title in ("บัญชีแสดงการจัดคนลงสู่ตำแหน่งและเลขที่ตำแหน่ง", name):
        sheet.append([title])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=width)
    sheet.append([])
    for place, row in enumerate(rows):
        if place % 45 == 0:
            sheet.append(list(HEADINGS))
            if place == 0:
                sheet.append([f"({column})" for column in range(1, width + 1)])
        sheet.append(row)
        if len(row) == 1:
            sheet.merge_cells(
                start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=width
            )
    sheet.append([None, "รวมทั้งสิ้น", None, None, len(rows)])
    sheet.append(["หมายเหตุ : ข้อมูล ณ วันที่ 1 ตุลาคม 2569"])
    sheet.append([])
    sheet.append([None, None, None, None, "(ลงชื่อ)....................ผู้รับรอง"])
    sheet.append([None, None, None, None, "(นายสมชาย ใจดี)"])
    sheet.append([None, None, None, None, "ปลัดองค์การบริหารส่วนจังหวัด"])
    for row in range(sheet.max_row + 1, sheet.max_row + 300):  # formatting that somebody dragged down
        sheet.cell(row, 1).number_format = "0.00"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
