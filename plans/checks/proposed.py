"""What the system proposes is not the LAO's will before somebody confirms it."""

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from thai.digits import to_thai


@check(
    "proposals-decided",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๔.๓.๓ และข้อ ๑๕ (๒)",
    title="โครงการที่ระบบเสนอได้รับการยืนยันหรือไม่ใช้แล้ว",
)
def proposals_are_decided(facts: PlanFacts) -> Found:
    """Committee and head answer for what is in the plan: a machine's proposal is confirmed or declined by a person."""
    if facts.proposals:
        yield (
            at("proposals"),
            to_thai(f"มีโครงการที่ระบบเสนอ {len(facts.proposals)} โครงการ ยังไม่ได้ยืนยันหรือไม่ใช้"),
            "ยืนยัน แก้ไข หรือไม่ใช้ ทีละโครงการหรือทั้งหมดของแต่ละประเภท",
        )
