"""Random plans, looked at in every way: by row, year, curriculum, kind and source of money, and in words, to the satang."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import Curriculum
from documents.compose import compose
from documents.paper import Draft, Paper
from organizations.roles import Role
from plans.facts import PlanFacts
from plans.models import Project, ProjectYear, Revision
from plans.papers import tables
from tests.builders import address, client_of, make_member, make_plan
from thai.dates import today
from thai.digits import to_arabic
from thai.money import baht_text, format_baht

ZERO = Decimal(0)
YEARS = (2570, 2571, 2572)
#: A satang beside a milliard: whoever computes with floats, or rounds on the way, is found out.
SATANG = st.one_of(st.integers(0, 10**12 - 1), st.integers(0, 300)).map(lambda satang: Decimal(satang) / 100)


@dataclass(frozen=True)
class Row:
    """One project as it is drawn."""

    curriculum: str
    kind: str
    source: str
    people: tuple[int, int, int]
    baht: tuple[Decimal, Decimal, Decimal]


ROWS = st.lists(
    st.builds(
        Row,
        curriculum=st.sampled_from(["", "cur1", "cur2", "cur3", "cur4", "cur5"]),
        kind=st.sampled_from(Project.MoneyKind.values),
        source=st.sampled_from(["", "หมวดค่าใช้สอย", "งานบริหารทั่วไป"]),
        people=st.tuples(*[st.integers(0, 2000)] * 3),
        baht=st.tuples(SATANG, SATANG, SATANG),
    ),
    min_size=1,
    max_size=7,
)


def make_rows(revision: Revision, rows: Iterable[Row]) -> None:
    """The projects, with nothing but what is counted."""
    owner = {"organization_id": revision.organization_id}
    curricula = {row.code: row for row in Curriculum.objects.for_edition(revision.plan.edition.year)}
    for order, row in enumerate(rows, start=1):
        project = Project.objects.create(
            revision=revision,
            order=order,
            name=f"โครงการที่{order}",
            curriculum=curricula.get(row.curriculum),
            money_kind=row.kind,
            money_source=row.source,
            **owner,
        )
        ProjectYear.objects.bulk_create(
            ProjectYear(project=project, year=year, people=people, baht=baht, **owner)
            for year, people, baht in zip(YEARS, row.people, row.baht, strict=True)
        )


def summed(rows: Iterable[Row], wanted: Callable[[Row], bool] = lambda row: True) -> list[Decimal]:
    """Baht of each year and of all of them, of some of the rows."""
    chosen = [row for row in rows if wanted(row)]
    years = [sum((row.baht[column] for row in chosen), ZERO) for column in range(3)]
    return [*years, sum(years, ZERO)]


def cells(html: str) -> list[list[str]]:
    """The rows of all tables in a page: what stands in each cell, in Arabic digits."""
    rows = re.findall(r"<tr\b.*?</tr>", html, re.S)
    return [[_text(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.S)] for row in rows]


def _text(html: str) -> str:
    return to_arabic(" ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()))


def amounts(cell_texts: Iterable[str]) -> list[Decimal]:
    """The amounts of cells; what holds none ("-") is nothing."""
    return [Decimal(text.replace(",", "")) if text != "-" else ZERO for text in cell_texts]


def shown(values: Iterable[Decimal]) -> list[str]:
    """Amounts as the pages write them."""
    return [format_baht(value, "arabic") for value in values]


class TestTotals(TestCase):
    """Hypothesis rolls each example back to the empty plan."""

    @classmethod
    def setUpTestData(cls):
        cls.revision = make_plan()
        cls.officer = client_of(make_member(Role.HR_OFFICER, cls.revision.organization))

    def page(self, name: str) -> str:
        """A page of the plan as the officer gets it."""
        return self.officer.get(address(self.revision, name)).content.decode()

    @settings(max_examples=8, deadline=None)
    @given(rows=ROWS)
    def test_every_page_and_paper_says_the_same_amounts(self, rows):
        make_rows(self.revision, rows)
        self._grid(rows)
        self._list_of_projects(rows)
        self._budget(rows)
        self._paper(rows)

    def _grid(self, rows: list[Row]) -> None:
        """By year, by curriculum and by kind of money; the boxes hold what was stored."""
        html = self.page("plans:grid")
        totals = dict(re.findall(r'<output data-total="([^"]+)">([^<]*)</output>', html))
        expected = {"b": summed(rows)}
        for code in {row.curriculum for row in rows}:
            expected[f"c-{code or 'none'}"] = summed(rows, lambda row, code=code: row.curriculum == code)
        for kind in Project.MoneyKind.values:
            expected[f"m-{kind}"] = summed(rows, lambda row, kind=kind: row.kind == kind)
        for key, values in expected.items():
            names = [*(f"{key}{year}" if key == "b" else f"{key}-{year}" for year in YEARS), key]
            assert [totals[name] for name in names] == shown(values)
        people = [sum(row.people[column] for row in rows) for column in range(3)]
        assert [totals[f"p{year}"] for year in YEARS] == [f"{value:,}" for value in people]
        assert totals["p"] == f"{sum(people):,}"
        for prefix in ("c-", "m-"):
            groups = [
                name for name in totals if name.startswith(prefix) and not name.endswith(("70", "71", "72"))
            ]
            assert sum(amounts(totals[name] for name in groups), ZERO) == summed(rows)[3]
        boxes = re.findall(r'name="r\d+-b\d+"[^>]*?value="([^"]*)"', html)
        assert sum(amounts(box or "-" for box in boxes), ZERO) == summed(rows)[3]

    def _list_of_projects(self, rows: list[Row]) -> None:
        """By row, and the foot."""
        table = {row[1]: row for row in cells(self.page("plans:projects")) if len(row) > 5}
        for order, row in enumerate(rows, start=1):
            said = next(cell for name, cell in table.items() if re.match(rf"โครงการที่{order}\b", name))
            for place, value in enumerate([*row.baht, sum(row.baht, ZERO)]):
                assert any(cell.endswith(shown([value])[0]) for cell in said[2:]), (said, place, value)

    def _budget(self, rows: list[Row]) -> None:
        """By year, by kind of money and source, in all and in words."""
        html = self.page("plans:budget")
        total = summed(rows)[3]
        assert f"งบประมาณทั้งแผน {shown([total])[0]} บาท ({baht_text(total)})" in html
        table = cells(html[html.index("ตามประเภทของเงินและที่มา") :])
        for kind in {row.kind for row in rows}:
            values = shown(summed(rows, lambda row, kind=kind: row.kind == kind))
            assert any(line[-4:] == values for line in table), (kind, values, table)
            for source in {row.source for row in rows if row.kind == kind}:
                of_source = summed(rows, lambda row, k=kind, s=source: (row.kind, row.source) == (k, s))
                assert any(line[-4:] == shown(of_source) for line in table)
        assert table[-1][-4:] == shown(summed(rows)) or any(
            line[-4:] == shown(summed(rows)) for line in table
        )

    def _paper(self, rows: list[Row]) -> None:
        """The table of section 5.2: its rows, the sum of each curriculum, its foot, and the amount in words below it."""
        facts = PlanFacts(Revision.objects.with_plan().get(pk=self.revision.pk))
        html = compose(Paper(title="ตาราง", mark=Draft(today()), body=[tables.budget_table(facts)]))
        lines = [line[-5:-1] for line in cells(html) if len(line) > 5 and _are_amounts(line[-5:-1])]
        found = [amounts(line) for line in lines]
        assert sorted(found[:-1]) == sorted([*row.baht, sum(row.baht, ZERO)] for row in rows)
        assert found[-1] == summed(rows)
        for code in {row.curriculum for row in rows}:
            of_curriculum = summed(rows, lambda row, code=code: row.curriculum == code)[3]
            said = [line[0] for line in cells(html) if len(line) == 1]
            numbers = [amounts(re.findall(r"[0-9,]+(?:\.[0-9]{2})?(?= บาท)", text)) for text in said]
            assert [of_curriculum] in numbers or not of_curriculum
        total = summed(rows)[3]
        if total:
            assert f"({baht_text(total)})" in unescape(html)


def _are_amounts(texts: list[str]) -> bool:
    return all(re.fullmatch(r"-|[0-9,]+(\.[0-9]{2})?", text) for text in texts)
