"""The editor of one heading: written once, saved often, and never over somebody else's text."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.text import to_html
from organizations.acting import ActingRequest
from organizations.once import carry_out
from plans.access import with_editable_revision
from plans.create import text_headings
from plans.edit import RevisionClosed, StaleSection, discard_kept_text, keep_text, save_section
from plans.facts import PlanFacts
from plans.forms.section import AutosaveForm, SectionForm
from plans.models import KeptText, OutlineSection, ProvincialText, Revision, Section
from plans.provincial_answers import offers
from plans.views.saving import address, closed_is_409, saved
from thai.dates import format_date, format_time


class Page:
    """A heading with its neighbours, its stored text and the edition's text for it."""

    def __init__(self, revision: Revision, code: str) -> None:
        self.revision = revision
        self.facts = PlanFacts(revision)
        headings = text_headings(self.facts.outline)
        if code not in self.facts.sections:
            raise Http404
        self.section = self.facts.sections[code]
        place = next(index for index, heading in enumerate(headings) if heading.code == code)
        self.outline = headings[place]
        self.previous = headings[place - 1] if place else None
        self.next = headings[place + 1] if place + 1 < len(headings) else None
        self.standard = self.facts.standard_text(self.outline)

    @property
    def stored(self) -> str:
        """The text that would be printed now."""
        return self.standard if self.section.follows_edition else self.section.body

    @property
    def to_confirm(self) -> bool:
        """A heading to read and confirm, not to write."""
        return self.outline.duty == OutlineSection.Duty.CONFIRM

    @property
    def shows_standard(self) -> bool:
        """The standard text itself is on the page to be read."""
        return self.to_confirm and self.section.follows_edition

    @property
    def provincial(self) -> ProvincialText | None:
        """What the province says here, where the plan took it over and it gives words."""
        text = self.section.provincial
        return text if text is not None and text.stands else None

    @property
    def offered(self) -> ProvincialText | None:
        """A text of the province that waits for an answer."""
        rows = (one.text for one in offers(self.facts) if one.outline.pk == self.outline.pk)
        return next(rows, None)

    @property
    def saved_message(self) -> str:
        """When, and by whom, the stored text was last saved."""
        if self.section.updated_at is None:
            return ""
        return _("บันทึกแล้ว {date} {time} โดย {editor}").format(
            date=format_date(self.section.updated_at, "screen_short"),
            time=format_time(self.section.updated_at),
            editor=self.section.updated_by,
        )

    @property
    def preview(self) -> str:
        """The stored text as it will be printed."""
        return to_html(self.stored)

    @property
    def standard_html(self) -> str:
        """The edition's text as it would be printed."""
        return to_html(self.standard)


@with_editable_revision
@closed_is_409
def section(request: ActingRequest, revision: Revision, code: str) -> HttpResponse:
    """Read, write, confirm; a stale save is answered 409 with both texts."""
    page = Page(revision, code)
    if request.method == "POST":
        return _post(request, page)
    kept = page.section.kept_texts.filter(user=request.user).first()
    if kept and "compare" in request.GET:
        return _compare(request, page, kept)
    initial = {"version": page.section.version, "body": page.stored, "is_done": page.section.is_done}
    return _editor(request, page, SectionForm(outline=page.outline, initial=initial), kept)


def _post(request: ActingRequest, page: Page) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "theirs":
        return carry_out(request, lambda: _take_theirs(request, page))
    form = SectionForm(_with_standard(request, page, action), outline=page.outline)
    if not form.is_valid():
        return _editor(request, page, form)
    try:
        return carry_out(request, lambda: _save(request, page, form, go_on=action == "next"))
    except StaleSection:
        kept = _keep(request, page.section, form)
        return _compare(request, Page(page.revision, page.section.code), kept, status=409)


def _with_standard(request: ActingRequest, page: Page, action: str) -> Any:
    """What was typed, or the standard text in its place for whoever asked for it without a script."""
    if action != "standard":
        return request.POST
    data = request.POST.copy()
    data["body"] = page.standard
    return data


def _save(request: ActingRequest, page: Page, form: SectionForm, *, go_on: bool) -> str:
    done = save_section(
        section=page.section,
        body=form.cleaned_data["body"],
        expected_version=form.cleaned_data["version"],
        by=request.user,
        done=form.cleaned_data["is_done"],
    )
    message = _("บันทึกแล้ว {time}").format(time=format_time(done.saved_at))
    if go_on and page.next:
        return saved(request, message, "plans:section", page.revision, code=page.next.code)
    if go_on:
        return saved(request, message, "plans:tasks", page.revision)
    return saved(request, message, "plans:section", page.revision, code=page.section.code)


def _take_theirs(request: ActingRequest, page: Page) -> str:
    discard_kept_text(section=page.section, by=request.user)
    message = _("ใช้ข้อความที่บันทึกไว้แล้ว")
    return saved(request, message, "plans:section", page.revision, code=page.section.code)


def _keep(request: ActingRequest, section: Section, form: SectionForm) -> KeptText:
    data = form.cleaned_data
    return keep_text(section=section, body=data["body"], base_version=data["version"], by=request.user)


def _editor(
    request: ActingRequest, page: Page, form: SectionForm, kept: KeptText | None = None
) -> HttpResponse:
    context = {"revision": page.revision, "page": page, "form": form, "kept": kept}
    return render(request, "plans/section.html", context)


# Two texts beside each other --------------------------------------------------------------------


MOST_PAIRS = 250_000  #: of lines that are compared in their order; of longer texts only what is new is marked


@dataclass(frozen=True)
class Paragraph:
    """A line of one text, and whether the other text lacks it."""

    text: str
    differs: bool


def _compare(request: ActingRequest, page: Page, kept: KeptText, status: int = 200) -> HttpResponse:
    mine, theirs = compared(kept.body, page.stored)
    when = f"{format_date(kept.kept_at, 'screen_short')} {format_time(kept.kept_at)}"
    context = {
        "revision": page.revision,
        "page": page,
        "kept": kept,
        "when": when,
        "mine": mine,
        "theirs": theirs,
    }
    return render(request, "plans/section_conflict.html", context, status=status)


def compared(mine: str, theirs: str) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines of both texts, each marked where the other differs."""
    a, b = mine.split("\n"), theirs.split("\n")
    if len(a) * len(b) > MOST_PAIRS:
        in_a, in_b = set(a), set(b)
        return [Paragraph(line, line not in in_b) for line in a], [
            Paragraph(line, line not in in_a) for line in b
        ]
    same_a: set[int] = set()
    same_b: set[int] = set()
    for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        same_a.update(range(block.a, block.a + block.size))
        same_b.update(range(block.b, block.b + block.size))
    return (
        [Paragraph(line, index not in same_a) for index, line in enumerate(a)],
        [Paragraph(line, index not in same_b) for index, line in enumerate(b)],
    )


# In the background ------------------------------------------------------------------------------


@with_editable_revision
@require_POST
def autosave(request: ActingRequest, revision: Revision, code: str) -> HttpResponse:
    """Save while the person writes: JSON with the new version, 409 with where to compare, 422 with what is wrong."""
    row = get_object_or_404(revision.sections, code=code)
    outline = revision.plan.edition.sections.get(code=code)
    form = AutosaveForm(request.POST, outline=outline)
    if not form.is_valid():
        return JsonResponse({"message": " ".join(_messages(form))}, status=422)
    body, version = form.cleaned_data["body"], form.cleaned_data["version"]
    try:
        done = save_section(section=row, body=body, expected_version=version, by=request.user)
    except StaleSection:
        _keep(request, row, form)
        compare = address(revision, "plans:section", code=code) + "?compare=1"
        message = _("ยังไม่ได้บันทึก มีผู้อื่นบันทึกก่อน ข้อความของท่านเก็บไว้แล้ว")
        return JsonResponse({"message": message, "compare": compare}, status=409)
    except RevisionClosed:
        return JsonResponse({"message": _("ยังไม่ได้บันทึก แผนฉบับนี้ปิดการแก้ไขแล้ว")}, status=409)
    answer = {"version": done.version, "message": _("บันทึกแล้ว {time}").format(time=format_time(done.saved_at))}
    if "preview" in request.POST:
        answer["preview"] = to_html(body)
    return JsonResponse(answer)


def _messages(form: AutosaveForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]
