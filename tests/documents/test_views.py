"""The public pages: verification and download, without sign-in."""

import datetime
import hashlib
import re

import pytest
from django.urls import reverse

from documents import qr, store
from documents.issue import withdraw
from tests.documents.test_issue import PDF, given

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_verify_form_asks_without_complaining(client):
    response = client.get("/verify/")
    assert response.status_code == 200
    assert "กรุณากรอกรหัส" not in text_of(response)


@pytest.mark.parametrize("typed", ["7k2qd m84zp", "7K2QD-M84ZP", "7K2QDM84ZP"])
def test_verify_form_leads_to_the_address_of_the_code(client, typed):
    response = client.get("/verify/", {"code": typed})
    assert response.status_code == 302
    assert response.url == "/verify/7K2QD-M84ZP/"


@pytest.mark.parametrize(
    ("typed", "message"),
    [("", "กรุณากรอกรหัสเอกสาร"), ("7K2", "แต่กรอกมา 3 ตัว"), ("7K2QD-M84ZU", "เฉพาะตัวอักษร"), ("<b>" * 40, "40")],
)
def test_verify_form_says_what_is_wrong(client, typed, message):
    response = client.get("/verify/", {"code": typed})
    assert response.status_code == 200
    assert message in text_of(response)
    assert "<b><b>" not in response.content.decode()


def test_verify_shows_a_current_paper(client):
    document = given(number="๑/๒๕๖๖", dated_on=datetime.date(2023, 9, 29), title="ประกาศใช้แผน <b>")
    response = client.get(f"/verify/{document.printed_code.lower()}/")
    shown = text_of(response)
    assert response.status_code == 200
    for part in ("ฉบับปัจจุบัน", document.printed_code, "๑/๒๕๖๖", "29 กันยายน 2566", document.sha256, "&lt;b&gt;"):
        assert part in shown
    assert document.file_url in response.content.decode()


def test_verify_leads_from_a_superseded_paper_to_its_successor(client):
    first = given()
    second = given(b"%PDF two", supersedes=first, title="ฉบับปรับปรุง")
    page = client.get(first.get_absolute_url())
    assert "มีฉบับใหม่แทนแล้ว" in text_of(page)
    assert second.get_absolute_url() in page.content.decode()
    assert first.get_absolute_url() in client.get(second.get_absolute_url()).content.decode()


def test_verify_tells_that_a_paper_was_withdrawn_and_why(client):
    document = withdraw(given(), reason="เลขที่ประกาศผิด")
    shown = text_of(client.get(document.get_absolute_url()))
    assert "ยกเลิกแล้ว" in shown
    assert "เลขที่ประกาศผิด" in shown
    assert "เป็นฉบับปัจจุบัน" not in shown


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("00000-00000", "เทียบกับรหัสบนเอกสารทีละตัว"),
        ("ABC", "รวม 10 ตัว"),
        ("ก" * 300, "รวม 10 ตัว"),
        ("<script>", "รวม 10 ตัว"),
    ],
)
def test_verify_of_a_wrong_code_helps_with_404(client, code, message):
    response = client.get(reverse("documents:verify", args=[code]))
    assert response.status_code == 404
    assert message in text_of(response)
    assert "<script>" not in response.content.decode().split("</head>")[1]


def test_verify_asks_the_database_a_constant_number_of_times(client, django_assert_max_num_queries):
    document = given()
    given(b"%PDF two", supersedes=document)
    with django_assert_max_num_queries(2):
        client.get(document.get_absolute_url())


def test_file_gives_the_kept_bytes_with_careful_headers(client):
    document = given(title="ประกาศ ที่ ๑/๒๕๖๖")
    response = client.get(document.file_url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%E0%B8%9B")
    assert "/" not in response["Content-Disposition"]
    assert {"public", "immutable", "max-age=31536000"} == set(response["Cache-Control"].split(", "))
    response.close()


@pytest.mark.parametrize("sha256", [hashlib.sha256(b"never kept").hexdigest(), "0" * 64])
def test_file_of_bytes_that_were_not_issued_is_404(client, sha256):
    store.put(b"kept but not issued")
    assert client.get(f"/documents/{sha256}.pdf").status_code == 404
    kept = hashlib.sha256(b"kept but not issued").hexdigest()
    assert client.get(f"/documents/{kept}.pdf").status_code == 404


def test_file_missing_from_the_disk_is_404(client):
    document = given()
    store.path_of(document.sha256).unlink()
    assert client.get(document.file_url).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_here_can_be_written(client, method):
    document = given()
    for address in ("/verify/", document.get_absolute_url(), document.file_url):
        assert getattr(client, method)(address).status_code == 405


def test_qr_draws_exactly_the_dark_modules():
    import segno

    address = "https://plans.example.go.th/verify/7K2QD-M84ZP/"
    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr.svg(address)):
        drawn |= {(int(x) + step - qr.QUIET_ZONE, int(y) - qr.QUIET_ZONE) for step in range(int(width))}
    matrix = segno.make(address, error="m", micro=False).matrix
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
