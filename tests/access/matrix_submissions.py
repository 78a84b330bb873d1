"""Who may ask for what around a submission: the office works on it, the board reads, the officer writes and answers."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from approvals.models import Letter
from documents import store
from tests.access.answers import (
    ANNOUNCED,
    BOARD,
    CONFLICT,
    DRAFTING,
    FORM,
    GO,
    INSIDE,
    MISSING,
    OFFICER,
    OK,
    SUBMITTED,
    ByState,
    Row,
    always,
    of_plan,
)
from tests.access.cast import Home, World

OFFICE = frozenset({"board_secretary"})


def of_submission(name: str, **more: int) -> Callable[[World, Home], str]:
    """A page below a submission; what was never submitted has none, whoever asks."""

    def address(world: World, home: Home) -> str:
        sent = home.revision.decisions.filter(action="submit").order_by("-pk").first()
        place = {"board": home.organization.board.code, "pk": sent.pk if sent else 999_999, **more}
        return reverse(name, kwargs=place)

    return address


def of_letter(world: World, home: Home) -> str:
    """An issued letter of the board."""
    letter, _created = Letter.objects.get_or_create(
        kind=Letter.Kind.RETURN,
        revision=home.revision,
        board=home.organization.board,
        defaults={
            "number": "1/2569",
            "dated_on": "2026-09-10",
            "issued_at": home.revision.state_changed_at,
            "document": world.document if home.revision.is_announced else None,
        },
    )
    return reverse("approvals:letter", kwargs={**home.revision.address, "pk": letter.pk})


def of_evidence(world: World, home: Home) -> str:
    """The scan of the last resolution that was passed on paper; a draft has none."""
    decided = home.revision.decisions.exclude(evidence="").order_by("-pk").first()
    if decided:
        kept = store.path_of(decided.evidence)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(b"%PDF-1.4")
    return reverse(
        "approvals:evidence", kwargs={**home.revision.address, "pk": decided.pk if decided else 999_999}
    )


def of_parcel(name: str) -> Callable[[World, Home], str]:
    """A zip that nobody asked for."""
    return lambda world, home: reverse(name, kwargs=home.revision.address) + f"?parcel={'b' * 64}"


def package(status: int) -> ByState:
    """Those inside the LAO, and the board once it has the plan."""
    return {
        DRAFTING: {status: INSIDE},
        SUBMITTED: {status: INSIDE | BOARD},
        ANNOUNCED: {status: INSIDE | BOARD},
    }


def submitted(status: int, people: frozenset[str], later: int) -> ByState:
    """While the submission is before the board; and once it was decided upon."""
    return {DRAFTING: {MISSING: people}, SUBMITTED: {status: people}, ANNOUNCED: {later: people}}


def only_sent() -> ByState:
    """What is only posted leads to the page on which its form stands."""
    return submitted(GO, OFFICE, GO)


TABLE: dict[str, Row] = {
    "approvals:package": Row(of_plan("approvals:package"), package(OK)),
    "approvals:parcel": Row(of_parcel("approvals:parcel"), package(OK), package(GO)),
    "approvals:parcel_zip": Row(of_parcel("approvals:parcel_zip"), package(GO)),
    "approvals:cover": Row(of_plan("approvals:cover"), always({OK: OFFICER}), always({FORM: OFFICER})),
    "approvals:answers": Row(
        of_plan("approvals:answers"), always({OK: OFFICER}), always({CONFLICT: OFFICER})
    ),
    "approvals:letter": Row(of_letter, package(OK), package(GO)),
    "approvals:evidence": Row(
        of_evidence,
        {
            DRAFTING: {MISSING: INSIDE},
            SUBMITTED: {OK: INSIDE | BOARD | {"auditor"}},
            ANNOUNCED: {OK: INSIDE | BOARD | {"auditor"}},
        },
    ),
    "approvals:receive": Row(
        lambda world, home: reverse("approvals:receive", args=[home.organization.board.code]),
        always({GO: OFFICE}),
        always({GO: OFFICE}),
    ),
    "approvals:submission": Row(of_submission("approvals:submission"), submitted(OK, BOARD, OK)),
    "approvals:checklist": Row(
        of_submission("approvals:checklist"), only_sent(), submitted(CONFLICT, OFFICE, CONFLICT)
    ),
    "approvals:check": Row(
        of_submission("approvals:check", number=7), only_sent(), submitted(CONFLICT, OFFICE, CONFLICT)
    ),
    "approvals:board_note": Row(
        of_submission("approvals:board_note"), only_sent(), submitted(FORM, OFFICE, FORM)
    ),
    "approvals:settle": Row(
        of_submission("approvals:settle"), only_sent(), submitted(MISSING, OFFICE, MISSING)
    ),
    "approvals:return_letter": Row(
        of_submission("approvals:return_letter"),
        submitted(CONFLICT, OFFICE, CONFLICT),
        submitted(CONFLICT, OFFICE, CONFLICT),
    ),
}
