"""Where needs come from (requirements F-1): gaps of assessments, the survey, and what law and policy ask of everybody.

Each source gives proposals with their evidence. A proposal is known by its source and item, so that asking again
finds the same one. What a proposal says may be printed in the plan: with few people it names no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from personnel.gaps import Coverage, Gap, Measured
from personnel.groups import NEWCOMERS
from personnel.models import ItemKind, Need, Survey, Unit
from personnel.requirements import Item
from personnel.survey_results import FEW, Reading, Result, results
from personnel.surveys import received

#: A gap is a need of the LAO when it is found in at least this share of those assessed; others belong to the person's own plan.
LEAST_SHARE = Decimal("0.20")
#: Readings of a topic that make it a need: a mean of 3.51 or more.
WISHED = frozenset({Reading.HIGHEST, Reading.HIGH})
LAW_KIND = "law"


@dataclass(frozen=True)
class Proposal:
    """A need as a source proposes it, with the reason that its rank could rest on."""

    source: Need.Source
    kind: str
    code: str
    title: str
    evidence: str
    reason: str
    people: int = 0
    groups: frozenset[str] = frozenset()
    units: frozenset[int] = frozenset()

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies it in a cycle."""
        return (self.source, self.kind, self.code)


@dataclass
class Lack:
    """One item: how many were assessed in it, who lacks something, and how much in all."""

    item: Item
    assessed: int = 0
    total: int = 0
    people: list[int] = field(default_factory=list)

    def add(self, gap: Gap) -> None:
        """Count one person."""
        self.assessed += 1
        if gap.gap > 0:
            self.people.append(gap.person_id)
            self.total += gap.gap

    @property
    def is_common(self) -> bool:
        """True when enough of those assessed lack something."""
        return bool(self.people) and len(self.people) >= LEAST_SHARE * self.assessed

    @property
    def is_of_few(self) -> bool:
        """True when a figure would tell whose scores they are: few were assessed, or few lack something."""
        return min(self.assessed, len(self.people)) < FEW

    @property
    def mean(self) -> Decimal:
        """Levels lacking on average, of those who lack something (two decimals)."""
        return (Decimal(self.total) / len(self.people)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def proposals(measured: Measured) -> list[Proposal]:
    """Everything that the figures of a cycle propose, in the order law, gaps, survey.

    What people lack and wish at once is one need with both as its evidence.
    """
    lacking = {(row.kind, row.code): row for row in of_gaps(measured)}
    wished = []
    for wish in of_surveys(measured):
        lack = lacking.get((wish.kind, wish.code))
        if lack is None:
            wished.append(wish)
        else:
            lacking[wish.kind, wish.code] = replace(
                lack,
                evidence=f"{lack.evidence} และผลสำรวจ{wish.evidence}",
                reason=f"{lack.reason} และ{wish.reason}",
            )
    return [*of_law(measured), *lacking.values(), *wished]


def tells_of_few(need: Need) -> bool:
    """True where so few lack something that their number and departments would tell whose scores they are."""
    return need.source == Need.Source.GAP and need.people < FEW


# Gaps -----------------------------------------------------------------------------------------


def lacks(gaps: Iterable[Gap]) -> list[Lack]:
    """Gaps by item, the items that most people lack first, then those that they lack most."""
    found: dict[tuple[str, str], Lack] = {}
    for gap in gaps:
        found.setdefault(gap.item.key, Lack(gap.item)).add(gap)
    common = [lack for lack in found.values() if lack.is_common]
    return sorted(common, key=lambda lack: (-len(lack.people), -lack.mean))


def of_gaps(measured: Measured) -> Iterator[Proposal]:
    """What at least one in five of those assessed lacks."""
    groups, coverage = _groups_of(measured), measured.coverage
    for lack in lacks(measured.gaps()):
        posts = [measured.posts[person] for person in lack.people]
        yield Proposal(
            source=Need.Source.GAP,
            kind=lack.item.kind,
            code=lack.item.code,
            title=_title(lack.item.kind, lack.item.name),
            evidence=_gap_evidence(lack, coverage),
            reason=_gap_reason(lack),
            people=len(lack.people),
            groups=frozenset(groups[person] for person in lack.people if person in groups),
            # The departments of so few would name them.
            units=frozenset() if lack.is_of_few else frozenset(p.unit_id for p in posts if p.unit_id),
        )


def _title(kind: str, name: str) -> str:
    return f"พัฒนาสมรรถนะ{name}" if kind == ItemKind.COMPETENCY else name


def _gap_evidence(lack: Lack, coverage: Coverage) -> str:
    if lack.is_of_few:
        return f"ต่ำกว่าระดับที่คาดหวัง (ผู้เกี่ยวข้องน้อยกว่า {FEW} คน จึงไม่แสดงตัวเลข)"
    return (
        f"ต่ำกว่าระดับที่คาดหวัง {len(lack.people)} คน จาก {lack.assessed} คนที่ประเมินรายการนี้ "
        f"ช่องว่างเฉลี่ย {lack.mean} ระดับ (ประเมินแล้ว {coverage.assessed} จาก {coverage.total} คน)"
    )


def _gap_reason(lack: Lack) -> str:
    if lack.is_of_few:
        return "ต่ำกว่าระดับที่คาดหวัง"
    return f"ต่ำกว่าระดับที่คาดหวัง {len(lack.people)} คน จาก {lack.assessed} คน"


def _groups_of(measured: Measured) -> dict[int, str]:
    """The group of each person in the first year of the cycle."""
    if measured.staff is None:
        return {}
    grouped = measured.staff.grouped(measured.first_year)
    return {person: row.decision.group_code for person, row in grouped.items() if row.decision.group_code}


# Survey ---------------------------------------------------------------------------------------


def of_surveys(measured: Measured) -> Iterator[Proposal]:
    """What people wish much or very much, by the closed surveys of the cycle; of one topic the newest result."""
    surveys = Survey.objects.filter(
        organization=measured.organization, first_year=measured.first_year, state=Survey.State.CLOSED
    )
    seen: set[tuple[str, str]] = set()
    for survey in surveys:
        answered = received(survey).total
        rows = results(survey)
        asked = {(row.question.item_kind, row.question.item_code) for row in rows if row.n} - seen
        wished = [row for row in rows if row.reading in WISHED]
        for row in sorted(wished, key=lambda row: (row.rank or 0, row.question.order)):
            if (row.question.item_kind, row.question.item_code) in asked:
                yield _survey_proposal(row, answered)
        seen |= asked


def _survey_proposal(row: Result, answered: int) -> Proposal:
    question = row.question
    evidence = f"ต้องการมากขึ้นไป (มีผู้ตอบข้อนี้น้อยกว่า {FEW} คน จึงไม่แสดงตัวเลข)"
    reason = "บุคลากรต้องการพัฒนาในระดับมากขึ้นไป"
    if min(answered, row.n) >= FEW and row.reading:
        reading = READINGS[row.reading]
        evidence = f"ค่าเฉลี่ย {row.mean} ระดับ{reading} ลำดับที่ {row.rank} จากผู้ตอบ {row.n} คน"
        reason = f"บุคลากรต้องการระดับ{reading} ค่าเฉลี่ย {row.mean}"
    return Proposal(
        source=Need.Source.SURVEY,
        kind=question.item_kind,
        code=question.item_code,
        title=_title(question.item_kind, question.text),
        evidence=evidence,
        reason=reason,
        people=row.n,
    )


#: Readings as papers print them, whatever the language of the screen.
READINGS = {
    Reading.HIGHEST: "มากที่สุด",
    Reading.HIGH: "มาก",
    Reading.MIDDLE: "ปานกลาง",
    Reading.LOW: "น้อย",
    Reading.LOWEST: "น้อยที่สุด",
}


# Law and policy -------------------------------------------------------------------------------


def of_law(measured: Measured) -> Iterator[Proposal]:
    """Ethics and digital skill for everybody; orientation where there are newcomers."""
    groups = _groups_of(measured)
    everybody = frozenset(groups.values())
    units = frozenset(unit.pk for unit in _units(measured, groups))
    yield Proposal(
        source=Need.Source.LAW,
        kind=LAW_KIND,
        code="digital",
        title="พัฒนาทักษะด้านดิจิทัลของบุคลากรทุกกลุ่ม",
        evidence="มติคณะรัฐมนตรีเมื่อวันที่ 26 กันยายน 2560 และแผนแม่บทฯ ข้อ 5.6 และข้อ 11 (2)",
        reason="นโยบายกำหนดให้พัฒนาบุคลากรทุกคน",
        people=len(groups),
        groups=everybody,
        units=units,
    )
    yield Proposal(
        source=Need.Source.LAW,
        kind=LAW_KIND,
        code="ethics",
        title="เสริมสร้างคุณธรรมและจริยธรรมของบุคลากรทุกกลุ่ม",
        evidence="พระราชบัญญัติมาตรฐานทางจริยธรรม พ.ศ. 2562 และแผนแม่บทฯ ข้อ 11 (5)",
        reason="กฎหมายกำหนดให้พัฒนาบุคลากรทุกคน",
        people=len(groups),
        groups=everybody,
        units=units,
    )
    yield from _orientation(measured, groups)


def _orientation(measured: Measured, groups: dict[int, str]) -> Iterator[Proposal]:
    newcomers = {person: group for person, group in groups.items() if group == NEWCOMERS}
    if not newcomers:
        return
    yield Proposal(
        source=Need.Source.LAW,
        kind=LAW_KIND,
        code="orientation",
        title="ปฐมนิเทศและเตรียมความพร้อมบุคลากรแรกบรรจุ",
        evidence=f"แผนแม่บทฯ ข้อ 12 (1) มีบุคลากรแรกบรรจุ {len(newcomers)} คน ในปีงบประมาณ {measured.first_year}",
        reason="ต้องดำเนินการตั้งแต่แรกบรรจุ",
        people=len(newcomers),
        groups=frozenset({NEWCOMERS}),
        units=frozenset(unit.pk for unit in _units(measured, newcomers)),
    )


def _units(measured: Measured, people: Iterable[int]) -> set[Unit]:
    posts = (measured.posts.get(person) for person in people)
    return {post.unit for post in posts if post is not None and post.unit is not None}
