"""Every kind of page, for the role that works with it: by the rules of WCAG 2.2 AA, in narrow windows, by keyboard."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from documents.models import IssuedDocument
from organizations.models import Membership, User
from plans.import_edition.store import import_document
from plans.models import Edition, Project
from tests.live import sideways
from tests.plans.miniature import miniature

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = (360, 320)
MOST_TABS = 250
DRAFT, DONE = "/plans/SANGKHOM/2570/0/", "/plans/SANGKHOM/2567/0/"
SAO1, SAO2 = "/plans/EXAMPLE-SAO1/2570/0/", "/plans/EXAMPLE-SAO2/2570/0/"
TOWN, CITY = "/plans/NONGKHAI-TOWN/2570/0/", "/plans/EXAMPLE-CITY/2570/0/"

#: Pages by the account that opens them ("" nobody). {names} are filled in from the demonstration's data.
#: "address > button" presses the button first: the page that answers is looked at.
PAGES: dict[str, tuple[str, ...]] = {
    "": (
        "/register/",
        "/register/?q=ไม่มี",
        "/register/SANGKHOM/2567/",
        "/verify/",
        "/verify/{code}/",
        "/verify/00000-00000/",
        "/accounts/login/",
        "/accounts/login/ > เข้าสู่ระบบ",
        "/accounts/password/reset/",
        "/nowhere/",
    ),
    "officer": (
        "/plans/",
        "/plans/new/",
        DRAFT,
        DRAFT + "check/",
        DRAFT + "period/",
        DRAFT + "sections/s1.1/",
        DRAFT + "sections/s1.2/",
        DRAFT + "targets/",
        DRAFT + "projects/",
        DRAFT + "projects/new/",
        DRAFT + "projects/{project}/",
        DRAFT + "projects/{project}/delete/",
    ),
    "secretary": (
        DRAFT + "committee/",
        DRAFT + "monitoring/",
        DRAFT + "moves/send_to_committee/",
        DRAFT + "history/",
        DRAFT + "document/",
        DONE,
        DONE + "history/",
        DONE + "targets/",
        "/notices/",
    ),
    "head-town": (
        TOWN,
        TOWN + "moves/committee_return/",
        TOWN + "moves/committee_return/ > ส่งกลับให้แก้ไข",
        TOWN + "moves/endorse/",
        TOWN + "moves/endorse/ > บันทึกมติเห็นชอบ",
        "/notices/",
    ),
    "head-city": (CITY + "moves/announce/", CITY + "history/"),
    "boardsecretary": (
        "/boards/BOARD-43-SAO/",
        "/boards/BOARD-43-SAO/?state=announced",
        SAO1,
        SAO1 + "history/",
        SAO1 + "moves/put_on_agenda/",
        SAO1 + "moves/board_return/",
        SAO1 + "moves/take_off_agenda/",
    ),
    "boardchair": (SAO2 + "moves/approve/", SAO2 + "moves/approve_with_corrections/", "/overview/2570/"),
    "auditor": ("/overview/", "/editions/2570/", "/editions/2570/s1.1/"),
    "central": (
        "/editions/",
        "/editions/2567/import/",
        "/editions/2567/import/{batch}/",
        "/editions/2567/import/{batch}/m14/",
    ),
    "laoadmin": (
        "/organizations/SANGKHOM/members/",
        "/organizations/SANGKHOM/members/add/",
        "/organizations/SANGKHOM/members/{member}/end/",
        "/organizations/SANGKHOM/members/{member}/password/",
    ),
    "operator": (
        "/operator/",
        "/operator/organizations/",
        "/operator/organizations/?words=ไม่มีที่ใด",
        "/operator/organizations/add/",
        "/operator/organizations/add/ > เพิ่มหน่วยงาน",
        "/operator/organizations/SANGKHOM/edit/",
        "/operator/people/",
        "/operator/people/?words=ตัวอย่าง",
        "/operator/people/country/",
        "/operator/people/province-43/",
        "/operator/people/lao-SANGKHOM/",
        "/operator/people/board-BOARD-43-SAO/",
        "/operator/people/board-BOARD-43-SAO/add/",
        "/operator/people/board-BOARD-43-SAO/{boardmember}/end/",
        "/operator/people/board-BOARD-43-SAO/{boardmember}/password/",
    ),
    "multi": ("/", "/accounts/password/change/", "/accounts/2fa/"),
    "staff": ("/plans/",),
}


@pytest.fixture
def names(live) -> dict[str, object]:
    """What the addresses need: rows of the demonstration, and an import to look at."""
    batch, _new = import_document(
        miniature().encode(), file_name="แผนแม่บท.txt", edition=Edition.objects.get(year=2567)
    )
    return {
        "code": IssuedDocument.objects.first().printed_code,
        "project": Project.objects.filter(
            revision__plan__organization__code="SANGKHOM", revision__plan__first_year=2570
        )[4].pk,
        "batch": batch.pk,
        "member": Membership.objects.get(user__username="staff").pk,
        "boardmember": Membership.objects.get(user__username="boardmember").pk,
    }


@pytest.mark.parametrize("account", PAGES)
def test_pages_are_open_to_everybody(live, names, account):
    """Collects what is wrong on all pages of an account, so that one run shows everything."""
    if account:
        live.sign_in(User.objects.get(username=account))
    live.page.emulate_media(reduced_motion="reduce")  # else the window still scrolls while it is looked at
    wrong: list[str] = []
    for entry in PAGES[account]:
        page = _open(live, entry.format(**names))
        live.shot("page" + re.sub(r"\W+", "-", entry))
        wrong += [f"{entry}: {fault}" for fault in _faults(page, entry)]
        page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == []


def _open(live, entry: str):
    address, _arrow, button = entry.partition(" > ")
    page = live.open(address)
    if button:
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        page.wait_for_selector("#error-summary")
    for panel in page.locator("main [hx-trigger*=load]").all():  # what htmx fetches belongs to the page
        expect(panel.get_by_role("status")).to_be_attached()
    return page


def _faults(page, entry: str) -> list[str]:
    return [*_frame(page, entry), *_broken_rules(page), *_unreachable(page), *_sideways(page)]


def _frame(page, entry):
    """One h1, a language and a title of its own; the page that was meant."""
    if (page.locator("h1", has_text="ไม่พบหน้านี้").count() == 1) != (entry == "/nowhere/"):
        yield "another page"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} h1"
    if page.locator("html").get_attribute("lang") != "th":
        yield "no language"
    if not page.title().removesuffix(" - พัฒนา").strip():
        yield "no title"


def _broken_rules(page):
    """What axe finds."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    for rule in found:
        yield f"{rule['id']}: {rule['nodes'][0]['html'][:150]}"


def _sideways(page):
    """No window makes people scroll in two directions."""
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        over = sideways(page)
        if over > 0:
            yield f"{over} px wider than {width}"


def _unreachable(page):
    """The main action is reached by Tab from the top of the content, and shows it."""
    action = page.locator("main .btn-primary:visible")
    if not action.count():
        return
    page.locator("#content").focus()
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if action.first.evaluate("button => button === document.activeElement"):
            break
    else:
        yield "Tab does not reach the main action"
        return
    box = action.first.bounding_box()
    if box["y"] < 0 or box["y"] + box["height"] > page.viewport_size["height"]:
        yield "the main action has the focus out of sight"
