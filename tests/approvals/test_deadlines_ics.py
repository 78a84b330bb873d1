"""The calendar file: what RFC 5545 asks of its bytes, read back by hand and by a parser."""

import datetime

import icalendar
import pytest

from approvals.deadlines.ics import Event, calendar

pytestmark = pytest.mark.any_database

DAY = datetime.date(2026, 9, 17)
LONG = "ประชุมคณะกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย " * 6


def read(content: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def test_every_line_ends_with_crlf_and_has_at_most_75_octets():
    content = calendar([Event("a", LONG, DAY, text=LONG + "\n" + LONG)], name=LONG)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    assert read(content)["SUMMARY"] == LONG


def test_day_is_a_date_and_ends_before_the_next():
    content = calendar([Event("step-1", "ส่งแผน", DAY)])
    assert b"DTSTART;VALUE=DATE:20260917\r\n" in content
    assert b"DTEND;VALUE=DATE:20260918\r\n" in content
    assert b"TRANSP:TRANSPARENT\r\n" in content


@pytest.mark.parametrize(
    ("ends", "written"),
    [
        (datetime.time(12), b"DTEND:20260917T050000Z\r\n"),
        (None, b"DTEND:20260917T053000Z\r\n"),
        (datetime.time(8), b"DTEND:20260917T053000Z\r\n"),  # mistyped: before the beginning
    ],
)
def test_meeting_with_a_time_is_written_in_utc(ends, written):
    content = calendar([Event("m", "ประชุม", DAY, datetime.time(9, 30), ends)])
    assert b"DTSTART:20260917T023000Z\r\n" in content
    assert written in content


def test_entry_keeps_its_name_while_it_changes(settings):
    settings.SITE_URL = "https://plans.example.go.th"
    first = read(calendar([Event("m-7", "ประชุม", DAY)]))
    later = read(calendar([Event("m-7", "ประชุม", DAY, is_cancelled=True, version=3, address="/x/")]))
    assert first["UID"] == later["UID"] == "m-7@plans.example.go.th"
    assert (later["SEQUENCE"], later["STATUS"], later["URL"]) == (
        3,
        "CANCELLED",
        "https://plans.example.go.th/x/",
    )
    assert "DTSTAMP" in first


def test_text_cannot_break_out_of_its_line():
    content = calendar([Event("a", "ก\r\nEND:VEVENT\r\nX:1; 2, 3", DAY)])
    assert content.count(b"\r\nEND:VEVENT") == 1
    assert b"\r\nX:1" not in content


def test_calendar_without_entries_is_a_calendar():
    assert b"BEGIN:VCALENDAR" in calendar([], name="กำหนดเวลา")
