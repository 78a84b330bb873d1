"""Sets each text once: glyphs, widths and line ends are found for the whole of it, and lines are taken from that.

The engine has Pango lay out a text anew for each line: a draft of the line, the line itself, and the line once more to
draw it, each with a context, a description of the typeface and a dictionary's look at words of its own. Here Pango lays out a text
once, and what it says of glyphs, widths and line ends is kept; a line is found by search in a list. Widths are sums of
Pango's own integers: each line is as wide as the engine has it, and ends where the engine ends it. Only after
a word that had to be cut do lines go on otherwise: the engine looks for words in what is left of the cut one.

Only plain texts are set so (``PLAIN``, ``setter_of``): letters that stand for themselves, left to right, in one typeface.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout

#: Thai, Latin, digits and the usual signs: none that joins others, changes direction, or is a hyphen now and then.
PLAIN = re.compile("[ -~\xa0§°±×ก-ฺ฿-๛‐-―‘-‟•…]*")
#: Whether lines end before they must, and whether a space at their end goes, by kind of white space.
WRAPS = {"normal": True, "pre-line": True, "nowrap": False, "pre": False}
COLLAPSES = frozenset(("normal", "pre-line", "nowrap"))
SHORT = 120  # letters of a text that may return, such as that of a table's cell
MOST_KEPT = 4000  # short texts of one style
WIDEST = 2**21  # the engine's own limit for what Pango can count
NO_SIZE = 1e-6
EMPTY, UNKNOWN = 0x0FFFFFFF, 0x10000000  # PANGO_GLYPH_EMPTY, PANGO_GLYPH_UNKNOWN_FLAG
LINE_BREAK = 1  # lowest bit of a PangoLogAttr
INT = 4
GLYPH_INTS = 5  # of a PangoGlyphInfo: glyph, width, two offsets, flags
DECORATION = frozenset(
    (
        "ascent",
        "underline_position",
        "underline_thickness",
        "strikethrough_position",
        "strikethrough_thickness",
    )
)


class Setting:
    """A text without line feeds in one line, as Pango has it.

    By glyph: its number, the byte of its letter, how it is written, and where it begins. By place to break: the letter and the
    byte that the next line begins with, and the glyph and the place at which a line ends there, without its space.
    """

    __slots__ = (
        "bytes", "clusters", "ends", "glyphs", "letters", "places", "setter", "size", "stops", "text", "tokens",
    )  # fmt: skip

    def __init__(self, setter: Setter, text: str) -> None:
        self.setter, self.text = setter, text
        self.glyphs: list[int] = []
        self.clusters: list[int] = []
        self.tokens: list[str] = []
        self.places: list[int] = [0]
        self.letters: list[int] = []
        self.bytes: list[int] = []
        self.stops: list[int] = []
        self.ends: list[int] = []

    def find_ends(self, may_break: list[bool | int]) -> None:
        """Note where a line may end, the end of the text included."""
        letters = [*(letter for letter in range(1, len(self.text)) if may_break[letter]), len(self.text)]
        before = size = 0
        for letter in letters:
            piece = self.text[before:letter]
            size += len(piece.encode())
            stop = bisect_left(self.clusters, size - len(piece) + len(piece.rstrip(" ")))
            hangs = piece.endswith("\xa0")  # it stays, but needs no room
            self.bytes.append(size)
            self.stops.append(stop)
            self.ends.append(self.places[stop - hangs])
            before = letter
        self.letters, self.size = letters, size

    def letter(self, byte: int) -> int:
        """The place of the letter that begins with a byte."""
        place = bisect_left(self.bytes, byte)
        if byte and self.bytes[place] == byte:
            return self.letters[place]
        return len(self.text.encode()[:byte].decode())


class Line:
    """A line of a text, where the engine keeps its ``Layout``."""

    __slots__ = ("first", "last", "max_width", "setting", "text")
    first_line_direction = 0
    justification_spacing = 0

    def __init__(self, setting: Setting, text: str, max_width: float | None, first: int, last: int) -> None:
        self.setting, self.text, self.max_width, self.first, self.last = setting, text, max_width, first, last

    def __getattr__(self, name: str) -> Any:
        if name in DECORATION:
            return self.setting.setter.decoration[name]
        raise AttributeError(name)

    def reactivate(self, style: Any) -> None:
        """Nothing was put away."""

    def deactivate(self) -> None:
        """There is nothing to put away."""


class Setter:
    """Sets the texts of one style in its first typeface."""

    def __init__(self, style: Any) -> None:
        self.layout, self.proof = Layout(style), Layout(style)
        self.proof.set_text("ก")  # it keeps the typeface
        line, _ = self.proof.get_first_line()
        self.font = line.runs.data.item.analysis.font
        self.key, _, self.font_size = get_pango_font_key(self.font)
        _, self.height = line_break.line_size(line, style)
        self.baseline = pango.pango_layout_get_baseline(self.proof.layout) * FROM_UNITS
        self.rectangles = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
        self.known: dict[str, Setting | None] = {}
        self.tokens: dict[tuple[int, ...], str] = {}
        self.widths: dict[int, int] = {}
        decorated = style.copy()
        decorated["text_decoration_line"] = {"underline"}
        under = Layout(decorated)
        self.decoration = {name: getattr(under, name) for name in DECORATION}
        # A style holds its configuration of typefaces, which holds its setters: without this they would wait for the collector.
        del self.layout.style, self.proof.style

    def set(self, text: str) -> Setting | None:
        """The text set, or None for a text that is left to the engine."""
        if text in self.known:
            return self.known[text]
        setting = self._set(text) if PLAIN.fullmatch(text) else None
        if len(text) <= SHORT:
            if len(self.known) >= MOST_KEPT:
                self.known.clear()
            self.known[text] = setting
        return setting

    def _set(self, text: str) -> Setting | None:
        pango.pango_layout_set_text(self.layout.layout, text.encode(), -1)
        setting, widths = Setting(self, text), list[int]()
        run = pango.pango_layout_get_line_readonly(self.layout.layout, 0).runs
        while run != ffi.NULL:
            if not self._add(setting, widths, run.data):
                return None
            run = run.next
        if setting.clusters != sorted(setting.clusters):
            return None
        setting.places.extend(accumulate(widths))
        attributes = pango.pango_layout_get_log_attrs_readonly(self.layout.layout, ffi.NULL)
        flags = memoryview(ffi.buffer(attributes, (len(text) + 1) * INT)).cast("I").tolist()
        setting.find_ends([flag & LINE_BREAK for flag in flags])
        return setting

    def _add(self, setting: Setting, widths: list[int], run: Any) -> bool:
        """Add a stretch of glyphs; tell whether it is in our typeface and plain."""
        if run.item.analysis.font != self.font or run.item.analysis.level & 1:
            return False
        number, offset = run.glyphs.num_glyphs, run.item.offset
        facts = memoryview(ffi.buffer(run.glyphs.glyphs, number * GLYPH_INTS * INT)).cast("i")
        begins = memoryview(ffi.buffer(run.glyphs.log_clusters, number * INT)).cast("i").tolist()
        columns = [facts[column::GLYPH_INTS].tolist() for column in range(4)]
        setting.glyphs += columns[0]
        widths += columns[1]
        setting.clusters += [offset + begin for begin in begins]
        known = self.tokens
        for key in zip(*columns, strict=True):
            token = known.get(key)
            if token is None:
                token = known[key] = self._token(*key)
            if not token:
                return False
            setting.tokens.append(token)
        return True

    def _token(self, glyph: int, width: int, x_offset: int, y_offset: int) -> str:
        """The glyph within a text string of a PDF, moves of the pen as the engine has them but those by nothing.

        Nothing for a letter that the typeface lacks: of that the engine complains.
        """
        size = self.font_size
        if glyph == EMPTY:
            return f">{-width / size}<"
        if glyph & UNKNOWN:
            return ""
        if glyph not in self.widths:
            pango.pango_font_get_glyph_extents(self.font, glyph, *self.rectangles)
            self.widths[glyph] = round(self.rectangles[1].width * 1000 * FROM_UNITS / size)
        offset, rise = x_offset / size, y_offset / 1000
        move = int(self.widths[glyph] + offset - width * 1000 * FROM_UNITS / size)
        before, after = f"{-offset}" if offset else "", f">{move}<" if move else ""
        if rise:
            lift = f"{-rise:f}".rstrip("0")
            return f">] TJ\n{lift} Ts\n[{before}<{glyph:04x}>] TJ\n0 Ts\n[<{after}"
        return f">{before}<{glyph:04x}{after}" if before else f"{glyph:04x}{after}"


def setter_of(style: Any) -> Setter | None:
    """The setter of a style, or None for one that asks for more than letters behind each other. Size and spaces may be set later."""
    try:
        setter, size = style.setter
    except AttributeError:
        setter, size = style.setter = _setter(style), style["font_size"]
    plain = size == style["font_size"] and style["letter_spacing"] == "normal" and not style["word_spacing"]
    return setter if plain else None


def _setter(style: Any) -> Setter | None:
    plain = (
        type(style) in (ComputedStyle, AnonymousStyle)
        and style["font_size"] >= NO_SIZE
        and style["direction"] == "ltr"
        and style["word_break"] == "normal"
        and style["hyphens"] != "auto"
    )
    if not plain:
        return None
    setters: dict[Any, Setter] = style.font_config.__dict__.setdefault("setters", {})
    key = line_break._font_style_cache_key(style, include_size=True), style["font_kerning"]
    if key not in setters:
        setters[key] = Setter(style)
    return setters[key]


class Taken(NamedTuple):
    """A line taken from a text, as the engine's ``split_first_line`` has it."""

    layout: Any
    length: int
    resume_at: int | None
    width: float
    height: float
    baseline: float


def take(
    setting: Setting, first: int, style: Any, max_width: float | None, *, may_cut: bool = False
) -> Taken | None:
    """The line that begins at a byte, or None for a line that is left to the engine.

    That is where a word is longer than the line and may be cut, and where only the space at the text's end has no room.
    """
    clusters, places, white_space = setting.clusters, setting.places, style["white_space"]
    begin = bisect_left(clusters, first)
    if white_space not in WRAPS or (begin < len(clusters) and clusters[begin] != first):
        return None
    stop, letter, resume_at, ended = len(clusters), len(setting.text), None, False
    if max_width is not None and WRAPS[white_space] and max_width < WIDEST:
        room, length = int(max(0, max_width) * TO_UNITS), places[-1] - places[begin]
        if length > room or length * FROM_UNITS > max_width:
            soonest = bisect_right(setting.bytes, first)
            end = bisect_right(setting.ends, places[begin] + room, soonest) - 1
            if end == len(setting.ends) - 1 or (end < soonest and may_cut):
                return None
            end, ended = max(end, soonest), True
            stop, letter = setting.stops[end], setting.letters[end]
            resume_at = setting.bytes[end] - first if end < len(setting.ends) - 1 else None
    text = setting.text[setting.letter(first) : letter]
    if ended:
        text = text.rstrip(" ")
    return Taken(
        Line(setting, text, max_width, begin, stop),
        len(text.encode()),
        resume_at,
        (places[stop] - places[begin]) * FROM_UNITS,
        setting.setter.height,
        setting.setter.baseline,
    )
