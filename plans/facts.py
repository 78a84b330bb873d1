"""Everything there is to know about one revision, read once: what checks, papers and snapshots ask.

The number of queries does not depend on the size of the plan.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from competencies.models import Competency, DigitalAbility, Knowledge, Skill
from courses.models import Curriculum, KnowledgeArea, Method
from documents.text import fill
from organizations.models import Organization
from personnel.counts import StaffSummary
from personnel.models import Need, PersonnelGroup, StaffingFrame, Unit
from plans.line_requirements import LineRequirements, PlanRequirements
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    Edition,
    ImportedText,
    Layout,
    MonitoringItem,
    OutlineSection,
    Plan,
    Project,
    ProjectCost,
    ProjectYear,
    Revision,
    Section,
    Target,
    YearBudget,
)
from plans.needs_analysis import NeedsAnalysis, PlanNeeds
from plans.staff import PlanStaff
from plans.values import placeholder_values
from thai.fiscal import Cycle

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ProjectFacts:
    """A project with its three years and its catalog entries in hand."""

    project: Project
    years: dict[int, ProjectYear]
    methods: list[Method]
    groups: list[PersonnelGroup]
    needs: list[Need] = field(default_factory=list)
    costs: list[ProjectCost] = field(default_factory=list)

    def people(self, year: int) -> int:
        """People in one fiscal year."""
        row = self.years.get(year)
        return row.people if row else 0

    def baht(self, year: int) -> Decimal:
        """Baht in one fiscal year."""
        row = self.years.get(year)
        return row.baht if row else ZERO

    @property
    def people_total(self) -> int:
        """People of all years."""
        return sum(row.people for row in self.years.values())

    @property
    def baht_total(self) -> Decimal:
        """Baht of all years."""
        return sum((row.baht for row in self.years.values()), ZERO)


class PlanFacts:
    """One revision and all that belongs to it, each table read at most once."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.plan: Plan = revision.plan
        self.organization: Organization = revision.plan.organization
        self.edition: Edition = revision.plan.edition
        self.cycle: Cycle = revision.plan.cycle
        self._staff = PlanStaff(revision)
        self._needs = PlanNeeds(revision)
        self._requirements = PlanRequirements(revision, self._staff)

    @property
    def years(self) -> tuple[int, ...]:
        """The three fiscal years (B.E.)."""
        return self.cycle.years

    @cached_property
    def placeholders(self) -> dict[str, str]:
        """Values for the texts of the edition."""
        return placeholder_values(self.organization, self.cycle)

    # Texts ------------------------------------------------------------------------------------

    @cached_property
    def outline(self) -> list[OutlineSection]:
        """Headings of both layouts in order."""
        return list(self.edition.sections.all())

    def outline_of(self, layout: str) -> list[OutlineSection]:
        """Headings of one layout in order."""
        return [section for section in self.outline if section.layout == layout]

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The LAO's own texts by code."""
        return {section.code: section for section in self.revision.sections.all()}

    @cached_property
    def official_wording(self) -> dict[int, str]:
        """Imported wording in force, by outline section."""
        rows = ImportedText.objects.filter(batch__edition=self.edition, batch__in_force=True)
        return dict(rows.values_list("section_id", "proposed"))

    def standard_text(self, outline: OutlineSection) -> str:
        """The edition's text of a heading for this LAO: the official wording where imported, else ours."""
        return fill(self.official_wording.get(outline.pk, outline.body), self.placeholders)

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

    # Rows -------------------------------------------------------------------------------------

    @cached_property
    def targets(self) -> dict[tuple[str, int], Target]:
        """Targets by (group code, year)."""
        rows = self.revision.targets.select_related("group")
        return {(row.group.code, row.year): row for row in rows}

    @cached_property
    def groups(self) -> list[PersonnelGroup]:
        """The four groups."""
        return list(PersonnelGroup.objects.for_edition(self.edition.year))

    @cached_property
    def curricula(self) -> list[Curriculum]:
        """The five curricula."""
        return list(Curriculum.objects.for_edition(self.edition.year))

    @cached_property
    def methods(self) -> list[Method]:
        """The five methods."""
        return list(Method.objects.for_edition(self.edition.year))

    @cached_property
    def knowledge_areas(self) -> list[KnowledgeArea]:
        """The five areas of knowledge."""
        return list(KnowledgeArea.objects.for_edition(self.edition.year))

    @cached_property
    def catalogs(self) -> dict[str, list]:
        """Knowledge, skills, competencies and digital abilities for the tables of part 3."""
        return {
            model.__name__: list(model.objects.for_edition(self.edition.year))
            for model in (Knowledge, Skill, Competency, DigitalAbility)
        }

    @cached_property
    def projects(self) -> list[ProjectFacts]:
        """Projects of the plan in order; what is only proposed is none until somebody confirms it."""
        return [row for row in self.all_projects if not row.project.is_proposed]

    @cached_property
    def proposals(self) -> list[ProjectFacts]:
        """Projects that the system proposes and nobody has confirmed: in no total, table or paper."""
        return [row for row in self.all_projects if row.project.is_proposed]

    @cached_property
    def all_projects(self) -> list[ProjectFacts]:
        """Projects and proposals in order, with years, methods, groups, needs and costs."""
        rows = self.revision.projects.select_related(
            "curriculum", "knowledge_area", "unit", "provider_kind", "course"
        )
        rows = rows.prefetch_related("methods", "submethods", "groups", "years", "needs", "costs")
        return [
            ProjectFacts(
                row,
                {y.year: y for y in row.years.all()},
                list(row.methods.all()),
                list(row.groups.all()),
                list(row.needs.all()),
                list(row.costs.all()),
            )
            for row in rows
        ]

    @cached_property
    def budgets(self) -> dict[int, YearBudget]:
        """What may be spent, by fiscal year; only years for which something was typed."""
        return {row.year: row for row in self.revision.yearbudgets.all()}

    @cached_property
    def units(self) -> list[Unit]:
        """Departments that exist today."""
        return list(self.organization.units.filter(closed_on=None))

    @cached_property
    def committee(self) -> list[CommitteeMember]:
        """The committee in order."""
        return list(self.revision.committeemembers.select_related("unit"))

    @cached_property
    def committee_order(self) -> CommitteeOrder | None:
        """The order that appoints the committee."""
        return self.revision.committeeorders.first()

    @cached_property
    def monitoring(self) -> list[MonitoringItem]:
        """What is followed up."""
        return list(self.revision.monitoringitems.all())

    @property
    def staff(self) -> StaffSummary | None:
        """Counts of the staff list of the plan's own years; None without one."""
        return self._staff.summary

    @property
    def staffing_frames(self) -> list[StaffingFrame]:
        """Frames of the LAO in which posts stand, whatever their years; none for a closed revision."""
        return self._staff.frames

    @property
    def needs(self) -> NeedsAnalysis:
        """What the plan prints of the analysis of needs; false without one."""
        return self._needs.analysis

    @property
    def requirements(self) -> LineRequirements:
        """What the posts of the plan's own years require; false without a staff list."""
        return self._requirements.rows

    @property
    def undecided_needs(self) -> int:
        """Proposed needs that nobody has decided; none of a closed revision."""
        return self._needs.undecided

    # Totals: computed, never typed -------------------------------------------------------------

    @cached_property
    def baht_by_year(self) -> dict[int, Decimal]:
        """Baht of all projects by year."""
        return {year: sum((p.baht(year) for p in self.projects), ZERO) for year in self.years}

    @cached_property
    def people_by_year(self) -> dict[int, int]:
        """Participants of all projects by year (a person may be counted in several)."""
        return {year: sum(p.people(year) for p in self.projects) for year in self.years}

    @property
    def baht_total(self) -> Decimal:
        """Baht of the whole plan."""
        return sum(self.baht_by_year.values(), ZERO)

    @cached_property
    def baht_by_curriculum(self) -> dict[str, Decimal]:
        """Baht by curriculum code; projects without one under the empty code."""
        sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for facts in self.projects:
            sums[facts.project.curriculum.code if facts.project.curriculum else ""] += facts.baht_total
        return dict(sums)

    @property
    def own_headings(self) -> list[OutlineSection]:
        """Headings of the six-part plan, which every LAO's plan must have (requirements B-2)."""
        return self.outline_of(Layout.SIX)
