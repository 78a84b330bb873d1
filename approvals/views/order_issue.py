"""The page on which the head of the LAO signs and issues an order on the committee."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from approvals.forms_orders import IssueForm
from approvals.models import AppointedMember, AppointmentOrder
from approvals.order_access import order_or_404, with_order_signer
from approvals.order_accounts import Accounts, Done, accounts_of
from approvals.order_issue import faults_of, issue_order
from approvals.orders import FIRST, OrderRefused, before, changes_between
from approvals.papers_orders import order_paper
from approvals.preview import pieces_of
from documents import paper
from organizations.acting import ActingRequest
from organizations.meeting import seen_version
from organizations.once import carry_out
from plans.edit import RevisionClosed, Stale
from plans.models import Revision
from plans.views.saving import INVALID, address, closed_is_409
from thai.dates import today

CONFLICT = 409


@with_order_signer
@closed_is_409
def issue(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """What will be signed, what goes with it, and the form; 409 when the list changed or it is issued already."""
    order, members = order_or_404(revision, seq, request.acting)
    if order.issued_at is not None:
        return _issued_already(request, order)
    if seq == FIRST and not revision.is_editable:
        raise RevisionClosed
    if request.method != "POST":
        return _page(request, order, members)
    accounts = _accounts(request, order, members)
    form = IssueForm(request.POST, order=order, by=request.acting, accounts=accounts)
    if not form.is_valid():
        return _page(request, order, members, form, status=INVALID)
    try:
        return carry_out(request, lambda: _issue(request, revision, seq, form))
    except OrderRefused as refused:
        order, members = order_or_404(revision, seq, request.acting)
        if order.issued_at is not None:
            return _issued_already(request, order)
        form.refuse(refused)
        return _page(request, order, members, form, status=INVALID)
    except Stale as stale:
        order, members = order_or_404(revision, seq, request.acting)
        return _page(request, order, members, form, stale=stale, status=CONFLICT)


def _issued_already(request: ActingRequest, order: AppointmentOrder) -> HttpResponse:
    """A form sent twice is answered as the first time; whoever comes later is told what was issued."""
    place = address(order.revision, "approvals:order", seq=order.seq)
    if request.method != "POST":
        return HttpResponseRedirect(place)

    def refuse() -> str:
        raise OrderRefused(_("คำสั่งนี้ออกไปแล้ว กรุณาเปิดหน้าคำสั่งเพื่อดูฉบับที่ออก"))

    try:
        return carry_out(request, refuse)
    except OrderRefused as refused:
        context = {"revision": order.revision, "order": order, "refused": str(refused)}
        return render(request, "approvals/orders/issued_already.html", context, status=CONFLICT)


def _issue(request: ActingRequest, revision: Revision, seq: int, form: IssueForm) -> str:
    issued = issue_order(
        revision=revision,
        seq=seq,
        given=form.given(),
        expected_version=seen_version(request),
        by=request.acting,
    )
    messages.success(request, _("ออกคำสั่งที่ {number} แล้ว").format(number=issued.order.number))
    _tell_of_roles(request, issued.roles)
    return address(revision, "approvals:order", seq=seq)


def _tell_of_roles(request: ActingRequest, roles: Done) -> None:
    if roles.given or roles.ended:
        messages.success(
            request,
            _("ให้บทบาทในระบบ {given} คน สิ้นสุดบทบาท {ended} คน").format(
                given=len(roles.given), ended=len(roles.ended)
            ),
        )
    for refused in roles.refused:
        messages.warning(request, refused)


def _accounts(request: ActingRequest, order: AppointmentOrder, members: list[AppointedMember]) -> Accounts:
    return accounts_of(order.organization, members, by=request.acting, day=order.dated_on or today())


def _page(
    request: ActingRequest,
    order: AppointmentOrder,
    members: list[AppointedMember],
    form: IssueForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    accounts = _accounts(request, order, members)
    if form is None:
        form = IssueForm(order=order, by=request.acting, accounts=accounts)
    context = {
        "revision": order.revision,
        "order": order,
        # After an error it is still the list that was seen; after a change, the one that is shown now.
        "version": seen_version(request) if status == INVALID else order.version,
        "form": form,
        "accounts": accounts,
        "faults": faults_of(order, members),
        "changes": changes_between(before(order), members) if order.seq != FIRST else [],
        "pieces": pieces_of(order_paper(order, members, paper.Draft(today()))),
        **more,
    }
    return render(request, "approvals/orders/issue.html", context, status=status)
