"""The document of a plan on the screen, and its draft as PDF, for those who may read the revision."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.drafts import paper_of, request_draft, subject_of
from approvals.models import Announcement
from approvals.preview import pieces_of
from documents.drafted import as_word, named_draft, sent, wants_word
from documents.drafts import Draft
from plans.access import with_revision
from plans.comments import may_read, may_write
from plans.models import Layout, Revision


@require_safe
@with_revision
def document(request: HttpRequest, revision: Revision) -> HttpResponse:
    """The plan as it would be printed, in either layout, with the ways to its PDF; or as Word."""
    layout = _layout(request.GET.get("layout", ""), revision)
    paper = paper_of(revision, layout)
    if wants_word(request):
        return as_word(paper, f"{_name(revision)}-{layout}", subject=subject_of(revision))
    context = {
        "revision": revision,
        "reads_comments": may_read(revision, request.acting),  # type: ignore[attr-defined]
        # An extract has no passages of its own to speak of.
        "writes_comments": layout in Layout.values and may_write(revision, request.acting),  # type: ignore[attr-defined]
        "paper": paper,
        "pieces": pieces_of(paper),
        "layout": layout,
        "layouts": [*Layout.choices, *_extracts(revision)],
        "announcement": Announcement.objects.filter(revision=revision).select_related("document").first(),
        "draft": _draft(request, revision),
    }
    return render(request, "approvals/document.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_revision
def draft(request: HttpRequest, revision: Revision) -> HttpResponse:
    """POST asks for the draft and goes back to the document; GET says how far it is, for the page that waits."""
    if request.method == "POST":
        return _ask(request, revision)
    found = _draft(request, revision)
    if found is None:
        raise Http404
    context = {
        "revision": revision,
        "draft": found,
        "layout": _layout(request.GET.get("layout", ""), revision),
    }
    return render(request, "approvals/document/_draft.html", context)


@require_safe
@with_revision
def draft_pdf(request: HttpRequest, revision: Revision) -> HttpResponse:
    """The file of a draft; a draft that is no longer kept leads back to the page that makes a new one."""
    found = _draft(request, revision)
    if found is None:
        raise Http404
    return sent(found, f"{_name(revision)}.pdf") or HttpResponseRedirect(
        _address(revision, revision.layout, found)
    )


def _ask(request: HttpRequest, revision: Revision) -> HttpResponse:
    layout = _layout(request.POST.get("layout", ""), revision)
    return HttpResponseRedirect(_address(revision, layout, request_draft(revision, layout=layout)))


def _name(revision: Revision) -> str:
    return f"{revision.plan.organization.code}-{revision.plan.first_year}-{revision.number}"


def _layout(name: str, revision: Revision) -> str:
    """The layout or the extract asked for, or the layout that the LAO has chosen."""
    return name if name in Layout.values or name in dict(_extracts(revision)) else revision.layout


def _extracts(revision: Revision) -> list[tuple[str, str]]:
    """An extract for each year of the plan: its name in addresses, and what it is called."""
    called = _("ฉบับย่อปีงบประมาณ {year}")
    return [(str(int(year)), called.format(year=int(year))) for year in revision.plan.cycle.years]


def _draft(request: HttpRequest, revision: Revision) -> Draft | None:
    """The draft that the address names; None without one."""
    return named_draft(subject_of(revision), request)


def _address(revision: Revision, layout: str, found: Draft) -> str:
    page = reverse("approvals:document", kwargs=revision.address)
    return f"{page}?layout={layout}&draft={found.key}#draft"
