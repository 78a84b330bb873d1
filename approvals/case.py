"""A move under consideration: what its guards may know, and what they answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from approvals.models import AgendaItem, AppointedMember, Decision, ReturnReason
from approvals.orders import committee_on
from organizations.models import Membership
from plans.checks import Finding, run_checks
from plans.facts import PlanFacts
from plans.models import CommitteeMember, Revision
from thai.dates import today


@dataclass(frozen=True)
class Objection:
    """Why a move is refused, and the field of its form that is at fault, where one is."""

    message: str
    field: str = ""


@dataclass(frozen=True)
class Details:
    """What a person fills in for a move; what the move does not ask for stays empty.

    ``number`` and the fields after it belong to the announcement. ``members_total`` may be left to the
    committee of the plan. A resolution has the ``item`` of the meeting whose votes it follows, or the sha256 of
    the scan of a paper as its ``evidence``.
    """

    note: str = ""
    reasons: tuple[ReturnReason, ...] = ()
    meeting_number: str = ""
    meeting_on: datetime.date | None = None
    agenda_item: str = ""
    members_total: int | None = None
    members_present: int | None = None
    votes_for: int | None = None
    letter_number: str = ""
    letter_on: datetime.date | None = None
    number: str = ""
    dated_on: datetime.date | None = None
    effective_on: datetime.date | None = None
    late_reason: str = ""
    signer_name: str = ""
    signer_position: str = ""
    wording: str = ""
    item: AgendaItem | None = None
    evidence: str = ""


@dataclass
class Case:
    """One revision, one person, and the details unless only the possibility is asked about."""

    revision: Revision
    by: Membership
    details: Details | None = None
    day: datetime.date = field(default_factory=today)

    @cached_property
    def facts(self) -> PlanFacts:
        """Everything about the revision, read when a guard first asks."""
        return PlanFacts(self.revision)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks find before the move; asked once, by the guard and for the list that is kept."""
        return run_checks(self.facts)

    @cached_property
    def past(self) -> list[Decision]:
        """Decisions so far, the newest first."""
        return list(self.revision.decisions.order_by("-pk"))

    def last(self, *actions: str) -> Decision | None:
        """The newest decision by one of ``actions``."""
        return next((decision for decision in self.past if decision.action in actions), None)

    @cached_property
    def committee(self) -> list[AppointedMember]:
        """The committee by the order in force on the day of its meeting; today's while no day is known."""
        held = self.details.meeting_on if self.details else None
        return committee_on(self.revision, held or self.day)

    @cached_property
    def voters(self) -> int:
        """Members of the committee who count for the quorum: assistants of the secretary do not."""
        return sum(1 for member in self.committee if member.duty != CommitteeMember.Duty.ASSISTANT)


Guard = Callable[[Case], Iterable[Objection]]
