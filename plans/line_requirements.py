"""What a plan prints of the requirements: the level expected at each level of position, and the items of each line.

Master plan sections 8 to 10. They come from the staff list of the plan's own years; a plan that is closed shows what
was kept with its snapshot. Nothing here says who holds a post or how anybody was assessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from competencies.items import ItemKind
from competencies.models import PositionLevel, PositionLine
from personnel.levels import NO_LEVEL, expected, standards_of
from personnel.models import Post, StaffingFrame
from personnel.requirements import WITH_LINE, Item, Key, Part, Requirements
from personnel.staff_list import StaffList
from plans.models import Revision
from plans.staff import PlanStaff

OUTSIDE_TYPES = "ลูกจ้างประจำและพนักงานจ้าง"
KINDS = tuple(ItemKind.values)


@dataclass(frozen=True)
class PlaceRow:
    """A level of position: how many posts, and the level expected of each kind of item, in the order of ``KINDS``."""

    name: str
    posts: int
    levels: tuple[int, ...]


@dataclass(frozen=True)
class ItemLevel:
    """An item that a line requires; the levels differ where its posts do."""

    name: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class LineRow:
    """A line with its posts and the items of each part; ``lacks`` competencies that are still to be chosen."""

    name: str
    kind: str
    posts: int
    lacks: bool
    parts: Mapping[str, tuple[ItemLevel, ...]]


@dataclass(frozen=True)
class LineRequirements:
    """All of it; false where the LAO has no staff list of the plan's years."""

    places: tuple[PlaceRow, ...] = ()
    lines: tuple[LineRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.places)

    def plain(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return {"places": [asdict(row) for row in self.places], "lines": [asdict(row) for row in self.lines]}

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> LineRequirements:
        """What ``plain`` kept."""
        return cls(
            places=tuple(PlaceRow(**{**row, "levels": tuple(row["levels"])}) for row in kept["places"]),
            lines=tuple(
                LineRow(
                    **{
                        **row,
                        "parts": {
                            part: tuple(ItemLevel(**item) for item in items)
                            for part, items in row["parts"].items()
                        },
                    }
                )
                for row in kept["lines"]
            ),
        )


class PlanRequirements:
    """The requirements as one revision sees them."""

    def __init__(self, revision: Revision, staff: PlanStaff) -> None:
        self.revision, self.staff = revision, staff

    @cached_property
    def rows(self) -> LineRequirements:
        """What is printed: as kept of a closed revision, else as it is now."""
        if self.staff.is_kept:
            snapshot = self.revision.snapshot
            kept = snapshot.content.get("requirements") if snapshot else None
            return LineRequirements.from_plain(kept) if kept else LineRequirements()
        frame = self.staff.frame
        return required_in(frame, self.revision.plan.first_year) if frame else LineRequirements()


def required_in(frame: StaffingFrame, edition_year: int) -> LineRequirements:
    """The requirements of the posts that stand in a frame; the number of queries does not depend on the posts."""
    posts = [seat.post for seat in StaffList(frame).seats() if seat.post.is_counted]
    required = Requirements(posts, edition_year)
    return LineRequirements(
        places=tuple(_place_rows(frame, required)), lines=tuple(_line_rows(posts, required))
    )


def _place_rows(frame: StaffingFrame, required: Requirements) -> Iterable[PlaceRow]:
    """The levels of position that posts stand at, in the order of the catalog, those outside the types last."""
    counted: dict[str, int] = defaultdict(int)
    for post in required.posts:
        counted[required.places.level_of(post)] += 1
    standards = standards_of([frame.organization_id])
    names = {
        row.code: f"{row.position_type.name} ระดับ{row.name}"
        for row in PositionLevel.objects.select_related("position_type").order_by("order")
    } | {NO_LEVEL: OUTSIDE_TYPES}
    for code, name in names.items():
        if counted[code]:
            levels = tuple(expected(standards, frame.organization_id, code, kind) for kind in KINDS)
            yield PlaceRow(name, counted[code], levels)


def _line_rows(posts: Sequence[Post], required: Requirements) -> Iterable[LineRow]:
    """The lines that posts stand in, in the order of the catalog."""
    of_line: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        if post.kind in WITH_LINE and post.line_id:
            of_line[post.line_id].append(post)
    by_post = required.by_post()
    for line in PositionLine.objects.filter(pk__in=of_line).select_related("position_type"):
        levels = [by_post[post.pk] for post in of_line[line.pk]]
        parts = _parts(required.items, levels)
        binding = bool(line.position_type.details.get("line_competencies_binding"))
        lacks = binding and Part.LINE not in parts
        yield LineRow(line.name, line.position_type.name, len(levels), lacks, parts)


def _parts(
    items: Mapping[Key, Item], levels: Sequence[Mapping[Key, int]]
) -> dict[str, tuple[ItemLevel, ...]]:
    """The items that any of the posts requires, with the lowest and the highest level of those that do."""
    found: dict[str, tuple[ItemLevel, ...]] = {}
    for part in Part:
        rows = []
        for key, item in items.items():
            asked = [row[key] for row in levels if key in row]
            if item.part == part and asked:
                rows.append(ItemLevel(item.name, min(asked), max(asked)))
        if rows:
            found[part.value] = tuple(rows)
    return found
