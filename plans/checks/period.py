"""The years of the plan: three fiscal years, the nation's cycle, the same as the staffing plan's."""

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from plans.models import State
from thai.dates import format_date, today
from thai.digits import to_thai


@check(
    "period-aligned",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๑๘",
    title="รอบของแผนตรงกับรอบของประเทศ",
)
def period_aligned(facts: PlanFacts) -> Found:
    """The plan's years are those of its edition and of the nation's cycles."""
    if not facts.cycle.aligned or facts.cycle.first != facts.edition.year:
        yield (
            at("period"),
            f"ปีงบประมาณ {facts.cycle.label} ไม่ใช่รอบของ{facts.edition.title}",
            "จัดทำแผนใหม่ให้ตรงกับรอบของแผนแม่บท แล้วยุติฉบับนี้",
        )


@check(
    "period-staffing",
    Grade.MUST,
    clause="แนวปฏิบัติขององค์กรปกครองส่วนท้องถิ่น: รอบเดียวกับแผนอัตรากำลัง ๓ ปี",
    title="รอบของแผนตรงกับแผนอัตรากำลัง ๓ ปี",
)
def period_equals_staffing_plan(facts: PlanFacts) -> Found:
    """Requirements M-1: the period must equal the staffing plan's."""
    first, last = facts.revision.staffing_first_year, facts.revision.staffing_last_year
    if first is None or last is None:
        yield (
            at("period", "staffing_first_year"),
            "ยังไม่ได้ระบุปีงบประมาณของแผนอัตรากำลัง ๓ ปี",
            "กรอกปีงบประมาณแรกและปีสุดท้ายของแผนอัตรากำลังที่ใช้อยู่",
        )
    elif (first, last) != (facts.cycle.first, facts.cycle.last):
        yield (
            at("period", "staffing_first_year"),
            to_thai(f"แผนอัตรากำลังเป็นปีงบประมาณ {first} - {last} แต่แผนนี้เป็นปีงบประมาณ {facts.cycle.label}"),
            "ตรวจว่ากรอกรอบของแผนอัตรากำลังถูกต้อง รอบของแผนทั้งสองต้องตรงกัน",
        )


@check(
    "deadline",
    Grade.ADVICE,
    clause="แผนแม่บทฯ ข้อ ๑๘",
    title="เสนอร่างแผนภายในเดือนกันยายนก่อนเริ่มรอบ",
)
def submitted_in_time(facts: PlanFacts) -> Found:
    """A draft that is still here after the last day is late: a warning, for a late plan is better than none."""
    on_its_way = (State.DRAFTING, State.IN_COMMITTEE, State.ENDORSED)
    if facts.revision.number == 0 and facts.revision.state in on_its_way and today() > facts.cycle.submit_by:
        yield (
            at("tasks"),
            f"เลยกำหนดเสนอร่างแผนแล้ว (ภายในวันที่ {format_date(facts.cycle.submit_by, 'letter')})",
            "เร่งเสนอร่างแผน และประสานเลขานุการคณะกรรมการระดับจังหวัดเรื่องวันที่แผนมีผลใช้บังคับ",
        )
