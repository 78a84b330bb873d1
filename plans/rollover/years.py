"""Years in a text of the last cycle, and what each becomes when the text moves on to the next.

Only years near the last cycle are looked at (one before its first to one after its last): an older year is history.
Of these, some belong to a law, a letter or an event, and stay where nobody says otherwise. A year is replaced by a
year as long as itself, so that places in the old text are places in the new one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thai.digits import to_arabic, to_thai
from thai.fiscal import Cycle

CENTURY = 2500
CONTEXT = 45  #: characters of its line that are shown on either side of a year
MARKS = "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e45\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e "  #: what no excerpt begins with
LINE_REACH = 400  #: characters before a year that tell what it is; a line may have thousands of years
LAW_REACH = 200  #: characters from the kind of a law to the year in its name
MONTHS = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\."
)

DIGIT = "[0-9๐-๙]"
BE = r"(?:พ\s*\.?\s*ศ\s*\.?\s*)?"
DASH = r"\s*(?:-|–|—|ถึง)\s*"
#: Things that are counted: what stands before them is no year.
COUNTED = "บาท|คน|ราย|ชั่วโมง|ครั้ง|เรื่อง|หน่วย|ไร่|ครัวเรือน|หลังคาเรือน|เล่ม|ฉบับ|ตาราง|กิโลเมตร|แห่ง|อัตรา"
YEAR = re.compile(
    rf"(?<!{DIGIT})(?<!{DIGIT}[.,])(?P<first>[2๒][45๔๕]{DIGIT}{{2}})"
    rf"(?!{DIGIT})(?![.,]{DIGIT})(?!\s*(?:{COUNTED}))"
    rf"(?:(?P<dash>{DASH}{BE})(?P<last>(?:[2๒][45๔๕])?{DIGIT}{{2}})(?!{DIGIT})(?![.,/]{DIGIT}))?"
)
FISCAL = re.compile(rf"(?:ปีงบประมาณ|ประจำปี)\s*{BE}$")
NUMBERED = re.compile(rf"{DIGIT}\s*/\s*$")
DATED = re.compile(rf"(?:{DIGIT}{{1,2}}\s*)?(?P<month>{MONTHS})\s*{BE}$")
#: A fiscal year ends in September and begins in October: such dates belong to the cycle itself.
EDGES = ("กันยายน", "ก.ย.", "ตุลาคม", "ต.ค.")
PAST = re.compile(r"(?:ลงวันที่|เมื่อวันที่|เมื่อเดือน|เมื่อ|ณ\s*วันที่|ณ\s*เดือน|ณ)\s*$")
PAST_YEAR = re.compile(rf"(?:เมื่อปี|ตั้งแต่ปี|ในอดีตปี|เมื่อ)\s*{BE}$")
LAW = re.compile(
    r"พระราชบัญญัติ|พระราชกฤษฎีกา|พระราชกำหนด|รัฐธรรมนูญ|ประมวล|กฎกระทรวง|ระเบียบ|ข้อบังคับ|ข้อบัญญัติ|เทศบัญญัติ"
    r"|ประกาศ|หลักเกณฑ์|คำสั่ง|หนังสือ|มติ|ฉบับที่|แก้ไขเพิ่มเติม"
)
NAMED = re.compile(r"พ\s*\.?\s*ศ\s*\.?\s*$")
ANY_YEAR = re.compile(rf"[2๒][45๔๕]{DIGIT}{{2}}")

OF_LAW, OF_LETTER, OF_EVENT, OF_POLICY = (
    _("ปีในชื่อกฎหมาย ระเบียบ หรือประกาศ"),
    _("เลขที่ของหนังสือ คำสั่ง หรือการประชุม"),
    _("วันที่ของเหตุการณ์หรือหนังสือที่ผ่านมา"),
    _("ช่วงปีที่ไม่ใช่รอบของแผน"),
)


@dataclass(frozen=True)
class YearPlace:
    """A year at ``start`` of a text; ``why_not`` says why it stays by default, and is empty where it moves."""

    start: int
    old: str
    new: str
    year: int  #: B.E.
    before: str
    after: str
    why_not: str | Promise
    is_period: bool  #: a fiscal year or part of a range, not a date

    @property
    def moves(self) -> bool:
        """True where the year moves on unless somebody says otherwise."""
        return not self.why_not

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.start + len(self.old)


def year_places(text: str, cycle: Cycle, by: int) -> list[YearPlace]:
    """Years of ``text`` near ``cycle``, in order, with what they are ``by`` years later."""
    found: list[YearPlace] = []
    for match in YEAR.finditer(text):
        found += _of_match(text, match, cycle, by)
    return found


def shifted(text: str, places: Collection[YearPlace]) -> str:
    """The text with the new years at the places given."""
    pieces, end = [], 0
    for place in sorted(places, key=lambda each: each.start):
        pieces += [text[end : place.start], place.new]
        end = place.end
    return "".join(pieces) + text[end:]


def moved_on(text: str, cycle: Cycle, by: int) -> str:
    """The text with every year that moves by default."""
    return shifted(text, [place for place in year_places(text, cycle, by) if place.moves])


def without_years(text: str) -> str:
    """The text with all years alike, to tell whether two texts differ in more than years."""
    return re.sub(r"\s+", " ", YEAR.sub("-", text)).strip()


def _of_match(text: str, match: re.Match[str], cycle: Cycle, by: int) -> Iterator[YearPlace]:
    first = int(to_arabic(match["first"]))
    last = _last_year(match, first)
    why_not = _why_not(text, match, first, last, cycle)
    is_period = last is not None or bool(FISCAL.search(text[max(0, match.start() - 30) : match.start()]))
    for name, year in (("first", first), ("last", last)):
        if year is not None and cycle.first - 1 <= year <= cycle.last + 1:
            yield _place(text, match.start(name), match[name], year, by, why_not, is_period)


def _last_year(match: re.Match[str], first: int) -> int | None:
    """The second year of a range; two digits alone are a year only where they can be one."""
    if not match["last"]:
        return None
    number = int(to_arabic(match["last"]))
    year = number if number >= 100 else CENTURY + number
    return year if len(match["last"]) == 4 or first < year <= first + 5 else None


def _place(
    text: str, start: int, old: str, year: int, by: int, why_not: str | Promise, is_period: bool
) -> YearPlace:
    number = str(year + by)[-len(old) :]
    new = number if old == to_arabic(old) else to_thai(number)
    before = text[max(0, start - CONTEXT) : start].rpartition("\n")[2].lstrip(MARKS)
    after = text[start + len(old) : start + len(old) + CONTEXT].partition("\n")[0]
    return YearPlace(start, old, new, year, before, after, why_not, is_period)


def _why_not(text: str, match: re.Match[str], first: int, last: int | None, cycle: Cycle) -> str | Promise:
    """Why a year or a range stays; empty where it moves on."""
    line = text[max(0, match.start() - LINE_REACH) : match.start()].rpartition("\n")[2]
    if last is not None:
        return "" if cycle.first <= first < last <= cycle.last else OF_POLICY
    if FISCAL.search(line):
        return ""
    if NUMBERED.search(line):
        return OF_LETTER
    if dated := DATED.search(line):
        return _why_not_date(line[: dated.start()], dated["month"], first, cycle)
    if PAST_YEAR.search(line) or text[match.end() : match.end() + CONTEXT].lstrip().startswith("ที่ผ่านมา"):
        return OF_EVENT
    return OF_LAW if _names_a_law(line) else ""


def _why_not_date(before: str, month: str, year: int, cycle: Cycle) -> str | Promise:
    if PAST.search(before):
        return OF_EVENT
    ahead = year >= cycle.first or month in EDGES or re.search(r"ภายใน(?:วันที่|เดือน)?\s*$", before)
    return "" if ahead else OF_EVENT


def _names_a_law(line: str) -> bool:
    """True where the line leads from the kind of a law to this year, without another year between."""
    if not NAMED.search(line):
        return False
    years = [found.end() for found in ANY_YEAR.finditer(line)]
    return bool(LAW.search(line[max(years[-1] if years else 0, len(line) - LAW_REACH) :]))
