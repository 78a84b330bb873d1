"""What people lack: whose score counts, who is counted, and what is never below zero."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.gaps import Coverage, coverage, gaps_of
from personnel.models import Assessment, EmploymentKind, Holding
from tests.builders import make_organization
from tests.personnel.staff import FIRST_YEAR, assess, make_person, make_post

pytestmark = pytest.mark.django_db
SUPERVISOR = Assessment.Assessor.SUPERVISOR


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def person(organization):
    """Required: competencies at three, digital abilities at three."""
    return make_person(make_post(organization, "3102", "academic.2"))


def found(person, first_year=FIRST_YEAR):
    return {gap.item.code: gap for gap in gaps_of(person.organization, first_year, [person])}


def test_gap_is_what_is_required_less_what_was_assessed(person):
    assess(person, {"c1": 1, "digital:d1": 2})
    gaps = found(person)
    assert set(gaps) == {"c1", "d1"}
    assert (gaps["c1"].required, gaps["c1"].assessed, gaps["c1"].gap) == (3, 1, 2)
    assert gaps["c1"].person_id == person.pk
    assert gaps["d1"].item.kind == "digital"


def test_more_than_required_is_no_gap_and_takes_nothing_from_others(person):
    assess(person, {"c1": 5, "c2": 2})
    assert sum(gap.gap for gap in found(person).values()) == 1


def test_supervisor_goes_before_the_person_item_by_item(person):
    assess(person, {"c1": 3, "c2": 1})
    assess(person, {"c1": 2}, assessor=SUPERVISOR)
    gaps = found(person)
    assert (gaps["c1"].assessed, gaps["c2"].assessed) == (2, 1)


def test_what_was_not_sent_does_not_count(person):
    assess(person, {"c1": 3})
    assess(person, {"c1": 1}, assessor=SUPERVISOR, sent_at=None)
    assert found(person)["c1"].assessed == 3
    Assessment.objects.update(sent_at=None)
    assert found(person) == {}
    assert coverage(person.organization, FIRST_YEAR) == Coverage(0, 1)


def test_another_cycle_is_another_assessment(person):
    assess(person, {"c1": 1}, first_year=2567)
    assert found(person) == {}


def test_score_of_what_is_no_longer_required_is_left_out(person):
    assess(person, {"x1": 1})
    assert found(person) == {}


def test_coverage_counts_holders_of_counted_posts(organization, person):
    make_post(organization, "3103")  # vacant
    other = make_person(make_post(organization))
    make_person(make_post(organization, kind=EmploymentKind.ELECTED))
    gone = make_person(make_post(organization))
    Holding.objects.filter(person=gone).update(ended_on=datetime.date(2020, 1, 1))
    Holding.objects.create(
        organization=organization, post=make_post(organization), person=gone, is_acting=True
    )
    assess(person, {"c1": 3})
    assess(gone, {"c1": 3})
    covered = coverage(organization, FIRST_YEAR)
    assert covered == Coverage(1, 2)
    assert str(covered) == "ประเมินแล้ว 1 จาก 2 คน"
    assert not covered.is_complete
    assess(other, {"c1": 3})
    assert coverage(organization, FIRST_YEAR).is_complete


def test_other_organizations_are_not_counted(person):
    other = make_organization()
    assess(person, {"c1": 1})
    assert gaps_of(other, FIRST_YEAR) == []
    assert coverage(other, FIRST_YEAR) == Coverage(0, 0)


def test_frame_in_force_stands_in_for_that_of_the_cycle(person):
    assess(person, {"c1": 1}, first_year=2573)
    assert found(person, 2573)["c1"].gap == 2


def test_queries_do_not_grow_with_people(organization, person, django_assert_num_queries):
    assess(person, {"c1": 1})
    with CaptureQueriesContext(connection) as few:
        gaps_of(organization, FIRST_YEAR)
    for number in range(5):
        assess(make_person(make_post(organization, "4101")), {"c1": 1 + number % 3})
    with django_assert_num_queries(len(few)):
        assert len(gaps_of(organization, FIRST_YEAR)) == 6


def test_percent_is_rounded_down():
    assert Coverage(199, 200).percent == 99
    assert Coverage(0, 0).percent == 0
