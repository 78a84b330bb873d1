"""What a survey says: count, percent, mean, standard deviation, reading and rank of every topic (table T3).

All figures are computed exactly and rounded once, half up, to what is printed; reading and rank go by the printed
mean. The standard deviation is that of a sample (n - 1); of a single answer there is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from personnel.models import Survey, SurveyAnswer, SurveyQuestion, Unit
from thai.collation import sort_key

FEW = 5  #: with fewer answers than this, somebody could be recognised
CENT = Decimal("0.01")


class Reading(models.TextChoices):
    """How a mean is read on the scale of five."""

    HIGHEST = "highest", _("มากที่สุด")
    HIGH = "high", _("มาก")
    MIDDLE = "middle", _("ปานกลาง")
    LOW = "low", _("น้อย")
    LOWEST = "lowest", _("น้อยที่สุด")


#: The least printed mean of each reading.
LEAST = (
    (Decimal("4.51"), Reading.HIGHEST),
    (Decimal("3.51"), Reading.HIGH),
    (Decimal("2.51"), Reading.MIDDLE),
    (Decimal("1.51"), Reading.LOW),
    (Decimal("1.00"), Reading.LOWEST),
)


@dataclass(frozen=True)
class Figures:
    """The figures of one topic; None where there is no answer, of the deviation also where there is one."""

    n: int
    mean: Decimal | None = None
    sd: Decimal | None = None

    @property
    def reading(self) -> Reading | None:
        """How the mean is read."""
        return reading_of(self.mean) if self.mean is not None else None


@dataclass(frozen=True)
class Result:
    """A topic with its figures, the answers to it per hundred answers received, and its rank."""

    question: SurveyQuestion
    n: int
    percent: Decimal
    mean: Decimal | None
    sd: Decimal | None
    reading: Reading | None
    rank: int | None


def figures_of(ratings: Mapping[int, int]) -> Figures:
    """The figures of ratings counted by their value (rating -> how many gave it)."""
    n = sum(ratings.values())
    if n == 0:
        return Figures(0)
    mean = Fraction(sum(rating * count for rating, count in ratings.items()), n)
    if n == 1:
        return Figures(1, _rounded(mean))
    squares = sum(count * (rating - mean) ** 2 for rating, count in ratings.items())
    return Figures(n, _rounded(mean), _root(Fraction(squares) / (n - 1)))


def reading_of(mean: Decimal) -> Reading:
    """The reading of a mean of two decimals; ValueError below the scale."""
    for least, reading in LEAST:
        if mean >= least:
            return reading
    raise ValueError(f"{mean} is no mean of ratings from one to five")


def ranks_of(means: Mapping[int, Decimal | None]) -> dict[int, int | None]:
    """Rank by key, the highest mean first; equal means share a rank and the next one is skipped."""
    known = sorted((mean for mean in means.values() if mean is not None), reverse=True)
    return {key: None if mean is None else known.index(mean) + 1 for key, mean in means.items()}


def _rounded(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP)


def _root(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return (Decimal(value.numerator) / Decimal(value.denominator)).sqrt().quantize(CENT, ROUND_HALF_UP)


# Of a survey ----------------------------------------------------------------------------------


def results(survey: Survey, unit: Unit | None = None) -> list[Result]:
    """Every topic in the order of the survey; of one department where ``unit`` says so (see ``units_shown``)."""
    responses = survey.responses.filter(unit=unit) if unit else survey.responses.all()
    received = responses.count()
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    rows = SurveyAnswer.objects.filter(response__in=responses).order_by().values_list("question", "rating")
    for question, rating, count in rows.annotate(count=Count("pk")):
        counted[question][rating] = count
    questions = list(survey.questions.all())
    figures = {question.pk: figures_of(counted[question.pk]) for question in questions}
    ranks = ranks_of({pk: row.mean for pk, row in figures.items()})
    return [_result(question, figures[question.pk], ranks[question.pk], received) for question in questions]


def _result(question: SurveyQuestion, figures: Figures, rank: int | None, received: int) -> Result:
    percent = _rounded(Fraction(figures.n * 100, received)) if received else Decimal("0.00")
    return Result(question, figures.n, percent, figures.mean, figures.sd, figures.reading, rank)


def units_shown(survey: Survey) -> list[Unit]:
    """Departments whose results may be shown: enough answers in each, and enough in what they leave over.

    Without the second condition, the answers of a small department would be the difference of two tables.
    """
    counted = dict(survey.responses.order_by().values_list("unit").annotate(count=Count("pk")))
    shown = {pk: count for pk, count in counted.items() if pk is not None and count >= FEW}
    rest = sum(counted.values()) - sum(shown.values())
    while shown and 0 < rest < FEW:
        smallest = min(shown, key=lambda pk: shown[pk])
        rest += shown.pop(smallest)
    return list(Unit.objects.filter(pk__in=shown))


def suggestions(survey: Survey) -> list[str]:
    """What people wrote, in alphabetical order: the order in which it came says nothing about who wrote it."""
    return sorted(survey.responses.exclude(suggestion="").values_list("suggestion", flat=True), key=sort_key)
