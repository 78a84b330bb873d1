"""Thai and Arabic digits, because official papers print ๐-๙ while people type 0-9 (and the other way round)."""

import re

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)

# A web address to its end, else letters and digits held together by joining signs ("HR-4.0", "a_1@b.go.th").
# Each joining sign must stand between two letters or digits, so the full stop after a sentence stays outside.
_WORD = re.compile(
    r"(?:https?|ftp)://\S+|www\.\S+|[A-Za-z0-9]+(?:[-./_@:+&#=%?~]+[A-Za-z0-9]+)*", re.IGNORECASE
)
_LATIN = re.compile(r"[A-Za-z]")


def to_thai(text: object) -> str:
    """Every 0-9 as ๐-๙."""
    return str(text).translate(_TO_THAI)


def to_arabic(text: object) -> str:
    """Every ๐-๙ as 0-9."""
    return str(text).translate(_TO_ARABIC)


def to_thai_running(text: object) -> str:
    """Thai digits in running text; digits that belong to an English name, code, e-mail or web address stay.

    A run of digits belongs to the name when it touches a Latin letter or is joined to one by a sign without a
    space: "HR-4.0", "A4", "e-mail2@dla.go.th". After a space it is a number like any other: "ISO 9001" becomes
    "ISO ๙๐๐๑", as the papers themselves print "Thailand ๔.๐". Thai letters join nothing: "นร1013.4/42" is converted.
    """
    return _WORD.sub(lambda word: word[0] if _LATIN.search(word[0]) else to_thai(word[0]), str(text))
