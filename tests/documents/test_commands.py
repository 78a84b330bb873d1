"""The commands: verifying a file in hand, preparing the faces."""

import json

import pytest
from django.core.management import CommandError, call_command

from documents import store
from documents.issue import withdraw
from tests.documents.test_issue import PDF, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_hand(tmp_path):
    def write(data: bytes):
        path = tmp_path / "hand.pdf"
        path.write_bytes(data)
        return str(path)

    return write


def test_verify_document_recognises_an_issued_file(in_hand, capsys):
    document = given(number="๑/๒๕๖๖")
    call_command("verify_document", in_hand(PDF))
    shown = capsys.readouterr().out
    assert document.printed_code in shown
    assert "ฉบับปัจจุบัน" in shown
    assert "๑/๒๕๖๖" in shown


def test_verify_document_as_json_tells_status_and_successor(in_hand, capsys):
    first = given()
    second = given(b"%PDF two", supersedes=first)
    withdraw(second, reason="ผิด")
    call_command("verify_document", in_hand(PDF), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["issued"]
    assert (answer["status"], answer["superseded_by"]) == ("superseded", second.printed_code)
    assert answer["kept_intact"]
    store.path_of(first.sha256).unlink()
    call_command("verify_document", in_hand(PDF), "--json")
    assert not json.loads(capsys.readouterr().out)["kept_intact"]


def test_verify_document_refuses_a_file_with_one_byte_changed(in_hand, capsys):
    given()
    with pytest.raises(SystemExit) as end:
        call_command("verify_document", in_hand(PDF + b" "), "--json")
    assert end.value.code == 1
    assert json.loads(capsys.readouterr().out)["issued"] is False


def test_verify_document_of_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="เปิดแฟ้มไม่ได้"):
        call_command("verify_document", str(tmp_path / "nothing.pdf"))


def test_prepare_fonts_tells_what_it_did(settings, tmp_path, capsys):
    settings.FONT_DIR = tmp_path
    call_command("prepare_fonts")
    call_command("prepare_fonts")
    first, second = capsys.readouterr().out.splitlines()
    assert "เตรียมแบบอักษรแล้ว 7 แฟ้ม" in first
    assert "พร้อมใช้อยู่แล้ว" in second
