"""What the lines of the demonstration require, what its people were assessed at, and what they are to learn of it.

Invented, the same each time.
"""

from __future__ import annotations

import zlib
from typing import Any

from approvals.demonstration import files
from approvals.demonstration.people import quietly
from competencies.items import HIGHEST, LOWEST
from competencies.models import PositionLine
from organizations.models import Organization, User
from personnel.assessing import SELF, Sheet, send
from personnel.choosing import line_choice, save_line, stamp
from personnel.gaps import Measured
from personnel.models import Assessment, ItemKind, LineCompetency
from personnel.requirements import Key
from plans.idp.change import draw_up_all, move
from plans.models import IndividualPlan
from thai.dates import frozen_today
from thai.fiscal import FiscalYear

FILE = "abilities_sangkhom"
OFFICER = "officer"
#: How far from what is expected people say they are; one of them for each person and item.
SHIFTS = (-2, -1, -1, 0, 0, 0, 0, 0, 1, 1)


def choose_lines() -> None:
    """The LAO's choice of line competencies, made before its first plan."""
    spec = files.read(FILE)
    organization, by = _organization(spec), User.objects.get(username=OFFICER)
    if LineCompetency.objects.filter(organization=organization).exists():
        return
    with quietly():
        for line in PositionLine.objects.filter(code__in=spec["lines"]):
            chosen: list[Key] = [(ItemKind.COMPETENCY, code) for code in spec["lines"][line.code]]
            chosen += [_key(value) for value in spec["others"].get(line.code, [])]
            seen = stamp(line_choice(organization, line))
            save_line(organization=organization, line=line, chosen=chosen, expected=seen, by=by)


def assess() -> None:
    """Most people have assessed themselves for the cycle that is being prepared."""
    spec = files.read(FILE)
    organization, by = _organization(spec), User.objects.get(username=OFFICER)
    if Assessment.objects.filter(organization=organization).exists():
        return
    with quietly(), frozen_today(spec["assessed_on"]):
        measured = Measured(organization, spec["first_year"])
        for person in measured.people:
            if person.full_name in spec["not_assessed"]:
                continue
            required = measured.required[person.pk]
            levels = {key: _level(person.full_name, key, required[key], spec["weak"]) for key in required}
            send(Sheet(person, spec["first_year"], SELF), levels, by=person.user or by)


def plan_for_some() -> None:
    """Individual plans of the first year: of everybody who lacks something, a few of them before the superior."""
    spec = files.read(FILE)
    organization, by = _organization(spec), User.objects.get(username=OFFICER)
    if IndividualPlan.objects.filter(organization=organization).exists():
        return
    with quietly(), frozen_today(spec["assessed_on"]):
        draw_up_all(organization=organization, year=FiscalYear(spec["first_year"]), by=by)
        drafts = IndividualPlan.objects.filter(organization=organization).order_by("pk")
        for plan in drafts[: spec["proposed_plans"]]:
            move(plan=plan, action="propose", expected_version=plan.version, by=by)


def _organization(spec: dict[str, Any]) -> Organization:
    return Organization.objects.get(code=spec["organization"])


def _key(value: str) -> Key:
    kind, _colon, code = value.partition(":")
    return (kind, code)


def _level(name: str, key: Key, required: int, weak: list[str]) -> int:
    shift = SHIFTS[zlib.crc32(f"{name}{key[1]}".encode()) % len(SHIFTS)] - (key[1] in weak)
    return min(max(required + shift, LOWEST), HIGHEST)
