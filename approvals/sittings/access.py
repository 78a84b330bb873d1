"""Who may open the pages of a board's meeting: everybody who serves the board reads, its secretary and chair keep records."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from approvals.meetings.voting import KEEPERS
from approvals.models import Attendee, Meeting
from organizations.access import View
from organizations.models import Membership
from organizations.roles import BOARD_ROLES, Role


def may_keep(acting: Membership | None) -> bool:
    """True for those who keep the records of their board's meetings."""
    return bool(acting and acting.role in KEEPERS["board"])


def _of_own_board(roles: frozenset[Role]) -> Callable[[Callable[..., HttpResponse]], View]:
    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def loaded(request: HttpRequest, board: str, year: int, number: int, **kwargs: Any) -> HttpResponse:
            acting = request.acting  # type: ignore[attr-defined]
            if not acting or acting.role not in roles:
                raise Http404
            meeting = get_object_or_404(
                Meeting.objects.select_related("board__province", "closed_by__user"),
                board_id=acting.board_id,
                board__code=board,
                year=year,
                number=number,
            )
            return view(request, meeting, **kwargs)

        loaded.access = roles  # type: ignore[attr-defined]
        return loaded

    return decorate


#: Hand ``meeting`` to those who serve the board; 404 for others.
with_sitting = _of_own_board(BOARD_ROLES)
#: Hand ``meeting`` to the secretary and the chair of the board; 404 for others.
with_sitting_kept = _of_own_board(KEEPERS["board"])


def seat_of(meeting: Meeting, acting: Membership) -> Attendee | None:
    """The seat of the person who looks, if called to this meeting."""
    return meeting.attendees.filter(membership=acting).select_related("membership__user").first()
