"""Rules of giving and ending roles."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from organizations.members import (
    add_member,
    end_membership,
    members_of,
    new_password,
    reset_password,
    resettable,
    warnings_of_ending,
)
from organizations.models import Membership, User
from organizations.roles import BOARD_ROLES, LAO_ROLES, NATIONAL_ROLES, PROVINCE_ROLES, Role
from tests.builders import make_board, make_member, make_organization, make_user
from tests.organizations.conftest import TODAY

DAY = datetime.timedelta(days=1)


def add(admin, **changes):
    wanted = {
        "username": "somsri",
        "full_name": "นางสมศรี ใจดี",
        "is_new_account": True,
        "role": Role.HR_OFFICER,
        "position": "นักทรัพยากรบุคคลชำนาญการ",
        "order_number": "12/2567",
        "started_on": TODAY,
    }
    return add_member(organization=admin.organization, by=admin.user, **(wanted | changes))


def test_new_account_gets_a_role_and_a_password_that_serves_once(admin):
    added = add(admin)
    user = User.objects.get(username="somsri")
    assert added.membership.role == Role.HR_OFFICER
    assert added.membership.organization == admin.organization
    assert user.check_password(added.password)
    assert user.password_is_temporary


def test_existing_account_gets_a_role_and_keeps_its_password(admin):
    user = make_user("somsri")
    before = user.password
    added = add(admin, username="SomSri", is_new_account=False)
    user.refresh_from_db()
    assert (added.password, added.membership.user, user.password) == ("", user, before)


def test_unknown_account_is_refused(admin):
    with pytest.raises(ValidationError, match="ไม่พบบัญชีชื่อนี้"):
        add(admin, is_new_account=False)


def test_taken_name_is_refused_for_a_new_account_whatever_its_case(admin):
    make_user("somsri")
    with pytest.raises(ValidationError, match="มีผู้ใช้ชื่อนี้แล้ว"):
        add(admin, username="SOMSRI")


def test_new_account_needs_a_full_name(admin):
    with pytest.raises(ValidationError, match="ชื่อ - สกุล"):
        add(admin, full_name="")


def test_role_held_already_is_refused_and_leaves_no_account(admin):
    add(admin)
    with pytest.raises(ValidationError, match="มีบทบาทนี้อยู่แล้ว"):
        add(admin, is_new_account=False)
    assert Membership.objects.filter(user__username="somsri").count() == 1


@pytest.mark.parametrize("role", sorted(BOARD_ROLES | PROVINCE_ROLES | NATIONAL_ROLES))
def test_roles_of_boards_and_of_the_country_cannot_be_given(admin, role):
    with pytest.raises(ValidationError, match="ไม่ใช่บทบาทในองค์กรปกครองส่วนท้องถิ่น"):
        add(admin, role=role)
    assert not User.objects.filter(username="somsri").exists()


@pytest.mark.parametrize("role", sorted(LAO_ROLES))
def test_every_role_of_an_lao_can_be_given(admin, role):
    assert add(admin, role=role).membership.role == role


def test_passwords_given_differ_and_are_long():
    passwords = {new_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(len(password) == 19 for password in passwords)


def test_ended_role_keeps_its_dates(admin, deputy):
    member = make_member(Role.HR_OFFICER, admin.organization)
    end_membership(membership=member, on=TODAY, by=admin.user)
    member.refresh_from_db()
    assert member.ended_on == TODAY
    assert member.is_active_on(TODAY)
    assert not member.is_active_on(TODAY + DAY)


def test_end_before_start_is_refused(admin, deputy):
    member = make_member(Role.HR_OFFICER, admin.organization, started_on=TODAY)
    with pytest.raises(ValidationError, match="วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่ม"):
        end_membership(membership=member, on=TODAY - DAY, by=admin.user)


def test_role_that_is_over_cannot_be_ended_again(admin):
    member = make_member(Role.HR_OFFICER, admin.organization, ended_on=TODAY - DAY)
    with pytest.raises(ValidationError, match="สิ้นสุดไปแล้ว"):
        end_membership(membership=member, on=TODAY, by=admin.user)


def test_last_administrator_stays(admin):
    with pytest.raises(ValidationError, match="ผู้ดูแลสมาชิกคนสุดท้าย"):
        end_membership(membership=admin, on=TODAY, by=admin.user)
    admin.refresh_from_db()
    assert admin.ended_on is None


@pytest.mark.parametrize(
    "other",
    [
        {"ended_on": TODAY},
        {"started_on": TODAY + DAY},
        {"ended_on": TODAY - DAY},
    ],
)
def test_administrator_who_ends_or_only_begins_later_does_not_count(admin, other):
    make_member(Role.LAO_ADMIN, admin.organization, **other)
    with pytest.raises(ValidationError, match="ผู้ดูแลสมาชิกคนสุดท้าย"):
        end_membership(membership=admin, on=TODAY, by=admin.user)


def test_administrator_may_leave_when_another_stays(admin, deputy):
    make_member(Role.LAO_ADMIN, admin.organization)
    end_membership(membership=admin, on=TODAY, by=admin.user)
    admin.refresh_from_db()
    assert admin.ended_on == TODAY


def test_last_officer_of_personnel_work_is_warned_about_but_may_end(admin, deputy):
    member = make_member(Role.HR_OFFICER, admin.organization)
    assert "คนสุดท้าย" in str(warnings_of_ending(member)[0])
    end_membership(membership=member, on=TODAY, by=admin.user)
    make_member(Role.HR_OFFICER, admin.organization)
    assert warnings_of_ending(member) == []


def test_members_are_grouped_by_today(admin):
    coming = make_member(Role.HEAD, admin.organization, started_on=TODAY + DAY)
    ended = make_member(Role.STAFF, admin.organization, ended_on=TODAY - DAY)
    last_day = make_member(Role.HR_OFFICER, admin.organization, ended_on=TODAY)
    groups = members_of(admin.organization)
    assert groups.current == [last_day, admin]
    assert groups.coming == [coming]
    assert groups.ended == [ended]


def test_password_is_set_anew_and_must_be_changed(admin):
    member = make_member(Role.STAFF, admin.organization)
    done = reset_password(membership=member, by=admin.user)
    member.user.refresh_from_db()
    assert member.user.check_password(done.password)
    assert member.user.password_is_temporary


def test_password_of_someone_who_also_works_elsewhere_is_not_the_administrators(admin):
    own = make_member(Role.STAFF, admin.organization)
    boards = make_member(
        Role.BOARD_SECRETARY, board=make_board(), user=make_member(Role.STAFF, admin.organization).user
    )
    neighbours = make_member(
        Role.STAFF, make_organization(units=False), user=make_member(Role.HEAD, admin.organization).user
    )
    future = make_member(
        Role.OPERATOR, started_on=TODAY + DAY, user=make_member(Role.HR_OFFICER, admin.organization).user
    )
    super_user = make_member(Role.COMMITTEE_MEMBER, admin.organization).user
    User.objects.filter(pk=super_user.pk).update(is_superuser=True)
    gone = make_member(Role.STAFF, admin.organization, ended_on=TODAY - DAY)

    assert resettable(admin.organization) == {own.user_id, admin.user_id}
    assert {boards.user_id, neighbours.user_id, future.user_id, gone.user_id}.isdisjoint(
        resettable(admin.organization)
    )
