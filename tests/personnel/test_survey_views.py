"""Pages of a survey: what the officer does, and what a person sees behind a slip."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.roles import Role
from personnel.models import Survey, SurveyInvitation, SurveyResponse
from tests.builders import client_of, make_member, make_organization
from tests.personnel.asking import TOPICS, close, fill_in, make_slips, make_survey
from tests.personnel.staff import make_person, make_post

pytestmark = pytest.mark.django_db
State = Survey.State


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def officer(organization):
    return client_of(make_member(Role.HR_OFFICER, organization))


@pytest.fixture
def reader(organization):
    return client_of(make_member(Role.COMMITTEE_MEMBER, organization))


@pytest.fixture
def survey(organization):
    return make_survey(organization)


def at(name, survey, *args):
    return reverse(f"personnel:{name}", args=[survey.organization.code, survey.pk, *args])


def public(secret):
    return reverse("personnel:survey_answer", args=[secret])


def rated(survey, rating=4, **more):
    return {f"q{question.pk}": rating for question in survey.questions.all()} | more


def text(response):
    return response.content.decode()


# Drawing up -----------------------------------------------------------------------------------


def test_survey_is_built_from_catalogs_and_own_words(officer, organization):
    address = reverse("personnel:survey_create", args=[organization.code])
    page = officer.get(address)
    assert "ความรู้เรื่องกฎหมาย" in text(page)
    filled = {
        "first_year": page.context["form"]["first_year"].value(),
        "title": "แบบสำรวจ",
        "topics_0": ["subject:s02"],
        "topics_1": ["competency:c1", "competency:c4"],
        "own_topics": "การขับรถบรรทุกน้ำ\n\nการขับรถบรรทุกน้ำ\n",
    }
    assert officer.post(address, filled).status_code == 302
    survey = Survey.objects.get()
    keys = [(row.item_kind, row.text) for row in survey.questions.all()]
    assert keys[-1] == ("topic", "การขับรถบรรทุกน้ำ")
    assert [kind for kind, _text in keys] == ["subject", "competency", "competency", "topic"]
    assert "ต้องมีตั้งแต่ 5 ถึง 20 หัวข้อ" in text(officer.get(at("survey", survey)))


def test_twenty_one_topics_are_refused(officer, organization):
    address = reverse("personnel:survey_create", args=[organization.code])
    own = "\n".join(f"เรื่องที่ {number}" for number in range(21))
    response = officer.post(address, {"first_year": 2570, "title": "ก", "own_topics": own})
    assert response.status_code == 422
    assert "21 หัวข้อ" in text(response)


def test_draft_shows_what_was_chosen_and_is_changed(officer, organization):
    survey = make_survey(organization, State.DRAFT)
    page = officer.get(at("survey_edit", survey))
    assert "การขับรถบรรทุกน้ำ" in text(page)
    assert re.search(r'value="knowledge:k02"[^>]*checked', text(page))
    seen = re.search(r'name="seen" value="(\w+)"', text(page))[1]
    changed = {"title": "ชื่อใหม่", "topics_0": ["subject:s01"], "own_topics": "", "seen": seen}
    assert officer.post(at("survey_edit", survey), changed).status_code == 302
    assert [row.item_code for row in survey.questions.all()] == ["s01"]
    assert officer.post(at("survey_edit", survey), {**changed, "title": "ช้าไป"}).status_code == 409


def test_open_survey_changes_only_its_last_day(officer, survey):
    page = officer.get(at("survey_edit", survey))
    assert "own_topics" not in text(page)
    seen = re.search(r'name="seen" value="(\w+)"', text(page))[1]
    day = {"closes_on_day": "30", "closes_on_month": "9", "closes_on_year": "2600"}
    assert (
        officer.post(at("survey_edit", survey), {**day, "seen": seen, "introduction": "ใหม่"}).status_code
        == 302
    )
    survey.refresh_from_db()
    assert survey.closes_on.year == 2057
    assert survey.introduction == "ใหม่"
    assert survey.questions.count() == len(TOPICS)
    assert officer.get(at("survey_edit", close(survey))).status_code == 404


def test_survey_is_opened_and_closed_by_post_alone(officer, organization):
    survey = make_survey(organization, State.DRAFT)
    assert officer.get(at("survey_open", survey)).url == at("survey", survey)
    survey.refresh_from_db()
    assert survey.state == State.DRAFT
    assert officer.post(at("survey_open", survey)).status_code == 302
    assert officer.get(at("survey_close", survey)).status_code == 200
    survey.refresh_from_db()
    assert survey.state == State.OPEN
    officer.post(at("survey_close", survey))
    survey.refresh_from_db()
    assert survey.state == State.CLOSED


def test_survey_that_may_not_be_opened_says_why(officer, organization):
    survey = make_survey(organization, State.DRAFT, topics=TOPICS[:2])
    response = officer.post(at("survey_open", survey), follow=True)
    assert "แบบสำรวจมี 2 หัวข้อ" in text(response)


# Slips ----------------------------------------------------------------------------------------


def test_sheet_shows_links_once_and_is_kept_out_of_caches(officer, survey):
    filled = {"manner": "anonymous", "slips": "๓", "batch": uuid.uuid4()}
    sheet = officer.post(at("survey_slips", survey), filled)
    secrets = re.findall(r"/surveys/([\w-]{43})/", text(sheet))
    assert len(secrets) == 3
    assert text(sheet).count("<svg") == 3
    assert "no-store" in sheet["Cache-Control"]
    again = officer.get(at("survey_slips", survey))
    assert not re.search(r"/surveys/[\w-]{43}/", text(again))
    assert Client().get(public(secrets[0])).status_code == 200


def test_same_form_sent_twice_gives_one_sheet(officer, survey):
    filled = {"manner": "anonymous", "slips": "2", "batch": uuid.uuid4()}
    officer.post(at("survey_slips", survey), filled)
    officer.post(at("survey_slips", survey), filled)
    assert SurveyInvitation.objects.count() == 2


def test_slips_by_name_go_to_a_department(officer, survey, organization):
    first, second, _third = organization.units.all()
    make_person(make_post(organization, unit=first), "นายหนึ่ง ทดสอบ")
    make_person(make_post(organization, unit=second), "นายสอง ทดสอบ")
    filled = {"manner": "named", "units": [second.pk], "batch": uuid.uuid4()}
    sheet = text(officer.post(at("survey_slips", survey), filled))
    assert "นายสอง ทดสอบ" in sheet
    assert "นายหนึ่ง ทดสอบ" not in sheet
    assert "นายสอง ทดสอบ" in text(officer.get(at("survey_slips", survey)))


def test_slips_without_a_number_are_asked_back(officer, survey):
    response = officer.post(at("survey_slips", survey), {"manner": "anonymous", "batch": uuid.uuid4()})
    assert response.status_code == 422
    assert "กรุณากรอกจำนวนบัตร" in text(response)


def test_lost_sheet_is_made_anew_after_asking(officer, survey):
    [secret] = make_slips(survey)
    address = at("survey_slips_again", survey, survey.invitations.get().batch)
    assert "ใช่หรือไม่" in text(officer.get(address))
    assert Client().get(public(secret)).status_code == 200
    assert re.search(r"/surveys/[\w-]{43}/", text(officer.post(address)))
    assert Client().get(public(secret)).status_code == 404
    assert officer.get(at("survey_slips_again", survey, uuid.uuid4())).status_code == 404


# The answer -----------------------------------------------------------------------------------


def test_answer_needs_no_account_and_opening_changes_nothing(survey):
    [secret] = make_slips(survey)
    visitor = Client()
    page = visitor.get(public(secret))
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert not survey.responses.exists()
    response = visitor.post(public(secret), rated(survey), follow=True)
    assert "ได้รับคำตอบแล้ว ขอบคุณ" in text(response)
    assert survey.responses.count() == 1


def test_second_answer_of_a_slip_does_not_count(survey):
    [secret] = make_slips(survey)
    for _click in range(2):
        assert "ขอบคุณ" in text(Client().post(public(secret), rated(survey), follow=True))
    assert survey.responses.count() == 1


def test_left_out_topics_are_asked_about_once(survey):
    [secret] = make_slips(survey)
    some = dict(list(rated(survey).items())[:3])
    page = Client().post(public(secret), some)
    assert "ยังไม่ได้ตอบข้อ 4, 5" in text(page)
    assert re.search(r'name="q\d+" value="4"[^>]*checked', text(page))
    assert not survey.responses.exists()
    Client().post(public(secret), {**some, "leave_out": "on"})
    assert survey.responses.get().answers.count() == 3


def test_empty_answer_is_not_taken(survey):
    [secret] = make_slips(survey)
    assert "กรุณาตอบอย่างน้อยหนึ่งข้อ" in text(Client().post(public(secret), {"leave_out": "on"}))
    assert not SurveyInvitation.objects.get().is_answered


@pytest.mark.parametrize("rating", ["0", "6", "ก", "-1"])
def test_rating_that_is_none_is_refused(survey, rating):
    [secret] = make_slips(survey)
    Client().post(public(secret), rated(survey, rating, leave_out="on"))
    assert not survey.responses.exists()


def test_department_of_another_body_is_refused(survey):
    [secret] = make_slips(survey)
    foreign = make_organization().units.first()
    Client().post(public(secret), rated(survey, unit=foreign.pk))
    assert not survey.responses.exists()
    Client().post(public(secret), rated(survey, unit=survey.organization.units.first().pk))
    assert survey.responses.get().unit == survey.organization.units.first()


@pytest.mark.parametrize("secret", ["x", "a" * 43, "ก" * 20])
def test_wrong_link_gets_a_plain_page(secret):
    response = Client().get(f"/surveys/{secret}/")
    assert response.status_code == 404
    assert "ไม่พบแบบสำรวจของลิงก์นี้" in text(response)


def test_closed_survey_says_so(survey):
    [secret] = make_slips(survey)
    close(survey)
    assert "ปิดรับคำตอบแล้ว" in text(Client().get(public(secret)))
    assert "ปิดรับคำตอบแล้ว" in text(Client().post(public(secret), rated(survey)))
    assert not survey.responses.exists()


def test_secret_is_not_logged(survey, caplog):
    [secret] = make_slips(survey)
    Client().post(public(secret), {})
    Client().post(public(secret), rated(survey))
    Client().get(public(secret))
    assert secret not in caplog.text


# Paper ----------------------------------------------------------------------------------------


def test_paper_is_typed_in_either_digits(officer, survey):
    page = officer.post(
        at("survey_key_in", survey), rated(survey, "๕", suggestion="ขอเรียนกฎหมาย"), follow=True
    )
    assert "บันทึกฉบับที่ 1 แล้ว" in text(page)
    assert {answer.rating for answer in survey.responses.get().answers.all()} == {5}
    last = page.context["last"]
    officer.post(at("survey_take_back", survey, last.pk))
    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize("rating", ["", "6", "0", "ก"])
def test_paper_without_a_rating_is_refused(officer, survey, rating):
    assert officer.post(at("survey_key_in", survey), rated(survey, rating)).status_code == 422
    assert not survey.responses.exists()


def test_paper_double_click_counts_once(officer, survey):
    page = text(officer.get(at("survey_key_in", survey)))
    filled = rated(survey, 3, form_key=re.search(r'name="form_key" value="([\w-]+)"', page)[1])
    officer.post(at("survey_key_in", survey), filled)
    officer.post(at("survey_key_in", survey), filled)
    assert survey.responses.count() == 1


def test_questionnaire_for_paper_has_every_topic(officer, survey):
    page = text(officer.get(at("survey_paper", survey)))
    assert all(topic.text in page for topic in TOPICS)


# Results --------------------------------------------------------------------------------------


def test_results_show_only_after_closing(reader, survey):
    for _answer in range(5):
        fill_in(survey, 5, 4, 3, 2, 1)
    assert "5.00" not in text(reader.get(at("survey_results", survey)))
    page = text(reader.get(at("survey_results", close(survey))))
    assert "5.00" in page
    assert "มากที่สุด" in page


def test_few_answers_are_said_to_be_few(reader, survey):
    for unit in survey.organization.units.all():
        fill_in(survey, 5, unit=unit)
    page = reader.get(at("survey_results", close(survey)))
    assert "น้อยกว่า 5 คน" in text(page)
    assert page.context["units"] == []


def test_small_department_is_not_shown_even_when_asked_for(reader, survey):
    large, small, _third = survey.organization.units.all()
    for _answer in range(6):
        fill_in(survey, 5, unit=large)
    fill_in(survey, 1, unit=small)
    address = at("survey_results", close(survey))
    for unit in (small, large):  # the large one would show the small one as the difference
        assert reader.get(f"{address}?unit={unit.pk}").context["unit"] is None


def test_list_takes_as_many_queries_with_one_survey_as_with_five(officer, organization):
    address = reverse("personnel:surveys", args=[organization.code])
    make_survey(organization)
    officer.get(address)
    with CaptureQueriesContext(connection) as one:
        officer.get(address)
    for _number in range(4):
        make_survey(organization)
    with CaptureQueriesContext(connection) as five:
        officer.get(address)
    assert len(five) == len(one)


# Whose ----------------------------------------------------------------------------------------

NAMES = ("survey", "survey_results", "survey_slips", "survey_key_in", "survey_paper", "survey_edit")


@pytest.mark.parametrize("name", NAMES)
def test_survey_of_another_body_is_not_found(survey, name):
    stranger = client_of(make_member(Role.HR_OFFICER))
    assert stranger.get(at(name, survey)).status_code == 404
    own = make_organization()
    officer = client_of(make_member(Role.HR_OFFICER, own))
    address = reverse(f"personnel:{name}", args=[own.code, survey.pk])
    assert officer.get(address).status_code == 404


@pytest.mark.parametrize("name", NAMES[2:])
def test_readers_do_not_write(reader, survey, name):
    assert reader.get(at(name, survey)).status_code == 404
