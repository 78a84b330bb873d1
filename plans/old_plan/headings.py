"""Find the plan's headings in a document that words and numbers them in its own way.

Of all ways to find headings in their order: the likest, then the latest lines, because a heading stands in the
contents first and in the text last. What is found is certain only where name and form agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from plans.models import Layout, OutlineSection
from plans.old_plan.blocks import Block, Paragraph
from plans.old_plan.names import OTHER_NAMES
from thai.digits import to_arabic

LONGEST = 160  #: characters of a line that may be a heading
LEAST_LIKENESS = 0.75
CERTAIN = 0.95
MOST_LINES = 3_000  #: short lines that are compared letter by letter; the master plan has 250
MOST_CANDIDATES = 30  #: lines that are tried for one heading

PART_WORD = r"(?:ส่วนที่|บทที่|ตอนที่|หมวดที่|ข้อ)"
NUMBER = re.compile(rf"[\s#*\-|]*{PART_WORD}?\s*(\d{{1,2}}(?:\.\d{{1,2}})*)\s*[.):\-–]*\s*")
PART_ALONE = re.compile(rf"\s*{PART_WORD}\s*(\d{{1,2}})\s*[.):]*\s*$")
CONTENTS_ENTRY = re.compile(r"(?:\t|\.{2,}|…|·{2,}|_{2,})\s*\d{0,3}\s*$|\s{2,}\d{1,3}\s*$")
CONTENTS = re.compile(r"^\W*สารบัญ\w*\W*$")
IGNORED = re.compile(r"[\s*#|“”\"'()\[\]]+")


@dataclass(frozen=True)
class Found:
    """A heading of the outline at a block of the document; ``score`` is 1 for its very name."""

    index: int
    outline: OutlineSection
    score: float
    printed: str
    is_in_order: bool = True

    @property
    def is_certain(self) -> bool:
        """True where nobody need ask which heading it is."""
        return self.is_in_order and self.score >= CERTAIN


@dataclass(frozen=True)
class _Line:
    index: int
    words: str
    number: str
    printed: str
    may_vary: bool  #: it has a number or the style of a heading, and need not have the very name


def find_headings(blocks: Sequence[Block], outline: Sequence[OutlineSection]) -> list[Found]:
    """The headings of that layout of which the document has more, in the order of the document."""
    lines = list(_lines(blocks))
    both = [_find(lines, _of_layout(outline, layout)) for layout in (Layout.SIX, Layout.MASTER)]
    return max(both, key=lambda found: sum(each.score for each in found))


def is_contents_title(block: Block) -> bool:
    """True for the title of a table of contents."""
    return isinstance(block, Paragraph) and bool(CONTENTS.match(block.text))


def is_number_alone(block: Block) -> bool:
    """True for "บทที่ ๓" on a line of its own."""
    return isinstance(block, Paragraph) and bool(PART_ALONE.match(to_arabic(block.text)))


def _of_layout(outline: Sequence[OutlineSection], layout: str) -> list[OutlineSection]:
    """Headings of one layout in order; the foreword stands before either."""
    foreword = [each for each in outline if each.heading == "คำนำ"]
    return foreword + [each for each in outline if each.layout == layout and each not in foreword]


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """Lines that may be headings; a number alone on its line belongs to the next."""
    number_above, tried = "", 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not block.text.strip():
            continue
        text = to_arabic(block.text)
        if alone := PART_ALONE.match(text):
            number_above = alone[1]
            continue
        if not block.is_contents and len(text) <= LONGEST and not CONTENTS_ENTRY.search(text):
            numbered = NUMBER.match(text)
            number = numbered[1] if numbered else number_above
            words = IGNORED.sub("", text[numbered.end() :] if numbered else text).rstrip(":.")
            if words:
                tried += 1
                may_vary = bool(number or block.level is not None) and tried <= MOST_LINES
                yield _Line(index, words, number, block.text.strip(), may_vary)
        number_above = ""


def _find(lines: Sequence[_Line], outline: Sequence[OutlineSection]) -> list[Found]:
    candidates = [
        (rank, line, score)
        for rank, section in enumerate(outline)
        for line, score in _candidates(lines, section)
    ]
    chain = _best_chain(candidates)
    found = [Found(line.index, outline[rank], score, line.printed) for rank, line, score in chain]
    found += _out_of_order(found, candidates, outline)
    return sorted(found, key=lambda each: each.index)


Candidate = tuple[int, _Line, float]


def _best_chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    best: list[
        tuple[float, int, int]
    ] = []  # likeness and lateness of the best way that ends here, and its last but one
    for place, (rank, line, score) in enumerate(candidates):
        way = max(
            (
                (best[other][0], best[other][1], other)
                for other in range(place)
                if candidates[other][0] < rank and candidates[other][1].index < line.index
            ),
            default=(0.0, 0, -1),
        )
        best.append((round(way[0] + score, 4), way[1] + line.index, way[2]))
    chain: list[Candidate] = []
    current = max(range(len(best)), key=lambda place: best[place][:2], default=-1)
    while current >= 0:
        chain.append(candidates[current])
        current = best[current][2]
    return chain[::-1]


def _out_of_order(
    found: Sequence[Found], candidates: Sequence[Candidate], outline: Sequence[OutlineSection]
) -> list[Found]:
    """Headings that the document has elsewhere: by their very names alone, and never certain."""
    if not found:
        return []
    first, used = found[0].index, {each.index for each in found}
    codes = {each.outline.code for each in found}
    others: dict[str, Found] = {}
    for rank, line, score in candidates:
        section = outline[rank]
        if line.index > first and line.index not in used and section.code not in codes and score >= CERTAIN:
            others[section.code] = Found(line.index, section, score, line.printed, is_in_order=False)
    by_line = {each.index: each for each in others.values()}
    return list(by_line.values())


def _candidates(lines: Sequence[_Line], section: OutlineSection) -> list[tuple[_Line, float]]:
    names = [
        name for each in (section.heading, *OTHER_NAMES.get(section.code, ())) if (name := _squeezed(each))
    ]
    short = _squeezed(re.sub(r"\(.*?\)", "", section.heading))
    number = to_arabic(section.number)
    scored = ((line, _score(line, [*names, short], number)) for line in lines)
    return [(line, score) for line, score in scored if score > 0][-MOST_CANDIDATES:]


def _score(line: _Line, names: Sequence[str], number: str) -> float:
    """How like a line is to a heading: 1 for its name, 0 where it is another text."""
    if not line.may_vary:
        return 1.0 if line.words in names else 0.0  # a sentence may resemble a heading and be none
    likeness = max(_likeness(line.words, name) for name in names)
    if line.number and line.number == number:
        likeness += 0.05
    elif line.number:
        likeness -= 0.04
    return likeness if likeness >= LEAST_LIKENESS else 0.0


def _likeness(words: str, name: str) -> float:
    if words == name:
        return 1.0
    if words.startswith(name) and len(name) >= 6:
        return 0.97 if len(words) - len(name) <= 60 else 0.8
    if abs(len(words) - len(name)) > max(len(words), len(name)) * 0.5:
        return 0.0
    letters = set(name)
    if len(letters & set(words)) < len(letters) * LEAST_LIKENESS:
        return 0.0  # cheaper than comparing, and the same answer but for the strangest texts
    matcher = SequenceMatcher(None, words, name, autojunk=False)
    ratio = matcher.ratio() if matcher.quick_ratio() >= LEAST_LIKENESS else 0.0
    return min(ratio, 0.94)


def _squeezed(text: str) -> str:
    return IGNORED.sub("", to_arabic(text)).rstrip(":.")
