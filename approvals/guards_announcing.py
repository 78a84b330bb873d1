"""What stands against announcing a plan: its date, its number, the day of effect and the words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from approvals.case import Case, Objection
from approvals.numbers import NumberInUse, NumberUnreadable, Series, parse_number, taken_by
from approvals.papers import DAY_OF_EFFECT
from thai.dates import format_date


def announcement_is_dated_rightly(case: Case) -> Iterator[Objection]:
    """No announcement before the board's resolution (requirements P-5), nor of a day to come."""
    dated = case.details.dated_on if case.details else None
    if dated is None:
        return
    if dated > case.day:
        yield Objection(_("วันที่ประกาศยังมาไม่ถึง กรุณาตรวจวันที่"), "dated_on")
    resolved = case.last("approve", "approve_with_corrections")
    if resolved and resolved.meeting_on and dated < resolved.meeting_on:
        yield Objection(
            _("วันที่ประกาศอยู่ก่อนมติของคณะกรรมการระดับจังหวัด ({date}) กรุณาตรวจวันที่").format(
                date=format_date(resolved.meeting_on, "screen")
            ),
            "dated_on",
        )


def announcement_number_is_free(case: Case) -> Iterator[Objection]:
    """The number can be read, is of the year of the announcement, and no other paper of the LAO has it."""
    details = case.details
    if details is None or not details.number:
        return
    try:
        number = parse_number(details.number, dated_on=details.dated_on)
    except NumberUnreadable as unreadable:
        yield Objection(str(unreadable), "number")
        return
    if number.year is None:
        return
    taken = taken_by(case.revision.plan.organization, Series.ANNOUNCEMENT, number.year, number.number)
    if taken is not None:
        yield Objection(str(NumberInUse(taken)), "number")


def effective_date_is_within_the_cycle(case: Case) -> Iterator[Objection]:
    """In force from 1 October of the first year; later only with a reason (section 18). Amendments take effect later."""
    effective = case.details.effective_on if case.details else None
    if case.details is None or effective is None:
        return
    cycle = case.revision.plan.cycle
    if not cycle.covers(effective):
        yield Objection(
            _("วันที่มีผลใช้บังคับต้องอยู่ระหว่าง {first} ถึง {last}").format(
                first=format_date(cycle.effective_on, "screen"), last=format_date(cycle.ends_on, "screen")
            ),
            "effective_on",
        )
    elif (named := named_by_the_resolution(case)) and effective < named:
        yield Objection(
            _("มติของคณะกรรมการระดับจังหวัดให้มีผลตั้งแต่วันที่ {date} ประกาศให้มีผลก่อนวันนั้นไม่ได้").format(
                date=format_date(named, "screen")
            ),
            "effective_on",
        )
    elif effective > cycle.effective_on and not case.revision.number and not case.details.late_reason:
        yield Objection(
            _("แผนมีผลหลังวันที่ {first} กรุณากรอกเหตุผล").format(first=format_date(cycle.effective_on, "screen")),
            "late_reason",
        )
    elif case.details.dated_on and case.details.dated_on > effective and not case.details.late_reason:
        yield Objection(
            _("ประกาศลงวันที่หลังวันที่มีผลใช้บังคับ กรุณาแก้วันที่ หรือกรอกเหตุผลที่ให้มีผลย้อนหลัง เช่น มติกำหนดไว้"),
            "late_reason",
        )


def announcement_names_its_day(case: Case) -> Iterator[Objection]:
    """Own words leave the day of effect to the box of that day, so that no two days stand in one announcement."""
    if case.details is None or not case.details.wording:
        return
    if DAY_OF_EFFECT not in case.details.wording:
        yield Objection(
            _("ข้อความต้องมี {place} ตรงที่จะให้ระบบเติมวันที่มีผลใช้บังคับ").format(place=DAY_OF_EFFECT), "wording"
        )


OF_ANNOUNCING = (
    announcement_names_its_day,
    announcement_is_dated_rightly,
    announcement_number_is_free,
    effective_date_is_within_the_cycle,
)


def named_by_the_resolution(case: Case) -> datetime.date | None:
    """The day from which the board's last resolution lets the plan take effect; None where it names none."""
    resolved = case.last("approve", "approve_with_corrections")
    return resolved.effective_on if resolved else None
