"""The analysis of needs: everything decided, ranked with a reason, and resting on something. Silent without any."""

from personnel.swot import ADVISED, FEWEST
from plans.checks.registry import Found, Grade, Place, at, check
from plans.facts import PlanFacts
from plans.needs_analysis import rests_on_assessment
from plans.papers.needs_tables import HEADINGS
from thai.digits import to_thai

SWOT_SECTION = "s1.6"
NEEDS, SWOT = Place("personnel:needs"), Place("personnel:swot")


@check("needs-decided", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๕ (๑)", title="ความต้องการที่ระบบเสนอได้รับการตัดสินแล้ว")
def proposals_are_decided(facts: PlanFacts) -> Found:
    """Requirement F-1: figures only propose; people say what is a need of this LAO."""
    if facts.undecided_needs:
        yield (
            NEEDS,
            to_thai(f"มีความต้องการที่ระบบเสนอ {facts.undecided_needs} เรื่อง ยังไม่ได้ยืนยันหรือไม่ใช้"),
            "ยืนยันหรือไม่ใช้ทีละเรื่อง หรือทั้งหมดพร้อมกัน",
        )


@check("needs-ranked", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๑๕ (๓)", title="ความต้องการเรียงลำดับความสำคัญแล้ว")
def needs_are_ranked(facts: PlanFacts) -> Found:
    """Requirement F-3: which need is answered first, and why."""
    unranked = [row.title for row in facts.need_lines if row.rank is None]
    if unranked:
        yield (
            NEEDS,
            to_thai(f"ความต้องการ {len(unranked)} เรื่องยังไม่มีลำดับความสำคัญ เช่น {unranked[0]}"),
            "กรอกลำดับและเหตุผล หรือเขียนเหตุผลที่ไม่จัดลำดับ",
        )
    without = [row.title for row in facts.need_lines if row.rank is not None and not row.reason]
    if without:
        yield (
            NEEDS,
            to_thai(f"ลำดับความสำคัญ {len(without)} เรื่องยังไม่มีเหตุผล เช่น {without[0]}"),
            "เขียนเหตุผลของลำดับสั้น ๆ",
        )


@check("needs-evidence", Grade.ADVICE, clause="แผนแม่บทฯ ข้อ ๑๕ (๑)", title="ความต้องการมีหลักฐานประกอบ")
def needs_rest_on_something(facts: PlanFacts) -> Found:
    """Requirement F-1: what the staff wish or lack is asked, not guessed; every need says what it rests on."""
    needs = facts.need_lines
    if needs and not rests_on_assessment(needs) and not facts.has_survey_results:
        yield (
            NEEDS,
            "ความต้องการยังไม่มีผลสำรวจหรือผลการประเมินบุคลากรประกอบ",
            "จัดทำแบบสำรวจความต้องการ หรือประเมินบุคลากร แล้วให้ระบบเสนอ",
        )
    bare = [row.title for row in needs if not row.evidence]
    if bare:
        yield (
            NEEDS,
            to_thai(f"ความต้องการ {len(bare)} เรื่องไม่ได้บอกหลักฐาน เช่น {bare[0]}"),
            "เขียนว่าทราบได้อย่างไรว่าเป็นความต้องการ",
        )


@check("swot-balanced", Grade.ADVICE, clause="แผนแม่บทฯ ข้อ ๑๕ (๑)", title="SWOT มีครบสี่ด้าน ด้านละสามถึงหกข้อ")
def every_quadrant_is_filled(facts: PlanFacts) -> Found:
    """A few sentences in each quadrant: none is forgotten, and none is a list of everything."""
    swot = facts.swot
    for quadrant, heading in HEADINGS.items():
        number = len(swot.get(quadrant.value, ()))
        if swot and not FEWEST <= number <= ADVISED:
            yield (
                SWOT,
                to_thai(f"{heading} มี {number} ข้อ"),
                to_thai(f"เขียนด้านละ {FEWEST} ถึง {ADVISED} ข้อ"),
            )


@check("swot-once", Grade.ADVICE, clause="แผนแม่บทฯ ข้อ ๑๕ (๑)", title="SWOT พิมพ์ครั้งเดียว")
def swot_is_printed_once(facts: PlanFacts) -> Found:
    """The text of the heading is printed before the table: it should not be the same list again."""
    outline = next((section for section in facts.outline if section.code == SWOT_SECTION), None)
    if outline is None or not facts.swot:
        return
    text = facts.text(outline)
    if all(word in text for word in ("จุดแข็ง", "จุดอ่อน", "โอกาส", "อุปสรรค")):
        yield (
            at("section", "body", code=SWOT_SECTION),
            "หัวข้อ ๑.๖ จะพิมพ์ SWOT สองครั้ง คือในข้อความและในตาราง",
            "ลบรายการออกจากข้อความ คงไว้แต่คำนำสั้น ๆ ของหัวข้อ",
        )
