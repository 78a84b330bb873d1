"""To the board and back: received, checked, returned with a letter, answered, and before the secretary again."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from approvals.models import Letter
from organizations.roles import Role
from plans.models import State
from tests.approvals.story import TODAY, begin
from tests.live import Live, broken_rules, fits
from tests.stories.people import expect_heading, follow, press, said
from thai.dates import frozen_today

OFFICE, HR = Role.BOARD_SECRETARY, Role.HR_OFFICER
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
REMARK, ANSWER = "ตารางหน้า ๑๒ ยังเป็นปีเดิม", "แก้ปีงบประมาณแล้วในหน้า ๑๒"


@pytest.fixture
def live(transactional_db, live_server, page):
    """A browser on an installation with nothing in it but the reference data."""
    live = Live(page, live_server.url)
    yield live
    assert live.troubles == []


@pytest.fixture
def story(live, monkeypatch):
    """A plan that was just submitted."""
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])
    quick = SimpleNamespace(pdf=b"%PDF-1.7 letter", pages=1, warnings=[])  # papers have tests of their own
    monkeypatch.setattr("approvals.issuing.render_announced", lambda *_of, **_how: quick)
    with frozen_today(TODAY):
        yield begin().reach(State.SUBMITTED)


@pytest.mark.slow
def test_plan_goes_to_the_board_comes_back_with_a_letter_and_is_answered(live, story):
    secretary, officer = story.cast[OFFICE], story.cast[HR]
    queue = f"/boards/{secretary.board.code}/"
    name = story.revision.organization.short_name
    live.sign_in(secretary.user)
    _secretary_checks(live.open(queue), name)
    _secretary_returns(live.page)
    live.page.set_viewport_size(PHONE)
    live.sign_in(officer.user)
    _officer_answers(
        live, live.open("/plans/{organization}/{first_year}/{number}/".format(**story.revision.address))
    )
    live.page.set_viewport_size(DESK)
    for action, role in (("send_to_committee", HR), ("endorse", Role.COMMITTEE_CHAIR), ("submit", HR)):
        story.act(action, role)
    live.sign_in(secretary.user)
    _secretary_reads_the_answer(live, live.open(queue), name)


def _secretary_checks(page, name):
    """All that wait are received at a press; one of the thirty is ticked with the keyboard alone."""
    expect_heading(page, "แผนที่เสนอคณะกรรมการ")
    press(page, "ลงรับเรื่องที่เลือก")
    expect(said(page)).to_contain_text("ลงรับแล้ว 1 เรื่อง เลขรับ 1/2569")
    follow(page, name)
    expect(page.locator("main")).to_contain_text("รับเรื่องแล้ว เลขรับ 1/2569")
    page.locator("[name=c7-verdict][value=good]").focus()
    page.keyboard.press("ArrowDown")  # on to what is to be mended
    expect(page.locator("[name=c7-verdict][value=fault]")).to_be_checked()
    expect(page.locator("#ticked-7")).to_contain_text("บันทึกแล้ว")
    page.locator("[name=c7-note]").fill(REMARK)
    with page.expect_response(re.compile(r"/checks/7/$")) as answer:
        page.keyboard.press("Tab")
    assert answer.value.ok
    assert broken_rules(page) == []


def _secretary_returns(page):
    """The fault is the reason, its note the remark, and both are in the letter."""
    follow(page, "ส่งกลับให้แก้ไข")
    expect_heading(page, "ส่งกลับให้แก้ไข")
    expect(page.get_by_label("หมายเหตุ (ถ้ามี)")).to_have_value(re.compile(REMARK))
    press(page, "ส่งกลับให้แก้ไข")
    expect_heading(page, "หนังสือส่งคืนให้แก้ไข")
    expect(page.get_by_label("ข้อความ")).to_have_value(re.compile(REMARK))
    page.get_by_label("เลขที่หนังสือ").fill("นค 0023.2/77")
    press(page, "ออกหนังสือ")
    expect(said(page)).to_contain_text("ออกหนังสือที่ นค 0023.2/77 แล้ว")
    expect(page.locator("main")).to_contain_text("ยังไม่มีผู้ใดเปิด")


def _officer_answers(live, page):
    """From the task list to the letter, and a word on every reason, on a phone."""
    expect(page.locator("#board-notes")).to_contain_text("รับเรื่องแล้ว")
    follow(page, re.compile("^หนังสือส่งคืนให้แก้ไข ที่ นค"))
    expect_heading(page, "หนังสือส่งคืนให้แก้ไข")
    expect(page.locator("#reading")).to_contain_text("ระบบแจ้งเลขานุการแล้วว่าท่านเปิดหนังสือนี้")
    assert fits(page)
    live.shot("board-1-letter")
    follow(page, "ชี้แจงสิ่งที่แก้ไขรายข้อ")
    expect_heading(page, "ชี้แจงสิ่งที่แก้ไข")
    page.locator("main textarea").first.fill(ANSWER)
    press(page, "บันทึกคำชี้แจง")
    expect(said(page)).to_contain_text("บันทึกคำชี้แจงแล้ว")
    assert fits(page)
    assert Letter.objects.get().readings.count() == 1


def _secretary_reads_the_answer(live, page, name):
    """The answers come before the thirty; the reason is settled at a press."""
    press(page, "ลงรับเรื่องที่เลือก")
    expect(said(page)).to_contain_text("เลขรับ 2/2569")
    follow(page, name)
    expect(page.locator("main")).to_contain_text("เนื้อหาแผนเหมือนฉบับที่เสนอครั้งก่อนทุกอย่าง")
    expect(page.locator("#answers")).to_contain_text(ANSWER)
    page.get_by_label("แก้ไขครบแล้ว").first.check()
    press(page, "บันทึกข้อที่แก้ไขครบ")
    expect(said(page)).to_contain_text("แก้ไขครบ 1 ข้อ")
    expect(page.get_by_label("แก้ไขครบแล้ว").first).to_be_checked()
    live.shot("board-2-again")
