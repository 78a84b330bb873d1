"""In a browser: the committee composed from the posts, the order signed by the head, and the next one drafted."""

from playwright.sync_api import expect

from organizations.models import User
from plans.models import Revision
from tests.live import broken_rules, fits


def test_committee_is_composed_and_its_order_is_signed(live):
    revision = Revision.objects.with_plan().get(
        plan__organization__code="SANGKHOM", plan__first_year=2570, number=0
    )
    page, base = live.page, "/plans/SANGKHOM/2570/0/orders/"
    assert revision.is_editable
    live.sign_in(User.objects.get(username="officer"))
    live.open(base)
    page.get_by_role("link", name="เรียงรายชื่อจากตำแหน่ง").click()
    expect(page.locator("h1")).to_have_text("เรียงรายชื่อจากตำแหน่ง")
    page.get_by_role("button", name="ใช้รายชื่อนี้").click()
    expect(page.locator("h1")).to_have_text("คณะกรรมการจัดทำแผนพัฒนาบุคลากร")

    live.sign_in(User.objects.get(username="head"))
    live.open(base)
    page.get_by_role("link", name="ตรวจและลงนามออกคำสั่ง").click()
    expect(page.locator("h1")).to_have_text("ลงนามและออกคำสั่ง")
    assert broken_rules(page) == []
    page.get_by_label("คำสั่งที่").fill("125/2569")
    page.get_by_role("button", name="ลงนามและออกคำสั่ง").click()
    expect(page.locator("h1")).to_have_text("คำสั่งที่ 125/2569")
    assert fits(page)
    live.open(base)  # which asks for nothing in the background
    expect(page.get_by_role("link", name="125/2569")).to_be_visible()
