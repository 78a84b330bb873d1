"""Thai is written without spaces: where its words end, so that what changed can be shown by words.

The dictionary is libthai's, which the paper engine needs anyway; it knows TIS-620 only, so only runs of Thai letters
are handed to it. Where it is missing a letter with its vowels and tones stands for a word: coarser, never wrong.
"""

from __future__ import annotations

import ctypes
import re
from functools import cache
from typing import Any

LIBRARY = "libthai.so.0"
LONGEST_RUN = 2_000  #: letters that the dictionary is asked about at once; the longest sentences have 500

#: A placeholder, an amount or a clause number, a run of Thai letters, of other letters, of spaces, or one sign.
_TOKEN = re.compile(
    r"\{[a-z_]+\}|[0-9๐-๙]+(?:[.,/:][0-9๐-๙]+)*|[\u0e01-\u0e4e]+|[^\W\d_\u0e01-\u0e4e]+|\s+|.", re.DOTALL
)
_THAI = re.compile("[\u0e01-\u0e4e]")
_MARK = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"  #: never begins a word: ะ า ำ, what stands above and below, ๅ
_CLUSTER = re.compile(f"[\u0e40-\u0e44]?[^{_MARK}\u0e40-\u0e44][{_MARK}]*|.", re.DOTALL)
_BEGINS_WITH_MARK = re.compile(f"[{_MARK}]")


def words(text: str) -> list[str]:
    """The words, numbers, spaces and signs of a text in order; joined they are the text."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if _THAI.match(token):
            found += _thai_words(token)
        else:
            found.append(token)
    return found


def _thai_words(run: str) -> list[str]:
    pieces: list[str] = []
    for start in range(0, len(run), LONGEST_RUN):
        pieces += _cut(run[start : start + LONGEST_RUN])
    joined: list[str] = []
    for piece in pieces:
        if joined and _BEGINS_WITH_MARK.match(piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _cut(run: str) -> list[str]:
    breaker = _breaker()
    if breaker is None:
        return _CLUSTER.findall(run)
    library, dictionary = breaker
    places = (ctypes.c_int * len(run))()
    tis = bytes(ord(letter) - 0x0E00 + 0xA0 for letter in run)
    count = library.th_brk_find_breaks(dictionary, tis, places, len(run))
    cuts = [0, *places[:count], len(run)]
    return [run[start:end] for start, end in zip(cuts, cuts[1:], strict=False) if start < end]


@cache
def _breaker() -> tuple[Any, Any] | None:
    """The library with its dictionary, opened once; None where either is missing."""
    try:
        library = ctypes.CDLL(LIBRARY)
        library.th_brk_new.restype = ctypes.c_void_p
        library.th_brk_new.argtypes = [ctypes.c_char_p]
        library.th_brk_find_breaks.restype = ctypes.c_int
        library.th_brk_find_breaks.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.POINTER(ctypes.c_int),
            ctypes.c_size_t,
        ]
    except (OSError, AttributeError):
        return None
    dictionary = library.th_brk_new(None)
    return (library, ctypes.c_void_p(dictionary)) if dictionary else None
