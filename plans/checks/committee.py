"""The committee of section 14.1 and the order that appoints it (requirements D)."""

from collections import Counter

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from plans.models import CommitteeMember
from thai.digits import to_thai

Seat, Duty = CommitteeMember.Seat, CommitteeMember.Duty


@check("committee-chair", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๔.๑ ๑)", title="นายกเป็นประธานกรรมการ")
def head_is_chair(facts: PlanFacts) -> Found:
    """Exactly one chair, and the chair is the head of the LAO (or who acts for the head)."""
    chairs = [member for member in facts.committee if member.duty == Duty.CHAIR]
    if len(chairs) != 1 or chairs[0].seat != Seat.HEAD:
        yield (
            at("committee"),
            f"ประธานกรรมการต้องเป็น{facts.organization.head_title} เพียงคนเดียว",
            "กำหนดให้นายก (หรือผู้ปฏิบัติหน้าที่แทน) เป็นประธานกรรมการ",
        )


@check("committee-clerk", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๔.๑ ๒)", title="ปลัดเป็นกรรมการ")
def clerk_is_member(facts: PlanFacts) -> Found:
    """The chief official sits on the committee."""
    if not any(member.seat == Seat.CLERK for member in facts.committee):
        yield (
            at("committee"),
            f"ยังไม่มี{facts.organization.chief_official_title}ในคณะกรรมการ",
            "เพิ่มปลัดเป็นกรรมการ หากตำแหน่งว่างให้ระบุผู้รักษาราชการแทน",
        )


@check(
    "committee-units", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๔.๑ ๓)", title="หัวหน้าส่วนราชการทุกส่วนราชการเป็นกรรมการ"
)
def every_unit_is_represented(facts: PlanFacts) -> Found:
    """Every department's head is present; the HR department's head counts through the secretary."""
    seated = {member.unit_id for member in facts.committee if member.unit_id}
    for unit in facts.units:
        if unit.pk not in seated:
            yield (
                at("committee"),
                f"ยังไม่มีหัวหน้าของ{unit.name}ในคณะกรรมการ",
                f"เพิ่ม{unit.head_title} หากตำแหน่งว่างให้ระบุผู้รักษาราชการแทน",
            )


@check(
    "committee-secretary",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๑๔.๑ ๔)",
    title="หัวหน้าส่วนราชการด้านบุคคลเป็นกรรมการและเลขานุการ",
)
def hr_head_is_secretary(facts: PlanFacts) -> Found:
    """Exactly one secretary: the head of the department responsible for personnel, listed once."""
    secretaries = [member for member in facts.committee if member.duty == Duty.SECRETARY]
    if len(secretaries) != 1 or secretaries[0].seat != Seat.HR_HEAD:
        yield (
            at("committee"),
            "กรรมการและเลขานุการต้องเป็นหัวหน้าส่วนราชการที่รับผิดชอบการบริหารงานบุคคล เพียงคนเดียว",
            "กำหนดหน้าที่กรรมการและเลขานุการให้หัวหน้าส่วนราชการด้านบุคคล",
        )
    hr_units = {unit.pk for unit in facts.units if unit.is_hr}
    if sum(1 for member in facts.committee if member.unit_id in hr_units) > 1:
        yield (
            at("committee"),
            "หัวหน้าส่วนราชการที่รับผิดชอบการบริหารงานบุคคลอยู่ในคณะกรรมการซ้ำสองแห่ง",
            "ลบออกหนึ่งแห่ง คงไว้เฉพาะหน้าที่กรรมการและเลขานุการ",
        )


@check(
    "committee-assistants",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๑๔.๑ ๕)",
    title="ผู้ช่วยเลขานุการไม่เกินสองคนและเป็นข้าราชการ",
)
def assistants_are_few_officials(facts: PlanFacts) -> Found:
    """At most two assistants, each a civil servant or local official."""
    assistants = [member for member in facts.committee if member.duty == Duty.ASSISTANT]
    most = int(facts.edition.number("committee_assistants_max"))
    if len(assistants) > most:
        yield (
            at("committee"),
            to_thai(f"มีผู้ช่วยเลขานุการ {len(assistants)} คน กำหนดไว้ไม่เกิน {most} คน"),
            to_thai(f"ลดผู้ช่วยเลขานุการให้เหลือไม่เกิน {most} คน"),
        )
    for member in assistants:
        if not member.is_official:
            yield (
                at("committee"),
                f"ผู้ช่วยเลขานุการ ({member.position}) ไม่ใช่ข้าราชการหรือพนักงานส่วนท้องถิ่น",
                "มอบหมายข้าราชการหรือพนักงานส่วนท้องถิ่นแทน พนักงานจ้างเป็นผู้ช่วยเลขานุการไม่ได้",
            )


@check("committee-order", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๔.๑ วรรคท้าย", title="คำสั่งแต่งตั้งคณะกรรมการครบถ้วน")
def order_is_complete(facts: PlanFacts) -> Found:
    """The order has number, date and signer; names are given where the order prints them."""
    order = facts.committee_order
    if order is None or not (order.number and order.dated_on):
        yield (
            at("committee", "number"),
            "ยังไม่มีเลขที่และวันที่ของคำสั่งแต่งตั้งคณะกรรมการ",
            "กรอกเลขที่คำสั่งและวันที่ลงนาม",
        )
    if order is not None and not (order.signer_name and order.signer_position):
        yield at("committee", "signer_name"), "ยังไม่มีชื่อและตำแหน่งผู้ลงนามในคำสั่ง", "กรอกชื่อและตำแหน่งผู้ลงนาม"
    if order is not None and order.prints_names:
        nameless = [member.position for member in facts.committee if not member.person_name]
        if nameless:
            yield (
                at("committee"),
                f"คำสั่งพิมพ์ชื่อกรรมการ แต่ยังไม่มีชื่อของ{'  '.join(nameless[:3])}",
                "กรอกชื่อให้ครบ หรือเลือกพิมพ์เฉพาะตำแหน่ง",
            )


@check("committee-duplicates", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๑๔.๑", title="ไม่มีกรรมการชื่อซ้ำ")
def nobody_sits_twice(facts: PlanFacts) -> Found:
    """One person on two seats is possible when acting, so a reason closes it."""
    names = Counter(member.person_name for member in facts.committee if member.person_name)
    for name, seats in names.items():
        if seats > 1:
            yield (
                at("committee"),
                to_thai(f"{name} อยู่ในคณะกรรมการ {seats} ลำดับ"),
                "ตรวจสอบ หากรักษาราชการแทนให้เขียนเหตุผลไว้",
            )
