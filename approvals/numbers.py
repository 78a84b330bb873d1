"""The register of numbers: each number of an office's orders, announcements and letters is given to one paper.

Offices count by calendar year and many papers of the office are written elsewhere, so a number may be proposed
here and typed by hand; what is kept here is never given twice.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from approvals.models import NumberTaken
from organizations.models import Board, Membership, Organization
from thai.dates import EraDoubt, ThaiDateError, format_date, parse_year
from thai.digits import to_arabic
from thai.fiscal import ERA_OFFSET
from thai.text import normalise_line

Body = Organization | Board
Series = NumberTaken.Series

LARGEST = 999_999  #: no register of an office comes near it in a year
_MOST_TYPED = 60
_BLANKS = re.compile(r"\s*/\s*")
_LEADING_WORD = re.compile(r"^(?:คำสั่ง|ประกาศ|หนังสือ)?\s*(?:ที่|เลขที่|เลขรับ)\s*")
#: The agency's code of a letter: letters of the province, the office's figures, "ว" of a circular.
_LETTER = re.compile(r"(?P<prefix>[ก-ฮ][^/]*(?:/[0-9.]+)*/(?:ว\s*)?)(?P<number>[0-9]+)")
#: A year typed after the number of a letter: the code, a number and a year, or a word and a number that is no code.
_YEARS = range(2550, 2650)
_BEFORE_YEAR = re.compile(r"(?P<letter>.+/[0-9]+)/|[^/0-9]*(?P<plain>[1-9][0-9]{0,3})/")
_OF_A_YEAR = re.compile(r"(?P<number>[0-9]+)(?:/(?P<year>[^/]+))?")


class NumberUnreadable(ValueError):  # noqa: N818 - often a question, not a mistake
    """What was typed is no number of a paper; ``suggested`` is what was probably meant, where that is known."""

    def __init__(self, message: str, suggested: str = "") -> None:
        super().__init__(message)
        self.suggested = suggested


class NumberInUse(ValueError):  # noqa: N818 - names what happened
    """Another paper has the number; ``taken`` says which."""

    def __init__(self, taken: NumberTaken) -> None:
        message = _("เลขที่ {number} ใช้แล้วกับ {used_for} เมื่อวันที่ {date} กรุณาใช้เลขอื่น")
        super().__init__(
            message.format(
                number=written(taken.number, taken.year),
                used_for=taken.used_for or taken.get_series_display(),
                date=format_date(taken.taken_at, "screen"),
            )
        )
        self.taken = taken


@dataclass(frozen=True)
class Number:
    """A number as typed: ``123/2569`` has a year, ``นค 71201/153`` the agency's code before it."""

    number: int
    year: int | None = None
    prefix: str = ""

    def __str__(self) -> str:
        return f"{self.prefix}{self.number}" if self.prefix else written(self.number, self.year)


def written(number: int, year: int | None) -> str:
    """The number as screens and rows have it: 123/2569 (papers turn the digits)."""
    return f"{number}/{year}" if year else str(number)


def year_of(day: datetime.date) -> int:
    """The calendar year (B.E.) in whose register a paper of this date stands."""
    return day.year + ERA_OFFSET


# Reading ---------------------------------------------------------------------------------------


def parse_number(text: str, *, dated_on: datetime.date | None = None) -> Number:
    """A number as people type it: 123/2569, ๑๒๓/๒๕๖๙, ที่ 123, นค 71201/153, นค 71201/ว 153.

    Without a year it is of the year of ``dated_on``, if given. Raises NumberUnreadable (Thai) for anything else, for a
    year of the Christian era or of two digits, which are asked back, and for another year than that of the date.
    """
    clean = _LEADING_WORD.sub("", _BLANKS.sub("/", to_arabic(normalise_line(text))))
    if len(clean) > _MOST_TYPED:
        raise _unreadable()
    if letter := _LETTER.fullmatch(clean):
        return _of_letter(letter["prefix"], _counted(letter["number"]))
    plain = _OF_A_YEAR.fullmatch(clean)
    if plain is None:
        raise _unreadable()
    number = _counted(plain["number"])
    usual = year_of(dated_on) if dated_on else None
    year = _year(number, plain["year"]) if plain["year"] else usual
    if usual and year != usual:
        message = _("เลขที่เป็นของปี {year} แต่ลงวันที่ในปี {dated} กรุณาแก้เลขที่หรือวันที่ให้เป็นปีเดียวกัน")
        raise NumberUnreadable(message.format(year=year, dated=usual), written(number, usual))
    return Number(number, year)


def _of_letter(prefix: str, number: int) -> Number:
    """A number after an agency's code; a year there is asked back, for it would be kept as the number."""
    found = _BEFORE_YEAR.fullmatch(prefix) if number in _YEARS else None
    if found is None:
        return Number(number, prefix=prefix)
    suggested = found["letter"] or written(int(found["plain"]), number)
    message = _("ท้ายเลขที่เป็นปี พ.ศ. {year} กรุณาใส่เป็น {suggested}")
    raise NumberUnreadable(message.format(year=number, suggested=suggested), suggested)


def _unreadable() -> NumberUnreadable:
    return NumberUnreadable(_("อ่านเลขที่ไม่ออก กรุณาใส่ในรูปแบบ เช่น 123/2569 หรือ นค 71201/153"))


def _counted(digits: str) -> int:
    number = int(digits) if len(digits) <= len(str(LARGEST)) else 0
    if not number:
        raise NumberUnreadable(
            _("เลขที่ต้องเป็นตัวเลขตั้งแต่ 1 ถึง {largest}").format(largest=f"{LARGEST:,}"),
        )
    return number


def _year(number: int, typed: str) -> int:
    try:
        return int(parse_year(typed))
    except EraDoubt as doubt:
        raise NumberUnreadable(str(doubt), written(number, doubt.suggested)) from doubt
    except ThaiDateError as error:
        raise NumberUnreadable(
            _("ปีหลังเครื่องหมาย / ต้องเป็น พ.ศ. 4 หลัก เช่น {example}").format(example=f"{number}/2569")
        ) from error


# Taking ----------------------------------------------------------------------------------------


def _register(body: Body, series: str, year: int) -> dict[str, object]:
    """The columns that name one register."""
    return {
        "organization": body if isinstance(body, Organization) else None,
        "board": body if isinstance(body, Board) else None,
        "series": series,
        "year": year,
    }


def propose(body: Body, series: str, year: int) -> int:
    """The number after the last one of this register that the system knows; it is not kept for anybody."""
    taken = NumberTaken.objects.filter(**_register(body, series, year))
    return (taken.aggregate(last=Max("number"))["last"] or 0) + 1


def taken_by(body: Body, series: str, year: int, number: int) -> NumberTaken | None:
    """What has this number, if anything."""
    return NumberTaken.objects.filter(**_register(body, series, year), number=number).first()


def take(
    body: Body, series: str, year: int, number: int, used_for: str, by: Membership | None
) -> NumberTaken:
    """Give a number to a paper, in the caller's transaction; NumberInUse (Thai) names the paper that has it.

    ``used_for`` is what people read when somebody else wants the number. Safe when many ask at once.
    """
    row = NumberTaken(
        **_register(body, series, year), number=_counted(str(number)), used_for=used_for[:200], taken_by=by
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        other = taken_by(body, series, year, number)
        if other is None:  # some other rule of the table
            raise
        raise NumberInUse(other) from error
    return row


def note_typed(
    body: Body, series: str, text: str, *, dated_on: datetime.date, used_for: str, by: Membership
) -> NumberTaken | None:
    """Keep a number that the office gave on paper and somebody typed here, so that it is not proposed again.

    None where it is kept already, as that of a letter issued here is, or where the text is no number of a register.
    """
    try:
        typed = parse_number(text, dated_on=dated_on)
        return take(body, series, year_of(dated_on), typed.number, used_for, by)
    except (NumberUnreadable, NumberInUse):
        return None


def take_next(body: Body, series: str, year: int, used_for: str, by: Membership | None) -> NumberTaken:
    """Give the next number to a paper; many at once get one each, and no number is left out."""
    while True:
        try:
            return take(body, series, year, propose(body, series, year), used_for, by)
        except NumberInUse:
            continue
