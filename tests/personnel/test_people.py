"""People take posts, act in others and leave; one post, one holder, one post of a holder."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from personnel.models import GroupOverride, Holding, Person, PersonnelGroup
from personnel.people import (
    hold,
    leave_post,
    override_group,
    put_newcomer,
    withdraw_override,
)
from tests.builders import make_organization, make_user
from tests.personnel.lists import make_frame, make_held, make_person, make_post

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 1)


@pytest.fixture
def by():
    return make_user()


@pytest.fixture
def frame():
    return make_frame()


def test_held_post_is_not_given_again(frame, by):
    post, holder = make_held(frame)
    with pytest.raises(ValidationError, match=str(holder)):
        hold(post=post, person=make_person(frame.organization), started_on=DAY, by=by)


def test_post_is_given_again_after_its_holder_left(frame, by):
    post, holder = make_held(frame)
    leave_post(holding=post.holdings.get(), on=datetime.date(2026, 9, 30), leaves_organization=False, by=by)
    hold(post=post, person=make_person(frame.organization), started_on=DAY, by=by)
    assert post.holdings.count() == 2


def test_somebody_who_moves_leaves_the_old_post_the_day_before(frame, by):
    post, person = make_held(frame)
    hold(post=make_post(frame), person=person, started_on=DAY, by=by)
    assert post.holdings.get().ended_on == datetime.date(2026, 9, 30)


def test_moving_needs_a_day(frame, by):
    _post, person = make_held(frame)
    with pytest.raises(ValidationError) as refusal:
        hold(post=make_post(frame), person=person, started_on=None, by=by)
    assert "started_on" in refusal.value.error_dict


def test_moving_before_the_old_post_began_is_refused(frame, by):
    _post, person = make_held(frame, started_on=DAY)
    with pytest.raises(ValidationError, match="ไม่ก่อน"):
        hold(post=make_post(frame), person=person, started_on=DAY, by=by)


def test_one_may_act_beside_the_own_post_and_beside_its_holder(frame, by):
    post, person = make_held(frame)
    other, _holder = make_held(frame)
    hold(post=other, person=person, started_on=DAY, is_acting=True, by=by)
    assert post.holdings.get().ended_on is None
    with pytest.raises(ValidationError, match="อยู่แล้ว"):
        hold(post=other, person=person, started_on=DAY, is_acting=True, by=by)


def test_abolished_post_and_departed_person_are_refused(frame, by):
    post, person = make_held(frame)
    leave_post(holding=post.holdings.get(), on=DAY, leaves_organization=True, by=by)
    person.refresh_from_db()
    with pytest.raises(ValidationError, match="พ้นจากหน่วยงาน"):
        hold(post=make_post(frame), person=person, started_on=DAY, by=by)
    post.abolished_on = DAY
    post.save()
    with pytest.raises(ValidationError, match="ยุบเลิก"):
        hold(post=post, person=make_person(frame.organization), started_on=DAY, by=by)


def test_somebody_of_another_organization_is_a_mistake_of_the_caller(frame, by):
    with pytest.raises(ValueError, match="one organization"):
        hold(post=make_post(frame), person=make_person(make_organization()), started_on=DAY, by=by)


def test_newcomer_and_holding_are_made_both_or_neither(frame, by):
    post, _holder = make_held(frame)
    people = Person.objects.count()
    with pytest.raises(ValidationError):
        put_newcomer(post=post, values={"full_name": "นายใหม่ มาแล้ว"}, started_on=DAY, by=by)
    assert Person.objects.count() == people


def test_leaving_ends_everything_and_what_was_to_come_never_begins(frame, by):
    post, person = make_held(frame)
    hold(post=make_post(frame), person=person, started_on=None, is_acting=True, by=by)
    later = make_post(frame)
    hold(post=later, person=person, started_on=datetime.date(2027, 4, 1), is_acting=True, by=by)
    leave_post(holding=post.holdings.get(), on=datetime.date(2027, 3, 31), leaves_organization=True, by=by)
    assert set(Holding.objects.values_list("ended_on", flat=True)) == {datetime.date(2027, 3, 31)}
    assert not later.holdings.exists()
    person.refresh_from_db()
    assert person.left_on == datetime.date(2027, 3, 31)


def test_leaving_before_the_first_day_is_refused(frame, by):
    post, _person = make_held(frame, started_on=DAY)
    with pytest.raises(ValidationError, match="ไม่ก่อน"):
        leave_post(holding=post.holdings.get(), on=datetime.date(2026, 9, 1), leaves_organization=True, by=by)


def test_later_override_takes_the_place_and_can_be_withdrawn(frame, by):
    _post, person = make_held(frame)
    for code in ("g3", "g1"):
        group = PersonnelGroup.objects.get(code=code)
        override_group(person=person, year=2570, group=group, reason=code, by=by)
    assert [(row.group.code, row.reason) for row in GroupOverride.objects.all()] == [("g1", "g1")]
    withdraw_override(person=person, year=2570, by=by)
    assert not GroupOverride.objects.exists()
