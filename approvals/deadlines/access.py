"""Who sees the meetings of a board and the deadlines of an LAO, and who keeps them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from organizations.access import View
from organizations.models import Board, Membership, Organization
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, Role

#: Those who set the times of an LAO's steps.
KEEPERS = frozenset({Role.HR_OFFICER, Role.COMMITTEE_SECRETARY})
FOLLOWERS = frozenset({Role.AUDITOR, Role.CENTRAL_EDITOR})


def boards_seen_by(acting: Membership | None) -> Q | None:
    """The boards whose meetings ``acting`` may look up; None for none."""
    if not acting:
        return None
    if acting.role in BOARD_ROLES:
        return Q(pk=acting.board_id)
    if acting.role in PLAN_READING_ROLES:
        return Q(organizations=acting.organization_id)
    if acting.role == Role.PROVINCE_VIEWER:
        return Q(province=acting.province_id)
    if acting.role in FOLLOWERS:
        return Q(province=acting.province_id) if acting.province_id else Q()
    return None


def with_board_seen(view: Callable[..., HttpResponse]) -> View:
    """Hand ``board`` to those who plan by its meetings; 404 for others."""

    @wraps(view)
    def loaded(request: HttpRequest, board: str, **kwargs: Any) -> HttpResponse:
        seen = boards_seen_by(request.acting)  # type: ignore[attr-defined]
        if seen is None:
            raise Http404
        boards = Board.objects.filter(seen).select_related("province").distinct()
        return view(request, get_object_or_404(boards, code=board), **kwargs)

    loaded.access = "those who plan by the board's meetings"  # type: ignore[attr-defined]
    return loaded


def keeps(acting: Membership | None, board: Board) -> bool:
    """True for the secretary of the board."""
    return bool(acting and acting.role == Role.BOARD_SECRETARY and acting.board_id == board.pk)


def with_board_kept(view: Callable[..., HttpResponse]) -> View:
    """Hand ``board`` to its secretary; 404 for others."""

    @wraps(view)
    def loaded(request: HttpRequest, board: str, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(Board.objects.select_related("province"), code=board)
        if not keeps(request.acting, found):  # type: ignore[attr-defined]
            raise Http404
        return view(request, found, **kwargs)

    loaded.access = frozenset({Role.BOARD_SECRETARY})  # type: ignore[attr-defined]
    return loaded


def _of_own_lao(roles: frozenset[Role]) -> Callable[[Callable[..., HttpResponse]], View]:
    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def loaded(request: HttpRequest, organization: str, **kwargs: Any) -> HttpResponse:
            acting = request.acting  # type: ignore[attr-defined]
            if not acting or acting.role not in roles:
                raise Http404
            rows = Organization.objects.select_related("province", "board__province")
            found = get_object_or_404(rows, code=organization, pk=acting.organization_id)
            return view(request, found, **kwargs)

        loaded.access = roles  # type: ignore[attr-defined]
        return loaded

    return decorate


with_own_deadlines = _of_own_lao(PLAN_READING_ROLES)
with_own_lead_times = _of_own_lao(KEEPERS)
