"""What an amendment changes against the text in force: the list, the way back of each change, and why it is necessary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision, with_revision
from plans.amendment.differences import Amendment, Difference, amendment_of
from plans.amendment.undo import (
    ChangeGone,
    InTheWay,
    necessity_seen,
    take_current_records,
    undo_change,
    write_change_reason,
    write_necessity,
)
from plans.edit import Stale
from plans.forms.amendment import ChangeReasonForm, NecessityForm
from plans.models import Revision
from plans.views.saving import INVALID, address, closed_is_409, saved

REFUSALS = (ChangeGone, InTheWay)


@dataclass(frozen=True)
class Item:
    """A change with what may be done about it here."""

    found: Difference
    reason: str
    url: str
    form: ChangeReasonForm | None


def amendments_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An original amends nothing: its address leads to its tasks."""

    @wraps(view)
    def guarded(request: ActingRequest, revision: Revision) -> HttpResponse:
        amendment = amendment_of(revision)
        if amendment is None:
            return redirect(address(revision, "plans:tasks"))
        return view(request, amendment)

    return guarded


@require_safe
@with_revision
@amendments_only
def changes(request: ActingRequest, amendment: Amendment) -> HttpResponse:
    """Every change beside what it was."""
    return _page(request, amendment)


@with_editable_revision
@closed_is_409
@posted_from("plans:changes")
@amendments_only
def change_undo(request: ActingRequest, amendment: Amendment) -> HttpResponse:
    """Put one change back to the text in force."""
    revision = amendment.revision
    key, seen = request.POST.get("key", ""), request.POST.get("seen", "")

    def undo() -> str:
        found = undo_change(revision=revision, key=key, seen=seen, by=request.user)
        message = _("คืน “{name}” ตามฉบับที่ใช้อยู่แล้ว").format(name=found.title or found.clause)
        return saved(request, message, "plans:changes", revision)

    try:
        return carry_out(request, undo)
    except REFUSALS as refused:
        return _page(request, _again(amendment), refusal=str(refused), status=409)


@with_editable_revision
@closed_is_409
@posted_from("plans:changes")
@amendments_only
def change_reason(request: ActingRequest, amendment: Amendment) -> HttpResponse:
    """Say why one change is necessary."""
    revision = amendment.revision
    key, seen = request.POST.get("key", ""), request.POST.get("seen", "")
    form = ChangeReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, amendment, failed=(key, form), status=INVALID)

    def write() -> str:
        write_change_reason(
            revision=revision, key=key, seen=seen, reason=form.cleaned_data["reason"], by=request.user
        )
        return f"{saved(request, _('บันทึกเหตุผลแล้ว'), 'plans:changes', revision)}#{key}"

    try:
        return carry_out(request, write)
    except ChangeGone as gone:
        return _page(request, _again(amendment), refusal=str(gone), status=409)


@with_editable_revision
@closed_is_409
@posted_from("plans:changes")
@amendments_only
def necessity(request: ActingRequest, amendment: Amendment) -> HttpResponse:
    """Say why the plan has to be amended."""
    revision = amendment.revision
    form, seen = NecessityForm(request.POST), request.POST.get("seen", "")
    if not form.is_valid():
        return _page(request, amendment, necessity=form, status=INVALID)

    def write() -> str:
        write_necessity(revision=revision, reason=form.cleaned_data["reason"], seen=seen, by=request.user)
        return saved(request, _("บันทึกเหตุผลความจำเป็นแล้ว"), "plans:changes", revision)

    try:
        return carry_out(request, write)
    except Stale as stale:
        return _page(request, _again(amendment), necessity=form, refusal=str(stale), status=409)


@with_editable_revision
@closed_is_409
@posted_from("plans:changes")
@amendments_only
def current_records(request: ActingRequest, amendment: Amendment) -> HttpResponse:
    """Bring the counts of staff, requirements and needs of today into the amendment."""
    revision = amendment.revision

    def take() -> str:
        take_current_records(revision=revision, by=request.user)
        return saved(request, _("นำข้อมูลบุคลากรและความต้องการปัจจุบันมาใช้แล้ว"), "plans:changes", revision)

    return carry_out(request, take)


# The page --------------------------------------------------------------------------------------


def _again(amendment: Amendment) -> Amendment:
    """The amendment as it is now, after somebody else was first."""
    return amendment_of(Revision.objects.with_plan().get(pk=amendment.revision.pk)) or amendment


def _page(
    request: ActingRequest,
    amendment: Amendment,
    *,
    failed: tuple[str, ChangeReasonForm] | None = None,
    necessity: NecessityForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    revision = amendment.revision
    editable = revision.can_be_edited_by(request.acting)
    context: dict[str, Any] = {
        "revision": revision,
        "base": amendment.base,
        "items": [_item(amendment, found, editable, failed) for found in amendment.differences],
        "necessity": (necessity or NecessityForm(initial={"reason": revision.reason})) if editable else None,
        "necessity_open": necessity is not None,
        "necessity_seen": necessity_seen(revision),
        "refusal": refusal,
        "editable": editable,
        "form": failed[1] if failed else necessity,
    }
    return render(request, "plans/changes.html", context, status=status)


def _item(
    amendment: Amendment, found: Difference, editable: bool, failed: tuple[str, ChangeReasonForm] | None
) -> Item:
    form = None
    if editable:
        form = ChangeReasonForm(initial={"reason": found.reason})
        if failed and failed[0] == found.key:
            form = failed[1]
        form.auto_id = f"id_%s_{found.key}"
    url = _url(amendment, found) if editable and found.can_be_undone else ""
    return Item(found, amendment.reason_of(found), url, form)


def _url(amendment: Amendment, found: Difference) -> str:
    """The page on which the change is written."""
    own = amendment.revision.address
    if found.is_text:
        return reverse("plans:section", kwargs={**own, "code": found.code})
    if found.table == "projects" and found.new_place is not None:
        project = amendment.facts.projects[found.new_place].project
        return reverse("plans:project", kwargs={**own, "project": project.pk})
    if found.is_of_records:
        return ""
    if found.table == "budgets":
        return reverse("plans:budget", kwargs=own)
    return reverse(f"plans:{found.page}", kwargs=own)
