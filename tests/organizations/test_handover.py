"""Roles pass on in one step, acting ends by itself, and an LAO always keeps two people."""

import datetime
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from organizations.handover import hand_over, may_read_sheet
from organizations.holders import expiring, holders_on
from organizations.members import add_member, end_membership
from organizations.models import Membership
from organizations.roles import Role
from tests.builders import make_member, make_organization, make_plan, make_user
from tests.organizations.conftest import TODAY

DAY = datetime.timedelta(days=1)
PEOPLE = 20


def person(**changes):
    wanted = {
        "username": "somsri",
        "full_name": "นางสมศรี ใจดี",
        "is_new_account": True,
        "position": "นักทรัพยากรบุคคลชำนาญการ",
        "order_number": "12/2567",
        "started_on": TODAY,
    }
    return wanted | changes


@pytest.fixture
def officer(admin):
    return make_member(Role.HR_OFFICER, admin.organization)


# Two holders --------------------------------------------------------------------------------------


def test_last_but_one_holder_stays_and_it_is_said_whom_to_appoint(admin, officer):
    with pytest.raises(ValidationError, match="โปรดเพิ่มเจ้าหน้าที่ผู้รับผิดชอบงานบุคคลหรือผู้ดูแลสมาชิกอีกคนก่อน"):
        end_membership(membership=officer, on=TODAY, by=admin.user)
    officer.refresh_from_db()
    assert officer.ended_on is None


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.COMMITTEE_SECRETARY, Role.COMMITTEE_ASSISTANT])
def test_holder_may_leave_when_two_others_stay(admin, officer, role):
    make_member(role, admin.organization)
    end_membership(membership=officer, on=TODAY, by=admin.user)
    assert len(holders_on(admin.organization, TODAY + DAY)) == 2


@pytest.mark.parametrize(
    "other", [{"ended_on": TODAY}, {"started_on": TODAY + 2 * DAY}, {"ended_on": TODAY - DAY}]
)
def test_holder_who_is_not_there_on_the_day_after_does_not_count(admin, officer, other):
    make_member(Role.HR_OFFICER, admin.organization, **other)
    with pytest.raises(ValidationError, match="อย่างน้อย 2 คน"):
        end_membership(membership=officer, on=TODAY, by=admin.user)


def test_one_person_in_two_roles_counts_once(admin, officer):
    make_member(Role.COMMITTEE_SECRETARY, admin.organization, user=admin.user)
    with pytest.raises(ValidationError, match="อย่างน้อย 2 คน"):
        end_membership(membership=officer, on=TODAY, by=admin.user)


def test_second_role_of_one_person_may_end(admin, officer):
    second = make_member(Role.COMMITTEE_SECRETARY, admin.organization, user=officer.user)
    end_membership(membership=second, on=TODAY, by=admin.user)
    assert Membership.objects.get(pk=second.pk).ended_on == TODAY


def test_account_that_cannot_sign_in_does_not_count(admin, officer):
    other = make_member(Role.HR_OFFICER, admin.organization)
    other.user.is_active = False
    other.user.save()
    with pytest.raises(ValidationError, match="อย่างน้อย 2 คน"):
        end_membership(membership=officer, on=TODAY, by=admin.user)


def test_role_that_holds_nothing_ends_without_a_word(admin):
    staff = make_member(Role.STAFF, admin.organization)
    end_membership(membership=staff, on=TODAY, by=admin.user)
    assert Membership.objects.get(pk=staff.pk).ended_on == TODAY


def test_last_officer_stays_while_a_plan_is_under_way(admin, officer):
    make_member(Role.COMMITTEE_SECRETARY, admin.organization)
    make_plan(admin.organization)
    with pytest.raises(ValidationError, match="มีแผนที่ยังดำเนินการอยู่ 1 แผน"):
        end_membership(membership=officer, on=TODAY, by=admin.user)
    make_member(Role.HR_OFFICER, admin.organization)
    end_membership(membership=officer, on=TODAY, by=admin.user)


def test_end_in_sight_is_told_of_from_thirty_days_before(admin, officer):
    officer.ended_on = TODAY + 31 * DAY
    officer.save()
    assert expiring(admin.organization) == []
    officer.ended_on = TODAY + 30 * DAY
    officer.save()
    [row] = expiring(admin.organization)
    assert row.membership == officer
    assert "1 คน" in row.lacks


def test_end_that_leaves_enough_people_lacks_nothing(admin, officer):
    make_member(Role.HR_OFFICER, admin.organization)
    officer.ended_on = TODAY + DAY
    officer.save()
    assert [row.lacks for row in expiring(admin.organization)] == [""]


# Handing over -------------------------------------------------------------------------------------


def test_role_ends_on_one_day_and_begins_on_the_next(admin, officer):
    added = hand_over(membership=officer, by=admin.user, **person(started_on=TODAY + 5 * DAY))
    officer.refresh_from_db()
    assert officer.ended_on == TODAY + 4 * DAY
    assert (added.membership.role, added.membership.started_on) == (Role.HR_OFFICER, TODAY + 5 * DAY)
    assert added.membership.order_number == "12/2567"
    assert added.password


def test_last_administrator_may_hand_over(admin, officer):
    added = hand_over(membership=admin, by=admin.user, **person())
    admin.refresh_from_db()
    assert (admin.ended_on, added.membership.role) == (TODAY - DAY, Role.LAO_ADMIN)


def test_somebody_who_holds_the_role_takes_the_work_on_in_it(admin, officer):
    colleague = make_member(Role.HR_OFFICER, admin.organization, user=make_user("somsri"))
    added = hand_over(membership=officer, by=admin.user, **person(is_new_account=False))
    assert added.membership == colleague
    assert Membership.objects.filter(organization=admin.organization, role=Role.HR_OFFICER).count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"order_number": ""}, "กรุณากรอกเลขที่คำสั่ง"),
        ({"is_new_account": False, "username": "nobody"}, "ไม่พบบัญชีชื่อนี้"),
        ({"started_on": datetime.date(2020, 10, 1)}, "ต้องอยู่หลังวันที่ผู้ส่งมอบเริ่ม"),
    ],
)
def test_hand_over_that_cannot_be_changes_nothing(admin, officer, changes, said):
    with pytest.raises(ValidationError, match=said):
        hand_over(membership=officer, by=admin.user, **person(**changes))
    officer.refresh_from_db()
    assert officer.ended_on is None
    assert Membership.objects.count() == 2


def test_nobody_hands_over_to_himself(admin, officer):
    with pytest.raises(ValidationError):
        hand_over(
            membership=officer,
            by=admin.user,
            **person(is_new_account=False, username=officer.user.username),
        )
    officer.refresh_from_db()
    assert officer.ended_on is None


@pytest.mark.parametrize("role", [Role.HEAD, Role.COMMITTEE_CHAIR])
def test_administrator_gives_himself_no_deciding_role_by_handing_it_over(admin, role):
    member = make_member(role, admin.organization)
    with pytest.raises(ValidationError, match="แก่ตนเองไม่ได้"):
        hand_over(
            membership=member, by=admin.user, **person(is_new_account=False, username=admin.user.username)
        )


def test_role_that_is_over_is_not_handed_over(admin):
    gone = make_member(Role.HR_OFFICER, admin.organization, ended_on=TODAY - DAY)
    with pytest.raises(ValidationError, match="สิ้นสุดไปแล้ว"):
        hand_over(membership=gone, by=admin.user, **person())


# Acting appointments ------------------------------------------------------------------------------


def acting(admin, **changes):
    wanted = person(role=Role.HEAD, is_acting=True, acting_for="นายก", ended_on=TODAY + 30 * DAY)
    return add_member(organization=admin.organization, by=admin.user, **(wanted | changes))


def test_acting_ends_by_itself(admin):
    member = acting(admin).membership
    assert member.is_active_on(TODAY + 30 * DAY)
    assert not member.is_active_on(TODAY + 31 * DAY)
    assert member.acting_words == "รักษาราชการแทนนายก"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ended_on": None}, "ต้องมีวันสิ้นสุด"),
        ({"ended_on": TODAY + 367 * DAY}, "ไม่เกิน 1 ปี"),
        ({"order_number": ""}, "เลขที่คำสั่งให้รักษาราชการแทน"),
    ],
)
def test_acting_has_an_end_within_a_year_and_an_order(admin, changes, said):
    with pytest.raises(ValidationError, match=said):
        acting(admin, **changes)
    assert not Membership.objects.filter(role=Role.HEAD).exists()


def test_acting_is_renewed_by_a_new_order_alone(admin):
    first = acting(admin).membership
    with pytest.raises(ValidationError, match="คำสั่งใหม่เท่านั้น"):
        end_membership(membership=first, on=TODAY + 60 * DAY, by=admin.user)
    again = {
        "is_new_account": False,
        "started_on": TODAY + 31 * DAY,
        "ended_on": TODAY + 60 * DAY,
    }
    with pytest.raises(ValidationError, match="การต่ออายุต้องมีคำสั่งใหม่"):
        acting(admin, **again)
    assert acting(admin, **again, order_number="99/2567").membership.ended_on == TODAY + 60 * DAY


def test_acting_does_not_lie_over_a_role_of_ones_own(admin):
    acting(admin)
    with pytest.raises(ValidationError, match="มีบทบาทนี้อยู่แล้ว"):
        acting(admin, is_new_account=False, order_number="13/2567")


# Pages --------------------------------------------------------------------------------------------


def address(name, member):
    return reverse(f"organizations:{name}", args=[member.organization.code, member.pk])


def test_work_is_handed_over_on_one_page(admin, officer, sign_in):
    client = sign_in(admin)
    page = client.get(address("member_hand_over", officer)).content.decode()
    assert address("handover_sheet", officer) in page
    typed = {
        "account": "new",
        "username": "somsri",
        "full_name": "นางสมศรี ใจดี",
        "position": "นักทรัพยากรบุคคล",
        "order_number": "12/2567",
        "started_on_day": "2",
        "started_on_month": "10",
        "started_on_year": "2567",
    }
    answer = client.post(address("member_hand_over", officer), typed)
    assert "one-time" in answer.content.decode()
    officer.refresh_from_db()
    assert officer.ended_on == TODAY
    taken = Membership.objects.get(user__username="somsri")
    assert (taken.role, taken.started_on) == (Role.HR_OFFICER, TODAY + DAY)


def test_members_page_says_what_expires(admin, officer, sign_in):
    officer.ended_on = TODAY + 10 * DAY
    officer.save()
    page = sign_in(admin).get(reverse("organizations:members", args=[admin.organization.code]))
    assert "จะสิ้นสุดในวันที่ 11 ตุลาคม 2567" in page.content.decode()


def test_sheet_is_read_by_those_whom_it_concerns(admin, officer):
    lao = admin.organization
    colleague = make_member(Role.HR_OFFICER, lao)
    head = make_member(Role.HEAD, lao)
    other = make_member(Role.HR_OFFICER, make_organization(units=False))
    staff = make_member(Role.STAFF, lao)
    readers = [
        member
        for member in (admin, officer, colleague, head, other, staff)
        if may_read_sheet(officer, member)
    ]
    assert readers == [admin, officer, colleague, head]


# At once ------------------------------------------------------------------------------------------


def at_once(act, count=PEOPLE) -> Counter:
    start = threading.Barrier(count)

    def one(number: int) -> str:
        try:
            start.wait(timeout=30)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return Counter(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_people_who_end_each_other_at_once_leave_two():
    lao = make_organization(units=False)
    members = [make_member(Role.LAO_ADMIN, lao) for _number in range(PEOPLE)]

    def end_the_next(number: int) -> str:
        try:
            end_membership(
                membership=Membership.objects.get(pk=members[(number + 1) % PEOPLE].pk),
                on=TODAY,
                by=members[number].user,
            )
        except ValidationError:
            return "refused"
        return "ended"

    found = at_once(end_the_next)
    assert found == {"ended": PEOPLE - 2, "refused": 2}
    assert len(holders_on(lao, TODAY + DAY)) == 2


@pytest.mark.django_db(transaction=True)
def test_role_handed_over_by_twenty_at_once_passes_once():
    lao = make_organization(units=False)
    admin = make_member(Role.LAO_ADMIN, lao)
    officer = make_member(Role.HR_OFFICER, lao)

    def pass_on(number: int) -> str:
        try:
            hand_over(
                membership=Membership.objects.get(pk=officer.pk),
                by=admin.user,
                **person(username=f"next{number}"),
            )
        except ValidationError:
            return "refused"
        return "done"

    assert at_once(pass_on) == {"done": 1, "refused": PEOPLE - 1}
    assert Membership.objects.filter(organization=lao, role=Role.HR_OFFICER).count() == 2
