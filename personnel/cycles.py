"""Which cycle a page about needs is about: the one being planned, unless the address names another."""

from __future__ import annotations

from django.http import Http404

from organizations.models import Organization
from personnel.models import Need, Survey, SwotItem
from thai.dates import today
from thai.fiscal import Cycle, FiscalYear, FiscalYearError


def planning_cycle() -> Cycle:
    """The cycle whose plan is made or in force today: in the last fiscal year of a cycle, the next one."""
    current = Cycle.of(today())
    return current.next if FiscalYear.of(today()) == current.last else current


def cycles_of(organization: Organization) -> list[Cycle]:
    """Cycles that a page offers: today's, the one being planned, and those for which something is kept."""
    years: set[int] = {Cycle.of(today()).first, planning_cycle().first}
    for model in (Survey, Need, SwotItem):
        rows = model.objects.filter(organization=organization).order_by()
        years |= set(rows.values_list("first_year", flat=True).distinct())
    return [Cycle(year) for year in sorted(years)]


def cycle_of_address(first_year: int) -> Cycle:
    """The cycle that an address names by its first fiscal year (B.E.); Http404 for a year that is none."""
    try:
        return Cycle(first_year)
    except FiscalYearError as refusal:
        raise Http404(str(refusal)) from refusal
