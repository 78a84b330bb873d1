"""Needs of an LAO in a cycle: asking for proposals, deciding, ranking, writing; and the SWOT beside them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations.acting import ActingRequest
from organizations.models import Organization
from organizations.once import carry_out
from organizations.posted import posted_from
from personnel import needs as of_needs
from personnel import swot as of_swot
from personnel.access import for_readers, for_writers, may_write
from personnel.cycles import cycle_of_address, cycles_of, planning_cycle
from personnel.forms.needs import NeedFilter, NeedForm, RanksForm, SwotForm
from personnel.gaps import coverage
from personnel.models import Need, SwotItem
from personnel.views.saving import page_of_form, saved

FORM_METHODS = ["GET", "HEAD", "POST"]


@for_readers
@require_safe
def needs_latest(request: ActingRequest, organization: Organization) -> HttpResponse:
    """The needs of the cycle that is being planned."""
    return redirect("personnel:needs", organization.code, planning_cycle().first)


@for_readers
@require_http_methods(FORM_METHODS)
def needs(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Needs by rank with where they come from; those who write number them here."""
    cycle = cycle_of_address(first_year)
    writes = may_write(request.acting)
    chosen = NeedFilter(request.GET, organization=organization, first_year=first_year)
    chosen.is_valid()
    rows = [row for row in of_needs.of_cycle(organization, first_year) if chosen.leaves(row)]
    confirmed = [row for row in rows if row.state == Need.State.CONFIRMED]
    form = RanksForm((request.POST or None) if writes else None, needs=confirmed)
    now = of_needs.ranks_seen(confirmed)
    seen = request.POST.get("seen", now)

    def rank() -> str:
        of_needs.rank(
            organization=organization,
            first_year=first_year,
            places=form.places(),
            seen=seen,
            by=request.user,
        )
        return saved(request, _("บันทึกลำดับความสำคัญแล้ว"), "needs", organization, first_year)

    context = {
        "organization": organization,
        "cycle": cycle,
        "cycles": cycles_of(organization),
        "filter": chosen,
        "proposed": [row for row in rows if row.state == Need.State.PROPOSED],
        "confirmed": confirmed,
        "declined": [row for row in rows if row.state == Need.State.DECLINED],
        "unranked": sum(row.rank is None for row in confirmed),
        "coverage": coverage(organization, first_year),
        "seen": seen,
        "now": now,
        "may_write": writes,
    }
    if not writes:
        return _read(request, "personnel/needs.html", {**context, "form": form})
    return page_of_form(request, "personnel/needs.html", form, rank, context)


def _read(request: ActingRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of those who read; what they send is not for this address."""
    if request.method == "POST":
        raise Http404
    return render(request, template, context)


@for_writers
@posted_from("personnel:needs")
def needs_propose(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Bring the proposals up to date with the figures."""
    cycle_of_address(first_year)

    def propose() -> str:
        made = of_needs.propose(organization, first_year)
        text = _("ระบบเสนอเพิ่ม {added} เรื่อง ปรับข้อมูล {refreshed} เรื่อง ถอนข้อเสนอที่ไม่มีหลักฐานแล้ว {withdrawn} เรื่อง")
        message = text.format(added=made.added, refreshed=made.refreshed, withdrawn=made.withdrawn)
        return saved(request, message, "needs", organization, first_year)

    return carry_out(request, propose)


@for_writers
@posted_from("personnel:needs")
def needs_decide(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Confirm or decline what is ticked, or everything that waits; nothing is declined at one go unasked."""
    cycle = cycle_of_address(first_year)
    action, _sep, scope = request.POST.get("action", "").partition("-")
    state = {"confirm": Need.State.CONFIRMED, "decline": Need.State.DECLINED}.get(action)
    ticked = [int(pk) for pk in request.POST.getlist("need") if pk.isdecimal() and len(pk) < 16]
    waiting = of_needs.undecided(organization, first_year)
    keys = waiting if scope in ("all", "surely") else ticked
    if state is None or not keys:
        messages.error(request, _("ยังไม่ได้เลือกเรื่องใด กรุณาเลือกแล้วกดยืนยันหรือไม่ใช้"))
        return redirect("personnel:needs", organization.code, first_year)
    if request.POST["action"] == "decline-all":
        context = {"organization": organization, "cycle": cycle, "count": len(keys)}
        return render(request, "personnel/needs_decline.html", context)

    def decide() -> str:
        changed = of_needs.decide(
            organization=organization, first_year=first_year, needs=keys, state=state, by=request.user
        )
        text = _("ยืนยัน {count} เรื่องแล้ว") if state == Need.State.CONFIRMED else _("ไม่ใช้ {count} เรื่องแล้ว")
        return saved(request, text.format(count=changed), "needs", organization, first_year)

    return carry_out(request, decide)


@for_writers
@require_http_methods(FORM_METHODS)
def need_create(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """A need from mission, problems, law or the last cycle, written by hand."""
    return _need(request, organization, first_year, None)


@for_writers
@require_http_methods(FORM_METHODS)
def need_edit(request: ActingRequest, organization: Organization, first_year: int, need: int) -> HttpResponse:
    """Another wording, evidence or circle of people of a need."""
    row = get_object_or_404(of_needs.of_cycle(organization, first_year), pk=need)
    return _need(request, organization, first_year, row)


def _need(
    request: ActingRequest, organization: Organization, first_year: int, row: Need | None
) -> HttpResponse:
    cycle = cycle_of_address(first_year)
    form = NeedForm(request.POST or None, organization=organization, first_year=first_year, need=row)
    now = of_needs.need_seen(row) if row else ""
    seen = request.POST.get("seen", now)

    def keep() -> str:
        of_needs.keep(
            organization=organization,
            first_year=first_year,
            values=form.values(),
            by=request.user,
            need=row,
            seen=seen,
        )
        return saved(request, _("บันทึกความต้องการแล้ว"), "needs", organization, first_year)

    context = {"organization": organization, "cycle": cycle, "need": row, "seen": seen, "now": now}
    return page_of_form(request, "personnel/need_form.html", form, keep, context)


# SWOT -----------------------------------------------------------------------------------------


@for_readers
@require_http_methods(FORM_METHODS)
def swot(request: ActingRequest, organization: Organization, first_year: int) -> HttpResponse:
    """Four boxes, one sentence a line; readers see the sentences."""
    cycle = cycle_of_address(first_year)
    stored = of_swot.of_cycle(organization, first_year)
    context = {
        "organization": organization,
        "cycle": cycle,
        "is_empty": not any(stored.values()),
        "advised": (of_swot.FEWEST, of_swot.ADVISED),
        "may_write": may_write(request.acting),
    }
    if not may_write(request.acting):
        context["quadrants"] = [(quadrant.label, stored[quadrant.value]) for quadrant in SwotItem.Quadrant]
        return _read(request, "personnel/swot.html", context)
    begins = context["is_empty"] and "starter" in request.GET
    shown = {name: list(texts) for name, texts in of_swot.STARTER.items()} if begins else stored
    form = SwotForm(request.POST or None, quadrants=shown)
    now = of_swot.swot_seen(stored)
    seen = request.POST.get("seen", now)

    def save() -> str:
        of_swot.save_swot(
            organization=organization,
            first_year=first_year,
            quadrants=form.quadrants(),
            seen=seen,
            by=request.user,
        )
        return saved(request, _("บันทึกการวิเคราะห์ SWOT แล้ว"), "swot", organization, first_year)

    context |= {"seen": seen, "now": now, "begins": begins}
    return page_of_form(request, "personnel/swot_form.html", form, save, context)
