"""A board plans the meetings of a year: filled from a rule, each changed or cancelled while it is only planned.

Everything that LAOs count back from rests on these days, so the offices with a plan on its way are told of each change.
A refusal is a ValidationError in Thai, with the field at fault.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.deadlines.board_days import USUAL_CUT_OFF_DAYS
from approvals.deadlines.working_days import is_working_day, working_day_by
from approvals.meetings.roll import next_number
from approvals.models import Meeting, MeetingRule, Notice
from approvals.notices import KEPT_LANGUAGE, tell_people
from organizations.models import Board, Membership
from organizations.roles import Role
from plans.models import Revision
from thai.dates import THAI_MONTHS, THAI_WEEKDAYS, format_date, today
from thai.fiscal import ERA_OFFSET

LAST_WEEK = 5
TOLD = (Role.HR_OFFICER, Role.COMMITTEE_SECRETARY)


class MeetingChanged(Exception):
    """Somebody else changed the meeting since the form was opened."""


@dataclass(frozen=True)
class Proposal:
    """One meeting of the year that a rule gives."""

    held_on: datetime.date
    cut_off_on: datetime.date
    skipped: str = ""  #: why it is not made

    @property
    def warnings(self) -> list[str]:
        """What to look at."""
        return [] if self.skipped else weekend_warnings(self.held_on, self.cut_off_on)


def rule_of(board: Board) -> MeetingRule:
    """How the board usually meets; not stored before the secretary says so."""
    return MeetingRule.objects.filter(board=board).first() or MeetingRule(
        board=board, cut_off_days=USUAL_CUT_OFF_DAYS
    )


def day_of_rule(year: int, month: int, week: int, weekday: int) -> datetime.date:
    """The first to fourth, or with 5 the last, ``weekday`` (0 is Monday) of a month; ``year`` is of the common era."""
    first = datetime.date(year, month, 1)
    found = first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
    days = calendar.monthrange(year, month)[1]
    return (
        found
        if found.month == month
        else datetime.date(year, month, days)
        - datetime.timedelta(days=(datetime.date(year, month, days).weekday() - weekday) % 7)
    )


def cut_off_of(held_on: datetime.date, days: int) -> datetime.date:
    """The last day for papers: so many days before, and on a weekend the Friday before."""
    return working_day_by(held_on - datetime.timedelta(days=days))


def propose(board: Board, *, year: int, week: int, weekday: int, cut_off_days: int) -> list[Proposal]:
    """The meetings that a rule gives for a calendar year (B.E.); past days and months that have one are skipped."""
    taken = {row.held_on.month for row in live_meetings(board, year)}
    found = []
    for month in range(1, 13):
        held_on = day_of_rule(year - ERA_OFFSET, month, week, weekday)
        skipped = ""
        if held_on <= today():
            skipped = _("ผ่านไปแล้ว")
        elif month in taken:
            skipped = _("เดือน{month}มีการประชุมอยู่แล้ว").format(month=THAI_MONTHS[month - 1])
        found.append(Proposal(held_on, cut_off_of(held_on, cut_off_days), skipped))
    return found


def live_meetings(board: Board, year: int) -> Sequence[Meeting]:
    """Meetings of a calendar year (B.E.) that are not cancelled."""
    rows = Meeting.objects.filter(board=board, year=year).exclude(stage=Meeting.Stage.CANCELLED)
    return list(rows.order_by("held_on", "pk"))


@transaction.atomic
def fill_year(board: Board, *, year: int, rule: Mapping[str, Any]) -> list[Meeting]:
    """Make the meetings that are not skipped, and remember the rule as the board's usual one."""
    Board.objects.select_for_update(no_key=True).get(pk=board.pk)  # numbers are given one after the other
    MeetingRule.objects.update_or_create(board=board, defaults=dict(rule))
    proposals = propose(
        board, year=year, week=rule["week"], weekday=rule["weekday"], cut_off_days=rule["cut_off_days"]
    )
    number = next_number(board, datetime.date(year - ERA_OFFSET, 1, 1))
    wanted = [row for row in proposals if not row.skipped]
    if not wanted:
        raise ValidationError(_("ไม่มีวันประชุมที่จะเพิ่ม ทุกเดือนของปีนี้ผ่านไปแล้วหรือมีการประชุมอยู่แล้ว"))
    return Meeting.objects.bulk_create(
        Meeting(
            board=board,
            number=number + place,
            year=year,
            held_on=row.held_on,
            starts_at=rule["starts_at"],
            place=rule["place"],
            cut_off_on=row.cut_off_on,
        )
        for place, row in enumerate(wanted)
    )


@transaction.atomic
def add(board: Board, values: Mapping[str, Any]) -> Meeting:
    """One more meeting; numbered after the others unless told otherwise."""
    Board.objects.select_for_update(no_key=True).get(pk=board.pk)
    meeting = Meeting(board=board)
    return _store(meeting, values)


@transaction.atomic
def change(meeting: Meeting, values: Mapping[str, Any], *, seen: int) -> Meeting:
    """Another day, time, place or last day; MeetingChanged when it is not what the form was opened with."""
    current = _planned(meeting, seen)
    before = (current.held_on, current.cut_off_on)
    stored = _store(current, values)
    if (stored.held_on, stored.cut_off_on) != before:
        _tell(stored, _("เปลี่ยนกำหนดการ"))
    return stored


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, seen: int) -> Meeting:
    """The meeting will not be held; its number is not given again."""
    current = _planned(meeting, seen)
    if current.items.exists():
        raise ValidationError(_("มีเรื่องอยู่ในระเบียบวาระของการประชุมนี้แล้ว กรุณานำเรื่องออกก่อนยกเลิก"))
    current.stage, current.cancelled_reason = Meeting.Stage.CANCELLED, reason
    current.version += 1
    current.save(update_fields=["stage", "cancelled_reason", "version"])
    _tell(current, _("ยกเลิกการประชุม ({reason})").format(reason=reason))
    return current


def _planned(meeting: Meeting, seen: int) -> Meeting:
    Board.objects.select_for_update(no_key=True).get(meetings=meeting)
    current = Meeting.objects.select_for_update(no_key=True, of=("self",)).get(pk=meeting.pk)
    if current.stage != Meeting.Stage.PLANNED:
        raise ValidationError(_("การประชุมนี้เรียกประชุมหรือยกเลิกไปแล้ว จึงแก้ไขในปฏิทินไม่ได้"))
    if current.version != seen:
        raise MeetingChanged(_("มีผู้แก้ไขการประชุมนี้หลังจากที่ท่านเปิดหน้านี้ กรุณาตรวจข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"))
    return current


def _store(meeting: Meeting, values: Mapping[str, Any]) -> Meeting:
    """Put the values of the form on the row; refused are past days and numbers that are taken."""
    board, held_on = meeting.board, values["held_on"]
    if board is None:
        raise ValueError("a committee's meeting is not planned here")
    if held_on <= today() and held_on != meeting.held_on:
        raise ValidationError({"held_on": _("วันประชุมต้องเป็นวันหลังจากวันนี้")})
    meeting.held_on, meeting.year = held_on, held_on.year + ERA_OFFSET
    meeting.number = values["number"] or next_number(board, held_on)
    same = Meeting.objects.filter(board=board, year=meeting.year, number=meeting.number).exclude(
        pk=meeting.pk
    )
    if same.exists():
        raise ValidationError({"number": _("มีการประชุมครั้งที่นี้ในปีเดียวกันแล้ว")})
    meeting.starts_at, meeting.place = values["starts_at"], values["place"]
    meeting.cut_off_on = values["cut_off_on"] or cut_off_of(held_on, rule_of(board).cut_off_days)
    if meeting.cut_off_on > held_on:
        raise ValidationError({"cut_off_on": _("วันสุดท้ายที่รับเรื่องต้องไม่หลังวันประชุม")})
    if meeting.pk:
        meeting.version += 1
    meeting.save()
    return meeting


# What to look at ------------------------------------------------------------------------------


def weekend_warnings(held_on: datetime.date, cut_off_on: datetime.date | None) -> list[str]:
    """Days on which offices are closed; holidays are not known."""
    named = [(_("วันประชุม"), held_on), (_("วันสุดท้ายที่รับเรื่อง"), cut_off_on)]
    return [
        _("{what} {date} เป็นวัน{weekday}").format(
            what=what, date=format_date(day, "screen"), weekday=THAI_WEEKDAYS[day.weekday()]
        )
        for what, day in named
        if day and not is_working_day(day)
    ]


def warnings_of(meeting: Meeting, others: Iterable[Meeting]) -> list[str]:
    """Of one meeting among those of its year."""
    found = weekend_warnings(meeting.held_on, meeting.cut_off_on)
    same_day = [row for row in others if row.pk != meeting.pk and row.held_on == meeting.held_on]
    if same_day:
        found.append(
            _("วันเดียวกันมีการประชุมครั้งที่ {labels} ด้วย").format(labels=", ".join(row.label for row in same_day))
        )
    return found


def _tell(meeting: Meeting, what: str) -> None:
    """Say it to the offices of the board's LAOs that have a plan on its way."""
    if meeting.board is None:
        return
    waiting = Revision.objects.open().filter(plan__organization__board=meeting.board)
    people = Membership.objects.active_on(today()).filter(
        role__in=TOLD, user__is_active=True, organization__in=waiting.values("plan__organization")
    )
    with translation.override(KEPT_LANGUAGE):
        text = _("{board} ครั้งที่ {label}: {what} วันประชุม {held} รับเรื่องถึง {cut_off}").format(
            board=meeting.board.short_name,
            label=meeting.label,
            what=what,
            held=format_date(meeting.held_on, "screen"),
            cut_off=format_date(meeting.cut_off_on, "screen") if meeting.cut_off_on else "-",
        )
    address = reverse("approvals:board_calendar", args=[meeting.board.code])
    tell_people(kind=Notice.Kind.MEETING, people=people, text=text, address=address)
