"""Joins marks that PDF readers would lose or part, so that copied text is the text that was written.

A shaper splits sara am into nikhahit and aa. The PDF engine keeps one Unicode string per glyph, gives
the whole ``ำ`` to neither half, and "กำหนด" is copied as "กาหนด". Over a tall letter the tone stands so
far to the left of the next letter that readers see a gap: "ฟื้นฟู" is copied as "ฟื้ นฟู". A font in which
each of these sequences is one ligature glyph has one glyph to hang all its letters on.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import uharfbuzz
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
TONES = ["", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b"]
SARA_AM = "\u0e33"
TALL_CONSONANTS = "ปฝฟ"
UPPER_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37"
UPPER_MARKS = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
BASE_GLYPH_CLASS = 1  # GDEF: the ligature stands where it is drawn, nothing is attached
ROUND_XY_TO_GRID = 0x4


class Piece(NamedTuple):
    """One glyph of the sequence and where the shaper puts it, counted from the end of the consonant."""

    glyph: str
    x: int
    y: int


class Drawing(NamedTuple):
    """The pieces of one sequence and how far the pen moves."""

    pieces: tuple[Piece, ...]
    advance: int


def add_ligatures(font: TTFont, source: bytes) -> int:
    """Add one ligature glyph per sequence of glyphs that ``source`` really shapes; return how many."""
    drawings = _drawings(source)
    rules = []
    for index, (sequence, drawing) in enumerate(
        sorted(drawings.items(), key=lambda item: (-len(item[0]), item[0]))
    ):
        name = f"joined.{index}"
        _add_glyph(font, name, drawing)
        rules.append(f"sub {' '.join(sequence)} by {name};")
    font.setGlyphOrder(font["glyf"].glyphOrder)
    if rules:
        _add_substitutions(font, rules)
    return len(rules)


def _drawings(source: bytes) -> dict[tuple[str, ...], Drawing]:
    """The commonest drawing of every glyph sequence: tall consonants have sequences of their own."""
    seen: dict[tuple[str, ...], Counter[Drawing]] = defaultdict(Counter)
    for drawing in _shaped(source):
        if len(drawing.pieces) > 1:
            seen[tuple(piece.glyph for piece in drawing.pieces)][drawing] += 1
    return {sequence: counts.most_common(1)[0][0] for sequence, counts in seen.items()}


def _shaped(source: bytes) -> Iterator[Drawing]:
    font = uharfbuzz.Font(uharfbuzz.Face(source))
    for syllable in _syllables():
        buffer = uharfbuzz.Buffer()
        buffer.add_str(syllable)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        after_consonant = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))[1:]
        pen, pieces = 0, []
        for info, position in after_consonant:
            pieces.append(
                Piece(font.glyph_to_string(info.codepoint), pen + position.x_offset, position.y_offset)
            )
            pen += position.x_advance
        yield Drawing(tuple(pieces), pen)


def _syllables() -> Iterator[str]:
    for consonant in CONSONANTS:
        yield from (consonant + tone + SARA_AM for tone in TONES)
    for consonant in TALL_CONSONANTS:
        yield from (consonant + vowel + mark for vowel in UPPER_VOWELS for mark in UPPER_MARKS)


def _add_glyph(font: TTFont, name: str, drawing: Drawing) -> None:
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for piece in drawing.pieces:
        component = GlyphComponent()
        component.glyphName, component.x, component.y = piece.glyph, piece.x, piece.y
        component.flags = ROUND_XY_TO_GRID
        glyph.components.append(component)
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (drawing.advance, glyph.xMin)
    classes = font["GDEF"].table.GlyphClassDef if "GDEF" in font else None
    if classes:
        classes.classDefs[name] = BASE_GLYPH_CLASS


def _add_substitutions(font: TTFont, rules: list[str]) -> None:
    """Compile the rules in a copy and hang the lookup behind the font's own, in each ``ccmp`` feature.

    Compiling into the font itself would replace its whole GSUB table.
    """
    stream = io.BytesIO()
    font.save(stream, reorderTables=None)
    copy = TTFont(io.BytesIO(stream.getvalue()))
    del copy["GSUB"]
    addOpenTypeFeaturesFromString(copy, "feature ccmp {\n" + "\n".join(rules) + "\n} ccmp;\n")
    table = font["GSUB"].table
    first = len(table.LookupList.Lookup)
    table.LookupList.Lookup += copy["GSUB"].table.LookupList.Lookup
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    added = range(first, table.LookupList.LookupCount)
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "ccmp"]
    if not features:
        raise ValueError("the font has no ccmp feature to extend")
    for feature in features:
        feature.LookupListIndex = sorted({*feature.LookupListIndex, *added})
        feature.LookupCount = len(feature.LookupListIndex)
