"""The committee composed from the posts: one table of who sits where when posts are held, vacant or acted for."""

import pytest

from approvals.composition import compose
from approvals.order_issue import faults_of
from approvals.orders import appointed_from, changes_between, first_draft
from organizations.models import Membership
from plans.models import CommitteeMember
from tests.approvals.ordering import DAY, make_office
from tests.builders import make_organization, make_plan
from thai.dates import frozen_today

Seat, Duty = CommitteeMember.Seat, CommitteeMember.Duty
CLERK, DEPUTY = "ปลัดองค์การบริหารส่วนตำบล", "รองปลัดองค์การบริหารส่วนตำบล"
OFFICE, FINANCE = "หัวหน้าสำนักปลัด", "ผู้อำนวยการกองคลัง"


@pytest.fixture(autouse=True)
def _day():
    with frozen_today(DAY):
        yield


@pytest.fixture
def office(db):
    return make_office()


def seats(composed) -> list[tuple[str, str]]:
    return [(member.seat, member.person_name) for member in composed.members]


def seat(composed, kind: str, unit: str = "") -> CommitteeMember:
    [found] = [row for row in composed.members if row.seat == kind and (not unit or unit in row.position)]
    return found


def test_committee_follows_section_14_1(office):
    composed = compose(office.revision, DAY)
    assert seats(composed) == [
        (Seat.HEAD, office.head.user.full_name),
        (Seat.CLERK, f"นาย{CLERK}"),
        (Seat.DEPUTY_CLERK, f"นาย{DEPUTY}"),
        (Seat.UNIT_HEAD, f"นาย{FINANCE}"),
        (Seat.UNIT_HEAD, "นายผู้อำนวยการกองช่าง"),
        (Seat.HR_HEAD, f"นาย{OFFICE}"),
        (Seat.OFFICER, "นายนักทรัพยากรบุคคล"),
    ]
    assert [row.duty for row in composed.members] == [
        Duty.CHAIR,
        *[Duty.MEMBER] * 4,
        Duty.SECRETARY,
        Duty.ASSISTANT,
    ]
    assert composed.members[-1].position == "นักทรัพยากรบุคคลชำนาญการ"


# Vacant and acting: what happens -> seat, name, acting, a word about it ---------------------------

CASES = {
    "clerk vacant": (lambda o: o.leaves(CLERK), Seat.CLERK, "", True, "ไม่มีผู้รักษาราชการแทน"),
    "clerk acted for by the deputy": (
        lambda o: (o.leaves(CLERK), o.acts(CLERK, DEPUTY)),
        Seat.CLERK,
        f"นาย{DEPUTY}",
        True,
        "เป็นผู้รักษาราชการแทนปลัด",
    ),
    "department head vacant": (
        lambda o: o.leaves(FINANCE),
        Seat.UNIT_HEAD,
        "",
        True,
        f"ตำแหน่ง{FINANCE}ว่าง",
    ),
    "department head acted for": (
        lambda o: (o.leaves(FINANCE), o.acts(FINANCE, CLERK)),
        Seat.UNIT_HEAD,
        f"นาย{CLERK}",
        True,
        "อยู่ 2 ที่นั่ง",
    ),
    "holder and somebody acting": (
        lambda o: o.acts(FINANCE, CLERK),
        Seat.UNIT_HEAD,
        f"นาย{FINANCE}",
        False,
        "",
    ),
    "secretary vacant": (lambda o: o.leaves(OFFICE), Seat.HR_HEAD, "", True, "ว่าง และไม่มี"),
    "secretary acted for": (
        lambda o: (o.leaves(OFFICE), o.acts(OFFICE, "นักทรัพยากรบุคคล")),
        Seat.HR_HEAD,
        "นายนักทรัพยากรบุคคล",
        True,
        f"เป็นผู้รักษาราชการแทน{OFFICE}",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_vacant_and_acting(office, case):
    happens, kind, name, acting, says = CASES[case]
    happens(office)
    composed = compose(office.revision, DAY)
    found = seat(composed, kind, FINANCE if kind == Seat.UNIT_HEAD else "")
    assert (found.person_name, found.is_acting) == (name, acting)
    assert says in " ".join(composed.notes)


def test_vacant_deputy_has_no_seat(office):
    office.leaves(DEPUTY)
    composed = compose(office.revision, DAY)
    assert Seat.DEPUTY_CLERK not in {row.seat for row in composed.members}
    assert any("รองปลัด" in note and "ว่าง" in note for note in composed.notes)


def test_vacant_head_is_performed_by_the_clerk_who_takes_the_chair(office):
    composed = compose(office.revision, DAY, head_is_vacant=True)
    chair, clerk = composed.members[:2]
    assert (chair.seat, chair.duty, chair.person_name) == (Seat.HEAD, Duty.CHAIR, f"นาย{CLERK}")
    assert chair.position.startswith("ปลัด")
    assert "ปฏิบัติหน้าที่นายก" in chair.position
    assert (clerk.seat, clerk.person_name, clerk.is_acting) == (Seat.CLERK, "", True)


def test_vacant_head_and_an_acting_clerk(office):
    office.leaves(CLERK)
    office.acts(CLERK, DEPUTY)
    chair = compose(office.revision, DAY, head_is_vacant=True).members[0]
    assert chair.person_name == f"นาย{DEPUTY}"
    assert chair.position.startswith("ผู้รักษาราชการแทนปลัด")


def test_head_whose_role_says_who_acts_sits_under_that_position(office):
    position = "รองนายก รักษาราชการแทนนายก"
    Membership.objects.filter(pk=office.head.pk).update(position=position)
    chair = compose(office.revision, DAY).members[0]
    assert (chair.position, chair.is_acting) == (position, True)


def test_hired_employee_is_never_proposed_as_assistant(office):
    office.leaves("นักทรัพยากรบุคคล")
    composed = compose(office.revision, DAY)
    assert Duty.ASSISTANT not in {row.duty for row in composed.members}


def test_assistants_named_before_stay_while_they_are_here(office):
    current = [
        CommitteeMember(
            seat=Seat.OFFICER, duty=Duty.ASSISTANT, person_name=name, position="ก", is_official=official
        )
        for name, official in (("นายผู้อำนวยการกองช่าง", True), ("นายผู้ไม่อยู่แล้ว", True), (f"นาย{FINANCE}", False))
    ]
    composed = compose(office.revision, DAY, current=current)
    assert [row.person_name for row in composed.members if row.duty == Duty.ASSISTANT] == [
        "นายผู้อำนวยการกองช่าง"
    ]


def test_without_a_staff_list_typed_names_stay(db):
    revision = make_plan(make_organization())
    current = list(revision.committeemembers.select_related("unit"))
    for row in current:
        row.person_name = f"นาย{row.position}"
    composed = compose(revision, DAY, current=current)
    assert [row.person_name for row in composed.members] == [row.person_name for row in current]


def test_composed_committee_keeps_the_rules_of_the_plan(office):
    order, _members = first_draft(office.revision)
    assert faults_of(order, appointed_from(compose(office.revision, DAY).members)) == []


# Differences ------------------------------------------------------------------------------------


def member(name: str, position: str = "ก", duty: str = Duty.MEMBER, seat: str = Seat.OFFICER):
    return CommitteeMember(seat=seat, duty=duty, person_name=name, position=position)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([member("ก")], [member("ก")], []),
        ([member("ก ข")], [member("กข")], []),
        ([member("ก")], [member("ก"), member("ข", duty=Duty.ASSISTANT)], ["added"]),
        ([member("ก"), member("ข", duty=Duty.ASSISTANT)], [member("ก")], ["removed"]),
        ([member("ก")], [member("ก", duty=Duty.ASSISTANT)], ["changed"]),
        ([member("ก", "ผอ.กองคลัง")], [member("ข", "ผอ.กองคลัง")], ["changed"]),
        ([member("", "ผอ.กองคลัง")], [member("", "ผอ.กองคลัง")], []),
    ],
)
def test_changes_are_told_by_name_and_by_seat(old, new, kinds):
    assert [change.kind for change in changes_between(old, new)] == kinds
