"""The queue of a board: every LAO of a cycle on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.access import with_own_board
from approvals.boards import counts, cycles_of, queue
from approvals.forms_board import QueueForm
from organizations.models import Board


@require_safe
@with_own_board
def board(request: HttpRequest, board: Board) -> HttpResponse:
    """All LAOs of the chosen cycle, filtered by where their plans stand."""
    cycles = cycles_of(board)
    form = QueueForm(request.GET, cycles=cycles)
    cycle, standing = form.chosen()
    rows = queue(board, cycle, request.acting)  # type: ignore[attr-defined]
    context = {
        "board": board,
        "form": form,
        "cycle": cycle,
        "chosen": standing,
        "counts": counts(rows),
        "total": len(rows),
        "rows": [row for row in rows if not standing or row.standing == standing],
        "wide_page": True,
    }
    return render(request, "approvals/board.html", context)
