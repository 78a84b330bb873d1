"""Where things stand on official papers: margins, emblem, indents, what stays together, and that nothing stands over an edge."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from documents.compose import compose
from documents.paper import Announcement, Column, Lines, Paper, Part, Signature, Signatures, Table, TextBlock
from documents.render import render_pdf
from documents.text import blocks, to_html
from documents.unbroken import bind
from tests.documents.papers import HEAD, ISSUED, MEMORANDUM, letter
from tests.documents.words import Word, pages_of_words

CM = 72 / 2.54
LONG_LAO = "องค์การบริหารส่วนตำบลบ้านหนองกระทุ่มเหนือวังน้ำเย็นพัฒนาเฉลิมพระเกียรติ"
LONG_NAME = "ว่าที่ร้อยตรีหญิงพิมพ์ประภัสสรรัตนกาญจนาลักษณ์ เทพพิทักษ์วรวงศ์สกุลไพศาล ณ อยุธยา"


def rendered(*body, **more) -> bytes:
    return render_pdf(compose(Paper("เอกสาร", ISSUED, body=body, **more)), title="เอกสาร").pdf


def words(pdf: bytes) -> list[list[Word]]:
    return pages_of_words(pdf)


def where(page: list[Word], text: str) -> Word:
    return next(word for word in page if word.text.startswith(text))


def emblem(pdf: bytes) -> tuple[float, float, float]:
    """Left edge, distance from the top and height of the emblem on the first page, in cm: of its black."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        picture = document[0].render(scale=2, grayscale=True).to_pil()
    top = picture.crop((picture.width // 3, 0, picture.width * 2 // 3, int(picture.height * 0.157)))
    box = top.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert box is not None
    cm = 2 * CM
    return 7 + box[0] / cm, box[1] / cm, (box[3] - box[1]) / cm


# Letters, orders, memoranda ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_letter() -> bytes:
    made = replace(letter(paragraphs=1), number="", office=[])
    return rendered(announcements=[made])


def test_garuda_of_a_letter_is_three_cm_high_in_the_middle_one_and_a_half_from_the_top(a_letter):
    left, top, height = emblem(a_letter)
    assert top == pytest.approx(1.5, abs=0.05)
    assert height == pytest.approx(3.0, abs=0.1)
    assert left == pytest.approx(3 + 8 - 3 * 612 / 562 / 2, abs=0.1)


def test_number_and_office_stand_at_the_feet_of_the_garuda_and_the_date_begins_in_the_middle():
    [page] = words(rendered(announcements=[letter(paragraphs=1)]))
    number, office, day = where(page, "๗๑๒๐๑/๑๕๓"), where(page, "ที่ท"), where(page, "๑๕")
    assert number.place[1] == pytest.approx(office.place[1], abs=0.1)
    assert 4.0 * CM < number.place[3] < 5.0 * CM  # 1.5 + 3 is where the feet stand
    assert day.place[0] == pytest.approx((3 + 8) * CM, abs=0.5)


def test_closing_stands_one_line_and_twelve_points_below_and_the_name_four_lines_under_it():
    [page] = words(rendered(announcements=[letter(paragraphs=1)]))
    last = max(word.place[1] for word in page if word.text.startswith("นั้น"))
    closing, name = where(page, "ขอแสดง"), where(page, "(นาย")
    assert closing.place[1] - last == pytest.approx(21.3 + 12, abs=0.5)
    assert name.place[1] - closing.place[1] == pytest.approx(4 * 21.3, abs=1)


def test_signature_takes_two_lines_of_text_with_it():
    for lines in (14, 15, 16, 17):
        text = "\n\n".join(["ข้อความของประกาศ"] * lines) + "\n\nทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"
        paper = Announcement("ประกาศ", "เรื่อง", [TextBlock(text)], "ประกาศ ณ วันที่", HEAD)
        pages = words(rendered(announcements=[paper]))
        if len(pages) > 1:
            break
    told = [word.text for word in pages[1]]
    assert sum(text.startswith(("ข้อความ", "ทั้งนี้")) for text in told) == 2
    assert any(text.startswith("(นาย") for text in told)


def test_items_begin_where_paragraphs_begin_and_go_back_to_the_margin():
    text = "ย่อหน้า\n1. รายการ " + "ที่ยาวกว่าหนึ่งบรรทัด " * 8 + "\n1.1 รายการย่อย"
    [page] = words(rendered(MEMORANDUM, TextBlock(text)))
    paragraph, item, below = where(page, "ย่อหน้า"), where(page, "๑."), where(page, "๑.๑")
    assert paragraph.place[0] == pytest.approx(5.5 * CM, abs=0.5)
    assert item.place[0] == pytest.approx(5.5 * CM, abs=0.5)
    assert below.place[0] == pytest.approx(6.5 * CM, abs=0.5)
    second = [word for word in page if item.place[1] + 15 < word.place[1] < item.place[1] + 30]
    assert min(word.place[0] for word in second) == pytest.approx(3 * CM, abs=0.5)


def test_nothing_stands_over_the_edge_however_long_a_name_is():
    signature = Signature(LONG_NAME, [f"นายก{LONG_LAO}"])
    both = Signatures([replace(signature, label="ลงชื่อ"), replace(signature, label="ลงชื่อ")])
    made = replace(letter(paragraphs=1), office=[f"ที่ทำการ{LONG_LAO}"], signature=signature)
    for page in words(rendered(Lines([f"รายงานการประชุมของ{LONG_LAO}"]), both, announcements=[made])):
        assert max(word.place[2] for word in page) <= 19 * CM + 1
        assert min(word.place[0] for word in page) >= 3 * CM - 1


def test_bold_line_stays_with_what_it_heads():
    for lines in (31, 32):
        text = "\n\n".join(["ข้อความ"] * lines) + "\n\n**การออกเสียง**\n- เห็นชอบ 6 คน\n- ไม่เห็นชอบ 1 คน"
        pages = words(rendered(TextBlock(text)))
        [place] = [number for number, page in enumerate(pages) if any(w.text == "การออกเสียง" for w in page)]
        assert any(word.text.startswith("เห็นชอบ") for word in pages[place])


# Tables --------------------------------------------------------------------------------------------


def wide_text(lines: int) -> str:
    return "โครงการอบรมเชิงปฏิบัติการทักษะด้านดิจิทัลเพื่อเพิ่มประสิทธิภาพการปฏิบัติงาน " * lines


def test_row_higher_than_a_page_begins_under_its_header_and_the_header_returns():
    columns = [Column("ที่", 10), Column("โครงการ", 50), Column("หมายเหตุ", 40)]
    table = Table(
        columns, [["1", "สั้น", "-"], ["2", wide_text(70), "-"], ["3", "ท้าย", "-"]], totals_row=["", "รวม", ""]
    )
    pages = words(rendered(Part("ตาราง", [table], "ส่วนที่ 1")))
    assert len(pages) > 2
    assert all(any(word.text == "หมายเหตุ" for word in page) for page in pages)
    assert {"๑", "๒"} <= {word.text for word in pages[0]}
    assert {"๓", "รวม"} <= {word.text for word in pages[-1]}


@pytest.mark.parametrize("amount", ["12,000.00", "123,456,789.00", "99,999,999,999.00"])
def test_money_never_stands_over_its_border(amount):
    columns = [Column("โครงการ", 73), Column("บาท", 14, "right", keep=True), Column("ปี", 13)]
    table = Table(columns, [["ก", amount, "2570"]], totals_row=["รวม", amount, ""])
    [page] = words(rendered(table))
    left, right = (3 + 16 * 0.73) * CM, (3 + 16 * 0.87) * CM
    money = [word for word in page if ",๐๐๐" in word.text or ",๙๙๙" in word.text or ",๗๘๙" in word.text]
    assert len(money) == 2
    assert all(left <= word.place[0] and word.place[2] <= right for word in money)


# Text -----------------------------------------------------------------------------------------------


def test_word_that_opens_a_list_of_members_is_not_parted():
    assert bind("แต่งตั้งคณะกรรมการ ประกอบด้วย", "<{}>".format) == "แต่งตั้งคณะกรรมการ <ประกอบด้วย>"


def test_bold_line_begins_a_list_anew():
    found = blocks("1) หนึ่ง\n\n**หัวข้อ**\n(1) วงเล็บ\n1) ใต้วงเล็บ")
    assert [block.level for block in found] == [1, 0, 1, 2]
    assert '<p class="lead"><strong>หัวข้อ</strong></p>' in to_html("**หัวข้อ**")
    assert "lead" not in to_html("**หัว** และข้อความ")


def test_an_office_s_own_garuda_stands_in_the_same_place(settings, tmp_path):
    own = tmp_path / "garuda.png"
    Image.new("L", (40, 40), 0).save(own)
    settings.GARUDA_FILE = str(own)
    made = rendered(announcements=[replace(letter(paragraphs=1), number="", office=[])])
    assert emblem(made) == pytest.approx((9.5, 1.5, 3.0), abs=0.05)
