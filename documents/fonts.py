"""Prepares the typefaces of paper and screen from the package of Sarabun (SIL Open Font License).

The rules of correspondence say "TH Sarabun 16 pt", whose letters are small for their em: Sarabun at
16 pt would be half as large again. The paper faces are therefore rescaled, so that ``16pt`` in a
style sheet is the official size and page counts are the official ones. The screen faces keep their
size and lose every letter that a Thai or English page does not need.
"""

import hashlib
import importlib.resources
import io
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont

from documents import ligatures, mark_origins

PACKAGE = "fontpkg_sarabun"
PAPER_FAMILY = "Sarabun Official"
PAPER_FACES = {
    "SarabunOfficial-Regular.ttf": "Sarabun-Regular.ttf",
    "SarabunOfficial-Bold.ttf": "Sarabun-Bold.ttf",
    "SarabunOfficial-Italic.ttf": "Sarabun-Italic.ttf",
    "SarabunOfficial-BoldItalic.ttf": "Sarabun-BoldItalic.ttf",
}
SCREEN_FACES = {
    "Sarabun-Regular.woff2": "Sarabun-Regular.ttf",
    "Sarabun-SemiBold.woff2": "Sarabun-SemiBold.ttf",
}
LICENCE = "OFL.txt"
STAMP = "prepared.json"
#: Files of ours that make the faces what they are; ``setup/steps.sh`` looks at the same.
RECIPES = tuple(Path(module) for module in (__file__, ligatures.__file__, mark_origins.__file__))
READABLE = 0o644  #: for the account that runs the service, whoever prepared the faces

# Sarabun at 10.57 pt runs as wide as TH Sarabun New at 16 pt (measured over a whole plan).
EM_SCALE = 16 / 10.57
BOLD, BOLD_SPACE = 600, 0.165  # weight of the bold faces; width of their spaces, in em
# Vertical metrics of TH Sarabun New in parts of the em: one line is 1.331 em, 21.3 pt at 16 pt.
ASCENT, DESCENT, LINE_GAP = 0.844, 0.457, 0.030
HINTING_TABLES = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "LTSH", "VDMX", "DSIG")
USE_TYPO_METRICS = 1 << 7

SCREEN_LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x0E01, 0x0E3B),
    *range(0x0E3F, 0x0E5C),
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    0x200B, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2192,
    0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CC,
]  # fmt: skip


class Prepared(NamedTuple):
    """What is in the folder, and whether this run had to make it."""

    files: list[Path]
    made: bool


def prepare(directory: Path) -> Prepared:
    """Make the faces in ``directory``; do nothing when they stand there, made from the same input."""
    sources = {name: _source(name) for name in {*PAPER_FACES.values(), *SCREEN_FACES.values()}}
    files = [directory / name for name in (*PAPER_FACES, *SCREEN_FACES, LICENCE)]
    stamp = directory / STAMP
    fingerprint = _fingerprint(sources)
    if all(path.exists() for path in files) and _made_from(stamp) == fingerprint:
        return Prepared(files, made=False)
    directory.mkdir(parents=True, exist_ok=True)
    for target, source in PAPER_FACES.items():
        _write(directory / target, paper_face(sources[source]))
    for target, source in SCREEN_FACES.items():
        _write(directory / target, screen_face(sources[source]))
    _write(directory / LICENCE, _licence())
    _write(stamp, json.dumps({"input": fingerprint}).encode())
    return Prepared(files, made=True)


def paper_face(source: bytes) -> bytes:
    """Return the face with the size and line height of TH Sarabun and with the ligatures that copying needs."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    _drop_hinting(font)
    mark_origins.move(font)
    ligatures.add_ligatures(font, _saved(font))
    em = round(font["head"].unitsPerEm * EM_SCALE)
    font["head"].unitsPerEm = em
    _widen_spaces(font, em)
    ascent, descent, gap = round(ASCENT * em), round(DESCENT * em), round(LINE_GAP * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, gap
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, gap
    os2.usWinAscent, os2.usWinDescent = ascent, descent
    os2.fsSelection |= USE_TYPO_METRICS
    _rename(font, PAPER_FAMILY)
    return _saved(font)


def screen_face(source: bytes) -> bytes:
    """Return the face as WOFF2 with Thai, Latin and punctuation only."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["ccmp", "mark", "mkmk", "kern", "locl"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=SCREEN_LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    return _saved(font)


def _source(name: str) -> bytes:
    return (importlib.resources.files(PACKAGE) / "files" / name).read_bytes()


def _licence() -> bytes:
    return (importlib.resources.files(PACKAGE) / "LICENSE").read_bytes()


def _fingerprint(sources: dict[str, bytes]) -> str:
    """Hash of everything the faces are made of: the package's files, the tools, and this preparation itself."""
    digest = hashlib.sha256(f"{version('fonttools')} {version('uharfbuzz')}".encode())
    for recipe in RECIPES:
        digest.update(recipe.read_bytes())
    for name in sorted(sources):
        digest.update(name.encode() + hashlib.sha256(sources[name]).digest())
    return digest.hexdigest()


def _made_from(stamp: Path) -> str:
    try:
        return str(json.loads(stamp.read_text())["input"])
    except (OSError, ValueError, KeyError):
        return ""


def _write(path: Path, data: bytes) -> None:
    """Replace the file in one step: a server may be reading it, and another process preparing it, too."""
    handle, temporary = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, READABLE)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _drop_hinting(font: TTFont) -> None:
    """Instructions written for the old em would distort the letters at the new one."""
    for table in HINTING_TABLES:
        if table in font:
            del font[table]
    for glyph in font["glyf"].glyphs.values():
        glyph.expand(font["glyf"])
        glyph.removeHinting()


def _widen_spaces(font: TTFont, em: int) -> None:
    """In the bold face the vowel over a narrow letter reaches so far into the space behind it that poppler sees none."""
    if font["OS/2"].usWeightClass < BOLD:
        return
    for letter in (" ", "\N{NO-BREAK SPACE}"):
        name = font.getBestCmap()[ord(letter)]
        width, left = font["hmtx"].metrics[name]
        font["hmtx"].metrics[name] = (max(width, round(BOLD_SPACE * em)), left)


def _rename(font: TTFont, family: str) -> None:
    names = font["name"]
    style = names.getDebugName(2) or "Regular"
    strings = {1: family, 16: family, 4: f"{family} {style}", 3: f"{family}-{style}", 6: f"{family}-{style}"}
    for record in names.names:
        if text := strings.get(record.nameID):
            record.string = text.replace(" ", "") if record.nameID in (3, 6) else text


def _saved(font: TTFont) -> bytes:
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
