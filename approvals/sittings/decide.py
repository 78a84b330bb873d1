"""Deciding a block: as many plans as fit into a part of a second, again until none is left.

Each plan is a transaction of its own, so a page that is shut, or a process that is killed, leaves every plan
before or after its resolution; whoever opens the page again goes on with those that are left.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings.conclude import NO_QUORUM, Concluded, Resolution, conclude_many
from approvals.meetings.tally import Tally, count, quorum_of, voices
from approvals.meetings.voting import MeetingRefused, Refusal, cast, require_keeper, require_live, take_back
from approvals.models import AgendaBlock, AgendaItem, Attendee, Meeting, Outcome
from approvals.sittings.agenda import items_of_block
from approvals.sittings.prepare import resolution_of
from organizations.models import Membership

#: Seconds that one request spends on resolutions.
PATIENCE = 0.6


@dataclass
class Progress:
    """How far a block is: what this request did, and how many are left."""

    done: list[Concluded] = field(default_factory=list)
    skipped: list[Concluded] = field(default_factory=list)
    left: int = 0
    last: int = 0  #: order of the last plan that was looked at

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

    Who is recused from, or out of the room for, one plan is simply not counted there. With ``seen`` only the
    plans that were before the voter are voted upon.
    """
    items = [
        item for item in items_of_block(block) if not item.is_concluded and (seen is None or item.pk in seen)
    ]
    if not items:
        return []
    out = {(row.item_id, row.attendee_id) for item in items for row in item.away.all()}
    refused = cast(items, choices, by=by, seen=seen, on_paper=on_paper)
    return [one for one in refused if (one.item.pk, one.attendee.pk) not in out]


@transaction.atomic
def take_back_block(block: AgendaBlock, attendee: Attendee, *, by: Membership) -> int:
    """Take one person's voices on the open plans of a block back; how many."""
    given = [
        item
        for item in items_of_block(block)
        if not item.is_concluded and any(vote.attendee_id == attendee.pk for vote in item.votes.all())
    ]
    for item in given:
        take_back(item, attendee, by=by)
    return len(given)


def in_words(refused: Iterable[Refusal]) -> list[str]:
    """What was not counted and why, the same of many plans once."""
    counted = Counter((one.attendee.name or one.attendee.position, one.message) for one in refused)
    return [
        f"{name}: {message}" + (_(" ({count} เรื่อง)").format(count=times) if times > 1 else "")
        for (name, message), times in counted.items()
    ]


def conclude_block(
    block: AgendaBlock, *, by: Membership, resolution: Resolution | None = None, after: int = 0
) -> Progress:
    """Conclude the next plans of a block by their votes, each in the words prepared for it.

    Those that cannot be are skipped with a word; ``after`` is the order of the last plan that was looked at.
    """
    waiting = [item for item in items_of_block(block) if not item.is_concluded and item.order > after]
    return _while_patient(waiting, lambda item: resolution or resolution_of(item), by, after)


def lacks_quorum(meeting: Meeting) -> bool:
    """Fewer members with a vote are present than the meeting needs."""
    voters = list(meeting.attendees.filter(has_vote=True))
    present = sum(one.is_present for one in voters)
    return present == 0 or present < quorum_of(len(voters))


def defer_all(meeting: Meeting, *, by: Membership, after: int = 0) -> Progress:
    """Put the next open plans of a meeting without a quorum off, so that it can be closed; as :func:`conclude_block`."""
    require_live(meeting)
    require_keeper(meeting, by)
    if not lacks_quorum(meeting):
        raise MeetingRefused(_("ที่ประชุมครบองค์ประชุมแล้ว กรุณาลงมติหรือเลื่อนการพิจารณาเป็นรายเรื่อง"))
    waiting = meeting.items.filter(outcome="", revision__isnull=False, order__gt=after).order_by("order")
    why = Resolution(outcome=Outcome.DEFERRED, note=f"เลื่อนการพิจารณาเพราะ{NO_QUORUM}")
    return _while_patient(list(waiting), lambda item: why, by, after)


def _while_patient(
    waiting: list[AgendaItem], words: Callable[[AgendaItem], Resolution], by: Membership, after: int
) -> Progress:
    progress, ends = Progress(last=after), time.monotonic() + PATIENCE
    for place, item in enumerate(waiting, start=1):
        (result,) = conclude_many([item], by=by, resolution=words(item))
        (progress.done if result.done else progress.skipped).append(result)
        progress.last = item.order
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
