"""Amendments: numbered without gaps, with a reason, while the plan is in force (section 19)."""

from plans.amendment.base import base_of
from plans.amendment.changes import changed_in
from plans.checks.registry import Found, Grade, at, check
from plans.facts import PlanFacts
from plans.models import State
from thai.dates import today
from thai.digits import to_thai

SHORT = 10  #: characters that no reason of necessity has


@check("amendment-number", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๙", title="การปรับปรุงเรียงครั้งที่ต่อกันและมีเหตุผล")
def amendment_follows(facts: PlanFacts) -> Found:
    """Requirements J-1 and J-2: 1, 2, 3, ... each upon an announced plan in force, each with its necessity."""
    revision = facts.revision
    if not revision.number:
        return
    before = {row.number: row.state for row in facts.plan.revisions.all() if row.number < revision.number}
    if before.get(revision.number - 1) != State.ANNOUNCED:
        yield (
            at("tasks"),
            to_thai(f"ปรับปรุงครั้งที่ {revision.number} แต่ฉบับก่อนหน้ายังไม่ได้ประกาศใช้"),
            "ประกาศใช้หรือยุติฉบับก่อนหน้าก่อน",
        )
    if len(revision.reason.strip()) < SHORT:
        yield at("tasks"), "เหตุผลความจำเป็นในการปรับปรุงสั้นเกินไป", "เขียนเหตุผลความจำเป็นให้คณะกรรมการเข้าใจได้"
    if revision.is_editable and today() > facts.cycle.ends_on:
        yield (
            at("tasks"),
            to_thai(f"แผนของรอบ {facts.cycle.label} สิ้นสุดแล้ว จึงปรับปรุงไม่ได้"),
            "จัดทำแผนของรอบใหม่แทน",
        )


@check(
    "amendment-changes", Grade.MUST, clause="แผนแม่บทฯ ข้อ ๑๙", title="การปรับปรุงเปลี่ยนแปลงแผนที่ใช้อยู่อย่างน้อยหนึ่งเรื่อง"
)
def amendment_changes_something(facts: PlanFacts) -> Found:
    """Checks of the secretary, 29: there is something to set before and after against each other."""
    if base_of(facts.revision) is not None and not changed_in(facts):
        yield (
            at("changes"),
            "ฉบับปรับปรุงนี้ยังเหมือนฉบับที่ใช้อยู่ทุกอย่าง",
            "แก้ไขหัวข้อหรือโครงการที่ต้องการปรับปรุง หรือยุติการปรับปรุง",
        )
