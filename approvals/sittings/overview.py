"""A meeting at a glance: its blocks and single plans with the running count, and what came out so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from approvals.meetings.tally import Tally, count, voices
from approvals.models import AgendaBlock, AgendaItem, Attendee, Meeting, Outcome
from approvals.sittings.decide import BlockTally, tally_of_block
from approvals.sittings.prepare import lacks_words


@dataclass(frozen=True)
class Line:
    """One plan on the agenda with its count."""

    item: AgendaItem
    tally: Tally
    lacks_words: bool

    @property
    def seen(self) -> str:
        """Which content is before whoever looks at the page."""
        return f"{self.item.pk}:{self.item.snapshot.sha256 if self.item.snapshot else ''}"


@dataclass(frozen=True)
class Group:
    """A block, or the plans that are considered by themselves (``block`` is None)."""

    block: AgendaBlock | None
    lines: list[Line]
    tally: BlockTally

    @property
    def open(self) -> int:
        """Plans without a resolution."""
        return sum(not line.item.is_concluded for line in self.lines)

    @property
    def unprepared(self) -> int:
        """Open plans whose resolution has no words yet."""
        return sum(line.lacks_words and not line.item.is_concluded for line in self.lines)

    @property
    def can_be_decided(self) -> bool:
        """The votes on most of its open plans give a result."""
        return bool(self.open and self.tally.usual and self.tally.usual.is_decidable)

    @property
    def seen(self) -> str:
        """Which contents are before whoever votes on the open plans."""
        return " ".join(line.seen for line in self.lines if not line.item.is_concluded)


def groups_of(meeting: Meeting) -> list[Group]:
    """The blocks in order, then the single plans; a constant number of queries."""
    seats = list(meeting.attendees.all())
    items = list(
        meeting.items.filter(revision__isnull=False)
        .select_related("block", "pulled_by", "snapshot", "revision__plan__organization")
        .defer("snapshot__content")
        .prefetch_related("votes", "away", "reasons")
    )
    for item in items:
        item.meeting = meeting
    blocks = list(meeting.blocks.all())
    groups = [
        _group(block, [i for i in items if i.block_id == block.pk and not i.pulled_by_id], seats)
        for block in blocks
    ]
    alone = [item for item in items if item.block_id is None or item.pulled_by_id]
    return groups + ([_group(None, alone, seats)] if alone else [])


def _group(block: AgendaBlock | None, items: list[AgendaItem], seats: list[Attendee]) -> Group:
    lines = [Line(item, count(voices(item, seats)), lacks_words(item)) for item in items]
    waiting = [item for item in items if not item.is_concluded]
    return Group(block, lines, tally_of_block(waiting or items, seats))


def group_of(block: AgendaBlock) -> Group:
    """One block."""
    return next(group for group in groups_of(block.meeting) if group.block and group.block.pk == block.pk)


def plain_items(meeting: Meeting) -> list[AgendaItem]:
    """Matters that are no plans."""
    return list(meeting.items.filter(revision=None))


def outcomes_of(meeting: Meeting) -> list[tuple[str, int]]:
    """How many plans had which resolution, in words."""
    rows = meeting.items.filter(revision__isnull=False).values_list("outcome", flat=True)
    found = Counter(rows)
    named = [(str(outcome.label), found[outcome]) for outcome in Outcome if found[outcome]]
    return named + ([(_("ยังไม่มีมติ"), found[""])] if found[""] else [])
