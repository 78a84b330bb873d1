"""Who may ask for the orders on the committee: drafters prepare them, the head issues them, readers read what stands."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from approvals.models import AppointmentOrder
from tests.access.answers import (
    ANNOUNCED,
    CONFLICT,
    DRAFTERS,
    DRAFTING,
    FORM,
    GO,
    INSIDE,
    OK,
    SUBMITTED,
    ByState,
    Row,
    of_plan,
    reading,
)
from tests.access.cast import Home, World

HEAD = frozenset({"head"})


def of_first(name: str) -> Callable[[World, Home], str]:
    """The order that the plan's own committee would give."""
    return lambda world, home: reverse(name, kwargs={**home.revision.address, "seq": 0})


def of_change(name: str) -> Callable[[World, Home], str]:
    """A further order that is being drafted."""

    def address(world: World, home: Home) -> str:
        order, _created = AppointmentOrder.objects.get_or_create(
            revision=home.revision, organization=home.organization, seq=1, defaults={"reason": "ก"}
        )
        return reverse(name, kwargs={**home.revision.address, "seq": order.seq})

    return address


def of_paper(name: str) -> Callable[[World, Home], str]:
    """An order that was given on paper, of which a scan is kept."""

    def address(world: World, home: Home) -> str:
        AppointmentOrder.objects.get_or_create(
            revision=home.revision,
            organization=home.organization,
            seq=2,
            defaults={
                "reason": "ก",
                "number": "2/2569",
                "dated_on": "2026-09-01",
                "issued_at": home.revision.state_changed_at,
                "scan": world.document.sha256,
            },
        )
        return reverse(name, kwargs={**home.revision.address, "seq": 2})

    return address


def drafting(status: int) -> ByState:
    """Those who draft, in every state."""
    return {state: {status: DRAFTERS} for state in (DRAFTING, SUBMITTED, ANNOUNCED)}


def while_open(status: int, people: frozenset[str]) -> ByState:
    """While the plan may change; afterwards they are told so."""
    return {DRAFTING: {status: people}, SUBMITTED: {CONFLICT: people}, ANNOUNCED: {CONFLICT: people}}


def inside(status: int = OK) -> ByState:
    """What is not issued is seen inside the LAO."""
    return {state: {status: INSIDE} for state in (DRAFTING, SUBMITTED, ANNOUNCED)}


TABLE: dict[str, Row] = {
    "approvals:orders": Row(of_plan("approvals:orders"), reading()),
    "approvals:order": Row(of_first("approvals:order"), inside()),
    "approvals:order_document": Row(of_paper("approvals:order_document"), reading()),
    "approvals:order_scan": Row(of_paper("approvals:order_scan"), inside()),
    "approvals:order_record": Row(of_plan("approvals:order_record"), drafting(OK), drafting(GO)),
    "approvals:order_begin": Row(of_plan("approvals:order_begin"), drafting(OK), drafting(FORM)),
    "approvals:order_compose": Row(
        of_first("approvals:order_compose"), while_open(OK, DRAFTERS), while_open(CONFLICT, DRAFTERS)
    ),
    "approvals:order_edit": Row(of_change("approvals:order_edit"), drafting(OK), drafting(FORM)),
    "approvals:order_discard": Row(of_change("approvals:order_discard"), drafting(OK), drafting(GO)),
    "approvals:order_ask": Row(of_change("approvals:order_ask"), drafting(GO), drafting(GO)),
    "approvals:order_issue": Row(
        of_first("approvals:order_issue"), while_open(OK, HEAD), while_open(FORM, HEAD)
    ),
}
