"""The public finds announced plans and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.in_force import periods
from approvals.models import Announcement
from plans.models import State
from tests.builders import make_complete_plan, make_organization
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db


def announce(revision, effective_on=datetime.date(2026, 10, 1), code="AAAA"):
    return Announcement.objects.create(
        revision=revision,
        organization=revision.organization,
        dated_on=datetime.date(2026, 9, 29),
        effective_on=effective_on,
        signer_name="นายทดสอบ ลงนาม",
        signer_position="นายก",
        code=code,
    )


@pytest.fixture
def announced():
    revision = make_complete_plan(make_organization(name="นาดี"), state=State.ANNOUNCED)
    return announce(revision)


def test_index_shows_announced_plans_to_anybody(client, announced):
    make_complete_plan(make_organization(name="ร่างลับ"))
    make_complete_plan(make_organization(name="ร่างลับสอง"), state=State.APPROVED)
    page = client.get(reverse("register:index"))
    assert page.status_code == 200
    assert "นาดี" in page.text
    assert "ร่างลับ" not in page.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"words": "นาดี"}, 1),
        ({"words": "ไม่มีจริง"}, 0),
        ({"kind": "pao"}, 0),
        ({"kind": "sao", "first_year": 2570}, 1),
        ({"first_year": 2567}, 0),
        ({"province": "43"}, 1),
        ({"province": "ไม่มี"}, 1),
        ({"first_year": "2027", "page": "เก้า"}, 1),
    ],
)
def test_search_narrows_and_forgives(client, announced, query, count):
    page = client.get(reverse("register:index"), query)
    assert page.status_code == 200
    assert len(page.context["rows"]) == count


def test_plan_page_shows_text_and_totals(client, announced):
    plan = announced.revision.plan
    page = client.get(reverse("register:plan", args=[plan.organization.code, 2570]))
    assert "โครงการอบรม" in page.text
    assert "150,000" in page.text


@pytest.mark.parametrize("state", [State.DRAFTING, State.SUBMITTED, State.APPROVED, State.WITHDRAWN])
def test_plan_page_of_an_unannounced_plan_is_404(client, state):
    revision = make_complete_plan(state=state)
    page = client.get(reverse("register:plan", args=[revision.organization.code, 2570]))
    assert page.status_code == 404


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2026, 9, 30), "มีผลใช้บังคับวันที่ 1 ตุลาคม 2569"),
        (datetime.date(2026, 10, 1), "มีผลใช้บังคับ"),
        (datetime.date(2029, 9, 30), "มีผลใช้บังคับ"),
        (datetime.date(2029, 10, 1), "สิ้นสุดรอบแล้ว"),
    ],
)
def test_standing_is_computed_from_dates(announced, day, expected):
    (period,) = periods([announced])
    assert period.standing(day) == expected


def test_index_queries_do_not_grow(client, announced, django_assert_num_queries):
    with frozen_today(datetime.date(2026, 11, 1)):
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("register:index"))
        for number in range(4):
            announce(make_complete_plan(state=State.ANNOUNCED), code=f"B{number}")
        with django_assert_num_queries(len(few)):
            client.get(reverse("register:index"))
