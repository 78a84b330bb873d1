"""A list of 360 posts by rule, so that its hand count is arithmetic: five departments of 72 posts each.

Each department: 1 director and 3 heads, 5 lines of 4 academic posts, 8 clerks, 4 permanent, 20 task-hired and 16
generally hired employees. Vacant are in each: 1 head, 5 academic posts, 2 clerks, 4 task-hired and 2 generally hired
ones, and the director of works.
"""

from __future__ import annotations

import datetime
import io
import itertools
from collections.abc import Iterator

from openpyxl import Workbook

from thai.digits import to_thai

HEADING = ["ลำดับ\nที่", "ตำแหน่ง", "เลขที่ตำแหน่ง", "ประเภท/ระดับ", "ชื่อ – นามสกุล", "วัน เดือน ปี\nที่บรรจุ", "ขั้นเงินเดือน", "หมายเหตุ"]  # fmt: skip
DEPARTMENTS = (
    ("สำนักปลัดองค์การบริหารส่วนตำบล", "01", "2101", "หัวหน้าสำนักปลัด", "นักบริหารงานทั่วไป"),
    ("กองคลัง", "04", "2102", "ผู้อำนวยการกองคลัง", "นักบริหารงานการคลัง"),
    ("กองช่าง", "05", "2103", "ผู้อำนวยการกองช่าง", "นักบริหารงานช่าง"),
    ("กองสาธารณสุข", "06", "2104", "ผู้อำนวยการกองสาธารณสุข", "นักบริหารงานสาธารณสุขและสิ่งแวดล้อม"),
    ("กองการศึกษา ศาสนาและวัฒนธรรม", "08", "2107", "ผู้อำนวยการกองการศึกษา", "นักบริหารงานการศึกษา"),
)
LINES = (("3102", "นักทรัพยากรบุคคล"), ("3201", "นักวิชาการเงินและบัญชี"), ("3701", "วิศวกรโยธา"), ("3601", "นักวิชาการสาธารณสุข"), ("3803", "นักวิชาการศึกษา"))  # fmt: skip
PREFIXES = ("นาย", "นาง", "น.ส.", "นางสาว", "ว่าที่ ร.ต.", "จ.ส.อ.")
VACANT = ("-ว่าง-", "ว่างเดิม", "(ว่าง)", "ว่าง", "ว่าง ตั้งแต่ 1 ต.ค. 66", "ตำแหน่งว่าง")
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
LETTERS = "กขคงจฉชซฌญ"


class _Writer:
    def __init__(self) -> None:
        self.rows: list[list[object]] = [
            ["แผนอัตรากำลัง 3 ปี (พ.ศ. 2570 – 2572)"],
            ["บัญชีจัดคนลงสู่ตำแหน่ง"],
            HEADING,
        ]
        self.running: dict[str, int] = {}
        self.order = itertools.count(1)

    def number(self, department: str, line: str) -> str:
        """In seven ways by turns."""
        self.running[line] = self.running.get(line, 0) + 1
        parts = ["43", "3", department, line, f"{self.running[line]:03}"]
        ways = (
            *("-".join(parts), " - ".join(parts), "".join(parts), "–".join(parts), to_thai("-".join(parts))),
            *(f"{'-'.join(parts[:3])}-\n{'-'.join(parts[3:])}", " ".join(parts)),
        )
        return ways[sum(self.running.values()) % len(ways)]

    def post(self, title: str, level: str | None, *, number: str | None = None, vacant: bool = False) -> None:
        place = next(self.order)
        surname = "สกุล" + "".join(LETTERS[int(digit)] for digit in str(place))
        prefix = f"{PREFIXES[place % 6]}{' ' * (place % 2)}"
        name = (
            VACANT[place % 6]
            if vacant
            else f"{prefix}{LETTERS[place % 10]}านบ{' ' * (1 + place % 3)}{surname}"
        )
        order = to_thai(place) if place % 2 else place
        date = None if vacant else self._date(place)
        self.rows.append([order, title, number, level, name, date, 15000, None])

    def _date(self, place: int) -> object:
        """In eight ways by turns."""
        year, month, day = 2536 + place % 30, place % 12 + 1, place % 28 + 1
        stored = datetime.datetime(year - 543, month, day)
        ways = (
            *(
                stored,
                f"{day} {MONTHS[month - 1]} {year}",
                f"{day}/{month}/{year}",
                f"{day:02}-{month:02}-{year}",
            ),
            *(
                f"{day}.{month}.{year}",
                to_thai(f"{day} {MONTHS[month - 1]}{year}"),
                f"{day}/{month}/{year - 543}",
            ),
            (stored - datetime.datetime(1899, 12, 30)).days,
        )
        return ways[place % len(ways)]

    def department(self, name: str, code: str, line: str, head: str, line_name: str) -> None:
        self.rows.append([f"{code} {name}" if code in ("05", "08") else f"{name} ({code})"])
        self.post(
            f"{head}\n({line_name} ระดับต้น)",
            "อำนวยการ ต้น",
            number=self.number(code, line),
            vacant=code == "05",
        )
        for place in range(3):
            title = f"หัวหน้าฝ่ายที่ {place + 1} ({line_name} ระดับต้น)"
            self.post(title, "อำนวยการท้องถิ่น/ต้น", number=self.number(code, line), vacant=place == 2)
        for title, level, official, vacant in self._officers():
            self.post(title, level, number=self.number(code, official), vacant=vacant)
        self._employees()
        self.rows += [[None, f"รวม {name}", None, None, "72 อัตรา"], HEADING]

    def _officers(self) -> Iterator[tuple[str, str, str, bool]]:
        for official, name in LINES:
            yield name, "วิชาการ/ปก.", official, False
            yield f"{name}ชำนาญการ", "วิชาการ", official, False
            yield name, "ชพ.", official, False
            yield name, "ปก./ชก.", official, True
        levels = ("ทั่วไป/ปง.", "ชง.", "อาวุโส", "ทั่วไป ชำนาญงาน", "ปง.", "ชง.", "ปง./ชง.", "ปง./ชง.")
        for place, level in enumerate(levels):
            yield "เจ้าพนักงานธุรการ" if place % 2 else "จพง.ธุรการ", level, "4101", place > 5

    def _employees(self) -> None:
        helpers = ("ผู้ช่วยเจ้าพนักงานธุรการ", "ผช.นายช่างโยธา", "พนักงานขับเครื่องจักรกลขนาดเบา", "ผช.จพง.พัสดุ")
        groups = (
            ("ลูกจ้างประจำ", ("พนักงานขับรถยนต์",), 4, 9),
            ("พนักงานจ้างตามภารกิจ", helpers, 20, 5),
            ("พนักงานจ้างทั่วไป", ("คนงาน", "ยาม", "ภารโรง", "คนงานประจำรถขยะ"), 16, 8),
        )
        for kind, titles, posts, vacant_each in groups:
            self.rows.append([kind])
            for place in range(posts):
                self.post(titles[place % len(titles)], "-", vacant=place % vacant_each == vacant_each - 1)


def long_list() -> bytes:
    """The workbook."""
    writer = _Writer()
    for department in DEPARTMENTS:
        writer.department(*department)
    writer.rows += [[None, "รวมทั้งสิ้น"], ["(ลงชื่อ) ............ ผู้รับรอง"], ["(นายทดสอบ ทดลอง)"], ["นายก อบต."]]
    book = Workbook()
    for row in writer.rows:
        book.active.append(row)
    book.active.merge_cells("A1:H1")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
