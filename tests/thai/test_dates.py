from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from thai.dates import (
    BANGKOK,
    THAI_MONTHS,
    THAI_MONTHS_SHORT,
    EraDoubt,
    ThaiDateError,
    format_date,
    format_time,
    frozen_today,
    now,
    parse_date,
    parse_parts,
    parse_year,
    today,
)
from thai.digits import to_thai
from thai.fiscal import FiscalYear

century = st.dates(date(1943, 1, 1), date(2099, 12, 31))
DAY = date(2023, 8, 15)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("letter", "๑๕ สิงหาคม ๒๕๖๖"),
        ("order", "๑๕ สิงหาคม พ.ศ. ๒๕๖๖"),
        ("full_day", "วันอังคารที่ ๑๕ สิงหาคม ๒๕๖๖"),
        ("short", "๑๕ ส.ค. ๖๖"),
        ("screen", "15 สิงหาคม 2566"),
        ("screen_short", "15 ส.ค. 2566"),
    ],
)
def test_format_date_in_every_style(style, written):
    assert format_date(DAY, style) == written


def test_format_of_a_moment_uses_the_date_and_time_in_thailand():
    moment = datetime(2023, 8, 14, 18, 5, tzinfo=UTC)
    assert format_date(moment) == "๑๕ สิงหาคม ๒๕๖๖"
    assert format_time(moment) == "01:05 น."
    assert format_time(moment, "paper") == "๐๑.๐๕ น."


@given(century, st.sampled_from(["letter", "order", "full_day", "screen", "screen_short"]))
def test_parse_date_undoes_format_date(day, style):
    written = format_date(day, style)
    assert parse_date(written) == parse_date(to_thai(written)) == day


@given(century, st.sampled_from(["/", "-", ".", " ", " / "]), st.booleans())
def test_parse_date_reads_numbers_in_both_digit_sets(day, sign, thai):
    written = sign.join(map(str, (day.day, day.month, day.year + 543)))
    assert parse_date(to_thai(written) if thai else written) == day


@given(century)
def test_submit_show_submit_changes_nothing(day):
    shown = day
    for _round in range(10):
        shown = parse_parts(shown.day, shown.month, shown.year + 543)
    assert shown == day


@pytest.mark.parametrize(
    "typed",
    [
        "15ส.ค.2566",
        " ๑๕  สิงหาคม  พ.ศ.๒๕๖๖ ",
        "15 เดือนสิงหาคม พศ 2566",
        "วันที่ 15 สค ปี 2566",
        "ที่ 15 สิงหา 2566",
        "วันอังคาร 15 ส. ค. 2566",
        "15-ส.ค.-2566",
        "2566-08-15",
        "15\u200b สิงหาคม 2566",
    ],
)
def test_parse_date_as_people_type_it(typed):
    assert parse_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "part", "words"),
    [
        ("", None, "กรุณาใส่วันที่"),
        ("   ", None, "กรุณาใส่วันที่"),
        ("พรุ่งนี้", None, "อ่านวันที่ไม่ออก"),
        ("1582566", None, "อ่านวันที่ไม่ออก"),
        ("١٥/٨/٢٥٦٦", None, "อ่านวันที่ไม่ออก"),
        ("15/8/2566/1", None, "อ่านวันที่ไม่ออก"),
        ("15 สิงหาคม 2566 " * 20, None, "อ่านวันที่ไม่ออก"),
        ("สิงหาคม 2566", "day", "กรุณาใส่วัน"),
        ("15 สิงหาคม", "year", "กรุณาใส่ปี พ.ศ."),
        ("32 สิงหาคม 2566", "day", "1 ถึง 31"),
        ("31 เมษายน 2566", "day", "มี 30 วัน"),
        ("29 ก.พ. 2566", "day", "มี 28 วัน"),
        ("15/13/2566", "month", "1 ถึง 12"),
        ("15 August 2566", "month", "ชื่อเดือน"),
        ("15 สิงหาคม 256", "year", "ระหว่าง"),
        ("15 สิงหาคม 3000", "year", "ระหว่าง"),
        ("15 สิงหาคม ค.ศ. 2566", "year", "พ.ศ."),
        ("วันศุกร์ที่ ๑๕ สิงหาคม ๒๕๖๖", "day", "เป็นวันอังคาร"),
    ],
)
def test_parse_date_says_what_is_wrong(typed, part, words):
    with pytest.raises(ThaiDateError) as caught:
        parse_date(typed)
    assert not isinstance(caught.value, EraDoubt)
    assert caught.value.part == part
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("15 สิงหาคม 2023", 2566),
        ("15/8/๒๐๒๓", 2566),
        ("2023-08-15", 2566),
        ("15 ส.ค. ค.ศ. 2023", 2566),
        ("15 ส.ค. พ.ศ. 2023", 2566),
        ("15 ส.ค. 66", 2566),
    ],
)
def test_parse_date_asks_back_an_unclear_year(typed, suggested):
    with pytest.raises(EraDoubt, match=f"พ.ศ. {suggested} ใช่หรือไม่") as caught:
        parse_date(typed)
    assert caught.value.suggested == suggested
    assert caught.value.part == "year"


@given(st.integers(1900, 2199))
def test_no_christian_year_is_ever_taken(year):
    for read in (
        parse_year,
        lambda typed: parse_parts("1", "1", typed),
        lambda typed: parse_date(f"1/1/{typed}"),
    ):
        with pytest.raises(EraDoubt):
            read(str(year))


@given(st.integers(0, 2500) | st.integers(2700, 10**12))
def test_no_year_outside_the_window_is_ever_taken(year):
    with pytest.raises(ThaiDateError):
        parse_year(str(year))


@pytest.mark.parametrize("month", range(1, 13))
def test_parse_parts_reads_every_name_of_a_month(month):
    names = (month, f"{month:02}", to_thai(month), THAI_MONTHS[month - 1], THAI_MONTHS_SHORT[month - 1])
    for name in (*names, THAI_MONTHS_SHORT[month - 1].replace(".", ""), f"เดือน{THAI_MONTHS[month - 1]}"):
        assert parse_parts("1", name, "๒๕๖๗") == date(2024, month, 1)


@pytest.mark.parametrize(
    ("parts", "part", "words"),
    [
        (("", "8", "2566"), "day", "กรุณาใส่วัน"),
        (("15", " ", "2566"), "month", "กรุณาใส่เดือน"),
        (("15", "8", ""), "year", "กรุณาใส่ปี พ.ศ."),
        (("15", "", ""), None, "กรุณาใส่เดือนและปี พ.ศ."),
        (("1.5", "8", "2566"), "day", "1 ถึง 31"),
        (("-1", "8", "2566"), "day", "1 ถึง 31"),
        (("15", "8", "สองพัน"), "year", "4 หลัก"),
        (("๓๐", "กุมภาพันธ์", "๒๕๖๗"), "day", "มี 29 วัน"),
    ],
)
def test_parse_parts_names_the_wrong_box(parts, part, words):
    with pytest.raises(ThaiDateError, match=words) as caught:
        parse_parts(*parts)
    assert caught.value.part == part


@pytest.mark.parametrize(("year", "exists"), [(2543, True), (2567, True), (2566, False), (2643, False)])
def test_leap_days_follow_the_christian_year(year, exists):
    if exists:
        assert parse_parts("29", "2", str(year)) == date(year - 543, 2, 29)
    else:
        with pytest.raises(ThaiDateError, match="28 วัน"):
            parse_parts("29", "2", str(year))


@pytest.mark.parametrize("typed", ["2567", "๒๕๖๗", "พ.ศ. 2567", "ปีงบประมาณ พ.ศ. ๒๕๖๗", " ปี 2567 ", 2567])
def test_parse_year_as_people_type_it(typed):
    year = parse_year(typed)
    assert year == 2567
    assert isinstance(year, FiscalYear)


def test_parse_year_asks_back_two_digits_and_refuses_nothing():
    with pytest.raises(EraDoubt, match="2567"):
        parse_year("67")
    with pytest.raises(ThaiDateError, match="กรุณาใส่ปีงบประมาณ"):
        parse_year("")


@time_machine.travel(datetime(2023, 9, 30, 17, 0, tzinfo=UTC), tick=False)
def test_today_is_the_date_in_thailand_at_midnight():
    assert today() == date(2023, 10, 1)
    assert now().isoformat() == "2023-10-01T00:00:00+07:00"


@time_machine.travel(datetime(2023, 9, 30, 16, 59, 59, tzinfo=UTC), tick=False)
def test_today_is_the_last_day_a_second_before_midnight():
    assert today() == date(2023, 9, 30)
    assert FiscalYear.of(today()) == 2566


def test_frozen_today_sets_the_date_and_gives_it_back():
    real = today()
    with frozen_today(date(2026, 8, 1)):
        assert today() == now().date() == date(2026, 8, 1)
        with frozen_today(date(2026, 10, 1)):
            assert today() == date(2026, 10, 1)
        assert today() == date(2026, 8, 1)
    assert today() >= real


def test_frozen_today_given_a_moment_sets_the_clock_too():
    moment = datetime(2023, 9, 29, 9, 15, tzinfo=BANGKOK)
    with frozen_today(moment):
        assert (now(), today()) == (moment, date(2023, 9, 29))
    assert now() > moment


@pytest.mark.parametrize("setting", ["2026-08-01", date(2026, 8, 1)])
def test_today_of_a_demonstration_comes_from_settings(settings, setting):
    settings.PHATTHANA_TODAY = setting
    assert today() == date(2026, 8, 1)
    with frozen_today(date(2023, 10, 1)):
        assert today() == date(2023, 10, 1)
