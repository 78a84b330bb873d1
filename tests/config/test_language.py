"""The language is the person's choice, not the browser's."""

import pytest

pytestmark = pytest.mark.django_db


def test_english_browser_is_answered_in_thai(client):
    page = client.get("/register/", headers={"accept-language": "en-US,en;q=0.9"})
    assert page.headers["Content-Language"] == "th"
    assert '<html lang="th">' in page.text


@pytest.mark.parametrize(
    ("cookie", "language"), [("en", "en"), ("th", "th"), ("fr", "th"), ("<script>", "th")]
)
def test_cookie_chooses_the_language(client, cookie, language):
    client.cookies["django_language"] = cookie
    assert client.get("/register/").headers["Content-Language"] == language
