"""The whole history in words, who may read how much of it, and that tampering with what it vouches for is found."""

import pytest
from django.urls import reverse

from approvals import events
from approvals.audit import Kind, audit_of
from approvals.meetings.chain import note_step
from approvals.meetings.conclude import Resolution, conclude
from approvals.meetings.voting import cast
from approvals.models import AgendaItem, AppointedMember, AppointmentOrder, Event, Letter, Meeting
from approvals.orders import record_paper_order
from approvals.witness import _MEMBER, _ORDER, digest_of_letter, digest_of_order
from organizations.roles import Role
from plans.freeze import sha256_of
from plans.models import State
from tests.approvals.ordering import make_office
from tests.approvals.story import TODAY
from tests.approvals.test_events import faults, tamper
from tests.approvals.test_meeting_core import everybody, hold
from tests.builders import client_of
from thai.dates import now

pytestmark = pytest.mark.django_db


def said(audit) -> list[str]:
    return [str(row.done) for row in audit.rows]


def test_each_move_is_a_row_with_who_when_and_hash(story):
    story.reach(State.SUBMITTED)
    rows = audit_of(story.revision.plan, story.cast[Role.HR_OFFICER]).rows
    assert [row.event.seq for row in rows] == [3, 2, 1]
    endorsed = rows[1]
    assert endorsed.actor == str(story.cast[Role.COMMITTEE_CHAIR].user)
    assert endorsed.acted_as.startswith("ประธานกรรมการจัดทำแผน")
    assert endorsed.snapshot == story.revision.snapshot.sha256
    assert ("การประชุม", "ครั้งที่ 1/2569") in endorsed.entry.facts


def test_somebody_who_acts_for_another_is_named_so(story):
    head = story.cast[Role.HEAD]
    head.is_acting, head.acting_for, head.order_number = True, "นายก", "9/2569"
    head.ended_on = head.started_on.replace(year=2027)
    head.save()
    story.act("stop", Role.HEAD)
    [row] = audit_of(story.revision.plan, story.cast[Role.HR_OFFICER]).rows
    assert "รักษาราชการแทนนายก" in row.acted_as


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.PROVINCE_VIEWER])
def test_board_and_province_do_not_see_what_happened_inside(story, role):
    story.reach(State.SUBMITTED)
    inside = said(audit_of(story.revision.plan, story.cast[Role.AUDITOR]))
    outside = said(audit_of(story.revision.plan, story.cast[role]))
    assert len(inside) == 3
    assert len(outside) < 3
    assert set(outside) <= set(inside)


def test_event_of_an_unknown_kind_stays_inside(story):
    story.reach(State.SUBMITTED)
    events.append(plan=story.revision.plan, action="something_new", actor=None, role="", data={})
    assert "something_new" in said(audit_of(story.revision.plan, story.cast[Role.AUDITOR]))
    assert "something_new" not in said(audit_of(story.revision.plan, story.cast[Role.BOARD_SECRETARY]))


def test_rows_are_chosen_by_kind_and_revision(story):
    story.reach(State.SUBMITTED)
    plan, officer = story.revision.plan, story.cast[Role.HR_OFFICER]
    assert len(audit_of(plan, officer, kind=Kind.DECISION).rows) == 3
    assert audit_of(plan, officer, kind=Kind.ORDER).rows == []
    assert len(audit_of(plan, officer, revision="0").rows) == 3
    assert audit_of(plan, officer, revision="7").rows == []


def test_number_of_queries_does_not_grow(story, django_assert_max_num_queries):
    story.reach(State.ANNOUNCED)
    with django_assert_max_num_queries(12):
        audit_of(story.revision.plan, story.cast[Role.HR_OFFICER])


def page_of(story, role, query=""):
    address = reverse("approvals:audit", kwargs=story.revision.address)
    return client_of(story.cast[role]).get(address + query).content.decode()


def test_page_says_that_the_chain_is_sound_when_asked(story):
    story.reach(State.SUBMITTED)
    assert "ตรวจแล้ว" not in page_of(story, Role.HR_OFFICER)
    assert "ตรวจแล้ว ครบถ้วน: 3 เหตุการณ์" in page_of(story, Role.HR_OFFICER, "?verify=1")


def test_page_says_what_was_tampered_with(story):
    story.reach(State.SUBMITTED)
    tamper("UPDATE approvals_event SET role = 'head' WHERE seq = 2")
    assert "was changed after it was written" in page_of(story, Role.HR_OFFICER, "?verify=1")
    seen_by_board = page_of(story, Role.BOARD_SECRETARY, "?verify=1")
    assert "พบความผิดปกติ" in seen_by_board
    assert "was changed after" not in seen_by_board


# What else the events vouch for -------------------------------------------------------------------


def concluded(story):
    meeting, people, item = hold(story)
    cast([item], everybody(people), by=story.cast[Role.BOARD_SECRETARY], on_paper=True)
    conclude(item, Resolution(), by=story.cast[Role.BOARD_CHAIR])
    return story.revision.plan


def test_steps_of_a_committees_meeting_are_in_the_chain(story):
    story.reach(State.IN_COMMITTEE)
    organization, secretary = story.revision.plan.organization, story.cast[Role.COMMITTEE_SECRETARY]
    meeting = Meeting.objects.create(
        organization=organization, number=1, year=2569, held_on=TODAY, stage=Meeting.Stage.CALLED
    )
    AgendaItem.objects.create(meeting=meeting, order=1, title="แผน", revision=story.revision)
    note_step(meeting, secretary)
    row = audit_of(story.revision.plan, secretary, kind=Kind.MEETING).rows[0]
    assert (str(row.done), row.facts) == ("เรียกประชุม", [("การประชุม", "1/2569")])
    assert audit_of(story.revision.plan, story.cast[Role.BOARD_SECRETARY], kind=Kind.MEETING).rows == []


def test_changed_vote_is_found(story):
    plan = concluded(story)
    assert faults(plan) == []
    tamper("UPDATE approvals_vote SET choice = 'against' WHERE id = (SELECT MIN(id) FROM approvals_vote)")
    assert "votes of decision" in faults(plan)[0][1]


def test_removed_vote_is_found(story):
    plan = concluded(story)
    tamper("DELETE FROM approvals_vote WHERE id = (SELECT MIN(id) FROM approvals_vote)")
    assert "votes of decision" in faults(plan)[0][1]


@pytest.fixture
def ordered():
    office = make_office()
    record_paper_order(revision=office.refresh(), by=office.officer)
    plan = office.revision.plan
    assert faults(plan) == []
    return plan


def test_changed_member_of_an_order_is_found(ordered):
    row = AppointedMember.objects.filter(order__revision__plan=ordered).first()
    tamper("UPDATE approvals_appointedmember SET person_name = 'ผู้อื่น' WHERE id = %s", row.pk)
    assert "order" in faults(ordered)[0][1]
    assert "was changed" in faults(ordered)[0][1]


def test_removed_member_of_an_order_is_found(ordered):
    row = AppointedMember.objects.filter(order__revision__plan=ordered).first()
    tamper("DELETE FROM approvals_appointedmember WHERE id = %s", row.pk)
    assert "was changed" in faults(ordered)[0][1]


def test_changed_number_of_an_order_is_found(ordered):
    tamper("UPDATE approvals_appointmentorder SET number = '999/2569'")
    assert "was changed" in faults(ordered)[0][1]


@pytest.mark.parametrize("column", ["grounds", "duties"])
def test_own_words_put_into_an_issued_order_are_found(ordered, column):
    tamper(f"UPDATE approvals_appointmentorder SET {column} = 'อื่น'")
    assert "was changed" in faults(ordered)[0][1]


def test_order_without_own_words_has_the_hash_that_it_always_had(ordered):
    order = AppointmentOrder.objects.get(revision__plan=ordered)
    usual = digest_of_order(order)
    order.grounds = "โดยที่สมควร"
    assert digest_of_order(order) != usual
    members = [list(row) for row in order.members.order_by("position_in_list", "pk").values_list(*_MEMBER)]
    assert usual == sha256_of({name: getattr(order, name) for name in _ORDER} | {"members": members})


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE approvals_announcement SET wording = 'อื่น'", "was changed"),
        ("UPDATE approvals_announcement SET effective_on = '2020-10-01'", "was changed"),
        ("DELETE FROM approvals_announcement", "is gone"),
    ],
)
def test_announcement_that_was_tampered_with_is_found(story, sql, said):
    plan = story.reach(State.ANNOUNCED).revision.plan
    assert faults(plan) == []
    tamper(sql)
    assert said in faults(plan)[0][1]


def test_removed_order_is_found(ordered):
    tamper("DELETE FROM approvals_appointedmember")
    AppointmentOrder.objects.all().delete()
    assert "is gone" in faults(ordered)[0][1]


def test_end_cut_off_after_an_order_is_found(ordered):
    last = Event.objects.filter(plan=ordered).latest("seq")
    tamper("DELETE FROM approvals_event WHERE id = %s", last.pk)
    assert "the end of the chain is missing" in faults(ordered)[0][1]


@pytest.fixture
def lettered(story):
    story.reach(State.SUBMITTED)
    letter = Letter.objects.create(
        kind=Letter.Kind.COVER,
        revision=story.revision,
        organization=story.revision.plan.organization,
        number="นค 71201/15",
        dated_on=now().date(),
        subject="เสนอแผน",
        issued_at=now(),
    )
    data = {"letter": letter.pk}
    events.append(plan=story.revision.plan, action="issue_letter", actor=None, role="", data=data)
    event = Event.objects.get(action="issue_letter")
    assert event.data["letter_sha256"] == digest_of_letter(letter)
    return story.revision.plan


@pytest.mark.parametrize("column", ["number", "subject", "body", "addressee"])
def test_changed_letter_is_found(lettered, column):
    assert faults(lettered) == []
    tamper(f"UPDATE approvals_letter SET {column} = 'อื่น'")
    assert "letter" in faults(lettered)[0][1]


def test_removed_letter_is_found(lettered):
    tamper("DELETE FROM approvals_letter")
    assert "is gone" in faults(lettered)[0][1]
