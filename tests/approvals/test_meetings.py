"""Meetings of a committee: calling, seats by the order, voices, paper, circulation, and who may not approve alone."""

from __future__ import annotations

import datetime

import pytest

from approvals import events
from approvals.deadlines.outlook import outlook_of
from approvals.deadlines.steps import StepCode
from approvals.history import history
from approvals.meetings import agenda, ballots, call, files, own_work, roll, room
from approvals.meetings.conclude import Resolution, close_committee
from approvals.meetings.resolve import obstacles, resolve, standing
from approvals.meetings.voting import MeetingRefused
from approvals.models import Attendee, Away, Decision, Event, Meeting, Notice, Outcome, Vote
from approvals.moves import MoveRefused
from approvals.papers_meetings import made_text
from organizations.models import Membership
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.committee import (
    ASSISTANT,
    MEMBER,
    SECRETARY,
    committee,
    hold,
    order,
    plans,
)
from tests.approvals.story import TODAY, some_reason
from tests.builders import make_member
from thai.dates import frozen_today

FOR, AGAINST, ABSTAIN = Vote.Choice.FOR, Vote.Choice.AGAINST, Vote.Choice.ABSTAIN
DAY = datetime.timedelta(days=1)


def seen(held) -> str:
    return held.item.snapshot.sha256


def vote(held, person: Membership, choice=FOR) -> None:
    """A member speaks on the own phone."""
    ballots.speak(held.item, held.seat(person), choice, seen=seen(held), by=person)


def everybody(held, choice=FOR) -> None:
    for person in held.people:
        if person.role != ASSISTANT:
            vote(held, person, choice)


def agree(held, **rest):
    return resolve(held.item, Resolution(**rest), by=held.secretary)


def scan(held) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    files.attach(held.meeting, SimpleUploadedFile("บัญชี.pdf", b"%PDF-1.7 x"), by=held.secretary)


# Calling -------------------------------------------------------------------------------------------


def test_seats_are_those_of_the_order_and_members_are_told(story):
    held = hold(story, came=False)
    assert [(seat.duty, seat.has_vote) for seat in held.meeting.attendees.all()] == [
        *(("chair", True), ("member", True), ("member", True), ("member", True)),
        *(("secretary", True), ("assistant", False)),
    ]
    told = Notice.objects.filter(kind=Notice.Kind.MEETING)
    assert {notice.membership_id for notice in told} == {
        person.pk for person in held.people if person != held.secretary
    }
    assert told.first().address.endswith(f"/meetings/{held.meeting.pk}/")


def test_number_follows_in_the_calendar_year(story):
    held = hold(story)
    organization = story.revision.plan.organization
    assert roll.next_number(organization, TODAY) == 2
    assert roll.next_number(organization, datetime.date(2027, 1, 10)) == 1
    with pytest.raises(MeetingRefused, match="เลขครั้งที่ 2"):
        call.plan_meeting(story.revision, plans(number=1), with_plan=False, by=held.secretary)


def test_meeting_before_the_order_is_refused(story):
    order(story, committee(story), on=TODAY)
    with pytest.raises(MeetingRefused, match="ก่อนคำสั่งแต่งตั้ง"):
        call.plan_meeting(
            story.revision, plans(held_on=TODAY - DAY), with_plan=True, by=story.cast[SECRETARY]
        )


def test_meeting_of_a_day_to_come_does_not_open(story):
    story.reach(State.IN_COMMITTEE)
    order(story, committee(story))
    by = story.cast[SECRETARY]
    meeting = call.plan_meeting(story.revision, plans(held_on=TODAY + 2 * DAY), with_plan=True, by=by)
    assert "ล่วงหน้าไม่น้อยกว่า 3 วัน" in call.cautions(meeting, story.revision)[0]
    meeting = call.call(meeting, story.revision, by=by)
    with pytest.raises(MeetingRefused, match="ยังเปิดไม่ได้"):
        call.open_meeting(meeting, by=by)


def test_plan_waits_on_one_agenda_only(story):
    held = hold(story)
    with pytest.raises(MeetingRefused, match="1/2569"):
        call.plan_meeting(story.revision, plans(number=2), with_plan=True, by=held.secretary)
    assert Meeting.objects.count() == 1


def test_cancelling_frees_the_plan_and_tells(story):
    story.reach(State.IN_COMMITTEE)
    order(story, committee(story))
    by = story.cast[SECRETARY]
    meeting = call.plan_meeting(story.revision, plans(), with_plan=True, by=by)
    call.call(meeting, story.revision, by=by)
    call.cancel(meeting, story.revision, reason="ประธานติดราชการ", by=by)
    assert agenda.open_item_of(story.revision) is None
    assert Notice.objects.filter(text__contains="ยกเลิกการประชุม").exists()
    assert events.verify(story.revision.plan) == []
    assert Event.objects.filter(plan=story.revision.plan, action="cancel_meeting").count() == 1


def test_two_secretaries_close_once(story):
    held = hold(story)
    everybody(held)
    agree(held)
    roll.close(held.meeting, by=held.secretary)
    with pytest.raises(MeetingRefused, match="ปิดการประชุมนี้ไปแล้ว"):
        roll.close(held.meeting, by=story.cast[ASSISTANT])


# Votes ---------------------------------------------------------------------------------------------


def test_votes_endorse_the_plan(story):
    held = hold(story)
    everybody(held)
    done = agree(held)
    story.revision.refresh_from_db()
    assert (done.outcome, story.revision.state) == (Outcome.AGREED, State.ENDORSED)
    assert done.explained == "เห็นชอบ 5 จาก 5 องค์ประชุม 3"
    decision = Decision.objects.get(item=done)
    assert (decision.members_total, decision.votes_for, decision.meeting_number) == (5, 5, "1/2569")
    assert events.verify(story.revision.plan) == []


@pytest.mark.parametrize(
    ("came", "voices", "explained", "outcome"),
    [
        # chair, three members, secretary; x absent, r recused, f for, a against, b abstains
        ("fffff", "fffff", "เห็นชอบ 5 จาก 5 องค์ประชุม 3", Outcome.AGREED),
        ("fffxx", "ffaxx", "เห็นชอบ 2 จาก 5 องค์ประชุม 3 มาประชุม 3 ไม่เห็นชอบ 1", Outcome.AGREED),
        ("fffxx", "faaxx", "เห็นชอบ 1 จาก 5 องค์ประชุม 3 มาประชุม 3 ไม่เห็นชอบ 2", Outcome.RETURNED),
        (
            "ffffx",
            "ffaax",
            "เห็นชอบ 2 จาก 5 องค์ประชุม 3 มาประชุม 4 ไม่เห็นชอบ 2 คะแนนเท่ากัน ประธานออกเสียงชี้ขาด",
            Outcome.AGREED,
        ),
        (
            "ffffx",
            "affax",
            "เห็นชอบ 2 จาก 5 องค์ประชุม 3 มาประชุม 4 ไม่เห็นชอบ 2 คะแนนเท่ากัน ประธานออกเสียงชี้ขาด",
            Outcome.RETURNED,
        ),
        ("ffffx", "bfabx", "เห็นชอบ 1 จาก 5 องค์ประชุม 3 มาประชุม 4 ไม่เห็นชอบ 1 งดออกเสียง 2", ""),
        ("ffxxx", "ffxxx", "เห็นชอบ 2 จาก 5 องค์ประชุม 3 มาประชุม 2", ""),
        ("fffrx", "fffrx", "เห็นชอบ 3 จาก 4 องค์ประชุม 3 มาประชุม 3 ไม่ร่วมพิจารณาเพราะมีส่วนได้เสีย 1", Outcome.AGREED),
        ("ffrrx", "ffrrx", "เห็นชอบ 2 จาก 3 องค์ประชุม 2 มาประชุม 2 ไม่ร่วมพิจารณาเพราะมีส่วนได้เสีย 2", Outcome.AGREED),
        ("fffff", "bbbbb", "เห็นชอบ 0 จาก 5 องค์ประชุม 3 งดออกเสียง 5", ""),
    ],
)
def test_quorum_tie_recusal_and_absence(story, came, voices, explained, outcome):
    held = hold(story, came=False)
    marks = {}
    for letter, seat in zip(came, held.seats(), strict=True):
        marks[seat.pk] = ("absent", "ป่วย") if letter == "x" else ("present", "")
    roll.mark(held.meeting, marks, by=held.secretary)
    choices = {"f": FOR, "a": AGAINST, "b": ABSTAIN}
    for letter, seat in zip(voices, held.seats(), strict=True):
        if letter == "r":
            room.put_out(held.item, seat, why=Away.Why.RECUSED, note="เป็นญาติ", by=held.secretary)
        elif letter in choices:
            vote(held, seat.membership, choices[letter])
    tally, computed = standing(held.item)
    assert (tally.explained, computed) == (explained, outcome)


def test_acting_member_sits_by_his_own_name(story):
    story.reach(State.IN_COMMITTEE)
    people = committee(story)
    given = order(story, people)
    given.members.filter(position_in_list=2).update(is_acting=True, position="ผู้อำนวยการกองคลัง")
    by = story.cast[SECRETARY]
    meeting = call.call(
        call.plan_meeting(story.revision, plans(), with_plan=True, by=by), story.revision, by=by
    )
    seat = meeting.attendees.get(membership=people[1])
    assert (seat.position, seat.has_vote) == ("ผู้รักษาราชการแทนผู้อำนวยการกองคลัง", True)


def test_double_vote_counts_once_and_another_choice_is_refused(story):
    held = hold(story)
    person = held.people[1]
    vote(held, person)
    vote(held, person)
    assert held.item.votes.count() == 1
    with pytest.raises(MeetingRefused, match="ออกเสียงไปแล้ว"):
        vote(held, person, AGAINST)


def test_stale_page_does_not_vote(story):
    held = hold(story)
    with pytest.raises(MeetingRefused, match="ไม่ใช่ฉบับที่ท่านเห็น"):
        ballots.speak(held.item, held.seat(held.people[1]), FOR, seen="0" * 64, by=held.people[1])


def test_nobody_votes_when_the_plan_was_recalled(story):
    held = hold(story)
    item = held.item
    story.act("recall", Role.HR_OFFICER)
    with pytest.raises(MeetingRefused):
        ballots.speak(item, held.seat(held.people[1]), FOR, seen=item.snapshot.sha256, by=held.people[1])
    item.refresh_from_db()
    assert item.outcome == Outcome.WITHDRAWN


def test_vote_after_the_term_is_refused(story):
    held = hold(story)
    Membership.objects.filter(pk=held.people[1].pk).update(ended_on=TODAY - DAY)
    with pytest.raises(MeetingRefused, match="สิ้นสุด"):
        vote(held, Membership.objects.get(pk=held.people[1].pk))


def test_late_comer_is_counted_from_then_on(story):
    held = hold(story, came=False)
    first, *others = held.seats()
    roll.mark(held.meeting, {one.pk: ("present", "") for one in others}, by=held.secretary)
    room.arrive_late(held.meeting, first, at=datetime.time(10, 15), by=held.secretary)
    first.refresh_from_db()
    assert (first.presence, first.absence_reason) == ("present", "มาประชุมเวลา 10.15 น.")


def test_somebody_else_chairs(story):
    held = hold(story)
    seat = held.seat(held.people[1])
    roll.take_the_chair(held.meeting, seat, by=held.people[0])  # the chair hands over
    seat.refresh_from_db()
    assert seat.duty == Attendee.Duty.CHAIR
    assert held.meeting.attendees.filter(duty="chair").count() == 1


# Paper ---------------------------------------------------------------------------------------------


def test_voices_on_paper_need_their_paper(story):
    held = hold(story)
    ballots.record(held.item, {seat.pk: FOR for seat in held.seats()}, seen=seen(held), by=held.secretary)
    assert "สแกน" in obstacles(held.item)[0]
    with pytest.raises(MeetingRefused, match="สแกน"):
        agree(held)
    scan(held)
    assert agree(held).outcome == Outcome.AGREED
    with pytest.raises(MeetingRefused, match="ลบไฟล์ไม่ได้"):
        files.remove(held.meeting.files.get(), by=held.secretary)


def test_another_outcome_needs_a_reason_and_return_needs_reasons(story):
    held = hold(story)
    everybody(held)
    with pytest.raises(MeetingRefused, match="เหตุผลอย่างน้อย 1 ข้อ"):
        agree(held, outcome=Outcome.RETURNED)
    with pytest.raises(MeetingRefused, match="ต่างจากผลที่คำนวณ"):
        agree(held, outcome=Outcome.RETURNED, reasons=[some_reason("committee_return")])
    words = "ที่ประชุมเห็นชอบในหลักการ แต่ให้แก้ไขตามข้อเสนอก่อน"
    agree(held, outcome=Outcome.RETURNED, reasons=[some_reason("x")], override_reason=words)
    story.revision.refresh_from_db()
    assert story.revision.state == State.DRAFTING
    assert words in Decision.objects.get(action="committee_return").note


def test_plan_put_off_is_in_the_history_and_comes_again_with_the_minutes_of_the_first_meeting(story):
    held = hold(story)
    agree(held, outcome=Outcome.DEFERRED, note="รอข้อมูลความต้องการ")
    close_committee(held.meeting, by=held.secretary)
    told = history(story.revision, story.cast[Role.HR_OFFICER])[0]
    assert (told.done, told.decision.note) == ("คณะกรรมการจัดทำแผนเลื่อนการพิจารณา", "รอข้อมูลความต้องการ")
    assert told.done not in [row.done for row in history(story.revision, story.cast[Role.BOARD_SECRETARY])]
    assert events.verify(story.revision.plan) == []
    assert Notice.objects.filter(
        membership=story.cast[Role.HR_OFFICER], text__contains="ต้องเรียกประชุมใหม่"
    ).exists()
    step = outlook_of(story.revision).schedule.step(StepCode.COMMITTEE_CALL)
    assert step.waits
    again = call.plan_meeting(story.revision, plans(number=2), with_plan=True, by=held.secretary)
    [adopted] = again.items.filter(heading=2)
    assert adopted.title.endswith("ครั้งที่ 1/2569")
    call.open_meeting(call.call(again, story.revision, by=held.secretary), by=held.secretary)
    again.items.exclude(revision=None).delete()
    text = made_text(close_committee(Meeting.objects.get(pk=again.pk), by=held.secretary), "minutes")
    assert "มติที่ประชุม** รับรองรายงานการประชุม" in text


# Who may not approve alone ---------------------------------------------------------------------------


def prepared_by(story, person: Membership) -> None:
    """The last who wrote in the plan."""
    Revision.objects.filter(pk=story.revision.pk).update(prepared_by=person.user)


def test_preparer_votes_like_everybody(story):
    held = hold(story)
    prepared_by(story, held.secretary)
    everybody(held)
    assert agree(held).outcome == Outcome.AGREED  # written down by the preparer himself


def test_agreement_of_the_preparer_alone_is_refused(story):
    held = hold(story)
    prepared_by(story, held.secretary)
    for person in held.people[:4]:
        vote(held, person, ABSTAIN)
    vote(held, held.secretary)
    assert standing(held.item)[1] == Outcome.AGREED
    assert "ผู้จัดทำแผน" in obstacles(held.item)[0]
    with pytest.raises(MoveRefused, match="ผู้จัดทำแผน"):
        agree(held)
    assert held.item.outcome == ""


def test_preparer_does_not_break_a_tie_from_the_chair(story):
    held = hold(story, came=False)
    prepared_by(story, held.people[0])
    for seat in held.seats()[:4]:
        room.arrive_late(held.meeting, seat, by=held.secretary)
    for person, choice in zip(held.people[:4], (FOR, FOR, AGAINST, AGAINST), strict=True):
        vote(held, person, choice)
    with pytest.raises(MoveRefused, match="ชี้ขาด"):
        agree(held)


@pytest.mark.parametrize(
    ("voices", "refused"),
    [
        ("pf", False),  # the preparer and another
        ("p", True),  # the preparer alone
        ("pbb", True),
        ("pfa", False),
        ("Pa", True),  # alone, and by the chair's further voice
        ("Pfaa", True),  # the tie is decided by the preparer in the chair
        ("pFaa", False),  # the tie is decided by another
        ("fFaa", False),
        ("ff", False),
    ],
)
def test_rule_on_own_work(db, voices, refused):
    """p the preparer for it, f another for it, a against, b abstains; a capital leads the meeting."""
    preparer = make_member(SECRETARY)
    other = make_member(MEMBER)
    choices = {"p": FOR, "f": FOR, "a": AGAINST, "b": ABSTAIN}
    votes = [
        Vote(
            attendee=Attendee(
                duty="chair" if letter.isupper() else "member",
                membership=preparer if letter.lower() == "p" else other,
            ),
            choice=choices[letter.lower()],
        )
        for letter in voices
    ]
    assert bool(list(own_work.objections(votes, [preparer.user]))) == refused


def test_preparer_is_known_by_name_where_no_account_is_named(db):
    user = make_member(SECRETARY).user
    seat = Attendee(name=user.full_name.replace(" ", "  "))
    assert own_work.is_of(seat, [user])
    assert not own_work.is_of(Attendee(name="นายอื่น"), [user])


# A further order ------------------------------------------------------------------------------------


def test_member_struck_off_in_mid_round(story):
    held = hold(story)
    gone, stays = held.people[2], [one for one in held.people if one != held.people[2]]
    vote(held, gone)
    new = make_member(MEMBER, story.revision.plan.organization)
    order(story, [*stays, new], on=TODAY, seq=1)
    assert any("ปรับรายชื่อ" in words for words in call.cautions(held.meeting, story.revision))
    for person in stays:
        if person.role != ASSISTANT:
            vote(held, person)
    with pytest.raises(MeetingRefused, match="ปรับรายชื่อ"):
        agree(held)
    call.realign(held.meeting, story.revision, by=held.secretary)
    assert not held.meeting.attendees.filter(membership=gone).exists()
    seat = held.seat(new)
    assert (seat.presence, seat.has_vote) == ("unknown", True)
    assert agree(held).explained == "เห็นชอบ 4 จาก 5 องค์ประชุม 3 มาประชุม 4"


# Circulation -----------------------------------------------------------------------------------------


def test_circulation_only_where_the_order_allows_it(story):
    order(story, committee(story))
    with pytest.raises(MeetingRefused, match="ไม่ได้ให้ขอมติโดยเวียน"):
        call.plan_meeting(
            story.revision, plans(by_circulation=True), with_plan=True, by=story.cast[SECRETARY]
        )


def circulate(story):
    return hold(story, circulates=True, by_circulation=True, held_on=TODAY + 5 * DAY)


def test_nothing_is_circulated_before_the_plan_is_sent(story):
    order(story, committee(story), circulates=True)
    secretary = story.cast[SECRETARY]
    meeting = call.plan_meeting(story.revision, plans(by_circulation=True), with_plan=True, by=secretary)
    assert any("ยังไม่ได้ส่งให้คณะกรรมการ" in words for words in call.cautions(meeting, story.revision))
    with pytest.raises(MeetingRefused, match="ยังไม่ได้ส่งให้คณะกรรมการ"):
        call.call(meeting, story.revision, by=secretary)
    story.reach(State.IN_COMMITTEE)
    assert call.call(meeting, story.revision, by=secretary).stage == Meeting.Stage.OPEN


def test_circulated_paper_needs_more_than_half_of_all(story):
    held = circulate(story)
    assert held.meeting.stage == Meeting.Stage.OPEN
    for person in held.people[:2]:
        vote(held, person)
    assert len(call.silent(held.meeting)) == 3
    with pytest.raises(MeetingRefused, match="เปิดรับคำตอบถึง"):
        agree(held)
    with pytest.raises(MeetingRefused, match="ไม่ตอบ"):
        call.end_early(held.meeting, by=held.secretary)
    vote(held, held.people[2], ABSTAIN)
    with frozen_today(TODAY + 5 * DAY):
        assert standing(held.item)[1] == Outcome.RETURNED  # two of five
        vote(held, held.people[3])
        with pytest.raises(MeetingRefused, match="วันสุดท้าย"):  # one may still answer
            agree(held)
    with frozen_today(TODAY + 6 * DAY):
        assert agree(held).outcome == Outcome.AGREED


def test_circulated_paper_is_resolved_on_the_last_day_when_everybody_has_answered(story):
    held = circulate(story)
    with frozen_today(TODAY + 5 * DAY):
        everybody(held)
        assert agree(held).outcome == Outcome.AGREED


def test_answers_after_the_day_are_refused(story):
    held = circulate(story)
    with frozen_today(TODAY + 6 * DAY), pytest.raises(MeetingRefused, match="ปิดรับคำตอบแล้ว"):
        vote(held, held.people[1])


def test_circulation_ends_early_when_everybody_has_answered(story):
    held = circulate(story)
    everybody(held)
    call.end_early(held.meeting, by=held.secretary)
    held.meeting.refresh_from_db()
    assert agree(held).outcome == Outcome.AGREED
    assert held.meeting.held_on == TODAY
