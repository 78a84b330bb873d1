"""Who is told of what: comments, answers, and that a notice says nothing of what stands in the plan."""

import re

import pytest
from django.conf import settings

from approvals.models import Notice
from approvals.notices import tell_people
from organizations.roles import Role
from plans.comments import answer, write
from plans.models import State
from plans.passages import Passages
from tests.builders import make_complete_plan, make_member, put_in_state

pytestmark = pytest.mark.django_db
HR, MEMBER, OFFICE = Role.HR_OFFICER, Role.COMMITTEE_MEMBER, Role.BOARD_SECRETARY
ROOT = settings.BASE_DIR
BODY = "ตัวเลขข้าราชการยังไม่ตรงกับกรอบ"


@pytest.fixture
def revision():
    return make_complete_plan()


@pytest.fixture
def officer(revision):
    return make_member(HR, revision.organization)


@pytest.fixture
def member(revision):
    return make_member(MEMBER, revision.organization)


def say(revision, by):
    passage = Passages(revision).by_anchor["section/s1.2"]
    return write(revision=revision, passage=passage, body=BODY, quote="", by=by)


def told():
    """Roles that were told, with the text."""
    return sorted((row.membership.role, row.text) for row in Notice.objects.select_related("membership"))


def test_a_new_comment_is_told_to_those_who_draft_and_leads_there(revision, officer, member):
    make_member(Role.HEAD, revision.organization)
    make_member(HR)  # of another LAO
    comment = say(revision, member)
    [notice] = Notice.objects.all()
    assert (notice.membership, notice.kind, notice.revision) == (officer, Notice.Kind.COMMENT, revision)
    assert notice.address.endswith(f"/comments/?state=all#comment-{comment.pk}")
    assert BODY not in notice.text


def test_nobody_is_told_of_the_own_comment(revision, officer):
    make_member(Role.COMMITTEE_SECRETARY, revision.organization, user=officer.user)
    say(revision, officer)
    assert told() == []


def test_an_answer_is_told_to_those_who_spoke_before(revision, officer, member):
    comment = say(revision, member)
    Notice.objects.all().delete()
    answer(comment=comment, body="แก้ไขแล้ว", by=officer)
    assert [role for role, _text in told()] == [MEMBER]
    answer(comment=comment, body="ขอบคุณ", by=member)
    assert [role for role, _text in told()] == [MEMBER, HR]


def test_the_boards_secretary_hears_the_answer_to_the_own_comment_only(revision, officer, member):
    secretary = make_member(OFFICE, board=revision.plan.organization.board)
    put_in_state(revision, State.SUBMITTED)
    inside, asked = say(revision, member), say(revision, secretary)
    Notice.objects.all().delete()
    answer(comment=inside, body="แก้ไขแล้ว", by=officer)
    answer(comment=asked, body="แก้ไขแล้ว", by=officer)
    assert [role for role, _text in told()] == [OFFICE, MEMBER]


def test_a_person_of_several_roles_is_told_once_in_the_role_that_drafts(revision, officer, member):
    make_member(MEMBER, revision.organization, user=officer.user)
    say(revision, member)
    assert [role for role, _text in told()] == [HR]


def test_a_long_text_is_cut_to_what_a_notice_holds(member):
    [notice] = tell_people(kind=Notice.Kind.MEETING, people=[member], text="ก" * 400)
    assert len(notice.text) == 300


def test_nobody_else_writes_notices():
    """What is written otherwise is never mailed."""
    written = re.compile(r"Notice\.objects\.(bulk_)?create|[^.\w]Notice\(")
    files = [file for app in ("personnel", "plans", "approvals") for file in (ROOT / app).rglob("*.py")]
    found = {file.relative_to(ROOT).as_posix() for file in files if written.search(file.read_text())}
    assert found - {"approvals/models/decisions.py"} == {"approvals/notices.py"}
