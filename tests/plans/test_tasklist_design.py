"""The step about needs, coverage and money says how far it is."""

import datetime

import pytest

from organizations.roles import Role
from personnel.models import Need
from plans.facts import PlanFacts
from plans.models import Revision, YearBudget
from plans.tasklist import Status
from plans.tasklist_design import design_group
from tests.builders import address, client_of, make_complete_plan, make_member, make_plan
from tests.personnel.lists import make_agreeing_list
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(datetime.date(2026, 6, 1)):
        yield


def tasks_of(revision):
    return design_group(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))).tasks


def set_ceiling(revision, year, baht):
    YearBudget.objects.create(revision=revision, organization=revision.organization, year=year, ceiling=baht)


def test_nothing_is_begun_in_an_empty_plan():
    assert {task.status for task in tasks_of(make_plan())} == {Status.TODO}


def test_a_plan_that_reaches_everybody_within_its_ceilings_is_done():
    revision = make_complete_plan()
    make_agreeing_list(revision.organization)
    revision.projects.update(basis="policy", basis_text="๕.๗")
    for year in revision.plan.cycle.years:
        set_ceiling(revision, year, 1_000_000)
    tasks = tasks_of(revision)
    assert {task.status for task in tasks} == {Status.DONE}
    assert tasks[3].fact == "ครอบคลุม 28 จาก 28 ตำแหน่ง"


def test_loose_ends_and_a_year_over_its_ceiling_are_named():
    revision = make_complete_plan()
    Need.objects.create(
        organization=revision.organization, first_year=2570, title="งานพัสดุ", source=Need.Source.PROBLEM
    )
    set_ceiling(revision, 2571, 10)
    budget, _proposals, thread, _coverage = tasks_of(revision)
    assert thread.status == Status.DOING
    assert thread.fact == "มีโครงการตอบความต้องการ 0 จาก 1 เรื่อง โครงการที่ยังไม่มีเหตุผล 5"
    assert (budget.status, budget.fact) == (Status.WRONG, "เกินวงเงินปี 2571")


def test_the_step_leads_to_its_pages_and_counts_in_no_progress():
    revision = make_plan()
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    answer = officer.get(address(revision, "plans:tasks"))
    for name in ("plans:budget", "plans:proposals", "plans:thread", "plans:coverage"):
        assert f'href="{address(revision, name)}"' in answer.content.decode()
    group = answer.context["groups"][2]  # after people and frame, before the texts of the parts
    assert (group.is_optional, len(group.tasks)) == (True, 4)


def test_a_proposal_that_waits_is_counted():
    revision = make_complete_plan()
    first = revision.projects.first()
    revision.projects.filter(pk=first.pk).update(is_proposed=True)
    proposals = tasks_of(revision)[1]
    assert (proposals.status, proposals.fact) == (Status.DOING, "รอตัดสิน 1 เรื่อง")
