"""The queue of a board: every LAO of a cycle on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.access import with_own_board
from approvals.boards import counts, cycles_of, queue
from approvals.forms_board import QueueForm
from organizations.models import Board
from organizations.roles import Role


@require_safe
@with_own_board
def board(request: HttpRequest, board: Board) -> HttpResponse:
    """All LAOs of the chosen cycle, filtered by where their plans stand."""
    cycles = cycles_of(board)
    form = QueueForm(request.GET, cycles=cycles)
    cycle, standing = form.chosen()
    acting, work = request.acting, form.chosen_work()  # type: ignore[attr-defined]
    rows = queue(board, cycle, acting)
    shown = [row for row in rows if (not standing or row.standing == standing) and row.is_for(work)]
    context = {
        "board": board,
        "form": form,
        "cycle": cycle,
        "chosen": standing,
        "counts": counts(rows),
        "total": len(rows),
        "rows": shown,
        "to_receive": sum(row.waits_for_receipt for row in shown)
        if acting.role == Role.BOARD_SECRETARY
        else 0,
        "wide_page": True,
    }
    return render(request, "approvals/board.html", context)
