"""What an attacker with a small account, or with none, tries: each of these worked once, or could come to work."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from approvals import evidence
from approvals.announce import issue_announced_document, published
from organizations import registry_file
from organizations.roles import Role
from personnel.models import Unit
from plans.checks.wording import MIXED
from plans.edit_rows import write_reason
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.models import Plan, Project, State
from plans.rollover.years import year_places
from tests.approvals.story import TODAY, begin
from tests.builders import (
    address,
    client_of,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    make_project,
    make_user,
)
from thai.dates import frozen_today
from thai.fiscal import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return make_plan()


@pytest.fixture
def officer(revision):
    return client_of(make_member(Role.HR_OFFICER, revision.organization))


# Requests that no page sends ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["account_login", "plans:create"])
def test_file_of_any_size_is_refused_before_it_reaches_the_disk(client, name, settings, monkeypatch):
    def no_upload(*arguments, **named):
        raise AssertionError("the file was read")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", no_upload)
    file = SimpleUploadedFile("x", b"A" * (settings.LARGEST_REQUEST + 1))
    answer = client.post(reverse(name), {"file": file})
    assert answer.status_code == 413
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_largest_file_that_a_form_takes_reaches_the_form(client):
    """A form that says 10 MB must not be cut off at 8 by a page that says nothing."""
    largest = max(evidence.LIMIT, registry_file.MAX_BYTES)
    answer = client.post(reverse("documents:compare"), {"file": SimpleUploadedFile("x.pdf", b"A" * largest)})
    assert answer.status_code == 422
    assert "7 MB" in answer.content.decode()


@pytest.mark.parametrize("length", ["9" * 5000, "1e9", "-1", "ก"])
def test_length_that_is_none_is_refused(client, length):
    assert client.get("/register/", CONTENT_LENGTH=length).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/plans/a%00b/2567/0/",
        "/plans/a%00b/2567/",
        "/register/a%00b/2567/",
        "/boards/%00/",
        "/editions/2567/%00/",
        "/overview/2567/?province=%00",
        "/register/?words=%00&page=%00",
    ],
)
@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.BOARD_SECRETARY, Role.CENTRAL_EDITOR])
def test_nul_in_an_address_is_no_error_of_ours(role, path):
    client = client_of(make_member(role))
    assert client.get(path).status_code == 400


# Numbers that no column holds -------------------------------------------------------------------


@pytest.mark.parametrize("version", ["9" * 400, "99999999999", "-1", "²"])
@pytest.mark.parametrize("name", ["plans:section", "plans:section_autosave"])
def test_version_that_cannot_be_is_no_error_of_ours(revision, officer, name, version):
    answer = officer.post(address(revision, name, code="s1.2"), {"body": "ข้อความ", "version": version})
    assert answer.status_code in (200, 422)
    assert revision.sections.get(code="s1.2").version == 1


def test_reordering_with_an_endless_number_is_no_error_of_ours(revision, officer):
    project = make_project(revision)
    names = {f"order-{'1' * 5000}": "1", f"order-{project.pk}": "9" * 5000, "order-²": "1"}
    sent = urlencode(names)
    answer = officer.post(
        address(revision, "plans:projects"), sent, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 302


@pytest.mark.parametrize("count", ["100000", "1060"])
def test_a_form_makes_no_thousand_rows_for_whoever_asks(revision, officer, count):
    data = {"members-TOTAL_FORMS": count, "members-INITIAL_FORMS": "0", "version": "1"}
    answer = officer.post(address(revision, "plans:committee"), data)
    assert answer.status_code == 200
    assert len(answer.context["rows"].forms) < 70


def test_comparison_of_thousands_of_equal_lines_ends(revision, officer):
    """Comparing them in their order would outlast the test run."""
    url = address(revision, "plans:section", code="s1.2")
    officer.post(url, {"body": "ก\n" * 40_000, "version": "1"})
    answer = officer.post(url, {"body": "ก\n" * 40_000 + "ข", "version": "1"})
    assert answer.status_code == 409
    assert answer.context["mine"][-1].differs
    assert not answer.context["theirs"][0].differs


@pytest.mark.parametrize("key", ["9" * 21, "-" + "9" * 21, "9" * 5000])
@pytest.mark.parametrize("name", ["needs", "groups", "methods", "submethods"])
def test_key_that_no_column_holds_is_no_choice(revision, officer, name, key):
    data = {"name": "โครงการ", "uses_budget": "yes", name: [key]}
    url = address(revision, "plans:project_create")
    answer = officer.post(url, data)
    assert name in answer.context["form"].errors
    assert key not in str(answer.context["form"].errors)
    assert officer.post(url, data | {"calculate": "1"}).status_code == 200
    assert not Project.objects.filter(revision=revision).exists()


def test_digits_without_end_are_looked_through_once():
    """From each of them again they would outlast the test run; so would the line of every year."""
    assert not list(MIXED.finditer("๑" * 99_000 + "0," * 20_000 + ","))[1:]
    assert MIXED.search("ปี " + "0" * 50_000 + "๑")
    assert len(year_places("2567 " * 20_000, Cycle(2567), 3)) == 20_000


# Things of another LAO ----------------------------------------------------------------------------


def test_department_of_another_lao_is_no_choice(revision, officer):
    foreign = Unit.objects.filter(organization=make_organization()).first()
    url = address(revision, "plans:project_create")
    answer = officer.post(url, {"name": "โครงการ", "uses_budget": "yes", "unit": foreign.pk})
    assert "unit" in answer.context["form"].errors
    assert not Project.objects.filter(revision=revision).exists()


def test_fields_that_the_form_does_not_have_change_nothing(revision, officer):
    other = make_plan()
    data = {"name": "โครงการ", "uses_budget": "yes", "revision": other.pk, "revision_id": other.pk}
    data |= {"organization_id": other.organization_id, "is_example": "on", "version": 99, "id": 1}
    officer.post(address(revision, "plans:project_create"), data)
    project = Project.objects.get(name="โครงการ")
    assert (project.revision, project.organization_id) == (revision, revision.organization_id)
    assert (project.is_example, project.version) == (False, 1)


def test_project_of_another_plan_is_not_reached_through_ones_own(revision, officer):
    foreign = make_project(make_plan())
    for name in ("plans:project", "plans:project_delete"):
        url = address(revision, name, project=foreign.pk)
        assert officer.get(url).status_code == 404
        assert officer.post(url, {"name": "ของเรา"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.name != "ของเรา"


# Roles ----------------------------------------------------------------------------------------


def test_plan_is_begun_for_the_lao_that_the_page_named():
    """A role that was changed in another window must not begin the plan of the other LAO."""
    person, here, there = make_user(), make_organization(), make_organization()
    member = make_member(Role.HR_OFFICER, here, user=person)
    make_member(Role.HR_OFFICER, there, user=person)
    data = {"first_year": "2570", "organization": there.code}
    answer = client_of(member).post(reverse("plans:create"), data)
    assert here.short_name in str(answer.context["form"].errors)
    assert not Plan.objects.exists()


def test_role_given_later_changes_nothing_under_ones_hands(client):
    person = make_user()
    person.set_password("ทดสอบ-ทดสอบ-ทดสอบ")
    person.save()
    first = make_member(Role.STAFF, user=person)
    client.post("/accounts/login/", {"login": person.username, "password": "ทดสอบ-ทดสอบ-ทดสอบ"})
    make_member(Role.HR_OFFICER, first.organization, user=person)  # would come first in the list
    assert client.get(reverse("plans:index")).wsgi_request.acting == first


def test_staff_read_what_was_announced_and_not_how_it_came_about(monkeypatch):
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])
    with frozen_today(TODAY):
        story = begin().reach(State.IN_COMMITTEE)
        story.act("committee_return", Role.COMMITTEE_CHAIR)
        story.reach(State.ANNOUNCED)
        url = address(story.revision, "approvals:history")
        for role in (Role.STAFF, Role.LAO_ADMIN):
            page = client_of(make_member(role, story.revision.organization)).get(url).content.decode()
            assert "คณะกรรมการระดับจังหวัดมีมติเห็นชอบ" in page
            assert "คณะกรรมการจัดทำแผนส่งกลับ" not in page
        page = client_of(make_member(Role.COMMITTEE_MEMBER, story.revision.organization)).get(url)
        assert "คณะกรรมการจัดทำแผนส่งกลับ" in page.content.decode()


def test_nobody_makes_the_system_send_mail(officer):
    url = "/accounts/email/"
    assert officer.get(url).status_code == 404
    assert officer.post(url, {"email": "victim@example.org", "action_add": ""}).status_code == 404


# What leaves the house ---------------------------------------------------------------------------


def test_published_data_have_no_names_where_the_order_prints_positions_only():
    content = content_of(PlanFacts(make_complete_plan()))
    assert all(member["person_name"] for member in published(content)["committee"])
    content["committee_order"]["prints_names"] = False
    assert not any(member["person_name"] for member in published(content)["committee"])


def test_published_data_have_no_reasons_of_the_officer():
    revision = make_complete_plan()
    write_reason(
        revision=revision, finding="old-years", place="", reason="เรื่องภายใน", by=revision.prepared_by
    )
    content = content_of(PlanFacts(revision))
    assert "เรื่องภายใน" in str(content)
    assert "เรื่องภายใน" not in str(published(content))


def test_announced_document_is_made_before_any_draft():
    from documents.drafts import make_draft

    assert issue_announced_document.priority > make_draft.priority
