"""Baht as official papers write and spell it, and as people type it; always Decimal, never rounded in silence."""

import re
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from thai.digits import to_arabic, to_thai
from thai.text import normalise_line

INTEGER_DIGITS = 12  # Decimal(14, 2)
_SATANG = Decimal("0.01")
_MILLION_DIGITS = 6

_DIGIT_WORDS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACE_WORDS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")

_UNIT = re.compile(r"^฿|\s*(?:บาทถ้วน|บาท|฿|\.-)$")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+")
_AMOUNT = re.compile(r"([0-9, ]*)(?:\.([0-9]*))?")


class BahtError(ValueError):
    """What was typed is no amount of baht; the message is Thai and says what to type."""


def baht_text(amount: Decimal | int) -> str:
    """The amount in words: หนึ่งร้อยเอ็ดบาทถ้วน, ยี่สิบห้าสตางค์, ลบห้าบาทถ้วน.

    Raises ValueError for a fraction of a satang: an amount in words must be exact.
    """
    value = _exact(amount)
    baht, satang = divmod(int(abs(value) * 100), 100)
    words = "ลบ" if value < 0 else ""
    if baht or not satang:
        words += (number_text(baht)) + "บาท"
    return words + (number_text(satang) + "สตางค์" if satang else "ถ้วน")


def number_text(number: int) -> str:
    """A whole number (zero or more) in words; every six digits are counted in ล้าน once more."""
    if not number:
        return "ศูนย์"
    millions, rest = divmod(number, 10**_MILLION_DIGITS)
    words = number_text(millions) + "ล้าน" if millions else ""
    return words + _below_million(rest, follows=bool(millions))


def format_baht(amount: Decimal | int, digits: Literal["thai", "arabic"] = "thai") -> str:
    """The amount with thousands separators: ๑๕๐,๐๐๐ or, where there is any satang, ๑,๒๓๔.๕๐."""
    value = _exact(amount)
    written = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    return to_thai(written) if digits == "thai" else written


def parse_baht(text: str) -> Decimal:
    """The amount typed with Thai or Arabic digits, commas or spaces between thousands, and บาท, ฿ or .- after it.

    Raises BahtError when it is empty, negative, has more than 2 decimals or more than 12 digits before the point.
    """
    clean = _UNIT.sub("", _UNIT.sub("", to_arabic(normalise_line(text)))).strip()
    if not clean:
        raise BahtError(_("กรุณาใส่จำนวนเงินเป็นบาท เช่น 15,000 หรือ 15,000.50"))
    if re.match(r"[-−–]\s*[0-9.]", clean):
        raise BahtError(_("จำนวนเงินต้องไม่ติดลบ"))
    found = _AMOUNT.fullmatch(clean)
    if not found or not (found[1] or found[2]):
        raise BahtError(_("จำนวนเงินต้องเป็นตัวเลข เช่น 15,000 หรือ 15,000.50"))
    whole, fraction = found[1].strip(), found[2] or ""
    if not (re.fullmatch("[0-9]+", whole) or not whole or _GROUPED.fullmatch(whole)):
        raise BahtError(_("เครื่องหมายคั่นหลักพันไม่ถูกตำแหน่ง กรุณาใส่ เช่น 1,500,000"))
    whole = re.sub("[, ]", "", whole).lstrip("0")
    if len(fraction) > 2:
        raise BahtError(_("จำนวนเงินมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง (สตางค์)"))
    if len(whole) > INTEGER_DIGITS:
        raise BahtError(_("จำนวนเงินมากเกินไป ใส่ได้ไม่เกิน 12 หลักหน้าจุดทศนิยม"))
    return Decimal(f"{whole or 0}.{fraction:0<2}")


def _exact(amount: Decimal | int) -> Decimal:
    value = Decimal(amount)
    if not value.is_finite() or value != value.quantize(_SATANG):
        raise ValueError(f"not an exact amount of baht and satang: {amount}")
    return value + 0  # minus zero is zero


def _below_million(number: int, *, follows: bool) -> str:
    """Words of 0-999,999; ``follows`` says that a higher group was spoken before, which turns a last หนึ่ง into เอ็ด."""
    words = ""
    for place in reversed(range(_MILLION_DIGITS)):
        digit = number // 10**place % 10
        if not digit:
            continue
        words += _digit_word(digit, place, bool(words) or follows) + _PLACE_WORDS[place]
    return words


def _digit_word(digit: int, place: int, follows: bool) -> str:
    if place == 1:
        return {1: "", 2: "ยี่"}.get(digit, _DIGIT_WORDS[digit])
    return "เอ็ด" if place == 0 and digit == 1 and follows else _DIGIT_WORDS[digit]
