"""What stays on one line: found where it stands, never at the cost of a word or a letter, on paper at all widths."""

import random
import subprocess

import pytest

from documents.compose import compose
from documents.paper import Column, Paper, Part, Table, TextBlock
from documents.render import render_pdf
from documents.unbroken import bind, room_of
from tests.documents.papers import DRAFT
from tests.documents.test_readers import FURNITURE, differences, spaced
from thai.digits import to_thai_running

#: Each must stand on one line wherever it comes.
WHOLE = [
    *(
        "นายสมชาย ใจดีงาม",
        "นางสาวสมหญิง รักไทยยิ่งยืน",
        "ว่าที่ร้อยตรีหญิงสมศรี มีสุข",
        "ว่าที่ ร.ต. กมล เก่งกล้า",
        "ดร.ปรีชา รอบรู้",
    ),
    *("นายกมล ตั้งใจ", "น.ส.แดง ดำดี", "พ.ต.ท. เอก ใจกล้า", "นายดร.สมบูรณ์ พร้อมสรรพ"),
    *("อำเภอสังคม", "จังหวัดหนองคาย", "ตำบลแก้งไก่", "อบต.สังคม", "เทศบาลตำบลโพธิ์ตาก", "ตำบล นางิ้ว"),
    *(
        "๑๕ สิงหาคม พ.ศ. ๒๕๖๖",
        "๑ ตุลาคม ๒๕๖๖",
        "๓๐ ก.ย. ๖๙",
        "ตุลาคม ๒๕๖๖",
        "พ.ศ. ๒๕๖๗ - ๒๕๖๙",
        "๒๕๖๗ – ๒๕๖๙",
        "พ.ศ. ๒๕๖๗",
    ),
    *("๓๐,๐๐๐ บาท", "๑,๒๓๔,๕๖๗.๕๐ บาท", "๑.๕ ล้านบาท", "๒๕ คน", "๑๓.๓๐ น.", "ร้อยละ ๘๐.๕๐"),
    *("ครั้งที่ ๓/๒๕๖๙", "ข้อ ๑๒", "ข้อ ๑๒ (๓)", "หัวข้อ ๔.๑", "มาตรา ๑๕", "ส่วนที่ ๓", "หมู่ที่ ๑๐"),
    *("ที่ นค ๗๑๐๐๑/๑๒๓", "มท ๐๘๐๙.๒/ว ๑๓๔"),
]
#: Nothing in these is a stretch of its own.
LOOSE = [
    "นายกองค์การบริหารส่วนท้องถิ่น และรองนายก",
    "นายอำเภอ ปลัดอำเภอ",
    "เจ้านายสมชาย ต่อ",
    "นายจ้างต้อง ดูแล",
    "๑๒ องค์ประกอบ",
]


def marked(text: str) -> str:
    return bind(text, lambda stretch: f"<{stretch}>")


@pytest.mark.parametrize("stretch", WHOLE)
@pytest.mark.parametrize("around", ["{}", "เพราะว่า {} ได้รับ", "เมื่อ{} แล้ว"])
def test_stretch_is_found_alone_and_in_a_sentence(stretch, around):
    assert marked(around.format(stretch)) == around.format(f"<{stretch}>")


def test_a_name_keeps_as_many_ranks_as_people_have_on_both_sides_of_its_title():
    for name in (
        "ว่าที่ ร.ต. ผศ. ดร.ปรีชา รอบรู้",
        "ผศ. ดร. น.ส.แดง ดำดี",
        "พ.ต.ท. นายแพทยา ใจดี",
        "รศ. ดร. นายกมล เก่งกล้า",
    ):
        assert marked(f"โดย {name} เป็นประธาน") == f"โดย <{name}> เป็นประธาน"
    run = "ดร. " * 40
    assert marked(f"{run}ปรีชา รอบรู้") == f"{run[:-12]}<{run[-12:]}ปรีชา รอบรู้>"


@pytest.mark.parametrize("text", LOOSE)
def test_what_only_looks_like_one_may_end_a_line(text):
    assert marked(text) == text


def test_a_place_whose_sentence_goes_on_keeps_its_name():
    assert marked("ในอำเภอสังคมและจังหวัดหนองคายที่ผ่านมา") == "ใน<อำเภอสังคม>และ<จังหวัดหนองคาย>ที่ผ่านมา"


def test_too_long_a_stretch_may_end_a_line():
    name = "นาย" + "ก" * 24 + " " + "ข" * 24
    assert marked(name) == name
    assert room_of("น้ำปั๊ม") == 4


def test_hostile_runs_take_no_time():
    for hostile in (
        "นาย" * 20_000,
        "๑ " * 20_000,
        "ก" * 100_000,
        "ตำบล" * 10_000,
        "ว่าที่ร้อยตรี " * 5_000,
        "๒๕๖๗ - " * 9_000,
        "ร.ต." * 25_000,
        "ดร. " * 25_000,
    ):
        assert marked(hostile).replace("<", "").replace(">", "") == hostile


# On paper ----------------------------------------------------------------------------------------


def filled(chance: random.Random, number: int) -> tuple[list[str], list[str]]:
    """Sentences of all lengths with such stretches in them, in brackets, bold and side by side; and the stretches."""
    texts, used = [], []
    for _text in range(number):
        words: list[str] = []
        for _word in range(chance.randrange(4, 12)):
            words.append("การพัฒนาบุคลากร"[: chance.choice([3, 9, 15])])
            stretch = chance.choice(WHOLE)
            used.append(stretch)
            words.append(chance.choice(["{}", "{}", "({})", "**{}**", "“{}”,"]).format(stretch))
        texts.append(" ".join(words))
    return texts, used


def lines_of(paper: Paper) -> list[str]:
    pdf = render_pdf(compose(paper), title="x").pdf
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [line for line in told.decode().replace("\f", "\n").splitlines() if not FURNITURE.fullmatch(line)]


def test_stretches_of_running_text_stand_on_one_line_and_are_copied_as_written():
    texts, used = filled(random.Random(3), 60)
    items = [f"({place % 9 + 1}) {text}" for place, text in enumerate(texts[30:])]
    body = [Part("ก", [TextBlock("\n\n".join([*texts[:30], *items]))], "๑")]
    lines = lines_of(Paper("x", DRAFT, body=body))
    told = "\n".join(lines)
    for stretch in set(used):
        assert told.count(stretch) >= used.count(stretch), stretch
    written = to_thai_running(spaced("\n".join([*texts[:30], *items]).replace("**", "")))
    assert differences(["\n".join(lines[2:])], written) == []
    assert not [line for line in lines if line[:1] in tuple(")”,.") or line[-1:] in ("(", "“")]


def test_narrow_cells_keep_what_fits_and_let_the_rest_go():
    columns = [Column("ก", 12), Column("ข", 20), Column("ค", 68)]
    rows = [[stretch, stretch, stretch] for stretch in WHOLE]
    table = Table(columns, rows)
    pdf = render_pdf(compose(Paper("x", DRAFT, body=[table])), title="x").pdf
    edges = [3 + 16 * share / 100 for share in (12, 32, 100)]
    told = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    boxes = [
        (float(line.split('"')[1]), float(line.split('"')[5]))
        for line in told.splitlines()
        if "<word " in line and float(line.split('"')[3]) < 780
    ]
    for left, right in boxes:
        edge = next(edge for edge in edges if left < edge * 28.3465)  # points of a cm
        assert right <= edge * 28.3465 + 0.5
    assert len(boxes) > 100
