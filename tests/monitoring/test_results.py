"""What came of a plan is only ever added, keeps to its project through amendments, and is never taken for a zero."""

import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from monitoring.models import FollowUpResult, ProjectResult
from monitoring.report import Report, percent, report_of
from monitoring.results import Typed, record, results_of
from plans.amendment.start import start_amendment
from plans.edit import Stale
from plans.edit_rows import delete_project
from tests.builders import make_project
from tests.monitoring.following import FOLLOWED, announce, followed_plan, row_of, say, typed, year_of_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def of():
    return year_of_plan(followed_plan())


# Recording -------------------------------------------------------------------------------------


def test_each_save_adds_a_version_and_the_last_one_counts(of):
    assert say(of, "กฎหมาย", progress="under_way", people=4) == 1
    assert say(of, "กฎหมาย", progress="done", people=9, baht=Decimal("11000.00")) == 1
    row = row_of(of, "กฎหมาย")
    assert (row.version, row.result.people) == (2, 9)
    assert row.versions[1].people == 4
    assert row.result.recorded_by == of.revision.prepared_by


def test_what_was_not_touched_is_not_recorded(of):
    say(of, "กฎหมาย", progress="done", people=9)
    law, digital = row_of(of, "กฎหมาย"), row_of(of, "ดิจิทัล")
    same = {law.key: typed(1, progress="done", people=9), digital.key: typed()}
    assert record(of, same, by=of.revision.prepared_by) == 0
    assert ProjectResult.objects.count() == 1


def test_two_who_record_different_projects_do_not_stand_in_each_others_way(of):
    shown = {row_of(of, name).key: typed() for name in ("กฎหมาย", "ดิจิทัล")}
    say(of, "กฎหมาย", progress="done", people=9)
    mine = {**shown, row_of(of, "ดิจิทัล").key: typed(progress="done", people=20)}
    assert record(of, mine, by=of.revision.prepared_by) == 1
    assert row_of(of, "กฎหมาย").result.people == 9


def test_second_of_two_who_record_one_project_changes_nothing(of):
    law, digital = row_of(of, "กฎหมาย"), row_of(of, "ดิจิทัล")
    say(of, "กฎหมาย", progress="done", people=9)
    mine = {law.key: typed(progress="done", people=7), digital.key: typed(progress="done")}
    with pytest.raises(Stale):
        record(of, mine, by=of.revision.prepared_by)
    assert row_of(of, "กฎหมาย").result.people == 9
    assert row_of(of, "ดิจิทัล").result is None


def test_database_refuses_to_change_or_to_forget_a_result(of):
    say(of, "กฎหมาย", progress="done", people=9)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        ProjectResult.objects.update(people=10)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        ProjectResult.objects.all().delete()


def test_follow_up_is_kept_under_its_words(of):
    item = results_of(of).items[0]
    record(of, {item.key: Typed({"result": "ร้อยละ 95", "is_reached": True}, 0)}, by=of.revision.prepared_by)
    assert FollowUpResult.objects.get().indicator == FOLLOWED
    assert results_of(of).items[0].result.result == "ร้อยละ 95"


def test_years_are_apart(of):
    say(of, "กฎหมาย", progress="done", people=9)
    assert row_of(year_of_plan(of.revision, 2571), "กฎหมาย").result is None


def test_queries_do_not_grow_with_results(of):
    def queries() -> int:
        fresh = year_of_plan(of.revision)
        with CaptureQueriesContext(
            connection,
        ) as found:
            results_of(fresh)
        return len(found)

    say(of, "กฎหมาย", progress="done", people=9)
    before = queries()
    for people in (1, 2, 3):
        say(of, "ดิจิทัล", progress="done", people=people)
    assert queries() == before


# Amendments ------------------------------------------------------------------------------------


def test_results_stay_with_their_project_through_an_amendment(of):
    """In the middle of the year one project goes, one comes; what was held before is told of all the same."""
    by = of.revision.prepared_by
    say(of, "กฎหมาย", progress="done", people=9, baht=Decimal("11000.00"))
    say(of, "ดิจิทัล", progress="done", people=18)
    amendment = start_amendment(plan=of.plan, reason="ปรับโครงการ", by=by)
    delete_project(project=amendment.projects.get(name="กฎหมาย"), by=by)
    make_project(amendment, "ใหม่", by=by)
    announce(amendment, datetime.date(2027, 3, 1))
    after = year_of_plan(of.revision)
    assert after.revision.number == 1
    assert row_of(after, "ดิจิทัล").result.people == 18
    lines = {line.name: line for line in report_of(after).lines}
    assert set(lines) == {"กฎหมาย", "ดิจิทัล", "สอนงาน", "ใหม่"}
    assert (lines["กฎหมาย"].number, lines["กฎหมาย"].target, lines["กฎหมาย"].people) == ("", 0, 9)
    assert report_of(after).sums.beside_plan == 1


def test_text_of_a_year_is_the_one_in_force_when_it_ends(of):
    amendment = start_amendment(plan=of.plan, reason="ปรับโครงการ", by=of.revision.prepared_by)
    announce(amendment, datetime.date(2027, 12, 1))  # in the second year
    assert year_of_plan(of.revision, 2570).revision.number == 0
    assert year_of_plan(of.revision, 2571).revision.number == 1


# The figures of a report -----------------------------------------------------------------------


def test_sums_count_what_was_reported_and_nothing_else(of):
    nothing = report_of(of).sums
    assert (nothing.projects, nothing.target, nothing.allotted) == (3, 35, Decimal("42000.50"))
    assert (nothing.people, nothing.spent, nothing.left) == (None, None, None)
    say(of, "กฎหมาย", progress="done", people=11, baht=Decimal("12500.25"))
    say(of, "ปีหลัง", progress="done", people=2)
    sums = report_of(of).sums
    assert (sums.people, sums.spent, sums.left) == (13, Decimal("12500.25"), None)  # unsaid is not saved
    assert (sums.people_known, sums.people_unknown, sums.spent_known, sums.spent_unknown) == (2, 2, 1, 3)
    assert sums.by_progress == {"done": 1, "": 2}
    assert sums.beside_plan == 1
    say(of, "ปีหลัง", progress="not_held")
    assert report_of(of).sums.beside_plan == 0


def test_what_was_not_held_is_a_zero_and_what_was_not_said_is_none(of):
    say(of, "กฎหมาย", progress="not_held")
    say(of, "ดิจิทัล", progress="under_way")
    law, digital, coaching = report_of(of).lines
    assert (law.people, law.spent) == (0, Decimal("0.00"))
    assert (digital.people, digital.spent, coaching.people) == (None, None, None)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (None, 10, None),
        (5, 0, None),
        (0, 10, "0.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (12, 10, "120.00"),
        (Decimal("0.005"), 100, "0.01"),
    ],
)
def test_percent_is_rounded_half_up_and_unknown_without_a_whole(part, whole, said):
    assert percent(part, whole) == (None if said is None else Decimal(said))


def test_report_is_the_same_after_it_was_kept(of):
    say(of, "กฎหมาย", progress="done", people=11, baht=Decimal("12500.25"), is_reached=False)
    report = report_of(of)
    again = Report.from_json(report.as_json())
    assert again.as_json() == report.as_json()
    assert again.lines == report.lines
    assert again.sums == report.sums
