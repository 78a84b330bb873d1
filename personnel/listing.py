"""The list of posts as a page shows it: filtered by what is known of each post, its holder and the group this year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from personnel.forms.post import PostFilter
from personnel.models import Unit
from personnel.staff_list import Grouped, Seat, StaffList
from thai.digits import to_arabic


@dataclass(frozen=True)
class Row:
    """A post with whoever is in it."""

    seat: Seat
    grouped: Grouped | None

    @property
    def group(self) -> str:
        """The code of the holder's group; empty where nobody is counted."""
        return (self.grouped.decision.group_code or "") if self.grouped else ""

    @property
    def is_doubtful(self) -> bool:
        """True when the group rests on a default."""
        return bool(self.grouped and self.grouped.decision.is_doubtful)

    def mentions(self, text: str) -> bool:
        """True when number, title or a name contains the text."""
        people = [self.seat.person, *(holding.person for holding in self.seat.acting)]
        names = [person.full_name for person in people if person]
        return any(text in words.lower() for words in (self.seat.post.number, self.seat.post.title, *names))


def rows_of(staff: StaffList, chosen: dict[str, Any]) -> list[Row]:
    """The posts that the filter leaves, in the order of the frame."""
    return [row for row in _all_rows(staff) if _fits(row, chosen)]


def _all_rows(staff: StaffList) -> Iterator[Row]:
    grouped = staff.grouped(staff.year)
    for seat in staff.seats(staff.day_of(staff.year)):
        yield Row(seat, grouped.get(seat.person.pk) if seat.person else None)


def _fits(row: Row, chosen: dict[str, Any]) -> bool:
    unit: Unit | None = chosen.get("unit")
    text = to_arabic(chosen.get("text") or "").lower()
    states = {
        PostFilter.HELD: not row.seat.is_vacant,
        PostFilter.VACANT: row.seat.is_vacant,
        PostFilter.ACTING: bool(row.seat.acting),
        PostFilter.DOUBTFUL: row.is_doubtful,
    }
    return (
        (unit is None or row.seat.post.unit_id == unit.pk)
        and states.get(chosen.get("state") or "", True)
        and chosen.get("group") in (None, "", row.group)
        and (not text or row.mentions(text))
    )
