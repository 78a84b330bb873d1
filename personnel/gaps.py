"""What people lack: the level that their post requires less the level they were assessed at.

Only what was sent counts; the supervisor's level goes before the person's own. Scores never leave the LAO: whoever
asks this module answers for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from organizations.models import Organization
from personnel.models import Assessment, Person, Post, Score, StaffingFrame
from personnel.requirements import Item, Key, Requirements
from personnel.staff_list import Seat, StaffList, frame_of_today, frames_of


@dataclass(frozen=True)
class Gap:
    """One item of one person: what is required, what was assessed, and what is lacking (never below zero)."""

    person_id: int
    item: Item
    required: int
    assessed: int
    gap: int


@dataclass(frozen=True)
class Coverage:
    """How many of the people who are to be assessed have an assessment that was sent."""

    assessed: int
    total: int

    def __str__(self) -> str:
        return _("ประเมินแล้ว {assessed} จาก {total} คน").format(
            assessed=f"{self.assessed:,}", total=f"{self.total:,}"
        )

    @property
    def is_complete(self) -> bool:
        """True when everybody was assessed."""
        return self.total > 0 and self.assessed == self.total

    @property
    def percent(self) -> int:
        """Assessed people per hundred, rounded down: 100 means all."""
        return self.assessed * 100 // self.total if self.total else 0


def frame_of_cycle(organization: Organization, first_year: int) -> StaffingFrame | None:
    """The frame of a cycle, else the one in force; None while there is no staff list."""
    frames = frames_of(organization)
    of_cycle = (frame for frame in frames if frame.first_year == first_year)
    return next(of_cycle, None) or frame_of_today(frames)


class Measured:
    """People of an LAO in one cycle with what their posts require and what was assessed.

    The number of queries does not depend on the number of people.
    """

    def __init__(self, organization: Organization, first_year: int, staff: StaffList | None = None) -> None:
        self.organization = organization
        self.first_year = first_year
        self._at_hand = staff

    @cached_property
    def staff(self) -> StaffList | None:
        """The staff list of the cycle, the one at hand where there is one; None while there is none."""
        if self._at_hand is not None:
            return self._at_hand
        frame = frame_of_cycle(self.organization, self.first_year)
        return StaffList(frame) if frame else None

    @cached_property
    def seats(self) -> list[Seat]:
        """Posts of local personnel that are held, in the order of the frame; the people who are to be assessed."""
        seats = self.staff.seats() if self.staff else []
        return [seat for seat in seats if seat.person and seat.post.is_counted]

    @property
    def people(self) -> list[Person]:
        """Everybody who is to be assessed, once, in the order of the frame."""
        return list({seat.person.pk: seat.person for seat in self.seats if seat.person}.values())

    @cached_property
    def posts(self) -> dict[int, Post]:
        """The post of each person who is to be assessed, by the person's key."""
        return {seat.person.pk: seat.post for seat in self.seats if seat.person}

    @cached_property
    def requirements(self) -> Requirements:
        """What these posts require."""
        return Requirements(self.posts.values(), self.first_year)

    @cached_property
    def required(self) -> dict[int, dict[Key, int]]:
        """The level required of each item, by person."""
        by_post = self.requirements.by_post()
        return {person: by_post[post.pk] for person, post in self.posts.items()}

    @cached_property
    def assessed(self) -> dict[int, dict[Key, int]]:
        """The level in force of each item that was assessed, by person."""
        rows = Score.objects.filter(
            assessment__organization=self.organization,
            assessment__first_year=self.first_year,
            assessment__sent_at__isnull=False,
        ).values_list("assessment__person", "assessment__assessor", "item_kind", "item_code", "level")
        found: dict[int, dict[Key, int]] = defaultdict(dict)
        for person, assessor, kind, code, level in rows.order_by():
            if assessor == Assessment.Assessor.SUPERVISOR or (kind, code) not in found[person]:
                found[person][kind, code] = level
        return dict(found)

    def gaps(self, people: Iterable[int] | None = None) -> Iterator[Gap]:
        """Every item that was assessed, of everybody or of some people."""
        wanted = self.required.keys() if people is None else people
        for person in wanted:
            levels = self.assessed.get(person, {})
            for key, required in self.required.get(person, {}).items():
                if key in levels:
                    lack = max(0, required - levels[key])
                    yield Gap(person, self.requirements.items[key], required, levels[key], lack)

    @property
    def coverage(self) -> Coverage:
        """Of the people in counted posts, those with something assessed and sent."""
        return Coverage(len(self.posts.keys() & self.assessed.keys()), len(self.posts))


def gaps_of(organization: Organization, first_year: int, people: Iterable[Person] | None = None) -> list[Gap]:
    """What was assessed in a cycle (its first fiscal year, B.E.), item by item, of everybody or of some people.

    An item that was not assessed has no row; one in which nothing is lacking has a gap of zero.
    """
    keys = None if people is None else [person.pk for person in people]
    return list(Measured(organization, first_year).gaps(keys))


def coverage(organization: Organization, first_year: int) -> Coverage:
    """How many people were assessed, to be said wherever gaps are shown."""
    return Measured(organization, first_year).coverage
