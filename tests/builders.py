"""Data for tests, made as people make them: through the domain's own functions.

``load_reference`` brings editions and catalogs; ``make_...`` give one thing each, with what it needs.
"""

from __future__ import annotations

import datetime
import io
import itertools
from decimal import Decimal
from functools import cache

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Curriculum, KnowledgeArea, Method, ProviderKind
from organizations.acting import SESSION_KEY
from organizations.load import BOARD_SUFFIXES
from organizations.models import Board, Membership, Organization, Province, User
from organizations.roles import BOARD_ROLES, LAO_ROLES, NATIONAL_ROLES, Role
from personnel.models import PersonnelGroup, Unit
from plans.create import create_plan
from plans.edit import save_section
from plans.edit_rows import (
    monitoring_seen,
    save_committee,
    save_monitoring,
    save_project,
    save_targets,
    targets_seen,
)
from plans.facts import PlanFacts
from plans.freeze import freeze
from plans.models import Edition, OutlineSection, Project, Revision, State
from thai.titles import KIND_TITLES, BoardKind, LaoKind

PASSWORD = "รหัสผ่าน-ทดสอบ-2567"
LONG_AGO = datetime.date(2020, 10, 1)
_numbers = itertools.count(1)


@cache
def _encoded_password() -> str:
    return make_password(PASSWORD)


# Reference data -------------------------------------------------------------------------------


def load_reference() -> None:
    """Catalogs and both editions, once in a database."""
    if Edition.objects.filter(year=2570).exists():
        return
    call_command("load_catalogs", stdout=io.StringIO())


def edition(year: int = 2570) -> Edition:
    """An edition of the master plan, loaded from the project's files."""
    load_reference()
    return Edition.objects.get(year=year)


# Bodies and people ----------------------------------------------------------------------------


def make_province(name: str = "หนองคาย", code: str = "43") -> Province:
    """A province; the same one for the same code."""
    return Province.objects.get_or_create(
        code=code, defaults={"name": name, "name_en": f"Province {code}", "letters": "นค"}
    )[0]


def make_board(kind: str = "", province: Province | None = None) -> Board:
    """The board of a kind in a province (ก.อบต.จังหวัด unless told)."""
    province = province or make_province()
    kind = kind or KIND_TITLES[LaoKind.SAO].board_kind
    suffix = BOARD_SUFFIXES.get(BoardKind(kind), "PATTAYA")
    code = f"BOARD-{province.code}-{suffix}"  # as load_boards names them
    return Board.objects.get_or_create(province=province, kind=kind, defaults={"code": code})[0]


def make_organization(
    kind: str = LaoKind.SAO,
    name: str = "",
    province: Province | None = None,
    *,
    code: str = "",
    units: bool = True,
) -> Organization:
    """An LAO with its board and, unless told otherwise, three departments (the first is in charge of personnel)."""
    number = next(_numbers)
    if province is None:
        province = make_province("ชลบุรี", "20") if kind == LaoKind.PATTAYA else make_province()
    organization = Organization.objects.create(
        code=code or f"LAO-{number}",
        kind=kind,
        name=name or f"ทดสอบ{number}",
        district="เมือง",
        province=province,
        board=make_board(KIND_TITLES[LaoKind(kind)].board_kind, province),
    )
    if units:
        make_units(organization)
    return organization


def make_units(organization: Organization) -> list[Unit]:
    """The office of the chief official (in charge of personnel), finance and public works."""
    rows = [
        (organization.titles.office, f"หัวหน้า{organization.titles.office}", True),
        ("กองคลัง", "ผู้อำนวยการกองคลัง", False),
        ("กองช่าง", "ผู้อำนวยการกองช่าง", False),
    ]
    return [
        Unit.objects.create(organization=organization, name=name, head_title=head, is_hr=is_hr, order=order)
        for order, (name, head, is_hr) in enumerate(rows, start=1)
    ]


def make_user(username: str = "", full_name: str = "") -> User:
    """A person who can sign in with ``PASSWORD``."""
    number = next(_numbers)
    return User.objects.create(
        username=username or f"user{number}",
        full_name=full_name or f"ผู้ใช้ คนที่ {number}",
        password=_encoded_password(),
    )


def make_member(
    role: Role,
    organization: Organization | None = None,
    *,
    board: Board | None = None,
    province: Province | None = None,
    user: User | None = None,
    started_on: datetime.date = LONG_AGO,
    ended_on: datetime.date | None = None,
) -> Membership:
    """A person in a role; the body that the role needs is made when none is given."""
    if role in LAO_ROLES:
        organization = organization or make_organization()
    elif role in BOARD_ROLES:
        board = board or make_board()
    elif role not in NATIONAL_ROLES:
        province = province or make_province()
    return Membership.objects.create(
        user=user or make_user(),
        role=role,
        organization=organization,
        board=board,
        province=province,
        started_on=started_on,
        ended_on=ended_on,
    )


# Plans ----------------------------------------------------------------------------------------


def make_plan(
    organization: Organization | None = None, *, year: int = 2570, by: User | None = None
) -> Revision:
    """A plan as it is on the day it is begun."""
    return create_plan(
        organization=organization or make_organization(), edition=edition(year), by=by or make_user()
    )


def make_project(
    revision: Revision, name: str = "โครงการทดสอบ", *, by: User | None = None, **values: object
) -> Project:
    """A complete project; ``values`` replace its columns, ``years`` its people and baht by year."""
    year = revision.plan.edition.year
    years = values.pop("years", {y: (10, Decimal("12000.00")) for y in revision.plan.cycle.years})
    complete = {
        "name": name,
        "objective": "เพื่อให้ผู้เข้ารับการพัฒนานำความรู้ไปใช้ในการปฏิบัติงานได้",
        "curriculum": Curriculum.objects.get(code="cur2"),
        "knowledge_area": KnowledgeArea.objects.for_edition(year).first(),
        "methods": [Method.objects.get(code="m2")],
        "submethods": [],
        "groups": list(PersonnelGroup.objects.for_edition(year)),
        "delivery": Project.Delivery.OWN,
        "provider_kind": ProviderKind.objects.for_edition(year).first(),
        "unit": Unit.objects.filter(organization=revision.organization_id).first(),
        "indicator": "ร้อยละของผู้เข้ารับการพัฒนาที่ผ่านการทดสอบ",
        "indicator_target": "ไม่น้อยกว่าร้อยละ 80",
        "indicator_baseline": "ร้อยละ 70",
        "indicator_unit": "ร้อยละ",
        "indicator_method": "แบบทดสอบหลังการอบรม",
        "indicator_measurer": "ผู้รับผิดชอบโครงการ",
        "hours_total": 12,
        "hours_lecture": 6,
        "first_month": 1,
        "last_month": 3,
        "uses_budget": True,
        "money_source": "งบประมาณรายจ่ายประจำปี",
    }
    return save_project(
        revision=revision,
        values=complete | values,
        years=years,
        year_targets=dict.fromkeys(years, "ร้อยละ 80"),
        by=by or revision.prepared_by,
    )


def make_complete_plan(
    organization: Organization | None = None,
    *,
    year: int = 2570,
    state: State = State.DRAFTING,
    by: User | None = None,
) -> Revision:
    """A small plan without findings; in a later ``state`` it is frozen as a move would freeze it."""
    revision = make_plan(organization, year=year, by=by)
    by = revision.prepared_by
    _write_sections(revision, by)
    _fill_targets(revision, by)
    _fill_projects(revision, by)
    _fill_committee(revision, by)
    save_monitoring(
        revision=revision,
        rows=[
            {
                "indicator": "ร้อยละของบุคลากรที่ได้รับการพัฒนา",
                "method": "ทะเบียนผู้เข้ารับการพัฒนา",
                "responsible": "คณะกรรมการจัดทำแผนพัฒนาบุคลากร",
                "when": "ปีละหนึ่งครั้ง",
            }
        ],
        seen=monitoring_seen(revision),
        by=by,
    )
    return put_in_state(revision, state)


def put_in_state(revision: Revision, state: State) -> Revision:
    """Set the state without a decision: for tests of what a state shows or refuses, never of moves."""
    if state != State.DRAFTING:
        snapshot = freeze(revision)
        Revision.objects.filter(pk=revision.pk).update(
            state=state, snapshot=snapshot, state_changed_at=timezone.now()
        )
    return Revision.objects.with_plan().get(pk=revision.pk)


def _write_sections(revision: Revision, by: User) -> None:
    facts = PlanFacts(revision)
    outline = {heading.code: heading for heading in facts.outline}
    for section in revision.sections.all():
        writes = outline[section.code].duty == OutlineSection.Duty.WRITE
        body = f"ข้อความของหน่วยงานในหัวข้อ {outline[section.code].heading}" if writes else ""
        save_section(section=section, body=body, expected_version=section.version, by=by, done=True)


def _fill_targets(revision: Revision, by: User) -> None:
    counts = {"g1": (2, 2), "g2": (20, 18), "g3": (4, 4), "g4": (2, 2)}
    values = {(code, year): pair for code, pair in counts.items() for year in revision.plan.cycle.years}
    save_targets(revision=revision, values=values, seen=targets_seen(revision), by=by)


def _fill_projects(revision: Revision, by: User) -> None:
    year = revision.plan.edition.year
    groups = {group.code: group for group in PersonnelGroup.objects.for_edition(year)}
    areas = list(KnowledgeArea.objects.for_edition(year))
    for number, curriculum in enumerate(Curriculum.objects.for_edition(year)):
        executive = curriculum.code == "cur4"
        orientation = curriculum.code == "cur1"
        few = [groups["g3"], groups["g4"]] if executive else [groups["g1"]]
        make_project(
            revision,
            f"โครงการอบรม{curriculum.name}",
            by=by,
            curriculum=curriculum,
            knowledge_area=areas[number % len(areas)],
            methods=[Method.objects.get(code="m1" if orientation else "m2")],
            groups=few if executive or orientation else list(groups.values()),
            is_digital=curriculum.includes_digital,
            years={
                y: (2 if executive or orientation else 20, Decimal("10000.00"))
                for y in revision.plan.cycle.years
            },
        )


def _fill_committee(revision: Revision, by: User) -> None:
    order = PlanFacts(revision).committee_order
    names = ("seat", "duty", "unit", "position", "is_acting", "is_official")
    members = [
        {name: getattr(member, name) for name in names} | {"person_name": f"นายทดสอบ คนที่ {member.order}"}
        for member in revision.committeemembers.all()
    ]
    save_committee(
        revision=revision,
        values={
            "number": "๑/๒๕๖๙",
            "dated_on": datetime.date(revision.plan.first_year - 543 - 1, 6, 1),
            "prints_names": True,
            "signer_name": "นายทดสอบ คนที่ 1",
            "signer_position": revision.plan.organization.head_title,
        },
        members=members,
        expected_version=order.version,
        by=by,
    )


# Browsing -------------------------------------------------------------------------------------


def client_of(member: Membership) -> Client:
    """A signed-in client that acts in this membership."""
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SESSION_KEY] = member.pk
    session.save()
    return client


def address(revision: Revision, name: str, **kwargs: str | int) -> str:
    """An address below a revision, by the name of its view."""
    return reverse(name, kwargs={**revision.address, **kwargs})
