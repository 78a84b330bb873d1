"""Whom and what the plan reaches: every post, and every area of knowledge (sections 11 and 13)."""

from weakref import WeakKeyDictionary

from plans.checks.registry import Found, Grade, at, check
from plans.coverage import Coverage, coverage_of
from plans.facts import PlanFacts
from thai.digits import to_thai

NAMED = 5  #: lines that a finding names; the page of coverage names all
_COUNTED: WeakKeyDictionary[PlanFacts, Coverage] = WeakKeyDictionary()


@check("post-covered", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๑", title="ทุกตำแหน่งได้รับการพัฒนาอย่างน้อยหนึ่งหลักสูตร")
def every_post_is_reached(facts: PlanFacts) -> Found:
    """Requirement C-8. Silent for an LAO that keeps no staff list here: then groups stand for posts."""
    rows = _coverage(facts).unreached
    if rows and facts.projects:
        named = " ".join(dict.fromkeys(row.line for row in rows[:NAMED]))
        more = " และอื่น ๆ" if len(rows) > NAMED else ""
        yield (
            at("coverage"),
            to_thai(f"{sum(row.missing for row in rows)} ตำแหน่งยังไม่มีหลักสูตรใดเลยในรอบ: {named}{more}"),
            "เพิ่มโครงการ หรือเลือกกลุ่มของตำแหน่งนั้นในโครงการที่มีผู้เข้ารับการพัฒนา",
        )


@check(
    "knowledge-areas",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๑๓",
    title="มีโครงการครบห้าด้านความรู้ รวมด้านคุณธรรมและจริยธรรม",
)
def every_area_is_taught(facts: PlanFacts) -> Found:
    """Requirement C-14: the five areas, which are not the five curricula."""
    taught = {row.project.knowledge_area_id for row in facts.projects if row.people_total}
    missing = [area.name for area in facts.knowledge_areas if area.pk not in taught]
    if facts.projects and missing:
        yield (
            at("projects"),
            to_thai(f"ยังไม่มีโครงการใน {len(missing)} ด้านความรู้: {' '.join(missing)}"),
            "เลือกด้านความรู้ในโครงการที่เกี่ยวข้อง เพิ่มโครงการ หรือเขียนเหตุผลไว้",
        )


@check("project-area", Grade.ADVICE, clause="แผนแม่บทฯ ข้อ ๑๓", title="ทุกโครงการบอกด้านความรู้")
def every_project_names_its_area(facts: PlanFacts) -> Found:
    """Without it the table of areas does not count the project."""
    for row in facts.projects:
        if row.project.knowledge_area is None:
            yield (
                at("project", "knowledge_area", project=row.project.pk),
                to_thai(f"โครงการที่ {row.project.order} {row.project.name} ยังไม่ได้เลือกด้านความรู้"),
                "เลือกหนึ่งในห้าด้าน",
            )


def _coverage(facts: PlanFacts) -> Coverage:
    """Counted once for all rules."""
    if facts not in _COUNTED:
        _COUNTED[facts] = coverage_of(facts)
    return _COUNTED[facts]
