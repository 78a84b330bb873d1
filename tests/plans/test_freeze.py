"""What is frozen: all of the content, one hash for one content, texts as they would be printed."""

import pytest

from plans.facts import PlanFacts
from plans.freeze import content_of, fingerprint, freeze, is_genuine
from plans.models import OutlineSection, Revision, State
from tests.builders import make_complete_plan, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_complete_plan()


def test_content_has_every_part(revision):
    content = content_of(PlanFacts(revision))
    assert len(content["projects"]) == revision.projects.count()
    assert content["projects"][0]["years"][0]["baht"] == "10000.00"
    assert len(content["committee"]) == revision.committeemembers.count()
    assert len(content["targets"]) == 12
    assert content["monitoring"][0]["indicator"]
    assert all(content["texts"][code] is not None for code in ("s1.1", "s6.1"))


def test_freezing_twice_keeps_one_snapshot(revision):
    assert freeze(revision) == freeze(revision)
    assert is_genuine(revision.snapshots.get())


@pytest.mark.parametrize(
    "change",
    [
        lambda revision: revision.sections.filter(code="s1.2").update(body="ข้อความอื่น"),
        lambda revision: revision.targets.update(people=1),
        lambda revision: make_project(revision),
        lambda revision: revision.projects.first().years.update(baht=1),
        lambda revision: revision.projects.first().groups.clear(),
        lambda revision: revision.committeemembers.filter(duty="member").update(person_name="ชื่ออื่น"),
        lambda revision: revision.committeeorders.update(number="9/2569"),
        lambda revision: revision.monitoringitems.all().delete(),
        lambda revision: Revision.objects.filter(pk=revision.pk).update(layout="master"),
    ],
)
def test_any_change_of_content_changes_the_hash(revision, change):
    before = fingerprint(revision)
    change(revision)
    assert fingerprint(Revision.objects.with_plan().get(pk=revision.pk)) != before


def test_marking_a_section_done_changes_nothing(revision):
    before = fingerprint(revision)
    revision.sections.update(is_done=False)
    assert fingerprint(revision) == before


def test_a_later_wording_of_the_edition_does_not_reach_a_closed_revision(revision):
    closed = Revision.objects.filter(pk=revision.pk)
    closed.update(state=State.SUBMITTED, snapshot=freeze(revision))
    before = fingerprint(closed.get())
    OutlineSection.objects.filter(edition=revision.plan.edition).update(body="ถ้อยคำใหม่")
    assert fingerprint(closed.get()) == before


def test_content_asks_a_constant_number_of_queries(revision, django_assert_max_num_queries):
    for number in range(5):
        make_project(revision, f"โครงการเพิ่มที่ {number}")
    with django_assert_max_num_queries(21):
        content_of(PlanFacts(revision))
