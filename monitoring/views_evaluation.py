"""Blank forms of evaluation: the list of a plan's projects with their forms, and each form to be read and printed.

Whoever may read the plan may print them: they say nothing that the plan does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from approvals.preview import pieces_of
from documents.drafted import as_word, named_draft, sent, wants_word
from documents.drafts import request_draft
from documents.paper import Paper
from monitoring.papers.evaluation import COMMITTEE, OF_PROJECT, TITLES, committee_form, project_form
from plans.access import with_revision
from plans.facts import PlanFacts
from plans.models import Revision
from plans.papers.tables import numbered

#: The forms of a project by what they are for, as the list names them.
SHORT = {
    "participant": _("ผู้เข้ารับการพัฒนาประเมินเมื่อสิ้นสุด"),
    "superior": _("ผู้บังคับบัญชาติดตามผลหลัง 3 ถึง 6 เดือน"),
    "report": _("รายงานของผู้เข้ารับการพัฒนา"),
}


@dataclass(frozen=True)
class Form:
    """A form of a revision by its address."""

    revision: Revision
    kind: str
    key: int
    paper: Paper

    @property
    def title(self) -> str:
        """What it is called."""
        return TITLES[self.kind]

    def url(self, view: str) -> str:
        """The address of a view of it."""
        return reverse(
            f"monitoring:{view}", kwargs={**self.revision.address, "kind": self.kind, "key": self.key}
        )

    @property
    def addresses(self) -> dict[str, str]:
        """Of its page, of its draft and of the file."""
        names = {"page": "form", "draft": "form_draft", "file": "form_pdf"}
        return {name: self.url(view) for name, view in names.items()}

    @property
    def subject(self) -> str:
        """What its drafts are kept under."""
        return f"form-{self.revision.pk}"

    @property
    def file_name(self) -> str:
        """Under which a reader keeps it."""
        plan = self.revision.plan
        return f"{plan.organization.code}-{plan.first_year}-{self.kind}-{self.key}"


@require_safe
@with_revision
def forms(request: HttpRequest, revision: Revision) -> HttpResponse:
    """Every form of the plan."""
    context = {
        "revision": revision,
        "kinds": SHORT.items(),
        "projects": numbered(PlanFacts(revision)),
        "years": revision.plan.cycle.years,
        "committee": COMMITTEE,
    }
    return render(request, "monitoring/forms.html", context)


@require_safe
@with_revision
def form(request: HttpRequest, revision: Revision, kind: str, key: int) -> HttpResponse:
    """A form to be read, or as Word."""
    found = _form(revision, kind, key)
    if wants_word(request):
        return as_word(found.paper, found.file_name)
    context = {
        "revision": revision,
        "form": found,
        "paper": found.paper,
        "pieces": pieces_of(found.paper),
        "draft": named_draft(found.subject, request),
    }
    return render(request, "monitoring/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_revision
def form_draft(request: HttpRequest, revision: Revision, kind: str, key: int) -> HttpResponse:
    """POST asks for the PDF and goes back to the page; GET says how far it is, for the page that waits."""
    found = _form(revision, kind, key)
    if request.method == "POST":
        made = request_draft(found.subject, found.paper)
        return HttpResponseRedirect(f"{found.url('form')}?draft={made.key}#draft")
    draft = named_draft(found.subject, request)
    if draft is None:
        raise Http404
    return render(request, "monitoring/_form_draft.html", {"form": found, "draft": draft})


@require_safe
@with_revision
def form_pdf(request: HttpRequest, revision: Revision, kind: str, key: int) -> HttpResponse:
    """The file; one that is no longer kept leads back to the page that makes a new one."""
    found = _form(revision, kind, key)
    draft = named_draft(found.subject, request)
    if draft is None:
        raise Http404
    return sent(draft, f"{found.file_name}.pdf") or HttpResponseRedirect(found.url("form"))


def _form(revision: Revision, kind: str, key: int) -> Form:
    """The form that an address names; Http404 where the plan has no such project or year."""
    facts = PlanFacts(revision)
    if kind == COMMITTEE and key in revision.plan.cycle.years:
        return Form(revision, kind, key, committee_form(facts, key))
    item = next((item for item in numbered(facts) if item.facts.project.pk == key), None)
    if kind not in OF_PROJECT or item is None:
        raise Http404
    return Form(revision, kind, key, project_form(kind, facts, item))
