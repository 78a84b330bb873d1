"""Verification without our server: the command and the page read the same lists and come to the same."""

import datetime
import hashlib
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from playwright.sync_api import expect

from documents.hash_lists.content import GENESIS, Entry, mark_of, write, write_month
from documents.render import ASSETS
from tests.live import fits

PAGE = ASSETS / "verify-offline.html"
OLD, NEW, GONE = b"%PDF old", b"%PDF new" * 9, b"%PDF gone"


def entry(data: bytes, **more) -> Entry:
    return Entry("plan", mark_of(hashlib.sha256(data).hexdigest()), **more)


def made_lists() -> list[bytes]:
    """Four days: two papers, nothing, one replaced, one withdrawn."""
    days = [
        ([entry(OLD), entry(GONE)], []),
        ([], []),
        ([entry(NEW, replaces=entry(OLD).mark, code="7K2QD-M84ZP")], []),
        ([], [entry(GONE).mark]),
    ]
    made, previous = [], GENESIS
    for number, (issued, withdrawn) in enumerate(days, start=1):
        raw = write(
            service="https://plans.example.go.th",
            number=number,
            day=datetime.date(2023, 11, number),
            previous=previous,
            issued=issued,
            withdrawn=withdrawn,
        )
        made.append(raw)
        previous = hashlib.sha256(raw).hexdigest()
    return made


@pytest.fixture
def folder(tmp_path):
    """A folder with a list a day, and files in hand beside it."""
    lists = tmp_path / "lists"
    lists.mkdir()
    for number, raw in enumerate(made_lists(), start=1):
        (lists / f"{number}.json").write_bytes(raw)
    for name, data in {"old": OLD, "new": NEW, "gone": GONE, "flipped": b"%PDF nev" + NEW[8:]}.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    return tmp_path


def verified(folder, name: str, *options: str) -> int:
    """The exit status."""
    try:
        call_command(
            "verify_document", str(folder / f"{name}.pdf"), "--lists", str(folder / "lists"), *options
        )
    except SystemExit as end:
        return int(end.code)
    return 0


@pytest.mark.parametrize(
    ("name", "status", "messages"),
    [
        ("new", 0, ["ออกเมื่อวันที่ 3 พฤศจิกายน 2566", "7K2QD-M84ZP", "ไม่พบการยกเลิกหรือฉบับใหม่", "ถึงวันที่ 4"]),
        ("old", 0, ["มีฉบับใหม่แทนเมื่อวันที่ 3"]),
        ("gone", 0, ["ยกเลิกเมื่อวันที่ 4"]),
        ("flipped", 1, ["ไม่ตรงกับเอกสารใดในรายการ"]),
    ],
)
def test_command_verifies_without_a_database(folder, capsys, name, status, messages):
    assert verified(folder, name) == status
    shown = capsys.readouterr().out
    for message in messages:
        assert message in shown
    assert "รายการต่อเนื่องจากรายการแรก" in shown


def test_command_reads_a_month_in_one_file(folder, capsys):
    raw = [path.read_bytes() for path in sorted((folder / "lists").iterdir())]
    for path in (folder / "lists").iterdir():
        path.unlink()
    (folder / "lists" / "2023-11.json").write_bytes(write_month("2023-11", raw))
    assert verified(folder, "new", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["issued_on"], answer["lists"], answer["from_the_first"]) == ("2023-11-03", 4, True)
    assert answer["last_sha256"] == hashlib.sha256(raw[-1]).hexdigest()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lists: (lists / "2.json").unlink(), "ขาดรายการ"),
        (lambda lists: (lists / "2.json").write_bytes(b"{}"), "2.json"),
        (lambda lists: (lists / "1.json").write_bytes(made_lists()[0] + b" "), "ถูกแก้ไข"),
    ],
)
def test_command_trusts_no_list_that_was_touched(folder, capsys, change, message):
    change(folder / "lists")
    assert verified(folder, "new") == 1
    assert message in capsys.readouterr().out


def test_command_without_lists_is_an_error(folder):
    for path in (folder / "lists").iterdir():
        path.unlink()
    with pytest.raises(CommandError, match="ไม่พบรายการ"):
        verified(folder, "new")


@pytest.mark.django_db
@pytest.mark.any_database
def test_page_is_given_as_a_file_that_names_no_other(client):
    answer = client.get(reverse("documents:offline_page"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content == PAGE.read_bytes()
    assert not re.search(r"https?://|\bsrc=|<link|@import|fetch\(|XMLHttpRequest", answer.content.decode())


def test_page_says_the_same_from_the_disk_with_and_without_the_browsers_own_hash(folder, page):
    """Each choice waits for what the page says of it before the next is made."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    lists = [str(path) for path in sorted((folder / "lists").iterdir())]
    for own in (False, True):
        if own:
            page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
        page.goto(PAGE.as_uri())
        assert page.evaluate("Boolean(crypto.subtle)") is not own
        result = page.locator("#result")
        page.set_input_files("#lists", lists)
        expect(result).to_contain_text("รายการต่อเนื่องกัน 4 วัน ตั้งแต่วันที่ 1 พฤศจิกายน 2566")
        expect(result).to_contain_text(hashlib.sha256(made_lists()[-1]).hexdigest())
        for name, message in (
            ("new", "new.pdf ตรงกับเอกสารที่ออกจากระบบทุกไบต์"),
            ("flipped", "flipped.pdf ไม่ตรงกับเอกสารใด"),
            ("old", "มีฉบับใหม่แทนเมื่อวันที่ 3 พฤศจิกายน 2566"),
            ("gone", "ถูกยกเลิกเมื่อวันที่ 4 พฤศจิกายน 2566"),
        ):
            page.set_input_files("#paper", str(folder / f"{name}.pdf"))
            expect(result).to_contain_text(message)
            expect(result).to_contain_text(hashlib.sha256((folder / f"{name}.pdf").read_bytes()).hexdigest())
        page.set_input_files("#lists", [lists[0], *lists[2:]])
        expect(result).to_contain_text("ขาดรายการระหว่างวันที่ 1 พฤศจิกายน 2566")
        expect(result).to_contain_text("แต่รายการเชื่อถือไม่ได้")
    page.set_viewport_size({"width": 360, "height": 800})
    assert fits(page)
    assert set(asked) == {PAGE.as_uri()}
