"""From a need without a project to a project with its money, in a real browser."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from courses.models import CostRate
from organizations.roles import Role
from personnel.models import Need, PersonnelGroup
from tests.builders import address, make_member, make_plan, make_project
from tests.live import broken_rules, fits
from tests.personnel.lists import make_small_list

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def revision():
    revision = make_plan()
    need = Need.objects.create(
        organization=revision.organization,
        first_year=revision.plan.first_year,
        title="ระเบียบงานพัสดุ",
        source=Need.Source.MISSION,
        rank=1,
    )
    need.groups.set(PersonnelGroup.objects.filter(code="g2"))
    CostRate.objects.create(
        code="own1", kind="fee", name="ค่าลงทะเบียน", baht=Decimal(3900), unit="person", source="หนังสือสถาบัน"
    )
    return revision


@pytest.fixture
def officer(live, revision):
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    return live


def test_a_need_becomes_a_project_with_amounts_that_the_system_calculated(officer, revision):
    page = officer.open(address(revision, "plans:thread"))
    page.get_by_role("link", name=re.compile("เพิ่มโครงการที่ตอบความต้องการนี้")).click()
    expect(page.locator("h1")).to_have_text("เพิ่มโครงการ")
    expect(page.get_by_label("ลำดับที่ 1 ระเบียบงานพัสดุ")).to_be_checked()
    page.fill("#id_people_2570", "10")
    page.locator("#costs > summary").click()
    page.locator("#id_rate").select_option("ค่าลงทะเบียน 3,900 บาทต่อคน")
    page.get_by_role("button", name="เพิ่มรายการ").click()
    expect(page.locator("#id_costs-0-label")).to_have_value("ค่าลงทะเบียน")
    expect(page.locator("#cost-amounts tfoot")).to_contain_text("39,000")
    page.fill("#id_people_2571", "๒")
    expect(page.locator("#cost-amounts tfoot")).to_contain_text("7,800")
    expect(page.locator("#id_people_2571")).to_have_value("๒")  # what is being typed in is not replaced
    assert broken_rules(page) == []
    page.get_by_role("button", name="ใช้ยอดที่คำนวณ").click()
    expect(page.locator("#id_baht_2570")).to_have_value("39,000")
    expect(page.locator("[data-total='baht']")).to_have_text("46,800")
    page.locator("#id_indicator_target").press("Enter")  # saves, as it does in every form
    expect(page.locator("h1")).to_have_text("โครงการ/หลักสูตรการพัฒนา")
    project = revision.projects.get()
    assert (project.name, project.baht_total) == ("โครงการพัฒนาระเบียบงานพัสดุ", 46_800)
    assert [group.code for group in project.groups.all()] == ["g2"]
    officer.open(address(revision, "plans:thread"))
    expect(page.locator("h2").first).to_have_text("ความต้องการที่มีโครงการตอบ")


@pytest.mark.parametrize("name", ["plans:coverage", "plans:budget", "plans:thread", "plans:project_create"])
def test_pages_of_the_design_fit_a_phone_and_break_no_rule(officer, revision, name):
    make_small_list(revision.organization)
    make_project(revision, groups=[PersonnelGroup.objects.get(code="g2")])
    officer.page.set_viewport_size({"width": 360, "height": 740})
    page = officer.open(address(revision, name))
    expect(page.locator("h1")).to_be_visible()
    assert fits(page)
    assert broken_rules(page) == []
