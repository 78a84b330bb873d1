"""How many queries a page takes does not depend on how much there is on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.roles import Role
from plans.models import State
from tests.builders import address, client_of, make_member, make_plan, make_project, put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MOST_IN_THE_EDITOR = 10
MOST_IN_A_LIST = 12
#: With the checks: facts of the plan, staff list, needs and rules, each table once; the task list asks for more steps.
MOST_WITH_CHECKS = 25
MOST_IN_THE_TASK_LIST = 42


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def add_projects(revision, number):
    for index in range(number):
        make_project(revision, f"โครงการที่ {index}")


@pytest.mark.parametrize("code", ["s1.1", "s1.2", "m05"])
def test_editor_takes_at_most_ten(revision, officer, code):
    assert queries(officer, address(revision, "plans:section", code=code)) <= MOST_IN_THE_EDITOR


@pytest.mark.parametrize(
    "name", ["plans:projects", "plans:tasks", "plans:check", "plans:grid", "plans:comments"]
)
def test_pages_take_as_many_with_three_projects_as_with_thirty(revision, officer, name):
    url = address(revision, name)
    add_projects(revision, 3)
    few = queries(officer, url)
    add_projects(revision, 27)
    assert queries(officer, url) == few


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("plans:period", 8),
        ("plans:committee", MOST_IN_THE_EDITOR),
        ("plans:targets", MOST_IN_THE_EDITOR),
        ("plans:monitoring", MOST_IN_THE_EDITOR),
        ("plans:grid", MOST_IN_A_LIST),
        ("plans:gantt", MOST_IN_A_LIST),
        ("plans:project_create", 15),
        ("plans:check_panel", 6),
        ("plans:check", MOST_WITH_CHECKS),
        ("plans:coverage", MOST_WITH_CHECKS),
        ("plans:thread", MOST_WITH_CHECKS),
        ("plans:comments", MOST_WITH_CHECKS),
        ("plans:tasks", MOST_IN_THE_TASK_LIST),
    ],
)
def test_page_is_short_of_queries(revision, officer, name, most):
    add_projects(revision, 3)
    assert queries(officer, address(revision, name)) <= most


def test_form_of_a_project_is_short_of_queries(revision, officer):
    project = make_project(revision, "โครงการเดียว")
    assert queries(officer, address(revision, "plans:project", project=project.pk)) <= 15


def test_projects_list_is_short_of_queries(revision, officer):
    add_projects(revision, 30)
    assert queries(officer, address(revision, "plans:projects")) <= MOST_IN_A_LIST


def test_list_of_plans_takes_as_many_with_one_as_with_three():
    put_in_state(make_plan(), State.SUBMITTED)
    auditor = client_of(make_member(Role.AUDITOR))
    one = queries(auditor, "/plans/")
    for _number in range(2):
        put_in_state(make_plan(), State.SUBMITTED)
    assert queries(auditor, "/plans/") == one


def test_committee_form_asks_once_for_all_departments(revision, officer):
    url = address(revision, "plans:committee")
    data = {"version": "1", "prints_names": "names", "members-TOTAL_FORMS": 30, "members-INITIAL_FORMS": 0}
    unit = revision.organization.units.first()
    for number in range(30):
        data |= {
            f"members-{number}-{name}": value
            for name, value in {
                "seat": "unit_head",
                "duty": "member",
                "position": f"ก {number}",
                "unit": unit.pk,
            }.items()
        }
    with CaptureQueriesContext(connection) as captured:
        assert officer.post(url, data).status_code == 302
    assert len([q for q in captured if '"personnel_unit"' in q["sql"] and q["sql"].startswith("SELECT")]) <= 3
