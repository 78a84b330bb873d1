"""Years move on with a text, laws and letters stay, and what moved can move back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rollover.years import moved_on, shifted, without_years, year_places
from thai.digits import to_thai
from thai.fiscal import Cycle

pytestmark = pytest.mark.any_database

OLD, NEW = Cycle(2567), Cycle(2570)

MOVING = [
    ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙", "ประจำปีงบประมาณ พ.ศ. ๒๕๗๐ - ๒๕๗๒"),
    ("พ.ศ.๒๕๖๗-๒๕๖๙", "พ.ศ.๒๕๗๐-๒๕๗๒"),
    ("แผนปี 2567-69 และ 2567 ถึง 2569", "แผนปี 2570-72 และ 2570 ถึง 2572"),
    ("ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๖ ถึงวันที่ ๓๐ กันยายน ๒๕๖๙", "ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๙ ถึงวันที่ ๓๐ กันยายน ๒๕๗๒"),
    ("เสนอภายในเดือนสิงหาคม 2566", "เสนอภายในเดือนสิงหาคม 2569"),
    ("ข้อบัญญัติงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. ๒๕๖๘", "ข้อบัญญัติงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. ๒๕๗๑"),
    ("รอบถัดไปเริ่มปี ๒๕๗๐", "รอบถัดไปเริ่มปี ๒๕๗๓"),
    ("ปีงบประมาณ ๒๕๖๗, ๒๕๖๘ และ ๒๕๖๙", "ปีงบประมาณ ๒๕๗๐, ๒๕๗๑ และ ๒๕๗๒"),
]
STAYING = [
    "พระราชบัญญัติระเบียบบริหารงานบุคคลส่วนท้องถิ่น พ.ศ. ๒๕๔๒",
    "ระเบียบกระทรวงมหาดไทยว่าด้วยค่าใช้จ่ายในการฝึกอบรม พ.ศ. ๒๕๕๗ และที่แก้ไข (ฉบับที่ ๓) พ.ศ. ๒๕๖๖",
    "ประกาศคณะกรรมการกลาง เรื่อง มาตรฐานทั่วไป พ.ศ. 2567",
    "หนังสือ ที่ มท ๐๘๐๙.๒/ว ๑๒/๒๕๖๖ ลงวันที่ ๓ มกราคม ๒๕๖๘",
    "มติครั้งที่ ๖/๒๕๖๖ เมื่อวันที่ ๒๙ มิถุนายน ๒๕๖๖",
    "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)",
    "ข้อมูล ณ เดือนเมษายน ๒๕๖๖",
    "เมื่อปี ๒๕๖๗ หน่วยงานได้รับรางวัล",
    "งบประมาณ 2567 บาท รหัส 12567 และ 2,567.2567",
    "ปี ๒๕๖๐ และปี ๒๕๘๐",
]


@pytest.mark.parametrize(("old", "new"), MOVING)
def test_year_of_the_cycle_moves_on(old, new):
    assert moved_on(old, OLD, 3) == new


@pytest.mark.parametrize("text", STAYING)
def test_year_of_something_else_stays(text):
    assert moved_on(text, OLD, 3) == text


def test_year_that_stays_says_why_and_can_be_moved():
    [place] = year_places("ข้อมูล ณ เดือนเมษายน ๒๕๖๖", OLD, 3)
    assert place.why_not
    assert shifted("ข้อมูล ณ เดือนเมษายน ๒๕๖๖", [place]) == "ข้อมูล ณ เดือนเมษายน ๒๕๖๙"


def test_excerpt_shows_the_line_around_the_year_and_begins_with_a_letter():
    text = "ย่อหน้าก่อน\n" + "ก่ี" * 30 + " ปีงบประมาณ ๒๕๖๗ ต่อไป\nย่อหน้าหลัง"
    [place] = year_places(text, OLD, 3)
    assert "\n" not in place.before + place.after
    assert place.before[0] == "ก"
    assert place.after == " ต่อไป"


def test_texts_that_differ_in_years_alone_are_known():
    assert without_years("ปี ๒๕๖๗ - ๒๕๖๙") == without_years("ปี 2570 - 2572")
    assert without_years("ปี ๒๕๖๗ มี ๕ คน") != without_years("ปี ๒๕๖๗ มี ๖ คน")


laws = st.sampled_from([text for text in STAYING if "ปี ๒๕๘๐" not in text])
moving = st.sampled_from([old for old, _new in MOVING])
words = st.text("กขคงจ ำีื่0123456789๐๑๒๓.,/()-", max_size=30).filter(
    lambda text: not year_places(text, OLD, 3) and not year_places(text, NEW, -3)
)


@given(st.lists(st.one_of(laws, moving, words.map(lambda word: f"ก {word} ก")), max_size=8))
def test_text_that_moved_on_moves_back(lines):
    text = "\n".join(lines)
    assert moved_on(moved_on(text, OLD, 3), NEW, -3) == text


@given(st.lists(st.one_of(laws, words.map(lambda word: f"ก {word} ก")), max_size=8))
def test_text_without_the_cycle_is_untouched(lines):
    text = "\n".join(lines)
    assert moved_on(text, OLD, 3) == text


years = st.integers(2560, 2580).flatmap(lambda year: st.sampled_from([str(year), to_thai(year)]))
pieces = st.one_of(
    years, st.sampled_from([" ", " - ", "/", "ปีงบประมาณ ", "พ.ศ. ", "ลงวันที่ ๑ ", "\n", "มกราคม "])
)


@given(st.lists(pieces, max_size=20).map("".join), st.data())
def test_any_choice_of_places_can_be_undone(text, data):
    """Places in the old text are places in the new one, whatever was ticked."""
    places = year_places(text, OLD, 3)
    chosen = [place for place in places if data.draw(st.booleans())]
    result = shifted(text, chosen)
    assert len(result) == len(text)
    back = result
    for place in chosen:
        back = back[: place.start] + place.old + back[place.end :]
    assert back == text
    untouched = {index for index in range(len(text))}
    for place in chosen:
        untouched -= set(range(place.start, place.end))
    assert all(result[index] == text[index] for index in untouched)
