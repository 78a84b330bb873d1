"""Words of Thai text: nothing lost, nothing torn, with the dictionary and without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai import words as module
from thai.words import words

MARKS = set("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎")
thai = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E5C)] + list(" a1.{}\n"), max_size=60)


@pytest.fixture
def without_dictionary(monkeypatch):
    monkeypatch.setattr(module, "_breaker", lambda: None)


def test_a_sentence_is_cut_between_its_words():
    assert words("พนักงานส่วนตำบลได้รับการพัฒนา") == ["พนักงาน", "ส่วน", "ตำบล", "ได้", "รับ", "การ", "พัฒนา"]


def test_amounts_clauses_and_placeholders_are_whole():
    assert words("ปี ๒๕๖๗ {lao} 12,000.50 บาท ๑.๑") == [
        "ปี", " ", "๒๕๖๗", " ", "{lao}", " ", "12,000.50", " ", "บาท", " ", "๑.๑",
    ]  # fmt: skip


def test_without_a_dictionary_a_letter_keeps_its_marks(without_dictionary):
    assert words("แก้ไขน้ำ") == ["แก้", "ไข", "น้ำ"]


@given(st.one_of(thai, st.text(max_size=40)))
def test_joined_they_are_the_text(text):
    assert "".join(words(text)) == text


@given(thai)
def test_no_word_begins_with_a_mark_that_stands_upon_another_letter(text):
    found = words(text)
    for before, word in zip(found, found[1:], strict=False):
        if word[0] in MARKS:
            assert not "\u0e01" <= before[-1] <= "\u0e4e"


def test_a_run_longer_than_the_dictionary_is_asked_about_is_whole():
    text = "พนักงานส่วนตำบล" * 1_000
    assert "".join(words(text)) == text
    assert len(words(text)) > 3_000
