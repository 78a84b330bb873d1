"""What the checks say beside the single rules: days, reasons, places, the command; every rule is in test_checks_mutation.py."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.models import Competency, PositionLine
from personnel.models import (
    LineCompetency,
    OfficialLineCompetency,
)
from plans.checks import Grade, run_checks
from plans.checks.texts import _distance, _misspelling
from plans.facts import PlanFacts
from plans.models import (
    FindingReason,
)
from tests.builders import make_project
from tests.personnel.lists import make_frame, make_post
from tests.plans.finding import IN_TIME, found, good_plan, ids
from tests.plans.spoiling import projects, update_first
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def revision():
    return good_plan()


def test_late_draft_is_warned_only_after_the_last_day(revision):
    with frozen_today(datetime.date(2026, 9, 30)):
        assert "deadline" not in {f.id for f in run_checks(PlanFacts(revision))}
    with frozen_today(datetime.date(2026, 10, 1)):
        assert "deadline" in {f.id for f in run_checks(PlanFacts(revision))}


def test_written_reason_closes_a_should(revision):
    update_first(revision, hours_total=10, hours_lecture=7)
    [finding] = found(revision)
    assert finding.grade == Grade.SHOULD
    assert finding.blocks
    FindingReason.objects.create(
        revision=revision,
        organization=revision.organization,
        finding=finding.id,
        place=finding.place.key,
        reason="เป็นการอบรมกฎหมายที่ต้องบรรยาย",
        written_by=revision.prepared_by,
    )
    [closed] = found(revision)
    assert not closed.blocks


def test_every_finding_cites_its_clause_and_leads_somewhere(revision):
    projects(revision).update(indicator="", money_source="")
    for finding in found(revision):
        assert finding.clause
        assert finding.fix
        assert finding.place.url(revision.address).startswith(f"/plans/{revision.organization.code}/2570/0/")


@pytest.mark.parametrize(
    ("word", "expected"), [("สังขามมี", "สังขาม"), ("สังคมมี", ""), ("ท่าบ่อมี", ""), ("สังมมี", "สังม")]
)
def test_misspelling_of_a_name(word, expected):
    assert _misspelling(word, "สังคม") == expected


def test_distance_counts_letters():
    assert _distance("สังขาม", "สังคม") == 2
    assert _distance("กข", "กข") == 0
    assert _distance("", "กขค") == 3


def test_queries_do_not_grow_with_projects(revision, django_assert_num_queries):
    found(revision)  # the paragraphs of the province are read and kept
    with CaptureQueriesContext(connection) as few:
        found(revision)
    for number in range(20):
        make_project(revision, f"โครงการเพิ่มเติม {number}")
    with django_assert_num_queries(len(few)):
        found(revision)


def test_check_plan_prints_json_and_fails_when_something_blocks(revision, capsys):
    with frozen_today(IN_TIME):
        call_command("check_plan", revision.reference, "--json")
    assert json.loads(capsys.readouterr().out) == {"findings": []}
    update_first(revision, indicator="")
    with frozen_today(IN_TIME), pytest.raises(SystemExit) as stop:
        call_command("check_plan", revision.reference, "--json")
    assert stop.value.code == 1
    [row] = json.loads(capsys.readouterr().out)["findings"]
    assert set(row) == {"id", "grade", "clause", "place", "message", "fix"}


@pytest.mark.parametrize("reference", ["NOBODY:2570:0", "สังคม", "A:B:C", "SANGKHOM:2570:0:1"])
def test_check_plan_refuses_unknown_reference(reference):
    with pytest.raises(CommandError):
        call_command("check_plan", reference)


def test_chosen_or_official_competencies_satisfy_a_line(revision):
    frame = make_frame(revision.organization)
    lines = {code: PositionLine.objects.get(code=code) for code in ("3102", "4101", "2101")}
    for line in lines.values():
        make_post(frame, line=line)
    [finding] = [f for f in found(revision) if f.id == "line-competencies"]
    assert "๒ สายงาน" in finding.message  # those who direct are only advised
    assert (
        finding.place.url(revision.address) == f"/personnel/{revision.organization.code}/requirements/2570/"
    )
    for competency in Competency.objects.filter(kind="line")[:3]:
        LineCompetency.objects.create(
            organization=revision.organization, line=lines["3102"], competency=competency
        )
    OfficialLineCompetency.objects.create(line=lines["4101"], competency=competency, source="บัญชีทดสอบ")
    assert "line-competencies" not in ids(revision)
