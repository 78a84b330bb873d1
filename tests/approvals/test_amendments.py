"""An amendment from its beginning to the announcement: who begins it, what replaces what, and the papers."""

from __future__ import annotations

import dataclasses
import datetime
import itertools

import pytest
from django.db import connection
from django.urls import reverse

from approvals import events
from approvals.amendments import begin_amendment
from approvals.announce import issue_document
from approvals.case import Details
from approvals.in_force import revision_in_force
from approvals.models import Announcement, Event
from approvals.moves import MoveRefused
from approvals.numbers import Series, take, taken_by
from approvals.papers import announced_document, draft_document
from documents.models import IssuedDocument
from documents.paper import Table
from organizations.roles import Role
from plans.amendment.start import AmendmentRefused
from plans.edit_rows import delete_project
from plans.models import Project, Revision, State
from tests.approvals.story import Story, begin, filled
from tests.approvals.test_concurrency import at_once
from tests.builders import client_of, make_member, make_organization, make_project
from tests.plans.amending import NECESSITY
from thai.dates import frozen_today

AMENDED_ON = datetime.date(2027, 2, 15)
EFFECTIVE = datetime.date(2027, 3, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(story) -> Story:
    """A plan that is announced, with a project."""
    make_project(story.revision, "โครงการเดิม", by=story.cast[Role.HR_OFFICER].user)
    story.reach(State.ANNOUNCED)
    with frozen_today(AMENDED_ON):
        yield story


def amend(story: Story) -> Story:
    """The same people with the next amendment."""
    by = story.cast[Role.HR_OFFICER]
    return Story(begin_amendment(plan=story.revision.plan, reason=NECESSITY, by=by), story.cast)


def announce(
    story: Story, number: str, on: datetime.date, effective_on: datetime.date | None = None
) -> Story:
    """All the way to the announcement."""
    story.reach(State.APPROVED)
    details = dataclasses.replace(filled("announce"), number=number, dated_on=on, effective_on=effective_on)
    story.act("announce", Role.HEAD, details)
    return story


def test_an_amendment_goes_the_whole_way_under_its_number(in_force):
    amendment = amend(in_force)
    make_project(amendment.revision, "โครงการใหม่")
    announce(amendment, "3/2570", AMENDED_ON)
    made = Announcement.objects.get(revision=amendment.revision)
    assert (amendment.revision.number, amendment.revision.state) == (1, State.ANNOUNCED)
    assert made.effective_on == AMENDED_ON  # the usual answer: the day of its announcement
    plan = amendment.revision.plan
    assert revision_in_force(plan, AMENDED_ON - datetime.timedelta(days=1)) == in_force.revision
    assert revision_in_force(plan, AMENDED_ON) == amendment.revision
    assert events.verify(plan) == []


def test_the_beginning_stands_in_the_chain(in_force):
    amend(in_force)
    event = Event.objects.get(action="begin_amendment")
    assert event.data["revision"] == 1
    assert event.actor_id == in_force.cast[Role.HR_OFFICER].user_id


def test_a_stopped_amendment_is_taken_up_under_its_number(in_force):
    first = amend(in_force)
    make_project(first.revision, "โครงการใหม่")
    first.act("stop", Role.HEAD)
    again = amend(in_force)
    assert (again.revision.pk, again.revision.number) == (first.revision.pk, 1)
    assert again.revision.state == State.DRAFTING
    assert not again.revision.projects.filter(name="โครงการใหม่").exists()
    assert again.revision.keptversions.count() == 1
    assert events.verify(in_force.revision.plan) == []


def test_a_stopped_amendment_can_be_resumed_as_it_was(in_force):
    first = amend(in_force)
    make_project(first.revision, "โครงการใหม่")
    first.act("stop", Role.HEAD)
    first.act("resume", Role.HR_OFFICER)
    assert first.revision.projects.filter(name="โครงการใหม่").exists()


def test_an_open_amendment_refuses_the_second(in_force):
    amend(in_force)
    with pytest.raises(AmendmentRefused, match="ครั้งที่ 1 กำลังดำเนินการ"):
        amend(in_force)


# Papers ----------------------------------------------------------------------------------------


def table_of(paper) -> Table:
    annex = next(part for part in paper.body if "เปรียบเทียบการปรับปรุง" in part.heading)
    assert annex.landscape
    return next(child for child in annex.children if isinstance(child, Table))


def test_the_book_has_the_table_before_and_after(in_force):
    amendment = amend(in_force)
    Project.objects.filter(revision=amendment.revision).update(objective="เพื่อปรับปรุงงาน 3 ด้าน")
    make_project(amendment.revision, "โครงการใหม่")
    rows = table_of(draft_document(amendment.revision)).rows
    assert [column.heading for column in table_of(draft_document(amendment.revision)).columns] == [
        "ข้อ/หน้า",
        "ข้อความเดิม",
        "ข้อความที่ขอปรับปรุง",
        "เหตุผลความจำเป็น",
    ]
    changed, added = rows
    assert "โครงการเดิม" in changed[0]
    assert "นำความรู้ไปใช้" in changed[1]
    assert "เพื่อปรับปรุงงาน 3 ด้าน" in changed[2]
    assert added[1] == "-"
    assert added[2].startswith("เพิ่มใหม่")


def test_what_is_taken_out_is_said_so(in_force):
    amendment = amend(in_force)
    delete_project(project=amendment.revision.projects.get(), by=amendment.revision.prepared_by)
    (row,) = table_of(draft_document(amendment.revision)).rows
    assert row[2] == "ตัดออก"
    assert "โครงการเดิม" in row[0]


def test_the_original_has_no_such_table(in_force):
    assert not [part for part in announced_document(in_force.revision).body if "ปรับปรุง" in part.heading]


def test_the_announcement_says_which_amendment_it_is(in_force):
    amendment = amend(in_force)
    make_project(amendment.revision, "โครงการใหม่")
    announce(amendment, "3/2570", AMENDED_ON, EFFECTIVE)
    (paper,) = announced_document(amendment.revision).announcements
    assert paper.subject.startswith("เรื่อง ประกาศปรับปรุงแผนพัฒนาบุคลากร ๓ ปี")
    assert paper.subject.endswith("ครั้งที่ ๑")
    text = paper.body[0].text
    assert NECESSITY in text
    assert "ลงวันที่ ๑๔ กันยายน ๒๕๖๙" in text
    assert "ข้อ ๑๙" in text
    assert "๑ มีนาคม ๒๕๗๐" in text


# What replaces what ----------------------------------------------------------------------------


@pytest.fixture
def replaced(in_force, monkeypatch) -> tuple[Story, Story]:
    """Original and amendment, both with their documents."""
    rendered = type("Rendered", (), {"pages": 1, "warnings": ()})
    files = itertools.count()

    def render(*args, **kwargs):
        made = rendered()
        made.pdf = f"%PDF {next(files)}".encode()
        return made

    monkeypatch.setattr("approvals.issuing.render_announced", render)
    amendment = amend(in_force)
    make_project(amendment.revision, "โครงการใหม่")
    announce(amendment, "3/2570", AMENDED_ON)
    # the newest first: it has to see to the one before
    issue_document(Announcement.objects.get(revision=amendment.revision))
    return in_force, amendment


def test_a_document_names_the_one_that_it_replaces(replaced):
    old, new = (IssuedDocument.objects.get(announcement__revision=story.revision) for story in replaced)
    assert new.supersedes == old
    assert old.superseded_by == new


def test_the_old_code_leads_to_the_new_document(replaced, client):
    old, new = (IssuedDocument.objects.get(announcement__revision=story.revision) for story in replaced)
    page = client.get(old.get_absolute_url())
    assert "มีฉบับใหม่แทนแล้ว" in page.text
    assert new.get_absolute_url() in page.text
    assert "เป็นฉบับปัจจุบัน" in client.get(new.get_absolute_url()).text


@pytest.mark.parametrize("view", ["plans:tasks", "approvals:document", "approvals:history"])
def test_old_addresses_say_what_replaced_them(replaced, view):
    old, new = replaced
    page = client_of(old.cast[Role.HR_OFFICER]).get(reverse(view, kwargs=old.revision.address))
    assert "มีประกาศปรับปรุงครั้งที่ 1 ใช้แทนแล้ว" in page.text
    assert reverse("approvals:document", kwargs=new.revision.address) in page.text


@pytest.mark.parametrize(
    ("on", "words", "project"),
    [
        ("", "ปรับปรุงครั้งที่ 1", True),
        ("15 ก.พ. 2570", "ฉบับที่มีผลใช้บังคับคือฉบับปรับปรุงครั้งที่ 1", True),
        ("14/2/2570", "ฉบับที่มีผลใช้บังคับคือฉบับแรก", False),
        ("๑ ตุลาคม ๒๕๖๙", "ฉบับที่มีผลใช้บังคับคือฉบับแรก", False),
        ("30 กันยายน 2569", "ไม่มีแผนฉบับใดของรอบนี้มีผลใช้บังคับ", False),
        ("1 ตุลาคม 2572", "ไม่มีแผนฉบับใดของรอบนี้มีผลใช้บังคับ", False),
        ("14/2/2027", "พ.ศ.", True),
        ("เมื่อวาน", "วันที่", True),
    ],
)
def test_the_register_shows_the_text_of_a_day(replaced, client, on, words, project):
    plan = replaced[0].revision.plan
    address = reverse("register:plan", args=[plan.organization.code, plan.first_year])
    page = client.get(address, {"on": on} if on else {})
    assert page.status_code == 200
    assert words in page.text
    assert ("โครงการใหม่" in page.text) is project
    assert "14 กันยายน 2569" in page.text  # of the original's announcement
    assert "1 ตุลาคม 2569 ถึง 14 กุมภาพันธ์ 2570" in page.text


def test_an_amendment_of_a_day_to_come_leaves_the_text_of_today(in_force, client):
    amendment = amend(in_force)
    make_project(amendment.revision, "โครงการใหม่")
    announce(amendment, "3/2570", AMENDED_ON, EFFECTIVE)
    plan = in_force.revision.plan
    page = client.get(reverse("register:plan", args=[plan.organization.code, plan.first_year]))
    assert "โครงการใหม่" not in page.text
    assert "มีผลใช้บังคับตั้งแต่วันที่ 1 มีนาคม 2570" in page.text


# Number and date of an announcement ---------------------------------------------------------------


def refusals(story: Story, **details) -> list[tuple[str, str]]:
    """Fields and messages with which an announcement is refused."""
    with pytest.raises(MoveRefused) as refused:
        story.act("announce", Role.HEAD, Details(**details))
    return [(objection.field, objection.message) for objection in refused.value.objections]


def approved(story: Story, effective_on: datetime.date | None = None) -> Story:
    story.reach(State.ON_AGENDA)
    details = dataclasses.replace(filled("approve"), effective_on=effective_on)
    story.act("approve", Role.BOARD_CHAIR, details)
    return story


def test_a_number_is_given_to_one_announcement(in_force):
    amendment = amend(in_force)
    make_project(amendment.revision, "โครงการใหม่")
    take(amendment.revision.plan.organization, Series.ANNOUNCEMENT, 2570, 3, "ประกาศเรื่องอื่น", None)
    approved(amendment)
    ((field, message),) = refusals(amendment, number="๓/๒๕๗๐", dated_on=AMENDED_ON)
    assert field == "number"
    assert "ประกาศเรื่องอื่น" in message
    amendment.act("announce", Role.HEAD, Details(number="4/2570", dated_on=AMENDED_ON))
    assert taken_by(amendment.revision.plan.organization, Series.ANNOUNCEMENT, 2570, 4)


def test_the_number_is_of_the_year_of_the_announcement(in_force):
    amendment = approved(amend(in_force))
    ((field, message),) = refusals(amendment, number="3/2569", dated_on=AMENDED_ON)
    assert field == "number"
    assert "2570" in message


def test_the_form_proposes_number_and_day(in_force):
    amendment = amend(in_force)
    take(amendment.revision.plan.organization, Series.ANNOUNCEMENT, 2570, 7, "ประกาศเรื่องอื่น", None)
    approved(amendment, EFFECTIVE)
    page = client_of(amendment.cast[Role.HEAD]).get(
        reverse("approvals:move", kwargs={**amendment.revision.address, "action": "announce"})
    )
    assert page.context["form"].initial["number"] == "8/2570"
    assert page.context["form"].initial["effective_on"] == EFFECTIVE


def test_an_announcement_is_not_in_force_before_the_day_of_the_resolution(in_force):
    amendment = approved(amend(in_force), EFFECTIVE)
    ((field, message),) = refusals(amendment, dated_on=AMENDED_ON, effective_on=AMENDED_ON)
    assert field == "effective_on"
    assert "1 มีนาคม 2570" in message
    amendment.act("announce", Role.HEAD, Details(dated_on=AMENDED_ON))
    assert Announcement.objects.get(revision=amendment.revision).effective_on == EFFECTIVE
    assert events.verify(amendment.revision.plan) == []


def test_an_original_that_is_late_by_its_resolution_needs_a_reason_and_says_so(story):
    late = datetime.date(2026, 11, 1)
    approved(story, late)
    ((field, message),) = refusals(story, dated_on=datetime.date(2026, 9, 14))
    assert field == "late_reason"
    assert "1 ตุลาคม 2569" in message
    reason = "คณะกรรมการระดับจังหวัดให้มีผลตามรอบประชุม"
    decision = story.act(
        "announce", Role.HEAD, Details(dated_on=datetime.date(2026, 9, 14), late_reason=reason)
    )
    assert Announcement.objects.get(revision=story.revision).effective_on == late
    assert "หลังวันที่ 1 ตุลาคม 2569" in decision.note


def test_the_day_of_a_resolution_is_vouched_for(in_force):
    approved(amend(in_force), EFFECTIVE)
    name = '"phatthana_approvals_decision_update"'
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP FUNCTION {name} CASCADE" if postgresql else f"DROP TRIGGER {name}")
    in_force.revision.plan.revisions.get(number=1).decisions.filter(action="approve").update(
        effective_on=AMENDED_ON
    )
    assert [fault.message for fault in events.verify(in_force.revision.plan)]


# The page --------------------------------------------------------------------------------------


def address(story: Story) -> str:
    plan = story.revision.plan
    return reverse("approvals:amend", args=[plan.organization.code, plan.first_year])


def test_the_officer_begins_an_amendment(in_force):
    client = client_of(in_force.cast[Role.HR_OFFICER])
    answer = client.post(address(in_force), {"reason": NECESSITY})
    made = Revision.objects.get(plan=in_force.revision.plan, number=1)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("plans:changes", kwargs=made.address)
    assert made.reason == NECESSITY


@pytest.mark.parametrize("reason", ["", "   ", "สั้น", "ก" * 2_001])
def test_a_bad_necessity_is_said_at_its_field(in_force, reason):
    answer = client_of(in_force.cast[Role.HR_OFFICER]).post(address(in_force), {"reason": reason})
    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert in_force.revision.plan.revisions.count() == 1


def test_a_double_click_begins_one(in_force):
    client = client_of(in_force.cast[Role.HR_OFFICER])
    form = {"reason": NECESSITY, "form_key": "6b4f1f04-9d04-4c1d-a2b9-0123456789ab"}
    answers = [client.post(address(in_force), form) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert in_force.revision.plan.revisions.count() == 2


def test_a_page_opened_before_another_began_is_told_who_was_first(in_force):
    amend(in_force)
    answer = client_of(in_force.cast[Role.HR_OFFICER]).post(address(in_force), {"reason": NECESSITY})
    assert answer.status_code == 409
    assert "ฉบับปรับปรุงครั้งที่ 1 กำลังดำเนินการ" in answer.text
    assert NECESSITY in answer.text  # what was typed


def test_another_lao_is_not_there(in_force):
    stranger = make_member(Role.HR_OFFICER, make_organization())
    assert client_of(stranger).get(address(in_force)).status_code == 404
    assert client_of(stranger).post(address(in_force), {"reason": NECESSITY}).status_code == 404


def test_the_announced_plan_offers_it_to_the_officer_alone(in_force):
    page = reverse("plans:tasks", kwargs=in_force.revision.address)
    assert address(in_force) in client_of(in_force.cast[Role.HR_OFFICER]).get(page).text
    assert address(in_force) not in client_of(in_force.cast[Role.COMMITTEE_MEMBER]).get(page).text


# At the same time ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twenty_beginnings_make_one_amendment(no_findings):
    story = begin().reach(State.ANNOUNCED)

    def act(_number: int) -> str:
        try:
            amend(story)
        except AmendmentRefused:
            return "refused"
        return "begun"

    assert at_once(act) == {"begun": 1, "refused": 19}
    assert list(story.revision.plan.revisions.values_list("number", flat=True)) == [0, 1]
    assert events.verify(story.revision.plan) == []
    assert connection.vendor in ("sqlite", "postgresql")
