"""The extract of one fiscal year: what is held in it, for whom, when and for how much, on a few sheets.

Officers hand it out each October and budget by it. Everything in it stands in the plan, under the same numbers; the
extract computes nothing that the plan does not say.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from documents.paper import Column, Draft, Issued, Lines, Paper, Table, TextBlock
from plans.facts import PlanFacts
from plans.papers.book import EXAMPLE, plan_title
from plans.papers.tables import (
    MONTHS,
    NO_BUDGET,
    NOTHING,
    Numbered,
    audience,
    counted,
    groups_of,
    held_months,
    money_writer,
    numbered,
    source_of_money,
)
from thai.dates import THAI_MONTHS_SHORT
from thai.digits import to_thai
from thai.money import baht_text

HEAD = "แผนพัฒนาบุคลากรประจำปีงบประมาณ พ.ศ. {year}"
INTRODUCTION = (
    "รายการต่อไปนี้คัดจาก{title} เฉพาะที่ดำเนินการในปีงบประมาณ พ.ศ. {year} (๑ ตุลาคม {before} - ๓๐ กันยายน {year}) "
    "เลขลำดับโครงการเป็นเลขเดียวกับในแผน"
)
NOTHING_HELD = "ไม่มีโครงการ/หลักสูตรการพัฒนาในปีงบประมาณนี้"


def yearly(facts: PlanFacts, year: int, mark: Issued | Draft) -> Paper:
    """The extract of one fiscal year (B.E.) of the plan's cycle; ValueError for a year outside it."""
    if year not in facts.years:
        raise ValueError(f"{year} is no fiscal year of {facts.cycle}")
    head = to_thai(HEAD.format(year=year))
    title = plan_title(facts)
    return Paper(
        title=f"{head} {facts.organization.full_name}",
        mark=mark,
        body=[
            Lines([head, facts.organization.full_name]),
            TextBlock(to_thai(INTRODUCTION.format(title=title, year=year, before=year - 1))),
            _targets(facts, year),
            _projects(facts, year),
            _indicators(facts, year),
        ],
        author=facts.organization.full_name,
        watermark=EXAMPLE if facts.organization.is_demonstration else "",
    )


def held_in(facts: PlanFacts, year: int) -> list[Numbered]:
    """Projects with people or money in one year, each with its number in the plan."""
    return [item for item in numbered(facts) if item.facts.people(year) or item.facts.baht(year)]


def _targets(facts: PlanFacts, year: int) -> Table:
    groups = groups_of(facts)
    rows = [facts.targets.get((group.code, year)) for group in groups]
    counts = [(row.headcount, row.people) if row else (0, 0) for row in rows]
    return Table(
        caption="กลุ่มเป้าหมายของปี",
        columns=[
            Column("ที่", 8, "center"),
            Column("กลุ่มเป้าหมาย", 52),
            Column("มีอยู่ (คน)", 20, "right", keep=True),
            Column("พัฒนา (คน)", 20, "right", keep=True),
        ],
        rows=[
            [to_thai(place), group.name, counted(there), counted(people)]
            for place, (group, (there, people)) in enumerate(zip(groups, counts, strict=True), start=1)
        ],
        totals_row=["", "รวม", *(counted(sum(numbers)) for numbers in zip(*counts, strict=True))]
        if counts
        else (),
        empty_text="ยังไม่มีข้อมูลกลุ่มเป้าหมาย",
    )


def _projects(facts: PlanFacts, year: int) -> Table:
    items, money = held_in(facts, year), money_writer(facts)
    total = sum((item.facts.baht(year) for item in items), Decimal(0))
    people = sum(item.facts.people(year) for item in items)
    every_group = {group.code for group in groups_of(facts)}
    return Table(
        caption="โครงการ/หลักสูตรที่ดำเนินการในปี",
        columns=[
            Column("ที่", 4, "center"),
            Column("โครงการ/หลักสูตรการพัฒนา", 27),
            Column("กลุ่มเป้าหมาย", 15),
            Column("คน", 6, "right", keep=True),
            Column("งบประมาณ (บาท)", 11, "right", keep=True),
            Column("ที่มาของงบประมาณ", 15),
            Column("ระยะเวลา", 11),
            Column("หน่วยงานที่รับผิดชอบ", 11),
        ],
        rows=[
            [
                item.number,
                item.name,
                audience(item.facts, every_group),
                counted(item.facts.people(year)),
                money(item.facts.baht(year)),
                source_of_money(item.facts.project),
                period(item, year),
                item.unit,
            ]
            for item in items
        ],
        totals_row=["", "รวม", "", counted(people), money(total), "", "", ""],
        landscape=True,
        empty_text=NOTHING_HELD,
        note=f"รวมทั้งสิ้น {money(total)} บาท ({baht_text(total)})" if total else NO_BUDGET if items else "",
    )


def _indicators(facts: PlanFacts, year: int) -> Table:
    return Table(
        caption="ตัวชี้วัดและค่าเป้าหมายของปี",
        columns=[
            Column("ที่", 6, "center"),
            Column("โครงการ/หลักสูตรการพัฒนา", 34),
            Column("ตัวชี้วัด", 28),
            Column("หน่วยนับ", 12),
            Column("ค่าเป้าหมาย", 20),
        ],
        rows=[_indicator(item, year) for item in held_in(facts, year)],
        empty_text=NOTHING_HELD,
    )


def _indicator(item: Numbered, year: int) -> list[str]:
    project, of_year = item.facts.project, item.facts.years.get(year)
    target = (of_year.indicator_target if of_year else "") or project.indicator_target
    return [
        item.number,
        item.name,
        project.indicator or NOTHING,
        project.indicator_unit or NOTHING,
        target or NOTHING,
    ]


def period(item: Numbered, year: int) -> str:
    """The months of the fiscal year in which it is held, each with its calendar year: "ต.ค. ๒๕๖๖ - ธ.ค. ๒๕๖๖"; all of them are a year."""
    held = held_months(item.facts.project)
    if len(held) == len(MONTHS):
        return "ตลอดปี"
    runs = [list(run) for is_held, run in groupby(MONTHS, key=held.__contains__) if is_held]
    return to_thai("\n".join(_run(run, year) for run in runs)) or NOTHING


def _run(months: list[int], year: int) -> str:
    first, last = (
        f"{THAI_MONTHS_SHORT[month - 1]}\N{NO-BREAK SPACE}{year - (month >= MONTHS[0])}"
        for month in (months[0], months[-1])
    )
    return first if len(months) == 1 else f"{first} - {last}"
