"""No line ends inside a Thai word: the guard of a change in the engine's own function."""

import ctypes
import os
import random
import subprocess
import sys
from functools import cache
from types import ModuleType

import pytest

from documents import line_cutter, render

WORDS = [
    "การ",
    "บุคลากร",
    "ประโยชน์",
    "อำนาจ",
    "หน้าที่",
    "กลุ่ม",
    "ประชาชน",
    "พัฒนา",
    "สมรรถนะ",
    "คณะกรรมการ",
    "ปฏิบัติ",
    "ราชการ",
    "ท้องถิ่น",
    "จังหวัด",
    "ประเมิน",
    "กำหนด",
    "เป้าหมาย",
    "ความรู้",
    "ทักษะ",
    "ที่",
    "เป็น",
    "ของ",
    "และ",
    "เพื่อ",
    "ให้",
    "ต้อง",
    "ได้",
    "ตาม",
    "ใน",
    "โดย",
    "ผู้บังคับบัญชา",
    "รายงาน",
    "งบประมาณ",
    "มาตรฐาน",
    "ตำแหน่ง",
    "สายงาน",
    "คุณธรรม",
    "จริยธรรม",
    "ยุทธศาสตร์",
    "เทคโนโลยี",
    "อบรม",
    "หลักสูตร",
    "องค์กร",
    "พนักงาน",
]
COLUMN = """<html lang="th"><style>
@font-face {{ font-family: S; src: url(asset:/fonts/SarabunOfficial-Regular.ttf) }}
@page {{ size: 45mm 270mm; margin: 5mm }} html {{ font: 16pt/21.3pt S }} p {{ margin: 0 }}
</style><body>{}"""


def paragraphs() -> list[str]:
    """Long runs of words without spaces, now and then a space: the engine's hardest diet."""
    chance = random.Random(2567)
    return [
        "".join(chance.choice(WORDS) + " " * (chance.random() < 0.04) for _ in range(60)).strip()
        for _ in range(40)
    ]


@cache
def breaker() -> tuple[ctypes.CDLL, int]:
    """libthai, which Pango asks as well, with its dictionary."""
    library = ctypes.CDLL("libthai.so.0")
    library.th_brk_new.restype = ctypes.c_void_p
    library.th_brk_wc_find_breaks.argtypes = [
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_size_t,
    ]
    return library, library.th_brk_new(None)


def word_ends(text: str) -> set[int]:
    """Where libthai ends words when it sees the whole text."""
    library, dictionary = breaker()
    letters = (ctypes.c_uint32 * (len(text) + 1))(*map(ord, text), 0)
    found = (ctypes.c_int * (len(text) + 1))()
    count = library.th_brk_wc_find_breaks(dictionary, letters, found, len(text))
    return {*found[:count], len(text)}


def wrong_ends(read: str) -> list[str]:
    """Line ends of the printed column that are no word ends, as ``before|after``."""
    lines, wrong = read.split("\n"), []
    for text in paragraphs():
        ends = {len(text[:end].replace(" ", "")) for end in word_ends(text)}
        solid, position = text.replace(" ", ""), 0
        while position < len(solid):
            position += len(lines.pop(0).strip("\f").replace(" ", ""))
            if position not in ends:
                wrong.append(f"{solid[position - 6 : position]}|{solid[position : position + 6]}")
    return wrong


def column() -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs())
    return render.render_pdf(COLUMN.format(body), title="คอลัมน์").pdf


def test_no_line_of_a_35_mm_column_ends_inside_a_word(pdftotext):
    assert wrong_ends(pdftotext(column(), "-raw")) == []


def test_the_engine_alone_would_break_words(pdftotext):
    """When this fails, the engine has learned it and the change can go."""
    code = (
        "import sys, django; django.setup(); from documents import line_cutter, quick; line_cutter.ENGINE_VERSION = 'none';"
        "quick.patch = lambda: False;"
        "from tests.documents.test_line_cutter import column; sys.stdout.buffer.write(column())"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "ERROR"}
    pdf = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    ).stdout
    assert len(wrong_ends(pdftotext(pdf, "-raw"))) > 5


def test_the_change_is_made_in_the_pinned_version():
    render.warm()
    import weasyprint
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    assert weasyprint.__version__ == line_cutter.ENGINE_VERSION, "a new version: read its line cutter again"
    assert line_break._draft is line_cutter.draft
    assert inline.split_first_line is preferred.split_first_line is line_break.split_first_line


@pytest.mark.parametrize("version", [line_cutter.ENGINE_VERSION, "71.0"])
def test_a_source_that_reads_otherwise_is_left_alone(version):
    module = ModuleType("line_break")
    module.__dict__["split_first_line"] = column
    assert not line_cutter.patch(module, [], version)
    assert module.split_first_line is column


@pytest.mark.parametrize(
    ("text", "letters", "expected"), [("ก ข ค", 2, "ก ข "), ("กกก", 1, "กกก"), ("ก" * 500, 9, "ก" * 209)]
)
def test_draft_ends_after_a_space_or_far_past_the_line(text, letters, expected):
    assert line_cutter.draft(text, letters) == expected
