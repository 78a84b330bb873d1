"""Change the library: courses and rates are added, changed, copied and retired, never deleted.

Every change names the version it started from; a refusal is a ValidationError in Thai. ``organization`` is None for
what the centre keeps for everybody.
"""

from __future__ import annotations

import datetime
import logging
import re
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from competencies.models import PositionLine
from courses.models import (
    CostRate,
    Course,
    CourseCost,
    CourseItem,
    CoursePart,
    Curriculum,
    KnowledgeArea,
    Method,
    ProviderKind,
    SubMethod,
)
from courses.records import (
    COURSE_COLUMNS,
    LINKS,
    RATE_COLUMNS,
    CourseRecord,
    RateRecord,
    record_of,
)
from organizations.models import Organization, User

log = logging.getLogger(__name__)
PREFIXES = {(Course, False): "L", (Course, True): "N", (CostRate, False): "LR", (CostRate, True): "NR"}


class Stale(Exception):
    """Somebody else saved first; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("มีผู้อื่นบันทึกก่อนท่าน กรุณาเปิดหน้านี้ใหม่แล้วทำอีกครั้ง"))


class Keys:
    """Where codes lead: each catalog is asked once, however many courses are written."""

    def __init__(self, organization: Organization | None) -> None:
        self.links = {
            "curriculum": _keys(Curriculum),
            "knowledge_area": _keys(KnowledgeArea),
            "provider_kind": _keys(ProviderKind),
        }
        self.methods, self.submethods, self.lines = _keys(Method), _keys(SubMethod), _keys(PositionLine)
        self.rates: dict[tuple[bool, str], int] = {
            (owner is None, code): pk
            for owner, code, pk in CostRate.objects.offered_to(organization).values_list(
                "organization", "code", "pk"
            )
        }


def _keys(model: Any) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


# Courses ------------------------------------------------------------------------------------------


@transaction.atomic
def save_course(
    *,
    organization: Organization | None,
    record: CourseRecord,
    by: User,
    course: Course | None = None,
    expected_version: int = 0,
    keys: Keys | None = None,
) -> Course:
    """A new course, or a change of one; Stale when ``expected_version`` is not the stored one."""
    if course is None:
        course = Course(organization=organization)
    else:
        _claim(course, expected_version)
    write_course(course, record, keys or Keys(organization))
    log.info("course saved: %s by user %s", course.pk, by.pk)
    return course


def _claim(row: Course | CostRate, expected_version: int) -> None:
    """Take the next version of a row until the transaction ends."""
    if not type(row).objects.filter(pk=row.pk, version=expected_version).update(version=F("version") + 1):
        raise Stale
    row.refresh_from_db()


def _store(row: Course | CostRate) -> None:
    """Save; a code that somebody else took since it was looked for is refused as one found taken at once."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.validate_constraints()  # says which; all else goes on as the error that it is
        raise


def write_course(course: Course, record: CourseRecord, keys: Keys) -> None:
    """Bring a row and what hangs on it into agreement with a record; KeyError for an unknown code."""
    for name in COURSE_COLUMNS:
        setattr(course, name, getattr(record, name))
    for name in LINKS:
        code = getattr(record, name)
        setattr(course, f"{name}_id", keys.links[name][code] if code else None)
    course.group_codes = list(record.groups)
    course.full_clean(exclude=LINKS)
    _store(course)
    course.lines.set(keys.lines[code] for code in record.lines)
    course.items.all().delete()
    CourseItem.objects.bulk_create(
        CourseItem(course=course, item_kind=kind, item_code=code) for kind, code in record.items
    )
    course.parts.all().delete()
    CoursePart.objects.bulk_create(_parts(course, record, keys))
    course.costs.all().delete()
    CourseCost.objects.bulk_create(
        CourseCost(course=course, rate_id=keys.rates[cost.key], quantity=cost.quantity)
        for cost in record.costs
    )


def _parts(course: Course, record: CourseRecord, keys: Keys) -> list[CoursePart]:
    return [
        CoursePart(
            course=course,
            order=order,
            method_id=keys.methods[part.method],
            submethod_id=keys.submethods[part.submethod] if part.submethod else None,
            hours=part.hours,
            lecture_hours=part.lecture_hours,
        )
        for order, part in enumerate(record.parts, start=1)
    ]


@transaction.atomic
def copy_course(*, course: Course, organization: Organization, by: User) -> Course:
    """A national course as the LAO's own, with a code of its own; its source tells where it comes from."""
    if not course.is_national:
        raise ValidationError(_("คัดลอกได้เฉพาะหลักสูตรของส่วนกลาง"))
    record = replace(
        record_of(course),
        code=next_code(Course, organization),
        source=_("คัดลอกจากคลังของส่วนกลาง รหัส {code}").format(code=course.code),
        is_example=False,
        retired_on=None,
    )
    return save_course(organization=organization, record=record, by=by)


def next_code(model: type[Course | CostRate], organization: Organization | None) -> str:
    """A code that the library does not have yet: L001 of an LAO, N001 of the centre, LR and NR for rates."""
    prefix = PREFIXES[model, organization is None]
    codes = model.objects.filter(organization=organization, code__startswith=prefix)
    numbers = [re.fullmatch(rf"{prefix}(\d{{1,6}})", code) for code in codes.values_list("code", flat=True)]
    return f"{prefix}{max((int(found[1]) for found in numbers if found), default=0) + 1:03}"


# Rates --------------------------------------------------------------------------------------------


@transaction.atomic
def save_rate(
    *,
    organization: Organization | None,
    record: RateRecord,
    by: User,
    rate: CostRate | None = None,
    expected_version: int = 0,
) -> CostRate:
    """A new rate, or a change of one; plans that were calculated with it keep their amounts."""
    if rate is None:
        rate = CostRate(organization=organization)
    else:
        _claim(rate, expected_version)
    write_rate(rate, record)
    log.info("rate saved: %s by user %s", rate.pk, by.pk)
    return rate


def write_rate(rate: CostRate, record: RateRecord) -> None:
    """Bring a row into agreement with a record."""
    for name in RATE_COLUMNS:
        setattr(rate, name, getattr(record, name))
    rate.full_clean()
    _store(rate)


# Both ---------------------------------------------------------------------------------------------


@transaction.atomic
def retire(*, row: Course | CostRate, on: datetime.date | None, expected_version: int, by: User) -> None:
    """Offer a course or a rate no longer from a day on, or again with ``on=None``; nothing is deleted."""
    _claim(row, expected_version)
    row.retired_on = on
    row.save(update_fields=["retired_on"])
    log.info("%s retired: %s on %s by user %s", row._meta.model_name, row.pk, on, by.pk)
