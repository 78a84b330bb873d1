"""The state machine against a table written by hand: state x role x action."""

import datetime
from dataclasses import replace

import pytest
from django.db import transaction

from approvals import events
from approvals.case import Details
from approvals.models import Decision, Event, Notice
from approvals.moves import MoveConflict, MoveRefused, available, perform, seen_now, why_not
from approvals.notices import next_roles
from approvals.table import BY_ACTION_AND_STATE, MOVES
from organizations.roles import Role
from plans.checks import run_checks
from plans.models import State
from tests.approvals.story import Story, filled
from tests.builders import make_board, make_complete_plan, make_member, make_province
from thai.dates import frozen_today

HR, CHAIR, SECRETARY, HEAD = Role.HR_OFFICER, Role.COMMITTEE_CHAIR, Role.COMMITTEE_SECRETARY, Role.HEAD
OFFICE, BOARD = Role.BOARD_SECRETARY, Role.BOARD_CHAIR

#: (state, action): (roles that may, state afterwards). What is not here is refused to everybody.
MATRIX = {
    ("drafting", "send_to_committee"): ({HR, SECRETARY}, "in_committee"),
    ("drafting", "stop"): ({HEAD}, "withdrawn"),
    ("in_committee", "recall"): ({HR, SECRETARY}, "drafting"),
    ("in_committee", "committee_return"): ({CHAIR, SECRETARY}, "drafting"),
    ("in_committee", "endorse"): ({CHAIR}, "endorsed"),
    ("endorsed", "reopen"): ({HR, HEAD}, "drafting"),
    ("endorsed", "submit"): ({HR}, "submitted"),
    ("endorsed", "stop"): ({HEAD}, "withdrawn"),
    ("submitted", "withdraw_from_board"): ({HR, HEAD}, "endorsed"),
    ("submitted", "board_return"): ({OFFICE}, "drafting"),
    ("submitted", "put_on_agenda"): ({OFFICE}, "on_agenda"),
    ("on_agenda", "take_off_agenda"): ({OFFICE}, "submitted"),
    ("on_agenda", "approve"): ({BOARD}, "approved"),
    ("on_agenda", "approve_with_corrections"): ({BOARD}, "approved_with_corrections"),
    ("on_agenda", "reject"): ({BOARD}, "drafting"),
    ("on_agenda", "send_back"): ({BOARD}, "drafting"),
    ("on_agenda", "withdraw_at_meeting"): ({OFFICE}, "endorsed"),
    ("approved", "announce"): ({HEAD}, "announced"),
    ("approved_with_corrections", "send_corrections"): ({HR, SECRETARY}, "approved_with_corrections"),
    ("approved_with_corrections", "confirm_corrections"): ({OFFICE}, "approved"),
    ("withdrawn", "resume"): ({HEAD, HR}, "drafting"),
}
ACTIONS = sorted({action for _state, action in MATRIX})


def test_table_has_exactly_the_rows_of_the_matrix():
    rows = {(move.source.value, move.action): (set(move.roles), move.target.value) for move in MOVES}
    assert rows == MATRIX


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", Role.values)
def test_available_for_each_state_and_role(story, state, role):
    story.revision.state = state
    offered = {move.action for move in available(story.revision, story.cast[role])}
    assert offered == {
        action for (source, action), (roles, _after) in MATRIX.items() if source == state and role in roles
    }


class _Undone(Exception):
    """Takes back what a move did, so that the next one finds the same state."""


def _try(story, action, role) -> str:
    """The state after the move, or the name of the refusal; everything is taken back."""
    result = ""
    try:
        with transaction.atomic():
            story.act(action, role)
            result = story.revision.state
            raise _Undone
    except _Undone:
        story.revision.refresh_from_db()
    except (MoveRefused, MoveConflict) as refusal:
        result = type(refusal).__name__
    return result


@pytest.mark.any_database
@pytest.mark.parametrize("state", State.values)
def test_perform_for_each_role_and_action(story, state):
    story.reach(State(state))
    roles_of_action = {
        action: set().union(*(r for (_s, a), (r, _t) in MATRIX.items() if a == action)) for action in ACTIONS
    }
    decisions = Decision.objects.count()
    for action in ACTIONS:
        allowed, after = MATRIX.get((state, action), (set(), ""))
        for role in Role:
            if role in allowed:
                expected = after
            elif role in roles_of_action[action]:
                expected = "MoveConflict"
            else:
                expected = "MoveRefused"
            assert _try(story, action, role) == expected, (state, action, role)
    assert Decision.objects.count() == decisions


# What a move leaves behind ------------------------------------------------------------------------


def test_perform_records_decision_event_and_snapshot(story):
    decision = story.act("send_to_committee", HR)
    event = Event.objects.get(plan=story.revision.plan)
    story.revision.refresh_from_db()
    assert (decision.from_state, decision.to_state, decision.role) == ("drafting", "in_committee", HR)
    assert decision.snapshot == story.revision.snapshot
    assert event.data["snapshot"] == story.revision.snapshot.sha256
    assert event.data["decision"] == decision.pk
    assert (event.seq, event.actor_id) == (1, story.cast[HR].user_id)


def test_return_releases_the_snapshot_but_the_decision_names_it(story):
    sent = story.reach(State.IN_COMMITTEE).revision.snapshot
    decision = story.act("committee_return", SECRETARY)
    story.revision.refresh_from_db()
    assert story.revision.snapshot is None
    assert decision.snapshot == sent
    assert decision.reasons.count() == 1


def test_the_same_content_sent_again_is_the_same_snapshot(story):
    first = story.reach(State.IN_COMMITTEE).revision.snapshot
    story.act("recall", HR)
    story.act("send_to_committee", HR)
    assert story.revision.snapshot == first


def test_corrections_are_frozen_anew(story):
    before = story.reach(State.APPROVED_WITH_CORRECTIONS).revision.snapshot
    story.revision.sections.filter(code="s1.1").update(body="แก้ไขตามมติ", follows_edition=False)
    story.act("confirm_corrections", OFFICE)
    assert story.revision.snapshot.sha256 != before.sha256
    assert story.revision.snapshot.content["texts"]["s1.1"] == "แก้ไขตามมติ"


def test_corrections_are_confirmed_only_after_the_lao_says_so(story):
    story.reach(State.ON_AGENDA)
    story.act("approve_with_corrections", BOARD)
    with pytest.raises(MoveRefused, match="ยังไม่ได้แจ้ง"):
        story.act("confirm_corrections", OFFICE)
    assert next_roles("approved_with_corrections", "approve_with_corrections") == {HR, SECRETARY}
    story.act("send_corrections", HR)
    assert next_roles("approved_with_corrections", "send_corrections") == {OFFICE}
    assert Notice.objects.filter(membership=story.cast[OFFICE], text__contains="รอท่านดำเนินการ").exists()
    story.act("confirm_corrections", OFFICE)


# Who -----------------------------------------------------------------------------------------------


def test_perform_with_a_role_that_ended_yesterday_is_refused(story):
    member = story.cast[HR]
    member.ended_on = datetime.date(2026, 9, 14)
    member.save()
    with pytest.raises(MoveRefused, match="สิ้นสุด"):
        story.act("send_to_committee", HR)


def test_perform_by_a_person_who_left_is_refused(story):
    story.cast[HR].user.is_active = False
    story.cast[HR].user.save()
    with pytest.raises(MoveRefused, match="สิ้นสุด"):
        story.act("send_to_committee", HR)


def test_perform_by_the_officer_of_another_lao_is_refused(story):
    stranger = make_member(HR)
    with pytest.raises(MoveRefused):
        story.act("send_to_committee", HR, by=stranger)


def test_perform_by_another_board_is_refused(story):
    story.reach(State.ON_AGENDA)
    stranger = make_member(BOARD, board=make_board(province=make_province("เลย", "42")))
    with pytest.raises(MoveRefused):
        story.act("approve", BOARD, by=stranger)


def test_board_person_who_serves_the_lao_cannot_decide(story):
    story.reach(State.ON_AGENDA)
    make_member(Role.STAFF, story.revision.plan.organization, user=story.cast[BOARD].user)
    move = BY_ACTION_AND_STATE["approve", "on_agenda"]
    assert "มีตำแหน่งใน" in why_not(story.revision, move, story.cast[BOARD])[0]
    with pytest.raises(MoveRefused, match="มีตำแหน่งใน"):
        story.act("approve", BOARD)


def test_board_person_who_left_the_lao_can_decide(story):
    story.reach(State.ON_AGENDA)
    organization = story.revision.plan.organization
    make_member(Role.STAFF, organization, user=story.cast[BOARD].user, ended_on=datetime.date(2026, 9, 14))
    story.act("approve", BOARD)
    assert story.revision.state == State.APPROVED


def test_only_preparer_cannot_endorse(story):
    chair_as_officer = make_member(HR, story.revision.plan.organization, user=story.cast[CHAIR].user)
    type(story.revision).objects.filter(pk=story.revision.pk).update(prepared_by=story.cast[CHAIR].user)
    story.act("send_to_committee", HR, by=chair_as_officer)
    with pytest.raises(MoveRefused, match="เพียงผู้เดียว"):
        story.act("endorse", CHAIR)


def test_one_of_two_preparers_can_endorse(story):
    type(story.revision).objects.filter(pk=story.revision.pk).update(prepared_by=story.cast[CHAIR].user)
    story.reach(State.ENDORSED)
    assert story.revision.state == State.ENDORSED


# What was seen -------------------------------------------------------------------------------------


def test_approve_what_was_not_seen_is_a_conflict(story):
    story.reach(State.ON_AGENDA)
    with pytest.raises(MoveConflict, match="เปลี่ยนไป"):
        story.act("approve", BOARD, seen="0" * 64)


def test_approve_without_saying_what_was_seen_is_refused(story):
    story.reach(State.ON_AGENDA)
    with pytest.raises(MoveRefused):
        story.act("approve", BOARD, seen=None)


def test_confirming_corrections_that_changed_meanwhile_is_a_conflict(story):
    story.reach(State.APPROVED_WITH_CORRECTIONS)
    seen = seen_now(story.revision, BY_ACTION_AND_STATE["confirm_corrections", "approved_with_corrections"])
    story.revision.monitoringitems.create(
        organization=story.revision.organization, order=1, indicator="จำนวนผู้ผ่านการพัฒนา"
    )
    with pytest.raises(MoveConflict, match="เปลี่ยนไป"):
        story.act("confirm_corrections", OFFICE, seen=seen)


def test_second_decision_is_a_conflict_that_names_the_first(story):
    story.reach(State.ON_AGENDA)
    seen = story.revision.snapshot.sha256
    story.act("approve", BOARD)
    with pytest.raises(MoveConflict, match=story.cast[BOARD].user.full_name) as conflict:
        perform(
            revision=story.revision,
            action="approve",
            by=story.cast[BOARD],
            seen=seen,
            details=filled("approve"),
        )
    assert conflict.value.decision.action == "approve"


def test_conflict_does_not_tell_the_board_about_affairs_of_the_lao(story):
    story.reach(State.SUBMITTED)
    story.act("board_return", OFFICE)
    story.act("send_to_committee", HR)
    with pytest.raises(MoveConflict) as conflict:
        story.act("put_on_agenda", OFFICE)
    assert conflict.value.decision.action == "board_return"


def test_swap_refuses_when_the_state_changed_after_it_was_read(story, monkeypatch):
    """The lock aside, the compare-and-swap alone lets one through."""
    story.reach(State.ON_AGENDA)
    monkeypatch.setattr("approvals.moves._require_no_objection", lambda move, case: _approve_behind(story))
    with pytest.raises(MoveConflict):
        story.act("approve", BOARD)


def _approve_behind(story):
    type(story.revision).objects.filter(pk=story.revision.pk).update(state=State.APPROVED)


# What is filled in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["recall", "committee_return", "endorse"])
def test_incomplete_details_are_refused_with_their_field(story, action):
    story.reach(State.IN_COMMITTEE)
    role = HR if action == "recall" else CHAIR
    with pytest.raises(MoveRefused) as refused:
        story.act(action, role, details=Details(reasons=()))
    assert all(objection.field for objection in refused.value.objections)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"members_present": 2, "votes_for": 2}, "members_present"),  # of five: not more than half
        ({"members_present": 6, "votes_for": 4}, "members_present"),
        ({"members_present": 4, "votes_for": 2}, "votes_for"),  # half is no majority
        ({"members_present": 4, "votes_for": 5}, "votes_for"),
        ({"members_total": 9}, "members_total"),
        ({"meeting_on": datetime.date(2026, 9, 16)}, "meeting_on"),  # tomorrow
        ({"meeting_on": datetime.date(2026, 7, 31)}, "meeting_on"),  # before the committee's order
    ],
)
def test_endorsement_is_refused(story, changes, field):
    story.revision.committeeorders.update(number="1/2569", dated_on=datetime.date(2026, 8, 1))
    story.reach(State.IN_COMMITTEE)
    with pytest.raises(MoveRefused) as refused:
        story.act("endorse", CHAIR, details=replace(filled("endorse"), **changes))
    assert field in {objection.field for objection in refused.value.objections}


def test_endorsement_counts_the_members_itself(story):
    story.reach(State.IN_COMMITTEE)
    decision = story.act("endorse", CHAIR)
    assert (decision.members_total, decision.members_present, decision.votes_for) == (5, 4, 4)


def test_blocking_findings_stop_the_draft(story, monkeypatch):
    monkeypatch.setattr("approvals.case.run_checks", run_checks)
    with pytest.raises(MoveRefused, match="ต้องแก้"):
        story.act("send_to_committee", HR)


def test_late_submission_is_noted_but_not_refused(story):
    story.reach(State.ENDORSED)
    with frozen_today(datetime.date(2026, 10, 5)):
        decision = story.act(
            "submit", HR, details=Details(letter_number="1", letter_on=datetime.date(2026, 10, 2))
        )
    assert "หลังกำหนดวันที่ 30 กันยายน 2569" in decision.note


def test_submission_of_changed_content_is_refused(story):
    """Past the triggers, as a broken backup might: the content no longer is what was endorsed."""
    story.reach(State.ENDORSED)
    type(story.revision).objects.filter(pk=story.revision.pk).update(state=State.DRAFTING)
    story.revision.sections.update(is_done=True)
    story.revision.targets.update(people=7)
    type(story.revision).objects.filter(pk=story.revision.pk).update(state=State.ENDORSED)
    with pytest.raises(MoveRefused, match="ไม่ตรงกับฉบับ"):
        story.act("submit", HR)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dated_on": datetime.date(2026, 9, 9)}, "dated_on"),  # before the resolution
        ({"dated_on": datetime.date(2026, 9, 16)}, "dated_on"),  # tomorrow
        ({"effective_on": datetime.date(2026, 9, 30)}, "effective_on"),  # before the cycle
        ({"effective_on": datetime.date(2029, 10, 1)}, "effective_on"),  # after it
        ({"effective_on": datetime.date(2026, 11, 1)}, "late_reason"),
    ],
)
def test_announcement_is_refused(story, changes, field):
    story.reach(State.APPROVED)
    with pytest.raises(MoveRefused) as refused:
        story.act("announce", HEAD, details=replace(filled("announce"), **changes))
    assert {objection.field for objection in refused.value.objections} == {field}


def test_announcement_has_the_usual_answers(story):
    story.reach(State.ANNOUNCED)
    announcement = story.revision.announcement
    assert announcement.effective_on == datetime.date(2026, 10, 1)
    assert announcement.signer_name == story.cast[HEAD].user.full_name
    assert announcement.signer_position == story.revision.plan.organization.head_title
    assert len(announcement.code) == 10


def test_resume_beside_another_open_revision_is_refused(story):
    story.reach(State.WITHDRAWN)
    plan = story.revision.plan
    plan.revisions.create(organization=plan.organization, number=1, reason="ปรับปรุงหลักสูตร")
    with pytest.raises(MoveRefused, match="ฉบับที่กำลังดำเนินการอยู่แล้ว"):
        story.act("resume", HEAD)


# With the rules of the plan --------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_complete_plan_goes_all_the_way_by_its_own_rules():
    revision = make_complete_plan()
    cast = {role: make_member(role, revision.organization) for role in (HR, CHAIR, HEAD)}
    cast |= {role: make_member(role, board=revision.plan.organization.board) for role in (OFFICE, BOARD)}
    assert Story(revision, cast).reach(State.ANNOUNCED).revision.state == State.ANNOUNCED
    assert events.verify(revision.plan) == []


@pytest.mark.parametrize(
    ("number", "says"),
    [("9/2568", "ไม่ตรงกับวันที่ประชุม"), ("เก้า", "ไม่ตรงกับวันที่ประชุม"), ("8/2569", "บรรจุวาระการประชุมครั้งที่ 9/2569")],
)
def test_resolution_names_the_meeting_on_whose_agenda_the_plan_is(story, number, says):
    story.reach(State.ON_AGENDA)
    with pytest.raises(MoveRefused, match=says):
        story.act("approve", Role.BOARD_CHAIR, details=replace(filled("approve"), meeting_number=number))
    story.act("approve", Role.BOARD_CHAIR, details=replace(filled("approve"), meeting_number="๙/๒๕๖๙"))
