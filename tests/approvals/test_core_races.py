"""Voices, resolutions and moves outside the meeting in the same second: no deadlock, and nobody speaks after the end."""

from __future__ import annotations

import pytest

from approvals import events
from approvals.meetings.conclude import Resolution, conclude
from approvals.meetings.voting import MeetingRefused, cast
from approvals.models import AgendaItem, Outcome, Vote
from approvals.moves import MoveConflict, MoveRefused, perform
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.story import begin, filled
from tests.approvals.test_concurrency import PEOPLE, at_once
from tests.approvals.test_core_attacks import hold_committee

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_findings")]
ROLES = (Role.COMMITTEE_CHAIR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_SECRETARY)


def test_voice_resolution_and_recall_at_once():
    story = begin()
    _meeting, seats, item = hold_committee(story, *ROLES)
    seen = item.snapshot.sha256
    for seat in seats[:2]:
        cast([item], {seat.pk: Vote.Choice.FOR}, by=seat.membership)

    def act(number: int) -> str:
        try:
            if number % 3 == 0:
                refused = cast([item], {seats[2].pk: Vote.Choice.FOR}, by=seats[2].membership)
                return "late" if refused else "spoken"
            if number % 3 == 1:
                conclude(item, Resolution(), by=story.cast[Role.COMMITTEE_CHAIR])
                return "concluded"
            perform(
                revision=Revision.objects.with_plan().get(pk=item.revision_id),
                action="recall",
                by=story.cast[Role.HR_OFFICER],
                seen=seen,
                details=filled("recall"),
            )
            return "recalled"
        except (MeetingRefused, MoveRefused, MoveConflict):
            return "refused"

    found = at_once(act)
    assert found["concluded"] + found["recalled"] == 1
    assert sum(found.values()) == PEOPLE
    outcome = AgendaItem.objects.get(pk=item.pk).outcome
    state = Revision.objects.get(pk=item.revision_id).state
    assert (outcome, state) in [(Outcome.AGREED, State.ENDORSED), (Outcome.WITHDRAWN, State.DRAFTING)]
    assert events.verify(story.revision.plan) == []
