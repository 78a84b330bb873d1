"""The grid of targets."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.edit_rows import save_targets, targets_seen
from plans.facts import PlanFacts
from plans.forms.targets import TargetsForm
from plans.models import Revision
from plans.views.saving import closed_is_409, differences, saved


@with_editable_revision
@closed_is_409
def targets(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Headcount and people of four groups in three years."""
    facts = PlanFacts(revision)
    if request.method != "POST":
        return _page(request, facts, TargetsForm(facts=facts), targets_seen(revision))
    form = TargetsForm(request.POST, facts=facts)
    seen = request.POST.get("version", "")
    if not form.is_valid():
        return _page(request, facts, form, seen)

    def save() -> str:
        save_targets(revision=revision, values=form.values(), seen=seen, by=request.user)
        return saved(request, _("บันทึกกลุ่มเป้าหมายแล้ว"), "plans:targets", revision)

    try:
        return carry_out(request, save)
    except Stale as stale:
        now = PlanFacts(revision)
        others = differences(form, TargetsForm(facts=now))
        return _page(request, now, form, targets_seen(revision), stale=stale, differences=others, status=409)


def _page(
    request: ActingRequest, facts: PlanFacts, form: TargetsForm, version: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"revision": facts.revision, "form": form, "version": version, **more}
    outline = next(o for o in facts.outline if o.typed == "targets")
    return render(request, "plans/targets.html", {**context, "outline": outline}, status=status)
