"""One acts as one membership at a time, and only as one's own that is in force."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.roles import Role
from tests.builders import make_member, make_organization, make_user
from tests.organizations.conftest import TODAY
from thai.dates import frozen_today

YESTERDAY = TODAY - datetime.timedelta(days=1)


def act_as(client, membership):
    return client.post(reverse("organizations:act_as"), {"membership": membership.pk})


def test_switch_to_another_own_role_changes_what_is_allowed(lao, admin, sign_in):
    other = make_member(Role.LAO_ADMIN, make_organization(units=False), user=admin.user)
    client = sign_in(admin)
    members = reverse("organizations:members", args=[other.organization.code])
    assert client.get(members).status_code == 404

    answer = act_as(client, other)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("approvals:home")
    assert client.get(members).status_code == 200
    assert client.get(reverse("organizations:members", args=[lao.code])).status_code == 404


def test_switch_to_a_membership_of_somebody_else_is_not_found(admin, sign_in):
    assert act_as(sign_in(admin), make_member(Role.HEAD)).status_code == 404


def test_switch_to_an_ended_membership_is_not_found(admin, sign_in):
    ended = make_member(Role.HEAD, ended_on=YESTERDAY, user=admin.user)
    assert act_as(sign_in(admin), ended).status_code == 404


@pytest.mark.parametrize("typed", ["", "abc", "999999", "-1"])
def test_switch_to_nonsense_is_not_found(admin, sign_in, typed):
    client = sign_in(admin)
    assert client.post(reverse("organizations:act_as"), {"membership": typed}).status_code == 404


def test_switch_by_get_changes_nothing(admin, sign_in):
    page = sign_in(admin).get(reverse("organizations:act_as"))
    assert (page.status_code, page.url) == (302, reverse("organizations:home"))


def test_role_that_ends_loses_its_rights_the_day_after_in_the_same_session(lao, sign_in):
    member = make_member(Role.LAO_ADMIN, lao, ended_on=TODAY)
    client = sign_in(member)
    address = reverse("organizations:members", args=[lao.code])
    assert client.get(address).status_code == 200

    with frozen_today(TODAY + datetime.timedelta(days=1)):
        assert client.get(address).status_code == 404


def test_chosen_role_that_ended_falls_back_to_one_that_is_in_force(lao, admin, sign_in):
    other = make_member(Role.LAO_ADMIN, make_organization(units=False), user=admin.user, ended_on=TODAY)
    client = sign_in(admin)
    act_as(client, other)

    with frozen_today(TODAY + datetime.timedelta(days=1)):
        assert client.get(reverse("organizations:members", args=[lao.code])).status_code == 200


def test_role_that_starts_tomorrow_gives_nothing_today(lao, sign_in):
    member = make_member(Role.LAO_ADMIN, lao, started_on=TODAY + datetime.timedelta(days=1))
    assert sign_in(member).get(reverse("organizations:members", args=[lao.code])).status_code == 404


def test_header_shows_the_acting_role_and_offers_the_others(admin, sign_in):
    other = make_member(Role.LAO_ADMIN, make_organization(name="ผาตั้ง", units=False), user=admin.user)
    page = sign_in(admin).get(reverse("mfa_index")).content.decode()
    assert "ปฏิบัติงานในฐานะ" in page
    assert admin.get_role_display() in page
    assert f'name="membership" value="{other.pk}"' in page
    assert f'name="membership" value="{admin.pk}"' not in page


def test_switch_in_the_header_asks_nothing_more_of_the_database(admin, sign_in, django_assert_num_queries):
    client = sign_in(admin)
    with CaptureQueriesContext(connection) as with_one_role:
        client.get(reverse("mfa_index"))
    make_member(Role.LAO_ADMIN, make_organization(units=False), user=admin.user)
    with django_assert_num_queries(len(with_one_role)):
        client.get(reverse("mfa_index"))


def test_demonstration_body_is_marked_on_the_page(lao, admin, sign_in):
    client = sign_in(admin)
    assert "demonstration-band" not in client.get(reverse("mfa_index")).content.decode()
    lao.is_demonstration = True
    lao.save()
    assert "ข้อมูลตัวอย่าง" in client.get(reverse("mfa_index")).content.decode()


def test_home_of_someone_whose_roles_ended_names_whom_to_ask(lao, admin, sign_in):
    ended = make_member(Role.HR_OFFICER, lao, ended_on=YESTERDAY)
    page = sign_in(ended).get(reverse("organizations:home")).content.decode()
    assert "บทบาทของท่านสิ้นสุดแล้ว" in page
    assert "30 กันยายน 2567" in page
    assert str(admin.user) in page


@pytest.mark.django_db
def test_home_of_someone_who_never_had_a_role(sign_in):
    page = sign_in(make_user()).get(reverse("organizations:home")).content.decode()
    assert "ท่านยังไม่มีบทบาท" in page


@pytest.mark.django_db
def test_home_of_a_visitor_is_the_public_register(client):
    answer = client.get(reverse("organizations:home"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("register:index"))


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_every_role_has_a_landing_page_that_it_may_open(sign_in, role):
    answer = sign_in(make_member(role)).get(reverse("organizations:home"), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain
