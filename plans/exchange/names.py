"""Where the codes of a document lead in this installation, each catalog asked once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from courses.models import Course, Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from organizations.models import Organization
from personnel.models import Need, PersonnelGroup, Unit
from plans.create import text_headings
from plans.exchange.document import Document, needs_of
from plans.models import Edition, Project

CATALOGS: dict[str, type[Any]] = {
    "curriculum": Curriculum,
    "knowledge_area": KnowledgeArea,
    "provider_kind": ProviderKind,
    "methods": Method,
    "submethods": SubMethod,
    "groups": PersonnelGroup,
}


class Names:
    """Catalogs, departments, needs, courses and earlier projects of one LAO and cycle."""

    def __init__(self, organization: Organization, edition: Edition) -> None:
        self.organization, self.edition = organization, edition
        self.first_year = edition.year

    @cached_property
    def catalogs(self) -> dict[str, dict[str, Any]]:
        """Entries by code, retired ones included: a plan may name them still."""
        return {name: {row.code: row for row in model.objects.all()} for name, model in CATALOGS.items()}

    @cached_property
    def headings(self) -> set[str]:
        """Codes of the headings that a text fills."""
        return {row.code for row in text_headings(list(self.edition.sections.all()))}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Departments by name, closed ones included."""
        return {unit.name: unit for unit in Unit.objects.filter(organization=self.organization)}

    @cached_property
    def _courses(self) -> dict[tuple[bool, str], Course]:
        rows = [
            *Course.objects.filter(organization=None),
            *Course.objects.filter(organization=self.organization),
        ]
        return {(row.organization_id is None, row.code): row for row in rows}

    def course(self, named: Document | None) -> Course | None:
        """The course of the library; None where there is none such."""
        return self._courses.get((named["is_national"], named["code"])) if named else None

    @cached_property
    def _past(self) -> dict[tuple[int, int, int, str], Project]:
        rows = Project.objects.filter(organization=self.organization).exclude(
            revision__plan__first_year=self.first_year, revision__number=0
        )
        return {
            (row.revision.plan.first_year, row.revision.number, row.order, row.name): row
            for row in rows.select_related("revision__plan")
        }

    def past(self, named: Document | None) -> Project | None:
        """The project of an earlier plan that is named; None where there is none such."""
        if not named:
            return None
        return self._past.get((named["first_year"], named["number"], named["order"], named["name"]))

    # Needs ----------------------------------------------------------------------------------------

    @cached_property
    def _needs(self) -> list[Need]:
        return list(Need.objects.filter(organization=self.organization, first_year=self.first_year))

    def need(self, named: dict[str, str]) -> Need | None:
        """The LAO's need of this cycle: the same words, else the same entry of the same catalog."""
        for row in self._needs:
            if needs_of([row]) == [named]:
                return row
        if not named["item_code"]:
            return None
        key = (named["source"], named["item_kind"], named["item_code"])
        return next((row for row in self._needs if (row.source, row.item_kind, row.item_code) == key), None)

    def add_need(self, named: dict[str, str], state: str) -> Need:
        """A need that the LAO did not have yet."""
        need = Need.objects.create(
            organization=self.organization, first_year=self.first_year, state=state, **named
        )
        self._needs.append(need)
        return need
