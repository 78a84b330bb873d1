"""The demonstration's survey, SWOT and needs: complete, marked as invented, with something left to decide."""

import pytest

from organizations.models import Organization
from personnel import needs, swot
from personnel.models import Need, Survey
from personnel.survey_results import results
from personnel.surveys import received
from plans.facts import PlanFacts
from plans.models import IndividualPlan
from plans.papers.needs_tables import needs_table, survey_tables, swot_tables
from plans.papers.requirements_tables import NOT_CHOSEN, requirements_tables
from plans.reference import revision_of

pytestmark = pytest.mark.any_database


def test_survey_is_closed_with_the_answers_of_most(demonstration):
    survey = Survey.objects.get()
    counts = received(survey)
    assert survey.state == Survey.State.CLOSED
    assert "ตัวอย่าง" in survey.title
    assert (counts.invited, counts.by_link, counts.on_paper) == (45, 36, 3)
    rows = results(survey)
    assert len(rows) == 12
    assert len({row.reading for row in rows}) >= 4
    assert not [row for row in rows if row.n < 30]


def test_needs_are_ranked_and_some_wait(demonstration):
    lao = Organization.objects.get(code="SANGKHOM")
    confirmed = needs.confirmed(lao, 2570)
    assert [row.rank for row in confirmed] == [1, 2, 3, 4, 5, 6, 7]
    assert all(row.rank_reason for row in confirmed)
    assert {row.source for row in confirmed} == {"law", "gap", "survey", "problem"}
    assert Need.objects.filter(state=Need.State.PROPOSED).exists()
    assert Need.objects.filter(state=Need.State.DECLINED).count() == 5


def test_every_quadrant_has_three_sentences_or_more(demonstration):
    found = swot.of_cycle(Organization.objects.get(code="SANGKHOM"), 2570)
    assert all(len(texts) >= 3 for texts in found.values())


def test_draft_prints_all_of_it(demonstration):
    facts = PlanFacts(revision_of("SANGKHOM:2570:0"))
    assert len(swot_tables(facts)) == 2
    assert len(needs_table(facts)) == 1
    assert len(survey_tables(facts)) == 2
    places, lines = requirements_tables(facts)
    assert len(lines.rows) > 20
    assert NOT_CHOSEN not in str(lines.rows)
    assert "ความรู้เรื่องการบริหารทรัพยากรบุคคล" in str(lines.rows)


def test_individual_plans_are_drawn_up_and_a_few_wait_for_the_superior(demonstration):
    states = list(IndividualPlan.objects.values_list("state", flat=True))
    assert states.count("proposed") == 6
    assert states.count("draft") > 20
    assert not IndividualPlan.objects.filter(person__user__username="staff").exists()
