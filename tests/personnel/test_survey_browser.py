"""The survey in a real browser: answered on a phone, typed from paper by keyboard, slips that fit the paper."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from organizations.roles import Role
from personnel import needs, swot
from personnel.models import Survey
from personnel.need_sources import WISHED
from personnel.survey_results import results
from tests.builders import make_member, make_organization, make_user
from tests.live import broken_rules, fits
from tests.personnel.asking import FIRST_YEAR, close, fill_in, make_slips, make_survey
from tests.personnel.staff import assess, make_person, make_post

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture
def organization(live):
    return make_organization(code="ASK", name="ลองสำรวจ")


@pytest.fixture
def survey(organization):
    return make_survey(organization)


@pytest.fixture
def officer(live, organization):
    member = make_member(Role.HR_OFFICER, organization)
    live.sign_in(member.user)
    return member


def at(name, organization, *args):
    return reverse(f"personnel:{name}", args=[organization.code, *args])


def test_slip_is_answered_on_a_phone_by_one_touch_a_topic(live, survey):
    [secret] = make_slips(survey)
    live.page.set_viewport_size(PHONE)
    page = live.open(reverse("personnel:survey_answer", args=[secret]))
    assert fits(page)
    assert broken_rules(page) == []
    live.shot("survey-answer-360")
    boxes = page.locator(".rating label", has_text=re.compile("^4"))
    assert boxes.count() == 5
    for place in range(4):
        size = boxes.nth(place).bounding_box()
        assert min(size["width"], size["height"]) >= 44
        boxes.nth(place).click()
    page.click("text=ส่งคำตอบ")
    expect(page.locator("#error-summary")).to_contain_text("ยังไม่ได้ตอบข้อ 5")
    live.shot("survey-answer-left-out-360")
    assert fits(page)
    boxes.nth(4).click()
    page.click("text=ส่งคำตอบ")
    expect(page.locator("h1")).to_have_text("ได้รับคำตอบแล้ว ขอบคุณ")
    live.shot("survey-answered-360")
    assert survey.responses.get().answers.count() == 5


def test_slip_is_answered_without_a_script_and_by_keyboard(live, survey, browser):
    [secret] = make_slips(survey)
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="th-TH")
    page = context.new_page()
    page.goto(live.url + reverse("personnel:survey_answer", args=[secret]))
    page.locator(".rating input").first.focus()
    for _topic in range(5):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    page.click("text=ส่งคำตอบ")
    expect(page.locator("h1")).to_have_text("ได้รับคำตอบแล้ว ขอบคุณ")
    context.close()
    assert survey.responses.count() == 1


def test_paper_is_typed_by_digits_alone(live, survey, organization, officer):
    page = live.open(at("survey_key_in", organization, survey.pk))
    expect(page.locator("[data-rating]").first).to_be_focused()
    for digits in ("54321", "๔๔๔๔๔"):
        page.keyboard.type(digits)
        page.keyboard.press("Enter")
        expect(page.locator("[data-rating]").first).to_have_value("")
        expect(page.locator("[data-rating]").first).to_be_focused()
    live.shot("survey-key-in-1280")
    answers = [[a.rating for a in row.answers.all()] for row in survey.responses.all()]
    assert answers == [[5, 4, 3, 2, 1], [4, 4, 4, 4, 4]]
    page.click("text=ลบฉบับล่าสุดที่ท่านกรอก")
    expect(page.locator("[role=status]").first).to_contain_text("ลบฉบับที่กรอกล่าสุดแล้ว")
    assert survey.responses.count() == 1


def test_topics_are_counted_while_they_are_chosen(live, organization, officer):
    page = live.open(at("survey_create", organization))
    page.locator(".topics input").first.check()
    page.fill("#id_own_topics", "เรื่องหนึ่ง\n\nเรื่องสอง")
    expect(page.locator("#topics-count")).to_have_text("เลือกแล้ว 3 หัวข้อ")
    live.shot("survey-form-1280")


def test_sheet_of_slips_prints_several_on_a_page(live, survey, organization, officer, tmp_path):
    page = live.open(at("survey_slips", organization, survey.pk))
    page.check("input[value=anonymous]")
    page.fill("#id_slips", "12")
    page.click("text=ออกบัตรและแสดงหน้าพิมพ์")
    expect(page.locator(".slip")).to_have_count(12)
    live.shot("survey-sheet-1280")
    page.pdf(path=str(tmp_path / "slips.pdf"), format="A4")
    assert b"%PDF" in (tmp_path / "slips.pdf").read_bytes()[:8]
    page.set_viewport_size(PHONE)
    assert fits(page)


def filled(organization, survey):
    """Something on every page: results, proposals, ranks, SWOT."""
    for number in range(8):
        person = make_person(make_post(organization, "3102", "academic.2"))
        assess(person, {"c1": 1 + number % 3, "c4": 2, "digital:d1": 1 + number % 2})
        fill_in(
            survey,
            5,
            4,
            3 + number % 2,
            2,
            None if number else 4,
            suggestion="ขอเรียนเรื่องพัสดุ" if not number else "",
        )
    close(survey)
    needs.propose(organization, FIRST_YEAR)
    keys = needs.undecided(organization, FIRST_YEAR)
    needs.decide(
        organization=organization, first_year=FIRST_YEAR, needs=keys[:4], state="confirmed", by=make_user()
    )
    needs.decide(
        organization=organization, first_year=FIRST_YEAR, needs=keys[4:5], state="declined", by=make_user()
    )
    swot.save_swot(
        organization=organization,
        first_year=FIRST_YEAR,
        quadrants=swot.STARTER,
        seen=swot.swot_seen(swot.of_cycle(organization, FIRST_YEAR)),
        by=make_user(),
    )


def test_pages_fit_a_phone_and_keep_the_rules(live, survey, organization, officer):
    draft = make_survey(organization, Survey.State.DRAFT)
    opened = make_survey(organization)
    filled(organization, survey)
    assert any(row.reading in WISHED for row in results(survey))
    addresses = {
        "surveys": at("surveys", organization),
        "survey-draft": at("survey", organization, draft.pk),
        "survey-open": at("survey", organization, opened.pk),
        "survey-edit": at("survey_edit", organization, draft.pk),
        "survey-slips": at("survey_slips", organization, opened.pk),
        "survey-paper": at("survey_paper", organization, opened.pk),
        "survey-key-in": at("survey_key_in", organization, opened.pk),
        "survey-close": at("survey_close", organization, opened.pk),
        "survey-results": at("survey_results", organization, survey.pk),
        "needs": at("needs", organization, FIRST_YEAR),
        "need-create": at("need_create", organization, FIRST_YEAR),
        "swot": at("swot", organization, FIRST_YEAR),
    }
    for name, address in addresses.items():
        for size, width in ((DESK, "1280"), (PHONE, "360")):
            live.page.set_viewport_size(size)
            page = live.open(address)
            live.shot(f"{name}-{width}")
            assert fits(page), name
        assert broken_rules(page) == [], name


def test_proposals_become_ranked_needs(live, survey, organization, officer):
    filled(organization, survey)
    page = live.open(at("needs", organization, FIRST_YEAR))
    page.click("text=ยืนยันทั้งหมด")
    expect(page.locator("#waiting")).to_have_count(0)
    boxes = page.locator(".need-place input")
    count = boxes.count()
    for place in range(count):
        boxes.nth(place).fill(str(count - place))
    page.click("text=บันทึกลำดับ")
    expect(page.locator("[role=status]").first).to_contain_text("บันทึกลำดับความสำคัญแล้ว")
    live.shot("needs-ranked-1280")
    assert [row.rank for row in needs.confirmed(organization, FIRST_YEAR)] == list(range(1, count + 1))
