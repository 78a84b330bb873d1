"""A person, the superior and the officer of one LAO, with something that the person lacks."""

from __future__ import annotations

from dataclasses import dataclass

from organizations.models import Membership, Organization
from organizations.roles import Role
from personnel.models import Person
from plans.idp.change import draw_up, move
from plans.models import IndividualPlan
from tests.builders import make_member, make_organization
from tests.personnel.staff import assess, make_person, make_post
from thai.fiscal import FiscalYear

YEAR = FiscalYear(2570)
#: Of a position whose competencies and digital abilities are required at three: gaps of 2, 1, 1, 2 and none.
LEVELS = {"c1": 1, "c2": 2, "c3": 2, "digital:d1": 1, "c4": 3}


@dataclass
class Cast:
    """Who meets in an individual plan."""

    organization: Organization
    person: Person
    superior: Person
    staff: Membership
    head_of_unit: Membership
    officer: Membership

    @property
    def plan(self) -> IndividualPlan:
        """The person's plan as it is stored now."""
        return IndividualPlan.objects.with_items().get(person=self.person, year=YEAR)

    def drawn_up(self) -> IndividualPlan:
        """The plan as it is proposed from the gaps."""
        draw_up(person=self.person, year=YEAR, by=self.staff.user)
        return self.plan

    def reach(self, *actions: str) -> IndividualPlan:
        """The plan after these steps, each on the version that is stored."""
        self.drawn_up() if not IndividualPlan.objects.filter(person=self.person).exists() else None
        for action in actions:
            plan = self.plan
            move(
                plan=plan,
                action=action,
                expected_version=plan.version,
                by=self.head_of_unit.user,
                note="ขอให้เพิ่ม" if action == "send_back" else "",
            )
        return self.plan


def make_cast(organization: Organization | None = None) -> Cast:
    """Everybody with an account; the person is assessed as ``LEVELS`` says."""
    organization = organization or make_organization()
    staff, head = make_member(Role.STAFF, organization), make_member(Role.STAFF, organization)
    superior = make_person(make_post(organization, "3102", "academic.3"), "นายหัวหน้า ใจดี", user=head.user)
    person = make_person(
        make_post(organization, "3102", "academic.2"),
        "นางสาวมานี ตั้งใจ",
        user=staff.user,
        supervisor=superior,
    )
    assess(person, LEVELS)
    return Cast(organization, person, superior, staff, head, make_member(Role.HR_OFFICER, organization))
