"""How many posts and people: by unit and employment kind (table T2), frame, held and vacant (T1), by group and year.

Counted from rows, never typed. A summary is plain data, so that a plan can keep what was counted when it was decided.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organizations.models import Organization
from personnel.groups import Rule
from personnel.models import COUNTED, EmploymentKind, Post, Unit
from personnel.staff_list import Seat, StaffList

#: Kinds of local personnel in the order of the tables.
KINDS = tuple(kind for kind in EmploymentKind if kind in COUNTED)
NO_UNIT = "ไม่สังกัดส่วนราชการ"  #: the chief official and deputies, and posts whose unit is not entered


def kind_name(kind: str, organization: Organization) -> str:
    """An employment kind as tables name it: officials by the LAO's own term, teachers in short."""
    if kind == EmploymentKind.CIVIL:
        return organization.titles.staff_term
    return _("ครูและบุคลากรทางการศึกษา") if kind == EmploymentKind.TEACHER else str(EmploymentKind(kind).label)


@dataclass(frozen=True)
class UnitCounts:
    """One department: posts of the frame, posts held, and people by employment kind."""

    unit: str
    frame: int
    held: int
    kinds: Mapping[str, int]

    @property
    def vacant(self) -> int:
        """Posts of the frame without a substantive holder."""
        return self.frame - self.held

    def of_kind(self, kind: str) -> int:
        """People of one employment kind."""
        return self.kinds.get(kind, 0)


@dataclass(frozen=True)
class StaffSummary:
    """The counts of one frame, as plan and paper use them."""

    first_year: int
    last_year: int
    counted_on: datetime.date
    units: tuple[UnitCounts, ...]
    groups: Mapping[tuple[str, int], int]  #: (group code, fiscal year B.E.) -> people

    @property
    def total(self) -> UnitCounts:
        """All departments together."""
        kinds: Counter[str] = Counter()
        for unit in self.units:
            kinds.update(unit.kinds)
        return UnitCounts("", sum(u.frame for u in self.units), sum(u.held for u in self.units), dict(kinds))

    @property
    def kinds(self) -> tuple[EmploymentKind, ...]:
        """The columns of T2: the usual five, and experts where there are some."""
        occurring = self.total.kinds
        return tuple(kind for kind in KINDS if kind != EmploymentKind.HIRED_EXPERT or occurring.get(kind))

    def people(self, group: str, year: int) -> int:
        """People of a group in a fiscal year."""
        return self.groups.get((group, year), 0)

    def plain(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return {
            "years": [self.first_year, self.last_year],
            "counted_on": self.counted_on.isoformat(),
            "units": [
                {"unit": row.unit, "frame": row.frame, "held": row.held, "kinds": dict(row.kinds)}
                for row in self.units
            ],
            "groups": [
                {"group": group, "year": year, "people": people}
                for (group, year), people in sorted(self.groups.items())
            ],
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> StaffSummary:
        """What ``plain`` kept."""
        first, last = kept["years"]
        return cls(
            first_year=first,
            last_year=last,
            counted_on=datetime.date.fromisoformat(kept["counted_on"]),
            units=tuple(UnitCounts(**row) for row in kept["units"]),
            groups={(row["group"], row["year"]): row["people"] for row in kept["groups"]},
        )


def summarise(staff: StaffList) -> StaffSummary:
    """Count a staff list: posts on its day, groups in each of its years."""
    return StaffSummary(
        first_year=staff.frame.first_year,
        last_year=staff.frame.last_year,
        counted_on=staff.day,
        units=by_unit(staff.seats()),
        groups=by_group(staff),
    )


def by_unit(seats: Iterable[Seat]) -> tuple[UnitCounts, ...]:
    """Local personnel by department, in the order of departments; posts without one come first."""
    counted = [seat for seat in seats if seat.post.kind in COUNTED]
    frame = Counter(_unit_key(seat.post) for seat in counted)
    kinds: dict[tuple[int, int, str], Counter[str]] = {key: Counter() for key in frame}
    for seat in counted:
        if not seat.is_vacant:
            kinds[_unit_key(seat.post)][seat.post.kind] += 1
    return tuple(
        UnitCounts(key[2], posts, kinds[key].total(), dict(kinds[key]))
        for key, posts in sorted(frame.items())
    )


def _unit_key(post: Post) -> tuple[int, int, str]:
    unit: Unit | None = post.unit
    return (unit.order, unit.pk, unit.name) if unit else (-1, 0, NO_UNIT)


def by_group(staff: StaffList) -> dict[tuple[str, int], int]:
    """People by (group code, fiscal year); groups without anybody are left out."""
    return {
        (code, int(year)): people
        for year in staff.years
        for code, people in Counter(row.decision.group_code for row in staff.grouped(year).values()).items()
        if code
    }


@dataclass(frozen=True)
class RuleCounts:
    """How many people each rule put into a group, by fiscal year."""

    group: str
    rule: Rule
    people: Mapping[int, int]


def by_rule(staff: StaffList) -> list[RuleCounts]:
    """Groups with the rules that decided, in the order of groups and rules."""
    found: dict[tuple[str, Rule], Counter[int]] = {}
    for year in staff.years:
        for row in staff.grouped(year).values():
            if row.decision.group_code:
                key = (row.decision.group_code, row.decision.rule)
                found.setdefault(key, Counter())[int(year)] += 1
    order = list(Rule)
    return [
        RuleCounts(group, rule, people)
        for (group, rule), people in sorted(
            found.items(), key=lambda item: (item[0][0], order.index(item[0][1]))
        )
    ]


def doubtful(staff: StaffList, year: int) -> int:
    """How many decisions of a year rest on a default."""
    return sum(row.decision.is_doubtful for row in staff.grouped(year).values())


def outside(seats: Iterable[Seat]) -> dict[str, int]:
    """People on the list who are not local personnel, by employment kind."""
    kinds = Counter(seat.post.kind for seat in seats if seat.post.kind not in COUNTED and not seat.is_vacant)
    return dict(kinds)
