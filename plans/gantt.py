"""The months of all projects (table T6 of the official papers): where the bars of the chart stand, and its table.

A fiscal year runs from October to September; a project is held in the same months of each year in which anybody
takes part or anything is spent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plans.facts import PlanFacts, ProjectFacts
from thai.dates import THAI_MONTHS_SHORT
from thai.fiscal import FISCAL_YEAR_FIRST_MONTH, FiscalYear

MONTHS = 12
#: Units of the drawing.
LABEL_WIDTH, MONTH_WIDTH, ROW_HEIGHT, HEAD_HEIGHT = 290, 32, 30, 62
BAR_HEIGHT, BAR_INSET = 16, 7
LABEL_LETTERS = 33  #: letters of a name that fit beside the bars; vowels above and below take no room


def place_of_month(month: int) -> int:
    """How many months after October a month (1 January to 12 December) lies in its fiscal year."""
    return (month - FISCAL_YEAR_FIRST_MONTH) % MONTHS


@dataclass(frozen=True)
class Bar:
    """A project in one fiscal year (B.E.), in units of the drawing."""

    year: int
    x: int
    width: int
    months: str


@dataclass(frozen=True)
class Line:
    """A project: its bars, and what the table says of each year."""

    project: ProjectFacts
    label: str
    y: int
    bars: list[Bar]
    years: list[tuple[int, str]]  #: months in words by fiscal year; empty where it is not held
    has_months: bool

    @property
    def bar_y(self) -> int:
        """The upper edge of the bars."""
        return self.y + BAR_INSET

    @property
    def text_y(self) -> int:
        """The base line of the name."""
        return self.y + 20


@dataclass(frozen=True)
class Chart:
    """Everything that the drawing and its table show."""

    years: Sequence[int]
    lines: list[Line]

    @property
    def width(self) -> int:
        """Of the whole drawing."""
        return LABEL_WIDTH + len(self.years) * MONTHS * MONTH_WIDTH

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return HEAD_HEIGHT + max(len(self.lines), 1) * ROW_HEIGHT

    @property
    def months(self) -> list[tuple[str, int, int]]:
        """Short names of all months with their left edge and their middle."""
        edges = [LABEL_WIDTH + place * MONTH_WIDTH for place in range(len(self.years) * MONTHS)]
        return [(_short(place % MONTHS), edge, edge + MONTH_WIDTH // 2) for place, edge in enumerate(edges)]

    @property
    def year_edges(self) -> list[tuple[int, int, int]]:
        """Fiscal years with their left edge and their middle."""
        width = MONTHS * MONTH_WIDTH
        return [
            (year, LABEL_WIDTH + place * width, LABEL_WIDTH + place * width + width // 2)
            for place, year in enumerate(self.years)
        ]


def chart_of(facts: PlanFacts) -> Chart:
    """The chart of a plan; a project without months has a line without bars."""
    return Chart(facts.years, [_line(row, place, facts.years) for place, row in enumerate(facts.projects)])


def _line(row: ProjectFacts, place: int, years: Sequence[int]) -> Line:
    first, last = row.project.first_month, row.project.last_month
    has_months = bool(first and last)
    held = [year for year in years if has_months and (row.people(year) or row.baht(year))]
    return Line(
        row,
        _clip(f"{row.project.order}. {row.project.name}"),
        HEAD_HEIGHT + place * ROW_HEIGHT,
        [_bar(year, years, first, last) for year in held if first and last],
        [
            (year, months_in_words(year, first, last) if year in held and first and last else "")
            for year in years
        ],
        has_months,
    )


def _bar(year: int, years: Sequence[int], first: int, last: int) -> Bar:
    start, end = place_of_month(first), max(place_of_month(last), place_of_month(first))
    x = LABEL_WIDTH + (list(years).index(year) * MONTHS + start) * MONTH_WIDTH
    return Bar(year, x, (end - start + 1) * MONTH_WIDTH, months_in_words(year, first, last))


def months_in_words(year: int, first: int, last: int) -> str:
    """ต.ค. 2569 - ม.ค. 2570: the months of a fiscal year (B.E.) with the calendar years they lie in."""
    fiscal = FiscalYear(year)
    begins, ends = fiscal.calendar_year_of(first), fiscal.calendar_year_of(last)
    end = f"{THAI_MONTHS_SHORT[last - 1]} {ends}"
    if first == last:
        return end
    start = THAI_MONTHS_SHORT[first - 1] + (f" {begins}" if begins != ends else "")
    return f"{start} - {end}"


def _short(place: int) -> str:
    return THAI_MONTHS_SHORT[(place + FISCAL_YEAR_FIRST_MONTH - 1) % MONTHS]


def _clip(text: str) -> str:
    """As much of a name as has room, without tearing a letter from its vowel or tone mark."""
    letters: list[str] = []
    for mark in _letters(text):
        if len(letters) == LABEL_LETTERS:
            return "".join(letters[:-1]) + "…"
        letters.append(mark)
    return text


def _letters(text: str) -> Iterable[str]:
    """Letters with the marks that stand above or below them."""
    held = ""
    for sign in text:
        if held and unicodedata.category(sign) != "Mn":
            yield held
            held = ""
        held += sign
    if held:
        yield held
