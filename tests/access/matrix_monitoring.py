"""Who may ask for what came of a plan: inside the LAO of an announced plan alone; blank forms are as open as the plan."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.access.answers import (
    ANNOUNCED,
    DRAFTING,
    FORM,
    GO,
    INSIDE,
    OFFICER,
    OK,
    SUBMITTED,
    Answers,
    ByState,
    Row,
    of_cycle,
    reading,
)
from tests.access.cast import DRAFT_KEY, Home, World

DRAFT = f"?draft={DRAFT_KEY}"


def of_year(name: str, query: str = "") -> Callable[[World, Home], str]:
    """An address of the plan's first fiscal year."""

    def address(world: World, home: Home) -> str:
        plan = home.revision.plan
        return reverse(name, args=[home.organization.code, plan.first_year, plan.first_year]) + query

    return address


def of_form(name: str, query: str = "") -> Callable[[World, Home], str]:
    """The participants' form of the first project."""

    def address(world: World, home: Home) -> str:
        key = home.revision.projects.filter(is_proposed=False).first().pk
        return reverse(name, kwargs={**home.revision.address, "kind": "participant", "key": key}) + query

    return address


def announced(answers: Answers) -> ByState:
    """Before the plan is announced there is nothing to follow up."""
    return {DRAFTING: {}, SUBMITTED: {}, ANNOUNCED: answers}


TABLE: dict[str, Row] = {
    "monitoring:years": Row(of_cycle("monitoring:years"), announced({OK: INSIDE})),
    "monitoring:results": Row(
        of_year("monitoring:results"), announced({OK: OFFICER}), announced({GO: OFFICER})
    ),
    "monitoring:report": Row(of_year("monitoring:report"), announced({OK: INSIDE})),
    "monitoring:report_edit": Row(
        of_year("monitoring:report_edit"), announced({OK: OFFICER}), announced({FORM: OFFICER})
    ),
    "monitoring:report_again": Row(
        of_year("monitoring:report_again"), announced({GO: OFFICER}), announced({GO: OFFICER})
    ),
    "monitoring:report_draft": Row(
        of_year("monitoring:report_draft", DRAFT), announced({OK: INSIDE}), announced({GO: INSIDE})
    ),
    "monitoring:report_pdf": Row(of_year("monitoring:report_pdf", DRAFT), announced({GO: INSIDE})),
    "monitoring:forms": Row(
        lambda world, home: reverse("monitoring:forms", kwargs=home.revision.address), reading()
    ),
    "monitoring:form": Row(of_form("monitoring:form"), reading()),
    "monitoring:form_draft": Row(of_form("monitoring:form_draft", DRAFT), reading(), reading(GO)),
    "monitoring:form_pdf": Row(of_form("monitoring:form_pdf", DRAFT), reading(GO)),
}
