"""The orders on the committee as papers (official papers 4.1): the one that appoints it, and those that change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from approvals.models import AppointedMember, AppointmentOrder
from approvals.orders import FIRST, before, changed_order, changes_between
from documents import paper
from documents.text import fill
from plans.facts import PlanFacts
from plans.papers.book import EXAMPLE
from plans.papers.orders import BLANK, BLANK_DATE, FROM_NOW_ON, SUBJECT, members_table, usual_words
from thai.dates import format_date
from thai.digits import to_thai

ADDS, CHANGES = " (เพิ่มเติม)", " (แก้ไขเปลี่ยนแปลง)"
CHANGE_REASON = (
    "ตามคำสั่ง{lao} ที่ {number} ลงวันที่ {dated} แต่งตั้งคณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี "
    "ประจำปีงบประมาณ พ.ศ. {first} - {last} ไว้แล้ว นั้น\n\n"
    "เนื่องจาก{reason} อาศัยอำนาจตาม{law} และที่แก้ไขเพิ่มเติม ประกอบกับแผนแม่บทการพัฒนาบุคลากร ๓ ปี "
    "ขององค์กรปกครองส่วนท้องถิ่น ประจำปีงบประมาณ พ.ศ. {first} - {last} ข้อ ๑๔.๑ "
    "จึงเปลี่ยนแปลงรายชื่อคณะกรรมการ โดยให้คณะกรรมการประกอบด้วยผู้มีรายชื่อดังต่อไปนี้"
)
CHANGE_DUTIES = "ให้คณะกรรมการมีหน้าที่ตามที่กำหนดไว้ในคำสั่งแต่งตั้งเดิม และดำเนินงานต่อเนื่องจากที่ได้ดำเนินการไว้แล้ว"
CIRCULATION = (
    "\n\nในกรณีจำเป็นเร่งด่วน ประธานกรรมการอาจให้กรรมการลงมติโดยเวียนหนังสือแทนการประชุมได้ "
    "แล้วแจ้งผลให้กรรมการทุกคนทราบในการประชุมครั้งถัดไป"
)


def order_title(order: AppointmentOrder) -> str:
    """Title of the document: which order of which LAO."""
    number = f" ที่ {order.number}" if order.number else ""
    cycle = order.revision.plan.cycle
    kind = "แต่งตั้งคณะกรรมการ" if order.seq == FIRST else "เปลี่ยนแปลงคณะกรรมการ"
    title = f"คำสั่ง{order.organization.full_name}{number} {kind}จัดทำแผนพัฒนาบุคลากร ๓ ปี พ.ศ. {cycle.first} - {cycle.last}"
    return to_thai(title)


def order_paper(
    order: AppointmentOrder, members: Sequence[AppointedMember], mark: paper.Issued | paper.Draft
) -> paper.Paper:
    """The order as one paper, with blanks for what it does not have yet."""
    return paper.Paper(
        title=order_title(order),
        mark=mark,
        announcements=[_order(order, members)],
        author=order.organization.full_name,
        dated=order.dated_on,
        watermark=EXAMPLE if order.organization.is_demonstration else "",
    )


def usual_words_of(order: AppointmentOrder) -> dict[str, str]:
    """What this order says before and after its list unless the LAO has written words of its own."""
    facts = PlanFacts(order.revision)
    if order.seq == FIRST:
        return usual_words(facts)
    words = {**facts.placeholders, **_changed_words(order)}
    return {"grounds": fill(CHANGE_REASON, words), "duties": fill(CHANGE_DUTIES, words)}


def _order(order: AppointmentOrder, members: Sequence[AppointedMember]) -> paper.Announcement:
    facts = PlanFacts(order.revision)
    usual, is_first = usual_words_of(order), order.seq == FIRST
    duties = (order.duties or usual["duties"]) + (CIRCULATION if order.allows_circulation else "")
    dated = format_date(order.dated_on, "order") if order.dated_on else BLANK_DATE
    signer = paper.Signature(
        order.signer_name or BLANK * 3, [order.signer_position or facts.organization.head_title]
    )
    return paper.Announcement(
        issuer=f"คำสั่ง{facts.organization.full_name}",
        number=f"ที่ {order.number or BLANK}",
        subject=fill(SUBJECT, facts.placeholders) + ("" if is_first else _kind_of_change(order, members)),
        body=[
            paper.TextBlock(order.grounds or usual["grounds"]),
            members_table(cast(Any, members), with_names=order.prints_names),
            paper.TextBlock(duties + FROM_NOW_ON),
        ],
        closing=f"สั่ง ณ วันที่ {dated}",
        signature=signer,
    )


def _kind_of_change(order: AppointmentOrder, members: Sequence[AppointedMember]) -> str:
    """Additions alone are called so; everything else is a change."""
    kinds = {change.kind for change in changes_between(before(order), members)}
    return ADDS if kinds == {"added"} else CHANGES


def _changed_words(order: AppointmentOrder) -> dict[str, str]:
    """Number and date of the order that is changed, and why; blanks for what is not known yet."""
    changed = changed_order(order)
    dated_on = changed.dated_on if changed else None
    return {
        "number": to_thai(changed.number) if changed and dated_on else BLANK,
        "dated": format_date(dated_on) if dated_on else BLANK_DATE,
        "reason": order.reason.removeprefix("เนื่องจาก").strip(),
    }
