"""An LAO whose committee is to be appointed: a complete list of staff, and the plan with it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from approvals.models import AppointmentOrder
from approvals.order_issue import Given, Issued, issue_order
from approvals.orders import first_draft
from organizations.models import Membership
from organizations.roles import LAO_ROLES, Role
from personnel.models import Holding, Person, Post, StaffingFrame
from plans.edit_rows import save_committee
from plans.facts import PlanFacts
from plans.models import Revision
from tests.builders import make_complete_plan, make_member, make_organization
from tests.personnel.lists import make_frame, make_held

DAY = datetime.date(2026, 5, 15)  #: 15 พฤษภาคม 2569
COLUMNS = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")


@dataclass
class Office:
    """The plan, its frame, and who acts as what."""

    revision: Revision
    frame: StaffingFrame
    cast: dict[Role, Membership] = field(default_factory=dict)

    @property
    def head(self) -> Membership:
        return self.cast[Role.HEAD]

    @property
    def officer(self) -> Membership:
        return self.cast[Role.HR_OFFICER]

    def post(self, title: str) -> Post:
        return self.frame.posts.get(title=title)

    def leaves(self, title: str) -> None:
        """The holder of a post leaves the LAO."""
        holding = Holding.objects.get(post__title=title, post__frame=self.frame)
        Person.objects.filter(pk=holding.person_id).update(left_on=DAY)
        holding.delete()

    def acts(self, title: str, person_in: str) -> None:
        """The holder of one post acts in another."""
        person = Holding.objects.get(post__title=person_in, is_acting=False).person
        Holding.objects.create(
            organization=self.frame.organization, post=self.post(title), person=person, is_acting=True
        )

    def refresh(self) -> Revision:
        self.revision = Revision.objects.with_plan().get(pk=self.revision.pk)
        return self.revision

    def write(self, members: list | None = None, **values: object) -> None:
        """Save the plan's committee page."""
        facts = PlanFacts(self.refresh())
        rows = facts.committee if members is None else members
        save_committee(
            revision=self.revision,
            values=values,
            members=[{name: getattr(row, name) for name in COLUMNS} for row in rows],
            expected_version=facts.committee_order.version,
            by=self.officer.user,
        )

    def unnumbered(self) -> Office:
        """The plan's order without number and date, as it waits for the head."""
        self.write(number="", dated_on=None)
        return self

    def issue(self, seq: int = 0, **given: object) -> Issued:
        """What the head does."""
        version = (
            AppointmentOrder.objects.get(revision=self.revision, seq=seq).version
            if seq
            else first_draft(self.refresh())[0].version
        )
        usual = {
            "number": f"{125 + seq}/2569",
            "dated_on": DAY,
            "signer_name": self.head.user.full_name,
            "signer_position": self.revision.plan.organization.head_title,
        }
        return issue_order(
            revision=self.revision,
            seq=seq,
            given=Given(**(usual | given)),
            expected_version=version,
            by=self.head,
        )


def make_office() -> Office:
    """A small LAO: clerk, deputy, three departments with their heads, an officer of personnel, a hired helper."""
    organization = make_organization()
    office, finance, works = organization.units.all()
    frame = make_frame(organization)
    for title, unit, more in (
        ("ปลัดองค์การบริหารส่วนตำบล", None, {"type_code": "executive"}),
        ("รองปลัดองค์การบริหารส่วนตำบล", None, {"type_code": "executive"}),
        ("หัวหน้าสำนักปลัด", office, {"type_code": "directing", "is_head": True}),
        ("ผู้อำนวยการกองคลัง", finance, {"type_code": "directing", "is_head": True}),
        ("ผู้อำนวยการกองช่าง", works, {"type_code": "directing", "is_head": True}),
        ("นักทรัพยากรบุคคล", office, {"level": "academic.2"}),
        ("ผู้ช่วยเจ้าพนักงานธุรการ", office, {"kind": "hired_task", "type_code": ""}),
    ):
        make_held(frame, title, unit=unit, person={"name": f"นาย{title}"[:40]}, **more)
    cast = {role: make_member(role, organization) for role in LAO_ROLES}
    revision = make_complete_plan(organization, by=cast[Role.HR_OFFICER].user)
    return Office(Revision.objects.with_plan().get(pk=revision.pk), frame, cast)
