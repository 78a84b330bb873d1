"""The golden thread: every project has a reason, every urgent need a project, every indicator a way to be measured.

Silent about needs for an LAO that keeps none here: its analysis then is the text of heading 1.6.
"""

from plans.checks.registry import Found, Grade, at, check
from plans.coverage import has_reason
from plans.facts import PlanFacts, ProjectFacts
from thai.digits import to_thai

NAMED = 3  #: needs that a finding names

#: Columns of an indicator that make it measurable, and what they are called.
DETAILS = (
    ("indicator_baseline", "ค่าฐาน"),
    ("indicator_unit", "หน่วยนับ"),
    ("indicator_method", "วิธีวัด"),
    ("indicator_measurer", "ผู้วัด"),
)


@check(
    "project-reason",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๑๕ (๑) และข้อ ๕",
    title="ทุกโครงการตอบความต้องการ หรือมีกฎหมายหรือนโยบายรองรับ",
)
def every_project_has_a_reason(facts: PlanFacts) -> Found:
    """A project that answers no need rests on a law or a policy, which it names."""
    if not facts.need_lines or not facts.projects:
        return
    loose = [row for row in facts.projects if not has_reason(row)]
    if len(loose) == len(facts.projects):
        yield (
            at("projects"),
            "ยังไม่มีโครงการใดเชื่อมกับความต้องการพัฒนาหรืออ้างกฎหมายหรือนโยบาย",
            "เปิดแต่ละโครงการแล้วเลือกความต้องการที่โครงการตอบ หรือเลือกเหตุผลอื่นที่ต้องมีโครงการ",
        )
        return
    for row in loose:
        if row.project.basis:
            place, what = at("project", "basis_text", project=row.project.pk), "ยังไม่บอกชื่อกฎหมายหรือนโยบายที่อ้าง"
        else:
            place, what = at("project", "needs", project=row.project.pk), "ไม่ได้ตอบความต้องการใด และไม่มีเหตุผลอื่น"
        yield (
            place,
            to_thai(f"โครงการที่ {row.project.order} {row.project.name} {what}"),
            "เลือกความต้องการที่โครงการตอบ หรืออ้างกฎหมาย นโยบาย หรือเขียนเหตุผลไว้",
        )


@check(
    "need-answered",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๑๕ (๓)",
    title="ความต้องการลำดับต้นมีโครงการตอบ",
)
def urgent_needs_are_answered(facts: PlanFacts) -> Found:
    """Requirement F-3: what ranks first is answered first; later ranks may wait for the next cycle."""
    answered = _answered(facts)
    most = int(facts.edition.number("needs_high_rank"))
    waiting = [
        row
        for row in facts.need_lines
        if row.rank is not None and row.rank <= most and row.title not in answered
    ]
    if answered and waiting:
        named = " ".join(f"({row.rank}) {row.title}" for row in waiting[:NAMED])
        yield (
            at("projects"),
            to_thai(f"ความต้องการลำดับต้น {len(waiting)} เรื่องยังไม่มีโครงการตอบ: {named}"),
            "เพิ่มโครงการ เลือกความต้องการนั้นในโครงการที่มีอยู่ หรือเขียนเหตุผลที่ยังไม่ดำเนินการ",
        )


@check(
    "indicator-detail",
    Grade.ADVICE,
    clause="แผนแม่บทฯ ข้อ ๑๕ (๔)",
    title="ตัวชี้วัดมีค่าฐาน หน่วยนับ วิธีวัด ผู้วัด และค่าเป้าหมายรายปี",
)
def indicators_can_be_measured(facts: PlanFacts) -> Found:
    """Where nothing was filled in one advice for the plan; else one for each project that was begun."""
    if facts.edition.year < facts.edition.number("indicator_details_from"):
        return
    lacking = {row.project.pk: _lacking(facts, row) for row in facts.projects}
    begun = [row for row in facts.projects if lacking[row.project.pk] and _is_begun(row)]
    bare = [row for row in facts.projects if not _is_begun(row)]
    for row in begun:
        field, _what = lacking[row.project.pk][0]
        named = " ".join(what for _field, what in lacking[row.project.pk])
        yield (
            at("project", field, project=row.project.pk),
            to_thai(f"โครงการที่ {row.project.order} ตัวชี้วัดยังไม่มี{named}"),
            "กรอกให้ครบ เพื่อให้ผู้ติดตามวัดได้โดยไม่ต้องถามผู้เขียนแผน",
        )
    if bare:
        yield (
            at("project", "indicator_baseline", project=bare[0].project.pk),
            to_thai(f"ตัวชี้วัดของ {len(bare)} โครงการยังไม่มีค่าฐาน หน่วยนับ วิธีวัด ผู้วัด และค่าเป้าหมายรายปี"),
            "กรอกอย่างน้อยในโครงการสำคัญ",
        )


def _lacking(facts: PlanFacts, row: ProjectFacts) -> list[tuple[str, str]]:
    """Fields of a project's indicator that are empty, and what they are called."""
    found = [(field, what) for field, what in DETAILS if not getattr(row.project, field).strip()]
    for year in facts.years:
        if row.people(year) and not row.years[year].indicator_target.strip():
            found.append((f"target_{year}", f"ค่าเป้าหมายปี {year}"))
    return found


def _is_begun(row: ProjectFacts) -> bool:
    """True when something of the details was filled in."""
    if any(getattr(row.project, field).strip() for field, _what in DETAILS):
        return True
    return any(year.indicator_target.strip() for year in row.years.values())


def _answered(facts: PlanFacts) -> set[str]:
    """Titles of the needs that a project answers; of a closed revision those that were kept."""
    revision = facts.revision
    if not revision.is_editable and revision.snapshot is not None:
        projects = revision.snapshot.content["projects"]
        return {need["title"] for project in projects for need in project.get("needs", ())}
    return {need.title for row in facts.projects for need in row.needs}
