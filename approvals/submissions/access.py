"""Who may open the pages around a submission: the board's people, those who read and write the plan in its LAO."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from approvals.access import with_own_board
from approvals.models import Decision
from organizations.access import View
from organizations.acting import ActingRequest
from organizations.models import Board, Membership
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, Role
from plans.access import visible_revision
from plans.models import Revision


def _submission_or_404(board: str, pk: int, acting: Membership) -> tuple[Decision, Revision]:
    """A submission to the board that ``acting`` serves, whatever became of it."""
    if not acting or acting.role not in BOARD_ROLES:
        raise Http404
    submission = get_object_or_404(
        Decision.objects.select_related("actor", "snapshot", "receipt__received_by__user"),
        pk=pk,
        action="submit",
        organization__board=acting.board_id,
        organization__board__code=board,
    )
    return submission, Revision.objects.with_plan().get(pk=submission.revision_id)


def with_submission(view: Callable[..., HttpResponse]) -> View:
    """Hand ``submission`` and ``revision`` to those who serve the board; 404 for others."""

    @wraps(view)
    def loaded(request: ActingRequest, board: str, pk: int, **kwargs: Any) -> HttpResponse:
        submission, revision = _submission_or_404(board, pk, request.acting)
        return view(request, submission, revision, **kwargs)

    loaded.access = BOARD_ROLES  # type: ignore[attr-defined]
    return loaded


def with_office(view: Callable[..., HttpResponse]) -> View:
    """As ``with_submission``, for the board's secretaries alone."""

    @wraps(view)
    def loaded(request: ActingRequest, board: str, pk: int, **kwargs: Any) -> HttpResponse:
        submission, revision = _submission_or_404(board, pk, request.acting)
        if request.acting.role != Role.BOARD_SECRETARY:
            raise Http404
        return view(request, submission, revision, **kwargs)

    loaded.access = frozenset({Role.BOARD_SECRETARY})  # type: ignore[attr-defined]
    return loaded


def with_own_office(view: Callable[..., HttpResponse]) -> View:
    """Hand ``board`` to its secretaries; 404 for others."""

    @wraps(view)
    def loaded(request: ActingRequest, board: Board) -> HttpResponse:
        if request.acting.role != Role.BOARD_SECRETARY:
            raise Http404
        return view(request, board)

    return with_own_board(loaded)


def with_package(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to those of the LAO who read its unfinished plan, and to the board once it has it."""

    @wraps(view)
    def loaded(
        request: ActingRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        revision = visible_revision(request, organization, first_year, number)
        if request.acting.role not in PLAN_READING_ROLES | BOARD_ROLES:
            raise Http404
        return view(request, revision, **kwargs)

    loaded.access = "those who submit and those who receive"  # type: ignore[attr-defined]
    return loaded


def with_officer(view: Callable[..., HttpResponse]) -> View:
    """Hand ``revision`` to the officer who submits the plan; 404 for others."""

    @wraps(view)
    def loaded(
        request: ActingRequest, organization: str, first_year: int, number: int, **kwargs: Any
    ) -> HttpResponse:
        revision = visible_revision(request, organization, first_year, number)
        if request.acting.role != Role.HR_OFFICER or not revision.drafted_by_role_of(request.acting):
            raise Http404
        return view(request, revision, **kwargs)

    loaded.access = "the officer who submits"  # type: ignore[attr-defined]
    return loaded
