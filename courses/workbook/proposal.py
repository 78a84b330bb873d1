"""What a workbook would change, kept signed until it is confirmed, and carried out whole.

Courses and rates are found by code; what the workbook does not name stays as it is, and nothing is deleted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.edit import Keys, save_course, save_rate
from courses.models import CostRate, Course
from courses.records import (
    CourseRecord,
    RateRecord,
    rate_record,
    read_course,
    read_rate,
    record_of,
    written,
)
from courses.workbook.read import Reading
from organizations.models import Organization, User

SALT = "courses.workbook"
DAY = 24 * 60 * 60
#: What stands on sheets and in tables of its own.
LABELS = {
    "groups": gettext_lazy("กลุ่มเป้าหมาย"),
    "items": gettext_lazy("สิ่งที่พัฒนา"),
    "parts": gettext_lazy("วิธีการพัฒนาและจำนวนชั่วโมง"),
    "costs": gettext_lazy("ค่าใช้จ่ายของหลักสูตร"),
}


class ProposalRefused(ValueError):
    """What comes back confirmed is not what was shown, or the library changed meanwhile."""


@dataclass(frozen=True)
class Change:
    """A record of the workbook beside what the library has."""

    record: CourseRecord | RateRecord
    before: CourseRecord | RateRecord | None

    @property
    def is_new(self) -> bool:
        """True when the library has no such code yet."""
        return self.before is None

    @property
    def is_same(self) -> bool:
        """True when nothing would change."""
        return self.record == self.before

    @property
    def labels(self) -> list[str]:
        """What differs, as people call it."""
        if self.before is None:
            return []
        model: Any = Course if isinstance(self.record, CourseRecord) else CostRate
        before, after = written(self.before), written(self.record)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return [str(LABELS.get(name) or model._meta.get_field(name).verbose_name) for name in names]


def stored_courses(organization: Organization | None) -> dict[str, Course]:
    """The library's own courses by code."""
    courses: QuerySet[Course] = Course.objects.filter(organization=organization).with_details()
    return {course.code: course for course in courses}


def stored_rates(organization: Organization | None) -> dict[str, CostRate]:
    """The library's own rates by code."""
    return {rate.code: rate for rate in CostRate.objects.filter(organization=organization)}


def changes(reading: Reading, organization: Organization | None) -> tuple[list[Change], list[Change]]:
    """What would become of each course and of each rate."""
    courses = {code: record_of(row) for code, row in stored_courses(organization).items()}
    rates = {code: rate_record(row) for code, row in stored_rates(organization).items()}
    return _beside(reading.courses, courses), _beside(reading.rates, rates)


def _beside(records: Iterable[Any], stored: Mapping[str, Any]) -> list[Change]:
    return [Change(record, stored.get(record.code)) for record in records]


# Waiting for confirmation -------------------------------------------------------------------------


def signed(reading: Reading, organization: Organization | None) -> str:
    """The records with the state of the library, to come back when they are confirmed."""
    content = {
        "library": organization.pk if organization else None,
        "state": state_of(organization),
        "courses": [written(record) for record in reading.courses],
        "rates": [written(record) for record in reading.rates],
    }
    return signing.dumps(content, salt=SALT, compress=True)


def unsigned(proposal: str, organization: Organization | None) -> Reading:
    """What was shown within the last day, for this library as it still is; raises ProposalRefused."""
    try:
        content = signing.loads(proposal, salt=SALT, max_age=DAY)
    except signing.BadSignature as error:
        raise ProposalRefused(_("รายการที่รอยืนยันหมดอายุหรือไม่ครบ กรุณาเลือกแฟ้มอีกครั้ง")) from error
    if content["library"] != (organization.pk if organization else None):
        raise ProposalRefused(_("รายการที่รอยืนยันเป็นของคลังอื่น กรุณาเลือกแฟ้มอีกครั้ง"))
    if content["state"] != state_of(organization):
        raise ProposalRefused(_("คลังหลักสูตรเปลี่ยนไปหลังจากอ่านแฟ้ม กรุณาเลือกแฟ้มอีกครั้งเพื่อดูผลใหม่"))
    return Reading(
        courses=[read_course(values) for values in content["courses"]],
        rates=[read_rate(values) for values in content["rates"]],
    )


def state_of(organization: Organization | None) -> str:
    """Names the state of a library: another after every save."""
    rows = [
        list(model.objects.filter(organization=organization).order_by("pk").values_list("pk", "version"))
        for model in (Course, CostRate)
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


@transaction.atomic
def save_library(reading: Reading, *, organization: Organization | None, by: User) -> tuple[int, int]:
    """Carry everything out, rates first; gives how many courses and rates are new or changed."""
    rates, kept_rates = stored_rates(organization), 0
    for rate in reading.rates:
        row = rates.get(rate.code)
        if row is None or rate_record(row) != rate:
            version = row.version if row else 0
            save_rate(organization=organization, record=rate, rate=row, expected_version=version, by=by)
            kept_rates += 1
    courses, kept_courses, keys = stored_courses(organization), 0, Keys(organization)
    for course in reading.courses:
        stored = courses.get(course.code)
        if stored is None or record_of(stored) != course:
            save_course(
                organization=organization,
                record=course,
                course=stored,
                expected_version=stored.version if stored else 0,
                by=by,
                keys=keys,
            )
            kept_courses += 1
    return kept_courses, kept_rates
