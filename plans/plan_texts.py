"""The texts of one revision on three levels: the centre's edition, the province's board, the LAO itself."""

from __future__ import annotations

from functools import cached_property

from django.db.models import OuterRef, Subquery

from documents.text import fill
from organizations.models import Organization
from plans.models import Edition, ImportedText, OutlineSection, Plan, ProvincialText, Revision, Section
from plans.values import placeholder_values
from thai.fiscal import Cycle


def centre_texts(edition: Edition) -> dict[OutlineSection, str]:
    """Headings of an edition in order, each with the centre's text: the official wording where imported, else ours."""
    imported = ImportedText.objects.filter(section=OuterRef("pk"), batch__in_force=True)
    rows = edition.sections.annotate(official=Subquery(imported.values("proposed")[:1]))
    return {row: row.body if row.official is None else row.official for row in rows}


class PlanTexts:
    """Headings of a revision's edition and what stands under each, each table read at most once."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.plan: Plan = revision.plan
        self.organization: Organization = revision.plan.organization
        self.edition: Edition = revision.plan.edition
        self.cycle: Cycle = revision.plan.cycle

    @cached_property
    def placeholders(self) -> dict[str, str]:
        """Values for the texts of the edition and of the province."""
        return placeholder_values(self.organization, self.cycle)

    # Headings ---------------------------------------------------------------------------------

    @cached_property
    def _centre(self) -> dict[OutlineSection, str]:
        return centre_texts(self.edition)

    @property
    def outline(self) -> list[OutlineSection]:
        """Headings of both layouts in order."""
        return list(self._centre)

    def outline_of(self, layout: str) -> list[OutlineSection]:
        """Headings of one layout in order."""
        return [section for section in self.outline if section.layout == layout]

    # Standard texts ---------------------------------------------------------------------------

    def centre_text(self, outline: OutlineSection) -> str:
        """The edition's text of a heading for this LAO."""
        return fill(self._centre[outline], self.placeholders)

    def standard_with(self, outline: OutlineSection, provincial: ProvincialText | None) -> str:
        """The centre's text with what the province says instead of it or after it."""
        centre = self.centre_text(outline)
        return centre if provincial is None else provincial.over(centre, self.placeholders)

    def standard_text(self, outline: OutlineSection) -> str:
        """The text that this LAO would have without writing one: the centre's, with the province's that it took."""
        section = self.sections.get(outline.code)
        return self.standard_with(outline, section.provincial if section else None)

    @cached_property
    def newest_provincial(self) -> dict[int, ProvincialText]:
        """What the board of the LAO published last, by outline section."""
        rows = ProvincialText.objects.of(self.organization.board, self.edition).newest()
        return {row.section_id: row for row in rows}

    # What stands ------------------------------------------------------------------------------

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The LAO's own texts by code, each with what the province says there."""
        rows = self.revision.sections.select_related("updated_by", "provincial")
        return {section.code: section for section in rows}

    def follows_edition(self, outline: OutlineSection) -> bool:
        """True where the LAO has not written a text of its own."""
        section = self.sections.get(outline.code)
        return section is None or section.follows_edition

    @cached_property
    def frozen_texts(self) -> dict[str, str]:
        """Texts as they were when the revision was closed; empty while it may change."""
        if self.revision.is_editable or self.revision.snapshot is None:
            return {}
        return self.revision.snapshot.content["texts"]

    def is_decided_upon(self, outline: OutlineSection) -> bool:
        """True for the headings of the plan's own book, and for others that the LAO wrote itself.

        The remaining headings are the master plan's, not this plan's: they follow the edition.
        """
        return outline.layout == self.revision.layout or not self.follows_edition(outline)

    def text(self, outline: OutlineSection) -> str:
        """The text of a heading as it will be printed."""
        if outline.code in self.frozen_texts:
            return self.frozen_texts[outline.code]
        section = self.sections.get(outline.code)
        return self.standard_text(outline) if section is None or section.follows_edition else section.body
