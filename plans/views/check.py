"""What the checks find, each with its clause, its remedy and a link that lands on the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision, with_revision
from plans.checks import Finding, Grade, run_checks
from plans.checks.places import Bundle, PlaceGroup, by_place
from plans.edit_rows import write_reason
from plans.facts import PlanFacts
from plans.forms.reason import ReasonForm
from plans.models import Revision
from plans.tasklist import page_of
from plans.views.saving import INVALID, closed_is_409, saved


@dataclass(frozen=True)
class Item:
    """A finding as a page shows it; ``name`` tells it from others of its bundle."""

    finding: Finding
    url: str
    form: ReasonForm | None
    name: str = ""


@dataclass(frozen=True)
class GradeGroup:
    """All findings of one grade, by the place where they are mended."""

    grade: Grade
    explanation: str
    count: int
    places: Sequence[tuple[PlaceGroup, Sequence[tuple[Bundle, Sequence[Item]]]]]

    @property
    def is_open(self) -> bool:
        """Advice is shown on demand."""
        return self.grade != Grade.ADVICE


@require_safe
@with_revision
def check(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The whole list; with ``?page=`` only what is to be mended on one page, for the panel beside it."""
    if page := request.GET.get("page"):
        items = [item for item in _items(request, PlanFacts(revision)) if page_of(item.finding.place) == page]
        return render(request, "plans/_findings.html", {"revision": revision, "items": items})
    return _page(request, revision)


@with_editable_revision
@closed_is_409
@posted_from("plans:check")
def check_reason(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Keep the officer's reason for a finding to be looked at."""
    form = ReasonForm(request.POST)
    wanted = request.POST.get("finding", ""), request.POST.get("place", "")
    answered = [
        f
        for f in run_checks(PlanFacts(revision))
        if (f.id, f.place.key) == wanted and f.grade == Grade.SHOULD
    ]
    if not answered:
        raise Http404
    if not form.is_valid():
        return _page(request, revision, form)

    def write() -> str:
        write_reason(revision=revision, **form.cleaned_data, by=request.user)
        return saved(request, _("บันทึกเหตุผลแล้ว"), "plans:check", revision)

    return carry_out(request, write)


def _page(request: ActingRequest, revision: Revision, failed: ReasonForm | None = None) -> HttpResponse:
    facts = PlanFacts(revision)
    items = _items(request, facts, failed)
    explanations = {
        Grade.MUST: _("ต้องแก้ให้ครบก่อนส่ง"),
        Grade.SHOULD: _("แก้ หรือเขียนเหตุผลว่าเหตุใดจึงถูกต้องแล้ว"),
        Grade.ADVICE: _("ข้อแนะนำ ไม่แก้ก็ส่งได้"),
    }
    groups = [_grade_group(facts, grade, text, items) for grade, text in explanations.items()]
    context = {
        "revision": revision,
        "groups": [group for group in groups if group.count],
        "blocking": sum(item.finding.blocks for item in items),
        "form": failed or ReasonForm(),
        "editable": revision.can_be_edited_by(request.acting),
    }
    return render(request, "plans/check.html", context, status=INVALID if failed else 200)


def _grade_group(facts: PlanFacts, grade: Grade, explanation: str, items: Sequence[Item]) -> GradeGroup:
    by_finding = {id(item.finding): item for item in items if item.finding.grade == grade}
    places = [
        (
            place,
            [
                (bundle, [replace(by_finding[id(row.finding)], name=row.name) for row in bundle.rows])
                for bundle in place.bundles
            ],
        )
        for place in by_place([item.finding for item in by_finding.values()], facts)
    ]
    return GradeGroup(grade, explanation, len(by_finding), places)


def _items(request: ActingRequest, facts: PlanFacts, failed: ReasonForm | None = None) -> list[Item]:
    editable = facts.revision.can_be_edited_by(request.acting)
    items = []
    for number, finding in enumerate(run_checks(facts), start=1):
        form = _reason_form(finding, number, failed) if editable and finding.grade == Grade.SHOULD else None
        url = finding.place.url(facts.revision.address) if editable else ""
        items.append(Item(finding, url, form))
    return items


def _reason_form(finding: Finding, number: int, failed: ReasonForm | None) -> ReasonForm:
    """The form of one finding, with ids of its own; the one that failed keeps what was typed."""
    key = {"finding": finding.id, "place": finding.place.key}
    if failed is not None and all(failed.data.get(name) == value for name, value in key.items()):
        failed.auto_id = f"id_%s_{number}"
        return failed
    return ReasonForm(initial={**key, "reason": finding.reason}, auto_id=f"id_%s_{number}")
