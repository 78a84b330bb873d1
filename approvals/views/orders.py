"""Orders on the committee: which stand, the paper of each, and how further ones are drafted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals.composition import compose
from approvals.evidence import keep, kind_of
from approvals.forms_orders import ChangeForm, ReasonForm, RecordForm
from approvals.models import AppointedMember, AppointmentOrder
from approvals.numbers import NumberInUse
from approvals.order_access import is_inside, may_sign, order_or_404, with_order_drafter
from approvals.order_issue import ask_to_sign, asked_at, faults_of
from approvals.orders import (
    FIRST,
    OrderRefused,
    before,
    begin_change,
    changes_between,
    discard_change,
    first_draft,
    first_order,
    is_given_on_paper,
    issued_orders,
    may_change,
    open_change,
    record_paper_order,
    save_change,
)
from approvals.papers_orders import order_paper
from approvals.preview import pieces_of
from documents import paper, store
from documents.drafted import as_word, wants_word
from organizations.acting import ActingRequest
from organizations.meeting import differences, seen_version
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_revision
from plans.edit import RevisionClosed, Stale
from plans.edit_rows import save_committee
from plans.facts import PlanFacts
from plans.forms.committee import MemberFormSet, member_formset
from plans.models import Revision
from plans.views.saving import INVALID, address, closed_is_409, saved
from thai.dates import today

CONFLICT = 409
SEATS = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")


@require_safe
@with_revision
def orders(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The orders of the plan, and what can be done next."""
    inside = is_inside(revision, request.acting)
    first = first_order(revision.plan)
    draft, members = first_draft(revision) if first is None and inside else (None, [])
    context = {
        "revision": revision,
        "inside": inside,
        "drafts": revision.drafted_by_role_of(request.acting),
        "signs": may_sign(revision, request.acting),
        "issued": issued_orders(revision.plan).select_related("document", "revision__plan__organization"),
        "first": first,
        "draft": draft,
        "members": members,
        "faults": faults_of(draft, members) if draft and members else [],
        "asked_at": asked_at(draft) if draft else None,
        "on_paper": is_given_on_paper(revision) if inside else False,
        "change": open_change(revision) if inside else None,
        "may_change": may_change(revision),
    }
    return render(request, "approvals/orders/orders.html", context)


@require_safe
@with_revision
def order(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """One order as a paper, with its document once that is made; a draft as Word, too."""
    found, members = order_or_404(revision, seq, request.acting)
    made = order_paper(found, members, paper.Draft(today()))
    if wants_word(request) and found.issued_at is None:
        return as_word(made, f"{revision.plan.organization.code}-order-{seq}")
    context = {
        "revision": revision,
        "order": found,
        "inside": is_inside(revision, request.acting),
        "pieces": pieces_of(made),
        "changes": changes_between(before(found), members) if seq != FIRST else [],
        "faults": [] if found.issued_at else faults_of(found, members),
        "members": members,
        "asked_at": None if found.issued_at else asked_at(found),
        "drafts": revision.drafted_by_role_of(request.acting),
        "signs": may_sign(revision, request.acting),
    }
    return render(request, "approvals/orders/order.html", context)


@with_order_drafter
@posted_from("approvals:order")
def order_ask(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """Tell the head that the draft waits for the signature."""
    found, members = order_or_404(revision, seq, request.acting)

    def ask() -> str:
        count = ask_to_sign(found, members, by=request.acting)
        message = _("แจ้งผู้บริหารท้องถิ่นแล้ว {count} คน").format(count=count)
        return saved(request, message, "approvals:order", revision, seq=seq)

    try:
        return carry_out(request, ask)
    except OrderRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(address(revision, "approvals:order", seq=seq))


@require_safe
@with_revision
def order_document(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """The part of a page that says whether the paper of an order is ready; asked again until it is."""
    found, _members = order_or_404(revision, seq, request.acting)
    context = {"revision": revision, "order": found, "inside": is_inside(revision, request.acting)}
    return render(request, "approvals/orders/_document.html", context)


@require_safe
@with_revision
def scan(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """The scan of an order that was given on paper, for those inside the LAO."""
    found, _members = order_or_404(revision, seq, request.acting)
    if not found.scan or not is_inside(revision, request.acting):
        raise Http404
    with store.open_(found.scan) as file:
        content = file.read()
    answer = HttpResponse(content, content_type=kind_of(content[:16]) or "application/octet-stream")
    answer["Content-Disposition"] = 'attachment; filename="committee-order"'
    return answer


# The first order ----------------------------------------------------------------------------------


@with_order_drafter
@closed_is_409
def compose_committee(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """The committee as the posts give it, beside the list as it stands; POST takes it over."""
    found, current = _drafted(request, revision, seq)
    vacant = (request.POST or request.GET).get("head") == "vacant"
    made = compose(revision, today(), current=current, head_is_vacant=vacant)
    stale = None
    if request.method == "POST":
        try:
            return carry_out(request, lambda: _take_over(request, revision, found, made.members))
        except Stale as error:
            stale = error
    context = {
        "revision": revision,
        "order": found,
        "composed": made,
        "changes": changes_between(current, made.members),
        "vacant": vacant,
        "stale": stale,
    }
    return render(request, "approvals/orders/compose.html", context, status=CONFLICT if stale else 200)


def _drafted(
    request: ActingRequest, revision: Revision, seq: int
) -> tuple[AppointmentOrder, list[AppointedMember]]:
    """An order that may still be changed; RevisionClosed for others."""
    found, members = order_or_404(revision, seq, request.acting)
    if found.issued_at is not None or (seq == FIRST and not revision.is_editable):
        raise RevisionClosed
    return found, members


def _take_over(
    request: ActingRequest, revision: Revision, found: AppointmentOrder, members: list[Any]
) -> str:
    rows = [{name: getattr(member, name) for name in SEATS} for member in members]
    version = seen_version(request)
    message = _("ใช้รายชื่อที่เรียงจากตำแหน่งแล้ว กรุณาตรวจและแก้ไขให้ครบ")
    if found.seq == FIRST:
        save_committee(revision=revision, values={}, members=rows, expected_version=version, by=request.user)
        return saved(request, message, "plans:committee", revision)
    save_change(order=found, values={}, members=rows, expected_version=version)
    return saved(request, message, "approvals:order_edit", revision, seq=found.seq)


@with_order_drafter
def record(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Keep an order that was given on paper, with its scan if there is one."""
    form = RecordForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    if form.is_bound and form.is_valid():

        def keep_order() -> str:
            file = form.cleaned_data["scan"]
            record_paper_order(revision=revision, by=request.acting, scan=keep(file) if file else "")
            return saved(request, _("บันทึกคำสั่งที่ออกนอกระบบแล้ว"), "approvals:orders", revision)

        try:
            return carry_out(request, keep_order)
        except (OrderRefused, NumberInUse) as refused:
            form.add_error(None, str(refused))
    draft, members = first_draft(revision)
    context = {"revision": revision, "form": form, "order": draft, "members": members}
    return render(request, "approvals/orders/record.html", context, status=INVALID if form.errors else 200)


# Further orders -----------------------------------------------------------------------------------


@with_order_drafter
def begin(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Draft an order that changes the committee: why, first of all."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():

        def make() -> str:
            made = begin_change(revision=revision, reason=form.cleaned_data["reason"], by=request.acting)
            return saved(
                request, _("สร้างร่างคำสั่งแล้ว กรุณาแก้ไขรายชื่อ"), "approvals:order_edit", revision, seq=made.seq
            )

        try:
            return carry_out(request, make)
        except (OrderRefused, NumberInUse) as refused:
            form.add_error(None, str(refused))
    context = {"revision": revision, "form": form}
    return render(request, "approvals/orders/begin.html", context, status=INVALID if form.errors else 200)


@with_order_drafter
def edit(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """The list of a further order, with its reason and switches; the first one is the plan's own committee."""
    found, members = order_or_404(revision, seq, request.acting)
    if seq == FIRST:
        return HttpResponseRedirect(address(revision, "plans:committee"))
    if found.issued_at is not None and request.method != "POST":
        return HttpResponseRedirect(address(revision, "approvals:order", seq=seq))
    facts = _facts_with(revision, members)
    if request.method != "POST":
        return _edit_page(request, found, ChangeForm(order=found), member_formset(facts))
    form, rows = ChangeForm(request.POST, order=found), member_formset(facts, request.POST)
    if not (form.is_valid() & rows.is_valid()):
        return _edit_page(request, found, form, rows, version=seen_version(request), status=INVALID)
    try:
        return carry_out(request, lambda: _save(request, found, form, rows))
    except Stale as stale:
        now, _members = order_or_404(revision, seq, request.acting)
        others = differences(form, ChangeForm(order=now))
        return _edit_page(request, now, form, rows, stale=stale, differences=others, status=CONFLICT)


def _facts_with(revision: Revision, members: list[Any]) -> PlanFacts:
    """The plan with the list of an order in the place of its own, for the form of the rows."""
    facts = PlanFacts(revision)
    facts.committee = members
    return facts


def _save(request: ActingRequest, found: AppointmentOrder, form: ChangeForm, rows: MemberFormSet) -> str:
    save_change(
        order=found,
        values=form.cleaned_data,
        members=rows.values(),
        expected_version=seen_version(request),
    )
    return saved(request, _("บันทึกร่างคำสั่งแล้ว"), "approvals:order", found.revision, seq=found.seq)


def _edit_page(
    request: ActingRequest,
    found: AppointmentOrder,
    form: ChangeForm,
    rows: MemberFormSet,
    *,
    version: int | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "revision": found.revision,
        "order": found,
        "form": form,
        "rows": rows,
        "version": found.version if version is None else version,
        **more,
    }
    return render(request, "approvals/orders/edit.html", context, status=status)


@with_order_drafter
def discard(request: ActingRequest, revision: Revision, seq: int) -> HttpResponse:
    """Throw the draft of a further order away, after a question."""
    found, _members = order_or_404(revision, seq, request.acting)
    if seq == FIRST or found.issued_at is not None:
        return HttpResponseRedirect(address(revision, "approvals:orders"))
    if request.method == "POST":

        def throw() -> str:
            discard_change(order=found)
            return saved(request, _("ยกเลิกร่างคำสั่งแล้ว"), "approvals:orders", revision)

        try:
            return carry_out(request, throw)
        except OrderRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(address(revision, "approvals:order", seq=seq))
    return render(request, "approvals/orders/discard.html", {"revision": revision, "order": found})
