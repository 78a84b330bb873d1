"""The whole story in a browser: a half-drafted plan becomes an announced paper that anybody can verify."""

from __future__ import annotations

import datetime
import re

import pytest
from playwright.sync_api import expect

from documents.models import IssuedDocument
from plans.models import Revision, State
from tests.stories.people import enter, expect_heading, fill_date, follow, press, said
from thai.dates import today

SCAN = {"name": "มติ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 scan"}
NO_FINDING = "ไม่มีเรื่องที่ต้องแก้ แผนนี้ส่งได้"


@pytest.mark.slow
def test_half_drafted_plan_becomes_an_announced_paper(live, pdf_text):
    """Every step is clicked and typed; each person sees what the one before did."""
    page = enter(live, "officer")
    _open_the_plan(live, page)
    _mend_the_text(live, page)
    _fill_in_targets(live, page)
    _complete_projects(live, page)
    _add_a_project(live, page)
    _appoint_the_committee(live, page)
    _plan_the_monitoring(live, page)
    _decide_on_needs(live, page)
    _give_a_reason(live, page)
    _send_to_the_committee(live, page)
    _chair_returns(live, enter(live, "chair"))
    _officer_corrects_and_resends(live, enter(live, "officer"))
    _chair_endorses(live, enter(live, "chair"))
    _officer_submits(live, enter(live, "officer"))
    _secretary_puts_on_agenda(live, enter(live, "boardsecretary"))
    _board_approves(live, enter(live, "boardchair"))
    _head_announces(live, enter(live, "head"))
    _visitor_finds_and_verifies(live, pdf_text)


# The officer drafts ----------------------------------------------------------------------------


def _open_the_plan(live, page):
    live.shot("01-plans")
    follow(page, "แผน 2570 - 2572")
    expect(page.locator("main")).to_contain_text("กำลังจัดทำ")
    live.shot("02-tasks")
    _check(page)
    expect(page.locator("main")).to_contain_text("ยังไม่มีเลขที่และวันที่ของคำสั่ง")
    live.shot("03-check")


def _mend_the_text(live, page):
    """The check leads to a text that still names the years of the last plan."""
    follow(page, re.compile("ไปแก้ไข.*กล่าวถึงปีงบประมาณ"))
    expect_heading(page, "๑.๒ ข้อมูลทั่วไปและโครงสร้างส่วนราชการ")
    box = page.get_by_label("ข้อความ", exact=True)
    typed = box.input_value().replace("๒๕๖๗ - ๒๕๖๙", "๒๕๗๐ - ๒๕๗๒")
    box.fill(typed + "\n\nข้อมูล ณ วันที่ ๑ ตุลาคม ของปีก่อนเริ่มแผน")
    page.get_by_label("ทำส่วนนี้เสร็จแล้ว").check()
    live.shot("04-text")
    press(page, "บันทึกและไปหัวข้อถัดไป")
    expect_heading(page, "๑.๓ ภารกิจ อำนาจหน้าที่")
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    live.shot("05-next-text")


def _fill_in_targets(live, page):
    _tasks(page)
    follow(page, re.compile("กลุ่มเป้าหมาย"))
    for group, people in {"g1": 4, "g2": 34, "g3": 6, "g4": 2}.items():
        page.locator(f"#id_headcount_{group}_2572").fill(str(people))
        page.locator(f"#id_people_{group}_2572").fill(str(people))
    expect(page.locator("[data-total='people-2572']")).to_have_text("46")
    press(page, "บันทึก")
    expect(said(page)).to_contain_text("บันทึกกลุ่มเป้าหมายแล้ว")
    live.shot("06-targets")


def _complete_projects(live, page):
    """Two projects lack what the check names."""
    _check(page)
    follow(page, re.compile("ไปแก้ไข.*โครงการที่ ๕.*ยังไม่มีหน่วยงานที่รับผิดชอบ"))
    page.get_by_label("หน่วยงานที่รับผิดชอบ").select_option("สำนักปลัด")
    page.get_by_label("ตัวชี้วัด", exact=True).fill("ระยะเวลารอคอยเฉลี่ยของผู้รับบริการ")
    page.get_by_label("ค่าเป้าหมาย").fill("ไม่เกิน 15 นาที")
    _third_year(page, people="30", baht="20,000")
    live.shot("07-project")
    press(page, "บันทึกโครงการ")
    expect(said(page)).to_contain_text("บันทึกโครงการ")
    live.shot("08-projects")

    _check(page)
    follow(page, re.compile("ไปแก้ไข.*โครงการที่ ๖.*ยังไม่ระบุที่มาของงบประมาณ"))
    page.get_by_label("ที่มาของงบประมาณ").fill("ข้อบัญญัติงบประมาณรายจ่ายประจำปี งานบริหารงานคลัง")
    page.locator("#id_baht_2571").fill("๑๖,๐๐๐")
    expect(page.locator("[data-total='baht']")).to_have_text("32,000")
    press(page, "บันทึกโครงการ")
    expect(said(page)).to_contain_text("บันทึกโครงการ")


def _add_a_project(live, page):
    """A course for those who lead the organization, whom no project serves yet."""
    follow(page, "เพิ่มโครงการ")
    page.get_by_label("ชื่อโครงการ/หลักสูตร").fill("หลักสูตรนักบริหารงานท้องถิ่น")
    page.get_by_label("วัตถุประสงค์").fill("ให้ปลัดและรองปลัดบริหารองค์กรตามมาตรฐานกำหนดตำแหน่งได้")
    page.get_by_text("มีเหตุผลอื่น: กฎหมาย").click()
    page.get_by_label("เหตุผลอื่นที่ต้องมีโครงการ").select_option("policy")
    page.get_by_label("กฎหมาย นโยบาย หรือประเด็นที่อ้าง").fill("๕.๗ ยุทธศาสตร์การบริหารทรัพยากรบุคคลส่วนท้องถิ่น")
    page.get_by_label("หลักสูตร", exact=True).select_option("หลักสูตรด้านการบริหาร")
    page.get_by_label("ด้านความรู้").select_option(index=4)
    page.get_by_label("การฝึกอบรม", exact=True).check()
    page.get_by_label("บุคลากรที่ดำรงตำแหน่งประเภทบริหารท้องถิ่น").check()
    page.get_by_label("หน่วยงานที่รับผิดชอบ").select_option("สำนักปลัด")
    page.get_by_label("ลักษณะการพัฒนา").select_option(index=2)
    page.get_by_label("หน่วยงานผู้จัด").select_option(index=2)
    page.get_by_label("ตัวชี้วัด", exact=True).fill("จำนวนผู้สำเร็จหลักสูตร")
    page.get_by_label("ค่าเป้าหมาย").fill("2 คน")
    page.get_by_label("เดือนที่เริ่ม").select_option("มกราคม")
    page.get_by_label("เดือนที่สิ้นสุด").select_option("มีนาคม")
    page.get_by_label("จำนวนชั่วโมงทั้งหมด").fill("120")
    page.get_by_label(re.compile("ชั่วโมงบรรยาย")).fill("60")
    page.get_by_label("ที่มาของงบประมาณ").fill("ข้อบัญญัติงบประมาณรายจ่ายประจำปี แผนงานบริหารงานทั่วไป")
    for year, people in {2570: "1", 2571: "1", 2572: "0"}.items():
        page.locator(f"#id_people_{year}").fill(people)
        page.locator(f"#id_baht_{year}").fill("42,000" if people == "1" else "0")
    live.shot("09-new-project")
    press(page, "บันทึกโครงการ")
    expect(said(page)).to_contain_text("หลักสูตรนักบริหารงานท้องถิ่น")


def _third_year(page, *, people: str, baht: str):
    page.locator("#id_people_2572").fill(people)
    page.locator("#id_baht_2572").fill(baht)


def _appoint_the_committee(live, page):
    _tasks(page)
    follow(page, "แต่งตั้งคณะกรรมการ")
    page.get_by_label("คำสั่งที่").fill("214/2569")
    fill_date(page, "dated_on", _ago(30))
    live.shot("10-committee")
    press(page, "บันทึก")
    expect(said(page)).to_contain_text("บันทึกคณะกรรมการแล้ว")


def _plan_the_monitoring(live, page):
    _tasks(page)
    follow(page, re.compile("๖.๒ ตัวชี้วัด ผู้ติดตาม และระยะเวลา"))
    row = page.locator("#id_items-0-indicator")
    if not row.is_visible():
        page.get_by_text("เพิ่มแถวใหม่").first.click()
    row.fill("ร้อยละของบุคลากรที่ได้รับการพัฒนาตามแผน")
    page.locator("#id_items-0-method").fill("สรุปทะเบียนผู้เข้ารับการพัฒนาเทียบกับเป้าหมาย")
    page.locator("#id_items-0-responsible").fill("สำนักปลัด")
    page.locator("#id_items-0-when").fill("ทุก 6 เดือน")
    press(page, "บันทึก")
    expect(said(page)).to_contain_text("บันทึกการติดตามและประเมินผลแล้ว")
    live.shot("11-monitoring")


def _decide_on_needs(live, page):
    """What the figures propose waits for somebody who says yes or no."""
    _check(page)
    follow(page, re.compile("ไปแก้ไข.*มีความต้องการที่ระบบเสนอ"))
    expect_heading(page, "ความต้องการพัฒนาบุคลากร ปีงบประมาณ 2570 - 2572")
    press(page, "ไม่ใช้ทั้งหมด")
    expect_heading(page, "ไม่ใช้ทั้งหมด")
    press(page, "ไม่ใช้ทั้งหมด")
    expect(said(page)).to_contain_text("ไม่ใช้")
    page.get_by_role("navigation").get_by_role("link", name="แผนพัฒนาบุคลากร", exact=True).first.click()
    follow(page, "แผน 2570 - 2572")
    expect_heading(page, "แผนพัฒนาบุคลากร 3 ปี 2570 - 2572")


def _give_a_reason(live, page):
    """What is right although it looks odd needs a reason, not a change."""
    _check(page)
    live.shot("12-check-again")
    unanswered = page.get_by_text("เขียนเหตุผลว่าถูกต้องแล้ว")
    for left in reversed(range(unanswered.count())):
        _open_groups(page)
        odd = page.locator("main li", has=page.get_by_text("เขียนเหตุผลว่าถูกต้องแล้ว")).first
        odd.get_by_text("เขียนเหตุผลว่าถูกต้องแล้ว").click()
        odd.get_by_label("เหตุผล").fill("ผู้เข้าอบรมฝึกปฏิบัติต่อในงานประจำโดยมีพี่เลี้ยง")
        odd.get_by_role("button", name="บันทึกเหตุผล").click()
        expect(said(page)).to_contain_text("บันทึกเหตุผลแล้ว")
        expect(unanswered).to_have_count(left)
    expect(page.locator("main")).to_contain_text(NO_FINDING)
    live.shot("13-check-done")


def _send_to_the_committee(live, page):
    _tasks(page)
    follow(page, "ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    live.shot("14-send")
    press(page, "ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    live.shot("15-sent")


# The committee ---------------------------------------------------------------------------------


def _chair_returns(live, page):
    live.shot("16-chair")
    _open_from_notice(live, page)
    follow(page, "ส่งกลับให้แก้ไข")
    live.shot("17-return")
    boxes = page.locator("#id_reasons input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(3).check()
    page.get_by_label("หมายเหตุ (ถ้ามี)").fill("ขอให้เพิ่มค่าเป้าหมายของโครงการที่ 5 ให้ท้าทายขึ้น")
    press(page, "ส่งกลับให้แก้ไข")
    expect(said(page)).to_contain_text("ส่งกลับให้แก้ไข")


def _officer_corrects_and_resends(live, page):
    live.shot("18-officer-told")
    _open_from_notice(live, page)
    expect(page.locator("main")).to_contain_text("ขอให้เพิ่มค่าเป้าหมายของโครงการที่ 5")
    expect(page.locator("section .notice-warning li")).to_have_count(2)
    live.shot("19-reasons")
    _tasks(page)
    follow(page, re.compile("๓.๓ โครงการ"))
    follow(page, re.compile("โครงการพัฒนาคุณภาพการให้บริการประชาชน"))
    page.get_by_label("ค่าเป้าหมาย").fill("ไม่เกิน 10 นาที")
    press(page, "บันทึกโครงการ")
    expect(said(page)).to_contain_text("บันทึกโครงการ")
    _send_to_the_committee(live, page)


def _chair_endorses(live, page):
    _open_from_notice(live, page)
    follow(page, "บันทึกมติเห็นชอบ")
    page.get_by_label("ประชุมครั้งที่").fill("2/2569")
    fill_date(page, "meeting_on", today())
    page.get_by_label("ผู้มาประชุม").fill("6")
    page.get_by_label("เห็นชอบ (เสียง)").fill("6")
    page.get_by_label("ไฟล์สแกนของมติ").set_input_files(SCAN)
    live.shot("20-endorse")
    press(page, "บันทึกมติเห็นชอบ")
    expect(said(page)).to_contain_text("เห็นชอบ")
    live.shot("21-endorsed")


# To the board and back ---------------------------------------------------------------------------


def _officer_submits(live, page):
    _open_from_notice(live, page)
    follow(page, "เสนอคณะกรรมการระดับจังหวัด")
    page.get_by_label("หนังสือนำส่งที่").fill("นค 71201/415")
    fill_date(page, "letter_on", today())
    live.shot("22-submit")
    press(page, "เสนอคณะกรรมการระดับจังหวัด")
    expect(said(page)).to_contain_text("เสนอคณะกรรมการระดับจังหวัด")


def _secretary_puts_on_agenda(live, page):
    expect_heading(page, "แผนที่เสนอคณะกรรมการ")
    live.shot("23-board")
    row = page.locator("main tr", has_text="อบต.สังคม")
    row.get_by_role("link", name="บรรจุวาระการประชุม").click()
    page.get_by_label("ประชุมครั้งที่").fill("11/2569")
    page.get_by_label("ระเบียบวาระที่").fill("4.2")
    fill_date(page, "meeting_on", today())
    live.shot("24-agenda")
    press(page, "บรรจุวาระการประชุม")
    expect(said(page)).to_contain_text("บรรจุวาระการประชุม")


def _board_approves(live, page):
    live.shot("25-board-reads")
    row = page.locator("main tr", has_text="อบต.สังคม")
    row.get_by_role("link", name="บันทึกมติเห็นชอบ").first.click()
    expect(page.get_by_label("ระเบียบวาระที่")).to_have_value("4.2")
    page.get_by_label("ไฟล์สแกนของมติ").set_input_files(SCAN)
    live.shot("26-approve")
    press(page, "บันทึกมติเห็นชอบ")
    expect(said(page)).to_contain_text("มีมติเห็นชอบ")
    live.shot("27-approved")


def _head_announces(live, page):
    _open_from_notice(live, page)
    follow(page, "ประกาศใช้แผน")
    page.get_by_label("เลขที่ประกาศ").fill("12/2569")
    fill_date(page, "dated_on", today())
    press(page, "ประกาศใช้แผน")
    expect(page.locator("#error-summary")).to_contain_text("กรุณากรอกเหตุผล")  # the cycle has begun
    page.get_by_label("เหตุผลที่ล่าช้าหรือมีผลย้อนหลัง").fill("คณะกรรมการระดับจังหวัดมีมติหลังวันที่ ๑ ตุลาคม")
    live.shot("28-announce")
    press(page, "ประกาศใช้แผน")
    expect(said(page)).to_contain_text("ประกาศใช้แผน")
    expect(page.locator("#announcement")).to_contain_text("ดาวน์โหลดเล่มแผนฉบับประกาศ", timeout=60_000)
    live.shot("29-announced")
    assert Revision.objects.get(plan__first_year=2570, plan__organization__code="SANGKHOM").state == (
        State.ANNOUNCED
    )


# Everybody ---------------------------------------------------------------------------------------


def _visitor_finds_and_verifies(live, pdf_text):
    live.sign_out()
    page = live.open("/")
    expect_heading(page, re.compile("ทะเบียนแผนพัฒนาบุคลากร"))
    page.get_by_label("ชื่อองค์กรปกครองส่วนท้องถิ่นหรืออำเภอ").fill("สังคม")
    page.get_by_label("รอบปีงบประมาณ").select_option("2570 - 2572")
    press(page, "ค้นหา")
    live.shot("30-register")
    follow(page, re.compile("องค์การบริหารส่วนตำบลสังคม.*2570 - 2572"))
    live.shot("31-register-plan")

    link = page.get_by_role("link", name="ดาวน์โหลดแผน (PDF)")
    answer = page.request.get(live.url + link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    text = pdf_text(answer.body())
    assert "องค์การบริหารส่วนตำบลสังคม" in text
    assert "๒๕๗๐ - ๒๕๗๒" in text
    assert "ไม่เกิน ๑๐ นาที" in text
    assert "๑๒/๒๕๖๙" in text

    code = IssuedDocument.objects.get(title__contains="๒๕๗๐").printed_code
    assert code in text
    page.locator("header").get_by_role("link", name="ตรวจสอบเอกสาร").click()
    page.get_by_label(re.compile("รหัส")).fill(code.lower().replace("-", " "))
    press(page, "ตรวจสอบเอกสาร")
    expect(page.locator("main")).to_contain_text("เป็นฉบับปัจจุบัน")
    live.shot("32-verified")


# What the steps share ----------------------------------------------------------------------------


def _open_from_notice(live, page):
    """The newest notice leads to what happened and what is to be done."""
    page.get_by_role("link", name=re.compile("การแจ้ง")).click()
    live.shot("notices")
    page.locator("main").get_by_role("button").filter(has_text=re.compile("สังคม")).first.click()
    expect_heading(page, "ประวัติการดำเนินการ")


def _tasks(page):
    page.get_by_role("navigation", name="ตำแหน่งของหน้านี้").get_by_role(
        "link", name="อบต.สังคม 2570 - 2572"
    ).click()
    expect_heading(page, "แผนพัฒนาบุคลากร 3 ปี 2570 - 2572")


def _check(page):
    if not page.get_by_role("heading", level=1, name="แผนพัฒนาบุคลากร 3 ปี 2570 - 2572").is_visible():
        _tasks(page)
    follow(page, re.compile("ผลการตรวจ"))
    expect_heading(page, "ผลการตรวจแผน")
    _open_groups(page)


def _open_groups(page):
    """Long groups of findings are closed at first."""
    groups = page.locator("main details.finding-group")
    groups.evaluate_all("groups => groups.forEach(group => { group.open = true })")


def _ago(days: int) -> datetime.date:
    return today() - datetime.timedelta(days=days)
