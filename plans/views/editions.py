"""The central editor's pages: editions with their rules and texts, and the import of an official wording."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organizations.access import roles
from organizations.acting import ActingRequest
from organizations.once import carry_out
from organizations.posted import posted_from
from organizations.roles import Role
from plans.forms.edition_import import EditionImportForm
from plans.import_edition.document import DocumentRefused
from plans.import_edition.store import confirm, discard, import_document
from plans.models import Edition, EditionImport, ImportedText, Layout, Revision
from plans.text_changes import BY_SIGNS, compare

EDITORS = (Role.CENTRAL_EDITOR,)
READERS = (Role.CENTRAL_EDITOR, Role.AUDITOR)


def _may_edit(request: ActingRequest) -> bool:
    return request.acting.role in EDITORS


def _batch(year: int, pk: int) -> EditionImport:
    """One import of an edition, or Http404."""
    people = EditionImport.objects.select_related("edition", "imported_by", "confirmed_by")
    return get_object_or_404(people, edition__year=year, pk=pk)


@roles(*READERS)
@require_safe
def editions(request: ActingRequest) -> HttpResponse:
    """Every edition, the newest first, and whether it has an official wording."""
    in_force = EditionImport.objects.filter(edition=OuterRef("pk"), in_force=True)
    rows = Edition.objects.annotate(
        has_official_wording=Exists(in_force), plan_count=Count("plans", distinct=True)
    )
    return render(
        request, "plans/editions.html", {"editions": rows.select_related("based_on").order_by("-year")}
    )


@roles(*READERS)
@require_safe
def edition(request: ActingRequest, year: int) -> HttpResponse:
    """One edition: outline in both layouts, rules with their clauses, the committees' seats, imports."""
    edition = get_object_or_404(Edition.objects.select_related("based_on"), year=year)
    outline = list(edition.sections.all())
    official = set(edition.imports.filter(in_force=True).values_list("texts__section", flat=True))
    context = {
        "edition": edition,
        "layouts": [
            {"label": layout.label, "sections": [section for section in outline if section.layout == layout]}
            for layout in (Layout.MASTER, Layout.SIX)
        ],
        "official": official,
        "parameters": [(parameter, _written(parameter.value)) for parameter in edition.parameters.all()],
        "seats": edition.seats.all(),
        "imports": edition.imports.select_related("imported_by", "confirmed_by"),
        "may_edit": _may_edit(request),
    }
    return render(request, "plans/editions_edition.html", context)


def _written(value: Any) -> str:
    """The value of a rule as people read it."""
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่")
    if isinstance(value, dict):  # a name that is old, and what stands in its place
        return f"{value['old']} → {value['now']}"
    return ", ".join(map(_written, value)) if isinstance(value, list) else str(value)


@roles(*READERS)
@require_safe
def edition_section(request: ActingRequest, year: int, code: str) -> HttpResponse:
    """The texts of one heading: the wording in force, and ours where the two differ."""
    edition = get_object_or_404(Edition, year=year)
    section = get_object_or_404(edition.sections.select_related("parent"), code=code)
    official = (
        ImportedText.objects.filter(section=section, batch__in_force=True).select_related("batch").first()
    )
    context = {"edition": edition, "section": section, "official": official}
    return render(request, "plans/editions_section.html", context)


@roles(*EDITORS)
def edition_import(request: ActingRequest, year: int) -> HttpResponse:
    """Upload a master plan; what it would bring is proposed, and nothing is in force yet."""
    edition = get_object_or_404(Edition, year=year)
    sent = request.method == "POST"
    form = EditionImportForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():

        def propose() -> str:
            return _proposed(request, edition, form)

        try:
            return carry_out(request, propose)
        except DocumentRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "plans/editions_import.html", {"edition": edition, "form": form})


def _proposed(request: ActingRequest, edition: Edition, form: EditionImportForm) -> str:
    """Keep the proposal of an uploaded file; the address to look at it."""
    file = form.cleaned_data["file"]
    batch, is_new = import_document(file.read(), file_name=file.name, edition=edition, by=request.user)
    if is_new:
        messages.success(request, _("อ่านแฟ้มแล้ว กรุณาตรวจข้อความที่เสนอก่อนยืนยัน"))
    else:
        messages.info(request, _("แฟ้มนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน"))
    return reverse("plans:edition_proposal", args=[edition.year, batch.pk])


@roles(*READERS)
@require_safe
def edition_proposal(request: ActingRequest, year: int, batch: int) -> HttpResponse:
    """An import: its figures, every correction, placeholder and line left out, and the button that confirms."""
    found = _batch(year, batch)
    corrections = list(found.corrections.select_related("section"))
    context = {
        "edition": found.edition,
        "batch": found,
        "texts": _texts(found, corrections),
        "corrections": corrections,
        "share": f"{found.report['characters']['share'] * 100:.2f}",
        "applied_count": sum(correction.applied for correction in corrections),
        "followers": Revision.objects.editable().filter(plan__edition=found.edition).count(),
        "may_edit": _may_edit(request),
    }
    return render(request, "plans/editions_proposal.html", context)


def _texts(batch: EditionImport, corrections: list[Any]) -> list[dict[str, Any]]:
    """The headings of an import with the number of changes in each."""
    corrected = Counter(correction.section_id for correction in corrections if correction.applied)
    doubtful = Counter(correction.section_id for correction in corrections if not correction.applied)
    replaced = Counter(place["section"] for place in batch.report["placeholders"])
    return [
        {
            "section": text.section,
            "corrected": corrected[text.section_id],
            "doubtful": doubtful[text.section_id],
            "replaced": replaced[text.section.code],
        }
        for text in batch.texts.select_related("section").defer("printed", "proposed")
    ]


@roles(*READERS)
@require_safe
def edition_proposal_section(request: ActingRequest, year: int, batch: int, code: str) -> HttpResponse:
    """One heading of an import: printed and proposed side by side, changes marked."""
    found = _batch(year, batch)
    text = get_object_or_404(found.texts.select_related("section"), section__code=code)
    codes = list(found.texts.values_list("section__code", flat=True))
    place = codes.index(code)
    context = {
        "edition": found.edition,
        "batch": found,
        "section": text.section,
        "pairs": compare(text.printed, text.proposed, BY_SIGNS),
        "corrections": found.corrections.filter(section=text.section),
        "before": codes[place - 1] if place else "",
        "after": codes[place + 1] if place + 1 < len(codes) else "",
    }
    return render(request, "plans/editions_compared.html", context)


@roles(*EDITORS)
@posted_from("plans:edition_proposal")
def edition_import_confirm(request: ActingRequest, year: int, batch: int) -> HttpResponse:
    """Make an import the wording in force."""
    found = _batch(year, batch)

    def act() -> str:
        if confirm(found, by=request.user):
            messages.success(request, _("ยืนยันแล้ว ข้อความนี้เป็นข้อความมาตรฐานที่ใช้ตั้งแต่บัดนี้"))
        else:
            messages.info(request, _("ข้อความนี้ใช้เป็นข้อความมาตรฐานอยู่แล้ว"))
        return reverse("plans:edition", args=[year])

    return carry_out(request, act)


@roles(*EDITORS)
@posted_from("plans:edition_proposal")
def edition_import_discard(request: ActingRequest, year: int, batch: int) -> HttpResponse:
    """Take away a proposal that was never confirmed."""
    found = _batch(year, batch)

    def act() -> str:
        if discard(found):
            messages.success(request, _("ลบข้อเสนอแล้ว ข้อความมาตรฐานที่ใช้อยู่ไม่เปลี่ยน"))
        else:
            messages.error(request, _("ลบไม่ได้ เพราะข้อความนี้เคยยืนยันให้ใช้แล้ว จึงต้องเก็บไว้เป็นหลักฐาน"))
        return reverse("plans:edition", args=[year])

    return carry_out(request, act)
