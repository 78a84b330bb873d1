"""Pages of a board's own texts: the list of headings, one heading, publishing under a resolution."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms_provincial import PublishForm, TextForm
from approvals.provincial import publish_and_tell
from approvals.provincial_pages import by_layout, drafts_of, example_of, filled, history_of, places_of
from documents.text import to_html
from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.models import Board
from organizations.once import carry_out
from organizations.roles import BOARD_ROLES, Role
from plans.edit import Stale
from plans.models import Edition, ProvincialText
from plans.provincial import (
    Heading,
    ProvincialRefused,
    carry_over,
    discard_draft,
    heading_of,
    headings_of,
    save_draft,
    to_carry,
)

READERS = BOARD_ROLES | {Role.PROVINCE_VIEWER, Role.AUDITOR}


def _board(request: ActingRequest, code: str, year: int) -> tuple[Board, Edition]:
    """The board as far as the acting role reads it, and the edition; Http404 otherwise."""
    acting, rows = request.acting, Board.objects.select_related("province")
    own: dict[str, Any] = {}
    if acting.role in BOARD_ROLES:
        own = {"pk": acting.board_id}
    elif acting.province_id is not None:
        own = {"province": acting.province_id}
    return get_object_or_404(rows, code=code, **own), get_object_or_404(Edition, year=year)


def _place(board: Board, edition: Edition, view: str = "provincial_texts", *more: str) -> str:
    return reverse(f"approvals:{view}", args=[board.code, edition.year, *more])


def _context(request: ActingRequest, board: Board, edition: Edition) -> dict[str, Any]:
    """What every page knows; drafts are the board's own affair until they are published."""
    return {
        "board": board,
        "edition": edition,
        "cycle": edition.cycle,
        "writes": request.acting.role == Role.BOARD_SECRETARY,
        "sees_drafts": request.acting.role in BOARD_ROLES,
    }


# The list -----------------------------------------------------------------------------------------


@roles(*READERS)
@require_safe
def texts(request: ActingRequest, board: str, year: int) -> HttpResponse:
    """Every heading with whose text stands there."""
    found, edition = _board(request, board, year)
    context = _context(request, found, edition)
    rows = headings_of(found, edition)
    context |= {
        "groups": by_layout(rows),
        "standing": sum(row.standing is not None for row in rows),
        "drafts": sum(row.draft is not None for row in rows) if context["sees_drafts"] else 0,
        "to_carry": len(to_carry(found, edition)) if context["writes"] else 0,
    }
    return render(request, "approvals/provincial/texts.html", context)


@roles(Role.BOARD_SECRETARY)
@require_http_methods(["GET", "POST"])
def carry(request: ActingRequest, board: str, year: int) -> HttpResponse:
    """Begin drafts with the texts of the last edition; the button stands in the list."""
    found, edition = _board(request, board, year)
    if request.method != "POST":
        return HttpResponseRedirect(_place(found, edition))

    def act() -> str:
        count = len(carry_over(board=found, edition=edition, by=request.acting))
        text = ngettext(
            "นำข้อความของรอบก่อนมาเป็นร่างแล้ว {count} หัวข้อ กรุณาตรวจปี พ.ศ. และถ้อยคำก่อนประกาศใช้",
            "นำข้อความของรอบก่อนมาเป็นร่างแล้ว {count} หัวข้อ กรุณาตรวจปี พ.ศ. และถ้อยคำก่อนประกาศใช้",
            count,
        )
        messages.success(request, text.format(count=count))
        return _place(found, edition)

    return carry_out(request, act)


# One heading --------------------------------------------------------------------------------------


@roles(*READERS)
@require_http_methods(["GET", "POST"])
def text(request: ActingRequest, board: str, year: int, code: str) -> HttpResponse:
    """The centre's text, the province's, its history; the secretary writes here."""
    found, edition = _board(request, board, year)
    heading = heading_of(found, edition, code)
    if heading is None or (request.method == "POST" and request.acting.role != Role.BOARD_SECRETARY):
        raise Http404
    if request.method != "POST":
        return _text_page(request, found, edition, heading, TextForm(heading=heading, initial=_now(heading)))
    if request.POST.get("action") == "discard":
        return _discard(request, found, edition, heading)
    form = TextForm(request.POST, heading=heading)
    if "preview" in request.POST:
        return _preview_alone(request, found, edition, heading, form)
    if not form.is_valid():
        return _text_page(request, found, edition, heading, form, status=422)
    return _save(request, found, edition, heading, form)


def _now(heading: Heading) -> dict[str, str]:
    """What a new draft begins with: the draft that is there, or the text that stands."""
    row = heading.draft or heading.standing
    return {"mode": row.mode, "body": row.body} if row else {"mode": ProvincialText.Mode.REPLACES}


def _save(
    request: ActingRequest, board: Board, edition: Edition, heading: Heading, form: TextForm
) -> HttpResponse:
    def act() -> str:
        save_draft(
            board=board,
            outline=heading.outline,
            mode=form.cleaned_data["mode"],
            body=form.cleaned_data["body"],
            seen=request.POST.get("seen", ""),
            by=request.acting,
        )
        messages.success(request, _("บันทึกร่างแล้ว ร่างยังไม่มีผลจนกว่าจะประกาศใช้ตามมติ"))
        return _place(board, edition, "provincial_text", heading.outline.code)

    try:
        return carry_out(request, act)
    except ProvincialRefused as refused:
        form.refuse(refused)
        return _text_page(request, board, edition, heading, form, status=422)
    except Stale:
        return _stale_page(request, board, edition, heading, form)


def _stale_page(
    request: ActingRequest, board: Board, edition: Edition, heading: Heading, form: TextForm
) -> HttpResponse:
    """What was typed stays in the form; what somebody else stored stands beside it."""
    current = heading_of(board, edition, heading.outline.code) or heading
    return _text_page(request, board, edition, current, form, status=409)


def _discard(request: ActingRequest, board: Board, edition: Edition, heading: Heading) -> HttpResponse:
    def act() -> str:
        seen = request.POST.get("seen", "")
        discard_draft(board=board, outline=heading.outline, seen=seen, by=request.acting)
        messages.success(request, _("ทิ้งร่างของหัวข้อ {heading} แล้ว").format(heading=heading.outline))
        return _place(board, edition)

    try:
        return carry_out(request, act)
    except Stale:
        form = TextForm(heading=heading, initial=_now(heading))
        return _text_page(request, board, edition, heading, form, status=409)


def _text_page(
    request: ActingRequest,
    board: Board,
    edition: Edition,
    heading: Heading,
    form: TextForm,
    *,
    status: int = 200,
) -> HttpResponse:
    example = example_of(board)
    context = _context(request, board, edition) | {
        "heading": heading,
        "form": form,
        "is_stale": status == 409,
        "example": example,
        "centre_html": to_html(filled(None, heading, edition, example)),
        "standing_html": to_html(filled(heading.newest, heading, edition, example)),
        "draft_html": to_html(filled(heading.draft, heading, edition, example)),
        "history": history_of(heading),
        "places": places_of(edition, example),
    }
    if context["writes"]:
        context["preview_html"] = _preview(form, heading, edition, example)
    return render(request, "approvals/provincial/text.html", context, status=status)


def _preview_alone(
    request: ActingRequest, board: Board, edition: Edition, heading: Heading, form: TextForm
) -> HttpResponse:
    """For the page that is open: asked for while somebody types, so without the rest."""
    example = example_of(board)
    context = {
        "form": form,
        "example": example,
        "preview_html": _preview(form, heading, edition, example),
    }
    return render(request, "approvals/provincial/_preview.html", context)


def _preview(form: TextForm, heading: Heading, edition: Edition, example: Any) -> str | None:
    """What is typed as it would be printed; None while it cannot be."""
    typed = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    if form.is_bound and not form.is_valid():
        return None
    return to_html(filled(ProvincialText(**typed), heading, edition, example))


# Publishing ---------------------------------------------------------------------------------------


@roles(Role.BOARD_SECRETARY)
@require_http_methods(["GET", "POST"])
def publishing(request: ActingRequest, board: str, year: int) -> HttpResponse:
    """Every draft with what it changes, and the resolution under which those chosen are published."""
    found, edition = _board(request, board, year)
    rows = headings_of(found, edition)
    form = PublishForm(request.POST or None, headings=rows)
    if not form.is_valid():
        return _publish_page(request, found, edition, rows, form, status=422 if form.is_bound else 200)
    data = form.cleaned_data

    def act() -> str:
        done = publish_and_tell(
            board=found,
            edition=edition,
            seen=data["drafts"],
            meeting_number=data["meeting_number"],
            meeting_on=data["meeting_on"],
            by=request.acting,
        )
        text = ngettext(
            "ประกาศใช้ข้อความของจังหวัดแล้ว {count} หัวข้อ",
            "ประกาศใช้ข้อความของจังหวัดแล้ว {count} หัวข้อ",
            len(done),
        )
        messages.success(request, text.format(count=len(done)))
        return _place(found, edition)

    try:
        return carry_out(request, act)
    except ProvincialRefused as refused:
        form.refuse(refused)
        return _publish_page(request, found, edition, rows, form, status=422)
    except Stale:
        again = PublishForm(headings=rows, initial={**data, "drafts": []})  # to be read and chosen anew
        return _publish_page(request, found, edition, rows, again, status=409)


def _publish_page(
    request: ActingRequest,
    board: Board,
    edition: Edition,
    rows: list[Heading],
    form: PublishForm,
    *,
    status: int,
) -> HttpResponse:
    context = _context(request, board, edition) | {
        "form": form,
        "drafts": drafts_of(rows),
        "is_stale": status == 409,
    }
    return render(request, "approvals/provincial/publish.html", context, status=status)
