"""What a person is proposed to learn: the largest gaps first, each by the way that the master plan gives to its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from courses.models import Method, SubMethod
from organizations.models import Organization
from personnel.gaps import Gap
from personnel.models import Person, Unit
from personnel.requirements import Key, Part
from plans.models import IndividualPlanItem
from thai.dates import today
from thai.fiscal import FISCAL_YEAR_FIRST_MONTH, FiscalYear

MOST = 5  #: as many as a person can learn beside the work of a year, and as fit on one page
LAST_MONTH = 9


class Leader(StrEnum):
    """Who sees to it."""

    SUPERIOR = "superior"
    PERSON = "person"
    HR_UNIT = "hr_unit"


@dataclass(frozen=True)
class Rule:
    """How gaps of a part are closed from a size on; ``clause`` is where the master plan describes the way."""

    part: Part
    least_gap: int
    method: str
    submethod: str
    leader: Leader
    clause: str


#: The first that fits. Ways that section 12 (5) makes the superior's duty are led by the superior: consulting for a
#: small gap, which both solve together; coaching, which takes longer; on the job where a person must begin anew.
RULES = (
    Rule(Part.CORE, 3, "m5", "m5.2", Leader.SUPERIOR, "ข้อ ๑๒ (๕) ๒)"),
    Rule(Part.CORE, 2, "m5", "m5.1", Leader.SUPERIOR, "ข้อ ๑๒ (๕) ๑)"),
    Rule(Part.CORE, 1, "m5", "m5.4", Leader.SUPERIOR, "ข้อ ๑๒ (๕) ๔)"),
    Rule(Part.EXECUTIVE, 1, "m4", "", Leader.HR_UNIT, "ข้อ ๑๒ (๔)"),
    Rule(Part.LINE, 1, "m5", "m5.2", Leader.SUPERIOR, "ข้อ ๑๒ (๕) ๒)"),
    Rule(Part.KNOWLEDGE, 1, "m2", "", Leader.HR_UNIT, "ข้อ ๑๒ (๒)"),
    Rule(Part.SKILL, 1, "m5", "m5.2", Leader.SUPERIOR, "ข้อ ๑๒ (๕) ๒)"),
    Rule(Part.DIGITAL, 1, "m5", "m5.7", Leader.PERSON, "ข้อ ๑๒ (๕) ๗)"),
)


def rule_for(gap: Gap) -> Rule:
    """The rule of a gap; a gap always has one."""
    return next(rule for rule in RULES if rule.part == gap.item.part and gap.gap >= rule.least_gap)


def largest(gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps to be closed this year; equal ones in the order of the catalogs."""
    lacking = [gap for gap in gaps if gap.gap > 0]
    return sorted(lacking, key=lambda gap: -gap.gap)[:MOST]


def months(year: FiscalYear) -> tuple[int, int]:
    """From this month, or from the beginning of another fiscal year, to its end: never outside the year."""
    now = today()
    first = now.month if FiscalYear.of(now) == year else FISCAL_YEAR_FIRST_MONTH
    return first, LAST_MONTH


class Proposer:
    """Makes rows of gaps; reads the catalogs once, however many people there are."""

    def __init__(self, organization: Organization, year: FiscalYear) -> None:
        self.organization = organization
        self.year = year
        self._methods: Mapping[str, Method] = {row.code: row for row in Method.objects.all()}
        self._submethods: Mapping[str, SubMethod] = {row.code: row for row in SubMethod.objects.all()}
        unit = Unit.objects.filter(organization=organization, is_hr=True, closed_on=None).first()
        self._hr_unit = unit.name if unit else organization.titles.office

    def rows(
        self, person: Person, gaps: Iterable[Gap], present: Iterable[Key] = ()
    ) -> list[IndividualPlanItem]:
        """Unsaved rows for the largest gaps of a person, without those already ``present`` in the plan."""
        known = set(present)
        return [self._row(person, gap) for gap in largest(gaps) if gap.item.key not in known]

    def _row(self, person: Person, gap: Gap) -> IndividualPlanItem:
        rule = rule_for(gap)
        first, last = months(self.year)
        return IndividualPlanItem(
            organization=self.organization,
            topic=gap.item.name,
            item_kind=gap.item.kind,
            item_code=gap.item.code,
            required=gap.required,
            assessed=gap.assessed,
            method=self._methods[rule.method],
            submethod=self._submethods.get(rule.submethod),
            first_month=first,
            last_month=last,
            responsible=self._leader(rule.leader, person),
        )

    def _leader(self, leader: Leader, person: Person) -> str:
        if leader == Leader.PERSON:
            return person.full_name
        if leader == Leader.HR_UNIT:
            return self._hr_unit
        return person.supervisor.full_name if person.supervisor else "ผู้บังคับบัญชา"
