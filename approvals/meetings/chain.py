"""Steps of a committee's meeting in the chain of each plan on its agenda.

Of a board's sitting the decisions upon each plan say number and day already, and it has a hundred plans.
"""

from __future__ import annotations

from collections.abc import Iterable

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
    _note(meeting, _ACTIONS[Meeting.Stage(meeting.stage)], plans_on(meeting), by)


def note_cancelled(meeting: Meeting, plans: Iterable[Plan], by: Membership) -> None:
    """A meeting that was called is called off; ``plans`` were on its agenda until then."""
    _note(meeting, "cancel_meeting", plans, by)


def plans_on(meeting: Meeting) -> list[Plan]:
    """The plans on an agenda, in the one order in which chains are locked."""
    return list(Plan.objects.filter(revisions__agenda_items__meeting=meeting).distinct().order_by("pk"))


def _note(meeting: Meeting, action: str, plans: Iterable[Plan], by: Membership) -> None:
    for plan in plans:
        data = {"meeting": meeting.pk, "number": meeting.number, "year": meeting.year}
        events.append(plan=plan, action=action, actor=by.user, role=by.role, data=data)


def note_put_off(item: AgendaItem, by: Membership) -> None:
    """A committee resolved on a plan and left it where it is: no decision moves the plan, so the chain says it."""
    assert item.revision is not None
    data = {"meeting": item.meeting_id, "item": item.pk, "revision": item.revision.number}
    events.append(plan=item.revision.plan, action="put_off", actor=by.user, role=by.role, data=data)
