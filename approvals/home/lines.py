"""One line of a home page, and the page made of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from thai.dates import today
from thai.fiscal import Cycle

#: A glance holds no more.
MOST = 7
SOON = 7  #: days


@dataclass(frozen=True)
class Line:
    """Something to be done: what, until when, where; ``waits_for`` names those who are to do it when it is others."""

    text: str
    address: str = ""
    due_on: datetime.date | None = None
    waits_for: str = ""
    is_meeting: bool = False  #: the day is that of a meeting, not a last day
    day: datetime.date = field(default_factory=today)

    @property
    def days_left(self) -> int | None:
        """Negative when it is late."""
        return (self.due_on - self.day).days if self.due_on else None

    @property
    def left(self) -> str:
        """The same in words; empty where there is no day."""
        days = self.days_left
        if days is None:
            return ""
        if days < 0:
            return _("เลยมา {days} วัน").format(days=-days)
        return _("วันนี้") if days == 0 else _("อีก {days} วัน").format(days=days)

    @property
    def tone(self) -> str:
        """Colour of the tag; the words say the same."""
        days = self.days_left
        if days is None or days > SOON:
            return "note"
        return "stop" if days < 0 else "todo"


@dataclass(frozen=True)
class Home:
    """The lines of one person in one role: the own ones, then what others are waited for to do."""

    mine: tuple[Line, ...]
    others: tuple[Line, ...]

    @property
    def shown(self) -> tuple[Line, ...]:
        """As many as a glance holds, the earliest first."""
        return self.mine[:MOST]

    @property
    def more(self) -> int:
        """How many are left out."""
        return max(0, len(self.mine) - MOST)

    @property
    def others_shown(self) -> tuple[Line, ...]:
        """What room is left for, at least two."""
        return self.others[: max(2, MOST - len(self.mine))]


def in_order(lines: Iterable[Line]) -> Home:
    """By day, what has none last; the order in which they came otherwise."""
    rows = sorted(lines, key=lambda line: line.due_on or datetime.date.max)
    return Home(tuple(row for row in rows if not row.waits_for), tuple(row for row in rows if row.waits_for))


def to(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page, or no address where an installation has no such page."""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def years(cycle: Cycle) -> str:
    """2570 - 2572, as screens have it."""
    return f"{cycle.first} - {cycle.last}"
