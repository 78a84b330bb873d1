"""Assessing on a phone, in a real browser: how many steps it takes, what happens without a network, and without a script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from competencies.models import Competency, PositionLine
from organizations.roles import Role
from personnel.cycles import planning_cycle
from personnel.models import Assessment, EmploymentKind, LineCompetency, LineItem, Score
from tests.builders import make_member, make_organization
from tests.live import broken_rules, fits
from tests.personnel.staff import assess, make_person, make_post

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
CODES = [*(f"competency-c{n}" for n in range(1, 6)), *(f"competency-l0{n}" for n in range(1, 4))]
CODES += ["knowledge-k02", *(f"digital-d{n}" for n in range(1, 8))]


@pytest.fixture
def organization(live):
    organization = make_organization(code="ASSESS", name="ลองประเมิน")
    line = PositionLine.objects.get(code="3102")
    for code in ("l01", "l02", "l03"):
        competency = Competency.objects.get(code=code)
        LineCompetency.objects.create(organization=organization, line=line, competency=competency)
    LineItem.objects.create(organization=organization, line=line, item_kind="knowledge", item_code="k02")
    return organization


@pytest.fixture
def year():
    return planning_cycle().first


@pytest.fixture
def person(organization, year):
    member = make_member(Role.STAFF, organization)
    post = make_post(organization, "3102", "academic.2", first_year=year)
    return make_person(post, "นางสาวสมใจ ใจดี", user=member.user)


def form_of(person, year, assessor="self"):
    return reverse("personnel:assessment_form", args=[person.organization.code, person.pk, year, assessor])


def test_staff_member_finishes_the_own_assessment_on_a_phone(live, person):
    live.page.set_viewport_size(PHONE)
    live.sign_in(person.user)
    page, steps = live.open(reverse("personnel:my_assessments", args=[person.organization.code])), 0
    live.shot("my-assessments-360")
    assert fits(page)
    page.click("text=เริ่มประเมิน")
    steps += 1
    expect(page.locator("#save-status")).to_be_attached()
    assert fits(page)
    live.shot("assessment-form-360")
    for number, code in enumerate(CODES, start=1):
        choice = page.locator(f"label.level:has([name='{code}'][value='3'])")
        assert choice.bounding_box()["height"] >= 44
        choice.click()
        steps += 1
        expect(page.locator("#save-status")).to_have_text(f"ตอบแล้ว {number} จาก 16 ข้อ")
    expect(page.locator("button[value=save]")).to_be_hidden()
    live.shot("assessment-answered-360")
    page.click("text=ส่งแบบประเมิน")
    steps += 1
    expect(page.locator("[role=status]").first).to_contain_text("ส่งแบบประเมินของ นางสาวสมใจ ใจดี แล้ว")
    assert Assessment.objects.get(person=person).sent_at
    # One to begin, one an item, one to send: at ten seconds for reading each item, three minutes.
    assert steps == len(CODES) + 2 == 18
    page.click("text=ดูผลการประเมิน")
    expect(page.locator("h1")).to_have_text("นางสาวสมใจ ใจดี")
    assert fits(page)
    live.shot("assessment-360")


def test_answers_wait_for_the_network_and_are_sent_with_the_form(live, person, year):
    live.page.set_viewport_size(PHONE)
    live.sign_in(person.user)
    live.page.clock.install()
    page = live.open(form_of(person, year))
    page.route("**/answer/", lambda route: route.abort())
    page.check("[name='competency-c1'][value='4']")
    expect(page.locator("#save-status")).to_contain_text("ยังไม่ได้บันทึก")
    page.unroute("**/answer/")
    page.clock.fast_forward(11_000)
    expect(page.locator("#save-status")).to_have_text("ตอบแล้ว 1 จาก 16 ข้อ")
    page.route("**/answer/", lambda route: route.abort())
    page.check("[name='competency-c2'][value='2']")
    page.click("text=ส่งแบบประเมิน")
    expect(page.locator("#error-summary")).to_contain_text("กรุณาเลือกระดับ")
    assert set(Score.objects.filter(assessment__person=person).values_list("item_code", "level")) == {
        ("c1", 4),
        ("c2", 2),
    }


def test_form_works_without_a_script(live, person, year, browser):
    live.sign_in(person.user)
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(live.page.context.cookies())
    page = context.new_page()
    page.goto(live.url + form_of(person, year))
    page.check("[name='competency-c1'][value='4']")
    page.click("text=บันทึกไว้ก่อน")
    expect(page.locator("#save-status")).to_have_text("ตอบแล้ว 1 จาก 16 ข้อ")
    expect(page.locator("[name='competency-c1'][value='4']")).to_be_checked()
    context.close()


def test_officer_reads_the_matrix_and_one_person_beside_it(live, organization, person, year):
    for number in range(12):
        kind = EmploymentKind.HIRED_GENERAL if number % 3 == 0 else EmploymentKind.CIVIL
        line = "" if kind == EmploymentKind.HIRED_GENERAL else ("1101", "4101")[number % 2]
        other = make_person(make_post(organization, line, kind=kind, first_year=year))
        if number % 4:
            levels = {f"c{n}": (number + n) % 5 + 1 for n in range(1, 6)}
            assess(other, levels | {f"x{n}": 2 for n in range(1, 5)}, first_year=year)
    assess(person, {"c1": 1, "c2": 3, "digital:d1": 2}, first_year=year)
    live.sign_in(make_member(Role.HR_OFFICER, organization).user)
    page = live.open(reverse("personnel:assessments", args=[organization.code]))
    expect(page.locator(".lead")).to_contain_text("ประเมินแล้ว 10 จาก 13 คน")
    live.shot("matrix-1280")
    page.click("text=นางสาวสมใจ ใจดี")
    expect(page.locator("dialog h1")).to_have_text("นางสาวสมใจ ใจดี")
    expect(page.locator("dialog .gap-2").first).to_have_text("▼2")
    live.shot("matrix-drawer-1280")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.set_viewport_size(PHONE)
    assert fits(page)
    live.shot("matrix-360")


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible_and_fit(live, organization, person, year, width):
    assess(person, {"c1": 1}, first_year=year)
    officer = make_member(Role.HR_OFFICER, organization).user
    code, post = organization.code, person.holdings.get().post.pk
    boss = make_person(make_post(organization, "2101", first_year=year), user=officer)
    person.supervisor = boss
    person.save()
    live.sign_in(officer)
    live.page.set_viewport_size({"width": width, "height": 900})
    pages = {
        "requirements": reverse("personnel:requirements", args=[code]),
        "requirements-line": reverse("personnel:line", args=[code, "3102"]),
        "requirements-levels": reverse("personnel:levels", args=[code]),
        "requirements-post": reverse("personnel:post_requirements", args=[code, post]),
        "assessments": reverse("personnel:assessments", args=[code]),
        "assessment": reverse("personnel:assessment", args=[code, person.pk, year]),
        "assessment-form": form_of(person, year, "supervisor"),
        "assessment-reopen": reverse("personnel:assessment_reopen", args=[code, person.pk, year, "self"]),
        "my-assessments": reverse("personnel:my_assessments", args=[code]),
    }
    for name, address in pages.items():
        page = live.open(address)
        live.shot(f"{name}-{width}")
        assert broken_rules(page) == [], name
        assert fits(page), name
