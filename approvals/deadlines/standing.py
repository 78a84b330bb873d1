"""Where the plan of a cycle stands, as counting back and forecast need it: state, what was done when, how far it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from approvals.models import AppointmentOrder, Decision, KeptProgress, Meeting
from organizations.models import Organization
from personnel.models import Need
from plans.models import CommitteeOrder, Revision, State
from thai.dates import BANGKOK
from thai.fiscal import Cycle

#: How far along each state is; a withdrawn revision is on no way.
RANK: dict[State, int] = {
    State.DRAFTING: 0,
    State.IN_COMMITTEE: 1,
    State.ENDORSED: 2,
    State.SUBMITTED: 3,
    State.ON_AGENDA: 3,
    State.APPROVED_WITH_CORRECTIONS: 4,
    State.APPROVED: 5,
    State.ANNOUNCED: 6,
}
_CALLED = (Meeting.Stage.CALLED, Meeting.Stage.OPEN, Meeting.Stage.CLOSED)


@dataclass(frozen=True)
class Subject:
    """What is to be done: the plan of an LAO for a cycle, begun or not."""

    organization: Organization
    cycle: Cycle
    revision: Revision | None = None

    @property
    def number(self) -> int:
        """Of the revision; 0 for a plan that nobody has begun."""
        return self.revision.number if self.revision else 0


@dataclass(frozen=True)
class Progress:
    """How far the writing is; a plan that was never counted has nothing done."""

    done: int = 0
    total: int = 0
    blocking: int = 0
    last_work_on: datetime.date | None = None

    @property
    def share(self) -> float:
        """Of the tasks, 0 to 1."""
        return self.done / self.total if self.total else 0.0


@dataclass(frozen=True)
class Standing:
    """Everything about one subject on one day."""

    state: State | None = None
    number: int = 0
    begun_on: datetime.date | None = None
    moved_on: datetime.date | None = None  #: of the last move
    done: Mapping[str, datetime.date] = field(default_factory=dict)  #: action -> day of its last time
    committee_on: datetime.date | None = None  #: date of the order that appoints the committee
    has_needs: bool = False
    called_for: datetime.date | None = None  #: day of the committee's meeting that was called
    agenda_on: datetime.date | None = None  #: day of the board's meeting on whose agenda it is
    corrections_sent: bool = False
    progress: Progress = Progress()

    @property
    def rank(self) -> int:
        """How far along; -1 before it was begun and after it was withdrawn."""
        return RANK.get(self.state, -1) if self.state else -1

    @property
    def is_withdrawn(self) -> bool:
        """Nobody is waited for."""
        return self.state == State.WITHDRAWN


def standings(
    subjects: Iterable[Subject], fresh: Mapping[int, Progress] | None = None
) -> dict[tuple[int, int], Standing]:
    """Of many subjects by (key of the LAO, first year), in as many queries as of one.

    ``fresh`` has the progress of revisions that were counted just now; of the others the kept count is taken.
    """
    subjects = list(subjects)
    facts = _Facts(subjects, fresh or {})
    return {(row.organization.pk, int(row.cycle.first)): facts.of(row) for row in subjects}


class _Facts:
    """Each table once."""

    def __init__(self, subjects: list[Subject], fresh: Mapping[int, Progress]) -> None:
        revisions = [row.revision for row in subjects if row.revision]
        self.fresh = fresh
        self.progress = {row.revision_id: row for row in KeptProgress.objects.filter(revision__in=revisions)}
        self.decisions: dict[int, list[Decision]] = {}
        decisions = Decision.objects.filter(revision__in=revisions).order_by("pk")
        for decision in decisions.only("revision_id", "action", "decided_at", "meeting_on"):
            self.decisions.setdefault(decision.revision_id, []).append(decision)
        self.orders = _days_of_orders(revisions)
        years = {int(row.cycle.first) for row in subjects}
        needs = Need.objects.filter(
            organization__in=[row.organization.pk for row in subjects],
            first_year__in=years,
            state=Need.State.CONFIRMED,
        )
        self.needs = set(needs.order_by().values_list("organization_id", "first_year").distinct())
        meetings = Meeting.objects.filter(
            organization__isnull=False,
            items__revision__in=revisions,
            items__outcome="",  # what was put off has to be called anew
            stage__in=_CALLED,
        )
        self.called = dict(meetings.order_by("held_on").values_list("items__revision", "held_on"))

    def of(self, subject: Subject) -> Standing:
        revision = subject.revision
        has_needs = (subject.organization.pk, int(subject.cycle.first)) in self.needs
        if revision is None:
            return Standing(has_needs=has_needs)
        decisions = self.decisions.get(revision.pk, [])
        on_agenda = [row for row in decisions if row.action == "put_on_agenda"]
        return Standing(
            state=State(revision.state),
            number=revision.number,
            begun_on=_day(revision.created_at),
            moved_on=_day(decisions[-1].decided_at if decisions else revision.created_at),
            done={row.action: _day(row.decided_at) for row in decisions},
            committee_on=self.orders.get(revision.pk),
            has_needs=has_needs,
            called_for=self.called.get(revision.pk),
            agenda_on=on_agenda[-1].meeting_on if on_agenda and revision.state == State.ON_AGENDA else None,
            corrections_sent=bool(decisions) and decisions[-1].action == "send_corrections",
            progress=self.fresh.get(revision.pk) or self._kept(revision),
        )

    def _kept(self, revision: Revision) -> Progress:
        row = self.progress.get(revision.pk)
        if row is None:
            return Progress(last_work_on=_day(revision.created_at))
        return Progress(row.done, row.total, row.blocking, row.last_work_on)


def _days_of_orders(revisions: list[Revision]) -> dict[int, datetime.date]:
    """When the committee was appointed: the order of the plan's own table, else the one that the system issued."""
    typed = CommitteeOrder.objects.filter(revision__in=revisions, dated_on__isnull=False).exclude(number="")
    issued = AppointmentOrder.objects.filter(revision__in=revisions, seq=0, dated_on__isnull=False)
    issued = issued.exclude(issued_at=None)
    rows = [*typed.values_list("revision", "dated_on"), *issued.values_list("revision", "dated_on")]
    return {revision: dated_on for revision, dated_on in rows if dated_on}


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(BANGKOK).date()
