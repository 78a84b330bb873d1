"""Rules of typefaces: whole inside the file, each letter there, as wide as it says, and readable as text."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.documents.standards.reading import SHOWING, File
from tests.documents.standards.rules import rule

INVISIBLE = 3
LONE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f ]+)>")
RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f ]+)>")
NOT_TEXT = {0x0, 0xFEFF, 0xFFFE}


class Face:
    """A typeface of the file and the codes that pages show with it."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.name = str(raw.get("/BaseFont", "?")).removeprefix("/")
        self.codes: set[int] = set()
        self.descendant = raw.get("/DescendantFonts", Array([Dictionary()]))[0]
        self.descriptor = self.descendant.get("/FontDescriptor", Dictionary())

    @cached_property
    def program(self) -> TTFont | None:
        """The embedded typeface; None for none that can be opened."""
        for key in ("/FontFile2", "/FontFile3"):
            if key in self.descriptor:
                try:
                    return TTFont(io.BytesIO(self.descriptor[key].read_bytes()), lazy=True)
                except Exception:
                    return None
        return None

    @cached_property
    def widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        said = list(self.descendant.get("/W", []))
        place = 0
        while place < len(said):
            first, second = int(said[place]), said[place + 1]
            if isinstance(second, Array):
                found.update((first + step, float(width)) for step, width in enumerate(second))
                place += 2
            else:
                found.update((code, float(said[place + 2])) for code in range(first, int(second) + 1))
                place += 3
        return found

    @cached_property
    def letters(self) -> dict[int, str]:
        """What the codes read as."""
        if not isinstance(self.raw.get("/ToUnicode"), Stream):
            return {}
        table = self.raw.ToUnicode.read_bytes().decode("ascii", "replace")
        found: dict[int, str] = {}
        for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            found.update((int(code, 16), _text(letters)) for code, letters in LONE.findall(block))
        for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, letters in RANGE.findall(block):
                text = _text(letters)
                for step in range(int(last, 16) - int(first, 16) + 1):
                    found[int(first, 16) + step] = text[:-1] + chr(ord(text[-1]) + step)
        return found

    def glyph(self, code: int) -> int:
        """The glyph that a code shows."""
        table = self.descendant.get("/CIDToGIDMap")
        if not isinstance(table, Stream):
            return code
        data = table.read_bytes()[2 * code : 2 * code + 2]
        return int.from_bytes(data, "big")


def _text(digits: str) -> str:
    return bytes.fromhex(digits.replace(" ", "")).decode("utf-16-be", "surrogatepass")


def faces(file: File) -> list[Face]:
    """The typefaces that pages show letters with."""
    known: dict[Any, Face] = {}
    codes: dict[Any, set[int]] = defaultdict(set)
    mode = 0
    for operator in file.operators:
        if operator.name == "Tr":
            mode = int(operator.operands[0])
        if operator.name not in SHOWING or mode == INVISIBLE or operator.font is None:
            continue
        face = known.setdefault(operator.font.objgen, Face(operator.font))
        shown = operator.operands[-1]
        for text in shown if isinstance(shown, Array) else [shown]:
            if isinstance(text, String):
                data = bytes(text)
                codes[face.raw.objgen].update(
                    int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)
                )
    for key, face in known.items():
        face.codes = codes[key]
    return list(known.values())


@rule("ISO 19005-3, 6.2.11.2 and 6.2.11.3; ISO 14289-1, 7.21.3; Matterhorn 31-001 to 31-008")
def composite(file: File) -> Iterator[str]:
    for face in faces(file):
        if str(face.raw.get("/Subtype")) != "/Type0" or str(face.raw.get("/Encoding")) != "/Identity-H":
            yield f"{face.name} is {face.raw.get('/Subtype')} with {face.raw.get('/Encoding')}"
        info = face.descendant.get("/CIDSystemInfo", Dictionary())
        if (str(info.get("/Registry")), str(info.get("/Ordering"))) != ("Adobe", "Identity"):
            yield f"{face.name} has letters of {info.get('/Registry')}-{info.get('/Ordering')}"
        mapped = face.descendant.get("/CIDToGIDMap")
        true_type = str(face.descendant.get("/Subtype")) == "/CIDFontType2"
        if true_type and mapped != Name.Identity and not isinstance(mapped, Stream):
            yield f"{face.name} does not say which glyphs its codes are"


@rule("ISO 19005-3, 6.2.11.4.1; ISO 14289-1, 7.21.4.1; Matterhorn 31-009")
def embedded(file: File) -> Iterator[str]:
    for face in faces(file):
        if face.program is None:
            yield f"{face.name} is not embedded, or cannot be opened"


@rule("ISO 19005-3, 6.2.11.4.1; ISO 14289-1, 7.21.4.1; Matterhorn 31-011")
def glyphs_there(file: File) -> Iterator[str]:
    for face in (each for each in faces(file) if each.program):
        number = face.program["maxp"].numGlyphs
        if absent := sorted(code for code in face.codes if face.glyph(code) >= number):
            yield f"{face.name} lacks the glyphs of {absent[:5]}"


@rule("ISO 19005-3, 6.2.11.8; ISO 14289-1, 7.21.8; Matterhorn 31-030")
def no_box(file: File) -> Iterator[str]:
    for face in faces(file):
        if any(face.glyph(code) == 0 for code in face.codes):
            yield f"{face.name} shows the box of letters that it lacks"


@rule("ISO 19005-3, 6.2.11.5; ISO 14289-1, 7.21.5; Matterhorn 31-017")
def widths(file: File) -> Iterator[str]:
    for face in (each for each in faces(file) if each.program and "hmtx" in each.program):
        em, order = face.program["head"].unitsPerEm, face.program.getGlyphOrder()
        usual = float(face.descendant.get("/DW", 1000))
        for code in sorted(face.codes):
            if (glyph := face.glyph(code)) >= len(order):
                continue
            drawn = face.program["hmtx"][order[glyph]][0] * 1000 / em
            if abs(drawn - face.widths.get(code, usual)) > 1:
                yield f"{face.name}: {code} is {drawn:.1f} wide, not {face.widths.get(code, usual)}"


@rule("ISO 19005-3, 6.2.11.7.2; ISO 14289-1, 7.21.7; Matterhorn 10-001, 31-027 and 31-028")
def readable(file: File) -> Iterator[str]:
    for face in faces(file):
        for code in sorted(face.codes):
            text = face.letters.get(code, "")
            if not text or NOT_TEXT & set(map(ord, text)):
                yield f"{face.name}: {code} reads as {text!r}"


@rule("ISO 19005-3, 6.2.11.7.3")
def no_private_letters(file: File) -> Iterator[str]:
    for face in faces(file):
        private = [
            code
            for code in face.codes
            if any(
                "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000"
                for letter in face.letters.get(code, "")
            )
        ]
        if private:
            yield f"{face.name}: {sorted(private)[:5]} read as letters of private use"
