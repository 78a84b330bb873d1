"""What holds for every page: headers, nothing inline, our own words for errors, both languages."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path, reverse

from config.urls import urlpatterns as real_addresses
from organizations.access import public
from organizations.roles import Role
from tests.builders import make_member

pytestmark = pytest.mark.django_db


@public
def broken(request):
    raise RuntimeError("ลองให้ขัดข้อง")


@public
def forbidden(request):
    raise PermissionDenied


@public
def plain(request):
    return HttpResponse("ok")


urlpatterns = [
    path("broken/", broken),
    path("forbidden/", forbidden),
    path("plain/", plain),
    path("", include(real_addresses)),
]

PUBLIC_PAGES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nowhere/",
    "/broken/",
    "/forbidden/",
]
OWN_PAGES = [
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def assert_nothing_inline(page: str) -> None:
    """The content security policy would refuse it without a word."""
    assert not re.search(r"<style|\sstyle=", page)
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert "javascript:" not in page


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_page_without_sign_in_carries_the_policy_and_nothing_inline(visitor, address):
    answer = visitor.get(address)
    page = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert_nothing_inline(page)
    assert page.count("<h1") == 1
    assert '<html lang="th">' in page


@pytest.mark.parametrize("address", OWN_PAGES)
def test_page_of_ones_account_carries_the_policy_and_is_not_kept(visitor, admin, sign_in, address):
    answer = sign_in(admin, visitor).get(address)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert page.count("<h1") == 1
    assert_nothing_inline(page)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere/", 404, "ไม่พบหน้านี้"),
        ("/broken/", 500, "ระบบขัดข้อง"),
        ("/forbidden/", 403, "ไม่มีสิทธิทำรายการนี้"),
    ],
)
def test_errors_answer_in_our_words(visitor, address, status, words):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_form_without_its_key_is_refused_in_our_words(admin, sign_in):
    client = sign_in(admin, Client(enforce_csrf_checks=True))
    answer = client.post(reverse("organizations:act_as"), {"membership": admin.pk})
    assert answer.status_code == 403
    assert "หน้านี้เปิดไว้นานเกินไป" in answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_too_many_fields_are_refused_in_our_words(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = client.post("/accounts/login/", {str(number): "" for number in range(5)})
    assert answer.status_code == 400
    assert "ระบบอ่านคำขอนี้ไม่ได้" in answer.content.decode()


def test_health_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_when_database_migrations_and_disk_are_well(client):
    answer = client.get("/readyz")
    assert (answer.status_code, json.loads(answer.content)) == (
        200,
        {"database": True, "migrations": True, "disk": True},
    )


@pytest.mark.parametrize("condition", ["_database_answers", "_migrations_are_applied", "_disk_has_room"])
def test_not_ready_when_one_condition_fails(client, monkeypatch, condition):
    monkeypatch.setattr(f"organizations.health.{condition}", lambda: False)
    assert client.get("/readyz").status_code == 503


def test_not_ready_when_the_disk_is_nearly_full(client, monkeypatch):
    monkeypatch.setattr("organizations.health.LEAST_FREE_BYTES", 10**18)
    assert json.loads(client.get("/readyz").content)["disk"] is False


def test_operator_reads_the_conditions(sign_in):
    page = sign_in(make_member(Role.OPERATOR)).get(reverse("organizations:operator")).content.decode()
    assert "ฐานข้อมูลตอบสนอง" in page
    assert "ปกติ" in page


def test_visitor_switches_the_language(client):
    answer = client.post(reverse("organizations:language"), {"language": "en", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page
    assert "เข้าสู่ระบบ" not in page


def test_language_switch_never_leads_to_another_site(client):
    answer = client.post(
        reverse("organizations:language"), {"language": "en", "next": "https://example.org/"}
    )
    assert answer["Location"] == "/"


def test_own_english_is_complete():
    """Every text of these pages has its English; other apps add theirs."""
    catalog = (Path(settings.BASE_DIR) / "locale/en/LC_MESSAGES/django.po").read_text()
    entries = catalog.split("\n\n")[1:]
    assert len(entries) > 100
    assert [entry for entry in entries if entry.rstrip().endswith('msgstr ""')] == []


def test_comments_of_templates_end_on_their_line():
    """Django prints a {# that ends on another line."""
    open_comment = re.compile(r"\{#(?:(?!#\}).)*$", re.MULTILINE)
    folder = Path(settings.BASE_DIR) / "templates"
    assert [str(file) for file in folder.rglob("*.html") if open_comment.search(file.read_text())] == []


def test_menu_marks_where_one_is(lao, admin, sign_in):
    page = sign_in(admin).get(reverse("organizations:members", args=[lao.code])).content.decode()
    assert re.search(r'href="/organizations/SANGKHOM/members/" aria-current="true"', page)


def test_pages_keep_other_parameters_of_the_address(rf):
    page = Paginator(range(30), 10).page(2)
    html = render_to_string(
        "components/_pages.html", {"page": page}, request=_with_user(rf.get("/", {"q": "สังคม", "page": "2"}))
    )
    assert "page=1" in html
    assert "page=3" in html
    assert html.count("q=") == 2
    assert "หน้า 2 จาก 3" in html


def _with_user(request):
    request.user = AnonymousUser()
    return request


def test_confirmation_prints_its_question_once(rf):
    context = {
        "question": "ลบโครงการนี้หรือไม่",
        "explanation": "",
        "action_url": "/x/",
        "button": "ลบ",
        "cancel_url": "/",
    }
    html = render_to_string(
        "components/_confirm.html", {**context, "danger": True}, request=_with_user(rf.get("/"))
    )
    assert html.count("ลบโครงการนี้หรือไม่") == 1
    assert "btn-danger" in html
    assert 'name="form_key"' in html
