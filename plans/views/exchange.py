"""A plan taken along as a file, and files brought into it: looked at first, then confirmed."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.spreadsheets.write import CONTENT_TYPE
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision, with_revision
from plans.comparison import Change
from plans.edit import Stale
from plans.exchange.document import document_of
from plans.exchange.proposal import Proposal, confirm, preview, signed
from plans.exchange.read import DocumentRefused
from plans.exchange.workbook.marking import marked, signed_cells
from plans.exchange.workbook.read import MOST_ERRORS, Reading
from plans.exchange.workbook.write import plan_workbook
from plans.forms.exchange import ConfirmForm, ExchangeForm, messages_of, proposal_in
from plans.models import Revision, State
from plans.views.saving import INVALID, closed_is_409, saved

CONFLICT = 409


def _download(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _name_of(revision: Revision) -> str:
    return revision.reference.replace(":", "-")


@require_safe
@with_revision
def exchange(request: ActingRequest, revision: Revision) -> HttpResponse:
    """What can be taken along, and for those who draft the form to bring a file."""
    return _page(request, revision, ExchangeForm(revision=revision))


def _page(request: ActingRequest, revision: Revision, form: ExchangeForm, status: int = 200) -> HttpResponse:
    may_import = revision.state == State.DRAFTING and revision.can_be_edited_by(request.acting)
    context = {"revision": revision, "form": form if may_import else None}
    return render(request, "plans/exchange.html", context, status=status)


@require_safe
@with_revision
def exchange_json(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The plan as a document of the exchange format."""
    text = json.dumps(document_of(revision), ensure_ascii=False, indent=2) + "\n"
    return _download(text, _("แผน-{name}.json").format(name=_name_of(revision)), "application/json")


@require_safe
@with_revision
def exchange_workbook(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The tables of the plan as a workbook."""
    name = _("ตารางของแผน-{name}.xlsx").format(name=_name_of(revision))
    return _download(plan_workbook(revision), name, CONTENT_TYPE)


# Bringing -----------------------------------------------------------------------------------------


@with_editable_revision
@closed_is_409
@posted_from("plans:exchange")
def exchange_import(request: ActingRequest, revision: Revision) -> HttpResponse:
    """A file that is sent is read and shown; nothing is saved."""
    form = ExchangeForm(request.POST, request.FILES, revision=revision)
    if not form.is_valid():
        return _page(request, revision, form, INVALID)
    if form.reading is not None and form.reading.errors:
        return _errors(request, revision, form.reading)
    try:
        return _shown(request, revision, form.proposal)
    except DocumentRefused as refusal:
        form.add_error("file", messages_of(refusal))
    return _page(request, revision, form, INVALID)


def _errors(request: ActingRequest, revision: Revision, reading: Reading) -> HttpResponse:
    context = {
        "revision": revision,
        "errors": reading.errors[:MOST_ERRORS],
        "error_count": len(reading.errors),
        "cells": signed_cells(reading, revision),
    }
    return render(request, "plans/exchange_errors.html", context, status=INVALID)


def _shown(
    request: ActingRequest, revision: Revision, proposal: Proposal, form: ConfirmForm | None = None
) -> HttpResponse:
    """What a proposal would change; ``form`` with what is missing when it was confirmed too soon."""
    shown = preview(proposal, revision, by=request.user)
    comparison = shown.comparison
    context = {
        "revision": revision,
        "shown": shown,
        "comparison": comparison,
        "is_tables": proposal.is_tables,
        "texts": comparison.changed_texts if comparison else [],
        "tables": comparison.changed_tables if comparison else [],
        "form": form or ConfirmForm(initial={"proposal": signed(proposal, revision)}, shown=shown),
        "Change": Change,
    }
    return render(request, "plans/exchange_read.html", context, status=INVALID if form else 200)


@with_editable_revision
@closed_is_409
@posted_from("plans:exchange")
def exchange_confirm(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Save what was read and shown, unless the plan changed meanwhile."""
    try:
        proposal = proposal_in(request.POST, revision)
        form = ConfirmForm(request.POST, shown=preview(proposal, revision, by=request.user))
        if not form.is_valid():
            return _shown(request, revision, proposal, form)
        return carry_out(request, lambda: _confirmed(request, revision, proposal))
    except DocumentRefused as refusal:
        messages.error(request, " ".join(messages_of(refusal)))
        return _page(request, revision, ExchangeForm(revision=revision), INVALID)
    except Stale:
        messages.error(request, _("แผนเปลี่ยนไปหลังจากอ่านแฟ้ม จึงยังไม่ได้บันทึก กรุณาเลือกแฟ้มอีกครั้งเพื่อดูผลใหม่"))
        return _page(request, revision, ExchangeForm(revision=revision), CONFLICT)


def _confirmed(request: ActingRequest, revision: Revision, proposal: Proposal) -> str:
    brought = confirm(proposal, revision, by=request.user)
    same, done = _("ข้อมูลในแฟ้มตรงกับแผนแล้ว ไม่มีอะไรเปลี่ยน"), _("นำเข้าแล้ว กรุณาตรวจแผนอีกครั้ง")
    message = same if brought.is_same else done
    if brought.kept_as:
        message += " " + _("ร่างเดิมเก็บไว้ในรุ่นของแผนชื่อ “{label}”").format(label=brought.kept_as)
    return saved(request, message, "plans:exchange", revision)


@with_editable_revision
@posted_from("plans:exchange")
def exchange_marked(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The workbook that was sent, with its wrong cells marked."""
    try:
        content = marked(request.POST.get("cells", ""), revision)
    except DocumentRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, revision, ExchangeForm(revision=revision), INVALID)
    name = _("ตารางของแผน-{name}-ช่องที่ต้องแก้.xlsx").format(name=_name_of(revision))
    return _download(content, name, CONTENT_TYPE)
