"""The frame of every page in a real browser: accessible by rule, by keyboard, and at 320 pixels."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from organizations.roles import Role
from tests.builders import PASSWORD, make_member, make_organization

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


def broken_rules(page) -> list[str]:
    """What axe finds by the rules of WCAG 2.2 A and AA."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def sideways(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_pages_keep_the_rules_of_accessibility(live, lao, admin):
    found = {}
    page = live.open("/accounts/login/")
    page.fill("#id_login", "nobody")
    page.fill("#id_password", "ผิด")
    page.click("main button")
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
        assert sideways(page) <= 0, name
        live.shot(f"{name}-{width}")


def test_refused_sign_in_puts_the_focus_on_the_summary(live, admin):
    page = live.open("/accounts/login/")
    page.fill("#id_login", admin.user.username)
    page.press("#id_login", "Enter")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.title().startswith("ข้อผิดพลาด:")
    page.click("#error-summary a")
    assert page.evaluate("document.activeElement.id") == "id_password"
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/members/")


def test_keyboard_alone_skips_to_the_content_and_changes_the_role(live, lao, admin):
    live.sign_in(admin.user)
    page = live.open(pages(lao)["members"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    summary = page.locator(".acting-bar summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".acting-bar .menu-panel").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".acting-bar .menu-panel").is_visible()
    assert page.evaluate("document.activeElement.textContent.trim()") == "เปลี่ยนบทบาท"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "LOOK" not in address)
    assert "เปลี่ยนบทบาทเป็น" in page.locator("[role=status]").inner_text()


def test_role_is_changed_without_script(live, lao, admin, browser):
    live.sign_in(admin.user)
    context = browser.new_context(java_script_enabled=False, storage_state=live.page.context.storage_state())
    page = context.new_page()
    page.goto(live.url + pages(lao)["members"])
    page.click(".acting-bar summary")
    page.click(".acting-bar .menu-panel button")
    assert "LOOK" not in page.url
    assert page.locator("h1").count() == 1
    context.close()


def test_letters_are_those_of_sarabun(live):
    page = live.open("/accounts/login/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('18px Sarabun', 'ที่')")
    size = page.evaluate("getComputedStyle(document.body).fontSize")
    height = page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)")
    assert size == "18px"
    assert height >= 18 * 1.7
