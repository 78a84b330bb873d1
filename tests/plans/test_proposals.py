"""What the system proposes: for every hole that the library can close, once, never above the ceiling."""

import uuid
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import CostRate, Course
from organizations.roles import Role
from personnel.models import Need
from plans.checks import run_checks
from plans.coverage import coverage_of
from plans.edit import RevisionClosed
from plans.edit_rows import save_project
from plans.facts import PlanFacts
from plans.models import DeclinedProposal, Project, Revision, State
from plans.proposals.decide import confirm, confirm_kind, decline
from plans.proposals.make import propose
from tests.builders import (
    address,
    client_of,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    put_in_state,
)
from tests.personnel.lists import make_agreeing_list
from tests.plans.proposing import make_course, make_library

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def revision() -> Revision:
    """A plan whose projects are gone, with people in every group."""
    Course.objects.all().delete()
    revision = make_complete_plan(make_organization())
    revision.projects.all().delete()
    return revision


def need(revision, title="พัฒนาทักษะการคุมงาน", rank=1, item="sk5", people=12, **values):
    return Need.objects.create(
        organization=revision.organization,
        first_year=revision.plan.first_year,
        title=title,
        source="mission",
        item_kind="skill" if item else "",
        item_code=item,
        people=people,
        rank=rank,
        **values,
    )


def by(revision):
    return revision.prepared_by


def proposed(revision):
    return {row.project.proposal_key: row for row in PlanFacts(revision).proposals}


def test_every_rule_that_the_library_can_close_is_closed(revision):
    make_library()
    outcome = propose(revision=revision, by=by(revision))
    assert outcome.without_course == []
    for kind in ("need", "gap", "rule"):
        confirm_kind(revision=revision, kind=kind, by=by(revision))
    coverage = coverage_of(PlanFacts(revision))
    assert not coverage.without_orientation
    assert not coverage.without_executive_course
    assert not coverage.without_ethics
    assert not coverage.lacks_digital
    found = {finding.id for finding in run_checks(PlanFacts(revision))}
    asked = {"orientation-held", "executive-course", "ethics-course", "digital-course", "knowledge-areas"}
    assert not asked & found


def test_every_post_of_the_staff_list_is_reached(revision):
    make_library()
    make_agreeing_list(revision.organization)
    propose(revision=revision, by=by(revision))
    confirm_kind(revision=revision, kind="rule", by=by(revision))
    assert coverage_of(PlanFacts(revision)).unreached == []


def test_asking_twice_changes_nothing(revision):
    make_library()
    need(revision)
    propose(revision=revision, by=by(revision))
    before = list(revision.projects.values_list("pk", "proposal_key", "name"))
    assert propose(revision=revision, by=by(revision)).added == []
    assert list(revision.projects.values_list("pk", "proposal_key", "name")) == before


def test_need_is_answered_with_a_course_that_develops_it(revision):
    make_library()
    wanted = need(revision)
    propose(revision=revision, by=by(revision))
    row = proposed(revision)[f"need:{wanted.pk}"]
    assert row.project.course.code == "T-PROJECT"
    assert row.needs == [wanted]
    assert row.people_total == 12
    assert "๑๒ คน" in row.project.proposed_because
    assert wanted.title in row.project.proposed_because


def test_first_ranks_come_first_and_are_spread_over_the_years(revision):
    for number in range(1, 4):
        make_course(f"N{number}", items=[("skill", f"sk{number}")])
    needs = [need(revision, f"ความต้องการ {rank}", rank, f"sk{rank}") for rank in (1, 2, 3)]
    propose(revision=revision, by=by(revision))
    rows = proposed(revision)
    held = [[year for year, row in rows[f"need:{wanted.pk}"].years.items() if row.people] for wanted in needs]
    assert held == [[2570], [2571], [2572]]


def test_need_in_ones_own_words_is_answered_by_the_course_that_shares_them(revision):
    make_library()
    course = make_course("T-STORE")
    type(course).objects.filter(pk=course.pk).update(name="การบริหารพัสดุ")
    wanted, lost = need(revision, "เจ้าหน้าที่ขาดความรู้งานพัสดุ", 1, ""), need(revision, "ขับเรือดับเพลิง", 2, "")
    outcome = propose(revision=revision, by=by(revision))
    assert proposed(revision)[f"need:{wanted.pk}"].project.course == course
    assert outcome.without_course == [lost.title]


def test_one_proposal_answers_two_needs_of_one_course(revision):
    make_course("N1", items=[("skill", "sk1"), ("skill", "sk2")])
    first, second = need(revision, "หนึ่ง", 1, "sk1"), need(revision, "สอง", 2, "sk2")
    outcome = propose(revision=revision, by=by(revision))
    row = proposed(revision)[f"need:{first.pk}"]
    assert set(row.needs) == {first, second}
    assert outcome.linked == ["สอง"]


def test_confirmed_projects_are_never_touched(revision):
    course = make_course("N1", items=[("skill", "sk1")])
    Project.objects.create(
        revision=revision, organization=revision.organization, order=1, name="มีอยู่แล้ว", course=course
    )
    wanted = need(revision, "หนึ่ง", 1, "sk1")
    outcome = propose(revision=revision, by=by(revision))
    assert "หนึ่ง" in outcome.without_course
    assert not wanted.projects.exists()


def test_declined_proposal_does_not_come_back(revision):
    make_library()
    wanted = need(revision)
    propose(revision=revision, by=by(revision))
    decline(revision=revision, project=proposed(revision)[f"need:{wanted.pk}"].project, by=by(revision))
    propose(revision=revision, by=by(revision))
    assert f"need:{wanted.pk}" not in proposed(revision)
    assert DeclinedProposal.objects.get().key == f"need:{wanted.pk}"


def test_confirmed_proposals_follow_the_projects_there_are(revision):
    make_library()
    propose(revision=revision, by=by(revision))
    keys = [row.project.pk for row in PlanFacts(revision).proposals]
    assert confirm(revision=revision, projects=keys[:2], by=by(revision)) == 2
    assert [row.project.order for row in PlanFacts(revision).projects] == [1, 2]
    assert len(PlanFacts(revision).proposals) == len(keys) - 2


def test_closed_plan_takes_no_proposals(revision):
    put_in_state(revision, State.SUBMITTED)
    with pytest.raises(RevisionClosed):
        propose(revision=revision, by=by(revision))


def test_nothing_is_proposed_of_what_the_library_lacks(revision):
    outcome = propose(revision=revision, by=by(revision))
    assert outcome.added == []
    assert "ทักษะด้านดิจิทัล" in outcome.without_course


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ceilings=st.lists(st.integers(0, 60_000), min_size=3, max_size=3),
    fee=st.integers(1, 4_000),
    ranked=st.lists(st.sampled_from([f"sk{n}" for n in range(1, 10)]), unique=True, max_size=6),
)
def test_proposals_never_exceed_a_ceiling_or_double(revision, ceilings, fee, ranked):
    revision.projects.all().delete()
    revision.yearbudgets.all().delete()
    Need.objects.all().delete()
    Course.objects.all().delete()
    CostRate.objects.all().delete()
    make_library(fee=Decimal(fee))
    for year, ceiling in zip(revision.plan.cycle.years, ceilings, strict=True):
        revision.yearbudgets.create(organization=revision.organization, year=int(year), ceiling=ceiling)
    for rank, item in enumerate(ranked, start=1):
        need(revision, f"ความต้องการ {item}", rank, item)
    outcome = propose(revision=revision, by=by(revision))
    facts = PlanFacts(revision)
    for year, ceiling in zip(facts.years, ceilings, strict=True):
        assert sum(row.baht(year) for row in facts.proposals) <= ceiling
    names = [row.project.name for row in facts.proposals]
    assert len(names) == len(set(names))
    answered = {wanted.title for row in facts.proposals for wanted in row.needs}
    left = {*outcome.without_course, *outcome.over_ceiling}
    assert all(f"ความต้องการ {item}" in answered | left for item in ranked)
    assert all(row.project.proposed_because for row in facts.proposals)


# The page ---------------------------------------------------------------------------------------


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def test_page_asks_proposes_and_confirms(revision, officer):
    make_library()
    answer = officer.post(address(revision, "plans:proposals_make"), follow=True)
    page = answer.content.decode()
    assert "เสนอโครงการใหม่" in page
    assert "เสนอเพราะ" in page
    first = PlanFacts(revision).proposals[0].project
    officer.post(address(revision, "plans:proposal_decide", project=first.pk), {"action": "confirm"})
    assert not Project.objects.get(pk=first.pk).is_proposed
    officer.post(address(revision, "plans:proposals_confirm"), {"kind": "rule"})
    assert PlanFacts(revision).proposals == []


def test_proposal_of_another_plan_is_404(revision, officer):
    stranger = make_plan()
    row = Project.objects.create(
        revision=stranger, organization=stranger.organization, order=1, name="ก", is_proposed=True
    )
    url = address(revision, "plans:proposal_decide", project=row.pk)
    assert officer.post(url, {"action": "decline"}).status_code == 404


def test_saving_a_proposal_confirms_it(revision, officer):
    make_library()
    propose(revision=revision, by=by(revision))
    row = PlanFacts(revision).proposals[0].project
    url = address(revision, "plans:project", project=row.pk)
    form = officer.get(url).context["form"]
    data = {name: getattr(value, "pk", value) for name, value in form.initial.items() if value}
    for name in ("methods", "submethods", "groups", "needs"):
        data[name] = [getattr(entry, "pk", entry) for entry in form.initial.get(name, [])]
    answer = officer.post(url, data | {"version": row.version})
    assert answer.status_code == 302, answer.context["form"].errors
    assert not Project.objects.get(pk=row.pk).is_proposed


def test_declined_by_a_double_click_is_answered_as_the_first_time(revision, officer):
    row = Project.objects.create(
        revision=revision,
        organization=revision.organization,
        order=9,
        name="ก",
        is_proposed=True,
        proposal_key="rule:x",
    )
    url = address(revision, "plans:proposal_decide", project=row.pk)
    data = {"action": "decline", "form_key": str(uuid.uuid4())}
    assert officer.post(url, data).status_code == 302
    assert officer.post(url, data).status_code == 302
    assert officer.post(url, {"action": "decline"}).status_code == 404
    assert DeclinedProposal.objects.count() == 1


def test_what_was_confirmed_meanwhile_is_not_declined(revision):
    row = Project.objects.create(
        revision=revision,
        organization=revision.organization,
        order=9,
        name="ก",
        is_proposed=True,
        proposal_key="rule:x",
    )
    confirm(revision=revision, projects=[row.pk], by=by(revision))
    decline(revision=revision, project=row, by=by(revision))
    assert Project.objects.filter(pk=row.pk).exists()
    assert not DeclinedProposal.objects.exists()


def test_proposals_take_no_number_of_the_plan(revision):
    owner = {"revision": revision, "organization": revision.organization}
    waiting = Project.objects.create(**owner, order=1, name="เสนอ", is_proposed=True)
    typed = save_project(revision=revision, values={"name": "กรอกเอง"}, years={}, by=by(revision))
    assert typed.order == 1
    save_project(
        revision=revision,
        values={"name": "เสนอ", "is_proposed": False},
        years={},
        project=waiting,
        expected_version=waiting.version,
        by=by(revision),
    )
    assert [(row.project.order, row.project.name) for row in PlanFacts(revision).projects] == [
        (1, "กรอกเอง"),
        (2, "เสนอ"),
    ]
