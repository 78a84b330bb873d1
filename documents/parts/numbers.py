"""Page numbers of a joined paper: what each page bears by the style of papers, drawn where that style has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import uharfbuzz

from documents.parts.cutting import Numbering
from documents.parts.engine import Face
from thai.digits import to_thai

SIZE = 16  #: points, of the number at the head of a page
#: The letters of the pages before the text, as the style counts them.
LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถท"


def labels(runs: Sequence[tuple[Numbering, int]]) -> list[str]:
    """The number that each page bears, empty for none; ``runs`` are the parts' ways of counting and their pages."""
    counted = dict.fromkeys(Numbering, 0)
    found = []
    for numbering, pages in runs:
        if numbering == Numbering.PROMULGATION:  # each announcement is counted for itself
            counted[numbering] = 0
        for _page in range(pages):
            counted[numbering] += 1
            found.append(_label(numbering, counted[numbering]))
    return found


def _label(numbering: Numbering, number: int) -> str:
    if numbering == Numbering.FRONT:
        return "".join(_letters(number))
    if numbering == Numbering.NONE or number == 1:
        return ""
    return f"- {to_thai(number)} -"


def _letters(number: int) -> Iterator[str]:
    if number > len(LETTERS):
        yield from _letters((number - 1) // len(LETTERS))
    yield LETTERS[(number - 1) % len(LETTERS)]


class Pen:
    """Writes numbers with one typeface, and notes in its ``Face`` which letters were needed."""

    def __init__(self, path: Path, name: str, face: Face) -> None:
        self.name, self.face = name, face
        self.font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
        self.em = self.font.face.upem
        extents = self.font.get_font_extents("ltr")
        self.rise = (extents.ascender + extents.descender) / 2 / self.em * SIZE
        self.known: dict[str, tuple[str, float]] = {}

    def draw(self, label: str, sheet: Sequence[float]) -> bytes:
        """The number in the middle of the margin at the head of a sheet."""
        width, height, top, right, _bottom, left = sheet
        glyphs, length = self._set(label)
        x = left + (width - left - right - length) / 2
        y = height - top / 2 - self.rise
        return f"BT 0 g {self.name} {SIZE} Tf 1 0 0 1 {x:.4f} {y:.4f} Tm <{glyphs}> Tj ET".encode()

    def _set(self, label: str) -> tuple[str, float]:
        if label not in self.known:
            buffer = uharfbuzz.Buffer()
            buffer.add_str(label)
            buffer.guess_segment_properties()
            uharfbuzz.shape(self.font, buffer)
            advance = 0
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                self.face.letters.setdefault(info.codepoint, label[info.cluster])
                self.face.widths.setdefault(info.codepoint, round(position.x_advance * 1000 / self.em))
                advance += position.x_advance
            glyphs = "".join(f"{info.codepoint:04x}" for info in buffer.glyph_infos)
            self.known[label] = glyphs, advance / self.em * SIZE
        return self.known[label]
