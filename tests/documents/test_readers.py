"""Copied text is the text that was written, whichever program it is copied from.

A paper of hard words is made in both ways, as it is announced and as a draft in parts, and read by four readers
that share no code. Only white space at the end of a line is theirs to choose: a space inside a word, a lost sara am
or a tone before its vowel is a difference.
"""

import io
import re
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

import plans
from documents.compose import compose
from documents.paper import Column, Lines, Paper, Part, Table, TextBlock
from documents.parts import workers
from documents.parts.make import render_in_parts
from documents.render import render_pdf
from tests.documents.papers import DRAFT, ISSUED
from tests.documents.twins import spoken

TEXTS = Path(plans.__file__).parent / "editions" / "2567" / "texts"
CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
TONES = ["", "่", "้", "๊", "๋"]
VOWELS = ["ั", "ิ", "ี", "ึ", "ื"]
#: What stands on every page beside the text: its number, that it is a draft, or its code.
FURNITURE = re.compile("- [๐-๙]+ -(?: ร่าง)?|ร่าง|ร่างเอกสาร .*|รหัสเอกสาร .*|ตรวจสอบที่ .*")
HARD = """กำหนด จำนวน น้ำ ก่ำ ย้ำ ต่ำ ทำนุบำรุง ชำนาญการ สำนักปลัด ดำเนินการ ผู้นำ คำสั่ง ประจำปี จำเป็น ร่ำรวย สม่ำเสมอ ช้ำชอก อำเภอ
ที่ปรึกษา ผู้ใต้บังคับบัญชา เกี่ยวข้อง เปลี่ยนแปลง ฟื้นฟู ฝึกฝน ปั้น ฟุ้ง ฝั่ง ปี่ ฝ้าย ป้ำ ฟ้า ป๋ำ ไฟฟ้า เป็น ใต้ ได้ ไม่ เมื่อ ซึ่ง สิ่ง กลุ่ม หมู่ ผู้อื่น รู้ ครู่
กตัญญู บุญ ญาณ ญุ ญู ฐานะ ฐุ ฐู รัฐ อิฐ ฎุ ฏุ กฎ ปรากฏ ฤๅษี ฤทธิ์ ฤดู ฦๅ พฤษภาคม สัมฤทธิ์ผล ศุกร์ จันทร์ พันธุ์ สิทธิ์ องค์ สงฆ์ ลักษณ์ ก๊าซ จ๋า โต๊ะ เก๋ง เซ็น เล็ก ๆ ต่าง ๆ ฯลฯ ฯ
๐๑๒๓๔๕๖๗๘๙ พ.ศ. ๒๕๖๗ - ๒๕๖๙ ครั้งที่ ๙/๒๕๖๖ เลขที่ ๑๒๓/๒๕๖๗ จำนวน ๑,๒๓๔,๕๖๗.๘๙ บาท ร้อยละ ๘๐.๕๐ เวลา ๑๓.๓๐ น. วันที่ ๑๗ มี.ค. ๒๕๖๗
ศรี มีสุข ที่รี มี ฝี่ นี้ ปื้น ปี มี ชี้ ฐี นี ฤุ ฦู รั่ว รี่ ศี่ ฟื้ มี
ระบบ e-Laas, ISO-9001 และ Microsoft 365 (office@fi.example) "ฟ้าใส" “น้ำใจ” ‘ดี’ ข้อ (๑) [ก] 50% A/B fi fl ffi AVATAR To Wi-Fi ก–ข ก…ข a_b <b> & ๑ + ๑ = ๒; จบ: ใช่? ไม่!"""


def stacks() -> str:
    """Every consonant with every tone and sara am, and the tall ones with all that stands over them."""
    with_am = [" ".join(letter + tone + "ำ" for letter in CONSONANTS) for tone in TONES]
    tall = [letter + vowel + mark for letter in "ปฝฟฬ" for vowel in VOWELS for mark in (*TONES, "์")]
    low = [letter + vowel + tone for letter in "ญฐฎฏกป" for vowel in "ุู" for tone in TONES]
    return "\n".join([*with_am, " ".join(tall), " ".join(low)])


def edition(name: str) -> TextBlock:
    text = (TEXTS / f"{name}.txt").read_text("utf-8")
    return TextBlock(re.sub(r"\{[a-z_]+\}", "องค์การบริหารส่วนตำบลสังคม", text))


def paper() -> Paper:
    bold = "\n".join(f"**{line}**" for line in HARD.splitlines() if "_" not in line)
    rows = [[f"{place}", f"กลุ่มที่ {place} ฟื้นฟูน้ำ", "๑,๐๐๐.๐๐"] for place in range(1, 20)]
    columns = [Column("ที่", 10, "center"), Column("ผู้รับผิดชอบ", 60), Column("งบประมาณ", 30, "right", keep=True)]
    return Paper(
        title="คำอ่านยาก",
        mark=DRAFT,
        body=[
            Lines(["**ปั้นน้ำเป็นตัว** กตัญญู", "ฤๅษีดัดตน ณ ที่ว่าการอำเภอ"]),
            TextBlock(HARD),
            TextBlock(bold),
            TextBlock(f"**น้ำ** **ฟ้า** __ขีดเส้นใต้ **น้ำปู่ญี่ปุ่น** ฐุ__\n(๑) {HARD}"),
            Part("จำนวนผู้ที่ฟื้นฟู", [Table(columns, rows), TextBlock(stacks())], "ส่วนที่ ๒"),
            Part("กำหนดเป้าหมาย", [edition("s0"), edition("s1.1"), edition("m04")], "ส่วนที่ ๓"),
        ],
    )


# The readers ---------------------------------------------------------------------------------------


def poppler(pdf: bytes) -> list[str]:
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return told.decode().split("\f")[:-1]


def pypdf_reader(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def mupdf(pdf: bytes) -> list[str]:
    with warnings.catch_warnings():  # how its binding is made is no matter of ours
        warnings.simplefilter("ignore", DeprecationWarning)
        import pymupdf
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [page.get_text() for page in document]


def pdfium(pdf: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "poppler": poppler,
    "mupdf": mupdf,
    "pdfium": pdfium,
    "pypdf": pypdf_reader,
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The paper in both ways of making it."""
    whole = compose(replace(paper(), mark=ISSUED))
    parts = compose(paper())
    try:
        return {
            "whole": render_pdf(whole, title="คำอ่านยาก", variant="pdf/a-3a").pdf,
            "parts": render_in_parts(parts, title="คำอ่านยาก").pdf,
        }
    finally:
        workers.end()


# What they read ------------------------------------------------------------------------------------


def spaced(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def differences(pages: list[str], source: str) -> list[str]:
    """What a reader says otherwise than the source, line for line, as ``said | written``."""
    found, place = [], 0
    for line in filter(None, (spaced(line) for page in pages for line in page.splitlines())):
        if FURNITURE.fullmatch(line):
            continue
        place += source.startswith(" ", place)
        if not source.startswith(line, place):
            found.append(f"{line} | {source[place : place + len(line)]}")
        place += len(line)
    if source[place:].strip():
        found.append(f" | {source[place:]}")
    return found


@pytest.mark.parametrize("way", ["whole", "parts"])
@pytest.mark.parametrize("reader", READERS)
def test_copied_text_is_the_text_that_was_written(made, way, reader):
    assert differences(READERS[reader](made[way]), spaced(spoken(paper()))) == []
