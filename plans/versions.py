"""Versions of a plan: the snapshots it has, those that somebody wished to keep, and what they are called.

Who may see which version depends on what was decided about it, so that is answered in :mod:`approvals.versions`.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from competencies.catalog import CatalogEntry
from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from organizations.models import User
from organizations.together import together
from personnel.models import PersonnelGroup
from plans.content_words import Names
from plans.edit import RevisionClosed
from plans.freeze import freeze
from plans.models import KeptVersion, OutlineSection, Project, Revision
from plans.models.plan import EDITABLE

#: Catalogs whose codes stand in a content.
CATALOGS: dict[str, type[CatalogEntry]] = {
    "curriculum": Curriculum,
    "knowledge_area": KnowledgeArea,
    "method": Method,
    "submethod": SubMethod,
    "provider_kind": ProviderKind,
    "group": PersonnelGroup,
}


class LabelTaken(Exception):
    """Another version of this plan has that name."""

    def __init__(self) -> None:
        super().__init__(_("มีรุ่นชื่อนี้อยู่แล้ว กรุณาตั้งชื่ออื่น"))


def names() -> Names:
    """Names of catalog entries of all editions by kind and code: an old version may name what was retired."""
    entries = together(*(model.objects.all() for model in CATALOGS.values()))
    return {kind: {row.code: row.name for row in rows} for kind, rows in zip(CATALOGS, entries, strict=True)}


def headings(*editions: int) -> dict[str, str]:
    """Headings by code in the order of the book; what two editions name differently has the name of the last."""
    rows = OutlineSection.objects.filter(edition__in=editions)
    by_edition = {edition: [row for row in rows if row.edition_id == edition] for edition in editions}
    return {row.code: str(row) for edition in editions for row in by_edition[edition]}


def origins(revision: Revision) -> dict[int, int]:
    """Places of projects that were taken over from another plan, with the places they had there."""
    rows = Project.objects.filter(revision=revision, continued_from__isnull=False)
    return dict(rows.values_list("order", "continued_from__order"))


@transaction.atomic
def keep_version(*, revision: Revision, label: str, by: User) -> KeptVersion:
    """Keep the content as it is now under a name; LabelTaken, or RevisionClosed when it can no longer change."""
    rows = Revision.objects.select_for_update(no_key=True, of=("self",)).with_plan()
    current = rows.filter(pk=revision.pk, state__in=EDITABLE).first()
    if current is None:
        raise RevisionClosed
    try:
        with transaction.atomic():
            return KeptVersion.objects.create(
                revision=current,
                organization_id=current.organization_id,
                snapshot=freeze(current),
                label=label,
                kept_by=by,
            )
    except IntegrityError:
        raise LabelTaken from None
