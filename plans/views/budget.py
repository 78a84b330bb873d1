"""The money of a plan beside what may be spent: everybody who reads the plan sees it, those who draft set the ceilings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision, with_revision
from plans.budget import budget_of
from plans.edit import Stale
from plans.edit_budget import budgets_seen, save_budgets
from plans.facts import PlanFacts
from plans.forms.budget import CeilingsForm
from plans.models import Revision
from plans.views.saving import INVALID, closed_is_409, differences, saved


@require_safe
@with_revision
def budget(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Ceilings, totals by year, kind of money and heading, and what uses no budget."""
    found = budget_of(PlanFacts(revision))
    return _page(request, revision, CeilingsForm(budget=found), budgets_seen(revision))


@with_editable_revision
@closed_is_409
@posted_from("plans:budget")
def budget_ceilings(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Set the ceilings and the personnel costs."""
    form = CeilingsForm(request.POST, budget=budget_of(PlanFacts(revision)))
    seen = request.POST.get("version", "")
    if not form.is_valid():
        return _page(request, revision, form, seen, status=INVALID)

    def save() -> str:
        save_budgets(revision=revision, values=form.values(), seen=seen, by=request.user)
        return saved(request, _("บันทึกวงเงินแล้ว"), "plans:budget", revision)

    try:
        return carry_out(request, save)
    except Stale as stale:
        stored = CeilingsForm(budget=budget_of(PlanFacts(revision)))
        others = differences(form, stored)
        return _page(
            request, revision, form, budgets_seen(revision), stale=stale, differences=others, status=409
        )


def _page(
    request: ActingRequest,
    revision: Revision,
    form: CeilingsForm,
    version: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "revision": revision,
        "form": form,
        "budget": form.budget,
        "version": version,
        "editable": revision.can_be_edited_by(request.acting),
        "page_key": "budget",
    }
    return render(request, "plans/budget.html", {**context, **more}, status=status)
