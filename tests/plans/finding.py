"""What the checks find in a plan, on a day before its deadline."""

import datetime

from organizations.models import Organization
from plans.checks import Finding, run_checks
from plans.facts import PlanFacts
from plans.models import (
    Revision,
)
from tests.builders import make_complete_plan, make_organization
from thai.dates import frozen_today
from thai.titles import LaoKind

IN_TIME = datetime.date(2026, 6, 1)


def good_plan() -> Revision:
    """A small plan in which nothing is to be found."""
    organization = make_organization(LaoKind.SAO, "สังคม")
    Organization.objects.filter(pk=organization.pk).update(district="สังคม")
    return make_complete_plan(Organization.objects.get(pk=organization.pk), year=2570)


def found(revision: Revision) -> list[Finding]:
    """Everything that is found."""
    with frozen_today(IN_TIME):
        return run_checks(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)))


def ids(revision: Revision) -> set[str]:
    """The rules that found something."""
    return {finding.id for finding in found(revision)}
