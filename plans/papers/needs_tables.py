"""SWOT, the ranked needs and table T3 of the official papers; nothing of an LAO that has none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from documents.paper import Column, Node, Table, TextBlock
from personnel.models import SwotItem
from personnel.survey_results import FEW
from plans.facts import PlanFacts
from plans.needs_analysis import NeedLine, SurveyLines, TopicLine
from thai.digits import to_thai

NOTHING = "-"
NEEDS_HEADING = "ความต้องการพัฒนาบุคลากรเรียงตามลำดับความสำคัญ"
SURVEY_HEADING = "ผลการสำรวจความต้องการพัฒนาบุคลากร"
HEADINGS = {
    SwotItem.Quadrant.STRENGTH: "จุดแข็ง (Strengths : S)",
    SwotItem.Quadrant.WEAKNESS: "จุดอ่อน (Weaknesses : W)",
    SwotItem.Quadrant.OPPORTUNITY: "โอกาส (Opportunities : O)",
    SwotItem.Quadrant.THREAT: "อุปสรรค (Threats : T)",
}


# SWOT -----------------------------------------------------------------------------------------


def swot_tables(facts: PlanFacts) -> list[Node]:
    """Two tables beside each other's opposites: inside the LAO, and outside it."""
    swot = facts.needs.swot
    if not swot:
        return []
    quadrant = SwotItem.Quadrant
    return [
        _swot_table(swot, "สภาพแวดล้อมภายในด้านบุคลากร", quadrant.STRENGTH, quadrant.WEAKNESS),
        _swot_table(swot, "สภาพแวดล้อมภายนอกด้านบุคลากร", quadrant.OPPORTUNITY, quadrant.THREAT),
    ]


def _swot_table(
    swot: Mapping[str, Sequence[str]], caption: str, left: SwotItem.Quadrant, right: SwotItem.Quadrant
) -> Table:
    """A sentence of each side in every row, so that a long list may run over the page."""
    sides = [swot.get(side.value, ()) for side in (left, right)]
    rows = [
        [to_thai(f"{number}) {text}") if text else "" for text in pair]
        for number, pair in enumerate(zip_longest(*sides, fillvalue=""), start=1)
    ]
    return Table(
        caption=caption,
        columns=[Column(HEADINGS[left], 50), Column(HEADINGS[right], 50)],
        rows=rows,
    )


# Ranked needs ---------------------------------------------------------------------------------


def needs_table(facts: PlanFacts) -> list[Node]:
    """The needs that the plan answers, the most urgent first, each with its evidence and the reason of its rank."""
    needs = facts.needs.needs
    if not needs:
        return []
    return [
        Table(
            caption=NEEDS_HEADING,
            columns=[
                Column("ลำดับ", 7, "center"),
                Column("ความต้องการพัฒนา", 21),
                Column("ที่มาและหลักฐาน", 30),
                Column("กลุ่มเป้าหมายและส่วนราชการ", 18),
                Column("จำนวน (คน)", 7, "right"),
                Column("เหตุผลของลำดับ", 17),
            ],
            rows=[_need_row(row) for row in needs],
            landscape=True,
            note="วิเคราะห์จากภารกิจอำนาจหน้าที่ ความต้องการของบุคลากร และสภาพแวดล้อม แล้วเรียงลำดับ ตามแผนแม่บทฯ ข้อ ๑๕ (๑) และ (๓)",
        )
    ]


def _need_row(row: NeedLine) -> list[str]:
    return [
        to_thai(row.rank) if row.rank else NOTHING,
        row.title,
        f"{row.source}: {row.evidence}" if row.evidence else row.source,
        "\n".join([*_listed(row.groups), *_listed(row.units)]) or NOTHING,
        _people(row.people),
        row.reason or NOTHING,
    ]


def _listed(names: Sequence[str]) -> list[str]:
    return [f"- {name}" for name in names]


def _people(people: int | None) -> str:
    if people is None:
        return to_thai(f"น้อยกว่า {FEW}")
    return to_thai(f"{people:,}") if people else NOTHING


# T3 -------------------------------------------------------------------------------------------


def survey_tables(facts: PlanFacts) -> list[Node]:
    """Each closed survey with its table; where too few answered, a sentence that says so."""
    found: list[Node] = []
    for survey in facts.needs.surveys:
        found.append(TextBlock(_intro(survey)))
        if survey.topics:
            found.append(_topics_table(survey))
    return found


def _intro(survey: SurveyLines) -> str:
    asked = f" จากบัตรเชิญ {survey.invited:,} ใบ" if survey.invited else ""
    if not survey.topics:
        return to_thai(f"{survey.title} มีผู้ตอบน้อยกว่า {FEW} คน จึงไม่แสดงผลรายข้อ เพื่อไม่ให้ทราบได้ว่าผู้ใดตอบอย่างไร")
    return to_thai(f"{survey.title} ได้รับคำตอบ {survey.received:,} ฉบับ{asked} ผลปรากฏดังนี้")


def _topics_table(survey: SurveyLines) -> Table:
    return Table(
        caption=SURVEY_HEADING,
        columns=[
            Column("ลำดับ", 7, "center"),
            Column("หัวข้อ/หลักสูตรที่ต้องการ", 33),
            Column("จำนวน\nผู้ตอบ", 9, "right", keep=True),
            Column("ร้อยละ", 9, "right", keep=True),
            Column("X̄", 9, "right", keep=True),
            Column("S.D.", 9, "right", keep=True),
            Column("แปลผล", 12, "center"),
            Column("ลำดับ\nความสำคัญ", 12, "center"),
        ],
        rows=[_topic_row(number, row) for number, row in enumerate(survey.topics, start=1)],
        note=to_thai(
            "X̄ คือค่าเฉลี่ย S.D. คือส่วนเบี่ยงเบนมาตรฐานของกลุ่มตัวอย่าง แปลผล 4.51 - 5.00 มากที่สุด 3.51 - 4.50 มาก "
            "2.51 - 3.50 ปานกลาง 1.51 - 2.50 น้อย 1.00 - 1.50 น้อยที่สุด"
        ),
    )


def _topic_row(number: int, row: TopicLine) -> list[str]:
    figures = [row.percent, row.mean, row.sd]
    return [
        to_thai(number),
        row.text,
        to_thai(f"{row.n:,}"),
        *(to_thai(figure) if figure else NOTHING for figure in figures),
        row.reading or NOTHING,
        to_thai(row.rank) if row.rank else NOTHING,
    ]
