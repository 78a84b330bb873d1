"""The check page, the panel beside the forms, and the reasons."""

import re

import pytest

from organizations.roles import Role
from plans.checks import run_checks
from plans.facts import PlanFacts
from plans.models import FindingReason, State
from tests.builders import (
    address,
    client_of,
    make_complete_plan,
    make_member,
    make_plan,
    make_project,
    put_in_state,
)
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_complete_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


@pytest.fixture
def lecture(revision):
    """A finding that a reason closes."""
    make_project(revision, "โครงการบรรยาย", hours_total=10, hours_lecture=9)
    return next(f for f in run_checks(PlanFacts(revision)) if f.id == "lecture-share")


def reason_of(finding, text):
    return {"finding": finding.id, "place": finding.place.key, "reason": text}


def test_plan_without_findings_says_so(revision, officer):
    with frozen_today(revision.plan.cycle.submit_by):
        page = officer.get(address(revision, "plans:check")).content.decode()
    assert "ไม่พบสิ่งที่ต้องแก้" in page


def test_finding_shows_clause_remedy_and_link(revision, officer, lecture):
    page = officer.get(address(revision, "plans:check")).content.decode()
    assert lecture.message in page
    assert lecture.clause in page
    assert f'href="{lecture.place.url(revision.address)}"' in page


def test_every_link_lands_on_an_element_of_its_page():
    revision = make_plan()
    make_project(
        revision,
        curriculum=None,
        methods=[],
        groups=[],
        unit=None,
        indicator="",
        first_month=None,
        last_month=None,
    )
    officer = client_of(make_member(Role.HR_OFFICER, revision.organization))
    findings = run_checks(PlanFacts(revision))
    fields = [f for f in findings if f.place.field]
    assert len(fields) > 8
    for finding in fields:
        page = officer.get(finding.place.url(revision.address)).content.decode()
        assert f'id="id_{finding.place.field}"' in page, finding


def test_reason_closes_the_finding(revision, officer, lecture):
    officer.post(address(revision, "plans:check_reason"), reason_of(lecture, "วิทยากรสาธิตสลับกับการบรรยาย"))
    closed = next(f for f in run_checks(PlanFacts(revision)) if f.id == "lecture-share")
    assert closed.reason == "วิทยากรสาธิตสลับกับการบรรยาย"
    assert not closed.blocks
    assert "วิทยากรสาธิตสลับกับการบรรยาย" in officer.get(address(revision, "plans:check")).content.decode()


@pytest.mark.parametrize("text", ["", "ก", "ก" * 501, "เหตุผล 👍"])
def test_reason_that_says_nothing_is_refused_in_place(revision, officer, lecture, text):
    page = officer.post(address(revision, "plans:check_reason"), reason_of(lecture, text)).content.decode()
    assert re.search(r'class="invalid-feedback', page)
    assert not FindingReason.objects.exists()


def test_reason_for_a_finding_that_is_not_there_is_404(revision, officer, lecture):
    url = address(revision, "plans:check_reason")
    assert (
        officer.post(url, {"finding": "lecture-share", "place": "x", "reason": "เหตุผลยาว"}).status_code == 404
    )
    must = {"finding": "project-complete", "place": lecture.place.key, "reason": "เหตุผลยาว"}
    assert officer.post(url, must).status_code == 404


def test_panel_shows_the_findings_of_its_page_alone(revision, officer, lecture):
    url = address(revision, "plans:check")
    page = f"project/{lecture.place.kwargs[0][1]}"
    assert lecture.message in officer.get(url, {"page": page}).content.decode()
    assert lecture.message not in officer.get(url, {"page": "targets"}).content.decode()


def test_readers_see_findings_without_links_or_forms(revision, lecture):
    member = client_of(make_member(Role.COMMITTEE_MEMBER, revision.organization))
    page = member.get(address(revision, "plans:check")).content.decode()
    assert lecture.message in page
    assert "ไปแก้ไข" not in page
    assert address(revision, "plans:check_reason") not in page


def test_reasons_of_a_closed_plan_are_closed(revision, officer, lecture):
    put_in_state(revision, State.SUBMITTED)
    answer = officer.post(address(revision, "plans:check_reason"), reason_of(lecture, "เหตุผลยาวพอ"))
    assert answer.status_code == 409


def pasted(revision, rows):
    """Rows as a paste leaves them: names, and nothing that a project needs."""
    for number in range(rows):
        make_project(revision, f"โครงการวาง {number}", unit=None, indicator="")


def test_the_same_finding_of_many_rows_is_said_once_with_a_link_for_each(revision, officer):
    pasted(revision, 5)
    page = officer.get(address(revision, "plans:check")).text
    assert page.count("โครงการ 5 รายการยังไม่มีตัวชี้วัด</strong>") == 1
    for project in revision.projects.filter(indicator=""):
        url = address(revision, "plans:project", project=project.pk)
        assert page.count(f'href="{url}#id_indicator"') == 1


@pytest.mark.parametrize(("rows", "stands_open"), [(3, True), (4, False)])
def test_long_lists_are_opened_on_demand(revision, officer, rows, stands_open):
    pasted(revision, rows)
    page = officer.get(address(revision, "plans:check")).text
    bundle = page[page.index("รายการยังไม่มีตัวชี้วัด</strong>") :]
    assert (
        bundle[bundle.index("<details") :].startswith('<details class="finding-group" open>') == stands_open
    )


def test_every_finding_is_on_the_page_once(revision, officer):
    pasted(revision, 4)
    page = officer.get(address(revision, "plans:check")).text
    found = run_checks(PlanFacts(revision))
    assert len(found) > 8
    assert page.count("ไปแก้ไข<") == len(found)


def test_reasons_of_a_bundle_are_written_one_by_one(revision, officer):
    for number in range(2):
        make_project(revision, f"โครงการบรรยาย {number}", hours_total=10, hours_lecture=9)
    lectures = [f for f in run_checks(PlanFacts(revision)) if f.id == "lecture-share"]
    officer.post(address(revision, "plans:check_reason"), reason_of(lectures[0], "วิทยากรสาธิตสลับกับการบรรยาย"))
    reasons = [f.reason for f in run_checks(PlanFacts(revision)) if f.id == "lecture-share"]
    assert reasons == ["วิทยากรสาธิตสลับกับการบรรยาย", ""]
