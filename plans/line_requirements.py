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
from personnel.models import Post, PostRequirement, StaffingFrame
from personnel.requirements import (
    WITH_LINE,
    Item,
    Key,
    LineChoices,
    LineRequirement,
    Part,
    Requirements,
    items,
    lines_of,
)
from personnel.staff_list import StaffList
from plans.amendment.base import records_in_force
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


@dataclass(frozen=True)
class Chosen:
    """Lines in all, and those that lack competencies which are still to be chosen."""

    lacking: int
    total: int


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
        if (base := records_in_force(self.revision)) is not None:
            kept = base.get("requirements")
            return LineRequirements.from_plain(kept) if kept else LineRequirements()
        staff = self.staff.staff_list
        return required_in(staff, self.revision.plan.first_year) if staff else LineRequirements()

    # What checks and the list of tasks ask, without the level of every item of every post.

    @cached_property
    def items(self) -> dict[Key, Item]:
        """Everything that the plan's edition knows."""
        return items(self.revision.plan.edition.year)

    @cached_property
    def choices(self) -> LineChoices:
        """What the lines of the staff list bring."""
        staff = self.staff.staff_list
        return LineChoices(staff.posts if staff else ())

    @cached_property
    def lines(self) -> list[LineRequirement]:
        """The lines of the posts that stand, with their competencies and how many they must have."""
        edition, staff = self.revision.plan.edition, self.staff.staff_list
        standing = (
            [post for post in staff.posts if post.is_counted and not post.abolished_on] if staff else []
        )
        least = int(edition.number("line_competencies_min"))
        return lines_of(standing, edition.year, least=least, known=self.items, choices=self.choices)

    @cached_property
    def overrides(self) -> dict[int, dict[Key, int | None]]:
        """What is set for single posts, by the post's key; None where an item is taken away."""
        found: dict[int, dict[Key, int | None]] = defaultdict(dict)
        if self.staff.frame is not None:
            rows = PostRequirement.objects.filter(post__frame=self.staff.frame).order_by()
            for post, kind, code, required in rows.values_list("post", "item_kind", "item_code", "required"):
                found[post][kind, code] = required
        return found

    @cached_property
    def chosen(self) -> Chosen:
        """For how many lines the competencies that bind them are chosen."""
        staff = self.staff.staff_list
        if staff is None:
            return Chosen(sum(line.lacks for line in self.rows.lines), len(self.rows.lines))
        lines: dict[int, bool] = {}
        for post in (seat.post for seat in staff.seats() if seat.post.is_counted):
            if post.kind in WITH_LINE and post.line_id:
                lines[post.line_id] = lines.get(post.line_id, True) and self._lacks(post)
        return Chosen(sum(lines.values()), len(lines))

    def _lacks(self, post: Post) -> bool:
        """True for a post whose line must bring competencies and brings none."""
        if post.line is None or not post.line.position_type.details.get("line_competencies_binding"):
            return False
        set_apart = self.overrides.get(post.pk, {})
        brought = {key: 1 for key in self.choices.keys(post.organization_id, post.line.pk)} | set_apart
        return not any(
            level is not None and key in self.items and self.items[key].part == Part.LINE
            for key, level in brought.items()
        )


def required_in(staff: StaffList, edition_year: int) -> LineRequirements:
    """The requirements of the posts that stand in a frame; the number of queries does not depend on the posts."""
    frame, posts = staff.frame, [seat.post for seat in staff.seats() if seat.post.is_counted]
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
    known: Mapping[Key, Item], levels: Sequence[Mapping[Key, int]]
) -> dict[str, tuple[ItemLevel, ...]]:
    """The items that any of the posts requires, with the lowest and the highest level of those that do."""
    found: dict[str, tuple[ItemLevel, ...]] = {}
    for part in Part:
        rows = []
        for key, item in known.items():
            asked = [row[key] for row in levels if key in row]
            if item.part == part and asked:
                rows.append(ItemLevel(item.name, min(asked), max(asked)))
        if rows:
            found[part.value] = tuple(rows)
    return found
