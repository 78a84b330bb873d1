"""The pages of what a plan reaches: holes lead to where they are closed, for those who may close them."""

import datetime

import pytest

from organizations.roles import Role
from personnel.models import Need, PersonnelGroup
from plans.edit_needs import ties_of, ties_seen
from plans.models import State
from tests.builders import (
    address,
    client_of,
    make_complete_plan,
    make_member,
    make_plan,
    make_project,
    put_in_state,
)
from tests.personnel.lists import make_agreeing_list, make_small_list
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(datetime.date(2026, 6, 1)):
        yield


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def make_need(revision, title, **values):
    return Need.objects.create(
        organization=revision.organization,
        first_year=revision.plan.first_year,
        title=title,
        source=Need.Source.MISSION,
        **values,
    )


def page_of(client, revision, name):
    return client.get(address(revision, name)).content.decode()


def test_an_empty_plan_has_every_page(revision, officer):
    for name in ("plans:thread", "plans:coverage", "plans:budget"):
        assert officer.get(address(revision, name)).status_code == 200


def test_counts_are_stated_and_holes_lead_to_a_project_with_what_is_missing(revision, officer):
    make_small_list(revision.organization)
    make_project(revision, groups=[PersonnelGroup.objects.get(code="g2")])
    page = page_of(officer, revision, "plans:coverage")
    assert "ครอบคลุม 6 จาก 10 ตำแหน่ง" in page
    assert f"{address(revision, 'plans:project_create')}?curriculum=cur4&amp;group=g4" in page
    assert "ยังขาด: " in page


def test_a_complete_plan_says_that_everybody_is_reached():
    revision = make_complete_plan()
    make_agreeing_list(revision.organization)
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    page = page_of(officer, revision, "plans:coverage")
    assert "ครอบคลุม 28 จาก 28 ตำแหน่ง" in page
    assert "status-stop" not in page.split('id="posts"')[0].split("<main")[1]


def test_loose_ends_come_before_the_thread_and_lead_to_where_they_are_tied(revision, officer):
    open_need, answered = make_need(revision, "งานพัสดุ", rank=2), make_need(revision, "งานสารบรรณ", rank=1)
    good, loose = make_project(revision, "ตอบแล้ว"), make_project(revision, "ลอย")
    good.needs.add(answered)
    page = page_of(officer, revision, "plans:thread")
    order = [page.index(word) for word in ("งานพัสดุ", "ลอย", "งานสารบรรณ", "ตอบแล้ว")]
    assert order == sorted(order)
    assert f"{address(revision, 'plans:project_create')}?need={open_need.pk}" in page
    assert f"{address(revision, 'plans:project', project=loose.pk)}#id_needs" in page
    assert f"/personnel/{revision.organization.code}/needs/2570/" in page


def test_readers_see_the_same_without_a_way_to_change_it():
    revision = make_complete_plan()
    make_need(revision, "งานพัสดุ", rank=1)
    revision = put_in_state(revision, State.SUBMITTED)
    reader = client_of(make_member(Role.BOARD_SECRETARY, board=revision.plan.organization.board))
    for name in ("plans:thread", "plans:coverage"):
        page = page_of(reader, revision, name)
        assert "งานพัสดุ" in page
        assert "/projects/" not in page
        assert "กดเพื่อเพิ่มโครงการได้" not in page
        assert "/personnel/" not in page.split("<main")[1]


def test_pages_ask_the_same_number_of_queries_for_one_project_and_for_many(
    revision, officer, django_assert_max_num_queries
):
    make_small_list(revision.organization)
    make_project(revision)
    with django_assert_max_num_queries(60) as few:
        page_of(officer, revision, "plans:coverage")
    for number in range(5):
        make_project(revision, f"โครงการ {number}")
    with django_assert_max_num_queries(len(few)):
        page_of(officer, revision, "plans:coverage")


# All needs and all projects in one table -----------------------------------------------------------


def _boxes(*pairs):
    return {f"{project.pk}-{need.pk}": "on" for project, need in pairs}


@pytest.fixture
def thread(revision):
    """Two projects, two needs; the first project answers the first need."""
    projects = [make_project(revision, name) for name in ("อบรมดิจิทัล", "อบรมพัสดุ")]
    needs = [make_need(revision, title) for title in ("ดิจิทัล", "พัสดุ")]
    projects[0].needs.add(needs[0])
    return projects, needs


def test_ticked_boxes_become_the_ties_and_nothing_else_changes(revision, officer, thread):
    (first, second), (digital, goods) = thread
    page = page_of(officer, revision, "plans:need_matrix")
    assert f'name="{second.pk}-{goods.pk}"' in page
    form = {"version": ties_seen(revision), **_boxes((second, digital), (second, goods))}
    assert officer.post(address(revision, "plans:need_matrix_save"), form).status_code == 302
    assert ties_of(revision) == {(second.pk, digital.pk), (second.pk, goods.pk)}
    versions = {project.pk: project.version for project in revision.projects.all()}
    assert versions == {first.pk: first.version + 1, second.pk: second.version + 1}


def test_ties_changed_meanwhile_keep_what_was_ticked(revision, officer, thread):
    (first, second), (digital, goods) = thread
    form = {"version": ties_seen(revision), **_boxes((second, goods))}
    first.needs.add(goods)
    answer = officer.post(address(revision, "plans:need_matrix_save"), form)
    assert answer.status_code == 409
    assert ties_of(revision) == {(first.pk, digital.pk), (first.pk, goods.pk)}
    page = answer.content.decode()
    assert f'name="{second.pk}-{goods.pk}" aria-labelledby="n{goods.pk} p{second.pk}" checked' in page
    assert f'name="{first.pk}-{goods.pk}" aria-labelledby="n{goods.pk} p{first.pk}">' in page


def test_boxes_of_other_plans_tie_nothing(revision, officer, thread):
    other = make_plan()
    strange = make_project(other, "ของผู้อื่น"), make_need(other, "ของผู้อื่น")
    form = {"version": ties_seen(revision), **_boxes(strange), "x-y": "on", "1-": "on", "9" * 60 + "-1": "on"}
    assert officer.post(address(revision, "plans:need_matrix_save"), form).status_code == 302
    assert ties_of(revision) == set()
    assert ties_of(other) == set()


def test_readers_see_the_ties_without_boxes(revision, thread):
    reader = client_of(make_member(Role.HEAD, revision.organization))
    page = page_of(reader, revision, "plans:need_matrix")
    assert "✓" in page
    assert 'type="checkbox"' not in page
