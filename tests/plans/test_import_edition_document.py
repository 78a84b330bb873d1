"""Documents of unknown origin: every encoding and Word file that offices have, and nothing that harms."""

import contextlib
import io
import random
import zipfile

import pytest

from plans.import_edition.document import DocumentRefused, read_lines
from plans.import_edition.proposal import propose
from plans.models import Edition
from tests.plans.miniature import SECTIONS, docx, miniature, paragraph

pytestmark = pytest.mark.any_database

TEXT = "แผนแม่บท ปี ๒๕๖๗\r\nบรรทัดสอง  สามคำ \n\nสุดท้าย"
LINES = ["แผนแม่บท ปี ๒๕๖๗", "บรรทัดสอง สามคำ", "", "สุดท้าย"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874", "tis-620"])
def test_thai_text_is_read_in_the_encodings_of_thai_offices(encoding):
    assert read_lines(TEXT.encode(encoding)) == LINES


def test_a_line_keeps_its_number():
    assert read_lines("\n\nก\rข\r\nค".encode())[2:] == ["ก", "ข", "ค"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ว่างเปล่า"),
        (b" \n ", "ว่างเปล่า"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0old word", r"\.doc"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x00\x01\x02" * 50, "อ่านข้อความ"),
        (b"English only, a letter about nothing", "อ่านข้อความ"),
        ("ก\0ข".encode(), "อ่านข้อความ"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        ("ก\n".encode() * 10_001, "10,000"),
        ("ก".encode() * 400_001, "400,000"),
        (b"PK\x03\x04 but no archive", r"\.docx"),
        (docx("").replace(b"word/document", b"word/dokument"), "ไม่ใช่เอกสาร Word"),
        (docx("")[:-40], r"\.docx"),
    ],
    ids=[
        "empty", "blank", "PDF", "old Word", "RTF", "binary", "no Thai", "zero byte", "huge", "endless", "long",
        "no archive", "other archive", "cut archive",
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_words(content, message):
    with pytest.raises(DocumentRefused, match=message):
        read_lines(content)


# Word -----------------------------------------------------------------------------------------


def test_a_word_document_gives_its_paragraphs():
    body = paragraph("หัวเรื่อง") + "<w:p/>" + paragraph("สารบัญ\t๑")
    assert [line for line in read_lines(docx(body)) if line] == ["หัวเรื่อง", "สารบัญ\t๑"]


def test_a_line_break_is_a_line_and_deleted_text_is_gone():
    body = (
        "<w:p><w:r><w:t>หนึ่ง</w:t><w:br/><w:t>สอง</w:t></w:r>"
        "<w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read_lines(docx(body))[:2] == ["หนึ่ง", "สอง"]


def test_a_tab_stop_is_no_tab():
    body = paragraph("ข้อความ", '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>')
    assert read_lines(docx(body))[0] == "ข้อความ"


def test_a_row_of_a_table_is_a_line():
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("๑) นายก", "เป็นประธาน"))
    assert read_lines(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))[0] == "| ๑) นายก | เป็นประธาน |"


def test_what_is_said_twice_for_old_programs_is_read_once():
    box = f"<w:txbxContent>{paragraph('ครั้งเดียว')}</w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = f"<w:p><mc:AlternateContent {space}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:p>"
    assert [line for line in read_lines(docx(body)) if line] == ["ครั้งเดียว"]


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="thaiLetters"/><w:lvlText w:val="(%3)"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
"""


def numbered(text, level):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')


def test_automatic_numbers_are_written_out():
    levels = [0, 1, 1, 2, 2, 3, 0, 1]
    body = "".join(numbered(f"ข้อ{index}", level) for index, level in enumerate(levels))
    lines = [line for line in read_lines(docx(body, NUMBERING)) if line]
    assert [line.split(" ")[0] for line in lines] == ["๑.", "๑.๑", "๑.๒", "(ก)", "(ข)", "-", "๒.", "๒.๑"]


def test_a_master_plan_in_word_is_the_same_plan(db):
    edition = Edition.objects.get(year=2567)
    body = "".join(paragraph(line) for line in miniature().split("\n"))
    from_word, from_text = (propose(content, edition) for content in (docx(body), miniature().encode()))
    for one, other in zip(from_word.texts, from_text.texts, strict=True):
        if one.section.code not in ("m14", "s0"):  # lines of a broken table, and of a signature
            assert one.proposed.split() == other.proposed.split()


def test_headings_numbered_by_word_are_found(db):
    number, _dot, name = SECTIONS[2][0].partition(". ")
    assert number == "๓"
    sections = [(name if heading == SECTIONS[2][0] else heading, body) for heading, body in SECTIONS]
    body = "".join(paragraph(line) for line in miniature(sections).split("\n"))
    assert len(propose(docx(body), Edition.objects.get(year=2567)).sections) == 19


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(41):
            part.write(b" " * 1024 * 1024)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(DocumentRefused, match="ใหญ่ผิดปกติ"):
        read_lines(out.getvalue())


def test_an_archive_of_many_parts_is_refused():
    with pytest.raises(DocumentRefused, match="ส่วนประกอบมาก"):
        read_lines(docx(paragraph("ก"), **{f"word/{number}": "" for number in range(2001)}))


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "ก">]><w:document>&a;</w:document>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        "<w:document>",
        "<a>" * 300 + "</a>" * 300,
    ],
    ids=["entity", "outside file", "not closed", "too deep"],
)
def test_xml_that_is_not_words_own_is_refused(xml):
    with pytest.raises(DocumentRefused, match=r"\.docx"):
        read_lines(docx("", **{"word/document.xml": xml}))


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_word_document_is_refused_whatever_is_damaged(method):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as package:
        package.writestr(
            "word/document.xml", zipfile.ZipFile(io.BytesIO(docx("ก" * 200))).read("word/document.xml")
        )
    chance = random.Random(1)
    for _attempt in range(150):
        damaged = bytearray(kept.getvalue())
        for _place in range(4):
            damaged[chance.randrange(2, len(damaged))] = chance.randrange(256)
        with contextlib.suppress(DocumentRefused):
            read_lines(bytes(damaged))


def test_millions_of_empty_elements_are_refused():
    with pytest.raises(DocumentRefused):
        read_lines(docx("<w:p/>" * 1_100_000))
