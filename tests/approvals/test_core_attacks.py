"""What somebody with a role, a clock or a debugger might try on a resolution, and what it meets."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from approvals import events
from approvals.meetings import agenda, ballots, call, roll, room, wording
from approvals.meetings.conclude import Resolution, conclude
from approvals.meetings.tally import count, tally_of
from approvals.meetings.voting import MeetingRefused, cast, take_back
from approvals.models import AgendaItem, Attendee, Away, Meeting, Vote
from approvals.moves import MoveRefused
from organizations.roles import Role
from plans.models import State
from tests.approvals.committee import hold as hold_by_order
from tests.approvals.committee import order
from tests.approvals.story import TODAY, filled
from tests.approvals.test_meeting_core import _voices, everybody, hold
from tests.builders import make_member

OFFICE, BOARD, MEMBER = Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.BOARD_MEMBER
FOR, AGAINST = Vote.Choice.FOR, Vote.Choice.AGAINST


def hold_committee(story, *roles: Role) -> tuple[Meeting, list[Attendee], AgendaItem]:
    """A committee's meeting being held, everybody present; the first of the roles leads it."""
    story.reach(State.IN_COMMITTEE)
    meeting = Meeting.objects.create(
        organization=story.revision.plan.organization,
        number=1,
        year=2569,
        held_on=datetime.date(2026, 9, 14),
        stage=Meeting.Stage.OPEN,
    )
    duties = [Attendee.Duty.CHAIR] + [Attendee.Duty.MEMBER] * (len(roles) - 1)
    seats = [
        Attendee.objects.create(
            meeting=meeting, order=place, membership=story.cast[role], duty=duty, presence="present"
        )
        for place, (role, duty) in enumerate(zip(roles, duties, strict=True), start=1)
    ]
    item = AgendaItem.objects.create(
        meeting=meeting, order=1, title="แผน", revision=story.revision, snapshot=story.revision.snapshot
    )
    return meeting, seats, item


# Voices of others ----------------------------------------------------------------------------------


def test_secretary_does_not_take_back_what_a_member_said_himself(story):
    _meeting, attendees, item = hold(story)
    cast([item], {attendees[1].pk: AGAINST}, by=story.cast[MEMBER])
    with pytest.raises(MeetingRefused, match="ด้วยตนเอง"):
        take_back(item, attendees[1], by=story.cast[OFFICE])
    assert item.votes.get().choice == AGAINST
    cast([item], {attendees[2].pk: FOR}, by=story.cast[OFFICE])
    take_back(item, attendees[2], by=story.cast[OFFICE])  # what he wrote down himself
    assert item.votes.count() == 1


def test_a_person_with_two_seats_has_one_voice(story):
    board = story.revision.plan.organization.board
    make_member(MEMBER, board=board, user=story.cast[BOARD].user)
    seats = roll.board_seats(Meeting(board=board, held_on=datetime.date(2026, 9, 10)))
    voters = [seat.membership.user_id for seat in seats if seat.has_vote]
    assert sorted(voters) == sorted(set(voters))
    assert next(seat for seat in seats if seat.duty == "chair").membership == story.cast[BOARD]


# The chair -----------------------------------------------------------------------------------------


def test_the_chair_is_not_taken_after_voices_were_given(story):
    meeting, attendees, item = hold(story, members=4)
    Attendee.objects.filter(pk=attendees[0].pk).update(presence="absent")
    cast([item], {attendees[1].pk: AGAINST, attendees[2].pk: FOR}, by=story.cast[OFFICE])
    with pytest.raises(MeetingRefused, match="ออกเสียง"):
        roll.take_the_chair(meeting, attendees[2], by=story.cast[OFFICE])


def test_the_chair_is_not_taken_from_a_chair_who_is_present(story):
    meeting, attendees, _item = hold(story)
    with pytest.raises(MeetingRefused, match="ประธาน"):
        roll.take_the_chair(meeting, attendees[2], by=story.cast[OFFICE])
    roll.take_the_chair(meeting, attendees[2], by=story.cast[BOARD])  # hands it over himself
    assert meeting.attendees.get(duty="chair").pk == attendees[2].pk


def test_somebody_leads_where_the_chair_has_an_interest(story):
    meeting, attendees, item = hold(story)
    Away.objects.create(item=item, attendee=attendees[0], why=Away.Why.RECUSED)
    roll.take_the_chair(meeting, attendees[2], by=story.cast[OFFICE])
    assert meeting.attendees.get(duty="chair").pk == attendees[2].pk


def test_a_tie_of_a_circulated_paper_still_needs_more_than_half_of_all():
    assert not count(
        _voices("Ffaaxx"), by_circulation=True
    ).carried  # three of six with the chair's further voice
    assert count(_voices("Fffaaa"), by_circulation=True).carried
    assert count(_voices("Ffaax"), by_circulation=True).carried


# Around the votes ----------------------------------------------------------------------------------


def test_no_resolution_by_a_paper_over_voices_given_in_the_meeting(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees, AGAINST), by=story.cast[OFFICE])
    with pytest.raises(MoveRefused, match="หน้าการประชุม"):
        story.act("approve", BOARD)
    item.refresh_from_db()
    assert item.outcome == ""


def test_who_declared_an_interest_does_not_decide_by_a_paper(story):
    _meeting, attendees, item = hold(story)
    Away.objects.create(item=item, attendee=attendees[0], why=Away.Why.RECUSED)
    with pytest.raises(MoveRefused, match="ส่วนได้เสีย"):
        story.act("approve", BOARD)


def test_preparer_does_not_override_the_votes_of_the_others(story):
    story.cast[Role.HR_OFFICER].user = story.cast[Role.COMMITTEE_SECRETARY].user
    writer = story.cast[Role.COMMITTEE_SECRETARY]
    type(story.revision).objects.filter(pk=story.revision.pk).update(prepared_by=writer.user)
    roles = (Role.COMMITTEE_CHAIR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_SECRETARY)
    _meeting, seats, item = hold_committee(story, *roles)
    for seat, choice in zip(seats, (AGAINST, AGAINST, FOR), strict=True):
        cast([item], {seat.pk: choice}, by=seat.membership)
    Vote.objects.filter(attendee=seats[1]).update(choice=FOR)
    AgendaItem.objects.filter(pk=item.pk).update(recommendation="returned")
    wanted = Resolution(outcome="agreed", override_reason="ที่ประชุมเห็นชอบด้วยวาจาหลังลงมติ")
    with pytest.raises((MeetingRefused, MoveRefused), match="ผู้จัดทำแผน"):
        conclude(item, wanted, by=writer)
    assert AgendaItem.objects.get(pk=item.pk).outcome == ""


@pytest.mark.parametrize("action", ["approve", "reject", "take_off_agenda"])
def test_item_of_a_committee_is_no_resolution_of_a_board(story, action):
    _meeting, _attendees, item = hold(story)
    other = Meeting.objects.create(
        organization=story.revision.plan.organization, number=3, year=2569, held_on=datetime.date(2026, 9, 10)
    )
    AgendaItem.objects.filter(pk=item.pk).update(meeting=other)
    details = replace(filled(action), item=AgendaItem.objects.get(pk=item.pk))
    with pytest.raises(MoveRefused):
        story.act(action, OFFICE, details=details)


# The records afterwards ----------------------------------------------------------------------------


def refused_by_the_database(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_voices_on_a_resolution_stay_as_they_were(story):
    meeting, attendees, item = hold(story)
    cast([item], everybody(attendees[:4]), by=story.cast[OFFICE])
    Attendee.objects.filter(pk=attendees[4].pk).update(presence="absent")
    away = Away.objects.create(item=item, attendee=attendees[4], why=Away.Why.ABSENT)
    conclude(item, Resolution(), by=story.cast[OFFICE])
    vote = item.votes.first()
    late = Vote(item=item, attendee=attendees[4], choice=FOR, cast_at=vote.cast_at, cast_by=vote.cast_by)
    assert refused_by_the_database(lambda: Vote.objects.filter(pk=vote.pk).update(choice=AGAINST))
    assert refused_by_the_database(lambda: Vote.objects.filter(pk=vote.pk).delete())
    assert refused_by_the_database(late.save)
    assert refused_by_the_database(lambda: Away.objects.filter(pk=away.pk).update(why="recused"))
    assert refused_by_the_database(lambda: Away.objects.filter(pk=away.pk).delete())
    items = AgendaItem.objects.filter(pk=item.pk)
    assert refused_by_the_database(lambda: items.update(outcome="rejected"))
    assert refused_by_the_database(lambda: items.update(explained="เห็นชอบ 5 จาก 5"))
    assert refused_by_the_database(lambda: items.update(override_reason="x"))
    assert not refused_by_the_database(lambda: items.update(discussion="ที่ประชุมอภิปราย"))
    assert events.verify(story.revision.plan) == []


def test_attendance_of_a_closed_meeting_stays_as_it_was(story):
    meeting, attendees, item = hold(story)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    conclude(item, Resolution(), by=story.cast[OFFICE])
    roll.close(meeting, by=story.cast[OFFICE])
    seats = Attendee.objects.filter(meeting=meeting)
    assert refused_by_the_database(lambda: seats.filter(pk=attendees[1].pk).update(presence="absent"))
    assert refused_by_the_database(lambda: seats.filter(pk=attendees[1].pk).update(name="นายอื่น"))
    assert refused_by_the_database(lambda: seats.create(order=99, duty="member", name="นายใหม่"))


def test_tally_of_what_was_resolved_is_what_was_written(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    done = conclude(item, Resolution(), by=story.cast[OFFICE])
    assert done.explained == tally_of(AgendaItem.objects.get(pk=item.pk)).explained


# A further order in mid-round ----------------------------------------------------------------------


def test_another_chair_by_a_further_order_leads_the_meeting(story):
    held = hold_by_order(story)
    chair, member, *rest = held.people
    given = order(story, [chair, member, *rest], on=TODAY, seq=1)
    given.members.filter(membership=chair).update(duty="member")
    given.members.filter(membership=member).update(duty="chair", person_name=member.user.full_name)
    assert not call.is_by_the_order(held.meeting, story.revision)
    call.realign(held.meeting, story.revision, by=held.secretary)
    leads = held.meeting.attendees.get(duty="chair")
    assert leads.name == member.user.full_name
    assert call.is_by_the_order(Meeting.objects.get(pk=held.meeting.pk), story.revision)


def test_who_left_the_committee_and_came_back_has_a_seat_again(story):
    held = hold_by_order(story)
    other = held.people[2]
    plain = AgendaItem.objects.create(meeting=held.meeting, heading=5, order=1, title="เรื่องอื่น")
    Away.objects.create(item=plain, attendee=held.seat(other), why=Away.Why.ABSENT)
    conclude(plain, Resolution(), by=held.secretary)
    order(story, [one for one in held.people if one != other], on=TODAY, seq=1)
    call.realign(held.meeting, story.revision, by=held.secretary)
    order(story, held.people, on=TODAY, seq=2)
    call.realign(held.meeting, story.revision, by=held.secretary)
    assert held.seat(other).has_vote
    assert plain.away.count() == 1


def test_secretary_does_not_put_out_who_spoke_himself(story):
    held = hold_by_order(story)
    member = held.people[1]
    seen = held.item.snapshot.sha256
    ballots.speak(held.item, held.seat(member), AGAINST, seen=seen, by=member)
    for why in Away.Why.values:
        with pytest.raises(MeetingRefused, match="ด้วยตนเอง"):
            room.put_out(held.item, held.seat(member), why=why, note="ออกจากห้อง", by=held.secretary)
    room.put_out(held.item, held.seat(member), why="recused", note="เป็นญาติ", by=member)
    assert not held.item.votes.exists()


def test_a_committee_does_not_hold_a_plan_back_from_the_board(story):
    story.reach(State.SUBMITTED)
    meeting = Meeting.objects.create(
        organization=story.revision.plan.organization, number=1, year=2569, held_on=TODAY
    )
    with pytest.raises(MeetingRefused):
        agenda.put_plan_on(meeting, story.revision, by=story.cast[Role.COMMITTEE_SECRETARY])


def test_minutes_are_not_signed_off_in_a_role_that_has_ended(story):
    held = hold_by_order(story)
    agenda.take_off(held.item, by=held.secretary)
    roll.close(held.meeting, by=held.secretary)
    type(held.people[0]).objects.filter(pk=held.people[0].pk).update(
        ended_on=TODAY - datetime.timedelta(days=1)
    )
    chair = type(held.people[0]).objects.get(pk=held.people[0].pk)
    with pytest.raises(MeetingRefused):
        wording.sign_off(held.meeting, seen="", by=chair)


def test_words_that_are_no_text_are_cleaned_before_they_are_stored(story):
    held = hold_by_order(story)
    member, other = held.people[1], held.people[2]
    seen = held.item.snapshot.sha256
    ballots.speak(held.item, held.seat(member), FOR, note="ดี\x00มาก", seen=seen, by=member)
    room.put_out(held.item, held.seat(other), why="recused", note="เป็น\x00ญาติ", by=other)
    assert held.item.votes.get().note == "ดีมาก"
    assert held.item.away.get().note == "เป็นญาติ"
