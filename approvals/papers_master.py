"""The order that appoints a board's committee of twelve, as a paper (section 14.2; official papers 4.1)."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.models import MasterCommittee, MasterSeat
from documents import paper
from documents.text import fill
from plans.papers.orders import BLANK, BLANK_DATE, FROM_NOW_ON
from thai.dates import format_date
from thai.digits import to_thai
from thai.titles import KindTitles

SUBJECT = "เรื่อง แต่งตั้งคณะกรรมการจัดทำแผนแม่บทการพัฒนา{staff} ประจำปีงบประมาณ พ.ศ. {first} - {last}"
REASON = (
    "เพื่อให้การพัฒนา{staff}ในเขตจังหวัด{province}เป็นไปในทิศทางเดียวกันและสอดคล้องกับแผนแม่บทของส่วนกลาง\n\n"
    "อาศัยอำนาจตามแผนแม่บทการพัฒนาบุคลากร ๓ ปี ขององค์กรปกครองส่วนท้องถิ่น ประจำปีงบประมาณ พ.ศ. {first} - {last} "
    "ข้อ ๑๔.๒ {board}จึงแต่งตั้งคณะกรรมการจัดทำแผนแม่บทการพัฒนา{staff} ประกอบด้วย"
)
DUTIES = (
    "ให้คณะกรรมการมีหน้าที่จัดทำแผนแม่บทการพัฒนา{staff}ของจังหวัดให้สอดคล้องกับแผนแม่บทของส่วนกลาง "
    "เสนอ{board}พิจารณา และติดตามผลการดำเนินการตามแผน"
)
_DUTY = {
    MasterSeat.Kind.CHAIR: "ประธานกรรมการ",
    MasterSeat.Kind.SECRETARY: "กรรมการและเลขานุการ",
}
COLUMNS = (
    paper.Column("ลำดับ", 9, "center"),
    paper.Column("ชื่อ - สกุล", 27),
    paper.Column("ตำแหน่ง", 41),
    paper.Column("เป็น", 23),
)


def master_order_title(committee: MasterCommittee) -> str:
    """Title of the document: which order of which board."""
    cycle = committee.cycle
    return to_thai(
        f"คำสั่ง{committee.board.name} ที่ {committee.number or BLANK} "
        f"แต่งตั้งคณะกรรมการจัดทำแผนแม่บท พ.ศ. {cycle.first} - {cycle.last}"
    )


def master_order_paper(
    committee: MasterCommittee,
    seats: Sequence[MasterSeat],
    titles: KindTitles,
    mark: paper.Issued | paper.Draft,
) -> paper.Paper:
    """The order as one paper, with blanks for what it does not have yet."""
    words = {
        "staff": titles.staff_term,
        "province": committee.board.province.name,
        "board": committee.board.name,
        "first": to_thai(committee.cycle.first),
        "last": to_thai(committee.cycle.last),
    }
    dated = format_date(committee.dated_on, "order") if committee.dated_on else BLANK_DATE
    order = paper.Announcement(
        issuer=f"คำสั่ง{committee.board.name}",
        number=f"ที่ {to_thai(committee.number) if committee.number else BLANK}",
        subject=fill(SUBJECT, words),
        body=[
            paper.TextBlock(fill(REASON, words)),
            paper.Table(columns=COLUMNS, rows=[_row(seat) for seat in seats]),
            paper.TextBlock(fill(DUTIES, words) + FROM_NOW_ON),
        ],
        closing=f"สั่ง ณ วันที่ {dated}",
        signature=paper.Signature(
            committee.signer_name or BLANK * 3,
            [committee.signer_position or f"ประธาน{committee.board.name}"],
        ),
    )
    return paper.Paper(
        title=master_order_title(committee),
        mark=mark,
        announcements=[order],
        author=committee.board.name,
        dated=committee.dated_on,
    )


def _row(seat: MasterSeat) -> list[str]:
    return [
        to_thai(seat.place),
        seat.person_name or BLANK,
        to_thai(seat.position),
        _DUTY.get(MasterSeat.Kind(seat.kind), "กรรมการ"),
    ]
