"""Steps of a committee's meeting in the chain of each plan on its agenda.

Of a board's sitting the decisions upon each plan say number and day already, and it has a hundred plans.
"""

from __future__ import annotations

from approvals import events
from approvals.models import AgendaItem, Meeting
from organizations.models import Membership
from plans.models import Plan

_ACTIONS = {
    Meeting.Stage.CALLED: "call_meeting",
    Meeting.Stage.OPEN: "open_meeting",
    Meeting.Stage.CLOSED: "close_meeting",
}


def note_step(meeting: Meeting, by: Membership) -> None:
    """Add the stage that the meeting has reached, in the caller's transaction."""
    if meeting.organization_id is None:
        return
    plans = Plan.objects.filter(revisions__agenda_items__meeting=meeting).distinct().order_by("pk")
    for plan in plans:
        data = {"meeting": meeting.pk, "number": meeting.number, "year": meeting.year}
        action = _ACTIONS[Meeting.Stage(meeting.stage)]
        events.append(plan=plan, action=action, actor=by.user, role=by.role, data=data)


def note_put_off(item: AgendaItem, by: Membership) -> None:
    """A committee resolved on a plan and left it where it is: no decision moves the plan, so the chain says it."""
    assert item.revision is not None
    data = {"meeting": item.meeting_id, "item": item.pk, "revision": item.revision.number}
    events.append(plan=item.revision.plan, action="put_off", actor=by.user, role=by.role, data=data)
