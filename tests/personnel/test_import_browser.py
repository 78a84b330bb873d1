"""A list on its way into the system in a real browser: with an error, in part, corrected, again, and taken back."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from organizations.roles import Role
from personnel.models import Person, Post
from tests.builders import make_member, make_organization
from tests.live import broken_rules, fits
from tests.personnel.test_import_apply import CLERK, FREE, PLANNER, WORKER, workbook

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = ["นายญ ฐ", "43-3-01-4101-002", *CLERK[2:5], "1/1/2599"]


def upload(page, content: bytes, name: str) -> None:
    page.set_input_files("[name=file]", {"name": name, "mimeType": XLSX, "buffer": content})
    page.click("main button:has-text('อ่านแฟ้ม')")
    expect(page.locator("h1")).to_have_text("ตรวจก่อนนำเข้า")


def looks_right(live, name: str, *, rules: bool = False) -> None:
    """On the desk and on the phone: nothing beside the window, and where asked no rule of accessibility broken."""
    for size in (PHONE, DESK):
        live.page.set_viewport_size(size)
        assert fits(live.page)
        live.shot(f"{name}-{size['width']}")
    assert not rules or broken_rules(live.page) == []


def test_a_list_with_an_error_comes_in_is_corrected_and_taken_back(live):
    organization = make_organization(code="IMPORT", name="ลองนำเข้า")
    live.sign_in(make_member(Role.HR_OFFICER, organization).user)
    start = reverse("personnel:import_create", args=[organization.code])
    page = live.open(start)
    expect(page.locator("h1")).to_have_text("นำเข้าแฟ้มบัญชีบุคลากร")
    looks_right(live, "import-upload")
    upload(page, workbook([CLERK, WRONG, PLANNER, FREE, WORKER]), "บัญชี.xlsx")
    looks_right(live, "import-preview", rules=True)
    page.click("main a:has-text('เปลี่ยนแผ่นงานหรือคอลัมน์')")
    expect(page.locator("h1")).to_have_text("คอลัมน์ไหนคืออะไร")
    looks_right(live, "import-columns", rules=True)
    page.click("main button:has-text('อ่านตามนี้')")
    expect(page.locator("h1")).to_have_text("ตรวจก่อนนำเข้า")
    with page.expect_download() as download:
        page.click("main a:has-text('ดาวน์โหลดบัญชีที่ทำเครื่องหมายข้อผิดพลาด')")
    marked = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    page.click("main button:has-text('นำเข้าเฉพาะ 4 แถวที่ถูกต้อง')")
    expect(page.locator("h1")).to_have_text("ผลการนำเข้า")
    posts = Post.objects.filter(organization=organization)
    assert (posts.count(), Person.objects.filter(organization=organization).count()) == (4, 3)
    looks_right(live, "import-done")

    sheet = marked.worksheets[0]
    headings = [cell.value for cell in sheet[2]]
    sheet.cell(4, headings.index("วันบรรจุหรือเริ่มจ้าง") + 1).value = "1/1/2560"
    corrected = io.BytesIO()
    marked.save(corrected)
    live.open(start)
    upload(page, corrected.getvalue(), "บัญชี-ตรวจแล้ว.xlsx")
    page.click("main button:has-text('นำเข้า 5 แถว')")
    expect(page.locator("h1")).to_have_text("ผลการนำเข้า")
    assert posts.count() == 5
    live.open(start)
    upload(page, corrected.getvalue(), "บัญชี-ตรวจแล้ว.xlsx")
    expect(page.locator("main")).to_contain_text("เหมือนเดิม (5)")
    page.click("main button:has-text('ไม่นำเข้า ทิ้งรายการนี้')")
    expect(page.locator("h1")).not_to_have_text("ตรวจก่อนนำเข้า")

    page.locator("main a", has_text="บัญชี-ตรวจแล้ว.xlsx").first.click()
    expect(page.locator("h1")).to_have_text("ผลการนำเข้า")
    page.click("main a:has-text('ยกเลิกการนำเข้าครั้งนี้')")
    expect(page.locator("h1")).to_contain_text("ยกเลิก")
    looks_right(live, "import-undo")
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("ยกเลิกการนำเข้าแล้ว")
    assert posts.count() == 4
    looks_right(live, "imports")
    assert live.troubles == []
