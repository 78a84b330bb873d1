"""What a plan prints of the analysis of needs: SWOT, the ranked needs, the survey's results (requirements F-1 to F-3).

A plan that is closed shows what was kept with its snapshot, so that what is printed is what was decided. Figures of
so few people that somebody could be recognised never get this far.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from organizations.models import Organization
from personnel import needs as of_needs
from personnel.models import Need, PersonnelGroup, Survey, SwotItem, Unit
from personnel.need_sources import READINGS, tells_of_few
from personnel.survey_results import FEW, Result, results
from personnel.surveys import received
from plans.amendment.base import records_in_force
from plans.models import Revision

#: Sources as papers print them, whatever the language of the screen.
SOURCES = {
    Need.Source.GAP: "ผลการประเมิน",
    Need.Source.SURVEY: "ผลสำรวจความต้องการ",
    Need.Source.MISSION: "ภารกิจ อำนาจหน้าที่",
    Need.Source.PROBLEM: "ปัญหาในการปฏิบัติงาน",
    Need.Source.LAW: "กฎหมายหรือนโยบาย",
    Need.Source.LAST_CYCLE: "ผลของรอบที่ผ่านมา",
}
EVERY_GROUP, EVERY_UNIT = "ทุกกลุ่ม", "ทุกส่วนราชการ"


@dataclass(frozen=True)
class NeedLine:
    """A confirmed need; ``people`` is None where they are too few to be named."""

    rank: int | None
    title: str
    source: str
    evidence: str
    people: int | None
    groups: tuple[str, ...]
    units: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class NeedPlace:
    """A confirmed need by its rank and what it rests on: without who has it."""

    rank: int | None
    title: str
    source: str
    evidence: str
    reason: str

    @classmethod
    def of(cls, line: NeedLine) -> NeedPlace:
        """Of what was kept."""
        return cls(line.rank, line.title, line.source, line.evidence, line.reason)


@dataclass(frozen=True)
class TopicLine:
    """A row of table T3; figures as printed, empty where there is none."""

    text: str
    n: int
    percent: str
    mean: str
    sd: str
    reading: str
    rank: int | None


@dataclass(frozen=True)
class SurveyLines:
    """A closed survey with its topics; without them where too few answered."""

    title: str
    invited: int
    received: int
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True)
class NeedsAnalysis:
    """All of it; false when the LAO has none."""

    swot: Mapping[str, tuple[str, ...]]
    needs: tuple[NeedLine, ...] = ()
    surveys: tuple[SurveyLines, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.swot or self.needs or self.surveys)

    @property
    def rests_on_assessment(self) -> bool:
        """True when a need comes from what was assessed."""
        return rests_on_assessment(self.needs)

    def plain(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return {
            "swot": dict(self.swot),
            "needs": [asdict(row) for row in self.needs],
            "surveys": [asdict(row) for row in self.surveys],
        }

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> NeedsAnalysis:
        """What ``plain`` kept."""
        return cls(
            swot={quadrant: tuple(texts) for quadrant, texts in kept["swot"].items()},
            needs=tuple(
                NeedLine(**{**row, "groups": tuple(row["groups"]), "units": tuple(row["units"])})
                for row in kept["needs"]
            ),
            surveys=tuple(
                SurveyLines(**{**row, "topics": tuple(TopicLine(**topic) for topic in row["topics"])})
                for row in kept["surveys"]
            ),
        )


class PlanNeeds:
    """The analysis as one revision sees it."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision

    @cached_property
    def rows(self) -> list[Need]:
        """The needs of the cycle, decided or not; none are asked for a closed revision."""
        if self._kept is not None:
            return []
        plan = self.revision.plan
        cycle = of_needs.of_cycle(plan.organization, plan.first_year)
        return list(cycle.prefetch_related(None))

    def of_keys(self, keys: set[int]) -> list[Need]:
        """Needs of some keys in order, also those that the cycle at hand lacks."""
        if keys <= {row.pk for row in self.rows}:
            return [row for row in self.rows if row.pk in keys]
        return list(Need.objects.filter(pk__in=keys))

    @property
    def confirmed(self) -> list[Need]:
        """The needs that the plan answers, the first rank first, those without a rank last."""
        return [row for row in self.rows if row.state == Need.State.CONFIRMED]

    @property
    def undecided(self) -> int:
        """How many proposals wait for somebody to confirm or decline them."""
        return sum(row.state == Need.State.PROPOSED for row in self.rows)

    @cached_property
    def analysis(self) -> NeedsAnalysis:
        """What is printed: as kept of a closed revision, else as it is now."""
        content = self._kept if self._kept is not None else records_in_force(self.revision)
        if content is not None:
            kept = content.get("needs_analysis")
            return NeedsAnalysis.from_plain(kept) if kept else NeedsAnalysis({})
        plan = self.revision.plan
        prefetch_related_objects(self.confirmed, "groups", "units")
        return NeedsAnalysis(
            swot=self.swot,
            needs=tuple(_need_lines(plan.organization, plan.first_year, self.confirmed)),
            surveys=tuple(_survey_lines(plan.organization, plan.first_year)),
        )

    # What checks and lists of tasks ask, without reading who has a need and every answer of a survey.

    @cached_property
    def swot(self) -> Mapping[str, tuple[str, ...]]:
        """Sentences by quadrant; empty without any."""
        if self._kept is not None:
            return self.analysis.swot
        return _swot(self.revision.plan.organization, self.revision.plan.first_year)

    @cached_property
    def places(self) -> tuple[NeedPlace, ...]:
        """The confirmed needs in order."""
        if self._kept is not None:
            return tuple(map(NeedPlace.of, self.analysis.needs))
        return tuple(
            NeedPlace(row.rank, row.title, SOURCES[Need.Source(row.source)], row.evidence, row.rank_reason)
            for row in self.confirmed
        )

    @cached_property
    def has_surveys(self) -> bool:
        """True when a survey is closed that somebody answered."""
        if self._kept is not None:
            return bool(self.analysis.surveys)
        plan = self.revision.plan
        return _closed_surveys(plan.organization, plan.first_year).filter(responses__isnull=False).exists()

    @property
    def _kept(self) -> dict[str, Any] | None:
        """The snapshot's content, of a revision that is closed."""
        revision = self.revision
        return None if revision.is_editable or revision.snapshot is None else revision.snapshot.content


def _swot(organization: Organization, first_year: int) -> dict[str, tuple[str, ...]]:
    """Sentences by quadrant; empty without any."""
    rows = SwotItem.objects.filter(organization=organization, first_year=first_year).order_by("order", "pk")
    found: dict[str, list[str]] = {}
    for quadrant, text in rows.values_list("quadrant", "text"):
        found.setdefault(quadrant, []).append(text)
    return {quadrant: tuple(texts) for quadrant, texts in found.items()}


def _need_lines(organization: Organization, first_year: int, needs: list[Need]) -> Iterable[NeedLine]:
    if not needs:
        return
    every_group = {group.pk for group in PersonnelGroup.objects.for_edition(first_year)}
    every_unit = set(
        Unit.objects.filter(organization=organization, closed_on=None).values_list("pk", flat=True)
    )
    for row in needs:
        groups, units = list(row.groups.all()), list(row.units.all())
        all_groups = every_group <= {group.pk for group in groups}
        all_units = bool(every_unit) and every_unit <= {unit.pk for unit in units}
        too_few = tells_of_few(row)
        yield NeedLine(
            rank=row.rank,
            title=row.title,
            source=SOURCES[Need.Source(row.source)],
            evidence=row.evidence,
            people=None if too_few else row.people,
            groups=() if too_few else _named(groups, EVERY_GROUP if all_groups else ""),
            units=() if too_few else _named(units, EVERY_UNIT if all_units else ""),
            reason=row.rank_reason,
        )


def _named(rows: Iterable[PersonnelGroup | Unit], every: str) -> tuple[str, ...]:
    """The name of all together where they are all, else their own."""
    return (every,) if every else tuple(getattr(row, "short_name", "") or row.name for row in rows)


def rests_on_assessment(needs: Iterable[NeedLine | NeedPlace]) -> bool:
    """True when one of the needs comes from what was assessed."""
    return any(row.source == SOURCES[Need.Source.GAP] for row in needs)


def _closed_surveys(organization: Organization, first_year: int) -> QuerySet[Survey]:
    return Survey.objects.filter(organization=organization, first_year=first_year, state=Survey.State.CLOSED)


def _survey_lines(organization: Organization, first_year: int) -> Iterable[SurveyLines]:
    """Closed surveys that somebody answered, the first one first."""
    for survey in _closed_surveys(organization, first_year).order_by("pk"):
        counts = received(survey)
        if counts.total:
            topics = [_topic_line(row) for row in results(survey)] if counts.total >= FEW else []
            yield SurveyLines(survey.title, counts.invited, counts.total, tuple(topics))


def _topic_line(row: Result) -> TopicLine:
    return TopicLine(
        text=row.question.text,
        n=row.n,
        percent=str(row.percent),
        mean="" if row.mean is None else str(row.mean),
        sd="" if row.sd is None else str(row.sd),
        reading=READINGS[row.reading] if row.reading else "",
        rank=row.rank,
    )
