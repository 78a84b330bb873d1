"""Random plans for properties: rows as pages and imports may write them, with everything that may be empty."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from courses.models import CostUnit, Course, Curriculum, KnowledgeArea, Method, ProviderKind, SubMethod
from personnel.models import Need, PersonnelGroup
from plans.facts import PlanFacts
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
    YearBudget,
)
from thai.text import normalise, normalise_line

LETTERS = "กขคงจฉชซญดตถทธนบปผพมยรลวศสหอฮะาิีุูเแโใไ็่้์ำๆฯ ๐๑๒๓abcXYZ0129.,-()/=+@'\"<>&"


def lines(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts of one line as forms keep them."""
    texts = st.text(LETTERS, max_size=min(most, 40)).map(normalise_line)
    return texts.filter(lambda text: least <= len(text) <= most)


TEXTS = st.lists(lines(60), max_size=4).map(lambda rows: normalise("\n".join(rows)))
AMOUNTS = st.integers(0, 999_999_999_999).map(lambda satang: Decimal(satang) / 100)
QUANTITIES = st.integers(1, 99_999_999).map(lambda number: Decimal(number) / 100)
RATES = st.integers(0, 999_999_999).map(lambda satang: Decimal(satang) / 100)
FLAGS = st.booleans()


def maybe(rows: Any) -> st.SearchStrategy[Any]:
    """One of them or none."""
    return st.sampled_from([None, *rows])


def few(rows: Any, most: int = 3) -> st.SearchStrategy[list[Any]]:
    """Some of them, each once."""
    return st.lists(st.sampled_from(list(rows)), unique_by=lambda row: row.pk, max_size=most)


class Filling:
    """Writes random content into a plan just begun."""

    def __init__(self, draw: Any, revision: Revision) -> None:
        self.draw, self.revision = draw, revision
        self.owner = {"revision": revision, "organization_id": revision.organization_id}
        self.years = revision.plan.cycle.years
        self.units = list(revision.organization.units.all())

    def write(self) -> Revision:
        """Everything; the revision read anew."""
        self.head()
        self.texts()
        self.targets()
        needs = self.needs()
        for order in range(1, self.draw(st.integers(0, 4)) + 1):
            self.project(order, needs)
        self.budgets()
        self.committee()
        self.monitoring()
        self.reasons()
        return Revision.objects.with_plan().get(pk=self.revision.pk)

    def head(self) -> None:
        years = st.sampled_from([None, *range(2567, 2576)])
        Revision.objects.filter(pk=self.revision.pk).update(
            layout=self.draw(st.sampled_from(Layout.values)),
            staffing_first_year=self.draw(years),
            staffing_last_year=self.draw(years),
        )

    def texts(self) -> None:
        outline = {row.code: row for row in PlanFacts(self.revision).outline}
        for section in self.revision.sections.all():
            may_follow = outline[section.code].duty == OutlineSection.Duty.CONFIRM
            section.follows_edition = may_follow and self.draw(FLAGS)
            section.body = "" if section.follows_edition else self.draw(TEXTS)
            section.is_done = self.draw(FLAGS)
            section.save()

    def targets(self) -> None:
        for target in self.revision.targets.all():
            target.headcount, target.people = self.draw(st.integers(0, 9_999)), self.draw(st.integers(0, 99))
            target.save()

    def needs(self) -> list[Need]:
        sources = st.sampled_from(Need.Source.values)
        return [
            Need.objects.create(
                organization=self.revision.organization,
                first_year=self.revision.plan.first_year,
                title=f"{self.draw(lines(100, 1))} {number}",
                source=self.draw(sources),
                evidence="ช่องว่าง 2 ระดับ",
                item_kind="competency" if number % 2 else "",
                item_code=f"c{number}" if number % 2 else "",
            )
            for number in range(self.draw(st.integers(0, 3)))
        ]

    def project(self, order: int, needs: list[Need]) -> None:
        hours = self.draw(st.none() | st.integers(0, 500))
        lecture = None if hours is None else self.draw(st.none() | st.integers(0, hours))
        month = st.integers(1, 12)
        months = self.draw(st.none() | st.tuples(month, month)) or (None, None)
        project = Project.objects.create(
            order=order,
            name=self.draw(lines(300, 1)),
            objective=self.draw(TEXTS),
            curriculum=self.draw(maybe(Curriculum.objects.all())),
            knowledge_area=self.draw(maybe(KnowledgeArea.objects.all())),
            provider_kind=self.draw(maybe(ProviderKind.objects.all())),
            unit=self.draw(maybe(self.units)),
            course=self.draw(maybe(Course.objects.all()[:3])),
            delivery=self.draw(st.sampled_from(["", *Project.Delivery.values])),
            basis=self.draw(st.sampled_from(["", *Project.Basis.values])),
            basis_text=self.draw(lines(300)),
            indicator=self.draw(lines(300)),
            indicator_target=self.draw(lines(150)),
            indicator_baseline=self.draw(lines(150)),
            indicator_unit=self.draw(lines(60)),
            indicator_method=self.draw(lines(300)),
            indicator_measurer=self.draw(lines(200)),
            is_digital=self.draw(FLAGS),
            is_example=self.draw(FLAGS),
            hours_total=hours,
            hours_lecture=lecture,
            first_month=months[0],
            last_month=months[1],
            uses_budget=self.draw(FLAGS),
            money_kind=self.draw(st.sampled_from(Project.MoneyKind.values)),
            money_source=self.draw(lines(200)),
            **self.owner,
        )
        project.methods.set(self.draw(few(Method.objects.all())))
        project.submethods.set(self.draw(few(SubMethod.objects.all())))
        project.groups.set(self.draw(few(PersonnelGroup.objects.all())))
        if needs:
            project.needs.set(self.draw(few(needs)))
        self.years_and_costs(project)

    def years_and_costs(self, project: Project) -> None:
        organization = self.revision.organization
        for year in self.years:
            ProjectYear.objects.create(
                project=project,
                organization=organization,
                year=year,
                people=self.draw(st.integers(0, 9_999)),
                baht=self.draw(AMOUNTS),
                indicator_target=self.draw(lines(150)),
            )
        for order in range(1, self.draw(st.integers(0, 2)) + 1):
            ProjectCost.objects.create(
                project=project,
                organization=organization,
                order=order,
                label=self.draw(lines(200, 1)),
                baht=self.draw(RATES),
                unit=self.draw(st.sampled_from(CostUnit.values)),
                times=self.draw(QUANTITIES),
                quantity=self.draw(QUANTITIES),
                source=self.draw(lines(300)),
            )

    def budgets(self) -> None:
        for year in self.draw(st.lists(st.sampled_from(self.years), unique=True)):
            YearBudget.objects.create(
                year=year,
                ceiling=self.draw(st.none() | AMOUNTS),
                personnel_cost=self.draw(st.none() | AMOUNTS),
                **self.owner,
            )

    def committee(self) -> None:
        day = self.draw(st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)))
        CommitteeOrder.objects.filter(revision=self.revision).update(
            number=self.draw(lines(40)),
            dated_on=day,
            prints_names=self.draw(FLAGS),
            signer_name=self.draw(lines(150)),
            signer_position=self.draw(lines(200)),
        )
        self.revision.committeemembers.all().delete()
        duties = [CommitteeMember.Duty.CHAIR, *[CommitteeMember.Duty.MEMBER] * 3]
        for order, duty in enumerate(duties[: self.draw(st.integers(0, 4))], start=1):
            CommitteeMember.objects.create(
                order=order,
                seat=self.draw(st.sampled_from(CommitteeMember.Seat.values)),
                duty=duty,
                unit=self.draw(maybe(self.units)),
                person_name=self.draw(lines(150)),
                position=self.draw(lines(200, 1)),
                is_acting=self.draw(FLAGS),
                is_official=self.draw(FLAGS),
                **self.owner,
            )

    def monitoring(self) -> None:
        for order in range(1, self.draw(st.integers(0, 3)) + 1):
            MonitoringItem.objects.create(
                order=order,
                indicator=self.draw(lines(300, 1)),
                method=self.draw(lines(300)),
                responsible=self.draw(lines(200)),
                when=self.draw(lines(200)),
                **self.owner,
            )

    def reasons(self) -> None:
        places = ["projects", *(f"project/{row.pk}/name" for row in self.revision.projects.all())]
        for place in self.draw(st.lists(st.sampled_from(places), unique=True)):
            FindingReason.objects.create(
                finding="projects.none",
                place=place,
                reason=self.draw(lines(500, 1)),
                written_by=self.revision.prepared_by,
                **self.owner,
            )
