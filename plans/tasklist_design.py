"""The step between needs and texts: ceilings, proposed projects, and whether the plan answers the needs and reaches all.

Optional, as the step about people is: what has to be in order is held by the checks; here an officer sees how far it is.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.budget import budget_of
from plans.coverage import Coverage, coverage_of
from plans.coverage_rules import Addresses, Rule, rules_of
from plans.facts import PlanFacts
from plans.tasklist import Status, Task, TaskGroup


def design_group(facts: PlanFacts) -> TaskGroup:
    """Ceilings first: what is proposed keeps within them; then what the projects answer and whom they reach."""
    tasks = [_budget(facts), _proposals(facts), _thread(facts), _coverage(facts)]
    return TaskGroup(_("ความเชื่อมโยง ความครอบคลุม และวงเงิน"), tasks, is_optional=True)


def _proposals(facts: PlanFacts) -> Task:
    """Done when every proposal was decided upon, or when there is nothing to propose."""
    label, url, waiting = _("ให้ระบบเสนอโครงการ"), _url(facts, "proposals"), len(facts.proposals)
    if waiting:
        return Task(label, url, Status.DOING, fact=_("รอตัดสิน {count} โครงการ").format(count=f"{waiting:,}"))
    asked = any(row.project.proposal_key for row in facts.projects)
    if asked or facts.revision.declinedproposals.exists():
        return Task(label, url, Status.DONE)
    found = coverage_of(facts)
    if facts.projects and not found.unanswered and not _unmet(facts, found):
        return Task(label, url, Status.DONE, fact=_("ไม่มีความต้องการหรือข้อกำหนดใดที่ยังขาดโครงการ"))
    return Task(label, url, Status.TODO, fact=_("ยังไม่ได้ให้ระบบเสนอ") if facts.projects else "")


def _thread(facts: PlanFacts) -> Task:
    found = coverage_of(facts)
    fact, status = "", Status.TODO
    if found.needs:
        fact = _("มีโครงการตอบความต้องการ {answered} จาก {total} เรื่อง").format(
            answered=len(found.needs) - len(found.unanswered), total=len(found.needs)
        )
    if facts.projects:
        status = Status.DOING if found.unanswered or found.loose_projects else Status.DONE
    if found.loose_projects:
        loose = _("โครงการที่ยังไม่มีเหตุผล {count}").format(count=len(found.loose_projects))
        fact = f"{fact} {loose}".strip()
    return Task(_("ดูเส้นทางจากความต้องการถึงโครงการ"), _url(facts, "thread"), status, fact=fact)


def _coverage(facts: PlanFacts) -> Task:
    found = coverage_of(facts)
    status, fact, lacking = Status.TODO, "", _unmet(facts, found)
    if facts.projects:
        status = Status.DOING if lacking else Status.DONE
        if found.has_posts:
            fact = _("ครอบคลุม {covered} จาก {total} ตำแหน่ง").format(
                covered=f"{found.post_covered:,}", total=f"{found.post_total:,}"
            )
    url = _url(facts, "coverage")
    missing = [(f"{rule.text} {rule.state}", rule.mend or url) for rule in lacking] if facts.projects else []
    return Task(_("ดูความครอบคลุมของแผน"), url, status, fact=fact, missing=missing)


def _unmet(facts: PlanFacts, found: Coverage) -> list[Rule]:
    """Rules about whom the plan reaches that it does not meet; what answers the needs is a task of its own."""
    ways = Addresses(facts.revision, editable=True)  # who may not change the plan is shown no links
    return [rule for rule in rules_of(facts, found, ways) if not rule.is_met and not rule.is_about_needs]


def _budget(facts: PlanFacts) -> Task:
    found = budget_of(facts)
    over = [str(row.year) for row in found.over]
    url = _url(facts, "budget")
    if over:
        fact = _("เกินวงเงินปี {years}").format(years=", ".join(over))
        return Task(_("กรอกวงเงินงบประมาณ"), url, Status.WRONG, len(over), fact=fact)
    begun = Status.DOING if facts.budgets else Status.TODO
    return Task(_("กรอกวงเงินงบประมาณ"), url, Status.DONE if found.has_ceilings else begun)


def _url(facts: PlanFacts, view: str) -> str:
    return reverse(f"plans:{view}", kwargs=facts.revision.address)
