"""The findings beside the pages, in a browser: opened once, there on the next page, a click away from the field."""

from playwright.sync_api import expect

from tests.live import broken_rules, fits
from tests.stories.people import enter, expect_heading

BASE = "/plans/SANGKHOM/2570/0/"


def test_panel_stays_open_and_leads_to_the_field(live):
    page = enter(live, "officer")
    page = live.open(BASE + "projects/")
    panel = page.locator("#check-panel")
    panel.get_by_role("button", name="เปิดไว้ข้างหน้านี้").press("Enter")
    expect(panel.get_by_role("button", name="ปิดรายการ")).to_be_focused()
    expect(panel).to_contain_text("ยังไม่มีเลขที่และวันที่ของคำสั่ง")
    live.shot("panel-open")
    assert broken_rules(page) == []

    panel.get_by_role("link", name="ยังไม่มีเลขที่และวันที่ของคำสั่ง").click()
    expect_heading(page, "คณะกรรมการจัดทำแผนพัฒนาบุคลากร")
    expect(panel.get_by_text("ในหน้านี้")).to_be_visible()
    expect(page.locator("#id_number")).to_be_in_viewport()

    page.set_viewport_size({"width": 360, "height": 740})
    assert fits(page)
    live.shot("panel-phone")
    panel.get_by_role("button", name="ปิดรายการ").click()
    expect(panel.get_by_role("button", name="เปิดไว้ข้างหน้านี้")).to_be_visible()
    live.open(BASE)
    expect(panel.get_by_role("link", name="ผลการตรวจ")).to_be_visible()
    assert broken_rules(page) == []
