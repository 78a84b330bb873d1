"""One clean form of typed and pasted text, so that equal words are equal bytes and papers print what was meant."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Old Thai fonts of Windows put shifted marks into the private use area; texts copied from such papers carry them.
_OLD_GLYPHS = dict(
    enumerate(
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        start=0xF700,
    )
)
_SYMBOL_BULLETS = dict.fromkeys(
    (0xF076, 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8), "•"
)  # bullets of Word's symbol fonts
_OTHER_BULLETS = dict.fromkeys(map(ord, "●▪◦‣⁃"), "•")  # Sarabun has one
_GLYPHS: dict[int, str] = {**_OLD_GLYPHS, **_SYMBOL_BULLETS, **_OTHER_BULLETS}

_LINE_END = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BLANK_LINES = re.compile(r"\n{4,}")
_SPACES = re.compile(r" {2,}")
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")

# The library sorts the marks of one letter one by one, so that a letter under 100,000 of them would take hours.
# No letter of any language has as many as thirty (the limit is that of Unicode's stream-safe texts).
_MOST_MARKS = 30
_LONG_RUN = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1},}}")

# Marks are typed in any order and look the same: vowels above and below come first, then tones, ำ last.
_MARKS = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]{2,}")
_MARK_RANK = {**dict.fromkeys("\u0e48\u0e49\u0e4a\u0e4b\u0e4c", 1), "\u0e33": 2}
_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")

# The letters that Sarabun has; others would be set in whatever typeface a machine has, or as a box.
_UNPRINTABLE = re.compile(
    "[^\\n -~\xa0-\u017e\u018f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u01e6\u01e7\u01fa-\u01ff\u0218-\u021b\u0237"
    "\u0251\u0259\u02bb\u02bc\u02be\u02bf\u02c6-\u02cc\u02d8-\u02dd\u0300-\u0304\u0306-\u030c\u031b\u0323\u0324\u0326-\u0328"
    "\u032e\u0331\u0394\u03a9\u03bc\u03c0\u0e01-\u0e3a\u0e3f-\u0e5b\u1e0c-\u1e0f\u1e20\u1e21\u1e24\u1e25\u1e2a\u1e2b"
    "\u1e36-\u1e3b\u1e42-\u1e49\u1e5a-\u1e63\u1e6c-\u1e6f\u1e80-\u1e85\u1e8e\u1e8f\u1e92\u1e93\u1e97\u1e9e\u1ea0-\u1ef9\u2007"
    "\u2010\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u2070\u2074-\u2079"
    "\u207d-\u2089\u208d\u208e\u20a1\u20a4\u20a6\u20a7\u20ab\u20ac\u20b1\u20b2\u20b5\u20b9\u20ba\u20bd\u210a\u2113\u2117\u2120"
    "\u2122\u212e\u2153\u2154\u215b-\u215e\u2190-\u2193\u2202\u2206\u220f\u2211\u2212\u2215\u2219-\u221a\u221e\u222b\u2248"
    "\u2260\u2264\u2265\u25a0\u25b2\u25b3\u25b6\u25b7\u25bc\u25bd\u25c0\u25c1\u25c6\u25ca\ufb01\ufb02]"
)


LONGEST_WORD = 200  #: letters without a space; the longest web addresses people paste are shorter
_ENDLESS_WORD = re.compile(rf"[!-~]{{{LONGEST_WORD + 1}}}")


def normalise(text: str) -> str:
    """The text as it is kept: NFC, one form of ำ and แ, line feeds only, no invisible or control characters.

    Tabs and typographic spaces become plain spaces, spaces at line ends go, more than two blank lines become two,
    blank lines at both ends go, and marks heaped upon one letter by the dozen. Paragraphs, numbering and spaces
    inside a line stay. Doing it twice changes nothing.
    """
    text = _SPACE.sub(" ", _LINE_END.sub("\n", text.translate(_GLYPHS)))
    text = "".join(character for character in text if character == "\n" or not _is_invisible(character))
    text = unicodedata.normalize("NFC", _without_heaps(_VARIATION_SELECTORS.sub("", text)))
    text = _order_marks(_SPLIT_SARA_AM.sub("\\1\u0e33", _order_marks(text))).replace("เเ", "แ")
    text = _without_heaps(unicodedata.normalize("NFC", text))
    text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n\n", text).strip("\n")


def normalise_line(text: str) -> str:
    """As `normalise` for a field of one line: line ends become spaces, runs of spaces become one."""
    return _SPACES.sub(" ", normalise(text).replace("\n", " ")).strip(" ")


def refuse_emoji(text: str) -> None:
    """Raise ValidationError when the text has letters or symbols that an official paper cannot print."""
    symbols = dict.fromkeys(_UNPRINTABLE.findall(text))
    if symbols:
        raise ValidationError(
            _("พบตัวอักษรหรือสัญลักษณ์ที่พิมพ์ในเอกสารราชการไม่ได้ ({symbols}) กรุณาลบออกหรือใช้ข้อความแทน").format(
                symbols=" ".join(list(symbols)[:5])
            ),
            code="emoji",
        )


def refuse_endless_words(text: str) -> None:
    """Raise ValidationError for a run of Latin letters and digits that no line of paper can hold.

    Thai is broken between its words; such a run is not, and setting it takes the paper engine minutes.
    """
    found = _ENDLESS_WORD.search(text)
    if found:
        raise ValidationError(
            _("พบคำยาวติดกันเกิน {limit} ตัวอักษร ({start}...) กรุณาเว้นวรรคหรือลบออก").format(
                limit=LONGEST_WORD, start=found[0][:20]
            ),
            code="endless",
        )


def _is_invisible(character: str) -> bool:
    """Controls, zero-width and bidirectional marks, soft hyphen, byte order mark, lone surrogates, non-characters."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"} or ord(character) & 0xFFFE == 0xFFFE


def _without_heaps(text: str) -> str:
    """The text with no more marks upon a letter or sign than any language gives it."""
    return _LONG_RUN.sub(_lightened, text)


def _lightened(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _order_marks(text: str) -> str:
    return _MARKS.sub(lambda run: "".join(sorted(run[0], key=lambda mark: _MARK_RANK.get(mark, 0))), text)
