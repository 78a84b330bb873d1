"""The daily lists: each names the one before, none is missing, none gives away what only a holder should know."""

import datetime
import hashlib
import json
from itertools import pairwise

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from documents import store
from documents.hash_lists.chain import chain_of, said_of
from documents.hash_lists.content import GENESIS, Unreadable, mark_of, read
from documents.hash_lists.publish import _kept, faults, publish
from documents.issue import withdraw
from documents.models import DailyList
from tests.documents.test_issue import given
from thai.dates import BANGKOK

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def at(day: int, hour: int = 12, minute: int = 0):
    """That moment of November 2023 in Thailand."""
    return time_machine.travel(datetime.datetime(2023, 11, day, hour, minute, tzinfo=BANGKOK), tick=False)


def on(day: int, pdf: bytes, **values):
    with at(day, values.pop("hour", 12), values.pop("minute", 0)):
        return given(pdf, **values)


def published(on_day: int = 7):
    """Papers of the 1st and the 4th, late on the 1st in Thailand, replaced and withdrawn; lists up to the 6th."""
    first = on(1, b"%PDF plan", kind="plan")
    minutes = on(1, b"%PDF minutes", kind="committee_minutes", hour=23, minute=59, title="ลับ")
    second = on(4, b"%PDF amended", kind="plan", supersedes=first, hour=0, minute=0)
    with at(5):
        withdraw(minutes, reason="พิมพ์ผิด")
    with at(on_day):
        publish()
    return first, minutes, second


def bytes_of(row: DailyList) -> bytes:
    with store.open_(row.sha256) as file:
        return file.read()


def files() -> list[bytes]:
    return [bytes_of(row) for row in DailyList.objects.order_by("number")]


def test_every_day_that_is_over_has_a_list_and_each_names_the_one_before():
    published()
    raw = files()
    plain = [json.loads(one) for one in raw]
    assert [one["date"] for one in plain] == [f"2023-11-0{day}" for day in range(1, 7)]
    assert [len(one["issued"]) for one in plain] == [2, 0, 0, 1, 0, 0]
    assert plain[0]["previous"] == GENESIS
    for before, after in pairwise(raw):
        assert json.loads(after)["previous"] == hashlib.sha256(before).hexdigest()
    assert chain_of(one for file in raw for one in read(file)).is_whole
    assert faults() == []


def test_publishing_again_changes_nothing_and_goes_on_where_it_ended(capsys):
    published(on_day=4)
    before = files()
    with at(4):
        call_command("publish_hashes")
    assert capsys.readouterr().out == ""
    with at(6):
        call_command("publish_hashes")
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert files()[:3] == before


def test_a_day_is_not_over_before_an_hour_of_the_next_has_passed():
    on(1, b"%PDF one")
    for hour, lists in ((0, 0), (1, 1)):
        with at(2, hour):
            publish()
        assert DailyList.objects.count() == lists


def test_a_clock_that_went_back_makes_no_list_and_is_told(caplog):
    published(on_day=7)
    before = files()
    with at(7, 2):
        assert publish() == []
    assert not caplog.records
    with at(3):
        assert publish() == []
    assert "clock went back" in caplog.text
    on(3, b"%PDF late", kind="plan")
    assert files() == before
    assert any("not in the list" in fault for fault in faults())


def test_what_bears_a_day_whose_list_is_out_stands_in_the_next_list(caplog):
    _first, _minutes, second = published(on_day=7)
    before = files()
    late = on(3, b"%PDF late", kind="plan")
    with at(2):
        withdraw(second, reason="ผิด")
    assert any("not in the list" in fault for fault in faults())
    with at(9):
        assert [made.day.day for made in publish()] == [7, 8]
    assert "1 papers bear a day whose list is out" in caplog.text
    assert files()[:6] == before
    lists = [one for file in files() for one in read(file)]
    assert [entry.stamped for entry in lists[6].issued] == ["2023-11-03"]
    assert said_of(late.sha256, lists).issued_on == datetime.date(2023, 11, 7)
    assert said_of(second.sha256, lists).withdrawn_on == datetime.date(2023, 11, 7)
    assert chain_of(lists).is_whole
    assert faults() == []
    with at(10):
        publish()
    assert json.loads(files()[-1])["issued"] == []


def test_lists_are_opened_only_where_something_is_looked_for(monkeypatch):
    """Not each morning all that were ever published: those of days of withdrawals, and where the count tells of more."""
    *_rest, second = published(on_day=7)
    opened = []

    def kept(row):
        opened.append(row.day.day)
        return _kept(row)

    monkeypatch.setattr("documents.hash_lists.publish._kept", kept)

    def opened_on(day: int) -> list[int]:
        opened.clear()
        with at(day):
            publish()
        return opened

    assert opened_on(8) == [5]
    on(3, b"%PDF late", kind="plan")
    with at(6, 13):
        withdraw(second, reason="ผิด")
    assert opened_on(9) == [1, 3, 4, 5, 6, 7, 5, 6, 7]
    assert opened_on(10) == [5, 6, 7, 8]
    assert faults() == []


def test_a_damaged_list_makes_nobody_late():
    published(on_day=7)
    store.path_of(DailyList.objects.get(number=1).sha256).unlink()
    with at(8):
        (made,) = publish()
    assert json.loads(bytes_of(made))["issued"] == []


def test_without_papers_there_is_no_list():
    assert publish() == []


def test_lists_say_what_happened_to_a_file_and_nothing_of_a_flipped_one():
    first, minutes, second = published()
    lists = [one for file in files() for one in read(file)]
    day = datetime.date(2023, 11, 1)
    replaced = said_of(first.sha256, lists)
    assert (replaced.issued_on, replaced.replaced_on, replaced.withdrawn_on) == (
        day,
        day.replace(day=4),
        None,
    )
    assert said_of(minutes.sha256, lists).withdrawn_on == day.replace(day=5)
    assert said_of(second.sha256, lists).replaced_on is None
    data = b"%PDF plan"
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert said_of(hashlib.sha256(changed).hexdigest(), lists) is None


def test_internal_papers_stand_in_a_list_without_code_hash_or_title():
    first, minutes, _second = published()
    raw = files()[0].decode()
    assert minutes.sha256 not in raw
    assert minutes.code not in raw.replace("-", "")
    assert {name for entry in json.loads(raw)["issued"] for name in entry} <= {
        "kind",
        "mark",
        "code",
        "sha256",
    }
    assert {"kind": "committee_minutes", "mark": mark_of(minutes.sha256)} in json.loads(raw)["issued"]
    assert {
        "kind": "plan",
        "mark": mark_of(first.sha256),
        "code": first.printed_code,
        "sha256": first.sha256,
    } in json.loads(raw)["issued"]


def test_every_changed_taken_or_added_list_breaks_the_chain():
    published()
    raw = files()
    for place in range(len(raw)):
        taken = raw[:place] + raw[place + 1 :]
        changed = [*raw]
        changed[place] = raw[place].replace(b'"number"', b' "number"')
        for forged in (taken, changed):
            chain = chain_of(one for file in forged for one in read(file))
            at_the_end = place == len(raw) - 1  # of the last list nobody knows yet
            assert chain.is_whole == at_the_end, (place, chain.faults)
    twice = chain_of(one for file in [*raw, raw[2], raw[2].replace(b": 3", b":  3")] for one in read(file))
    assert not twice.is_whole


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"schema": "phatthana.issued/1"}',
        b"[" * 5000,
        b'{"schema": "other", "lists": []}',
    ],
)
def test_what_is_no_list_is_unreadable(raw):
    with pytest.raises(Unreadable):
        read(raw)


def test_the_register_is_held_to_its_lists(capsys):
    published()
    call_command("publish_hashes", "--check")
    assert "6 lists: no fault" in capsys.readouterr().out
    on(3, b"%PDF slipped in")
    store.path_of(DailyList.objects.get(number=2).sha256).unlink()
    with pytest.raises(CommandError, match="faults"):
        call_command("publish_hashes", "--check")
    shown = capsys.readouterr().err
    assert "2023-11-02: the file is missing or was changed" in shown
    assert "2023-11-03: 1 papers of the register are not in the list" in shown


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"papers": 9}])
def test_the_database_refuses_to_change_or_remove_a_list(change):
    published()
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        DailyList.objects.filter(number=1).update(**change)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        DailyList.objects.filter(number=1).delete()


def test_pages_show_the_months_and_give_the_very_bytes(client):
    published()
    page = client.get("/verify/lists/").content.decode()
    assert "พฤศจิกายน 2566" in page
    assert page.count("/verify/lists/2023-11-0") == 6
    for row in DailyList.objects.all():
        answer = client.get(row.get_absolute_url())
        assert hashlib.sha256(answer.content).hexdigest() == row.sha256
        assert "immutable" in answer["Cache-Control"]
    month = client.get("/verify/lists/2023-11.json")
    assert read(month.content) == [one for file in files() for one in read(file)]
    assert "immutable" not in month["Cache-Control"]


@pytest.mark.parametrize("address", ["2023-11-09.json", "2023-02-31.json", "2023-12.json", "0000-13.json"])
def test_a_list_that_is_not_there_is_404(client, address):
    published()
    assert client.get(f"/verify/lists/{address}").status_code == 404


@pytest.mark.parametrize("month", ["", "2023-12", "x", "2023-99"])
def test_an_odd_month_shows_the_newest(client, month):
    published()
    assert "พฤศจิกายน 2566" in client.get("/verify/lists/", {"month": month}).content.decode()
