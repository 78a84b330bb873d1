"""Who may ask for what of the staff list, of requirements, assessments, surveys and needs."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from personnel.models import Holding, Person, Post, Unit
from tests.access.answers import (
    ALL,
    DRAFTERS,
    EDITORS,
    FORM,
    GO,
    INSIDE,
    MEMBERS_OF_THE_LAO,
    NOT_SO,
    OFFICER,
    OK,
    Row,
    of_assessed,
    of_frame,
    of_lao,
    of_staff,
    once,
    plain,
)
from tests.access.cast import Home, World


def of_survey(name: str, *more: int) -> Callable[[World, Home], str]:
    """An address of the survey of the first home."""
    return lambda world, home: reverse(name, args=[home.organization.code, world.survey.pk, *more])


def of_staff_import(name: str) -> Callable[[World, Home], str]:
    """An address of the staff list that came into the first home and is not confirmed yet."""
    return lambda world, home: reverse(name, args=[home.organization.code, world.staff_import.pk])


STAFF_READING = once({OK: INSIDE})
STAFF_WRITING = once({OK: DRAFTERS})
STAFF_FORM = once({FORM: DRAFTERS})
STAFF_GOING = once({GO: DRAFTERS})
STAFF_POSTING = once({GO: DRAFTERS})  # to the page on which the form stands

TABLE: dict[str, Row] = {
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
        STAFF_POSTING,
        once({GO: DRAFTERS}),
    ),
    "personnel:units": Row(of_lao("personnel:units"), STAFF_READING),
    "personnel:unit_create": Row(of_lao("personnel:unit_create"), STAFF_WRITING, STAFF_FORM),
    "personnel:unit": Row(of_staff("personnel:unit", Unit), STAFF_WRITING, STAFF_FORM),
    "personnel:unit_close": Row(of_staff("personnel:unit_close", Unit), STAFF_WRITING, STAFF_FORM),
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
        plain("personnel:official_lines_confirm"), once({GO: EDITORS}), once({FORM: EDITORS})
    ),
    "personnel:official_lines_file": Row(plain("personnel:official_lines_file"), once({OK: EDITORS})),
}
