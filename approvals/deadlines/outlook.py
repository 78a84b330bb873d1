"""Schedule and forecast of one plan or of a whole province, in as many queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from approvals.deadlines.board_days import days_of
from approvals.deadlines.forecast import Forecast, forecast
from approvals.deadlines.leads import LeadTimes
from approvals.deadlines.progress import of_today
from approvals.deadlines.standing import Progress, Standing, Subject, standings
from approvals.deadlines.steps import Schedule, Step, count_back
from organizations.models import Organization
from plans.models import Edition, Plan, Revision
from plans.models.plan import OPEN
from thai.dates import today
from thai.fiscal import Cycle

#: A cycle that nobody began is spoken of until so long after its first day: later it was done on paper, or never.
SPOKEN_OF = datetime.timedelta(days=90)


@dataclass(frozen=True)
class Outlook:
    """A subject with its schedule and forecast on one day."""

    subject: Subject
    day: datetime.date
    standing: Standing
    schedule: Schedule
    forecast: Forecast | None

    @property
    def next(self) -> Step | None:
        """The first step that somebody is waited for to do."""
        return self.schedule.next

    @property
    def has_meetings(self) -> bool:
        """The board has set a day that this plan is counted for, or that it can still come to."""
        return self.schedule.sitting is not None or bool(self.forecast and self.forecast.chances)

    @property
    def is_at_risk(self) -> bool:
        """The meeting that is aimed at will be missed, or it is uncertain."""
        return self.forecast is not None and self.forecast.warns


def schedule(of: Organization | Plan, cycle: Cycle, day: datetime.date | None = None) -> list[Step]:
    """The steps of the plan of an LAO for a cycle, begun or not, counted back; empty while no edition is loaded."""
    organization = of.organization if isinstance(of, Plan) else of
    found = outlooks([subject_of(organization, cycle)], day)
    return list(found[0].schedule.steps) if found else []


def outlook_of(revision: Revision, progress: Progress | None = None) -> Outlook | None:
    """Of one revision today; ``progress`` if it was counted just now. None while no edition is loaded."""
    subject = Subject(revision.plan.organization, revision.plan.cycle, revision)
    fresh = {revision.pk: progress} if progress else of_today([revision])
    return next(iter(outlooks([subject], fresh=fresh)), None)


def outlooks(
    subjects: Iterable[Subject], day: datetime.date | None = None, fresh: Mapping[int, Progress] | None = None
) -> list[Outlook]:
    """Of many subjects; the number of queries does not depend on how many."""
    subjects = list(subjects)
    leads = LeadTimes(row.organization for row in subjects)
    if not subjects or not leads.are_known:
        return []
    day = day or today()
    stand = standings(subjects, fresh)
    boards = days_of(row.organization.board for row in subjects)
    found = []
    for row in subjects:
        standing = stand[(row.organization.pk, int(row.cycle.first))]
        times, board = leads.of(row.organization, row.cycle), boards[row.organization.board_id]
        steps = count_back(standing, times, board, row.cycle, day)
        found.append(Outlook(row, day, standing, steps, forecast(standing, steps, times, board, day)))
    return found


# Which plans ----------------------------------------------------------------------------------


def subject_of(organization: Organization, cycle: Cycle) -> Subject:
    """The newest revision of a cycle, or the plan that nobody has begun."""
    revisions = Revision.objects.with_plan().filter(
        plan__organization=organization, plan__first_year=int(cycle.first)
    )
    return Subject(organization, cycle, revisions.order_by("-number").first())


def of_cycle(organizations: Iterable[Organization], cycle: Cycle) -> dict[int, Outlook]:
    """The first plan of a cycle of many LAOs, by the LAO's key, in as many queries as of one."""
    organizations = list(organizations)
    revisions = Revision.objects.with_plan().filter(
        plan__organization__in=organizations, plan__first_year=int(cycle.first), number=0
    )
    by_key = {row.organization_id: row for row in revisions}
    found = outlooks(Subject(row, cycle, by_key.get(row.pk)) for row in organizations)
    return {row.subject.organization.pk: row for row in found}


def subjects_of(organizations: Iterable[Organization], day: datetime.date | None = None) -> list[Subject]:
    """What the LAOs have to do now: open revisions, and cycles whose plan should be begun, the earliest first.

    Three queries, however many LAOs. An LAO whose revisions of a cycle are all announced or withdrawn has begun it.
    """
    day, by_key = day or today(), {row.pk: row for row in organizations}
    cycles = cycles_to_begin(day)
    revisions = Revision.objects.with_plan().filter(plan__organization__in=by_key, state__in=OPEN)
    found = [Subject(by_key[row.organization_id], row.plan.cycle, row) for row in revisions]
    begun = set(
        Plan.objects.filter(
            organization__in=by_key, first_year__in=[int(cycle.first) for cycle in cycles]
        ).values_list("organization", "first_year")
    )
    found += [
        Subject(organization, cycle)
        for organization in by_key.values()
        for cycle in cycles
        if (organization.pk, int(cycle.first)) not in begun
    ]
    return sorted(found, key=lambda row: (row.cycle.first, row.organization.pk))


def cycles_to_begin(day: datetime.date) -> list[Cycle]:
    """Cycles of which it is time to speak: the next, from so many months before this one ends, and this, while new."""
    current = Cycle.of(day)
    found = [current] if day <= current.effective_on + SPOKEN_OF else []
    months = _months_before(current)
    if months is not None and day >= months_before(current.ends_on, months):
        found.append(current.next)
    return found


def _months_before(current: Cycle) -> int | None:
    editions = Edition.objects.filter(parameters__key="next_cycle_months", year__lte=current.next.first)
    edition = editions.order_by("-year").first()
    return int(edition.rule("next_cycle_months")) if edition else None


def months_before(day: datetime.date, count: int) -> datetime.date:
    """The first day of the month that begins the last ``count`` whole months up to the end of ``day``'s month."""
    number = day.year * 12 + day.month - count
    return datetime.date(number // 12, number % 12 + 1, 1)
