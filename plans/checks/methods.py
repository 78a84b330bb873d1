"""Methods and curricula that fit those who are to be developed (sections 4.2, 11 and 12)."""

from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from thai.digits import to_thai


@check("method-group", Grade.SHOULD, clause="แผนแม่บทฯ ข้อ ๑๒ (๑)", title="โครงการที่มีการปฐมนิเทศมีบุคลากรแรกบรรจุ")
def orientation_has_newcomers(facts: PlanFacts) -> Found:
    """Requirements C-12: orientation among other methods, but no newcomer among the groups."""
    method, allowed = facts.edition.rule("orientation_method"), set(facts.edition.rule("orientation_groups"))
    for row in facts.projects:
        methods, groups = {m.code for m in row.methods}, {group.code for group in row.groups}
        if method in methods and len(methods) > 1 and groups and not groups & allowed:
            yield (
                at("project", "methods", project=row.project.pk),
                to_thai(f"โครงการที่ {row.project.order} มีวิธีปฐมนิเทศ แต่ไม่มีบุคลากรแรกบรรจุเป็นกลุ่มเป้าหมาย"),
                "ยกเลิกวิธีปฐมนิเทศ หรือเพิ่มกลุ่มบุคลากรแรกบรรจุ",
            )


@check(
    "curriculum-group",
    Grade.SHOULD,
    clause="แผนแม่บทฯ ข้อ ๔.๒ (๓) (๔) และข้อ ๑๑ (๔)",
    title="หลักสูตรด้านการบริหารใช้กับผู้บริหาร",
)
def administration_is_for_executives(facts: PlanFacts) -> Found:
    """Courses on administration that nobody attends who administers."""
    curriculum = facts.edition.rule("executive_curriculum")
    executives = set(facts.edition.rule("executive_course_groups"))
    for row in facts.projects:
        groups = {group.code for group in row.groups}
        is_executive = row.project.curriculum is not None and row.project.curriculum.code == curriculum
        if is_executive and groups and not groups & executives:
            yield (
                at("project", "groups", project=row.project.pk),
                to_thai(f"โครงการที่ {row.project.order} เป็นหลักสูตรด้านการบริหาร แต่ไม่มีผู้บริหารเป็นกลุ่มเป้าหมาย"),
                "เลือกหลักสูตรอื่น เพิ่มกลุ่มผู้บริหาร หรือเขียนเหตุผล เช่น เตรียมผู้สืบทอดตำแหน่ง",
            )


@check("method-way", Grade.ADVICE, clause="แผนแม่บทฯ ข้อ ๑๒ (๕)", title="วิธีที่ห้าบอกว่าใช้วิธีย่อยใด")
def fifth_method_names_its_way(facts: PlanFacts) -> Found:
    """The fifth method is seven ways: coaching is not e-learning, and each has its own responsible person."""
    for row in facts.projects:
        chosen = {way.method_id for way in row.project.submethods.all()}
        for method in row.methods:
            if method.code in _with_ways(facts) and method.pk not in chosen:
                yield (
                    at("project", "submethods", project=row.project.pk),
                    to_thai(f"โครงการที่ {row.project.order} ยังไม่บอกว่าใช้วิธีย่อยใดของ{method.name}"),
                    "เลือกวิธีย่อย เช่น การสอนงาน พี่เลี้ยง หรือการเรียนรู้ผ่านสื่ออิเล็กทรอนิกส์",
                )


def _with_ways(facts: PlanFacts) -> set[str]:
    """The last method of section 12 is the one that is divided."""
    return {facts.methods[-1].code} if facts.methods else set()
