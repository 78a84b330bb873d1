"""What a course costs, computed from rates: the same arithmetic for the library and for the projects of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from courses.models.costs import CostUnit

SATANG = Decimal("0.01")
PER_PERSON = frozenset({CostUnit.PERSON, CostUnit.PERSON_DAY, CostUnit.PERSON_NIGHT})
#: Units that are multiplied by a number of days, nights or hours.
TIMED = frozenset({CostUnit.PERSON_DAY, CostUnit.PERSON_NIGHT, CostUnit.HOUR, CostUnit.DAY})


@dataclass(frozen=True)
class CostLine:
    """One rate: baht per unit, for so many days, nights or hours, so many times over."""

    label: str
    baht: Decimal
    unit: str
    times: Decimal = Decimal(1)
    quantity: Decimal = Decimal(1)

    def amount(self, people: int) -> Decimal:
        """Baht for a class of ``people``, to the satang; nothing when nobody comes."""
        if people <= 0:
            return Decimal("0.00")
        amount = self.baht * self.quantity
        if self.unit in PER_PERSON:
            amount *= people
        if self.unit in TIMED:
            amount *= self.times
        return amount.quantize(SATANG, ROUND_HALF_UP)


def total(lines: Iterable[CostLine], people: int) -> Decimal:
    """Baht of all lines for a class of ``people``."""
    return sum((line.amount(people) for line in lines), Decimal("0.00"))


def per_head(lines: Iterable[CostLine], people: int) -> Decimal:
    """Baht for each of ``people``, to the satang; zero for an empty class."""
    if people <= 0:
        return Decimal("0.00")
    return (total(lines, people) / people).quantize(SATANG, ROUND_HALF_UP)
