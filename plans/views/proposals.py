"""Projects that the system proposes: asked for, looked at one by one or by kind, confirmed or declined."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from courses.search import telling_words
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision
from plans.coverage import NeedRow, coverage_of
from plans.facts import PlanFacts, ProjectFacts
from plans.models import Revision
from plans.proposals.decide import Kind, allow_again, confirm, confirm_kind, decline, kind_of
from plans.proposals.make import Outcome, propose
from plans.proposals.spread import paid
from plans.views.saving import address, closed_is_409, saved

NAMED = 5  #: open holes that a message names


@dataclass(frozen=True)
class KindOfProposals:
    """Proposals that are made for one kind of reason."""

    kind: Kind
    rows: list[tuple[ProjectFacts, list[tuple[int, int, object]]]]


@with_editable_revision
@require_safe
def proposals(request: ActingRequest, revision: Revision) -> HttpResponse:
    """What is proposed and why, by kind; what was declined; what is left of the ceilings."""
    facts = PlanFacts(revision)
    kinds = [
        KindOfProposals(
            kind,
            [
                (row, [(year, row.people(year), row.baht(year)) for year in facts.years])
                for row in facts.proposals
                if kind_of(row.project) == kind
            ],
        )
        for kind in Kind
    ]
    context = {
        "revision": revision,
        "kinds": [kind for kind in kinds if kind.rows],
        "declined": revision.declinedproposals.all(),
        "ceilings": [
            (year, budget.ceiling, paid(facts, year))
            for year, budget in sorted(facts.budgets.items())
            if budget.ceiling is not None and year in facts.baht_by_year
        ],
        "open_needs": _open_needs(facts),
        "years_without_ceiling": [year for year in facts.years if _has_no_ceiling(facts, year)],
    }
    return render(request, "plans/proposals.html", context)


def _open_needs(facts: PlanFacts) -> list[tuple[NeedRow, str]]:
    """Needs that neither a project nor a proposal answers, with the word to look for in the library."""
    answered = {need.pk for row in facts.proposals for need in row.needs}
    rows = [row for row in coverage_of(facts).unanswered if row.pk not in answered]
    return [(row, max(telling_words(row.title), key=len, default="")) for row in rows]


def _has_no_ceiling(facts: PlanFacts, year: int) -> bool:
    return year not in facts.budgets or facts.budgets[year].ceiling is None


@with_editable_revision
@closed_is_409
@posted_from("plans:proposals")
def proposals_make(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Ask the system for proposals; ``again`` also for what was declined before."""

    def make() -> str:
        if "again" in request.POST:
            allow_again(revision=revision, by=request.user)
        _tell(request, propose(revision=revision, by=request.user))
        return address(revision, "plans:proposals")

    return carry_out(request, make)


def _tell(request: ActingRequest, outcome: Outcome) -> None:
    added = len(outcome.added)
    if added:
        text = ngettext("เสนอโครงการใหม่ {count} โครงการ", "เสนอโครงการใหม่ {count} โครงการ", added)
        messages.success(request, text.format(count=added))
    else:
        messages.success(request, _("ไม่มีโครงการที่จะเสนอเพิ่ม"))
    reasons = (
        (_("ไม่พบหลักสูตรในคลังสำหรับ: {names}"), outcome.without_course),
        (_("วงเงินที่เหลือไม่พอสำหรับ: {names}"), outcome.over_ceiling),
    )
    for text, names in reasons:
        if names:
            more = _(" และอีก {count} เรื่อง").format(count=len(names) - NAMED) if len(names) > NAMED else ""
            messages.warning(request, text.format(names=", ".join(names[:NAMED])) + more)


@with_editable_revision
@closed_is_409
@posted_from("plans:proposals")
def proposals_confirm(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Every proposal of one kind becomes a project."""

    def act() -> str:
        count = confirm_kind(revision=revision, kind=request.POST.get("kind", ""), by=request.user)
        text = ngettext("ยืนยันแล้ว {count} โครงการ", "ยืนยันแล้ว {count} โครงการ", count)
        return saved(request, text.format(count=count), "plans:proposals", revision)

    return carry_out(request, act)


@with_editable_revision
@closed_is_409
@posted_from("plans:proposals")
def proposal_decide(request: ActingRequest, revision: Revision, project: int) -> HttpResponse:
    """One proposal is confirmed, or declined; what somebody decided meanwhile stays so.

    It is looked up only when it is decided: a form sent twice is answered as the first time.
    """

    def act() -> str:
        row = get_object_or_404(revision.projects, pk=project, is_proposed=True)
        if request.POST.get("action") == "decline":
            decline(revision=revision, project=row, by=request.user)
            message = _("ไม่ใช้โครงการ “{name}”")
        else:
            confirm(revision=revision, projects=[row.pk], by=request.user)
            message = _("ยืนยันโครงการ “{name}” แล้ว")
        return saved(request, message.format(name=row.name), "plans:proposals", revision)

    return carry_out(request, act)
