"""The list of plans and the beginning of one."""

import datetime
import re

import pytest
from django.urls import reverse

from organizations.roles import Role
from plans.models import Edition, Plan, State
from tests.builders import (
    address,
    client_of,
    load_reference,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    put_in_state,
)
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
INDEX, CREATE = "/plans/", "/plans/new/"


@pytest.fixture
def member():
    load_reference()
    return make_member(Role.HR_OFFICER)


def test_index_names_the_cycle_to_begin_and_its_last_day(member):
    with frozen_today(datetime.date(2026, 8, 1)):
        page = client_of(member).get(INDEX).content.decode()
    assert "รอบปีงบประมาณ 2567 - 2569 ยังไม่ได้เริ่มจัดทำแผน" in page
    make_plan(member.organization, year=2567)
    with frozen_today(datetime.date(2026, 8, 1)):
        page = client_of(member).get(INDEX).content.decode()
    assert "รอบปีงบประมาณ 2570 - 2572 ยังไม่ได้เริ่มจัดทำแผน" in page
    assert "30 กันยายน 2569" in page


def test_late_cycle_is_said_to_be_late(member):
    with frozen_today(datetime.date(2026, 11, 21)):
        page = client_of(member).get(INDEX).content.decode()
    assert "ซึ่งเลยมาแล้ว" in page


def test_members_of_the_lao_see_their_drafts_and_staff_do_not(member):
    revision = make_plan(member.organization)
    link = address(revision, "plans:tasks")
    assert link in client_of(member).get(INDEX).content.decode()
    staff = make_member(Role.STAFF, member.organization)
    assert link not in client_of(staff).get(INDEX).content.decode()


def test_board_sees_what_was_submitted_to_it(member):
    revision = make_complete_plan(member.organization)
    board = client_of(make_member(Role.BOARD_SECRETARY, board=member.organization.board))
    link = address(revision, "plans:tasks")
    assert link not in board.get(INDEX).content.decode()
    put_in_state(revision, State.SUBMITTED)
    assert link in board.get(INDEX).content.decode()


def test_officer_begins_a_plan_once_however_often_the_button_is_pressed(member):
    client = client_of(member)
    data = {"first_year": "2570", "form_key": "6a3c1a6e-7d0e-4d6e-9f5b-0d3c8b6f5a11"}
    first, second = client.post(CREATE, data), client.post(CREATE, data)
    assert first.url == second.url == address(Plan.objects.get().revisions.get(), "plans:tasks")


def test_the_only_cycle_that_is_left_is_chosen_already(member):
    assert [edition.year for edition in Edition.objects.all()] == [2567, 2570]
    client = client_of(member)
    assert " checked" not in client.get(CREATE).content.decode()
    make_plan(member.organization, year=2567)
    assert re.search(r'value="2570"[^>]* checked', client.get(CREATE).content.decode())


def test_second_plan_of_a_cycle_is_refused_in_words(member):
    make_plan(member.organization)
    answer = client_of(member).post(CREATE, {"first_year": "2570"})
    assert "อยู่แล้ว" in answer.content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2027", "เป็นปี ค.ศ. หมายถึง พ.ศ. 2570 ใช่หรือไม่"),
        ("67", "มีเพียง 2 หลัก"),
        ("2568", "ไม่ใช่ปีแรกของรอบแผน"),
        ("2600", "ยังไม่มีแผนแม่บทของรอบ"),
        ("-1", "พ.ศ. 4 หลัก"),
        ("ก", "พ.ศ. 4 หลัก"),
        ("", "กรุณาเลือกรอบปีงบประมาณ"),
        ("9" * 200, "พ.ศ."),
    ],
)
def test_wrong_year_is_refused_in_words(member, typed, message):
    page = client_of(member).post(CREATE, {"first_year": typed}).content.decode()
    assert message in page
    assert not Plan.objects.exists()


def test_thai_digits_are_years(member):
    assert client_of(member).post(CREATE, {"first_year": "๒๕๗๐"}).status_code == 302


@pytest.mark.parametrize("role", [Role.COMMITTEE_SECRETARY, Role.HEAD, Role.BOARD_SECRETARY, Role.OPERATOR])
def test_only_the_officer_begins_a_plan(role):
    load_reference()
    client = client_of(make_member(role))
    assert client.get(CREATE).status_code == 404
    assert client.post(CREATE, {"first_year": "2570"}).status_code == 404


def test_plan_address_goes_to_the_newest_revision(member):
    revision = make_plan(member.organization)
    answer = client_of(member).get(reverse("plans:plan", args=[member.organization.code, 2570]))
    assert answer.url == address(revision, "plans:tasks")


def test_plan_of_another_lao_does_not_exist(member):
    other = make_organization()
    make_plan(other)
    assert client_of(member).get(reverse("plans:plan", args=[other.code, 2570])).status_code == 404
