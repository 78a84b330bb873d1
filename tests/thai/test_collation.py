import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.util import collate

from thai.collation import sort_key

MARKS = "็่้๊๋์ํ๎ฺ"


@pytest.mark.parametrize(
    "in_order",
    [
        ["กาล", "เกิด", "ไก่", "เป็ด", "วันที่", "วัว", "หมู"],
        ["กก", "กรรม", "กะ", "กา", "กำ", "กิน", "กีฬา", "กุ้ง", "กู", "เก", "เกม", "แก", "โก", "ใกล้", "ไก"],
        ["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ปาก", "ป่าก"],
        ["รัก", "ราก", "ฤกษ์", "ฤดู", "ลา", "ฦๅ", "วา"],
        ["เทศบาลตำบล", "เทศบาลนคร", "เทศบาลเมือง", "องค์การบริหารส่วนตำบล"],
        ["กระบี่", "กาญจนบุรี", "ขอนแก่น", "เชียงราย", "เชียงใหม่", "ตรัง", "ตราด", "สกลนคร", "หนองคาย", "อุดรธานี"],
        ["นาย ก", "นาย ข", "นายก"],
        ["โครงการที่ 1", "โครงการที่ ๑", "โครงการที่ 2"],
    ],
)
def test_sort_key_follows_the_dictionary(in_order):
    for seed in range(5):
        shuffled = random.Random(seed).sample(in_order, len(in_order))
        assert sorted(shuffled, key=sort_key) == in_order


def test_sort_key_agrees_with_the_oracle_on_words_without_marks():
    words = sorted(word for word in thai_words() if not set(MARKS + " .-ๆฯ") & set(word))
    chosen = random.Random(2567).sample(words, 3000)
    assert sorted(chosen, key=sort_key) == collate(chosen)


def test_sort_key_agrees_with_the_oracle_wherever_letters_decide():
    words = random.Random(2570).sample(sorted(thai_words()), 2000)
    for first, second in zip(words, words[1:], strict=False):
        letters = ["".join(mark for mark in word if mark not in MARKS) for word in (first, second)]
        if not letters[0].startswith(letters[1]) and not letters[1].startswith(letters[0]):
            assert sorted([first, second], key=sort_key) == collate([first, second])


@given(st.text(), st.text())
def test_different_texts_never_tie_and_keys_are_plain_text(first, second):
    assert (sort_key(first) == sort_key(second)) is (first == second)
    if "\0" not in first:
        assert "\0" not in sort_key(first)
