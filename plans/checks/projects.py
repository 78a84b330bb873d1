"""Every project complete, and its figures possible (sections 4.3.6, 11, 12, 15(4) and 16)."""

from collections.abc import Callable
from decimal import Decimal

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts, ProjectFacts
from thai.digits import to_thai

#: Field, what is missing, and whether a project has it; each its own finding, so that each is one click away.
NEEDED: tuple[tuple[str, str, str, Callable[[ProjectFacts], bool]], ...] = (
    (
        "objective",
        "วัตถุประสงค์",
        "เขียนว่าต้องการให้ผู้เข้ารับการพัฒนาทำอะไรได้",
        lambda p: bool(p.project.objective.strip()),
    ),
    ("curriculum", "หลักสูตร", "เลือกหนึ่งในห้าหลักสูตร", lambda p: p.project.curriculum is not None),
    ("methods", "วิธีการพัฒนา", "เลือกอย่างน้อยหนึ่งวิธี", lambda p: bool(p.methods)),
    ("groups", "กลุ่มเป้าหมาย", "เลือกอย่างน้อยหนึ่งกลุ่ม", lambda p: bool(p.groups)),
    (
        "delivery",
        "ลักษณะการพัฒนา",
        "เลือกดำเนินการเอง หรือส่งฝึกอบรมกับหน่วยงานอื่น",
        lambda p: bool(p.project.delivery),
    ),
    ("unit", "หน่วยงานที่รับผิดชอบ", "เลือกส่วนราชการที่รับผิดชอบ", lambda p: p.project.unit is not None),
    (
        "first_month",
        "ช่วงเวลาดำเนินการ",
        "เลือกเดือนที่เริ่มและเดือนที่สิ้นสุด",
        lambda p: bool(p.project.first_month and p.project.last_month),
    ),
)


@check("project-complete", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๔.๓.๖ และข้อ ๑๑", title="ทุกโครงการกรอกครบ")
def every_project_complete(facts: PlanFacts) -> Found:
    """Requirements B-5, C-9: course, period, method, group and responsible unit of each row."""
    for row in facts.projects:
        for field, what, fix, has in NEEDED:
            if not has(row):
                yield at("project", field, project=row.project.pk), f"{_name(row)} ยังไม่มี{what}", fix


@check("project-indicator", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๕ (๔)", title="ทุกโครงการมีตัวชี้วัดและค่าเป้าหมาย")
def every_project_measured(facts: PlanFacts) -> Found:
    """Requirements F-4: success is judged against a stated indicator."""
    for row in facts.projects:
        if not row.project.indicator.strip():
            yield (
                at("project", "indicator", project=row.project.pk),
                f"{_name(row)} ยังไม่มีตัวชี้วัด",
                "เขียนตัวชี้วัดที่วัดได้ เช่น ร้อยละของผู้ผ่านการทดสอบหลังการอบรม",
            )
        if not row.project.indicator_target.strip():
            yield (
                at("project", "indicator_target", project=row.project.pk),
                f"{_name(row)} ยังไม่มีค่าเป้าหมายของตัวชี้วัด",
                "กรอกค่าเป้าหมายพร้อมหน่วย เช่น ไม่น้อยกว่าร้อยละ ๘๐",
            )


@check(
    "project-held", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๑ วรรคท้าย", title="ทุกโครงการมีผู้เข้ารับการพัฒนาอย่างน้อยหนึ่งปี"
)
def every_project_held(facts: PlanFacts) -> Found:
    """A project without people in any year is none."""
    for row in facts.projects:
        if not row.people_total:
            yield (
                at("project", f"people_{facts.cycle.first}", project=row.project.pk),
                f"{_name(row)} ไม่มีจำนวนคนในปีใดเลย",
                "กรอกจำนวนผู้เข้ารับการพัฒนาในปีที่ดำเนินการ",
            )


@check("project-budget", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๖", title="งบประมาณของทุกโครงการชัดเจน แน่นอน")
def every_amount_explicit(facts: PlanFacts) -> Found:
    """Requirements H-1: an explicit amount for each year in which the project is held, or "no budget"."""
    for row in facts.projects:
        project = row.project
        for year in facts.years:
            people, baht = row.people(year), row.baht(year)
            place = at("project", f"baht_{year}", project=project.pk)
            if project.uses_budget and people and not baht:
                yield (
                    place,
                    to_thai(f"{_name(row)} ปี {year} มีผู้เข้ารับการพัฒนา {people} คน แต่ไม่มีงบประมาณ"),
                    "กรอกจำนวนเงิน หรือเลือก “ไม่ใช้งบประมาณ”",
                )
            if baht and not people:
                yield (
                    at("project", f"people_{year}", project=project.pk),
                    to_thai(f"{_name(row)} ปี {year} มีงบประมาณแต่ไม่มีจำนวนคน"),
                    "กรอกจำนวนคน หรือลบจำนวนเงินของปีนั้น",
                )
        if not project.uses_budget and row.baht_total:
            yield (
                at("project", "uses_budget", project=project.pk),
                f"{_name(row)} เลือกไม่ใช้งบประมาณ แต่มีจำนวนเงิน",
                "ลบจำนวนเงิน หรือเลือกใช้งบประมาณ",
            )


@check("money-source", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๖", title="ระบุที่มาของงบประมาณ")
def every_amount_has_a_source(facts: PlanFacts) -> Found:
    """The heading of the budget ordinance from which the money comes."""
    for row in facts.projects:
        if row.project.uses_budget and not row.project.money_source.strip():
            yield (
                at("project", "money_source", project=row.project.pk),
                f"{_name(row)} ยังไม่ระบุที่มาของงบประมาณ",
                f"กรอกหมวดใน{facts.organization.titles.annual_budget_law}",
            )


@check("year-outside", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๕ (๒)", title="ปีของทุกโครงการอยู่ในรอบของแผน")
def years_inside_the_cycle(facts: PlanFacts) -> Found:
    """Totals count the three years of the cycle: an amount in another year would vanish from them."""
    for row in facts.projects:
        for year in sorted(set(row.years) - set(facts.years)):
            yield (
                at("project", "name", project=row.project.pk),
                to_thai(f"{_name(row)} มีข้อมูลของปี {year} ซึ่งอยู่นอกรอบ {facts.cycle.label}"),
                "บันทึกโครงการนี้ใหม่ให้อยู่ในรอบของแผน",
            )


@check(
    "lecture-share",
    Grade.SHOULD,
    clause="แนวทางพัฒนาทักษะด้านดิจิทัลฯ ตามมติ ครม. ๒๖ กันยายน ๒๕๖๐",
    title="ชั่วโมงบรรยายไม่เกินร้อยละหกสิบ",
)
def lectures_are_not_most_of_it(facts: PlanFacts) -> Found:
    """Requirements K-9: lecture hours at most 60 % of the hours of a training."""
    most = facts.edition.number("lecture_share_max")
    for row in facts.projects:
        total, lecture = row.project.hours_total, row.project.hours_lecture
        if total and lecture and Decimal(lecture) / total > most:
            share = round(Decimal(lecture) * 100 / total)
            yield (
                at("project", "hours_lecture", project=row.project.pk),
                to_thai(f"{_name(row)} บรรยายร้อยละ {share} ของเวลา กำหนดไว้ไม่เกินร้อยละ {most * 100:.0f}"),
                "เพิ่มการฝึกปฏิบัติหรือการอภิปราย หรือเขียนเหตุผลที่ต้องบรรยายมาก",
            )


@check("orientation-group", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๑๒ (๑)", title="การปฐมนิเทศใช้กับบุคลากรแรกบรรจุ")
def orientation_is_for_newcomers(facts: PlanFacts) -> Found:
    """Requirements C-12: orientation is a method for the first group only."""
    method, allowed = facts.edition.rule("orientation_method"), set(facts.edition.rule("orientation_groups"))
    for row in facts.projects:
        others = [group.short_name for group in row.groups if group.code not in allowed]
        if others and [m.code for m in row.methods] == [method]:
            yield (
                at("project", "groups", project=row.project.pk),
                f"{_name(row)} เป็นการปฐมนิเทศ แต่มีกลุ่มเป้าหมาย{'  '.join(others)}",
                "เลือกเฉพาะบุคลากรแรกบรรจุ หรือเลือกวิธีการพัฒนาอื่นเพิ่ม",
            )


@check("repeated-project", Grade.SHOULD, clause="แบบตรวจของเลขานุการคณะกรรมการระดับจังหวัด", title="ไม่มีโครงการซ้ำ")
def no_project_twice(facts: PlanFacts) -> Found:
    """The same name twice is mostly a slip of copying."""
    seen: dict[str, int] = {}
    for row in facts.projects:
        name = row.project.name.replace(" ", "")
        if name in seen:
            yield (
                at("project", "name", project=row.project.pk),
                to_thai(f"{_name(row)} ชื่อซ้ำกับโครงการที่ {seen[name]}"),
                "ลบโครงการที่ซ้ำ หรือตั้งชื่อให้ต่างกัน",
            )
        seen.setdefault(name, row.project.order)


def _name(row: ProjectFacts) -> str:
    return to_thai(f"โครงการที่ {row.project.order} {row.project.name}")
