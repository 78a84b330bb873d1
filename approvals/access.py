"""Who may open the page of a move: those whose role makes it, also after somebody else was first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from approvals.moves import may_make
from approvals.table import moves_of
from organizations.access import View
from organizations.models import Board
from organizations.roles import BOARD_ROLES
from plans.models import Revision


def with_move(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` and ``action`` to those who hold a role of the action in the right body; 404 for others.

    The state is left to the view, which answers 409: a board keeps the address of what it sent back.
    """

    @wraps(view)
    def loaded(
        request: HttpRequest, organization: str, first_year: int, number: int, action: str
    ) -> HttpResponse:
        acting = request.acting  # type: ignore[attr-defined]
        revision = get_object_or_404(
            Revision.objects.with_plan().select_related("snapshot"),
            plan__organization__code=organization,
            plan__first_year=first_year,
            number=number,
        )
        if not any(may_make(revision, move, acting) for move in moves_of(action)):
            raise Http404
        if acting.board_id is not None and not was_submitted(revision):
            raise Http404
        return view(request, revision, action)

    loaded.access = "those who make the move"  # type: ignore[attr-defined]
    return loaded


def was_submitted(revision: Revision) -> bool:
    """True once the revision has been before the board."""
    return revision.decisions.filter(action="submit").exists()


def with_own_board(view: Callable[..., HttpResponse]) -> View:
    """Hand ``board`` to those who serve it; 404 for others."""

    @wraps(view)
    def loaded(request: HttpRequest, board: str) -> HttpResponse:
        acting = request.acting  # type: ignore[attr-defined]
        if not acting or acting.role not in BOARD_ROLES:
            raise Http404
        return view(
            request,
            get_object_or_404(Board.objects.select_related("province"), code=board, pk=acting.board_id),
        )

    loaded.access = BOARD_ROLES  # type: ignore[attr-defined]
    return loaded
