"""A survey's way from draft to closed, slips that work once, and answers that lead back to nobody."""

import datetime
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from personnel import invitations, surveys
from personnel.frame import Stale
from personnel.models import Survey, SurveyAnswer, SurveyInvitation, SurveyResponse
from personnel.survey_topics import SUBJECTS, own_topic, topic_groups
from tests.builders import make_organization, make_user
from tests.personnel.asking import TOPICS, close, fill_in, make_slips, make_survey
from tests.personnel.staff import make_person, make_post
from thai.dates import frozen_today, today

pytestmark = pytest.mark.django_db
State = Survey.State


@pytest.fixture
def survey():
    return make_survey()


def ratings_of(survey, rating=4):
    return {question.pk: rating for question in survey.questions.all()}


def invitation_of(survey):
    return invitations.find(make_slips(survey)[0])


def answer(survey, invitation):
    return surveys.answer(invitation=invitation, ratings=ratings_of(survey))


# Topics ---------------------------------------------------------------------------------------


def test_topics_come_from_every_catalog():
    groups = topic_groups(2570)
    kinds = {topic.kind for group in groups for topic in group.topics}
    assert kinds == {"subject", "competency", "knowledge", "skill", "digital"}
    values = [topic.value for group in groups for topic in group.topics]
    assert len(values) == len(set(values)) == 21 + 9 + 31 + 7 + len(SUBJECTS)


def test_own_topic_is_known_by_its_words():
    assert own_topic(" การขับรถ  บรรทุกน้ำ ") == own_topic("การขับรถ บรรทุกน้ำ")
    assert own_topic("การขับรถ").code != own_topic("การขับเรือ").code


# Drawing up, opening, closing -------------------------------------------------------------------


def test_draft_is_drawn_up_anew_and_an_open_one_is_not(survey):
    draft = make_survey(state=State.DRAFT)
    values = {"title": "ชื่อใหม่", "introduction": "", "closes_on": None}
    arguments = {
        "organization": draft.organization,
        "first_year": 2570,
        "topics": TOPICS[:2],
        "by": make_user(),
    }
    surveys.draw_up(**arguments, values=values, survey=draft, seen=surveys.survey_seen(draft))
    assert [question.text for question in draft.questions.all()] == [topic.text for topic in TOPICS[:2]]
    with pytest.raises(ValidationError):
        surveys.draw_up(**arguments, values=values, survey=survey, seen=surveys.survey_seen(survey))


def test_draft_that_somebody_else_changed_is_stale():
    draft = make_survey(state=State.DRAFT)
    seen = surveys.survey_seen(draft)
    draft.questions.first().delete()
    with pytest.raises(Stale):
        surveys.draw_up(
            organization=draft.organization,
            first_year=2570,
            values={"title": "ก", "introduction": "", "closes_on": None},
            topics=TOPICS,
            by=make_user(),
            survey=draft,
            seen=seen,
        )


@pytest.mark.parametrize("number", [0, 4, 21])
def test_too_few_or_too_many_questions_are_not_opened(number):
    topics = [own_topic(f"เรื่องที่ {place}") for place in range(number)]
    draft = make_survey(state=State.DRAFT, topics=topics)
    with pytest.raises(ValidationError):
        surveys.open_survey(survey=draft, by=make_user())


@pytest.mark.parametrize("number", [5, 20])
def test_five_to_twenty_questions_are_opened(number):
    topics = [own_topic(f"เรื่องที่ {place}") for place in range(number)]
    draft = make_survey(state=State.DRAFT, topics=topics)
    surveys.open_survey(survey=draft, by=make_user())
    draft.refresh_from_db()
    assert draft.state == State.OPEN


def test_survey_whose_last_day_is_over_is_not_opened():
    draft = make_survey(state=State.DRAFT, closes_on=today() - datetime.timedelta(days=1))
    assert surveys.missing_before_open(draft)


def test_only_an_open_survey_is_closed(survey):
    close(survey)
    with pytest.raises(ValidationError):
        surveys.close_survey(survey=survey, by=make_user())


# Slips ----------------------------------------------------------------------------------------


def test_only_the_hash_of_a_secret_is_kept(survey):
    [secret] = make_slips(survey)
    kept = SurveyInvitation.objects.get()
    assert len(secret) >= 43
    assert kept.secret_hash == invitations.hash_of(secret)
    assert secret not in str(SurveyInvitation.objects.values())
    assert invitations.find(secret) == kept
    assert invitations.find(kept.secret_hash) is None


def test_sheet_asked_for_twice_is_one_sheet_and_the_second_links_work(survey):
    batch, by = uuid.uuid4(), make_user()
    [first] = invitations.issue(survey=survey, batch=batch, slips=1, by=by)
    [second] = invitations.issue(survey=survey, batch=batch, slips=1, by=by)
    assert survey.invitations.count() == 1
    old, new = (slip.address.rstrip("/").rpartition("/")[2] for slip in (first, second))
    assert invitations.find(old) is None
    assert invitations.find(new)


def test_sheet_made_anew_leaves_out_what_was_answered(survey):
    batch, by = uuid.uuid4(), make_user()
    invitations.issue(survey=survey, batch=batch, slips=3, by=by)
    assert answer(survey, survey.invitations.first())
    assert len(invitations.issue(survey=survey, batch=batch, by=by)) == 2
    [sheet] = invitations.sheets(survey)
    assert (sheet.slips, sheet.answered, sheet.open) == (3, 1, 2)


def test_people_get_one_slip_by_name(survey):
    person = make_person(make_post(survey.organization, "3102", "academic.2"), "นางสาวสมใจ ใจดี")
    by = make_user()
    [slip] = invitations.issue(survey=survey, batch=uuid.uuid4(), people=[person], by=by)
    assert slip.label == "นางสาวสมใจ ใจดี"
    assert "<svg" in slip.qr
    assert invitations.issue(survey=survey, batch=uuid.uuid4(), people=[person], by=by) == []
    assert [row.label for row in invitations.not_answered(survey)] == ["นางสาวสมใจ ใจดี"]
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.invitations.create(organization=survey.organization, person=person, secret_hash="a" * 64)


def test_people_without_a_slip_are_those_of_the_staff_list(survey):
    post = make_post(survey.organization, "3102", "academic.2")
    person = make_person(post)
    assert invitations.not_invited(survey) == [(person, post.unit)]
    invitations.issue(survey=survey, batch=uuid.uuid4(), people=[person], by=make_user())
    assert invitations.not_invited(survey) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED])
def test_slips_are_made_only_while_open(state):
    with pytest.raises(ValidationError):
        make_slips(make_survey(state=state))


# Answers --------------------------------------------------------------------------------------


def test_answer_names_neither_person_nor_invitation(survey):
    person = make_person(make_post(survey.organization, "3102", "academic.2"))
    invitations.issue(survey=survey, batch=uuid.uuid4(), people=[person], by=make_user())
    assert answer(survey, survey.invitations.get())
    response = SurveyResponse.objects.get()
    related = {field.related_model for field in SurveyResponse._meta.get_fields() if field.is_relation}
    assert SurveyInvitation not in related
    assert type(person) not in related
    assert response.keyed_by is None
    dated = [f.name for f in SurveyInvitation._meta.fields if f.get_internal_type().startswith("Date")]
    assert dated == []


def test_invitation_is_used_once(survey):
    invitation = invitation_of(survey)
    assert answer(survey, invitation)
    assert not answer(survey, invitation)
    assert survey.responses.count() == 1
    assert SurveyAnswer.objects.count() == 5


def test_answer_with_a_question_of_another_survey_leaves_it_out(survey):
    foreign = make_survey().questions.first()
    surveys.answer(invitation=invitation_of(survey), ratings={foreign.pk: 5, **ratings_of(survey)})
    assert not SurveyAnswer.objects.filter(question=foreign).exists()


def test_last_day_is_a_day_to_answer_and_the_next_is_not():
    day = today() + datetime.timedelta(days=3)
    survey = make_survey(closes_on=day)
    first, second = (invitations.find(secret) for secret in make_slips(survey, 2))
    with frozen_today(day):
        assert answer(survey, first)
    with frozen_today(day + datetime.timedelta(days=1)):
        assert not answer(survey, second)
        fill_in(survey, 5)  # paper that came in is still typed
    assert surveys.received(survey) == surveys.Received(2, 1, 1)


def test_closed_survey_takes_nothing(survey):
    invitation = invitation_of(survey)
    close(survey)
    assert not answer(survey, invitation)
    with pytest.raises(ValidationError):
        fill_in(survey, 5)
    assert survey.responses.count() == 0


def test_only_the_last_own_paper_is_taken_back(survey):
    by, other = make_user(), make_user()
    one, two = (surveys.key_in(survey=survey, ratings=ratings_of(survey), by=by) for _paper in range(2))
    assert not surveys.take_back(survey=survey, response=one.pk, by=by)
    assert not surveys.take_back(survey=survey, response=two.pk, by=other)
    assert surveys.take_back(survey=survey, response=two.pk, by=by)
    assert list(survey.responses.all()) == [one]
    close(survey)
    assert not surveys.take_back(survey=survey, response=one.pk, by=by)


def test_rating_outside_the_scale_is_refused_by_the_database(survey):
    with pytest.raises(IntegrityError), transaction.atomic():
        surveys.answer(invitation=invitation_of(survey), ratings=ratings_of(survey, 6))


def test_lists_count_in_constant_queries(django_assert_num_queries):
    organization = make_organization()
    for _number in range(3):
        fill_in(make_survey(organization), 5)
    with django_assert_num_queries(3):
        rows = surveys.with_counts(organization.surveys.all())
    assert [(invited, answered) for _survey, invited, answered in rows] == [(0, 1)] * 3


PEOPLE = 12


@pytest.mark.django_db(transaction=True)
def test_one_slip_sent_by_many_at_once_gives_one_answer():
    survey = make_survey()
    invitation, start = invitation_of(survey), threading.Barrier(PEOPLE)
    ratings = ratings_of(survey)

    def send(_number: int) -> bool:
        try:
            start.wait(timeout=30)
            return surveys.answer(invitation=invitation, ratings=ratings)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert Counter(pool.map(send, range(PEOPLE))) == {True: 1, False: PEOPLE - 1}
    assert survey.responses.count() == 1
