"""A staffing frame and everybody in it, each table read once: what pages, counts and plans ask.

A fiscal year is looked at on one day: today while the year runs, its last day afterwards, its first day before.
Whoever holds a post on that day is counted in that year; tenure is always measured on 1 October.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from organizations.models import Organization
from personnel.groups import GroupDecision, GroupFacts, group_of, overridden
from personnel.models import GroupOverride, Holding, Person, Post, StaffingFrame
from personnel.positions import decode
from personnel.rules import experience_years
from thai.dates import today
from thai.fiscal import FiscalYear


@dataclass(frozen=True)
class Seat:
    """A post on one day: who holds it, and who acts in it."""

    post: Post
    holding: Holding | None
    acting: tuple[Holding, ...] = ()

    @property
    def person(self) -> Person | None:
        """The substantive holder; an acting one leaves the post vacant."""
        return self.holding.person if self.holding else None

    @property
    def is_vacant(self) -> bool:
        """True for a post without a substantive holder."""
        return self.holding is None


@dataclass(frozen=True)
class Grouped:
    """A person of a year with the decision in force and the one of the rules alone."""

    person: Person
    post: Post
    decision: GroupDecision
    by_rule: GroupDecision
    override: GroupOverride | None = None


def frames_of(organization: Organization) -> list[StaffingFrame]:
    """The frames of an LAO, the newest first."""
    return list(organization.frames.all())


def frame_of_today(frames: Iterable[StaffingFrame]) -> StaffingFrame | None:
    """The frame in force today, else the newest that has begun, else the earliest to come."""
    year = FiscalYear.of(today())
    newest_first = sorted(frames, key=lambda frame: frame.first_year, reverse=True)
    begun = [frame for frame in newest_first if frame.first_year <= year]
    return next(iter(begun), newest_first[-1] if newest_first else None)


class StaffList:
    """One frame; the number of queries does not depend on the number of posts."""

    def __init__(self, frame: StaffingFrame) -> None:
        self.frame = frame
        self._grouped: dict[int, dict[int, Grouped]] = {}

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        """The fiscal years of the frame (B.E.)."""
        return tuple(FiscalYear(year) for year in range(self.frame.first_year, self.frame.last_year + 1))

    @property
    def day(self) -> datetime.date:
        """The day on which the whole list is looked at."""
        return _nearest(today(), self.years[0].starts_on, self.years[-1].ends_on)

    @cached_property
    def experience_years(self) -> int:
        """The line between newcomers and the experienced, by the edition of the frame's first year."""
        return experience_years(self.frame.first_year)

    @cached_property
    def posts(self) -> list[Post]:
        """Every post that was ever in the frame, in order."""
        named = Post.objects.filter(frame=self.frame).select_related(
            "unit", "line__position_type", "position_type", "level"
        )
        return list(named)

    @cached_property
    def _holdings(self) -> dict[int, list[Holding]]:
        """Holdings by post, those that began last first."""
        rows: dict[int, list[Holding]] = defaultdict(list)
        for holding in Holding.objects.filter(post__frame=self.frame).select_related("person"):
            rows[holding.post_id].append(holding)
        for found in rows.values():
            found.sort(key=lambda row: (row.started_on or datetime.date.min, row.pk), reverse=True)
        return rows

    @cached_property
    def _overrides(self) -> dict[tuple[int, int], GroupOverride]:
        rows = GroupOverride.objects.filter(organization=self.frame.organization_id, year__in=self.years)
        return {(row.person_id, row.year): row for row in rows.select_related("group", "decided_by")}

    def history(self, post: Post) -> list[Holding]:
        """Everybody who holds, held or will hold a post, the latest first."""
        return self._holdings.get(post.pk, [])

    def seats(self, day: datetime.date | None = None) -> list[Seat]:
        """The posts that stand on a day, in order, local personnel or not."""
        on = day or self.day
        return [
            self._seat(post, on) for post in self.posts if post.abolished_on is None or post.abolished_on > on
        ]

    def _seat(self, post: Post, day: datetime.date) -> Seat:
        current = [holding for holding in self.history(post) if in_force(holding, day)]
        substantive = [holding for holding in current if not holding.is_acting]
        return Seat(post, next(iter(substantive), None), tuple(row for row in current if row.is_acting))

    @property
    def year(self) -> FiscalYear:
        """The fiscal year that lists show: today's, or the nearest of the frame."""
        return FiscalYear(min(max(FiscalYear.of(today()), self.years[0]), self.years[-1]))

    def day_of(self, year: int) -> datetime.date:
        """The day on which a fiscal year is looked at."""
        fiscal = FiscalYear(year)
        return _nearest(today(), fiscal.starts_on, fiscal.ends_on)

    def grouped(self, year: int) -> dict[int, Grouped]:
        """Everybody who holds a post in a year, with the decision on the group, by the person's key."""
        if year not in self._grouped:
            self._grouped[year] = self._decide_all(year)
        return self._grouped[year]

    def _decide_all(self, year: int) -> dict[int, Grouped]:
        seats = self.seats(self.day_of(year))
        acting = {holding.person_id for seat in seats for holding in seat.acting}
        found: dict[int, Grouped] = {}
        for seat in seats:
            if seat.person and seat.person.pk not in found:
                is_acting = seat.person.pk in acting
                found[seat.person.pk] = self._decide(seat.person, seat.post, is_acting, year)
        return found

    def _decide(self, person: Person, post: Post, is_acting: bool, year: int) -> Grouped:
        by_rule = group_of(facts_of(person, post, is_acting), year, experience_years=self.experience_years)
        override = self._overrides.get((person.pk, year))
        decision = overridden(by_rule, override.group.code, override.reason) if override else by_rule
        return Grouped(person, post, decision, by_rule, override)


def in_force(holding: Holding, day: datetime.date) -> bool:
    """As ``Holding.objects.current_on``: an unknown start is long ago, both ends are included."""
    begun = holding.started_on is None or holding.started_on <= day
    return begun and (holding.ended_on is None or holding.ended_on >= day)


def facts_of(person: Person, post: Post, is_acting_elsewhere: bool) -> GroupFacts:
    """What is known about a person in a post; the type also from the line, or from the number."""
    position_type = post.position_type or (post.line.position_type if post.line else None)
    number = decode(post.number)
    return GroupFacts(
        kind=post.kind,
        position_type=position_type.code if position_type else (number.type_code if number else ""),
        level=post.level.code if post.level else "",
        is_head=post.is_head,
        is_acting_elsewhere=is_acting_elsewhere,
        appointed_on=person.appointed_on,
        passed_probation=person.passed_probation,
        passed_teacher_readiness=person.passed_teacher_readiness,
    )


def _nearest(day: datetime.date, first: datetime.date, last: datetime.date) -> datetime.date:
    return min(max(day, first), last)
