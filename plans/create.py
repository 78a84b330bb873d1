"""Begin the plan of an LAO for a cycle: everything the edition already knows is filled in.

The officer starts from texts, a committee and a staffing period that need checking, not from blank pages.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from organizations.models import Organization, User
from personnel.models import PersonnelGroup, Unit
from plans.facts import PlanFacts
from plans.holders import StaffToday, head_of_lao
from plans.models import (
    CommitteeMember,
    CommitteeOrder,
    Edition,
    OutlineSection,
    Plan,
    Revision,
    Section,
    Target,
)
from thai.fiscal import CYCLE_LENGTH, Cycle

Seat, Duty = CommitteeMember.Seat, CommitteeMember.Duty


class PlanRefused(ValueError):
    """The plan cannot be begun; the message is Thai and says what can be."""


def edition_for(first_year: int, last_year: int | None = None) -> Edition:
    """The edition of a cycle of fiscal years (B.E.); PlanRefused when there is no such cycle or edition.

    Clause: the master plan is made every three years, for the same years in the whole country (section 15(2)).
    """
    if last_year is not None and last_year - first_year + 1 != CYCLE_LENGTH:
        raise PlanRefused(
            _("แผนต้องมีระยะเวลา 3 ปีงบประมาณ แต่ {first} - {last} มี {years} ปี กรุณาเลือกรอบให้ถูกต้อง").format(
                first=first_year, last=last_year, years=max(last_year - first_year + 1, 0)
            )
        )
    if not Cycle(first_year).aligned:
        raise PlanRefused(
            _("ปีงบประมาณ {year} ไม่ใช่ปีแรกของรอบแผน {known}").format(year=first_year, known=_known_cycles())
        )
    edition = Edition.objects.filter(year=first_year).first()
    if edition is None:
        raise PlanRefused(
            _("ยังไม่มีแผนแม่บทของรอบปีงบประมาณ {cycle} {known}").format(
                cycle=Cycle(first_year), known=_known_cycles()
            )
        )
    return edition


def _known_cycles() -> str:
    cycles = [f"{edition.cycle.first} - {edition.cycle.last}" for edition in Edition.objects.all()]
    if not cycles:
        return _("ระบบยังไม่มีแผนแม่บท กรุณาแจ้งผู้ดูแลระบบ")
    return _("รอบที่จัดทำได้คือ {cycles}").format(cycles=", ".join(cycles))


@transaction.atomic
def create_plan(*, organization: Organization, edition: Edition, by: User) -> Revision:
    """The original revision of a new plan; PlanRefused when this cycle already has one."""
    edition_for(edition.year)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(organization=organization, edition=edition, first_year=edition.year)
    except IntegrityError as error:
        raise PlanRefused(
            _("มีแผนของรอบปีงบประมาณ {cycle} อยู่แล้ว กรุณาเปิดแผนเดิม").format(cycle=edition.cycle)
        ) from error
    revision = Revision.objects.create(
        plan=plan,
        organization=organization,
        staffing_first_year=plan.cycle.first,
        staffing_last_year=plan.cycle.last,
        prepared_by=by,
    )
    Section.objects.bulk_create(_sections(revision))
    Target.objects.bulk_create(_targets(revision))
    CommitteeOrder.objects.create(
        revision=revision,
        organization=organization,
        signer_name=head_of_lao(organization),
        signer_position=organization.head_title,
    )
    CommitteeMember.objects.bulk_create(committee_of_departments(revision))
    return revision


def text_headings(outline: list[OutlineSection]) -> list[OutlineSection]:
    """Headings that are filled by a text: neither a table nor a title of the headings below it."""
    return [section for section in outline if not section.typed and not section.heading_only]


def _sections(revision: Revision) -> list[Section]:
    facts = PlanFacts(revision)
    return [section_begun(facts, outline) for outline in text_headings(facts.outline)]


def section_begun(facts: PlanFacts, outline: OutlineSection) -> Section:
    """A heading as a new plan has it, not stored: the standard text, with what the province says by now."""
    provincial = facts.newest_provincial.get(outline.pk)
    to_confirm = outline.duty == OutlineSection.Duty.CONFIRM
    return Section(
        revision=facts.revision,
        organization_id=facts.revision.organization_id,
        code=outline.code,
        follows_edition=to_confirm,
        body="" if to_confirm else facts.standard_with(outline, provincial),
        provincial=provincial,
        provincial_answered=provincial,
    )


def _targets(revision: Revision) -> list[Target]:
    groups = PersonnelGroup.objects.for_edition(revision.plan.edition.year)
    return [
        Target(
            revision=revision,
            organization_id=revision.organization_id,
            group=group,
            year=year,
            headcount=0,
            people=0,
        )
        for group in groups
        for year in revision.plan.cycle.years
    ]


def committee_of_departments(revision: Revision) -> list[CommitteeMember]:
    """The committee that section 14.1 prescribes for today's departments, not yet stored.

    Head of the LAO (chair), chief official, head of every department, and the head of the department in
    charge of personnel as secretary, who is not listed twice. Named where the staff list says who holds the post.
    """
    organization = revision.plan.organization
    units = list(Unit.objects.filter(organization=organization, closed_on=None))
    seats: list[tuple[str, str, str, Unit | None]] = [
        (Seat.HEAD, Duty.CHAIR, organization.head_title, None),
        (Seat.CLERK, Duty.MEMBER, organization.chief_official_title, None),
        *((Seat.UNIT_HEAD, Duty.MEMBER, unit.head_title, unit) for unit in units if not unit.is_hr),
        *((Seat.HR_HEAD, Duty.SECRETARY, unit.head_title, unit) for unit in units if unit.is_hr),
    ]
    staff, head = StaffToday(organization), head_of_lao(organization)
    return [
        CommitteeMember(
            revision=revision,
            organization=organization,
            order=order,
            seat=seat,
            duty=duty,
            unit=unit,
            position=position,
            is_official=seat != Seat.HEAD,  # the head is elected
            **({"person_name": head} if seat == Seat.HEAD else _holder(staff, position, unit)),
        )
        for order, (seat, duty, position, unit) in enumerate(seats, start=1)
    ]


def _holder(staff: StaffToday, position: str, unit: Unit | None) -> dict[str, Any]:
    """Who sits in a seat by the staff list, as columns; nothing where it does not say."""
    holding = staff.head_of(unit.pk) if unit else staff.holder_of(position)
    return {"person_name": holding.person.full_name, "is_acting": holding.is_acting} if holding else {}
