"""Twenty people press at once: one decision, one chain, one snapshot of what was there."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from approvals import events
from approvals.models import Decision, Event, Notice
from approvals.moves import MoveConflict, perform
from organizations.roles import Role
from plans.freeze import fingerprint
from plans.models import Revision, State
from tests.approvals.story import begin, filled

PEOPLE = 20
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_findings")]


def at_once(act, count=PEOPLE) -> Counter:
    """Results of ``act(number)`` in as many threads, each with a connection of its own."""
    start = threading.Barrier(count)

    def one(number: int) -> str:
        try:
            start.wait(timeout=30)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return Counter(pool.map(one, range(count)))


def test_twenty_approvals_give_one_decision():
    story = begin().reach(State.ON_AGENDA)
    seen = story.revision.snapshot.sha256

    def approve(_number: int) -> str:
        revision = Revision.objects.with_plan().get(pk=story.revision.pk)
        try:
            perform(
                revision=revision,
                action="approve",
                by=story.cast[Role.BOARD_CHAIR],
                seen=seen,
                details=filled("approve"),
            )
        except MoveConflict:
            return "conflict"
        return "approved"

    assert at_once(approve) == {"approved": 1, "conflict": PEOPLE - 1}
    assert Decision.objects.filter(action="approve").count() == 1
    assert Event.objects.filter(action="approve").count() == 1
    decision = Decision.objects.get(action="approve")
    assert Notice.objects.filter(decision=decision, membership=story.cast[Role.HEAD]).count() == 1
    assert events.verify(story.revision.plan) == []


def test_different_decisions_at_once_give_one():
    story = begin().reach(State.ON_AGENDA)
    seen = story.revision.snapshot.sha256
    actions = ["approve", "reject", "approve_with_corrections", "take_off_agenda"]

    def decide(number: int) -> str:
        action = actions[number % len(actions)]
        role = Role.BOARD_SECRETARY if action == "take_off_agenda" else Role.BOARD_CHAIR
        revision = Revision.objects.with_plan().get(pk=story.revision.pk)
        try:
            perform(revision=revision, action=action, by=story.cast[role], seen=seen, details=filled(action))
        except MoveConflict:
            return "conflict"
        return "done"

    assert at_once(decide) == {"done": 1, "conflict": PEOPLE - 1}
    assert events.verify(story.revision.plan) == []


def test_events_written_at_once_make_one_chain():
    plan = begin().revision.plan

    def note(number: int) -> str:
        for _time in range(5):
            events.append(plan=plan, action="note", actor=None, role="", data={"number": number})
        return "written"

    assert at_once(note) == {"written": PEOPLE}
    assert [event.seq for event in Event.objects.filter(plan=plan)] == list(range(1, PEOPLE * 5 + 1))
    assert events.verify(plan) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one transaction after the other")
def test_sending_waits_for_a_text_that_is_being_saved():
    story = begin()
    saving, sent = threading.Event(), threading.Event()

    def save_slowly() -> None:
        with transaction.atomic():
            story.revision.sections.filter(code="s1.1").update(body="ประโยคสุดท้าย", follows_edition=False)
            saving.set()
            sent.wait(timeout=1)  # the move cannot finish before this transaction does
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        saved = pool.submit(save_slowly)
        saving.wait(timeout=30)
        perform(
            revision=story.revision, action="send_to_committee", by=story.cast[Role.HR_OFFICER], seen=None
        )
        sent.set()
        saved.result()
    story.revision.refresh_from_db()
    assert story.revision.snapshot.content["texts"]["s1.1"] == "ประโยคสุดท้าย"
    assert fingerprint(story.revision) == story.revision.snapshot.sha256


def test_a_text_saved_after_sending_is_refused_by_the_database():
    story = begin().reach(State.IN_COMMITTEE)
    with pytest.raises(IntegrityError), transaction.atomic():
        story.revision.sections.filter(code="s1.1").update(body="ช้าไป")
