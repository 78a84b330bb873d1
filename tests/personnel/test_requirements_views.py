"""The pages on which an LAO says what its posts require."""

import pytest
from django.urls import reverse

from competencies.models import Competency, PositionLine
from organizations.roles import Role
from personnel.choosing import level_choice, line_choice, post_choice
from personnel.levels import proposed
from personnel.models import EmploymentKind, OfficialLineCompetency
from personnel.requirements import required_of
from tests.builders import client_of, make_member, make_organization
from tests.personnel.staff import FIRST_YEAR, make_post
from thai.dates import frozen_today
from thai.fiscal import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    """A day on which the cycle of the tests is the one being planned."""
    with frozen_today(Cycle(FIRST_YEAR).submit_by):
        yield


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def post(organization):
    return make_post(organization, "3102", "academic.2")


@pytest.fixture
def officer(organization):
    return client_of(make_member(Role.HR_OFFICER, organization))


def at(name, organization, *args):
    return reverse(f"personnel:{name}", args=[organization.code, *args])


def seen(client, address):
    return client.get(address).context["seen"]


# Lines ----------------------------------------------------------------------------------------


def test_overview_counts_what_is_chosen_and_what_is_missing(organization, post, officer):
    make_post(organization, "2101")
    make_post(organization)
    page = officer.get(at("requirements", organization)).content.decode()
    assert "0 จากอย่างน้อย 3" in page
    assert "ต้องเลือกให้ครบ" in page
    assert "แนะนำให้เลือก" in page  # of those who direct
    assert "มี 1 สายงาน" in page
    assert "อีก 1 ตำแหน่งไม่มีสายงาน" in page
    assert "ข้อ ๑๐ (๓)" in page
    assert "ค่าตั้งต้นของระบบ ปรับได้" in page


def test_overview_without_a_staff_list_says_what_to_do(organization, officer):
    assert "ยังไม่มีตำแหน่งที่มีสายงาน" in officer.get(at("requirements", organization)).content.decode()


def test_line_is_chosen_and_required(organization, post, officer):
    address = at("line", organization, "3102")
    data = {
        "seen": seen(officer, address),
        "competencies": ["l06", "l11", "l15"],
        "knowledge": ["k15"],
        "skills": ["sk8"],
    }
    page = officer.post(address, data, follow=True).content.decode()
    assert "3 จากอย่างน้อย 3" in page
    assert "ต้องเลือกให้ครบ" not in page
    required = required_of([post], FIRST_YEAR)[post.pk]
    chosen = {("competency", "l06"), ("competency", "l11"), ("competency", "l15")}
    assert chosen | {("knowledge", "k15"), ("skill", "sk8")} <= set(required)
    officer.post(address, {"seen": seen(officer, address), "competencies": ["l01"]})
    assert line_choice(organization, post.line) == {("competency", "l01")}


def test_saving_leads_to_the_next_line_that_lacks_competencies(organization, post, officer):
    make_post(organization, "4101")
    address = at("line", organization, "3102")
    chosen = {"competencies": ["l06", "l11", "l15"], "next": "yes"}
    answer = officer.post(address, {"seen": seen(officer, address)} | chosen)
    assert answer.url == at("line", organization, "4101")
    answer = officer.post(answer.url, {"seen": seen(officer, answer.url)} | chosen)
    assert answer.url == at("requirements", organization)


def test_unknown_code_is_refused(organization, post, officer):
    address = at("line", organization, "3102")
    answer = officer.post(address, {"seen": seen(officer, address), "competencies": ["c1", "nonsense"]})
    assert answer.status_code == 422
    assert not line_choice(organization, post.line)


def test_stale_choice_is_not_saved_over_anothers(organization, post, officer):
    address = at("line", organization, "3102")
    first = seen(officer, address)
    officer.post(address, {"seen": first, "competencies": ["l01"]})
    answer = officer.post(address, {"seen": first, "competencies": ["l02"]})
    assert answer.status_code == 409
    assert line_choice(organization, post.line) == {("competency", "l01")}
    officer.post(address, {"seen": answer.context["seen"], "competencies": ["l02"]})
    assert line_choice(organization, post.line) == {("competency", "l02")}


def test_official_table_is_shown_and_not_asked(organization, post, officer):
    address = at("line", organization, "3102")
    officer.post(address, {"seen": seen(officer, address), "competencies": ["l01"]})
    OfficialLineCompetency.objects.create(
        line=post.line, competency=Competency.objects.get(code="l22"), source="บัญชีทดสอบ"
    )
    page = officer.get(address)
    assert "competencies" not in page.context["form"].fields
    assert "บัญชีทางการ" in page.content.decode()
    officer.post(address, {"seen": seen(officer, address), "knowledge": ["k01"]})
    assert line_choice(organization, post.line) == {("competency", "l01"), ("knowledge", "k01")}
    assert "1 ตามบัญชีทางการ" in officer.get(at("requirements", organization)).content.decode()


def test_line_without_a_post_has_no_page(organization, post, officer):
    assert officer.get(at("line", organization, "4101")).status_code == 404


# Levels ---------------------------------------------------------------------------------------


def levels(form):
    return {name: field.initial for name, field in form.fields.items()}


def test_levels_are_ours_until_the_organization_saves_its_own(organization, post, officer):
    address = at("levels", organization)
    page = officer.get(address)
    assert "ค่าตั้งต้นของระบบ ปรับได้" in page.content.decode()
    data = {**levels(page.context["form"]), "seen": page.context["seen"], "academic.2-competency": "5"}
    officer.post(address, data)
    assert required_of([post], FIRST_YEAR)[post.pk]["competency", "c1"] == 5
    assert len(level_choice(organization)) == len(proposed())
    assert "ค่าที่หน่วยงานกำหนดเอง" in officer.get(address).content.decode()


def test_levels_return_to_the_proposal(organization, post, officer):
    address = at("levels", organization)
    page = officer.get(address)
    officer.post(
        address, {**levels(page.context["form"]), "seen": page.context["seen"], "academic.2-digital": "5"}
    )
    page = officer.get(address)
    data = {**levels(page.context["form"]), "seen": page.context["seen"], "action": "proposed"}
    officer.post(address, data)
    assert level_choice(organization) == {}
    assert required_of([post], FIRST_YEAR)[post.pk]["digital", "d1"] == proposed()["academic.2", "digital"]


@pytest.mark.parametrize("value", ["", "0", "6", "x"])
def test_levels_outside_the_scale_are_refused(organization, officer, value):
    address = at("levels", organization)
    page = officer.get(address)
    data = {**levels(page.context["form"]), "seen": page.context["seen"], "general.1-skill": value}
    assert officer.post(address, data).status_code == 422
    assert level_choice(organization) == {}


# Posts ----------------------------------------------------------------------------------------


def test_post_is_set_apart_and_put_back(organization, post, officer):
    address = at("post_requirements", organization, post.pk)
    page = officer.get(address)
    assert "ตามเกณฑ์ (ระดับ 3)" in page.content.decode()
    assert "ตามเกณฑ์ (ไม่กำหนด)" in page.content.decode()
    data = {"seen": page.context["seen"], "competency-c1": "5", "digital-d7": "0", "knowledge-k02": "4"}
    officer.post(address, data)
    required = required_of([post], FIRST_YEAR)[post.pk]
    assert (required["competency", "c1"], required["knowledge", "k02"]) == (5, 4)
    assert ("digital", "d7") not in required
    again = officer.get(address)
    assert again.context["form"]["digital-d7"].value() == "0"
    officer.post(address, {"seen": again.context["seen"]})
    assert post_choice(post) == {}


def test_post_outside_the_counts_has_no_requirements(organization, officer):
    elected = make_post(organization, kind=EmploymentKind.ELECTED)
    assert officer.get(at("post_requirements", organization, elected.pk)).status_code == 404


# Whose pages ----------------------------------------------------------------------------------


def test_readers_read_and_do_not_write(organization, post):
    head = client_of(make_member(Role.HEAD, organization))
    assert head.get(at("requirements", organization)).status_code == 200
    for name, args in [("line", ["3102"]), ("levels", []), ("post_requirements", [post.pk])]:
        assert head.get(at(name, organization, *args)).status_code == 404
        assert head.post(at(name, organization, *args)).status_code == 404


def test_choices_stay_in_their_organization(post, officer):
    other = make_organization()
    assert officer.get(at("requirements", other)).status_code == 404
    foreign = make_post(other, "3102")
    assert officer.get(at("post_requirements", post.organization, foreign.pk)).status_code == 404
    assert PositionLine.objects.filter(code="3102").exists()
