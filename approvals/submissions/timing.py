"""Whether a submission came in time: for the board's next meeting, and before the first of October."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from approvals.models import Decision, Meeting
from organizations.models import Board
from plans.models import Plan, Revision
from thai.dates import BANGKOK, format_date


@dataclass(frozen=True)
class Timing:
    """The next meeting of a submission's day, the one that it is in time for, and the end of September."""

    next_meeting: Meeting | None
    in_time_for: Meeting | None
    after_september: bool

    @property
    def is_late(self) -> bool:
        """Late for the next meeting or for the cycle."""
        return self.after_september or self.next_meeting != self.in_time_for

    @property
    def word(self) -> str:
        """In one word, for a table."""
        if self.after_september:
            return _("หลัง 30 ก.ย.")
        if self.next_meeting is None:
            return _("ทัน 30 ก.ย.")
        meeting = self.in_time_for or self.next_meeting
        sentence = _("ทันครั้งที่ {number}") if self.in_time_for else _("ไม่ทันครั้งที่ {number}")
        return sentence.format(number=meeting.label)

    @property
    def sentences(self) -> list[str]:
        """In full."""
        told = []
        if self.next_meeting and self.next_meeting != self.in_time_for:
            told.append(_("ไม่ทันการประชุม{meeting}").format(meeting=_named(self.next_meeting)))
        if self.in_time_for:
            told.append(_("ทันการประชุม{meeting}").format(meeting=_named(self.in_time_for)))
        if self.next_meeting is None:
            told.append(_("คณะกรรมการยังไม่ได้กำหนดการประชุมครั้งต่อไป"))
        told.append(
            _("เสนอหลังวันที่ 30 กันยายน (แผนแม่บทฯ ข้อ 18)")
            if self.after_september
            else _("เสนอภายในวันที่ 30 กันยายน")
        )
        return told


def _named(meeting: Meeting) -> str:
    text = _("ครั้งที่ {number} วันที่ {date}").format(
        number=meeting.label, date=format_date(meeting.held_on, "screen")
    )
    if meeting.cut_off_on:
        text += " " + _("(รับเรื่องถึง {date})").format(date=format_date(meeting.cut_off_on, "screen"))
    return text


def meetings_of(board: Board) -> list[Meeting]:
    """Meetings of a board in their order, but those that were cancelled."""
    rows = Meeting.objects.filter(board=board).exclude(stage=Meeting.Stage.CANCELLED)
    return list(rows.order_by("held_on", "pk"))


def timing_of(submission: Decision, revision: Revision, meetings: Sequence[Meeting]) -> Timing:
    """How a submission came, by the day on which it was made; amendments have no end of September."""
    return timing_on(day_of(submission), revision, meetings)


def day_of(submission: Decision) -> datetime.date:
    """The day on which a submission was made."""
    return submission.decided_at.astimezone(BANGKOK).date()


def timing_on(day: datetime.date, revision: Revision, meetings: Sequence[Meeting]) -> Timing:
    """How something handed in on this day would come."""
    coming = [meeting for meeting in meetings if meeting.held_on >= day]
    in_time = [meeting for meeting in coming if not meeting.cut_off_on or meeting.cut_off_on >= day]
    return Timing(
        next_meeting=coming[0] if coming else None,
        in_time_for=in_time[0] if in_time else None,
        after_september=revision.number == 0 and day > _submit_by(revision.plan),
    )


def _submit_by(plan: Plan) -> datetime.date:
    return plan.cycle.submit_by
