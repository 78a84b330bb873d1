"""An amendment in a browser: from the announced plan to the announcement of amendment 1 and the register."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import expect

from plans.models import Revision, State
from tests.live import broken_rules, fits
from tests.stories.people import enter, expect_heading, fill_date, follow, press, said
from thai.dates import frozen_today, today

IN_FORCE = datetime.date(2026, 8, 20)  #: in the last months of the demonstration's announced plan
NECESSITY = "มีพนักงานบรรจุใหม่และได้รับการถ่ายโอนภารกิจด้านสาธารณสุข จึงต้องเพิ่มข้อมูลและปรับโครงการ"
SCAN = {"name": "มติ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 scan"}
OBJECTIVE = "เพื่อให้บุคลากรด้านสาธารณสุขที่ถ่ายโอนมาปฏิบัติงานได้"


@pytest.mark.slow
def test_an_announced_plan_is_amended_and_announced_again(live, pdf_text):
    """Each person sees what the one before did; the register keeps both texts."""
    with frozen_today(IN_FORCE):
        _officer_begins(live, enter(live, "officer"))
        _officer_changes_what_is_to_be_changed(live, live.page)
        _officer_takes_one_change_back(live, live.page)
        _officer_sends(live, live.page)
        _chair_endorses(live, enter(live, "chair"))
        _officer_submits(live, enter(live, "officer"))
        _board_decides(live)
        _head_announces(live, enter(live, "head"))
        _visitor_compares(live, pdf_text)


def _officer_begins(live, page):
    live.open("/plans/SANGKHOM/2567/0/")
    expect_heading(page, "แผนพัฒนาบุคลากร 3 ปี 2567 - 2569")
    live.shot("a01-announced")
    follow(page, "ปรับปรุงแผน")
    expect_heading(page, "ปรับปรุงแผน")
    assert fits(page)
    press(page, "เริ่มปรับปรุงครั้งที่ 1")
    expect(page.locator("#error-summary")).to_be_visible()
    page.get_by_label("เหตุผลความจำเป็นที่ปรับปรุง").fill(NECESSITY)
    live.shot("a02-begin")
    press(page, "เริ่มปรับปรุงครั้งที่ 1")
    expect_heading(page, "สิ่งที่ปรับปรุง")
    expect(said(page)).to_contain_text("เริ่มปรับปรุงครั้งที่ 1 แล้ว")
    expect(page.locator("main")).to_contain_text("ยังเหมือนฉบับที่ใช้อยู่ทุกอย่าง")
    live.shot("a03-nothing-yet")
    live.open("/plans/SANGKHOM/2567/1/check/")
    expect_heading(page, "ผลการตรวจแผน")
    expect(page.locator("main")).to_contain_text("ฉบับปรับปรุงนี้ยังเหมือนฉบับที่ใช้อยู่ทุกอย่าง")


def _officer_changes_what_is_to_be_changed(live, page):
    live.open("/plans/SANGKHOM/2567/1/sections/s1.2/")
    expect(page.locator("main")).to_contain_text("เทียบกับฉบับที่ใช้อยู่: ไม่เปลี่ยน")
    box = page.get_by_label("ข้อความ", exact=True)
    box.fill(box.input_value() + "\n\nได้รับการถ่ายโอนโรงพยาบาลส่งเสริมสุขภาพตำบล ๑ แห่ง")
    press(page, "บันทึกและไปหัวข้อถัดไป")
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    live.open("/plans/SANGKHOM/2567/1/projects/")
    expect(page.locator("table")).to_contain_text("ไม่เปลี่ยน")
    page.locator("tbody th a").first.click()
    expect_heading(page, "โครงการที่ 1")
    page.get_by_label("วัตถุประสงค์").fill(OBJECTIVE)
    press(page, "บันทึกโครงการ")
    expect(said(page)).to_contain_text("บันทึกโครงการ")
    live.open("/plans/SANGKHOM/2567/1/projects/")
    page.locator("tbody th a").last.click()
    expect_heading(page, re.compile("โครงการที่"))
    follow(page, "ลบโครงการนี้")
    expect(page.locator(".confirm")).to_be_visible()
    page.locator(".confirm button").click()
    expect(page.locator("main")).to_contain_text("ตัดออกจากฉบับที่ใช้อยู่")
    live.shot("a04-projects")


def _officer_takes_one_change_back(live, page):
    live.open("/plans/SANGKHOM/2567/1/changes/")
    expect(page.locator("main")).to_contain_text("รายการที่ปรับปรุง 3 รายการ")
    live.shot("a05-changes")
    assert fits(page)
    _is_read_on_a_phone(live, page, "a05-phone")
    gone = page.locator("section", has=page.locator(".status-tag", has_text="ตัดออก"))
    gone.get_by_text("คืนตามฉบับที่ใช้อยู่", exact=True).click()
    gone.get_by_role("button", name="ยืนยันคืนรายการนี้").click()
    expect(said(page)).to_contain_text("ตามฉบับที่ใช้อยู่แล้ว")
    expect(page.locator("main")).to_contain_text("รายการที่ปรับปรุง 2 รายการ")
    changed = page.locator("section[aria-labelledby^=projects-]", has_text="วัตถุประสงค์")
    changed.get_by_text("เขียนเหตุผลเฉพาะรายการนี้").click()
    changed.get_by_label("เหตุผลเฉพาะรายการนี้").fill("ภารกิจถ่ายโอนต้องใช้บุคลากรสาธารณสุข")
    changed.get_by_role("button", name="บันทึกเหตุผล").click()
    expect(said(page)).to_contain_text("บันทึกเหตุผลแล้ว")
    live.shot("a06-reason")


def _officer_sends(live, page):
    live.open("/plans/SANGKHOM/2567/1/")
    expect(page.locator("main")).to_contain_text("ปรับปรุง 2 รายการ")
    live.shot("a07-tasks")
    follow(page, "ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    press(page, "ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    expect(said(page)).to_contain_text("บันทึกแล้ว")


def _chair_endorses(live, page):
    live.open("/plans/SANGKHOM/2567/1/changes/")
    expect(page.locator("main")).to_contain_text("ภารกิจถ่ายโอนต้องใช้บุคลากรสาธารณสุข")
    expect(page.locator("main form")).to_have_count(0)
    live.open("/plans/SANGKHOM/2567/1/moves/endorse/")
    page.get_by_label("ประชุมครั้งที่").fill("4/2569")
    fill_date(page, "meeting_on", today())
    page.get_by_label("ผู้มาประชุม").fill("6")
    page.get_by_label("เห็นชอบ (เสียง)").fill("6")
    page.get_by_label("ไฟล์สแกนของมติ").set_input_files(SCAN)
    press(page, "บันทึกมติเห็นชอบ")
    expect(said(page)).to_contain_text("เห็นชอบ")


def _officer_submits(live, page):
    live.open("/plans/SANGKHOM/2567/1/moves/submit/")
    page.get_by_label("หนังสือนำส่งที่").fill("นค 71201/301")
    fill_date(page, "letter_on", today())
    press(page, "เสนอคณะกรรมการระดับจังหวัด")
    expect(said(page)).to_contain_text("เสนอคณะกรรมการระดับจังหวัด")


def _board_decides(live):
    page = enter(live, "boardsecretary")
    live.open("/plans/SANGKHOM/2567/1/moves/put_on_agenda/")
    page.get_by_label("ประชุมครั้งที่").fill("8/2569")
    page.get_by_label("ระเบียบวาระที่").fill("4.1")
    fill_date(page, "meeting_on", today())
    press(page, "บรรจุวาระการประชุม")
    expect(said(page)).to_contain_text("บรรจุวาระการประชุม")
    page = enter(live, "boardchair")
    live.open("/plans/SANGKHOM/2567/1/changes/")
    expect(page.locator("main")).to_contain_text("ภารกิจถ่ายโอนต้องใช้บุคลากรสาธารณสุข")
    live.open("/plans/SANGKHOM/2567/1/moves/approve/")
    page.get_by_label("ไฟล์สแกนของมติ").set_input_files(SCAN)
    live.shot("a08-approve")
    press(page, "บันทึกมติเห็นชอบ")
    expect(said(page)).to_contain_text("มีมติเห็นชอบ")


def _head_announces(live, page):
    live.open("/plans/SANGKHOM/2567/1/moves/announce/")
    page.get_by_label("เลขที่ประกาศ").fill("๙/๒๕๖๙")
    fill_date(page, "dated_on", today())
    live.shot("a09-announce")
    press(page, "ประกาศใช้แผน")
    expect(said(page)).to_contain_text("ประกาศใช้แผน")
    expect(page.locator("#announcement")).to_contain_text("ดาวน์โหลดเล่มแผนฉบับประกาศ", timeout=60_000)
    live.shot("a10-announced")
    assert Revision.objects.get(plan__first_year=2567, number=1).state == State.ANNOUNCED
    live.open("/plans/SANGKHOM/2567/0/document/")
    expect(page.locator("main")).to_contain_text("มีประกาศปรับปรุงครั้งที่ 1 ใช้แทนแล้ว")
    live.shot("a11-replaced")


def _visitor_compares(live, pdf_text):
    live.sign_out()
    page = live.open("/register/SANGKHOM/2567/")
    expect(page.locator("main")).to_contain_text("ปรับปรุงครั้งที่ 1")
    live.shot("a12-register")
    link = page.get_by_role("link", name="ดาวน์โหลดแผน (PDF)")
    pdf = page.request.get(live.url + link.get_attribute("href")).body()
    live.keep("a-amendment.pdf", pdf)
    text = re.sub(r"\s+", "", pdf_text(pdf))
    assert "ประกาศปรับปรุงแผนพัฒนาบุคลากร๓ปี" in text
    assert "ตารางเปรียบเทียบการปรับปรุงแผนพัฒนาบุคลากร๓ปีครั้งที่๑" in text
    assert "ภารกิจถ่ายโอนต้องใช้บุคลากร" in text  # its line goes on behind the next column
    page.get_by_label("ดูฉบับที่มีผลใช้บังคับ ณ วันที่").fill("19 สิงหาคม 2569")
    press(page, "ดูฉบับของวันนั้น")
    expect(page.locator("main")).to_contain_text("ฉบับที่มีผลใช้บังคับคือฉบับแรก")
    live.shot("a13-on-a-day")
    assert fits(page)
    _is_read_on_a_phone(live, page, "a13-phone")
    page.locator("main").get_by_role("link", name="ตรวจสอบเอกสาร").click()
    expect(page.locator("main")).to_contain_text("มีฉบับใหม่แทนแล้ว")
    page.locator("main").get_by_role("link", name=re.compile("ปรับปรุงครั้งที่ ๑")).click()
    expect(page.locator("main")).to_contain_text("เป็นฉบับปัจจุบัน")
    live.shot("a14-verified")


def _is_read_on_a_phone(live, page, name):
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert fits(page)
    assert broken_rules(page) == []
    live.shot(name)
    page.set_viewport_size(wide)
