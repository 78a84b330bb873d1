"""Assess: who may, what is asked, one answer at a time, and when it counts."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.roles import Role
from personnel.assessing import (
    SELF,
    SUPERVISOR,
    Level,
    Sent,
    Sheet,
    answer,
    assessor_of,
    may_see_all,
    person_of,
    post_of,
    reopen,
    send,
    tasks_of,
)
from personnel.gaps import coverage
from personnel.models import Assessment, EmploymentKind, Holding, PostRequirement, Score
from personnel.profile import Profile
from tests.builders import make_member, make_organization, make_user
from tests.personnel.staff import FIRST_YEAR, assess, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def boss(organization):
    return make_person(make_post(organization, "2101", "directing.1"), user=make_user())


@pytest.fixture
def person(organization, boss):
    return make_person(make_post(organization, "3102", "academic.2"), user=make_user(), supervisor=boss)


def sheet_of(person, assessor=SELF):
    return Sheet(person, FIRST_YEAR, assessor)


def everything(sheet, level=3):
    return dict.fromkeys(sheet.required, level)


# Who ------------------------------------------------------------------------------------------


def test_people_assess_themselves_and_supervisors_their_direct_subordinates(organization, person, boss):
    top = make_person(make_post(organization, "1101", "executive.1"), user=make_user())
    boss.supervisor = top
    boss.save()
    assert assessor_of(person, person.user) == SELF
    assert assessor_of(person, boss.user) == SUPERVISOR
    assert assessor_of(person, top.user) is None
    assert assessor_of(boss, person.user) is None
    assert assessor_of(person, make_user()) is None


def test_people_without_account_or_supervisor_are_nobodys(organization):
    alone = make_person(make_post(organization))
    assert assessor_of(alone, make_user()) is None


@pytest.mark.parametrize("role", list(Role))
def test_officer_alone_sees_everybody(role):
    assert may_see_all(make_member(role)) == (role == Role.HR_OFFICER)
    assert not may_see_all(None)


def test_account_belongs_to_a_person_of_one_organization(person):
    assert person_of(person.organization, person.user) == person
    assert person_of(make_organization(), person.user) is None


# What -----------------------------------------------------------------------------------------


def test_sheet_asks_what_the_post_requires_in_parts(person):
    sheet = sheet_of(person)
    assert [group.part for group in sheet.groups] == ["core", "digital"]
    assert (sheet.total, sheet.answered, sheet.is_sent) == (12, 0, False)
    assert sheet.progress == "ตอบแล้ว 0 จาก 12 ข้อ"
    assert not Assessment.objects.exists()  # looking stores nothing


def test_post_is_the_one_held_in_the_frame_of_the_cycle(organization, person):
    assert post_of(person, FIRST_YEAR) == person.holdings.get().post
    Holding.objects.filter(person=person).update(ended_on=datetime.date(2020, 1, 1))
    assert post_of(person, FIRST_YEAR) is None
    assert sheet_of(person).total == 0
    elected = make_person(make_post(organization, kind=EmploymentKind.ELECTED))
    assert post_of(elected, FIRST_YEAR) is None


def test_levels_have_words():
    assert [level.value for level in Level] == [1, 2, 3, 4, 5]
    assert len({level.label for level in Level}) == 5


# Answering ------------------------------------------------------------------------------------


def test_answers_are_kept_one_by_one_and_changed(person):
    sheet = sheet_of(person)
    answer(sheet, {("competency", "c1"): 2}, by=person.user)
    answer(sheet, {("competency", "c1"): 4, ("digital", "d1"): 1}, by=person.user)
    assert sheet.answered == 2
    assert sheet_of(person).scores == {("competency", "c1"): 4, ("digital", "d1"): 1}
    assert coverage(person.organization, FIRST_YEAR).assessed == 0


def test_what_is_not_asked_is_refused(person):
    with pytest.raises(ValidationError, match="x1"):
        answer(sheet_of(person), {("competency", "x1"): 2}, by=person.user)
    assert not Score.objects.exists()


def test_sending_needs_every_answer(person):
    sheet = sheet_of(person)
    with pytest.raises(ValidationError, match="11 ข้อ"):
        send(sheet, {("competency", "c1"): 2}, by=person.user)
    send(sheet_of(person), everything(sheet), by=person.user)
    assert sheet_of(person).is_sent
    assert coverage(person.organization, FIRST_YEAR).assessed == 1


def test_what_was_sent_is_closed_until_it_is_opened_again(person):
    sheet = sheet_of(person)
    send(sheet, everything(sheet), by=person.user)
    for act in (answer, send):
        with pytest.raises(Sent, match="เจ้าหน้าที่งานบุคคล"):
            act(sheet_of(person), {("competency", "c1"): 5}, by=person.user)
    reopen(Assessment.objects.get(), by=make_user())
    assert coverage(person.organization, FIRST_YEAR).assessed == 0
    again = sheet_of(person)
    assert again.answered == again.total  # the answers are still there
    send(again, {("competency", "c1"): 5}, by=person.user)
    assert sheet_of(person).scores["competency", "c1"] == 5


def test_answer_to_what_is_no_longer_asked_does_not_count(person):
    sheet = sheet_of(person)
    answer(sheet, everything(sheet), by=person.user)
    PostRequirement.objects.create(
        organization=person.organization,
        post=sheet.post,
        item_kind="digital",
        item_code="d7",
        required=None,
    )
    assert (sheet_of(person).answered, sheet_of(person).total) == (11, 11)


def test_both_assessments_stand_beside_each_other(person, boss):
    own, superior = sheet_of(person), sheet_of(person, SUPERVISOR)
    send(own, everything(own, 4), by=person.user)
    send(superior, everything(superior, 2), by=boss.user)
    assert {row.assessor: row.assessed_by for row in Assessment.objects.all()} == {
        SELF: person.user,
        SUPERVISOR: boss.user,
    }


# Tasks ----------------------------------------------------------------------------------------


def test_tasks_are_oneself_and_direct_subordinates_with_a_post(organization, person, boss):
    gone = make_person(make_post(organization), supervisor=boss)
    gone.left_on = datetime.date(2020, 1, 1)
    gone.save()
    make_person(make_post(organization), supervisor=person)
    assess(person, {"c1": 2}, assessor=SUPERVISOR)
    assess(person, {"c1": 2}, sent_at=None)
    tasks = tasks_of(boss, FIRST_YEAR)
    assert [(task.person, task.assessor) for task in tasks] == [(boss, SELF), (person, SUPERVISOR)]
    assert [(task.is_begun, task.is_sent) for task in tasks] == [(False, False), (False, True)]
    assert tasks_of(person, FIRST_YEAR)[0].is_begun


def test_queries_of_tasks_do_not_grow_with_subordinates(
    organization, person, boss, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as few:
        tasks_of(boss, FIRST_YEAR)
    for _number in range(5):
        make_person(make_post(organization), supervisor=boss)
    with django_assert_num_queries(len(few)):
        assert len(tasks_of(boss, FIRST_YEAR)) == 7


# What was assessed ----------------------------------------------------------------------------


def measures(person):
    parts = Profile(person, FIRST_YEAR).parts
    return {measure.item.code: measure for _part, found in parts for measure in found}


def test_profile_shows_what_was_sent_and_what_is_lacking(person):
    assess(person, {"c1": 2, "c2": 5})
    assess(person, {"c1": 1}, assessor=SUPERVISOR)
    found = measures(person)
    assert (found["c1"].own, found["c1"].superior, found["c1"].assessed, found["c1"].gap) == (2, 1, 1, 2)
    assert found["c1"].words == Level(1).label
    assert (found["c2"].assessed, found["c2"].gap) == (5, 0)
    assert (found["c3"].assessed, found["c3"].gap, found["c3"].words) == (None, None, "")
    assert Profile(person, FIRST_YEAR).gap == 2


def test_profile_hides_what_was_not_sent(person):
    assess(person, {"c1": 2}, sent_at=None)
    assert measures(person)["c1"].own is None
