"""The tables of a plan in the forms that boards know: T2, T4 to T6 and the monitoring of the official papers.

Projects are sorted by curriculum and numbered once, so that a project has the same number in every table. The
tables themselves are numbered by the book, in the order in which they stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from courses.models import Curriculum
from documents.paper import Column, GroupRow, HeaderCell, Table
from personnel.models import PersonnelGroup
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Project
from thai.dates import THAI_MONTHS_SHORT
from thai.digits import to_thai
from thai.fiscal import FISCAL_YEAR_FIRST_MONTH
from thai.money import baht_text, format_baht

NOTHING = "-"
TICK = "/"
BAR = "■"
UNSORTED = "ยังไม่ได้กำหนดหลักสูตร"
NO_BUDGET = "ไม่ใช้งบประมาณ"
NO_SOURCE = "ยังไม่ระบุที่มา"
#: Kinds of money as papers print them, whatever the language of the screen.
KINDS_OF_MONEY = {
    Project.MoneyKind.ORDINANCE: "ข้อบัญญัติ/เทศบัญญัติงบประมาณรายจ่าย",
    Project.MoneyKind.SUBSIDY: "เงินอุดหนุน",
    Project.MoneyKind.RESERVE: "เงินสะสม",
    Project.MoneyKind.OTHER_BODY: "หน่วยงานอื่นออกค่าใช้จ่าย",
}
NO_PROJECTS = "ยังไม่มีโครงการ/หลักสูตรการพัฒนา"
MONTHS = [(FISCAL_YEAR_FIRST_MONTH - 1 + place) % 12 + 1 for place in range(12)]

Row = Sequence[str]


@dataclass(frozen=True)
class Numbered:
    """A project with the number it has in every table."""

    number: str
    facts: ProjectFacts

    @property
    def name(self) -> str:
        """The name; an example that an LAO took over says so until it is made its own."""
        project = self.facts.project
        says_so = not project.is_example or "ตัวอย่าง" in project.name
        return project.name if says_so else f"{project.name} (ตัวอย่าง)"

    @property
    def unit(self) -> str:
        """The department in charge."""
        unit = self.facts.project.unit
        return unit.name if unit else NOTHING


def numbered(facts: PlanFacts) -> list[Numbered]:
    """Projects by curriculum, then in the order of the plan."""
    rows = sorted(facts.projects, key=lambda row: _curriculum_order(row.project.curriculum))
    return [Numbered(to_thai(number), row) for number, row in enumerate(rows, start=1)]


def _curriculum_order(curriculum: Curriculum | None) -> tuple[bool, int]:
    return (curriculum is None, curriculum.order if curriculum else 0)


def _by_curriculum(
    projects: Sequence[Numbered], row: Callable[[Numbered], Row], heading: Callable[[Curriculum | None], str]
) -> Iterator[Row | GroupRow]:
    """Rows under the name of their curriculum."""
    for curriculum, members in groupby(projects, key=lambda item: item.facts.project.curriculum):
        yield GroupRow(heading(curriculum))
        yield from (row(item) for item in members)


def _curriculum_name(curriculum: Curriculum | None) -> str:
    return f"({to_thai(curriculum.order)}) {curriculum.name}" if curriculum else UNSORTED


def counted(number: int) -> str:
    """A number of people as tables write it."""
    return to_thai(f"{number:,}") if number else NOTHING


def _width(cells: Sequence[str], least: float) -> float:
    """Percent of a landscape page that numbers need so that none runs over its cell."""
    return max(least, 1.5 + 0.75 * max(map(len, cells)))


def _year_headings(facts: PlanFacts) -> list[str]:
    return [to_thai(int(year)) for year in facts.years]


# T2: the four groups ---------------------------------------------------------------------------


def targets_table(facts: PlanFacts) -> Table:
    """People in each group and people to be developed, by fiscal year."""
    years = facts.years
    pairs = [HeaderCell(text) for _year in years for text in ("บุคลากร\nในกลุ่ม", "เป้าหมาย\nที่พัฒนา")]
    return Table(
        caption="จำนวนบุคลากรและเป้าหมายการพัฒนา จำแนกตามกลุ่มเป้าหมายและปีงบประมาณ",
        columns=[
            Column("ที่", 6, "center"),
            Column("กลุ่มเป้าหมาย", 34),
            *(Column("คน", 10, "right", keep=True) for _pair in pairs),
        ],
        header_rows=[
            [
                HeaderCell("ที่", rows=2),
                HeaderCell("กลุ่มเป้าหมาย", rows=2),
                *(HeaderCell(f"ปีงบประมาณ {year}", columns=2) for year in _year_headings(facts)),
            ],
            pairs,
        ],
        rows=[
            [to_thai(number), group.name, *_target_cells(facts, [group])]
            for number, group in enumerate(groups_of(facts), start=1)
        ],
        totals_row=["", "รวม", *_target_cells(facts, groups_of(facts))],
        empty_text="ยังไม่มีข้อมูลกลุ่มเป้าหมาย",
        note="หน่วยนับเป็นคน" if facts.targets else "",
    )


def groups_of(facts: PlanFacts) -> list[PersonnelGroup]:
    """The groups that the plan has targets for."""
    found = {target.group.code: target.group for target in facts.targets.values()}
    return sorted(found.values(), key=lambda group: group.order)


def _target_cells(facts: PlanFacts, groups: Sequence[PersonnelGroup]) -> list[str]:
    cells = []
    for year in facts.years:
        rows = [row for group in groups if (row := facts.targets.get((group.code, year)))]
        cells += [counted(sum(row.headcount for row in rows)), counted(sum(row.people for row in rows))]
    return cells


# T4: courses and projects ----------------------------------------------------------------------


def projects_table(facts: PlanFacts) -> Table:
    """What is held for whom, how many people in each year, how, and by which department."""
    tall = ["ที่", "โครงการ/หลักสูตรการพัฒนา", "วัตถุประสงค์", "กลุ่มเป้าหมาย"]
    every_group = {group.code for group in groups_of(facts)}
    totals = [counted(facts.people_by_year[year]) for year in facts.years]
    people = _width(totals, 5.5)
    return Table(
        caption="โครงการ/หลักสูตรการพัฒนาบุคลากร",
        columns=[
            Column(tall[0], 3.5, "center"),
            Column(tall[1], 21.5),
            Column(tall[2], 37 - 3 * people),
            Column(tall[3], 13.5),
            *(Column(year, people, "right", keep=True) for year in _year_headings(facts)),
            Column("ดำเนินการเอง", 7.25, "center"),
            Column("ส่งฝึกอบรม", 7.25, "center"),
            Column("หน่วยงานที่รับผิดชอบ", 10),
        ],
        header_rows=[
            [
                *(HeaderCell(text, rows=2) for text in tall),
                HeaderCell("ปีงบประมาณที่พัฒนา (คน)", columns=3),
                HeaderCell("ลักษณะการพัฒนา", columns=2),
                HeaderCell("หน่วยงานที่รับผิดชอบ", rows=2),
            ],
            [HeaderCell(text) for text in (*_year_headings(facts), "ดำเนินการ\nเอง", "ส่งฝึก\nอบรม")],
        ],
        rows=list(
            _by_curriculum(
                numbered(facts), lambda item: _project_row(facts, item, every_group), _curriculum_name
            )
        ),
        totals_row=["", "รวมผู้เข้ารับการพัฒนา", "", "", *totals, "", "", ""],
        landscape=True,
        empty_text=NO_PROJECTS,
        note="ผู้เข้ารับการพัฒนานับเป็นรายโครงการ บุคลากรหนึ่งคนอาจเข้ารับการพัฒนาหลายโครงการ" if facts.projects else "",
    )


def _project_row(facts: PlanFacts, item: Numbered, every_group: set[str]) -> Row:
    project = item.facts.project
    delivery = Project.Delivery
    return [
        item.number,
        item.name,
        project.objective or NOTHING,
        audience(item.facts, every_group),
        *(counted(item.facts.people(year)) for year in facts.years),
        TICK if project.delivery == delivery.OWN else "",
        TICK if project.delivery == delivery.SENT else "",
        item.unit,
    ]


def audience(project: ProjectFacts, every_group: set[str]) -> str:
    """For whom it is, in short; ``every_group`` are the codes of all groups that the plan has targets for."""
    codes = {group.code for group in project.groups}
    if codes and codes >= every_group:
        return "ทุกกลุ่ม"
    return listed([group.short_name or group.name for group in project.groups])


def listed(names: Sequence[str]) -> str:
    """One thing as it is, several as a list."""
    return "\n".join(f"- {name}" for name in names) if len(names) > 1 else "".join(names) or NOTHING


# T6: when --------------------------------------------------------------------------------------


def schedule_table(facts: PlanFacts) -> Table:
    """Methods, fiscal years and the months of the fiscal year in which each project is held."""
    tall = ["ที่", "โครงการ/หลักสูตรการพัฒนา", "วิธีการพัฒนา", "ปีงบประมาณ"]
    months = [THAI_MONTHS_SHORT[month - 1] for month in MONTHS]
    return Table(
        caption="วิธีการพัฒนาและระยะเวลาดำเนินการ",
        columns=[
            Column(tall[0], 4, "center"),
            Column(tall[1], 23.5),
            Column(tall[2], 17.5),
            Column(tall[3], 9, "center"),
            *(Column(month, 46 / 12, "center", keep=True) for month in months),
        ],
        header_rows=[
            [
                *(HeaderCell(text, rows=2) for text in tall),
                HeaderCell("เดือนที่ดำเนินการของแต่ละปีงบประมาณ", columns=12),
            ],
            [HeaderCell(month) for month in months],
        ],
        rows=[_schedule_row(facts, item) for item in numbered(facts)],
        landscape=True,
        empty_text=NO_PROJECTS,
    )


def _schedule_row(facts: PlanFacts, item: Numbered) -> Row:
    held = held_months(item.facts.project)
    return [
        item.number,
        item.name,
        _methods(item.facts),
        _held_years(facts, item.facts),
        *(BAR if month in held else "" for month in MONTHS),
    ]


def held_months(project: Project) -> frozenset[int]:
    """Months (1-12) from the first to the last; a span may run over the turn of a year."""
    if not project.first_month or not project.last_month:
        return frozenset()
    length = (project.last_month - project.first_month) % 12 + 1
    return frozenset((project.first_month - 1 + step) % 12 + 1 for step in range(length))


def _methods(facts: ProjectFacts) -> str:
    submethods = [submethod.name for submethod in facts.project.submethods.all()]
    return listed([method.name for method in facts.methods] + submethods)


def _held_years(facts: PlanFacts, project: ProjectFacts) -> str:
    held = [int(year) for year in facts.years if project.people(year) or project.baht(year)]
    if len(held) == len(facts.years):
        return "ทุกปี"
    return to_thai("\n".join(map(str, held))) or NOTHING


# T5: money -------------------------------------------------------------------------------------


def budget_table(facts: PlanFacts) -> Table:
    """Baht of each project by year, its total and where the money comes from; the whole in words below."""
    heads = [*(f"ปีงบประมาณ {year}" for year in _year_headings(facts)), "รวม"]
    tall = ["ที่", "โครงการ/หลักสูตรการพัฒนา"]
    money = money_writer(facts)
    sums = [money(facts.baht_by_year[year]) for year in facts.years] + [money(facts.baht_total)]
    widths = [_width([total], 10) for total in sums]
    rest = 96 - sum(widths)
    return Table(
        caption="งบประมาณในการดำเนินการพัฒนา",
        columns=[
            Column(tall[0], 4, "center"),
            Column(tall[1], rest * 0.6),
            *(Column(head, width, "right", keep=True) for head, width in zip(heads, widths, strict=True)),
            Column("ที่มาของงบประมาณ", rest * 0.4),
        ],
        header_rows=[
            [
                *(HeaderCell(text, rows=2) for text in tall),
                HeaderCell("งบประมาณ (บาท)", columns=4),
                HeaderCell("ที่มาของงบประมาณ", rows=2),
            ],
            [HeaderCell(text) for text in heads],
        ],
        rows=list(
            _by_curriculum(
                numbered(facts),
                lambda item: _budget_row(facts, item, money),
                lambda curriculum: _curriculum_sum(facts, curriculum, money),
            )
        ),
        totals_row=["", "รวมทั้งสิ้น", *sums, ""],
        landscape=True,
        empty_text=NO_PROJECTS,
        note=f"รวมทั้งสิ้น {money(facts.baht_total)} บาท ({baht_text(facts.baht_total)})"
        if facts.baht_total
        else "",
    )


def money_writer(facts: PlanFacts) -> Callable[[Decimal], str]:
    """How amounts of this plan are written: with satang in every row where any row has them."""
    amounts = [row.baht for project in facts.projects for row in project.years.values()]
    satang = any(amount != amount.to_integral_value() for amount in amounts)

    def write(amount: Decimal) -> str:
        if not amount:
            return NOTHING
        return to_thai(f"{amount:,.2f}") if satang else format_baht(amount)

    return write


def _budget_row(facts: PlanFacts, item: Numbered, money: Callable[[Decimal], str]) -> Row:
    return [
        item.number,
        item.name,
        *(money(item.facts.baht(year)) for year in facts.years),
        money(item.facts.baht_total),
        source_of_money(item.facts.project),
    ]


def source_of_money(project: Project) -> str:
    """Where the money comes from, or that it needs none."""
    if not project.uses_budget:
        return NO_BUDGET
    kind = Project.MoneyKind(project.money_kind)
    named = [KINDS_OF_MONEY[kind]] if kind != Project.MoneyKind.ORDINANCE else []
    return ": ".join([*named, *filter(None, [project.money_source])]) or NOTHING


def _curriculum_sum(facts: PlanFacts, curriculum: Curriculum | None, money: Callable[[Decimal], str]) -> str:
    total = facts.baht_by_curriculum[curriculum.code if curriculum else ""]
    return f"{_curriculum_name(curriculum)} - {f'รวม {money(total)} บาท' if total else NO_BUDGET}"


# T7: monitoring ----------------------------------------------------------------------------


def monitoring_table(facts: PlanFacts) -> Table:
    """What is followed up over the whole plan, how, by whom and when."""
    return Table(
        caption="การติดตามและประเมินผลแผน",
        columns=[
            Column("ที่", 6, "center"),
            Column("ตัวชี้วัด/สิ่งที่ติดตาม", 27),
            Column("วิธีการติดตามและประเมินผล", 27),
            Column("ผู้ติดตามและประเมินผล", 23),
            Column("ระยะเวลา", 17),
        ],
        rows=[
            [
                to_thai(number),
                item.indicator,
                item.method or NOTHING,
                item.responsible or NOTHING,
                item.when or NOTHING,
            ]
            for number, item in enumerate(facts.monitoring, start=1)
        ],
        empty_text="ยังไม่มีรายการติดตามและประเมินผล",
    )
