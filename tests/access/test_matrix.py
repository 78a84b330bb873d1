"""Every address x every person x every state of a plan, against one table written by hand.

Who is not named in a row is answered 404, and who has no account is sent to sign in. A view that has no row
fails: whoever adds a view writes down here who may call it.
"""

from __future__ import annotations

import logging
import re

import pytest
from django.contrib.auth import get_user
from django.db import connection, transaction
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from organizations.access import every_view
from organizations.acting import current
from tests.access import (
    matrix_amendments,
    matrix_approvals,
    matrix_comments,
    matrix_courses,
    matrix_deadlines,
    matrix_exchange,
    matrix_master,
    matrix_meetings,
    matrix_monitoring,
    matrix_notices,
    matrix_orders,
    matrix_organizations,
    matrix_past,
    matrix_personnel,
    matrix_plans,
    matrix_provincial,
    matrix_sittings,
    matrix_submissions,
)
from tests.access.answers import AS_LITTLE_AS_CAN_BE, FORM, GO, MISSING, NOT_SO, OK, SIGN_IN, Answers
from tests.access.cast import ANONYMOUS, build
from tests.approvals.story import TODAY
from thai.dates import frozen_today

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TABLE = {
    **matrix_amendments.TABLE,
    **matrix_organizations.TABLE,
    **matrix_master.TABLE,
    **matrix_courses.TABLE,
    **matrix_personnel.TABLE,
    **matrix_plans.TABLE,
    **matrix_provincial.TABLE,
    **matrix_past.TABLE,
    **matrix_exchange.TABLE,
    **matrix_meetings.TABLE,
    **matrix_monitoring.TABLE,
    **matrix_approvals.TABLE,
    **matrix_comments.TABLE,
    **matrix_orders.TABLE,
    **matrix_deadlines.TABLE,
    **matrix_notices.TABLE,
    **matrix_sittings.TABLE,
    **matrix_submissions.TABLE,
}


def expected(answers: Answers, person: str) -> int | str:
    """What the table says for one person."""
    for status, people in answers.items():
        if person in people:
            return status
    return SIGN_IN if person == ANONYMOUS else MISSING


def answered(response) -> int | str:
    """What came back; a form that is shown again counts as such."""
    if response.streaming:
        list(response)  # to the end, which closes the file
    if response.status_code == GO and response["Location"].startswith(reverse("account_login")):
        return SIGN_IN
    if response.status_code == OK and response.context and _has_errors(response.context):
        return FORM
    return response.status_code


def _has_errors(context) -> bool:
    return any(
        getattr(context.get(name), "is_bound", False) and not context[name].is_valid()
        for name in ("form", "rows")
        if name in context
    )


class Asking:
    """Puts a question as one person after another, and says what came back.

    Nearly all are refused nearly everywhere, and the middleware, the session and the page that says so would be most
    of the work. So who should be refused asks the view itself first; what it does not refuse is asked in full.
    """

    def __init__(self) -> None:
        self.people: dict[int, HttpRequest] = {}

    def answer(self, client: Client, address: str, want: int | str, *, post: bool = False) -> int | str:
        """What the address answers; ``want`` says whom to ask the view itself."""
        if want == MISSING and self._is_refused(client, address, post=post):
            return MISSING
        return answered(client.post(address, AS_LITTLE_AS_CAN_BE) if post else client.get(address))

    def _is_refused(self, client: Client, address: str, *, post: bool) -> bool:
        factory = RequestFactory()
        request = factory.post(address, AS_LITTLE_AS_CAN_BE) if post else factory.get(address)
        known = self._known(client)
        request.user, request.session, request.acting = known.user, known.session, current(known)
        request.resolver_match = found = resolve(request.path_info)
        try:
            found.func(request, *found.args, **found.kwargs)
        except Http404:
            return True
        return False

    def _known(self, client: Client) -> HttpRequest:
        """A request of this person, who is looked up once."""
        if id(client) not in self.people:
            request = HttpRequest()
            request.session = client.session
            request.user = get_user(request)
            self.people[id(client)] = request
        return self.people[id(client)]


# The tests ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, once for all addresses: in a transaction that is rolled back in the end."""
    media = tmp_path_factory.mktemp("matrix")
    with django_db_blocker.unblock(), frozen_today(TODAY), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDIA_ROOT", media)
        with transaction.atomic():
            yield build(media)
            transaction.set_rollback(True)


@pytest.fixture
def world(_built, db, settings, monkeypatch):
    settings.MEDIA_ROOT = _built.media
    monkeypatch.setattr("documents.drafts.make_draft", _NoWork)
    monkeypatch.setattr("approvals.submissions.parcel.pack", _NoWork)
    monkeypatch.setattr("approvals.case.run_checks", lambda facts: [])  # rules have tests of their own
    logging.disable(logging.WARNING)  # a line for each 404
    yield _built
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def asking(_built) -> Asking:
    return Asking()


class _NoWork:
    """Drafts are asked for, and rendered elsewhere."""

    @staticmethod
    def enqueue(*args) -> None:
        return None


_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)


def refuse_writing(execute, sql, params, many, context):
    """Reading changes nothing but the session."""
    written = _WRITE.match(sql)
    assert written is None or written[1] == "django_session", f"GET wrote: {sql[:120]}"
    return execute(sql, params, many, context)


def names() -> list[str]:
    """Every view by the name of its app and its own."""
    return [f"{pattern.callback.__module__.partition('.')[0]}:{pattern.name}" for _, pattern in every_view()]


def test_every_view_has_a_row_and_every_row_a_view():
    assert sorted(names()) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_get_answers_as_the_table_says_and_changes_nothing(world, asking, name):
    row, wrong = TABLE[name], []
    for state, answers in row.get.items():
        home = world.homes[state]
        address = row.address(world, home)
        for person, client in home.clients.items():
            want = expected(answers, person)
            with connection.execute_wrapper(refuse_writing):
                got = asking.answer(client, address, want)
            if got != want:
                wrong.append((state.value, person, got, want))
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in sorted(TABLE) if TABLE[name].post])
def test_empty_post_answers_as_the_table_says(world, asking, name):
    row, wrong = TABLE[name], []
    for state, answers in row.post.items():
        home = world.homes[state]
        address = row.address(world, home)
        for person, client in home.clients.items():
            want = expected(answers, person)
            with transaction.atomic():
                got = asking.answer(client, address, want, post=True)
                transaction.set_rollback(True)
            if got != want:
                wrong.append((state.value, person, got, want))
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in sorted(TABLE) if not TABLE[name].post])
def test_what_only_reads_takes_no_post(world, name):
    row = TABLE[name]
    state = next(state for state, answers in row.get.items() if answers.keys() & {OK, GO})
    home, answers = world.homes[state], row.get[state]
    person = min(next(people for status, people in answers.items() if status in (OK, GO)))
    answer = home.clients[person].post(row.address(world, home), AS_LITTLE_AS_CAN_BE)
    assert answer.status_code == NOT_SO
