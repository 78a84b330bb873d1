"""Moves the origin of each vowel and tone mark back over the letter that carries it.

Marks of Thai fonts have no width and hang to the left of their origin, so on paper the origin of a
tone lies at the start of the next letter, or a hair beyond it. Readers of PDF files that sort letters
by place then read "ที่มา" as "ทีม่ า". With outline and anchors moved by the same distance nothing looks
different and every mark begins inside its own letter.
"""

from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont

MARK_GLYPH_CLASS = 3  # GDEF
# Thousandths of the em, measured on a whole plan: with less, tones still fall behind the next letter; with
# more, readers see a gap after each mark and put a space there.
SHIFT = 30
MARK_TO_BASE, MARK_TO_MARK, EXTENSION = 4, 6, 9


def move(font: TTFont) -> set[str]:
    """Move outlines and anchors of all marks without width; return the names of the marks."""
    shift = SHIFT * font["head"].unitsPerEm // 1000
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    metrics = font["hmtx"].metrics
    marks = {name for name, kind in classes.items() if kind == MARK_GLYPH_CLASS and metrics[name][0] == 0}
    for name in marks:
        _move_outline(font, name, shift, marks)
    for anchor in _anchors(font, marks):
        anchor.XCoordinate += shift
    return marks


def _move_outline(font: TTFont, name: str, shift: int, marks: set[str]) -> None:
    glyphs = font["glyf"]
    glyph = glyphs[name]
    glyph.expand(glyphs)
    if glyph.isComposite():
        for component in glyph.components:
            if component.glyphName not in marks:  # another mark has moved by itself
                component.x += shift
    elif glyph.numberOfContours > 0:
        glyph.coordinates.translate((shift, 0))
    glyph.recalcBounds(glyphs)
    left = getattr(glyph, "xMin", 0)
    font["hmtx"].metrics[name] = (0, left)


def _anchors(font: TTFont, marks: set[str]) -> Iterator[Any]:
    """Yield every anchor that lies on a mark, each once: tables share them."""
    seen = set()
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = table.ExtSubTable if table.LookupType == EXTENSION else table
            for name, anchor in _table_anchors(table):
                if name in marks and anchor is not None and id(anchor) not in seen:
                    seen.add(id(anchor))
                    yield anchor


def _table_anchors(table: Any) -> Iterator[tuple[str, Any]]:
    if table.LookupType == MARK_TO_BASE:
        for name, record in zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True):
            yield name, record.MarkAnchor
    elif table.LookupType == MARK_TO_MARK:
        for name, record in zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True):
            yield name, record.MarkAnchor
        for name, record in zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True):
            for anchor in record.Mark2Anchor:
                yield name, anchor
