"""Which text is in force on which day, whatever the order in which amendments take effect."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.in_force import in_force, periods
from thai.fiscal import Cycle

CYCLE = Cycle(2570)  #: 1 October 2026 to 30 September 2029
FIRST = datetime.date(2026, 10, 1)
A_DAY = datetime.timedelta(days=1)


def announced(number: int, effective_on: datetime.date) -> SimpleNamespace:
    """As much of an announcement as the periods are computed from."""
    revision = SimpleNamespace(number=number, plan=SimpleNamespace(cycle=CYCLE))
    return SimpleNamespace(revision=revision, effective_on=effective_on)


def number_on(day: datetime.date, *effective: datetime.date) -> int | None:
    found = in_force(periods([announced(n, date) for n, date in enumerate(effective)]), day)
    return found.revision.number if found else None


JAN, MAR, MAY = datetime.date(2027, 1, 1), datetime.date(2027, 3, 1), datetime.date(2027, 5, 1)


@pytest.mark.parametrize(
    ("day", "effective", "expected"),
    [
        (FIRST - A_DAY, [FIRST], None),
        (FIRST, [FIRST], 0),
        (CYCLE.ends_on, [FIRST], 0),
        (CYCLE.ends_on + A_DAY, [FIRST], None),
        (JAN - A_DAY, [FIRST, JAN], 0),
        (JAN, [FIRST, JAN], 1),
        (MAY, [FIRST, JAN, MAR], 2),
        (CYCLE.ends_on + A_DAY, [FIRST, JAN, MAR], None),
        (MAR, [FIRST, MAY, MAR], 2),  # the later amendment takes effect before the earlier one
        (MAY, [FIRST, MAY, MAR], 2),
        (JAN, [FIRST, MAY, MAR], 0),
        (FIRST, [FIRST, FIRST], 1),  # and one that replaces the original from its first day
    ],
)
def test_the_text_in_force(day, effective, expected):
    assert number_on(day, *effective) == expected


def test_what_never_was_in_force_says_so():
    newest, never, original = periods([announced(0, FIRST), announced(1, MAY), announced(2, MAR)])
    assert not never.was_ever_in_force
    assert never.standing(CYCLE.ends_on) == "มีฉบับปรับปรุงใหม่แล้ว"
    assert original.last == MAR - A_DAY
    assert (newest.last, newest.replaced_by) == (CYCLE.ends_on, None)


days = st.dates(FIRST, CYCLE.ends_on)


@given(st.lists(days, min_size=1, max_size=6), days)
def test_it_is_always_the_highest_number_that_has_taken_effect(effective, day):
    taken_effect = [number for number, date in enumerate(effective) if date <= day]
    assert number_on(day, *effective) == max(taken_effect, default=None)


@given(st.lists(days, min_size=1, max_size=6))
def test_no_day_has_two_texts(effective):
    found = [row for row in periods([announced(n, date) for n, date in enumerate(effective)])]
    spans = sorted((row.first, row.last) for row in found if row.was_ever_in_force)
    assert all(one[1] < two[0] for one, two in zip(spans, spans[1:], strict=False))
