"""A plan with something in every table, for tests of papers: as many projects as wanted, names as wanted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from courses.models import Curriculum, Method, SubMethod
from personnel.models import PersonnelGroup
from plans.models import CommitteeMember, CommitteeOrder, MonitoringItem, Project, ProjectYear, Revision

LONG_NAME = (
    "โครงการอบรมเชิงปฏิบัติการทักษะด้านดิจิทัลเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานและศึกษาดูงานนอกสถานที่ "
    "สำหรับผู้บริหาร สมาชิกสภา พนักงานส่วนท้องถิ่น ลูกจ้างประจำ และพนักงานจ้าง"
)
LONG_OBJECTIVE = (
    "ให้บุคลากรปฏิบัติงานได้ถูกต้องตามระเบียบ รวดเร็ว และใช้เทคโนโลยีดิจิทัลในงานประจำได้ด้วยตนเอง "
    "ลดขั้นตอนและเวลาในการให้บริการประชาชน"
)
NAMES = (
    "โครงการปฐมนิเทศบุคลากรบรรจุใหม่",
    "โครงการฝึกอบรมการจัดทำเอกสารราชการและงานสารบรรณอิเล็กทรอนิกส์",
    "หลักสูตรนักทรัพยากรบุคคลท้องถิ่น",
    LONG_NAME,
    "หลักสูตรนักบริหารงานท้องถิ่น",
    "โครงการส่งเสริมคุณธรรมและจริยธรรมของบุคลากร",
)
OBJECTIVES = (
    "ให้บุคลากรเข้าใจบทบาทหน้าที่ ระเบียบ และวัฒนธรรมขององค์กร",
    LONG_OBJECTIVE,
    "ให้มีความรู้และทักษะเฉพาะตำแหน่งตามมาตรฐานกำหนดตำแหน่ง",
)


def fill_targets(revision: Revision) -> None:
    """Some people in every group and year."""
    for place, target in enumerate(revision.targets.all()):
        target.headcount, target.people = 40 + place, 20 + place
        target.save()


def add_projects(revision: Revision, number: int, amounts: Sequence[Decimal] = ()) -> list[Project]:
    """Projects of all curricula; ``amounts`` are handed out to projects and years in turn."""
    curricula, methods = list(Curriculum.objects.all()), list(Method.objects.all())
    groups, units = list(PersonnelGroup.objects.all()), list(revision.organization.units.all())
    amounts = amounts or [Decimal(20_000), Decimal(150_000), Decimal(0)]
    projects = []
    for place in range(number):
        project = Project.objects.create(
            revision=revision,
            organization=revision.organization,
            order=place + 1,
            name=NAMES[place % len(NAMES)],
            objective=OBJECTIVES[place % len(OBJECTIVES)],
            curriculum=curricula[place % len(curricula)],
            delivery=Project.Delivery.values[place % 2],
            unit=units[place % len(units)] if units else None,
            indicator="ร้อยละของผู้เข้ารับการพัฒนาที่ผ่านเกณฑ์การประเมิน",
            indicator_target="ไม่น้อยกว่าร้อยละ 80",
            first_month=(place + 9) % 12 + 1,
            last_month=(place + 10) % 12 + 1,
            money_source="ข้อบัญญัติงบประมาณรายจ่ายประจำปี หมวดค่าใช้สอย",
        )
        project.methods.set([methods[place % len(methods)]])
        if project.methods.first() == methods[-1]:
            project.submethods.set(SubMethod.objects.all()[:2])
        project.groups.set(groups if place % 3 == 0 else groups[place % 4 :][:2])
        ProjectYear.objects.bulk_create(
            ProjectYear(
                project=project,
                organization=revision.organization,
                year=year,
                people=5 + place if column != place % 4 else 0,
                baht=amounts[(place * 3 + column) % len(amounts)] if column != place % 4 else Decimal(0),
            )
            for column, year in enumerate(revision.plan.cycle.years)
        )
        projects.append(project)
    return projects


def give_order(revision: Revision, *, prints_names: bool = True) -> None:
    """The order that appoints the committee, signed and numbered, with a name in every seat."""
    CommitteeOrder.objects.filter(revision=revision).update(
        number="123/2566",
        dated_on=datetime.date(2023, 5, 15),
        prints_names=prints_names,
        signer_name="นายสมชาย ใจตรง",
    )
    for place, member in enumerate(CommitteeMember.objects.filter(revision=revision), start=1):
        member.person_name = f"นางสาวกรรมการ คนที่{place}"
        member.save()


def add_monitoring(revision: Revision, number: int = 2) -> None:
    """What is followed up over the plan."""
    MonitoringItem.objects.bulk_create(
        MonitoringItem(
            revision=revision,
            organization=revision.organization,
            order=place,
            indicator=f"ร้อยละของโครงการที่ดำเนินการแล้วเสร็จตามแผน ข้อ {place}",
            method="รายงานผลการดำเนินงานเทียบกับแผน",
            responsible="คณะกรรมการจัดทำแผนพัฒนาบุคลากร 3 ปี",
            when="ปีละ 1 ครั้ง ภายในเดือนตุลาคม",
        )
        for place in range(1, number + 1)
    )


def fill_plan(revision: Revision, *, projects: int = 15, prints_names: bool = True) -> Revision:
    """Something in every table of the plan."""
    fill_targets(revision)
    add_projects(revision, projects)
    give_order(revision, prints_names=prints_names)
    add_monitoring(revision)
    return revision
