"""Writes a document into a draft: what differs is changed, what is the same keeps its row and its version.

Projects are found again by the keys that the caller says, so that comments and addresses keep what they point at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from organizations.models import User
from personnel.models import Need, PersonnelGroup
from plans.copy_projects import Draft, add_projects
from plans.create import section_begun, text_headings
from plans.edit_rows import save_project
from plans.exchange.document import (
    CATALOG_COLUMNS,
    CODE_LISTS,
    COST,
    MEMBER,
    MONITORED,
    PLAIN,
    Document,
    document_of,
    keys_of,
    named_place,
)
from plans.exchange.names import Names
from plans.facts import PlanFacts
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    FindingReason,
    MonitoringItem,
    OutlineSection,
    Project,
    Revision,
    Section,
    Target,
    YearBudget,
)
from thai.dates import now
from thai.text import normalise


class Writer:
    """One document on its way into one draft; call ``write`` in a transaction that has claimed the revision."""

    def __init__(
        self,
        revision: Revision,
        document: Document,
        *,
        names: Names,
        by: User | None,
        same: Mapping[str, int] | None = None,
        new_needs: str = Need.State.CONFIRMED,
    ) -> None:
        self.revision, self.document, self.names, self.by = revision, document, names, by
        self.same = dict(same or {})  #: keys of the document with the projects that they are already
        self.new_needs = new_needs
        self.owner = {"revision": revision, "organization_id": revision.organization_id}
        self.before = document_of(revision)

    def write(self) -> None:
        """Everything; the draft then says what the document says."""
        self._write_head()
        self._write_texts()
        for name, write in (
            ("targets", self._write_targets),
            ("budgets", self._write_budgets),
            ("committee_order", self._write_order),
            ("committee", self._write_committee),
            ("monitoring", self._write_monitoring),
        ):
            if self.before[name] != self.document[name]:
                write()
        keys = self._write_projects()
        self._write_reasons(keys)

    # The plan itself ------------------------------------------------------------------------------

    def _write_head(self) -> None:
        staffing = self.document["staffing"]
        head = {
            "layout": self.document["layout"],
            "staffing_first_year": staffing["first_year"],
            "staffing_last_year": staffing["last_year"],
        }
        if self.revision.number and self.document["reason"]:
            head["reason"] = self.document["reason"]
        Revision.objects.filter(pk=self.revision.pk).update(**head)

    def _write_texts(self) -> None:
        """A heading that the document does not name becomes what it is in a plan just begun."""
        facts = PlanFacts(self.revision)
        wanted = {row["code"]: row for row in self.document["texts"]}
        for outline in text_headings(facts.outline):
            row, section = wanted.get(outline.code), facts.sections.get(outline.code)
            values = _as_begun(facts, outline) if row is None else _as_named(facts, outline, row)
            if section is None:
                Section.objects.create(code=outline.code, **self.owner, **values)
            elif any(getattr(section, name) != value for name, value in values.items()):
                change = {"version": F("version") + 1, "updated_at": now(), "updated_by": self.by}
                Section.objects.filter(pk=section.pk).update(**values, **change)

    # Rows -----------------------------------------------------------------------------------------

    def _write_targets(self) -> None:
        """Every group in every year has its row, for pages change rows and never add them."""
        wanted = {(row["group"], row["year"]): row for row in self.document["targets"]}
        groups = PersonnelGroup.objects.for_edition(self.names.first_year).values_list("code", flat=True)
        empty = {"headcount": 0, "people": 0}
        every = {(code, year): empty for code in groups for year in self.revision.plan.cycle.years}
        self.revision.targets.all().delete()
        Target.objects.bulk_create(
            Target(
                group=self.names.catalogs["groups"][group],
                year=year,
                headcount=row["headcount"],
                people=row["people"],
                **self.owner,
            )
            for (group, year), row in {**every, **wanted}.items()
        )

    def _write_budgets(self) -> None:
        self.revision.yearbudgets.all().delete()
        YearBudget.objects.bulk_create(
            YearBudget(
                year=row["year"],
                ceiling=_amount(row["ceiling"]),
                personnel_cost=_amount(row["personnel_cost"]),
                **self.owner,
            )
            for row in self.document["budgets"]
        )

    def _write_order(self) -> None:
        order = self.document["committee_order"]
        if order is None:
            self.revision.committeeorders.all().delete()
            return
        dated_on = date.fromisoformat(order["dated_on"]) if order["dated_on"] else None
        values = {**order, "dated_on": dated_on}
        stored, is_new = CommitteeOrder.objects.get_or_create(**self.owner, defaults=values)
        if not is_new:
            CommitteeOrder.objects.filter(pk=stored.pk).update(version=F("version") + 1, **values)

    def _write_committee(self) -> None:
        self.revision.committeemembers.all().delete()
        CommitteeMember.objects.bulk_create(
            CommitteeMember(
                unit=self.names.units.get(row["unit"]), **{name: row[name] for name in MEMBER}, **self.owner
            )
            for row in self.document["committee"]
        )

    def _write_monitoring(self) -> None:
        self.revision.monitoringitems.all().delete()
        MonitoringItem.objects.bulk_create(
            MonitoringItem(**{name: row[name] for name in MONITORED}, **self.owner)
            for row in self.document["monitoring"]
        )

    # Projects -------------------------------------------------------------------------------------

    def _write_projects(self) -> dict[str, int]:
        """Give the projects of the document; tells the row that each key is now."""
        stored = {key: pk for key, pk in keys_of(self.revision).items()}
        said = {
            pk: _without_key(row) for row, pk in zip(self.before["projects"], stored.values(), strict=True)
        }
        wanted = self.document["projects"]
        kept = {row["key"]: self.same[row["key"]] for row in wanted if self.same.get(row["key"]) in said}
        self.revision.projects.filter(pk__in=said.keys() - set(kept.values())).delete()
        changed = [
            row for row in wanted if row["key"] in kept and said[kept[row["key"]]] != _without_key(row)
        ]
        projects = Project.objects.in_bulk([kept[row["key"]] for row in changed])
        for row in changed:
            self._change(projects[kept[row["key"]]], row)
        new = [row for row in wanted if row["key"] not in kept]
        added = add_projects(self.revision, [self._draft(row) for row in new])
        return kept | {row["key"]: project.pk for row, project in zip(new, added, strict=True)}

    def _change(self, project: Project, row: Document) -> None:
        draft = self._draft(row)
        save_project(
            revision=self.revision,
            values=draft.columns | draft.many,
            years={year: (values["people"], values["baht"]) for year, values in draft.years.items()},
            year_targets={year: values["indicator_target"] for year, values in draft.years.items()},
            costs=draft.costs,
            by=self.by,  # type: ignore[arg-type]  # None where nobody is named to a command
            project=project,
            expected_version=project.version,
        )

    def _draft(self, row: Document) -> Draft:
        catalogs = self.names.catalogs
        columns = {name: row[name] for name in PLAIN}
        columns |= {name: catalogs[name][row[name]] if row[name] else None for name in CATALOG_COLUMNS}
        columns |= {
            "unit": self.names.units.get(row["unit"]),
            "course": self.names.course(row["course"]),
            "continued_from": self.names.past(row["continued_from"]),
        }
        many: dict[str, list[Any]] = {
            name: [catalogs[name][code] for code in row[name]] for name in CODE_LISTS
        }
        many["needs"] = [
            self.names.need(need) or self.names.add_need(need, self.new_needs) for need in row["needs"]
        ]
        years = {
            year["year"]: {
                "people": year["people"],
                "baht": Decimal(year["baht"]),
                "indicator_target": year["indicator_target"],
            }
            for year in row["years"]
        }
        return Draft(columns, years, many, [_cost(cost) for cost in row["costs"]])

    # Reasons --------------------------------------------------------------------------------------

    def _write_reasons(self, keys: Mapping[str, int]) -> None:
        places = {key: str(pk) for key, pk in keys.items()}
        wanted = {
            (row["finding"], str(named_place(row["place"], places))): row["reason"]
            for row in self.document["finding_reasons"]
        }
        for stored in self.revision.findingreasons.all():
            if wanted.get((stored.finding, stored.place)) == stored.reason:
                del wanted[stored.finding, stored.place]
            else:
                stored.delete()
        FindingReason.objects.bulk_create(
            FindingReason(
                finding=finding,
                place=place,
                reason=reason,
                written_by=self.by,
                written_at=now(),
                **self.owner,
            )
            for (finding, place), reason in wanted.items()
        )


def _as_begun(facts: PlanFacts, outline: OutlineSection) -> dict[str, Any]:
    section = section_begun(facts, outline)
    columns = ("body", "follows_edition", "is_done", "provincial_id", "provincial_answered_id")
    return {name: getattr(section, name) for name in columns}


def _as_named(facts: PlanFacts, outline: OutlineSection, row: Document) -> dict[str, Any]:
    """A document that follows the edition means the centre's text; the province's is then offered anew."""
    values = {"body": row["text"], "follows_edition": row["follows_edition"], "is_done": row["is_done"]}
    section = facts.sections.get(outline.code)
    provincial = section.provincial if section else None
    if provincial is None or not provincial.stands:
        return values
    if row["follows_edition"]:
        return values | {"provincial_id": None, "provincial_answered_id": None}
    to_confirm = outline.duty == OutlineSection.Duty.CONFIRM
    if to_confirm and normalise(row["text"]) == normalise(facts.standard_with(outline, provincial)):
        return values | {"body": "", "follows_edition": True}
    return values


def _without_key(row: Document) -> Document:
    return {name: value for name, value in row.items() if name != "key"}


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _cost(cost: Document) -> dict[str, Any]:
    amounts = ("baht", "times", "quantity")
    return {name: Decimal(cost[name]) if name in amounts else cost[name] for name in COST}
