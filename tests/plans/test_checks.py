"""Every rule catches a plan whose subject was spoilt, and is silent on a good plan."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.models import Competency, PositionLine
from courses.models import Curriculum, Method
from organizations.models import Organization
from personnel.models import LineCompetency, Need, OfficialLineCompetency, PersonnelGroup, SwotItem, Unit
from plans.checks import REGISTRY, Grade, run_checks
from plans.checks.texts import _distance, _misspelling
from plans.facts import PlanFacts
from plans.models import (
    CommitteeMember,
    FindingReason,
    MonitoringItem,
    Project,
    ProjectYear,
    Revision,
    Section,
    Target,
)
from tests.builders import make_complete_plan, make_organization, make_project
from tests.personnel.lists import make_frame, make_post, make_small_list
from thai.dates import frozen_today
from thai.titles import LaoKind

pytestmark = pytest.mark.django_db
IN_TIME = datetime.date(2026, 6, 1)


@pytest.fixture
def revision():
    organization = make_organization(LaoKind.SAO, "สังคม")
    Organization.objects.filter(pk=organization.pk).update(district="สังคม")
    return make_complete_plan(Organization.objects.get(pk=organization.pk), year=2570)


def found(revision: Revision) -> list:
    with frozen_today(IN_TIME):
        return run_checks(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)))


def ids(revision: Revision) -> set[str]:
    return {finding.id for finding in found(revision)}


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


#: rule -> ways to spoil what it looks at
SPOIL = {
    "period-aligned": [lambda r: type(r.plan).objects.filter(pk=r.plan_id).update(first_year=2571)],
    "period-staffing": [
        lambda r: Revision.objects.filter(pk=r.pk).update(staffing_last_year=2573),
        lambda r: Revision.objects.filter(pk=r.pk).update(staffing_first_year=None),
    ],
    "deadline": [],  # depends on the day: its own test
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


def test_good_plan_has_no_finding(revision):
    assert found(revision) == []


def test_every_rule_is_spoilt_by_a_test():
    assert set(SPOIL) == set(REGISTRY)


@pytest.mark.parametrize(("rule", "spoil"), [(rule, spoil) for rule, ways in SPOIL.items() for spoil in ways])
def test_spoilt_plan_is_caught(revision, rule, spoil):
    spoil(revision)
    assert rule in ids(revision)


def test_late_draft_is_warned_only_after_the_last_day(revision):
    with frozen_today(datetime.date(2026, 9, 30)):
        assert "deadline" not in {f.id for f in run_checks(PlanFacts(revision))}
    with frozen_today(datetime.date(2026, 10, 1)):
        assert "deadline" in {f.id for f in run_checks(PlanFacts(revision))}


def test_written_reason_closes_a_should(revision):
    update_first(revision, hours_total=10, hours_lecture=7)
    [finding] = found(revision)
    assert finding.grade == Grade.SHOULD
    assert finding.blocks
    FindingReason.objects.create(
        revision=revision,
        organization=revision.organization,
        finding=finding.id,
        place=finding.place.key,
        reason="เป็นการอบรมกฎหมายที่ต้องบรรยาย",
        written_by=revision.prepared_by,
    )
    [closed] = found(revision)
    assert not closed.blocks


def test_every_finding_cites_its_clause_and_leads_somewhere(revision):
    projects(revision).update(indicator="", money_source="")
    for finding in found(revision):
        assert finding.clause
        assert finding.fix
        assert finding.place.url(revision.address).startswith(f"/plans/{revision.organization.code}/2570/0/")


@pytest.mark.parametrize(
    ("word", "expected"), [("สังขามมี", "สังขาม"), ("สังคมมี", ""), ("ท่าบ่อมี", ""), ("สังมมี", "สังม")]
)
def test_misspelling_of_a_name(word, expected):
    assert _misspelling(word, "สังคม") == expected


def test_distance_counts_letters():
    assert _distance("สังขาม", "สังคม") == 2
    assert _distance("กข", "กข") == 0
    assert _distance("", "กขค") == 3


def test_queries_do_not_grow_with_projects(revision, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        found(revision)
    for number in range(20):
        make_project(revision, f"โครงการเพิ่มเติม {number}")
    with django_assert_num_queries(len(few)):
        found(revision)


def test_check_plan_prints_json_and_fails_when_something_blocks(revision, capsys):
    with frozen_today(IN_TIME):
        call_command("check_plan", revision.reference, "--json")
    assert json.loads(capsys.readouterr().out) == {"findings": []}
    update_first(revision, indicator="")
    with frozen_today(IN_TIME), pytest.raises(SystemExit) as stop:
        call_command("check_plan", revision.reference, "--json")
    assert stop.value.code == 1
    [row] = json.loads(capsys.readouterr().out)["findings"]
    assert set(row) == {"id", "grade", "clause", "place", "message", "fix"}


@pytest.mark.parametrize("reference", ["NOBODY:2570:0", "สังคม", "A:B:C", "SANGKHOM:2570:0:1"])
def test_check_plan_refuses_unknown_reference(reference):
    with pytest.raises(CommandError):
        call_command("check_plan", reference)


def test_chosen_or_official_competencies_satisfy_a_line(revision):
    frame = make_frame(revision.organization)
    lines = {code: PositionLine.objects.get(code=code) for code in ("3102", "4101", "2101")}
    for line in lines.values():
        make_post(frame, line=line)
    [finding] = [f for f in found(revision) if f.id == "line-competencies"]
    assert "๒ สายงาน" in finding.message  # those who direct are only advised
    assert (
        finding.place.url(revision.address) == f"/personnel/{revision.organization.code}/requirements/2570/"
    )
    for competency in Competency.objects.filter(kind="line")[:3]:
        LineCompetency.objects.create(
            organization=revision.organization, line=lines["3102"], competency=competency
        )
    OfficialLineCompetency.objects.create(line=lines["4101"], competency=competency, source="บัญชีทดสอบ")
    assert "line-competencies" not in ids(revision)
