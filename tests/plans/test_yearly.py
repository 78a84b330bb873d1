"""The extract of a fiscal year says what the plan says of that year, under the plan's own numbers."""

from decimal import Decimal

import pytest

from documents.paper import Draft, Table
from plans.facts import PlanFacts
from plans.papers import tables, yearly
from plans.papers.yearly import held_in, period
from tests.builders import make_complete_plan, make_project
from thai.dates import today
from thai.digits import to_thai

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def facts():
    """A complete plan with a project that is held in its second year alone."""
    revision = make_complete_plan()
    years = {year: (0, Decimal(0)) for year in revision.plan.cycle.years}
    second = revision.plan.cycle.years[1]
    make_project(revision, "โครงการปีที่สอง", years={**years, second: (7, Decimal("3500.50"))})
    return PlanFacts(type(revision).objects.with_plan().get(pk=revision.pk))


def projects_of(facts: PlanFacts, year: int) -> Table:
    found = yearly(facts, year, Draft(today())).body
    return next(table for table in found if isinstance(table, Table) and table.landscape)


def test_a_project_stands_only_in_the_years_in_which_it_is_held(facts):
    first, second, third = ([row[1] for row in projects_of(facts, int(year)).rows] for year in facts.years)
    assert "โครงการปีที่สอง" in second
    assert "โครงการปีที่สอง" not in first + third
    assert len(second) == len(first) + 1


def test_numbers_are_those_of_the_plan(facts):
    everywhere = {item.name: item.number for item in tables.numbered(facts)}
    for year in facts.years:
        assert all(everywhere[row[1]] == row[0] for row in projects_of(facts, year).rows)


def test_sums_are_those_of_the_plan(facts):
    for year in facts.years:
        totals = projects_of(facts, year).totals_row
        assert totals[3] == to_thai(f"{facts.people_by_year[year]:,}")
        assert totals[4] == tables.money_writer(facts)(facts.baht_by_year[year])


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ((10, 12), "ต.ค. ๒๕๖๙ - ธ.ค. ๒๕๖๙"),
        ((11, 2), "พ.ย. ๒๕๖๙ - ก.พ. ๒๕๗๐"),
        ((9, 9), "ก.ย. ๒๕๗๐"),
        ((8, 11), "ต.ค. ๒๕๖๙ - พ.ย. ๒๕๖๙\nส.ค. ๒๕๗๐ - ก.ย. ๒๕๗๐"),
        ((10, 9), "ตลอดปี"),
        ((None, None), "-"),
    ],
)
def test_months_have_the_calendar_year_of_their_fiscal_year(facts, months, said):
    item = held_in(facts, 2570)[0]
    item.facts.project.first_month, item.facts.project.last_month = months
    assert period(item, 2570).replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_year_without_projects_says_so_and_one_outside_is_refused(facts):
    facts.all_projects.clear()
    assert projects_of(facts, facts.years[0]).empty_text == "ไม่มีโครงการ/หลักสูตรการพัฒนาในปีงบประมาณนี้"
    with pytest.raises(ValueError, match="2573"):
        yearly(facts, 2573, Draft(today()))
