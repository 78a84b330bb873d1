"""The prepared faces: official size and line height, ligatures of sara am, nothing done twice."""

import io
import os
import shutil
from pathlib import Path

import pytest
import uharfbuzz
from django.core.exceptions import ValidationError
from fontTools.ttLib import TTFont

from documents import fonts
from thai.text import normalise, refuse_emoji


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    return fonts.prepare(tmp_path_factory.mktemp("fonts"))


def glyphs(face: bytes, text: str) -> list[str]:
    font = uharfbuzz.Font(uharfbuzz.Face(face))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return [font.glyph_to_string(info.codepoint) for info in buffer.glyph_infos]


def test_prepare_makes_every_face_and_the_licence(prepared):
    names = {path.name for path in prepared.files}
    assert prepared.made
    assert {
        "SarabunOfficial-Regular.ttf",
        "SarabunOfficial-BoldItalic.ttf",
        "Sarabun-Regular.woff2",
        "OFL.txt",
    } <= names
    assert all(path.stat().st_size > 1000 for path in prepared.files)


def test_prepare_twice_touches_nothing(prepared):
    directory = prepared.files[0].parent
    before = {path: path.stat().st_mtime_ns for path in directory.iterdir()}
    again = fonts.prepare(directory)
    assert not again.made
    assert {path: path.stat().st_mtime_ns for path in directory.iterdir()} == before


@pytest.mark.parametrize("damage", ["missing face", "stamp of another input", "broken stamp"])
def test_prepare_mends_a_damaged_folder(prepared, tmp_path, damage):
    shutil.copytree(prepared.files[0].parent, tmp_path, dirs_exist_ok=True)
    wanted = (tmp_path / "SarabunOfficial-Bold.ttf").read_bytes()
    if damage == "missing face":
        (tmp_path / "SarabunOfficial-Bold.ttf").unlink()
    else:
        (tmp_path / fonts.STAMP).write_text('{"input": "x"}' if damage.startswith("stamp") else "{")
    assert fonts.prepare(tmp_path).made
    assert (tmp_path / "SarabunOfficial-Bold.ttf").read_bytes() == wanted


def test_two_that_write_the_same_file_do_not_meet(tmp_path, monkeypatch):
    """Another process ends its own writing of the file between this one's writing and its replacing."""
    path, replace = tmp_path / "face.ttf", os.replace

    def late(old, new):
        monkeypatch.setattr(os, "replace", replace)
        fonts._write(path, b"theirs")
        replace(old, new)

    monkeypatch.setattr(os, "replace", late)
    fonts._write(path, b"ours")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("face.ttf", b"ours")]
    assert path.stat().st_mode & 0o777 == fonts.READABLE


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "face.ttf"
    fonts._write(path, b"before")
    with pytest.raises(TypeError):
        fonts._write(path, "no bytes")  # type: ignore[arg-type]
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"before"]


def test_the_installation_looks_at_every_file_that_the_faces_are_made_by():
    place = Path(fonts.__file__).resolve().parent.parent
    steps = (place / "setup" / "steps.sh").read_text("utf-8")
    (inputs,) = (
        line for line in steps.splitlines() if line.strip().startswith("inputs=") and "fonts.py" in line
    )
    named = inputs.partition('"')[2].strip('"').split()
    assert {str(path.resolve().relative_to(place)) for path in fonts.RECIPES} < set(named)
    assert all((place / name).is_file() for name in named)


def test_paper_face_has_the_line_height_of_th_sarabun(prepared):
    font = TTFont(prepared.files[0])
    em = font["head"].unitsPerEm
    line = (font["hhea"].ascent - font["hhea"].descent + font["hhea"].lineGap) / em
    assert 16 * line == pytest.approx(21.3, abs=0.05)
    assert font["name"].getDebugName(1) == "Sarabun Official"


def test_paper_face_is_smaller_than_sarabun_by_the_official_ratio(prepared):
    official, sarabun = TTFont(prepared.files[0]), TTFont(io.BytesIO(fonts._source("Sarabun-Regular.ttf")))
    width = {
        font: font["hmtx"][font.getBestCmap()[ord("ก")]][0] / font["head"].unitsPerEm
        for font in (official, sarabun)
    }
    assert width[official] * 16 == pytest.approx(width[sarabun] * 10.57, rel=0.001)


@pytest.mark.parametrize("face", range(4))
@pytest.mark.parametrize("syllable", ["กำ", "ก่ำ", "น้ำ", "ปำ", "ป้ำ", "ฝ่ำ", "ฟ้ำ", "ญำ", "ฐ้ำ", "ปั้", "ฟื้", "ฝี่"])
def test_what_readers_would_part_is_one_glyph(prepared, face, syllable):
    names = glyphs(prepared.files[face].read_bytes(), syllable)
    assert names[-1].startswith("joined.")
    assert len(names) == 2


def test_ligature_is_as_wide_as_the_pieces_it_joins(prepared):
    official, sarabun = TTFont(prepared.files[0]), TTFont(io.BytesIO(fonts._source("Sarabun-Regular.ttf")))
    plain = glyphs(fonts._source("Sarabun-Regular.ttf"), "น้ำ")
    joined = glyphs(prepared.files[0].read_bytes(), "น้ำ")
    assert sum(official["hmtx"][name][0] for name in joined) == sum(
        sarabun["hmtx"][name][0] for name in plain
    )


def ink(face: bytes, text: str) -> tuple[int, int, int, int]:
    """The box around everything drawn for the text, in units of the outlines."""
    font = uharfbuzz.Font(uharfbuzz.Face(face))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    pen, boxes = 0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = font.get_glyph_extents(info.codepoint)
        if box and box.width:
            left, top = pen + position.x_offset + box.x_bearing, position.y_offset + box.y_bearing
            boxes.append((left, top + box.height, left + box.width, top))
        pen += position.x_advance
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@pytest.mark.parametrize(("face", "name"), [(0, "Regular"), (1, "Bold"), (2, "Italic"), (3, "BoldItalic")])
def test_marks_are_drawn_where_sarabun_draws_them(prepared, face, name):
    official, sarabun = prepared.files[face].read_bytes(), fonts._source(f"Sarabun-{name}.ttf")
    marks = ["ั", "ิ", "ี", "ึ", "ื", "ุ", "ู", "็", "์", "่", "ิ้", "ี่", "ื้", "ั๊", "ุ่", "ู้", "ึ๋", "ํ", "ิ์"]
    for consonant in "กฎฐฑญนบปฝฟฬสหอ":
        for mark in marks:
            assert ink(official, consonant + mark) == pytest.approx(ink(sarabun, consonant + mark), abs=2), (
                consonant + mark
            )
        for tone in ("", "่", "้", "๊", "๋"):
            drawn = ink(official, consonant + tone + "ำ"), ink(sarabun, consonant + tone + "ำ")
            assert drawn[0] == pytest.approx(drawn[1], abs=30), (
                consonant + tone
            )  # one drawing serves all consonants


def test_origins_of_marks_lie_over_their_letters(prepared):
    """A reader that sorts letters by place must not meet the tone after the next letter."""
    for path in prepared.files[:4]:
        font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
        for word in ("ที่มา", "รู้แล้ว", "เปลี่ยน", "วิธีการ", "เกี่ยว", "ปฏิบัติ", "ส่วน", "ซึ่ง", "ปั้น", "ฟื้น"):
            buffer = uharfbuzz.Buffer()
            buffer.add_str(word)
            buffer.guess_segment_properties()
            uharfbuzz.shape(font, buffer)
            pen, cluster_start, origins = 0, 0, []
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                if position.x_advance:
                    cluster_start = pen
                origins.append(
                    (pen + position.x_offset, cluster_start, pen, position.x_advance, info.cluster)
                )
                pen += position.x_advance
            assert all(
                start < origin <= after for origin, start, after, advance, _ in origins if not advance
            ), word


def test_screen_faces_are_small_and_speak_thai_and_english(prepared):
    for path in prepared.files:
        if path.suffix == ".woff2":
            assert path.stat().st_size < 30_000
            letters = TTFont(path).getBestCmap()
            assert {ord(letter) for letter in "กฮฯ๐๙ำ้Az09 –“”…"} <= letters.keys()


def test_a_text_may_have_the_letters_that_every_paper_face_has_and_no_others(prepared):
    faces = {path.name: path for path in prepared.files}
    drawn = set.intersection(
        *({chr(code) for code in TTFont(faces[name]).getBestCmap()} for name in fonts.PAPER_FACES)
    )
    wrong = []
    for letter in map(chr, range(0x20, 0x20000)):
        kept = normalise(f"ก{letter}ก")[1:-1]
        if not kept or kept != letter:
            continue  # not as it was typed: a mark that nobody sees, or another form of a letter
        try:
            refuse_emoji(kept)
        except ValidationError:
            wrong += [letter] if letter in drawn and letter != "\uf8ff" else []
        else:
            wrong += [] if letter in drawn else [letter]
    assert wrong == []
