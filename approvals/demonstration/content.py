"""Fills a plan with what its file says, step by step, as an officer would."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from approvals.demonstration import files
from approvals.demonstration.bodies import units_by_key
from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from organizations.models import User
from personnel.models import PersonnelGroup
from plans.edit import save_section
from plans.edit_rows import (
    monitoring_seen,
    save_committee,
    save_monitoring,
    save_project,
    save_targets,
    targets_seen,
)
from plans.models import CommitteeMember, OutlineSection, Project, Revision, Section

MEMBER_COLUMNS = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")
OWN_PROVIDERS = ("p1", "p5")  #: alone, or together with others; everybody else is "sent"


class Content:
    """One revision and the file it is filled from; each public method is one kind of work."""

    def __init__(self, revision: Revision, spec: dict[str, Any]) -> None:
        self.revision = revision
        self.spec = spec
        self.years = revision.plan.cycle.years
        self.units = units_by_key(revision.plan.organization)

    def work(self, what: str) -> Callable[[User], None]:
        """The method for a step of the file."""
        return {
            "committee": self.committee,
            "targets": self.targets,
            "texts": self.texts,
            "projects": self.projects,
            "monitoring": self.monitoring,
            "corrections": self.corrections,
        }[what]

    # Tables -----------------------------------------------------------------------------------

    def committee(self, by: User) -> None:
        """The order and the members of the file, or the seats that the departments ask for."""
        order = self.revision.committeeorders.get()
        given = [
            {**row, "unit": self.units[row["unit"]] if "unit" in row else None}
            for row in self.spec.get("member", [])
        ]
        members = given or [
            {name: getattr(member, name) for name in MEMBER_COLUMNS} for member in self._seats()
        ]
        save_committee(
            revision=self.revision,
            values={**self.spec["order"], "signer_position": self.revision.plan.organization.head_title},
            members=members,
            expected_version=order.version,
            by=by,
        )

    def _seats(self) -> list[CommitteeMember]:
        return list(self.revision.committeemembers.select_related("unit"))

    def targets(self, by: User) -> None:
        """Everybody who is there is to be developed."""
        values = {
            (group, int(year)): (people, people)
            for group, row in self.spec["headcount"].items()
            for year, people in zip(self.years, row, strict=True)
        }
        save_targets(revision=self.revision, values=values, seen=targets_seen(self.revision), by=by)

    def monitoring(self, by: User) -> None:
        """What is followed up."""
        seen = monitoring_seen(self.revision)
        save_monitoring(revision=self.revision, rows=self.spec["monitoring"], seen=seen, by=by)

    # Texts ------------------------------------------------------------------------------------

    def texts(self, by: User) -> None:
        """Own texts where the file has some; the standard texts read and confirmed."""
        done = self.spec.get("done")
        for outline, section in self._sections():
            finished = done is None or outline.code in done
            own = self._own_text(outline.code, section)
            if finished or own is not None:
                body = section.body if own is None else own
                save_section(
                    section=section, body=body, expected_version=section.version, by=by, done=finished
                )

    def _sections(self) -> list[tuple[OutlineSection, Section]]:
        by_code = {heading.code: heading for heading in self.revision.plan.edition.sections.all()}
        return [(by_code[section.code], section) for section in self.revision.sections.all()]

    def _own_text(self, code: str, section: Section) -> str | None:
        folder = self.spec["texts"]
        if added := files.text(folder, f"{code}.more"):
            return f"{section.body}\n\n{added.format(**self.spec['words'])}"
        return files.text(folder, f"{code}.first") or files.text(folder, code) or None

    # Projects ---------------------------------------------------------------------------------

    def projects(self, by: User) -> None:
        """Every project of the file, as first drafted."""
        for row in self.spec["project"]:
            self._save(row | row.get("first_draft", {}), by)

    def corrections(self, by: User) -> None:
        """What the committee asked for: the texts and projects of which there was a first draft."""
        for section in self.revision.sections.all():
            if files.text(self.spec["texts"], f"{section.code}.first"):
                body = files.text(self.spec["texts"], section.code)
                save_section(section=section, body=body, expected_version=section.version, by=by, done=True)
        for row in self.spec["project"]:
            if "first_draft" in row:
                self._save(row, by, self.revision.projects.get(name=row["name"]))

    def _save(self, row: dict[str, Any], by: User, project: Project | None = None) -> None:
        baht = row.get("baht", [0, 0, 0])
        years = {
            int(year): (people, Decimal(amount))
            for year, people, amount in zip(self.years, row["people"], baht, strict=True)
        }
        save_project(
            revision=self.revision,
            values=self._values(row),
            years=years,
            by=by,
            project=project,
            expected_version=project.version if project else 0,
        )

    def _values(self, row: dict[str, Any]) -> dict[str, Any]:
        """Columns of a project from its row of the file."""
        own = row["provider"] in OWN_PROVIDERS
        hours, months = row.get("hours", [None, None]), row["months"]
        return {
            "name": row["name"],
            "objective": row["objective"],
            "curriculum": self._entry(Curriculum, row["curriculum"]),
            "knowledge_area": self._entry(KnowledgeArea, row["area"]),
            "methods": self._entries(Method, row["methods"]),
            "submethods": self._entries(SubMethod, row.get("submethods", [])),
            "groups": self._entries(PersonnelGroup, row["groups"]),
            "delivery": row.get("delivery") or (Project.Delivery.OWN if own else Project.Delivery.SENT),
            "provider_kind": self._entry(ProviderKind, row["provider"]),
            "unit": self.units[row["unit"]] if "unit" in row else None,
            "indicator": row["indicator"],
            "indicator_target": row["target"],
            "is_digital": row.get("digital", False),
            "hours_total": hours[0],
            "hours_lecture": hours[1],
            "first_month": months[0],
            "last_month": months[1],
            "uses_budget": "baht" in row,
            "money_source": self.spec["sources"][row["source"]] if "source" in row else "",
            "is_example": True,
        }

    def _entries(self, model: Any, codes: list[str]) -> list[Any]:
        entries = {entry.code: entry for entry in model.objects.for_edition(self.revision.plan.edition.year)}
        return [entries[code] for code in codes]

    def _entry(self, model: Any, code: str) -> Any:
        return self._entries(model, [code])[0]
