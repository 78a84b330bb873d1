"""The pages of a board's texts and of an LAO's answers: two tabs, two presses, who sees drafts, who is told."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.models import Notice
from organizations.roles import Role
from plans.models import ProvincialText, Revision, State
from plans.provincial import heading_of
from tests.builders import (
    address,
    client_of,
    edition,
    make_board,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    make_province,
    make_user,
    put_in_state,
)
from tests.plans.provincial import draft_text, publish_text, say
from thai.titles import BoardKind, LaoKind

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
RESOLVED = {
    "meeting_number": "11/2569",
    "meeting_on_day": "20",
    "meeting_on_month": "5",
    "meeting_on_year": "2569",
}


@pytest.fixture
def board():
    edition(2570)
    return make_board()


@pytest.fixture
def secretary(board):
    return client_of(make_member(Role.BOARD_SECRETARY, board=board))


def at(board, view="provincial_texts", *more) -> str:
    return reverse(f"approvals:{view}", args=[board.code, 2570, *more])


def key_of(page) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def seen_of(board, code) -> str:
    draft = heading_of(board, edition(2570), code).draft
    return draft.seen if draft else ""


# The board ----------------------------------------------------------------------------------------


def test_secretary_writes_previews_and_publishes(board, secretary):
    make_organization(LaoKind.SAO, "สังคม")
    url = at(board, "provincial_text", "s1.1")
    typed = {"mode": "replaces", "body": "**หลักการ**ของ{lao_short}", "seen": ""}
    shown = secretary.post(url, typed | {"preview": "1"}).content.decode()
    assert "<strong>หลักการ</strong>ของอบต.สังคม" in shown
    assert not ProvincialText.objects.exists()
    assert secretary.post(url, typed).status_code == 302
    page = secretary.get(at(board, "provincial_publish")).content.decode()
    assert seen_of(board, "s1.1") in page
    done = secretary.post(
        at(board, "provincial_publish"), {"drafts": [seen_of(board, "s1.1")], **RESOLVED}, follow=True
    ).content.decode()
    assert "ของจังหวัด ฉบับที่ 1" in done
    assert "มติครั้งที่ 11/2569 วันที่ 20 พฤษภาคม 2569" in done


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"mode": "replaces", "body": "ก {nobody}"}, "{nobody}"),
        ({"mode": "replaces", "body": ""}, "กรุณากรอกข้อความของจังหวัด"),
        ({"mode": "none", "body": ""}, "none"),  # there is nothing to go back from
        ({"body": "ก"}, "กรุณา"),
    ],
)
def test_text_that_cannot_be_is_shown_again_with_what_is_wrong(board, secretary, typed, words):
    answer = secretary.post(at(board, "provincial_text", "s1.1"), typed | {"seen": ""})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not ProvincialText.objects.exists()


def test_second_tab_is_told_and_finds_both_texts(board, secretary):
    draft_text(board, "s1.1", "ที่อีกคนบันทึก")
    url = at(board, "provincial_text", "s1.1")
    answer = secretary.post(url, {"mode": "replaces", "body": "ที่พิมพ์ไว้", "seen": ""})
    page = answer.content.decode()
    assert (answer.status_code, "ที่พิมพ์ไว้" in page, "ที่อีกคนบันทึก" in page) == (409, True, True)
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert secretary.post(url, {"mode": "replaces", "body": "ที่พิมพ์ไว้", "seen": seen}).status_code == 302
    assert heading_of(board, edition(2570), "s1.1").draft.body == "ที่พิมพ์ไว้"


def test_discarded_draft_is_gone_and_a_stale_discard_is_told(board, secretary):
    url, old = at(board, "provincial_text", "s1.1"), draft_text(board, "s1.1", "ก").seen
    new = draft_text(board, "s1.1", "ข").seen
    assert secretary.post(url, {"action": "discard", "seen": old}).status_code == 409
    assert secretary.post(url, {"action": "discard", "seen": new}).status_code == 302
    assert not ProvincialText.objects.exists()


def test_form_of_publishing_sent_twice_publishes_once(board, secretary):
    seen = draft_text(board, "s1.1").seen
    data = {"drafts": [seen], **RESOLVED, "form_key": key_of(secretary.get(at(board, "provincial_publish")))}
    answers = [secretary.post(at(board, "provincial_publish"), data) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert list(ProvincialText.objects.values_list("number", flat=True)) == [1]


def test_draft_that_changed_is_not_published(board, secretary):
    seen = draft_text(board, "s1.1", "ก").seen
    draft_text(board, "s1.1", "ข")
    answer = secretary.post(at(board, "provincial_publish"), {"drafts": [seen], **RESOLVED})
    assert answer.status_code == 409
    assert "กรุณาอ่านร่างปัจจุบัน" in answer.content.decode()
    assert not ProvincialText.objects.published().exists()


@pytest.mark.parametrize("change", [{"meeting_number": ""}, {"meeting_on_year": "2590"}, {"drafts": []}])
def test_publishing_without_draft_or_resolution_says_what_lacks(board, secretary, change):
    data = {"drafts": [draft_text(board, "s1.1").seen], **RESOLVED} | change
    assert secretary.post(at(board, "provincial_publish"), data).status_code == 422
    assert not ProvincialText.objects.published().exists()


def test_last_texts_become_drafts_by_one_press(board, secretary):
    publish_text(board, "s1.1", "ของรอบก่อน", year=2567)
    assert "นำข้อความของรอบก่อนมาเป็นร่าง 1 หัวข้อ" in secretary.get(at(board)).content.decode()
    page = secretary.post(at(board, "provincial_carry"), follow=True).content.decode()
    assert "นำข้อความของรอบก่อนมาเป็นร่าง 1 หัวข้อ" not in page
    assert heading_of(board, edition(2570), "s1.1").draft.body == "ของรอบก่อน"


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.BOARD_CHAIR, True),
        (Role.BOARD_MEMBER, True),
        (Role.PROVINCE_VIEWER, False),
        (Role.AUDITOR, False),
    ],
)
def test_readers_see_what_is_published_and_the_board_alone_its_drafts(board, role, sees):
    publish_text(board, "s1.1", "ที่ประกาศแล้ว")
    draft_text(board, "s1.1", "ที่ยังร่างอยู่")
    member = {
        Role.PROVINCE_VIEWER: lambda: make_member(role, province=make_province()),
        Role.AUDITOR: lambda: make_member(role),
    }.get(role, lambda: make_member(role, board=board))()
    client = client_of(member)
    page = client.get(at(board, "provincial_text", "s1.1")).content.decode()
    assert ("ที่ประกาศแล้ว" in page, "ที่ยังร่างอยู่" in page) == (True, sees)
    assert "บันทึกร่าง" not in page
    assert ("มีร่าง" in client.get(at(board)).content.decode()) is sees
    assert client.post(at(board, "provincial_text", "s1.1"), {}).status_code == 404


def test_province_viewer_finds_the_way_from_the_overview(board):
    viewer = client_of(make_member(Role.PROVINCE_VIEWER, province=make_province()))
    assert at(board) in viewer.get(reverse("monitoring:overview", args=[2570])).content.decode()


def test_board_of_another_code_and_unknown_headings_are_not_there(board, secretary):
    other = make_board(BoardKind.PAO_BOARD)
    assert secretary.get(at(other)).status_code == 404
    assert secretary.get(at(other, "provincial_text", "s1.1")).status_code == 404
    assert secretary.get(at(board, "provincial_text", "s1")).status_code == 404
    assert secretary.get(at(board, "provincial_text", "zz")).status_code == 404


def test_list_takes_as_many_queries_with_many_texts(board, secretary, django_assert_max_num_queries):
    for code in ("s1.1", "s1.5", "m05", "m06"):
        publish_text(board, code)
        draft_text(board, code, "ร่างใหม่")
    secretary.get(at(board))
    with django_assert_max_num_queries(14):
        assert secretary.get(at(board)).status_code == 200


# Who is told --------------------------------------------------------------------------------------


def test_officers_of_drafts_are_told_once_and_led_to_the_answer(board, secretary):
    drafting, submitted = make_plan(), put_in_state(make_complete_plan(), State.SUBMITTED)
    elsewhere = make_plan(make_organization(LaoKind.PAO))
    officers = {
        row: make_member(Role.HR_OFFICER, row.organization) for row in (drafting, submitted, elsewhere)
    }
    make_member(Role.HEAD, drafting.organization)
    drafts = [draft_text(board, code).seen for code in ("s1.1", "s1.5")]
    secretary.post(at(board, "provincial_publish"), {"drafts": drafts, **RESOLVED})
    notice = Notice.objects.get()
    assert notice.membership == officers[drafting]
    assert notice.address == address(drafting, "plans:provincial")
    assert "มีข้อความของจังหวัด 2 หัวข้อ รอท่านพิจารณา" in notice.text


def test_telling_many_laos_reads_as_little_as_telling_one(board, secretary):
    def reads(code: str) -> int:
        seen = draft_text(board, code).seen
        with CaptureQueriesContext(connection) as queries:
            secretary.post(at(board, "provincial_publish"), {"drafts": [seen], **RESOLVED})
        return sum(query["sql"].startswith("SELECT") for query in queries)

    make_member(Role.HR_OFFICER, make_plan().organization)
    alone = reads("s1.1")
    for _lao in range(4):
        make_member(Role.HR_OFFICER, make_plan().organization)
    assert reads("s1.5") <= alone
    assert Notice.objects.count() == 1 + 5


# The LAO ------------------------------------------------------------------------------------------


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def answered(officer, revision, code, action, **more):
    page = officer.get(address(revision, "plans:provincial")).content.decode()
    seen = re.search(
        rf'name="code" value="{re.escape(code)}">\s*<input type="hidden" name="seen" value="([^"]+)"', page
    )[1]
    data = {"code": code, "seen": seen, "action": action, **more}
    return officer.post(address(revision, "plans:provincial_answer"), data)


def stored(revision, code):
    return Revision.objects.get(pk=revision.pk).sections.get(code=code)


def test_task_list_and_heading_tell_of_a_text_until_it_is_answered(officer, revision):
    say(revision, "s1.1", "ของจังหวัด", "after")
    tasks, heading = (address(revision, "plans:tasks"), address(revision, "plans:section", code="s1.1"))
    assert "ข้อความของจังหวัดรอพิจารณา 1 หัวข้อ" in officer.get(tasks).content.decode()
    page = officer.get(heading).content.decode()
    assert address(revision, "plans:provincial") + "#offer-s1.1" in page
    assert "ข้อความมาตรฐานของส่วนกลาง" in page
    assert answered(officer, revision, "s1.1", "take").status_code == 302
    assert "ข้อความของจังหวัดรอพิจารณา" not in officer.get(tasks).content.decode()
    page = officer.get(heading).content.decode()
    assert "ต่อท้ายด้วยข้อความของ ก.อบต.จังหวัดหนองคาย ฉบับที่ 1 ตามมติครั้งที่ 5/2569" in page
    assert "#offer-s1.1" not in page


def test_replacing_what_the_lao_wrote_is_asked_plainly(officer, revision):
    revision.sections.filter(code="s1.1").update(body="ที่เขียนเอง", follows_edition=False)
    say(revision, "s1.1")
    answer = answered(officer, revision, "s1.1", "take")
    assert (answer.status_code, "เขียนเอง" in answer.content.decode()) == (422, True)
    assert stored(revision, "s1.1").body == "ที่เขียนเอง"
    assert answered(officer, revision, "s1.1", "take", replaces_own="1").status_code == 302
    assert stored(revision, "s1.1").follows_edition
    heading = address(revision, "plans:section", code="s1.1")
    assert "ที่เขียนเอง" in officer.get(heading + "?compare=1").content.decode()


def test_all_at_once_leaves_what_the_lao_wrote(officer, revision):
    revision.sections.filter(code="s1.1").update(body="ที่เขียนเอง", follows_edition=False)
    for code in ("s1.1", "s1.5", "m05"):
        say(revision, code)
    page = officer.get(address(revision, "plans:provincial")).content.decode()
    seen = re.findall(r'name="seen" value="([^"]+=[^"]+)"', page)
    data = {"action": "all", "seen": seen}
    assert officer.post(address(revision, "plans:provincial_answer"), data).status_code == 302
    taken = {code: stored(revision, code).provincial_id is not None for code in ("s1.1", "s1.5", "m05")}
    assert taken == {"s1.1": False, "s1.5": True, "m05": True}


def test_nothing_to_take_at_once_is_said_and_changes_nothing(officer, revision):
    before = list(revision.sections.values())
    answer = officer.post(address(revision, "plans:provincial_answer"), {"action": "all"}, follow=True)
    assert "ไม่มีหัวข้อที่ใช้ข้อความของจังหวัดได้ทันที" in answer.content.decode()
    assert list(revision.sections.values()) == before


def test_text_published_meanwhile_is_shown_first(officer, revision):
    say(revision, "s1.1", "ฉบับแรก")
    page = officer.get(address(revision, "plans:provincial")).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    say(revision, "s1.1", "ฉบับที่สอง")
    data = {"code": "s1.1", "seen": seen, "action": "take"}
    answer = officer.post(address(revision, "plans:provincial_answer"), data)
    assert (answer.status_code, "ฉบับที่สอง" in answer.content.decode()) == (409, True)
    assert stored(revision, "s1.1").provincial_id is None


def test_answer_sent_twice_is_carried_out_once(officer, revision):
    say(revision, "s1.1")
    url = address(revision, "plans:provincial")
    page = officer.get(url)
    seen = re.search(r'name="seen" value="([^"]+)"', page.content.decode())[1]
    data = {"code": "s1.1", "seen": seen, "action": "keep", "form_key": key_of(page)}
    answers = [officer.post(address(revision, "plans:provincial_answer"), data) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_page_of_offers_takes_as_many_queries_with_one_as_with_three(
    officer, revision, django_assert_max_num_queries
):
    for code in ("s1.1", "s1.5", "m05"):
        say(revision, code)
    officer.get(address(revision, "plans:provincial"))
    with django_assert_max_num_queries(10):
        assert officer.get(address(revision, "plans:provincial")).status_code == 200


def test_member_without_the_pen_has_no_page(revision):
    say(revision, "s1.1")
    member = client_of(make_member(Role.COMMITTEE_MEMBER, revision.organization, user=make_user()))
    assert member.get(address(revision, "plans:provincial")).status_code == 404
