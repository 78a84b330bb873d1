"""The wording of a meeting's papers: kept, in conflict, made again, signed off as it was seen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from approvals import events
from approvals.meetings import agenda, roll
from approvals.meetings.voting import MeetingRefused
from approvals.meetings.wording import make_again, save_wording, sign_off, text_seen, wording_of
from approvals.models import MeetingPaper
from plans.edit import Stale
from tests.approvals.committee import ASSISTANT, CHAIR, hold
from tests.approvals.test_meetings import agree, everybody
from tests.builders import client_of

pytestmark = pytest.mark.any_database

MINUTES = MeetingPaper.Kind.MINUTES


@pytest.fixture
def held(story):
    """A meeting that resolved and is closed; nothing is committed, so no PDF is made."""
    held = hold(story)
    everybody(held)
    agree(held)
    held.meeting = roll.close(held.meeting, by=held.secretary)
    return held


def test_two_who_edit_do_not_lose_each_others_words(held):
    save_wording(held.meeting, MINUTES, text="ก", expected_version=0, by=held.secretary)
    with pytest.raises(Stale):
        save_wording(held.meeting, MINUTES, text="ข", expected_version=0, by=held.secretary)
    save_wording(held.meeting, MINUTES, text="ค", expected_version=1, by=held.secretary)
    with pytest.raises(Stale):
        save_wording(held.meeting, MINUTES, text="ง", expected_version=1, by=held.secretary)
    assert wording_of(held.meeting, MINUTES).text == "ค"


def test_edits_stay_until_they_are_given_up(held):
    save_wording(held.meeting, MINUTES, text="แก้แล้ว", taken_by="นายจด", expected_version=0, by=held.secretary)
    agenda.write_discussion(
        held.item,
        title=held.item.title,
        discussion="ที่ประชุมอภิปราย",
        seen=agenda.discussion_seen(held.item),
        by=held.secretary,
    )
    assert wording_of(held.meeting, MINUTES).text == "แก้แล้ว"
    again = make_again(held.meeting, MINUTES, expected_version=1, by=held.secretary)
    assert "ที่ประชุมอภิปราย" in again.text
    assert again.taken_by == "นายจด"


def test_chair_signs_what_was_seen_and_nothing_changes_afterwards(held):
    chair = held.story.cast[CHAIR]
    seen = text_seen(wording_of(held.meeting, MINUTES))
    save_wording(held.meeting, MINUTES, text="เปลี่ยน", expected_version=0, by=held.secretary)
    with pytest.raises(Stale):
        sign_off(held.meeting, seen=seen, by=chair)
    seen = text_seen(wording_of(held.meeting, MINUTES))
    with pytest.raises(MeetingRefused, match="ประธานในที่ประชุม"):
        sign_off(held.meeting, seen=seen, by=held.story.cast[ASSISTANT])
    signed = sign_off(held.meeting, seen=seen, by=chair)
    assert (signed.text, signed.signed_off_by) == ("เปลี่ยน", chair)
    for change in (
        lambda: sign_off(held.meeting, seen=seen, by=chair),
        lambda: save_wording(held.meeting, MINUTES, text="อีก", expected_version=2, by=held.secretary),
        lambda: agenda.write_discussion(held.item, title="ก", discussion="ข", seen="", by=held.secretary),
    ):
        with pytest.raises(MeetingRefused):
            change()
    assert events.verify(held.story.revision.plan) == []


@pytest.mark.parametrize("kind", ["invitation", "agenda", "minutes"])
def test_pages_of_papers_are_read(held, kind):
    address = reverse(
        "approvals:meeting_paper",
        kwargs={**held.story.revision.address, "meeting": held.meeting.pk, "kind": kind},
    )
    answer = client_of(held.secretary).get(address)
    assert answer.status_code == 200
    assert "คณะกรรมการจัดทำแผนพัฒนาบุคลากร" in answer.content.decode()


def test_calendar_file(held):
    address = reverse(
        "approvals:meeting_calendar", kwargs={**held.story.revision.address, "meeting": held.meeting.pk}
    )
    answer = client_of(held.secretary).get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"DTSTART:20260915T023000Z" in answer.content
