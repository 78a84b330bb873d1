"""Thai dictionary order (that of the Royal Institute), which neither Python nor either database offers.

The key is a plain string: it can be compared in Python and kept in a column, because both databases compare
it by code point (SQLite by bytes, PostgreSQL in the C.UTF-8 locale).
"""

import re

from thai.digits import to_arabic

_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_MARKS = re.compile("[\u0e3a\u0e47-\u0e4e]+")  # tones, ็ ์ and the rarer marks above and below
_MARKED = re.compile("[^\u0e3a\u0e47-\u0e4e][\u0e3a\u0e47-\u0e4e]*")
_LEVEL = "\x01"  # below every printable character, so a shorter word comes first


def sort_key(text: str) -> str:
    """A key that sorts words as a Thai dictionary does.

    First the letters (a leading vowel counts after its consonant), then the tone marks, ็ and ์ position by
    position, then the text itself, so that different texts never tie. Thai and Arabic digits count alike.
    """
    folded = to_arabic(text).casefold()
    letters = _LEADING_VOWEL.sub(r"\2\1", _MARKS.sub("", folded))
    marks = "".join(cluster[0][1:] or " " for cluster in _MARKED.finditer(folded))
    return _LEVEL.join((letters, marks, text))
