"""Which text of a plan is in force on a day: computed from the announcements, never stored.

A later amendment replaces every earlier text from the day on which it takes effect; the last one holds until the cycle
ends.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from approvals.models import Announcement
from plans.models import Plan, Revision, State
from thai.dates import format_date

A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """An announced revision and the days on which it is the text in force."""

    announcement: Announcement
    first: datetime.date
    last: datetime.date
    replaced_by: Announcement | None = None

    @property
    def revision(self) -> Revision:
        """The revision that was announced."""
        return self.announcement.revision

    @property
    def was_ever_in_force(self) -> bool:
        """False where a later amendment took effect on the same day or before."""
        return self.first <= self.last

    def covers(self, day: datetime.date) -> bool:
        """True on the days on which this text is in force."""
        return self.first <= day <= self.last

    def standing(self, day: datetime.date) -> str:
        """In words: not yet in force, in force, replaced, or ended with the cycle."""
        if not self.was_ever_in_force or (self.replaced_by is not None and day > self.last):
            return _("มีฉบับปรับปรุงใหม่แล้ว")
        if day < self.first:
            return _("มีผลใช้บังคับวันที่ %(day)s") % {"day": format_date(self.first, "screen")}
        if day > self.last:
            return _("สิ้นสุดรอบแล้ว")
        return _("มีผลใช้บังคับ")


def periods(announcements: Iterable[Announcement]) -> list[Period]:
    """Each announced revision of one plan with its days, the newest first."""
    found: list[Period] = []
    replaced_by: Announcement | None = None
    rows = sorted(announcements, key=lambda row: row.revision.number, reverse=True)
    for row in rows:
        last = row.revision.plan.cycle.ends_on
        if replaced_by is not None:
            last = min(last, replaced_by.effective_on - A_DAY)
        found.append(Period(row, row.effective_on, last, replaced_by))
        if replaced_by is None or row.effective_on < replaced_by.effective_on:
            replaced_by = row
    return found


def periods_of(plan: Plan) -> list[Period]:
    """The same, read for one plan."""
    rows = Announcement.objects.filter(revision__plan=plan, revision__state=State.ANNOUNCED)
    return periods(rows.select_related("revision__plan__organization__province", "document"))


def periods_of_many(plans: Iterable[int]) -> Mapping[int, Period]:
    """Periods by the key of the announcement, for plans by their keys, in one query."""
    rows = Announcement.objects.filter(revision__plan__in=set(plans), revision__state=State.ANNOUNCED)
    by_plan: dict[int, list[Announcement]] = {}
    for row in rows.select_related("revision__plan"):
        by_plan.setdefault(row.revision.plan_id, []).append(row)
    return {period.announcement.pk: period for own in by_plan.values() for period in periods(own)}


def in_force(found: Iterable[Period], day: datetime.date) -> Period | None:
    """The one of a plan's periods that a day falls in."""
    return next((period for period in found if period.covers(day)), None)


def revision_in_force(plan: Plan, day: datetime.date) -> Revision | None:
    """The revision whose text is in force on a day; None before the first and after the cycle."""
    period = in_force(periods_of(plan), day)
    return period.revision if period else None
