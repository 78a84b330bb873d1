"""A fiscal year of an announced plan: by which text it is measured, and who may open its pages.

The text is the one in force on the last day of the year; what an amendment changed during the year counts. Results
stay inside the LAO: those who read its unfinished plan read them, and the officer in charge of personnel records them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from approvals.in_force import in_force, periods_of
from organizations.access import View
from organizations.models import Membership, Organization
from organizations.roles import PLAN_READING_ROLES, Role
from plans.facts import PlanFacts
from plans.models import Plan, Revision, State
from thai.fiscal import FiscalYear


@dataclass(frozen=True)
class PlanYear:
    """One fiscal year of a plan, measured by the text ``revision``."""

    plan: Plan
    year: FiscalYear
    revision: Revision

    @cached_property
    def facts(self) -> PlanFacts:
        """What the text says."""
        return PlanFacts(self.revision)

    @property
    def organization(self) -> Organization:
        """Whose plan it is."""
        return self.revision.plan.organization

    @property
    def address(self) -> dict[str, str | int]:
        """Arguments of the addresses of this year."""
        return {
            "organization": self.organization.code,
            "first_year": self.plan.first_year,
            "year": int(self.year),
        }

    def url(self, view: str) -> str:
        """The address of a view of this year."""
        return reverse(f"monitoring:{view}", kwargs=self.address)


def plan_year(plan: Plan, year: FiscalYear) -> PlanYear | None:
    """A fiscal year of a plan with the text that it is measured by; None before a text was announced."""
    found = periods_of(plan)
    if not found:
        return None
    chosen = in_force(found, year.ends_on) or found[0]
    return PlanYear(plan, year, Revision.objects.with_plan().get(pk=chosen.revision.pk))


def may_record(acting: Membership | None) -> bool:
    """True for the officer in charge of personnel."""
    return bool(acting and acting.role == Role.HR_OFFICER)


def announced_plan(request: HttpRequest, organization: str, first_year: int) -> Plan:
    """The announced plan of one's own LAO; Http404 for everybody else's."""
    acting = request.acting  # type: ignore[attr-defined]
    if not acting or acting.role not in PLAN_READING_ROLES or acting.organization.code != organization:
        raise Http404
    plan = (
        Plan.objects.filter(organization=acting.organization, first_year=first_year)
        .filter(revisions__state=State.ANNOUNCED)
        .select_related("organization__province", "edition")
        .first()
    )
    if plan is None:
        raise Http404
    return plan


def with_plan(view: Callable[..., HttpResponse]) -> View:
    """Hand ``plan`` to those inside the LAO; 404 for others."""

    @wraps(view)
    def loaded(request: HttpRequest, organization: str, first_year: int) -> HttpResponse:
        return view(request, announced_plan(request, organization, first_year))

    loaded.access = "inside the LAO"  # type: ignore[attr-defined]
    return loaded


def _of_year(name: str, *, records: bool) -> Callable[[Callable[..., HttpResponse]], View]:
    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def loaded(
            request: HttpRequest, organization: str, first_year: int, year: int, **kwargs: Any
        ) -> HttpResponse:
            plan = announced_plan(request, organization, first_year)
            if year not in plan.cycle.years or (records and not may_record(request.acting)):  # type: ignore[attr-defined]
                raise Http404
            found = plan_year(plan, FiscalYear(year))
            if found is None:
                raise Http404
            return view(request, found, **kwargs)

        loaded.access = name  # type: ignore[attr-defined]
        return loaded

    return decorate


#: Hand a year of an announced plan to those inside the LAO; 404 for others.
with_year = _of_year("inside the LAO", records=False)
#: The same for the officer who records results.
with_year_recorded = _of_year("recorder of results", records=True)
