"""Figures of a survey agree with the reference to the last printed digit, and nobody is recognised in them."""

import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from personnel.models import Unit
from personnel.survey_results import (
    FEW,
    Reading,
    figures_of,
    ranks_of,
    reading_of,
    results,
    suggestions,
    units_shown,
)
from tests.personnel.asking import fill_in, make_survey

RATINGS = st.lists(st.integers(1, 5), min_size=1, max_size=400)


def counted(ratings):
    return {rating: ratings.count(rating) for rating in set(ratings)}


def printed(value: Fraction) -> Decimal:
    """Half up on the exact value, by counting hundredths."""
    hundredths = (value * 200 + 1) // 2
    return Decimal(int(hundredths)) / 100


@given(RATINGS)
def test_mean_agrees_with_the_reference(ratings):
    figures = figures_of(counted(ratings))
    assert figures.n == len(ratings)
    assert figures.mean == printed(statistics.mean([Fraction(rating) for rating in ratings]))


@given(st.lists(st.integers(1, 5), min_size=2, max_size=400))
def test_deviation_is_that_of_a_sample(ratings):
    reference = statistics.stdev([Decimal(rating) for rating in ratings])
    assert figures_of(counted(ratings)).sd == reference.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(RATINGS)
def test_every_mean_has_a_reading(ratings):
    assert figures_of(counted(ratings)).reading in Reading


def test_no_answer_has_no_figures_and_one_has_no_deviation():
    assert figures_of({}) == figures_of({3: 0})
    assert figures_of({}).mean is None
    assert figures_of({}).reading is None
    one = figures_of({4: 1})
    assert (one.n, one.mean, one.sd) == (1, Decimal("4.00"), None)


@pytest.mark.parametrize(
    ("mean", "reading"),
    [
        ("5.00", Reading.HIGHEST),
        ("4.51", Reading.HIGHEST),
        ("4.50", Reading.HIGH),
        ("3.51", Reading.HIGH),
        ("3.50", Reading.MIDDLE),
        ("2.51", Reading.MIDDLE),
        ("2.50", Reading.LOW),
        ("1.51", Reading.LOW),
        ("1.50", Reading.LOWEST),
        ("1.00", Reading.LOWEST),
    ],
)
def test_reading_at_its_ends(mean, reading):
    assert reading_of(Decimal(mean)) == reading


def test_what_is_below_the_scale_is_no_mean():
    with pytest.raises(ValueError, match="no mean"):
        reading_of(Decimal("0.99"))


def test_equal_means_share_a_rank_and_the_next_is_skipped():
    means = {1: Decimal("4.20"), 2: Decimal("4.20"), 3: Decimal("3.00"), 4: None, 5: Decimal("4.90")}
    assert ranks_of(means) == {1: 2, 2: 2, 3: 4, 4: None, 5: 1}


@given(st.dictionaries(st.integers(), st.decimals(1, 5, places=2), max_size=30))
def test_rank_is_one_more_than_those_above(means):
    ranks = ranks_of(means)
    for key, mean in means.items():
        assert ranks[key] == 1 + sum(other > mean for other in means.values())


# Of a survey ----------------------------------------------------------------------------------


@pytest.fixture
def survey(db):
    return make_survey()


def test_table_counts_what_was_answered(survey):
    fill_in(survey, 5, 4, 3, None, 1)
    fill_in(survey, 4, 4, 3, 2)
    rows = results(survey)
    assert [row.n for row in rows] == [2, 2, 2, 1, 1]
    assert [row.percent for row in rows][-1] == Decimal("50.00")
    assert [row.mean for row in rows] == [Decimal(m) for m in ("4.50", "4.00", "3.00", "2.00", "1.00")]
    assert rows[0].sd == Decimal("0.71")
    assert rows[3].sd is None
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0].reading == Reading.HIGH


def test_survey_without_answers_has_empty_rows(survey):
    rows = results(survey)
    assert len(rows) == 5
    assert all(row.n == 0 and row.mean is None and row.rank is None for row in rows)


def test_queries_do_not_grow_with_answers(survey, django_assert_num_queries):
    fill_in(survey, 5, 4)
    with CaptureQueriesContext(connection) as few:
        results(survey)
    for _number in range(10):
        fill_in(survey, 5, 4, 3, 2, 1)
    with django_assert_num_queries(len(few)):
        results(survey)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ((4, 5, 0), []),  # five could be shown, but then the four others would be the difference
        ((4, 5, 1), [1]),  # what is left is five people
        ((4, 6, 5), [1]),  # the smaller one is hidden with the four
        ((5, 5, 0), [0, 1]),
        ((5, 5, 5), [0, 1, 2]),
        ((4, 4, 4), []),
    ],
)
def test_departments_are_shown_only_when_nobody_shows_in_what_is_left(survey, answers, shown):
    units = list(Unit.objects.filter(organization=survey.organization))
    for unit, number in zip(units, answers, strict=True):
        for _answer in range(number):
            fill_in(survey, 3, unit=unit)
    assert [units.index(unit) for unit in units_shown(survey)] == shown
    rest = sum(answers) - sum(answers[place] for place in shown)
    assert rest == 0 or rest >= FEW


def test_results_of_a_department_are_its_own(survey):
    one, other, _third = Unit.objects.filter(organization=survey.organization)
    fill_in(survey, 5, unit=one)
    fill_in(survey, 1, unit=other)
    assert results(survey, one)[0].mean == Decimal("5.00")


def test_suggestions_come_in_no_telling_order(survey):
    for text in ("ขอเรียนเรื่องพัสดุ", "กฎหมายใหม่", ""):
        fill_in(survey, 3, suggestion=text)
    assert suggestions(survey) == ["กฎหมายใหม่", "ขอเรียนเรื่องพัสดุ"]
