"""The Word twin: the text of the PDF to the letter, in styles and tables that Word knows, and nothing else in the file."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import typing
import zipfile
from collections import Counter

import docx
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from PIL import Image

from documents import paper
from documents.compose import compose
from documents.page_numbers import numbers_in
from documents.paper import Column, Lines, Paper, Part, Signature, Signatures, Table, TextBlock
from documents.render import ASSETS, render_pdf
from documents.word import pictures, word
from documents.word.elements import PARAGRAPH_ORDER
from documents.word.styles import FONT, STYLES
from tests.documents import papers
from tests.documents.twins import between, html_text, part_of, pdf_text, squeezed, word_paragraphs

FOOT = "ร่างเอกสาร ยังไม่มีผลใช้บังคับ พิมพ์เมื่อวันที่ ๑ พฤษภาคม ๒๕๖๖"
HOSTILE = "<w:p/>&amp;<script>x</script>\x00\x0b\ud800\uffff]]> **หนา** __ขีด__ {{ x }} \x1b[0m"

#: One of each kind of piece; ``test_every_kind_of_piece_has_its_twin`` wants them all.
PIECES: dict[type, paper.Node] = {
    Lines: Lines(["**ที่** 1/2567", "เรื่อง ก"], align="left"),
    TextBlock: TextBlock(
        "ย่อหน้า **หนา** และ __ขีดเส้นใต้__\nบรรทัดต่อ\n\n1. ข้อหนึ่ง\n(1) ข้อย่อย\n13.1.2.4 ข้อยาว\n- ขีด"
    ),
    Table: papers.budget(3),
    Part: Part("หัวข้อ", [Part("ย่อย", [TextBlock("ก")], "1.1")], "1.", opening=False),
    paper.Announcement: papers.announcement(),
    paper.Letter: papers.letter(),
    paper.Memorandum: papers.MEMORANDUM,
    Signature: papers.HEAD,
    Signatures: Signatures([papers.HEAD, Signature("นายสอง ตัวอย่าง", ["กรรมการ"], label="ลงชื่อ")]),
}


def of(*body: paper.Node, **values: object) -> Paper:
    return Paper("เอกสาร", papers.DRAFT, body=body, **values)


@pytest.fixture(scope="module")
def book() -> bytes:
    return word(papers.book(papers.ISSUED))


# The same text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", typing.get_args(paper.Node), ids=lambda kind: kind.__name__)
def test_every_kind_of_piece_has_its_twin_with_the_same_text(kind):
    made = of(TextBlock("ก่อน"), PIECES[kind], TextBlock("หลัง"))
    assert "".join(word_paragraphs(word(made))) == html_text(made)


def test_word_html_and_pdf_of_a_book_say_the_same(pdftotext):
    made = papers.book()
    paragraphs = word_paragraphs(word(made))
    assert "".join(paragraphs) == html_text(made)
    pages = pdftotext(render_pdf(compose(made), title="x").pdf, "-raw").split("\f")[:-1]
    rest = between(paragraphs, pdf_text(pages, FOOT, "ร่าง"))
    assert set(rest) == {"ที่โครงการงบประมาณ(บาท)๒๕๖๗๒๕๖๘๒๕๖๙"}  # the header of a table, on each of its pages


def test_word_and_pdf_of_a_letter_say_the_same(pdftotext):
    made = of(papers.letter())
    said = "".join(word_paragraphs(word(made)))
    pages = pdftotext(render_pdf(compose(made), title="x").pdf, "-raw").split("\f")[:-1]
    assert Counter(said) == Counter(pdf_text(pages, FOOT, "ร่าง"))


def test_what_a_user_writes_stays_text():
    made = dataclasses.replace(
        of(TextBlock(HOSTILE), Table([Column(HOSTILE, 100)], [[HOSTILE]], caption=HOSTILE)),
        title=HOSTILE,
        author=HOSTILE,
        watermark=HOSTILE,
        cover=paper.Cover([HOSTILE], [HOSTILE]),
    )
    file = word(made)
    said = word_paragraphs(file)
    assert set(said) == {"<w:p/>&amp;<script>x</script>]]>หนาขีด{{x}}[0m"}
    assert docx.Document(io.BytesIO(file)).core_properties.title.startswith("<w:p/>&amp;")


def test_a_title_longer_than_a_file_s_properties_take_is_cut_there_and_nowhere_else():
    title = "คำสั่ง" + "ยาว" * 90
    made = dataclasses.replace(of(TextBlock("ก"), author=title), title=title)
    told = docx.Document(io.BytesIO(word(made))).core_properties
    assert told.title == told.author == title[:255]


# How it looks ------------------------------------------------------------------------------------


def test_thai_letters_are_of_the_official_face_and_size():
    styles = part_of(word(of(TextBlock("ก **ข**"))), "word/styles.xml")
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert {defaults.find(qn("w:rFonts")).get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")} == {FONT}
    assert defaults.find(qn("w:szCs")).get(qn("w:val")) == "32"
    assert defaults.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    for properties in styles.iter(qn("w:rPr")):
        assert (properties.find(qn("w:b")) is None) == (properties.find(qn("w:bCs")) is None)
        assert (properties.find(qn("w:sz")) is None) == (properties.find(qn("w:szCs")) is None)
    for run in part_of(word(papers.book())).iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            properties = run.find(qn("w:rPr"))
            assert properties.find(qn("w:cs")) is not None
            assert (properties.find(qn("w:b")) is None) == (properties.find(qn("w:bCs")) is None)


def test_every_style_that_is_used_is_described_and_opens_in_python_docx(book):
    known = {style.get(qn("w:styleId")) for style in part_of(book, "word/styles.xml").iter(qn("w:style"))}
    used = {
        one.get(qn("w:val"))
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml")
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for one in part_of(book, name).iter(qn(tag))
    }
    assert used <= known
    assert {style.based_on for style in STYLES} <= known
    opened = docx.Document(io.BytesIO(book))
    headings = [made.text.replace("\n", " ") for made in opened.paragraphs if made.style.name == "Heading 1"]
    assert headings == ["ส่วนที่ ๑ หลักการและเหตุผล", "ส่วนที่ ๕ งบประมาณ", "ภาคผนวก ก คำสั่ง"]


def test_elements_stand_in_the_order_that_word_demands(book):
    order = [qn(name) for name in PARAGRAPH_ORDER]
    for properties in part_of(book).iter(qn("w:pPr")):
        places = [order.index(child.tag) for child in properties]
        assert places == sorted(set(places))


def test_sheets_have_the_margins_of_the_rules_and_wide_tables_their_own(book):
    sections = docx.Document(io.BytesIO(book)).sections
    assert [section.orientation for section in sections] == [0, 0, 0, 0, 1, 0]
    margins = sections[3]
    sides = [margins.left_margin, margins.right_margin, margins.top_margin, margins.bottom_margin]
    assert [round(side.cm, 1) for side in sides] == [3, 2, 2.5, 2]
    assert [round(sections[4].page_width.cm), round(sections[4].page_height.cm)] == [30, 21]
    numbers = [one for one in part_of(book).iter(qn("w:pgNumType"))]
    formats = [one.get(qn("w:fmt")) for one in numbers]
    assert formats == ["thaiNumbers", "thaiLetters", "thaiNumbers", "thaiNumbers", "thaiNumbers"]
    assert [one.get(qn("w:start")) for one in numbers] == ["1", "1", "1", None, None]


def test_two_wide_tables_leave_no_empty_sheet_between_or_behind():
    wide = papers.budget(2, landscape=True)
    sections = docx.Document(io.BytesIO(word(of(TextBlock("ก"), wide, wide)))).sections
    assert [section.orientation for section in sections] == [0, 1]
    assert len(docx.Document(io.BytesIO(word(of(wide)))).sections) == 1


def test_header_rows_repeat_rows_stay_whole_and_the_total_is_never_alone(book):
    (table,) = part_of(book).iter(qn("w:tbl"))
    rows = table.findall(qn("w:tr"))
    headers = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert headers == rows[:2]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    bound = [
        all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
        for row in rows
    ]
    assert [number for number, kept in enumerate(bound) if kept] == [0, 1, 2, len(rows) - 2]
    spans = [[cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row] for row in headers]
    assert any(span is not None for span in spans[0])
    widths = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
    for row in rows:
        assert sum(int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))) == sum(widths)


def test_a_signature_is_never_parted_from_what_it_signs():
    made = list(part_of(word(of(TextBlock("ก\n\nข"), papers.HEAD))).iter(qn("w:p")))
    kept = [one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in made]
    assert kept == [False, True, True, True, False]
    assert "นายตัวอย่าง\N{NO-BREAK SPACE}ใจดีงาม" in "".join(text.text for text in made[3].iter(qn("w:t")))


def test_years_of_a_subject_stay_together():
    made = dataclasses.replace(papers.announcement(), subject="เรื่อง แผน ประจำปี พ.ศ. 2567 - 2569")
    assert "พ.ศ.\xa0๒๕๖๗\xa0-\xa0๒๕๖๙" in "".join(part_of(word(of(made))).itertext())


def test_contents_are_filled_and_lead_to_their_headings(book):
    root = part_of(book)
    marks = {mark.get(qn("w:name")) for mark in root.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))]
    assert len(links) == 4
    assert set(links) <= marks
    codes = [code.text.split()[0] for code in root.iter(qn("w:instrText"))]
    assert Counter(codes) == {"TOC": 1, "PAGEREF": 4}
    kinds = [mark.get(qn("w:fldCharType")) for mark in root.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == 5


def test_contents_show_the_pages_of_the_pdf_where_there_is_one():
    made = papers.book()
    numbers = numbers_in(render_pdf(compose(made), title="x").pdf)
    shown = [
        "".join(text.text for text in link.iter(qn("w:t")))
        for link in part_of(word(made, numbers)).iter(qn("w:hyperlink"))
    ]
    assert shown == ["ส่วนที่ ๑ หลักการและเหตุผล๑", "๑.๑ ที่มา๑", "ส่วนที่ ๕ งบประมาณ๒", "ภาคผนวก ก คำสั่ง๘"]
    assert numbers_in(b"%PDF, or so it says") == {}


# The mark ----------------------------------------------------------------------------------------


def test_an_issued_paper_has_a_copy_that_says_so_with_code_address_and_qr(book):
    foot = squeezed("".join(part_of(book, "word/footer1.xml").itertext()))
    assert "สำเนา" in foot
    assert "แฟ้มPDF" in foot
    assert papers.ISSUED.address in foot
    assert "สำเนา" in "".join(part_of(book, "word/header1.xml").itertext())
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert parts.read("word/media/qr.png")[:4] == b"\x89PNG"


def test_a_draft_says_so_whatever_the_reader_s_language():
    with translation.override("en"):
        file = word(papers.book())
    assert squeezed("".join(part_of(file, "word/footer1.xml").itertext())) == squeezed(FOOT)
    assert "".join(part_of(file, "word/header1.xml").itertext()) == "ร่าง"
    assert file == word(papers.book())


# The file ----------------------------------------------------------------------------------------


def test_the_file_holds_nothing_but_the_paper(book):
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in parts.namelist():
            if name.endswith(".rels"):
                assert b"External" not in parts.read(name)
        whole = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))
    assert b"python" not in whole
    told = docx.Document(io.BytesIO(book)).core_properties
    assert (told.author, told.title, told.last_modified_by) == (
        "องค์การบริหารส่วนตำบลสังคม",
        "แผนพัฒนาบุคลากร ๓ ปี",
        "",
    )
    assert told.created == told.modified
    assert told.created.date() == papers.book().dated
    assert book == word(papers.book(papers.ISSUED))


def test_the_garuda_of_word_is_drawn_from_that_of_the_pdf():
    assert hashlib.sha256((ASSETS / "garuda.svg").read_bytes()).hexdigest() == pictures.DRAWN_FROM


def test_an_office_s_own_garuda_is_used(settings, tmp_path):
    own = tmp_path / "garuda.svg"
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    settings.GARUDA_FILE = str(own)
    with zipfile.ZipFile(io.BytesIO(word(of(papers.announcement())))) as parts:
        assert parts.read("word/media/garuda.svg") == own.read_bytes()
        assert b"svgBlip" in parts.read("word/document.xml")
    other = tmp_path / "garuda.gif"
    Image.new("L", (40, 20)).save(other)
    settings.GARUDA_FILE = str(other)
    with zipfile.ZipFile(io.BytesIO(word(of(papers.announcement())))) as parts:
        assert Image.open(io.BytesIO(parts.read("word/media/garuda.png"))).size == (40, 20)
