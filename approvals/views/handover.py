"""The memorandum of a hand-over as PDF, for those who may read the sheet."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from approvals.papers_handover import sheet_paper
from documents.drafted import as_word, named_draft, sent, wants_word
from documents.drafts import Draft, request_draft
from organizations.access import signed_in
from organizations.acting import ActingRequest
from organizations.handover import may_read_sheet
from organizations.models import Membership


def _member(request: ActingRequest, organization: str, pk: int) -> Membership:
    found = Membership.objects.with_bodies().filter(organization__code=organization, pk=pk).first()
    if found is None or not may_read_sheet(found, request.acting):
        raise Http404
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: ActingRequest, organization: str, membership: int) -> HttpResponse:
    """POST asks for the memorandum as it is today; GET says how far it is, to a waiting page the part alone.

    ``?format=docx`` is the memorandum as Word."""
    member = _member(request, organization, membership)
    if request.method == "POST":
        return _to(member, request_draft(_subject(member), sheet_paper(member)))
    if wants_word(request):
        return as_word(sheet_paper(member), _name(member))
    context = {"member": member, "draft": named_draft(_subject(member), request)}
    waits = request.htmx and context["draft"]
    name = "_handover_draft" if waits else "handover_paper"
    return render(request, f"approvals/handover/{name}.html", context)


@signed_in
@require_safe
def paper_pdf(request: ActingRequest, organization: str, membership: int) -> HttpResponse:
    """The file; one that is no longer kept leads back to the page that makes a new one."""
    member = _member(request, organization, membership)
    found = named_draft(_subject(member), request)
    if found is None:
        raise Http404
    return sent(found, f"{_name(member)}.pdf") or _to(member, found)


def _name(member: Membership) -> str:
    assert member.organization is not None
    return f"{member.organization.code}-handover-{member.pk}"


def _subject(member: Membership) -> str:
    return f"handover-{member.pk}"


def _to(member: Membership, draft: Draft) -> HttpResponseRedirect:
    assert member.organization is not None
    page = reverse("approvals:handover_paper", args=[member.organization.code, member.pk])
    return HttpResponseRedirect(f"{page}?draft={draft.key}#draft")
