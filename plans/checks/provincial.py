"""What the province's board says is not the LAO's will before somebody took it over or left it."""

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from plans.provincial_answers import offers
from thai.digits import to_thai


@check(
    "provincial-texts",
    Grade.MUST,
    clause="แผนแม่บทฯ ข้อ ๑๔.๒",
    title="พิจารณาข้อความของจังหวัดครบทุกหัวข้อแล้ว",
)
def provincial_texts_are_answered(facts: PlanFacts) -> Found:
    """Before the plan leaves its author: to take a text over or to keep what is there are both an answer.

    Headings of the book that the LAO does not make do not keep the plan back.
    """
    found = [one for one in offers(facts) if facts.is_decided_upon(one.outline)]
    if found:
        yield (
            at("provincial"),
            to_thai(f"{facts.organization.board.short_name} มีข้อความของจังหวัด {len(found)} หัวข้อ ที่ยังไม่ได้พิจารณา"),
            "อ่านแล้วเลือกใช้ข้อความของจังหวัดหรือคงข้อความเดิม ทีละหัวข้อ",
        )
