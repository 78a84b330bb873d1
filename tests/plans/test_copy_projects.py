"""Projects that come from the library, from this plan and from the last cycle."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import (
    CostRate,
    Course,
    CourseCost,
    CoursePart,
    Curriculum,
    Method,
    ProviderKind,
    SubMethod,
)
from personnel.models import Need
from plans.copy_projects import copy_course, copy_courses, copy_project, copy_projects, copyable, name_of_copy
from plans.edit import RevisionClosed
from plans.models import Project, ProjectCost, State
from tests.builders import make_organization, make_plan, make_project, put_in_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


def make_course(code="C-1", **values):
    course = Course.objects.create(
        code=code,
        **{
            "name": "การเขียนหนังสือราชการ",
            "objective": "เขียนหนังสือราชการได้ถูกต้อง",
            "curriculum": Curriculum.objects.get(code="cur2"),
            "provider_kind": ProviderKind.objects.get(code="p1"),
            "group_codes": ["g2", "g9"],
            "days": 2,
            "people": 30,
            "indicator": "ร้อยละของผู้ผ่านการทดสอบ",
            "indicator_target": "ร้อยละ 80",
            **values,
        },
    )
    coaching = SubMethod.objects.first()
    for order, (method, submethod, hours, lecture) in enumerate(
        [(Method.objects.get(code="m2"), None, 8, 5), (coaching.method, coaching, 4, 0)], start=1
    ):
        CoursePart.objects.create(
            course=course,
            order=order,
            method=method,
            submethod=submethod,
            hours=hours,
            lecture_hours=lecture,
        )
    for unit, baht in (("person_day", 120), ("person_night", 800), ("hour", 600), ("event", 5000)):
        rate = CostRate.objects.create(
            code=f"{code}-{unit}", kind="other", name=unit, baht=baht, unit=unit, source="ระเบียบตัวอย่าง"
        )
        CourseCost.objects.create(course=course, rate=rate, quantity=2)
    return course


def test_course_becomes_a_project_with_its_parts_hours_and_costs(revision):
    make_project(revision)
    course = make_course()
    project = copy_course(revision=revision, course=course, by=revision.prepared_by)
    project.refresh_from_db()
    assert (project.name, project.order, project.course) == (course.name, 2, course)
    assert (project.objective, project.indicator) == (course.objective, course.indicator)
    assert (project.hours_total, project.hours_lecture) == (12, 5)
    assert (project.curriculum, project.delivery) == (course.curriculum, Project.Delivery.OWN)
    assert project.methods.count() == 2
    assert project.submethods.get() == SubMethod.objects.first()
    assert project.groups.get().code == "g2"  # a code that the edition does not know is left out
    assert [(year.people, year.baht) for year in project.years.all()] == [(0, 0)] * 3
    times = {cost.unit: cost.times for cost in project.costs.all()}
    assert times == {
        "person_day": 2,
        "person_night": 1,
        "hour": 8,
        "event": 1,
    }  # speakers are not paid for coaching


def test_course_of_one_day_has_no_nights(revision):
    project = copy_course(revision=revision, course=make_course(days=1), by=revision.prepared_by)
    assert "person_night" not in project.costs.values_list("unit", flat=True)


def test_course_that_others_hold_is_one_that_people_are_sent_to(revision):
    course = make_course(provider_kind=ProviderKind.objects.get(code="p4"))
    assert copy_course(revision=revision, course=course, by=revision.prepared_by).delivery == "sent"


def test_copy_inside_the_plan_keeps_everything_but_the_name(revision):
    project = make_project(revision)
    need = Need.objects.create(
        organization=revision.organization, first_year=2570, title="การเขียน", source=Need.Source.MISSION
    )
    project.needs.add(need)
    ProjectCost.objects.create(
        project=project,
        organization=revision.organization,
        order=1,
        label="ค่าวิทยากร",
        baht=600,
        unit="hour",
        times=Decimal("6.50"),
    )
    copied = copy_project(
        revision=revision, project=project, by=revision.prepared_by, name=name_of_copy(project)
    )
    copied.refresh_from_db()
    assert copied.name == "โครงการทดสอบ (สำเนา)"
    assert (copied.unit, copied.first_month, copied.money_source) == (
        project.unit,
        1,
        "งบประมาณรายจ่ายประจำปี",
    )
    assert list(copied.needs.all()) == [need]
    assert set(copied.groups.all()) == set(project.groups.all())
    assert copied.costs.get().times == Decimal("6.50")
    assert copied.continued_from is None
    assert [year.baht for year in copied.years.all()] == [Decimal("12000.00")] * 3


def test_name_of_a_copy_is_never_too_long(revision):
    assert len(name_of_copy(make_project(revision, "ก" * 300))) == 300


def test_copy_from_the_last_cycle_shifts_years_and_leaves_what_is_gone():
    organization = make_organization()
    old = make_plan(organization, year=2567)
    project = make_project(
        old, years={2567: (1, Decimal(100)), 2568: (2, Decimal(200)), 2569: (3, Decimal(300))}
    )
    project.needs.add(
        Need.objects.create(organization=organization, first_year=2567, title="เดิม", source=Need.Source.LAW)
    )
    project.unit.closed_on = datetime.date(2026, 1, 1)
    project.unit.save()
    new = make_plan(organization)
    copied = copy_project(revision=new, project=project, by=new.prepared_by, years_shift=3)
    assert [(y.year, y.people, y.baht) for y in copied.years.all()] == [
        (2570, 1, Decimal(100)),
        (2571, 2, Decimal(200)),
        (2572, 3, Decimal(300)),
    ]
    assert copied.continued_from == project
    assert (copied.first_month, copied.last_month) == (1, 3)
    assert copied.unit is None
    assert not copied.needs.exists()


def test_years_outside_the_cycle_stay_behind(revision):
    project = make_project(revision)
    copied = copy_project(revision=revision, project=project, by=revision.prepared_by, years_shift=1)
    assert [(y.year, y.people) for y in copied.years.all()] == [(2570, 0), (2571, 10), (2572, 10)]


def test_many_are_copied_in_as_many_queries_as_one(revision):
    for number in range(20):
        make_project(revision, f"โครงการที่ {number}")
    everything = list(copyable(revision.projects.all()))

    def queries(projects):
        with CaptureQueriesContext(connection) as captured:
            copy_projects(revision=revision, projects=projects, by=revision.prepared_by)
        return len(captured)

    assert queries(everything[:1]) == queries(everything)
    assert revision.projects.count() == 41


def test_many_courses_keep_their_order(revision):
    courses = [make_course(f"C-{number}", name=f"หลักสูตร {number}") for number in range(3)]
    copy_courses(revision=revision, courses=courses, by=revision.prepared_by)
    assert [project.name for project in revision.projects.all()] == [course.name for course in courses]


def test_closed_plan_takes_nothing(revision):
    project = make_project(revision)
    closed = put_in_state(revision, State.SUBMITTED)
    with pytest.raises(RevisionClosed):
        copy_project(revision=closed, project=project, by=revision.prepared_by)
    assert revision.projects.count() == 1
