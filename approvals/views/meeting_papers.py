"""The papers of a committee's meeting: reading, wording, the PDF, and the chair's sign-off of the minutes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.forms_meetings import PaperForm
from approvals.meetings.access import may_keep, with_meeting, with_meeting_kept
from approvals.meetings.voting import MeetingRefused
from approvals.meetings.wording import make_again, may_sign, save_wording, sign_off, text_seen, wording_of
from approvals.models import Meeting, MeetingPaper
from approvals.papers_meetings import draft_mark, meeting_paper
from approvals.preview import pieces_of
from documents import drafts
from documents.drafted import as_word, named_draft, sent, wants_word
from organizations.acting import ActingRequest
from organizations.meeting import seen_version
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.edit import Stale
from plans.models import Revision
from plans.views.saving import INVALID, address, saved

CONFLICT = 409
Kind = MeetingPaper.Kind


def _subject(meeting: Meeting) -> str:
    """What the drafts of a meeting's papers are kept under."""
    return f"meeting-{meeting.pk}"


def _wording(meeting: Meeting, kind: str) -> MeetingPaper:
    if kind not in Kind.values or (kind == Kind.MINUTES and meeting.stage in _BEFORE):
        raise Http404
    return wording_of(meeting, kind)


#: There is nothing to report before a meeting begins.
_BEFORE = (Meeting.Stage.PLANNED, Meeting.Stage.CALLED, Meeting.Stage.CANCELLED)


@require_safe
@with_meeting
def meeting_paper_page(
    request: ActingRequest, revision: Revision, meeting: Meeting, kind: str
) -> HttpResponse:
    """The paper as it would be printed, and what can be done with it; or as Word."""
    wording = _wording(meeting, kind)
    if wants_word(request) and wording.signed_off_at is None:
        return as_word(meeting_paper(wording, draft_mark(kind)), _name(meeting, kind))
    return _page(request, revision, meeting, wording)


def _name(meeting: Meeting, kind: str) -> str:
    return f"{kind}-{meeting.number}-{meeting.year}"


def _page(
    request: ActingRequest,
    revision: Revision,
    meeting: Meeting,
    wording: MeetingPaper,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    made = meeting_paper(wording, draft_mark(wording.kind))
    context = {
        "revision": revision,
        "meeting": meeting,
        "wording": wording,
        "pieces": pieces_of(made),
        "keeps": may_keep(revision, request.acting),
        "signs": wording.kind == Kind.MINUTES and may_sign(meeting, request.acting),
        "seen": text_seen(wording),
        "draft": named_draft(_subject(meeting), request),
        "is_minutes": wording.kind == Kind.MINUTES,
        **more,
    }
    return render(request, "approvals/meetings/paper.html", context, status=status)


@with_meeting_kept
def meeting_paper_edit(
    request: ActingRequest, revision: Revision, meeting: Meeting, kind: str
) -> HttpResponse:
    """The wording in a form; two who write at once do not lose each other's words."""
    wording = _wording(meeting, kind)
    page = partial(_edit_page, request, revision)
    is_minutes = kind == Kind.MINUTES
    if request.method != "POST":
        if wording.signed_off_at is not None:
            return HttpResponseRedirect(
                address(revision, "approvals:meeting_paper", meeting=meeting.pk, kind=kind)
            )
        known = {"text": wording.text, "taken_by": wording.taken_by or str(request.user)}
        form = PaperForm(initial=known, is_minutes=is_minutes)
        return page(wording, form, version=wording.version)
    form, version = PaperForm(request.POST, is_minutes=is_minutes), seen_version(request)
    if not form.is_valid():
        return page(wording, form, version=version, status=INVALID)

    def save() -> str:
        save_wording(meeting, kind, **form.cleaned_data, expected_version=version, by=request.acting)
        return saved(
            request, _("บันทึกข้อความแล้ว"), "approvals:meeting_paper", revision, meeting=meeting.pk, kind=kind
        )

    try:
        return carry_out(request, save)
    except MeetingRefused as refused:
        form.add_error(None, str(refused))
        return page(wording, form, version=version, status=INVALID)
    except Stale as stale:
        theirs = wording_of(meeting, kind)
        return page(theirs, form, version=theirs.version, stale=stale, theirs=theirs.text, status=CONFLICT)


def _edit_page(
    request: ActingRequest,
    revision: Revision,
    wording: MeetingPaper,
    form: PaperForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"revision": revision, "meeting": wording.meeting, "wording": wording, "form": form, **more}
    return render(request, "approvals/meetings/paper_edit.html", context, status=status)


@with_meeting_kept
@posted_from("approvals:meeting_paper")
def meeting_paper_again(
    request: ActingRequest, revision: Revision, meeting: Meeting, kind: str
) -> HttpResponse:
    """Take the wording from the records anew; what was edited is given up, which the button says."""
    wording = _wording(meeting, kind)

    def again() -> str:
        make_again(meeting, kind, expected_version=seen_version(request), by=request.acting)
        return saved(
            request,
            _("จัดทำข้อความใหม่จากข้อมูลการประชุมแล้ว"),
            "approvals:meeting_paper",
            revision,
            meeting=meeting.pk,
            kind=kind,
        )

    return _or_back(request, revision, meeting, wording, again)


@with_meeting
@posted_from("approvals:meeting")
def meeting_sign(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """The chair signs the minutes off as they were read; 404 for everybody else."""
    if not may_sign(meeting, request.acting):
        raise Http404
    if meeting.stage in _BEFORE:
        messages.error(request, _("ต้องปิดการประชุมก่อน จึงรับรองรายงานการประชุมได้"))
        return HttpResponseRedirect(address(revision, "approvals:meeting", meeting=meeting.pk))
    kind = Kind.MINUTES.value

    def sign() -> str:
        sign_off(meeting, seen=request.POST.get("seen", ""), by=request.acting)
        return saved(
            request,
            _("รับรองรายงานการประชุมแล้ว"),
            "approvals:meeting_paper",
            revision,
            meeting=meeting.pk,
            kind=kind,
        )

    return _or_back(request, revision, meeting, wording_of(meeting, kind), sign)


def _or_back(
    request: ActingRequest, revision: Revision, meeting: Meeting, wording: MeetingPaper, act: Any
) -> HttpResponse:
    """Carry a button of the paper's page out once; what refuses it is said on the page."""
    place = address(revision, "approvals:meeting_paper", meeting=meeting.pk, kind=wording.kind)
    try:
        return carry_out(request, act)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(place)
    except Stale:
        return _page(
            request, revision, meeting, wording_of(meeting, wording.kind), stale=True, status=CONFLICT
        )


# The PDF ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@with_meeting
def meeting_paper_draft(
    request: ActingRequest, revision: Revision, meeting: Meeting, kind: str
) -> HttpResponse:
    """POST asks for the PDF and goes back to the page; GET says how far it is, for the page that waits."""
    wording = _wording(meeting, kind)
    place = address(revision, "approvals:meeting_paper", meeting=meeting.pk, kind=kind)
    if request.method == "POST":
        found = drafts.request_draft(_subject(meeting), meeting_paper(wording, draft_mark(kind)))
        return HttpResponseRedirect(f"{place}?draft={found.key}#draft")
    draft = named_draft(_subject(meeting), request)
    if draft is None:
        raise Http404
    context = {"revision": revision, "meeting": meeting, "wording": wording, "draft": draft}
    return render(request, "approvals/meetings/_paper_draft.html", context)


@require_safe
@with_meeting
def meeting_paper_pdf(
    request: ActingRequest, revision: Revision, meeting: Meeting, kind: str
) -> HttpResponse:
    """The file of a draft; one that is no longer kept leads back to the page that makes a new one."""
    _wording(meeting, kind)
    draft = named_draft(_subject(meeting), request)
    if draft is None:
        raise Http404
    place = address(revision, "approvals:meeting_paper", meeting=meeting.pk, kind=kind)
    return sent(draft, f"{_name(meeting, kind)}.pdf") or HttpResponseRedirect(place)


@require_safe
@with_meeting
def meeting_minutes_document(request: ActingRequest, revision: Revision, meeting: Meeting) -> HttpResponse:
    """The part of the page that says whether the signed minutes are ready; asked again until they are."""
    wording = _wording(meeting, Kind.MINUTES)
    context = {"revision": revision, "meeting": meeting, "wording": wording}
    return render(request, "approvals/meetings/_document.html", context)
