"""Comments: who reads and writes them, what they are about when the plan changes, and that nothing is said twice."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from organizations.roles import Role
from plans.comments import (
    CommentsClosed,
    answer,
    may_settle,
    open_by_task,
    reopen,
    settle,
    threads,
    visible_to,
    write,
)
from plans.edit import save_section
from plans.edit_rows import monitoring_seen, save_monitoring, save_targets, targets_seen
from plans.facts import PlanFacts
from plans.freeze import fingerprint
from plans.models import Comment, Revision, State
from plans.passages import Passages, page_of, task_url
from tests.builders import address, client_of, make_complete_plan, make_member, make_project, put_in_state

pytestmark = pytest.mark.django_db
HR, MEMBER, HEAD, OFFICE = Role.HR_OFFICER, Role.COMMITTEE_MEMBER, Role.HEAD, Role.BOARD_SECRETARY


@pytest.fixture
def revision():
    return make_complete_plan()


@pytest.fixture
def officer(revision):
    return make_member(HR, revision.organization)


def in_state(revision, state) -> Revision:
    return put_in_state(revision, state)


def secretary_of(revision):
    return make_member(OFFICE, board=revision.plan.organization.board)


def say(revision, by, anchor="section/s1.2", body="ขอให้เพิ่มข้อมูล", quote="") -> Comment:
    passage = Passages(revision).by_anchor[anchor]
    return write(revision=revision, passage=passage, body=body, quote=quote, by=by)


def only_thread(revision, acting):
    [thread] = threads(revision, acting, Passages(revision))
    return thread


def posted(**data):
    return {"at": "section/s1.2", "body": "ขอให้เพิ่มข้อมูล", "form_key": str(uuid.uuid4()), **data}


# What they are about -------------------------------------------------------------------------------


def test_a_comment_on_a_text_knows_when_the_text_changed(revision, officer):
    say(revision, officer, quote="ข้อความของหน่วยงาน")
    assert not only_thread(revision, officer).is_of_an_older_version
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body="เขียนใหม่", expected_version=section.version, by=officer.user)
    thread = only_thread(revision, officer)
    assert thread.is_of_an_older_version
    page = client_of(officer).get(address(revision, "plans:comments")).content.decode()
    assert "เขียนบนรุ่นก่อน ข้อความเปลี่ยนไปแล้ว" in page
    assert "ข้อความของหน่วยงาน" in page


def test_a_comment_on_a_row_finds_it_again_after_the_table_was_saved(revision, officer):
    anchors = [anchor for anchor in Passages(revision).by_anchor if anchor.startswith("monitoring/")]
    say(revision, officer, anchors[0])
    row = {"indicator": "ร้อยละของบุคลากรที่ได้รับการพัฒนา", "method": "แบบสำรวจ"}
    save_monitoring(revision=revision, rows=[row], seen=monitoring_seen(revision), by=officer.user)
    assert only_thread(revision, officer).is_of_an_older_version
    save_monitoring(revision=revision, rows=[], seen=monitoring_seen(revision), by=officer.user)
    assert only_thread(revision, officer).is_gone
    assert "ไม่มีในแผนแล้ว" in client_of(officer).get(address(revision, "plans:comments")).content.decode()


def test_a_comment_on_one_target_is_not_touched_by_another(revision, officer):
    anchors = [anchor for anchor in Passages(revision).by_anchor if anchor.startswith("targets/")]
    say(revision, officer, anchors[0])
    group, year = sorted(PlanFacts(revision).targets)[-1]
    values = {(group, year): (1, 1)}
    save_targets(revision=revision, values=values, seen=targets_seen(revision), by=officer.user)
    assert not only_thread(revision, officer).is_of_an_older_version


def test_a_comment_on_a_project_outlives_it(revision, officer):
    project = make_project(revision, "โครงการที่จะตัด")
    say(revision, officer, f"project/{project.pk}")
    project.delete()
    thread = only_thread(revision, officer)
    assert thread.is_gone
    assert "โครงการที่จะตัด" in thread.comment.anchor_label


def test_two_projects_in_one_place_are_told_apart(revision, officer):
    one, two = make_project(revision, "หนึ่ง"), make_project(revision, "สอง")
    revision.projects.update(order=1)
    labels = {anchor: item.label for anchor, item in Passages(revision).by_anchor.items()}
    assert "หนึ่ง" in labels[f"project/{one.pk}"]
    assert "สอง" in labels[f"project/{two.pk}"]


@pytest.mark.any_database
def test_every_passage_has_a_page(revision, officer):
    client = client_of(officer)
    for anchor in Passages(revision).by_anchor:
        assert client.get(address(revision, "plans:comments"), {"panel": page_of(anchor)}).status_code == 200
        assert task_url(revision, anchor)


def test_the_language_of_the_screen_changes_no_passage(revision):
    with translation.override("en"):
        english = Passages(revision).by_anchor
    assert english == Passages(revision).by_anchor


def test_comments_are_not_part_of_the_plan(revision, officer):
    before = fingerprint(revision)
    say(revision, officer)
    assert fingerprint(revision) == before


# Who reads and writes ------------------------------------------------------------------------------


def test_the_lao_keeps_its_comments_to_itself(revision, officer):
    say(revision, officer)
    sent = in_state(revision, State.SUBMITTED)
    board = secretary_of(sent)
    assert not visible_to(sent, board)
    page = client_of(board).get(address(sent, "plans:comments")).content.decode()
    assert "ขอให้เพิ่มข้อมูล" not in page
    kept = Comment.objects.get()
    for name in ("plans:comment_answer", "plans:comment_settle"):
        answered = client_of(board).post(address(sent, name, comment=kept.pk), {"body": "ก"})
        assert answered.status_code == 404


def test_what_the_board_writes_is_for_the_lao_and_the_answer_for_the_board(revision, officer):
    sent = in_state(revision, State.SUBMITTED)
    board = secretary_of(sent)
    asked = say(sent, board, body="ขอเอกสารแนบ")
    for role in (HR, MEMBER, HEAD):
        assert asked in visible_to(sent, make_member(role, revision.organization))
    reply = answer(comment=asked, body="แนบแล้ว", by=officer)
    chair = make_member(Role.BOARD_CHAIR, board=board.board)
    assert list(visible_to(sent, chair)) == [asked, reply]
    inside = say(sent, officer, body="คุยกันเอง")
    assert inside not in visible_to(sent, chair)


@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        (HR, State.DRAFTING, 302),
        (MEMBER, State.IN_COMMITTEE, 302),
        (HR, State.ANNOUNCED, 409),
        (HEAD, State.DRAFTING, 404),
        (Role.STAFF, State.ANNOUNCED, 404),
        (OFFICE, State.DRAFTING, 404),
        (OFFICE, State.SUBMITTED, 302),
        (OFFICE, State.APPROVED, 409),
        (Role.BOARD_CHAIR, State.SUBMITTED, 404),
        (Role.AUDITOR, State.SUBMITTED, 404),
        (Role.PROVINCE_VIEWER, State.SUBMITTED, 404),
    ],
)
def test_writing_is_for_those_before_whom_the_plan_is(revision, role, state, status):
    revision = in_state(revision, state)
    organization = revision.plan.organization
    if role in (OFFICE, Role.BOARD_CHAIR):
        member = make_member(role, board=organization.board)
    elif role == Role.PROVINCE_VIEWER:
        member = make_member(role, province=organization.province)
    else:
        member = make_member(role, None if role == Role.AUDITOR else organization)
    answered = client_of(member).post(address(revision, "plans:comment_write"), posted())
    assert answered.status_code == status
    assert Comment.objects.count() == (status == 302)
    if status == 409:
        assert "ขอให้เพิ่มข้อมูล" in answered.content.decode()


def test_a_stranger_finds_nothing(revision, officer):
    kept = say(revision, officer)
    stranger = client_of(make_member(HR))
    assert stranger.get(address(revision, "plans:comments")).status_code == 404
    url = address(revision, "plans:comment_answer", comment=kept.pk)
    assert stranger.post(url, {"body": "ก"}).status_code == 404


def test_a_comment_of_another_plan_is_not_answered_here(revision, officer):
    other = make_complete_plan()
    theirs = say(other, make_member(HR, other.organization))
    url = address(revision, "plans:comment_answer", comment=theirs.pk)
    assert client_of(officer).post(url, {"body": "ก"}).status_code == 404


def test_a_move_in_between_closes_the_comments(revision):
    sent = in_state(revision, State.SUBMITTED)
    board = secretary_of(sent)
    Revision.objects.filter(pk=sent.pk).update(state=State.DRAFTING, snapshot=None)
    with pytest.raises(CommentsClosed):
        say(sent, board)


# Settling ------------------------------------------------------------------------------------------


def test_a_comment_is_settled_once_and_taken_up_again(revision, officer):
    kept = say(revision, officer)
    assert settle(comment=kept, by=officer)
    assert not settle(comment=kept, by=officer)
    assert open_by_task(revision, officer).total() == 0
    assert reopen(comment=kept, by=officer)
    assert not reopen(comment=kept, by=officer)
    assert open_by_task(revision, officer).total() == 1


def test_drafters_and_the_author_settle(revision, officer):
    member = make_member(MEMBER, revision.organization)
    other = make_member(MEMBER, revision.organization)
    kept = say(revision, member)
    assert may_settle(kept, revision, officer)
    assert may_settle(kept, revision, member)
    assert not may_settle(kept, revision, other)
    url = address(revision, "plans:comment_settle", comment=kept.pk)
    assert client_of(other).post(url).status_code == 404
    assert client_of(member).post(url).status_code == 302


def test_an_answer_is_not_settled_by_itself(revision, officer):
    reply = answer(comment=say(revision, officer), body="ได้", by=officer)
    assert not may_settle(reply, revision, officer)
    url = address(revision, "plans:comment_settle", comment=reply.pk)
    assert client_of(officer).post(url).status_code == 404


# Pages ---------------------------------------------------------------------------------------------


def test_sent_twice_is_said_once(revision, officer):
    client = client_of(officer)
    url, data = address(revision, "plans:comment_write"), posted()
    assert client.post(url, data).status_code == client.post(url, data).status_code == 302
    assert Comment.objects.count() == 1


def test_the_panel_answers_with_the_panel_and_keeps_what_was_typed(revision, officer):
    client = client_of(officer)
    url = address(revision, "plans:comment_write")
    page = client.post(url, posted(panel="section/s1.2"), follow=True)
    assert "ยังไม่ปิด 1 เรื่อง" in page.content.decode()
    assert "<html" not in page.content.decode()
    wrong = client.post(url, posted(panel="section/s1.2", body="", quote="อ้างไว้"))
    assert wrong.status_code == 422
    assert "อ้างไว้" in wrong.content.decode()


@pytest.mark.parametrize(
    "data", [{"at": "section/zz"}, {"at": ""}, {"body": " "}, {"quote": "ก" * 501}, {"body": "ก" * 2001}]
)
def test_what_cannot_be_kept_is_said(revision, officer, data):
    answered = client_of(officer).post(address(revision, "plans:comment_write"), posted(**data))
    assert answered.status_code == 422
    assert answered.context["form"].errors
    assert not Comment.objects.exists()


def test_the_form_begins_with_the_place_and_the_words_of_its_address(revision, officer):
    page = client_of(officer).get(
        address(revision, "plans:comment_write"), {"at": "section/s1.2", "quote": "<b>คำ</b>"}
    )
    text = page.content.decode()
    assert '<option value="section/s1.2" selected>' in text
    assert "&lt;b&gt;คำ" in text


def test_what_people_write_is_no_markup(revision, officer):
    say(revision, officer, body="<script>x</script>", quote="<i>q</i>")
    text = client_of(officer).get(address(revision, "plans:comments")).content.decode()
    assert "<script>x" not in text
    assert "<i>q" not in text


def test_the_list_is_filtered_by_state_and_place(revision, officer):
    settle(comment=say(revision, officer, body="เรื่องที่จบแล้ว"), by=officer)
    say(revision, officer, "targets", body="เรื่องเป้าหมาย")
    client = client_of(officer)

    def shown(**query):
        return [
            item["thread"].comment.body
            for item in client.get(address(revision, "plans:comments"), query).context["threads"]
        ]

    assert shown() == ["เรื่องเป้าหมาย"]
    assert shown(state="settled") == ["เรื่องที่จบแล้ว"]
    assert shown(state="all", place="section/s1.2") == ["เรื่องที่จบแล้ว"]
    assert shown(state="nonsense") == ["เรื่องเป้าหมาย"]


def test_tasks_say_how_many_comments_wait(revision, officer):
    say(revision, officer)
    project = revision.projects.first()
    say(revision, officer, f"project/{project.pk}")
    page = client_of(officer).get(address(revision, "plans:tasks"))
    tasks = {task.url: task.comments for group in page.context["groups"] for task in group.tasks}
    assert tasks[address(revision, "plans:section", code="s1.2")] == 1
    assert tasks[address(revision, "plans:projects")] == 1
    assert "1 ความเห็น" in page.content.decode()


def test_the_board_is_not_told_how_many_comments_wait_inside(revision, officer):
    say(revision, officer)
    sent = in_state(revision, State.SUBMITTED)
    page = client_of(secretary_of(sent)).get(address(sent, "plans:tasks"))
    assert page.context["comments"] == 0


def test_the_book_offers_a_comment_to_those_who_may_write_one(revision):
    sent = in_state(revision, State.SUBMITTED)
    url = address(sent, "approvals:document")
    assert "data-comment-way" in client_of(secretary_of(sent)).get(url).content.decode()
    auditor = client_of(make_member(Role.AUDITOR)).get(url).content.decode()
    assert "data-comment-way" not in auditor
    assert address(sent, "plans:comments") not in auditor


def test_the_list_takes_as_many_queries_with_many_comments(revision, officer):
    client = client_of(officer)
    url = address(revision, "plans:comments")
    say(revision, officer)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    count()
    few = count()
    for _number in range(5):
        answer(comment=say(revision, make_member(MEMBER, revision.organization)), body="ก", by=officer)
    assert count() == few
