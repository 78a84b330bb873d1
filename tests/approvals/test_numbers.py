"""Numbers of papers: read as people type them, given once, also when twenty ask at once."""

import datetime

import pytest

from approvals.models import NumberTaken
from approvals.numbers import (
    NumberInUse,
    NumberUnreadable,
    note_typed,
    parse_number,
    propose,
    take,
    take_next,
    year_of,
)
from approvals.submissions.letters import usual_number
from plans.models import State
from tests.approvals.test_concurrency import PEOPLE, at_once
from tests.builders import make_board, make_organization

DAY = datetime.date(2026, 5, 15)  # 15 พฤษภาคม 2569
Series = NumberTaken.Series


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("123/2569", "123/2569"),
        ("๑๒๓/๒๕๖๙", "123/2569"),
        (" ๑๒๓ / ๒๕๖๙ ", "123/2569"),
        ("ที่ ๑๒๓/๒๕๖๙", "123/2569"),
        ("คำสั่งที่ 123/2569", "123/2569"),
        ("เลขที่ 123/พ.ศ. 2569", "123/2569"),
        ("123", "123/2569"),
        ("0123", "123/2569"),
        ("นค 71201/153", "นค 71201/153"),
        ("ที่ นค ๗๑๒๐๑/๑๕๓", "นค 71201/153"),
        ("นค 71201.1/153", "นค 71201.1/153"),
        ("นค 0023.2/ว 1234", "นค 0023.2/ว 1234"),
        ("นค 71201/2569", "นค 71201/2569"),
        ("นค 71201/1/153", "นค 71201/1/153"),
    ],
)
def test_number_is_read_as_people_type_it(typed, written):
    assert str(parse_number(typed, dated_on=DAY)) == written


def test_number_without_a_year_and_date_has_none():
    assert parse_number("๑๒๓").year is None


@pytest.mark.parametrize(
    ("typed", "says", "suggested"),
    [
        ("123/2026", "ค.ศ.", "123/2569"),
        ("123/69", "2 หลัก", "123/2569"),
        ("123/2570", "ปีเดียวกัน", "123/2569"),
        ("123/ก", "พ.ศ. 4 หลัก", ""),
        ("71201/153", "พ.ศ. 4 หลัก", ""),
        ("0/2569", "ตั้งแต่ 1", ""),
        ("9" * 30, "ตั้งแต่ 1", ""),
        ("๑๒๓/๒๕๖๙/๕", "อ่านเลขที่ไม่ออก", ""),
        ("", "อ่านเลขที่ไม่ออก", ""),
        ("หนึ่งร้อย", "อ่านเลขที่ไม่ออก", ""),
        ("สป 12/2569", "ท้ายเลขที่เป็นปี", "12/2569"),
        ("คำสั่ง ๑๒/๒๕๖๙", "ท้ายเลขที่เป็นปี", "12/2569"),
        ("นค 71201/12/2569", "ท้ายเลขที่เป็นปี", "นค 71201/12"),
        ("-5/2569", "อ่านเลขที่ไม่ออก", ""),
        ("1" * 4000 + "/2569", "อ่านเลขที่ไม่ออก", ""),
    ],
)
def test_number_that_cannot_be_meant_is_refused_with_a_word(typed, says, suggested):
    with pytest.raises(NumberUnreadable, match=says) as caught:
        parse_number(typed, dated_on=DAY)
    assert caught.value.suggested == suggested


def test_year_of_a_paper_is_the_calendar_year():
    assert year_of(datetime.date(2026, 12, 31)) == 2569
    assert year_of(datetime.date(2027, 1, 1)) == 2570


@pytest.mark.django_db
def test_next_number_follows_the_last_of_its_own_register():
    organization, other, board = make_organization(), make_organization(), make_board()
    assert propose(organization, Series.ORDER, 2569) == 1
    take(organization, Series.ORDER, 2569, 125, "คำสั่งแต่งตั้งคณะกรรมการ", None)
    assert propose(organization, Series.ORDER, 2569) == 126
    assert propose(organization, Series.ORDER, 2570) == 1
    assert propose(organization, Series.LETTER, 2569) == 1
    assert propose(other, Series.ORDER, 2569) == propose(board, Series.ORDER, 2569) == 1


@pytest.mark.django_db
def test_number_of_a_letter_written_outside_is_not_proposed_again(story):
    story.reach(State.SUBMITTED)
    sent = story.revision.decisions.get(action="submit")
    lao, year = story.revision.plan.organization, year_of(sent.letter_on)
    typed = parse_number(sent.letter_number)
    assert propose(lao, Series.LETTER, year) == typed.number + 1
    assert usual_number(lao) == f"{typed.prefix}{typed.number + 1}"
    again = {"dated_on": sent.letter_on, "used_for": "เรื่องเดิม", "by": sent.membership}
    assert note_typed(lao, Series.LETTER, sent.letter_number, **again) is None
    assert note_typed(lao, Series.LETTER, "ด่วน", **again) is None


@pytest.mark.django_db
def test_number_in_use_is_refused_and_named():
    board = make_board()
    take(board, Series.RECEIPT, 2569, 7, "หนังสือนำส่งของ อบต.สังคม", None)
    with pytest.raises(NumberInUse, match="7/2569 ใช้แล้วกับ หนังสือนำส่งของ อบต.สังคม"):
        take(board, Series.RECEIPT, 2569, 7, "เรื่องอื่น", None)
    assert NumberTaken.objects.filter(board=board).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_who_want_one_number_give_it_once():
    organization = make_organization()

    def want(number: int) -> str:
        try:
            take(organization, Series.ORDER, 2569, 125, f"คำสั่งของคนที่ {number}", None)
        except NumberInUse as refused:
            return "refused" if "คำสั่งของคนที่" in str(refused) else str(refused)
        return "taken"

    assert at_once(want) == {"taken": 1, "refused": PEOPLE - 1}


@pytest.mark.django_db(transaction=True)
def test_twenty_who_want_the_next_number_get_one_each_without_gaps():
    board = make_board()

    def want(number: int) -> str:
        return str(take_next(board, Series.RECEIPT, 2569, f"เรื่องที่ {number}", None).number)

    got = at_once(want)
    assert sorted(map(int, got)) == list(range(1, PEOPLE + 1))
