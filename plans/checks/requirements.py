"""What the posts of the plan require. Silent for an LAO that keeps no staff list here."""

from competencies.items import ItemKind
from personnel.requirements import EXECUTIVE_TYPES, Part
from plans.checks.registry import Found, Grade, Place, check
from plans.facts import PlanFacts
from thai.digits import to_thai

NAMED = 5  #: lines and posts that a finding names; the page names all
PAGE = Place("personnel:requirements_of_cycle")


@check(
    "line-competencies",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๑๐ (๓)",
    title="สายงานประเภทวิชาการและทั่วไปมีสมรรถนะประจำสายงานครบ",
)
def lines_have_their_competencies(facts: PlanFacts) -> Found:
    """Requirement C-6: at least three of the 22, for lines in which a civil servant of วิชาการ or ทั่วไป stands."""
    yield from _lacking(facts, is_binding=True)


@check(
    "line-competencies-advised",
    Grade.ADVICE,
    clause="แผนแม่บทฯ ข้อ ๑๐ (๓)",
    title="สายงานผู้บริหารและสายงานของพนักงานจ้างมีสมรรถนะประจำสายงาน",
)
def other_lines_have_some(facts: PlanFacts) -> Found:
    """Requirement C-6: for executives the clause may be read either way, so they are only advised."""
    yield from _lacking(facts, is_binding=False)


@check(
    "core-competencies",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๑๐ (๑) และ (๒)",
    title="ทุกตำแหน่งมีสมรรถนะหลักครบห้า ผู้บริหารมีสมรรถนะประจำผู้บริหารครบสี่",
)
def nobody_is_excused_from_the_core(facts: PlanFacts) -> Found:
    """Requirements C-3 and C-4: the system gives them to every post; what somebody took away is found."""
    if facts.staff_list is None:
        return
    overrides, known = facts.line_choices.overrides, facts.line_choices.items
    posts: dict[str, None] = {}
    for post in facts.staff_list.posts:
        taken = [key for key, required in overrides.get(post.pk, {}).items() if required is None]
        parts = {known[key].part for key in taken if key in known and key[0] == ItemKind.COMPETENCY}
        kind = post.position_type.code if post.position_type else ""
        is_core = Part.CORE in parts or (Part.EXECUTIVE in parts and kind in EXECUTIVE_TYPES)
        if is_core and post.abolished_on is None:
            posts[post.title] = None
    if posts:
        named = " ".join(list(posts)[:NAMED])
        yield (
            PAGE,
            to_thai(f"มีตำแหน่งที่ถูกยกเว้นสมรรถนะหลักหรือสมรรถนะประจำผู้บริหาร: {named}"),
            "เปิดหน้าสิ่งที่ตำแหน่งต้องใช้ แล้วนำข้อยกเว้นออก",
        )


def _lacking(facts: PlanFacts, *, is_binding: bool) -> Found:
    if facts.staff_list is None:
        return
    least = int(facts.edition.number("line_competencies_min"))
    lines = facts.line_choices.lines
    lacking = [row.line.name for row in lines if row.missing and row.is_binding == is_binding]
    if lacking:
        named = " ".join(lacking[:NAMED]) + (" และอื่น ๆ" if len(lacking) > NAMED else "")
        yield (
            PAGE,
            to_thai(f"{len(lacking)} สายงานยังเลือกสมรรถนะประจำสายงานไม่ครบ {least} สมรรถนะ: {named}"),
            "เลือกสมรรถนะประจำสายงานของแต่ละสายงานในหน้าสิ่งที่ตำแหน่งต้องใช้",
        )
