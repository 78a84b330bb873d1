"""Closing a sitting: what is only noted is noted, the meeting ends, its minutes and letters are worded; all or nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from approvals.meetings import roll
from approvals.meetings.conclude import Resolution, conclude
from approvals.models import AgendaItem, Meeting, Outcome
from approvals.sittings.letters import draft_letters
from approvals.sittings.minutes import draft_minutes
from organizations.models import Membership


@dataclass(frozen=True)
class Closed:
    """A meeting that is over, and how many letters wait for their numbers."""

    meeting: Meeting
    letters: int


@transaction.atomic
def close_sitting(meeting: Meeting, *, by: Membership, at: datetime.time | None = None) -> Closed:
    """Close the meeting and word its papers; MeetingRefused leaves everything as it was."""
    if meeting.stage == Meeting.Stage.OPEN:
        for item in meeting.items.filter(outcome="", revision=None):
            conclude(item, Resolution(outcome=_usual(item)), by=by)
    closed = roll.close(meeting, by=by, at=at)
    letters = draft_letters(closed)
    draft_minutes(closed, by=by)
    return Closed(closed, letters)


def _usual(item: AgendaItem) -> str:
    """Matters that are no plans are noted; the minutes of the last meeting are agreed to."""
    return Outcome.AGREED if item.heading == AgendaItem.Heading.LAST_MINUTES else Outcome.NOTED
