"""Dates in staff lists: Buddhist or Christian era, words, cells of dates, and the day numbers of spreadsheets.

Nothing is shifted in silence: a year of four digits says its era, one of two digits does not and is asked back.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from personnel.imports.normalise import clean
from thai.dates import EARLIEST_DATE_YEAR, EraDoubt, ThaiDateError, format_date, parse_date, today
from thai.fiscal import ERA_OFFSET

EPOCH = datetime.date(1899, 12, 30)  #: day 0 of spreadsheets, as they count since March 1900
LONGEST_SERVICE = 45  #: years; longer ones come from a year of two digits that a spreadsheet completed
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T].*)?")
_SERIAL = re.compile(r"([0-9]{5,6})(?:\.[0-9]+)?")
_SHORT_YEAR = re.compile(r"(?<![0-9])([0-9]{2})$")
_CHRISTIAN = re.compile(r"(?<![0-9])(19[0-9]{2}|20[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class ReadDate:
    """A date with what is to be said about it: an error, a doubt, or nothing."""

    day: datetime.date | None = None
    error: str = ""
    doubt: str = ""


def read_date(text: str, *, short_years: bool = False) -> ReadDate:
    """Read one cell; ``short_years`` means that the list writes 60 for 2560, said by the person who imports it."""
    line = clean(text)
    if not line:
        return ReadDate()
    if found := _ISO.fullmatch(line):
        return _of_numbers(*(int(part) for part in found.groups()))
    if found := _SERIAL.fullmatch(line):
        return _of_serial(int(found[1]))
    if short_years:
        line = _SHORT_YEAR.sub(lambda year: f"25{year[1]}", line)
    try:
        return _checked(parse_date(line))
    except EraDoubt as era:
        return _of_other_era(line, era)
    except ThaiDateError as problem:
        # What is no date at all is not understood; what is one, but an impossible one, is wrong.
        return ReadDate(error=str(problem)) if problem.part else ReadDate(doubt=str(problem))


def _of_other_era(line: str, era: EraDoubt) -> ReadDate:
    """Four digits of the Christian era are read and said; two digits are only asked back."""
    if not _CHRISTIAN.search(line):
        return ReadDate(doubt=str(era))
    buddhist = _CHRISTIAN.sub(lambda year: str(int(year[0]) + ERA_OFFSET), re.sub(r"ค\.?\s*ศ\.?", "", line))
    try:
        read = _checked(parse_date(buddhist))
    except ThaiDateError as problem:
        return ReadDate(error=str(problem))
    if read.day and not read.doubt:
        note = _("เขียนเป็นปี ค.ศ. อ่านเป็น {date}").format(date=format_date(read.day, "screen"))
        return ReadDate(read.day, doubt=note)
    return read


def _of_serial(number: int) -> ReadDate:
    try:
        day = EPOCH + datetime.timedelta(days=number)
    except OverflowError:
        return ReadDate(error=_("อ่านวันที่ไม่ออก กรุณาใส่ในรูปแบบ เช่น 15 สิงหาคม 2566 หรือ 15/8/2566"))
    return _of_numbers(day.year, day.month, day.day)


def _of_numbers(year: int, month: int, day: int) -> ReadDate:
    """A date as a spreadsheet keeps it; years from 2400 on were typed as Buddhist years."""
    try:
        return _checked(datetime.date(year - ERA_OFFSET if year >= EARLIEST_DATE_YEAR else year, month, day))
    except ValueError:
        return ReadDate(error=_("ไม่มีวันที่นี้ในปฏิทิน กรุณาตรวจวัน เดือน และปี"))


def _checked(day: datetime.date) -> ReadDate:
    """Bounds of what can be a beginning of service."""
    now = today()
    if day.year + ERA_OFFSET < EARLIEST_DATE_YEAR:
        return ReadDate(error=_("ปีต้องไม่ก่อน พ.ศ. {earliest} กรุณาตรวจวันที่").format(earliest=EARLIEST_DATE_YEAR))
    if day > now:
        return ReadDate(error=_("{date} อยู่ในอนาคต กรุณาตรวจวันที่").format(date=format_date(day, "screen")))
    if now.year - day.year > LONGEST_SERVICE:
        return ReadDate(
            doubt=_(
                "อ่านได้เป็น {date} ซึ่งนานกว่า {years} ปี อาจพิมพ์ปีเพียง 2 หลัก จึงยังไม่ใช้ กรุณาใส่ปี พ.ศ. 4 หลัก"
            ).format(date=format_date(day, "screen"), years=LONGEST_SERVICE)
        )
    return ReadDate(day)
