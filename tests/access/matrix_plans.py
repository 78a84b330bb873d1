"""Who may ask for what of plans, of the plans of individuals, and of editions."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.access.answers import (
    CONFLICT,
    DRAFTING,
    EDITION_READERS,
    EDITORS,
    FORM,
    GO,
    MEMBERS_OF_THE_LAO,
    NOT_SO,
    OFFICER,
    OFFICERS,
    OK,
    SIGNED_IN,
    THE_THREE,
    Row,
    of_cycle,
    of_lao,
    of_plan,
    once,
    plain,
    reading,
    writing,
)
from tests.access.cast import DRAFT_KEY, Home, World


def of_project(name: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(
        name, kwargs={**home.revision.address, "project": home.revision.projects.first().pk}
    )


def of_import(name: str, *more: str) -> Callable[[World, Home], str]:
    return lambda world, home: reverse(name, args=[2567, world.batch.pk, *more])


def of_idps(name: str, query: str = "") -> Callable[[World, Home], str]:
    """An address of the individual plans of the LAO."""
    return lambda world, home: reverse(name, args=[home.organization.code, 2570]) + query


def of_idp(name: str, *more: str, query: str = "") -> Callable[[World, Home], str]:
    """An address of the individual plan of the staff member of the first home, which is a draft."""
    return lambda world, home: (
        reverse(name, args=[home.organization.code, 2570, world.assessed.pk, *more]) + query
    )


TABLE: dict[str, Row] = {
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
    "plans:grid": Row(of_plan("plans:grid"), writing(OK), writing(GO)),
    "plans:grid_check": Row(of_plan("plans:grid_check"), writing(NOT_SO), writing(OK)),
    "plans:project_add": Row(of_plan("plans:project_add"), writing(OK), writing(FORM)),
    "plans:gantt": Row(of_plan("plans:gantt"), reading()),
    "plans:monitoring": Row(of_plan("plans:monitoring"), writing(OK), writing(FORM)),
    "plans:thread": Row(of_plan("plans:thread"), reading()),
    "plans:coverage": Row(of_plan("plans:coverage"), reading()),
    "plans:need_matrix": Row(of_plan("plans:need_matrix"), reading()),
    # What does not say which ties it saw is stale.
    "plans:need_matrix_save": Row(of_plan("plans:need_matrix_save"), writing(GO), writing(CONFLICT)),
    "plans:budget": Row(of_plan("plans:budget"), reading()),
    # Here too: what does not say which ceilings it saw is stale.
    "plans:budget_ceilings": Row(of_plan("plans:budget_ceilings"), writing(GO), writing(CONFLICT)),
    "plans:proposals": Row(of_plan("plans:proposals"), writing(OK), writing(NOT_SO)),
    "plans:proposals_make": Row(of_plan("plans:proposals_make"), writing(GO), writing(GO)),
    "plans:proposals_confirm": Row(of_plan("plans:proposals_confirm"), writing(GO), writing(GO)),
    # A confirmed project is no proposal.
    "plans:proposal_decide": Row(
        of_project("plans:proposal_decide"), writing(GO), writing(CONFLICT) | {DRAFTING: {}}
    ),
    "plans:check": Row(of_plan("plans:check"), reading()),
    "plans:check_panel": Row(of_plan("plans:check_panel"), writing(OK), writing(OK)),
    "plans:check_reason": Row(
        of_plan("plans:check_reason"),
        writing(GO),
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
        of_idp("plans:idp_draw_up"), once({GO: THE_THREE}), once({GO: frozenset({"staff"})})
    ),
    "plans:idp_results": Row(
        of_idp("plans:idp_results"),
        once({GO: THE_THREE}),
        once({CONFLICT: frozenset({"staff", "committee_member"})}),
    ),
    "plans:idp_move": Row(
        of_idp("plans:idp_move", "agree"),
        once({GO: THE_THREE}),
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
        of_import("plans:edition_import_confirm"), once({GO: EDITORS}), once({GO: EDITORS})
    ),
    "plans:edition_import_discard": Row(
        of_import("plans:edition_import_discard"), once({GO: EDITORS}), once({GO: EDITORS})
    ),
}
