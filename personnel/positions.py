"""Position numbers (เลขที่ตำแหน่ง): 52-1-07-3106-003 = province, kind of LAO, department, line of work, running number.

The order of the parts is read from published numbers (domain note "positions"). The digits of municipalities and
sub-district organisations are common knowledge, not sourced; therefore what does not fit is a doubt, never an error.
Permanent and hired employees have numbers of other forms or none: those do not decode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organizations.models import Organization
from thai.digits import to_arabic, to_thai
from thai.text import normalise_line
from thai.titles import LaoKind

TRANSFERRED = "(ถ)"  #: stands behind numbers of posts that came with transferred health stations
KIND_DIGITS = {
    LaoKind.PAO: "1",
    LaoKind.CITY: "2",
    LaoKind.TOWN: "2",
    LaoKind.SUBDISTRICT_MUNICIPALITY: "2",
    LaoKind.SAO: "3",
}
KIND_NAMES = {"1": "องค์การบริหารส่วนจังหวัด", "2": "เทศบาล", "3": "องค์การบริหารส่วนตำบล"}
#: First digit of the line code -> code of the type of position.
TYPE_DIGITS = {
    "1": "executive",
    "2": "directing",
    "3": "academic",
    "4": "general",
    "5": "school_head",
    "6": "teacher",
}

# Hyphens, dashes, minus signs, slashes and full stops are all typed between the parts.
_JOINT = re.compile(r"\s*[-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d/._]\s*")
_TRANSFERRED = re.compile(r"[\s\-]*\(\s*ถ\.?\s*\)$")
_NUMBER = re.compile(r"([0-9]{2})-?([0-9])-?([0-9]{2})-?([0-9]{4})-?([0-9]{3})")


@dataclass(frozen=True)
class PositionNumber:
    """The parts of a position number, all as digits 0-9."""

    province: str
    kind: str
    unit: str
    line: str
    running: str
    is_transferred: bool = False

    def __str__(self) -> str:
        """52-1-07-3106-003, with (ถ) behind transferred posts: the form in which numbers are kept."""
        number = "-".join((self.province, self.kind, self.unit, self.line, self.running))
        return f"{number} {TRANSFERRED}" if self.is_transferred else number

    @property
    def thai(self) -> str:
        """As papers print it."""
        return to_thai(self)

    @property
    def type_code(self) -> str:
        """The type of position that the line belongs to; empty when the digit is unknown."""
        return TYPE_DIGITS.get(self.line[0], "")


def decode(number: str) -> PositionNumber | None:
    """Read a position number with any spacing, dashes and digits; None for what is none."""
    text = _JOINT.sub("-", to_arabic(normalise_line(number)))
    text, transferred = _TRANSFERRED.subn("", text)
    found = _NUMBER.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    province, kind, unit, line, running = found.groups()
    return PositionNumber(province, kind, unit, line, running, is_transferred=bool(transferred))


def canonical(number: str) -> str:
    """A number as it is kept: decoded ones in one form, others on one line with digits 0-9."""
    decoded = decode(number)
    return str(decoded) if decoded else to_arabic(normalise_line(number))


def doubts(
    number: str, organization: Organization, *, line_code: str = "", type_code: str = ""
) -> Iterator[str]:
    """What does not fit between a number, its LAO and the line and type of its post, in Thai."""
    decoded = decode(number)
    if decoded is None:
        return
    province = organization.province
    if decoded.province != province.code:
        yield _("เลขที่ตำแหน่งขึ้นต้นด้วย {digits} แต่รหัสของ{province}คือ {code}").format(
            digits=decoded.province, province=province, code=province.code
        )
    expected = KIND_DIGITS.get(LaoKind(organization.kind))
    if expected and decoded.kind != expected:
        named = KIND_NAMES.get(decoded.kind, _("หน่วยงานประเภทที่ไม่รู้จัก"))
        yield _("ตัวเลขตัวที่ 3 ของเลขที่ตำแหน่งเป็น {digit} ({named}) ไม่ตรงกับประเภทของ{lao}").format(
            digit=decoded.kind, named=named, lao=organization.short_name
        )
    if line_code and decoded.line != line_code:
        yield _("รหัสสายงานในเลขที่ตำแหน่งคือ {digits} แต่สายงานที่เลือกมีรหัส {code}").format(
            digits=decoded.line, code=line_code
        )
    if type_code and decoded.type_code and decoded.type_code != type_code:
        yield _("รหัสสายงาน {digits} ในเลขที่ตำแหน่งไม่ใช่ของประเภทตำแหน่งที่เลือก").format(digits=decoded.line)
