"""The demonstration: complete, honest, marked as invented, made once, and never beside real data."""

from __future__ import annotations

import datetime
import hashlib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

from approvals import events
from approvals.demonstration import files
from approvals.demonstration.accounts import accounts, password
from approvals.models import Announcement, Decision, Event, Notice
from documents import store
from organizations.models import Board, Membership, Organization, Province, User
from organizations.roles import Role
from plans.checks import Grade, run_checks
from plans.facts import PlanFacts
from plans.models import CommitteeMember, Plan, Project, Revision, State
from plans.reference import revision_of
from tests.builders import make_organization, make_user
from thai.dates import BANGKOK
from thai.titles import LaoKind

ANNOUNCED, HALF_DRAFTED = "SANGKHOM:2567:0", "SANGKHOM:2570:0"
WAITING = {
    "NONGKHAI-TOWN": State.IN_COMMITTEE,
    "NONGKHAI-PAO": State.SUBMITTED,
    "EXAMPLE-SAO1": State.SUBMITTED,
    "EXAMPLE-SAO2": State.ON_AGENDA,
    "EXAMPLE-TAMBON": State.ON_AGENDA,
    "EXAMPLE-CITY": State.APPROVED,
    "PATTAYA": State.DRAFTING,
    "SANGKHOM": State.DRAFTING,
}


def everything() -> str:
    """A hash of every row of every table."""
    rows = hashlib.sha256()
    for model in apps.get_models(include_auto_created=True):
        rows.update(f"{model._meta.label} {sorted(map(repr, model._default_manager.values_list()))}".encode())
    return rows.hexdigest()


def findings(reference: str):
    return run_checks(PlanFacts(revision_of(reference)))


# The command ----------------------------------------------------------------------------------


def test_second_run_changes_nothing_and_says_so(demonstration, capsys):
    before = everything()
    call_command("demo")
    assert everything() == before
    assert "ไม่มีสิ่งใดเปลี่ยนแปลง" in capsys.readouterr().out


@pytest.mark.any_database
def test_what_people_did_since_is_not_undone(demonstration):
    membership = Membership.objects.get(user__username="staff")
    membership.ended_on = datetime.date(2026, 1, 31)
    membership.save()
    before = everything()
    call_command("demo", verbosity=0)
    assert everything() == before


@pytest.mark.django_db
def test_refuses_beside_a_real_organization(capsys):
    make_organization()
    before = everything()
    with pytest.raises(SystemExit) as stop:
        call_command("demo")
    assert stop.value.code == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1
    assert "จริง" in printed.err
    assert everything() == before


@pytest.mark.django_db
def test_refuses_to_take_over_a_real_account(capsys):
    make_user("operator")
    with pytest.raises(SystemExit):
        call_command("demo")
    assert "operator" in capsys.readouterr().err
    assert not Organization.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("somebody", [make_organization, make_user])
def test_if_empty_leaves_a_used_database_alone(somebody, capsys):
    somebody()
    before = everything()
    call_command("demo", if_empty=True)
    assert everything() == before
    assert capsys.readouterr() == ("", "")


# Accounts -------------------------------------------------------------------------------------


def test_every_role_has_one_main_account():
    single = [account.roles[0][0] for account in accounts() if account.is_main and len(account.roles) == 1]
    assert sorted(single) == sorted(Role.values)


def test_one_account_holds_several_roles_in_several_bodies():
    multi = next(account for account in accounts() if account.username == "multi")
    assert len(multi.roles) >= 3
    assert len({body for _role, body in multi.roles}) >= 2


@pytest.mark.any_database
def test_names_of_people_are_plainly_invented_and_those_of_bodies_are_right(demonstration):
    names = [account.full_name for account in accounts()]
    names += CommitteeMember.objects.exclude(person_name="").values_list("person_name", flat=True)
    assert all("ตัวอย่าง" in name for name in names)
    assert all(account.username.isascii() for account in accounts())
    names = {body.code: body.short_name for body in [*Organization.objects.all(), *Board.objects.all()]}
    names |= {province.code: str(province) for province in Province.objects.all()}
    for code, name in files.read("people")["names"].items():
        assert names[code] == name


@pytest.mark.any_database
def test_accounts_are_marked_and_the_password_works(demonstration, client):
    assert set(User.objects.values_list("is_demonstration", flat=True)) == {True}
    assert User.objects.count() == len(accounts())
    assert len(password()) >= 12
    assert client.login(username="officer", password=password())


@pytest.mark.any_database
def test_landing_page_of_every_account_opens(demonstration, client):
    for account in accounts():
        user = User.objects.get(username=account.username)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(reverse("organizations:home"), follow=True)
        assert (account.username, answer.status_code) == (account.username, 200)
        assert answer.redirect_chain


# Bodies ---------------------------------------------------------------------------------------


@pytest.mark.any_database
def test_there_is_an_organization_of_every_kind_with_its_departments(demonstration):
    assert set(Organization.objects.values_list("kind", flat=True)) == set(LaoKind.values)
    assert not Organization.objects.filter(is_demonstration=False).exists()
    for organization in Organization.objects.all():
        assert organization.units.count() >= 4
        assert organization.units.filter(is_hr=True).count() == 1


# The announced plan ---------------------------------------------------------------------------


@pytest.mark.any_database
def test_announced_plan_has_no_finding_and_is_that_of_a_small_sao(demonstration):
    assert findings(ANNOUNCED) == []
    facts = PlanFacts(revision_of(ANNOUNCED))
    assert 24 <= len(facts.projects) <= 30
    assert all(300_000 <= baht <= 700_000 for baht in facts.baht_by_year.values())
    assert {row.project.curriculum.code for row in facts.projects} == {c.code for c in facts.curricula}
    for year in facts.years:
        assert 40 <= sum(facts.targets[group.code, year].headcount for group in facts.groups) <= 50
    assert set(Project.objects.values_list("is_example", flat=True)) == {True}


@pytest.mark.any_database
def test_announced_plan_went_the_whole_way_in_its_own_time(demonstration):
    revision = revision_of(ANNOUNCED)
    taken = list(Decision.objects.filter(revision=revision).order_by("pk").values_list("action", flat=True))
    assert taken == [
        "send_to_committee",
        "committee_return",
        "send_to_committee",
        "endorse",
        "submit",
        "put_on_agenda",
        "approve",
        "announce",
    ]
    returned = revision.decisions.get(action="committee_return")
    assert returned.reasons.count() == 2
    assert returned.snapshot != revision.snapshot
    assert revision.decisions.get(action="approve").meeting_on == datetime.date(2023, 9, 22)
    assert [fault for plan in Plan.objects.all() for fault in events.verify(plan)] == []
    moments = list(Event.objects.filter(plan=revision.plan).values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[0] > datetime.datetime(2023, 5, 15, tzinfo=BANGKOK)
    assert moments[-1].astimezone(BANGKOK).date() == datetime.date(2023, 9, 29)


def test_announcement_has_its_document_and_is_in_the_register(demonstration, client):
    announcement = Announcement.objects.get()
    assert announcement.revision == revision_of(ANNOUNCED)
    assert announcement.dated_on == datetime.date(2023, 9, 29)
    assert announcement.effective_on == datetime.date(2023, 10, 1)
    assert announcement.document.pages > 20
    assert store.verify(announcement.document.sha256)
    assert (
        reverse("register:plan", args=["SANGKHOM", 2567])
        in client.get(reverse("register:index")).content.decode()
    )
    page = client.get(reverse("register:plan", args=["SANGKHOM", 2567]))
    assert page.status_code == 200
    for answer in (page, client.get(announcement.document.get_absolute_url())):
        assert "ข้อมูลตัวอย่าง ไม่ใช่แผนจริง" in answer.content.decode()


# The plans on their way -----------------------------------------------------------------------


@pytest.mark.any_database
def test_half_drafted_plan_has_findings_of_every_grade_and_work_done(demonstration):
    found = findings(HALF_DRAFTED)
    assert {finding.grade for finding in found} == set(Grade)
    revision = revision_of(HALF_DRAFTED)
    assert revision.sections.filter(is_done=True).count() >= 5
    assert revision.projects.count() >= 6


@pytest.mark.any_database
def test_plans_wait_where_somebody_has_something_to_do_and_nothing_to_mend(demonstration):
    states = Revision.objects.filter(plan__first_year=2570).values_list("plan__organization__code", "state")
    assert dict(states) == WAITING
    for revision in Revision.objects.with_plan().exclude(state__in=[State.DRAFTING, State.ANNOUNCED]):
        blocking = [finding for finding in run_checks(PlanFacts(revision)) if finding.blocks]
        assert blocking == [], revision.reference


@pytest.mark.any_database
def test_only_those_who_are_waited_for_have_unread_notices(demonstration):
    moved = Notice.objects.unread().exclude(kind=Notice.Kind.COMMENT)
    waiting = set(moved.values_list("membership__user__username", flat=True))
    assert {"boardsecretary", "boardchair", "head-town", "head-city"} <= waiting
    assert not {"officer", "chair", "head"} & waiting
