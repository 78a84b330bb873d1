"""A good plan stays silent, also where it comes near to what a rule looks for."""

import datetime

import pytest

from organizations.models import Organization
from organizations.roles import Role
from plans.checks import run_checks
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import (
    Revision,
)
from tests.builders import client_of, make_member, make_province
from tests.personnel.lists import make_agreeing_list
from tests.plans.finding import found, good_plan, ids
from tests.plans.spoiling import (
    OF_A_NEIGHBOUR,
    amend,
    announced_neighbour,
    answer,
    confirmed_need,
    copy_neighbour,
    projects,
    propose,
    set_ceiling,
    write,
)
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def revision():
    return good_plan()


# A good plan is silent ---------------------------------------------------------------------------


def test_answered_needs_and_named_laws_are_silent(revision):
    answer(revision, confirmed_need(revision), leave_out=1)
    projects(revision).filter(needs=None).update(basis="law", basis_text="พ.ร.บ. มาตรฐานทางจริยธรรม พ.ศ. ๒๕๖๒")
    confirmed_need(revision, 6)  # may wait
    assert ids(revision) <= {"needs-evidence"}


def test_money_within_ceilings_and_totals_as_computed_are_silent(revision):
    set_ceiling(revision, 50_000)
    write(
        revision,
        "s5.1",
        "งบประมาณรวมทั้งสิ้น ๑๕๐,๐๐๐ บาท ปีงบประมาณ ๒๕๗๑ รวม 50,000 บาท ใช้งบวิทยากร 600 บาทต่อชั่วโมง",
    )
    write(revision, "s2.2", "พัฒนาบุคลากรทั้งหมด ๒๘ คน ประชากรทั้งหมด 6,120 คน")
    write(revision, "s1.2", "งบประมาณรายจ่ายรวมทั้งสิ้น 45,000,000 บาท")
    assert found(revision) == []


def test_standard_text_and_own_words_are_nobody_elses(revision):
    announced_neighbour(revision, OF_A_NEIGHBOUR)
    standard = PlanFacts(revision).standard_text(
        next(heading for heading in PlanFacts(revision).own_headings if heading.code == "s5.1")
    )
    write(revision, "s5.1", standard)
    assert found(revision) == []


def test_copied_text_names_the_neighbour_and_leads_to_the_heading(revision):
    copy_neighbour(revision)
    [finding] = found(revision)
    assert finding.id == "copied-text"
    assert "แก้งไก่" in finding.message
    assert finding.place.key == "section/s1.3/body"


def test_plan_of_another_province_is_not_compared(revision):
    neighbour = announced_neighbour(revision, OF_A_NEIGHBOUR)
    Organization.objects.filter(pk=neighbour.organization_id).update(province=make_province("เลย", "42"))
    write(revision, "s1.3", OF_A_NEIGHBOUR.format(name=revision.organization.full_name))
    assert found(revision) == []


def test_staff_list_whose_posts_are_all_reached_is_silent(revision):
    make_agreeing_list(revision.organization)
    assert found(revision) == []


def test_amendment_of_an_announced_plan_with_its_reason_is_silent(revision):
    amend(revision)
    assert found(revision) == []


def test_amendment_after_the_cycle_is_refused(revision):
    amend(revision)
    with frozen_today(datetime.date(2029, 10, 1)):
        late = run_checks(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)))
    assert "amendment-number" in {finding.id for finding in late}


def test_ceiling_that_is_exceeded_leads_to_its_box(revision):
    set_ceiling(revision, 1)
    [finding] = [row for row in found(revision) if row.id == "year-ceiling"]
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    page = officer.get(finding.place.url(revision.address)).content.decode()
    assert f'id="id_{finding.place.field}"' in page


def test_proposals_count_nowhere(revision):
    before = PlanFacts(revision)
    propose(revision)
    after = PlanFacts(revision)
    assert len(after.projects) == len(before.projects)
    assert len(after.proposals) == 1
    assert after.baht_by_year == before.baht_by_year
    assert content_of(after) == content_of(before)
