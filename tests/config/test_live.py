"""The browser of the tests notices what a visitor would suffer from."""

import pytest

from organizations.models import User


@pytest.fixture
def demonstration(transactional_db):
    """No data are needed here."""


def test_sign_in_page_opens_without_trouble(live):
    page = live.open("/accounts/login/")
    assert page.locator("form").count() >= 1
    live.shot("sign-in")


def test_broken_content_policy_is_noticed(live):
    live.open("/accounts/login/")
    live.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    live.page.wait_for_timeout(100)
    assert any("Content Security Policy" in trouble for trouble in live.troubles)
    live.troubles.clear()


def test_signed_in_visitor_is_known(live):
    user = User.objects.create_user("malee", password="unused")
    live.sign_in(user)
    live.open("/accounts/login/")
    assert "/accounts/login/" not in live.page.url
    live.sign_out()
    live.open("/accounts/login/")
    assert "/accounts/login/" in live.page.url
