"""Counts agree with a hand count, change with the people, and take as many queries for many posts as for few."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.counts import NO_UNIT, StaffSummary, by_rule, doubtful, outside, summarise
from personnel.groups import Rule
from personnel.models import EmploymentKind as K
from personnel.models import Person, PersonnelGroup, Post, StaffingFrame
from personnel.people import hold, leave_post, override_group
from personnel.staff_list import StaffList, frame_of_today
from plans.models import Edition
from tests.builders import make_organization, make_user
from tests.personnel.lists import make_frame, make_held, make_person, make_post, make_small_list
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
IN_THE_FIRST_YEAR = datetime.date(2026, 11, 21)
YEARS = (2570, 2571, 2572)


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(IN_THE_FIRST_YEAR):
        yield


@pytest.fixture
def frame():
    return make_small_list()


def test_posts_and_people_by_unit_agree_with_a_hand_count(frame):
    summary = summarise(StaffList(frame))
    office, finance, works = [unit.name for unit in frame.organization.units.all()]
    assert [(row.unit, row.frame, row.held, row.vacant, row.kinds) for row in summary.units] == [
        (NO_UNIT, 2, 2, 0, {K.CIVIL: 1, K.TEACHER: 1}),
        (office, 2, 2, 0, {K.CIVIL: 2}),
        (finance, 2, 1, 1, {K.CIVIL: 1}),
        (works, 4, 3, 1, {K.PERMANENT: 1, K.HIRED_TASK: 1, K.HIRED_GENERAL: 1}),
    ]
    assert (summary.total.frame, summary.total.held, summary.total.vacant) == (10, 8, 2)
    assert summary.total.kinds == {
        K.CIVIL: 4,
        K.TEACHER: 1,
        K.PERMANENT: 1,
        K.HIRED_TASK: 1,
        K.HIRED_GENERAL: 1,
    }


def test_groups_by_year_agree_with_a_hand_count(frame):
    summary = summarise(StaffList(frame))
    for year in YEARS:
        assert [summary.people(group, year) for group in ("g1", "g2", "g3", "g4")] == [1, 4, 2, 1]
        assert sum(people for (_g, y), people in summary.groups.items() if y == year) == summary.total.held


def test_rules_add_up_to_the_groups(frame):
    staff = StaffList(frame)
    rows = {(row.group, row.rule): row.people[2570] for row in by_rule(staff)}
    assert rows == {
        ("g1", Rule.TEACHER_NOT_READY): 1,
        ("g2", Rule.EXPERIENCED): 4,
        ("g3", Rule.DIRECTING): 1,
        ("g3", Rule.HEAD): 1,
        ("g4", Rule.EXECUTIVE): 1,
    }
    assert doubtful(staff, 2570) == 0


def test_contractors_stand_outside(frame):
    assert outside(StaffList(frame).seats()) == {K.CONTRACT: 1}


def test_experts_have_a_column_where_there_are_some(frame):
    assert K.HIRED_EXPERT not in summarise(StaffList(frame)).kinds
    make_held(frame, "ผู้เชี่ยวชาญ", kind=K.HIRED_EXPERT, type_code="")
    assert summarise(StaffList(frame)).kinds[-1] == K.HIRED_EXPERT


def test_summary_survives_being_kept(frame):
    summary = summarise(StaffList(frame))
    assert StaffSummary.from_plain(summary.plain()) == summary


def test_acting_leaves_the_post_vacant_and_the_group_as_it_is(frame):
    vacant = Post.objects.get(title="นักวิชาการพัสดุ")
    person = Person.objects.get(holdings__post__title="นักทรัพยากรบุคคล")
    hold(post=vacant, person=person, started_on=None, is_acting=True, by=make_user())
    staff = StaffList(frame)
    assert summarise(staff).total.vacant == 2
    grouped = staff.grouped(2570)[person.pk]
    assert grouped.decision.group_code == "g2"
    assert grouped.decision.is_acting_elsewhere


def test_whoever_only_acts_is_counted_nowhere():
    frame = make_frame()
    post = make_post(frame)
    hold(post=post, person=make_person(frame.organization), started_on=None, is_acting=True, by=make_user())
    assert summarise(StaffList(frame)).groups == {}


def test_override_counts(frame):
    person = Person.objects.get(holdings__post__title="นักทรัพยากรบุคคล")
    group = PersonnelGroup.objects.get(code="g3")
    override_group(person=person, year=2571, group=group, reason="มอบหมายงาน", by=make_user())
    summary = summarise(StaffList(frame))
    assert [summary.people("g3", year) for year in YEARS] == [2, 3, 2]
    assert [summary.people("g2", year) for year in YEARS] == [4, 3, 4]


def test_newcomers_cross_the_line(frame):
    make_held(frame, appointed_on=datetime.date(2025, 6, 2))
    summary = summarise(StaffList(frame))
    assert [summary.people("g1", year) for year in YEARS] == [2, 1, 1]


def test_whoever_leaves_is_counted_in_the_years_before(frame):
    holding = Person.objects.get(holdings__post__title="คนงาน").holdings.get()
    leave_post(holding=holding, on=datetime.date(2027, 9, 30), leaves_organization=True, by=make_user())
    summary = summarise(StaffList(frame))
    assert [summary.people("g2", year) for year in YEARS] == [4, 3, 3]
    with frozen_today(datetime.date(2028, 1, 15)):
        assert [summarise(StaffList(frame)).people("g2", year) for year in YEARS] == [4, 3, 3]


def test_experience_comes_from_the_edition(frame):
    make_held(frame, appointed_on=datetime.date(2024, 6, 2))
    assert summarise(StaffList(frame)).people("g1", 2570) == 1
    Edition.objects.get(year=2570).parameters.filter(key="experience_years").update(value=3)
    assert summarise(StaffList(frame)).people("g1", 2570) == 2


def test_counting_takes_as_many_queries_for_many_posts_as_for_few(frame, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        summarise(StaffList(frame))
    for _number in range(15):
        make_held(frame)
    with django_assert_num_queries(len(few)):
        summarise(StaffList(frame))
    assert len(few) <= 5


def test_abolished_posts_are_not_counted(frame):
    Post.objects.filter(title="นายช่างโยธา").update(abolished_on=datetime.date(2026, 11, 1))
    assert summarise(StaffList(frame)).total.frame == 9


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2022, 1, 1), 2567), ((2024, 1, 1), 2567), ((2026, 11, 1), 2570), ((2031, 1, 1), 2570)],
)
def test_frame_of_today(day, expected):
    organization = make_organization()
    frames = [StaffingFrame(organization=organization, first_year=y, last_year=y + 2) for y in (2567, 2570)]
    with frozen_today(datetime.date(*day)):
        assert frame_of_today(frames).first_year == expected
    assert frame_of_today([]) is None
