"""The committee that makes the plan, and the order that appoints it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.edit import Stale
from plans.edit_rows import order_is_given, save_committee
from plans.facts import PlanFacts
from plans.forms.committee import MemberFormSet, OrderForm, member_formset
from plans.models import Revision
from plans.views.saving import closed_is_409, differences, saved, seen_version


@with_editable_revision
@closed_is_409
def committee(request: ActingRequest, revision: Revision) -> HttpResponse:
    """The order and all members in one form, saved together."""
    facts = PlanFacts(revision)
    if order_is_given(revision):
        return _given(request, facts)
    stored_version = facts.committee_order.version if facts.committee_order else 1
    if request.method != "POST":
        return _page(request, facts, OrderForm(facts=facts), member_formset(facts), stored_version)
    form, members = OrderForm(request.POST, facts=facts), member_formset(facts, request.POST)
    version = seen_version(request)
    if not (form.is_valid() & members.is_valid()):
        return _page(request, facts, form, members, version)
    try:
        return carry_out(request, lambda: _save(request, revision, form, members, version))
    except Stale as stale:
        now = PlanFacts(revision)
        others = differences(form, OrderForm(facts=now))
        current = now.committee_order.version if now.committee_order else 1
        return _page(request, now, form, members, current, stale=stale, differences=others, status=409)


def _given(request: ActingRequest, facts: PlanFacts) -> HttpResponse:
    """The committee to read: an order stands, so that only a further one changes it."""
    context = {"revision": facts.revision, "facts": facts}
    status = 409 if request.method == "POST" else 200
    return render(request, "plans/committee_given.html", context, status=status)


def _save(
    request: ActingRequest, revision: Revision, form: OrderForm, members: MemberFormSet, version: int
) -> str:
    save_committee(
        revision=revision,
        values=form.cleaned_data,
        members=members.values(),
        expected_version=version,
        by=request.user,
        add_departments="departments" in request.POST,
    )
    return saved(request, _("บันทึกคณะกรรมการแล้ว"), "plans:committee", revision)


def _page(
    request: ActingRequest,
    facts: PlanFacts,
    form: OrderForm,
    members: MemberFormSet,
    version: int,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "revision": facts.revision,
        "form": form,
        "rows": members,
        "version": version,
        "facts": facts,
        **more,
    }
    return render(request, "plans/committee.html", context, status=status)
