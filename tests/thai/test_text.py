import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from thai.text import normalise, normalise_line, refuse_emoji, refuse_endless_words

thai_letters = st.text(alphabet="กนเแำาํ่้๊์ิฺุู็ \n\t\u200b๐1")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทํา", "ทำ"),
        ("เเผน", "แผน"),
        ("ก่ิง", "กิ่ง"),
        ("กุ่", "กุ่"),
        ("a\u0301", "á"),
        ("ก\r\nข\rค\u2028ง", "ก\nข\nค\nง"),
        ("ก\tข\xa0ค", "ก ข ค"),
        ("\ufeffพัฒ\u00adนา\u200b\u202e\u2066\x00\x1b\x9f", "พัฒนา"),
        ("ก  \nข \n", "ก\nข"),
        ("ก\n\n\n\n\n\nข", "ก\n\n\nข"),
        ("ก\n\n\nข", "ก\n\n\nข"),
        ("  ๑) ย่อหน้า", "  ๑) ย่อหน้า"),
        ("ที\uf70a", "ที่"),
        ("\uf0b7 รายการ", "• รายการ"),
        ("ก\ud800ข", "กข"),
        (" \n \n", ""),
    ],
)
def test_normalise_table(typed, kept):
    assert normalise(typed) == kept


@given(st.text() | thai_letters)
@example("ํำา่")
@example("ุ์ฺ")
def test_normalise_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    line = normalise_line(text)
    assert normalise_line(line) == line
    assert "\n" not in line


@given(st.text())
def test_normalised_text_can_be_kept_and_printed(text):
    kept = normalise(text)
    kept.encode("utf-8")
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in kept if letter != "\n")


def test_normalise_of_a_very_long_text_stays_whole():
    text = "แผนพัฒนาบุคลากร ๓ ปี\n" * 10_000
    assert normalise(text) == text.rstrip("\n")
    assert normalise(" " * 200_000) == ""


def test_normalise_line_makes_one_line():
    assert normalise_line("  โครงการ \n\n  อบรม\t\tบุคลากร ") == "โครงการ อบรม บุคลากร"


@pytest.mark.parametrize("symbol", ["😀", "❤", "✅", "⭐", "⌚", "☎", "𝐀", "👩‍💻", "\ue123", "\ufffd"])
def test_refuse_emoji_names_the_symbol(symbol):
    with pytest.raises(ValidationError) as caught:
        refuse_emoji(f"อบรม{symbol}ดิจิทัล")
    assert caught.value.code == "emoji"
    assert symbol[0] in caught.value.message


@pytest.mark.parametrize("text", ["", "๏ แผน ๒๕๖๗ ฯลฯ ๆ ๚๛", "• – — “ก” … ฿ % © → ≥ ½ é e-Learning\n"])
def test_refuse_emoji_lets_official_text_pass(text):
    refuse_emoji(text)


def test_marks_heaped_on_one_letter_are_cut_before_they_take_hours():
    heap = "\u0300\u0316" * 1_000_000  # sorting these one by one would outlast the test run
    assert len(normalise("a" + heap)) <= 32
    assert normalise("ก" + "ุ่" * 500_000 + "ข").endswith("ข")


def test_leaders_and_marks_of_a_language_stay():
    contents = "บทที่ ๑ " + "…" * 80 + " ๑"
    assert normalise(contents) == contents
    assert normalise("น้ำ" * 40) == "น้ำ" * 40


def test_endless_word_is_refused_and_long_thai_is_not():
    with pytest.raises(ValidationError, match="200"):
        refuse_endless_words("ก่อน " + "A" * 201)
    refuse_endless_words("ก" * 5000 + " " + "A" * 200)
