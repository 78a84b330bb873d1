"""Ways to spoil a good plan, by the rule that must catch each of them."""

from decimal import Decimal

from competencies.models import PositionLine
from courses.models import Curriculum, Method
from personnel.models import (
    Need,
    PersonnelGroup,
    PostRequirement,
    SwotItem,
    Unit,
)
from plans.freeze import freeze
from plans.models import (
    CommitteeMember,
    MonitoringItem,
    Project,
    ProjectYear,
    Revision,
    Section,
    State,
    Target,
)
from tests.builders import make_complete_plan, make_organization, make_project, put_in_state
from tests.personnel.lists import make_agreeing_list, make_frame, make_post, make_small_list
from tests.plans.provincial import say
from thai.titles import LaoKind


def write(revision: Revision, code: str, body: str) -> None:
    Section.objects.filter(revision=revision, code=code).update(body=body, follows_edition=False)


def projects(revision: Revision):
    return Project.objects.filter(revision=revision)


def first(revision: Revision) -> Project:
    return projects(revision).order_by("order").first()


def update_first(revision: Revision, **values) -> None:
    projects(revision).filter(pk=first(revision).pk).update(**values)


def members(revision: Revision):
    return CommitteeMember.objects.filter(revision=revision)


def without_group(revision: Revision, code: str, curriculum: str) -> None:
    group = PersonnelGroup.objects.get(code=code)
    for project in projects(revision).filter(curriculum__code=curriculum):
        project.groups.remove(group)


def add_assistants(revision: Revision, number: int, **values) -> None:
    for order in range(number):
        CommitteeMember.objects.create(
            revision=revision,
            organization=revision.organization,
            order=50 + order,
            seat="officer",
            duty="assistant",
            person_name=f"นายช่วย คนที่ {order}",
            position="นักทรัพยากรบุคคลปฏิบัติการ",
            **values,
        )


def seat_twice(revision: Revision) -> None:
    clerk, other = (
        members(revision).filter(seat="clerk").get(),
        members(revision).filter(seat="unit_head").first(),
    )
    members(revision).filter(pk=other.pk).update(person_name=clerk.person_name)


def year_outside(revision: Revision) -> None:
    ProjectYear.objects.create(
        project=first(revision), organization=revision.organization, year=2573, people=1, baht=Decimal(5)
    )


def repeat_project(revision: Revision) -> None:
    one, two = projects(revision)[:2]
    projects(revision).filter(pk=two.pk).update(name=one.name)


def orient_everybody(revision: Revision) -> None:
    project = projects(revision).get(methods__code="m1")
    project.groups.add(PersonnelGroup.objects.get(code="g2"))


def no_orientation(revision: Revision) -> None:
    for project in projects(revision).filter(methods__code="m1"):
        project.methods.set([Method.objects.get(code="m2")])


def move_curriculum(revision: Revision) -> None:
    projects(revision).filter(curriculum__code="cur3").update(curriculum=Curriculum.objects.get(code="cur2"))


def forget_group(revision: Revision) -> None:
    for project in projects(revision):
        project.groups.remove(PersonnelGroup.objects.get(code="g2"))


def add_need(revision: Revision, **values) -> None:
    complete = {"title": "ทักษะการคุมงาน", "source": "mission", "evidence": "งานล่าช้า"}
    Need.objects.create(
        organization=revision.organization, first_year=revision.plan.first_year, **complete | values
    )


def add_swot(revision: Revision, **counts: int) -> None:
    SwotItem.objects.bulk_create(
        SwotItem(
            organization=revision.organization,
            first_year=revision.plan.first_year,
            quadrant=quadrant,
            order=order,
            text=f"ข้อที่ {order}",
        )
        for quadrant, count in counts.items()
        for order in range(count)
    )


def confirmed_need(revision: Revision, rank: int | None = 1, **values) -> Need:
    return Need.objects.create(
        organization=revision.organization,
        first_year=revision.plan.first_year,
        title=values.pop("title", f"ความต้องการที่ {rank}"),
        source="mission",
        evidence="งานล่าช้า",
        rank=rank,
        rank_reason="เร่งด่วน",
        **values,
    )


def answer(revision: Revision, *needs: Need, leave_out: int = 0) -> None:
    """Every project (but for the last few) answers the needs."""
    rows = list(projects(revision).order_by("order"))
    for project in rows[: len(rows) - leave_out]:
        project.needs.set(needs)


def propose(revision: Revision) -> None:
    make_project(revision, "โครงการที่ระบบเสนอ", is_proposed=True, proposed_because="ยังไม่มีโครงการใดตอบ")


def set_ceiling(revision: Revision, baht: int) -> None:
    revision.yearbudgets.create(organization=revision.organization, year=2571, ceiling=baht)


def announced_neighbour(revision: Revision, text: str) -> Revision:
    """Another LAO of the province whose announced plan has a text of its own."""
    neighbour = make_complete_plan(make_organization(LaoKind.SAO, "แก้งไก่"), year=2570)
    write(neighbour, "s1.3", text.format(name=neighbour.organization.full_name))
    return put_in_state(neighbour, State.ANNOUNCED)


OF_A_NEIGHBOUR = "{name}มีภารกิจดูแลทุกข์สุขของราษฎรริมแม่น้ำโขง " + "ซ่อมถนน วางท่อประปา เก็บขยะ และสอนเด็กเล็ก " * 8


def copy_neighbour(revision: Revision) -> None:
    announced_neighbour(revision, OF_A_NEIGHBOUR)
    write(revision, "s1.3", OF_A_NEIGHBOUR.format(name=revision.organization.full_name))


def leave_a_post_out(revision: Revision) -> None:
    """Whoever is in the fourth group is in no project."""
    make_agreeing_list(revision.organization)
    for project in projects(revision):
        project.groups.remove(PersonnelGroup.objects.get(code="g4"))


def excuse(revision: Revision, code: str, type_code: str) -> None:
    post = make_post(make_frame(revision.organization), type_code=type_code)
    PostRequirement.objects.create(
        organization=revision.organization, post=post, item_kind="competency", item_code=code, required=None
    )


def amend(
    revision: Revision,
    state: State = State.ANNOUNCED,
    reason: str = "เพิ่มหลักสูตรตามภารกิจถ่ายโอน",
    *,
    changed: bool = True,
) -> None:
    """The plan itself becomes the amendment of an earlier revision."""
    Revision.objects.filter(pk=revision.pk).update(number=1, reason=reason)
    if state == State.ANNOUNCED:
        Revision.objects.create(
            plan=revision.plan,
            organization=revision.organization,
            number=0,
            state=state,
            snapshot=freeze(revision),
        )
    if changed:
        update_first(revision, objective="เพื่อให้ผู้เข้ารับการพัฒนานำความรู้ใหม่ไปใช้ในการปฏิบัติงานได้")


def make_many_equal(revision: Revision) -> None:
    make_project(revision, "โครงการที่ 6")


#: rule -> ways to spoil what it looks at
SPOIL = {
    "period-aligned": [lambda r: type(r.plan).objects.filter(pk=r.plan_id).update(first_year=2571)],
    "period-staffing": [
        lambda r: Revision.objects.filter(pk=r.pk).update(staffing_last_year=2573),
        lambda r: Revision.objects.filter(pk=r.pk).update(staffing_first_year=None),
    ],
    "deadline": [],  # depends on the day: test_checks.py
    "six-parts": [
        lambda r: write(r, "s1.1", ""),
        lambda r: write(r, "s6.1", " \n "),
        lambda r: write(r, "s5.1", ""),
    ],
    "six-parts-tables": [
        lambda r: projects(r).delete(),
        lambda r: Target.objects.filter(revision=r).update(people=0),
    ],
    "section-done": [lambda r: Section.objects.filter(revision=r, code="s1.3").update(is_done=False)],
    "other-lao": [
        lambda r: write(r, "s1.2", "องค์การบริหารส่วนตำบลแก้งไก่ อำเภอสังคม มีพื้นที่ ๖๐ ตารางกิโลเมตร"),
        lambda r: write(r, "s1.2", "เทศบาลตำบลท่าบ่อ อำเภอท่าบ่อ"),
    ],
    "misspelt-lao": [lambda r: write(r, "s1.2", "องค์การบริหารส่วนตำบลสังขามมีพื้นที่ ๖๐ ตารางกิโลเมตร")],
    "other-province": [lambda r: write(r, "s1.4", "พัฒนาจังหวัดอุดรธานีให้ยั่งยืน")],
    "old-years": [
        lambda r: write(r, "s1.3", "แผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ - ๒๕๖๖"),
        lambda r: update_first(r, name="โครงการอบรมตามแผนอัตรากำลัง 2564-2566"),
    ],
    "four-year-cycle": [lambda r: write(r, "s6.1", "รอบถัดไป (ปีงบประมาณ พ.ศ. ๒๕๗๓ - ๒๕๗๖)")],
    "committee-chair": [
        lambda r: members(r).filter(duty="chair").delete(),
        lambda r: members(r).filter(duty="chair").update(seat="clerk"),
    ],
    "committee-clerk": [lambda r: members(r).filter(seat="clerk").delete()],
    "committee-units": [
        lambda r: members(r).filter(seat="unit_head").first().delete(),
        lambda r: Unit.objects.create(
            organization=r.organization, name="กองสวัสดิการสังคม", head_title="ผู้อำนวยการกอง", order=9
        ),
    ],
    "committee-secretary": [
        lambda r: members(r).filter(duty="secretary").update(duty="member"),
        lambda r: members(r).filter(seat="clerk").update(unit=members(r).get(seat="hr_head").unit),
    ],
    "committee-assistants": [
        lambda r: add_assistants(r, 5),
        lambda r: add_assistants(r, 1, is_official=False),
    ],
    "committee-order": [
        lambda r: r.committeeorders.update(number=""),
        lambda r: r.committeeorders.update(dated_on=None),
        lambda r: r.committeeorders.update(signer_name=""),
        lambda r: members(r).filter(seat="clerk").update(person_name=""),
    ],
    "committee-duplicates": [seat_twice],
    "project-complete": [
        lambda r: update_first(r, objective=""),
        lambda r: update_first(r, curriculum=None),
        lambda r: first(r).methods.clear(),
        lambda r: first(r).groups.clear(),
        lambda r: update_first(r, delivery=""),
        lambda r: update_first(r, unit=None),
        lambda r: update_first(r, first_month=None, last_month=None),
    ],
    "project-indicator": [
        lambda r: update_first(r, indicator=""),
        lambda r: update_first(r, indicator_target="  "),
    ],
    "project-held": [lambda r: first(r).years.update(people=0, baht=0)],
    "project-budget": [
        lambda r: first(r).years.filter(year=2570).update(baht=0),
        lambda r: first(r).years.filter(year=2570).update(people=0),
        lambda r: update_first(r, uses_budget=False),
    ],
    "money-source": [lambda r: update_first(r, money_source="")],
    "year-outside": [year_outside],
    "lecture-share": [lambda r: update_first(r, hours_total=10, hours_lecture=7)],
    "orientation-group": [orient_everybody],
    "repeated-project": [repeat_project],
    "target-within-headcount": [
        lambda r: Target.objects.filter(revision=r, group__code="g2").update(people=21)
    ],
    "group-covered": [
        forget_group,
        lambda r: Target.objects.filter(revision=r, group__code="g3").update(people=0),
    ],
    "empty-year": [
        lambda r: ProjectYear.objects.filter(project__revision=r, year=2572).update(people=0, baht=0),
        lambda r: Target.objects.filter(revision=r, year=2571).update(people=0),
    ],
    "project-within-headcount": [lambda r: first(r).years.filter(year=2571).update(people=500)],
    "executive-course": [lambda r: without_group(r, "g4", "cur4"), lambda r: without_group(r, "g3", "cur4")],
    "ethics-course": [lambda r: without_group(r, "g2", "cur5")],
    "orientation-held": [no_orientation],
    "digital-course": [lambda r: projects(r).update(is_digital=False)],
    "curriculum-covered": [move_curriculum],
    "staff-frame": [lambda r: make_small_list(r.organization, 2567)],
    "line-competencies": [
        lambda r: make_post(make_frame(r.organization), line=PositionLine.objects.get(code="3102"))
    ],
    "line-competencies-advised": [
        lambda r: make_post(
            make_frame(r.organization), type_code="directing", line=PositionLine.objects.get(code="2101")
        )
    ],
    "core-competencies": [lambda r: excuse(r, "c2", "general"), lambda r: excuse(r, "x1", "executive")],
    "post-covered": [leave_a_post_out],
    "knowledge-areas": [lambda r: projects(r).update(knowledge_area=first(r).knowledge_area)],
    "project-area": [lambda r: update_first(r, knowledge_area=None)],
    "project-reason": [
        lambda r: confirmed_need(r),
        lambda r: answer(r, confirmed_need(r), leave_out=1),
        lambda r: (
            answer(r, confirmed_need(r), leave_out=1),
            projects(r).update(basis="law", basis_text=" "),
        ),
    ],
    "need-answered": [lambda r: (answer(r, confirmed_need(r)), confirmed_need(r, 5))],
    "indicator-detail": [
        lambda r: update_first(r, indicator_baseline=""),
        lambda r: update_first(r, indicator_measurer=" "),
        lambda r: first(r).years.filter(year=2571).update(indicator_target=""),
    ],
    "proposals-decided": [propose],
    "provincial-texts": [lambda r: say(r, "s1.1"), lambda r: say(r, "s1.3", mode="after")],
    "year-ceiling": [lambda r: set_ceiling(r, 49_999)],
    "study-tour-share": [
        lambda r: (update_first(r, name="โครงการศึกษาดูงาน"), first(r).years.update(baht=Decimal("30000.00")))
    ],
    "amounts-copied": [make_many_equal],
    "stated-totals": [
        lambda r: write(r, "s5.1", "งบประมาณรวมทั้งสิ้น ๑๔๙,๐๐๐ บาท"),
        lambda r: write(r, "s1.2", "โครงการพัฒนาบุคลากรทั้งแผนรวมเป็นเงิน 1,000.50 บาท"),
        lambda r: write(r, "s2.2", "บุคลากรทั้งหมด ๔๑ คน"),
    ],
    "method-group": [
        lambda r: (
            first(r).methods.set(Method.objects.filter(code__in=["m1", "m2"])),
            first(r).groups.set(PersonnelGroup.objects.filter(code="g2")),
        )
    ],
    "curriculum-group": [
        lambda r: (
            projects(r).get(curriculum__code="cur4").groups.set(PersonnelGroup.objects.filter(code="g2"))
        )
    ],
    "method-way": [lambda r: first(r).methods.add(Method.objects.get(code="m5"))],
    "amendment-number": [
        lambda r: amend(r, State.DRAFTING),
        lambda r: amend(r, reason="ปรับ"),
    ],
    "amendment-changes": [lambda r: amend(r, changed=False)],
    "old-references": [
        lambda r: write(r, "s1.3", "ตามรัฐธรรมนูญแห่งราชอาณาจักรไทย  พุทธศักราช 2550"),
    ],
    "other-title": [lambda r: write(r, "s1.3", "นายกเทศมนตรีมอบนโยบายให้ปลัดเทศบาล")],
    "mixed-digits": [lambda r: write(r, "s1.2", "มีพื้นที่ ๑2 ตารางกิโลเมตร")],
    "footnote-marks": [
        lambda r: write(r, "s1.2", "มีพื้นที่ ๑๒ ตารางกิโลเมตร[[ที่มา: สำนักทะเบียน"),
        lambda r: update_first(r, name="โครงการอบรม[[ปี ๒๕๖๗]]"),
    ],
    "known-slips": [lambda r: write(r, "s1.3", "บุคลากรทุกกระดับได้รับการพัฒนา")],
    "copied-text": [copy_neighbour],
    "staff-headcount": [lambda r: make_small_list(r.organization, 2570)],
    "needs-decided": [lambda r: add_need(r, state="proposed")],
    "needs-ranked": [
        lambda r: add_need(r, rank_reason="เร่งด่วน"),
        lambda r: add_need(r, rank=1),
    ],
    "needs-evidence": [
        lambda r: add_need(r, rank=1, rank_reason="เร่งด่วน"),
        lambda r: add_need(r, rank=1, rank_reason="เร่งด่วน", source="gap", evidence=""),
    ],
    "swot-balanced": [lambda r: add_swot(r, strength=3, weakness=3, opportunity=3)],
    "swot-once": [
        lambda r: (
            add_swot(r, strength=3, weakness=3, opportunity=3, threat=3),
            write(r, "s1.6", "จุดแข็ง ๑) ก จุดอ่อน ๑) ข โอกาส ๑) ค อุปสรรค ๑) ง"),
        )
    ],
    "monitoring-complete": [
        lambda r: MonitoringItem.objects.filter(revision=r).delete(),
        lambda r: MonitoringItem.objects.filter(revision=r).update(when=""),
        lambda r: MonitoringItem.objects.filter(revision=r).update(responsible=" "),
    ],
}
