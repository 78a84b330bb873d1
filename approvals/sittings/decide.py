"""Deciding a block: as many plans as fit into a part of a second, again until none is left.

Each plan is a transaction of its own, so a page that is shut, or a process that is killed, leaves every plan
before or after its resolution; whoever opens the page again goes on with those that are left.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from approvals.meetings.conclude import Concluded, Resolution, conclude_many, proposal_of
from approvals.meetings.tally import Tally, count, voices
from approvals.meetings.voting import Refusal, cast
from approvals.models import AgendaBlock, AgendaItem, Attendee, Outcome
from approvals.sittings.agenda import items_of_block
from organizations.models import Membership

#: Seconds that one request spends on resolutions.
PATIENCE = 0.6


@dataclass
class Progress:
    """How far a block is: what this request did, and how many are left."""

    done: list[Concluded] = field(default_factory=list)
    skipped: list[Concluded] = field(default_factory=list)
    left: int = 0

    @property
    def goes_on(self) -> bool:
        """Another request has something to do."""
        return self.left > 0


def vote_on_block(
    block: AgendaBlock,
    choices: Mapping[int, str],
    *,
    by: Membership,
    seen: Mapping[int, str] | None = None,
    on_paper: bool = False,
) -> list[Refusal]:
    """One vote for the block: the voice of each attendee on each of its plans that is still open.

    Who is recused from, or out of the room for, one plan is simply not counted there.
    """
    items = [item for item in items_of_block(block) if not item.is_concluded]
    if not items:
        return []
    out = {(row.item_id, row.attendee_id) for item in items for row in item.away.all()}
    refused = cast(items, choices, by=by, seen=seen, on_paper=on_paper)
    return [one for one in refused if (one.item.pk, one.attendee.pk) not in out]


def conclude_block(block: AgendaBlock, *, by: Membership, resolution: Resolution) -> Progress:
    """Conclude the next plans of a block by their votes; those that cannot be are skipped with a word."""
    waiting = [item for item in items_of_block(block) if not item.is_concluded]
    progress, ends = Progress(), time.monotonic() + PATIENCE
    for place, item in enumerate(waiting, start=1):
        (result,) = conclude_many([item], by=by, resolution=resolution)
        (progress.done if result.done else progress.skipped).append(result)
        if time.monotonic() > ends:
            progress.left = len(waiting) - place
            break
    return progress


@dataclass(frozen=True)
class BlockTally:
    """The voices on a block: of its plans whose count is the usual one, and of those whose is another."""

    usual: Tally | None
    items: int
    others: list[tuple[AgendaItem, Tally]]

    @property
    def explained(self) -> str:
        """One line for the screen."""
        if self.usual is None:
            return _("ไม่มีเรื่องในกลุ่มนี้")
        return self.usual.explained


def tally_of_block(items: Iterable[AgendaItem], attendees: Iterable[Attendee]) -> BlockTally:
    """The count that most plans of a block have; the others (recusal, absence at one item) apart.

    ``items`` come with votes and away prefetched (:func:`approvals.sittings.agenda.items_of_block`).
    """
    seats = list(attendees)
    tallies = [(item, count(voices(item, seats))) for item in items]
    if not tallies:
        return BlockTally(None, 0, [])
    found = [tally for _item, tally in tallies]
    usual = max(found, key=found.count)
    return BlockTally(usual, len(tallies), [pair for pair in tallies if pair[1] != usual])


def usual_resolution(block: AgendaBlock) -> Resolution:
    """What a block without words of its own resolves: what the votes say, its common remarks as the note."""
    return Resolution(note=block.note)


def needs_words(item: AgendaItem) -> bool:
    """True where the proposal cannot be resolved in a block without details and reasons of its own."""
    return proposal_of(item) != Outcome.AGREED
