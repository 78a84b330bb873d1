"""Business dates: today in Thailand, dates as papers and screens write them, and dates as people type them.

Dates are kept as ISO dates; the Buddhist era exists only here, at the edge. A year of the Christian era or of
two digits is never shifted silently: `EraDoubt` asks back.
"""

import calendar
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Literal, NoReturn
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from thai.digits import to_arabic, to_thai
from thai.fiscal import EARLIEST_YEAR, ERA_OFFSET, LATEST_YEAR, FiscalYear
from thai.text import normalise_line

BANGKOK = ZoneInfo("Asia/Bangkok")

THAI_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
THAI_MONTHS_SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
THAI_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

EARLIEST_DATE_YEAR = 2400  # people's birth and appointment dates are older than any plan
LATEST_DATE_YEAR = LATEST_YEAR
_CHRISTIAN_YEARS = range(1900, 2200)

DatePart = Literal["day", "month", "year"]
DateStyle = Literal["letter", "order", "full_day", "short", "screen", "screen_short"]

_STYLES: dict[str, str] = {
    "letter": "{day} {month} {year}",
    "order": "{day} {month} พ.ศ. {year}",
    "full_day": "วัน{weekday}ที่ {day} {month} {year}",
    "short": "{day} {month_short} {year_short:02}",
    "screen": "{day} {month} {year}",
    "screen_short": "{day} {month_short} {year}",
}


class ThaiDateError(ValueError):
    """What was typed is no date; the message is Thai and ``part`` names the box that is wrong, where one is."""

    def __init__(self, message: str, part: DatePart | None = None) -> None:
        super().__init__(message)
        self.part = part


class EraDoubt(ThaiDateError):  # noqa: N818 - a question, not a mistake
    """The year was of the Christian era or of two digits: ask back whether ``suggested`` (B.E.) is meant."""

    def __init__(self, message: str, suggested: int) -> None:
        super().__init__(message, "year")
        self.suggested = suggested


# The clock ------------------------------------------------------------------------------------

# Of the whole process, not of a context: the browser tests' live server runs in another thread.
_frozen: date | None = None


def today() -> date:
    """The business date in Thailand; PHATTHANA_TODAY (YYYY-MM-DD, C.E.) sets it for demonstrations."""
    return now().date()


def now() -> datetime:
    """The present moment in Thailand; it always falls on `today`, also where that is set."""
    if isinstance(_frozen, datetime):
        return _frozen.astimezone(BANGKOK)
    moment = timezone.now().astimezone(BANGKOK)
    day = _frozen or _demonstration_day()
    return datetime.combine(day, moment.timetz()) if day else moment


@contextmanager
def frozen_today(day: date) -> Iterator[None]:
    """Set the business date (given a moment, also the clock) of the whole process; for tests and demonstrations."""
    global _frozen
    before, _frozen = _frozen, day
    try:
        yield
    finally:
        _frozen = before


def _demonstration_day() -> date | None:
    setting = getattr(settings, "PHATTHANA_TODAY", None)
    return date.fromisoformat(setting) if isinstance(setting, str) and setting else setting or None


# Writing --------------------------------------------------------------------------------------


def format_date(day: date, style: DateStyle = "letter") -> str:
    """The date as a paper (Thai digits) or a screen (Arabic digits) writes it.

    ``letter`` ๑๕ สิงหาคม ๒๕๖๖, ``order`` ๑๕ สิงหาคม พ.ศ. ๒๕๖๖, ``full_day`` วันอังคารที่ ๑๕ สิงหาคม ๒๕๖๖,
    ``short`` ๑๕ ส.ค. ๖๖, ``screen`` 15 สิงหาคม 2566, ``screen_short`` 15 ส.ค. 2566.
    """
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = day.astimezone(BANGKOK)
    year = day.year + ERA_OFFSET
    written = _STYLES[style].format(
        day=day.day,
        month=THAI_MONTHS[day.month - 1],
        month_short=THAI_MONTHS_SHORT[day.month - 1],
        weekday=THAI_WEEKDAYS[day.weekday()],
        year=year,
        year_short=year % 100,
    )
    return written if style.startswith("screen") else to_thai(written)


def format_time(moment: datetime, style: Literal["paper", "screen"] = "screen") -> str:
    """The time of day in Thailand: ๑๐.๔๒ น. on papers, 10:42 น. on screens."""
    if timezone.is_aware(moment):
        moment = moment.astimezone(BANGKOK)
    return to_thai(f"{moment:%H.%M} น.") if style == "paper" else f"{moment:%H:%M} น."


# Reading --------------------------------------------------------------------------------------

_PLAIN_MONTHS = {
    re.sub(r"[.\s]", "", name): number
    for names in (THAI_MONTHS, THAI_MONTHS_SHORT)
    for number, name in enumerate(names, start=1)
}
# People also leave out the ending that tells the number of days: มกรา, เมษา, กุมภา.
_PLAIN_MONTHS |= {
    re.sub("(คม|ยน|พันธ์)$", "", name): number for number, name in enumerate(THAI_MONTHS, start=1)
}

_MAX_TYPED = 60  # no way to write a date is longer
_WEEKDAY = re.compile(rf"^(?:วัน)?\s*({'|'.join(THAI_WEEKDAYS)}|พฤหัส)?\s*(?:วันที่|ที่)?\s*")
_ERA = re.compile(r"([พค])\.?\s*ศ\.?")
_YEAR = re.compile(r"(?:ปี)?\s*(?:งบประมาณ)?\s*(?:([พค])\.?\s*ศ\.?)?\s*([0-9]{1,9})")
_DAY = re.compile(r"(?:วันที่|วัน|ที่)?\s*([0-9]{1,2})")
_SEPARATORS = " -/.,"


def parse_date(text: str) -> date:
    """A date typed in one piece: 15 สิงหาคม 2566, ๑๕ ส.ค. พ.ศ. ๒๕๖๖, 15/8/2566, วันอังคารที่ ๑๕ สิงหาคม ๒๕๖๖.

    Raises ThaiDateError, or EraDoubt when the year has to be asked back. A named weekday must be the right one.
    """
    clean = to_arabic(normalise_line(text))
    if not clean:
        raise ThaiDateError(_("กรุณาใส่วันที่"))
    if len(clean) > _MAX_TYPED:
        _unreadable()
    weekday, clean = _take_weekday(clean)
    era = _ERA.search(clean)
    pieces = re.split(r"([0-9]+)", _ERA.sub(" ", clean).replace("ปี", " "))
    numbers = pieces[1::2]
    names = [piece.strip(_SEPARATORS) for piece in pieces[0::2]]
    day_text, month_text, year_text = _name_parts(numbers, names)
    if era and era[1] == "ค":
        year_text = f"ค.ศ. {year_text}"
    day = parse_parts(day_text, month_text, year_text)
    if weekday is not None and weekday != day.weekday():
        raise ThaiDateError(
            _("{date} เป็นวัน{right} ไม่ใช่วัน{typed} กรุณาตรวจวันที่อีกครั้ง").format(
                date=format_date(day, "screen"),
                right=THAI_WEEKDAYS[day.weekday()],
                typed=THAI_WEEKDAYS[weekday],
            ),
            "day",
        )
    return day


def parse_parts(day: str | int, month: str | int, year: str | int) -> date:
    """A date typed in three boxes; the month as a number, a full name or a short one. Errors as `parse_date`."""
    typed = [to_arabic(normalise_line(str(part))) for part in (day, month, year)]
    _require_all(typed)
    number = _read_day(typed[0])
    month_number = _read_month(typed[1])
    be_year = _read_year(typed[2], EARLIEST_DATE_YEAR, LATEST_DATE_YEAR)
    days = calendar.monthrange(be_year - ERA_OFFSET, month_number)[1]
    if number > days:
        raise ThaiDateError(
            _("เดือน{month} {year} มี {days} วัน กรุณาตรวจวันที่อีกครั้ง").format(
                month=THAI_MONTHS[month_number - 1], year=be_year, days=days
            ),
            "day",
        )
    return date(be_year - ERA_OFFSET, month_number, number)


def parse_year(text: str | int) -> FiscalYear:
    """A fiscal year typed as ๒๕๖๗, 2567 or พ.ศ. 2567; other eras and two digits are asked back."""
    clean = to_arabic(normalise_line(str(text)))
    if not clean:
        raise ThaiDateError(_("กรุณาใส่ปีงบประมาณเป็น พ.ศ. 4 หลัก"), "year")
    return FiscalYear(_read_year(clean, EARLIEST_YEAR, LATEST_YEAR))


def parse_month(text: str) -> int:
    """A month (1 January to 12 December) typed as a number or a name: 3, ๓, มีนาคม, มี.ค., มีนา."""
    return _read_month(to_arabic(normalise_line(text)))


def _take_weekday(text: str) -> tuple[int | None, str]:
    """The weekday that stands before a date, if any, and the rest of the text."""
    found = _WEEKDAY.match(text)
    if not found:
        return None, text
    name = "พฤหัสบดี" if found[1] == "พฤหัส" else found[1]
    return THAI_WEEKDAYS.index(name) if name else None, text[found.end() :]


def _name_parts(numbers: list[str], names: list[str]) -> tuple[str, str, str]:
    """Day, month and year as typed, from the numbers of a date and the words before, between and after them."""
    if len(numbers) == 3 and not any(names):
        parts = numbers
    elif len(numbers) == 2 and names[1] and not names[0] and not names[2]:
        parts = [numbers[0], names[1], numbers[1]]
    elif len(numbers) == 1 and sum(map(bool, names)) == 1:
        parts = ["", names[0], numbers[0]] if names[0] else [numbers[0], names[1], ""]
    else:
        _unreadable()
    if len(parts[0]) == 4:  # the year came first
        parts = parts[::-1]
    return parts[0], parts[1].removeprefix("เดือน"), parts[2]


def _unreadable() -> NoReturn:
    raise ThaiDateError(_("อ่านวันที่ไม่ออก กรุณาใส่ในรูปแบบ เช่น 15 สิงหาคม 2566 หรือ 15/8/2566"))


def _require_all(typed: list[str]) -> None:
    labels: dict[DatePart, str] = {"day": _("วัน"), "month": _("เดือน"), "year": _("ปี พ.ศ.")}
    missing = [part for part, text in zip(labels, typed, strict=True) if not text]
    if missing:
        raise ThaiDateError(
            _("วันที่ยังไม่ครบ กรุณาใส่{parts}").format(parts=_("และ").join(labels[part] for part in missing)),
            missing[0] if len(missing) == 1 else None,
        )


def _read_day(text: str) -> int:
    found = _DAY.fullmatch(text)
    if not found or not 1 <= int(found[1]) <= 31:
        raise ThaiDateError(_("วันต้องเป็นตัวเลข 1 ถึง 31"), "day")
    return int(found[1])


def _read_month(text: str) -> int:
    plain = re.sub(r"[.\s]", "", text).removeprefix("เดือน")
    number = int(plain) if re.fullmatch(r"[0-9]{1,2}", plain) else _PLAIN_MONTHS.get(plain, 0)
    if not 1 <= number <= 12:
        raise ThaiDateError(_("เดือนต้องเป็นตัวเลข 1 ถึง 12 หรือชื่อเดือน เช่น สิงหาคม หรือ ส.ค."), "month")
    return number


def _read_year(text: str, earliest: int, latest: int) -> int:
    found = _YEAR.fullmatch(text)
    if not found:
        raise ThaiDateError(_("ปีต้องเป็นตัวเลข พ.ศ. 4 หลัก เช่น 2567"), "year")
    era, number = found[1], int(found[2])
    if number in _CHRISTIAN_YEARS:
        suggested = number + ERA_OFFSET
        raise EraDoubt(
            _("{typed} เป็นปี ค.ศ. หมายถึง พ.ศ. {suggested} ใช่หรือไม่ กรุณาใส่ปีเป็น พ.ศ.").format(
                typed=number, suggested=suggested
            ),
            suggested,
        )
    if len(found[2]) == 2:
        suggested = 2500 + number
        raise EraDoubt(
            _("ปี {typed} มีเพียง 2 หลัก หมายถึง พ.ศ. {suggested} ใช่หรือไม่ กรุณาใส่ปีให้ครบ 4 หลัก").format(
                typed=found[2], suggested=suggested
            ),
            suggested,
        )
    if era == "ค" or not earliest <= number <= latest:
        raise ThaiDateError(
            _("ปีต้องเป็น พ.ศ. ระหว่าง {earliest} ถึง {latest}").format(earliest=earliest, latest=latest), "year"
        )
    return number
