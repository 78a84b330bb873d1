"""The committee and what is followed up, renewed: today's departments, and names that are still on the staff list.

Nothing that stands in the new plan is taken away: seats are added, empty names filled, another name only proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from plans.edit_rows import missing_seats, save_committee, save_monitoring
from plans.holders import StaffToday, plain
from plans.models import CommitteeMember, MonitoringItem
from plans.rollover.source import Past
from plans.rollover.years import moved_on, without_years

Seat = CommitteeMember.Seat
OF_NOBODY = frozenset({Seat.DEPUTY_CLERK, Seat.OFFICER})  #: seats that departments do not bring with them
COLUMNS = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")
ITEM_COLUMNS = ("indicator", "method", "responsible", "when")

LEFT, UNKNOWN, ELECTED, NO_LIST = (
    _("พ้นจากหน่วยงานแล้ว"),
    _("ไม่พบชื่อในบัญชีบุคลากร"),
    _("มาจากการเลือกตั้ง จึงไม่อยู่ในบัญชีบุคลากร โปรดตรวจว่ายังดำรงตำแหน่ง"),
    _("ไม่มีบัญชีบุคลากรให้ตรวจชื่อ โปรดตรวจว่ายังดำรงตำแหน่ง"),
)
STILL, HOLDS = _("ยังอยู่ในบัญชีบุคลากร"), _("ผู้ครองตำแหน่งตามบัญชีบุคลากร")


@dataclass(frozen=True)
class Proposal:
    """A seat as it is proposed; ``current`` is the seat of the new plan that it would change, if any."""

    key: str
    member: CommitteeMember
    current: CommitteeMember | None
    note: str | Promise
    is_sure: bool

    @property
    def is_offered(self) -> bool:
        """True where taking it costs nothing that somebody wrote."""
        return self.is_sure and (self.current is None or not self.current.person_name)


@dataclass(frozen=True)
class Dropped:
    """A name of the last committee that is not proposed, and why."""

    member: CommitteeMember
    why: str | Promise


class Renewal:
    """What the last cycle's committee and monitoring bring into the new plan."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self.organization = past.new.plan.organization
        self.staff = StaffToday(self.organization)
        self.before = past.facts.committee
        self.current = list(past.new.committeemembers.select_related("unit"))

    @cached_property
    def seats(self) -> list[Proposal]:
        """Seats to fill and to add, in the order of the committee."""
        return [row for row in self._seats() if row is not None]

    def _seats(self) -> Iterator[Proposal | None]:
        for row in self.current:
            yield self._named(row, row)
        for row in missing_seats(self.past.new, self.current):
            yield self._named(row, None)
        present = {plain(row.person_name) for row in self.current if row.person_name}
        for row in self.before:
            if row.seat in OF_NOBODY and plain(row.person_name) not in present:
                yield self._again(row)

    def _named(self, seat: CommitteeMember, current: CommitteeMember | None) -> Proposal | None:
        """A seat with the name it has today; None where there is nothing to change."""
        name, is_acting, note, is_sure = self._name_for(seat)
        if current is not None and (not name or plain(name) == plain(current.person_name)):
            return None
        if current is not None and current.person_name and seat.seat == Seat.OFFICER:
            return None  # officers share a seat: the first of the last committee is not the name of each
        member = self._copy(seat, person_name=name, is_acting=is_acting)
        key = f"seat-{current.pk}" if current else f"new-{seat.seat}-{seat.unit_id or 0}"
        return Proposal(key, member, current, note, is_sure or not name)

    def _name_for(self, seat: CommitteeMember) -> tuple[str, bool, str | Promise, bool]:
        """Name, whether acting, why, and whether the staff list says so."""
        holding = self.staff.head_of(seat.unit_id) if seat.unit_id else self.staff.holder_of(seat.position)
        if holding is not None and seat.seat != Seat.OFFICER:
            return holding.person.full_name, holding.is_acting, HOLDS, True
        before = next((row for row in self.before if _same_seat(row, seat) and row.person_name), None)
        if before is None:
            return "", False, "", True
        if seat.seat == Seat.HEAD:
            return before.person_name, before.is_acting, ELECTED, False
        if not self.staff:
            return before.person_name, before.is_acting, NO_LIST, False
        if plain(before.person_name) in self.staff.present and seat.unit_id is None:
            return before.person_name, before.is_acting, STILL, True
        return "", False, "", True

    def _again(self, row: CommitteeMember) -> Proposal | None:
        """A seat of the last committee that no department brings, where its holder is still there."""
        if row.unit is not None and row.unit.closed_on is not None:
            return None
        if self.staff and plain(row.person_name) not in self.staff.present:
            return None
        note = STILL if self.staff else NO_LIST
        return Proposal(f"past-{row.pk}", self._copy(row), None, note, bool(self.staff))

    def _copy(self, row: CommitteeMember, **changes: Any) -> CommitteeMember:
        values = {name: getattr(row, name) for name in COLUMNS} | changes
        return CommitteeMember(revision=self.past.new, organization=self.organization, **values)

    @cached_property
    def dropped(self) -> list[Dropped]:
        """Names of the last committee that are no longer on the staff list."""
        if not self.staff:
            return []
        return [
            Dropped(row, LEFT if plain(row.person_name) in self.staff.left else UNKNOWN)
            for row in self.before
            if row.person_name and row.seat != Seat.HEAD and plain(row.person_name) not in self.staff.present
        ]

    # What is followed up ----------------------------------------------------------------------

    @cached_property
    def items(self) -> list[PastItem]:
        """What the last plan followed up and the new one does not yet."""
        there = {without_years(row.indicator) for row in self.past.new.monitoringitems.all()}
        closed = list(self.organization.units.exclude(closed_on=None).values_list("name", flat=True))
        return [
            PastItem(
                row,
                {name: moved_on(getattr(row, name), self.past.cycle, self.past.by) for name in ITEM_COLUMNS},
                next((name for name in closed if name in row.responsible), ""),
            )
            for row in self.past.facts.monitoring
            if without_years(row.indicator) not in there
        ]


@dataclass(frozen=True)
class PastItem:
    """What was followed up, as the new plan would say it; ``closed`` names a department that is no more."""

    item: MonitoringItem
    values: dict[str, str]
    closed: str


def _same_seat(before: CommitteeMember, seat: CommitteeMember) -> bool:
    return (before.seat, before.unit_id) == (seat.seat, seat.unit_id)


@transaction.atomic
def renew(
    past: Past,
    *,
    seats: Collection[str],
    items: Collection[int],
    committee_version: int,
    monitoring: str,
    by: User,
) -> tuple[int, int]:
    """Take the chosen seats and items over, and say how many of each; Stale when either list changed meanwhile."""
    renewal = Renewal(past)
    chosen = [row for row in renewal.seats if row.key in seats]
    added = [row for row in renewal.items if row.item.pk in items]
    if chosen:
        save_committee(
            revision=past.new,
            values={},
            members=_members(renewal.current, chosen),
            expected_version=committee_version,
            by=by,
        )
    if added:
        stored = [
            {name: getattr(row, name) for name in ITEM_COLUMNS} for row in past.new.monitoringitems.all()
        ]
        rows = [*stored, *(row.values for row in added)]
        save_monitoring(revision=past.new, rows=rows, seen=monitoring, by=by)
    return len(chosen), len(added)


def _members(current: Sequence[CommitteeMember], chosen: Sequence[Proposal]) -> list[dict[str, Any]]:
    named = {row.current.pk: row.member for row in chosen if row.current is not None}
    members = [named.get(row.pk, row) for row in current]
    secretary = CommitteeMember.Duty.SECRETARY, CommitteeMember.Duty.ASSISTANT
    members += [row.member for row in chosen if row.current is None]
    members.sort(key=lambda row: secretary.index(row.duty) + 1 if row.duty in secretary else 0)
    return [{name: getattr(row, name) for name in COLUMNS} for row in members]
