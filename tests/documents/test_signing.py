"""Signatures with a certificate of an authority of our own; without a certificate nothing says that it is signed."""

import datetime
import hashlib
import io
import json
import random
import subprocess

import pikepdf
import pytest
from django.core.management import call_command

from documents import signing
from documents.comparison import compare
from documents.hash_lists import offline
from documents.hash_lists.content import GENESIS, Entry, mark_of, write
from documents.manifest import read, with_manifest
from documents.render import Attached, RenderError, render_pdf
from tests.documents.authority import PASSPHRASE, Authority
from tests.documents.test_issue import given
from tests.documents.test_render import page
from tests.documents.test_views import text_of

OFFICE = "อบต.ตัวอย่าง"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def certificate(authority):
    return authority.give(OFFICE)


@pytest.fixture(scope="module")
def unsigned():
    """A PDF/A-3a with data inside."""
    data = [Attached("plan.json", b'{"a": 1}'), Attached("changes.json", b"[]")]
    files = with_manifest("7K2QD-M84ZP", "a" * 64, data)
    return render_pdf(page("<h1>แผน</h1><p>กำหนด"), title="แผน", variant="pdf/a-3a", attachments=files).pdf


@pytest.fixture
def _with_certificate(settings, certificate):
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSPHRASE = str(certificate), PASSPHRASE


@pytest.fixture
def signed(_with_certificate, unsigned):
    return signing.sign(unsigned)


def test_without_a_certificate_the_file_stays_as_it_is(unsigned):
    assert signing.sign(unsigned) == signing.Signed(unsigned, "")
    assert not signing.has_signature(unsigned)
    assert signing.signatures(unsigned) == []


def test_a_signed_file_is_valid_and_every_byte_before_is_as_it_was(signed, unsigned, authority):
    assert signed.pdf.startswith(unsigned)
    assert signed.certificate == OFFICE
    assert signing.signatures(signed.pdf, [authority.file]) == [
        signing.Signature(OFFICE, is_intact=True, is_trusted=True)
    ]
    assert read(signed.pdf) == read(unsigned)
    assert read(signed.pdf).faults() == []


def test_a_signed_file_says_still_that_it_is_an_archive_file(signed, unsigned):
    """What PDF/A asks of the update: its claim, its tags, an identifier, a widget that would be printed."""
    with pikepdf.open(io.BytesIO(signed.pdf)) as pdf, pikepdf.open(io.BytesIO(unsigned)) as before:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.Root.AF) == len(before.Root.AF)
        assert pdf.trailer.ID[0] == before.trailer.ID[0]
        assert not pdf.is_encrypted
        [widget] = [
            annotation
            for sheet in pdf.pages
            for annotation in sheet.get("/Annots", [])
            if "/FT" in annotation
        ]
        assert int(widget.F) & 0b100111 == 0b100  # printed; neither invisible, hidden nor kept from the view
        assert [int(edge) for edge in widget.Rect] in ([0, 0, 0, 0], [0] * 4)
        assert widget.V.SubFilter == "/ETSI.CAdES.detached"
        assert list(pdf.attachments) == ["changes.json", "manifest.json", "plan.json"]
        assert pdf.check_pdf_syntax() == []


def test_poppler_agrees(signed, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed.pdf)
    said = subprocess.run(["pdfsig", str(tmp_path / "signed.pdf")], capture_output=True, text=True).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


def intact(data: bytes) -> list[bool]:
    return [one.is_intact for one in signing.signatures(data)]


def test_a_flipped_or_added_byte_is_found(signed):
    """Of every byte but the signature's own place, which no signature covers: there the file's hash tells."""
    data = signed.pdf
    begin = data.index(b"/Contents <") + len("/Contents ")
    end = data.index(b">", begin) + 1
    covered = [*range(begin), *range(end, len(data))]
    for place in random.Random(6).sample(covered, 40):
        changed = bytearray(data)
        changed[place] ^= 1
        assert True not in intact(bytes(changed)), place
    place = next(place for place in range(begin, end) if data[place : place + 1].isalpha())
    mixed = data[:place] + data[place : place + 1].swapcase() + data[place + 1 :]
    filled = data[: end - 2] + (b"1" if data[end - 2 : end - 1] != b"1" else b"2") + data[end - 1 :]
    for other in (mixed, filled, data + b"\n% more"):
        assert True not in intact(other)
    assert intact(data) == [True]


@pytest.mark.django_db
@pytest.mark.any_database
def test_whatever_is_changed_added_or_missing_the_file_is_another_to_register_and_lists(signed, tmp_path):
    """In the paper, in the signature behind it, in its own place, and behind the end."""
    data = signed.pdf
    document = given(data, certificate=signed.certificate)
    day = datetime.date(2023, 11, 1)
    entry = Entry("plan", mark_of(document.sha256))
    one = write(service="", number=1, day=day, previous=GENESIS, issued=[entry], withdrawn=[])
    (tmp_path / "1.json").write_bytes(one)

    def known(raw: bytes) -> list[bool]:
        sha256 = hashlib.sha256(raw).hexdigest()
        return [compare(sha256).is_known, offline.verify(sha256, tmp_path).is_good]

    gap = data.index(b"/Contents <")
    ends = [0, gap + 11, gap + 12, data.index(b">", gap + 11), len(data) - 1]
    for place in {*ends, *random.Random(6).sample(range(len(data)), 300)}:
        bit = 1 << place % 8
        assert known(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]) == [False, False], place
    for other in (data[:-1], data + b"\n", data + b"%%EOF\n", data + data, b""):
        assert known(other) == [False, False]
    assert known(data) == [True, True]


def test_a_signature_is_trusted_only_by_way_of_its_authority(signed, tmp_path):
    stranger = Authority(tmp_path, "ผู้อื่น")
    for roots in ([], [stranger.file]):
        [found] = signing.signatures(signed.pdf, roots)
        assert (found.is_intact, found.is_trusted) == (True, False)
        assert "ไม่มีผู้รับรอง" in str(found)


@pytest.mark.parametrize("case", ["missing", "passphrase", "no certificate", "over"])
def test_a_certificate_that_cannot_be_used_stops_the_paper_and_the_start(
    settings, authority, unsigned, tmp_path, case
):
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSPHRASE = str(authority.give("ก")), PASSPHRASE
    if case == "missing":
        settings.SIGNING_CERTIFICATE = str(tmp_path / "none.p12")
    elif case == "passphrase":
        settings.SIGNING_PASSPHRASE = "ผิด"
    elif case == "no certificate":
        settings.SIGNING_CERTIFICATE = str(authority.file)
    else:
        settings.SIGNING_CERTIFICATE = str(authority.give("ข", days=-1))
    with pytest.raises(RenderError) as refusal:
        signing.sign(unsigned)
    assert refusal.value.detail.startswith("signing: ")
    assert [found.id for found in signing.check_certificate()] == ["documents.E001"]


def test_a_key_that_others_on_the_machine_can_read_is_told(settings, authority):
    path = authority.give("ค")
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSPHRASE = str(path), PASSPHRASE
    for mode, told in ((0o644, ["documents.W001"]), (0o640, []), (0o600, [])):
        path.chmod(mode)
        found = signing.check_certificate()
        assert [one.id for one in found] == told
        assert PASSPHRASE not in str(found)


@pytest.mark.django_db
@pytest.mark.any_database
def test_pages_and_command_speak_of_a_signature_only_where_there_is_one(
    client, signed, unsigned, authority, tmp_path, capsys
):
    document = given(signed.pdf, certificate=signed.certificate)
    plain = given(unsigned)
    assert OFFICE in text_of(client.get(document.get_absolute_url()))
    assert "ลายมือชื่อ" not in text_of(client.get(plain.get_absolute_url()))
    path = tmp_path / "hand.pdf"
    for data, message in ((signed.pdf, "ลายมือชื่ออิเล็กทรอนิกส์ของ"), (unsigned, "ไม่มีลายมือชื่ออิเล็กทรอนิกส์")):
        path.write_bytes(data)
        call_command("verify_document", str(path), "--trust", str(authority.file))
        assert message in capsys.readouterr().out
    path.write_bytes(signed.pdf[:-40] + b"\n" + signed.pdf[-39:])
    with pytest.raises(SystemExit):
        call_command("verify_document", str(path), "--json")
    assert json.loads(capsys.readouterr().out)["issued"] is False
