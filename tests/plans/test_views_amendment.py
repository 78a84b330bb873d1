"""The page of what an amendment changes: marks, ways back, reasons; stale, doubled and strange requests."""

from __future__ import annotations

import datetime

import pytest

from organizations.roles import Role
from plans.amendment.differences import amendment_of
from plans.models import Revision, State
from tests.builders import address, client_of, make_member, make_organization, make_project, put_in_state
from tests.plans.amending import NECESSITY, amended, announced_plan
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
KEY = "6b4f1f04-9d04-4c1d-a2b9-0123456789ab"


@pytest.fixture(autouse=True)
def _day():
    with frozen_today(datetime.date(2027, 1, 15)):
        yield


@pytest.fixture
def revision() -> Revision:
    """An amendment with one new project."""
    found = amended(announced_plan())
    make_project(found, "โครงการใหม่")
    return found


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def form_of(revision: Revision, **more: str) -> dict[str, str]:
    (found,) = amendment_of(revision).differences
    return {"key": found.key, "seen": found.seen, **more}


def test_every_change_is_shown_with_its_reason(revision, officer):
    page = officer.get(address(revision, "plans:changes"))
    assert "โครงการใหม่" in page.text
    assert NECESSITY in page.text
    assert len(page.context["items"]) == 1


def test_readers_see_the_changes_and_no_forms(revision):
    member = client_of(make_member(Role.COMMITTEE_MEMBER, revision.organization))
    page = member.get(address(revision, "plans:changes"))
    assert "โครงการใหม่" in page.text
    assert "ยืนยันคืนรายการนี้" not in page.text


@pytest.mark.parametrize(
    ("view", "kwargs", "words"),
    [
        ("plans:section", {"code": "s1.2"}, "เทียบกับฉบับที่ใช้อยู่:"),
        ("plans:projects", {}, "ไม่เปลี่ยน"),
        ("plans:tasks", {}, "เทียบกับฉบับที่ใช้อยู่: ปรับปรุง 1 รายการ"),
    ],
)
def test_pages_of_an_amendment_say_what_changed(revision, officer, view, kwargs, words):
    assert words in officer.get(address(revision, view, **kwargs)).text


def test_pages_of_an_original_say_nothing_of_it(officer, revision):
    base = revision.plan.revisions.get(number=0)
    assert "เทียบกับฉบับที่ใช้อยู่" not in officer.get(address(base, "plans:tasks")).text


def test_a_change_is_taken_back(revision, officer):
    answer = officer.post(address(revision, "plans:change_undo"), form_of(revision))
    assert answer.status_code == 302
    assert amendment_of(revision).differences == []


def test_a_stale_page_takes_nothing_back_and_shows_what_is_there(revision, officer):
    form = form_of(revision)
    revision.projects.filter(name="โครงการใหม่").update(objective="เปลี่ยนแล้ว")
    answer = officer.post(address(revision, "plans:change_undo"), form)
    assert answer.status_code == 409
    assert "เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้" in answer.text
    assert "เปลี่ยนแล้ว" in answer.text
    assert revision.projects.filter(name="โครงการใหม่").exists()


def test_a_double_click_takes_back_once(revision, officer):
    form = form_of(revision, form_key=KEY)
    answers = [officer.post(address(revision, "plans:change_undo"), form) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize("form", [{}, {"key": "projects-nothing"}, {"key": "x" * 5_000, "seen": "\u0e01"}])
def test_a_change_that_is_not_there_is_said_so(revision, officer, form):
    assert officer.post(address(revision, "plans:change_undo"), form).status_code == 409
    assert officer.post(address(revision, "plans:change_reason"), form).status_code == 409


def test_a_reason_of_one_change(revision, officer):
    form = form_of(revision, reason="เพราะบรรจุใหม่")
    assert officer.post(address(revision, "plans:change_reason"), form).status_code == 302
    assert "เพราะบรรจุใหม่" in officer.get(address(revision, "plans:changes")).text


def test_a_reason_that_is_too_long_is_said_at_its_field(revision, officer):
    form = form_of(revision, reason="ก" * 501)
    answer = officer.post(address(revision, "plans:change_reason"), form)
    assert answer.status_code == 422
    assert not revision.changereasons.exists()


@pytest.mark.parametrize(("reason", "status"), [("", 422), ("สั้น", 422), ("เหตุผลใหม่ที่ยาวพอ", 302)])
def test_the_necessity_is_edited(revision, officer, reason, status):
    page = officer.get(address(revision, "plans:changes"))
    form = {"reason": reason, "seen": page.context["necessity_seen"]}
    assert officer.post(address(revision, "plans:necessity"), form).status_code == status
    revision.refresh_from_db()
    assert revision.reason == (reason if status == 302 else NECESSITY)


def test_a_stale_necessity_keeps_what_was_typed(revision, officer):
    form = {"reason": "เหตุผลใหม่ที่ยาวพอ", "seen": "of yesterday"}
    answer = officer.post(address(revision, "plans:necessity"), form)
    assert answer.status_code == 409
    assert "เหตุผลใหม่ที่ยาวพอ" in answer.text


def test_records_of_today_are_taken(revision, officer):
    assert officer.post(address(revision, "plans:current_records")).status_code == 302
    revision.refresh_from_db()
    assert revision.takes_current_records


def test_a_closed_amendment_refuses(revision, officer):
    form = form_of(revision)
    put_in_state(revision, State.SUBMITTED)
    assert officer.post(address(revision, "plans:change_undo"), form).status_code == 409
    assert revision.projects.filter(name="โครงการใหม่").exists()


def test_another_lao_finds_nothing(revision):
    stranger = client_of(make_member(Role.HR_OFFICER, make_organization()))
    assert stranger.get(address(revision, "plans:changes")).status_code == 404
    assert stranger.post(address(revision, "plans:change_undo"), form_of(revision)).status_code == 404
