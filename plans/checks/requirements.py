"""What the posts of the plan require. Silent for an LAO that keeps no staff list here."""

from personnel.requirements import lines_of
from plans.checks.registry import Found, Grade, Place, check
from plans.facts import PlanFacts
from thai.digits import to_thai

NAMED = 5  #: lines that a finding names; the page names all


@check(
    "line-competencies",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๑๐ (๓)",
    title="สายงานประเภทวิชาการและทั่วไปมีสมรรถนะประจำสายงานครบ",
)
def lines_have_their_competencies(facts: PlanFacts) -> Found:
    """Requirement C-6: at least three of the 22, for lines in which a civil servant of วิชาการ or ทั่วไป stands."""
    frame = next((row for row in facts.staffing_frames if row.first_year == facts.cycle.first), None)
    if frame is None:
        return
    least = int(facts.edition.number("line_competencies_min"))
    lines = lines_of(frame.posts.counted(), facts.edition.year, least=least)
    lacking = [row.line.name for row in lines if row.missing and row.is_binding]
    if lacking:
        named = " ".join(lacking[:NAMED]) + (" และอื่น ๆ" if len(lacking) > NAMED else "")
        yield (
            Place("personnel:requirements_of_cycle"),
            to_thai(f"{len(lacking)} สายงานยังเลือกสมรรถนะประจำสายงานไม่ครบ {least} สมรรถนะ: {named}"),
            "เลือกสมรรถนะประจำสายงานของแต่ละสายงานในหน้าสิ่งที่ตำแหน่งต้องใช้",
        )
