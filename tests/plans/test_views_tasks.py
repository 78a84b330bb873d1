"""The task list as people see it."""

import pytest

from organizations.roles import Role
from plans.models import State
from tests.builders import address, client_of, make_complete_plan, make_member, make_plan, put_in_state

pytestmark = pytest.mark.django_db


def tasks_of(revision, role, organization):
    return client_of(make_member(role, organization)).get(address(revision, "plans:tasks"))


def test_writer_gets_links_and_progress():
    revision = make_plan()
    page = tasks_of(revision, Role.HR_OFFICER, revision.organization).content.decode()
    assert address(revision, "plans:section", code="s1.1") in page
    assert address(revision, "plans:targets") in page
    assert "จาก 23" in page


def test_reader_of_the_lao_gets_no_links_to_edit():
    revision = make_plan()
    page = tasks_of(revision, Role.HEAD, revision.organization).content.decode()
    assert address(revision, "plans:section", code="s1.1") not in page
    assert address(revision, "approvals:document") in page


def test_writer_of_a_closed_plan_gets_no_links_to_edit():
    revision = put_in_state(make_complete_plan(), State.SUBMITTED)
    page = tasks_of(revision, Role.HR_OFFICER, revision.organization).content.decode()
    assert address(revision, "plans:section", code="s1.1") not in page


def test_draft_of_another_lao_does_not_exist():
    assert tasks_of(make_plan(), Role.HR_OFFICER, None).status_code == 404
