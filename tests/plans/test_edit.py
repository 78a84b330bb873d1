"""Saving a text: versions, whose text wins, what is never lost."""

import threading

import pytest
from django.db import connection

from plans.edit import RevisionClosed, Stale, StaleSection, keep_text, period_seen, save_period, save_section
from plans.facts import PlanFacts
from plans.models import KeptText, Revision, Section, State
from tests.builders import make_complete_plan, make_plan, make_user, put_in_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


def section_of(revision, code="s1.2"):
    return revision.sections.get(code=code)


def test_saved_text_has_the_next_version_its_writer_and_its_time(revision):
    user = make_user()
    saved = save_section(section=section_of(revision), body="ก", expected_version=1, by=user)
    row = section_of(revision)
    assert (saved.version, row.version, row.body, row.updated_by) == (2, 2, "ก", user)
    assert row.updated_at == saved.saved_at


def test_saving_names_the_preparer(revision):
    user = make_user()
    save_section(section=section_of(revision), body="ก", expected_version=1, by=user)
    assert Revision.objects.get(pk=revision.pk).prepared_by == user


def test_stale_text_changes_nothing_and_shows_theirs(revision):
    first, second = make_user(), make_user()
    section = section_of(revision)
    save_section(section=section, body="ของเขา", expected_version=1, by=first)
    with pytest.raises(StaleSection) as refusal:
        save_section(section=section, body="ของฉัน", expected_version=1, by=second)
    assert refusal.value.theirs.body == "ของเขา"
    assert refusal.value.theirs.updated_by == first
    assert section_of(revision).body == "ของเขา"
    assert Revision.objects.get(pk=revision.pk).prepared_by == first


def test_same_text_saved_twice_is_no_conflict(revision):
    user, section = make_user(), section_of(revision)
    save_section(section=section, body="เหมือนกัน", expected_version=1, by=user)
    again = save_section(section=section, body="เหมือนกัน", expected_version=1, by=user, done=True)
    assert again.version == 3
    assert section_of(revision).is_done


def test_done_is_left_alone_unless_it_is_said(revision):
    user, section = make_user(), section_of(revision)
    save_section(section=section, body="ก", expected_version=1, by=user, done=True)
    save_section(section=section, body="ข", expected_version=2, by=user)
    assert section_of(revision).is_done


def test_unchanged_text_to_confirm_goes_on_following_the_edition(revision):
    section = section_of(revision, "s1.1")
    facts = PlanFacts(revision)
    outline = next(o for o in facts.outline if o.code == "s1.1")
    save_section(
        section=section, body=facts.standard_text(outline), expected_version=1, by=make_user(), done=True
    )
    row = section_of(revision, "s1.1")
    assert (row.follows_edition, row.body, row.is_done) == (True, "", True)


def test_changed_text_to_confirm_is_the_laos_own_until_emptied(revision):
    user = make_user()
    save_section(section=section_of(revision, "s1.1"), body="ของหน่วยงาน", expected_version=1, by=user)
    assert not section_of(revision, "s1.1").follows_edition
    save_section(section=section_of(revision, "s1.1"), body="", expected_version=2, by=user)
    assert section_of(revision, "s1.1").follows_edition


def test_closed_revision_refuses_the_text():
    revision = make_complete_plan()
    section = section_of(revision)
    put_in_state(revision, State.SUBMITTED)
    with pytest.raises(RevisionClosed):
        save_section(section=section, body="ก", expected_version=section.version, by=make_user())


def test_kept_text_is_one_of_a_person_and_goes_when_a_text_is_saved(revision):
    user, section = make_user(), section_of(revision)
    keep_text(section=section, body="แรก", base_version=1, by=user)
    keep_text(section=section, body="หลัง", base_version=1, by=user)
    assert KeptText.objects.get().body == "หลัง"
    save_section(section=section, body="ลงตัว", expected_version=1, by=user)
    assert not KeptText.objects.exists()


def test_kept_text_of_somebody_else_stays(revision):
    section = section_of(revision)
    keep_text(section=section, body="ของอีกคน", base_version=1, by=make_user())
    save_section(section=section, body="ก", expected_version=1, by=make_user())
    assert KeptText.objects.get().body == "ของอีกคน"


def test_stale_period_is_refused(revision):
    seen = period_seen(revision)
    years = {"staffing_first_year": 2567, "staffing_last_year": 2569, "layout": "six"}
    save_period(revision=revision, **years, seen=seen, by=make_user())
    with pytest.raises(Stale):
        save_period(revision=revision, **years | {"layout": "master"}, seen=seen, by=make_user())
    assert Revision.objects.get(pk=revision.pk).layout == "six"


@pytest.mark.django_db(transaction=True)
def test_parallel_saves_of_one_version_have_one_winner():
    section = Section.objects.select_related("revision__plan__edition").get(revision=make_plan(), code="s1.2")
    users = [make_user() for _ in range(6)]
    outcomes = []

    def save(number):
        try:
            save_section(section=section, body=f"ข้อความ {number}", expected_version=1, by=users[number])
            outcomes.append(number)
        except StaleSection:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [number for number in outcomes if number is not None]
    assert len(outcomes) == 6
    assert len(winners) == 1
    assert Section.objects.get(pk=section.pk).body == f"ข้อความ {winners[0]}"
