from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext as oracle

from thai.digits import to_thai
from thai.money import BahtError, baht_text, format_baht, parse_baht

amounts = st.integers(0, 10**14 - 1).map(lambda satang: Decimal(satang).scaleb(-2))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("1", "หนึ่งบาทถ้วน"),
        ("10", "สิบบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("150000", "หนึ่งแสนห้าหมื่นบาทถ้วน"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("11000000", "สิบเอ็ดล้านบาทถ้วน"),
        ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("0.01", "หนึ่งสตางค์"),
        ("1.11", "หนึ่งบาทสิบเอ็ดสตางค์"),
        ("21.21", "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"),
        ("-5.50", "ลบห้าบาทห้าสิบสตางค์"),
        ("-0.00", "ศูนย์บาทถ้วน"),
    ],
)
def test_baht_text_official_words(amount, words):
    assert baht_text(Decimal(amount)) == words


@given(st.integers(0, 10**12 - 1))
def test_baht_text_agrees_with_the_oracle(number):
    assert baht_text(number) == oracle(number)


@given(st.integers(0, 11_999_999))
def test_baht_text_agrees_with_the_oracle_on_everyday_amounts(number):
    assert baht_text(Decimal(number)) == oracle(number)


@given(amounts)
def test_baht_text_is_exact_to_the_satang(amount):
    whole, satang = divmod(int(amount * 100), 100)
    words = baht_text(amount)
    if satang:
        assert words.endswith(baht_text(satang).removesuffix("บาทถ้วน") + "สตางค์")
    if whole or not satang:
        assert words.startswith(baht_text(whole).removesuffix("ถ้วน"))


@pytest.mark.parametrize("amount", ["0.001", "1.005", "NaN", "Infinity"])
def test_baht_text_refuses_what_cannot_be_exact(amount):
    with pytest.raises(ValueError, match="exact"):
        baht_text(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "thai", "arabic"),
    [
        ("150000", "๑๕๐,๐๐๐", "150,000"),
        ("150000.00", "๑๕๐,๐๐๐", "150,000"),
        ("1234.5", "๑,๒๓๔.๕๐", "1,234.50"),
        ("0", "๐", "0"),
        ("999999999999.99", "๙๙๙,๙๙๙,๙๙๙,๙๙๙.๙๙", "999,999,999,999.99"),
    ],
)
def test_format_baht_with_thousands(amount, thai, arabic):
    assert format_baht(Decimal(amount)) == thai
    assert format_baht(Decimal(amount), "arabic") == arabic


@given(amounts, st.sampled_from(["thai", "arabic"]))
def test_parse_baht_undoes_format_baht(amount, digits):
    assert parse_baht(format_baht(amount, digits)) == amount
    assert parse_baht(f" {to_thai(amount)} บาท") == amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("๑,๒๓๔.๕", "1234.50"),
        ("1 234 567", "1234567.00"),
        ("฿500", "500.00"),
        ("150,000.-", "150000.00"),
        ("5 บาทถ้วน", "5.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("000", "0.00"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_parse_baht_as_people_type_it(typed, amount):
    assert str(parse_baht(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "กรุณาใส่จำนวนเงิน"),
        ("บาท", "กรุณาใส่จำนวนเงิน"),
        ("-5", "ไม่ติดลบ"),
        ("−5", "ไม่ติดลบ"),
        ("1.234", "ไม่เกิน 2 ตำแหน่ง"),
        ("1.000", "ไม่เกิน 2 ตำแหน่ง"),
        ("1234567890123", "12 หลัก"),
        ("9" * 5000, "12 หลัก"),
        ("1,5", "หลักพัน"),
        ("12 34", "หลักพัน"),
        ("1e5", "ต้องเป็นตัวเลข"),
        ("(500)", "ต้องเป็นตัวเลข"),
        ("ห้าร้อย", "ต้องเป็นตัวเลข"),
        ("1_000", "ต้องเป็นตัวเลข"),
        ("٣", "ต้องเป็นตัวเลข"),
        ("NaN", "ต้องเป็นตัวเลข"),
    ],
)
def test_parse_baht_says_what_is_wrong(typed, words):
    with pytest.raises(BahtError, match=words):
        parse_baht(typed)
