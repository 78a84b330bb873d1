"""The page of one move: what will happen, what has to be filled in, and what stands against it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals.access import with_move
from approvals.case import Case
from approvals.forms import FIELDS, MoveForm
from approvals.guards import advice, cautions
from approvals.history import entry
from approvals.models import Announcement
from approvals.moves import MoveConflict, MoveRefused, conflict, perform, why_not
from approvals.papers import announcement_preview
from approvals.preview import Piece, pieces_of
from approvals.submissions.find import open_return
from approvals.submissions.prefill import known, onward
from approvals.table import BY_ACTION_AND_STATE, Ask, Freeze, Move, moves_of
from organizations.once import carry_out
from plans.comparison import compare_contents
from plans.freeze import content_of
from plans.models import Revision
from plans.versions import names


@require_http_methods(["GET", "HEAD", "POST"])
@with_move
def move(request: HttpRequest, revision: Revision, action: str) -> HttpResponse:
    """Show the form of a move, or make the move; 409 when somebody else was first, 422 when it is refused."""
    acting = request.acting  # type: ignore[attr-defined]
    row = BY_ACTION_AND_STATE.get((action, revision.state))
    if row is None and request.method != "POST":
        return _conflict(request, revision, conflict(revision, acting))
    case = Case(revision, acting)
    # A form sent twice is answered as the first time, although the state has changed since.
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MoveForm(*sent, move=row or moves_of(action)[0], case=case)
    if row is not None and not form.is_bound:
        form.initial = {**form.initial, **known(row, revision)}
    if form.is_bound and "preview" not in request.POST and form.is_valid():
        try:
            return carry_out(request, lambda: _make(request, revision, action, form))
        except MoveRefused as refused:
            form.refuse(refused.objections)
        except MoveConflict as lost:
            return _conflict(request, revision, lost, form)
    if row is None:
        return _conflict(request, revision, conflict(revision, acting), form)
    return _page(request, row, case, form)


def _make(request: HttpRequest, revision: Revision, action: str, form: MoveForm) -> str:
    """Make the move; the address to go on to."""
    acting = request.acting  # type: ignore[attr-defined]
    seen = form.cleaned_data["seen"] or None
    decision = perform(revision=revision, action=action, by=acting, seen=seen, details=form.details())
    messages.success(request, _("บันทึกแล้ว: {done}").format(done=entry(decision).done))
    if address := onward(decision, revision, acting):
        return address
    if acting.board is not None:
        address = reverse("approvals:board", args=[acting.board.code])
        return f"{address}?cycle={revision.plan.first_year}"
    return reverse("approvals:history", kwargs=revision.address)


def _page(request: HttpRequest, row: Move, case: Case, form: MoveForm) -> HttpResponse:
    context = {
        "revision": case.revision,
        "move": row,
        "form": form,
        "obstacles": [] if form.is_bound else why_not(case.revision, row, case.by),
        "cautions": [] if form.is_bound else [*cautions(row.action, case), *advice(row.action, case)],
        "returned": open_return(case.revision) if row.action == "submit" else None,
        "changes": _changes(row, case),
        "announced": _announced(case, form) if Ask.ANNOUNCEMENT in row.asks else None,
    }
    return render(request, "approvals/move.html", context, status=422 if form.errors else 200)


def _announced(case: Case, form: MoveForm) -> tuple[Piece, ...]:
    """The announcement as it would be with what is filled in, and with the usual where nothing is or it is wrong."""
    typed = form.cleaned_data if form.is_bound and form.errors is not None else {}
    known = {**form.initial, **typed}
    filled = {name: known[name] for name in FIELDS[Ask.ANNOUNCEMENT]}
    return pieces_of(announcement_preview(Announcement(revision=case.revision, **filled)))


def _changes(row: Move, case: Case) -> list[str] | None:
    """What was corrected since the decision; None where nothing was frozen before."""
    if row.freeze != Freeze.TAKE or case.revision.snapshot is None:
        return None
    headings = {outline.code: str(outline) for outline in case.facts.outline}
    before, after = case.revision.snapshot.content, content_of(case.facts)
    return compare_contents(before, after, headings=headings, names=names()).in_short()


def _conflict(
    request: HttpRequest, revision: Revision, lost: MoveConflict, form: MoveForm | None = None
) -> HttpResponse:
    """What happened meanwhile, and what was typed, to copy."""
    revision = Revision.objects.with_plan().get(pk=revision.pk)
    acting = request.acting  # type: ignore[attr-defined]
    context = {
        "revision": revision,
        "message": str(lost),
        "entry": entry(lost.decision) if lost.decision else None,
        "readable": Revision.objects.visible_to(acting).filter(pk=revision.pk).exists(),
        "typed": form.cleaned_data.get("note", "") if form and hasattr(form, "cleaned_data") else "",
    }
    return render(request, "approvals/conflict.html", context, status=409)
