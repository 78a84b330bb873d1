"""The findings beside every page of a plan: this page's first, open from page to page, a link without a script."""

import pytest

from organizations.roles import Role
from plans.models import State
from tests.builders import address, client_of, make_complete_plan, make_member, make_project, put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def revision():
    revision = make_complete_plan()
    make_project(revision, "โครงการไม่มีตัวชี้วัด", indicator="")
    revision.committeeorders.update(number="")
    return revision


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def panel(client, revision, at="", **post):
    url = address(revision, "plans:check_panel")
    answer = client.post(url, {"at": at, **post}) if post else client.get(url, {"at": at})
    return answer.content.decode()


@pytest.mark.parametrize("view", ["tasks", "projects", "targets", "committee", "period", "grid", "proposals"])
def test_every_page_of_a_draft_leads_to_the_findings(revision, officer, view):
    page = officer.get(address(revision, f"plans:{view}")).content.decode()
    assert 'id="check-panel"' in page
    assert f'<a href="{address(revision, "plans:check")}">ผลการตรวจ</a>' in page


def test_the_check_page_itself_has_no_panel(revision, officer):
    assert 'id="check-panel"' not in officer.get(address(revision, "plans:check")).content.decode()


def test_readers_and_closed_plans_have_no_panel(revision, officer):
    reader = client_of(make_member(Role.COMMITTEE_MEMBER, revision.organization))
    assert 'id="check-panel"' not in reader.get(address(revision, "plans:tasks")).content.decode()
    put_in_state(revision, State.SUBMITTED)
    assert 'id="check-panel"' not in officer.get(address(revision, "plans:tasks")).content.decode()


def test_closed_panel_asks_for_nothing_and_opened_it_counts_and_lists(revision, officer):
    page = officer.get(address(revision, "plans:targets")).content.decode()
    assert f'hx-get="{address(revision, "plans:check_panel")}' not in page
    assert "ยังไม่มีตัวชี้วัด" not in panel(officer, revision)
    opened = panel(officer, revision, open="1")
    assert "ผลการตรวจ 2 เรื่อง" in opened
    assert "ยังไม่มีตัวชี้วัด" in opened


def test_closing_leaves_no_count_that_grows_old(revision, officer):
    panel(officer, revision, open="1")
    assert "2 เรื่อง" not in panel(officer, revision, open="0")


def test_findings_of_a_page_are_asked_when_they_are_opened(revision, officer):
    page = officer.get(address(revision, "plans:targets")).content.decode()
    assert 'hx-trigger="toggle from:closest details once"' in page


def test_it_stays_open_on_the_next_page_until_it_is_closed(revision, officer):
    panel(officer, revision, open="1")
    page = officer.get(address(revision, "plans:targets")).content.decode()
    assert 'class="check-panel is-open"' in page
    panel(officer, revision, open="0")
    assert "is-open" not in officer.get(address(revision, "plans:targets")).content.decode()


def test_findings_of_this_page_come_first(revision, officer):
    panel(officer, revision, open="1")
    text = panel(officer, revision, at=address(revision, "plans:committee"))
    assert text.index("คำสั่งแต่งตั้งคณะกรรมการ") < text.index("หน้าอื่น") < text.index("ยังไม่มีตัวชี้วัด")


def test_links_land_on_the_field(revision, officer):
    text = panel(officer, revision, open="1")
    assert f"{address(revision, 'plans:committee')}#id_number" in text
