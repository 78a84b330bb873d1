"""The plan beside the staff list: the same years, the same people. Silent for an LAO that keeps no list here."""

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from plans.staff import headcounts
from thai.digits import to_thai


@check(
    "staff-frame",
    Grade.SHOULD,
    clause="แนวปฏิบัติขององค์กรปกครองส่วนท้องถิ่น: รอบเดียวกับแผนอัตรากำลัง ๓ ปี",
    title="บัญชีบุคลากรเป็นของรอบเดียวกับแผน",
)
def staff_list_covers_the_plan(facts: PlanFacts) -> Found:
    """Requirements M-1: a staff list of other years does not count for this plan."""
    if not facts.staffing_frames or facts.staff is not None:
        return
    periods = " และ ".join(f"{row.first_year} - {row.last_year}" for row in facts.staffing_frames)
    yield (
        at("period", "staffing_first_year"),
        to_thai(f"บัญชีบุคลากรเป็นของแผนอัตรากำลังปีงบประมาณ {periods} แต่แผนนี้เป็นปีงบประมาณ {facts.cycle.label}"),
        "สร้างแผนอัตรากำลังของรอบนี้ในหน้าบุคลากร โดยคัดลอกจากรอบก่อนได้ หรือแก้รอบที่บันทึกไว้",
    )


@check(
    "staff-headcount",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๔.๒ และแผนอัตรากำลัง ๓ ปี",
    title="จำนวนบุคลากรตรงกับบัญชีบุคลากร",
)
def headcounts_are_those_of_the_list(facts: PlanFacts) -> Found:
    """Headcounts of the targets that are not those of the staff list, one finding for each year."""
    rows = headcounts(facts)
    for year in facts.years:
        different = [row for row in rows if row.year == year and row.differs]
        if different:
            named = " ".join(f"{row.group.short_name} {row.typed} (บัญชี {row.counted})" for row in different)
            yield (
                at("targets", f"headcount_{rows[0].group.code}_{year}"),
                to_thai(f"ปี {year} จำนวนบุคลากรไม่ตรงกับบัญชีบุคลากร: {named}"),
                "ดึงจำนวนจากบัญชีบุคลากร หรือเขียนเหตุผล เช่น นับรวมตำแหน่งที่จะบรรจุในปีนั้น",
            )
