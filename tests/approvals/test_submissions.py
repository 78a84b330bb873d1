"""The board's office: receipts with numbers, whether in time, the thirty checks, notes that stay inside, answers."""

import datetime

import pytest
from django.db import connection

from approvals import events
from approvals.case import Case, Details
from approvals.guards import answered
from approvals.models import BoardNote, ChecklistTick, Meeting, Notice, NumberTaken, Receipt, ReturnReason
from approvals.submissions.answers import AnswerRefused, answer_reasons, asked_by, settle, unanswered
from approvals.submissions.catalog import checks, groups
from approvals.submissions.checklist import TickConflict, TickRefused, done, remarks_of, rows_of, tick
from approvals.submissions.find import current, earlier, open_return, return_of
from approvals.submissions.notes import notes_for, write
from approvals.submissions.receipts import ReceiptRefused, receive, receive_many, received_words
from approvals.submissions.timing import meetings_of, timing_on
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.story import begin, filled
from tests.approvals.test_concurrency import at_once
from tests.builders import make_member, make_organization, make_province
from thai.dates import frozen_today

OFFICE, HR = Role.BOARD_SECRETARY, Role.HR_OFFICER
Verdict = ChecklistTick.Verdict
PEOPLE = 20


@pytest.fixture
def sent(story):
    """A plan before the board, its submission, and the secretary."""
    story.reach(State.SUBMITTED)
    return story, current(story.revision), story.cast[OFFICE]


def word(sent, number, verdict=Verdict.GOOD, note="", seen=0, by=None):
    story, submission, secretary = sent
    return tick(submission, fresh(story), number, verdict=verdict, note=note, seen=seen, by=by or secretary)


def fresh(story) -> Revision:
    return Revision.objects.with_plan().get(pk=story.revision.pk)


def again(story):
    """Return, and the way to the board once more."""
    story.act("board_return", OFFICE)
    story.act("send_to_committee", HR)
    story.act("endorse", Role.COMMITTEE_CHAIR)
    story.act("submit", HR, Details(letter_number="นค 71201/16", letter_on=datetime.date(2026, 9, 4)))
    return current(story.revision)


# Receipts ----------------------------------------------------------------------------------------


def test_receipt_has_the_next_number_of_the_board_and_the_lao_is_told(sent):
    story, submission, secretary = sent
    receipt = receive(submission, by=secretary)
    assert (receipt.number, receipt.year, receipt.board) == (1, 2569, secretary.board)
    assert received_words(receipt).startswith("รับเรื่องแล้ว เลขรับ 1/2569 เมื่อ 15 ก")
    assert Notice.objects.filter(membership=story.cast[HR], text__contains="เลขรับ 1/2569").count() == 1
    assert NumberTaken.objects.get(board=secretary.board, series="receipt").number == 1
    assert events.verify(story.revision.plan) == []


def test_second_receipt_of_one_submission_is_refused_with_its_number(sent):
    _story, submission, secretary = sent
    receive(submission, by=secretary)
    with pytest.raises(ReceiptRefused, match="เลขรับ 1/2569"):
        receive(submission, by=secretary)
    assert Receipt.objects.count() == NumberTaken.objects.filter(series="receipt").count() == 1


@pytest.mark.parametrize(("action", "role"), [("withdraw_from_board", HR), ("board_return", OFFICE)])
def test_no_receipt_after_withdrawal_or_return(sent, action, role):
    story, submission, secretary = sent
    story.act(action, role)
    with pytest.raises(ReceiptRefused, match="ถูกถอนหรือส่งกลับ"):
        receive(submission, by=secretary)
    assert not NumberTaken.objects.filter(series="receipt").exists()


def test_only_the_secretary_of_the_board_receives(sent):
    story, submission, _secretary = sent
    other = make_member(OFFICE, board=make_organization(province=make_province("ชลบุรี", "20")).board)
    for person in (story.cast[Role.BOARD_CHAIR], story.cast[HR], other):
        with pytest.raises(ReceiptRefused, match="เลขานุการของคณะกรรมการนี้"):
            receive(submission, by=person)


def test_many_at_a_press_leave_out_with_a_word_what_cannot_be(sent):
    story, submission, secretary = sent
    second = begin_beside(story).reach(State.SUBMITTED)
    receive(submission, by=secretary)
    results = receive_many([submission, current(second.revision)], by=secretary)
    assert [bool(result.receipt) for result in results] == [False, True]
    assert "รับไว้แล้ว" in results[0].word
    assert results[1].receipt.number == 2


def begin_beside(story):
    """Another LAO of the same board."""
    other = begin()
    organization = other.revision.plan.organization
    board = story.cast[OFFICE].board
    type(organization).objects.filter(pk=organization.pk).update(board=board)
    other.revision = fresh(other)
    for role in (OFFICE, Role.BOARD_CHAIR):
        other.cast[role] = story.cast[role]
    return other


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_findings")
def test_twenty_receipts_at_once_have_twenty_numbers_without_a_gap():
    first = begin().reach(State.SUBMITTED)
    stories = [first, *(begin_beside(first).reach(State.SUBMITTED) for _one in range(3))]
    submissions = [current(story.revision) for story in stories]
    secretary = first.cast[OFFICE]

    def take(number: int) -> str:
        try:
            receive(submissions[number % len(submissions)], by=secretary)
        except ReceiptRefused:
            return "refused"
        return "received"

    assert at_once(take, PEOPLE) == {"received": len(stories), "refused": PEOPLE - len(stories)}
    numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(stories) + 1))
    assert NumberTaken.objects.filter(series="receipt").count() == len(stories)
    for story in stories:
        assert events.verify(story.revision.plan) == []
    connection.close()


# In time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "words", "late"),
    [
        (datetime.date(2026, 9, 5), "ทันครั้งที่ 9/2569", False),
        (datetime.date(2026, 9, 10), "ทันครั้งที่ 9/2569", False),
        (datetime.date(2026, 9, 11), "ทันครั้งที่ 10/2569", True),
        (datetime.date(2026, 10, 2), "หลัง 30 ก.ย.", True),
    ],
)
def test_in_time_is_asked_of_the_cut_off_and_of_september(sent, day, words, late):
    story, _submission, secretary = sent
    for number, held, cut_off in ((9, 25, 10), (10, 29, 20)):
        Meeting.objects.create(
            board=secretary.board,
            number=number,
            year=2569,
            held_on=datetime.date(2026, 9, held),
            cut_off_on=datetime.date(2026, 9, cut_off),
        )
    timing = timing_on(day, fresh(story), meetings_of(secretary.board))
    assert (timing.word, timing.is_late) == (words, late)


# The thirty --------------------------------------------------------------------------------------


def test_catalog_has_thirty_checks_each_under_a_heading_and_its_reasons_exist(db):
    assert [check.number for check in checks()] == list(range(1, 31))
    assert {check.group for check in checks()} == set(groups())
    codes = set(ReturnReason.objects.values_list("code", flat=True))
    assert {code for check in checks() for code in check.reasons} <= codes


def test_machine_answers_count_and_hands_do_the_rest(sent):
    story, submission, _secretary = sent
    rows = rows_of(submission, fresh(story))
    content = {row.check.number for row in rows if row.machine_is_content}
    assert {7, 9, 22, 29} <= content  # 29: no amendment
    assert {1, 3, 10, 24} & content == set()
    before = done(rows)
    word(sent, 1)
    word(sent, 7)  # counted already
    assert done(rows_of(submission, fresh(story))) == before + 1


def test_tick_is_changed_by_who_saw_it_and_taken_back(sent):
    first = word(sent, 3, Verdict.FAULT, "ไม่มีลายมือชื่อผู้ตรวจ")
    second = word(sent, 3, Verdict.GOOD, seen=first.version)
    assert (second.verdict, second.version) == ("good", 2)
    word(sent, 3, "", seen=2)
    assert not ChecklistTick.objects.exists()


def test_two_secretaries_at_one_check_conflict_with_a_word_and_the_same_word_does_not(sent):
    story, _submission, secretary = sent
    other = make_member(OFFICE, board=secretary.board)
    word(sent, 3, Verdict.FAULT, "ขาดหน้า 2")
    with pytest.raises(TickConflict, match="ต้องแก้ไข"):
        word(sent, 3, Verdict.GOOD, seen=9, by=other)
    assert word(sent, 3, Verdict.FAULT, "ขาดหน้า 2", by=other).ticked_by == secretary


def test_no_tick_after_the_submission_left_the_board(sent):
    story, _submission, _secretary = sent
    story.act("withdraw_from_board", HR)
    with pytest.raises(TickRefused):
        word(sent, 3)


def test_faults_become_reasons_and_a_note(sent):
    word(sent, 3, Verdict.FAULT, "ไม่มีลายมือชื่อผู้ตรวจ")
    word(sent, 24, Verdict.FAULT)
    word(sent, 25, Verdict.FAULT, "ปี 2571 เกินครึ่ง")
    word(sent, 30, Verdict.FAULT)
    word(sent, 1, Verdict.GOOD, "ไม่ใช่เรื่องที่ต้องแก้")
    reasons, note = remarks_of(sent[1])
    assert [reason.code for reason in reasons] == ["r03", "r26"]
    assert note.splitlines() == [
        "รายงานการประชุมคณะกรรมการจัดทำแผน: ไม่มีลายมือชื่อผู้ตรวจ",
        "ค่าศึกษาดูงานและผู้จัดอบรม: ปี 2571 เกินครึ่ง",
        "มติและการประกาศใช้: ประกาศไม่ก่อนวันมติ มีผลตั้งแต่วันที่ ๑ ตุลาคม และส่งสำเนาประกาศ",
    ]


def test_good_ticks_are_carried_for_parts_that_did_not_change_only(sent):
    story, submission, secretary = sent
    for number in (1, 5, 10, 21, 24):
        word(sent, number)
    word(sent, 22, Verdict.FAULT, "ไม่ชัดเจน")
    story.act("board_return", OFFICE)
    story.revision.sections.filter(code="s5.1").update(body="ที่มาของเงินฉบับใหม่", follows_edition=False)
    story.act("send_to_committee", HR)
    story.act("endorse", Role.COMMITTEE_CHAIR)
    story.act("submit", HR)
    now = current(story.revision)
    assert earlier(now) == submission
    assert not now.ticks.exists()  # before it is taken in
    receive(now, by=secretary)
    kept = {tick.check_number: tick for tick in now.ticks.all()}
    assert set(kept) == {
        5,
        21,
    }  # papers are new, the whole text and the source of money changed, faults never stay
    assert kept[21].carried_from == submission


# Notes -------------------------------------------------------------------------------------------


def test_internal_notes_are_for_secretaries_and_notes_for_the_lao_are_told(sent):
    story, _submission, secretary = sent
    write(fresh(story), text="ความลับของฝ่ายเลขานุการ", audience="internal", by=secretary)
    assert not Notice.objects.filter(text__contains="ความลับ").exists()
    write(fresh(story), text="กรุณาส่งสำเนาคำสั่ง", audience="lao", by=secretary)
    assert Notice.objects.filter(text__contains="กรุณาส่งสำเนาคำสั่ง", membership=story.cast[HR]).count() == 1
    assert [note.text for note in notes_for(story.revision, secretary)] == [
        "ความลับของฝ่ายเลขานุการ",
        "กรุณาส่งสำเนาคำสั่ง",
    ]
    for role in set(Role) - {OFFICE}:
        seen = notes_for(story.revision, story.cast[role])
        assert BoardNote.Audience.INTERNAL not in {note.audience for note in seen}, role


# Answers -----------------------------------------------------------------------------------------


def test_answers_are_written_until_the_plan_is_before_the_board_again_and_ticked_off_then(sent):
    story, submission, secretary = sent
    returned = story.act("board_return", OFFICE)
    assert open_return(story.revision) == returned == return_of(submission)
    assert unanswered(returned) == 1
    [asked] = asked_by(returned)
    texts = {asked.reason.pk: "แนบรายงานที่ลงนามครบแล้ว"}
    case = Case(fresh(story), story.cast[HR])
    assert "ยังไม่ได้ชี้แจงเหตุผลของการส่งกลับ 1 ข้อ" in next(iter(answered(case))).message
    assert answer_reasons(returned, fresh(story), texts, by=story.cast[HR]) == 1
    assert answer_reasons(returned, fresh(story), texts, by=story.cast[HR]) == 0
    assert not list(answered(Case(fresh(story), story.cast[HR])))
    story.act("send_to_committee", HR)
    story.act("endorse", Role.COMMITTEE_CHAIR)
    story.act("submit", HR)
    with pytest.raises(AnswerRefused):
        answer_reasons(returned, fresh(story), {asked.reason.pk: "อย่างอื่น"}, by=story.cast[HR])
    now = current(story.revision)
    [asked] = asked_by(returned)
    assert settle(now, fresh(story), returned, {asked.answer.pk}, by=secretary) == 1
    assert asked_by(returned)[0].is_settled
    assert settle(now, fresh(story), returned, set(), by=secretary) == 0


def test_receipts_are_counted_by_calendar_year(sent):
    story, submission, secretary = sent
    receive(submission, by=secretary)
    with frozen_today(datetime.date(2027, 1, 5)):
        now = again_next_year(story)
        assert str(receive(now, by=secretary)) == "เลขรับ 1/2570"


def again_next_year(story):
    story.act("withdraw_from_board", HR)
    story.act("submit", HR, filled("submit"))
    return current(story.revision)
