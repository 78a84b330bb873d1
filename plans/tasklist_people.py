"""The first step of a plan: who works here and what they lack, with how far that is.

Nobody is kept from drafting by it: an LAO may begin to keep its staff list later. The counts of assessments are for
those who draft, so whoever shows this asks before.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.models import Membership
from personnel.assessing import may_see_all
from personnel.gaps import Measured
from personnel.models import Survey, SwotItem
from personnel.swot import FEWEST
from plans.facts import PlanFacts
from plans.tasklist import Status, Task, TaskGroup


def people_group(facts: PlanFacts, acting: Membership | None) -> TaskGroup:
    """Staff list, requirements, assessment, survey, SWOT and needs of the plan's cycle."""
    steps = _People(facts)
    tasks = [
        steps.staff_list(),
        steps.requirements(),
        steps.assessment(may_open=may_see_all(acting)),
        steps.survey(),
        steps.swot(),
        steps.needs(),
    ]
    return TaskGroup(_("ข้อมูลบุคลากรและความต้องการ"), tasks, is_optional=True)


class _People:
    """The tasks of one plan; none of them asks a query for each person."""

    def __init__(self, facts: PlanFacts) -> None:
        self.facts = facts
        self.organization, self.first_year = facts.organization, facts.plan.first_year

    def staff_list(self) -> Task:
        label, staff = _("ดูว่ามีตำแหน่งใดและใครครองอยู่"), self.facts.staff
        url = reverse("personnel:overview", args=[self.organization.code])
        if staff is not None:
            fact = _("กรอบ {frame} อัตรา มีคนครอง {held} ว่าง {vacant}").format(
                frame=f"{staff.total.frame:,}", held=f"{staff.total.held:,}", vacant=f"{staff.total.vacant:,}"
            )
            return Task(label, url, Status.DONE if staff.total.held else Status.DOING, fact=fact)
        if self.facts.staffing_frames:
            fact = _("แผนอัตรากำลังที่มีอยู่เป็นของปีอื่น สร้างของรอบนี้โดยคัดลอกจากรอบก่อน")
            return Task(label, url, Status.DOING, fact=fact)
        return Task(label, url, Status.TODO, fact=_("ยังไม่มีบัญชีบุคลากรในระบบ นำเข้าจาก Excel ได้"))

    def requirements(self) -> Task:
        chosen = self.facts.line_choices.chosen
        lacking, total = chosen.lacking, chosen.total
        fact = ""
        if lacking:
            fact = _("ยังไม่ได้เลือกสมรรถนะประจำสายงาน {count} จาก {total} สายงาน").format(
                count=lacking, total=total
            )
        begun = Status.DOING if lacking < total else Status.TODO
        status = begun if lacking or not total else Status.DONE
        return Task(_("กำหนดสิ่งที่ตำแหน่งต้องใช้"), self._url("requirements_of_cycle"), status, fact=fact)

    def assessment(self, *, may_open: bool) -> Task:
        """The page behind it shows everybody's scores: it is the officer's."""
        counted = Measured(self.organization, self.first_year, self.facts.staff_list).coverage
        status = Status.DOING if counted.assessed else Status.TODO
        return Task(
            _("ประเมินบุคลากร"),
            self._url("assessments_of_cycle") if may_open else "",
            Status.DONE if counted.is_complete else status,
            fact=str(counted) if counted.total else "",
        )

    def survey(self) -> Task:
        label, url = _("สำรวจความต้องการ"), reverse("personnel:surveys", args=[self.organization.code])
        surveys = Survey.objects.filter(organization=self.organization, first_year=self.first_year)
        newest = surveys.order_by("-pk").first()
        if newest is None:
            return Task(label, url, Status.TODO)
        fact = _("{state} ได้รับคำตอบ {count} ฉบับ").format(
            state=newest.get_state_display(), count=f"{newest.responses.count():,}"
        )
        is_closed = newest.state == Survey.State.CLOSED
        return Task(label, url, Status.DONE if is_closed else Status.DOING, fact=fact)

    def swot(self) -> Task:
        found = self.facts.swot
        quadrants = [
            quadrant for quadrant in SwotItem.Quadrant if len(found.get(quadrant.value, ())) >= FEWEST
        ]
        begun = Status.DOING if found else Status.TODO
        status = Status.DONE if len(quadrants) == len(SwotItem.Quadrant) else begun
        return Task(_("วิเคราะห์ SWOT ด้านบุคลากร"), self._url("swot"), status)

    def needs(self) -> Task:
        confirmed, undecided = len(self.facts.need_lines), self.facts.undecided_needs
        facts = []
        if confirmed:
            facts.append(_("ยืนยันความต้องการแล้ว {count} เรื่อง").format(count=f"{confirmed:,}"))
        if undecided:
            facts.append(_("รอตัดสิน {count} เรื่อง").format(count=f"{undecided:,}"))
        begun = Status.DOING if facts else Status.TODO
        status = Status.DONE if confirmed and not undecided else begun
        return Task(_("ยืนยันและจัดลำดับความต้องการ"), self._url("needs"), status, fact=" ".join(facts))

    def _url(self, name: str) -> str:
        return reverse(f"personnel:{name}", args=[self.organization.code, self.first_year])
