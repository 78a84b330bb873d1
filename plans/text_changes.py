"""Two texts beside each other: paragraph for paragraph, with what was taken out and what was put in.

Longest texts first by paragraphs, then by phrases between spaces, then by words: each step looks only at what the step
before it found changed. ``Effort`` bounds the whole, so that no text, however odd, keeps a page waiting; what would
take longer is shown whole, as taken out and put in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from thai.words import words

MOST_STEPS = 3_000_000  #: comparisons of one page; about a second
LARGEST_BLOCK = 1_000  #: pairs of changed paragraphs that are tried against each other
LEAST_LIKENESS = 0.5  #: of paragraphs that stand beside each other
LONGEST_BY_SIGNS = 1_500  #: written signs compared one by one; longer changes are shown whole

_PHRASE = re.compile(r"\{[a-z_]+\}\s*|[^\s{]+\s*|\s+|\{")
_WORD_OR_SPACE = re.compile(r"\{[a-z_]+\}|\s+|[^\s{]+|\{")
#: A letter with its vowels and tones: a mark alone would be shown under a dotted circle.
_SIGN = re.compile("[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*|.", re.DOTALL)

Kind = Literal["same", "del", "ins"]
#: Stretches in order: what stayed, then what went and came after it.
Step = tuple[str, str, str]


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Pair:
    """A paragraph before and after; where nothing changed the two are the same."""

    before: list[Piece]
    after: list[Piece]

    @property
    def differs(self) -> bool:
        """True where something went or came."""
        return any(piece.kind != "same" for piece in [*self.before, *self.after])


@dataclass
class Effort:
    """What is left of the comparisons that a page may take."""

    left: int = MOST_STEPS

    def take(self, steps: int) -> bool:
        """True when so many are left; then they are taken."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


@dataclass(frozen=True)
class Fineness:
    """How small the pieces are in which changes are shown."""

    phrases: Callable[[str], list[str]]
    parts: Callable[[str], list[str]]
    longest: int = 0  #: written signs of a change that is looked at more closely; 0 for any
    island: int = 0  #: an equal stretch this short between two changes is read with them


BY_WORDS = Fineness(_PHRASE.findall, words)
#: For slips of the pen: "นาย" that should be "นายก".
BY_SIGNS = Fineness(_WORD_OR_SPACE.findall, _SIGN.findall, LONGEST_BY_SIGNS, island=3)


@dataclass
class TextComparison:
    """Compares texts of one page within one effort."""

    fineness: Fineness = BY_WORDS
    effort: Effort = field(default_factory=Effort)

    def paragraphs(self, before: str, after: str) -> list[Pair]:
        """Both texts in pairs of paragraphs; empty lines are left out."""
        left = [line for line in before.split("\n") if line.strip()]
        right = [line for line in after.split("\n") if line.strip()]
        pairs: list[Pair] = []
        for same, gone, come in self._stretches(left, right):
            pairs += [Pair([Piece("same", text)], [Piece("same", text)]) for text in same]
            pairs += [self.line(old, new) for old, new in self._aligned(gone, come)]
        return pairs

    def line(self, before: str, after: str) -> Pair:
        """Two paragraphs or two values of a field."""
        left: list[Piece] = []
        right: list[Piece] = []
        for same, gone, come in self._steps(self.fineness.phrases(before), self.fineness.phrases(after)):
            _add(left, right, same, "", "")
            for step in self._closer(gone, come):
                _add(left, right, *step)
        return Pair(left, right)

    def _closer(self, gone: str, come: str) -> Iterator[Step]:
        longest = self.fineness.longest
        if not gone or not come or come.startswith("{") or (longest and len(gone) + len(come) >= longest):
            yield "", gone, come
            return
        yield from self._steps(self.fineness.parts(gone), self.fineness.parts(come), self.fineness.island)

    def _steps(self, old: Sequence[str], new: Sequence[str], island: int = 0) -> Iterator[Step]:
        same = gone = come = ""
        for stayed, went, came in self._stretches(old, new):
            if (gone or come) and (not stayed or (len(stayed) < island and (went or came))):
                gone += "".join([*stayed, *went])
                come += "".join([*stayed, *came])
                continue
            if same or gone or come:
                yield same, gone, come
            same, gone, come = "".join(stayed), "".join(went), "".join(came)
        yield same, gone, come

    def _stretches(
        self, old: Sequence[str], new: Sequence[str]
    ) -> Iterator[tuple[list[str], list[str], list[str]]]:
        """Equal parts with what differs after each; equal beginnings and ends cost nothing."""
        start = _equal_beginning(old, new)
        end = _equal_beginning(old[start:][::-1], new[start:][::-1])
        a, b = list(old[start : len(old) - end]), list(new[start : len(new) - end])
        same: list[str] = list(old[:start])
        if a and b and self.effort.take(_cost(a, b)):
            matcher = SequenceMatcher(None, a, b, autojunk=False)
            for kind, left, left_end, right, right_end in matcher.get_opcodes():
                if kind == "equal":
                    same += a[left:left_end]
                else:
                    yield same, a[left:left_end], b[right:right_end]
                    same = []
        elif a or b:
            yield same, a, b
            same = []
        if end or same:
            yield [*same, *old[len(old) - end :]], [], []

    def _aligned(self, olds: list[str], news: list[str]) -> list[tuple[str, str]]:
        """Changed paragraphs side by side, the most alike together; an empty text where one has no partner."""
        if not olds or not news or len(olds) == len(news) == 1 or len(olds) * len(news) > LARGEST_BLOCK:
            return list(zip_longest(olds, news, fillvalue=""))
        left, right = [content_of_text(text) for text in olds], [content_of_text(text) for text in news]
        size = sum(map(len, left)) * len(news) + sum(map(len, right)) * len(olds)
        if not self.effort.take(size):
            return list(zip_longest(olds, news, fillvalue=""))
        gains = [[likeness(old, new) for new in right] for old in left]
        return _best(olds, news, gains)


def compare(before: str, after: str, fineness: Fineness = BY_WORDS) -> list[Pair]:
    """Two texts in pairs of paragraphs, with an effort of their own."""
    return TextComparison(fineness).paragraphs(before, after)


def likeness(old: Counter[str], new: Counter[str]) -> float:
    """Share of what two paragraphs have in common; 0 where they should not stand beside each other."""
    total = old.total() + new.total()
    ratio = 2 * (old & new).total() / total if total else 0.0
    return ratio if ratio >= LEAST_LIKENESS else 0.0


def content_of_text(text: str) -> Counter[str]:
    """Letters of a paragraph with those that follow them: enough to know it again; marks of tables left out."""
    letters = re.sub(r"[\s|]+", "", text)
    return Counter(letters[place : place + 2] for place in range(len(letters)))


def _best(olds: list[str], news: list[str], gains: list[list[float]]) -> list[tuple[str, str]]:
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in reversed(range(len(olds))):
        for j in reversed(range(len(news))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gains[i][j])
    rows: list[tuple[str, str]] = []
    i = j = 0
    while i < len(olds) or j < len(news):
        if i < len(olds) and j < len(news) and gains[i][j] and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            rows.append((olds[i], news[j]))
            i, j = i + 1, j + 1
        elif j == len(news) or (i < len(olds) and best[i][j] == best[i + 1][j]):
            rows.append((olds[i], ""))
            i += 1
        else:
            rows.append(("", news[j]))
            j += 1
    return rows


def _add(left: list[Piece], right: list[Piece], same: str, gone: str, come: str) -> None:
    for pieces, kept in ((left, same), (right, same)):
        if kept:
            pieces.append(Piece("same", kept))
    if gone:
        left.append(Piece("del", gone))
    if come:
        right.append(Piece("ins", come))


def _equal_beginning(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs of equal parts difflib looks at in its first round, and it takes several."""
    mine, theirs = Counter(old), Counter(new)
    pairs = sum(count * theirs[part] for part, count in mine.items())
    return len(old) + len(new) + 4 * pairs
