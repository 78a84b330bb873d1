"""Blank forms of evaluation: each is made of its own project's words, and says the same on screen, paper and in Word."""

import pytest
from django.urls import reverse

from documents.compose import compose
from documents.paper import GroupRow, Table
from documents.word import word
from monitoring.papers.evaluation import (
    COMMITTEE,
    OF_PROJECT,
    PARTICIPANT,
    SUPERIOR,
    committee_form,
    objectives_of,
    project_form,
)
from organizations.roles import Role
from plans.facts import PlanFacts
from plans.models import Project, Revision
from plans.papers.tables import numbered
from tests.builders import client_of, make_member, make_plan, make_project
from tests.documents.twins import html_text, word_paragraphs

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
GOALS = "๑) รู้กฎหมายที่แก้ไขใหม่\n๒) ลดข้อทักท้วง"


@pytest.fixture
def facts():
    revision = make_plan()
    make_project(revision, "อบรมกฎหมาย", objective=GOALS, indicator="ร้อยละของผู้ผ่านการทดสอบ")
    sent = Project.Delivery.SENT
    make_project(revision, "หลักสูตรนายช่าง", objective="สำรวจได้", delivery=sent, indicator="")
    return PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))


def questions(paper) -> list[str]:
    """What is asked on the five-point scale."""
    scale = next(node for node in paper.body if isinstance(node, Table))
    return [row[1] for row in scale.rows if not isinstance(row, GroupRow)]


@pytest.mark.parametrize(
    ("typed", "goals"),
    [
        (GOALS, ["รู้กฎหมายที่แก้ไขใหม่", "ลดข้อทักท้วง"]),
        ("- ก\n\n• ข", ["ก", "ข"]),
        ("1. ก\n(๒) ข\n2567 ค", ["ก", "ข", "2567 ค"]),
        ("", []),
    ],
)
def test_objectives_are_asked_one_by_one(typed, goals):
    assert objectives_of(Project(objective=typed)) == goals


def test_participants_are_asked_about_the_objectives_of_their_project(facts):
    law, course = numbered(facts)
    asked = questions(project_form(PARTICIPANT, facts, law))
    assert asked[:2] == ["รู้กฎหมายที่แก้ไขใหม่", "ลดข้อทักท้วง"]
    assert any("ฝึกอบรม" in question for question in asked)
    assert "สถานที่และอุปกรณ์เหมาะสม" in asked
    assert "หน่วยงานที่จัดดำเนินการได้เหมาะสม" in questions(project_form(PARTICIPANT, facts, course))


def test_superior_measures_by_the_indicator_where_there_is_one(facts):
    law, course = numbered(facts)
    tables = [node for node in project_form(SUPERIOR, facts, law).body if isinstance(node, Table)]
    assert tables[1].rows[0][:2] == ["ร้อยละของผู้ผ่านการทดสอบ", "ไม่น้อยกว่าร้อยละ 80"]
    assert len([node for node in project_form(SUPERIOR, facts, course).body if isinstance(node, Table)]) == 1


def test_committee_finds_every_project_of_the_year(facts):
    year = int(facts.years[0])
    html = compose(committee_form(facts, year))
    assert all(item.name in html for item in numbered(facts))


def test_forms_say_the_same_in_word(facts):
    item = numbered(facts)[0]
    made = [project_form(kind, facts, item) for kind in OF_PROJECT]
    for paper in (*made, committee_form(facts, int(facts.years[0]))):
        page, twin = html_text(paper), word_paragraphs(word(paper))
        assert len(twin) > 20
        assert not [said for said in twin if said not in page]


def test_form_of_another_plan_or_of_no_kind_is_not_there(facts):
    revision = facts.revision
    client = client_of(make_member(Role.HR_OFFICER, revision.organization))
    stranger = make_project(make_plan(), "ของที่อื่น")
    own = revision.projects.first()

    def status(kind: str, key: int) -> int:
        found = reverse("monitoring:form", kwargs={**revision.address, "kind": kind, "key": key})
        return client.get(found).status_code

    assert status(PARTICIPANT, own.pk) == 200
    assert status(PARTICIPANT, stranger.pk) == 404
    assert status("nothing", own.pk) == 404
    assert status(COMMITTEE, int(facts.years[0])) == 200
    assert status(COMMITTEE, int(facts.years[0]) - 1) == 404
