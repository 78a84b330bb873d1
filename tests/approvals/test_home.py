"""The home page of each role: what it has to do next and by when, in as many queries however much there is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.home.compose import BUILDERS, home_of
from approvals.home.lines import MOST, Line, in_order
from approvals.meetings.conclude import Resolution, close_committee
from approvals.meetings.resolve import resolve
from approvals.meetings.wording import sign_off, text_seen, wording_of
from approvals.models import AgendaItem, Attendee, Mail, Meeting, Outcome
from organizations.models import Membership
from organizations.roles import BOARD_ROLES, Role
from plans.models import Edition, State, SuggestedEdit
from tests.approvals.committee import hold
from tests.approvals.story import TODAY
from tests.builders import client_of, make_member, make_organization, make_plan
from thai.dates import frozen_today
from thai.fiscal import Cycle

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HR, CHAIR, HEAD, OFFICE = Role.HR_OFFICER, Role.COMMITTEE_CHAIR, Role.HEAD, Role.BOARD_SECRETARY
SECRETARY = Role.COMMITTEE_SECRETARY


def lines(story, role):
    member = Membership.objects.with_bodies().get(pk=story.cast[role].pk)
    return home_of(member)


def texts(story, role):
    return [line.text for line in lines(story, role).mine]


def waits(story, role, words):
    """The one line of a role that says something."""
    [line] = [line for line in lines(story, role).mine if words in line.text]
    return line


# The plan on its way ------------------------------------------------------------------------------


def test_every_role_has_lines_of_its_own():
    assert set(BUILDERS) == set(Role)


def test_whoever_is_waited_for_has_the_line_and_the_others_see_whom(story):
    line = waits(story, HR, "ยกร่างแผน")
    assert line.due_on
    assert line.address == reverse("plans:tasks", kwargs=story.revision.address)
    assert lines(story, CHAIR).mine == ()
    assert "เจ้าหน้าที่" in lines(story, CHAIR).others[0].waits_for


@pytest.mark.parametrize(
    ("state", "role", "action"),
    [
        (State.IN_COMMITTEE, CHAIR, "endorse"),
        (State.ENDORSED, HR, "submit"),
        (State.APPROVED, HEAD, "announce"),
    ],
)
def test_each_step_leads_to_what_does_it(story, state, role, action):
    story.reach(state)
    address = reverse("approvals:move", kwargs={**story.revision.address, "action": action})
    assert address in [line.address for line in lines(story, role).mine]


def test_the_secretary_is_led_to_the_meetings_and_the_chair_once_one_is_called(story):
    story.reach(State.IN_COMMITTEE)
    meetings = reverse("approvals:meetings", kwargs=story.revision.address)
    assert waits(story, SECRETARY, "เรียกประชุม").address == meetings
    meeting = Meeting.objects.create(
        organization=story.revision.plan.organization,
        number=1,
        year=2569,
        held_on=TODAY,
        stage=Meeting.Stage.CALLED,
    )
    AgendaItem.objects.create(meeting=meeting, order=1, title="ร่างแผน", revision=story.revision)
    assert waits(story, CHAIR, "คณะกรรมการจัดทำแผนมีมติ").address == meetings


def test_the_chair_is_waited_for_until_the_minutes_are_signed_off(story):
    held = hold(story)
    resolve(held.item, Resolution(outcome=Outcome.DEFERRED, note="รอข้อมูล"), by=held.secretary)
    closed = close_committee(held.meeting, by=held.secretary)
    line = waits(story, CHAIR, "รับรองรายงานการประชุมครั้งที่ 1/2569")
    assert line.address.endswith("/papers/minutes/")
    assert not [text for text in texts(story, Role.COMMITTEE_MEMBER) if "รับรอง" in text]
    wording = wording_of(closed, "minutes")
    sign_off(closed, seen=text_seen(wording), by=story.cast[CHAIR])
    assert not [text for text in texts(story, CHAIR) if "รับรอง" in text]


def test_the_board_office_sees_what_came_in_until_it_is_on_an_agenda(story):
    story.reach(State.SUBMITTED)
    assert waits(story, OFFICE, "รับแผนที่ส่งมาใหม่ 1 แผน").address
    story.act("put_on_agenda", OFFICE)
    assert not [text for text in texts(story, OFFICE) if "รับแผน" in text]
    line = waits(story, Role.BOARD_CHAIR, "รอมติของคณะกรรมการ 1 แผน")
    assert line.due_on == datetime.date(2026, 9, 10)


def test_corrections_that_came_back_are_confirmed(story):
    story.reach(State.APPROVED_WITH_CORRECTIONS)
    assert waits(story, OFFICE, "ยืนยันการแก้ไขตามมติ 1 แผน")


def test_suggestions_on_a_draft_wait_for_an_answer(story):
    SuggestedEdit.objects.create(
        revision=story.revision,
        organization=story.revision.organization,
        code="s1.1",
        old_text="ก",
        new_text="ข",
        suggested_by=story.cast[CHAIR].user,
        suggested_as=CHAIR,
    )
    line = waits(story, HR, "ข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ 1 ข้อ")
    assert line.address == reverse("plans:suggestions", kwargs=story.revision.address)
    story.reach(State.IN_COMMITTEE)
    assert not [text for text in texts(story, HR) if "ข้อเสนอ" in text]


def test_a_plan_that_came_back_says_so(story):
    story.reach(State.IN_COMMITTEE)
    story.act("committee_return", CHAIR)
    assert waits(story, HR, "แก้ไขแผนที่ส่งกลับ")


def test_who_is_called_to_a_meeting_has_its_day(story):
    meeting = Meeting.objects.create(
        board=story.revision.plan.organization.board,
        number=10,
        year=2569,
        held_on=TODAY + datetime.timedelta(days=3),
        stage=Meeting.Stage.CALLED,
    )
    member = story.cast[Role.BOARD_MEMBER]
    Attendee.objects.create(
        meeting=meeting, membership=member, order=1, name="ก", duty=Attendee.Duty.MEMBER, has_vote=True
    )
    line = waits(story, Role.BOARD_MEMBER, "ประชุมครั้งที่ 10/2569 มี")
    assert (line.due_on, line.left, line.tone) == (meeting.held_on, "อีก 3 วัน", "todo")


# Other roles --------------------------------------------------------------------------------------


def test_the_province_sees_who_is_late(story):
    with frozen_today(datetime.date(2026, 10, 2)):
        line = waits(story, Role.PROVINCE_VIEWER, "เลยกำหนดเสนอแผน 2570 - 2572: 1 แห่ง")
        assert line.tone == "stop"


def test_the_editor_owes_the_edition_of_the_next_cycle(story):
    cycle = Cycle.of(TODAY)
    Edition.objects.filter(year=int(cycle.next.first)).update(year=int(cycle.next.first) + 30)
    line = waits(story, Role.CENTRAL_EDITOR, "จัดทำแผนแม่บท")
    assert line.due_on is not None


def test_the_operator_sees_mail_that_was_not_sent(story):
    Mail.objects.create(
        user=story.cast[HR].user,
        kind=Mail.Kind.INSTANT,
        subject="ก",
        body="ข",
        state=Mail.State.GIVEN_UP,
        created_at=datetime.datetime.now(datetime.UTC),
        due_at=datetime.datetime.now(datetime.UTC),
    )
    line = waits(story, Role.OPERATOR, "อีเมลที่ส่งไม่สำเร็จ 1 ฉบับ")
    assert line.address == reverse("approvals:mail_queue")


def test_the_administrator_sees_roles_that_end(story):
    officer = story.cast[HR]
    officer.ended_on = TODAY + datetime.timedelta(days=10)
    officer.save()
    assert waits(story, Role.LAO_ADMIN, "สิ้นสุด").due_on == officer.ended_on


# The page -----------------------------------------------------------------------------------------


def test_lines_stand_by_day_and_no_more_than_a_glance_holds():
    days = [datetime.date(2026, 9, day) for day in range(9, 0, -1)]
    home = in_order([Line("ไม่มีวัน"), *(Line(str(day), due_on=day) for day in days)])
    assert [line.due_on for line in home.shown] == sorted(days)[:MOST]
    assert home.more == 3
    assert home.mine[-1].text == "ไม่มีวัน"


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_every_home_opens_and_leads_to_pages_that_open(story, role):
    client = client_of(story.cast[role])
    page = client.get(reverse("approvals:home"))
    assert page.status_code == 200
    assert "สิ่งที่ต้องทำ" in page.content.decode()
    addresses = {line.address for line in (*page.context["home"].mine, *page.context["home"].others)}
    for address in {*addresses, page.context["work"].address} - {""}:
        assert (address, client.get(address, follow=True).status_code) == (address, 200)


def test_other_roles_of_the_person_are_named_with_a_button(story):
    member = story.cast[CHAIR]
    other = make_member(HR, story.revision.plan.organization, user=member.user)
    page = client_of(member).get(reverse("approvals:home"))
    [found] = page.context["elsewhere"]
    assert (found.membership, found.count > 0) == (other, True)
    assert f'name="membership" value="{other.pk}"' in page.content.decode()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_queries_do_not_grow_with_what_waits(story, role):
    before = _queries(story, role)
    organization = story.revision.plan.organization
    for number in range(3):
        more = make_organization(province=organization.province, name=f"อบต.อื่น{number}")
        make_member(HR, more)
        make_plan(more, by=story.cast[HR].user)
    for year in (2573, 2576):
        if Edition.objects.filter(year=year).exists():
            make_plan(organization, year=year, by=story.cast[HR].user)
    assert _queries(story, role) <= before + 1
    assert before <= (20 if role not in BOARD_ROLES else 9)


def _queries(story, role):
    member = Membership.objects.with_bodies().get(pk=story.cast[role].pk)
    with CaptureQueriesContext(connection) as counted:
        home_of(member)
    return len(counted)
