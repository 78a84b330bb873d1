"""The people of the demonstration at their browsers: they sign in, fill in forms by their labels, and click."""

from __future__ import annotations

import datetime
import re

from playwright.sync_api import Locator, Page, expect

from approvals.demonstration.accounts import password
from tests.live import Live
from thai.fiscal import ERA_OFFSET


def enter(live: Live, username: str) -> Page:
    """Sign in on the sign-in page, as somebody else than before, and go to where the work of the role is done."""
    live.sign_out()
    page = live.open("/accounts/login/")
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน").fill(password())
    page.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
    expect_heading(page, "สิ่งที่ต้องทำ")
    work = page.get_by_role("navigation", name="เมนูหลัก").get_by_role("link").nth(1)
    work.click()
    expect(work).to_have_attribute("aria-current", "true")
    return page


def follow(page: Page, name: str | re.Pattern[str], *, first: bool = False) -> None:
    """Click a link in the page itself."""
    link = page.locator("main").get_by_role("link", name=name, exact=isinstance(name, str))
    (link.first if first else link).click()


def settled(page: Page) -> None:
    """Wait for what the page fetches by itself: it may push a button away under the mouse, and the click is lost."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def press(page: Page, name: str) -> None:
    """Click a button in the page itself."""
    settled(page)
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def fill_date(page: Page, field: str, day: datetime.date) -> None:
    """Type a date into its three boxes: day, month, year of the Buddhist era."""
    for place, part in enumerate((day.day, day.month, day.year + ERA_OFFSET)):
        page.locator(f"#id_{field}_{place}").fill(str(part))


def said(page: Page) -> Locator:
    """The confirmation at the top of the page."""
    return page.locator("main [role=status]").first


def expect_heading(page: Page, text: str | re.Pattern[str]) -> None:
    """The page's one h1."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
