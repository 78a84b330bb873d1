"""The document of an announcement: made once, after the decision, and again asked for where it is missing."""

import io
import json
from dataclasses import replace
from unittest.mock import patch

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from approvals import events
from approvals.announce import issue_announced_document, issue_document, pending, published
from approvals.embedded import broken
from approvals.models import Announcement, Event
from documents import manifest, store
from documents.models import IssuedDocument
from documents.render import Rendered, RenderError
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.story import Story, begin
from tests.documents import standards


@pytest.fixture
def quick(monkeypatch):
    """A paper without the engine; the calls are counted."""
    calls = []

    def render(html, **options):
        calls.append(options)
        return Rendered(f"%PDF-1.7 {len(calls)}".encode(), 55)

    monkeypatch.setattr("approvals.issuing.render_announced", render)
    return calls


@pytest.fixture
def announcement(story, quick):
    """An announcement whose document is not made yet (the transaction is never through in these tests)."""
    return story.reach(State.ANNOUNCED).revision.announcement


def test_document_is_asked_for_once_the_decision_is_stored(story, quick, django_capture_on_commit_callbacks):
    story.reach(State.APPROVED)
    with django_capture_on_commit_callbacks(execute=True):
        story.act("announce", Role.HEAD)
        assert quick == []
    document = Announcement.objects.get(revision=story.revision).document
    assert (document.pages, document.dated_on) == (55, story.revision.announcement.dated_on)
    assert document.organization == story.revision.organization


def test_document_carries_the_code_that_was_announced(announcement):
    assert issue_document(announcement).code == announcement.code


def test_document_is_noted_in_the_chain(announcement):
    document = issue_document(announcement)
    plan = announcement.revision.plan
    assert Event.objects.filter(plan=plan).last().data["sha256"] == document.sha256
    assert events.verify(plan) == []


def test_running_twice_makes_one_document(announcement, quick):
    first = issue_document(announcement)
    issue_announced_document.call(announcement.revision_id)
    assert IssuedDocument.objects.get() == first
    assert len(quick) == 1


def test_running_twice_at_the_same_time_makes_one_document(announcement):
    stale = Announcement.objects.get(pk=announcement.pk)
    first = issue_document(announcement)
    assert issue_document(stale) == first
    assert IssuedDocument.objects.count() == 1


def test_document_of_an_amendment_supersedes_the_one_before(announcement, story):
    original = issue_document(announcement)
    plan = story.revision.plan
    amendment = Revision.objects.create(
        plan=plan,
        organization=plan.organization,
        number=1,
        reason="เพิ่มหลักสูตรด้านดิจิทัล",
        prepared_by=story.cast[Role.HR_OFFICER].user,
    )
    seats = announcement.revision.committeemembers.all()
    for seat in seats:
        seat.pk, seat.revision = None, amendment
        seat.save()
    again = Story(Revision.objects.with_plan().get(pk=amendment.pk), story.cast).reach(State.ANNOUNCED)
    assert issue_document(again.revision.announcement).supersedes == original


# What goes wrong -----------------------------------------------------------------------------------


def test_a_failed_paper_leaves_the_announcement_waiting(announcement, monkeypatch):
    def fail(html, **options):
        raise RenderError("time")

    monkeypatch.setattr("approvals.issuing.render_announced", fail)
    errors = io.StringIO()
    with pytest.raises(CommandError, match="1 documents"):
        call_command("issue_pending", stdout=io.StringIO(), stderr=errors)
    assert announcement.revision.reference in errors.getvalue()
    assert pending().get() == announcement


def test_issue_pending_makes_what_is_missing(announcement, quick):
    out = io.StringIO()
    call_command("issue_pending", stdout=out)
    assert "55 pages" in out.getvalue()
    assert not pending().exists()
    call_command("issue_pending", stdout=io.StringIO())
    assert len(quick) == 1


# The real paper ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_findings")
def test_the_real_paper_is_kept_with_the_frozen_plan_inside():
    story = begin().reach(State.ANNOUNCED)
    document = Announcement.objects.get(revision=story.revision).document
    assert document is not None
    with store.open_(document.sha256) as file, pikepdf.open(file) as pdf:
        assert len(pdf.pages) == document.pages
        kept = json.loads(pdf.attachments["plan.json"].get_file().read_bytes())
    assert kept == published(story.revision.snapshot.content)
    assert standards.broken(store.path_of(document.sha256).read_bytes()) == []
    _names_what_was_decided_upon(story.revision, document)


def _names_what_was_decided_upon(revision: Revision, document: IssuedDocument) -> None:
    """Register, chain of events and the file itself name the same two hashes, and an exchanged file is found."""
    with store.open_(document.sha256) as file:
        embedded = manifest.read(file.read())
    event = Event.objects.get(plan=revision.plan, action="issue_document")
    assert embedded.faults() == []
    assert embedded.said["code"] == document.printed_code
    assert embedded.fingerprint == revision.snapshot.sha256 == event.data["snapshot"]
    assert embedded.said["files"] == event.data["files"]
    assert list(broken(revision.announcement)) == []
    call_command("verify_events", revision.plan.reference, "--papers", stdout=io.StringIO())
    said = io.StringIO()
    call_command("verify_document", str(store.path_of(document.sha256)), stdout=said)
    assert f"ลายนิ้วมือของเนื้อหาที่พิจารณา {embedded.fingerprint}" in said.getvalue()
    other = replace(embedded, files={"plan.json": b"{}"})
    assert other.faults() == ["plan.json has another hash than manifest.json says"]
    with patch("approvals.embedded.manifest.read", lambda pdf: other):
        assert len(list(broken(revision.announcement))) == 2
