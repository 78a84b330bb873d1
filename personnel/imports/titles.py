"""Takes a cell with a post's name apart: title, line, level, and the remarks that people write into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from personnel.imports.catalog import Catalog, Line
from personnel.imports.normalise import (
    HIRED,
    clean,
    expand,
    is_head_title,
    is_vacant,
    kind_of,
    levels_of,
    split_level,
)

HELPER = "ผู้ช่วย"
_BRACKETS = re.compile(r"\(([^()]*)\)")
_TRANSFERRED = re.compile(r"ถ\.?|ถ่ายโอน")
_LEVELS_OF_HEADS = {"ต้น", "กลาง", "สูง"}
_SOUNDS_LIKE_LINE = re.compile(
    r"นัก|เจ้าพนักงาน|เจ้าหน้าที่|นายช่าง|วิศวกร|สถาปนิก|นิติกร|พยาบาล|แพทย์|เภสัชกร|ทันต|บรรณารักษ์|ครู"
)


@dataclass(frozen=True)
class Title:
    """What a cell says. ``levels`` of more than one is a range; ``unknown_line`` sounds like a line but is none."""

    text: str
    line: Line | None = None
    levels: tuple[str, ...] = ()
    kind: str = ""
    is_vacant: bool = False
    is_transferred: bool = False
    unknown_line: str = ""
    is_helper: bool = field(default=False)


@dataclass(frozen=True)
class Office:
    """What the title of certain posts alone says: their line, their type, their level."""

    line: str = ""
    position_type: str = ""
    level: str = ""


#: Posts whose line or type does not depend on anything else (domain note "positions"; requirement A-6).
_OFFICES: tuple[tuple[re.Pattern[str], Office], ...] = (
    (re.compile(r"(รอง)?ปลัด(เทศบาล|องค์การบริหารส่วน|เมืองพัทยา)"), Office("1101", "executive")),
    (re.compile(r"ผู้อำนวยการ(โรงเรียน|สถานศึกษา|วิทยาลัย)"), Office("5500", "school_head", "school_head.2")),
    (re.compile(r"รองผู้อำนวยการ(โรงเรียน|สถานศึกษา|วิทยาลัย)"), Office("5500", "school_head", "school_head.1")),
    (re.compile(r"ครูผู้ช่วย$"), Office("6500", "teacher", "teacher.1")),
    (re.compile(r"หัวหน้าสำนักปลัด|ผู้อำนวยการ(สำนัก|กอง|ส่วน)|หัวหน้าฝ่าย"), Office("", "directing")),
)


def office_of(title: str) -> Office:
    """What the title alone decides; nothing for most."""
    words = title.replace(" ", "")
    return next((office for pattern, office in _OFFICES if pattern.match(words)), Office())


def read_title(text: str, catalog: Catalog) -> Title:
    """Read the name of a post; what is not understood stays in its text."""
    rest, title = _brackets(expand(text), catalog)
    rest, levels = _level_at_end(rest, catalog, knows_line=title.line is not None)
    title = replace(title, levels=title.levels or levels)
    is_helper = rest.startswith(HELPER)
    helped = rest.removeprefix(HELPER) if is_helper else rest
    line = catalog.line_named(helped)
    if line is not None:
        name = f"{HELPER}{line.name}" if is_helper else line.name
        return replace(
            title,
            text=rest if line.type_code == "teacher" else name,  # teachers are called many things
            line=_own_line(line, title, is_helper),
            is_helper=is_helper,
        )
    unknown = helped if title.line is None and _SOUNDS_LIKE_LINE.match(helped) else ""
    return replace(title, text=rest, unknown_line=unknown, is_helper=is_helper)


def _own_line(line: Line, title: Title, is_helper: bool) -> Line | None:
    """The line in brackets counts before the one in the title; who helps a line is not in it."""
    return title.line or (None if is_helper else line)


def _brackets(text: str, catalog: Catalog) -> tuple[str, Title]:
    """The text without the brackets that were understood, and what they said."""
    title = Title(text)

    def read(found: re.Match[str]) -> str:
        nonlocal title
        said = _said(found[1], catalog, title)
        title = said or title
        return " " if said else found[0]

    rest = _BRACKETS.sub(read, text)
    return clean(re.sub(r"\s+", " ", rest)).strip(" -,"), title


def _said(content: str, catalog: Catalog, title: Title) -> Title | None:
    if _TRANSFERRED.fullmatch(content.strip()):
        return replace(title, is_transferred=True)
    if is_vacant(content):
        return replace(title, is_vacant=True)
    if levels := levels_of(content):
        return replace(title, levels=title.levels or levels)
    name, levels, _apart = split_level(expand(content))
    line = catalog.line_named(expand(content)) or catalog.line_named(name)
    if line is not None:
        return replace(title, line=line, levels=title.levels or levels)
    kind = kind_of(content)
    return replace(title, kind=kind) if kind and kind != HIRED else None


def _level_at_end(text: str, catalog: Catalog, *, knows_line: bool) -> tuple[str, tuple[str, ...]]:
    """Split a level off only where what remains is a post: a line, the helper of one, or a head."""
    if catalog.line_named(text):
        return text, ()
    rest, levels, apart = split_level(text)
    if not levels:
        return text, ()
    if catalog.line_named(rest) or catalog.line_named(rest.removeprefix(HELPER)):
        return rest, levels
    is_named = "ระดับ" in text or bool(set(levels) - _LEVELS_OF_HEADS and apart)
    if apart and (knows_line or is_named or is_head_title(rest) or re.match(r"(รอง)?ปลัด|รองผู้อำนวยการ", rest)):
        return rest, levels
    return text, ()
