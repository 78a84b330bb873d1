"""Why each project is in the plan, how it is measured year by year, and its money by kind and heading.

A plan that says nothing of these prints what it always did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from documents.paper import Column, GroupRow, HeaderCell, Table
from plans.budget import budget_of
from plans.coverage import answered_needs
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Project
from plans.papers import tables
from plans.papers.tables import NOTHING, Numbered, Row, money_writer, numbered
from thai.digits import to_thai

#: Reasons as papers print them, whatever the language of the screen.
BASES = {
    Project.Basis.LAW: "กฎหมายหรือระเบียบ",
    Project.Basis.POLICY: "นโยบายหรือยุทธศาสตร์",
    Project.Basis.OCSC: "แนวทางการพัฒนาบุคลากรภาครัฐ พ.ศ. ๒๕๖๖ - ๒๕๗๐",
}
DETAILS = ("indicator_baseline", "indicator_unit", "indicator_method", "indicator_measurer")


# Needs answered -------------------------------------------------------------------------------


def reasons_tables(facts: PlanFacts) -> list[Table]:
    """The needs that each project answers, with their ranks, and the law or policy that it names."""
    answered = answered_needs(facts)
    if not any(answered.values()) and not any(row.project.basis for row in facts.projects):
        return []
    ranks = {line.title: line.rank for line in facts.need_lines}
    return [
        Table(
            caption="ความเชื่อมโยงของโครงการ/หลักสูตรกับความต้องการพัฒนาและนโยบาย",
            columns=[
                Column("ที่", 6, "center"),
                Column("โครงการ/หลักสูตรการพัฒนา", 34),
                Column("ความต้องการพัฒนาที่ตอบ", 32),
                Column("กฎหมาย นโยบาย หรือแนวทางที่อ้าง", 28),
            ],
            rows=[_reason_row(item, answered[item.facts.project.pk], ranks) for item in numbered(facts)],
        )
    ]


def _reason_row(item: Numbered, titles: list[str], ranks: Mapping[str, int | None]) -> Row:
    project = item.facts.project
    needs = sorted(titles, key=lambda title: (ranks.get(title) is None, ranks.get(title) or 0))
    named = [to_thai(f"ลำดับที่ {rank} {title}") if (rank := ranks.get(title)) else title for title in needs]
    basis = f"{BASES[Project.Basis(project.basis)]}: {project.basis_text}" if project.basis else NOTHING
    return [item.number, item.name, tables.listed(named), basis]


# Indicators by year ---------------------------------------------------------------------------


def indicators_table(facts: PlanFacts) -> Table:
    """Table T7: baseline, unit, yearly targets and who measures how; the short form where nothing of it is said."""
    if not any(_is_detailed(row) for row in facts.projects):
        return short_indicators_table(facts)
    years = [to_thai(int(year)) for year in facts.years]
    before = ["ที่", "โครงการ/หลักสูตรการพัฒนา", "ตัวชี้วัด", "หน่วยนับ", "ค่าฐาน"]
    after = ["วิธีวัด", "ผู้วัด"]
    return Table(
        caption="ตัวชี้วัดและค่าเป้าหมายของโครงการ/หลักสูตรการพัฒนา",
        columns=[
            Column(before[0], 3.5, "center"),
            Column(before[1], 19),
            Column(before[2], 16),
            Column(before[3], 7),
            Column(before[4], 9),
            *(Column(year, 8.5) for year in years),
            Column(after[0], 11.5),
            Column(after[1], 8.5),
        ],
        header_rows=[
            [
                *(HeaderCell(text, rows=2) for text in before),
                HeaderCell("ค่าเป้าหมาย", columns=3),
                *(HeaderCell(text, rows=2) for text in after),
            ],
            [HeaderCell(year) for year in years],
        ],
        rows=[_indicator_row(facts, item) for item in numbered(facts)],
        landscape=True,
        empty_text=tables.NO_PROJECTS,
    )


def short_indicators_table(facts: PlanFacts) -> Table:
    """What each project is measured by."""
    return Table(
        caption="ตัวชี้วัดและค่าเป้าหมายของโครงการ/หลักสูตรการพัฒนา",
        columns=[
            Column("ที่", 6, "center"),
            Column("โครงการ/หลักสูตรการพัฒนา", 32),
            Column("ตัวชี้วัด", 27),
            Column("ค่าเป้าหมาย", 18),
            Column("หน่วยงานที่รับผิดชอบ", 17),
        ],
        rows=[
            [
                item.number,
                item.name,
                item.facts.project.indicator or NOTHING,
                item.facts.project.indicator_target or NOTHING,
                item.unit,
            ]
            for item in numbered(facts)
        ],
        empty_text=tables.NO_PROJECTS,
    )


def _is_detailed(row: ProjectFacts) -> bool:
    by_year = any(year.indicator_target for year in row.years.values())
    return by_year or any(getattr(row.project, name) for name in DETAILS)


def _indicator_row(facts: PlanFacts, item: Numbered) -> Row:
    project = item.facts.project
    return [
        item.number,
        item.name,
        project.indicator or NOTHING,
        project.indicator_unit or NOTHING,
        project.indicator_baseline or NOTHING,
        *(_target(item.facts, year) for year in facts.years),
        project.indicator_method or NOTHING,
        project.indicator_measurer or NOTHING,
    ]


def _target(row: ProjectFacts, year: int) -> str:
    """Of a year: its own, else that of the whole project where it is held."""
    own = row.years[year].indicator_target if year in row.years else ""
    return own or (row.project.indicator_target if row.people(year) else "") or NOTHING


# Money by kind and heading --------------------------------------------------------------------


def money_tables(facts: PlanFacts) -> list[Table]:
    """Totals by kind of money and heading, where the plan sets ceilings or is not paid by the ordinance alone."""
    kinds = {row.project.money_kind for row in facts.projects}
    if not facts.budgets and kinds <= {Project.MoneyKind.ORDINANCE}:
        return []
    money = money_writer(facts)
    years = [to_thai(int(year)) for year in facts.years]
    sums = [money(facts.baht_by_year[year]) for year in facts.years]
    return [
        Table(
            caption="สรุปงบประมาณตามประเภทและที่มาของเงิน",
            columns=[
                Column("ประเภทและที่มาของเงิน", 40),
                *(Column(f"ปีงบประมาณ {year}", 15, "right", keep=True) for year in years),
                Column("รวม", 15, "right", keep=True),
            ],
            rows=list(_money_rows(facts)),
            totals_row=["รวมทั้งสิ้น", *sums, money(facts.baht_total)],
            empty_text=tables.NO_PROJECTS,
            note="หน่วยเป็นบาท" if facts.baht_total else "",
        )
    ]


def _money_rows(facts: PlanFacts) -> Iterable[Row | GroupRow]:
    money = money_writer(facts)

    def row(name: str, by_year: Mapping[int, Decimal], total: Decimal) -> Row:
        return [name, *(money(by_year[year]) for year in facts.years), money(total)]

    for kind in budget_of(facts).kinds:
        yield GroupRow(f"{tables.KINDS_OF_MONEY[kind.kind]} - รวม {money(kind.total)} บาท")
        for heading in kind.headings:
            yield row(heading.source or tables.NO_SOURCE, heading.by_year, heading.total)
