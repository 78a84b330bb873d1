"""Amendments: they begin as the text in force, say what they change, and find the way back."""

import datetime
import random

import pytest

from plans.amendment import duplicate
from plans.amendment.changes import apply, changed_in, changes, essence
from plans.amendment.differences import amendment_of
from plans.amendment.start import AmendmentRefused, reset_amendment, start_amendment
from plans.amendment.undo import (
    ChangeGone,
    InTheWay,
    necessity_seen,
    take_current_records,
    undo_change,
    write_change_reason,
    write_necessity,
)
from plans.checks import run_checks
from plans.comparison import Change
from plans.edit import RevisionClosed, Stale, save_section
from plans.edit_rows import delete_project, save_committee
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import FindingReason, Project, Revision, Section, State
from plans.models.content import RevisionRow
from tests.builders import make_complete_plan, make_project, make_user, put_in_state
from tests.personnel.lists import make_agreeing_list
from tests.plans.amending import MEMBER, NECESSITY, amended, announced_plan, edit_at_random
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
IN_FORCE = datetime.date(2027, 1, 15)


@pytest.fixture(autouse=True)
def _day():
    with frozen_today(IN_FORCE):
        yield


def contents(revision: Revision) -> dict:
    return content_of(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)))


def withdraw(revision: Revision) -> Revision:
    Revision.objects.filter(pk=revision.pk).update(state=State.WITHDRAWN)
    return Revision.objects.with_plan().get(pk=revision.pk)


# The beginning ---------------------------------------------------------------------------------


def test_an_amendment_begins_as_the_text_in_force_to_the_letter():
    base = announced_plan()
    revision = amended(base)
    before, after = base.snapshot.content, contents(revision)
    assert (revision.number, revision.state, revision.reason) == (1, State.DRAFTING, NECESSITY)
    assert essence(after) == essence(before)
    assert len(after["projects"]) == len(before["projects"]) > 3
    assert [row["reason"] for row in after["finding_reasons"]] == ["ถูกต้องแล้ว"] * 2
    assert after["projects"][0]["needs"]
    assert after["projects"][0]["costs"]
    assert changed_in(PlanFacts(revision)) == {}
    assert amendment_of(revision).differences == []


def test_reasons_to_findings_go_with_their_project():
    revision = amended()
    first = revision.projects.order_by("order").first()
    place = FindingReason.objects.get(revision=revision, finding="budget").place
    assert place == f"project/{first.pk}/baht_{revision.plan.first_year}"


def test_proposals_stay_out():
    revision = amended()
    assert not revision.projects.filter(is_proposed=True).exists()
    assert revision.declinedproposals.get().key == "hole"


def test_every_table_of_a_revision_is_copied_or_left_on_purpose():
    one_by_one = {Section, Project, FindingReason}
    assert set(RevisionRow.__subclasses__()) == {*duplicate.ROWS, *duplicate.LEFT, *one_by_one}


def test_a_text_that_followed_the_edition_stays_what_was_announced():
    base = announced_plan()
    outline = base.plan.edition.sections.get(code="s1.1")
    frozen = base.snapshot.content["texts"]["s1.1"]
    section = base.sections.get(code="s1.1")
    type(outline).objects.filter(pk=outline.pk).update(body="ข้อความมาตรฐานใหม่ของส่วนกลาง")
    revision = amended(base)
    assert contents(revision)["texts"]["s1.1"] == frozen
    assert section.follows_edition
    assert not revision.sections.get(code="s1.1").follows_edition


def test_an_amendment_amends_the_last_announced_one():
    first = amended()
    make_project(first, "โครงการของครั้งที่ 1")
    put_in_state(first, State.ANNOUNCED)
    second = start_amendment(plan=first.plan, reason=NECESSITY, by=first.prepared_by)
    assert second.number == 2
    assert second.projects.filter(name="โครงการของครั้งที่ 1", amends__revision=first).exists()


# What refuses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "state", [state for state in State if state not in (State.ANNOUNCED, State.WITHDRAWN)]
)
def test_an_open_amendment_refuses_another_and_is_named(state):
    revision = put_in_state(amended(), state)
    with pytest.raises(AmendmentRefused, match="ฉบับปรับปรุงครั้งที่ 1 กำลังดำเนินการ") as refused:
        start_amendment(plan=revision.plan, reason=NECESSITY, by=make_user())
    assert str(revision.prepared_by) in str(refused.value)
    assert str(State(state).label) in str(refused.value)
    assert revision.plan.revisions.count() == 2


def test_a_plan_that_is_not_announced_cannot_be_amended():
    revision = make_complete_plan()
    with pytest.raises(AmendmentRefused, match="ยังไม่ได้ประกาศใช้"):
        start_amendment(plan=revision.plan, reason=NECESSITY, by=make_user())


@pytest.mark.parametrize(("day", "refused"), [((2029, 9, 30), False), ((2029, 10, 1), True)])
def test_a_cycle_that_has_ended_cannot_be_amended(day, refused):
    base = announced_plan()
    with frozen_today(datetime.date(*day)):
        if not refused:
            assert start_amendment(plan=base.plan, reason=NECESSITY, by=base.prepared_by).number == 1
            return
        with pytest.raises(AmendmentRefused, match="สิ้นสุดแล้ว"):
            start_amendment(plan=base.plan, reason=NECESSITY, by=base.prepared_by)


# Numbers without gaps --------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("seed", range(4))
def test_numbers_have_no_gaps_however_often_amendments_are_stopped(seed):
    dice = random.Random(seed)
    base = announced_plan()
    plan, announced = base.plan, 0
    for _round in range(8):
        waiting = plan.revisions.filter(state=State.WITHDRAWN).first()
        if waiting:
            Revision.objects.filter(pk=waiting.pk).update(state=State.DRAFTING)
            revision = reset_amendment(
                revision=Revision.objects.with_plan().get(pk=waiting.pk), reason=NECESSITY, by=make_user()
            )
        else:
            revision = start_amendment(plan=plan, reason=NECESSITY, by=make_user())
        assert revision.number == announced + 1
        if dice.random() < 0.5:
            withdraw(revision)
        else:
            put_in_state(revision, State.ANNOUNCED)
            announced += 1
    numbers = list(plan.revisions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(len(numbers)))


def test_beginning_anew_keeps_what_was_written_and_starts_from_the_text_in_force():
    base = announced_plan()
    revision = amended(base)
    edit_at_random(revision, 3)
    written = contents(revision)
    reason = "เหตุผลใหม่ของการปรับปรุง"
    again = reset_amendment(revision=revision, reason=reason, by=base.prepared_by)
    assert essence(contents(again)) == essence(base.snapshot.content)
    assert again.reason == reason
    assert again.keptversions.get().snapshot.content == written


def test_beginning_anew_twice_in_one_minute_keeps_both():
    revision = amended()
    for _time in range(2):
        edit_at_random(revision, 1, 1)
        revision = reset_amendment(revision=revision, reason=NECESSITY, by=revision.prepared_by)
    assert revision.keptversions.count() == 2


# What changed, and the way back ------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("seed", range(12))
def test_undoing_every_change_leads_back_to_the_text_in_force(seed):
    base = announced_plan()
    revision = amended(base)
    edit_at_random(revision, seed)
    dice = random.Random(seed)
    for _step in range(200):
        found = amendment_of(Revision.objects.with_plan().get(pk=revision.pk)).differences
        if not found:
            break
        one = dice.choice(found)
        undo_change(revision=revision, key=one.key, seen=one.seen, by=base.prepared_by)
    assert essence(contents(revision)) == essence(base.snapshot.content)


@pytest.mark.parametrize("seed", range(6))
def test_amendments_applied_in_turn_are_the_consolidated_text(seed):
    base = announced_plan()
    steps, revision = [], base
    for number in range(1, 4):
        amendment = start_amendment(plan=base.plan, reason=f"{NECESSITY} {number}", by=base.prepared_by)
        edit_at_random(amendment, 100 * seed + number, 4)
        amendment = put_in_state(amendment, State.ANNOUNCED)
        steps.append(changes(revision.snapshot.content, amendment.snapshot.content))
        revision = amendment
    text = base.snapshot.content
    for step in steps:
        text = apply(text, step)
    assert text == revision.snapshot.content
    assert revision.number == 3


def test_differences_name_what_happened():
    revision = amended()
    first, second = revision.projects.order_by("order")[:2]
    delete_project(project=first, by=revision.prepared_by)
    new = make_project(revision, "โครงการใหม่")
    second.refresh_from_db()
    type(second).objects.filter(pk=second.pk).update(name="ชื่อใหม่ทั้งหมด")
    amendment = amendment_of(revision)
    found = {row.title: row.change for row in amendment.differences}
    assert found == {
        first.name: Change.REMOVED,
        "โครงการใหม่": Change.ADDED,
        "ชื่อใหม่ทั้งหมด": Change.CHANGED,
    }
    assert amendment.changes_of_projects[new.pk].change == Change.ADDED
    assert amendment.changes_of_projects[second.pk].change == Change.CHANGED
    assert amendment.changes_of_table("projects") == 3


def test_a_text_changes_and_is_put_back():
    revision = amended()
    section = revision.sections.get(code="s1.2")
    save_section(
        section=section,
        body=f"{section.body}\nเพิ่มย่อหน้า",
        expected_version=section.version,
        by=revision.prepared_by,
    )
    amendment = amendment_of(revision)
    assert amendment.change_of_text("s1.2") == Change.CHANGED
    assert amendment.change_of_text("s1.1") == Change.SAME
    (found,) = amendment.differences
    assert [pair.after[0].text for pair in found.changed_pairs] == ["เพิ่มย่อหน้า"]
    undo_change(revision=revision, key=found.key, seen=found.seen, by=revision.prepared_by)
    assert amendment_of(revision).differences == []


def test_a_stale_page_undoes_nothing():
    revision = amended()
    project = make_project(revision, "โครงการใหม่")
    (found,) = amendment_of(revision).differences
    type(project).objects.filter(pk=project.pk).update(objective="เปลี่ยนไปแล้ว")
    with pytest.raises(ChangeGone):
        undo_change(revision=revision, key=found.key, seen=found.seen, by=revision.prepared_by)
    assert revision.projects.filter(pk=project.pk).exists()


def test_the_second_click_finds_nothing_to_undo():
    revision = amended()
    make_project(revision, "โครงการใหม่")
    (found,) = amendment_of(revision).differences
    undo_change(revision=revision, key=found.key, seen=found.seen, by=revision.prepared_by)
    with pytest.raises(ChangeGone):
        undo_change(revision=revision, key=found.key, seen=found.seen, by=revision.prepared_by)


def test_a_closed_amendment_is_not_changed():
    revision = amended()
    make_project(revision, "โครงการใหม่")
    (found,) = amendment_of(revision).differences
    put_in_state(revision, State.IN_COMMITTEE)
    with pytest.raises(RevisionClosed):
        undo_change(revision=revision, key=found.key, seen=found.seen, by=revision.prepared_by)


def test_a_second_chair_waits_for_the_first():
    revision = amended()
    facts = PlanFacts(revision)
    members = [{name: getattr(row, name) for name in MEMBER} for row in facts.committee]
    members[0]["duty"], members[1]["duty"] = members[1]["duty"], members[0]["duty"]
    save_committee(
        revision=revision,
        values={},
        members=members,
        expected_version=facts.committee_order.version,
        by=revision.prepared_by,
    )
    was_chair, is_chair = amendment_of(revision).differences
    with pytest.raises(InTheWay):
        undo_change(revision=revision, key=was_chair.key, seen=was_chair.seen, by=revision.prepared_by)
    for found in (is_chair, was_chair):
        undo_change(revision=revision, key=found.key, seen=found.seen, by=revision.prepared_by)
    assert changed_in(PlanFacts(revision)) == {}


def test_records_stay_those_in_force_until_somebody_takes_the_present_ones():
    base = announced_plan()
    make_agreeing_list(base.organization)
    revision = amended(base)
    assert changed_in(PlanFacts(revision)) == {}
    take_current_records(revision=revision, by=base.prepared_by)
    found = amendment_of(Revision.objects.with_plan().get(pk=revision.pk)).differences
    assert {row.table for row in found} >= {"staff"}
    one = next(row for row in found if row.table == "staff")
    undo_change(revision=revision, key=one.key, seen=one.seen, by=base.prepared_by)
    revision = Revision.objects.with_plan().get(pk=revision.pk)
    assert amendment_of(revision).differences == []
    assert changed_in(PlanFacts(revision)) == {}


# Reasons ---------------------------------------------------------------------------------------


def test_a_change_has_a_reason_of_its_own_or_that_of_the_amendment():
    revision = amended()
    make_project(revision, "โครงการใหม่")
    (found,) = amendment_of(revision).differences
    assert amendment_of(revision).reason_of(found) == NECESSITY
    by = revision.prepared_by
    write_change_reason(revision=revision, key=found.key, seen=found.seen, reason="เพราะบรรจุใหม่", by=by)
    amendment = amendment_of(revision)
    assert amendment.reason_of(amendment.differences[0]) == "เพราะบรรจุใหม่"
    assert contents(revision)["change_reasons"] == [{"place": found.key, "reason": "เพราะบรรจุใหม่"}]
    write_change_reason(revision=revision, key=found.key, seen=found.seen, reason="", by=by)
    assert "change_reasons" not in contents(revision)


def test_the_reason_goes_with_the_change_that_is_undone():
    revision = amended()
    make_project(revision, "โครงการใหม่")
    (found,) = amendment_of(revision).differences
    by = revision.prepared_by
    write_change_reason(revision=revision, key=found.key, seen=found.seen, reason="เพราะบรรจุใหม่", by=by)
    undo_change(revision=revision, key=found.key, seen=found.seen, by=by)
    assert not revision.changereasons.exists()


def test_the_necessity_of_the_whole_is_written_by_whoever_saw_it_last():
    revision = amended()
    seen = necessity_seen(revision)
    write_necessity(revision=revision, reason="เหตุผลที่หนึ่ง", seen=seen, by=revision.prepared_by)
    with pytest.raises(Stale):
        write_necessity(revision=revision, reason="เหตุผลที่สอง", seen=seen, by=revision.prepared_by)
    revision.refresh_from_db()
    assert revision.reason == "เหตุผลที่หนึ่ง"


# Checks ----------------------------------------------------------------------------------------


def findings(revision: Revision) -> set[str]:
    facts = PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))
    return {found.id for found in run_checks(facts) if found.id.startswith("amendment") and found.blocks}


def test_an_amendment_without_a_change_cannot_be_sent_on():
    revision = amended()
    assert findings(revision) == {"amendment-changes"}
    make_project(revision, "โครงการใหม่")
    assert findings(revision) == set()


def test_an_original_is_not_asked_for_changes():
    assert findings(announced_plan()) == set()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"reason": "สั้น"}, {"amendment-number", "amendment-changes"}),
        ({"number": 3}, {"amendment-number", "amendment-changes"}),
    ],
)
def test_check_29_asks_for_number_and_necessity(change, expected):
    revision = amended()
    Revision.objects.filter(pk=revision.pk).update(**change)
    assert findings(revision) == expected


def test_check_29_asks_whether_the_plan_is_still_in_force():
    revision = amended()
    make_project(revision, "โครงการใหม่")
    with frozen_today(datetime.date(2029, 10, 1)):
        assert findings(revision) == {"amendment-number"}
