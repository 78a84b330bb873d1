"""What the posts of the plan require. Silent for an LAO that keeps no staff list here."""

from competencies.items import ItemKind
from personnel.models import PostRequirement
from personnel.requirements import EXECUTIVE_TYPES, Part, items, lines_of
from plans.checks.registry import Found, Grade, Place, check
from plans.coverage import frame_of
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
    frame = frame_of(facts)
    if frame is None:
        return
    taken = PostRequirement.objects.filter(
        post__frame=frame, post__abolished_on=None, item_kind=ItemKind.COMPETENCY, required=None
    )
    known = items(facts.edition.year)
    posts: dict[str, None] = {}
    for row in taken.select_related("post__position_type"):
        part = known[row.item_kind, row.item_code].part if (row.item_kind, row.item_code) in known else ""
        kind = row.post.position_type.code if row.post.position_type else ""
        if part == Part.CORE or (part == Part.EXECUTIVE and kind in EXECUTIVE_TYPES):
            posts[row.post.title] = None
    if posts:
        named = " ".join(list(posts)[:NAMED])
        yield (
            PAGE,
            to_thai(f"มีตำแหน่งที่ถูกยกเว้นสมรรถนะหลักหรือสมรรถนะประจำผู้บริหาร: {named}"),
            "เปิดหน้าสิ่งที่ตำแหน่งต้องใช้ แล้วนำข้อยกเว้นออก",
        )


def _lacking(facts: PlanFacts, *, is_binding: bool) -> Found:
    frame = frame_of(facts)
    if frame is None:
        return
    least = int(facts.edition.number("line_competencies_min"))
    lines = lines_of(frame.posts.counted(), facts.edition.year, least=least)
    lacking = [row.line.name for row in lines if row.missing and row.is_binding == is_binding]
    if lacking:
        named = " ".join(lacking[:NAMED]) + (" และอื่น ๆ" if len(lacking) > NAMED else "")
        yield (
            PAGE,
            to_thai(f"{len(lacking)} สายงานยังเลือกสมรรถนะประจำสายงานไม่ครบ {least} สมรรถนะ: {named}"),
            "เลือกสมรรถนะประจำสายงานของแต่ละสายงานในหน้าสิ่งที่ตำแหน่งต้องใช้",
        )
