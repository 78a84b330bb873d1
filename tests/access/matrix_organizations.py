"""Who may ask for what of organizations and their people, and of documents."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from organizations.appointments import Office
from organizations.roles import Role
from tests.access.answers import (
    ALL,
    FORM,
    GO,
    MISSING,
    OK,
    SIGNED_IN,
    WITH_ROLE,
    WITHOUT_ROLE,
    Row,
    of_lao,
    once,
    plain,
    wherever,
)
from tests.access.cast import ANONYMOUS, DRAFT_KEY, Home, World


def of_office(name: str, role: Role | None = None) -> Callable[[World, Home], str]:
    """An address of the LAO as the operator knows it, or of one of its administrators."""
    return lambda world, home: reverse(
        name, args=[Office(home.organization).key, *([home.member(role).pk] if role else [])]
    )


def _draft_of_sheet(world: World, home: Home) -> str:
    return of_lao("approvals:handover_pdf", Role.LAO_ADMIN)(world, home) + f"?draft={DRAFT_KEY}"


MEMBERS = once({OK: frozenset({"lao_admin"})})
SHEET = once({OK: frozenset({"lao_admin", "head"})})
OPERATING = once({OK: frozenset({"operator"})})
OPERATED = once({FORM: frozenset({"operator"})})

TABLE: dict[str, Row] = {
    # organizations
    "organizations:home": Row(
        plain("organizations:home"), once({OK: WITHOUT_ROLE, GO: WITH_ROLE | {ANONYMOUS}})
    ),
    "organizations:act_as": Row(
        plain("organizations:act_as"), once({GO: SIGNED_IN}), once({MISSING: SIGNED_IN})
    ),
    "organizations:language": Row(plain("organizations:language"), once({GO: ALL}), once({GO: ALL})),
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
    # Of the administrator's own role: himself and the head; the memorandum likewise.
    "organizations:handover_sheet": Row(of_lao("organizations:handover_sheet", Role.LAO_ADMIN), SHEET),
    "approvals:handover_paper": Row(
        of_lao("approvals:handover_paper", Role.LAO_ADMIN),
        SHEET,
        once({GO: frozenset({"lao_admin", "head"})}),
    ),
    "approvals:handover_pdf": Row(_draft_of_sheet, once({GO: frozenset({"lao_admin", "head"})})),
    "organizations:member_hand_over": Row(
        of_lao("organizations:member_hand_over", Role.STAFF), MEMBERS, once({FORM: frozenset({"lao_admin"})})
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
    "documents:compare": Row(plain("documents:compare"), once({OK: ALL}), once({FORM: ALL})),
    "documents:offline_page": Row(plain("documents:offline_page"), once({OK: ALL})),
    "documents:lists": Row(plain("documents:lists"), once({OK: ALL})),
    "documents:daily_list": Row(
        lambda world, home: reverse("documents:daily_list", args=[world.list.day.isoformat()]),
        once({OK: ALL}),
    ),
    "documents:month_list": Row(
        lambda world, home: reverse("documents:month_list", args=[f"{world.list.day:%Y-%m}"]), once({OK: ALL})
    ),
    "documents:file": Row(
        lambda world, home: reverse("documents:file", args=[world.document.sha256]), once({OK: ALL})
    ),
    "documents:word": Row(
        lambda world, home: reverse("documents:word", args=[world.document.sha256]), once({OK: ALL})
    ),
}
