"""The draft of the demonstration shows the whole thread, with loose ends to tie for whoever tries it."""

import pytest

from approvals.demonstration import design
from courses.calculation import CostLine, total
from plans.budget import budget_of
from plans.coverage import coverage_of
from plans.facts import PlanFacts
from plans.models import ProjectCost, Revision

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.any_database]


def draft():
    return Revision.objects.with_plan().get(plan__organization__code="SANGKHOM", plan__first_year=2570)


def test_every_project_has_a_reason_and_one_need_waits():
    found = coverage_of(PlanFacts(draft()))
    assert not found.loose_projects
    assert [row.rank for row in found.unanswered] == [6]


def test_the_calculation_comes_to_the_amounts_of_its_project():
    project = ProjectCost.objects.first().project
    lines = [CostLine(c.label, c.baht, c.unit, c.times, c.quantity) for c in project.costs.all()]
    assert [total(lines, row.people) for row in project.years.all()] == [
        row.baht for row in project.years.all()
    ]


def test_the_draft_keeps_within_its_ceilings_and_a_second_run_changes_nothing():
    facts = PlanFacts(draft())
    assert not budget_of(facts).over
    versions = list(facts.revision.projects.values_list("version", flat=True))
    design.tie_together()
    assert list(draft().projects.values_list("version", flat=True)) == versions
