"""A file in hand against the register: every reader learns whether it is the issued one, and nothing of it is kept."""

import hashlib
import random
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.comparison import Outcome, compare, read_hash
from documents.forms_comparison import LIMIT
from documents.issue import withdraw
from tests.documents.test_issue import PDF, given
from tests.documents.test_views import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ADDRESS = "/verify/file/"


def sent(client, data: bytes = PDF, **more):
    return client.post(ADDRESS, {"file": SimpleUploadedFile("hand.pdf", data), **more})


def files_of(folder) -> set[Path]:
    return {path for path in Path(folder).rglob("*") if path.is_file()}


def test_the_issued_file_is_recognised_with_all_that_is_known_of_it(client):
    document = given(number="๑/๒๕๖๖", title="แผน <b>")
    shown = text_of(sent(client))
    for part in ("ตรงกับเอกสารที่ออกจากระบบทุกไบต์", "ฉบับปัจจุบัน", document.printed_code, "๑/๒๕๖๖", "&lt;b&gt;"):
        assert part in shown


def test_an_old_or_withdrawn_file_is_the_same_file_and_says_so(client):
    first = given()
    second = given(b"%PDF two", supersedes=first, title="ฉบับปรับปรุง")
    old = sent(client)
    assert "มีฉบับใหม่แทนแล้ว" in text_of(old)
    assert second.get_absolute_url() in old.content.decode()
    withdraw(second, reason="เลขที่ผิด")
    shown = text_of(sent(client, b"%PDF two"))
    assert "ทุกไบต์" in shown
    assert "ยกเลิกแล้ว" in shown
    assert "เลขที่ผิด" in shown


def test_any_flipped_byte_of_an_issued_file_is_found(client):
    data = random.Random(6).randbytes(2000)
    document = given(data)
    for place in random.Random(7).sample(range(len(data)), 25):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        found = compare(hashlib.sha256(changed).hexdigest(), document.code)
        assert (found.outcome, found.document) == (Outcome.DIFFERENT, None)
    shown = text_of(sent(client, bytes(changed), code=document.printed_code))
    assert "ไม่ใช่แฟ้มที่ออกจากระบบของเอกสารนี้" in shown
    assert document.printed_code in shown
    assert "ไม่พบแฟ้มนี้ในทะเบียน" in text_of(sent(client, bytes(changed)))


def test_a_file_that_is_another_paper_than_the_code_says(client):
    held, other = given(), given(b"%PDF two", title="หนังสืออีกฉบับ")
    shown = text_of(sent(client, b"%PDF two", code=held.printed_code))
    assert "เป็นเอกสารอีกฉบับหนึ่ง" in shown
    assert other.title in shown


@pytest.mark.parametrize("write", [str, str.upper, lambda sha256: f" {sha256[:32]}\n{sha256[32:]} "])
def test_a_hash_is_compared_as_well_as_a_file(client, write):
    document = given()
    assert document.printed_code in text_of(client.post(ADDRESS, {"sha256": write(document.sha256)}))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "กรุณาเลือกแฟ้ม PDF หรือกรอกค่า SHA-256"),
        ({"sha256": "abc"}, "รวม 64 ตัว"),
        ({"sha256": "z" * 64}, "รวม 64 ตัว"),
        ({"sha256": "0" * 64, "file": PDF}, "อย่างใดอย่างหนึ่ง"),
        ({"file": b""}, "ว่างเปล่า"),
        ({"file": b"x" * (LIMIT + 1)}, "ใหญ่เกิน 7 MB"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_thai(client, data, message):
    if "file" in data:
        data = data | {"file": SimpleUploadedFile("hand.pdf", data["file"])}
    response = client.post(ADDRESS, data)
    assert response.status_code == 422
    assert message in text_of(response)


def test_nothing_of_a_file_is_kept(client, settings):
    given()
    before = files_of(settings.MEDIA_ROOT)
    sent(client, b"x" * 3_000_000)  # beyond what stays in memory
    assert files_of(settings.MEDIA_ROOT) == before


def test_pages_of_codes_offer_the_comparison(client):
    document = given()
    page = client.get(document.get_absolute_url()).content.decode()
    assert f'action="{ADDRESS}"' in page
    assert f'value="{document.printed_code}"' in page
    assert f'action="{ADDRESS}"' in client.get("/verify/").content.decode()
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "0" * 63, "0" * 65, "๐" * 64])
def test_what_is_no_hash_reads_as_none(typed):
    assert read_hash(typed) == ""
