import copy
import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.fiscal import Cycle, FiscalYear, FiscalYearError

years = st.integers(2501, 2699)


def test_fiscal_year_2570_runs_from_october_2569():
    year = FiscalYear(2570)
    assert (year.starts_on, year.ends_on) == (date(2026, 10, 1), date(2027, 9, 30))
    assert year.short == "ปีงบประมาณ พ.ศ. ๒๕๗๐"
    assert year.thai == "๒๕๗๐"
    assert f"{year}" == str(year) == "2570"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 9, 30), 2566),
        (date(2023, 10, 1), 2567),
        (date(2023, 12, 31), 2567),
        (date(2024, 1, 1), 2567),
        (date(2024, 2, 29), 2567),
        (date(2024, 9, 30), 2567),
        (date(2024, 10, 1), 2568),
    ],
)
def test_fiscal_year_of_date_changes_on_first_october(day, year):
    assert FiscalYear.of(day) == year


@given(years.filter(lambda year: year < 2699), st.integers(0, 364))
def test_fiscal_year_holds_its_own_days(year, offset):
    fiscal_year = FiscalYear(year)
    assert FiscalYear.of(fiscal_year.starts_on + timedelta(days=offset)) == fiscal_year
    assert fiscal_year.ends_on + timedelta(days=1) == fiscal_year.next.starts_on
    assert fiscal_year.next.previous == fiscal_year


@pytest.mark.parametrize("year", [2500, 2700, 2024, 67, 0, -2567])
def test_fiscal_year_out_of_range_is_refused(year):
    with pytest.raises(FiscalYearError, match="พ.ศ."):
        FiscalYear(year)


@pytest.mark.parametrize("year", ["2567", 2567.0, None])
def test_fiscal_year_of_another_type_is_refused(year):
    with pytest.raises(TypeError):
        FiscalYear(year)


def test_fiscal_year_of_a_moment_is_refused():
    with pytest.raises(TypeError):
        FiscalYear.of(datetime(2023, 9, 30, 20, tzinfo=UTC))


def test_fiscal_year_survives_copy_and_pickle():
    year = FiscalYear(2567)
    for twin in (copy.deepcopy(year), pickle.loads(pickle.dumps(year))):
        assert twin == year
        assert isinstance(twin, FiscalYear)


def test_cycle_2567_has_its_three_years_and_dates():
    cycle = Cycle(2567)
    assert cycle.years == (2567, 2568, 2569)
    assert (cycle.first, cycle.last) == (2567, 2569)
    assert cycle.submit_by == date(2023, 9, 30)
    assert cycle.effective_on == date(2023, 10, 1)
    assert cycle.ends_on == date(2026, 9, 30)
    assert cycle.next == Cycle(2570)
    assert cycle.next.previous == cycle
    assert cycle.label == "๒๕๖๗ - ๒๕๖๙"
    assert str(cycle) == "2567-2569"


@pytest.mark.parametrize(
    ("first", "aligned"), [(2561, True), (2564, True), (2565, False), (2566, False), (2570, True)]
)
def test_cycle_is_aligned_with_the_country(first, aligned):
    assert Cycle(first).aligned is aligned


@given(st.dates(date(1960, 1, 1), date(2150, 1, 1)))
def test_cycle_of_a_date_covers_it_and_is_aligned(day):
    cycle = Cycle.of(day)
    assert cycle.aligned
    assert cycle.covers(day)
    assert not cycle.next.covers(day)


def test_cycle_covers_its_first_and_last_day_only_inside():
    cycle = Cycle(2567)
    assert cycle.covers(date(2023, 10, 1))
    assert cycle.covers(date(2026, 9, 30))
    assert not cycle.covers(date(2023, 9, 30))
    assert not cycle.covers(date(2026, 10, 1))


def test_cycle_that_would_end_after_the_last_year_is_refused():
    with pytest.raises(FiscalYearError):
        Cycle(2698)


def test_cycles_are_compared_hashed_and_frozen():
    assert Cycle(2564) < Cycle(2567)
    assert len({Cycle(2567), Cycle(2567)}) == 1
    with pytest.raises(AttributeError):
        Cycle(2567).first = FiscalYear(2570)


def test_months_of_a_fiscal_year_lie_in_two_calendar_years():
    year = FiscalYear(2570)
    assert [year.calendar_year_of(month) for month in (10, 12, 1, 9)] == [2569, 2569, 2570, 2570]
