"""What the operator gives, to whom, and what nobody gives to themselves."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from organizations.appointments import (
    APPOINTED,
    Office,
    add_operator,
    appoint,
    boards,
    office,
    office_of,
    resettable,
    search,
)
from organizations.members import add_member, end_membership, warnings_of_ending
from organizations.models import Membership
from organizations.roles import DECIDING_ROLES, SOLE_DECIDING_ROLES, Role
from tests.builders import make_board, make_member, make_organization, make_province, make_user
from tests.organizations.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def operator():
    return make_member(Role.OPERATOR)


@pytest.fixture
def chonburi():
    return make_province("ชลบุรี", "20")


def person(username="somsri", **changes):
    return {
        "username": username,
        "full_name": "นางสมศรี ใจดี",
        "is_new_account": True,
        "position": "",
        "order_number": "12/2567",
        "started_on": TODAY,
    } | changes


def offices(lao):
    return {
        "lao": Office(lao),
        "board": Office(lao.board),
        "province": Office(lao.province),
        "country": Office(None),
    }


GIVEN = {
    "lao": {Role.LAO_ADMIN},
    "board": {Role.BOARD_SECRETARY, Role.BOARD_MEMBER, Role.BOARD_CHAIR},
    "province": {Role.PROVINCE_VIEWER, Role.AUDITOR, Role.OPERATOR},
    "country": {Role.CENTRAL_EDITOR, Role.AUDITOR, Role.OPERATOR},
}


@pytest.mark.parametrize("place", GIVEN)
@pytest.mark.parametrize("role", Role)
def test_each_office_gives_its_own_roles(lao, operator, place, role):
    where = offices(lao)[place]
    if role not in GIVEN[place]:
        with pytest.raises(ValidationError, match="ไม่ได้เป็นผู้ให้บทบาทนี้"):
            appoint(office=where, role=role, by=operator.user, **person())
        return
    added = appoint(office=where, role=role, by=operator.user, **person())
    assert office_of(added.membership).key == where.key
    assert added.membership.user.check_password(added.password)
    assert role in APPOINTED


def test_operator_gives_himself_no_role_that_decides(lao, operator):
    own = person(operator.user.username, is_new_account=False)
    for role in GIVEN["board"]:
        with pytest.raises(ValidationError, match="แก่ตนเองไม่ได้"):
            appoint(office=Office(lao.board), role=role, by=operator.user, **own)
    appoint(office=Office(None), role=Role.AUDITOR, by=operator.user, **own)
    appoint(office=Office(lao), role=Role.LAO_ADMIN, by=operator.user, **own)


@pytest.mark.parametrize("role", sorted(DECIDING_ROLES - {*GIVEN["board"]}))
def test_operator_who_is_also_the_lao_administrator_gives_himself_none_either(lao, operator, role):
    own = person(operator.user.username, is_new_account=False)
    with pytest.raises(ValidationError, match="แก่ตนเองไม่ได้"):
        add_member(organization=lao, role=role, by=operator.user, **own)
    operator.ended_on = TODAY - DAY
    operator.save()
    if role in SOLE_DECIDING_ROLES:
        with pytest.raises(ValidationError, match="แก่ตนเองไม่ได้"):
            add_member(organization=lao, role=role, by=operator.user, **own)
    else:
        assert add_member(organization=lao, role=role, by=operator.user, **own).membership.role == role


def test_last_operator_stays_until_another_is_there(operator):
    with pytest.raises(ValidationError, match="ผู้ดูแลระบบคนสุดท้าย"):
        end_membership(membership=operator, on=TODAY, by=operator.user)
    make_member(Role.OPERATOR, province=make_province())  # of one province alone
    with pytest.raises(ValidationError, match="ผู้ดูแลระบบคนสุดท้าย"):
        end_membership(membership=operator, on=TODAY, by=operator.user)
    add_operator(username="second", full_name="นายสอง")
    end_membership(membership=operator, on=TODAY, by=operator.user)


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.BOARD_CHAIR])
def test_board_without_its_last_officer_is_warned_about(operator, role):
    member = make_member(role)
    make_member(role, board=make_board("pao_board"))  # another board's
    assert "คนสุดท้าย" in str(warnings_of_ending(member)[0])
    make_member(role)
    assert warnings_of_ending(member) == []


@pytest.mark.parametrize("key", ["", "country-", "country-43", "lao-", "lao", "board-SANGKHOM", "moon-1"])
def test_unknown_office_is_none(lao, key):
    assert office(key, scope=None) is None


def test_office_is_found_by_its_key_within_the_operators_province(lao, chonburi):
    for place in offices(lao).values():
        assert office(place.key, scope=None).body == place.body
        assert office(place.key, scope=chonburi) is None
    within = {place.key for place in offices(lao).values() if office(place.key, scope=lao.province)}
    assert within == {place.key for place in offices(lao).values()} - {"country"}


def test_boards_in_use_say_who_is_missing(lao, chonburi):
    idle = make_board(province=chonburi)
    make_member(Role.BOARD_CHAIR, board=lao.board)
    make_member(Role.BOARD_SECRETARY, board=lao.board, ended_on=TODAY - DAY)
    (found,) = boards(scope=None)
    assert (found, found.has_secretary, found.has_chair) == (lao.board, False, True)
    assert idle in boards(scope=None, province="20")
    assert not boards(scope=chonburi).exists()


def test_people_are_found_by_name_in_roles_of_the_operators_alone(lao, operator, chonburi):
    user = make_user("manee", "นางสาวมานี มีใจ")
    board = make_member(Role.BOARD_MEMBER, board=lao.board, user=user)
    make_member(Role.HEAD, lao, user=user)
    make_member(Role.AUDITOR, user=user, ended_on=TODAY - DAY)
    assert list(search("มานี", scope=None)) == [board]
    assert list(search("MANEE", scope=lao.province)) == [board]
    assert not search("มานี", scope=chonburi).exists()


def test_operator_sets_passwords_of_others_but_not_ones_own(lao, operator):
    other = make_member(Role.OPERATOR)
    assert resettable([operator, other], by=operator) == {other.user_id}


def test_operator_of_a_province_opens_nobodys_work_elsewhere(lao, operator, chonburi):
    local = make_member(Role.OPERATOR, province=lao.province)
    own = make_member(Role.LAO_ADMIN, lao)
    both = make_member(Role.LAO_ADMIN, lao)
    make_member(Role.HEAD, make_organization(province=chonburi, units=False), user=both.user)
    national = make_member(Role.BOARD_MEMBER, board=lao.board, user=operator.user)
    past = make_member(Role.BOARD_MEMBER, board=lao.board)
    make_member(Role.AUDITOR, user=past.user, ended_on=TODAY - DAY)
    coming = make_member(Role.BOARD_MEMBER, board=lao.board)
    make_member(
        Role.BOARD_MEMBER, board=make_board(province=chonburi), user=coming.user, started_on=TODAY + DAY
    )
    everybody = [local, own, both, national, past, coming]
    assert resettable(everybody, by=local) == {own.user_id, past.user_id}


def test_account_made_in_a_demonstration_is_a_demonstration(lao, operator):
    type(lao).objects.update(is_demonstration=True)
    added = appoint(office=Office(lao), role=Role.LAO_ADMIN, by=operator.user, **person())
    assert added.membership.user.is_demonstration
    assert Membership.objects.filter(user=added.membership.user).count() == 1
