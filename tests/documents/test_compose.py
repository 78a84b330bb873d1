"""Papers as they come out: order, page numbers, contents, tables, marks, Thai digits, nothing from users as markup."""

import re

import pytest

from documents.compose import compose
from documents.paper import Column, Paper, Part, Table, TextBlock
from documents.render import ASSETS, RenderError, render_pdf
from tests.documents import papers


@pytest.fixture
def pages(pdftotext):
    """The text of each page, lines without the space around them."""

    def read(paper: Paper) -> list[str]:
        rendered = render_pdf(compose(paper), title=paper.title)
        assert rendered.warnings == ()
        texts = pdftotext(rendered.pdf, "-layout").split("\f")[: rendered.pages]
        return ["\n".join(line.strip() for line in text.splitlines() if line.strip()) for text in texts]

    return read


def number(text: str) -> str:
    """What stands at the top of the page as its number."""
    top = text.split("\n", 1)[0].replace("ร่าง", "").replace(" ", "")
    return top if re.fullmatch(r"-[๐-๙]+-|[ก-ฮ]", top) else ""


def test_book_is_bound_in_the_official_order_with_official_numbers(pages):
    texts = pages(papers.book())
    heads = [
        "แผนพัฒนาบุคลากร ๓ ปี",
        "ประกาศองค์การบริหารส่วนตำบลสังคม",
        "คำนำ",
        "สารบัญ",
        "ส่วนที่ ๑",
        "ส่วนที่ ๕",
        "ตารางที่ ๑",
    ]
    for head, text in zip(heads, texts, strict=False):
        assert head in text
    assert [number(text) for text in texts][:7] == ["", "", "ก", "ข", "", "-๒-", "-๓-"]
    assert number(texts[-1]) == f"-{(len(texts) - 4)}-".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def test_numbers_run_on_when_the_book_begins_with_a_wide_part(pages):
    wide = Part("กว้าง", [papers.budget(3)], "ส่วนที่ 1", landscape=True)
    tall = Part("สูง", [TextBlock("ข้อความ")], "ส่วนที่ 2")
    texts = pages(Paper("x", papers.DRAFT, contents=True, body=[wide, tall, wide, tall]))
    assert [number(text) for text in texts] == ["ก", "", "-๒-", "-๓-", "-๔-"]


def test_headings_that_run_on_share_a_page(pages):
    parts = [Part(f"หัวข้อ {n}", [TextBlock("ข้อความ")], f"{n}.", opening=False) for n in range(1, 6)]
    assert len(pages(Paper("x", papers.DRAFT, body=parts))) == 1


def test_two_announcements_are_numbered_each_from_one(pages):
    long = papers.announcement()
    long = type(long)(
        long.issuer, long.subject, [TextBlock("ข้อความยาว\n\n" * 60)], long.closing, long.signature
    )
    texts = pages(Paper("x", papers.DRAFT, announcements=[long, long]))
    half = len(texts) // 2
    assert [number(text) for text in texts][:2] == ["", "-๒-"]
    assert [number(text) for text in texts][half : half + 2] == ["", "-๒-"]


def test_contents_name_the_page_on_which_each_part_stands(pages):
    texts = pages(papers.book())
    listed = dict(re.findall(r"^(.+?) ?[ .]{4,} ?([๐-๙]+)$", texts[3], re.MULTILINE))
    assert list(listed) == ["ส่วนที่ ๑ หลักการและเหตุผล", "๑.๑ ที่มา", "ส่วนที่ ๕ งบประมาณ", "ภาคผนวก ก คำสั่ง"]
    for heading, page in listed.items():
        place = " ".join(texts[4 + int(page) - 1].split())
        assert heading in place


@pytest.mark.parametrize("rows", [*range(20, 34), 70])
def test_table_repeats_its_header_and_never_leaves_the_total_alone(pages, rows):
    texts = [text for text in pages(Paper("x", papers.DRAFT, body=[papers.budget(rows)])) if text]
    assert all("งบประมาณ (บาท)" in text for text in texts)
    last = texts[-1]
    assert "รวมทั้งสิ้น" in last
    assert "โครงการอบรมที่" in last
    found = re.findall(r"โครงการอบรมที่ ([๐-๙]+)", "".join(texts))
    assert [int(n) for n in found] == list(range(1, rows + 1))


def test_table_without_rows_says_so_and_has_no_total(pages):
    table = Table([Column("ก", 50), Column("ข", 50)], [], totals_row=["รวม", "0"], empty_text="ยังไม่มีโครงการ")
    (text,) = pages(Paper("x", papers.DRAFT, body=[table]))
    assert "ยังไม่มีโครงการ" in text
    assert "รวม" not in text


@pytest.mark.parametrize(
    "make",
    [
        lambda: Table([Column("ก", 50), Column("ข", 40)], []),
        lambda: Table([Column("ก", 50), Column("ข", 50)], [["หนึ่ง"]]),
        lambda: Table([Column("ก", 100)], [["หนึ่ง"]], totals_row=["รวม", "1"]),
    ],
)
def test_table_that_does_not_add_up_is_refused_when_it_is_made(make):
    with pytest.raises(ValueError, match=r"columns|cells"):
        make()


def test_running_text_has_thai_digits_and_names_keep_theirs(pages):
    text = " ".join("\n".join(pages(papers.book())).split())
    assert "๒๕๖๗ ถึง ๒๕๖๙ ตามมาตรฐาน ISO-9001 และระบบ A4" in text
    assert set(re.findall(r"\S*[0-9]\S*", text)) == {"ISO-9001", "A4"}


def test_draft_says_so_on_each_page(pages):
    for text in pages(papers.book()):
        assert "ร่างเอกสาร ยังไม่มีผลใช้บังคับ พิมพ์เมื่อวันที่ ๑ พฤษภาคม ๒๕๖๖" in text
        assert "ร่าง" in text.split("\n")[0]


def test_issued_paper_carries_its_code_and_address_on_each_page(pages):
    for text in pages(papers.book(papers.ISSUED)):
        assert "รหัสเอกสาร 7K2QD-M84ZP" in text
        assert papers.ISSUED.address in text
        assert "ร่าง" not in text


def test_signature_stays_with_the_closing_line(pages):
    for lines in range(20, 36):
        body = papers.announcement()
        body = type(body)(
            body.issuer, body.subject, [TextBlock("\n\n".join(["ก"] * lines))], body.closing, body.signature
        )
        for text in pages(Paper("x", papers.DRAFT, announcements=[body])):
            assert ("ประกาศ ณ วันที่" in text) == ("(นายตัวอย่าง ใจดีงาม)" in text) == ("นายกองค์การ" in text)


HOSTILE = "<link rel=attachment href='file:///etc/passwd'><img src=http://127.0.0.1/><script>x</script>&\"'"


def test_what_users_write_is_text_wherever_it_stands(pages):
    paper = Paper(
        HOSTILE,
        papers.DRAFT,
        body=[
            Part(HOSTILE, [TextBlock(HOSTILE)], HOSTILE),
            Table([Column(HOSTILE, 100)], [[HOSTILE]], caption=HOSTILE, note=HOSTILE),
            papers.announcement().__class__(
                HOSTILE, HOSTILE, [], HOSTILE, papers.Signature(HOSTILE, [HOSTILE])
            ),
        ],
    )
    html = compose(paper)
    assert "<script" not in html
    assert html.count("<link") == 1
    assert html.count("<img") == 1
    assert "passwd" in "".join(pages(paper))


def test_anchor_of_a_part_cannot_break_out_of_its_attribute():
    html = compose(Paper("x", papers.DRAFT, contents=True, body=[Part("ก", anchor='"><img src=x>')]))
    assert "<img" not in html


def test_same_paper_gives_the_same_bytes():
    assert len({render_pdf(compose(papers.book(papers.ISSUED)), title="x").pdf for _ in range(2)}) == 1


def test_page_limit_holds_for_a_real_paper():
    with pytest.raises(RenderError):
        render_pdf(compose(papers.book(rows=400)), title="x", page_limit=5)


def test_a_piece_of_another_kind_is_a_programming_error():
    with pytest.raises(TypeError, match="not a piece"):
        compose(Paper("x", papers.DRAFT, body=["text"]))


def test_letter_has_its_official_lines_in_order_and_thai_digits(pages):
    (text,) = pages(Paper("x", papers.DRAFT, announcements=[papers.letter()]))
    heads = [
        "ที่ นค ๗๑๒๐๑/๑๕๓",
        "๑๕ สิงหาคม ๒๕๖๖",
        "เรื่อง",
        "เรียน",
        "อ้างถึง",
        "สิ่งที่ส่งมาด้วย",
        "๓. สำเนารายงาน",
        "ตามที่",
    ]
    heads += ["ขอแสดงความนับถือ", "(นายตัวอย่าง ใจดีงาม)", "โทร. ๐ ๔๒๐๐ ๐๐๐๐"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("paragraphs", [8, 9, 10, 11, 12])
def test_long_letter_keeps_its_closing_with_the_signature_and_numbers_its_second_page(pages, paragraphs):
    first, second = pages(Paper("x", papers.DRAFT, announcements=[papers.letter(paragraphs=paragraphs)]))
    assert [number(first), number(second)] == ["", "-๒-"]
    assert "ขอแสดงความนับถือ" in second
    assert "ตามที่" in second  # never the signature alone


def test_no_rule_of_the_style_walks_all_that_follow_an_element():
    """The engine asks such a rule of every paragraph and looks through all behind it: a long text takes hours."""
    assert not re.search(r":has\([^)>]*[+~]", (ASSETS / "paper.css").read_text("utf-8"))
