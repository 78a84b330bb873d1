"""What is open is on the sheet, unread notices pass on, and people are told before a role expires."""

import datetime

import pytest
from django.urls import reverse

from approvals import events
from approvals.handover import warn_of_expiry
from approvals.models import Event, Notice
from approvals.papers_handover import sheet_paper
from documents.compose import compose
from organizations.handover import hand_over
from organizations.open_work import work_of
from organizations.roles import Role
from plans.models import Comment, State, SuggestedEdit
from tests.approvals.story import TODAY, begin
from tests.builders import client_of, make_member
from thai.dates import frozen_today

DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(TODAY):
        yield


@pytest.fixture
def story(no_findings):
    return begin()


def pass_on(story, role=Role.HR_OFFICER):
    admin = make_member(Role.LAO_ADMIN, story.revision.organization)
    added = hand_over(
        membership=story.cast[role],
        by=admin.user,
        username="somsri",
        full_name="นางสมศรี ใจดี",
        is_new_account=True,
        position="นักทรัพยากรบุคคล",
        order_number="12/2569",
        started_on=TODAY,
    )
    return added.membership


def test_sheet_has_plans_and_comments(story):
    officer = story.cast[Role.HR_OFFICER]
    Comment.objects.create(
        revision=story.revision,
        organization=story.revision.organization,
        anchor="section",
        anchor_label="บทนำ",
        body="ปรับถ้อยคำ",
        written_by=officer.user,
        written_as=Role.COMMITTEE_MEMBER,
    )
    SuggestedEdit.objects.create(
        revision=story.revision,
        organization=story.revision.organization,
        code="s1.1",
        old_text="ก",
        new_text="ข",
        suggested_by=officer.user,
        suggested_as=Role.COMMITTEE_MEMBER,
    )
    found = dict(work_of(officer))
    assert found["ข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ"][0].title.endswith("1 ข้อเสนอ")
    [plan] = found["แผนที่ยังดำเนินการอยู่"]
    assert plan.state == story.revision.get_state_display()
    assert plan.address == reverse("plans:tasks", kwargs=story.revision.address)
    assert found["ความเห็นที่ยังไม่ได้ปิดเรื่อง"][0].title.endswith("1 ความเห็น")


def test_sheet_of_somebody_without_plans_is_empty(story):
    assert work_of(make_member(Role.STAFF, story.revision.organization)) == []


def test_announced_plan_is_no_open_work(story):
    story.reach(State.ANNOUNCED)
    assert "แผนที่ยังดำเนินการอยู่" not in dict(work_of(story.cast[Role.HR_OFFICER]))


def test_unread_notices_and_a_word_go_to_the_next_person(story):
    story.reach(State.ENDORSED)
    before = story.cast[Role.HR_OFFICER].notices.unread().count()
    assert before
    taking = pass_on(story)
    kinds = list(taking.notices.values_list("kind", flat=True))
    assert kinds.count(Notice.Kind.HANDOVER) == 1
    assert len(kinds) == before + 1


def test_next_notices_go_to_the_next_person_and_the_history_stays(story):
    prepared_by = story.revision.prepared_by
    taking = pass_on(story)
    story.cast[Role.HR_OFFICER] = taking
    story.reach(State.ENDORSED)
    assert taking.notices.filter(decision__action="endorse").exists()
    story.revision.refresh_from_db()
    assert story.revision.prepared_by == prepared_by


def test_hand_over_is_in_the_chain_of_each_open_plan(story):
    taking = pass_on(story)
    event = Event.objects.get(plan=story.revision.plan, action="hand_over")
    assert event.data["to"] == taking.pk
    assert events.verify(story.revision.plan) == []


def test_expiry_is_told_once_to_the_person_and_to_administrators(story):
    officer = story.cast[Role.HR_OFFICER]
    admin = story.cast[Role.LAO_ADMIN]
    officer.ended_on = TODAY + 31 * DAY
    officer.save()
    assert warn_of_expiry(TODAY) == 0
    assert warn_of_expiry(TODAY + DAY) == 2
    assert warn_of_expiry(TODAY + 2 * DAY) == 0
    told = Notice.objects.filter(kind=Notice.Kind.HANDOVER)
    assert set(told.values_list("membership", flat=True)) == {officer.pk, admin.pk}
    assert "จะสิ้นสุดในวันที่" in told.first().text


def test_sheet_and_memorandum_open_for_the_person(story):
    officer = story.cast[Role.HR_OFFICER]
    client = client_of(officer)
    sheet = client.get(reverse("organizations:handover_sheet", args=[officer.organization.code, officer.pk]))
    assert "แผนที่ยังดำเนินการอยู่ (1)" in sheet.content.decode()
    paper = reverse("approvals:handover_paper", args=[officer.organization.code, officer.pk])
    assert client.get(paper).status_code == 200
    asked = client.post(paper)
    assert asked.status_code == 302
    assert "draft=" in asked["Location"]
    assert client.get(asked["Location"]).status_code == 200


def test_memorandum_names_role_and_open_plan(story):
    page = compose(sheet_paper(story.cast[Role.HR_OFFICER]))
    assert "บันทึกข้อความ" in page
    assert "ส่งมอบงานในหน้าที่เจ้าหน้าที่ผู้รับผิดชอบงานบุคคล" in page
    assert "แผนที่ยังดำเนินการอยู่" in page
