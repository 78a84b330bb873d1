"""Suggested edits: quoted letter by letter, waiting while the plan is frozen, taken over by the normal save."""

from __future__ import annotations

import pytest

from organizations.roles import Role
from plans.edit import RevisionClosed, save_section
from plans.models import Section, State
from plans.suggestions import SuggestionRefused, accept, accept_all, decline, suggest, suggestions
from tests.builders import make_member, make_plan, put_in_state

TEXT = "ประชากรทั้งหมด 4,512 คน\nมีหมู่บ้าน 9 หมู่บ้าน"


@pytest.fixture
def member(db):
    return make_member(Role.COMMITTEE_MEMBER)


@pytest.fixture
def revision(member):
    revision = make_plan(member.organization)
    write(revision, TEXT)
    return revision


def section_of(revision) -> Section:
    return Section.objects.select_related("revision").get(revision=revision, code="s1.2")


def write(revision, body: str) -> None:
    section = section_of(revision)
    by = make_member(Role.HR_OFFICER, revision.organization).user
    save_section(section=section, body=body, expected_version=section.version, by=by)


def propose(revision, member, old="9 หมู่บ้าน", new="10 หมู่บ้าน", code="s1.2"):
    return suggest(
        revision=revision, code=code, old_text=old, new_text=new, reason="ตามประกาศของอำเภอ", by=member
    )


def test_accepted_wording_stands_in_the_text(revision, member):
    edit = propose(revision, member)
    accept(edit, by=member.user)
    assert section_of(revision).body == TEXT.replace("9 หมู่บ้าน", "10 หมู่บ้าน")
    (shown,) = suggestions(revision)
    assert (shown.edit.answer, shown.edit.answered_by) == ("accepted", member.user)
    with pytest.raises(SuggestionRefused, match="ตอบไปแล้ว"):
        accept(edit, by=member.user)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("12 หมู่บ้าน", "10", "old_text"),  # not there
        ("หมู่บ้าน", "ชุมชน", "old_text"),  # in two places
        ("9 หมู่บ้าน", "9 หมู่บ้าน", "new_text"),
    ],
)
def test_wording_that_changes_nothing_is_refused(revision, member, old, new, field):
    with pytest.raises(SuggestionRefused) as refused:
        propose(revision, member, old, new)
    assert refused.value.field == field


def test_suggestions_wait_while_the_plan_is_before_the_committee(revision, member):
    put_in_state(revision, State.IN_COMMITTEE)
    edit = propose(revision, member)
    with pytest.raises(RevisionClosed):
        accept(edit, by=member.user)
    put_in_state(revision, State.SUBMITTED)
    with pytest.raises(SuggestionRefused, match="เปลี่ยนสถานะ"):
        propose(revision, member)


def test_passage_that_changed_meanwhile_keeps_both(revision, member):
    first, second = propose(revision, member), propose(revision, member, "4,512 คน", "4,530 คน")
    write(revision, TEXT.replace("9 หมู่บ้าน", "11 หมู่บ้าน"))
    with pytest.raises(SuggestionRefused, match="เปลี่ยนไปแล้ว"):
        accept(first, by=member.user)
    assert accept_all(revision, by=member.user) == (1, 1)
    assert "4,530 คน" in section_of(revision).body
    assert "11 หมู่บ้าน" in section_of(revision).body
    shown = {one.edit.pk: one for one in suggestions(revision)}
    assert (shown[first.pk].fits, shown[first.pk].edit.waits) == (False, True)
    assert shown[second.pk].edit.answer == "accepted"


def test_declined_with_a_word(revision, member):
    edit = propose(revision, member)
    with pytest.raises(SuggestionRefused) as refused:
        decline(edit, note=" ", by=member.user)
    assert refused.value.field == "note"
    decline(edit, note="จำนวนหมู่บ้านถูกต้องแล้ว", by=member.user)
    edit.refresh_from_db()
    assert (edit.answer, edit.answer_note) == ("declined", "จำนวนหมู่บ้านถูกต้องแล้ว")
    assert section_of(revision).body == TEXT


def test_member_of_another_lao_suggests_nothing(revision, member):
    with pytest.raises(SuggestionRefused):
        propose(revision, make_member(Role.COMMITTEE_MEMBER))
