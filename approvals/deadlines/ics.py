"""Calendar files (RFC 5545), as the programs in which people keep their days take them.

A day is a date of Thailand without a time. A meeting with a time is written in UTC: Thailand has one offset all year,
so no definition of a time zone travels along.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from thai.dates import BANGKOK, now

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Phatthana//Phatthana//TH"
#: A meeting whose end nobody planned is shown as long as this.
USUAL_LENGTH = datetime.timedelta(hours=3)


@dataclass(frozen=True)
class Event:
    """One entry; ``key`` names it for ever, so that a later file changes the entry and adds no second."""

    key: str
    title: str
    on: datetime.date
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place: str = ""
    text: str = ""
    address: str = ""  #: a path of this system
    is_cancelled: bool = False
    version: int = 0  #: grows with each change of the entry


def calendar(events: Iterable[Event], *, name: str = "") -> bytes:
    """The file, with ``name`` as what programs call the calendar."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    if name:
        made.add("x-wr-calname", name)
        made.add("x-wr-timezone", BANGKOK.key)
    for event in events:
        made.add_component(_component(event))
    return made.to_ical()


def _component(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{event.key}@{urlsplit(settings.SITE_URL).hostname or 'phatthana'}")
    made.add("dtstamp", now().astimezone(datetime.UTC))
    made.add("sequence", event.version)
    made.add("summary", event.title)
    for part, moment in _when(event).items():
        made.add(part, moment)
    for part, text in (("location", event.place), ("description", event.text)):
        if text:
            made.add(part, text)
    if event.address:
        made.add("url", settings.SITE_URL + event.address)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.starts_at is None:
        made.add("transp", "TRANSPARENT")  # a last day does not make the person busy
    return made


def _when(event: Event) -> dict[str, datetime.date]:
    """Start and end; the end of a whole day is the next day (RFC 5545, 3.6.1)."""
    if event.starts_at is None:
        return {"dtstart": event.on, "dtend": event.on + datetime.timedelta(days=1)}
    begins = datetime.datetime.combine(event.on, event.starts_at, BANGKOK)
    ends = datetime.datetime.combine(event.on, event.ends_at, BANGKOK) if event.ends_at else None
    if ends is None or ends <= begins:
        ends = begins + USUAL_LENGTH
    return {"dtstart": begins.astimezone(datetime.UTC), "dtend": ends.astimezone(datetime.UTC)}
