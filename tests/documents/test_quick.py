"""Our functions in the engine's place: the same lines, and the same pages to the letter of what is drawn."""

import io
import re
import threading

import pikepdf
import pytest

from documents import quick, render
from documents.compose import compose
from documents.paper import Paper
from documents.parts.cutting import cut
from documents.render import asset_table, render_pdf
from tests.documents.papers import DRAFT, ISSUED, NARRATIVE, book, letter

STYLE = '<!doctype html><html lang="th"><head><link rel="stylesheet" href="asset:/paper.css"><style>{}</style></head>'
#: What no text of ours is set in, or seldom: each must come out as the engine has it.
ODD = [
    "<p><u>ขีดเส้นใต้ กำหนด</u> และ <s>ขีดฆ่า น้ำ</s>",
    '<p style="letter-spacing: 2pt">ห่าง กัน</p><p style="word-spacing: 9pt">ห่าง กัน มาก</p>',
    '<p style="text-align: justify; width: 5cm">ข้อความ ที่ จัด เต็ม บรรทัด ด้วย การ ขยาย ช่อง ไฟ</p>',
    '<p style="hyphens: auto; width: 2cm" lang="en">internationalisation of considerations</p>',
    "<p>อี\u00adโม\u00adจิ αβγ\ttab\u200bzero</p>",
    f'<p style="width: 3cm">{"ยาวมากไม่มีที่ตัด" * 6} {"abcdefghij" * 9}</p>',
    '<p style="white-space: pre">ก  ข\n\nค   </p><p style="white-space: pre-wrap; width: 2cm">ก   ข  ค ง จ ฉ ช</p>',
    '<p style="overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 3cm">ข้อความยาวเกินกว่าที่กำหนด</p>',
    '<p style="width: 4cm">หน้า<b> ตัวหนา </b><i>ตัวเอน</i>ติดกัน <span style="font-size: 8pt">เล็ก</span><br><br>ใหม่</p>',
    '<table><tr><td>บรรทัด\nสอง\n\nสี่ </td><td style="background: #eee; border-radius: 3pt">พื้น</td></tr></table>',
    "<ol><li>ลำดับ<li>ถัดไป</ol><ul><li>จุด</ul>",
    '<div style="float: right; width: 6cm">ลอย</div><p>ข้อความข้างสิ่งที่ลอยอยู่ ซึ่งยาวพอให้ขึ้นบรรทัดใหม่หลายบรรทัดจนพ้น</p>',
    '<p style="transform: rotate(9deg); width: 50%; padding: 1% 0 0 2%">เอียง</p><p style="direction: rtl">ขวา ไป ซ้าย</p>',
    '<div style="columns: 2">สองคอลัมน์ ข้อความแรก ข้อความที่สอง ข้อความที่สาม</div><div style="display: grid">ตาราง</div>',
]
STRING = re.compile(rb"\[(.*)\] TJ\n?")
STEP = re.compile(rb"(<[0-9a-f]+>)|(-?[0-9.]+)")
PAPERS = {
    "draft": compose(book(DRAFT)),
    "issued": compose(book(ISSUED)),
    "letter": compose(Paper("หนังสือ", DRAFT, body=[letter(paragraphs=9)])),
    "odd": STYLE.format("") + f"<body>{''.join(ODD)}</body></html>",
}


@pytest.fixture(scope="module", autouse=True)
def _engine():
    render.warm()


def drawn(html: str) -> list[bytes]:
    """What each page draws; moves of the pen by nothing, and text strings of nothing, are left out."""
    with pikepdf.open(io.BytesIO(render_pdf(html, title="x").pdf)) as pdf:
        contents = [page.Contents.read_bytes() for page in pdf.pages]
    return [STRING.sub(lambda found: moves(found[1]), content) for content in contents]


def moves(string: bytes) -> bytes:
    """The glyphs of a text string, and the moves of the pen between them."""
    steps = (glyphs or move for glyphs, move in STEP.findall(string) if glyphs or float(move or 0))
    return b" ".join(steps).replace(b"> <", b"")


def test_the_engines_files_are_those_that_ours_were_written_against():
    from documents.quick import patching

    assert patching.unread() == [], "read what changed there, then mend documents/quick and its hashes"
    assert quick.patch()


def test_another_version_of_what_the_engine_is_made_of_keeps_ours_away(monkeypatch, caplog):
    from documents.quick import patching

    monkeypatch.setattr(patching, "_applied", False)
    monkeypatch.setattr(patching, "VERSIONS", patching.VERSIONS | {"pydyf": "0", "no-such-package": "1"})
    monkeypatch.setattr(patching, "READ", patching.READ | {"weasyprint.no_such_module": "x"})
    assert patching.unread() == ["weasyprint.no_such_module", "pydyf", "no-such-package"]
    assert not quick.patch()
    assert not patching.is_in_place()
    assert "pydyf" in caplog.text


def failing(*_args, **_more):
    raise LookupError("ours")


def test_where_ours_fails_the_engine_alone_makes_the_paper_and_goes_on_so(monkeypatch, caplog):
    from documents.quick import patching, texts

    with patching.undone():
        theirs = render_pdf(PAPERS["letter"], title="x")
    monkeypatch.setattr(texts.Setter, "set", failing)
    try:
        assert render_pdf(PAPERS["letter"], title="x") == theirs
        assert not patching.is_in_place()
        assert not quick.patch()
    finally:
        patching.come_back()
    assert caplog.text.count("LookupError: ours") == 1


def test_what_the_engine_alone_cannot_do_either_is_told_and_ours_stay():
    from documents.quick import patching

    with pytest.raises(LookupError):
        render.guarded(1, failing)
    assert patching.is_in_place()


def test_one_thread_renders_at_a_time():
    taken = []

    def other():
        taken.append(render.TURN.acquire(blocking=False))
        if taken[-1]:
            render.TURN.release()

    def asked():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    render.guarded(1, lambda: render.guarded(1, asked))
    asked()
    assert taken == [False, True]


@pytest.mark.parametrize("name", ["draft", "letter", "odd"])
def test_a_page_draws_what_the_engine_alone_draws(name):
    from documents.quick import patching

    ours = drawn(PAPERS[name])
    with patching.undone():
        theirs = drawn(PAPERS[name])
    assert ours == theirs


def test_without_ours_the_engine_is_as_it_was():
    from weasyprint.layout import block, inline, percent

    from documents.quick import lengths, patching

    assert block.resolve_percentages is inline.resolve_percentages is lengths.resolve_percentages
    with patching.undone():
        assert block.resolve_percentages is inline.resolve_percentages is percent.resolve_percentages
        assert percent.resolve_percentages.__module__ == percent.__name__


@pytest.mark.parametrize("width", [90, 133.7, 605])
def test_lines_end_where_the_engine_ends_them(width):
    """Every line of a text, its width, its height and where the next begins."""
    from documents.quick import lines, patching

    box = text_box(width)
    for text in [
        *NARRATIVE.splitlines(),
        "พ.ศ.\xa0๒๕๖๗ – ๒๕๖๙ (๒\xa0-\xa0๓) “อบต.” 100%",
        " ขึ้นต้นด้วยช่องว่าง และลงท้าย ",
    ]:
        if text:
            ours, theirs = (
                list(lines_of(split, box.copy_with_text(text), width))
                for split in (lines.split_text_box, patching.THEIRS["split_text_box"])
            )
            assert ours == theirs


def lines_of(split, box, width):
    begin = 0
    while begin is not None:
        line, begin, fed = split(None, box, width, begin, True)
        yield begin, bool(fed), line and (line.text, line.width, line.height, line.margin_top, line.baseline)


def text_box(width):
    """A box of text with the style of a paragraph."""
    from weasyprint.formatting_structure import boxes

    from documents.quick import reading

    page = reading.page(STYLE.format("") + "<body><p>ก</p></body></html>", render.fetcher(asset_table()))
    (sheet,) = page.render().pages
    return next(box for box in sheet._page_box.descendants() if isinstance(box, boxes.TextBox))


@pytest.mark.parametrize("name", ["draft", "issued", "letter"])
def test_our_pages_are_read_as_browsers_read_them(name):
    from weasyprint import HTML

    from documents.quick import reading

    fetch = render.fetcher(asset_table())
    ours, theirs = (
        read.etree_element
        for read in (reading.page(PAPERS[name], fetch), HTML(string=PAPERS[name], url_fetcher=fetch))
    )
    assert list(told(ours.find("body"))) == list(told(theirs.find("body")))


def told(element):
    """The elements and texts of a tree in their order; comments, and space between blocks, say nothing."""
    if isinstance(element.tag, str):
        attributes = sorted(item for item in element.items() if not item[0].endswith("xmlns"))
        yield element.tag, attributes, (element.text or "").strip()
        for child in element:
            yield from told(child)
    if (element.tail or "").strip():
        yield element.tail.strip()


def test_every_part_is_read_without_the_engines_reader(monkeypatch):
    import tinyhtml5

    from documents.quick import reading

    monkeypatch.setattr(tinyhtml5, "parse", None)
    for html in (PAPERS["issued"], PAPERS["letter"], PAPERS["draft"]):
        reading.page(html, None)
        for piece in cut(html).pieces:
            reading.page(piece.html(), None)


def test_what_is_not_well_formed_or_declares_something_is_read_by_the_engine():
    from documents.quick import reading

    fetch = render.fetcher(asset_table())
    for html in ("<p>ก<p>ข", '<!DOCTYPE x [<!ENTITY a "b">]><html><body><p>&a;</p></body></html>'):
        page = reading.page(html, fetch)
        assert page.etree_element.find("body/p") is not None
        assert "b" not in "".join(page.etree_element.itertext())
