"""Lists that somebody kept, looked at without our server: do they hang together, and what do they say of a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from documents.hash_lists.content import GENESIS, Entry, List, mark_of
from thai.dates import format_date


@dataclass(frozen=True)
class Chain:
    """Lists in their order, each once, and what is wrong with them (for people)."""

    lists: tuple[List, ...]
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Nothing is wrong, and it begins at the very first list."""
        return bool(self.lists) and not self.faults and self.lists[0].previous == GENESIS


@dataclass(frozen=True)
class Said:
    """What the lists say of one file: when it was issued, replaced, withdrawn."""

    issued_on: datetime.date
    entry: Entry
    replaced_on: datetime.date | None = None
    withdrawn_on: datetime.date | None = None


def chain_of(lists: Iterable[List]) -> Chain:
    """Put lists in their order and look at every link; the same list twice is one."""
    once = {one.sha256: one for one in lists}
    ordered = tuple(sorted(once.values(), key=lambda one: (one.number, one.day, one.sha256)))
    return Chain(ordered, tuple(_faults(ordered)))


def _faults(lists: tuple[List, ...]) -> Iterator[str]:
    if lists and (lists[0].number == 1) != (lists[0].previous == GENESIS):
        yield _("รายการวันที่ %(day)s ไม่ใช่รายการแรกตามที่ระบุ") % {"day": _day(lists[0])}
    for before, after in pairwise(lists):
        if after.number == before.number:
            yield _("มีรายการลำดับที่ %(number)s สองแบบที่ไม่ตรงกัน") % {"number": after.number}
        elif after.number > before.number + 1:
            yield _("ขาดรายการระหว่างวันที่ %(before)s กับวันที่ %(after)s") % {
                "before": _day(before),
                "after": _day(after),
            }
        elif after.previous != before.sha256:
            yield _("รายการวันที่ %(before)s ถูกแก้ไข หรือรายการวันที่ %(after)s ไม่ได้ต่อจากรายการนั้น") % {
                "before": _day(before),
                "after": _day(after),
            }
        elif after.day != before.day + datetime.timedelta(days=1):
            yield _("รายการวันที่ %(after)s ไม่ใช่วันถัดจากวันที่ %(before)s") % {
                "before": _day(before),
                "after": _day(after),
            }


def said_of(sha256: str, lists: Iterable[List]) -> Said | None:
    """What lists in their order say of the file with this hash; None where it is in none of them."""
    mark, found = mark_of(sha256), None
    replaced_on = withdrawn_on = None
    for one in lists:
        for entry in one.issued:
            if entry.mark == mark and found is None:
                found = (one.day, entry)
            if entry.replaces == mark:
                replaced_on = replaced_on or one.day
        if mark in one.withdrawn:
            withdrawn_on = withdrawn_on or one.day
    return Said(*found, replaced_on, withdrawn_on) if found else None


def _day(one: List) -> str:
    return format_date(one.day, "screen")
