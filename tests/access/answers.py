"""What the table of access is written with: the answers, those who ask, and where a view is.

The rows stand in the ``matrix_*`` modules beside this one, by app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from organizations.roles import BOARD_ROLES, Role
from plans.models import State
from tests.access.cast import ANONYMOUS, DRAFT_KEY, ENDED, NOBODY, STATES, Home, World, elsewhere, ended

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

# How a row is written --------------------------------------------------------------------------

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


def of_plan(name: str, **kwargs: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, kwargs={**home.revision.address, **kwargs})


def of_cycle(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.code, home.revision.plan.first_year])


def of_draft(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: f"{reverse(name, kwargs=home.revision.address)}?draft={DRAFT_KEY}"


def of_frame(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[home.organization.code, 2570])


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


def of_assessed(name: str, *more: str) -> Callable[[World, Home], str]:
    """An address of the assessments of the staff member of the first home."""
    return lambda world, home: reverse(name, args=[home.organization.code, world.assessed.pk, 2570, *more])
