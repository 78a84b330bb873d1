"""The editor of a heading: what it shows, saves, refuses, and gives back."""

import datetime

import pytest

from organizations.roles import Role
from plans.models import KeptText, State
from plans.models.content import SECTION_LIMIT
from plans.views.section import compared
from tests.builders import address, client_of, make_complete_plan, make_member, make_plan, put_in_state
from thai.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


@pytest.fixture
def colleague(revision):
    return client_of(make_member(Role.COMMITTEE_SECRETARY, revision.organization))


def url(revision, code="s1.2", name="plans:section"):
    return address(revision, name, code=code)


def stored(revision, code="s1.2"):
    return revision.sections.get(code=code)


def test_editor_shows_text_help_clause_and_version(revision, officer):
    page = officer.get(url(revision)).content.decode()
    assert 'name="version" value="1"' in page
    assert "แผนแม่บทฯ ข้อ ๑๕ (๑)" in page
    assert 'data-autosave="' in page


def test_heading_to_confirm_shows_the_standard_text_to_read(revision, officer):
    page = officer.get(url(revision, "s1.1")).content.decode()
    assert "อ่านและยืนยันข้อความนี้แล้ว" in page
    assert revision.plan.organization.full_name in page


def test_save_goes_back_to_the_editor_and_next_goes_on(revision, officer):
    answer = officer.post(url(revision), {"version": 1, "body": "ก", "is_done": "on", "action": "save"})
    assert answer.url == url(revision)
    answer = officer.post(url(revision), {"version": 2, "body": "ข", "action": "next"})
    assert answer.url == url(revision, "s1.3")
    assert (stored(revision).body, stored(revision).is_done) == ("ข", False)


def test_pasted_word_text_is_normalised(revision, officer):
    typed = "\ufeffบรรทัดแรก\r\n\r\n\tก\u200bำ\x0bจบ  \r\n"
    officer.post(url(revision), {"version": 1, "body": typed})
    assert stored(revision).body == "บรรทัดแรก\n\n กำ\nจบ"


def test_standard_text_is_taken_without_a_script(revision, officer):
    officer.post(url(revision, "s1.1"), {"version": 1, "body": "ของเรา"})
    assert not stored(revision, "s1.1").follows_edition
    officer.post(url(revision, "s1.1"), {"version": 2, "body": "ของเรา", "action": "standard"})
    assert stored(revision, "s1.1").follows_edition


def test_too_long_text_stays_in_the_form_with_a_message(revision, officer):
    typed = "ก" * 200_000
    answer = officer.post(url(revision), {"version": 1, "body": typed})
    page = answer.content.decode()
    assert "ใส่ได้ไม่เกิน 100,000 ตัวอักษร" in page
    assert typed in page
    assert stored(revision).version == 1


def test_text_of_the_greatest_length_is_stored(revision, officer):
    officer.post(url(revision), {"version": 1, "body": "ก" * SECTION_LIMIT})
    assert len(stored(revision).body) == SECTION_LIMIT


def test_emoji_are_named_and_stay_in_the_form(revision, officer):
    page = officer.post(url(revision), {"version": 1, "body": "ดีมาก 👍"}).content.decode()
    assert "พิมพ์ในเอกสารราชการไม่ได้ (👍)" in page
    assert "ดีมาก 👍" in page


def test_empty_text_to_write_cannot_be_done(revision, officer):
    page = officer.post(url(revision), {"version": 1, "body": " \n", "is_done": "on"}).content.decode()
    assert "กรุณาเขียนข้อความก่อน" in page
    assert stored(revision).version == 1


def test_markup_that_was_typed_stays_text(revision, officer):
    officer.post(url(revision), {"version": 1, "body": "<script>alert(1)</script>"})
    page = officer.get(url(revision)).content.decode()
    assert "<script>alert" not in page


# Two people --------------------------------------------------------------------------------------


def test_stale_save_is_409_with_both_texts_and_keeps_the_late_one(revision, officer, colleague):
    colleague.post(url(revision), {"version": 1, "body": "ข้อความของเขา"})
    answer = officer.post(url(revision), {"version": 1, "body": "ข้อความของฉัน"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ข้อความของเขา" in page
    assert "ข้อความของฉัน" in page
    assert KeptText.objects.get().body == "ข้อความของฉัน"
    assert stored(revision).body == "ข้อความของเขา"


def test_kept_text_is_offered_on_the_next_visit(revision, officer, colleague):
    colleague.post(url(revision), {"version": 1, "body": "ข้อความของเขา"})
    officer.post(url(revision), {"version": 1, "body": "ข้อความของฉัน"})
    assert "?compare=1" in officer.get(url(revision)).content.decode()
    assert "ข้อความของฉัน" in officer.get(url(revision) + "?compare=1").content.decode()
    assert "ข้อความของฉัน" not in colleague.get(url(revision) + "?compare=1").content.decode()


def test_mine_is_used_upon_the_version_that_was_compared(revision, officer, colleague):
    colleague.post(url(revision), {"version": 1, "body": "ข้อความของเขา"})
    officer.post(url(revision), {"version": 1, "body": "ข้อความของฉัน"})
    officer.post(url(revision), {"version": 2, "body": "ข้อความของฉัน", "action": "save"})
    assert stored(revision).body == "ข้อความของฉัน"
    assert not KeptText.objects.exists()


def test_theirs_is_used_and_the_kept_text_goes(revision, officer, colleague):
    colleague.post(url(revision), {"version": 1, "body": "ข้อความของเขา"})
    officer.post(url(revision), {"version": 1, "body": "ข้อความของฉัน"})
    assert officer.post(url(revision), {"version": 2, "action": "theirs"}).status_code == 302
    assert stored(revision).body == "ข้อความของเขา"
    assert not KeptText.objects.exists()


def test_compared_texts_mark_only_the_lines_that_differ():
    mine, theirs = compared("ก\nข\nค", "ก\nง\nค")
    assert [line.differs for line in mine] == [False, True, False]
    assert [line.differs for line in theirs] == [False, True, False]


# In the background -------------------------------------------------------------------------------


def autosave(client, revision, **data):
    return client.post(url(revision, name="plans:section_autosave"), data)


def test_autosave_answers_with_the_next_version_and_the_time(revision, officer):
    answer = autosave(officer, revision, version=1, body="กำลังเขียน")
    assert answer.json()["version"] == 2
    assert answer.json()["message"].startswith("บันทึกแล้ว ")
    assert stored(revision).body == "กำลังเขียน"


def test_autosave_leaves_the_mark_of_completion(revision, officer):
    officer.post(url(revision), {"version": 1, "body": "ก", "is_done": "on"})
    autosave(officer, revision, version=2, body="ข")
    assert stored(revision).is_done


def test_autosave_gives_the_preview_when_it_is_asked_for(revision, officer):
    answer = autosave(officer, revision, version=1, body="๑. <b>", preview="1")
    assert answer.json()["preview"] == '<p class="item level-1"><span class="marker">๑. </span>&lt;b&gt;</p>'


def test_stale_autosave_is_409_with_the_way_to_compare(revision, officer, colleague):
    autosave(colleague, revision, version=1, body="ของเขา")
    answer = autosave(officer, revision, version=1, body="ของฉัน")
    assert answer.status_code == 409
    assert answer.json()["compare"].endswith("?compare=1")
    assert KeptText.objects.get().body == "ของฉัน"


@pytest.mark.parametrize("data", [{"body": "ก"}, {"version": "x", "body": "ก"}, {"version": 1, "body": "👍"}])
def test_unreadable_autosave_is_422_with_a_message(revision, officer, data):
    answer = autosave(officer, revision, **data)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert stored(revision).version == 1


def test_autosave_is_not_a_page(revision, officer):
    assert officer.get(url(revision, name="plans:section_autosave")).status_code == 405


# Who and when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["s1", "s2.3", "s9.9", "x"])
def test_heading_without_a_text_is_404(revision, officer, code):
    assert officer.get(url(revision, code)).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.HEAD, Role.COMMITTEE_MEMBER, Role.STAFF, Role.BOARD_SECRETARY, Role.AUDITOR]
)
def test_editor_does_not_exist_for_those_who_do_not_write(revision, role):
    organization = revision.organization if role in (Role.HEAD, Role.COMMITTEE_MEMBER, Role.STAFF) else None
    assert client_of(make_member(role, organization)).get(url(revision)).status_code == 404


def test_editor_of_another_lao_does_not_exist(revision):
    assert client_of(make_member(Role.HR_OFFICER)).get(url(revision)).status_code == 404


def test_role_that_ended_yesterday_opens_nothing(revision):
    yesterday = today() - datetime.timedelta(days=1)
    member = make_member(Role.HR_OFFICER, revision.organization, ended_on=yesterday)
    client = client_of(member)
    assert client.get(url(revision)).status_code == 404
    assert client.post(url(revision), {"version": 1, "body": "ก"}).status_code == 404
    assert stored(revision).version == 1


def test_reading_writes_nothing(revision, officer):
    before = stored(revision)
    officer.get(url(revision))
    assert (stored(revision).version, stored(revision).updated_at) == (before.version, before.updated_at)


def test_closed_plan_answers_409_and_shows_what_was_typed():
    revision = make_complete_plan()
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    put_in_state(revision, State.SUBMITTED)
    assert officer.get(url(revision)).status_code == 409
    typed = "ข้อความยาวที่พิมพ์ไว้ก่อนที่แผนจะถูกส่งไปแล้วโดยอีกคน"
    answer = officer.post(url(revision), {"version": 2, "body": typed})
    assert answer.status_code == 409
    assert typed in answer.content.decode()
