"""Meetings on whose agenda a plan can still come, for pages that lead there."""

from __future__ import annotations

from django.urls import reverse

from approvals.models import Meeting
from organizations.models import Board
from plans.models import Revision

_STAGES = (Meeting.Stage.PLANNED, Meeting.Stage.CALLED, Meeting.Stage.OPEN)


def next_sittings(board: Board) -> list[Meeting]:
    """Such meetings of a board, the next one first."""
    rows = Meeting.objects.filter(board=board, stage__in=_STAGES, by_circulation=False)
    return list(rows.order_by("held_on", "pk"))


def agenda_address(meeting: Meeting, revision: Revision) -> str:
    """The agenda of a meeting with one plan ticked."""
    assert meeting.board is not None
    where = reverse("approvals:sitting_agenda", args=[meeting.board.code, meeting.year, meeting.number])
    return f"{where}?plan={revision.pk}"
