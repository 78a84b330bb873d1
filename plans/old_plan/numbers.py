"""Numbers of a cell exactly as they stand there; what is no plain number is not read, and said so."""

from __future__ import annotations

import re
from decimal import Decimal

from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from thai.digits import to_arabic

EMPTY = re.compile(r"^[-–—.]*$")
WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
PEOPLE = re.compile(rf"^({WHOLE})(?:คน|ราย|อัตรา)?$")
BAHT = re.compile(rf"^((?:{WHOLE})(?:\.\d{{1,2}})?)(?:\.?-)?(?:บาท)?$")
NO_MONEY = re.compile(r"ไม่ใช้งบ|ไม่มีค่าใช้จ่าย|ไม่ใช้งบประมาณ|ไม่เสียค่าใช้จ่าย")


class Unread(ValueError):
    """The cell holds something else than one number."""


def people_of(text: str) -> int | None:
    """People in a cell; None where it is empty or a dash."""
    plain = _plain(text)
    if EMPTY.match(plain):
        return None
    found = PEOPLE.match(plain)
    number = int(found[1].replace(",", "")) if found else PEOPLE_LIMIT + 1
    if number > PEOPLE_LIMIT:
        raise Unread(text)
    return number


def baht_of(text: str) -> Decimal | None:
    """Baht in a cell; None where it is empty, a dash or says that no money is used."""
    plain = _plain(text)
    if EMPTY.match(plain) or says_no_money(text):
        return None
    found = BAHT.match(plain)
    amount = Decimal(found[1].replace(",", "")) if found else BAHT_LIMIT + 1
    if amount > BAHT_LIMIT:
        raise Unread(text)
    return amount.quantize(Decimal("0.01"))


def says_no_money(text: str) -> bool:
    """True for "ไม่ใช้งบประมาณ" in one of its wordings."""
    return bool(NO_MONEY.search(_plain(text)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", to_arabic(text))
