"""Counts what a person does on the way: clicks, filled fields, and pages that were opened."""

from __future__ import annotations

import re

from playwright.sync_api import Frame, Locator, Page, expect

from tests.builders import PASSWORD
from tests.live import Live
from tests.stories.people import settled


class Steps:
    """The hand of one person at the browser."""

    def __init__(self, live: Live) -> None:
        self.live, self.page = live, live.page
        self.clicks = self.fields = self.pages = 0

    def _count_page(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame

    def __str__(self) -> str:
        return f"{self.clicks} clicks, {self.fields} fields, {self.pages} pages"

    def count(self) -> tuple[int, int]:
        """Clicks and fields until now; signing in is no part of the way."""
        return self.clicks, self.fields

    def enter(self, username: str) -> Page:
        """Sign in as somebody whom the test made, which everybody does every day and is not counted."""
        self.live.sign_out()
        self.live.open("/accounts/login/")
        self.page.get_by_label("ชื่อผู้ใช้").fill(username)
        self.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        self.page.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
        expect(self.page.locator(".acting-bar")).to_be_visible()
        self.page.on("framenavigated", self._count_page)
        return self.page

    def leave(self) -> None:
        """Somebody else sits down at the browser."""
        self.page.remove_listener("framenavigated", self._count_page)

    # What is counted ----------------------------------------------------------------------------

    def click(self, what: Locator) -> None:
        """A link or a button."""
        settled(self.page)
        what.click()
        self.clicks += 1

    def check(self, what: Locator) -> None:
        """A box or a choice: one click."""
        what.check()
        self.clicks += 1

    def fill(self, field: Locator, text: str) -> None:
        """A field that is typed into."""
        field.fill(text)
        self.fields += 1

    def attach(self, field: Locator, name: str, kind: str, content: bytes) -> None:
        """A file: a field like another."""
        field.set_input_files({"name": name, "mimeType": kind, "buffer": content})
        self.fields += 1

    # Where to click -----------------------------------------------------------------------------

    def menu(self, name: str) -> None:
        """An entry of the menu at the top."""
        self.click(self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first)

    def follow(self, name: str, *, first: bool = False) -> None:
        """A link in the page itself."""
        link = self.page.locator("main").get_by_role("link", name=name, exact=True)
        self.click(link.first if first else link)

    def press(self, name: str | re.Pattern[str], *, first: bool = False) -> None:
        """A button in the page itself."""
        button = self.page.locator("main").get_by_role("button", name=name, exact=isinstance(name, str))
        self.click(button.first if first else button)

    def back_to_tasks(self) -> None:
        """The plan's name in the way to the page."""
        way = self.page.get_by_role("navigation", name="ตำแหน่งของหน้านี้")
        self.click(way.get_by_role("link", name=re.compile(r"2570 - 2572$")))
