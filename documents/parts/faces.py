"""Embeds each of our typefaces once in a joined paper: the letters that any part used, and those of page numbers.

Parts name a face by the same word and its glyphs by the numbers of the whole face, so one embedded face serves all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import uharfbuzz
from pikepdf import Array, Dictionary, Name, String

from documents.parts.engine import Face

REGULAR = "asset:/fonts/SarabunOfficial-Regular.ttf"
#: A face for page numbers where no part has used it.
PLAIN = Face(REGULAR, "/NUMBER+Sarabun-Official", "Sarabun Official", 4, 844, -457, {}, {})
UNUSED_TABLES = ("BASE", "DSIG", "GPOS", "GSUB", "GDEF", "JSTF", "LTSH", "PCLT", "SVG ")
MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
)
MAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
MOST_IN_A_BLOCK = 100  # of a character map, by its specification


def together(used: Iterable[Mapping[str, Face]]) -> dict[str, Face]:
    """Each face with everything that any part used of it; what the first part read in a glyph is what is copied."""
    faces: dict[str, Face] = {}
    for part in used:
        for name, face in part.items():
            known = faces.get(name)
            if known is None:
                faces[name] = replace(face, widths=dict(face.widths), letters=dict(face.letters))
                continue
            for glyph, width in face.widths.items():
                known.widths.setdefault(glyph, width)
            for glyph, letters in face.letters.items():
                known.letters.setdefault(glyph, letters)
    return faces


def embed(
    pdf: pikepdf.Pdf, faces: Mapping[str, Face], assets: Mapping[str, Path]
) -> dict[str, pikepdf.Object]:
    """Put the faces into the file; the font objects by name."""
    glyphs: dict[str, set[int]] = {}
    for face in faces.values():
        glyphs.setdefault(face.file, set()).update(face.letters)
    programs = {}
    for file in sorted(glyphs):
        data = _subset(assets[file], glyphs[file])
        programs[file] = pdf.make_indirect(pdf.make_stream(data, Length1=len(data)))
    return {name: _font(pdf, face, programs[face.file]) for name, face in sorted(faces.items())}


def _subset(path: Path, glyphs: set[int]) -> bytes:
    """The face with these glyphs at their own numbers, and without what only a shaper needs."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag.encode(), "big") for tag in UNUSED_TABLES
    )
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    return uharfbuzz.subset(uharfbuzz.Face(path.read_bytes()), wanted).blob.data


def _font(pdf: pikepdf.Pdf, face: Face, program: pikepdf.Object) -> pikepdf.Object:
    name = Name(face.name)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(face.family),
        Flags=face.flags,
        FontBBox=Array([0, face.descent, max(face.widths.values(), default=0), face.ascent]),
        ItalicAngle=0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.ascent,
        StemV=80,
        StemH=80,
        FontFile2=program,
    )
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        CIDToGIDMap=Name.Identity,
        W=_widths(face.widths),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(pdf.make_stream(_letters(face.letters))),
        )
    )


def _widths(widths: Mapping[int, float]) -> Array:
    """Widths by glyph, each run of neighbours behind the number of its first."""
    runs: list[tuple[int, list[float]]] = []
    for glyph in sorted(widths):
        if not runs or glyph != runs[-1][0] + len(runs[-1][1]):
            runs.append((glyph, []))
        runs[-1][1].append(widths[glyph])
    return Array([item for first, run in runs for item in (first, Array(run))])


def _letters(letters: Mapping[int, str]) -> bytes:
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n" for glyph, text in sorted(letters.items())]
    blocks = [lines[first : first + MOST_IN_A_BLOCK] for first in range(0, len(lines), MOST_IN_A_BLOCK)]
    written = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return (MAP_HEAD + written + MAP_FOOT).encode()
