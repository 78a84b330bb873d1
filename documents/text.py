"""Structured plain text: the one form of every narrative in the system, on the screen and on paper.

Lines of text; an empty line ends a paragraph; a line that begins with a marker (``๑.`` ``๑.๑`` ``๑)``
``(๑)`` ``ก.`` ``(ก)`` ``-`` ``•``, Thai or Arabic digits) is an item, numbered as it was typed.
``**bold**``, ``__underline__`` and ``[[footnote]]`` are the only markup; ``{name}`` is a place to be filled in.
Everything else is text, and stays text: nothing that a user writes can become markup of ours.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from documents.footnotes import AtEnd, Footnotes, loose, taken_out

MAX_LEVEL = 4
DIGIT = "[0-9๐-๙]"
# A line such as "๑๓.๓๐ น." or "๑.๕ ล้านบาท" begins with a quantity, not with a number of an item.
UNITS = "น\\.|บาท|ล้าน|พัน|แสน|ร้อยละ|เปอร์เซ็นต์|%|ชั่วโมง|ตาราง|กิโลเมตร|กม\\.|ไร่|คน"
NUMBER = f"[1-9๑-๙]{DIGIT}{{0,2}}"
# More particular patterns first; how kinds nest is said by _Outline.
MARKERS = [
    ("1.1.1.1", rf"{NUMBER}(?:\.{NUMBER}){{3,5}}\.?(?=\s|[^\d๐-๙.])"),
    ("1.1.1", rf"{NUMBER}(?:\.{NUMBER}){{2}}\.?(?=\s|[^\d๐-๙.])"),
    ("1.1", rf"{NUMBER}\.{NUMBER}\.?(?=\s|[^\d๐-๙.])(?!\s*(?:{UNITS}))"),
    ("1.", rf"{NUMBER}\.(?![\d๐-๙.])"),
    ("1)", rf"{NUMBER}\)"),
    ("(1)", rf"\({NUMBER}\)"),
    ("ก.", r"[ก-ฮa-zA-Z]\.(?=\s)"),
    ("ก)", r"[ก-ฮa-zA-Z]\)(?=\s)"),
    ("(ก)", r"\([ก-ฮa-zA-Z]\)"),
    ("-", r"[-–](?![\d๐-๙–-])"),
    ("•", r"[•●▪]"),
]
#: Numbers with dots nest in this order whatever stands between them; the other kinds nest as the text uses them.
DOTTED = ("1.", "1.1", "1.1.1", "1.1.1.1")
MARKER = re.compile("|".join(f"(?P<k{index}>{pattern})" for index, (_kind, pattern) in enumerate(MARKERS)))
#: The signs of inline markup: where one may begin, where it may end, and its element.
OPENING = re.compile(r"\*\*(?![\s*])|__(?![\s_])")
CLOSING = {"**": re.compile(r"(?<![\s*])\*\*(?!\*)"), "__": re.compile(r"(?<![\s_])__(?!_)")}
LEAD = re.compile(r"\*\*(?![\s*])[^*\n]{1,120}(?<!\s)\*\*")
ELEMENTS = {"**": "strong", "__": "u"}
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
#: What no paper shows: controls, marks that change the direction of what follows or have no width, what is no letter.
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)


class UnknownPlaceholder(ValueError):
    """A text names a value that nobody gives."""


class Block(NamedTuple):
    """One paragraph or one item; ``text`` keeps the line breaks that were typed inside it."""

    kind: Literal["paragraph", "item"]
    text: str
    marker: str = ""
    level: int = 0


class Span(NamedTuple):
    """A stretch of one line with the same marks."""

    text: str
    bold: bool = False
    underline: bool = False


class _Outline:
    """Finds the level of an item from the kinds of marker that are open before it.

    Papers do not agree whether ``๑)`` stands under ``(๑)`` or over it, so a kind met for the first time opens
    a level below, and a kind that is open closes what was opened since. A dotted number closes all but the
    shorter dotted numbers over it.
    """

    def __init__(self) -> None:
        self.open: list[str] = []

    def level(self, kind: str) -> int:
        if kind in DOTTED:
            over = DOTTED[: DOTTED.index(kind)]
            self.open = [open_kind for open_kind in self.open if open_kind in over]
        elif kind in self.open:
            self.open = self.open[: self.open.index(kind)]
        self.open.append(kind)
        return min(len(self.open), MAX_LEVEL)


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and items of a structured plain text."""
    outline = _Outline()
    return [_block(lines, outline) for lines in _groups(text)]


def to_html(text: str, footnotes: Footnotes | None = None) -> SafeString:
    """Return the text as ``<p>`` elements, items with class ``item level-1`` to ``level-4``; all is escaped.

    ``footnotes`` counts them where several texts are one paper; without it they stand in a list at the end.
    """
    html, notes = noted_html(text)
    return mark_safe((footnotes or AtEnd()).put(html, notes))  # noqa: S308 - every piece is escaped below


def noted_html(text: str) -> tuple[str, list[str]]:
    """Return the paragraphs with a sign in the place of each footnote, and the footnotes; all is escaped."""
    paragraphs: list[str] = []
    notes: list[str] = []
    for block in blocks(text):
        plain, found = taken_out(block.text)
        paragraphs.append(_html(block._replace(text=plain)))
        notes += map(_inline, found)
    return "\n".join(paragraphs), notes


def footnotes_of(text: str) -> list[str]:
    """Return the footnotes of a text in order."""
    return [note for block in blocks(text) for note in taken_out(block.text)[1]]


def loose_marks(text: str) -> list[str]:
    """Return what looks like a footnote and will be printed as typed, each with the words around it."""
    return [found for block in blocks(text) for found in loose(block.text)]


def inline_html(text: str) -> SafeString:
    """Return one line of text with ``**bold**`` and ``__underline__``, for headings and table cells."""
    return mark_safe(_inline(CONTROL.sub("", text)))  # noqa: S308 - _inline escapes


def spans(text: str) -> Iterator[Span]:
    """Yield one line of text in stretches of the same marks, for writers that are not HTML."""
    yield from _spans(text, Span(""))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values into the placeholders; raise ``UnknownPlaceholder`` when one has no value.

    Values are put in as they are: a brace inside a value is never looked up again.
    """
    missing = sorted(placeholders(text) - values.keys())
    if missing:
        raise UnknownPlaceholder(
            _("ข้อความอ้างถึง %(names)s ซึ่งไม่มีค่ากำหนดไว้ โปรดแก้ชื่อหรือลบออก")
            % {"names": " ".join(f"{{{name}}}" for name in missing)}
        )
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def placeholders(text: str) -> set[str]:
    """Return the names of the places to be filled in."""
    return set(PLACEHOLDER.findall(text))


def _groups(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block: an empty line or a marker begins a new one."""
    group: list[str] = []
    for line in CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        line = line.strip()
        if group and (not line or MARKER.match(line)):
            yield group
            group = []
        if line:
            group.append(line)
    if group:
        yield group


def _block(lines: list[str], outline: _Outline) -> Block:
    text = "\n".join(lines)
    match = MARKER.match(text)
    if not match:
        if is_lead(text):
            outline.open = []
        return Block("paragraph", text)
    kind = MARKERS[int((match.lastgroup or "k0")[1:])][0]
    return Block("item", text[match.end() :].lstrip(), match[0], outline.level(kind))


def is_lead(text: str) -> bool:
    """Whether a paragraph is one bold line, which heads what follows: items under it are counted anew."""
    return LEAD.fullmatch(text) is not None


def _html(block: Block) -> str:
    text = _inline(block.text).replace("\n", "<br>")
    if block.kind == "paragraph":
        return f'<p class="lead">{text}</p>' if is_lead(block.text) else f"<p>{text}</p>"
    # The space stands inside the marker: apart from it, MuPDF would not copy it.
    return (
        f'<p class="item level-{block.level}"><span class="marker">{escape(block.marker)} </span>{text}</p>'
    )


def _inline(text: str) -> str:
    """Escape the text and turn marked stretches into elements, each closed inside the one around it."""
    pieces, end = [], 0
    for sign, first, last in _marked(text):
        element = ELEMENTS[sign]
        before = text[end : first - len(sign)]
        pieces += [escape(before), f"<{element}>", _inline(text[first:last]), f"</{element}>"]
        end = last + len(sign)
    pieces.append(escape(text[end:]))
    return "".join(pieces)


def _spans(text: str, around: Span) -> Iterator[Span]:
    end = 0
    for sign, first, last in _marked(text):
        if before := text[end : first - len(sign)]:
            yield around._replace(text=before)
        mark = around._replace(bold=True) if sign == "**" else around._replace(underline=True)
        yield from _spans(text[first:last], mark)
        end = last + len(sign)
    if text[end:]:
        yield around._replace(text=text[end:])


def _marked(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each marked stretch: its sign, where its content begins and where it ends.

    Ends are looked up in a list, not searched for from every beginning: that would take hours for a text full
    of signs that nothing closes.
    """
    ends = {sign: [found.start() for found in pattern.finditer(text)] for sign, pattern in CLOSING.items()}
    place = 0
    while opening := OPENING.search(text, place):
        sign, first = opening[0], opening.end()
        index = bisect_right(ends[sign], first)  # something stands between the signs
        if index == len(ends[sign]):
            place = opening.start() + 1
            continue
        last = ends[sign][index]
        yield sign, first, last
        place = last + len(sign)
