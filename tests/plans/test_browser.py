"""The editor and the grids in a real browser: saving by itself, meeting others, and working without a script."""

import re

import pytest
from playwright.sync_api import expect

from organizations.roles import Role
from plans.models import KeptText, Section
from tests.builders import address, client_of, make_member, make_plan, make_project

pytestmark = pytest.mark.django_db(transaction=True)
AFTER_REST = 11_000


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def editor(live, revision):
    """The page of a heading, with a clock that the test moves."""
    member = make_member(Role.HR_OFFICER, revision.organization)
    live.sign_in(member.user)
    live.page.clock.install()
    live.open(address(revision, "plans:section", code="s1.2"))
    return live.page


def ending_with(path) -> re.Pattern:
    return re.compile(re.escape(path) + "$")


def stored(revision) -> Section:
    return revision.sections.get(code="s1.2")


def colleague_saves(revision, body):
    colleague = client_of(make_member(Role.COMMITTEE_SECRETARY, revision.organization))
    colleague.post(address(revision, "plans:section", code="s1.2"), {"version": 1, "body": body})


def test_text_is_saved_by_itself_after_a_rest(editor, revision):
    status = editor.locator("#save-status")
    editor.fill("#id_body", "ข้อความใหม่")
    expect(status).to_have_text("มีข้อความที่ยังไม่ได้บันทึก")
    editor.clock.fast_forward(AFTER_REST)
    expect(status).to_contain_text("บันทึกแล้ว")
    assert stored(revision).body == "ข้อความใหม่"
    editor.fill("#id_body", "ข้อความใหม่กว่า")
    editor.clock.fast_forward(AFTER_REST)
    expect(editor.locator("[name=version]")).to_have_value("3")
    assert stored(revision).body == "ข้อความใหม่กว่า"


def test_failed_save_keeps_the_text_and_tries_again(editor, revision):
    editor.route("**/autosave/", lambda route: route.abort())
    editor.fill("#id_body", "ข้อความตอนเน็ตหลุด")
    editor.clock.fast_forward(AFTER_REST)
    expect(editor.locator("#save-status")).to_contain_text("ยังไม่ได้บันทึก")
    expect(editor.locator("#id_body")).to_have_value("ข้อความตอนเน็ตหลุด")
    editor.unroute("**/autosave/")
    editor.clock.fast_forward(2 * AFTER_REST)
    expect(editor.locator("#save-status")).to_contain_text("บันทึกแล้ว")
    assert stored(revision).body == "ข้อความตอนเน็ตหลุด"


def test_two_people_choose_between_two_texts(editor, revision):
    colleague_saves(revision, "ข้อความของเขา")
    editor.fill("#id_body", "ข้อความของฉัน")
    editor.clock.fast_forward(AFTER_REST)
    editor.on("dialog", lambda dialog: dialog.accept())
    editor.click("#save-status a")
    expect(editor.locator("h1")).to_have_text("มีผู้อื่นบันทึกก่อนท่าน")
    expect(editor.locator("main")).to_contain_text("ข้อความของเขา")
    editor.click("text=ใช้ข้อความของท่าน")
    expect(editor.locator("#id_body")).to_have_value("ข้อความของฉัน")
    assert stored(revision).body == "ข้อความของฉัน"
    assert not KeptText.objects.exists()


def test_leaving_with_an_unsaved_text_asks_first(editor, revision):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.locator("#id_body").press_sequentially("ก")
    editor.click("main a:has-text('กลับไปรายการงาน')")
    expect(editor).to_have_url(ending_with(address(revision, "plans:tasks")))
    assert asked == ["beforeunload"]


def test_standard_text_is_put_in_by_a_click(editor, revision):
    editor.on("dialog", lambda dialog: dialog.accept())
    standard = editor.input_value("#id_body")
    editor.fill("#id_body", "ของเรา")
    editor.click("#use-standard")
    expect(editor.locator("#id_body")).to_have_value(standard)


def test_panel_shows_what_the_checks_find(live, revision):
    project = make_project(revision, indicator="")
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    page = live.open(address(revision, "plans:project", project=project.pk))
    page.get_by_text("ผลการตรวจของหน้านี้").click()
    page.click(".findings-panel a:has-text('ยังไม่มีตัวชี้วัด')")
    expect(page).to_have_url(ending_with("#id_indicator"))


def test_totals_follow_the_typing(live, revision):
    live.sign_in(make_member(Role.HR_OFFICER, revision.organization).user)
    page = live.open(address(revision, "plans:targets"))
    page.fill("#id_headcount_g1_2570", "๑,๐๐๐")
    page.fill("#id_headcount_g2_2570", "25")
    expect(page.locator("[data-total='headcount-2570']")).to_have_text("1,025")
    page.click("main button.btn-primary")
    expect(page.locator("[data-total='headcount-2570']")).to_have_text("1,025")


def test_editor_works_without_a_script(live, revision, browser):
    member = make_member(Role.HR_OFFICER, revision.organization)
    live.sign_in(member.user)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(live.page.context.cookies())
    page = context.new_page()
    page.goto(live.url + address(revision, "plans:section", code="s1.2"))
    page.fill("#id_body", "ไม่มีสคริปต์")
    page.check("#id_is_done")
    page.click("button[value=save]")
    expect(page.locator("main")).to_contain_text("บันทึกแล้ว")
    context.close()
    assert (stored(revision).body, stored(revision).is_done) == ("ไม่มีสคริปต์", True)
