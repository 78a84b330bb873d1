"""Submissions as the board's office works on them: receipt, checklist, notes, settled reasons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from approvals.models import Decision
from approvals.submissions.access import with_office, with_own_office, with_submission
from approvals.submissions.answers import settle
from approvals.submissions.catalog import checks
from approvals.submissions.checklist import TickConflict, TickRefused, done, rows_of, tick
from approvals.submissions.find import return_before
from approvals.submissions.forms import NoteForm, TickForm, tick_forms
from approvals.submissions.notes import write
from approvals.submissions.page import page_of
from approvals.submissions.receipts import Done, receive_many
from organizations.acting import ActingRequest
from organizations.models import Board
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.models import Revision

CONFLICT, INVALID = 409, 422


@require_safe
@with_submission
def submission(request: ActingRequest, submission: Decision, revision: Revision) -> HttpResponse:
    """Everything about one submission on one page."""
    return _page(request, submission, revision)


@with_office
@posted_from("approvals:submission")
def checklist(request: ActingRequest, submission: Decision, revision: Revision) -> HttpResponse:
    """All thirty at once, for browsers without scripts; what another ticked meanwhile is shown, not overwritten."""
    forms = tick_forms(rows_of(submission, revision), request.POST)
    fine = [_keep(form, submission, revision, request) for form in forms]
    if not all(fine):
        return _page(request, submission, revision, ticks=forms, status=CONFLICT)
    messages.success(request, _("บันทึกแบบตรวจแล้ว"))
    return carry_out(request, lambda: _address(submission, revision) + "#checklist")


@with_office
@posted_from("approvals:submission")
def check(request: ActingRequest, submission: Decision, revision: Revision, number: int) -> HttpResponse:
    """One of the thirty, saved as it is ticked: the cell that says so, and how many are done."""
    if not 1 <= number <= len(checks()):
        raise Http404
    form = TickForm(request.POST, row=rows_of(submission, revision)[number - 1])
    fine = _keep(form, submission, revision, request)
    rows = rows_of(submission, revision)
    context = {
        "form": form,
        "row": rows[number - 1],
        "done": done(rows),
        "total": len(rows),
        "alone": True,
    }
    return render(request, "approvals/submissions/_ticked.html", context, status=200 if fine else CONFLICT)


def _keep(form: TickForm, submission: Decision, revision: Revision, request: ActingRequest) -> bool:
    """Save one row; False with a word in the form where it cannot be."""
    if not form.is_valid():
        form.said, form.is_refused = _("อ่านค่าที่ส่งมาไม่ได้ กรุณาเปิดหน้านี้ใหม่"), True
        return False
    values = form.cleaned_data
    try:
        tick(
            submission,
            revision,
            form.row.check.number,
            verdict=values["verdict"],
            note=values["note"] if values["verdict"] else "",
            seen=form.seen(),
            by=request.acting,
        )
    except (TickConflict, TickRefused) as refused:
        form.said, form.is_refused = str(refused), True
        return False
    form.said = _("บันทึกแล้ว")
    return True


@with_office
@posted_from("approvals:submission")
def board_note(request: ActingRequest, submission: Decision, revision: Revision) -> HttpResponse:
    """A note for the office itself, or for the LAO."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, revision, note_form=form, status=INVALID)

    def keep() -> str:
        write(
            revision,
            text=form.cleaned_data["text"],
            audience=form.cleaned_data["audience"],
            by=request.acting,
        )
        messages.success(request, _("บันทึกแล้ว"))
        return _address(submission, revision) + "#notes"

    return carry_out(request, keep)


@with_office
@posted_from("approvals:submission")
def settled(request: ActingRequest, submission: Decision, revision: Revision) -> HttpResponse:
    """Which reasons of the last return are settled by their answers."""
    returned = return_before(submission)
    if returned is None:
        raise Http404
    chosen = {int(pk) for pk in request.POST.getlist("settled") if pk.isdecimal() and len(pk) < 10}

    def keep() -> str:
        count = settle(submission, revision, returned, chosen, by=request.acting)
        messages.success(request, _("บันทึกแล้ว แก้ไขครบ {count} ข้อ").format(count=count))
        return _address(submission, revision) + "#answers"

    try:
        return carry_out(request, keep)
    except TickRefused as refused:
        messages.error(request, str(refused))
        return _page(request, submission, revision, status=CONFLICT)


@with_own_office
@posted_from("approvals:board")
def receive(request: ActingRequest, board: Board) -> HttpResponse:
    """Take the chosen submissions in: one, or many at a press."""
    chosen = [int(pk) for pk in request.POST.getlist("submission") if pk.isdecimal() and len(pk) < 10]
    found = Decision.objects.filter(pk__in=chosen, action="submit", organization__board=board)
    submissions = list(found.select_related("organization").order_by("decided_at", "pk"))
    if len(submissions) != len(set(chosen)):
        raise Http404

    def take() -> str:
        _tell(request, receive_many(submissions, by=request.acting))
        return _after_receipt(request, board, submissions)

    return carry_out(request, take)


def _tell(request: ActingRequest, results: list[Done]) -> None:
    taken = [result.receipt for result in results if result.receipt]
    if taken:
        first, last = taken[0], taken[-1]
        numbers = str(first.number) if first == last else f"{first.number} - {last.number}"
        text = ngettext(
            "ลงรับแล้ว {count} เรื่อง เลขรับ {numbers}/{year}",
            "ลงรับแล้ว {count} เรื่อง เลขรับ {numbers}/{year}",
            len(taken),
        )
        messages.success(request, text.format(count=len(taken), numbers=numbers, year=first.year))
    for result in results:
        if result.receipt is None:
            messages.warning(request, f"{result.submission.organization.short_name}: {result.word}")
    if not results:
        messages.warning(request, _("ยังไม่ได้เลือกเรื่องที่จะลงรับ"))


def _after_receipt(request: ActingRequest, board: Board, submissions: list[Decision]) -> str:
    """Back to the page from which they were taken in."""
    if request.POST.get("from") == "submission" and len(submissions) == 1:
        return reverse("approvals:submission", args=[board.code, submissions[0].pk])
    cycle = request.POST.get("cycle", "")
    return reverse("approvals:board", args=[board.code]) + (f"?cycle={cycle}" if cycle.isdecimal() else "")


def _address(submission: Decision, revision: Revision) -> str:
    return reverse("approvals:submission", args=[revision.plan.organization.board.code, submission.pk])


def _page(
    request: ActingRequest, submission: Decision, revision: Revision, *, status: int = 200, **parts: Any
) -> HttpResponse:
    context = page_of(submission, revision, request.acting) | parts
    return render(request, "approvals/submissions/submission.html", context, status=status)
