"""People and bodies that the tests of organizations speak of."""

import datetime

import pytest
from django.test import Client

from organizations.roles import Role
from tests.builders import make_member, make_organization
from thai.dates import frozen_today

TODAY = datetime.date(2024, 10, 1)


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(TODAY):
        yield


@pytest.fixture
def lao(db):
    return make_organization(code="SANGKHOM", name="สังคม", units=False)


@pytest.fixture
def admin(lao):
    """The membership of the LAO's administrator."""
    return make_member(Role.LAO_ADMIN, lao)


@pytest.fixture
def sign_in(client):
    """Sign the test client in as the person of a membership, or as a user."""

    def sign(who, browser: Client = client) -> Client:
        browser.force_login(getattr(who, "user", who), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign


@pytest.fixture
def deputy(admin):
    """A second person who holds the LAO, so that others may leave."""
    return make_member(Role.COMMITTEE_SECRETARY, admin.organization)
