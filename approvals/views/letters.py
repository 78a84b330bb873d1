"""Letters of submissions: written and issued by the officer of the LAO and by the board's office, read by both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals.models import Decision, Letter
from approvals.papers_letters import letter_paper
from approvals.papers_sittings import letter_paper as resolution_paper
from approvals.preview import Piece, pieces_of
from approvals.submissions.access import with_office, with_officer, with_package
from approvals.submissions.find import return_of
from approvals.submissions.forms import LetterForm
from approvals.submissions.letters import (
    LetterRefused,
    Numbered,
    cover_at_hand,
    draft_cover,
    draft_return,
    is_read_by_lao,
    issue_letter,
    note_reading,
    save_letter,
)
from approvals.submissions.page import receipts_of
from approvals.submissions.wording import covering_letter, return_letter
from documents import paper
from documents.drafted import as_word, wants_word
from documents.paper import Paper
from organizations.acting import ActingRequest
from organizations.meeting import differences, seen_version
from organizations.once import carry_out
from plans.edit import Stale
from plans.models import Revision
from thai.dates import today

CONFLICT, INVALID = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
@with_officer
def cover(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The covering letter: worded from the records, edited, issued with number and date."""
    letter = cover_at_hand(revision) or covering_letter(revision)
    if letter.issued_at and request.method != "POST":
        return _read(request, letter, back=reverse("approvals:package", kwargs=revision.address))
    return _write(
        request,
        letter,
        draft=lambda: draft_cover(revision),
        back=reverse("approvals:package", kwargs=revision.address),
        here=reverse("approvals:cover", kwargs=revision.address),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_office
def return_(request: ActingRequest, submission: Decision, revision: Revision) -> HttpResponse:
    """The letter of a return; once it is issued, with who at the LAO opened it."""
    returned = return_of(submission)
    place = [revision.plan.organization.board.code, submission.pk]
    back = reverse("approvals:submission", args=place)
    if returned is None or returned.action != "board_return":
        return render(request, "approvals/submissions/no_letter.html", {"back": back}, status=CONFLICT)
    known = Letter.objects.filter(decision=returned).select_related("document").first()
    letter = known or return_letter(returned, revision, submission)
    letter.revision = revision
    if letter.issued_at and request.method != "POST":
        return _read(request, letter, back=back, returned=returned)
    return _write(
        request,
        letter,
        draft=lambda: draft_return(returned, submission),
        back=back,
        here=reverse("approvals:return_letter", args=place),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_package
def letter(request: ActingRequest, revision: Revision, pk: int) -> HttpResponse:
    """An issued letter about a plan, for the LAO and the board; POST says that a person of the LAO has it open."""
    rows = Letter.objects.select_related("document", "board__province").exclude(issued_at=None)
    found = get_object_or_404(rows, pk=pk, revision=revision)
    found.revision = revision
    if request.method == "POST":
        note_reading(found, request.acting)
        if not request.htmx:
            return HttpResponseRedirect(reverse("approvals:letter", kwargs={**revision.address, "pk": pk}))
        return render(request, "approvals/submissions/_read_by.html", _own_reading(request, found))
    back = reverse("approvals:history", kwargs=revision.address)
    return _read(request, found, back=back, **_own_reading(request, found))


def _own_reading(request: ActingRequest, letter: Letter) -> dict[str, Any]:
    """Whether the reader is asked to say so, and when that was."""
    reading = letter.readings.filter(membership=request.acting).first()
    return {"reading": reading, "is_read_by_lao": is_read_by_lao(letter, request.acting)}


def _read(
    request: ActingRequest, letter: Letter, *, back: str, returned: Decision | None = None, **more: Any
) -> HttpResponse:
    """The letter as it was issued; the part about its paper asks again until that is made."""
    context = {**more, "letter": letter, "revision": letter.revision, "back": back}
    if request.GET.get("part") == "document":
        return render(request, "approvals/submissions/_letter_document.html", context)
    context["pieces"] = _pieces(letter)
    if returned is not None:
        context |= {"returned": returned, **receipts_of(returned, letter)}
    return render(request, "approvals/submissions/letter.html", context)


def _write(
    request: ActingRequest, letter: Letter, *, draft: Callable[[], Letter], back: str, here: str
) -> HttpResponse:
    """The form of a draft: kept, issued, or as Word; what somebody else kept or issued meanwhile is said."""
    if wants_word(request):
        return as_word(_paper(letter), f"{letter.kind}-letter")
    form = LetterForm(request.POST if request.method == "POST" else None, letter=letter)
    stale = None
    if form.is_bound and form.is_valid():
        numbered = form.numbered() if "issue" in request.POST else None
        if form.is_valid():
            try:
                return carry_out(request, lambda: _keep(request, letter, form, numbered, draft, back, here))
            except LetterRefused as refused:
                form.refuse(refused)
            except Stale as error:
                stale, letter = error, Letter.objects.get(pk=letter.pk)
    context = {
        "letter": letter,
        "revision": letter.revision,
        "form": form,
        "version": _version(request, letter, is_stale=stale is not None),
        "stale": stale,
        "differences": differences(form, LetterForm(letter=letter)) if stale else [],
        "back": back,
        "pieces": _pieces(letter),
    }
    status = CONFLICT if stale else INVALID if form.errors else 200
    return render(request, "approvals/submissions/write_letter.html", context, status=status)


def _keep(
    request: ActingRequest,
    letter: Letter,
    form: LetterForm,
    numbered: Numbered | None,
    draft: Callable[[], Letter],
    back: str,
    here: str,
) -> str:
    """Store the wording and, when asked, issue; the address to go on to."""
    stored = draft()
    seen = seen_version(request) if letter.pk else stored.version
    if numbered is None:
        save_letter(stored, form.wording(), seen=seen)
        messages.success(request, _("บันทึกร่างหนังสือแล้ว"))
        return here
    issued = issue_letter(stored, form.wording(), numbered, seen=seen, by=request.acting)
    messages.success(request, _("ออกหนังสือที่ {number} แล้ว").format(number=issued.number))
    return back if issued.kind == Letter.Kind.COVER else here


def _version(request: ActingRequest, letter: Letter, *, is_stale: bool) -> int:
    """The version that the form shows: of what is stored, unless it comes back with errors."""
    if request.method == "POST" and not is_stale:
        return seen_version(request)
    return letter.version if letter.pk else 0


def _pieces(letter: Letter) -> tuple[Piece, ...]:
    """The letter to be read on the screen."""
    return pieces_of(_paper(letter))


def _paper(letter: Letter) -> Paper:
    made = resolution_paper if letter.kind == Letter.Kind.RESOLUTION else letter_paper
    return made(letter, paper.Draft(today()))
