"""Where pages end: headings, captions, totals, signatures and lists, each pushed over the end of a page line by line."""

import re
import subprocess

import pytest

from documents.compose import compose
from documents.paper import Column, GroupRow, Node, Paper, Part, Signature, Signatures, Table, TextBlock
from documents.render import render_pdf
from tests.documents.papers import DRAFT
from tests.documents.test_readers import FURNITURE
from thai.digits import to_arabic, to_thai

WORDS = "การพัฒนาบุคลากรขององค์การบริหารส่วนตำบล " * 7  # about four lines
SIGNER = ["นายกองค์การบริหารส่วนตำบลสังคม"]
COLUMNS = [Column("ลำดับ", 20), Column("รายการ", 60), Column("บาท", 20, "right", keep=True)]
#: Lines that stand before the thing at the end of a page: with fewer it fits, with more it begins the next page.
FILLED = (25, 27, 29, 31)


def filled(lines: int) -> TextBlock:
    return TextBlock("\n\n".join(["บรรทัด"] * lines))


def table(name: str, *, caption: str = "", note: str = "", group: bool = False) -> Table:
    rows = [[f"แถว{name}", f"{row}", "๑๐๐"] for row in range(1, 5)]
    kept = [GroupRow(f"กลุ่ม{name}"), *rows] if group else rows
    return Table(COLUMNS, kept, caption=caption, note=note, totals_row=[f"รวม{name}", "", "๔๐๐"])


def things(number: int) -> dict[str, list[Node]]:
    """What is pushed over the end of a page, by the name that is in all its words."""
    name = to_thai(number)
    signature = Signature(f"นายผู้ลงนาม{name}", SIGNER, label="ลงชื่อ")
    return {
        "หัวข้อ": [Part(f"หัวข้อ{name}", [TextBlock(WORDS)])],
        "ตาราง": [table(f"ต{name}", caption=f"ชื่อตาราง{name}", note=f"หมายเหตุ{name}", group=True)],
        "ลงนาม": [TextBlock(f"{WORDS}ท้ายข้อ{name}"), signature],
        "เคียง": [TextBlock(f"{WORDS}ก่อนเคียง{name}"), Signatures([signature, signature])],
        "ย่อหน้า": [TextBlock("\n".join(f"ย่อหน้า{name}บรรทัด{line}" for line in range(1, 5)))],
    }


@pytest.fixture(scope="module")
def pages() -> list[list[str]]:
    """The lines of each page of a paper in which each thing comes to stand at each place of a page's end."""
    parts: list[Node] = []
    for number, lines in enumerate(FILLED, start=1):
        for kind, nodes in things(number).items():
            parts.append(Part(f"ส่วน{kind}{to_thai(number)}", [filled(lines), *nodes], in_contents=True))
    html = compose(Paper("แผน", DRAFT, contents=True, body=parts))
    pdf = render_pdf(html, title="x").pdf
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [page.splitlines() for page in told.decode().split("\f")[:-1]]


def text(page: list[str]) -> list[str]:
    """The lines of a page without what stands on every page."""
    return [line for line in page if not FURNITURE.fullmatch(line.strip())]


def page_with(pages: list[list[str]], words: str) -> list[str]:
    """The last page on which these words stand: not the contents."""
    return next(page for page in reversed(pages) if words in "\n".join(page))


NUMBERS = [to_thai(number) for number in range(1, len(FILLED) + 1)]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_heading_has_two_lines_of_its_text_under_it(pages, name):
    lines = text(page_with(pages, f"หัวข้อ{name}"))
    place = next(place for place, line in enumerate(lines) if line.strip() == f"หัวข้อ{name}")
    assert len(lines) - place > 2


@pytest.mark.parametrize("name", NUMBERS)
def test_a_table_is_with_its_caption_its_total_with_a_row_and_its_note_with_the_total(pages, name):
    lines = "\n".join(page_with(pages, f"ชื่อตาราง{name}"))
    assert f"กลุ่มต{name}" in lines
    assert f"แถวต{name}" in lines  # under the name of the group
    last = "\n".join(page_with(pages, f"รวมต{name}"))
    assert f"แถวต{name}" in last
    assert f"หมายเหตุ{name}" in last
    for page in pages:
        whole = "\n".join(page)
        if f"แถวต{name}" in whole:
            assert "ลำดับ" in whole  # the heads are on each page


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("before", ["ท้ายข้อ", "ก่อนเคียง"])
def test_a_signature_is_whole_and_with_two_lines_of_what_it_signs(pages, name, before):
    page = page_with(pages, f"{before}{name}")
    lines = text(page)
    place = next(place for place, line in enumerate(lines) if f"{before}{name}" in line)
    assert place >= 1  # the line before, too
    rest = "\n".join(lines[place + 1 :])
    signed = 1 if before == "ท้ายข้อ" else 2
    for words in ("ลงชื่อ", f"นายผู้ลงนาม{name}", *SIGNER):
        assert rest.count(words) == signed


@pytest.mark.parametrize("name", NUMBERS)
def test_a_paragraph_never_leaves_one_line_alone(pages, name):
    found = [sum(f"ย่อหน้า{name}บรรทัด" in line for line in text(page)) for page in pages]
    assert sorted(filter(None, found)) in ([4], [2, 2])


def test_the_contents_name_the_page_of_each_heading(pages):
    told = "".join("".join("".join(page).split()) for page in pages)
    entries = re.findall(r"(ส่วน[^.]+?[๐-๙]+)\.{3,}([๐-๙]+)", told)
    listed = {heading: int(to_arabic(page)) for heading, page in entries}
    assert len(listed) == len(FILLED) * len(things(1))
    first = next(place for place, page in enumerate(pages) if "บรรทัด" in [line.strip() for line in page])
    for heading, number in listed.items():
        assert heading in [line.strip() for line in pages[first + number - 1]]


@pytest.mark.parametrize("word", ["https://www.dla.go.th/" + "document" * 6, "ก" * 90])
def test_the_number_of_an_item_is_never_alone_on_its_line(word):
    html = compose(Paper("x", DRAFT, body=[TextBlock(f"(1) {word}\n(ก) {word} ต่อ\n1.1.1.1 {word}")]))
    pdf = render_pdf(html, title="x").pdf
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    lines = [line.strip() for line in told.splitlines()]
    for marker in ("(๑)", "(ก)", "๑.๑.๑.๑"):
        assert marker not in lines
