"""The order that appoints the committee of the plan (master plan section 14.1; official papers 4.1)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from documents.paper import Announcement, Column, Signature, Table, TextBlock
from documents.text import fill
from plans.facts import PlanFacts
from plans.holders import stands_in
from plans.models import CommitteeMember
from thai.dates import format_date
from thai.digits import to_thai

BLANK = "." * 16
BLANK_DATE = "........ เดือน ........................ พ.ศ. ............"

SUBJECT = "เรื่อง แต่งตั้งคณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. {first} - {last}"
REASON = (
    "ด้วย{lao}ต้องมีแผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. {first} - {last} เพื่อใช้เป็นกรอบในการพัฒนา"
    "ความรู้ ทักษะ สมรรถนะ คุณธรรม และจริยธรรมของบุคลากรในสังกัด\n\n"
    "อาศัยอำนาจตาม{law} และที่แก้ไขเพิ่มเติม ประกอบกับแผนแม่บทการพัฒนาบุคลากร ๓ ปี ขององค์กรปกครองส่วนท้องถิ่น "
    "ประจำปีงบประมาณ พ.ศ. {first} - {last} ข้อ ๑๔.๑ จึงแต่งตั้งคณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี ประกอบด้วย"
)
DUTIES = (
    "ให้คณะกรรมการมีหน้าที่ดังต่อไปนี้\n"
    "๑. กำหนดทิศทางขององค์กรและทิศทางการพัฒนาบุคลากรให้สอดคล้องกัน\n"
    "๒. วิเคราะห์ภารกิจ อำนาจหน้าที่ ความต้องการของบุคลากร และสภาพแวดล้อม\n"
    "๓. จัดทำแผนพัฒนาบุคลากร ๓ ปี ให้มีหัวข้อครบถ้วนและพร้อมเสนอ {board} พิจารณา\n"
    "๔. สนับสนุนผู้บังคับบัญชาและจัดกระบวนการเรียนรู้ให้ตรงกับความต้องการของส่วนราชการอย่างทั่วถึง\n"
    "๕. ติดตามและประเมินผลตามแผน และเสนอให้ปรับปรุงแผนเมื่อมีเหตุผลความจำเป็น"
)
FROM_NOW_ON = "\n\nทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"


def usual_words(facts: PlanFacts) -> dict[str, str]:
    """What an order says before and after its list unless the LAO has written words of its own."""
    return {"grounds": fill(REASON, facts.placeholders), "duties": fill(DUTIES, facts.placeholders)}


def committee_order(facts: PlanFacts) -> Announcement | None:
    """The order as it was given, or with blanks to fill in where it is not given yet; None without a committee."""
    order, members = facts.committee_order, facts.committee
    if order is None or not members:
        return None
    dated = format_date(order.dated_on, "order") if order.dated_on else BLANK_DATE
    words = usual_words(facts)
    return Announcement(
        issuer=f"คำสั่ง{facts.organization.full_name}",
        number=f"ที่ {order.number or BLANK}",
        subject=fill(SUBJECT, facts.placeholders),
        body=[
            TextBlock(order.grounds or words["grounds"]),
            members_table(members, with_names=order.prints_names),
            TextBlock((order.duties or words["duties"]) + FROM_NOW_ON),
        ],
        closing=f"สั่ง ณ วันที่ {dated}",
        signature=Signature(
            order.signer_name or BLANK * 3, [order.signer_position or facts.organization.head_title]
        ),
    )


def members_table(members: Sequence[CommitteeMember], *, with_names: bool) -> Table:
    """Names and positions, or positions only: the head of the LAO chooses (section 14.1)."""
    columns = [Column("ลำดับ", 10, "center"), Column("ตำแหน่ง", 60), Column("เป็น", 30)]
    if with_names:
        columns = [
            Column("ลำดับ", 9, "center"),
            Column("ชื่อ - สกุล", 27),
            Column("ตำแหน่ง", 41),
            Column("เป็น", 23),
        ]
    rows = []
    for number, member in enumerate(members, start=1):
        name = [member.person_name or BLANK] if with_names else []
        rows.append([to_thai(number), *name, position_of(member), _duty(member)])
    return Table(columns=columns, rows=rows)


def _duty(member: CommitteeMember) -> str:
    """The duty in Thai, whatever the language of the screen."""
    with translation.override("th"):
        return member.get_duty_display()


def position_of(member: CommitteeMember) -> str:
    """The seat's position as it is printed; who only stands in for its holder is named as such."""
    is_named_so = not member.is_acting or stands_in(member.position)
    return member.position if is_named_so else f"ผู้รักษาราชการแทน{member.position}"
