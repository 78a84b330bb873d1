"""A course in a real browser: copied, recalculated while typing, saved; pages fit a phone and keep the rules."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from courses.models import Course
from organizations.roles import Role
from tests.builders import make_member, make_organization
from tests.live import broken_rules, fits

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_national_course_becomes_the_own_and_its_cost_follows_what_is_typed(live):
    officer = make_member(Role.HR_OFFICER, make_organization())
    live.sign_in(officer.user)
    national = Course.objects.get(code="EX06")
    page = live.open(reverse("courses:course", args=[officer.organization.code, national.pk]))
    page.click("text=คัดลอกเป็นหลักสูตรของหน่วยงาน")
    expect(page.locator("h1")).to_have_text("แก้ไขหลักสูตร")
    page.fill("#id_people", "50")
    expect(page.get_by_text("สำหรับ 50 คน เฉลี่ย 684 บาทต่อคน")).to_be_visible()
    page.fill("#id_parts-0-lecture_hours", "๑๑")
    expect(page.get_by_text("การบรรยายเกินร้อยละ 60")).to_be_visible()
    page.locator("summary", has_text="ความรู้").click()
    assert broken_rules(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert fits(page)
    page.click("text=บันทึกหลักสูตร")
    expect(page.locator("h1")).to_have_text(national.name)
    assert broken_rules(page) == []
    assert fits(page)
    page.goto(live.url + reverse("courses:rates", args=[officer.organization.code]))
    expect(page.locator("h1")).to_contain_text("อัตราค่าใช้จ่าย")
    assert broken_rules(page) == []
    assert fits(page)
    assert Course.objects.get(organization=officer.organization).people == 50
