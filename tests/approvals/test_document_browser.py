"""The document page waits for its draft in a real browser, under our policy, and then offers it."""

import pytest
from playwright.sync_api import expect

from approvals.drafts import subject_of
from documents import drafts
from organizations.roles import Role
from tests.builders import make_complete_plan, make_member
from tests.live import fits

pytestmark = pytest.mark.django_db(transaction=True)


def test_page_offers_the_draft_by_itself_once_it_is_made(live, monkeypatch):
    monkeypatch.setattr(drafts.make_draft.__class__, "enqueue", lambda *args: None)
    revision = make_complete_plan()
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    page = live.open("/plans/{organization}/{first_year}/{number}/document/".format(**revision.address))
    expect(page.get_by_role("heading", level=1)).to_have_text("เอกสารของแผน")
    live.shot("document")
    page.get_by_role("button", name="จัดทำ PDF ฉบับร่าง").click()
    expect(page.get_by_text("กำลังจัดทำ PDF")).to_be_visible()
    key = page.url.partition("draft=")[2].removesuffix("#draft")
    drafts.Draft(subject_of(revision), key).write(drafts.READY, b"%PDF-made")
    expect(page.get_by_text("PDF พร้อมแล้ว")).to_be_visible()
    assert live.download("text=บันทึกแฟ้ม PDF") == b"%PDF-made"


def test_wide_tables_do_not_widen_the_page_of_a_phone(live):
    revision = make_complete_plan()
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    live.page.set_viewport_size({"width": 360, "height": 740})
    page = live.open("/plans/{organization}/{first_year}/{number}/document/".format(**revision.address))
    expect(page.get_by_role("region", name="ตารางที่ ๔")).to_be_visible()
    assert fits(page)
