"""Everything there is to know about one revision, read once: what checks, papers and snapshots ask.

The number of queries does not depend on the size of the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from competencies.models import Competency, DigitalAbility, Knowledge, Skill
from courses.models import Curriculum, KnowledgeArea, Method, SubMethod
from personnel.counts import StaffSummary
from personnel.models import Need, PersonnelGroup, StaffingFrame, Unit
from personnel.staff_list import StaffList
from plans.catalogs import Catalogs
from plans.line_requirements import LineRequirements, PlanRequirements
from plans.links import hand_over, links_of
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    FindingReason,
    Layout,
    MonitoringItem,
    OutlineSection,
    Project,
    ProjectCost,
    ProjectYear,
    Revision,
    Target,
    YearBudget,
)
from plans.needs_analysis import NeedPlace, NeedsAnalysis, PlanNeeds
from plans.plan_texts import PlanTexts
from plans.staff import PlanStaff

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ProjectFacts:
    """A project with its three years and its catalog entries in hand."""

    project: Project
    years: dict[int, ProjectYear]
    methods: list[Method]
    groups: list[PersonnelGroup]
    needs: list[Need] = field(default_factory=list)
    with_costs: Callable[[], None] = field(default=lambda: None, compare=False)

    @property
    def costs(self) -> list[ProjectCost]:
        """What its amounts were computed from, in order; read for all projects when first asked for."""
        self.with_costs()
        return list(self.project.costs.all())

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


class PlanFacts(PlanTexts):
    """One revision and all that belongs to it, each table read at most once."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(revision)
        self._catalogs = Catalogs(revision.plan.edition.year, _small_tables(revision))
        self._staff = PlanStaff(revision)
        self._needs = PlanNeeds(revision)
        self._requirements = PlanRequirements(revision, self._staff)

    @property
    def years(self) -> tuple[int, ...]:
        """The three fiscal years (B.E.)."""
        return self.cycle.years

    # Rows -------------------------------------------------------------------------------------

    @cached_property
    def targets(self) -> dict[tuple[str, int], Target]:
        """Targets by (group code, year)."""
        groups = {group.pk: group for group in self._catalogs.every(PersonnelGroup)}
        for row in self._catalogs.beside[Target]:
            row.group = groups[row.group_id]
        rows = sorted(self._catalogs.beside[Target], key=lambda row: (row.group.order, row.year))
        return {(row.group.code, row.year): row for row in rows}

    @cached_property
    def groups(self) -> list[PersonnelGroup]:
        """The four groups."""
        return self._catalogs.of_edition(PersonnelGroup)

    @cached_property
    def curricula(self) -> list[Curriculum]:
        """The five curricula."""
        return self._catalogs.of_edition(Curriculum)

    @cached_property
    def methods(self) -> list[Method]:
        """The five methods."""
        return self._catalogs.of_edition(Method)

    @cached_property
    def knowledge_areas(self) -> list[KnowledgeArea]:
        """The five areas of knowledge."""
        return self._catalogs.of_edition(KnowledgeArea)

    @property
    def provinces(self) -> list[str]:
        """Names of all provinces."""
        return self._catalogs.provinces

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
        """Projects and proposals in order, with years, methods, groups and needs."""
        rows = list(
            self.revision.projects.select_related(
                "curriculum", "knowledge_area", "unit", "provider_kind", "course"
            ).prefetch_related("years")
        )
        if rows:
            self._link(rows)

        def with_costs() -> None:
            prefetch_related_objects(rows, "costs")

        return [
            ProjectFacts(
                row,
                {y.year: y for y in row.years.all()},
                list(row.methods.all()),
                list(row.groups.all()),
                list(row.needs.all()),
                with_costs,
            )
            for row in rows
        ]

    def _link(self, rows: list[Project]) -> None:
        """Hand the projects their entries of catalogs and their needs, without a query for each kind."""
        links = links_of(rows)
        needs = {key for keys in links["needs"].values() for key in keys}
        entries: dict[str, list] = {
            "methods": self._catalogs.every(Method),
            "submethods": self._catalogs.every(SubMethod),
            "groups": self._catalogs.every(PersonnelGroup),
            "needs": self._needs.of_keys(needs) if needs else [],
        }
        for name, chosen in links.items():
            for row in rows:
                keys = chosen.get(row.pk, set())
                hand_over(row, name, [entry for entry in entries[name] if entry.pk in keys])

    @cached_property
    def budgets(self) -> dict[int, YearBudget]:
        """What may be spent, by fiscal year; only years for which something was typed."""
        return {row.year: row for row in self.revision.yearbudgets.all()}

    @cached_property
    def units(self) -> list[Unit]:
        """Departments that exist today."""
        return [unit for unit in self._all_units if unit.closed_on is None]

    @cached_property
    def _all_units(self) -> list[Unit]:
        return sorted(self._catalogs.beside[Unit], key=lambda row: (row.order, row.pk))

    @cached_property
    def committee(self) -> list[CommitteeMember]:
        """The committee in order."""
        units = {unit.pk: unit for unit in self._all_units}
        for row in self._catalogs.beside[CommitteeMember]:
            row.unit = units.get(row.unit_id)
        return sorted(self._catalogs.beside[CommitteeMember], key=lambda row: (row.order, row.pk))

    @cached_property
    def committee_order(self) -> CommitteeOrder | None:
        """The order that appoints the committee."""
        return next(iter(self._catalogs.beside[CommitteeOrder]), None)

    @cached_property
    def monitoring(self) -> list[MonitoringItem]:
        """What is followed up."""
        return sorted(self._catalogs.beside[MonitoringItem], key=lambda row: (row.order, row.pk))

    @cached_property
    def finding_reasons(self) -> dict[tuple[str, str], str]:
        """The officer's reasons by finding and place."""
        return {(row.finding, row.place): row.reason for row in self._catalogs.beside[FindingReason]}

    @property
    def staff(self) -> StaffSummary | None:
        """Counts of the staff list of the plan's own years; None without one."""
        return self._staff.summary

    @property
    def staffing_frames(self) -> list[StaffingFrame]:
        """Frames of the LAO in which posts stand, whatever their years; none for a closed revision."""
        return self._staff.frames

    @property
    def staff_list(self) -> StaffList | None:
        """The staff list of the plan's own years, read once; None without one and for a closed revision."""
        return self._staff.staff_list

    @property
    def needs(self) -> NeedsAnalysis:
        """What the plan prints of the analysis of needs; false without one."""
        return self._needs.analysis

    @property
    def requirements(self) -> LineRequirements:
        """What the posts of the plan's own years require; false without a staff list."""
        return self._requirements.rows

    @property
    def line_choices(self) -> PlanRequirements:
        """What the lines and posts of the staff list bring, each table read when first asked for."""
        return self._requirements

    @property
    def undecided_needs(self) -> int:
        """Proposed needs that nobody has decided; none of a closed revision."""
        return self._needs.undecided

    @property
    def confirmed_needs(self) -> list[Need]:
        """The needs that the plan answers, the first rank first; none of a closed revision, which has them kept."""
        return self._needs.confirmed

    @property
    def need_lines(self) -> Sequence[NeedPlace]:
        """Confirmed needs without who has them, for whoever only counts, ranks or names them."""
        return self._needs.places

    @property
    def swot(self) -> Mapping[str, tuple[str, ...]]:
        """Sentences by quadrant; empty without any."""
        return self._needs.swot

    @property
    def has_survey_results(self) -> bool:
        """True when a survey is closed that somebody answered."""
        return self._needs.has_surveys

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


def _small_tables(revision: Revision) -> tuple[QuerySet[Any], ...]:
    """Tables of a few rows, read together with the catalogs: each page of a plan needs some of them."""
    return (
        revision.targets.all(),
        revision.committeemembers.all(),
        revision.committeeorders.all(),
        revision.monitoringitems.all(),
        revision.findingreasons.all(),
        revision.plan.organization.units.all(),
    )
