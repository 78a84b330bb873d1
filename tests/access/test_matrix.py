"""Every address x every person x every state of a plan, against one table written by hand.

Who is not named in a row is answered 404, and who has no account is sent to sign in. A view that has no row
fails: whoever adds a view writes down here who may call it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.urls import reverse

from organizations.access import every_view
from organizations.appointments import Office
from organizations.roles import BOARD_ROLES, Role
from personnel.models import Holding, Person, Post, Unit
from plans.models import State
from tests.access.cast import (
    ANONYMOUS,
    DRAFT_KEY,
    ENDED,
    NOBODY,
    STATES,
    Home,
    World,
    build,
    elsewhere,
    ended,
)
from tests.approvals.story import TODAY
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db  # without the mark, no test database would be made

# What is answered -----------------------------------------------------------------------------

OK, GO, MISSING, NOT_SO, CONFLICT = 200, 302, 404, 405, 409
FORM = 422  #: the form again, with what is wrong
SIGN_IN = "to the sign-in page"
AS_LITTLE_AS_CAN_BE = {"csrfmiddlewaretoken": "every form has one; this client is not asked for it"}

# Who asks -------------------------------------------------------------------------------------


def wherever(roles: Iterable[str]) -> frozenset[str]:
    """A role in whatever body it is held."""
    return frozenset(roles) | {elsewhere(role) for role in roles}


DRAFTERS = frozenset({"hr_officer", "committee_secretary", "committee_assistant"})
INSIDE = DRAFTERS | {"committee_chair", "committee_member", "head"}
BOARD = frozenset(BOARD_ROLES)
OFFICER = frozenset({"hr_officer"})
THE_THREE = OFFICER | {"staff", "committee_member"}
MEMBERS_OF_THE_LAO = INSIDE | {"staff", "lao_admin"}
FOLLOWERS = BOARD | {"province_viewer", "auditor", "central_editor"}
FOLLOWERS_WHEREVER = wherever(FOLLOWERS)
OFFICERS = wherever({"hr_officer"})
EDITORS = wherever({"central_editor"})
EDITION_READERS = EDITORS | wherever({"auditor"})
WITH_ROLE = wherever(frozenset(Role))
WITHOUT_ROLE = frozenset({NOBODY, *(ended(role) for role in ENDED)})
SIGNED_IN = WITH_ROLE | WITHOUT_ROLE
ALL = SIGNED_IN | {ANONYMOUS}

# The table ------------------------------------------------------------------------------------

Answers = dict[int, frozenset[str]]
ByState = dict[State, Answers]
DRAFTING, SUBMITTED, ANNOUNCED = STATES


def always(answers: Answers) -> ByState:
    """The state of the plan makes no difference."""
    return dict.fromkeys(STATES, answers)


def once(answers: Answers) -> ByState:
    """The address has nothing to do with a plan: one state is enough."""
    return {DRAFTING: answers}


def reading(status: int = OK) -> ByState:
    """Unfinished work stays inside the LAO; what is before the board is seen there; staff read what is announced."""
    return {
        DRAFTING: {status: INSIDE},
        SUBMITTED: {status: INSIDE | FOLLOWERS},
        ANNOUNCED: {status: INSIDE | FOLLOWERS | {"staff", "lao_admin"}},
    }


def writing(status: int) -> ByState:
    """Those who draft, while the plan is a draft; afterwards they are told so."""
    return {DRAFTING: {status: DRAFTERS}, SUBMITTED: {CONFLICT: DRAFTERS}, ANNOUNCED: {CONFLICT: DRAFTERS}}


@dataclass(frozen=True)
class Row:
    """Where the view is, and who gets which answer; ``post`` is None where nothing is sent."""

    address: Callable[[World, Home], str]
    get: ByState
    post: ByState | None = None


def plain(name: str, *args: object) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=args)


def of_lao(name: str, role: Role | None = None) -> Callable[[World, Home], str]:
    """An address of the LAO, or of one member of it."""
    return lambda world, home: reverse(
        name, args=[home.organization.code, *([home.member(role).pk] if role else [])]
    )


def of_office(name: str, role: Role | None = None) -> Callable[[World, Home], str]:
    """An address of the LAO as the operator knows it, or of one of its administrators."""
    return lambda world, home: reverse(
        name, args=[Office(home.organization).key, *([home.member(role).pk] if role else [])]
    )


def of_plan(name: str, **kwargs: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, kwargs={**home.revision.address, **kwargs})


def of_project(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(
        name, kwargs={**home.revision.address, "project": home.revision.projects.first().pk}
    )


def of_cycle(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.code, home.revision.plan.first_year])


def of_draft(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: f"{reverse(name, kwargs=home.revision.address)}?draft={DRAFT_KEY}"


def of_import(name: str, *more: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[2567, world.batch.pk, *more])


def of_frame(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.code, 2570])


def of_survey(name: str, *more: int) -> Callable[[World, Home], str]:
    """An address of the survey of the first home."""
    return lambda world, home: reverse(name, args=[home.organization.code, world.survey.pk, *more])


def of_staff(name: str, model: type[Model], *more: int) -> Callable[[World, Home], str]:
    """An address of a row of the LAO's staff list: its last, for the first department cannot be closed."""
    return lambda world, home: reverse(
        name,
        args=[
            home.organization.code,
            model.objects.filter(organization=home.organization).order_by("pk").last().pk,
            *more,
        ],
    )


def of_staff_import(name: str) -> Callable[[World, Home], str]:
    """An address of the staff list that came into the first home and is not confirmed yet."""
    return lambda world, home: reverse(name, args=[home.organization.code, world.staff_import.pk])


def of_assessed(name: str, *more: str) -> Callable[[World, Home], str]:
    """An address of the assessments of the staff member of the first home."""
    return lambda world, home: reverse(name, args=[home.organization.code, world.assessed.pk, 2570, *more])


def of_idps(name: str, query: str = "") -> Callable[[World, Home], str]:
    """An address of the individual plans of the LAO."""
    return lambda world, home: reverse(name, args=[home.organization.code, 2570]) + query


def of_idp(name: str, *more: str, query: str = "") -> Callable[[World, Home], str]:
    """An address of the individual plan of the staff member of the first home, which is a draft."""
    return lambda world, home: (
        reverse(name, args=[home.organization.code, 2570, world.assessed.pk, *more]) + query
    )


MOVE_TO_TRY = {DRAFTING: "send_to_committee", SUBMITTED: "put_on_agenda", ANNOUNCED: "announce"}


def _move(world: World, home: Home) -> str:
    action = MOVE_TO_TRY[State(home.revision.state)]
    return reverse("approvals:move", kwargs={**home.revision.address, "action": action})


STAFF_READING = once({OK: INSIDE})
STAFF_WRITING = once({OK: DRAFTERS})
STAFF_FORM = once({FORM: DRAFTERS})
STAFF_GOING = once({GO: DRAFTERS})
STAFF_POSTING = once({NOT_SO: DRAFTERS})
MEMBERS = once({OK: frozenset({"lao_admin"})})
OPERATING = once({OK: frozenset({"operator"})})
OPERATED = once({FORM: frozenset({"operator"})})
TABLE: dict[str, Row] = {
    # organizations
    "organizations:home": Row(
        plain("organizations:home"), once({OK: WITHOUT_ROLE, GO: WITH_ROLE | {ANONYMOUS}})
    ),
    "organizations:act_as": Row(
        plain("organizations:act_as"), once({NOT_SO: SIGNED_IN}), once({MISSING: SIGNED_IN})
    ),
    "organizations:language": Row(plain("organizations:language"), once({NOT_SO: ALL}), once({GO: ALL})),
    "organizations:operator": Row(plain("organizations:operator"), once({OK: wherever({"operator"})})),
    "organizations:healthz": Row(plain("organizations:healthz"), once({OK: ALL})),
    "organizations:readyz": Row(plain("organizations:readyz"), once({OK: ALL})),
    "organizations:no_email": Row(
        plain("organizations:no_email"), once({MISSING: ALL}), once({MISSING: ALL})
    ),
    "organizations:password_help": Row(plain("organizations:password_help"), once({OK: ALL})),
    "organizations:members": Row(of_lao("organizations:members"), MEMBERS),
    "organizations:member_add": Row(
        of_lao("organizations:member_add"), MEMBERS, once({FORM: frozenset({"lao_admin"})})
    ),
    "organizations:member_end": Row(
        of_lao("organizations:member_end", Role.STAFF), MEMBERS, once({FORM: frozenset({"lao_admin"})})
    ),
    "organizations:member_password": Row(
        of_lao("organizations:member_password", Role.STAFF), MEMBERS, once({OK: frozenset({"lao_admin"})})
    ),
    # An operator for one province finds nothing of another.
    "organizations:organization_list": Row(
        plain("organizations:organization_list"), once({OK: wherever({"operator"})})
    ),
    "organizations:organization_add": Row(
        plain("organizations:organization_add"),
        once({OK: wherever({"operator"})}),
        once({FORM: wherever({"operator"})}),
    ),
    "organizations:organization_edit": Row(of_lao("organizations:organization_edit"), OPERATING, OPERATED),
    "organizations:people": Row(plain("organizations:people"), once({OK: wherever({"operator"})})),
    "organizations:office": Row(of_office("organizations:office"), OPERATING),
    "organizations:office_add": Row(of_office("organizations:office_add"), OPERATING, OPERATED),
    "organizations:office_end": Row(
        of_office("organizations:office_end", Role.LAO_ADMIN), OPERATING, OPERATED
    ),
    "organizations:office_password": Row(
        of_office("organizations:office_password", Role.LAO_ADMIN), OPERATING, OPERATING
    ),
    # documents
    "documents:verify_form": Row(plain("documents:verify_form"), once({OK: ALL})),
    "documents:verify": Row(
        lambda world, home: reverse("documents:verify", args=[world.document.code]), once({OK: ALL})
    ),
    "documents:file": Row(
        lambda world, home: reverse("documents:file", args=[world.document.sha256]), once({OK: ALL})
    ),
    # personnel: staff lists that come in as files
    "personnel:imports": Row(of_lao("personnel:imports"), STAFF_WRITING),
    "personnel:import_create": Row(of_lao("personnel:import_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:import_template": Row(of_lao("personnel:import_template"), STAFF_WRITING),
    "personnel:import": Row(of_staff_import("personnel:import"), STAFF_WRITING),
    "personnel:import_columns": Row(of_staff_import("personnel:import_columns"), STAFF_WRITING, STAFF_FORM),
    "personnel:import_confirm": Row(of_staff_import("personnel:import_confirm"), STAFF_POSTING, STAFF_GOING),
    "personnel:import_discard": Row(of_staff_import("personnel:import_discard"), STAFF_POSTING, STAFF_GOING),
    "personnel:import_undo": Row(of_staff_import("personnel:import_undo"), once({GO: DRAFTERS}), STAFF_GOING),
    "personnel:import_marked": Row(of_staff_import("personnel:import_marked"), STAFF_WRITING),
    "personnel:staff_list_download": Row(of_frame("personnel:staff_list_download"), STAFF_WRITING),
    "personnel:surveys": Row(of_lao("personnel:surveys"), STAFF_READING),
    "personnel:survey_create": Row(of_lao("personnel:survey_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:survey": Row(of_survey("personnel:survey"), STAFF_READING),
    "personnel:survey_edit": Row(of_survey("personnel:survey_edit"), STAFF_WRITING, STAFF_GOING),
    "personnel:survey_open": Row(of_survey("personnel:survey_open"), STAFF_POSTING, STAFF_GOING),
    "personnel:survey_close": Row(of_survey("personnel:survey_close"), STAFF_WRITING, STAFF_GOING),
    "personnel:survey_slips": Row(of_survey("personnel:survey_slips"), STAFF_WRITING, STAFF_FORM),
    "personnel:survey_slips_again": Row(
        lambda world, home: reverse(
            "personnel:survey_slips_again",
            args=[home.organization.code, world.survey.pk, world.survey.invitations.first().batch],
        ),
        STAFF_WRITING,
        STAFF_WRITING,
    ),
    "personnel:survey_paper": Row(of_survey("personnel:survey_paper"), STAFF_WRITING),
    "personnel:survey_key_in": Row(of_survey("personnel:survey_key_in"), STAFF_WRITING, STAFF_FORM),
    "personnel:survey_take_back": Row(of_survey("personnel:survey_take_back", 1), STAFF_POSTING, STAFF_GOING),
    "personnel:survey_results": Row(of_survey("personnel:survey_results"), STAFF_READING),
    "personnel:survey_answer": Row(
        lambda world, home: reverse("personnel:survey_answer", args=[world.slip]),
        once({OK: ALL}),
        once({FORM: ALL}),
    ),
    "personnel:needs_latest": Row(of_lao("personnel:needs_latest"), once({GO: INSIDE})),
    "personnel:needs": Row(of_frame("personnel:needs"), STAFF_READING, STAFF_GOING),
    "personnel:needs_propose": Row(of_frame("personnel:needs_propose"), STAFF_POSTING, STAFF_GOING),
    "personnel:needs_decide": Row(of_frame("personnel:needs_decide"), STAFF_POSTING, STAFF_GOING),
    "personnel:need_create": Row(of_frame("personnel:need_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:need_edit": Row(
        lambda world, home: reverse(
            "personnel:need_edit",
            args=[home.organization.code, world.need.first_year, world.need.pk],
        ),
        STAFF_WRITING,
        STAFF_FORM,
    ),
    "personnel:swot": Row(of_frame("personnel:swot"), STAFF_READING, STAFF_GOING),
    # personnel: scores are for the officer, the person and the supervisor (here a member of the committee)
    "personnel:requirements": Row(of_lao("personnel:requirements"), STAFF_READING),
    "personnel:requirements_of_cycle": Row(of_frame("personnel:requirements_of_cycle"), STAFF_READING),
    "personnel:levels": Row(of_lao("personnel:levels"), STAFF_WRITING, STAFF_FORM),
    "personnel:line": Row(
        lambda world, home: reverse("personnel:line", args=[home.organization.code, "2101"]),
        STAFF_WRITING,
        STAFF_GOING,
    ),
    "personnel:post_requirements": Row(
        of_staff("personnel:post_requirements", Post), STAFF_WRITING, STAFF_GOING
    ),
    "personnel:my_assessments": Row(of_lao("personnel:my_assessments"), once({OK: MEMBERS_OF_THE_LAO})),
    "personnel:assessments": Row(of_lao("personnel:assessments"), once({OK: OFFICER})),
    "personnel:assessments_of_cycle": Row(of_frame("personnel:assessments_of_cycle"), once({OK: OFFICER})),
    "personnel:assessment": Row(
        of_assessed("personnel:assessment"), once({OK: OFFICER | {"staff", "committee_member"}})
    ),
    "personnel:assessment_form": Row(
        of_assessed("personnel:assessment_form", "self"),
        once({OK: frozenset({"staff"})}),
        once({GO: frozenset({"staff"})}),
    ),
    "personnel:assessment_answer": Row(
        of_assessed("personnel:assessment_answer", "self"),
        once({NOT_SO: MEMBERS_OF_THE_LAO}),
        once({FORM: frozenset({"staff"})}),
    ),
    "personnel:assessment_reopen": Row(
        of_assessed("personnel:assessment_reopen", "supervisor"), once({OK: OFFICER}), once({GO: OFFICER})
    ),
    "personnel:official_lines": Row(
        plain("personnel:official_lines"), once({OK: EDITORS}), once({FORM: EDITORS})
    ),
    "personnel:official_lines_confirm": Row(
        plain("personnel:official_lines_confirm"), once({NOT_SO: EDITORS}), once({FORM: EDITORS})
    ),
    "personnel:official_lines_file": Row(plain("personnel:official_lines_file"), once({OK: EDITORS})),
    # plans
    "plans:index": Row(plain("plans:index"), once({OK: SIGNED_IN})),
    "plans:create": Row(plain("plans:create"), once({OK: OFFICERS}), once({FORM: OFFICERS})),
    "plans:plan": Row(of_cycle("plans:plan"), reading(GO)),
    "plans:tasks": Row(of_plan("plans:tasks"), reading()),
    "plans:period": Row(of_plan("plans:period"), writing(OK), writing(FORM)),
    "plans:committee": Row(of_plan("plans:committee"), writing(OK), writing(FORM)),
    "plans:section": Row(of_plan("plans:section", code="s1.2"), writing(OK), writing(FORM)),
    "plans:section_autosave": Row(
        of_plan("plans:section_autosave", code="s1.2"), writing(NOT_SO), writing(FORM)
    ),
    # A form that does not say which targets it was made from is as stale as can be.
    "plans:targets": Row(of_plan("plans:targets"), writing(OK), writing(CONFLICT)),
    # Here too: what does not say which counts it saw is stale.
    "plans:targets_from_staff": Row(of_plan("plans:targets_from_staff"), writing(OK), writing(CONFLICT)),
    "plans:projects": Row(of_plan("plans:projects"), writing(OK), writing(GO)),
    "plans:project_create": Row(of_plan("plans:project_create"), writing(OK), writing(FORM)),
    "plans:project": Row(of_project("plans:project"), writing(OK), writing(FORM)),
    "plans:project_delete": Row(of_project("plans:project_delete"), writing(OK), writing(GO)),
    "plans:monitoring": Row(of_plan("plans:monitoring"), writing(OK), writing(FORM)),
    "plans:check": Row(of_plan("plans:check"), reading()),
    "plans:check_reason": Row(
        of_plan("plans:check_reason"),
        writing(NOT_SO),
        writing(CONFLICT) | {DRAFTING: {}},  # a reason for nothing
    ),
    # plans of individuals: the person, the direct superior (here a member of the committee), the officer
    "plans:idps_now": Row(of_lao("plans:idps_now"), once({GO: MEMBERS_OF_THE_LAO})),
    "plans:idps": Row(of_idps("plans:idps"), once({OK: MEMBERS_OF_THE_LAO}), once({GO: OFFICER})),
    "plans:idps_draft": Row(
        of_idps("plans:idps_draft", f"?draft={DRAFT_KEY}"),
        once({OK: MEMBERS_OF_THE_LAO}),
        once({GO: THE_THREE}),
    ),
    "plans:idps_pdf": Row(
        of_idps("plans:idps_pdf", f"?draft={DRAFT_KEY}"),
        once({GO: MEMBERS_OF_THE_LAO}),  # each has a folder of one's own, with nothing in it
    ),
    "plans:idp": Row(of_idp("plans:idp"), once({OK: THE_THREE}), once({FORM: frozenset({"staff"})})),
    "plans:idp_draw_up": Row(
        of_idp("plans:idp_draw_up"), once({NOT_SO: THE_THREE}), once({GO: frozenset({"staff"})})
    ),
    "plans:idp_results": Row(
        of_idp("plans:idp_results"),
        once({NOT_SO: THE_THREE}),
        once({CONFLICT: frozenset({"staff", "committee_member"})}),
    ),
    "plans:idp_move": Row(
        of_idp("plans:idp_move", "agree"),
        once({NOT_SO: THE_THREE}),
        once({CONFLICT: frozenset({"committee_member"})}),
    ),
    "plans:idp_draft": Row(
        of_idp("plans:idp_draft", query=f"?draft={DRAFT_KEY}"), once({OK: THE_THREE}), once({GO: THE_THREE})
    ),
    "plans:idp_pdf": Row(of_idp("plans:idp_pdf", query=f"?draft={DRAFT_KEY}"), once({OK: THE_THREE})),
    "plans:editions": Row(plain("plans:editions"), once({OK: EDITION_READERS})),
    "plans:edition": Row(plain("plans:edition", 2570), once({OK: EDITION_READERS})),
    "plans:edition_section": Row(plain("plans:edition_section", 2570, "s1.1"), once({OK: EDITION_READERS})),
    "plans:edition_import": Row(
        plain("plans:edition_import", 2567), once({OK: EDITORS}), once({FORM: EDITORS})
    ),
    "plans:edition_proposal": Row(of_import("plans:edition_proposal"), once({OK: EDITION_READERS})),
    "plans:edition_proposal_section": Row(
        of_import("plans:edition_proposal_section", "m14"), once({OK: EDITION_READERS})
    ),
    "plans:edition_import_confirm": Row(
        of_import("plans:edition_import_confirm"), once({NOT_SO: EDITORS}), once({GO: EDITORS})
    ),
    "plans:edition_import_discard": Row(
        of_import("plans:edition_import_discard"), once({NOT_SO: EDITORS}), once({GO: EDITORS})
    ),
    # personnel: the LAO's own officers write, its head and committee read, nobody else knows of it
    "personnel:overview": Row(of_lao("personnel:overview"), STAFF_READING),
    "personnel:frame": Row(of_frame("personnel:frame"), STAFF_READING),
    "personnel:frame_create": Row(of_lao("personnel:frame_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:frame_edit": Row(of_frame("personnel:frame_edit"), STAFF_WRITING, STAFF_FORM),
    "personnel:posts": Row(of_frame("personnel:posts"), STAFF_READING),
    "personnel:post_create": Row(of_frame("personnel:post_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:post": Row(of_staff("personnel:post", Post), STAFF_READING),
    "personnel:post_edit": Row(of_staff("personnel:post_edit", Post), STAFF_WRITING, STAFF_FORM),
    "personnel:post_abolish": Row(of_staff("personnel:post_abolish", Post), STAFF_WRITING, STAFF_FORM),
    "personnel:post_hold": Row(of_staff("personnel:post_hold", Post), STAFF_WRITING, STAFF_FORM),
    "personnel:holding_end": Row(of_staff("personnel:holding_end", Holding), STAFF_WRITING, STAFF_FORM),
    "personnel:person": Row(of_staff("personnel:person", Person), STAFF_READING),
    "personnel:person_edit": Row(of_staff("personnel:person_edit", Person), STAFF_WRITING, STAFF_FORM),
    "personnel:person_group": Row(
        of_staff("personnel:person_group", Person, 2570), STAFF_WRITING, STAFF_FORM
    ),
    "personnel:person_group_by_rule": Row(
        of_staff("personnel:person_group_by_rule", Person, 2570),
        once({NOT_SO: DRAFTERS}),
        once({GO: DRAFTERS}),
    ),
    "personnel:units": Row(of_lao("personnel:units"), STAFF_READING),
    "personnel:unit_create": Row(of_lao("personnel:unit_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:unit": Row(of_staff("personnel:unit", Unit), STAFF_WRITING, STAFF_FORM),
    "personnel:unit_close": Row(of_staff("personnel:unit_close", Unit), STAFF_WRITING, STAFF_FORM),
    # approvals
    "approvals:move": Row(
        _move,
        {
            DRAFTING: {OK: frozenset({"hr_officer", "committee_secretary"})},
            SUBMITTED: {OK: frozenset({"board_secretary"})},
            ANNOUNCED: {CONFLICT: frozenset({"head"})},
        },
        {
            DRAFTING: {GO: frozenset({"hr_officer", "committee_secretary"})},
            SUBMITTED: {FORM: frozenset({"board_secretary"})},
            ANNOUNCED: {CONFLICT: frozenset({"head"})},
        },
    ),
    "approvals:history": Row(of_plan("approvals:history"), reading()),
    "approvals:announcement": Row(
        of_plan("approvals:announcement"), reading() | {DRAFTING: {}, SUBMITTED: {}}
    ),
    "approvals:document": Row(of_plan("approvals:document"), reading()),
    "approvals:draft": Row(of_draft("approvals:draft"), reading(), reading(GO)),
    "approvals:draft_pdf": Row(of_draft("approvals:draft_pdf"), reading()),
    "approvals:board": Row(
        lambda world, home: reverse("approvals:board", args=[home.organization.board.code]),
        once({OK: BOARD}),
    ),
    "approvals:notices": Row(plain("approvals:notices"), once({OK: SIGNED_IN})),
    "approvals:notices_read": Row(
        plain("approvals:notices_read"), once({NOT_SO: SIGNED_IN}), once({GO: SIGNED_IN})
    ),
    "approvals:notice": Row(
        lambda world, home: reverse("approvals:notice", args=[world.notice.pk]),
        {SUBMITTED: {GO: frozenset({"board_secretary"})}},
        {SUBMITTED: {GO: frozenset({"board_secretary"})}},
    ),
    # monitoring and register
    "monitoring:latest": Row(plain("monitoring:latest"), once({GO: FOLLOWERS_WHEREVER})),
    "monitoring:overview": Row(plain("monitoring:overview", 2570), once({OK: FOLLOWERS_WHEREVER})),
    "register:index": Row(plain("register:index"), once({OK: ALL})),
    "register:plan": Row(of_cycle("register:plan"), {ANNOUNCED: {OK: ALL}, SUBMITTED: {MISSING: ALL}}),
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
    monkeypatch.setattr("approvals.guards.run_checks", lambda facts: [])  # rules have tests of their own
    logging.disable(logging.WARNING)  # a line for each 404
    yield _built
    logging.disable(logging.NOTSET)


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
def test_get_answers_as_the_table_says_and_changes_nothing(world, name):
    row, wrong = TABLE[name], []
    for state, answers in row.get.items():
        home = world.homes[state]
        address = row.address(world, home)
        for person, client in home.clients.items():
            with connection.execute_wrapper(refuse_writing):
                got = answered(client.get(address))
            if got != expected(answers, person):
                wrong.append((state.value, person, got, expected(answers, person)))
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in sorted(TABLE) if TABLE[name].post])
def test_empty_post_answers_as_the_table_says(world, name):
    row, wrong = TABLE[name], []
    for state, answers in row.post.items():
        home = world.homes[state]
        address = row.address(world, home)
        for person, client in home.clients.items():
            with transaction.atomic():
                got = answered(client.post(address, AS_LITTLE_AS_CAN_BE))
                transaction.set_rollback(True)
            if got != expected(answers, person):
                wrong.append((state.value, person, got, expected(answers, person)))
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in sorted(TABLE) if not TABLE[name].post])
def test_what_only_reads_takes_no_post(world, name):
    row = TABLE[name]
    state = next(state for state, answers in row.get.items() if answers.keys() & {OK, GO})
    home, answers = world.homes[state], row.get[state]
    person = min(next(people for status, people in answers.items() if status in (OK, GO)))
    answer = home.clients[person].post(row.address(world, home), AS_LITTLE_AS_CAN_BE)
    assert answer.status_code == NOT_SO
