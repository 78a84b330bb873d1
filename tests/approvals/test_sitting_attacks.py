"""What a keeper of a board's records might do alone, with a clock or with an old page, and what it meets."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.meetings import roll, room
from approvals.meetings.conclude import Resolution, conclude
from approvals.meetings.files import attach_before_the_end
from approvals.meetings.voting import MeetingRefused, cast
from approvals.models import AgendaItem, Attendee, Away, Decision, Meeting, Outcome, Vote
from approvals.sittings import arrange, people, recusal
from approvals.sittings.agenda import pull_out
from approvals.sittings.close import close_sitting
from approvals.sittings.decide import defer_all
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.committee import hold as hold_committee
from tests.approvals.sitting import CHAIR, Sitting, convene
from tests.approvals.story import TODAY
from tests.builders import client_of, make_member
from thai.dates import frozen_today

FOR, AGAINST = Vote.Choice.FOR, Vote.Choice.AGAINST
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(db, no_findings):
    with frozen_today(TODAY):
        yield


def held(plans: int = 1, *, paper: bool = True) -> Sitting:
    """A meeting being held, everybody present, nobody has spoken."""
    sitting = convene(plans=plans)
    sitting.fill()
    sitting.open(paper=paper)
    return sitting


def seat_of(sitting: Sitting, person) -> Attendee:
    return sitting.meeting.attendees.get(membership=person)


def voters(sitting: Sitting) -> list[Attendee]:
    return list(sitting.meeting.attendees.filter(has_vote=True))


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("บัญชี.pdf", b"%PDF-1.7 x")


# Made up alone ---------------------------------------------------------------------------------------


def fabricated(sitting: Sitting) -> AgendaItem:
    """The secretary writes all voices down but that of the chair."""
    [item] = sitting.meeting.items.all()
    chair = seat_of(sitting, sitting.chair)
    cast([item], {one.pk: FOR for one in voters(sitting) if one != chair}, by=sitting.office)
    return item


def test_secretary_alone_makes_up_no_resolution():
    sitting = held(paper=False)
    item = fabricated(sitting)
    cast([item], {seat_of(sitting, sitting.chair).pk: FOR}, by=sitting.office)
    with pytest.raises(MeetingRefused, match="แนบไฟล์สแกน.*ประธานในที่ประชุมออกเสียง"):
        conclude(item, Resolution(), by=sitting.office)
    attach_before_the_end(sitting.fresh(), pdf(), by=sitting.office)
    assert conclude(item, Resolution(), by=sitting.office).outcome == Outcome.AGREED


def test_voice_of_the_chair_stands_for_those_written_down():
    sitting = held(paper=False)
    item = fabricated(sitting)
    cast([item], {seat_of(sitting, sitting.chair).pk: FOR}, by=sitting.chair)
    assert conclude(item, Resolution(), by=sitting.office).outcome == Outcome.AGREED


def test_secretary_does_not_lead_her_own_made_up_meeting():
    sitting = held(paper=False)
    item, own = fabricated(sitting), seat_of(sitting, sitting.office)
    roll.mark(sitting.fresh(), {seat_of(sitting, sitting.chair).pk: ("absent", "ป่วย")}, by=sitting.office)
    item.votes.all().delete()
    own.has_vote = True
    people.save_seat(sitting.fresh(), own, by=sitting.office)
    roll.take_the_chair(sitting.fresh(), own, by=sitting.office)
    present = sitting.meeting.attendees.filter(has_vote=True, presence="present")
    cast([item], {one.pk: FOR for one in present}, by=sitting.office)
    with pytest.raises(MeetingRefused, match="แนบไฟล์สแกน"):
        conclude(item, Resolution(), by=sitting.office)


def test_matter_is_put_off_without_a_paper():
    sitting = held(paper=False)
    item = fabricated(sitting)
    put_off = Resolution(outcome=Outcome.DEFERRED, note="รอเอกสาร")
    assert conclude(item, put_off, by=sitting.office).outcome == Outcome.DEFERRED


# Without a quorum ------------------------------------------------------------------------------------


def test_meeting_without_a_quorum_is_put_off_in_one_step_and_closed():
    sitting = held(plans=3)
    nobody_came(sitting)
    page = f"/boards/{sitting.board.code}/sittings/2569/1/"
    client = client_of(sitting.office)
    assert "เลื่อนทุกเรื่องเพราะไม่ครบองค์ประชุม" in client.get(page).content.decode()
    assert "บันทึกมติแล้ว 3 เรื่อง" in client.post(f"{page}defer/").content.decode()
    assert set(sitting.meeting.items.values_list("outcome", flat=True)) == {Outcome.DEFERRED}
    assert {Revision.objects.get(pk=one.pk).state for one in sitting.revisions} == {State.SUBMITTED}
    assert close_sitting(sitting.fresh(), by=sitting.office).meeting.stage == Meeting.Stage.CLOSED


def test_meeting_with_a_quorum_is_not_put_off_in_one_step():
    sitting = held(plans=2)
    with pytest.raises(MeetingRefused, match="ครบองค์ประชุมแล้ว"):
        defer_all(sitting.fresh(), by=sitting.office)
    with pytest.raises(MeetingRefused):
        defer_all(nobody_came(sitting), by=sitting.members[0])


def nobody_came(sitting: Sitting) -> Meeting:
    sitting.meeting.attendees.filter(has_vote=True).update(presence="absent")
    return sitting.fresh()


# The day from which it is in force -------------------------------------------------------------------


def test_resolution_names_the_day_from_which_the_plan_is_in_force():
    sitting = held()
    [item] = sitting.meeting.items.all()
    cast([item], {one.pk: FOR for one in voters(sitting)}, by=sitting.office)
    client = client_of(sitting.office)
    page = f"/boards/{sitting.board.code}/sittings/2569/1/items/{item.pk}/"
    assert "เมื่อมติกำหนดวันมีผลไว้" in client.get(page).content.decode()
    parts = {"day": 1, "month": 10, "year": 2569}
    day = {f"resolved-effective_on_{part}": value for part, value in parts.items()}
    typed = {"action": "resolve", **day}
    assert client.post(page, typed).status_code == 302
    assert Decision.objects.get(item=item).effective_on == datetime.date(2026, 10, 1)


def test_resolution_that_does_not_agree_names_no_day():
    sitting = held()
    [item] = sitting.meeting.items.all()
    wrong = Resolution(outcome=Outcome.DEFERRED, note="รอเอกสาร", effective_on=TODAY)
    with pytest.raises(MeetingRefused, match="เฉพาะมติเห็นชอบ"):
        conclude(item, wrong, by=sitting.office)


# A member's own voice and own word -------------------------------------------------------------------


def test_keeper_does_not_put_out_who_spoke_himself():
    sitting = held()
    [item], member = sitting.meeting.items.all(), sitting.members[0]
    seat = seat_of(sitting, member)
    cast([item], {seat.pk: AGAINST}, by=member)
    for act in (recusal.declare, recusal.leave):
        with pytest.raises(MeetingRefused, match="ด้วยตนเอง"):
            act(item, seat, note="ออกจากห้อง", by=sitting.office)
    assert item.votes.get().choice == AGAINST
    recusal.declare(item, seat, note="เป็นญาติ", by=member)
    assert not item.votes.exists()


def test_keeper_does_not_lift_an_interest_that_a_member_declared():
    sitting = held()
    [item], member = sitting.meeting.items.all(), sitting.members[0]
    seat = seat_of(sitting, member)
    recusal.declare(item, seat, note="เป็นญาติ", by=member)
    with pytest.raises(MeetingRefused, match="เจ้าตัว"):
        recusal.come_back(item, seat, by=sitting.office)
    with pytest.raises(MeetingRefused, match="เจ้าตัว"):
        recusal.declare(item, seat, note="อื่น", by=sitting.office)
    with pytest.raises(MeetingRefused, match="มีส่วนได้เสีย"):
        people.remove_seat(sitting.fresh(), seat, by=sitting.office)
    recusal.come_back(item, seat, by=member)
    assert not item.away.exists()


def test_what_a_keeper_wrote_a_keeper_takes_back():
    sitting = held()
    [item], member = sitting.meeting.items.all(), sitting.members[0]
    seat = seat_of(sitting, member)
    recusal.declare(item, seat, note="เป็นญาติ", by=sitting.office)
    assert item.away.get().written_by == sitting.office
    with pytest.raises(MeetingRefused):
        recusal.come_back(item, seat, by=member)
    recusal.come_back(item, seat, by=sitting.office)
    assert not item.away.exists()


def test_member_takes_the_own_declaration_back_by_the_page():
    sitting = held()
    [item], member = sitting.meeting.items.all(), sitting.members[0]
    recusal.declare(item, seat_of(sitting, member), note="เป็นญาติ", by=member)
    client = client_of(member)
    page = f"/boards/{sitting.board.code}/sittings/2569/1/mine/{item.pk}/"
    assert "ยกเลิกการแจ้งมีส่วนได้เสีย" in client.get(page).content.decode()
    assert client.post(page, {"action": "come_back"}).status_code == 302
    assert not item.away.exists()


def test_interest_declared_by_a_member_of_a_committee_is_his_own_to_lift(story):
    held = hold_committee(story)
    member = held.people[1]
    room.put_out(held.item, held.seat(member), why=Away.Why.RECUSED, note="เป็นญาติ", by=member)
    with pytest.raises(MeetingRefused, match="เจ้าตัว"):
        room.come_back(held.item, held.seat(member), by=held.secretary)
    with pytest.raises(MeetingRefused, match="เจ้าตัว"):
        room.put_out(held.item, held.seat(member), why=Away.Why.ABSENT, by=held.secretary)
    room.come_back(held.item, held.seat(member), by=member)
    assert not held.item.away.exists()


# Pulling out -----------------------------------------------------------------------------------------


def test_keeper_does_not_wipe_voices_by_pulling_a_plan_out():
    sitting = held()
    [item], member, other = sitting.meeting.items.all(), *sitting.members[:2]
    cast([item], {seat_of(sitting, member).pk: AGAINST}, by=member)
    for one in (seat_of(sitting, other), seat_of(sitting, sitting.office)):
        with pytest.raises(MeetingRefused, match="ด้วยตนเอง"):
            pull_out(item, attendee=one, reason="ขอดู", by=sitting.office)
    with pytest.raises(MeetingRefused):
        pull_out(item, attendee=seat_of(sitting, member), reason="ขอดู", by=other)
    assert item.votes.count() == 1
    assert pull_out(item, attendee=seat_of(sitting, member), reason="ขอดู", by=member).pulled_reason == "ขอดู"


def test_keeper_writes_down_who_asked_and_that_he_wrote_it():
    sitting = held()
    [item] = sitting.meeting.items.all()
    done = pull_out(item, attendee=seat_of(sitting, sitting.members[0]), reason="ก" * 300, by=sitting.office)
    assert done.pulled_reason.endswith(f"(บันทึกโดย {sitting.office.user})")
    assert len(done.pulled_reason) <= 300


# Positions taken in mid-meeting ----------------------------------------------------------------------


def test_position_taken_in_mid_meeting_keeps_out_of_the_vote():
    sitting = held()
    [item], member = sitting.meeting.items.all(), sitting.members[0]
    make_member(Role.HEAD, sitting.revisions[0].plan.organization, user=member.user)
    [refused] = cast([item], {seat_of(sitting, member).pk: FOR}, by=member)
    assert "มีส่วนได้เสีย" in refused.message
    assert not item.votes.exists()


def test_position_taken_after_the_vote_takes_the_voice_out_of_the_resolution():
    sitting = held()
    [item], member = sitting.meeting.items.all(), sitting.members[0]
    for one in voters(sitting):
        cast([item], {one.pk: FOR}, by=one.membership)
    make_member(Role.HEAD, sitting.revisions[0].plan.organization, user=member.user)
    done = conclude(item, Resolution(), by=sitting.office)
    assert done.away.get().attendee == seat_of(sitting, member)
    assert (done.votes.count(), "มีส่วนได้เสีย 1" in done.explained) == (4, True)


def test_looking_for_positions_costs_a_vote_the_same_whatever_the_number_of_plans():
    sitting = held(plans=8)
    items, seat = list(sitting.meeting.items.all()), seat_of(sitting, sitting.members[0])
    counts = []
    for some in (items[:2], items[2:]):
        with CaptureQueriesContext(connection) as queries:
            cast(some, {seat.pk: FOR}, by=sitting.members[0])
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Seats, papers, words --------------------------------------------------------------------------------


def test_one_person_has_one_voice():
    sitting = held()
    second = make_member(CHAIR, board=sitting.board, user=sitting.members[0].user)
    extra = Attendee(membership=second, name="ก", duty="member", has_vote=True)
    with pytest.raises(MeetingRefused, match="หนึ่งเสียง"):
        people.save_seat(sitting.fresh(), extra, by=sitting.office)
    extra.has_vote = False
    assert people.save_seat(sitting.fresh(), extra, by=sitting.office).pk


def test_no_scan_comes_after_the_end():
    sitting = held()
    attach_before_the_end(sitting.fresh(), pdf(), by=sitting.office)
    with pytest.raises(MeetingRefused):
        attach_before_the_end(sitting.fresh(), pdf(), by=sitting.members[0])
    Meeting.objects.filter(pk=sitting.meeting.pk).update(stage=Meeting.Stage.CLOSED)
    with pytest.raises(MeetingRefused, match="ปิดการประชุม"):
        attach_before_the_end(sitting.fresh(), pdf(), by=sitting.office)


def test_words_that_are_no_text_are_cleaned_before_they_are_stored():
    sitting = held()
    [item] = sitting.meeting.items.all()
    arrange.discuss(sitting.fresh(), item, "ที่\x00ประชุม\nเห็นว่า", by=sitting.office)
    recusal.leave(item, seat_of(sitting, sitting.members[0]), note="ออก\x00ไป", by=sitting.office)
    recusal.declare(item, seat_of(sitting, sitting.members[1]), note="เป็น\x00ญาติ", by=sitting.members[1])
    arrange.add_plain(sitting.fresh(), heading=5, title="เรื่อง\x00อื่น", by=sitting.office)
    assert AgendaItem.objects.get(pk=item.pk).discussion == "ที่ประชุม\nเห็นว่า"
    assert set(item.away.values_list("note", flat=True)) == {"ออกไป", "เป็นญาติ"}
    assert sitting.meeting.items.filter(title="เรื่องอื่น").exists()
