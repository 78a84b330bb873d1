"""A visitor in headless Chromium, who remembers whatever went wrong on the pages."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Response, expect

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BROWSER_ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root, and visit only themselves
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
CONTEXT_ARGUMENTS = {
    "accept_downloads": True,
    "locale": "th-TH",
    "timezone_id": "Asia/Bangkok",
    "viewport": {"width": 1280, "height": 900},
}
PATIENCE = 60_000  #: milliseconds; a busy machine is no fault of the page
expect.set_options(timeout=PATIENCE)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window, once it is there."""
    page.wait_for_load_state()  # a condition that must be asked again is text to be run, which the policy refuses
    page.wait_for_function("document.readyState === 'complete' && document.documentElement !== null")
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def fits(page: Page) -> bool:
    """Nobody scrolls in two directions. After a click, expect something of the new page first."""
    return sideways(page) <= 0


def broken_rules(page: Page) -> list[str]:
    """What axe finds by the rules of WCAG 2.2 A and AA. After a click, expect something of the new page first."""
    page.wait_for_load_state()  # a condition that must be asked again is text to be run, which the policy refuses
    page.wait_for_function("document.readyState === 'complete'")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


class Live:
    """One browser window on the live server."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.troubles: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("response", self._note_response)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))

    def open(self, path: str) -> Page:
        """Go to an address of ours."""
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, user) -> None:
        """Be this user from now on, without the sign-in page (which has tests of its own)."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.url}])

    def sign_out(self) -> None:
        """Be an anonymous visitor again."""
        self.page.context.clear_cookies()

    def shot(self, name: str) -> None:
        """Keep a picture of the whole page in the folder that SCREENSHOTS names, for looking at."""
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    def keep(self, name: str, file: bytes) -> None:
        """Keep a file beside the pictures, for looking at."""
        if folder := os.environ.get("SCREENSHOTS"):
            (Path(folder) / name).write_bytes(file)

    def download(self, selector: str) -> bytes:
        """Click, and return the bytes of the file that comes."""
        with self.page.expect_download() as waiting:
            self.page.click(selector)
        return Path(waiting.value.path()).read_bytes()

    def _note_response(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} {response.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # Chromium also reports every 4xx here; those are answers that a test may want.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")
