"""Rows of the grid that come from elsewhere: found, ticked, added."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from organizations.roles import Role
from plans.forms.project_add import PickForm
from plans.grid import MOST_NEW_ROWS
from plans.models import State
from tests.builders import (
    address,
    client_of,
    make_member,
    make_organization,
    make_plan,
    make_project,
    put_in_state,
)
from tests.plans.test_copy_projects import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def url(revision, source, more=""):
    return f"{address(revision, 'plans:project_add')}?from={source}{more}"


def test_course_is_found_by_words_and_added(revision, officer):
    course = make_course()
    make_course("C-2", name="การขับรถ", objective="ขับรถได้")
    page = officer.get(url(revision, "library", "&words=หนังสือราชการ")).content.decode()
    assert "การเขียนหนังสือราชการ" in page
    assert "การขับรถ" not in page
    answer = officer.post(url(revision, "library", "&words=หนังสือราชการ"), {"pick": [course.pk]})
    assert answer["Location"] == address(revision, "plans:grid")
    assert revision.projects.get().course == course
    assert "อยู่ในแผนนี้แล้ว" in officer.get(url(revision, "library")).content.decode()


def test_projects_of_the_last_cycle_go_on_three_years_later(revision, officer):
    old = make_plan(revision.organization, year=2567)
    first = make_project(old, "หนึ่ง", years={2567: (4, Decimal(100))})
    make_project(old, "สอง")
    put_in_state(old, State.ANNOUNCED)
    officer.post(url(revision, "last"), {"pick": [first.pk]})
    project = revision.projects.get()
    assert (project.name, project.continued_from) == ("หนึ่ง", first)
    assert [(y.year, y.people) for y in project.years.all()] == [(2570, 4), (2571, 0), (2572, 0)]


def test_row_of_this_plan_is_copied_under_another_name(revision, officer):
    project = make_project(revision)
    officer.post(url(revision, "here"), {"pick": [project.pk]})
    assert [row.name for row in revision.projects.all()] == ["โครงการทดสอบ", "โครงการทดสอบ (สำเนา)"]


@pytest.mark.parametrize("source", ["library", "last", "here"])
def test_nothing_foreign_can_be_picked(revision, officer, source):
    other = make_organization()
    foreign = make_course(organization=other) if source == "library" else make_project(make_plan(other))
    answer = officer.post(url(revision, source), {"pick": [foreign.pk]})
    assert answer.context["form"].errors
    assert not revision.projects.exists()


def test_nothing_ticked_is_said(revision, officer):
    make_course()
    assert "กรุณาเลือกอย่างน้อยหนึ่งรายการ" in officer.post(url(revision, "library")).content.decode()


def test_without_a_last_plan_the_page_says_so(revision, officer):
    assert "ไม่มีแผนรอบก่อนที่ประกาศใช้แล้วในระบบ" in officer.get(url(revision, "last")).content.decode()


def test_no_more_are_added_than_the_grid_takes_at_once():
    picked = QueryDict("&".join(f"pick={pk}" for pk in range(1, MOST_NEW_ROWS + 2)))
    assert PickForm(picked, offered=range(1, 1000)).errors["pick"]
    picked = QueryDict("&".join(f"pick={pk}" for pk in range(1, MOST_NEW_ROWS + 1)))
    assert PickForm(picked, offered=range(1, 1000)).is_valid()
