"""Staff lists for tests, made through the domain's own functions."""

from __future__ import annotations

import datetime
import itertools

from competencies.models import PositionLevel, PositionType
from organizations.models import Organization
from personnel.frame import create_frame, save_post
from personnel.models import EmploymentKind, Person, Post, StaffingFrame, Unit
from personnel.people import add_person, hold
from tests.builders import load_reference, make_organization, make_user

LONG_AGO = datetime.date(2010, 5, 3)
_numbers = itertools.count(1)


def make_frame(organization: Organization | None = None, first_year: int = 2570) -> StaffingFrame:
    """An empty frame of three fiscal years."""
    load_reference()
    return create_frame(
        organization=organization or make_organization(), first_year=first_year, by=make_user()
    )


def make_post(
    frame: StaffingFrame,
    title: str = "นักทรัพยากรบุคคล",
    *,
    kind: str = EmploymentKind.CIVIL,
    type_code: str = "academic",
    level: str = "",
    unit: Unit | None = None,
    **values: object,
) -> Post:
    """A vacant post; type and level by their codes."""
    columns = {
        "number": "",
        "title": title,
        "kind": kind,
        "unit": unit,
        "line": None,
        "position_type": PositionType.objects.get(code=type_code) if type_code else None,
        "level": PositionLevel.objects.get(code=level) if level else None,
        "is_head": False,
        "is_transferred": False,
    }
    return save_post(frame=frame, values=columns | values, by=make_user())


def make_person(organization: Organization, name: str = "", **values: object) -> Person:
    """Somebody who has worked here for long, unless told otherwise."""
    known = {"full_name": name or f"นางสาวบุคลากร คนที่ {next(_numbers)}", "appointed_on": LONG_AGO}
    return add_person(organization=organization, values=known | values, by=make_user())


def make_held(
    frame: StaffingFrame,
    title: str = "นักทรัพยากรบุคคล",
    *,
    appointed_on: datetime.date | None = LONG_AGO,
    person: dict[str, object] | None = None,
    started_on: datetime.date | None = None,
    **post: object,
) -> tuple[Post, Person]:
    """A post with somebody in it; ``person`` are columns of the holder."""
    row = make_post(frame, title, **post)
    holder = make_person(frame.organization, appointed_on=appointed_on, **(person or {}))
    hold(post=row, person=holder, started_on=started_on, by=make_user())
    return row, holder


def make_small_list(organization: Organization | None = None, first_year: int = 2570) -> StaffingFrame:
    """Ten posts, two of them vacant: 1 of g4, 2 of g3, 4 of g2 and 1 of g1 in every year of the cycle."""
    frame = make_frame(organization, first_year)
    office, finance, works = frame.organization.units.all()[:3]
    kinds = EmploymentKind
    make_held(frame, "ปลัด", type_code="executive")
    make_held(frame, "หัวหน้าสำนักปลัด", type_code="directing", unit=office)
    make_held(frame, "หัวหน้าฝ่ายพัฒนารายได้", unit=finance, is_head=True)
    make_held(frame, unit=office)
    make_held(
        frame, "ครู", kind=kinds.TEACHER, type_code="teacher", person={"passed_teacher_readiness": False}
    )
    make_held(frame, "พนักงานขับรถยนต์", kind=kinds.PERMANENT, type_code="", unit=works)
    make_held(frame, "ผู้ช่วยนายช่างโยธา", kind=kinds.HIRED_TASK, type_code="", unit=works)
    make_held(frame, "คนงาน", kind=kinds.HIRED_GENERAL, type_code="", unit=works)
    make_post(frame, "นักวิชาการพัสดุ", unit=finance)
    make_post(frame, "นายช่างโยธา", type_code="general", unit=works)
    make_held(frame, "แม่บ้านจ้างเหมา", kind=kinds.CONTRACT, type_code="")
    return frame


#: What `tests.builders.make_complete_plan` types as headcounts, in every year.
AGREED = {"g1": 2, "g2": 20, "g3": 4, "g4": 2}
_OF_GROUP = {
    "g1": (EmploymentKind.TEACHER, "teacher", {"passed_teacher_readiness": False}),
    "g2": (EmploymentKind.CIVIL, "academic", {}),
    "g3": (EmploymentKind.CIVIL, "directing", {}),
    "g4": (EmploymentKind.CIVIL, "executive", {}),
}


def make_agreeing_list(organization: Organization, first_year: int = 2570) -> StaffingFrame:
    """The staff list of a plan of `make_complete_plan`: it agrees with the targets."""
    frame = make_frame(organization, first_year)
    for group, people in AGREED.items():
        kind, type_code, known = _OF_GROUP[group]
        for _number in range(people):
            make_held(frame, kind=kind, type_code=type_code, person=known)
    return frame
