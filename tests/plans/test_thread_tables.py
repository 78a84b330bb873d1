"""What the paper says of the needs that projects answer, of yearly targets and of kinds of money."""

from decimal import Decimal

import pytest

from documents.paper import Draft, GroupRow
from personnel.models import Need
from plans.facts import PlanFacts
from plans.models import Layout, Project, ProjectYear, Revision, State, YearBudget
from plans.papers.book import book
from plans.papers.tables import budget_table
from plans.papers.thread_tables import DETAILS, indicators_table, money_tables, reasons_tables
from tests.builders import make_complete_plan, make_plan, make_project, put_in_state
from thai.dates import today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def facts_of(revision):
    return PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))


def make_need(revision, title, rank):
    return Need.objects.create(
        organization=revision.organization,
        first_year=revision.plan.first_year,
        title=title,
        rank=rank,
        source=Need.Source.MISSION,
    )


def say_nothing(revision):
    """Nothing of how the indicators are measured, and of why the projects are there."""
    named = dict.fromkeys((*DETAILS, "basis", "basis_text"), "")
    revision.projects.update(**named)
    ProjectYear.objects.filter(project__revision=revision).update(indicator_target="")


def test_a_plan_that_says_nothing_of_it_prints_what_it_always_did():
    revision = make_complete_plan()
    say_nothing(revision)
    facts = facts_of(revision)
    assert reasons_tables(facts) == []
    assert money_tables(facts) == []
    assert len(indicators_table(facts).columns) == 5


def test_needs_are_named_with_their_ranks_the_first_one_first():
    revision = make_plan()
    project = make_project(revision, basis=Project.Basis.LAW, basis_text="พ.ร.บ. จริยธรรม")
    project.needs.set([make_need(revision, "งานพัสดุ", 3), make_need(revision, "งานสารบรรณ", 1)])
    make_project(revision, "ไม่มีเหตุผล")
    [table] = reasons_tables(facts_of(revision))
    first, second = table.rows
    assert list(first[2:]) == [
        "- ลำดับที่ ๑ งานสารบรรณ\n- ลำดับที่ ๓ งานพัสดุ",
        "กฎหมายหรือระเบียบ: พ.ร.บ. จริยธรรม",
    ]
    assert list(second[2:]) == ["-", "-"]


def test_a_closed_plan_prints_the_needs_as_they_were_decided_upon():
    revision = make_complete_plan()
    need = make_need(revision, "งานสารบรรณ", 1)
    revision.projects.first().needs.add(need)
    closed = put_in_state(revision, State.SUBMITTED)
    Need.objects.filter(pk=need.pk).update(title="ชื่อใหม่", rank=9)
    [table] = reasons_tables(facts_of(closed))
    assert table.rows[0][2] == "ลำดับที่ ๑ งานสารบรรณ"


def test_targets_stand_by_year_and_the_whole_one_where_a_year_has_none():
    revision = make_plan()
    years = {2570: (5, Decimal(1)), 2571: (5, Decimal(1)), 2572: (0, Decimal(0))}
    project = make_project(revision, indicator_target="ร้อยละ 80", years=years)
    say_nothing(revision)
    Project.objects.update(indicator_unit="ร้อยละ")
    ProjectYear.objects.filter(project=project, year=2570).update(indicator_target="ร้อยละ 70")
    table = indicators_table(facts_of(revision))
    assert list(table.rows[0][3:8]) == ["ร้อยละ", "-", "ร้อยละ 70", "ร้อยละ 80", "-"]
    assert table.landscape


def test_money_is_summed_by_kind_and_heading_to_the_total_of_the_plan():
    revision = make_plan()
    amounts = {year: (5, Decimal("1000.25")) for year in revision.plan.cycle.years}
    make_project(revision, money_source="หมวดค่าใช้สอย", years=amounts)
    make_project(revision, money_kind="subsidy", money_source="กรมส่งเสริมฯ", years=amounts)
    facts = facts_of(revision)
    [table] = money_tables(facts)
    headings = [row.text for row in table.rows if isinstance(row, GroupRow)]
    assert headings == [
        "ข้อบัญญัติ/เทศบัญญัติงบประมาณรายจ่าย - รวม ๓,๐๐๐.๗๕ บาท",
        "เงินอุดหนุน - รวม ๓,๐๐๐.๗๕ บาท",
    ]
    assert list(table.totals_row) == ["รวมทั้งสิ้น", "๒,๐๐๐.๕๐", "๒,๐๐๐.๕๐", "๒,๐๐๐.๕๐", "๖,๐๐๑.๕๐"]
    sources = [row[-1] for row in budget_table(facts).rows if not isinstance(row, GroupRow)]
    assert sources == ["หมวดค่าใช้สอย", "เงินอุดหนุน: กรมส่งเสริมฯ"]


@pytest.mark.parametrize("layout", Layout.values)
def test_the_book_numbers_the_tables_where_they_stand(layout):
    revision = make_complete_plan()
    revision.projects.update(basis=Project.Basis.POLICY, basis_text="๕.๗", indicator_method="ทดสอบ")
    YearBudget.objects.create(
        revision=revision, organization=revision.organization, year=2570, ceiling=Decimal(500_000)
    )
    written = repr(book(facts_of(revision), layout=layout, mark=Draft(today())))
    for words in ("ความเชื่อมโยงของโครงการ", "สรุปงบประมาณตามประเภท", "วิธีวัด"):
        assert words in written
