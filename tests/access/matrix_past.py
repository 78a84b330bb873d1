"""Who may take over what was: the last plan, and an old one from a Word file."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.access.answers import FORM, GO, OK, Row, of_plan, writing
from tests.access.cast import Home, World


def of_old_plan(name: str, *, part: bool = False) -> Callable[[World, Home], str]:
    """An address of the file that was brought beside the draft, or of its first part."""

    def address(world: World, home: Home) -> str:
        more = {"old_plan": world.old_plan.pk}
        if part:
            more["part"] = world.old_plan.parts.first().pk
        return reverse(name, kwargs={**home.revision.address, **more})

    return address


TABLE: dict[str, Row] = {
    # The homes have no plan of the last cycle: a step leads to the overview, which says so.
    "plans:rollover": Row(of_plan("plans:rollover"), writing(OK)),
    "plans:rollover_texts": Row(of_plan("plans:rollover_texts"), writing(GO), writing(GO)),
    "plans:rollover_projects": Row(of_plan("plans:rollover_projects"), writing(GO), writing(GO)),
    "plans:rollover_people": Row(of_plan("plans:rollover_people"), writing(GO), writing(GO)),
    "plans:rollover_needs": Row(of_plan("plans:rollover_needs"), writing(GO), writing(GO)),
    "plans:old_plans": Row(of_plan("plans:old_plans"), writing(OK), writing(FORM)),
    "plans:old_plan": Row(of_old_plan("plans:old_plan"), writing(OK), writing(GO)),
    "plans:old_plan_part": Row(of_old_plan("plans:old_plan_part", part=True), writing(OK), writing(FORM)),
    "plans:old_plan_decline": Row(of_old_plan("plans:old_plan_decline", part=True), writing(GO), writing(GO)),
    "plans:old_plan_forget": Row(of_old_plan("plans:old_plan_forget"), writing(GO), writing(GO)),
}
