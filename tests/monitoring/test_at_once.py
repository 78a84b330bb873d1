"""Results and reports at the database: what it refuses, and two who record or issue in the same moment."""

import datetime
from collections import Counter
from decimal import Decimal
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from approvals.events import verify
from approvals.models import NumberTaken
from documents.issue import allocate_code, issue
from monitoring.models import FollowUpResult, ProjectResult, YearlyReport
from monitoring.reports import WORDING, Numbered, ReportRefused, issue_report, report_at_hand
from monitoring.results import record
from organizations.roles import Role
from plans.edit import Stale
from plans.models.content import BAHT_LIMIT, PEOPLE_LIMIT
from tests.approvals.test_concurrency import at_once
from tests.approvals.test_events import tamper
from tests.builders import make_member
from tests.monitoring.following import AFTER, FOLLOWED, followed_plan, row_of, say, typed, year_of_plan
from thai.dates import frozen_today, now

ONE = {"progress": "done", "people": 9, "baht": Decimal("11000.00")}


@pytest.fixture
def of(db):
    with frozen_today(AFTER):
        yield year_of_plan(followed_plan())


def issued_report(of, number: str = "12") -> YearlyReport:
    report = report_at_hand(of)
    words = {name: getattr(report, name) for name in WORDING} | {"signer_name": "นางสาวสมใจ"}
    officer = make_member(Role.HR_OFFICER, of.organization)
    return issue_report(of, words, Numbered(number, AFTER), seen=report.version, by=officer)


# Constraints -----------------------------------------------------------------------------------


def result(of, **values) -> ProjectResult:
    key = {"organization": of.organization, "year": int(of.year), "project_id": row_of(of, "กฎหมาย").origin}
    return ProjectResult(**key, version=7, recorded_at=now(), recorded_by=of.revision.prepared_by, **values)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"progress": "unknown"}, "project_progress_known"),
        ({"progress": "done", "people": PEOPLE_LIMIT + 1}, "project_result_plausible"),
        ({"progress": "done", "baht": Decimal(-1)}, "project_result_plausible"),
        ({"progress": "done", "baht": BAHT_LIMIT + 1}, "project_result_plausible"),
        ({"progress": "not_held", "people": 1}, "nobody_learns_where_nothing_is_held"),
        (
            {"held_from": datetime.date(2027, 3, 2), "held_to": datetime.date(2027, 3, 1)},
            "project_ends_after_it_begins",
        ),
    ],
)
def test_database_refuses_a_result_that_cannot_be(of, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        result(of, **values).save()


@pytest.mark.parametrize(
    "values",
    [
        {"progress": "", "people": PEOPLE_LIMIT, "baht": BAHT_LIMIT},
        {"progress": "not_held", "people": 0},
        {"held_from": datetime.date(2027, 3, 1), "held_to": datetime.date(2027, 3, 1)},
    ],
)
def test_database_takes_a_result_at_its_limits(of, values):
    result(of, **values).save()


def test_a_version_stands_once(of):
    first, second = result(of), result(of)
    first.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize("lack", ["number", "dated_on", "content"])
def test_database_refuses_an_issued_report_without(of, lack):
    report = report_at_hand(of)
    report.number, report.dated_on, report.content, report.issued_at = "12", AFTER, {"year": 2570}, now()
    setattr(report, lack, "" if lack == "number" else None)
    with pytest.raises(IntegrityError, match="issued_report_has_number_date_content"), transaction.atomic():
        report.save()


# What stays ------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [ProjectResult, FollowUpResult])
def test_results_are_only_added(of, model):
    say(of, "กฎหมาย", **ONE)
    key = {"organization": of.organization, "year": int(of.year), "plan": of.plan, "indicator": FOLLOWED}
    FollowUpResult.objects.create(
        **key, version=1, recorded_at=now(), recorded_by=of.revision.prepared_by, result="ร้อยละ 80"
    )
    for change in (lambda: model.objects.update(year=2571), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            change()
    assert model.objects.get().year == of.year


def test_issued_report_only_gets_its_paper_and_that_once(of):
    say(of, "กฎหมาย", **ONE)
    report = issued_report(of)
    rows = YearlyReport.objects.filter(pk=report.pk)
    document, other = (
        issue(code=allocate_code(), kind="x", title="ก", pdf=pdf, pages=1, organization=None, by=None)
        for pdf in (b"%PDF one", b"%PDF two")
    )
    for values in ({"opening": "อื่น"}, {"content": {}}, {"number": "13"}, {"issued_at": None}):
        with pytest.raises(DatabaseError, match="it is issued"), transaction.atomic():
            rows.update(**values)
    report.document = document
    report.save()
    for again in (other, None):
        with pytest.raises(DatabaseError, match="it is issued"), transaction.atomic():
            rows.update(document=again)
    with pytest.raises(DatabaseError, match="it is issued"), transaction.atomic():
        rows.delete()
    assert rows.get().document == document


def test_draft_of_a_report_may_be_changed_and_go(of):
    report = report_at_hand(of)
    report.save()
    assert YearlyReport.objects.update(opening="อื่น") == 1
    assert YearlyReport.objects.all().delete()[0] == 1


# What the chain of events tells ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE monitoring_yearlyreport SET closing = 'อื่น'", "was changed"),
        ("UPDATE monitoring_yearlyreport SET content = '{}'", "was changed"),
        ("UPDATE monitoring_yearlyreport SET issued_at = NULL", "is gone"),
        ("DELETE FROM monitoring_yearlyreport", "is gone"),
        ("DELETE FROM approvals_event WHERE action = 'issue_yearly_report'", "has no event"),
    ],
)
def test_report_that_was_tampered_with_is_found(of, sql, said):
    report = issued_report(of)
    assert verify(of.plan) == []
    tamper(sql)
    assert f"report {report.pk} {said}" in verify(of.plan)[0].message


# Two at once -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_one_project_at_once_one_is_told(of):
    row, by = row_of(of, "กฎหมาย"), of.revision.prepared_by

    def act(number: int) -> str:
        try:
            record(of, {row.key: typed(0, progress="done", people=number + 1)}, by=by)
        except Stale:
            return "stale"
        return "recorded"

    assert at_once(act, 2) == Counter(recorded=1, stale=1)
    assert [one.version for one in ProjectResult.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_issue_the_report_at_once_one_is_told(of, monkeypatch):
    monkeypatch.setattr("monitoring.reports.make_report", Mock())  # its paper is another matter
    report = report_at_hand(of)
    words = {name: getattr(report, name) for name in WORDING} | {"signer_name": "นางสาวสมใจ"}
    officers = [make_member(Role.HR_OFFICER, of.organization) for _ in range(2)]

    def act(number: int) -> str:
        try:
            issue_report(of, words, Numbered(str(12 + number), AFTER), seen=0, by=officers[number])
        except (Stale, ReportRefused):
            return "refused"
        return "issued"

    assert at_once(act, 2) == Counter(issued=1, refused=1)
    assert YearlyReport.objects.get().is_issued
    assert NumberTaken.objects.filter(series=NumberTaken.Series.MEMORANDUM).count() == 1
    assert verify(of.plan) == []
