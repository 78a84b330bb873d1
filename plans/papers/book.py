"""The plan as a bound book: the six parts of an LAO's own plan, or the nineteen headings of the master plan.

Both print the same revision. What one layout has no heading for follows as an annex, so that neither loses
anything that the LAO has written or typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from documents.paper import (
    Announcement,
    Cover,
    Draft,
    Issued,
    Node,
    Paper,
    Part,
    Preface,
    Table,
    TextBlock,
)
from documents.text import fill
from plans.facts import PlanFacts
from plans.models import Layout, OutlineSection
from plans.papers import needs_tables, tables, thread_tables
from plans.papers.orders import committee_order
from plans.papers.requirements_tables import requirements_tables
from plans.papers.staff_tables import staff_tables
from thai.digits import to_thai

PREFACE = "s0"
STRUCTURE = "s1.2"  #: departments and posts
ENVIRONMENT = "s1.6"  #: SWOT; the ranked needs follow it
REQUIRED = "s3.2"  #: knowledge, skills and competencies
YEARS = "ประจำปีงบประมาณ"
EMPTY = "(ยังไม่มีข้อความ)"
EXAMPLE = "ตัวอย่าง"
LETTERS = "กขคงจฉชซฌญ"
ORDER_HEADING = "คำสั่งแต่งตั้งคณะกรรมการจัดทำแผนพัฒนาบุคลากร ๓ ปี"

#: The tables of a typed section, by the name that the outline gives it.
TYPED: dict[str, tuple[Callable[[PlanFacts], Table], ...]] = {
    "targets": (tables.targets_table,),
    "projects": (tables.projects_table,),
    "schedule": (tables.schedule_table,),
    "budget": (tables.budget_table,),
    "monitoring": (thread_tables.indicators_table, tables.monitoring_table),
}
#: What stands below them where the plan says something about it.
BELOW: dict[str, Callable[[PlanFacts], list[Table]]] = {
    "projects": thread_tables.reasons_tables,
    "budget": thread_tables.money_tables,
}


@dataclass(frozen=True)
class Annex:
    """What is bound behind the plan; its letter depends on what stands before it."""

    heading: str
    children: Sequence[Node]
    landscape: bool = False


def plan_title(facts: PlanFacts) -> str:
    """The name of the plan with its years, and the number of the amendment if it is one."""
    title = fill(facts.edition.plan_title, facts.placeholders)
    label = facts.revision.label
    return f"{title} ({label})" if label else title


def book(
    facts: PlanFacts,
    *,
    layout: str,
    mark: Issued | Draft,
    announcements: Sequence[Announcement] = (),
    annexes: Sequence[Annex] = (),
    dated: date | None = None,
) -> Paper:
    """The whole plan in one of the layouts (six, master); ``annexes`` follow those of the plan itself."""
    parts, own_annexes = (_master(facts)) if layout == Layout.MASTER else (_six(facts), [])
    everything = [*own_annexes, *_survey_annex(facts), *_order_annex(facts), *annexes]
    return Paper(
        title=f"{plan_title(facts)} {facts.organization.full_name}",
        mark=mark,
        cover=_cover(facts, layout),
        announcements=announcements,
        preface=_preface(facts, layout),
        contents=True,
        body=_numbered([*parts, *_lettered(everything)], count(1)),
        author=facts.organization.full_name,
        dated=dated,
        watermark=EXAMPLE if facts.organization.is_demonstration else "",
    )


# Front ------------------------------------------------------------------------------------------


def _cover(facts: PlanFacts, layout: str) -> Cover:
    pattern = facts.edition.master_title if layout == Layout.MASTER else facts.edition.plan_title
    name, _, years = fill(pattern, facts.placeholders).partition(f" {YEARS}")
    label = facts.revision.label
    return Cover(
        title=[name, *([f"({label})"] if label else [])],
        years=f"{YEARS}{years}" if years else "",
        organization=[facts.organization.full_name, facts.organization.place],
    )


def _preface(facts: PlanFacts, layout: str) -> Preface | None:
    """The preface, signed by the office and the LAO; a text that ends with these names is not signed twice.

    In the book that is not the plan's own it follows the edition, as the headings of that book do.
    """
    outline = next((section for section in facts.outline if section.code == PREFACE), None)
    if outline is None:
        return None
    is_other_book = layout != facts.revision.layout and facts.follows_edition(outline)
    text = (facts.standard_text(outline) if is_other_book else facts.text(outline)).rstrip()
    if not text:
        return None
    signed = [facts.organization.titles.office, facts.organization.full_name]
    lines = text.split("\n")
    while lines and lines[-1].strip() in ("", *signed):
        lines.pop()
    return Preface(text="\n".join(lines), signed=signed)


# The two layouts ---------------------------------------------------------------------------------


def _six(facts: PlanFacts) -> list[Part]:
    outline = [section for section in facts.outline_of(Layout.SIX) if section.code != PREFACE]
    return [
        Part(
            number=f"ส่วนที่ {section.number}",
            heading=section.heading,
            anchor=_anchor(section),
            children=[*_content(facts, section), *_subsections(facts, section, outline)],
        )
        for section in outline
        if section.parent_id is None
    ]


def _subsections(facts: PlanFacts, section: OutlineSection, outline: Sequence[OutlineSection]) -> list[Part]:
    """The sub-headings of a part; behind that of the environment the ranked needs, which it leads to."""
    below = [child for child in outline if child.parent_id == section.pk]
    parts = [_subsection(facts, child) for child in below]
    ranked = needs_tables.needs_table(facts)
    if ranked and any(child.code == ENVIRONMENT for child in below):
        number = to_thai(f"{section.number}.{len(below) + 1}")
        parts.append(
            Part(
                number=number,
                heading=needs_tables.NEEDS_HEADING,
                anchor="needs",
                opening=False,
                landscape=True,
                children=ranked,
            )
        )
    return parts


def _subsection(facts: PlanFacts, section: OutlineSection) -> Part:
    content = _content(facts, section)
    return Part(
        number=section.number,
        heading=section.heading,
        anchor=_anchor(section),
        opening=False,
        landscape=_is_wide(content),
        children=content,
    )


def _master(facts: PlanFacts) -> tuple[list[Part], list[Annex]]:
    """The nineteen headings running on, and as annexes what the LAO has written and typed beside them."""
    parts = [
        Part(
            number=f"{section.number}.",
            heading=section.heading,
            anchor=_anchor(section),
            opening=False,
            children=_content(facts, section),
        )
        for section in facts.outline_of(Layout.MASTER)
    ]
    annexes = []
    if own := _own_texts(facts):
        annexes.append(Annex(f"ข้อมูลของ{facts.organization.full_name}", own))
    if ranked := needs_tables.needs_table(facts):
        annexes.append(Annex(needs_tables.NEEDS_HEADING, ranked, landscape=True))
    for section in facts.outline_of(Layout.SIX):
        if section.typed:
            content = _content(facts, section)
            annexes.append(Annex(section.heading, content, landscape=_is_wide(content)))
    return parts, annexes


def _own_texts(facts: PlanFacts) -> list[Part]:
    """Headings of the six parts that each LAO writes for itself."""
    return [
        Part(
            heading=section.heading,
            anchor=_anchor(section),
            opening=False,
            in_contents=False,
            children=pieces,
        )
        for section in facts.outline_of(Layout.SIX)
        if section.duty == OutlineSection.Duty.WRITE and not section.typed
        if (pieces := _pieces(facts, section))
    ]


def _content(facts: PlanFacts, section: OutlineSection) -> list[Node]:
    """Text of a heading, then its tables; a word about it where both are missing."""
    content = _pieces(facts, section)
    if not content and section.required and not section.heading_only:
        content.append(TextBlock(EMPTY))
    return content


def _pieces(facts: PlanFacts, section: OutlineSection) -> list[Node]:
    text = facts.text(section).strip()
    pieces: list[Node] = [TextBlock(text)] if text else []
    pieces += [table(facts) for table in TYPED.get(section.typed, ())]
    if below := BELOW.get(section.typed):
        pieces += below(facts)
    if section.code == STRUCTURE:
        pieces += staff_tables(facts)
    if section.code == ENVIRONMENT:
        pieces += needs_tables.swot_tables(facts)
    if section.code == REQUIRED:
        pieces += requirements_tables(facts)
    return pieces


def _numbered(nodes: Sequence[Node], numbers: Iterator[int]) -> list[Node]:
    """The same nodes, tables numbered as they stand in the book."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Part):
            node = replace(node, children=_numbered(node.children, numbers))
        elif isinstance(node, Table) and node.caption:
            node = replace(node, caption=f"ตารางที่ {to_thai(next(numbers))} {node.caption}")
        found.append(node)
    return found


def _is_wide(content: Sequence[Node]) -> bool:
    return any(isinstance(node, Table) and node.landscape for node in content)


def _anchor(section: OutlineSection) -> str:
    return section.code.replace(".", "-")


# Annexes -----------------------------------------------------------------------------------------


def _survey_annex(facts: PlanFacts) -> list[Annex]:
    tables_of_surveys = needs_tables.survey_tables(facts)
    return [Annex(needs_tables.SURVEY_HEADING, tables_of_surveys)] if tables_of_surveys else []


def _order_annex(facts: PlanFacts) -> list[Annex]:
    order = committee_order(facts)
    return [Annex(ORDER_HEADING, [order])] if order else []


def _lettered(annexes: Sequence[Annex]) -> list[Part]:
    return [
        Part(
            number=f"ภาคผนวก {letter}",
            heading=annex.heading,
            anchor=f"annex-{place}",
            children=annex.children,
            landscape=annex.landscape,
        )
        for place, (letter, annex) in enumerate(zip(LETTERS, annexes, strict=False), start=1)
    ]
