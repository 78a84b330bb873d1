"""The versions of a plan, two of them beside each other, and the button that keeps one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals.versions import NOW, Version, compared, versions
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from plans.access import with_editable_revision, with_revision
from plans.comparison import Change, Comparison, TablePart, TextPart
from plans.forms.version import CompareForm, VersionForm
from plans.models import OutlineSection, Revision
from plans.versions import LabelTaken, keep_version
from plans.views.saving import INVALID, closed_is_409
from thai.dates import format_date, format_time


@require_safe
@with_revision
def versions_page(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Every version that the reader may see, with why it was kept, and which two to compare."""
    return _list(request, revision, VersionForm())


@with_editable_revision
@closed_is_409
@posted_from("approvals:versions")
def keep(request: ActingRequest, revision: Revision) -> HttpResponse:
    """Keep the content as it is now under a name."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _list(request, revision, form, INVALID)

    def act() -> str:
        keep_version(revision=revision, label=form.cleaned_data["label"], by=request.user)
        messages.success(request, _("เก็บรุ่น “{label}” แล้ว").format(label=form.cleaned_data["label"]))
        return reverse("approvals:versions", kwargs=revision.address)

    try:
        return carry_out(request, act)
    except LabelTaken as taken:
        form.add_error("label", str(taken))
    return _list(request, revision, form, INVALID)


def _list(request: ActingRequest, revision: Revision, form: VersionForm, status: int = 200) -> HttpResponse:
    found = versions(revision, request.acting)
    context = {
        "revision": revision,
        "versions": found,
        "form": form,
        "choose": CompareForm(versions=_choices(found)) if len(found) > 1 else None,
        "editable": revision.can_be_edited_by(request.acting),
    }
    return render(request, "approvals/versions.html", context, status=status)


def _choices(found: list[Version]) -> list[tuple[str, str]]:
    return [(version.key, _in_a_list(version)) for version in found]


def _in_a_list(version: Version) -> str:
    if version.moment is None or version.of_another_plan:
        return version.label
    return f"{version.label} {format_date(version.moment, 'screen_short')} {format_time(version.moment)}"


# Two versions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartOnPage:
    """A part with where it is written, as the reader may open it."""

    part: TextPart | TablePart
    url: str
    is_text: bool


@require_safe
@with_revision
def compare(request: ActingRequest, revision: Revision) -> HttpResponse:
    """What differs between two versions; without ``?all=1`` only what changed."""
    found = versions(revision, request.acting)
    by_key = {version.key: version for version in found}
    before = by_key.get(request.GET.get("from", ""))
    after = by_key.get(request.GET.get("to", ""))
    if before is None or after is None:
        raise Http404
    comparison = compared(before, after)
    show_all = bool(request.GET.get("all"))
    context = {
        "revision": revision,
        "before": before,
        "after": after,
        "comparison": comparison,
        "parts": _parts(request, revision, comparison, after, show_all=show_all),
        "show_all": show_all,
        "choose": CompareForm(
            {"from": before.key, "to": after.key}, versions=_choices(found), auto_id="choose_%s"
        ),
        "Change": Change,
        "wide_page": True,
    }
    return render(request, "approvals/compare.html", context)


def _parts(
    request: ActingRequest, revision: Revision, comparison: Comparison, after: Version, *, show_all: bool
) -> list[PartOnPage]:
    writes = after.key == NOW and revision.can_be_edited_by(request.acting)
    layouts = dict(
        OutlineSection.objects.filter(edition=after.revision.plan.edition_id).values_list("code", "layout")
    )
    texts = [
        PartOnPage(part, _text_url(revision, part.key, layouts.get(part.key, ""), writes=writes), True)
        for part in comparison.texts
        if show_all or part.differs
    ]
    tables = [
        PartOnPage(part, _table_url(revision, part.table.page, writes=writes), False)
        for part in comparison.tables
        if (show_all and part.rows) or part.differs
    ]
    return [*texts, *tables]


def _text_url(revision: Revision, code: str, layout: str, *, writes: bool) -> str:
    if writes:
        return reverse("plans:section", kwargs={**revision.address, "code": code})
    page = reverse("approvals:document", kwargs=revision.address)
    return f"{page}?layout={layout}#{code.replace('.', '-')}" if layout else page


def _table_url(revision: Revision, page: str, *, writes: bool) -> str:
    view = f"plans:{page}" if writes else "approvals:document"
    return reverse(view, kwargs=revision.address)
