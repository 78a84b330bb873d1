"""The result of a vote, computed and explained; nobody types it.

The rules are those of the Administrative Procedure Act B.E. 2539 where the edition or the body's own law says
nothing else: at least half of the members make a quorum (section 79), the greater number of voices decides and
the chair has a further voice in a tie (section 82), and who has an interest in a matter is not of the body while
it is considered (section 15).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from approvals.models import AgendaItem, Attendee, Away, Vote

#: Share of the members that makes a quorum where no parameter says otherwise (section 79).
HALF = 0.5


class Standing(StrEnum):
    """How an attendee counts at one item."""

    VOTED = "voted"
    MISSING = "missing"  # present, has not voted
    ABSENT = "absent"
    RECUSED = "recused"
    NO_VOTE = "no_vote"


@dataclass(frozen=True)
class Voice:
    """One attendee at one item."""

    attendee: Attendee
    standing: Standing
    vote: Vote | None = None


@dataclass(frozen=True)
class Tally:
    """Counts of one item; persons throughout.

    ``seats`` are those who could vote, without the recused. ``chair_voice`` is the chair's choice where the
    chair voted, which decides a tie.
    """

    seats: int
    recused: int
    present: int
    votes_for: int
    votes_against: int
    abstained: int
    quorum: int
    chair_voice: str = ""
    by_circulation: bool = False

    @property
    def missing(self) -> int:
        """Present and still silent."""
        return self.present - self.votes_for - self.votes_against - self.abstained

    @property
    def has_quorum(self) -> bool:
        """Enough members are present, or have answered a circulated paper."""
        return self.present >= self.quorum and self.present > 0

    @property
    def is_tied(self) -> bool:
        """As many for as against, and not nobody."""
        return self.votes_for == self.votes_against > 0

    @property
    def is_decidable(self) -> bool:
        """There is a quorum, everybody present has spoken, and a tie has the chair's voice."""
        return (
            self.has_quorum
            and not self.missing
            and (self.votes_for != self.votes_against or self.is_decided_tie)
        )

    @property
    def is_decided_tie(self) -> bool:
        """A tie in which the chair's further voice decides."""
        return self.is_tied and self.chair_voice in (Vote.Choice.FOR, Vote.Choice.AGAINST)

    @property
    def carried(self) -> bool:
        """What was proposed is resolved."""
        if not self.is_decidable:
            return False
        voices = self.votes_for + (self.is_tied and self.chair_voice == Vote.Choice.FOR)
        return voices > (self.seats * HALF if self.by_circulation else self.votes_against)

    @property
    def explained(self) -> str:
        """One line for screens: "เห็นชอบ 7 จาก 9 องค์ประชุม 5"."""
        parts = [
            _("เห็นชอบ {votes} จาก {seats} องค์ประชุม {quorum}").format(
                votes=self.votes_for, seats=self.seats, quorum=self.quorum
            )
        ]
        counted = [
            (_("มาประชุม {count}"), self.present if self.present != self.seats else 0),
            (_("ไม่เห็นชอบ {count}"), self.votes_against),
            (_("งดออกเสียง {count}"), self.abstained),
            (_("ยังไม่ออกเสียง {count}"), self.missing),
            (_("ไม่ร่วมพิจารณาเพราะมีส่วนได้เสีย {count}"), self.recused),
        ]
        parts += [text.format(count=count) for text, count in counted if count]
        if self.is_decided_tie:
            parts.append(_("คะแนนเท่ากัน ประธานออกเสียงชี้ขาด"))
        return " ".join(parts)


def quorum_of(seats: int, *, share: float | None = None) -> int:
    """Members who must be present: more than ``share`` of all where the edition names one, else at least half."""
    return math.floor(seats * share) + 1 if share is not None else math.ceil(seats * HALF)


def voices(item: AgendaItem, attendees: Iterable[Attendee]) -> list[Voice]:
    """How each of ``attendees`` counts at an item; its votes and its away are read once (prefetch them for many)."""
    votes = {vote.attendee_id: vote for vote in item.votes.all()}
    away = {row.attendee_id: row.why for row in item.away.all()}
    return [
        _voice(one, away.get(one.pk), votes.get(one.pk), item.meeting.by_circulation) for one in attendees
    ]


def _voice(attendee: Attendee, why: str | None, vote: Vote | None, by_circulation: bool) -> Voice:
    if not attendee.has_vote:
        return Voice(attendee, Standing.NO_VOTE)
    if why == Away.Why.RECUSED:
        return Voice(attendee, Standing.RECUSED)
    if why == Away.Why.ABSENT or not (attendee.is_present or by_circulation):
        return Voice(attendee, Standing.ABSENT)
    if vote is not None:
        return Voice(attendee, Standing.VOTED, vote)
    return Voice(attendee, Standing.ABSENT if by_circulation else Standing.MISSING)


def count(found: Iterable[Voice], *, share: float | None = None, by_circulation: bool = False) -> Tally:
    """The counts of voices; pure. Of a circulated paper those are present who answered."""
    found = list(found)
    standing = Counter(voice.standing for voice in found)
    choices = Counter(voice.vote.choice for voice in found if voice.vote)
    chair = next((v.vote.choice for v in found if v.vote and v.attendee.duty == Attendee.Duty.CHAIR), "")
    seats = sum(standing.values()) - standing[Standing.NO_VOTE] - standing[Standing.RECUSED]
    return Tally(
        seats=seats,
        recused=standing[Standing.RECUSED],
        present=standing[Standing.VOTED] + standing[Standing.MISSING],
        votes_for=choices[Vote.Choice.FOR],
        votes_against=choices[Vote.Choice.AGAINST],
        abstained=choices[Vote.Choice.ABSTAIN],
        quorum=quorum_of(seats, share=share),
        chair_voice=chair,
        by_circulation=by_circulation,
    )


def share_of(item: AgendaItem) -> float | None:
    """The edition's share for a committee's quorum; None where the general rule holds (boards)."""
    if item.meeting.board_id is not None or item.revision is None:
        return None
    rules = {one.key: one for one in item.revision.plan.edition.parameters.filter(key="committee_quorum")}
    return float(rules["committee_quorum"].value) if rules else None


def tally_of(item: AgendaItem, attendees: Iterable[Attendee] | None = None) -> Tally:
    """The tally of an item as its records stand now."""
    if attendees is None:
        attendees = item.meeting.attendees.all()
    prefetch_related_objects([item], "votes", "away")
    found = voices(item, attendees)
    return count(found, share=share_of(item), by_circulation=item.meeting.by_circulation)
