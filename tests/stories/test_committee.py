"""A committee meets: called by the secretary, voted on phones, concluded by the chair, minutes signed and downloaded."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from approvals.meetings.wording import issue_minutes
from approvals.models import Meeting, MeetingPaper
from plans.models import State
from tests.approvals.committee import CHAIR, SECRETARY, committee, order
from tests.approvals.story import TODAY, begin
from tests.live import Live, broken_rules, fits
from tests.stories.people import expect_heading, follow, press, said
from thai.dates import frozen_today

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def live(transactional_db, live_server, page):
    """A browser on an installation with nothing in it but the reference data."""
    live = Live(page, live_server.url)
    yield live
    assert live.troubles == []


@pytest.fixture
def story(live, monkeypatch):
    """A plan before its committee, whose order is given."""
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])
    with frozen_today(TODAY):
        story = begin().reach(State.IN_COMMITTEE)
        story.people = committee(story, members=2)
        order(story, story.people)
        yield story


@pytest.mark.slow
def test_committee_meets_and_endorses_the_plan(live, story, pdf_text):
    base = "/plans/{organization}/{first_year}/{number}/".format(**story.revision.address)
    secretary, chair = story.cast[SECRETARY], story.cast[CHAIR]
    live.sign_in(secretary.user)
    page = live.open(base + "meetings/")
    _secretary_calls(live, page)
    place = base + f"meetings/{Meeting.objects.get(organization=story.revision.organization).pk}/"
    page.set_viewport_size(PHONE)
    for person in (*story.people[1:3], secretary, chair):
        live.sign_in(person.user)
        _votes(live, live.open(place))
    page.set_viewport_size(DESK)
    _chair_concludes(live, live.open(place))
    _minutes(live, page, pdf_text)


def _secretary_calls(live, page):
    expect_heading(page, "การประชุมคณะกรรมการจัดทำแผน")
    follow(page, "กำหนดการประชุม")
    expect_heading(page, "กำหนดการประชุม")
    for place, part in enumerate((TODAY.day, TODAY.month, TODAY.year + 543)):
        page.locator(f"#id_held_on_{place}").fill(str(part))
    page.get_by_label("เริ่มเวลา").fill("๙.๓๐")
    page.get_by_label("สถานที่").fill("ห้องประชุมสภา")
    live.shot("committee-1-new")
    press(page, "บันทึก")
    expect_heading(page, "การประชุมคณะกรรมการ ครั้งที่ 1/2569")
    press(page, "เรียกประชุม")
    expect(said(page)).to_contain_text("เรียกประชุมแล้ว")
    press(page, "เปิดการประชุม")
    expect(said(page)).to_contain_text("เปิดการประชุมแล้ว")
    press(page, "ทุกคนมาประชุม")
    expect(page.locator("main")).to_contain_text("ครบองค์ประชุม")
    live.shot("committee-2-open")
    assert fits(page)


def _votes(live, page):
    """From the meeting to the own voice, on a phone."""
    follow(page, "อ่านแผนและออกเสียง")
    expect(page.get_by_role("button", name="ส่งเสียงของข้าพเจ้า")).to_be_visible()
    live.shot("committee-3-vote")
    assert fits(page)
    page.get_by_label("เห็นชอบ", exact=True).check()
    press(page, "ส่งเสียงของข้าพเจ้า")
    expect(said(page)).to_contain_text("บันทึกเสียงของท่านแล้ว")
    assert broken_rules(page) == []


def _chair_concludes(live, page):
    follow(page, "ดูคะแนนและลงมติ")
    expect(page.locator("#tally")).to_contain_text("เห็นชอบ 4 จาก 4 องค์ประชุม 3")
    live.shot("committee-4-tally")
    follow(page, "บันทึกมติ")
    expect_heading(page, "บันทึกมติ")
    live.shot("committee-5-resolve")
    press(page, "บันทึกมติ")
    expect(said(page)).to_contain_text("บันทึกมติแล้ว: เห็นชอบ")
    press(page, "ปิดการประชุม")
    expect(said(page)).to_contain_text("ปิดการประชุมแล้ว")


def _minutes(live, page, pdf_text):
    follow(page, "ตรวจรายงานการประชุม")
    expect_heading(page, "รายงานการประชุม")
    expect(page.locator("article")).to_contain_text("มติที่ประชุม")
    live.shot("committee-6-minutes")
    press(page, "รับรองรายงานการประชุม")
    expect(said(page)).to_contain_text("รับรองรายงานการประชุมแล้ว")
    issue_minutes.func(MeetingPaper.objects.get().pk)  # the worker's task
    page.reload()
    expect(page.get_by_role("link", name="ดาวน์โหลดรายงานการประชุม (PDF)")).to_be_visible()
    address = page.get_by_role("link", name="ดาวน์โหลดรายงานการประชุม (PDF)").get_attribute("href")
    pdf = page.request.get(live.url + address).body()
    live.keep("minutes.pdf", pdf)
    text = pdf_text(pdf)
    assert "รายงานการประชุม" in text
    assert "ครั้งที่ ๑/๒๕๖๙" in text
    assert "๔ คน ได้แก่" in text
