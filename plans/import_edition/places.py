"""Turns what belongs to one LAO and one cycle into placeholders; years that are history stay.

Words of the LAO's kind become placeholders only where the line names no other kind: where the plan speaks of
every kind of LAO or of every board, it means all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plans.import_edition.wording import Edit, Line, apart
from thai.digits import to_arabic
from thai.fiscal import Cycle
from thai.titles import KIND_TITLES, BoardKind, KindTitles, LaoKind

_YEAR = "[0-9๐-๙]{4}"
_PAIR = re.compile(rf"(?<![0-9๐-๙/])({_YEAR})(?:\s*[-–—]\s*|\s+ถึง\s+)({_YEAR})(?![0-9๐-๙])")
_FISCAL_YEAR = re.compile(rf"ปีงบประมาณ\s*(?:พ\.\s?ศ\.?)?\s*({_YEAR})(?![0-9๐-๙])")
_DEADLINE = re.compile(rf"(?:เดือน|(?:30|๓๐)\s+)กันยายน\s*(?:พ\.\s?ศ\.?)?\s*({_YEAR})(?![0-9๐-๙])")
_START = re.compile(rf"(?<![0-9๐-๙])[1๑]\s+ตุลาคม\s*(?:พ\.\s?ศ\.?)?\s*({_YEAR})(?![0-9๐-๙])")
_THAI_WORD = "[ก-ฮะ-ฺเ-๎]+"

#: Words by which a line shows that it speaks of a kind of LAO; municipalities of every grade share theirs.
KIND_WORDS = {
    BoardKind.PAO_BOARD: ("องค์การบริหารส่วนจังหวัด", "อบจ.", "ก.จ."),
    BoardKind.MUNICIPAL_BOARD: ("เทศบาล", "ก.ท."),
    BoardKind.SAO_BOARD: ("องค์การบริหารส่วนตำบล", "พนักงานส่วนตำบล", "อบต."),
    BoardKind.PATTAYA_BOARD: ("เมืองพัทยา",),
}


@dataclass(frozen=True)
class Identity:
    """The LAO and the cycle that a document was made for; a document of the central boards names no LAO."""

    cycle: Cycle
    kind: LaoKind | None = None
    name: str = ""
    district: str = ""
    province: str = ""

    @property
    def titles(self) -> KindTitles | None:
        """Titles of the LAO's kind."""
        return KIND_TITLES[self.kind] if self.kind else None

    def words(self) -> list[tuple[str, str]]:
        """Names of this one LAO and their placeholders, longest first."""
        titles = self.titles
        if titles is None:
            return []
        board = titles.board_kind.titles
        pairs = [
            (titles.head_of(self.name), "head"),
            (titles.full_name(self.name), "lao"),
            (titles.short_name(self.name), "lao_short"),
            (f"อำเภอ{self.district}" if self.district else "", "district"),
            (f"จังหวัด{self.province}" if self.province else "", "province"),
            (board.full_name(self.province) if self.province else "", "board_full"),
        ]
        return sorted(((word, name) for word, name in pairs if word), key=lambda pair: -len(pair[0]))

    def kind_words(self) -> list[tuple[str, str]]:
        """Titles of this kind of LAO and their placeholders, longest first."""
        titles = self.titles
        if titles is None:
            return []
        pairs = [
            (titles.office, "office"),
            (titles.head, "head"),
            (titles.chief_official, "clerk"),
            (titles.staff_term, "staff"),
            (titles.full_prefix, "lao_kind"),
            (titles.founding_law, "law"),
            (titles.board_kind.titles.abbreviation, "board"),
        ]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    def is_alone_in(self, text: str) -> bool:
        """True when ``text`` names no other kind of LAO than this one's."""
        titles = self.titles
        if titles is None:
            return False
        others = (words for kind, words in KIND_WORDS.items() if kind != titles.board_kind)
        return not any(word in text for words in others for word in words)

    def year_name(self, year: str) -> str:
        """Placeholder of a fiscal year of the cycle, empty for any other year."""
        first = self.cycle.first
        names = {
            first: "first",
            first + 1: "middle",
            first + 2: "last",
            first + 3: "next_first",
            first + 5: "next_last",
        }
        return names.get(int(to_arabic(year)), "")

    def calendar_name(self, year: str) -> str:
        """Placeholder of the calendar year in which this cycle, or the next, must be ready."""
        names = {self.cycle.first - 1: "before", self.cycle.last: "last"}
        return names.get(int(to_arabic(year)), "")


@dataclass(frozen=True)
class Replaced:
    """A place that a placeholder took."""

    line: int
    printed: str
    placeholder: str


def identify(front: Iterable[str], lines: Iterable[str], fallback: Cycle) -> Identity:
    """Whose document this is: the LAO from the front matter, the cycle from the pair of years named most."""
    cover = " ".join(front)
    kind, name = _organization(cover)
    if kind is None:
        return Identity(_cycle(lines) or fallback)
    found = {
        word: re.search(rf"{word}({_THAI_WORD})", cover.replace("ส่วนจังหวัด", ""))
        for word in ("อำเภอ", "จังหวัด")
    }
    district, province = (match[1] if match else "" for match in found.values())
    return Identity(_cycle(lines) or fallback, kind, name, district, province)


def _organization(text: str) -> tuple[LaoKind | None, str]:
    for titles in sorted(KIND_TITLES.values(), key=lambda titles: -len(titles.full_prefix)):
        if titles.kind is LaoKind.PATTAYA:
            continue
        if match := re.search(rf"(?<!ปลัด)(?<!นายก){titles.full_prefix}({_THAI_WORD})", text):
            return titles.kind, match[1]
    return (LaoKind.PATTAYA, "เมืองพัทยา") if "เมืองพัทยา" in text else (None, "")


def _cycle(lines: Iterable[str]) -> Cycle | None:
    """The cycle whose years stand together most often; a pair counts when it is three years long."""
    pairs: Counter[int] = Counter()
    for line in lines:
        for match in _PAIR.finditer(line):
            first, last = int(to_arabic(match[1])), int(to_arabic(match[2]))
            if last == first + 2 and 2500 < first < 2700:
                pairs[first] += 1
    return Cycle(pairs.most_common(1)[0][0]) if pairs else None


def replace(line: Line, identity: Identity) -> list[Replaced]:
    """Put placeholders into one line, and say where."""
    text = line.text
    spans = [*_year_spans(text, identity), *_word_spans(text, identity.words())]
    if identity.is_alone_in(text):
        spans += _word_spans(text, identity.kind_words())
    edits = apart((Edit(start, end, f"{{{name}}}"), name) for start, end, name in spans)
    line.edit(edit for edit, _name in edits)
    return [Replaced(line.number, text[edit.start : edit.end], edit.new) for edit, _name in edits]


def _word_spans(text: str, words: list[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for word, name in words:
        for match in re.finditer(re.escape(word), text):
            yield match.start(), match.end(), name


def _year_spans(text: str, identity: Identity) -> Iterator[tuple[int, int, str]]:
    """Places of the years that follow from the cycle."""
    pairs = [match.span() for match in _PAIR.finditer(text)]
    for match in _PAIR.finditer(text):
        names = identity.year_name(match[1]), identity.year_name(match[2])
        if names in (("first", "last"), ("next_first", "next_last")):
            yield from ((*match.span(number), name) for number, name in enumerate(names, start=1))
    singles = (
        (_FISCAL_YEAR, identity.year_name),
        (_DEADLINE, identity.calendar_name),
        (_START, identity.calendar_name),
    )
    for pattern, name_of in singles:
        for match in pattern.finditer(text):
            in_a_pair = any(start <= match.start(1) < end for start, end in pairs)
            if not in_a_pair and (name := name_of(match[1])):
                yield (*match.span(1), name)
