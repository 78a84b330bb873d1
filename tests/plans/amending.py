"""Announced plans to amend, and changes as officers make them, taken at random from a seed."""

from __future__ import annotations

import random
from decimal import Decimal

from organizations.models import User
from personnel.models import Need
from plans.amendment.start import start_amendment
from plans.edit import period_seen, save_period, save_section
from plans.edit_budget import budgets_seen, save_budgets
from plans.edit_rows import (
    delete_project,
    monitoring_seen,
    reorder_projects,
    save_committee,
    save_monitoring,
    save_project,
    save_targets,
    targets_seen,
)
from plans.facts import PlanFacts
from plans.models import Project, Revision, State
from tests.builders import make_complete_plan, make_project, make_user, put_in_state

NECESSITY = "มีพนักงานบรรจุใหม่และต้องเพิ่มหลักสูตรตามตำแหน่ง"
MEMBER = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")
MONITORED = ("indicator", "method", "responsible", "when")


def announced_plan(by: User | None = None, **more) -> Revision:
    """A complete plan with a row in every table that an amendment copies, announced without its decisions."""
    revision = make_complete_plan(by=by or make_user(), **more)
    by = revision.prepared_by
    owner = {"organization": revision.organization}
    first = revision.plan.first_year
    project = revision.projects.first()
    project.needs.add(Need.objects.create(first_year=first, title="การคุมงาน", source="mission", **owner))
    project.costs.create(order=1, label="ค่าวิทยากร", baht=600, unit="hour", **owner)
    project.submethods.add(type(project).submethods.rel.model.objects.first())
    budgets = {year: (Decimal("500000.00"), None) for year in revision.plan.cycle.years}
    save_budgets(revision=revision, values=budgets, seen=budgets_seen(revision), by=by)
    places = [("copied", "section/s1.2"), ("budget", f"project/{project.pk}/baht_{first}")]
    for finding, place in places:
        revision.findingreasons.create(
            finding=finding, place=place, reason="ถูกต้องแล้ว", written_by=by, **owner
        )
    revision.declinedproposals.create(key="hole", name="โครงการ", declined_by=by, **owner)
    make_project(revision, "โครงการที่ระบบเสนอ", is_proposed=True, proposal_key="k")
    return put_in_state(revision, State.ANNOUNCED)


def amended(base: Revision | None = None, by: User | None = None) -> Revision:
    """An amendment just begun."""
    base = base or announced_plan()
    return start_amendment(plan=base.plan, reason=NECESSITY, by=by or base.prepared_by)


def edit_at_random(revision: Revision, seed: int, count: int = 6) -> None:
    """A few changes of any kind."""
    dice = random.Random(seed)  # noqa: S311 - a test that fails must fail again
    for number in range(count):
        dice.choice(WAYS)(Revision.objects.with_plan().get(pk=revision.pk), dice, f"{seed}.{number}")


def _text(revision: Revision, dice: random.Random, mark: str) -> None:
    section = dice.choice(list(revision.sections.filter(code__in=PlanFacts(revision).sections)))
    body = f"{PlanFacts(revision).sections[section.code].body}\nย่อหน้าที่ปรับปรุง {mark}"
    save_section(section=section, body=body, expected_version=section.version, by=revision.prepared_by)


def _period(revision: Revision, dice: random.Random, mark: str) -> None:
    first = revision.plan.first_year + dice.choice([0, -1])
    save_period(
        revision=revision,
        staffing_first_year=first,
        staffing_last_year=first + 2,
        layout=revision.layout,
        seen=period_seen(revision),
        by=revision.prepared_by,
    )


def _targets(revision: Revision, dice: random.Random, mark: str) -> None:
    rows = {(row.group.code, row.year): (row.headcount, row.people) for row in revision.targets.all()}
    key = dice.choice(sorted(rows))
    rows[key] = (rows[key][0] + 1, rows[key][1] + dice.randint(0, 3))
    save_targets(revision=revision, values=rows, seen=targets_seen(revision), by=revision.prepared_by)


def _own(revision: Revision) -> list[Project]:
    return list(revision.projects.filter(is_proposed=False))


def _new_project(revision: Revision, dice: random.Random, mark: str) -> None:
    make_project(revision, f"โครงการใหม่ {mark}", by=revision.prepared_by)


def _project(revision: Revision, dice: random.Random, mark: str) -> None:
    if not (rows := _own(revision)):
        return
    project = dice.choice(rows)
    years = {row.year: (row.people + 1, row.baht + 1000) for row in project.years.all()}
    values = dice.choice(
        [{"name": f"{project.name} รุ่นที่ 2"}, {"objective": f"เพื่อ {mark}"}, {"needs": [], "methods": []}]
    )
    save_project(
        revision=revision,
        project=project,
        values=values,
        years=years,
        expected_version=project.version,
        costs=dice.choice([None, []]),
        by=revision.prepared_by,
    )


def _no_project(revision: Revision, dice: random.Random, mark: str) -> None:
    if rows := _own(revision):
        delete_project(project=dice.choice(rows), by=revision.prepared_by)


def _order_of_projects(revision: Revision, dice: random.Random, mark: str) -> None:
    rows = _own(revision)
    dice.shuffle(rows)
    places = {row.pk: place for place, row in enumerate(rows, start=1)}
    reorder_projects(revision=revision, places=places, by=revision.prepared_by)


def _committee(revision: Revision, dice: random.Random, mark: str) -> None:
    facts = PlanFacts(revision)
    members = [{name: getattr(row, name) for name in MEMBER} for row in facts.committee]
    one = dice.choice(members)
    if dice.random() < 0.3 and one["duty"] == "member":
        members.remove(one)
    else:
        one["person_name"] = f"นายคนใหม่ {mark}"
    if dice.random() < 0.3:
        members.append(members.pop(0))
    values = {"number": f"{mark.replace('.', '')}/2570"} if dice.random() < 0.5 else {}
    save_committee(
        revision=revision,
        values=values,
        members=members,
        expected_version=facts.committee_order.version,
        by=revision.prepared_by,
    )


def _monitoring(revision: Revision, dice: random.Random, mark: str) -> None:
    rows = [{name: getattr(row, name) for name in MONITORED} for row in revision.monitoringitems.all()]
    rows.insert(dice.randint(0, len(rows)), dict.fromkeys(MONITORED, f"ตัวชี้วัด {mark}"))
    if dice.random() < 0.4:
        rows.pop()
    save_monitoring(revision=revision, rows=rows, seen=monitoring_seen(revision), by=revision.prepared_by)


def _budgets(revision: Revision, dice: random.Random, mark: str) -> None:
    years = revision.plan.cycle.years
    chosen = dice.sample(years, dice.randint(0, 3))
    values = {year: (Decimal(dice.randint(1, 9) * 100_000), None) for year in chosen}
    save_budgets(revision=revision, values=values, seen=budgets_seen(revision), by=revision.prepared_by)


WAYS = (
    _text,
    _period,
    _targets,
    _new_project,
    _project,
    _no_project,
    _order_of_projects,
    _committee,
    _monitoring,
    _budgets,
)
