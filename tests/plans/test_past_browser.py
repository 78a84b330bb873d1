"""Two stories in a real browser: a new plan from the last one, and from an old Word file."""

import pytest
from playwright.sync_api import expect

from organizations.roles import Role
from plans.edit import save_section
from plans.models import State
from tests.builders import address, make_complete_plan, make_member, make_plan, put_in_state
from tests.live import broken_rules, fits
from tests.plans.old_plans import dirty

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙ ข้อมูล ณ เดือนเมษายน ๒๕๖๖"


@pytest.fixture
def officer():
    return make_member(Role.HR_OFFICER)


def looks_right(live, name):
    """Accessible, and on a phone nobody scrolls in two directions."""
    page = live.page
    assert broken_rules(page) == []
    live.shot(f"{name}-1280")
    page.set_viewport_size({"width": 360, "height": 800})
    assert fits(page)
    live.shot(f"{name}-360")
    page.set_viewport_size({"width": 1280, "height": 900})


def said(page, text):
    expect(page.locator(".messages, [role=status]").filter(has_text=text).first).to_be_visible()


def test_officer_begins_from_the_last_plan(live, officer):
    old = make_complete_plan(officer.organization, year=2567, by=officer.user)
    section = old.sections.get(code="s1.2")
    save_section(section=section, body=TEXT, expected_version=section.version, by=officer.user)
    put_in_state(old, State.ANNOUNCED)
    revision = make_plan(officer.organization, by=officer.user)
    live.sign_in(officer.user)
    page = live.open(address(revision, "plans:tasks"))
    page.get_by_role("link", name="นำมาจากแผนรอบก่อน").click()
    expect(page.locator("h1")).to_have_text("นำมาจากแผนรอบก่อน")
    looks_right(live, "rollover")

    page.get_by_role("link", name="1. ข้อความ").click()
    expect(page.locator("h1")).to_have_text("ข้อความจากแผนรอบก่อน")
    expect(page.get_by_label("๒๕๖๗ → ๒๕๗๐")).to_be_checked()
    expect(page.get_by_label("๒๕๖๖ → ๒๕๖๙")).not_to_be_checked()
    looks_right(live, "rollover-texts")
    page.get_by_role("button", name="นำหัวข้อที่เลือกมาใส่ในแผน").click()
    said(page, "นำข้อความมา 4 หัวข้อแล้ว")
    assert revision.sections.get(code="s1.2").body == TEXT.replace("๒๕๖๗ - ๒๕๖๙", "๒๕๗๐ - ๒๕๗๒")

    page.get_by_role("link", name="2. โครงการ").click()
    expect(page.locator("h1")).to_have_text("โครงการจากแผนรอบก่อน")
    page.get_by_label("ยกเลิก").first.check()
    page.get_by_role("button", name="ที่เหลือต่อเนื่องทั้งหมด และบันทึก").click()
    expect(page.locator("#error-summary")).to_contain_text("กรุณาเขียนเหตุผล")
    looks_right(live, "rollover-projects")
    page.get_by_label("เหตุผล (ต้องเขียนเมื่อยกเลิก)").first.fill("รวมกับโครงการอื่น")
    page.get_by_role("button", name="ที่เหลือต่อเนื่องทั้งหมด และบันทึก").click()
    said(page, "คัดลอกเข้าแผน 4 โครงการ")

    page.get_by_role("link", name="กลับไปขั้นตอน").click()
    expect(page.locator("h1")).to_have_text("นำมาจากแผนรอบก่อน")
    page.get_by_role("link", name="3. คณะกรรมการและการติดตาม").click()
    expect(page.locator("h1")).to_have_text("คณะกรรมการและการติดตาม")
    looks_right(live, "rollover-people")
    page.get_by_role("button", name="นำรายการที่เลือกมาใส่ในแผน").click()
    said(page, "การติดตาม 1 รายการ")
    expect(page.get_by_text("พิจารณาแล้ว 5 จาก 5 โครงการ")).to_be_visible()


def test_officer_brings_an_old_plan_from_word(live, officer, tmp_path):
    file = tmp_path / "แผนเดิม.docx"
    file.write_bytes(dirty())
    revision = make_plan(officer.organization, by=officer.user)
    live.sign_in(officer.user)
    page = live.open(address(revision, "plans:old_plans"))
    looks_right(live, "old-plans")
    page.get_by_label("แฟ้มแผนเดิม").set_input_files(file)
    page.get_by_role("button", name="อ่านแฟ้ม").click()
    expect(page.locator("h1")).to_have_text("ตรวจแผนเดิม")
    looks_right(live, "old-plan")
    page.get_by_role("button", name="นำส่วนที่แน่ชัดทั้งหมดมาใช้").click()
    said(page, "นำส่วนที่แน่ชัดมาใช้แล้ว 3 ส่วน")

    page.get_by_role("link", name="หลักสูตรการพัฒนาบุคลากร").click()
    expect(page.locator("h1")).to_have_text("หลักสูตรการพัฒนาบุคลากร")
    looks_right(live, "old-plan-text")
    page.get_by_label("ต่อท้ายข้อความปัจจุบัน").check()
    page.get_by_role("button", name="นำมาใช้", exact=True).click()
    expect(page.locator("h1")).to_have_text("บทที่ 6 การติดตามประเมินผล")
    page.get_by_role("button", name="ไม่นำมาใช้").click()
    expect(page.locator("h1")).to_have_text("อบรมพัสดุ")
    looks_right(live, "old-plan-row")
    assert revision.sections.get(code="s3.1").body.find("หลักสูตรตามแผนแม่บท") > 0
