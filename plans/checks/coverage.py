"""Nobody forgotten: groups, curricula, ethics, digital skill, executives, and targets that can be met."""

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from thai.digits import to_thai


@check(
    "target-within-headcount",
    Grade.MUST,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๑๙",
    title="เป้าหมายไม่เกินจำนวนบุคลากร",
)
def targets_within_headcount(facts: PlanFacts) -> Found:
    """Not more people to be developed than there are in the group that year."""
    for (code, year), target in facts.targets.items():
        if target.people > target.headcount:
            yield (
                at("targets", f"people_{code}_{year}"),
                to_thai(
                    f"กลุ่ม{target.group.short_name} ปี {year} ตั้งเป้าหมาย {target.people} คน แต่มีบุคลากร {target.headcount} คน"
                ),
                "แก้จำนวนบุคลากรหรือเป้าหมายให้ถูกต้อง",
            )


@check("group-covered", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๔.๒", title="ทุกกลุ่มที่มีบุคลากรมีโครงการ")
def every_group_is_developed(facts: PlanFacts) -> Found:
    """A group with people has a target and at least one project."""
    with_projects = {group.code for row in facts.projects for group in row.groups}
    for group in facts.groups:
        rows = [
            facts.targets[(group.code, year)] for year in facts.years if (group.code, year) in facts.targets
        ]
        if not any(row.headcount for row in rows):
            continue
        if not any(row.people for row in rows):
            yield (
                at("targets", f"people_{group.code}_{facts.cycle.first}"),
                f"กลุ่ม{group.short_name}มีบุคลากรแต่ยังไม่มีเป้าหมายที่จะพัฒนา",
                "กรอกเป้าหมายอย่างน้อยหนึ่งปี",
            )
        if group.code not in with_projects:
            yield (
                at("projects"),
                f"ยังไม่มีโครงการสำหรับกลุ่ม{group.short_name}",
                "เพิ่มโครงการ หรือเลือกกลุ่มนี้ในโครงการที่มีอยู่",
            )


@check(
    "empty-year",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๑๕ (๒)",
    title="มีเป้าหมายและโครงการครบทุกปีของรอบ",
)
def every_year_has_something(facts: PlanFacts) -> Found:
    """Projects are made for each year: a year with nothing was perhaps forgotten, so a reason closes it."""
    for year in facts.years:
        if facts.projects and not facts.people_by_year[year]:
            yield (
                at("projects"),
                to_thai(f"ปีงบประมาณ {year} ยังไม่มีผู้เข้ารับการพัฒนาในโครงการใดเลย"),
                "กรอกจำนวนคนและงบประมาณของปีนั้น หรือเขียนเหตุผลที่ไม่มีโครงการ",
            )
        aimed = sum(target.people for (_code, of), target in facts.targets.items() if of == year)
        if not aimed and any(target.people for target in facts.targets.values()):
            yield (
                at("targets", f"people_{facts.groups[0].code}_{year}"),
                to_thai(f"ปีงบประมาณ {year} ยังไม่มีเป้าหมายที่จะพัฒนา"),
                "กรอกเป้าหมายของปีนั้น หรือเขียนเหตุผลที่ไม่มีเป้าหมาย",
            )


@check(
    "project-within-headcount",
    Grade.SHOULD,
    clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด ข้อ ๑๙",
    title="ผู้เข้ารับการพัฒนาไม่เกินจำนวนบุคลากรในกลุ่ม",
)
def participants_exist(facts: PlanFacts) -> Found:
    """More participants than people in the project's groups: perhaps others take part, then a reason says so."""
    for row in facts.projects:
        if not row.groups:
            continue
        for year in facts.years:
            people = sum(
                facts.targets[(group.code, year)].headcount
                for group in row.groups
                if (group.code, year) in facts.targets
            )
            if row.people(year) > people:
                yield (
                    at("project", f"people_{year}", project=row.project.pk),
                    to_thai(
                        f"โครงการที่ {row.project.order} ปี {year} มี {row.people(year)} คน แต่กลุ่มเป้าหมายมี {people} คน"
                    ),
                    "แก้จำนวนคน หรือเขียนเหตุผล เช่น มีผู้บริหารและสมาชิกสภาเข้าร่วมด้วย",
                )


@check(
    "executive-course",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๑๑ (๔) และข้อ ๔.๒ (๓) (๔)",
    title="ผู้บริหารและอำนวยการมีหลักสูตรด้านการบริหาร",
)
def executives_learn_to_manage(facts: PlanFacts) -> Found:
    """Groups three and four have at least one course of the curriculum on administration."""
    curriculum = facts.edition.rule("executive_curriculum")
    for code in facts.edition.rule("executive_course_groups"):
        yield from _group_without(facts, code, curriculum, "หลักสูตรด้านการบริหาร")


@check("ethics-course", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๑๑ (๕)", title="ทุกกลุ่มมีหลักสูตรด้านคุณธรรมและจริยธรรม")
def everyone_learns_ethics(facts: PlanFacts) -> Found:
    """Every group has at least one course on ethics."""
    for group in facts.groups:
        yield from _group_without(
            facts, group.code, facts.edition.rule("ethics_curriculum"), "หลักสูตรด้านคุณธรรมและจริยธรรม"
        )


@check("orientation-held", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๑๒ (๑)", title="บุคลากรแรกบรรจุมีการปฐมนิเทศ")
def newcomers_are_introduced(facts: PlanFacts) -> Found:
    """Where there are newcomers, at least one project introduces them."""
    method = facts.edition.rule("orientation_method")
    for code in facts.edition.rule("orientation_groups"):
        if _headcount(facts, code) and not any(
            method in {m.code for m in row.methods} and code in {g.code for g in row.groups}
            for row in facts.projects
        ):
            yield at("projects"), "มีบุคลากรแรกบรรจุแต่ไม่มีโครงการปฐมนิเทศ", "เพิ่มโครงการปฐมนิเทศ หรือเขียนเหตุผลไว้"


@check("digital-course", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๕.๖ และข้อ ๑๑ (๒)", title="มีการพัฒนาทักษะด้านดิจิทัล")
def somebody_learns_digital(facts: PlanFacts) -> Found:
    """At least one project develops digital skill."""
    least = int(facts.edition.number("digital_projects_min"))
    if facts.projects and sum(1 for row in facts.projects if row.project.is_digital) < least:
        yield (
            at("projects"),
            "ยังไม่มีโครงการที่พัฒนาทักษะด้านดิจิทัล",
            "เพิ่มโครงการ หรือทำเครื่องหมาย “พัฒนาทักษะด้านดิจิทัล” ในโครงการที่เกี่ยวข้อง",
        )


@check("curriculum-covered", Grade.ADVICE, clause="แผนแม่บทฯ ข้อ ๑๑", title="มีโครงการครบห้าหลักสูตร")
def every_curriculum_used(facts: PlanFacts) -> Found:
    """A curriculum without any project may be meant."""
    used = {row.project.curriculum.code for row in facts.projects if row.project.curriculum}
    for curriculum in facts.curricula:
        if facts.projects and curriculum.code not in used:
            yield at("projects"), f"ยังไม่มีโครงการใน{curriculum.name}", "พิจารณาเพิ่มโครงการ หากไม่จำเป็นไม่ต้องแก้ไข"


@check("monitoring-complete", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๕ (๔)", title="การติดตามระบุว่าใคร เมื่อใด อย่างไร")
def monitoring_names_who_and_when(facts: PlanFacts) -> Found:
    """Requirements II-13: who follows up what, when and how."""
    if not facts.monitoring:
        yield at("monitoring"), "ยังไม่มีรายการติดตามและประเมินผล", "เพิ่มตัวชี้วัด วิธีการ ผู้ติดตาม และระยะเวลา"
    for item in facts.monitoring:
        missing = [
            what
            for what, value in (("วิธีการ", item.method), ("ผู้ติดตาม", item.responsible), ("ระยะเวลา", item.when))
            if not value.strip()
        ]
        if missing:
            yield (
                at("monitoring"),
                to_thai(f"รายการติดตามที่ {item.order} ยังไม่มี{' '.join(missing)}"),
                "กรอกให้ครบว่าใครติดตาม เมื่อใด และด้วยวิธีใด",
            )


def _headcount(facts: PlanFacts, code: str) -> int:
    return sum(facts.targets[(code, year)].headcount for year in facts.years if (code, year) in facts.targets)


def _group_without(facts: PlanFacts, code: str, curriculum: str, what: str) -> Found:
    """A finding when a group with people has no project of a curriculum."""
    group = next((group for group in facts.groups if group.code == code), None)
    if group is None or not _headcount(facts, code) or not facts.projects:
        return
    for row in facts.projects:
        if (
            row.project.curriculum
            and row.project.curriculum.code == curriculum
            and code in {g.code for g in row.groups}
        ):
            return
    yield at("projects"), f"กลุ่ม{group.short_name}ยังไม่มี{what}", "เพิ่มโครงการ หรือเพิ่มกลุ่มนี้ในโครงการที่มีอยู่"
