"""Begin a plan: what is filled in, and what is refused in words."""

import pytest

from organizations.roles import Role
from plans.checks import run_checks
from plans.create import PlanRefused, create_plan, edition_for
from plans.facts import PlanFacts
from plans.models import CommitteeMember, Layout, Plan
from tests.builders import (
    edition,
    load_reference,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    make_user,
)
from tests.personnel.lists import make_small_list
from thai.titles import LaoKind

pytestmark = pytest.mark.django_db


def test_new_plan_follows_the_edition_where_texts_are_to_be_confirmed():
    revision = make_plan()
    facts = PlanFacts(revision)
    confirmed = [o for o in facts.outline if o.duty == "confirm" and not o.typed and not o.heading_only]
    assert confirmed
    assert all(facts.sections[o.code].follows_edition for o in confirmed)
    assert len([o for o in confirmed if o.layout == Layout.MASTER]) == 19


def test_new_plan_has_a_filled_text_where_the_officer_writes():
    revision = make_plan()
    section = revision.sections.get(code="s1.2")
    assert not section.follows_edition
    assert "{" not in section.body


def test_typed_headings_have_no_text_row():
    revision = make_plan()
    assert not revision.sections.filter(code__in=["s1", "s2.3", "s3.3", "s4.2", "s5.2", "s6.2"]).exists()


def test_targets_are_four_groups_by_three_years_of_nobody():
    revision = make_plan()
    assert revision.targets.count() == 12
    assert set(revision.targets.values_list("headcount", "people")) == {(0, 0)}


def test_staffing_period_defaults_to_the_plans_own():
    revision = make_plan()
    assert (revision.staffing_first_year, revision.staffing_last_year) == (2570, 2572)


def test_committee_and_order_name_who_holds_the_posts():
    organization = make_organization()
    head = make_member(Role.HEAD, organization).user
    frame = make_small_list(organization)
    clerk, finance = (frame.posts.get(title=title) for title in ("ปลัด", "หัวหน้าฝ่ายพัฒนารายได้"))
    revision = make_plan(organization)
    names = {(row.seat, row.unit_id): row.person_name for row in revision.committeemembers.all()}
    assert names["head", None] == revision.committeeorders.get().signer_name == head.full_name
    assert names["clerk", None] == clerk.holdings.get().person.full_name
    assert names["unit_head", finance.unit_id] == finance.holdings.get().person.full_name
    assert list(names.values()).count("") == 2  # nobody is the head of the other departments


@pytest.mark.parametrize("kind", list(LaoKind))
def test_committee_is_that_of_section_14(kind):
    revision = make_plan(make_organization(kind))
    members = list(revision.committeemembers.all())
    titles = revision.plan.organization
    assert [m.duty for m in members] == ["chair", "member", "member", "member", "secretary"]
    assert members[0].position == titles.head_title
    assert members[1].position == titles.chief_official_title
    assert members[-1].seat == CommitteeMember.Seat.HR_HEAD
    assert not members[0].is_official
    assert len({m.position for m in members}) == 5


def test_second_plan_of_a_cycle_is_refused_and_leaves_nothing():
    revision = make_plan()
    with pytest.raises(PlanRefused, match="อยู่แล้ว"):
        create_plan(organization=revision.plan.organization, edition=edition(), by=make_user())
    assert Plan.objects.count() == 1


def test_plans_of_two_cycles_stand_beside_each_other():
    organization = make_organization()
    make_plan(organization, year=2567)
    make_plan(organization, year=2570)
    assert organization.plans.count() == 2


def test_four_year_cycle_is_refused():
    load_reference()
    with pytest.raises(PlanRefused, match="3 ปีงบประมาณ แต่ 2567 - 2570 มี 4 ปี"):
        edition_for(2567, 2570)


def test_year_inside_a_cycle_is_refused_with_the_cycles_there_are():
    load_reference()
    with pytest.raises(PlanRefused, match=r"2567 - 2569, 2570 - 2572"):
        edition_for(2568)


def test_cycle_without_an_edition_is_refused_with_the_cycles_there_are():
    load_reference()
    with pytest.raises(PlanRefused, match=r"2573-2575.*2567 - 2569, 2570 - 2572"):
        edition_for(2573)


def test_complete_plan_has_no_findings_but_those_of_the_calendar():
    revision = make_complete_plan()
    found = [(f.id, f.message) for f in run_checks(PlanFacts(revision)) if f.id != "deadline"]
    assert found == []
