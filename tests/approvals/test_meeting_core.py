"""Votes and what follows from them: quorum, ties, recusal, absence, who may speak, and the move that results."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from approvals import events
from approvals.meetings import follow, roll
from approvals.meetings.conclude import Resolution, conclude, conclude_many
from approvals.meetings.tally import Standing, Voice, count, quorum_of, tally_of
from approvals.meetings.voting import MeetingRefused, cast, take_back
from approvals.models import AgendaItem, Attendee, Away, Decision, Meeting, Outcome, Vote
from approvals.moves import MOVES, MoveRefused
from organizations.models import Membership
from organizations.roles import Role
from plans.models import State
from tests.approvals.sitting import bring_paper
from tests.approvals.story import TODAY, filled, some_reason
from tests.approvals.test_events import tamper
from tests.builders import make_member
from thai.dates import frozen_today

OFFICE, BOARD, MEMBER = Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.BOARD_MEMBER
FOR, AGAINST, ABSTAIN = Vote.Choice.FOR, Vote.Choice.AGAINST, Vote.Choice.ABSTAIN


@pytest.fixture(autouse=True)
def _today(no_findings):
    with frozen_today(TODAY):
        yield


def hold(
    story, *, members: int = 5, present: int | None = None
) -> tuple[Meeting, list[Attendee], AgendaItem]:
    """A board's meeting being held, with one plan on its agenda; the first attendee is the chair."""
    story.reach(State.ON_AGENDA)
    board = story.revision.plan.organization.board
    meeting = Meeting.objects.create(
        board=board, number=9, year=2569, held_on=datetime.date(2026, 9, 10), stage=Meeting.Stage.OPEN
    )
    people = [story.cast[BOARD], story.cast[MEMBER]]
    people += [make_member(MEMBER, board=board) for _more in range(members - len(people))]
    attendees = [_seat(meeting, order, person) for order, person in enumerate(people, start=1)]
    for one in attendees[: members if present is None else present]:
        one.presence = Attendee.Presence.PRESENT
        one.save()
    item = AgendaItem.objects.create(
        meeting=meeting, order=1, title="แผน", revision=story.revision, snapshot=story.revision.snapshot
    )
    bring_paper(meeting, story.cast[OFFICE])
    return meeting, attendees, item


def _seat(meeting: Meeting, order: int, person: Membership) -> Attendee:
    duty = Attendee.Duty.CHAIR if order == 1 else Attendee.Duty.MEMBER
    return Attendee.objects.create(meeting=meeting, order=order, membership=person, duty=duty)


def everybody(attendees, choice=FOR) -> dict[int, str]:
    return {one.pk: choice for one in attendees}


# Counting ------------------------------------------------------------------------------------------


def _voices(text: str) -> list[Voice]:
    """f for, a against, b abstained, m silent, x absent, r recused, n no vote; capitals are the chair's."""
    kinds = {"m": Standing.MISSING, "x": Standing.ABSENT, "r": Standing.RECUSED, "n": Standing.NO_VOTE}
    choices = {"f": FOR, "a": AGAINST, "b": ABSTAIN}
    found = []
    for letter in text:
        duty = Attendee.Duty.CHAIR if letter.isupper() else Attendee.Duty.MEMBER
        low = letter.lower()
        vote = Vote(choice=choices[low]) if low in choices else None
        found.append(Voice(Attendee(duty=duty), kinds.get(low, Standing.VOTED), vote))
    return found


@pytest.mark.parametrize(
    ("people", "quorum", "has_quorum", "decidable", "carried"),
    [
        ("Ffffff", 3, True, True, True),
        ("Fffaaa", 3, True, True, True),  # the chair is for it
        ("Affffaaa", 4, True, True, False),  # the chair is against it
        ("Bfaffa", 3, True, True, True),
        ("Bfa", 2, True, False, False),  # a tie, and the chair is silent
        ("xfa", 2, True, False, False),  # a tie without a chair
        ("Fxx", 2, False, False, False),  # one of three
        ("Ffxx", 2, True, True, True),  # two of four are half
        ("Ffxxx", 3, False, False, False),  # two of five are not
        ("Ffmxx", 3, True, False, False),  # one has not spoken
        ("Ffrrr", 1, True, True, True),  # who is recused is not of the body
        ("Fxrrr", 1, True, True, True),
        ("Rffxx", 2, True, True, True),
        ("Fnn", 1, True, True, True),  # assistants and guests do not count
        ("xxxxx", 3, False, False, False),
        ("Bbbbb", 3, True, False, False),  # nobody is for or against
        ("Abbb", 2, True, True, False),
        ("rrr", 0, False, False, False),
    ],
)
def test_counts(people, quorum, has_quorum, decidable, carried):
    tally = count(_voices(people))
    assert (tally.quorum, tally.has_quorum, tally.is_decidable, tally.carried) == (
        quorum,
        has_quorum,
        decidable,
        carried,
    )


@pytest.mark.parametrize(
    ("seats", "share", "needed"), [(9, None, 5), (8, None, 4), (9, 0.5, 5), (8, 0.5, 5), (1, None, 1)]
)
def test_quorum_of_a_body(seats, share, needed):
    assert quorum_of(seats, share=share) == needed


def test_result_is_explained():
    assert count(_voices("Ffffffaxx")).explained == "เห็นชอบ 6 จาก 9 องค์ประชุม 5 มาประชุม 7 ไม่เห็นชอบ 1"


def test_circulated_paper_needs_more_than_half_of_all():
    assert not count(_voices("Ffxxx"), by_circulation=True).carried
    assert not count(_voices("Ffbxxx"), by_circulation=True).carried
    assert count(_voices("Fffxx"), by_circulation=True).carried


# Voices --------------------------------------------------------------------------------------------


def test_member_speaks_for_himself_once(story):
    _meeting, attendees, item = hold(story)
    by = story.cast[MEMBER]
    seen = {item.pk: item.snapshot.sha256}
    assert cast([item], {attendees[1].pk: FOR}, by=by, seen=seen) == []
    assert cast([item], {attendees[1].pk: FOR}, by=by, seen=seen) == []  # pressed twice
    assert item.votes.count() == 1
    (refused,) = cast([item], {attendees[1].pk: AGAINST}, by=by, seen=seen)
    assert "ออกเสียงไปแล้ว" in refused.message
    take_back(item, attendees[1], by=by)
    assert cast([item], {attendees[1].pk: AGAINST}, by=by, seen=seen) == []
    assert item.votes.get().choice == AGAINST
    assert not item.votes.get().on_paper


def test_member_does_not_speak_for_another(story):
    _meeting, attendees, item = hold(story)
    with pytest.raises(MeetingRefused):
        cast([item], {attendees[2].pk: FOR}, by=story.cast[MEMBER])


def test_secretary_writes_down_what_was_said_in_the_room(story):
    _meeting, attendees, item = hold(story)
    assert cast([item], everybody(attendees), by=story.cast[OFFICE]) == []
    assert set(item.votes.values_list("on_paper", flat=True)) == {True}
    assert tally_of(item).carried


def test_another_version_than_the_one_seen_is_refused(story):
    _meeting, attendees, item = hold(story)
    (refused,) = cast([item], {attendees[1].pk: FOR}, by=story.cast[MEMBER], seen={item.pk: "0" * 64})
    assert "ไม่ใช่ฉบับที่ท่านเห็น" in refused.message
    assert not item.votes.exists()


def test_voice_after_the_term_is_refused(story):
    _meeting, attendees, item = hold(story)
    Membership.objects.filter(pk=story.cast[MEMBER].pk).update(ended_on=datetime.date(2026, 9, 9))
    with pytest.raises(MeetingRefused, match="สิ้นสุด"):
        cast([item], {attendees[1].pk: FOR}, by=Membership.objects.get(pk=story.cast[MEMBER].pk))
    (refused,) = cast([item], {attendees[1].pk: FOR}, by=story.cast[OFFICE])
    assert "พ้นจากตำแหน่ง" in refused.message


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"presence": "absent"}, "ไม่อยู่ในที่ประชุม"),
        ({"presence": "unknown"}, "ไม่อยู่ในที่ประชุม"),
        ({"has_vote": False}, "ไม่มีสิทธิ"),
    ],
)
def test_who_does_not_count_does_not_vote(story, change, word):
    _meeting, attendees, item = hold(story)
    Attendee.objects.filter(pk=attendees[1].pk).update(**change)
    (refused,) = cast([item], {attendees[1].pk: FOR}, by=story.cast[MEMBER])
    assert word in refused.message


def test_recused_member_neither_votes_nor_counts(story):
    _meeting, attendees, item = hold(story, members=3)
    Away.objects.create(item=item, attendee=attendees[1], why=Away.Why.RECUSED)
    (refused,) = cast([item], {attendees[1].pk: FOR}, by=story.cast[MEMBER])
    assert "มีส่วนได้เสีย" in refused.message
    cast([item], everybody([attendees[0], attendees[2]]), by=story.cast[OFFICE])
    tally = tally_of(AgendaItem.objects.get(pk=item.pk))
    assert (tally.seats, tally.recused, tally.carried) == (2, 1, True)


@pytest.mark.parametrize("stage", [Meeting.Stage.PLANNED, Meeting.Stage.CALLED, Meeting.Stage.CLOSED])
def test_no_voice_outside_the_meeting(story, stage):
    meeting, attendees, item = hold(story)
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
    with pytest.raises(MeetingRefused):
        cast([item], {attendees[1].pk: FOR}, by=story.cast[MEMBER])


# Resolutions ---------------------------------------------------------------------------------------


def test_resolution_follows_the_votes_and_moves_the_plan(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    done = conclude(item, Resolution(), by=story.cast[OFFICE])
    story.revision.refresh_from_db()
    assert (done.outcome, story.revision.state) == (Outcome.AGREED, State.APPROVED)
    decision = Decision.objects.get(item=item)
    assert (decision.action, decision.meeting_number, decision.agenda_item) == ("approve", "9/2569", "4.1")
    assert (decision.members_total, decision.members_present, decision.votes_for) == (5, 5, 5)
    assert events.verify(story.revision.plan) == []


def test_votes_changed_afterwards_are_found(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    conclude(item, Resolution(), by=story.cast[OFFICE])
    tamper("UPDATE approvals_vote SET choice = 'against' WHERE attendee_id = %s", attendees[1].pk)
    assert [fault.message for fault in events.verify(story.revision.plan)] == [
        f"votes of decision {Decision.objects.get(item=item).pk} were changed"
    ]


def test_no_resolution_below_the_quorum(story):
    _meeting, attendees, item = hold(story, present=2)
    cast([item], everybody(attendees[:2]), by=story.cast[OFFICE])
    with pytest.raises(MeetingRefused, match="ไม่ครบองค์ประชุม"):
        conclude(item, Resolution(), by=story.cast[OFFICE])
    with pytest.raises(MeetingRefused, match="ไม่ครบองค์ประชุม"):
        conclude(item, Resolution(outcome=Outcome.DEFERRED, note="รอเอกสาร"), by=story.cast[OFFICE])
    put_off = Resolution(outcome=Outcome.DEFERRED, note="เลื่อนเพราะไม่ครบองค์ประชุม")
    assert conclude(item, put_off, by=story.cast[OFFICE]).outcome == Outcome.DEFERRED


def test_no_resolution_while_somebody_is_silent(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees[:4]), by=story.cast[OFFICE])
    with pytest.raises(MeetingRefused, match="1 คน"):
        conclude(item, Resolution(), by=story.cast[OFFICE])


def test_another_outcome_than_the_votes_give_needs_a_reason(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees, AGAINST), by=story.cast[OFFICE])
    wanted = Resolution(outcome=Outcome.AGREED)
    with pytest.raises(MeetingRefused, match="ต่างจากผลที่คำนวณ"):
        conclude(item, wanted, by=story.cast[OFFICE])
    reason = "ที่ประชุมลงมติใหม่หลังอภิปราย นับคะแนนซ้ำ"
    done = conclude(item, replace(wanted, override_reason=reason), by=story.cast[OFFICE])
    assert (done.outcome, done.override_reason) == (Outcome.AGREED, reason)
    assert reason in Decision.objects.get(item=item).note


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.AGREED_WITH_CORRECTIONS, State.APPROVED_WITH_CORRECTIONS),
        (Outcome.RETURNED, State.DRAFTING),
        (Outcome.REJECTED, State.DRAFTING),
        (Outcome.DEFERRED, State.SUBMITTED),
        (Outcome.WITHDRAWN, State.ENDORSED),
    ],
)
def test_each_outcome_takes_the_plan_where_it_leads(story, outcome, state):
    _meeting, attendees, item = hold(story)
    AgendaItem.objects.filter(pk=item.pk).update(recommendation=outcome)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    resolution = Resolution(outcome=outcome, note="ตามที่ประชุม", reasons=[some_reason("reject")])
    conclude(item, resolution, by=story.cast[OFFICE])
    story.revision.refresh_from_db()
    assert story.revision.state == state
    assert events.verify(story.revision.plan) == []


def test_a_second_resolution_is_refused(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    conclude(item, Resolution(), by=story.cast[OFFICE])
    with pytest.raises(MeetingRefused, match="มีมติแล้ว"):
        conclude(item, Resolution(), by=story.cast[OFFICE])
    (skipped,) = conclude_many([item], by=story.cast[OFFICE])
    assert (skipped.done, "มีมติแล้ว" in skipped.word) == (False, True)


def test_a_refused_move_leaves_no_resolution(story):
    _meeting, attendees, item = hold(story)
    cast([item], everybody(attendees), by=story.cast[OFFICE])
    office = story.cast[OFFICE]
    make_member(Role.HR_OFFICER, story.revision.plan.organization, user=office.user)  # an interest in the LAO
    with pytest.raises(MoveRefused):
        conclude(item, Resolution(), by=office)
    item.refresh_from_db()
    story.revision.refresh_from_db()
    assert (item.outcome, story.revision.state) == ("", State.ON_AGENDA)


def test_secretary_makes_no_resolution_without_a_meeting(story):
    story.reach(State.ON_AGENDA)
    with pytest.raises(MoveRefused):
        story.act("approve", OFFICE)


def test_chair_needs_a_scan_for_a_vote_on_paper(story):
    story.reach(State.ON_AGENDA)
    with pytest.raises(MoveRefused, match="สแกน"):
        story.act("approve", BOARD, details=replace(filled("approve"), evidence=""))


# The meeting itself --------------------------------------------------------------------------------


def test_life_of_a_board_meeting(story):
    story.reach(State.ON_AGENDA)
    board, office = story.revision.plan.organization.board, story.cast[OFFICE]
    number = roll.next_number(board, TODAY)
    meeting = Meeting.objects.create(
        board=board, number=number, year=2569, held_on=datetime.date(2026, 9, 10)
    )
    roll.call(meeting, roll.board_seats(meeting), by=office)
    seats = {one.duty: one for one in meeting.attendees.all()}
    assert {duty: one.has_vote for duty, one in seats.items()} == {
        "chair": True,
        "member": True,
        "secretary": False,
    }
    roll.open_(meeting, by=office)
    roll.mark(meeting, {one.pk: ("present", "") for one in seats.values()}, by=office)
    item = AgendaItem.objects.create(
        meeting=meeting, order=1, title="แผน", revision=story.revision, snapshot=story.revision.snapshot
    )
    with pytest.raises(MeetingRefused, match=r"4\.1"):
        roll.close(meeting, by=office)
    cast([item], {seats["chair"].pk: FOR}, by=story.cast[BOARD])
    cast([item], {seats["member"].pk: FOR}, by=office)
    with pytest.raises(MeetingRefused, match="ออกเสียงไปแล้ว"):
        roll.mark(meeting, {seats["chair"].pk: ("absent", "ป่วย")}, by=office)
    conclude(item, Resolution(), by=office)
    closed = roll.close(meeting, by=office)
    assert (closed.stage, closed.closed_by) == (Meeting.Stage.CLOSED, office)
    with pytest.raises(MeetingRefused, match="ปิดการประชุมนี้ไปแล้ว"):
        roll.close(meeting, by=story.cast[BOARD])
    assert roll.next_number(board, TODAY) == number + 1
    assert roll.next_number(board, datetime.date(2027, 1, 5)) == 1


def test_meeting_does_not_open_before_its_day(story):
    story.reach(State.ON_AGENDA)
    board, office = story.revision.plan.organization.board, story.cast[OFFICE]
    meeting = Meeting.objects.create(board=board, number=9, year=2569, held_on=datetime.date(2026, 9, 24))
    with pytest.raises(MeetingRefused, match="เรียกประชุมก่อน"):
        roll.open_(meeting, by=office)
    roll.call(meeting, roll.board_seats(meeting), by=office)
    with pytest.raises(MeetingRefused, match="24 กันยายน 2569"):
        roll.open_(meeting, by=office)


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.HR_OFFICER, Role.COMMITTEE_SECRETARY])
def test_only_the_keepers_of_the_records_run_a_meeting(story, role):
    meeting, _attendees, item = hold(story)
    with pytest.raises(MeetingRefused):
        roll.close(meeting, by=story.cast[role])
    with pytest.raises(MeetingRefused):
        conclude(item, Resolution(), by=story.cast[role])


def test_somebody_present_leads_in_the_chairs_absence(story):
    meeting, attendees, item = hold(story, members=4)
    Attendee.objects.filter(pk=attendees[0].pk).update(presence="absent")
    roll.take_the_chair(meeting, attendees[2], by=story.cast[OFFICE])
    cast([item], {attendees[1].pk: AGAINST, attendees[2].pk: FOR}, by=story.cast[OFFICE])
    Attendee.objects.filter(pk=attendees[3].pk).update(presence="absent")
    assert tally_of(AgendaItem.objects.get(pk=item.pk)).is_decided_tie


@pytest.mark.parametrize(
    ("action", "role", "outcome"),
    [("approve", BOARD, Outcome.AGREED), ("take_off_agenda", OFFICE, Outcome.DEFERRED)],
)
def test_move_outside_the_meeting_settles_its_item(story, action, role, outcome):
    _meeting, attendees, item = hold(story)
    story.act(action, role)
    item.refresh_from_db()
    assert item.outcome == outcome
    (refused,) = cast([item], {attendees[1].pk: FOR}, by=story.cast[MEMBER])
    assert "มีมติแล้ว" in refused.message


def test_every_way_off_an_agenda_has_its_word():
    leaving = {
        move.action
        for move in MOVES
        if move.source in (State.IN_COMMITTEE, State.ON_AGENDA) and move.source != move.target
    }
    assert leaving == set(follow._OUTCOMES)
