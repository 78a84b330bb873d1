"""A sample paper with one of everything, for the tests that compose and render."""

from datetime import date

from documents.paper import (
    Announcement,
    Column,
    Cover,
    Draft,
    GroupRow,
    HeaderCell,
    Issued,
    Letter,
    Memorandum,
    Paper,
    Part,
    Preface,
    Signature,
    Table,
    TextBlock,
)

DRAFT = Draft(date(2023, 5, 1))
ISSUED = Issued("7K2QD-M84ZP", "https://plans.example.go.th/verify/7K2QD-M84ZP/")
HEAD = Signature("นายตัวอย่าง ใจดีงาม", ["นายกองค์การบริหารส่วนตำบลสังคม"])
NARRATIVE = (
    "การพัฒนาบุคลากรเป็นงานที่ทำต่อเนื่องทุกปี 2567 ถึง 2569 ตามมาตรฐาน ISO-9001 และระบบ A4\n1. กำหนดเป้าหมาย\n(1) น้ำหนัก"
)


def budget(rows: int, *, landscape: bool = False) -> Table:
    years = [HeaderCell("2567"), HeaderCell("2568"), HeaderCell("2569")]
    heads = [HeaderCell("ที่", rows=2), HeaderCell("โครงการ", rows=2), HeaderCell("งบประมาณ (บาท)", columns=3)]
    return Table(
        caption="ตารางที่ 1 งบประมาณ",
        columns=[
            Column("ที่", 8, "center"),
            Column("โครงการ", 44),
            *(Column("ปี", 16, "right", keep=True) for _year in years),
        ],
        header_rows=[heads, years],
        rows=[
            GroupRow("สำนักปลัด"),
            *([str(n), f"โครงการอบรมที่ {n}", "1,000.00", "-", "500.50"] for n in range(1, rows + 1)),
        ],
        totals_row=["", "รวมทั้งสิ้น", f"{rows * 1000:,}.00", "-", "0.00"],
        landscape=landscape,
    )


def announcement() -> Announcement:
    return Announcement(
        issuer="ประกาศองค์การบริหารส่วนตำบลสังคม",
        subject="เรื่อง ประกาศใช้แผนพัฒนาบุคลากร 3 ปี",
        body=[TextBlock("โดยที่คณะกรรมการมีมติเห็นชอบ จึงประกาศใช้ รายละเอียดแนบท้ายประกาศนี้")],
        closing="ประกาศ ณ วันที่ 29 กันยายน พ.ศ. 2566",
        signature=HEAD,
    )


def book(mark: Draft | Issued = DRAFT, *, rows: int = 70, text: str = NARRATIVE) -> Paper:
    return Paper(
        title="แผนพัฒนาบุคลากร 3 ปี",
        mark=mark,
        author="องค์การบริหารส่วนตำบลสังคม",
        dated=date(2023, 9, 29),
        cover=Cover(
            ["แผนพัฒนาบุคลากร 3 ปี"], ["องค์การบริหารส่วนตำบลสังคม"], "ประจำปีงบประมาณ พ.ศ. 2567 - 2569", "garuda"
        ),
        announcements=[announcement()],
        preface=Preface("คำนำของแผน", ["สำนักปลัด"]),
        contents=True,
        body=[
            Part("หลักการและเหตุผล", [TextBlock(text), Part("ที่มา", [TextBlock(text)], "1.1")], "ส่วนที่ 1"),
            Part("งบประมาณ", [budget(rows, landscape=True), TextBlock("หลังตาราง")], "ส่วนที่ 5"),
            Part("คำสั่ง", [announcement()], "ภาคผนวก ก"),
        ],
    )


MEMORANDUM = Memorandum(
    office="องค์การบริหารส่วนตำบลสังคม",
    dated="15 สิงหาคม 2566",
    subject="ขอเชิญประชุมคณะกรรมการจัดทำแผนพัฒนาบุคลากร 3 ปี ครั้งที่ 1/2566",
    addressee="กรรมการทุกคน",
)


def letter(*, paragraphs: int = 3) -> Letter:
    return Letter(
        number="นค 71201/153",
        office=["ที่ทำการองค์การบริหารส่วนตำบลสังคม", "อำเภอสังคม จังหวัดหนองคาย 43160"],
        dated="15 สิงหาคม 2566",
        subject="ขอความเห็นชอบร่างแผนพัฒนาบุคลากร 3 ปี ประจำปีงบประมาณ พ.ศ. 2567 - 2569",
        addressee="ประธานกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย (ผ่านนายอำเภอสังคม)",
        refers_to="แผนแม่บทการพัฒนาบุคลากร 3 ปี ข้อ 18",
        enclosures=["ร่างแผน จำนวน 1 เล่ม", "สำเนาคำสั่ง จำนวน 1 ฉบับ", "สำเนารายงานการประชุม จำนวน 1 ชุด"],
        body=[TextBlock("\n\n".join(["ตามที่องค์การบริหารส่วนตำบลสังคมจัดทำร่างแผน นั้น " * 4] * paragraphs))],
        signature=HEAD,
        contact=["สำนักปลัด งานการเจ้าหน้าที่", "โทร. 0 4200 0000"],
    )
