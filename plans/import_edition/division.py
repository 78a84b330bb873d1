"""Divides a master plan into cover, foreword, contents, title and its numbered sections, by the edition's headings.

Printed headings vary: they carry more words than the outline, another number, or none. The parts are runs of
lines that together are the whole document, so that nothing can fall between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from plans.models import OutlineSection
from thai.digits import to_arabic

COVER, FOREWORD, CONTENTS, TITLE, SECTION = "cover", "foreword", "contents", "title", "section"
MOST_EXTRA = 120  #: characters that a printed heading may have beyond the outline's
MOST_CANDIDATES = 30  #: lines that are tried for one heading
LEAST_LIKENESS = 0.88  #: of a heading with its right number to the outline's wording

_NUMBERED = re.compile(r"[\s#*\-|]*(?:ส่วนที่|บทที่|ข้อ)?\s*(\d{1,2}(?:\.\d{1,2})*)\s*[.):]*\s*")
_PAGE_NUMBER = re.compile(r"[\t .…·_]*\d{1,3}")
_CONTENTS_ENTRY = re.compile(r"[\t .…·_]\d{1,3}\s*$")
_FOREWORD = re.compile(r"^\W*คำนำ\W*$")
_CONTENTS = re.compile(r"^\W*สารบัญ\W*$")


@dataclass(frozen=True)
class Part:
    """A run of lines; ``first`` is the number of its first line, counted from 1.

    The part of a section begins with its heading's line; ``printed_number`` is the number found there.
    """

    kind: str
    first: int
    lines: tuple[str, ...]
    section: OutlineSection | None = None
    printed_number: str = ""

    @property
    def numbered_lines(self) -> list[tuple[int, str]]:
        """Each line with its number in the document."""
        return list(enumerate(self.lines, start=self.first))


@dataclass(frozen=True)
class Division:
    """A whole document in parts, and the headings of the outline that it does not have."""

    parts: tuple[Part, ...]
    missing: tuple[OutlineSection, ...]

    @property
    def sections(self) -> list[Part]:
        """The parts that are sections, in order."""
        return [part for part in self.parts if part.kind == SECTION]

    def of_kind(self, kind: str) -> Part | None:
        """The first part of a kind, where the document has one."""
        return next((part for part in self.parts if part.kind == kind), None)

    @property
    def lines(self) -> list[str]:
        """The document again."""
        return [line for part in self.parts for line in part.lines]


def divide(lines: Sequence[str], outline: Sequence[OutlineSection]) -> Division:
    """Divide a document by the headings of ``outline`` (the sections of the master layout, in order)."""
    places = _places(lines, outline)
    starts = [index for index, _number in places.values()]
    first = min(starts, default=len(lines))
    parts = _front_matter(lines, first)
    ends = [*starts, len(lines)][1:]
    for (section, (start, number)), end in zip(places.items(), ends, strict=True):
        parts.append(Part(SECTION, start + 1, tuple(lines[start:end]), section, number))
    return Division(tuple(parts), tuple(section for section in outline if section not in places))


def _places(lines: Sequence[str], outline: Sequence[OutlineSection]) -> dict[OutlineSection, tuple[int, str]]:
    """Index of each heading's line and the number printed there.

    Of all ways to find headings in the outline's order: the most headings, then the latest lines, because a
    heading stands in the contents first and in the text last.
    """
    candidates = [
        _Candidate(rank, index, number)
        for rank, section in enumerate(outline)
        for index, number in _lines_like(lines, section)
    ]
    best: dict[_Candidate, tuple[tuple[int, int], _Candidate | None]] = {}
    for each in candidates:  # by rank: what can stand before is decided already
        before = [other for other in best if other.rank < each.rank and other.line < each.line]
        last = max(before, key=lambda other: best[other][0], default=None)
        count, lateness = best[last][0] if last else (0, 0)
        best[each] = (count + 1, lateness + each.line), last
    chain: list[_Candidate] = []
    current = max(best, key=lambda each: best[each][0], default=None)
    while current is not None:
        chain.append(current)
        current = best[current][1]
    return {outline[each.rank]: (each.line, each.number) for each in reversed(chain)}


class _Candidate(NamedTuple):
    """A line that may be the heading of this rank in the outline."""

    rank: int
    line: int
    number: str


def _lines_like(lines: Sequence[str], section: OutlineSection) -> list[tuple[int, str]]:
    """The last lines of the document that may be the heading of ``section``, with their number."""
    numbers = ((index, _heading_number(line, section)) for index, line in enumerate(lines))
    return [(index, number) for index, number in numbers if number is not None][-MOST_CANDIDATES:]


def _heading_number(line: str, section: OutlineSection) -> str | None:
    """The number printed before the heading (empty without one), or None when the line is not this heading."""
    if len(line) > len(section.heading) + MOST_EXTRA or not line.strip():
        return None
    numbered = _NUMBERED.match(to_arabic(line))
    words = _squeezed(line[numbered.end() :] if numbered else line)
    heading = _squeezed(section.heading)
    short = _squeezed(re.sub(r"\(.*?\)", "", section.heading))
    if any(
        words.startswith(each) and _PAGE_NUMBER.fullmatch(words[len(each) :]) for each in (heading, short)
    ):
        return None  # a line of the contents
    if numbered is None:
        return "" if words in (heading, short) else None
    if words.startswith((heading, short)):
        return numbered[1]
    if numbered[1] != to_arabic(section.number) or re.search(r"[\t.…]\s*\d{1,3}$", to_arabic(line)):
        return None
    return numbered[1] if _is_like(words[: len(heading)], heading) else None


def _is_like(words: str, heading: str) -> bool:
    """True for a heading with a slip or two of its own."""
    matcher = SequenceMatcher(None, words, heading, autojunk=False)
    return matcher.quick_ratio() >= LEAST_LIKENESS and matcher.ratio() >= LEAST_LIKENESS


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*#|]+", "", to_arabic(text))


def _front_matter(lines: Sequence[str], end: int) -> list[Part]:
    """Cover, foreword, contents and title: what stands before the first section."""
    marks = {0: COVER}
    for index in range(end):
        if _FOREWORD.match(lines[index]):
            marks[index] = FOREWORD
        elif _CONTENTS.match(lines[index]):
            marks[index] = CONTENTS
    contents = max((index for index, kind in marks.items() if kind == CONTENTS), default=None)
    if contents is not None and (title := _after_contents(lines, contents + 1, end)) < end:
        marks[title] = TITLE
    starts = sorted(marks)
    runs = zip(starts, [*starts[1:], end], strict=True)
    return [Part(marks[start], start + 1, tuple(lines[start:stop])) for start, stop in runs if start < stop]


def _after_contents(lines: Sequence[str], start: int, end: int) -> int:
    """Index of the line after the last entry of the contents."""
    last = start - 1
    for index in range(start, end):
        line = to_arabic(lines[index]).strip()
        if _NUMBERED.match(line) or _CONTENTS_ENTRY.search(line) or "หน้า" in line:
            last = index
    return last + 1
