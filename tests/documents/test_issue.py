"""Issued papers: codes, bytes before the row, no change after, and the chain of successors."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from documents import codes, store
from documents.issue import AlreadyWithdrawn, allocate_code, issue, verify_address, withdraw
from documents.models import IssuedDocument, Status

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 one"


def given(pdf=PDF, **values):
    values = {"code": allocate_code(), "kind": "announcement", "title": "ประกาศ", "pages": 3} | values
    return issue(pdf=pdf, organization=None, by=None, **values)


def test_issue_keeps_bytes_and_row():
    document = given(number="๑/๒๕๖๖", dated_on=datetime.date(2023, 9, 29), layout="six")
    with store.open_(document.sha256) as kept:
        assert kept.read() == PDF
    assert (document.size, document.pages, document.status) == (len(PDF), 3, Status.CURRENT)
    assert list(IssuedDocument.objects.current()) == [document]


def test_issue_writes_no_row_when_the_bytes_cannot_be_kept(monkeypatch):
    def fail(data):
        raise OSError("disk full")

    monkeypatch.setattr(store, "put", fail)
    with pytest.raises(OSError, match="disk full"):
        given()
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize(
    "values",
    [{"code": "SHORT"}, {"title": ""}, {"pages": 0}, {"pdf": b""}],
)
def test_issue_refuses_what_is_no_paper_in_thai(values):
    with pytest.raises(ValidationError) as refusal:
        given(**values)
    assert all(any("ก" <= letter <= "๛" for letter in message) for message in refusal.value.messages)
    assert not IssuedDocument.objects.exists()


@pytest.mark.parametrize("values", [{"title": "ก" * 301}, {"number": "๑" * 61}])
def test_issue_refuses_what_is_too_long(values):
    with pytest.raises(ValidationError):
        given(**values)


def test_issue_refuses_a_code_twice():
    document = given()
    with pytest.raises(ValidationError):
        given(code=document.code)


def test_a_successor_supersedes_and_only_once():
    first = given()
    second = given(b"%PDF two", supersedes=first)
    first.refresh_from_db()
    assert (first.status, first.successor) == (Status.SUPERSEDED, second)
    assert list(IssuedDocument.objects.current()) == [second]
    with pytest.raises(ValidationError):
        given(b"%PDF three", supersedes=first)


def test_withdraw_needs_a_reason_and_happens_once():
    document = given()
    with pytest.raises(IntegrityError), transaction.atomic():
        withdraw(document, reason="  ")
    assert withdraw(document, reason="พิมพ์ผิด").status == Status.WITHDRAWN
    assert not IssuedDocument.objects.current().exists()
    with pytest.raises(AlreadyWithdrawn):
        withdraw(document, reason="อีกครั้ง")
    document.refresh_from_db()
    assert document.withdrawn_reason == "พิมพ์ผิด"


def test_withdrawn_tells_more_than_superseded():
    first = given()
    given(b"%PDF two", supersedes=first)
    assert withdraw(first, reason="พิมพ์ผิด").status == Status.WITHDRAWN


@pytest.mark.parametrize(
    "change",
    [{"title": "อื่น"}, {"sha256": "0" * 64}, {"code": "0" * 10}, {"pages": 9}, {"number": "๒"}, {"kind": "x"}],
)
def test_the_database_refuses_to_change_an_issued_paper(change):
    document = given()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(**change)


def test_the_database_refuses_to_remove_an_issued_paper():
    document = given()
    with pytest.raises(DatabaseError, match="cannot be removed"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).delete()
    with pytest.raises(DatabaseError, match="cannot be removed"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk)._raw_delete("default")


def test_the_database_refuses_to_undo_a_withdrawal():
    document = withdraw(given(), reason="พิมพ์ผิด")
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        IssuedDocument.objects.filter(pk=document.pk).update(withdrawn_at=None, withdrawn_reason="")


def test_a_paper_cannot_supersede_itself():
    document = given()
    document.supersedes = document
    with pytest.raises(ValidationError, match="ใช้แทนตัวเองไม่ได้"):
        document.full_clean()


def test_codes_are_of_the_alphabet_and_of_their_length():
    made = {codes.new() for _ in range(200)}
    assert len(made) == 200
    assert all(codes.is_code(code) for code in made)


def test_allocate_code_passes_over_codes_in_use(monkeypatch):
    used = given().code
    offered = iter([used, used, "0123456789"])
    monkeypatch.setattr(codes, "new", lambda: next(offered))
    assert allocate_code() == "0123456789"


@pytest.mark.parametrize(
    "typed", ["7K2QD-M84Z0", "7k2qdm84z0", " 7K2QD M84ZO ", "๗K๒QD-M๘๔Z๐", "7K2QD–M84Z0", "7K2QD\u200bM84Z0"]
)
def test_normalised_code_forgives_what_people_type(typed):
    assert codes.normalised(typed) == "7K2QDM84Z0"


def test_normalised_code_reads_i_and_l_as_one():
    assert codes.normalised("ilIL1") == "11111"


def test_verify_address_is_full_and_shows_the_printed_code(settings):
    settings.SITE_URL = "https://plans.example.go.th"
    assert verify_address("7K2QDM84Z0") == "https://plans.example.go.th/verify/7K2QD-M84Z0/"


@pytest.mark.parametrize(
    ("title", "name"),
    [("แผน ๓ ปี", "แผน ๓ ปี.pdf"), ("ที่ ๑/๒๕๖๖", "ที่ ๑-๒๕๖๖.pdf"), ('../a\\b:"c"\n', "..-a-b-c-.pdf")],
)
def test_file_name_is_the_title_without_signs_a_disk_refuses(title, name):
    assert IssuedDocument(title=title).file_name == name
