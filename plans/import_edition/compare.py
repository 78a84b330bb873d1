"""A printed text beside its proposal: paragraph for paragraph, with what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product, zip_longest
from typing import Literal

from plans.import_edition.wording import MARKS

LONGEST = 1_500  #: written signs compared one by one; longer changes are shown whole
LARGEST_BLOCK = 1_000  #: pairs of changed paragraphs that are tried against each other
LEAST_LIKENESS = 0.5  #: of paragraphs that stand beside each other
SHORT_ISLAND = 3  #: an equal stretch this short between two changes is read with them

#: A letter with its vowels and tones: a mark alone would be shown under a dotted circle.
_SIGN = re.compile("[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*|.", re.DOTALL)
_WORD = re.compile(r"\{[a-z_]+\}|\s+|[^\s{]+|\{")

Kind = Literal["same", "del", "ins"]


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Pair:
    """A paragraph as printed and as proposed; where nothing changed the two are the same."""

    printed: list[Piece]
    proposed: list[Piece]

    @property
    def differs(self) -> bool:
        """True where something went or came."""
        return any(piece.kind != "same" for piece in [*self.printed, *self.proposed])


def compare(printed: str, proposed: str) -> list[Pair]:
    """Both texts in pairs of paragraphs; empty lines are left out."""
    left = [line for line in printed.split("\n") if line.strip()]
    right = [line for line in proposed.split("\n") if line.strip()]
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            pairs += [Pair([Piece("same", text)], [Piece("same", text)]) for text in left[start:end]]
        else:
            aligned = _aligned(left[start:end], right[other_start:other_end])
            pairs += [_pair(old, new) for old, new in aligned]
    return pairs


def _aligned(olds: list[str], news: list[str]) -> list[tuple[str, str]]:
    """Changed paragraphs side by side, the most alike together; an empty text where one has no partner."""
    if len(olds) == len(news) == 1 or len(olds) * len(news) > LARGEST_BLOCK:
        return list(zip_longest(olds, news, fillvalue=""))
    gains = [[_likeness(old, new) for new in news] for old in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i, j in product(reversed(range(len(olds))), reversed(range(len(news)))):
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


def _likeness(old: str, new: str) -> float:
    """0 for paragraphs that have too little in common to stand beside each other."""
    ratio = SequenceMatcher(None, MARKS.sub("", old), MARKS.sub("", new), autojunk=False).quick_ratio()
    return ratio if ratio >= LEAST_LIKENESS else 0.0


def _pair(old: str, new: str) -> Pair:
    left: list[Piece] = []
    right: list[Piece] = []
    for same, gone, come in _changes(_WORD.findall(old), _WORD.findall(new)):
        if gone and come and len(gone) + len(come) < LONGEST and not come.startswith("{"):
            steps = _changes(_SIGN.findall(gone), _SIGN.findall(come), SHORT_ISLAND)
        else:
            steps = iter([("", gone, come)])
        _add(left, right, same, "", "")
        for step in steps:
            _add(left, right, *step)
    return Pair(left, right)


def _add(left: list[Piece], right: list[Piece], same: str, gone: str, come: str) -> None:
    for pieces, kept in ((left, same), (right, same)):
        if kept:
            pieces.append(Piece("same", kept))
    if gone:
        left.append(Piece("del", gone))
    if come:
        right.append(Piece("ins", come))


def _changes(old: Sequence[str], new: Sequence[str], island: int = 0) -> Iterator[tuple[str, str, str]]:
    """Stretches in order: what stayed, then what went and came after it."""
    same = gone = come = ""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal" or (gone or come) and end - start < island and end < len(old):
            gone += "".join(old[start:end])
            come += "".join(new[other_start:other_end])
        else:
            if same or gone or come:
                yield same, gone, come
            same, gone, come = "".join(old[start:end]), "", ""
    yield same, gone, come
