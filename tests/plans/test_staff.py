"""The plan beside the staff list: headcounts taken over, counts kept with the snapshot, tables where there is a list."""

import datetime

import pytest

from documents.paper import Draft, Part, Table
from organizations.roles import Role
from personnel.models import Holding
from personnel.people import leave_post
from plans.checks import run_checks
from plans.facts import PlanFacts
from plans.freeze import content_of, fingerprint
from plans.models import Layout, Revision, State, Target
from plans.papers.book import book
from plans.papers.staff_tables import staff_tables
from plans.staff import experience_years, headcounts, taken
from tests.builders import (
    address,
    client_of,
    make_complete_plan,
    make_member,
    make_user,
    put_in_state,
)
from tests.personnel.lists import make_agreeing_list, make_frame, make_post, make_small_list
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = datetime.date(2026, 6, 1)
RULES = {"staff-frame", "staff-headcount"}


@pytest.fixture(autouse=True)
def _today():
    with frozen_today(DAY):
        yield


@pytest.fixture
def revision():
    return make_complete_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


def again(revision):
    return Revision.objects.with_plan().get(pk=revision.pk)


def found(revision):
    return {finding.id for finding in run_checks(PlanFacts(again(revision)))} & RULES


def somebody_leaves(organization):
    holding = Holding.objects.filter(organization=organization).last()
    leave_post(holding=holding, on=datetime.date(2026, 5, 1), leaves_organization=True, by=make_user())


# Checks -------------------------------------------------------------------------------------------


def test_plan_without_a_staff_list_knows_nothing_of_it(revision):
    facts = PlanFacts(again(revision))
    assert facts.staff is None
    assert headcounts(facts) == []
    assert staff_tables(facts) == []
    assert "staff" not in content_of(facts)
    assert found(revision) == set()


def test_empty_frame_is_no_staff_list(revision):
    make_frame(revision.organization, 2567)
    assert found(revision) == set()


def test_frame_of_contractors_alone_is_no_staff_list(revision):
    make_post(make_frame(revision.organization, 2567), kind="contract", type_code="")
    assert found(revision) == set()


def test_agreeing_list_is_no_finding_and_a_leaver_is(revision):
    make_agreeing_list(revision.organization)
    assert found(revision) == set()
    somebody_leaves(revision.organization)
    assert found(revision) == {"staff-headcount"}


def test_there_is_one_finding_of_a_year_and_its_place_stays(revision):
    make_agreeing_list(revision.organization)
    Target.objects.filter(revision=revision, year=2571).update(headcount=50)
    [finding] = [f for f in run_checks(PlanFacts(again(revision))) if f.id in RULES]
    assert finding.place.key == "targets/headcount_g1_2571"
    assert "มีประสบการณ์ ๕๐ (บัญชี ๒๐)" in finding.message


def test_list_of_other_years_does_not_count(revision):
    make_agreeing_list(revision.organization, 2567)
    assert found(revision) == {"staff-frame"}
    assert PlanFacts(again(revision)).staff is None


def test_targets_that_nobody_set_are_everybody_on_the_list_and_others_stay(revision):
    make_agreeing_list(revision.organization)
    Target.objects.filter(revision=revision, year=2571).update(headcount=0, people=0)
    Target.objects.filter(revision=revision, year=2572, group__code="g2").update(headcount=3, people=0)
    aims = taken(headcounts(PlanFacts(again(revision))))
    assert aims["g2", 2571] == (20, 20)
    assert aims["g2", 2572] == (20, 0)
    assert aims["g2", 2570] == (20, 18)


# What was decided -----------------------------------------------------------------------------------


def test_closed_revision_keeps_its_counts(revision):
    make_agreeing_list(revision.organization)
    closed = put_in_state(again(revision), State.SUBMITTED)
    before = fingerprint(closed)
    assert closed.snapshot.content["staff"]["units"]
    somebody_leaves(revision.organization)
    facts = PlanFacts(again(revision))
    assert facts.staff.total.held == 28
    assert fingerprint(again(revision)) == before
    assert found(revision) == set()


def test_list_that_came_later_is_not_in_a_closed_revision(revision):
    put_in_state(again(revision), State.SUBMITTED)
    make_small_list(revision.organization)
    assert PlanFacts(again(revision)).staff is None
    assert found(revision) == set()


def test_leaver_changes_what_a_draft_would_be_decided_on(revision):
    make_agreeing_list(revision.organization)
    before = fingerprint(again(revision))
    somebody_leaves(revision.organization)
    assert fingerprint(again(revision)) != before


# Paper ----------------------------------------------------------------------------------------------


def tables_of(nodes):
    for node in nodes:
        if isinstance(node, Part):
            yield from tables_of(node.children)
        elif isinstance(node, Table) and node.caption:
            yield node


@pytest.mark.parametrize("layout", Layout.values)
def test_both_tables_stand_in_both_books_and_tables_are_numbered_in_order(revision, layout):
    make_agreeing_list(revision.organization)
    mark = Draft(datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC))
    captions = [t.caption for t in tables_of(book(PlanFacts(again(revision)), layout=layout, mark=mark).body)]
    assert "อัตรากำลัง" in captions[0]
    assert "จำแนกตามส่วนราชการและประเภท" in captions[1]
    assert [caption.split()[1] for caption in captions] == list("๑๒๓๔๕๖๗๘๙"[: len(captions)])
    assert len(captions) >= 8


def test_tables_add_up(revision):
    make_small_list(revision.organization)
    posts, people = staff_tables(PlanFacts(again(revision)))
    assert list(posts.totals_row) == ["", "รวม", "๑๐", "๘", "๒"]
    assert list(people.totals_row) == ["รวม", "๔", "๑", "๑", "๑", "๑", "๘"]


# The button -----------------------------------------------------------------------------------------


def test_headcounts_are_taken_over_and_targets_stay(officer, revision):
    make_small_list(revision.organization)
    page = officer.get(address(revision, "plans:targets_from_staff"))
    sent = {name: page.context[name] for name in ("version", "counted")}
    answer = officer.post(address(revision, "plans:targets_from_staff"), sent)
    assert answer["Location"] == address(revision, "plans:targets")
    for year in (2570, 2571, 2572):
        rows = {t.group.code: (t.headcount, t.people) for t in revision.targets.filter(year=year)}
        assert rows == {"g1": (1, 2), "g2": (4, 18), "g3": (2, 4), "g4": (1, 2)}
    assert found(revision) == set()


def test_preview_shows_what_changes_and_what_will_not_fit(officer, revision):
    make_small_list(revision.organization)
    page = officer.get(address(revision, "plans:targets_from_staff")).text
    assert "<del>20</del>" in page
    assert "<ins>4</ins>" in page
    assert "เป้าหมายเกินจำนวนคน" in page


def test_nothing_to_take_without_a_list_or_without_a_difference(officer, revision):
    url = address(revision, "plans:targets_from_staff")
    assert "ไปที่หน้าบุคลากร" in officer.get(url).text
    make_agreeing_list(revision.organization)
    page = officer.get(url).text
    assert "ตรงกับบัญชีบุคลากรแล้ว" in page
    assert "ใช้จำนวนจากบัญชี" not in page


@pytest.mark.parametrize("somebody", ["leaves", "types"])
def test_counts_or_targets_that_changed_since_are_shown_again(officer, revision, somebody):
    make_small_list(revision.organization)
    url = address(revision, "plans:targets_from_staff")
    page = officer.get(url)
    sent = {name: page.context[name] for name in ("version", "counted")}
    if somebody == "leaves":
        Holding.objects.filter(post__title="คนงาน").update(ended_on=datetime.date(2026, 5, 1))
    else:
        Target.objects.filter(revision=revision).update(people=1)
    assert officer.post(url, sent).status_code == 409
    assert revision.targets.filter(group__code="g2", headcount=20).count() == 3


# Rules ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "years"), [(2560, None), (2567, 2), (2569, 2), (2570, 2), (2599, 2)])
def test_experience_is_that_of_the_edition_in_force(year, years):
    assert experience_years(year) == years
