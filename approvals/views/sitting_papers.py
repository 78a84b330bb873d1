"""After a meeting: its minutes, the letters on its resolutions, and everything in one file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms_sittings import LetterForm, MinutesForm, RunForm
from approvals.models import Meeting, MeetingPaper
from approvals.papers_sittings import letter_paper
from approvals.preview import pieces_of
from approvals.sittings import parcel as parcels
from approvals.sittings.access import with_sitting, with_sitting_kept
from approvals.sittings.letters import issue_letters, letters_of, save_letter, usual_run
from approvals.sittings.minutes import minutes_as_paper, rewrite_minutes, save_minutes, sign_off
from approvals.sittings.overview import outcomes_of
from approvals.views.sitting_frame import (
    CONFLICT,
    FORM_METHODS,
    INVALID,
    REFUSALS,
    acted,
    address,
    answered,
    frame,
)
from documents import paper
from documents.drafted import as_word, named_draft, wants_word
from organizations.acting import ActingRequest
from organizations.meeting import seen_version
from organizations.once import carry_out
from plans.models import Revision
from thai.dates import today


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def papers(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """What came out of the meeting, and what has still to be issued."""
    page = partial(_papers_page, request, meeting)
    if request.method != "POST":
        return page()
    if request.POST.get("action") == "issue":
        return _issue(request, meeting)
    if request.POST.get("action") == "parcel":
        asked = parcels.request_parcel(meeting)
        return HttpResponseRedirect(f"{address(meeting, 'sitting_papers')}?draft={asked.key}#parcel")

    def signed() -> str:
        sign_off(meeting, seen=seen_version(request), by=request.acting)
        messages.success(request, _("รับรองรายงานการประชุมแล้ว ระบบกำลังจัดทำ PDF"))
        return address(meeting, "sitting_papers")

    return acted(request, {"sign_off": signed}, page)


def _issue(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    form = RunForm(request.POST, usual=usual_run(meeting))
    page = partial(_papers_page, request, meeting, run=form)
    if not form.is_valid():
        return page(status=INVALID)

    def issued() -> str:
        count = issue_letters(meeting, form.run(), by=request.acting)
        messages.success(request, _("ออกเลขหนังสือแจ้งมติแล้ว {count} ฉบับ").format(count=count))
        return address(meeting, "sitting_papers")

    return answered(request, issued, page)


def _papers_page(
    request: ActingRequest,
    meeting: Meeting,
    *,
    run: RunForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    letters = list(letters_of(meeting))
    waiting = [letter for letter in letters if letter.issued_at is None]
    found = named_draft(parcels.subject_of(meeting), request)
    context = frame(
        request,
        meeting,
        "papers",
        is_over=meeting.stage == Meeting.Stage.CLOSED,
        minutes=_minutes_of(meeting),
        letters=letters,
        waiting=len(waiting),
        form=run or (RunForm(usual=usual_run(meeting)) if waiting else None),
        outcomes=outcomes_of(meeting),
        parcel=parcels.Parcel(found.subject, found.key) if found else None,
        refused=refused,
        **_made(letters),
    )
    return render(request, "approvals/sittings/papers.html", context, status=status)


def _minutes_of(meeting: Meeting) -> MeetingPaper | None:
    return meeting.papers.filter(kind=MeetingPaper.Kind.MINUTES).select_related("document").first()


def _made(letters: list[Any]) -> dict[str, int]:
    """How many papers of issued letters are there already."""
    issued = [letter for letter in letters if letter.issued_at is not None]
    return {"issued": len(issued), "made": sum(letter.document_id is not None for letter in issued)}


@require_safe
@with_sitting_kept
def letters_made(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """How far the papers of the letters are, for the page that waits."""
    context = {"meeting": meeting, "board": meeting.board, **_made(list(letters_of(meeting)))}
    return render(request, "approvals/sittings/_letters_made.html", context)


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def minutes_page(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """The wording of the minutes, until it is signed off; a draft as Word, too."""
    stored = _minutes_of(meeting)
    if stored and not stored.signed_off_at and wants_word(request):
        return as_word(minutes_as_paper(stored, paper.Draft(today())), _name("minutes", meeting))
    if stored is None or request.POST.get("action") == "anew":

        def anew() -> str:
            rewrite_minutes(meeting, by=request.acting)
            messages.success(request, _("เขียนรายงานการประชุมจากบันทึกล่าสุดแล้ว"))
            return address(meeting, "sitting_minutes")

        if request.method == "POST":
            return answered(request, anew, partial(_papers_page, request, meeting))
    initial = {"text": stored.text, "taken_by": stored.taken_by} if stored else {}
    form = MinutesForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():

            def saved() -> str:
                save_minutes(meeting, **form.cleaned_data, seen=seen_version(request), by=request.acting)
                messages.success(request, _("บันทึกรายงานการประชุมแล้ว"))
                return address(meeting, "sitting_papers")

            try:
                return carry_out(request, saved)
            except REFUSALS as refused:
                form.add_error(None, str(refused))
                status = CONFLICT
    context = frame(request, meeting, "papers", form=form, minutes=stored)
    return render(request, "approvals/sittings/minutes.html", context, status=status)


@require_http_methods(FORM_METHODS)
@with_sitting_kept
def letter(request: ActingRequest, meeting: Meeting, pk: int) -> HttpResponse:
    """The wording of one letter, until it has its number; a draft as Word, too."""
    stored = get_object_or_404(letters_of(meeting), pk=pk)
    stored.revision = Revision.objects.with_plan().get(pk=stored.revision_id)
    form = LetterForm(request.POST or None, initial={"addressee": stored.addressee, "body": stored.body})
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():

            def saved() -> str:
                values = form.cleaned_data
                save_letter(stored, **values, seen=seen_version(request), by=request.acting, meeting=meeting)
                messages.success(request, _("บันทึกหนังสือแล้ว"))
                return address(meeting, "sitting_papers")

            try:
                return carry_out(request, saved)
            except REFUSALS as refused:
                form.add_error(None, str(refused))
                status = CONFLICT
    made = letter_paper(stored, paper.Draft(today()))
    if wants_word(request) and stored.issued_at is None:
        return as_word(made, f"{_name('letter', meeting)}-{stored.pk}")
    context = frame(request, meeting, "papers", form=form, letter=stored, pieces=pieces_of(made))
    return render(request, "approvals/sittings/letter.html", context, status=status)


def _name(kind: str, meeting: Meeting) -> str:
    return f"{kind}-{meeting.number}-{meeting.year}"


@require_safe
@with_sitting
def parcel(request: ActingRequest, meeting: Meeting) -> HttpResponse:
    """The whole sitting as one file; what is no longer kept leads back to the page that packs it anew."""
    found = named_draft(parcels.subject_of(meeting), request)
    name = f"sitting-{meeting.number}-{meeting.year}.zip"
    try:
        file = parcels.Parcel(found.subject, found.key).path(parcels.ZIP).open("rb") if found else None
    except FileNotFoundError:
        file = None
    if file is None:
        return HttpResponseRedirect(address(meeting, "sitting_papers") + "#parcel")
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]
