"""What a yearly report says, as plain values: read off the records while it is a draft, kept as JSON once it is issued.

Sums count what was reported; what was not is nothing (None), never a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from monitoring.models import ProjectResult
from monitoring.results import ItemRow, ProjectRow, results_of
from monitoring.years import PlanYear
from plans.papers import plan_title

Progress = ProjectResult.Progress
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """A project: what the plan has for it in the year, and what came of it."""

    number: str
    name: str
    target: int
    allotted: Decimal
    progress: str
    people: int | None
    spent: Decimal | None
    outcome: str
    problems: str
    suggestions: str
    indicator: str
    indicator_target: str
    indicator_result: str
    is_reached: bool | None

    @property
    def is_planned(self) -> bool:
        """The plan has it in this year."""
        return bool(self.target or self.allotted)

    @property
    def is_held(self) -> bool:
        """It was done, or is under way."""
        return self.progress in (Progress.DONE, Progress.UNDER_WAY)

    @property
    def lacks_spent(self) -> bool:
        """Nobody said what was spent, though something may have been; a planned project without money spends none."""
        return self.spent is None and not (self.progress and self.is_planned and not self.allotted)

    @property
    def left(self) -> Decimal | None:
        """Baht that were not spent, less than nothing where more was spent than allotted; None while unknown."""
        return None if self.spent is None else self.allotted - self.spent


@dataclass(frozen=True)
class Followed:
    """One thing that the plan follows up, and what was found."""

    indicator: str
    method: str
    responsible: str
    when: str
    result: str
    is_reached: bool | None
    is_gone: bool = False  #: the plan had it before an amendment


@dataclass(frozen=True)
class Sums:
    """A year in numbers; the sums of results are None where nothing was reported."""

    projects: int  #: that the plan has in the year
    by_progress: dict[str, int]  #: of these; the empty key counts those not reported
    beside_plan: int  #: held in the year, though the plan has them in another
    target: int
    people: int | None
    people_known: int  #: projects of which the number of people was reported
    people_unknown: int
    allotted: Decimal
    spent: Decimal | None
    spent_known: int  #: projects of which the money was reported
    spent_unknown: int
    reached: int
    not_reached: int
    without_verdict: int

    @property
    def left(self) -> Decimal | None:
        """Baht of the year that were not spent; None while that of one project is unknown, which is not saved."""
        return None if self.spent is None or self.spent_unknown else self.allotted - self.spent

    @property
    def is_reported(self) -> bool:
        """Something was said of a project that the plan has in the year."""
        return self.by_progress.get("", 0) < self.projects


@dataclass(frozen=True)
class Report:
    """A fiscal year of a plan."""

    year: int
    plan_title: str
    lines: Sequence[Line]
    followed: Sequence[Followed]

    @property
    def sums(self) -> Sums:
        """Totals of the lines."""
        planned = [line for line in self.lines if line.is_planned]
        measured = [line for line in self.lines if line.indicator]
        return Sums(
            projects=len(planned),
            by_progress=dict(Counter(line.progress for line in planned)),
            beside_plan=sum(line.is_held and not line.is_planned for line in self.lines),
            target=sum(line.target for line in planned),
            people=_sum(line.people for line in self.lines),
            people_known=sum(line.people is not None for line in self.lines),
            people_unknown=sum(line.people is None for line in self.lines),
            allotted=sum((line.allotted for line in planned), Decimal(0)),
            spent=_sum(line.spent for line in self.lines),
            spent_known=sum(line.spent is not None for line in self.lines),
            spent_unknown=sum(line.lacks_spent for line in self.lines),
            reached=sum(line.is_reached is True for line in measured),
            not_reached=sum(line.is_reached is False for line in measured),
            without_verdict=sum(line.is_reached is None for line in measured),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values to be kept; amounts as text, to the satang."""
        kept = asdict(self)
        for line in kept["lines"]:
            for name in ("allotted", "spent"):
                line[name] = None if line[name] is None else str(line[name])
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Report:
        """What :meth:`as_json` kept."""
        lines = [
            Line(
                **line
                | {
                    name: None if line[name] is None else Decimal(line[name])
                    for name in ("allotted", "spent")
                }
            )
            for line in kept["lines"]
        ]
        return cls(kept["year"], kept["plan_title"], lines, [Followed(**row) for row in kept["followed"]])


def percent(part: int | Decimal | None, whole: int | Decimal) -> Decimal | None:
    """Hundredths of a whole, rounded half up; None where the part is unknown or the whole is nothing."""
    if part is None or not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(HUNDREDTH, ROUND_HALF_UP)


def report_of(of: PlanYear) -> Report:
    """The report of a year as the records are now."""
    results = results_of(of)
    return Report(
        int(of.year),
        plan_title(of.facts),
        [_line(row) for row in results.to_report],
        [_followed(row) for row in results.items],
    )


def _line(row: ProjectRow) -> Line:
    result = row.result or ProjectResult()
    held = result.progress and result.progress != Progress.NOT_HELD
    project = row.project
    return Line(
        number=row.number,
        name=row.name,
        target=row.people,
        allotted=row.baht,
        progress=result.progress,
        people=result.people if held or not result.progress else result.people or 0,
        spent=result.baht if held or not result.progress else result.baht or Decimal("0.00"),
        outcome=result.outcome,
        problems=result.problems,
        suggestions=result.suggestions,
        indicator=project.indicator,
        indicator_target=row.indicator_target,
        indicator_result=result.indicator_result,
        is_reached=result.is_reached,
    )


def _followed(row: ItemRow) -> Followed:
    item, result = row.item, row.result
    return Followed(
        item.indicator,
        item.method,
        item.responsible,
        item.when,
        result.result if result else "",
        result.is_reached if result else None,
        row.is_gone,
    )


def _sum(values: Iterable[Any]) -> Any:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known else None
