"""Versions and comments in a real browser: a passage is remarked upon, changed, and compared with what it was."""

import pytest
from playwright.sync_api import expect

from organizations.roles import Role
from plans.models import Comment, State
from tests.builders import address, make_complete_plan, make_member, put_in_state
from tests.live import broken_rules, fits

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (360, 1280)
SELECT = "[...document.querySelectorAll('article p')].find(p => p.textContent.includes('ข้อความของหน่วยงาน'))"


@pytest.fixture
def revision():
    return make_complete_plan()


def look(live, name):
    """Pictures at both widths; nothing is wider than the window, and axe finds nothing."""
    for width in WIDTHS:
        live.page.set_viewport_size({"width": width, "height": 800})
        assert fits(live.page)
        assert broken_rules(live.page) == []
        live.shot(f"{name}-{width}")


def test_a_passage_is_remarked_upon_changed_and_compared(live, revision):
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    page = live.open(address(revision, "approvals:versions"))
    page.get_by_label("ชื่อรุ่น").fill("ก่อนแก้")
    page.get_by_role("button", name="เก็บรุ่นนี้ไว้").click()
    expect(page.get_by_role("status")).to_contain_text("เก็บรุ่น “ก่อนแก้” แล้ว")
    look(live, "versions")

    live.open(address(revision, "plans:section", code="s1.2"))
    panel = page.locator("#comments-panel")
    panel.get_by_text("เขียนความเห็น", exact=True).click()
    page.locator("#id_body").evaluate("box => { box.focus(); box.setSelectionRange(0, 18); }")
    panel.get_by_role("button", name="ใส่ข้อความที่เลือกไว้ในหน้านี้").click()
    panel.get_by_label("ความเห็น", exact=True).fill("ขอให้ระบุพื้นที่")
    panel.get_by_role("button", name="บันทึกความเห็น").click()
    expect(panel).to_contain_text("ยังไม่ปิด 1 เรื่อง")
    expect(panel.locator("blockquote")).to_have_text("ข้อความของหน่วยงาน")
    look(live, "comment-panel")

    page.locator("#id_body").fill("ข้อความของหน่วยงานที่ระบุพื้นที่แล้ว")
    page.locator("button[value=save]").click()
    expect(page.locator("#comments-panel")).to_contain_text("เขียนบนรุ่นก่อน ข้อความเปลี่ยนไปแล้ว")
    page.locator("#comments-panel").get_by_role("button", name="ปิดความเห็นนี้").click()
    expect(page.locator("#comments-panel")).to_contain_text("ยังไม่ปิด 0 เรื่อง")

    live.open(address(revision, "approvals:versions"))
    page.get_by_role("link", name="เทียบกับรุ่นล่าสุด").click()
    expect(page.locator("h1")).to_have_text("เปรียบเทียบรุ่น")
    expect(page.locator("main ins").first).to_contain_text("ที่ระบุพื้นที่แล้ว")
    expect(page.locator("main h2")).to_have_count(1)
    look(live, "compare")


def test_the_board_remarks_upon_words_selected_in_the_book(live, revision):
    sent = put_in_state(revision, State.SUBMITTED)
    live.sign_in(make_member(Role.BOARD_SECRETARY, board=sent.plan.organization.board).user)
    page = live.open(address(sent, "approvals:document"))
    page.evaluate(f"window.getSelection().selectAllChildren({SELECT})")
    page.get_by_role("link", name="เขียนความเห็นต่อข้อความที่เลือก").click()
    expect(page.locator("h1")).to_have_text("เขียนความเห็น")
    expect(page.get_by_label("ข้อความที่อ้างถึง (ถ้ามี)")).to_have_value(
        "ข้อความของหน่วยงานในหัวข้อ ข้อมูลทั่วไปและโครงสร้างส่วนราชการ"
    )
    look(live, "comment-form")
    page.get_by_label("ความเห็น", exact=True).fill("ขอให้อ้างข้อกฎหมาย")
    page.get_by_role("button", name="บันทึกความเห็น").click()
    expect(page.get_by_role("status")).to_contain_text("บันทึกความเห็นแล้ว")
    assert Comment.objects.get(revision=sent).anchor == "section/s1.2"
    look(live, "comments")
