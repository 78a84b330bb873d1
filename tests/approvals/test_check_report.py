"""What the checks found travels with the plan, frozen, with the reasons that were written."""

import pytest

from organizations.roles import Role
from plans.checks import run_checks
from plans.checks.report import report_of, reports_of
from plans.edit_rows import write_reason
from plans.facts import PlanFacts
from plans.models import CheckReport, Revision, State
from tests.approvals.story import TODAY, Story, begin
from tests.builders import address, client_of, make_complete_plan, make_project
from thai.dates import BANGKOK

pytestmark = pytest.mark.any_database

REASON = "เป็นหลักสูตรกฎหมายที่ต้องบรรยาย"


@pytest.fixture
def story(db) -> Story:
    """A complete plan whose one oddity has a reason."""
    begun = begin()
    organization = begun.revision.organization
    begun.revision.delete()
    begun.revision.plan.delete()
    revision = make_complete_plan(organization, by=begun.cast[Role.HR_OFFICER].user)
    make_project(revision, "โครงการกฎหมาย", hours_total=10, hours_lecture=9)
    for finding in run_checks(PlanFacts(revision)):
        if finding.grade == "should":
            write_reason(
                revision=revision,
                finding=finding.id,
                place=finding.place.key,
                reason=REASON,
                by=revision.prepared_by,
            )
    return Story(Revision.objects.with_plan().get(pk=revision.pk), begun.cast)


def test_nothing_is_kept_of_a_draft(story):
    assert report_of(story.revision) is None


def test_sending_keeps_the_findings_with_their_reasons(story):
    story.act("send_to_committee", Role.HR_OFFICER)
    [kept] = [row for row in report_of(story.revision).findings if row.id == "lecture-share"]
    assert kept.reason == REASON
    assert report_of(story.revision).made_at.astimezone(BANGKOK).date() == TODAY
    assert "โครงการกฎหมาย" in kept.message
    assert kept.clause


def test_submission_keeps_all_that_the_committee_saw(story, monkeypatch):
    story.reach(State.ENDORSED)
    before = report_of(story.revision)
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])
    story.act("submit", Role.HR_OFFICER)
    assert CheckReport.objects.count() == 2
    assert report_of(story.revision).findings == before.findings


def test_what_was_corrected_is_kept_anew(story):
    story.act("send_to_committee", Role.HR_OFFICER)
    story.act("committee_return", Role.COMMITTEE_CHAIR)
    assert report_of(story.revision) is None
    story.revision.projects.filter(name="โครงการกฎหมาย").update(hours_lecture=5)
    story.act("send_to_committee", Role.HR_OFFICER)
    assert report_of(story.revision).with_reason == []


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.BOARD_CHAIR])
def test_the_board_reads_the_list_with_the_reasons(story, role):
    story.reach(State.SUBMITTED)
    client = client_of(story.cast[role])
    page = client.get(address(story.revision, "approvals:history")).content.decode()
    assert REASON in page
    queue = client.get(f"/boards/{story.revision.organization.board.code}/?cycle=2570").content.decode()
    assert "มีเหตุผล 1" in queue


def test_the_committee_reads_it_on_the_page_of_its_decision(story):
    story.act("send_to_committee", Role.HR_OFFICER)
    client = client_of(story.cast[Role.COMMITTEE_CHAIR])
    assert REASON in client.get(address(story.revision, "approvals:move", action="endorse")).content.decode()


def test_the_queue_asks_once_for_all_lists(story, django_assert_max_num_queries):
    story.reach(State.SUBMITTED)
    with django_assert_max_num_queries(1):
        assert list(reports_of([story.revision] * 3)) == [story.revision.pk]
