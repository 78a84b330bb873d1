"""The province sees who stands where, and no content."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.roles import Role
from plans.models import State
from tests.builders import make_complete_plan, make_member, make_organization, make_plan, make_province
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
AFTER = datetime.date(2026, 10, 15)


def open_as(client, membership, **query):
    client.force_login(membership.user)
    with frozen_today(AFTER):
        return client.get(reverse("monitoring:overview", args=[2570]), query)


@pytest.fixture
def province():
    return make_province()


def test_overview_counts_late_and_finished(client, province):
    make_complete_plan(make_organization(name="ส่งแล้ว"), state=State.SUBMITTED)
    make_plan(make_organization(name="กำลังร่าง"))
    make_organization(name="ยังไม่ทำ")
    page = open_as(client, make_member(Role.PROVINCE_VIEWER, province=province))
    assert page.context["late"] == 2
    assert dict(page.context["counts"]) == {
        "ยังไม่เริ่มจัดทำ": 1,
        "กำลังจัดทำ": 1,
        "ส่งคณะกรรมการระดับจังหวัดแล้ว": 1,
    }


def test_overview_shows_own_province_only(client, province):
    make_organization(name="ของเรา")
    make_organization(name="ของเขา", province=make_province("อุดรธานี", "41"))
    page = open_as(client, make_member(Role.PROVINCE_VIEWER, province=province), province="41")
    assert "ของเรา" in page.text
    assert "ของเขา" not in page.text


def test_board_sees_its_own_kind_only(client, province):
    own = make_organization(name="อบต")
    make_organization("town", name="เทศบาล")
    page = open_as(client, make_member(Role.BOARD_SECRETARY, board=own.board))
    assert [row.organization.name for row in page.context["rows"]] == ["อบต"]


def test_board_knows_unfinished_work_only_by_its_absence(client, province):
    revision = make_complete_plan(make_organization(), state=State.IN_COMMITTEE)
    page = open_as(client, make_member(Role.BOARD_MEMBER, board=revision.organization.board))
    assert dict(page.context["counts"]) == {"ยังไม่ส่ง": 1}
    assert page.context["late"] == 1


def test_centre_chooses_a_province(client, province):
    make_organization(name="ของเรา")
    central = make_member(Role.CENTRAL_EDITOR)
    assert open_as(client, central).context["rows"] == []
    assert len(open_as(client, central, province="43").context["rows"]) == 1


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.STAFF, Role.OPERATOR, Role.LAO_ADMIN])
def test_overview_is_404_for_others(client, role):
    assert open_as(client, make_member(role)).status_code == 404


def test_overview_queries_do_not_grow(client, province, django_assert_num_queries):
    viewer = make_member(Role.PROVINCE_VIEWER, province=province)
    make_plan(make_organization())
    open_as(client, viewer)
    with CaptureQueriesContext(connection) as one:
        open_as(client, viewer)
    for _ in range(5):
        make_plan(make_organization())
    with django_assert_num_queries(len(one)):
        open_as(client, viewer)
