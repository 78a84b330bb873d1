"""A new plan from the last one: nothing is overwritten unasked, nothing happens twice, nothing is lost."""

import datetime

import pytest

from organizations.roles import Role
from personnel.models import Need, Person
from personnel.needs import propose
from plans.edit import RevisionClosed, Stale, StaleSection, save_section
from plans.edit_rows import monitoring_seen, save_project
from plans.models import CarriedProject, CommitteeMember, State
from plans.rollover.needs import carry_needs, unmet_needs
from plans.rollover.people import Renewal, renew
from plans.rollover.progress import steps
from plans.rollover.projects import Deciding, decide_projects, decisions_seen, past_projects
from plans.rollover.scan import old_years
from plans.rollover.source import last_plan
from plans.rollover.texts import Taking, past_texts, take_texts
from tests.builders import (
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    make_project,
    put_in_state,
)
from tests.personnel.staff import make_person, make_post

pytestmark = pytest.mark.django_db

TEXT = "แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙ ตามพระราชบัญญัติ พ.ศ. ๒๕๔๒ ข้อมูล ณ เดือนเมษายน ๒๕๖๖"
CONTINUED, FINISHED, CANCELLED = CarriedProject.Fate


@pytest.fixture
def officer():
    return make_member(Role.HR_OFFICER)


@pytest.fixture
def old(officer):
    """The plan of 2567, still open for a test to change."""
    revision = make_complete_plan(officer.organization, year=2567, by=officer.user)
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body=TEXT, expected_version=section.version, by=officer.user)
    return revision


@pytest.fixture
def past(old, officer):
    put_in_state(old, State.ANNOUNCED)
    return last_plan(make_plan(officer.organization, by=officer.user))


def taking(past, code="s1.2", moves=True):
    row = next(row for row in past_texts(past) if row.section.code == code)
    starts = frozenset(place.start for place in row.places if place.moves and moves)
    return {code: Taking(row.section.version, starts)}


def body(past, code="s1.2"):
    return past.new.sections.get(code=code).body


# Where it comes from --------------------------------------------------------------------------


def test_last_plan_is_the_newest_announced_one(past, old):
    assert past.revision.pk == old.pk
    assert past.by == 3


def test_plan_that_was_not_announced_is_no_last_plan(old, officer):
    assert last_plan(make_plan(officer.organization)) is None


def test_plan_of_another_lao_is_no_last_plan(past):
    assert last_plan(make_plan(make_organization())) is None


# Texts ----------------------------------------------------------------------------------------


def test_texts_are_those_that_the_lao_wrote(past):
    codes = [row.section.code for row in past_texts(past)]
    assert codes == ["s1.2", "s1.3", "s1.4", "s1.6"]


def test_text_is_taken_with_the_years_that_were_chosen(past, officer):
    assert take_texts(past, taking(past), by=officer.user) == 1
    assert body(past) == TEXT.replace("๒๕๖๗", "๒๕๗๐").replace("๒๕๖๙", "๒๕๗๒")
    assert not past.new.sections.get(code="s1.2").is_done


def test_text_may_be_taken_as_it_was(past, officer):
    take_texts(past, taking(past, moves=False), by=officer.user)
    assert body(past) == TEXT


def test_taking_twice_changes_nothing(past, officer):
    take_texts(past, taking(past), by=officer.user)
    before = past.new.sections.get(code="s1.2").version
    assert take_texts(past, taking(past), by=officer.user) == 0
    assert past.new.sections.get(code="s1.2").version == before
    assert next(row for row in past_texts(past) if row.section.code == "s1.2").is_taken


def test_text_that_somebody_wrote_is_not_offered_and_is_kept_when_replaced(past, officer):
    section = past.new.sections.get(code="s1.2")
    save_section(section=section, body="ข้อความใหม่ของรอบนี้", expected_version=section.version, by=officer.user)
    row = next(row for row in past_texts(past) if row.section.code == "s1.2")
    assert row.is_changed
    assert not row.is_offered
    take_texts(past, taking(past), by=officer.user)
    [kept] = past.new.sections.get(code="s1.2").kept_texts.all()
    assert kept.body == "ข้อความใหม่ของรอบนี้"


def test_stale_text_changes_none(past, officer):
    takings = taking(past, "s1.3") | taking(past)
    section = past.new.sections.get(code="s1.2")
    save_section(section=section, body="ของผู้อื่น", expected_version=section.version, by=officer.user)
    with pytest.raises(StaleSection):
        take_texts(past, takings, by=officer.user)
    assert body(past) == "ของผู้อื่น"
    assert past.new.sections.get(code="s1.3").updated_at is None


def test_closed_plan_takes_nothing(past, officer):
    takings = taking(past)
    put_in_state(past.new, State.SUBMITTED)
    with pytest.raises(RevisionClosed):
        take_texts(past, takings, by=officer.user)


# Projects -------------------------------------------------------------------------------------


def decide(past, officer, fate, reason="", moving=frozenset(), which=0):
    project = past.revision.projects.all()[which]
    return decide_projects(
        past,
        {project.pk: Deciding(fate, reason, moving)},
        seen=decisions_seen(past.new),
        by=officer.user,
    )


def test_project_that_goes_on_is_copied_once_with_its_years(past, officer):
    assert len(decide(past, officer, CONTINUED).copied) == 1
    assert decide(past, officer, CONTINUED).copied == []
    copy = past.new.projects.get()
    assert copy.continued_from == past.revision.projects.first()
    assert [row.year for row in copy.years.all()] == [2570, 2571, 2572]
    assert [row.baht for row in copy.years.all()] == [row.baht for row in copy.continued_from.years.all()]


@pytest.mark.parametrize("fate", [FINISHED, CANCELLED])
def test_project_that_ends_is_not_copied_and_stays_listed(past, officer, fate):
    decide(past, officer, fate, "ครบตามเป้าหมาย")
    assert not past.new.projects.exists()
    row = past_projects(past)[0]
    assert (row.decision.fate, row.decision.reason, row.decision.decided_by) == (
        fate,
        "ครบตามเป้าหมาย",
        officer.user,
    )


def test_deciding_again_takes_an_untouched_copy_out(past, officer):
    decide(past, officer, CONTINUED)
    outcome = decide(past, officer, FINISHED)
    assert len(outcome.removed) == 1
    assert not past.new.projects.exists()
    decide(past, officer, CONTINUED)
    assert past.new.projects.count() == 1


def test_deciding_again_leaves_a_copy_that_was_changed(past, officer):
    copy = decide(past, officer, CONTINUED).copied[0]
    save_project(
        revision=past.new,
        values={"name": "ชื่อใหม่"},
        years={},
        by=officer.user,
        project=copy,
        expected_version=1,
    )
    assert decide(past, officer, FINISHED).left == ["ชื่อใหม่"]
    assert past.new.projects.count() == 1


def test_years_in_a_project_move_where_chosen(old, officer):
    make_project(old, "โครงการปี ๒๕๖๗", indicator="ร้อยละในปีงบประมาณ 2568", by=officer.user)
    put_in_state(old, State.ANNOUNCED)
    past = last_plan(make_plan(officer.organization, by=officer.user))
    which = past.revision.projects.count() - 1
    row = past_projects(past)[which]
    keys = {year.key for year in row.years}
    assert keys == {"name:10", "indicator:19"}
    decide(past, officer, CONTINUED, moving=frozenset({"indicator:19"}), which=which)
    copy = past.new.projects.get()
    assert (copy.name, copy.indicator) == ("โครงการปี ๒๕๖๗", "ร้อยละในปีงบประมาณ 2571")


def test_project_of_the_same_name_goes_on_and_is_not_copied(past, officer):
    name = past.revision.projects.first().name
    written = make_project(past.new, name, objective="เขียนใหม่", by=officer.user)
    outcome = decide(past, officer, CONTINUED)
    assert (outcome.copied, outcome.adopted) == ([], [name])
    project = past.new.projects.get()
    assert (project.pk, project.objective) == (written.pk, "เขียนใหม่")
    assert project.continued_from == past.revision.projects.first()
    assert decide(past, officer, FINISHED).left == [name]
    assert past.new.projects.count() == 1


def test_decision_made_in_another_window_is_stale(past, officer):
    seen = decisions_seen(past.new)
    decide(past, officer, CONTINUED)
    with pytest.raises(Stale):
        decide_projects(past, {}, seen=seen, by=officer.user)


# People ---------------------------------------------------------------------------------------


def staff_of(organization):
    """The department of finance, who heads it today, and who left."""
    unit = organization.units.get(name="กองคลัง")
    head = make_person(make_post(organization, unit=unit, is_head=True, title="ผู้อำนวยการกองคลัง"))
    left = Person.objects.create(
        organization=organization, full_name="นายอดีต ผู้อำนวยการ", left_on=datetime.date(2025, 9, 30)
    )
    return unit, head, left


def take_people(past, officer, renewal, seats=None):
    return renew(
        past,
        seats={row.key for row in renewal.seats if row.is_offered} if seats is None else seats,
        items={row.item.pk for row in renewal.items},
        committee_version=past.new.committeeorders.get().version,
        monitoring=monitoring_seen(past.new),
        by=officer.user,
    )


def test_names_are_not_taken_unasked_without_a_staff_list(past, officer):
    renewal = Renewal(past)
    assert renewal.seats
    assert not any(row.is_offered for row in renewal.seats)
    assert take_people(past, officer, renewal) == (0, 1)
    assert not past.new.committeemembers.exclude(person_name="").exists()


def test_monitoring_is_taken_once(past, officer):
    assert take_people(past, officer, Renewal(past)) == (0, 1)
    assert Renewal(past).items == []
    assert past.new.monitoringitems.count() == 1


def test_who_left_is_dropped_and_todays_head_proposed(old, officer):
    unit, head, left = staff_of(officer.organization)
    old.committeemembers.filter(unit=unit).update(person_name=left.full_name)
    put_in_state(old, State.ANNOUNCED)
    past = last_plan(make_plan(officer.organization, by=officer.user))
    assert past.new.committeemembers.get(unit=unit).person_name == head.full_name  # named from the staff list
    past.new.committeemembers.update(person_name="")
    renewal = Renewal(past)
    assert left.full_name in [row.member.person_name for row in renewal.dropped]
    proposed = {row.member.unit: row.member.person_name for row in renewal.seats}
    assert proposed[unit] == head.full_name
    take_people(past, officer, renewal)
    assert past.new.committeemembers.get(unit=unit).person_name == head.full_name
    assert past.new.committeemembers.filter(duty=CommitteeMember.Duty.CHAIR).count() == 1


def test_name_that_stands_in_the_new_plan_is_not_replaced_unasked(old, officer):
    unit, head, left = staff_of(officer.organization)
    put_in_state(old, State.ANNOUNCED)
    past = last_plan(make_plan(officer.organization, by=officer.user))
    past.new.committeemembers.filter(unit=unit).update(person_name="นายผู้รักษาการ")
    row = next(row for row in Renewal(past).seats if row.member.unit == unit)
    assert row.member.person_name == head.full_name
    assert not row.is_offered


def test_second_officer_keeps_the_name_that_the_new_plan_has(old, officer):
    seats = {"seat": CommitteeMember.Seat.OFFICER, "duty": CommitteeMember.Duty.ASSISTANT}
    names = [make_person(make_post(officer.organization)).full_name for _ in range(2)]
    for order, name in enumerate(names, start=90):
        old.committeemembers.create(
            organization=officer.organization,
            order=order,
            person_name=name,
            position=f"ผู้ช่วย {order}",
            **seats,
        )
    put_in_state(old, State.ANNOUNCED)
    past = last_plan(make_plan(officer.organization, by=officer.user))
    take_people(past, officer, Renewal(past))
    assert {row.member.person_name for row in Renewal(past).seats}.isdisjoint(names)


# Needs ----------------------------------------------------------------------------------------


def make_need(officer, title, **values):
    return Need.objects.create(
        organization=officer.organization, first_year=2567, title=title, **{"source": "mission"} | values
    )


def test_need_without_an_announced_project_is_proposed_once(old, officer):
    unmet, met = make_need(officer, "ค้าง", people=4), make_need(officer, "มีโครงการ")
    old.projects.first().needs.add(met)
    put_in_state(old, State.ANNOUNCED)
    past = last_plan(make_plan(officer.organization, by=officer.user))
    assert [row.need for row in unmet_needs(past)] == [unmet]
    assert carry_needs(past, {unmet.pk, met.pk}, by=officer.user) == 1
    assert carry_needs(past, {unmet.pk}, by=officer.user) == 0
    [need] = Need.objects.filter(organization=past.new.plan.organization, first_year=2570)
    assert (need.title, need.source, need.state, need.people) == ("ค้าง", "last_cycle", "proposed", 4)
    assert "๒๕๖๗ - ๒๕๖๙" in need.evidence
    assert unmet_needs(past)[0].carried == need


def test_two_needs_of_one_item_are_proposed_as_one(past, officer):
    item = {"item_kind": "competency", "item_code": "c1"}
    rows = [make_need(officer, "ก", **item), make_need(officer, "ข", source="gap", **item)]
    assert carry_needs(past, {row.pk for row in rows}, by=officer.user) == 1


def test_asking_for_proposals_keeps_what_came_from_the_last_cycle(past, officer):
    need = make_need(officer, "ค้าง")
    carry_needs(past, {need.pk}, by=officer.user)
    propose(past.new.plan.organization, 2570)
    assert Need.objects.filter(first_year=2570, source="last_cycle").exists()


# Afterwards -----------------------------------------------------------------------------------


def test_scan_names_old_years_wherever_somebody_wrote_them(past, officer):
    take_texts(past, taking(past, moves=False), by=officer.user)
    make_project(past.new, indicator="ร้อยละของปี ๒๕๖๗", by=officer.user)
    found = {mention.where: [place.old for place in mention.years] for mention in old_years(past)}
    assert list(found.values()) == [["๒๕๖๗", "๒๕๖๙"], ["๒๕๖๗"]]


def test_scan_of_a_plan_that_moved_on_finds_nothing(past, officer):
    take_texts(past, taking(past), by=officer.user)
    decide(past, officer, CONTINUED)
    assert old_years(past) == []


def test_steps_say_when_they_are_done(past, officer):
    assert [step.is_done for step in steps(past)] == [False, False, False, True]
    for code in ("s1.2", "s1.3", "s1.4", "s1.6"):
        take_texts(past, taking(past, code), by=officer.user)
    everything = {row.project.pk: Deciding(FINISHED) for row in past_projects(past)}
    decide_projects(past, everything, seen=decisions_seen(past.new), by=officer.user)
    take_people(past, officer, Renewal(past))
    assert [step.is_done for step in steps(past)] == [True, True, True, True]
