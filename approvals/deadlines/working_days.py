"""Working days: every day but Saturday and Sunday.

The official holidays of a year are announced by the cabinet and not known to this system: it invents none, and the
pages say that they were not left out.
"""

from __future__ import annotations

import datetime

SATURDAY = 5
DAY = datetime.timedelta(days=1)


def is_working_day(day: datetime.date) -> bool:
    """Monday to Friday."""
    return day.weekday() < SATURDAY


def working_day_by(day: datetime.date) -> datetime.date:
    """``day``, or the Friday before it."""
    return day - max(0, day.weekday() - SATURDAY + 1) * DAY


def before(day: datetime.date, count: int) -> datetime.date:
    """The working day ``count`` working days before ``day``; 0 is ``day`` itself, or the Friday before."""
    weeks, rest = divmod(count, 5)
    found = working_day_by(day) - 7 * weeks * DAY
    for _each in range(rest):
        found = working_day_by(found - DAY)
    return found


def after(day: datetime.date, count: int) -> datetime.date:
    """The working day ``count`` working days after ``day``; 0 is ``day`` itself, or the Monday after."""
    found = day
    while not is_working_day(found):
        found += DAY
    weeks, rest = divmod(count, 5)
    found += 7 * weeks * DAY
    for _each in range(rest):
        found += DAY if found.weekday() < SATURDAY - 1 else 3 * DAY
    return found


def between(first: datetime.date, last: datetime.date) -> int:
    """Working days after ``first`` up to ``last``; 0 when ``last`` is not later."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    return 5 * weeks + sum(is_working_day(last - number * DAY) for number in range(rest))
