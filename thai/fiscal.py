"""Fiscal years and plan cycles as types of their own, so that no code adds 543 or 2 by hand.

A fiscal year is a Buddhist-era number: 2570 runs from 1 October 2569 to 30 September 2570 B.E.
(1 October 2026 to 30 September 2027 C.E.).
"""

import operator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, SupportsIndex

from django.utils.translation import gettext as _

from thai.digits import to_thai

ERA_OFFSET = 543  # Buddhist era minus Christian era, for every date since 1 January 2484 B.E.
EARLIEST_YEAR = 2501
LATEST_YEAR = 2699
CYCLE_LENGTH = 3
FIRST_ALIGNED_YEAR = 2564  # cycles are the same for the whole country: 2564, 2567, 2570, ...
FISCAL_YEAR_FIRST_MONTH = 10


class FiscalYearError(ValueError):
    """The number is no fiscal year that this system can hold; the message is Thai."""


class FiscalYear(int):
    """A Buddhist-era fiscal year; arithmetic gives plain integers, ``next`` and ``previous`` give years."""

    def __new__(cls, year: SupportsIndex) -> Self:
        number = operator.index(year)
        if not EARLIEST_YEAR <= number <= LATEST_YEAR:
            raise FiscalYearError(
                _("ปีงบประมาณต้องเป็นปี พ.ศ. ระหว่าง {earliest} ถึง {latest}").format(
                    earliest=EARLIEST_YEAR, latest=LATEST_YEAR
                )
            )
        return super().__new__(cls, number)

    @classmethod
    def of(cls, day: date) -> Self:
        """The fiscal year that a business date falls in (a moment must first become a date in Bangkok)."""
        if isinstance(day, datetime):
            raise TypeError("a fiscal year belongs to a business date, not to a moment")
        return cls(day.year + ERA_OFFSET + (day.month >= FISCAL_YEAR_FIRST_MONTH))

    @property
    def starts_on(self) -> date:
        return date(self - ERA_OFFSET - 1, FISCAL_YEAR_FIRST_MONTH, 1)

    @property
    def ends_on(self) -> date:
        return date(self - ERA_OFFSET, 9, 30)

    @property
    def next(self) -> "FiscalYear":
        return FiscalYear(self + 1)

    @property
    def previous(self) -> "FiscalYear":
        return FiscalYear(self - 1)

    def calendar_year_of(self, month: int) -> int:
        """The calendar year (B.E.) in which a month of this fiscal year lies."""
        return int(self) - (month >= FISCAL_YEAR_FIRST_MONTH)

    @property
    def thai(self) -> str:
        return to_thai(int(self))

    @property
    def short(self) -> str:
        """As papers write it: ปีงบประมาณ พ.ศ. ๒๕๗๐."""
        return f"ปีงบประมาณ พ.ศ. {self.thai}"

    def __repr__(self) -> str:
        return f"FiscalYear({int(self)})"

    def __str__(self) -> str:
        return str(int(self))


@dataclass(frozen=True, order=True)
class Cycle:
    """Three fiscal years of one plan, known by the first of them."""

    first: FiscalYear

    def __init__(self, first: int) -> None:
        object.__setattr__(self, "first", FiscalYear(first))
        FiscalYear(first + CYCLE_LENGTH - 1)  # the last year must be possible too

    @classmethod
    def of(cls, day: date) -> "Cycle":
        """The aligned cycle that a business date falls in."""
        year = FiscalYear.of(day)
        return cls(year - (year - FIRST_ALIGNED_YEAR) % CYCLE_LENGTH)

    @property
    def last(self) -> FiscalYear:
        return FiscalYear(self.first + CYCLE_LENGTH - 1)

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        return tuple(FiscalYear(self.first + offset) for offset in range(CYCLE_LENGTH))

    @property
    def effective_on(self) -> date:
        return self.first.starts_on

    @property
    def ends_on(self) -> date:
        return self.last.ends_on

    @property
    def submit_by(self) -> date:
        """The last day of the fiscal year before the cycle: 30 September of first - 1 (master plan, section 18)."""
        return date(self.first - ERA_OFFSET - 1, 9, 30)

    @property
    def next(self) -> "Cycle":
        return Cycle(self.first + CYCLE_LENGTH)

    @property
    def previous(self) -> "Cycle":
        return Cycle(self.first - CYCLE_LENGTH)

    @property
    def aligned(self) -> bool:
        """Whether this is one of the cycles of the whole country (2564-2566, 2567-2569, ...)."""
        return (self.first - FIRST_ALIGNED_YEAR) % CYCLE_LENGTH == 0

    @property
    def label(self) -> str:
        """As papers write it: ๒๕๖๗ - ๒๕๖๙."""
        return f"{self.first.thai} - {self.last.thai}"

    def covers(self, day: date) -> bool:
        return self.effective_on <= day <= self.ends_on

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
