"""A small staff list for tests about people, made row by row."""

from __future__ import annotations

import datetime
import itertools

from competencies.models import PositionLevel, PositionLine
from organizations.models import Organization, User
from personnel.models import (
    Assessment,
    EmploymentKind,
    Holding,
    ItemKind,
    Person,
    Post,
    Score,
    StaffingFrame,
    Unit,
)
from tests.builders import make_user

FIRST_YEAR = 2570
_numbers = itertools.count(1)


def make_frame(organization: Organization, first_year: int = FIRST_YEAR) -> StaffingFrame:
    """The frame of a cycle; the same one for the same year."""
    return StaffingFrame.objects.get_or_create(
        organization=organization, first_year=first_year, defaults={"last_year": first_year + 2}
    )[0]


def make_post(
    organization: Organization,
    line: str = "",
    level: str = "",
    kind: str = EmploymentKind.CIVIL,
    *,
    first_year: int = FIRST_YEAR,
    **values: object,
) -> Post:
    """A post in the LAO's first department; ``line`` and ``level`` are codes of the catalogs."""
    number = next(_numbers)
    line_row = PositionLine.objects.get(code=line) if line else None
    complete = {
        "unit": Unit.objects.filter(organization=organization).first(),
        "title": line_row.name if line_row else "คนงาน",
        "line": line_row,
        "position_type": line_row.position_type if line_row else None,
        "level": PositionLevel.objects.get(code=level) if level else None,
        "order": number,
    }
    return Post.objects.create(
        organization=organization,
        frame=make_frame(organization, first_year),
        kind=kind,
        **{**complete, **values},
    )


def make_person(
    post: Post, full_name: str = "", *, user: User | None = None, supervisor: Person | None = None
) -> Person:
    """Somebody who holds ``post``."""
    person = Person.objects.create(
        organization=post.organization,
        full_name=full_name or f"นางสาวทดสอบ คนที่ {next(_numbers)}",
        user=user,
        supervisor=supervisor,
        appointed_on=datetime.date(2015, 10, 1),
    )
    Holding.objects.create(organization=post.organization, post=post, person=person)
    return person


def assess(
    person: Person,
    levels: dict[str, int],
    *,
    assessor: str = Assessment.Assessor.SELF,
    sent_at: datetime.datetime | None = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC),
    first_year: int = FIRST_YEAR,
) -> Assessment:
    """An assessment as it stands when it was sent; competencies by code, other kinds as ``kind:code``."""
    assessment = Assessment.objects.create(
        organization=person.organization,
        person=person,
        first_year=first_year,
        assessor=assessor,
        assessed_by=make_user(),
        sent_at=sent_at,
    )
    for name, level in levels.items():
        kind, _colon, code = name.rpartition(":")
        Score.objects.create(
            organization=person.organization,
            assessment=assessment,
            item_kind=kind or ItemKind.COMPETENCY,
            item_code=code,
            level=level,
        )
    return assessment
