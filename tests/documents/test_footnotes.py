"""Footnotes: what is one and what is text, the same numbers everywhere, and each on the page of its word."""

import io
import random
import re
import subprocess
import zipfile
from dataclasses import replace

import docx
import pikepdf
import pytest
from django.conf import settings
from docx.oxml.ns import qn

from approvals.preview import pieces_of
from documents.compose import compose
from documents.footnotes import LONGEST, MOST, in_line, loose, taken_out
from documents.page_numbers import numbers_in
from documents.paper import Announcement, Paper, Part, Preface, Table, TextBlock
from documents.parts import workers
from documents.parts.make import render_in_parts
from documents.render import render_pdf
from documents.templatetags.paper import preface_text
from documents.text import footnotes_of, loose_marks, to_html
from documents.word import word
from tests.documents.papers import DRAFT, budget
from tests.documents.twins import html_notes, html_text, part_of, squeezed, word_notes, word_paragraphs
from thai.digits import to_arabic

NOTED = (
    "อบต.สังคม[[ดู **ประกาศ** ที่ 1]] พัฒนาบุคลากร [[ข้อสอง]] [[ข้อสาม]] ต่อ **หนา[[ใน <b> & [4]]]** **ต่อ**\n"
    "1. รายการ[[ข้อห้า]]\n\nย่อหน้า[[ข้อหก]] __ขีดเส้นใต้__"
)


@pytest.fixture(scope="module", autouse=True)
def _no_workers_left():
    yield
    workers.end()


def paper(text: str = NOTED) -> Paper:
    """Footnotes wherever narrative stands, and marks where none can be."""
    return Paper(
        "แผน",
        DRAFT,
        announcements=[Announcement("ประกาศ", "เรื่อง", [TextBlock("โดยที่[[ในประกาศ]] จึงประกาศ")])],
        preface=Preface("คำนำ[[ในคำนำ]]"),
        contents=True,
        body=[
            Part("หัวข้อ[[ไม่ใช่]]", [TextBlock(text), Part("ย่อย", [TextBlock(text)], "1.1")], "ส่วนที่ 1"),
            Part("กว้าง", [TextBlock(text), replace(budget(2), note="ช่อง[[ไม่ใช่]]")], "ส่วนที่ 2", landscape=True),
        ],
    )


# What is one -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain", "notes"),
    [
        ("คำ[[ก]] ต่อ", "คำ\x0e ต่อ", ["ก"]),
        ("คำ \t[[ ก  ข ]]ต่อ", "คำ\x0eต่อ", ["ก ข"]),
        ("คำ\n[[ก]] ต่อ", "คำ\x0e\n ต่อ", ["ก"]),
        ("คำ[[ดู [๑]]]", "คำ\x0e", ["ดู [๑]"]),
        ("คำ[[ก]][[ข]]", "คำ\x0e\x0e", ["ก", "ข"]),
        ("คำ[[นอก[[ใน]]]", "คำ[[นอก\x0e", ["ใน]"]),
        ("คำ[[ไม่ปิด", "คำ[[ไม่ปิด", []),
        ("คำ[[สอง\nบรรทัด]]", "คำ[[สอง\nบรรทัด]]", []),
        ("คำ[[ ]] [] [ก]", "คำ[[ ]] [] [ก]", []),
        ("[[ไม่มีคำก่อน]] ต่อ", "[[ไม่มีคำก่อน]] ต่อ", []),
        (f"คำ[[{'ก' * (LONGEST + 1)}]]", f"คำ[[{'ก' * (LONGEST + 1)}]]", []),
    ],
)
def test_footnote_is_taken_from_behind_its_word_and_what_is_none_stays(text, plain, notes):
    assert taken_out(text) == (plain, notes)
    assert bool(list(loose(text))) == ("[[" in plain or "]]" in plain)


def test_one_paragraph_has_only_as_many_footnotes_as_a_page_holds():
    text = f"คำ[[{'ก' * LONGEST}]] " * 9
    assert len(footnotes_of(text)) == MOST // LONGEST
    assert loose_marks(text)


def test_signs_that_nothing_closes_are_read_in_no_time():
    for hostile in ("[[" * 50_000, "[" * 100_000, " " * 100_000, "ก[[ก]" * 30_000, "ก[[ก]]" * 20_000):
        assert to_html(hostile) is not None


def test_reading_screens_list_the_footnotes_of_a_text_behind_it():
    html = to_html("คำ[[<b>ก</b> **ข**]] ต่อ")
    assert html == (
        "<p>คำ<sup>๑</sup> ต่อ</p>\n"
        '<div class="footnotes"><p><sup>๑</sup> &lt;b&gt;ก&lt;/b&gt; <strong>ข</strong></p></div>'
    )


def test_a_cell_has_its_footnotes_in_brackets():
    assert in_line("คำ[[ก]] ต่อ\nข[[ค") == "คำ (เชิงอรรถ: ก) ต่อ\nข[[ค"


# The same everywhere -----------------------------------------------------------------------------


def test_footnotes_are_counted_through_the_paper_and_the_same_in_html_and_word():
    made = paper()
    file = word(made)
    notes = html_notes(made)
    assert [to_arabic(note)[: len(str(number))] for number, note in enumerate(notes, start=1)] == [
        str(number) for number in range(1, 21)
    ]
    assert notes[:6] == ["๑ในประกาศ", "๒ในคำนำ", "๓ดูประกาศที่๑", "๔ข้อสอง", "๕ข้อสาม", "๖ใน<b>&[๔]"]
    assert word_notes(file) == notes
    assert "".join(word_paragraphs(file)) == html_text(made)
    assert "พัฒนาบุคลากร๔,๕ต่อ" in html_text(made)
    assert html_text(made).count("[[ไม่ใช่]]") == 3  # contents, heading, note of a table


def test_reading_screen_has_the_numbers_of_the_paper_and_leads_there_and_back():
    made = paper()
    texts = [preface_text(made)]

    def read(pieces):
        for piece in pieces:
            if isinstance(piece.node, TextBlock):
                from documents.templatetags.paper import narrative

                texts.append(narrative(piece.node.text, piece.footnotes))
            read(piece.children)

    read(pieces_of(made))
    html = "".join(texts)
    places = re.findall(r'<p id="note-(\d+)"><sup><a href="#call-(\d+)">', html)
    assert sorted(int(note) for note, _call in places) == list(range(1, 21))
    assert re.search(r'คำนำ<sup><a href="#note-2" id="call-2">๒</a></sup>', html)
    assert sorted(re.findall(r'id="call-(\d+)"', html)) == sorted(call for _note, call in places)


def test_word_has_true_footnotes_that_python_docx_opens():
    file = word(paper())
    notes = part_of(file, "word/footnotes.xml")
    assert [note.get(qn("w:id")) for note in notes][:3] == ["-1", "0", "1"]
    calls = [one.get(qn("w:id")) for one in part_of(file).iter(qn("w:footnoteReference"))]
    assert calls == [str(number) for number in range(1, 21)]
    docx.Document(io.BytesIO(file))
    with zipfile.ZipFile(io.BytesIO(word(paper("ไม่มี")))) as without:
        assert "word/footnotes.xml" in without.namelist()  # of the announcement and the preface
    with zipfile.ZipFile(io.BytesIO(word(Paper("x", DRAFT, body=[TextBlock("ก")])))) as without:
        assert "word/footnotes.xml" not in without.namelist()


# On paper ----------------------------------------------------------------------------------------


def long_text() -> str:
    """Paragraphs and items of all lengths, with short and long footnotes at all places in them."""
    chance, number, lines = random.Random(7), 0, []
    for _paragraph in range(44):
        words = ["พัฒนาบุคลากรขององค์การบริหารส่วนตำบล"] * chance.randrange(1, 14)
        for _note in range(chance.choice([0, 0, 1, 1, 2])):
            number += 1
            note = f"หมายเหตุ{number}จบ" + " อ้างอิงตามประกาศของคณะกรรมการ" * chance.randrange(12)
            words.insert(chance.randrange(1, len(words) + 1), f"คำทดสอบ{number}จบ[[{note}]]")
        lines.append(f"({chance.randrange(1, 9)}) " * chance.randrange(2) + " ".join(words))
    return "\n\n".join(lines)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, bytes]:
    """A paper full of footnotes, on tall and wide pages, in both ways of making it, its parts kept in a place of their own."""
    half = long_text()
    body = [Part("สูง", [TextBlock(half)], "๑"), Part("กว้าง", [TextBlock(half)], "๒", landscape=True)]
    html = compose(Paper("แผน", DRAFT, body=body))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        return {"whole": render_pdf(html, title="x").pdf, "parts": render_in_parts(html, title="x").pdf}


def pages(pdf: bytes) -> list[str]:
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return told.decode().split("\f")[:-1]


@pytest.mark.parametrize("way", ["whole", "parts"])
def test_each_footnote_stands_on_the_page_of_its_word_in_order(made, way):
    read = [squeezed(page) for page in pages(made[way])]
    found = []
    for page in read:
        calls = re.findall("คำทดสอบ([๐-๙]+)จบ", page)
        assert re.findall("หมายเหตุ([๐-๙]+)จบ", page) == calls
        assert page.rfind("คำทดสอบ") < page.find("หมายเหตุ") or not calls
        found += calls
    assert len(found) == 2 * len(footnotes_of(long_text()))
    assert len(read) > 10


def test_the_number_of_a_footnote_never_begins_a_line(made):
    for page in pages(made["whole"]):
        lines = [line for line in page.splitlines() if "หมายเหตุ" not in line]
        text = "\n".join(lines)
        # poppler ends a line behind a raised number, never before it
        for number in re.findall("คำทดสอบ[๐-๙]+จบ(.)", text, re.DOTALL):
            assert number in "๐๑๒๓๔๕๖๗๘๙"


def test_both_ways_have_the_same_pages(made):
    assert [sorted(squeezed(page)) for page in pages(made["whole"])] == [
        sorted(squeezed(page)) for page in pages(made["parts"])
    ]


@pytest.mark.parametrize("way", ["whole", "parts"])
def test_a_note_stands_behind_its_reference_in_the_tree_under_an_id_of_its_own(made, way):
    found: list[tuple[str, str]] = []

    def walk(element):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if kid.S in ("/Reference", "/Note"):
                    found.append((str(kid.S), str(kid.get("/ID", ""))))
                walk(kid)

    with pikepdf.open(io.BytesIO(made[way])) as pdf:
        walk(pdf.Root.StructTreeRoot)
    notes = [name for tag, name in found if tag == "/Note"]
    assert [tag for tag, _name in found] == ["/Reference", "/Note"] * len(notes)
    assert len(set(notes)) == len(notes) == 2 * len(footnotes_of(long_text()))


def test_pages_of_the_contents_are_not_counted_from_a_footnote_of_the_preface():
    pdf = render_pdf(compose(paper()), title="x").pdf
    assert numbers_in(pdf) == {"part-1": 1, "part-2": 1, "part-3": 2}


def test_what_is_no_footnote_is_printed_as_typed():
    table = Table([*budget(1).columns], [["1", "ก[[ข]]", "-", "-", "-"]])
    html = compose(Paper("x", DRAFT, body=[TextBlock("คำ[[ไม่ปิด"), table]))
    assert "คำ[[ไม่ปิด" in html
    assert "ก[[ข]]" in html
    assert "footnote" not in html
