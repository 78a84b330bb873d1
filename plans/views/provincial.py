"""Texts of the province that wait for the LAO's answer: what each would change, and the answers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.text import to_html
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision
from plans.facts import PlanFacts
from plans.models import Revision
from plans.provincial_answers import Offer, OfferChanged, OwnTextStands, keep, offers, shown, take, take_all
from plans.views.saving import INVALID, address, closed_is_409


@require_safe
@with_editable_revision
def provincial(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Every heading that waits, in the order of the book."""
    return _page(request, revision)


@with_editable_revision
@closed_is_409
@posted_from("plans:provincial")
def provincial_answer(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Take a text over or keep what is there; both hold for what was seen only."""
    code = request.POST.get("code", "")
    acts: dict[str, Callable[[], str]] = {
        "take": lambda: _take(request, revision, code),
        "keep": lambda: _keep(request, revision, code),
        "all": lambda: _take_all(request, revision),
    }
    act = acts.get(request.POST.get("action", ""))
    if act is None:
        return _page(request, revision, status=INVALID, word=_("กรุณากดปุ่มที่ต้องการอีกครั้ง"))
    try:
        return carry_out(request, act)
    except OwnTextStands as asked:
        return _page(request, revision, status=INVALID, asked=code, word=str(asked))
    except OfferChanged as changed:
        return _page(request, revision, status=409, word=str(changed))


def _take(request: ActingRequest, revision: Revision, code: str) -> str:
    offer = take(
        revision=revision,
        code=code,
        seen=request.POST.get("seen", ""),
        by=request.user,
        replaces_own="replaces_own" in request.POST,
    )
    text = _("ใช้ข้อความของจังหวัดในหัวข้อ {heading} แล้ว กรุณาอ่านและทำเครื่องหมายว่าเสร็จในหน้าหัวข้ออีกครั้ง")
    if offer.is_own:
        text = _("ใช้ข้อความของจังหวัดในหัวข้อ {heading} แล้ว ข้อความเดิมของหน่วยงานเก็บไว้ให้ท่านในหน้าหัวข้อ")
    return _said(request, revision, text.format(heading=offer.outline))


def _keep(request: ActingRequest, revision: Revision, code: str) -> str:
    offer = keep(revision=revision, code=code, seen=request.POST.get("seen", ""), by=request.user)
    return _said(request, revision, _("คงข้อความเดิมของหัวข้อ {heading} แล้ว").format(heading=offer.outline))


def _take_all(request: ActingRequest, revision: Revision) -> str:
    pairs = (each.partition("=") for each in request.POST.getlist("seen"))
    taken = take_all(revision=revision, seen={code: mark for code, _sign, mark in pairs}, by=request.user)
    if not taken:
        return _said(request, revision, _("ไม่มีหัวข้อที่ใช้ข้อความของจังหวัดได้ทันที หัวข้อที่หน่วยงานเขียนเองให้เลือกทีละหัวข้อ"))
    text = ngettext(
        "ใช้ข้อความของจังหวัดแล้ว {count} หัวข้อ กรุณาอ่านและทำเครื่องหมายว่าเสร็จในหน้าหัวข้ออีกครั้ง",
        "ใช้ข้อความของจังหวัดแล้ว {count} หัวข้อ กรุณาอ่านและทำเครื่องหมายว่าเสร็จในหน้าหัวข้ออีกครั้ง",
        len(taken),
    )
    return _said(request, revision, text.format(count=len(taken)))


def _said(request: ActingRequest, revision: Revision, text: str) -> str:
    messages.success(request, text)
    return address(revision, "plans:provincial")


def _page(
    request: ActingRequest, revision: Revision, *, status: int = 200, asked: str = "", word: str = ""
) -> HttpResponse:
    facts = PlanFacts(revision)
    found: list[Offer] = offers(facts)
    context = {
        "revision": revision,
        "board": facts.organization.board,
        "offers": [(one, to_html(one.words)) for one in shown(facts, found)],
        "at_once": [one for one in found if not one.is_own],
        "asked": asked,
        "word": word,
    }
    return render(request, "plans/provincial.html", context, status=status)
