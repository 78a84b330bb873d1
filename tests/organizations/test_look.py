"""The frame of every page in a real browser: accessible by rule, by keyboard, and at 320 pixels."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.roles import Role
from tests.builders import PASSWORD, make_member, make_organization
from tests.live import broken_rules, fits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lao(live):
    return make_organization(code="LOOK", name="ลองดู", units=False)


@pytest.fixture
def admin(lao):
    admin = make_member(Role.LAO_ADMIN, lao)
    make_member(Role.LAO_ADMIN, make_organization(name="ลองสลับ", units=False), user=admin.user)
    for _number in range(2):
        make_member(Role.HR_OFFICER, lao)
    return admin


def pages(lao):
    return {
        "members": reverse("organizations:members", args=[lao.code]),
        "member-add": reverse("organizations:member_add", args=[lao.code]),
        "password": "/accounts/password/change/",
        "second-factor": "/accounts/2fa/",
        "nowhere": "/nowhere/",
    }


def test_pages_keep_the_rules_of_accessibility(live, lao, admin):
    found = {}
    page = live.open("/accounts/login/")
    page.fill("#id_login", "nobody")
    page.fill("#id_password", "ผิด")
    page.click("main button")
    expect(page.locator("#error-summary")).to_be_visible()
    found["login"] = broken_rules(page)
    live.shot("login-refused")
    live.sign_in(admin.user)
    for name, address in pages(lao).items():
        page = live.open(address)
        found[name] = broken_rules(page)
        live.shot(name)
    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.parametrize("width", [320, 360])
def test_pages_fit_a_narrow_window(live, lao, admin, width):
    live.page.set_viewport_size({"width": width, "height": 640})
    live.sign_in(admin.user)
    for name, address in {"login": "/accounts/login/", **pages(lao)}.items():
        page = live.open(address)
        assert fits(page), name
        live.shot(f"{name}-{width}")


def test_refused_sign_in_puts_the_focus_on_the_summary(live, admin):
    page = live.open("/accounts/login/")
    page.fill("#id_login", admin.user.username)
    page.press("#id_login", "Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.title().startswith("ข้อผิดพลาด:")
    page.click("#error-summary a")
    expect(page.locator("#id_password")).to_be_focused()
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/home/")


def test_keyboard_alone_skips_to_the_content_and_changes_the_role(live, lao, admin):
    live.sign_in(admin.user)
    page = live.open(pages(lao)["members"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    summary = page.locator(".acting-bar summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".acting-bar .menu-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".acting-bar .menu-panel")).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("เปลี่ยนบทบาทเป็น")
    assert "LOOK" not in page.url


def test_role_is_changed_without_script(live, lao, admin, browser):
    live.sign_in(admin.user)
    context = browser.new_context(java_script_enabled=False, storage_state=live.page.context.storage_state())
    page = context.new_page()
    page.goto(live.url + pages(lao)["members"])
    page.click(".acting-bar summary")
    page.click(".acting-bar .menu-panel button")
    expect(page.locator("[role=status]")).to_contain_text("เปลี่ยนบทบาทเป็น")
    expect(page.locator("h1")).to_have_count(1)
    assert "LOOK" not in page.url
    context.close()


def test_letters_are_those_of_sarabun(live):
    page = live.open("/accounts/login/")
    page.evaluate("document.fonts.load('18px Sarabun', 'ที่').then(() => document.fonts.ready)")
    assert page.evaluate("document.fonts.check('18px Sarabun', 'ที่')")
    size = page.evaluate("getComputedStyle(document.body).fontSize")
    height = page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)")
    assert size == "18px"
    assert height >= 18 * 1.7
