"""Pages of members: for the administrator of that organization alone, and each form counts once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import Membership, User
from organizations.roles import LAO_ROLES, Role
from tests.builders import make_member, make_organization
from tests.organizations.conftest import TODAY

TYPED = {
    "account": "new",
    "username": "somsri",
    "full_name": "นางสมศรี ใจดี",
    "role": "hr_officer",
    "position": "นักทรัพยากรบุคคล",
    "order_number": "๑๒/๒๕๖๗",
    "started_on_day": "1",
    "started_on_month": "ต.ค.",
    "started_on_year": "๒๕๖๗",
}


def addresses(lao, member):
    return [
        reverse("organizations:members", args=[lao.code]),
        reverse("organizations:member_add", args=[lao.code]),
        reverse("organizations:member_end", args=[lao.code, member.pk]),
        reverse("organizations:member_password", args=[lao.code, member.pk]),
    ]


def key_of(page) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def member(lao):
    return make_member(Role.HR_OFFICER, lao)


def test_administrator_opens_every_page(lao, admin, member, sign_in):
    client = sign_in(admin)
    assert [client.get(address).status_code for address in addresses(lao, member)] == [200] * 4


@pytest.mark.parametrize(
    "role", [role for role in Role if role != Role.LAO_ADMIN], ids=lambda role: role.value
)
def test_other_roles_find_nothing(lao, member, sign_in, role):
    client = sign_in(make_member(role, lao if role in LAO_ROLES else None))
    assert {client.get(address).status_code for address in addresses(lao, member)} == {404}
    assert {client.post(address, TYPED).status_code for address in addresses(lao, member)} == {404}


def test_administrator_of_another_lao_finds_nothing(lao, member, sign_in):
    client = sign_in(make_member(Role.LAO_ADMIN, make_organization(units=False)))
    assert {client.get(address).status_code for address in addresses(lao, member)} == {404}


def test_member_of_another_lao_is_not_found_under_ones_own_address(lao, admin, sign_in):
    foreign = make_member(Role.HR_OFFICER, make_organization(units=False))
    client = sign_in(admin)
    for address in addresses(lao, foreign)[2:]:
        assert client.get(address).status_code == 404
        assert (
            client.post(
                address, {"ended_on_day": "1", "ended_on_month": "10", "ended_on_year": "2567"}
            ).status_code
            == 404
        )
    foreign.refresh_from_db()
    assert foreign.ended_on is None


def test_visitor_is_asked_to_sign_in(lao, member, client):
    for address in addresses(lao, member):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_new_member_is_added_and_the_password_is_shown_once(lao, admin, sign_in):
    client = sign_in(admin)
    address = reverse("organizations:member_add", args=[lao.code])
    typed = {**TYPED, "form_key": key_of(client.get(address))}

    shown = client.post(address, typed)
    password = re.findall(r'class="one-time">([^<]+)<', shown.content.decode())[1]
    again = client.post(address, typed)

    user = User.objects.get(username="somsri")
    assert user.check_password(password)
    assert shown["Cache-Control"].find("no-store") >= 0
    assert (again.status_code, again["Location"]) == (302, reverse("organizations:members", args=[lao.code]))
    membership = Membership.objects.get(user=user)
    assert (membership.started_on, membership.order_number) == (TODAY, "๑๒/๒๕๖๗")
    assert password not in client.get(again["Location"]).content.decode()


def test_refused_member_keeps_what_was_typed_and_links_to_the_field(lao, admin, sign_in):
    client = sign_in(admin)
    answer = client.post(
        reverse("organizations:member_add", args=[lao.code]),
        {**TYPED, "account": "existing", "username": "nobody", "started_on_year": "2024"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>ข้อผิดพลาด:" in page
    assert 'href="#id_started_on_2"' in page
    assert "2567 ใช่หรือไม่" in page
    assert 'value="nobody"' in page
    assert 'value="นักทรัพยากรบุคคล"' in page


def test_refusal_of_the_domain_is_shown_at_its_field(lao, admin, sign_in):
    client = sign_in(admin)
    answer = client.post(
        reverse("organizations:member_add", args=[lao.code]),
        {**TYPED, "account": "existing", "username": "nobody"},
    )
    assert answer.status_code == 422
    assert 'href="#id_username"' in answer.content.decode()


@pytest.mark.parametrize("username", ["สมศรี", "a", "so msri", "x" * 51, "-somsri", "som/sri"])
def test_name_of_a_new_account_is_plain(lao, admin, sign_in, username):
    answer = sign_in(admin).post(
        reverse("organizations:member_add", args=[lao.code]), {**TYPED, "username": username}
    )
    assert answer.status_code == 422
    assert not Membership.objects.filter(role=Role.HR_OFFICER).exists()


@pytest.mark.parametrize("role", ["board_chair", "operator", "central_editor", "nonsense"])
def test_role_outside_the_lao_is_refused_by_the_form(lao, admin, sign_in, role):
    answer = sign_in(admin).post(
        reverse("organizations:member_add", args=[lao.code]), {**TYPED, "role": role}
    )
    assert answer.status_code == 422
    assert not User.objects.filter(username="somsri").exists()


def test_role_is_ended_with_a_warning_about_the_last_officer(lao, admin, deputy, member, sign_in):
    client = sign_in(admin)
    address = reverse("organizations:member_end", args=[lao.code, member.pk])
    assert "คนสุดท้าย" in client.get(address).content.decode()
    typed = {"ended_on_day": "๓๑", "ended_on_month": "ธันวาคม", "ended_on_year": "๒๕๖๗"}
    page = client.post(address, typed, follow=True).content.decode()
    member.refresh_from_db()
    assert str(member.ended_on) == "2024-12-31"
    assert "notice-warning" in page
    assert "ถึง 31 ธ.ค. 2567" in page


def test_last_administrator_sees_why_not(lao, admin, sign_in):
    address = reverse("organizations:member_end", args=[lao.code, admin.pk])
    answer = sign_in(admin).post(
        address, {"ended_on_day": "1", "ended_on_month": "10", "ended_on_year": "2567"}
    )
    assert answer.status_code == 422
    assert "โปรดเพิ่มผู้ดูแลสมาชิกอีกคนก่อน" in answer.content.decode()


def test_forgotten_password_is_replaced_once(lao, admin, member, sign_in):
    client = sign_in(admin)
    address = reverse("organizations:member_password", args=[lao.code, member.pk])
    key = key_of(client.get(address))
    shown = client.post(address, {"form_key": key})
    password = re.findall(r'class="one-time">([^<]+)<', shown.content.decode())[1]
    assert client.post(address, {"form_key": key}).status_code == 302
    member.user.refresh_from_db()
    assert member.user.check_password(password)


def test_list_asks_the_same_number_of_questions_for_many_members(
    lao, admin, sign_in, django_assert_num_queries
):
    client = sign_in(admin)
    address = reverse("organizations:members", args=[lao.code])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _number in range(5):
        make_member(Role.STAFF, lao)
    with django_assert_num_queries(len(few)):
        client.get(address)
