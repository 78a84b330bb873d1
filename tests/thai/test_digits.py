import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.digits import to_arabic, to_thai, to_thai_running


def test_to_thai_every_digit():
    assert to_thai("0123456789 HR-4.0") == "๐๑๒๓๔๕๖๗๘๙ HR-๔.๐"
    assert to_thai(2567) == "๒๕๖๗"


@given(st.text())
def test_to_arabic_undoes_to_thai(text):
    assert to_arabic(to_thai(text)) == to_arabic(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("แนวทาง HR-4.0 ในปี 2567", "แนวทาง HR-4.0 ในปี ๒๕๖๗"),
        ("ISO 9001", "ISO ๙๐๐๑"),
        ("Thailand 4.0", "Thailand ๔.๐"),
        ("ที่ นร1013.4/42", "ที่ นร๑๐๑๓.๔/๔๒"),
        ("ดู https://www.dla.go.th/2567/แผน/1.pdf หน้า 3", "ดู https://www.dla.go.th/2567/แผน/1.pdf หน้า ๓"),
        ("ส่งที่ hr2@dla.go.th ภายใน 7 วัน", "ส่งที่ hr2@dla.go.th ภายใน ๗ วัน"),
        ("กระดาษ A4 ขนาด 16 pt.", "กระดาษ A4 ขนาด ๑๖ pt."),
        ("e-Learning 2 ครั้ง (PMQA 4.0)", "e-Learning ๒ ครั้ง (PMQA ๔.๐)"),
        ("ปี2567-2569 เวลา 10.30 น.", "ปี๒๕๖๗-๒๕๖๙ เวลา ๑๐.๓๐ น."),
        ("1,234,567.50 บาท", "๑,๒๓๔,๕๖๗.๕๐ บาท"),
    ],
)
def test_to_thai_running_keeps_english_codes(typed, printed):
    assert to_thai_running(typed) == printed


@given(st.text(alphabet="กข 09.-/@Aaw:\n"))
def test_to_thai_running_twice_changes_nothing(text):
    once = to_thai_running(text)
    assert to_thai_running(once) == once
    assert to_arabic(once) == text
