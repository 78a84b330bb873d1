"""What a plan reaches and what it leaves out, beside a count made by hand."""

import datetime
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.models import PositionLine
from courses.models import Course, Curriculum
from personnel.models import Need, PersonnelGroup, Post
from personnel.staff_list import StaffList
from plans.coverage import coverage_of, has_reason
from plans.facts import PlanFacts
from plans.models import Project, Revision, State
from tests.builders import make_complete_plan, make_plan, make_project, put_in_state
from tests.personnel.lists import make_agreeing_list, make_held, make_post, make_small_list
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
GROUPS = ("g1", "g2", "g3", "g4")


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(datetime.date(2026, 6, 1)):
        yield


def of(revision):
    return coverage_of(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)))


def groups(*codes):
    return [PersonnelGroup.objects.get(code=code) for code in codes]


def curriculum(code):
    return Curriculum.objects.get(code=code)


def make_need(revision, title="งานสารบรรณอิเล็กทรอนิกส์", **values):
    return Need.objects.create(
        organization=revision.organization,
        first_year=revision.plan.first_year,
        title=title,
        source=Need.Source.MISSION,
        **values,
    )


# Posts ----------------------------------------------------------------------------------------


def test_a_complete_plan_with_its_staff_list_reaches_every_post():
    revision = make_complete_plan()
    make_agreeing_list(revision.organization)
    found = of(revision)
    assert found.has_posts
    assert (found.post_covered, found.post_total) == (28, 28)
    assert not found.unreached
    assert [found.without_ethics, found.without_executive_course, found.without_orientation] == [[], [], []]
    assert not found.lacks_digital


def test_without_a_staff_list_there_are_no_posts_and_groups_are_counted_from_the_targets():
    found = of(make_complete_plan())
    assert not found.has_posts
    assert found.post_total == 0
    assert {row.group.code: row.people for row in found.groups} == {"g1": 2, "g2": 20, "g3": 4, "g4": 2}


def test_posts_of_groups_without_a_project_are_named_by_line():
    revision = make_plan()
    make_small_list(revision.organization)
    make_project(revision, groups=groups("g2"), curriculum=curriculum("cur3"))
    found = of(revision)
    assert (found.post_covered, found.post_total) == (6, 10)
    assert {row.line: row.missing for row in found.unreached} == {
        "ปลัด": 1,
        "หัวหน้าสำนักปลัด": 1,
        "หัวหน้าฝ่ายพัฒนารายได้": 1,
        "ครู": 1,
    }
    assert [gap.group.code for gap in found.without_executive_course] == ["g3", "g4"]


def test_a_project_without_people_reaches_nobody():
    revision = make_plan()
    make_small_list(revision.organization)
    make_project(revision, years=dict.fromkeys(revision.plan.cycle.years, (0, 0)))
    assert of(revision).post_covered == 0


def test_an_unconfirmed_proposal_reaches_nobody():
    revision = make_plan()
    make_small_list(revision.organization)
    make_project(revision, is_proposed=True)
    found = of(revision)
    assert found.post_covered == 0
    assert not found.loose_projects


def test_a_newcomer_is_reached_in_the_year_in_which_the_group_fits():
    revision = make_plan()
    frame = make_small_list(revision.organization)
    Post.objects.filter(frame=frame).update(abolished_on=datetime.date(2020, 1, 1))
    make_held(frame, "นิติกร", appointed_on=datetime.date(2025, 6, 1))  # two years in June 2027, in 2570
    make_project(revision, groups=groups("g1"), years={2570: (0, 0), 2571: (5, 0), 2572: (5, 0)})
    assert of(revision).post_covered == 0
    Project.objects.update(name="ปีแรก")
    make_project(revision, groups=groups("g1"), years={2570: (5, 0)})
    assert of(revision).post_covered == 1


def test_a_course_for_certain_lines_reaches_only_those():
    revision = make_plan()
    frame = make_small_list(revision.organization)
    Post.objects.filter(frame=frame).update(abolished_on=datetime.date(2020, 1, 1))
    wanted, other = PositionLine.objects.filter(position_type__code="academic")[:2]
    make_post(frame, line=wanted)
    make_post(frame, line=other)
    course = Course.objects.create(code="c1", name="เฉพาะสายงาน")
    course.lines.add(wanted)
    make_project(revision, course=course)
    found = of(revision)
    assert [row.line for row in found.unreached] == [other.name]


@pytest.mark.parametrize("seed", range(6))
def test_the_count_agrees_with_one_made_post_by_post(seed):
    dice = random.Random(seed)  # noqa: S311 - a test that can be repeated, not a secret
    revision = make_plan()
    frame = make_small_list(revision.organization)
    for _project in range(4):
        make_project(
            revision,
            groups=groups(*dice.sample(GROUPS, dice.randint(1, 3))),
            curriculum=curriculum(f"cur{dice.randint(1, 5)}"),
            years={year: (dice.choice([0, 0, 5]), 0) for year in revision.plan.cycle.years},
        )
    found = of(revision)
    assert (found.post_total, found.post_covered) == _by_hand(revision, StaffList(frame))
    assert sum(row.posts for row in found.posts) == 10
    for row in found.posts:
        assert max(row.cells.values()) <= row.covered <= row.posts


def _by_hand(revision, staff):
    """Held posts one by one; the two vacant ones count as experienced."""
    total = reached = 0
    for seat in staff.seats():
        if not seat.post.is_counted:
            continue
        total += 1
        for year in revision.plan.cycle.years:
            group = staff.grouped(year)[seat.person.pk].decision.group_code if seat.person else "g2"
            held = revision.projects.filter(
                groups__code=group, years__year=year, years__people__gt=0, curriculum__isnull=False
            )
            if held.exists():
                reached += 1
                break
    return total, reached


def test_the_number_of_queries_does_not_depend_on_posts_or_projects(django_assert_num_queries):
    revision = make_plan()
    frame = make_small_list(revision.organization)
    course = Course.objects.create(code="c1", name="หลักสูตร")
    make_project(revision, course=course)
    make_need(revision).groups.set(groups("g1"))
    with CaptureQueriesContext(
        connection,
    ) as once:
        of(revision)
    for number in range(4):
        make_held(frame, f"ตำแหน่งที่ {number}")
        make_project(revision, course=course)
        make_need(revision, f"ความต้องการที่ {number}")
    with django_assert_num_queries(len(once)):
        of(revision)


# Groups, needs and rules ----------------------------------------------------------------------


def test_an_area_without_a_project_is_a_hole_of_groups_with_people_only():
    revision = make_complete_plan()
    found = of(revision)
    experienced = next(row for row in found.groups if row.group.code == "g2")
    assert set(experienced.holes) == {"a1", "a4"}
    assert found.area_cells == 20
    assert found.area_holes == sum(len(row.holes) for row in found.groups)


def test_needs_and_projects_without_each_other():
    revision = make_plan()
    answered, open_need = make_need(revision, rank=1), make_need(revision, "งานพัสดุ", rank=2)
    make_need(revision, "ยังไม่ตัดสินใจ", state=Need.State.PROPOSED)
    with_need = make_project(revision, "ตอบความต้องการ")
    with_need.needs.add(answered)
    make_project(
        revision, "มีกฎหมาย", basis=Project.Basis.LAW, basis_text="พ.ร.บ. มาตรฐานทางจริยธรรม พ.ศ. 2562"
    )
    make_project(revision, "อ้างลอย ๆ", basis=Project.Basis.POLICY)
    found = of(revision)
    assert [row.pk for row in found.needs] == [answered.pk, open_need.pk]
    assert [row.title for row in found.unanswered] == [open_need.title]
    assert [row.project.name for row in found.loose_projects] == ["อ้างลอย ๆ"]
    assert has_reason(found.needs[0].projects[0])


def test_a_closed_revision_shows_the_needs_that_were_kept_with_it():
    revision = make_complete_plan()
    need = make_need(revision, rank=1)
    revision.projects.first().needs.add(need)
    closed = put_in_state(revision, State.SUBMITTED)
    make_need(revision, "เพิ่งพบภายหลัง")
    Need.objects.filter(pk=need.pk).update(title="เปลี่ยนชื่อภายหลัง")
    found = of(closed)
    assert [(row.title, row.pk, len(row.projects)) for row in found.needs] == [(need.title, None, 1)]
    assert not found.has_posts


@pytest.mark.parametrize(
    ("code", "gap"),
    [
        ("cur1", "without_orientation"),
        ("cur4", "without_executive_course"),
        ("cur5", "without_ethics"),
        ("cur2", "lacks_digital"),
    ],
)
def test_a_rule_of_the_edition_shows_when_its_project_is_gone(code, gap):
    revision = make_complete_plan()
    assert not getattr(of(revision), gap)
    revision.projects.filter(curriculum__code=code).delete()
    assert getattr(of(revision), gap)
