"""Nobody outside the LAO comes near a score, on any address; inside it only those whom it concerns.

Numbers from one to five cannot be told apart on a page. So the tables that hold scores and individual plans are
watched: for whoever may not see them, no address reads them at all, save where figures of all together are shown.
What is written in words is also looked for in what comes back, whatever kind of file that is.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.urls import reverse

from approvals.announce import published
from documents.compose import compose
from documents.paper import Draft
from organizations.roles import LAO_ROLES
from personnel.assessing import SUPERVISOR
from personnel.models import Person
from plans.facts import PlanFacts
from plans.freeze import content_of
from plans.idp.change import draw_up
from plans.models import IndividualPlan, IndividualPlanItem, Layout, Revision, State
from plans.papers import book
from tests.access.answers import AS_LITTLE_AS_CAN_BE, MISSING, NOT_SO, OK, SIGN_IN
from tests.access.cast import World
from tests.access.test_matrix import (  # noqa: F401  (the fixtures)
    TABLE,
    _built,
    answered,
    expected,
    world,
)
from tests.approvals.story import TODAY
from tests.personnel.staff import assess
from thai.fiscal import FiscalYear

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

#: The officer sees all; the staff member is the one assessed, and the member of the committee is the superior.
CONCERNED = frozenset({"hr_officer", "staff", "committee_member"})
INSIDERS = frozenset(LAO_ROLES) - CONCERNED
#: What is read where, for insiders: figures of all together, or nothing of others'.
TOGETHER = {
    "plans:tasks": "how many were assessed",
    "personnel:needs": "how many were assessed",
    "personnel:needs_propose": "what many lack",
    "plans:proposals_make": "what many lack",
    "personnel:my_assessments": "one's own and one's people's",
    "plans:idps": "one's own and one's people's",
    "plans:idps_draft": "one's own and one's people's",
    "plans:idps_pdf": "one's own and one's people's",
    "personnel:assessment_form": "whose it is, before it is refused",
    "personnel:assessment_answer": "whose it is, before it is refused",
}
NAME, GOAL, TOPIC, RESULT = "นางสาวลับเฉพาะ ผู้ถูกประเมิน", "เป้าหมายลับเฉพาะ", "หัวข้อลับเฉพาะ", "ผลลับเฉพาะ"
WORDS = (GOAL, TOPIC, RESULT)
_SECRET = re.compile(r'"(?:personnel_score|personnel_assessment|plans_individualplan(?:item)?)"')


class Watch:
    """Notes the statements that touch a score or an individual plan."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if _SECRET.search(sql):
            self.seen.append(sql[:160])
        return execute(sql, params, many, context)


@pytest.fixture
def secret(world) -> World:  # noqa: F811
    """The world with a name, a goal, a topic and a result that would be recognised anywhere."""
    person = world.assessed
    Person.objects.filter(pk=person.pk).update(full_name=NAME)
    IndividualPlan.objects.filter(person=person).update(goal=GOAL)
    plan = IndividualPlan.objects.get(person=person)
    IndividualPlanItem.objects.create(
        plan=plan,
        organization=plan.organization,
        order=99,
        topic=TOPIC,
        result=RESULT,
        required=5,
        assessed=1,
    )
    return world


def body(response) -> str:
    """Everything in an answer as text, what is packed unpacked."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"\n".join(archive.read(name) for name in archive.namelist())
    return raw.decode("utf-8", "replace")


def ask(client, address: str, *, post: bool) -> tuple[str, list[str]]:
    """What comes back, and which statements touched a secret."""
    watch = Watch()
    with connection.execute_wrapper(watch), transaction.atomic():
        response = client.post(address, AS_LITTLE_AS_CAN_BE) if post else client.get(address)
        text = body(response)
        transaction.set_rollback(True)
    return text, watch.seen


OF_A_PERSON = sorted(
    name for name in TABLE if re.match(r"personnel:assessment_?|plans:idp(_|$)", name) and "_of_" not in name
)


def walk(world: World, name: str, people):  # noqa: F811
    """Every address of a view, asked by some people, read and written.

    Of the plan that is being drafted, in whose LAO the person was assessed, and of the one that everybody may read.
    Whom the table refuses is refused with one page that says nothing (``test_matrix`` holds it for each view), so
    that page is looked at here only where a person's scores stand behind the address.
    """
    row, behind = TABLE[name], name in OF_A_PERSON
    states = [*row.get, *(row.post or {})]
    for state in {State.DRAFTING, State.ANNOUNCED}.intersection(states) or states[:1]:
        home = world.homes[state]
        address = row.address(world, home)
        for person in people(home):
            for post in (False, True) if row.post else (False,):
                answers = (row.post if post else row.get).get(state, {})
                if not behind and expected(answers, person) in (MISSING, SIGN_IN):
                    continue
                yield (
                    f"{state.value} {person} {'POST' if post else 'GET'}",
                    ask(home.clients[person], address, post=post),
                )


def outsiders(home):
    return [person for person in home.clients if person not in LAO_ROLES]


@pytest.mark.parametrize("name", sorted(TABLE))
def test_outside_the_lao_no_address_reads_or_says_a_score(secret, name):
    wrong = []
    for who, (text, touched) in walk(secret, name, outsiders):
        said = [words for words in (NAME, *WORDS) if words in text]
        if said or touched:
            wrong.append((who, said, touched))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(TABLE))
def test_inside_the_lao_only_those_concerned_read_a_score(secret, name):
    wrong = []
    for who, (text, touched) in walk(secret, name, lambda home: sorted(INSIDERS)):
        said = [words for words in WORDS if words in text]
        if said or (touched and name not in TOGETHER):
            wrong.append((who, said, touched))
        if name in TOGETHER and NAME in text:
            wrong.append((who, [NAME], touched))
    assert wrong == []


def test_the_watch_sees_what_it_should(secret):
    """The officer's page of a person reads the tables and says the words: else the tests above prove nothing."""
    home = secret.homes[State.DRAFTING]
    for name in ("plans:idp", "personnel:assessment"):
        text, touched = ask(home.clients["hr_officer"], TABLE[name].address(secret, home), post=False)
        assert NAME in text
        assert touched
    text, _touched = ask(home.clients["hr_officer"], TABLE["plans:idp"].address(secret, home), post=False)
    assert GOAL in text
    assert TOPIC in text


@pytest.mark.parametrize("name", [name for name in OF_A_PERSON if not name.endswith("assessments")])
def test_superior_and_staff_find_nothing_of_other_people(secret, name):
    home = secret.homes[State.DRAFTING]
    other = (
        Person.objects.filter(organization=home.organization, holdings__isnull=False)
        .exclude(pk=secret.assessed.pk)
        .filter(user=None)
        .order_by("pk")
        .last()
    )
    assess(other, {"c1": 1}, assessor=SUPERVISOR)
    draw_up(person=other, year=FiscalYear(2570), by=home.story.cast["hr_officer"].user)
    address = TABLE[name].address(replace(secret, assessed=other), home)
    for who in ("committee_member", "staff"):
        assert answered(home.clients[who].get(address)) in (MISSING, NOT_SO), who
        if TABLE[name].post:
            with transaction.atomic():
                assert home.clients[who].post(address, AS_LITTLE_AS_CAN_BE).status_code == MISSING
                transaction.set_rollback(True)


def test_lists_of_the_superior_name_nobody_else(secret):
    home = secret.homes[State.DRAFTING]
    others = Person.objects.filter(organization=home.organization, supervisor=None, user=None)
    for address in (
        reverse("personnel:my_assessments", args=[home.organization.code]),
        reverse("plans:idps", args=[home.organization.code, 2570]),
    ):
        page = home.clients["committee_member"].get(address)
        assert answered(page) == OK
        text = page.content.decode()
        assert NAME in text
        assert not [person.full_name for person in others if person.full_name in text]


@pytest.mark.parametrize("layout", Layout.values)
def test_plan_and_what_is_published_of_it_name_nobody_and_no_score(secret, layout):
    for home in secret.homes.values():
        revision = Revision.objects.with_plan().get(pk=home.revision.pk)
        facts = PlanFacts(revision)
        watch = Watch()
        with connection.execute_wrapper(watch):
            paper = compose(book(facts, layout=layout, mark=Draft(TODAY)))
            content = content_of(facts)
        assert watch.seen == []
        for text in (str(paper), str(content), str(published(content))):
            assert not [words for words in (NAME, *WORDS) if words in text]
