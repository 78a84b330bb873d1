"""Papers of decisions: the announcement, the board's resolution, and what a draft says of itself."""

import dataclasses
import datetime

import pytest

from approvals.models import Announcement
from approvals.papers import announced_document, draft_document, plan_paper
from documents import codes
from documents.compose import compose
from documents.paper import Draft, Issued, TextBlock
from organizations.roles import Role
from plans.models import Layout, Revision, State
from tests.approvals.story import begin, filled
from tests.plan_content import fill_plan
from thai.dates import today

pytestmark = pytest.mark.django_db

RESOLUTION = "มติคณะกรรมการที่เห็นชอบแผน"


def fresh(story) -> Revision:
    return Revision.objects.with_plan().get(pk=story.revision.pk)


def headings(paper) -> list[str]:
    return [part.heading for part in paper.body]


def announce(story, **values):
    story.reach(State.APPROVED)
    story.act("announce", Role.HEAD, dataclasses.replace(filled("announce"), **values))
    return fresh(story)


def test_announcement_stands_before_the_plan_with_its_grounds_and_dates(story):
    revision = announce(story, number="5/2569", signer_name="นายมั่น คงดี")
    (announcement,) = announced_document(revision).announcements
    (text,) = (node.text for node in announcement.body if isinstance(node, TextBlock))
    assert announcement.issuer == f"ประกาศ{revision.plan.organization.full_name}"
    assert announcement.number == "ที่ 5/2569"
    assert announcement.subject == "เรื่อง ประกาศใช้แผนพัฒนาบุคลากร ๓ ปี ประจำปีงบประมาณ พ.ศ. ๒๕๗๐ - ๒๕๗๒"
    assert revision.plan.organization.board.name in text
    assert "การประชุมครั้งที่ ๙/๒๕๖๙ เมื่อวันที่ ๑๐ กันยายน ๒๕๖๙" in text
    assert "มีผลใช้บังคับตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๙" in text
    assert announcement.closing == "ประกาศ ณ วันที่ ๑๔ กันยายน พ.ศ. ๒๕๖๙"
    assert announcement.signature.name == "นายมั่น คงดี"
    assert list(announcement.signature.position) == [revision.plan.organization.head_title]


def test_announcement_without_a_number_prints_none(story):
    (announcement,) = announced_document(announce(story)).announcements
    assert announcement.number == ""


def test_announced_document_carries_its_code_and_address(story):
    revision = announce(story)
    code = codes.printed(Announcement.objects.get(revision=revision).code)
    paper = announced_document(revision)
    assert paper.mark == Issued(code, paper.mark.address)
    assert paper.mark.address.endswith(f"/verify/{code}/")
    assert paper.dated == datetime.date(2026, 9, 14)
    html = compose(paper)
    assert code in html
    assert 'data-status=""' in html


def test_announced_document_is_in_the_layout_that_the_lao_chose(story):
    Revision.objects.filter(pk=story.revision.pk).update(layout=Layout.MASTER)
    story.revision.refresh_from_db()
    paper = announced_document(announce(story))
    assert [part.number for part in paper.body[:19]][-1] == "๑๙."


def test_plan_that_is_not_announced_has_no_document(story):
    with pytest.raises(Announcement.DoesNotExist):
        announced_document(fresh(story))


def test_amendment_is_announced_with_its_number_and_reason(story):
    Revision.objects.filter(pk=story.revision.pk).update(number=1, reason="ตั้งกองใหม่ {lao}")
    story.revision = fresh(story)
    details = dataclasses.replace(filled("announce"), effective_on=datetime.date(2026, 10, 1))
    story.reach(State.APPROVED)
    story.act("announce", Role.HEAD, details)
    (announcement,) = announced_document(fresh(story)).announcements
    assert announcement.subject.startswith("เรื่อง ประกาศปรับปรุงแผนพัฒนาบุคลากร")
    assert announcement.subject.endswith("๒๕๗๐ - ๒๕๗๒ ครั้งที่ ๑")
    assert "คือ ตั้งกองใหม่ {lao}" in announcement.body[0].text
    assert "ข้อ ๑๙" in announcement.body[0].text


def test_resolution_is_the_last_annex_of_an_approved_plan(story):
    story.reach(State.APPROVED)
    paper = draft_document(fresh(story))
    annex = paper.body[-1]
    assert annex.heading == RESOLUTION
    table = annex.children[-1]
    assert ("การประชุมครั้งที่", "9/2569") in table.rows
    assert ("วันที่ประชุม", "๑๐ กันยายน ๒๕๖๙") in table.rows
    assert ("ระเบียบวาระที่", "4.2") in table.rows
    assert ("มติที่ประชุม", "เห็นชอบ") in table.rows


def test_resolution_with_corrections_says_that_they_were_made(story):
    story.reach(State.APPROVED_WITH_CORRECTIONS)
    assert RESOLUTION not in headings(draft_document(fresh(story)))
    story.act("confirm_corrections", Role.BOARD_SECRETARY)
    rows = dict(draft_document(fresh(story)).body[-1].children[-1].rows)
    assert rows["มติที่ประชุม"].startswith("เห็นชอบโดยให้แก้ไข")


@pytest.mark.parametrize("state", [State.DRAFTING, State.IN_COMMITTEE, State.SUBMITTED, State.ON_AGENDA])
def test_plan_before_its_resolution_has_neither_resolution_nor_announcement(story, state):
    story.reach(state)
    paper = draft_document(fresh(story))
    assert RESOLUTION not in headings(paper)
    assert paper.announcements == []
    assert paper.mark == Draft(today())


def test_copy_of_an_announced_plan_is_no_draft_and_no_document(story):
    paper = draft_document(announce(story))
    assert isinstance(paper.mark, Draft)
    html = compose(paper)
    assert 'data-status="สำเนา"' in html
    assert "ยังไม่มีผลใช้บังคับ" not in html


def test_queries_of_the_whole_paper_do_not_grow_with_the_plan(db, no_findings, django_assert_max_num_queries):
    counts = []
    for projects in (2, 30):
        story = begin()
        fill_plan(story.revision, projects=projects)
        story.reach(State.APPROVED)
        revision = fresh(story)
        with django_assert_max_num_queries(17) as captured:
            plan_paper(revision, layout=Layout.SIX, mark=Draft(today()))
        counts.append(len(captured))
    assert counts[0] == counts[1]
