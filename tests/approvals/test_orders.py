"""Orders on the committee: issued once with a number of its own, changed in mid-round, and who sits on which day."""

import datetime

import pytest
from django.core.management import call_command

from approvals import events
from approvals.case import Case, Details
from approvals.guards import after_committee_order
from approvals.models import AgendaItem, AppointedMember, AppointmentOrder, Meeting, NumberTaken
from approvals.numbers import NumberInUse, propose, take
from approvals.order_accounts import Account, accounts_of
from approvals.order_issue import Given, issue_order, issue_order_document, issue_paper, pending_orders
from approvals.orders import (
    OrderRefused,
    allows_circulation,
    begin_change,
    changes_between,
    committee_on,
    discard_change,
    first_draft,
    members_of,
    record_paper_order,
    save_change,
)
from documents.models import IssuedDocument
from documents.render import Rendered, RenderError
from organizations.models import Membership
from organizations.roles import Role
from plans.edit import RevisionClosed, Stale
from plans.edit_rows import OrderGiven
from plans.models import CommitteeMember, State
from tests.approvals.ordering import COLUMNS, DAY, Office, make_office
from tests.approvals.test_concurrency import PEOPLE, at_once
from tests.builders import make_member, make_user, put_in_state
from thai.dates import frozen_today

TODAY = datetime.date(2026, 6, 1)
Seat, Duty = CommitteeMember.Seat, CommitteeMember.Duty


@pytest.fixture(autouse=True)
def _day():
    with frozen_today(TODAY):
        yield


@pytest.fixture
def quick(monkeypatch):
    """A paper without the engine; the titles are kept."""
    made = []

    def render(html, **options):
        made.append(options["title"])
        return Rendered(f"%PDF-1.7 {len(made)}".encode(), 2)

    monkeypatch.setattr("approvals.issuing.render_announced", render)
    return made


@pytest.fixture
def office(db, quick) -> Office:
    return make_office().unnumbered()


def rows(members) -> list[dict]:
    return [{name: getattr(row, name) for name in COLUMNS} for row in members]


def change(office: Office, edit) -> AppointmentOrder:
    """A further order whose list ``edit`` has changed."""
    order = begin_change(revision=office.refresh(), reason="ผู้อำนวยการกองคลังย้าย", by=office.officer)
    values = edit(rows(members_of(order)))
    save_change(order=order, values={}, members=values, expected_version=1)
    return AppointmentOrder.objects.get(pk=order.pk)


def replaced(values: list[dict]) -> list[dict]:
    next(row for row in values if "กองคลัง" in row["position"])["person_name"] = "นางคนใหม่"
    return values


# Issuing the first order --------------------------------------------------------------------------


def test_issued_order_is_written_back_into_the_plan_and_takes_its_number(office):
    issued = office.issue()
    typed = office.revision.committeeorders.get()
    assert (typed.number, typed.dated_on, typed.signer_name) == ("125/2569", DAY, office.head.user.full_name)
    assert issued.order.members.count() == office.revision.committeemembers.count()
    taken = NumberTaken.objects.get(organization=office.revision.organization)
    assert (taken.number, taken.year, taken.series) == (125, 2569, "order")
    assert events.verify(office.revision.plan) == []


def test_document_is_asked_for_once_the_order_is_stored(office, quick, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = office.issue().order
        assert quick == []
    document = AppointmentOrder.objects.get(pk=order.pk).document
    assert (document.kind, document.number, document.dated_on) == ("committee_order", "125/2569", DAY)
    assert "๑๒๕/๒๕๖๙" in document.title
    issue_order_document.call(order.pk)
    assert IssuedDocument.objects.count() == len(quick) == 1
    assert events.verify(office.revision.plan) == []


def test_order_without_document_is_made_up_for_by_the_command(office, monkeypatch, capsys):
    order = office.issue().order

    def fail(html, **options):
        raise RenderError("จัดทำไม่ได้")

    with monkeypatch.context() as patch:
        patch.setattr("approvals.issuing.render_announced", fail)
        with pytest.raises(RenderError):
            issue_paper(order)
    assert list(pending_orders()) == [order]
    call_command("issue_pending")
    assert list(pending_orders()) == []


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"dated_on": datetime.date(2026, 6, 2)}, "dated_on", "ยังมาไม่ถึง"),
        ({"number": "125/2026"}, "number", "ค.ศ."),
        ({"number": "125/2568"}, "number", "ปีเดียวกัน"),
        ({"number": "นค 71201/5"}, "number", "เลขลำดับและปี"),
        ({"number": "7/2569"}, "number", "ใช้แล้วกับ คำสั่งอื่น"),
    ],
)
def test_order_that_cannot_be_meant_is_refused_whole(office, given, field, says):
    take(office.revision.organization, "order", 2569, 7, "คำสั่งอื่น", None)
    with pytest.raises(OrderRefused, match=says) as caught:
        office.issue(**given)
    assert caught.value.field == field
    assert not AppointmentOrder.objects.exists()
    assert NumberTaken.objects.count() == 1


def with_members(office: Office, **changed) -> list:
    """The plan's committee with the columns of its members set by their places."""
    members = list(office.revision.committeemembers.select_related("unit"))
    for place, values in changed.items():
        for name, value in values.items():
            setattr(members[int(place.removeprefix("m"))], name, value)
    return members


def assistant(name: str = "นายผู้ช่วย", **more) -> CommitteeMember:
    return CommitteeMember(
        seat=Seat.OFFICER, duty=Duty.ASSISTANT, person_name=name, position="นักทรัพยากรบุคคล", **more
    )


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda o: with_members(o)[1:], "ประธานกรรมการต้องเป็น"),
        (lambda o: with_members(o, m0={"duty": Duty.MEMBER}, m1={"duty": Duty.CHAIR}), "ประธานกรรมการต้องเป็น"),
        (lambda o: [row for row in with_members(o) if row.seat != Seat.CLERK], "ยังไม่มีปลัด"),
        (lambda o: [row for row in with_members(o) if "กองคลัง" not in row.position], "กองคลังในคณะกรรมการ"),
        (
            lambda o: [row for row in with_members(o) if row.duty != Duty.SECRETARY],
            "กรรมการและเลขานุการต้องเป็น",
        ),
        (lambda o: [*with_members(o), *(assistant(f"นาย{n}") for n in "กขค")], "ไม่เกิน ๒ คน"),
        (lambda o: [*with_members(o), assistant(is_official=False)], "พนักงานจ้าง"),
        (lambda o: with_members(o, m1={"person_name": ""}), "ยังไม่มีชื่อของ"),
    ],
)
def test_committee_against_section_14_1_is_not_signed(office, spoil, says):
    office.write(spoil(office))
    with pytest.raises(OrderRefused, match=says):
        office.issue()


def test_head_of_personnel_listed_twice_is_not_signed(office):
    members = with_members(office)
    twice = next(row for row in members if row.seat == Seat.HR_HEAD)
    again = CommitteeMember(**{name: getattr(twice, name) for name in COLUMNS} | {"duty": Duty.MEMBER})
    office.write([*members, again])
    with pytest.raises(OrderRefused, match="ซ้ำสองแห่ง"):
        office.issue()


def test_positions_alone_need_no_names(office):
    office.write(with_members(office, m1={"person_name": ""}))
    assert office.issue(prints_names=False).order.prints_names is False


def test_order_dated_after_the_meeting_that_waits_is_refused(office):
    meeting = Meeting.objects.create(
        organization=office.revision.organization, number=1, year=2569, held_on=DAY - datetime.timedelta(1)
    )
    AgendaItem.objects.create(meeting=meeting, order=1, title="ก", revision=office.revision)
    with pytest.raises(OrderRefused, match="หลังการประชุม"):
        office.issue()
    meeting.stage = Meeting.Stage.CANCELLED
    meeting.save()
    assert office.issue().order.number == "125/2569"


def test_list_that_changed_since_it_was_seen_is_not_signed(office):
    seen = first_draft(office.refresh())[0].version
    office.write()
    with pytest.raises(Stale):
        issue_order(
            revision=office.revision,
            seq=0,
            given=Given("125/2569", DAY, "ก", "ข"),
            expected_version=seen,
            by=office.head,
        )


def test_only_the_head_signs(office):
    office.cast[Role.HEAD] = office.officer
    with pytest.raises(OrderRefused, match="ผู้บริหารท้องถิ่น"):
        office.issue()


def test_second_issue_is_refused_and_takes_no_number(office):
    office.issue()
    with pytest.raises(OrderRefused, match="ออกไปแล้ว"):
        Office.issue(office, number="126/2569")
    assert NumberTaken.objects.count() == 1


def test_first_order_is_not_issued_behind_the_back_of_a_plan_that_was_sent_on(office):
    version = first_draft(office.revision)[0].version
    put_in_state(office.revision, State.IN_COMMITTEE)
    with pytest.raises(RevisionClosed):
        issue_order(
            revision=office.revision,
            seq=0,
            given=Given("125/2569", DAY, "ก", "ข"),
            expected_version=version,
            by=office.head,
        )


def test_committee_of_an_issued_order_is_changed_by_a_further_order_only(office):
    office.issue()
    with pytest.raises(OrderGiven):
        office.write()


@pytest.mark.django_db(transaction=True)
def test_twenty_who_issue_at_once_give_one_order(quick):
    office = make_office().unnumbered()
    version = first_draft(office.revision)[0].version

    def issue(number: int) -> str:
        try:
            issue_order(
                revision=office.revision,
                seq=0,
                given=Given(f"{200 + number}/2569", DAY, "ก", "ข"),
                expected_version=version,
                by=office.head,
            )
        except OrderRefused:
            return "refused"
        return "issued"

    assert at_once(issue) == {"issued": 1, "refused": PEOPLE - 1}
    assert NumberTaken.objects.count() == AppointmentOrder.objects.count() == 1
    assert events.verify(office.revision.plan) == []


# Orders on paper ----------------------------------------------------------------------------------


def test_order_on_paper_is_kept_with_its_number_and_has_no_document(office):
    office.write(number="๙๙/๒๕๖๙", dated_on=DAY)
    order = record_paper_order(revision=office.refresh(), by=office.officer)
    assert (order.number, order.issued_by, order.document) == ("๙๙/๒๕๖๙", None, None)
    assert propose(office.revision.organization, "order", 2569) == 100
    assert list(pending_orders()) == []
    with pytest.raises(OrderRefused, match="บันทึกไว้แล้ว"):
        record_paper_order(revision=office.revision, by=office.officer)


def test_order_on_paper_with_a_number_in_use_is_refused(office):
    take(office.revision.organization, "order", 2569, 99, "คำสั่งอื่น", None)
    office.write(number="99/2569", dated_on=DAY)
    with pytest.raises(NumberInUse, match="คำสั่งอื่น"):
        record_paper_order(revision=office.refresh(), by=office.officer)


def test_order_without_number_and_date_is_not_one_on_paper(office):
    with pytest.raises(OrderRefused, match="เลขที่ และวันที่"):
        record_paper_order(revision=office.refresh(), by=office.officer)


# Further orders, and who sits on which day --------------------------------------------------------


def names(members) -> list[str]:
    return [row.person_name for row in members]


def test_members_on_a_day_are_those_of_the_last_order_before_it(office):
    old = names(first_draft(office.revision)[1])
    office.issue()
    put_in_state(office.revision, State.IN_COMMITTEE)  # the plan is frozen, the committee changes
    change(office, replaced)
    later = DAY + datetime.timedelta(days=7)
    office.issue(seq=1, dated_on=later)
    assert names(committee_on(office.revision, later - datetime.timedelta(days=1))) == old
    assert "นางคนใหม่" in names(committee_on(office.revision, later))
    assert names(committee_on(office.revision, DAY - datetime.timedelta(days=1))) == old  # the plan's own


def test_person_on_two_seats_is_one_member_with_one_voice(office):
    twice = f"{first_draft(office.revision)[1][1].person_name}"
    office.write(with_members(office, m2={"person_name": twice, "is_acting": True}))
    seats = first_draft(office.refresh())[1]
    people = committee_on(office.revision, DAY)
    assert len(people) == len(seats) - 1
    [both] = [row for row in people if row.person_name == twice]
    assert "และผู้รักษาราชการแทน" in both.position
    assert Case(office.revision, office.officer).voters == len(people)


def test_draft_of_a_further_order_changes_nothing(office):
    office.issue()
    before = names(committee_on(office.revision, TODAY))
    order = change(office, replaced)
    assert names(committee_on(office.revision, TODAY)) == before
    discard_change(order=order)
    assert not AppointmentOrder.objects.filter(seq=1).exists()


def test_two_orders_of_one_day_the_later_one_counts(office):
    office.issue()
    change(office, replaced)
    office.issue(seq=1, dated_on=DAY)
    assert "นางคนใหม่" in names(committee_on(office.revision, DAY))


def test_without_any_order_the_plan_names_the_committee(office):
    assert names(committee_on(office.revision, DAY)) == names(office.revision.committeemembers.all())


def test_further_order_from_a_plan_that_names_one_on_paper_keeps_that_first(office):
    office.write(number="99/2569", dated_on=DAY)
    put_in_state(office.revision, State.IN_COMMITTEE)
    order = change(office, replaced)
    first = AppointmentOrder.objects.get(seq=0)
    assert (first.number, first.issued_by, order.seq) == ("99/2569", None, 1)
    [one] = changes_between(members_of(first), members_of(order))
    assert one.kind == "changed"


def test_further_order_needs_a_first_one_and_only_one_is_drafted(office):
    with pytest.raises(OrderRefused, match="ยังไม่มีคำสั่งแต่งตั้ง"):
        begin_change(revision=office.revision, reason="ก", by=office.officer)
    office.issue()
    begin_change(revision=office.revision, reason="ก", by=office.officer)
    with pytest.raises(OrderRefused, match="มีร่าง"):
        begin_change(revision=office.revision, reason="ข", by=office.officer)


def test_further_order_before_the_one_it_changes_is_refused(office):
    office.issue()
    change(office, replaced)
    with pytest.raises(OrderRefused, match="ก่อนคำสั่งเดิม"):
        office.issue(seq=1, dated_on=DAY - datetime.timedelta(days=1))


def test_draft_that_somebody_else_changed_is_stale(office):
    office.issue()
    order = change(office, replaced)
    with pytest.raises(Stale):
        save_change(order=order, values={}, members=[], expected_version=1)
    assert order.members.count() > 1


def test_voters_and_date_of_a_meeting_follow_the_orders(office):
    office.issue()

    def one_more(values: list[dict]) -> list[dict]:
        more = {"seat": Seat.OFFICER, "duty": Duty.MEMBER, "unit": None, "person_name": "นายเพิ่ม"}
        return [*values, more | {"position": "นิติกร", "is_acting": False, "is_official": True}]

    order = change(office, one_more)
    save_change(
        order=order,
        values={"allows_circulation": True},
        members=rows(members_of(order)),
        expected_version=order.version,
    )
    office.issue(seq=1, dated_on=TODAY, allows_circulation=True)

    def case(day: datetime.date) -> Case:
        return Case(office.refresh(), office.officer, Details(meeting_on=day))

    assert case(TODAY).voters == case(DAY).voters + 1
    assert list(after_committee_order(case(DAY))) == []
    [objection] = after_committee_order(case(DAY - datetime.timedelta(days=1)))
    assert objection.field == "meeting_on"
    assert allows_circulation(office.revision, TODAY)
    assert not allows_circulation(office.revision, DAY)


# Roles --------------------------------------------------------------------------------------------


def named(office: Office, place: int, membership: Membership) -> None:
    """A seat bears the name of somebody's account."""
    office.write(with_members(office, **{f"m{place}": {"person_name": membership.user.full_name}}))


def test_roles_are_given_and_ended_with_the_order(office):
    organization = office.revision.organization
    finance = make_member(Role.STAFF, organization)
    leaving = office.cast[Role.COMMITTEE_MEMBER]
    named(office, 2, finance)
    issued = office.issue(give=["3"], end=[leaving.pk])
    [given] = issued.roles.given
    assert (given.user, given.role, given.order_number) == (finance.user, Role.COMMITTEE_MEMBER, "125/2569")
    assert given.started_on == DAY
    leaving.refresh_from_db()
    assert leaving.ended_on == DAY - datetime.timedelta(days=1)
    seat = AppointedMember.objects.get(order=issued.order, position_in_list=3)
    assert seat.membership == given
    [on_the_day] = [row for row in committee_on(office.revision, DAY) if row.position_in_list == 3]
    assert on_the_day.membership == given


def test_head_gives_himself_no_chair(office):
    Membership.objects.filter(pk=office.cast[Role.COMMITTEE_CHAIR].pk).delete()
    named(office, 0, office.head)
    issued = office.issue(give=["1"])
    assert issued.roles.given == []
    assert not Membership.objects.filter(user=office.head.user, role=Role.COMMITTEE_CHAIR).exists()


def test_accounts_of_other_bodies_and_of_namesakes_are_left_alone(office):
    organization = office.revision.organization
    stranger = make_user(full_name="นายคนอื่น")
    make_member(Role.HR_OFFICER, user=stranger)
    for _number in range(2):
        make_member(Role.STAFF, organization, user=make_user(full_name="นายชื่อซ้ำ"))
    office.write(with_members(office, m1={"person_name": "นายคนอื่น"}, m2={"person_name": "นายชื่อซ้ำ"}))
    members = first_draft(office.refresh())[1]
    found = accounts_of(organization, members, by=office.head, day=TODAY)
    assert [seat.account for seat in found.seats[1:3]] == [Account.MISSING, Account.SEVERAL]


def test_role_that_the_rules_refuse_does_not_hold_the_order_up(office):
    organization = office.revision.organization
    finance = make_member(Role.STAFF, organization)
    later = TODAY + datetime.timedelta(days=1)
    make_member(Role.COMMITTEE_MEMBER, organization, user=finance.user, started_on=later)
    named(office, 2, finance)
    issued = office.issue(give=["3"])
    [refused] = issued.roles.refused
    assert finance.user.full_name in refused
    assert issued.order.issued_at is not None
