"""Position numbers: however they are typed they read the same, and what does not fit is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.positions import PositionNumber, canonical, decode, doubts
from tests.builders import make_organization
from thai.digits import to_thai
from thai.titles import LaoKind

NUMBER = PositionNumber("43", "3", "01", "3102", "001")
digits = lambda length: st.text("0123456789", min_size=length, max_size=length)  # noqa: E731


@pytest.mark.parametrize(
    "typed",
    [
        "43-3-01-3102-001",
        "๔๓-๓-๐๑-๓๑๐๒-๐๐๑",
        " 43 - 3 - 01 - 3102 - 001 ",
        "43–3–01–3102–001",
        "43—3—01—3102—001",
        "43−3−01−3102−001",
        "43/3/01/3102/001",
        "433013102001",
        "43 3 01 3102 001",
        "43-3-01-3102-\u200b001",
    ],
)
def test_number_reads_the_same_however_it_is_typed(typed):
    assert decode(typed) == NUMBER
    assert canonical(typed) == "43-3-01-3102-001"


@pytest.mark.parametrize("typed", ["43-3-06-3601-001 (ถ)", "43-3-06-3601-001(ถ)", "๔๓-๓-๐๖-๓๖๐๑-๐๐๑ ( ถ )"])
def test_transferred_post_is_known_by_its_mark(typed):
    decoded = decode(typed)
    assert decoded.is_transferred
    assert str(decoded) == "43-3-06-3601-001 (ถ)"


@pytest.mark.parametrize(
    "typed", ["", "-", "12", "43-3-01-3102-01", "43-3-01-3102-0011", "ว่าง", "ก43-3-01-3102-001"]
)
def test_other_numbers_do_not_decode(typed):
    assert decode(typed) is None


def test_number_of_an_employee_is_kept_as_typed_in_one_form():
    assert canonical("  ๐๑๒/  ๒๕๖๐ ") == "012/ 2560"


@given(st.builds(PositionNumber, digits(2), digits(1), digits(2), digits(4), digits(3), st.booleans()))
def test_formatting_and_reading_are_inverse(number):
    assert decode(str(number)) == number
    assert decode(number.thai) == number
    assert number.thai == to_thai(str(number))


def test_type_follows_from_the_line():
    assert [PositionNumber("43", "3", "01", f"{d}101", "001").type_code for d in range(1, 8)] == [
        *("executive", "directing", "academic", "general", "school_head", "teacher"),
        "",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("43-3-01-3102-001", 0),
        ("41-3-01-3102-001", 1),
        ("43-2-01-3102-001", 1),
        ("41-9-01-3102-001", 2),
        ("7", 0),
    ],
)
def test_what_does_not_fit_the_lao_is_said(number, expected):
    organization = make_organization(LaoKind.SAO)
    assert len(list(doubts(number, organization))) == expected


@pytest.mark.django_db
def test_what_does_not_fit_the_line_or_type_is_said():
    organization = make_organization(LaoKind.SAO)
    found = list(doubts(str(NUMBER), organization, line_code="4101", type_code="general"))
    assert len(found) == 2
    assert list(doubts(str(NUMBER), organization, line_code="3102", type_code="academic")) == []


@pytest.mark.django_db
def test_pattaya_has_no_known_digit():
    organization = make_organization(LaoKind.PATTAYA)
    assert list(doubts("20-4-01-3102-001", organization)) == []
