"""What a person of an LAO has to do for himself and for his people: assessments and individual plans."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from approvals.deadlines.outlook import schedule
from approvals.deadlines.steps import StepCode
from approvals.home.lines import Line, to, years
from organizations.models import Membership, Organization
from personnel.assessing import SELF, person_of, tasks_of
from personnel.cycles import planning_cycle
from personnel.models import Person
from plans.models import Edition, IndividualPlan
from thai.dates import today
from thai.fiscal import FiscalYear


def own_lines(acting: Membership) -> Iterator[Line]:
    """Nothing for an account that is nobody of the staff list."""
    organization = acting.organization
    me = person_of(organization, acting.user) if organization else None
    if organization is None or me is None:
        return
    yield from _assessments(organization, me)
    yield from _individual_plans(organization, me)


def _assessments(organization: Organization, me: Person) -> Iterator[Line]:
    cycle = planning_cycle()
    unsent = [task for task in tasks_of(me, int(cycle.first)) if not task.is_sent]
    if not unsent:
        return
    steps = {step.code: step for step in schedule(organization, cycle)}
    needs = steps.get(StepCode.NEEDS)
    due_on = needs.due_on if needs else None
    address = to("personnel:my_assessments", organization.code)
    if any(task.assessor == SELF for task in unsent):
        yield Line(_("ประเมินสมรรถนะของตนเอง รอบ {cycle}").format(cycle=years(cycle)), address, due_on)
    if count := sum(task.assessor != SELF for task in unsent):
        yield Line(_("ประเมินผู้ใต้บังคับบัญชา {count} คน").format(count=count), address, due_on)


def _individual_plans(organization: Organization, me: Person) -> Iterator[Line]:
    """Of this fiscal year: to be agreed before it ends, whoever of the two is waited for."""
    year = FiscalYear.of(today())
    if not Edition.objects.filter(year__lte=int(year)).exists():
        return
    plans = IndividualPlan.objects.filter(organization=organization, year=int(year))
    states = {
        (row.person_id == me.pk, row.state)
        for row in plans.filter(Q(person=me) | Q(person__supervisor=me)).only("person", "state")
    }
    due_on: datetime.date = year.ends_on
    address = to("plans:idps", organization.code, int(year))
    if (True, IndividualPlan.State.DRAFT) in states:
        yield Line(_("ส่งแผนพัฒนารายบุคคลของท่าน ปีงบประมาณ {year}").format(year=int(year)), address, due_on)
    if (False, IndividualPlan.State.PROPOSED) in states:
        text = _("พิจารณาแผนพัฒนารายบุคคลของผู้ใต้บังคับบัญชา ปีงบประมาณ {year}").format(year=int(year))
        yield Line(text, address, due_on)
