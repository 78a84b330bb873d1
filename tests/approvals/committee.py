"""A committee that meets about a plan: its order, its seats, and a meeting that is being held."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from approvals import events
from approvals.meetings import call, roll
from approvals.meetings.agenda import plan_item
from approvals.models import AgendaItem, AppointedMember, AppointmentOrder, Attendee, Meeting
from organizations.models import Membership
from organizations.roles import Role
from plans.models import CommitteeMember, State
from tests.approvals.story import TODAY, Story
from tests.builders import make_member
from thai.dates import now

CHAIR, MEMBER, SECRETARY = Role.COMMITTEE_CHAIR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_SECRETARY
ASSISTANT = Role.COMMITTEE_ASSISTANT
DUTIES = {
    CHAIR: CommitteeMember.Duty.CHAIR,
    MEMBER: CommitteeMember.Duty.MEMBER,
    SECRETARY: CommitteeMember.Duty.SECRETARY,
    ASSISTANT: CommitteeMember.Duty.ASSISTANT,
}
APPOINTED = datetime.date(2026, 8, 1)


def order(
    story: Story,
    people: list[Membership],
    *,
    on: datetime.date = APPOINTED,
    seq: int = 0,
    circulates: bool = False,
) -> AppointmentOrder:
    """An order that was given, with these people in its seats."""
    given = AppointmentOrder.objects.create(
        revision=story.revision,
        organization=story.revision.organization,
        seq=seq,
        reason="โอนย้าย" if seq else "",
        number=f"{125 + seq}/2569",
        dated_on=on,
        issued_at=now(),
        allows_circulation=circulates,
    )
    for place, one in enumerate(people, start=1):
        AppointedMember.objects.create(
            order=given,
            position_in_list=place,
            seat="unit_head",
            duty=DUTIES[Role(one.role)],
            person_name=one.user.full_name,
            position=f"ตำแหน่งที่ {place}",
            membership=one,
        )
    events.append(
        plan=story.revision.plan, action="issue_order", actor=None, role="", data={"order": given.pk}
    )
    return given


@dataclass
class Held:
    """A meeting of a committee with the plan on its agenda."""

    story: Story
    meeting: Meeting
    people: list[Membership] = field(default_factory=list)

    @property
    def item(self) -> AgendaItem:
        found = plan_item(self.meeting, self.story.revision.plan)
        assert found is not None
        return found

    @property
    def secretary(self) -> Membership:
        return self.story.cast[SECRETARY]

    def seat(self, person: Membership) -> Attendee:
        return self.meeting.attendees.get(membership=person)

    def seats(self) -> list[Attendee]:
        return list(self.meeting.attendees.filter(has_vote=True))


def committee(story: Story, members: int = 3) -> list[Membership]:
    """A chair, members, the secretary and an assistant."""
    more = [make_member(MEMBER, story.revision.plan.organization) for _one in range(members - 1)]
    return [story.cast[CHAIR], story.cast[MEMBER], *more, story.cast[SECRETARY], story.cast[ASSISTANT]]


def plans(**rest) -> call.Plans:
    """What a secretary fixes for a meeting today."""
    return call.Plans(
        **{"number": 1, "held_on": TODAY, "starts_at": datetime.time(9, 30), "place": "ห้องประชุม", **rest}
    )


def hold(story: Story, *, members: int = 3, came: bool = True, circulates: bool = False, **rest) -> Held:
    """A meeting that is being held, everybody present, the plan before it."""
    story.reach(State.IN_COMMITTEE)
    people = committee(story, members)
    order(story, people, circulates=circulates)
    secretary = story.cast[SECRETARY]
    meeting = call.plan_meeting(story.revision, plans(**rest), with_plan=True, by=secretary)
    meeting = call.call(meeting, story.revision, by=secretary)
    held = Held(story, meeting, people)
    if not meeting.by_circulation:
        held.meeting = call.open_meeting(meeting, by=secretary)
        if came:
            roll.mark(
                held.meeting, {one.pk: ("present", "") for one in meeting.attendees.all()}, by=secretary
            )
    return held
