"""Departments as lists name them: matched with those of the LAO, or proposed as new ones."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from organizations.models import Organization
from personnel.imports.normalise import clean, expand, key
from personnel.models import Unit
from personnel.positions import decode

CLOSE = 0.85
#: Department codes within position numbers that were seen in real ones (domain note "positions").
DEPARTMENTS = {
    "01": "สำนักปลัด",
    "02": "สำนักงานเลขานุการ",
    "04": "กองคลัง",
    "05": "กองช่าง",
    "06": "กองสาธารณสุข",
    "07": "กองยุทธศาสตร์และงบประมาณ",
    "08": "กองการศึกษา",
    "12": "หน่วยตรวจสอบภายใน",
    "21": "กองพัสดุและทรัพย์สิน",
    "29": "กองการเจ้าหน้าที่",
}
#: How sheets are named for them: คลัง, ช่าง, ปลัด.
DEPARTMENT_SHORT = {name.removeprefix("กอง").removeprefix("สำนัก"): name for name in DEPARTMENTS.values()}
_DEPARTMENT = re.compile(
    r"(สำนัก(?!งาน(องค์การ|เทศบาล|เมืองพัทยา|ท้องถิ่น|ส่งเสริม|อบต|อบจ))|กอง|หน่วยตรวจสอบ|ส่วน(?!ราชการ|ตำบล|ท้องถิ่น|จังหวัด)|หน่วยงานตรวจสอบ)"
)
_BELOW = re.compile(r"(กลุ่มงาน|กลุ่ม|ฝ่าย|งาน|แผนก|หน่วย)")
_INSTITUTION = re.compile(
    r"(โรงเรียน|รร\.|ศูนย์|ศพด|โรงพยาบาล|รพ\.?\s*สต|รพ\.สต|สถานีอนามัย|สถานธนานุบาล|สถานี|วิทยาลัย)"
)
_TAIL_CODE = re.compile(r"\s*(?:\(?\s*(?:รหัส\s*)?\(?([0-9]{2})\)?\s*\)?)$")
_COUNT = re.compile(r"[\s(]{0,3}(?:จำนวน|รวม)?\s?[0-9]{1,4}\s?(?:อัตรา|ตำแหน่ง|คน|ราย)\)?$")
_NUMBERING = re.compile(r"^(?:\(?([0-9]{1,2})\)?[.)\s]\s*)+")


@dataclass(frozen=True)
class NamedUnit:
    """A department that a text names, with the code that stands beside it, if any."""

    name: str
    code: str = ""


@lru_cache(maxsize=4096)
def department_named(text: str) -> NamedUnit | None:
    """The department of a section row or a cell: กองคลัง (04), 04 กองคลัง, ฝ่ายโยธา กองช่าง; None for none."""
    line = _COUNT.sub("", expand(text))
    if decode(line):
        return None
    numbering = _NUMBERING.match(line)
    line = line[numbering.end() :] if numbering else line
    code = numbering[1] if numbering and len(numbering[1]) == 2 else ""
    if tail := _TAIL_CODE.search(line):
        line, code = line[: tail.start()], tail[1]
    for part in (line, *re.split(r"[/,]|\s(?=สำนัก|กอง|หน่วยตรวจ)", line)[1:]):
        if _DEPARTMENT.match(part.strip()):
            name = re.split(r"[/,]|\s(?=ฝ่าย|งาน(?!ปลัด)|กลุ่มงาน)", part.strip())[0]
            return NamedUnit(clean(name), code)
    return None


def is_below_department(text: str) -> bool:
    """True for rows that name a section of a department: ฝ่าย งาน กลุ่มงาน."""
    return bool(_BELOW.match(_NUMBERING.sub("", expand(text))))


def is_institution(text: str) -> bool:
    """True for schools, child centres and health stations, which belong to a department but stand apart."""
    return bool(_INSTITUTION.match(_NUMBERING.sub("", expand(text))))


class Units:
    """The departments of one LAO, and new ones as the list names them."""

    def __init__(self, organization: Organization) -> None:
        titles = organization.titles
        names = (organization.full_name, organization.short_name, titles.full_prefix, titles.abbreviation)
        self._own = sorted({key(name) for name in names} | {"เทศบาล"}, key=len, reverse=True)
        self.known: dict[str, str] = {
            self.key(unit.name): unit.name for unit in Unit.objects.filter(organization=organization)
        }
        self.new: dict[str, str] = {}

    def key(self, name: str) -> str:
        """Without the name of the LAO and the differences that mean nothing: สำนักงานปลัด อบต. is สำนักปลัด."""
        words = key(expand(name)).replace("สำนักงานปลัด", "สำนักปลัด").replace("หน่วยงานตรวจสอบ", "หน่วยตรวจสอบ")
        for own in self._own:
            words = words.removesuffix(own) or words
        return words.removesuffix("ภายใน") if words.startswith("หน่วยตรวจสอบ") else words

    def resolve(self, text: str) -> str | None:
        """The name of the department that a text names, as it is kept or shall be kept; None for none."""
        found = department_named(text)
        for name in (clean(text), found.name if found else ""):
            if name and self.key(name) in self.known:
                return self.known[self.key(name)]
            if name.endswith("ฯ") and (whole := self._shortened(name)):
                return whole
        if found is None:
            return None
        return self.new.setdefault(self.key(found.name), found.name)

    def _shortened(self, name: str) -> str:
        """The one department whose name goes on where this one ends in ฯ; else ""."""
        beginning = self.key(name.rstrip("ฯ "))
        found = {v for k, v in (self.known | self.new).items() if k.startswith(beginning)}
        return found.pop() if len(found) == 1 else ""

    def close_to(self, name: str) -> str:
        """A known department that may be meant by a misspelt or shorter name, only to ask about it; else ""."""
        others = {k: v for k, v in (self.known | self.new).items() if v != name}
        own = self.key(name)
        longer = [v for k, v in others.items() if k.startswith(own) or own.startswith(k)]
        if len(longer) == 1:
            return longer[0]
        close = difflib.get_close_matches(own, others, n=1, cutoff=CLOSE)
        return others[close[0]] if close else ""


def hr_department(names: Iterable[str]) -> str | None:
    """The department usually in charge of personnel: the one for staff, else the chief official's office; None for none."""
    known = list(names)
    for mark in ("การเจ้าหน้าที่", "บุคคล", "สำนักปลัด", "สำนักงานปลัด"):
        found = next((name for name in known if mark in name), None)
        if found:
            return found
    return None


def has_hr_department(organization_id: int) -> bool:
    """True where an open department of the LAO is in charge of personnel."""
    return Unit.objects.filter(organization=organization_id, is_hr=True, closed_on=None).exists()


def head_title_of(unit: str) -> str:
    """The usual title of a department's head: ผู้อำนวยการกองคลัง, หัวหน้าสำนักปลัด, หัวหน้าหน่วยตรวจสอบภายใน."""
    is_directed = unit.startswith("กอง") or (
        unit.startswith("สำนัก") and not unit.startswith(("สำนักปลัด", "สำนักงานปลัด"))
    )
    return f"{'ผู้อำนวยการ' if is_directed else 'หัวหน้า'}{unit}"
