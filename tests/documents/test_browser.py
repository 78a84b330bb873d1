"""A reader with a paper in hand verifies it, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.documents.test_issue import given


@pytest.mark.django_db(transaction=True)
def test_reader_types_a_code_and_sees_what_the_paper_is(live):
    document = given(number="๑/๒๕๖๖", title="ประกาศใช้แผนพัฒนาบุคลากร ๓ ปี")
    page = live.open("/verify/")
    page.get_by_label("รหัสเอกสาร").fill("สั้นไป")
    page.get_by_role("button", name="ตรวจสอบเอกสาร").click()
    expect(page.locator("#error-summary")).to_contain_text("10 ตัว")
    live.shot("verify-error")
    page.get_by_label("รหัสเอกสาร").fill(document.printed_code.lower())
    page.get_by_role("button", name="ตรวจสอบเอกสาร").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(document.title)
    expect(page.get_by_text("ฉบับปัจจุบัน")).to_be_visible()
    live.shot("verify-current")
    address = page.get_by_role("link", name="เปิดเอกสาร").get_attribute("href")
    assert re.fullmatch(r"/documents/[0-9a-f]{64}\.pdf", address)
    assert page.request.get(live.url + address).body() == b"%PDF-1.7 one"
