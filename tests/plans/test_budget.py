"""The money of a plan: every total is the sum of the same cells, whatever way it is looked at."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from organizations.roles import Role
from plans.budget import budget_of
from plans.facts import PlanFacts
from plans.models import Project, ProjectYear, Revision, State, YearBudget
from tests.builders import (
    address,
    client_of,
    make_complete_plan,
    make_member,
    make_plan,
    make_project,
    put_in_state,
)
from thai.money import baht_text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SATANG = st.integers(min_value=0, max_value=10**12 - 1).map(lambda satang: Decimal(satang) / 100)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(Project.MoneyKind.values),
        st.sampled_from(["", "หมวดค่าใช้สอย", "งานบริหารทั่วไป"]),
        st.tuples(SATANG, SATANG, SATANG),
    ),
    max_size=8,
)


def again(revision):
    return PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))


def make_rows(revision, rows):
    for order, (kind, source, amounts) in enumerate(rows, start=1):
        owner = {"organization_id": revision.organization_id}
        project = Project.objects.create(
            revision=revision,
            order=order,
            name=f"โครงการ {order}",
            money_kind=kind,
            money_source=source,
            **owner,
        )
        ProjectYear.objects.bulk_create(
            ProjectYear(project=project, year=year, people=1, baht=baht, **owner)
            for year, baht in zip(revision.plan.cycle.years, amounts, strict=True)
        )


class TestTotals(TestCase):
    """Hypothesis rolls each example back to the empty plan."""

    @classmethod
    def setUpTestData(cls):
        cls.revision = make_plan()

    @settings(max_examples=40, deadline=None)
    @given(rows=ROWS)
    def test_totals_agree_to_the_satang_by_row_year_heading_and_kind(self, rows):
        revision = self.revision
        make_rows(revision, rows)
        facts = again(revision)
        found = budget_of(facts)
        cells = [amount for _kind, _source, amounts in rows for amount in amounts]
        assert found.total == sum(cells, Decimal(0)) == facts.baht_total
        assert found.total == sum((kind.total for kind in found.kinds), Decimal(0))
        for kind in found.kinds:
            assert kind.total == sum((heading.total for heading in kind.headings), Decimal(0))
        for column, row in enumerate(found.years):
            of_year = sum((amounts[column] for _kind, _source, amounts in rows), Decimal(0))
            assert row.planned == of_year == sum((kind.by_year[row.year] for kind in found.kinds), Decimal(0))
            own = sum((a[column] for kind, _source, a in rows if kind != "other_body"), Decimal(0))
            assert row.own == own
        assert sum(heading.projects for kind in found.kinds for heading in kind.headings) == len(rows)
        assert baht_text(found.total) == baht_text(sum(cells, Decimal(0)))


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def years_of(revision, *amounts):
    return {year: (5, Decimal(baht)) for year, baht in zip(revision.plan.cycle.years, amounts, strict=True)}


def test_what_another_body_pays_is_not_held_against_the_ceiling(revision):
    make_project(revision, years=years_of(revision, 60_000, 0, 0))
    make_project(revision, money_kind="other_body", years=years_of(revision, 50_000, 0, 0))
    YearBudget.objects.create(
        revision=revision,
        organization=revision.organization,
        year=2570,
        ceiling=70_000,
        personnel_cost=3_000_000,
    )
    first = budget_of(again(revision)).years[0]
    assert (first.planned, first.own, first.left, first.over) == (110_000, 60_000, 10_000, 0)
    assert (first.share, first.advised) == (Decimal("2.00"), 90_000)
    assert first.is_below_advice


def test_a_year_over_its_ceiling_says_by_how_much(revision, officer):
    make_project(revision, years=years_of(revision, "70000.50", 0, 0))
    YearBudget.objects.create(
        revision=revision, organization=revision.organization, year=2570, ceiling=70_000
    )
    found = budget_of(again(revision))
    assert [(row.year, row.over) for row in found.over] == [(2570, Decimal("0.50"))]
    page = officer.get(address(revision, "plans:budget")).content.decode()
    assert "ปีงบประมาณ 2570 เกินวงเงิน 0.50 บาท" in page


def test_projects_without_a_budget_and_without_an_amount_are_named_apart(revision, officer):
    nothing = dict.fromkeys(revision.plan.cycle.years, (5, Decimal(0)))
    make_project(revision, "สอนงาน", uses_budget=False, money_source="", years=nothing)
    make_project(revision, "ลืมกรอก", years=nothing)
    found = budget_of(again(revision))
    assert [row.project.name for row in found.without] == ["สอนงาน"]
    assert [row.project.name for row in found.unsaid] == ["ลืมกรอก"]
    page = officer.get(address(revision, "plans:budget")).content.decode()
    assert page.index("ลืมกรอก") < page.index("สอนงาน")


def test_ceilings_take_thai_digits_and_stay_empty_where_nothing_is_known(revision, officer):
    url = address(revision, "plans:budget_ceilings")
    version = version_on(officer.get(address(revision, "plans:budget")))
    data = {"version": version, "ceiling_2570": "๑๕๐,๐๐๐.๕๐", "cost_2571": "12000000"}
    assert officer.post(url, data).status_code == 302
    rows = revision.yearbudgets.values_list("year", "ceiling", "personnel_cost")
    assert list(rows) == [(2570, Decimal("150000.50"), None), (2571, None, 12_000_000)]


@pytest.mark.parametrize("typed", ["-1", "มาก", "99999999999999"])
def test_an_impossible_ceiling_is_refused_in_place_and_kept(revision, officer, typed):
    data = {"version": version_on(officer.get(address(revision, "plans:budget"))), "ceiling_2570": typed}
    page = officer.post(address(revision, "plans:budget_ceilings"), data).content.decode()
    assert 'id="id_ceiling_2570_error"' in page
    assert f'value="{typed}"' in page
    assert not revision.yearbudgets.exists()


def test_a_page_of_errors_may_be_reloaded_from_the_address_bar(revision, officer):
    url = address(revision, "plans:budget_ceilings")
    years = revision.plan.cycle.years
    assert officer.post(url, {f"ceiling_{years[0]}": "ไม่ทราบ", "version": "ก"}).status_code == 422
    again = officer.get(url)
    assert (again.status_code, again.url) == (302, address(revision, "plans:budget"))
    assert officer.head(url).url == again.url
    assert officer.put(url).status_code == 405


def test_stale_ceilings_are_409_with_both_numbers(revision, officer):
    url = address(revision, "plans:budget_ceilings")
    version = version_on(officer.get(address(revision, "plans:budget")))
    officer.post(url, {"version": version, "ceiling_2570": "50000"})
    answer = officer.post(url, {"version": version, "ceiling_2570": "90000"})
    assert answer.status_code == 409
    assert "มีผู้อื่นบันทึกก่อนท่าน" in answer.content.decode()
    assert revision.yearbudgets.get().ceiling == 50_000


def test_readers_see_the_money_without_boxes():
    revision = put_in_state(make_complete_plan(), State.SUBMITTED)
    reader = client_of(make_member(Role.BOARD_SECRETARY, board=revision.plan.organization.board))
    page = reader.get(address(revision, "plans:budget")).content.decode()
    assert "150,000" in page
    assert "id_ceiling_2570" not in page


def version_on(answer):
    return answer.content.decode().split('name="version" value="')[1].split('"')[0]
