"""Twenty people press at once, or the process dies in the middle: each plan is before or after its resolution."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from approvals import events
from approvals.case import Details
from approvals.meetings.conclude import Resolution, conclude
from approvals.meetings.voting import MeetingRefused, cast
from approvals.models import AgendaItem, Decision, Letter, Meeting, Outcome, Vote
from approvals.moves import MoveConflict, MoveRefused, perform
from approvals.sittings.close import close_sitting
from approvals.sittings.decide import vote_on_block
from plans.models import Revision, State
from tests.approvals.sitting import Sitting, convene
from tests.approvals.test_concurrency import PEOPLE, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_findings")]
FOR = Vote.Choice.FOR


def held(plans: int = 1) -> Sitting:
    """A meeting being held, everybody has voted for everything."""
    sitting = convene(plans=plans)
    sitting.fill()
    sitting.open()
    [block] = sitting.meeting.blocks.all()
    voters = sitting.meeting.attendees.filter(has_vote=True)
    vote_on_block(block, {one.pk: FOR for one in voters}, by=sitting.office)
    return sitting


def test_twenty_conclude_one_plan_once():
    sitting = held()
    [item] = sitting.meeting.items.all()

    def act(number: int) -> str:
        try:
            conclude(item, Resolution(), by=(sitting.office, sitting.chair)[number % 2])
        except MeetingRefused:
            return "refused"
        return "concluded"

    assert at_once(act) == {"concluded": 1, "refused": PEOPLE - 1}
    assert Decision.objects.filter(item=item, action="approve").count() == 1
    assert events.verify(sitting.revisions[0].plan) == []


def test_twenty_close_one_meeting_once():
    sitting = held(plans=2)
    for item in sitting.meeting.items.all():
        conclude(item, Resolution(), by=sitting.office)

    def act(number: int) -> str:
        try:
            close_sitting(
                Meeting.objects.get(pk=sitting.meeting.pk), by=(sitting.office, sitting.chair)[number % 2]
            )
        except MeetingRefused:
            return "refused"
        return "closed"

    assert at_once(act) == {"closed": 1, "refused": PEOPLE - 1}
    assert Letter.objects.count() == 2
    assert sitting.meeting.papers.count() == 1


def test_twenty_presses_are_one_vote():
    sitting = convene(plans=1)
    sitting.fill()
    sitting.open()
    [item], seat = sitting.meeting.items.all(), sitting.meeting.attendees.get(membership=sitting.members[0])

    def act(number: int) -> str:
        choice = (FOR, Vote.Choice.AGAINST)[number % 2]
        refused = cast([item], {seat.pk: choice}, by=sitting.members[0])
        return "refused" if refused else "counted"

    found = at_once(act)
    assert found["counted"] == found["refused"] == PEOPLE // 2  # one choice stands, pressed ten times
    assert Vote.objects.count() == 1


def test_resolution_and_withdrawal_at_once_give_one():
    sitting = held()
    [item] = sitting.meeting.items.select_related("snapshot")

    def act(number: int) -> str:
        try:
            if number % 2:
                conclude(item, Resolution(), by=sitting.office)
                return "approved"
            perform(
                revision=Revision.objects.with_plan().get(pk=item.revision_id),
                action="withdraw_at_meeting",
                by=sitting.office,
                seen=item.snapshot.sha256,
                details=Details(note="อปท. ขอถอนเรื่อง"),
            )
            return "withdrawn"
        except (MeetingRefused, MoveRefused, MoveConflict):
            return "refused"

    found = at_once(act)
    assert found["refused"] == PEOPLE - 1
    item.refresh_from_db()
    state = Revision.objects.get(pk=item.revision_id).state
    assert (item.outcome, state) in [(Outcome.AGREED, State.APPROVED), (Outcome.WITHDRAWN, State.ENDORSED)]
    assert events.verify(sitting.revisions[0].plan) == []


# Killed ----------------------------------------------------------------------------------------

#: Run in a process of its own, which dies at the place that the first argument names.
DYING = """
import os, sys
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[3]
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[3]
import datetime
from approvals.meetings import conclude as module
from approvals.models import AgendaItem, Attendee
from organizations.models import Membership
from thai.dates import frozen_today

place, pk, by = sys.argv[1], int(sys.argv[2]), int(sys.argv[4])
def die(*args, **rest):
    os._exit(9)
import approvals.case
approvals.case.run_checks = lambda facts: []
if place == "before the move":
    module._move = die
elif place == "within the move":
    import approvals.moves
    approvals.moves._record = die
elif place == "after the move":
    moved = module._move
    module._move = lambda *args: (moved(*args), die())
with frozen_today(datetime.date(2026, 9, 15)):
    module.conclude(AgendaItem.objects.get(pk=pk), module.Resolution(), by=Membership.objects.get(pk=by))
os._exit(0)
"""


@pytest.mark.parametrize("place", ["before the move", "within the move", "after the move", "never"])
def test_process_killed_in_the_middle_leaves_before_or_after(place):
    sitting = held()
    [item] = sitting.meeting.items.all()
    connection.close()
    name = str(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", DYING, place, str(item.pk), name, str(sitting.office.pk)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == (0 if place == "never" else 9), done.stderr.decode()
    item.refresh_from_db()
    state = Revision.objects.get(pk=item.revision_id).state
    resolved = Decision.objects.filter(item=item).count()
    after = (item.outcome, state, resolved)
    assert after == ((Outcome.AGREED, State.APPROVED, 1) if place == "never" else ("", State.ON_AGENDA, 0))
    assert events.verify(sitting.revisions[0].plan) == []
    if place != "never":  # whoever comes next goes on
        assert conclude(AgendaItem.objects.get(pk=item.pk), Resolution(), by=sitting.office).is_concluded
