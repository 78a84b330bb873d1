"""Pages of a board's committee of twelve: its people, its order as it will read, and signing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms_master import SeatsForm, SignForm
from approvals.master_committee import (
    MasterRefused,
    committee_of,
    faults_of,
    is_own_reading,
    issue_master_order,
    save_committee,
    seats_of,
    titles_of,
)
from approvals.models import MasterCommittee
from approvals.papers_master import master_order_paper
from approvals.preview import pieces_of
from documents.drafted import as_word, wants_word
from documents.paper import Draft
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.meeting import seen_version
from organizations.models import Board
from organizations.once import carry_out
from organizations.roles import BOARD_ROLES, Role
from plans.edit import Stale
from plans.models import Edition
from thai.dates import today
from thai.fiscal import Cycle


def _committee(request: ActingRequest, code: str, year: int) -> MasterCommittee:
    board = get_object_or_404(Board.objects.select_related("province"), code=code, pk=request.acting.board_id)
    if not Edition.objects.filter(year=year).exists():
        raise Http404
    return committee_of(board, Cycle(year))


def _place(committee: MasterCommittee) -> str:
    return reverse("approvals:master_committee", args=[committee.board.code, committee.first_year])


@roles(*BOARD_ROLES)
@require_safe
def committee(request: ActingRequest, board: str, year: int) -> HttpResponse:
    """The twelve, what is missing, and the order; a draft of it as Word, too."""
    found = _committee(request, board, year)
    seats = seats_of(found)
    made = master_order_paper(found, seats, titles_of(found.board), Draft(today()))
    if wants_word(request) and found.issued_at is None:
        return as_word(made, f"{found.board.code}-master-committee-{found.first_year}")
    context = {
        "committee": found,
        "faults": [] if found.issued_at else faults_of(seats),
        "own_reading": is_own_reading(found.board),
        "pieces": pieces_of(made),
        "may_edit": request.acting.role == Role.BOARD_SECRETARY and found.issued_at is None,
        "may_issue": request.acting.role == Role.BOARD_CHAIR and found.pk and found.issued_at is None,
    }
    return render(request, "approvals/master/committee.html", context)


@roles(Role.BOARD_SECRETARY)
@require_http_methods(["GET", "POST"])
def edit(request: ActingRequest, board: str, year: int) -> HttpResponse:
    """Who sits on which of the twelve seats."""
    found = _committee(request, board, year)
    if found.issued_at is not None:
        return _refused(request, found, _("คำสั่งนี้ออกไปแล้ว จึงแก้ไขรายชื่อไม่ได้"))
    form = SeatsForm(request.POST or None, seats=seats_of(found))
    if not form.is_valid():
        return _edit_page(request, found, form, status=422 if form.is_bound else 200)

    def save() -> str:
        save_committee(
            board=found.board,
            cycle=found.cycle,
            people=form.people(),
            expected_version=seen_version(request),
            by=request.acting,
        )
        messages.success(request, _("บันทึกรายชื่อแล้ว"))
        return _place(found)

    try:
        return carry_out(request, save)
    except MasterRefused as refused:
        return _refused(request, found, str(refused))
    except Stale:
        return _edit_page(request, _committee(request, board, year), form, is_stale=True, status=409)


def _edit_page(
    request: ActingRequest, found: MasterCommittee, form: SeatsForm, *, status: int, is_stale: bool = False
) -> HttpResponse:
    context = {
        "committee": found,
        "form": form,
        "is_stale": is_stale,
        "own_reading": is_own_reading(found.board),
    }
    return render(request, "approvals/master/edit.html", context, status=status)


@roles(Role.BOARD_CHAIR)
@require_http_methods(["GET", "POST"])
def sign(request: ActingRequest, board: str, year: int) -> HttpResponse:
    """The chair signs and issues the order."""
    found = _committee(request, board, year)
    if not found.pk or found.issued_at is not None:
        word = _("คำสั่งนี้ออกไปแล้ว") if found.issued_at else _("เลขานุการยังไม่ได้จัดทำรายชื่อคณะกรรมการ")
        return _refused(request, found, word)
    form = SignForm(request.POST or None, committee=found, by=request.acting)
    if not form.is_valid():
        return _sign_page(request, found, form, status=422 if form.is_bound else 200)

    def issue() -> str:
        issued = issue_master_order(
            committee=found, signed=form.signed(), expected_version=seen_version(request), by=request.acting
        )
        messages.success(request, _("ออกคำสั่งที่ {number} แล้ว").format(number=issued.number))
        return _place(found)

    try:
        return carry_out(request, issue)
    except MasterRefused as refused:
        form.refuse(refused)
        return _sign_page(request, found, form, status=422)
    except Stale:
        form.add_error(None, _("รายชื่อเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ กรุณาอ่านร่างคำสั่งอีกครั้งแล้วจึงออกคำสั่ง"))
        return _sign_page(request, _committee(request, board, year), form, status=409)


def _sign_page(
    request: ActingRequest, found: MasterCommittee, form: SignForm, *, status: int
) -> HttpResponse:
    context = {"committee": found, "form": form, "faults": faults_of(seats_of(found))}
    return render(request, "approvals/master/issue.html", context, status=status)


def _refused(request: ActingRequest, found: MasterCommittee, word: str) -> HttpResponse:
    context = {"committee": found, "word": word}
    return render(request, "approvals/master/refused.html", context, status=409)
