"""An individual plan in a real browser: drawn up, written and proposed by the person, agreed by the superior, on a phone too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents import drafts
from plans.models import IndividualPlan
from tests.builders import make_organization
from tests.live import fits
from tests.plans.idp_cast import YEAR, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (360, 1280)


@pytest.fixture
def cast(live):
    return make_cast(make_organization())


def address(cast, name="idp", *args):
    person = [] if name == "idps" else [cast.person.pk]
    return reverse(f"plans:{name}", args=[cast.organization.code, YEAR, *person, *args])


def look(live, name):
    """Pictures at both widths; nothing is wider than the window. Expect something of a new page first."""
    for width in WIDTHS:
        live.page.set_viewport_size({"width": width, "height": 800})
        assert fits(live.page)
        live.shot(f"{name}-{width}")


def test_person_proposes_and_superior_agrees(live, cast):
    live.sign_in(cast.staff.user)
    page = live.open(address(cast))
    look(live, "idp-none")
    page.get_by_role("button", name="จัดทำร่างจากผลการประเมิน").click()
    expect(page.locator("fieldset.row-part").first).to_contain_text("ช่องว่าง 2")
    look(live, "idp-form")
    page.get_by_label("ผู้รับผิดชอบ").first.fill("หัวหน้าฝ่าย")
    page.locator("details summary", has_text="เพิ่ม").first.click()
    page.locator("#id_items-4-topic").fill("ขับรถกระเช้า")
    page.get_by_role("button", name="บันทึกและเสนอผู้บังคับบัญชา").click()
    expect(page.locator("#error-summary")).to_contain_text("กรุณาเลือกวิธีการพัฒนาก่อนเสนอ")
    look(live, "idp-errors")
    page.locator("#id_items-4-way").select_option("m2")
    page.locator("#id_items-4-first_month").select_option("11")
    page.locator("#id_items-4-last_month").select_option("12")
    page.locator("#id_items-4-responsible").fill("กองช่าง")
    page.get_by_role("button", name="บันทึกและเสนอผู้บังคับบัญชา").click()
    expect(page.get_by_role("status")).to_contain_text("เสนอผู้บังคับบัญชาแล้ว")
    look(live, "idp-proposed")
    live.sign_in(cast.head_of_unit.user)
    live.open(address(cast, "idps"))
    look(live, "idps-superior")
    page.get_by_role("link", name="นางสาวมานี ตั้งใจ").click()
    expect(page.get_by_role("button", name="เห็นชอบ", exact=True)).to_be_visible()
    look(live, "idp-to-decide")
    page.get_by_role("button", name="เห็นชอบ", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("เห็นชอบแผนแล้ว")
    page.get_by_label("ขับรถกระเช้า").fill("ขับได้เอง")
    look(live, "idp-agreed")
    page.get_by_role("button", name="บันทึกผล").click()
    expect(page.get_by_role("cell", name="ขับได้เอง")).to_be_visible()
    plan = cast.plan
    assert (plan.state, plan.items.count()) == (IndividualPlan.State.AGREED, 5)


def test_officer_draws_up_for_all_and_prints_them(live, cast, monkeypatch):
    monkeypatch.setattr(drafts.make_draft.__class__, "enqueue", lambda *args: None)
    live.sign_in(cast.officer.user)
    page = live.open(address(cast, "idps"))
    page.get_by_role("button", name="จัดทำร่างให้ทุกคนที่ยังไม่มีแผน").click()
    expect(page.get_by_role("status")).to_contain_text("1 คน")
    look(live, "idps-officer")
    page.get_by_role("button", name="จัดทำ PDF ทั้งหมด").click()
    expect(page.get_by_text("กำลังจัดทำ PDF")).to_be_visible()
    key = page.url.partition("draft=")[2].removesuffix("#draft")
    drafts.Draft(f"idps-{cast.officer.pk}-2570", key).write(drafts.READY, b"%PDF-made")
    expect(page.get_by_text("PDF พร้อมแล้ว")).to_be_visible()
    assert live.download("text=บันทึกแฟ้ม PDF") == b"%PDF-made"


def test_two_windows_meet_and_both_texts_are_there(live, cast):
    cast.drawn_up()
    live.sign_in(cast.staff.user)
    page = live.open(address(cast))
    page.get_by_label("เป้าหมายในสายอาชีพ").fill("เป้าหมายของหน้าต่างแรก")
    other = page.context.new_page()
    other.goto(live.url + address(cast))
    other.get_by_label("เป้าหมายในสายอาชีพ").fill("เป้าหมายของหน้าต่างหลัง")
    other.get_by_role("button", name="บันทึกร่าง").click()
    expect(other.get_by_role("status")).to_contain_text("บันทึกแผนแล้ว")
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.locator("#stale-title")).to_be_visible()
    expect(page.get_by_label("เป้าหมายในสายอาชีพ")).to_have_value("เป้าหมายของหน้าต่างแรก")
    expect(page.locator("main")).to_contain_text("เป้าหมายของหน้าต่างหลัง")
    look(live, "idp-stale")
