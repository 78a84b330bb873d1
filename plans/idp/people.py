"""Who an individual plan is about, and who somebody is to it: the person, the direct superior, the officer.

Levels stand in it, so nobody else sees one (requirement F-6; scores never leave the LAO).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from organizations.models import Membership, Organization
from organizations.roles import Role
from personnel.models import COUNTED, Holding, Person, Unit
from plans.models import IndividualPlan
from thai.dates import today
from thai.fiscal import Cycle, FiscalYear


def first_year_of(year: FiscalYear) -> int:
    """The first fiscal year (B.E.) of the cycle in which a year lies: the one its assessments belong to."""
    return int(Cycle.of(year.starts_on).first)


def day_of(year: FiscalYear) -> datetime.date:
    """The day on which a year is looked at: today while it runs, its last day afterwards, its first day before."""
    return min(max(today(), year.starts_on), year.ends_on)


def places(organization: Organization, year: FiscalYear) -> QuerySet[Holding]:
    """Local personnel of a year in their posts, in the order of the staffing frame; one row for each person.

    Each row tells the state of its individual plan as ``plan_state``, None where there is none.
    """
    plan = IndividualPlan.objects.filter(person=OuterRef("person"), year=int(year))
    return (
        Holding.objects.current_on(day_of(year))
        .filter(
            organization=organization,
            is_acting=False,
            post__kind__in=COUNTED,
            post__frame__first_year__lte=int(year),
            post__frame__last_year__gte=int(year),
        )
        .select_related("person__supervisor", "post__unit")
        .annotate(plan_state=Subquery(plan.values("state")[:1]))
        .order_by("post__order", "post", "pk")
    )


def places_seen_by(acting: Membership, organization: Organization, year: FiscalYear) -> QuerySet[Holding]:
    """Of these, everybody for the officer; oneself and one's direct subordinates for anybody else."""
    everybody = places(organization, year)
    if acting.organization_id != organization.pk:
        return everybody.none()
    if acting.role == Role.HR_OFFICER:
        return everybody
    return everybody.filter(Q(person__user=acting.user_id) | Q(person__supervisor__user=acting.user_id))


@dataclass(frozen=True)
class Case:
    """One person's plan of one year (there may be none yet), as one member of the LAO meets it."""

    person: Person
    year: FiscalYear
    acting: Membership

    @cached_property
    def plan(self) -> IndividualPlan | None:
        """The plan with its rows."""
        return IndividualPlan.objects.with_items().filter(person=self.person, year=int(self.year)).first()

    @cached_property
    def place(self) -> Holding | None:
        """The post that the person holds, as far as the staff list knows."""
        return places(self.person.organization, self.year).filter(person=self.person).first()

    @property
    def organization(self) -> Organization:
        """The LAO that the person works for."""
        return self.person.organization

    @property
    def superior(self) -> Person | None:
        """The direct superior."""
        return self.person.supervisor

    @property
    def state(self) -> str:
        """The state of the plan; empty while there is none."""
        return self.plan.state if self.plan else ""

    @property
    def signer(self) -> Person | None:
        """The superior who agreed or is to agree."""
        return self.plan.superior if self.plan else self.superior

    @property
    def is_owner(self) -> bool:
        """It is one's own plan."""
        return self.person.user_id == self.acting.user_id

    @property
    def is_superior(self) -> bool:
        """One is the direct superior."""
        return self.superior is not None and self.superior.user_id == self.acting.user_id

    @property
    def is_officer(self) -> bool:
        """One is in charge of personnel."""
        return self.acting.role == Role.HR_OFFICER

    @property
    def may_see(self) -> bool:
        """Person, direct superior and officer, inside the LAO."""
        inside = self.acting.organization_id == self.person.organization_id
        return inside and (self.is_owner or self.is_superior or self.is_officer)

    @property
    def may_write(self) -> bool:
        """The person; the officer for those who have no account."""
        return self.is_owner or (self.is_officer and self.person.user_id is None)

    @property
    def may_draw_up(self) -> bool:
        """Whoever writes it; the officer may begin the plan of anybody."""
        return self.may_write or (self.is_officer and self.plan is None)

    @property
    def may_decide(self) -> bool:
        """The superior; the officer, by the signed paper, where no superior has an account. Nobody on one's own."""
        if self.is_owner:
            return False
        return self.is_superior or (self.is_officer and self.decided_on_paper)

    @property
    def decided_on_paper(self) -> bool:
        """There is no superior who could decide here."""
        return self.superior is None or self.superior.user_id is None

    @property
    def may_note_results(self) -> bool:
        """Whoever writes or decides."""
        return self.may_write or self.may_decide


@dataclass(frozen=True)
class Roster:
    """The people whose plans of one year a member of the LAO may see, of one department or of all."""

    organization: Organization
    year: FiscalYear
    acting: Membership
    unit: Unit | None = None

    @property
    def is_officer(self) -> bool:
        """One is in charge of personnel."""
        return self.acting.role == Role.HR_OFFICER

    @property
    def rows(self) -> QuerySet[Holding]:
        """The people in their posts."""
        seen = places_seen_by(self.acting, self.organization, self.year)
        return seen.filter(post__unit=self.unit) if self.unit else seen

    @cached_property
    def counts(self) -> dict[str, int]:
        """People by the state of their plan; an empty state for those who have none."""
        states = self.rows.order_by().values_list("plan_state")  # type: ignore[misc]  # annotated by ``places``
        counted = states.annotate(people=Count("person", distinct=True))
        return {state or "": people for state, people in counted}

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(self.counts.values())

    @property
    def agreed(self) -> int:
        """Those whose plan is agreed."""
        return self.counts.get(IndividualPlan.State.AGREED, 0)

    @cached_property
    def waiting(self) -> int:
        """Those whose plan waits for the agreement of whoever looks."""
        waits = {"plan_state": IndividualPlan.State.PROPOSED, "person__supervisor__user": self.acting.user}
        theirs = self.rows.filter(**waits)
        return theirs.values("person").distinct().order_by().count()
