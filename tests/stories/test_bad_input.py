"""What people really do to forms: each time a clear word in Thai, and nothing that was typed is lost."""

from __future__ import annotations

import datetime
import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from approvals.models import Decision
from organizations.models import Membership, User
from organizations.roles import Role
from plans.models import Project, Revision, Section
from tests.builders import put_in_state
from tests.stories.people import expect_heading, fill_date, press, said
from thai.dates import today

BASE = "/plans/SANGKHOM/2570/0/"
FROM_WORD = (
    "๑.\tด้าน\u00a0โครงสร้าง\u200bพื้นฐาน\r\n"
    "\uf0b7\tถนน\r\n\r\n\r\n\r\n\r\n"
    "น\u0e4d\u0e49\u0e32 และ “คุณภาพชีวิต”\u000b(๑)  ย่อย  "
)
LONG = "\n\n".join(["ความยาว" * 30] * 1_000)[:200_000]
AS_KEPT = "๑. ด้าน โครงสร้างพื้นฐาน\n• ถนน\n\n\nน้ำ และ “คุณภาพชีวิต”\n(๑)  ย่อย"


@pytest.fixture
def officer(live):
    """The officer of อบต.สังคม, signed in."""
    user = User.objects.get(username="officer")
    live.sign_in(user)
    return user


@pytest.fixture
def revision(live):
    return Revision.objects.with_plan().get(plan__organization__code="SANGKHOM", plan__first_year=2570)


def summary(page):
    """The list of errors at the top, which has the focus."""
    return page.locator("#error-summary")


def by_hand(page):
    """From now on a text is saved by the button alone, however slow the machine is."""
    page.route("**/autosave/", lambda route: route.abort())
    return page


# Values ------------------------------------------------------------------------------------------


def test_christian_year_is_asked_back(live, officer):
    page = live.open(BASE + "committee/")
    page.get_by_label("คำสั่งที่").fill("99/2569")
    fill_date(page, "dated_on", datetime.date(2026 - 543, 6, 1))
    press(page, "บันทึก")
    expect(summary(page)).to_contain_text("พ.ศ. 2569")
    expect(summary(page)).to_be_focused()
    expect(page.locator("#id_dated_on_2")).to_have_value("2026")
    expect(page.get_by_label("คำสั่งที่")).to_have_value("99/2569")
    live.shot("bad-era")


def test_four_years_are_no_staffing_plan(live, officer):
    page = live.open(BASE + "period/")
    page.get_by_label(re.compile("เริ่มปีงบประมาณ")).fill("๒๕๗๐")
    page.get_by_label(re.compile("สิ้นสุดปีงบประมาณ")).fill("2573")
    press(page, "บันทึก")
    expect(summary(page)).to_contain_text("ต้องสิ้นสุดปี 2572")
    expect(page.get_by_label(re.compile("สิ้นสุดปีงบประมาณ"))).to_have_value("2573")


def test_five_assistants_are_too_many(live, officer):
    page = live.open(BASE + "committee/")
    for summary_of_row in page.get_by_text("เพิ่มแถวใหม่").all():
        summary_of_row.click()
    for row in range(7, 10):
        page.locator(f"#id_members-{row}-position").fill(f"ผู้ช่วยคนที่ {row - 6}")
    for row in (4, 5, 7, 8, 9):
        page.locator(f"#id_members-{row}-duty").select_option("assistant")
    press(page, "บันทึก")
    expect(page.locator("main")).to_contain_text("ผู้ช่วยเลขานุการมีได้ไม่เกิน 2 คน")
    for row in range(7, 10):
        expect(page.locator(f"#id_members-{row}-position")).to_have_value(f"ผู้ช่วยคนที่ {row - 6}")
        expect(page.locator(f"#id_members-{row}-duty")).to_have_value("assistant")
    live.shot("bad-assistants")


def test_negative_and_absurd_numbers_stay_where_they_were_typed(live, officer):
    typed = {"g1": "-5", "g2": "99999999999", "g3": "สามสิบ", "g4": "1e3"}
    page = live.open(BASE + "targets/")
    for group, value in typed.items():
        page.locator(f"#id_headcount_{group}_2572").fill(value)
    press(page, "บันทึก")
    expect(summary(page).locator("li")).to_have_count(4)
    for group, value in typed.items():
        expect(page.locator(f"#id_headcount_{group}_2572")).to_have_value(value)
    live.shot("bad-numbers")


def test_two_hundred_thousand_characters_are_counted_and_kept(live, officer):
    page = live.open(BASE + "sections/s1.2/")
    box = page.get_by_label("ข้อความ", exact=True)
    box.evaluate("(box, text) => { box.value = text }", LONG)  # as pasted: typing this takes seconds
    press(page, "บันทึก")
    expect(summary(page)).to_contain_text("ข้อความยาว 200,000 ตัวอักษร")
    assert box.input_value() == LONG


def test_emoji_are_named_and_control_characters_vanish(live, officer):
    page = live.open(BASE + "sections/s1.2/")
    box = page.get_by_label("ข้อความ", exact=True)
    box.fill("งานบริการ 😀 ดี")
    press(page, "บันทึก")
    expect(summary(page)).to_contain_text("😀")
    expect(box).to_have_value("งานบริการ 😀 ดี")
    box.fill("งาน\u0007บริการ\u200b ดี\u202e")
    press(page, "บันทึก")
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    expect(box).to_have_value("งานบริการ ดี")


def test_text_pasted_from_word_keeps_paragraphs_and_numbers(live, officer):
    page = live.open(BASE + "sections/s1.2/")
    box = page.get_by_label("ข้อความ", exact=True)
    box.evaluate("(box, text) => { box.value = text }", FROM_WORD)
    press(page, "บันทึก")
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    expect(box).to_have_value(AS_KEPT)


# Impatience ----------------------------------------------------------------------------------------


def test_double_click_makes_one_project_and_going_back_is_noticed(live, officer, revision):
    page = live.open(BASE + "projects/new/")
    page.get_by_label("ชื่อโครงการ/หลักสูตร").fill("โครงการที่กดสองครั้ง")
    page.get_by_role("button", name="บันทึกโครงการ").dblclick()
    expect_heading(page, "โครงการ/หลักสูตรการพัฒนา")
    expect(page.locator("main table").get_by_role("link", name="โครงการที่กดสองครั้ง")).to_have_count(1)
    assert Project.objects.filter(revision=revision, name="โครงการที่กดสองครั้ง").count() == 1
    page.go_back()
    expect_heading(page, "เพิ่มโครงการ")
    page.get_by_label("ชื่อโครงการ/หลักสูตร").fill("โครงการที่กดสองครั้ง")
    press(page, "บันทึกโครงการ")
    expect_heading(page, "โครงการ/หลักสูตรการพัฒนา")
    page = live.open(BASE + "check/")
    expect(page.locator("main")).to_contain_text("ชื่อซ้ำกับโครงการที่ ๙")


def test_move_pressed_twice_is_one_decision(live, officer, revision, monkeypatch):
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])
    page = live.open(BASE + "moves/send_to_committee/")
    page.locator("main form").evaluate("form => { form.requestSubmit(); form.requestSubmit() }")
    expect(said(page)).to_contain_text("ส่งให้คณะกรรมการจัดทำแผนพิจารณา")
    assert Decision.objects.filter(revision=revision).count() == 1


def test_saving_while_the_background_saves_is_no_conflict_with_oneself(live, officer):
    page = live.open(BASE + "sections/s1.2/")
    held = []
    page.route("**/autosave/", lambda route: held.append((route, route.fetch())))
    box = page.get_by_label("ข้อความ", exact=True)
    box.fill("ข้อความแรก")
    with page.expect_request("**/autosave/"):
        page.get_by_text("ตัวอย่างตามที่จะพิมพ์").click()  # asks for the text as stored
    box.fill("ข้อความที่พิมพ์ต่อ")
    press(page, "บันทึก")
    expect(page.locator("#save-status")).to_be_visible()
    route, answer = held[0]
    route.fulfill(response=answer)
    expect(said(page)).to_contain_text("บันทึกแล้ว")
    expect(box).to_have_value("ข้อความที่พิมพ์ต่อ")


# Two at once ---------------------------------------------------------------------------------------


def test_two_tabs_of_one_text_are_compared(live, officer):
    first = by_hand(live.open(BASE + "sections/s1.2/"))
    second = by_hand(first.context.new_page())
    second.goto(live.url + BASE + "sections/s1.2/")
    first.get_by_label("ข้อความ", exact=True).fill("ข้อความของแท็บแรก")
    press(first, "บันทึก")
    expect(said(first)).to_contain_text("บันทึกแล้ว")
    second.get_by_label("ข้อความ", exact=True).fill("ข้อความของแท็บที่สอง")
    with second.expect_response(lambda answer: answer.request.method == "POST") as saving:
        press(second, "บันทึก")
    assert saving.value.status == 409
    expect(second.locator("main")).to_contain_text("ข้อความของแท็บแรก")
    expect(second.get_by_label("แก้ไขข้อความนี้แล้วบันทึก")).to_have_value("ข้อความของแท็บที่สอง")
    press(second, "ใช้ข้อความของท่าน")
    expect(said(second)).to_contain_text("บันทึกแล้ว")
    assert Section.objects.filter(code="s1.2", body="ข้อความของแท็บที่สอง").exists()


def test_plan_that_moved_on_answers_409_with_the_text(live, officer, revision):
    page = by_hand(live.open(BASE + "sections/s1.2/"))
    page.get_by_label("ข้อความ", exact=True).fill("ข้อความที่พิมพ์ช้าไป")
    put_in_state(revision, "in_committee")
    with page.expect_response(lambda answer: answer.request.method == "POST") as saving:
        press(page, "บันทึก")
    assert saving.value.status == 409
    expect(page.locator("main")).to_contain_text("ข้อความที่พิมพ์ช้าไป")


# Not one's own ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/plans/NONGKHAI-TOWN/2570/0/", "/plans/SANGKHOM/2570/9/", "/boards/BOARD-43-SAO/"]
)
def test_address_of_others_leads_nowhere(live, officer, address):
    page = live.open(address)
    expect_heading(page, "ไม่พบหน้านี้")


def test_role_that_ended_while_the_page_was_open_loses_no_text(live, officer):
    page = by_hand(live.open(BASE + "sections/s1.2/"))
    page.get_by_label("ข้อความ", exact=True).fill("ข้อความก่อนสิ้นวาระ")
    yesterday = today() - datetime.timedelta(days=1)
    Membership.objects.filter(user=officer, role=Role.HR_OFFICER).update(ended_on=yesterday)
    press(page, "บันทึก")
    expect(page.locator("main")).to_contain_text("ข้อความก่อนสิ้นวาระ")
    live.shot("bad-role-ended")


def test_session_that_ended_while_typing_loses_no_text(live, officer):
    page = live.open(BASE + "projects/new/")
    page.get_by_label("ชื่อโครงการ/หลักสูตร").fill("โครงการที่พิมพ์นาน")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page, "บันทึกโครงการ")
    expect_heading(page, "หมดเวลาการใช้งาน")
    expect(page.locator("main")).to_contain_text("โครงการที่พิมพ์นาน")
    live.shot("bad-session-ended")


def test_form_without_its_key_is_given_back(live, officer):
    page = live.open(BASE + "projects/new/")
    page.get_by_label("ชื่อโครงการ/หลักสูตร").fill("โครงการที่พิมพ์ข้ามวัน")
    # The field, not the cookie: an answer still on its way may bring the cookie back.
    page.locator("input[name=csrfmiddlewaretoken]").evaluate_all(
        "fields => fields.forEach(field => { field.value = 'x'.repeat(64); })"
    )
    press(page, "บันทึกโครงการ")
    expect_heading(page, "หน้านี้เปิดไว้นานเกินไป")
    expect(page.locator("main")).to_contain_text("โครงการที่พิมพ์ข้ามวัน")
