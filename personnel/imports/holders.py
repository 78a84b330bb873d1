"""Takes a cell with a name apart: who holds the post, who only acts in it, and what else is said beside the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from personnel.imports.normalise import (
    clean,
    clean_name,
    has_prefix,
    is_vacant,
    name_without_prefix,
    names_acting,
)

_ACTING = re.compile(
    r"(?:ผู้)?(?:รักษาราชการแทน|รักษาการ(?:แทน|ใน)?|ปฏิบัติหน้าที่แทน|ปฏิบัติราชการแทน|รก\.)(?:ใน)?(?:ตำแหน่ง)?"
)
_ALONE = re.compile(rf"([^()]+)\((?:{_ACTING.pattern})\)")
_PLACES = re.compile(rf"[()\[\],;:\n]|{_ACTING.pattern}")
_REMARK = re.compile(r"^(?P<name>[^()]*[^()\s])\s*\((?P<remark>[^()]*)\)\s*$")
_SECONDED = re.compile(r"[\s(\-]{0,4}(?:ไป|มา)?ช่วยราชการ.*$")


@dataclass(frozen=True)
class NameCell:
    """Who holds a post ("" for nobody), who acts in it ("" for nobody), and the words that were set aside."""

    name: str = ""
    acting: str = ""
    is_acting: bool = False
    remark: str = ""


def read_name(text: str) -> NameCell:
    """What a cell says; the name in its one form (`clean_name`)."""
    if names_acting(text):
        return NameCell(acting=_first_person(text), is_acting=True)
    if is_vacant(text) or not clean(text):
        return NameCell()
    line = clean(text)
    if seconded := _SECONDED.search(line):
        rest = line[: seconded.start()].strip(" (-")
        if has_prefix(rest):
            return NameCell(name=clean_name(rest), remark=seconded[0].strip(" (-)"))
    found = _REMARK.match(line)
    if found and has_prefix(found["name"]):
        return NameCell(name=clean_name(found["name"]), remark=found["remark"].strip())
    return NameCell(name=clean_name(line))


def _first_person(text: str) -> str:
    """The first name and surname behind a known prefix; "" where there is none, or more than one person."""
    if (alone := _ALONE.fullmatch(clean(text))) and not has_prefix(alone[1]) and " " in alone[1].strip():
        return clean_name(
            alone[1]
        )  # as our own lists write it; whether such a person is known is asked elsewhere
    people = [person for part in _PLACES.split(text) if (person := _person(part))]
    return people[0] if len(set(people)) == 1 else ""


def _person(part: str) -> str:
    """คำนำหน้าชื่อ สกุล at the beginning of a part; a title may follow."""
    line = clean(part)
    if not has_prefix(line):
        return ""
    name = clean_name(line)
    given, *rest = name_without_prefix(line).split()
    if not rest:
        return ""
    prefix = name.removesuffix(name_without_prefix(line)).strip()
    surname = " ".join(rest[:2]) if rest[0] == "ณ" else rest[0]
    return f"{prefix}{given} {surname}"
