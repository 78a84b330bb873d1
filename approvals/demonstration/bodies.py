"""Makes the bodies and people of the demonstration; what is there already stays as it is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password

from approvals.demonstration import files
from approvals.demonstration.accounts import Account, accounts, password
from organizations.models import Board, Membership, Organization, Province, User
from organizations.roles import BOARD_ROLES, LAO_ROLES, PROVINCE_ROLES, Role
from personnel.models import Unit
from thai.titles import LaoKind


def make_organizations() -> int:
    """The organizations with their departments and boards; how many are new."""
    known = set(Organization.objects.values_list("code", flat=True))
    new = [row for row in files.read("bodies")["organization"] if row["code"] not in known]
    for row in new:
        _make_organization(row)
    return len(new)


def _make_organization(row: dict[str, Any]) -> None:
    province = Province.objects.get(code=row["province"])
    kind = LaoKind(row["kind"])
    organization = Organization.objects.create(
        code=row["code"],
        kind=kind,
        name=row["name"],
        district=row["district"],
        province=province,
        board=Board.objects.get(province=province, kind=kind.titles.board_kind),
        is_demonstration=True,
    )
    Unit.objects.bulk_create(
        Unit(
            organization=organization,
            name=unit["name"],
            head_title=unit["head"],
            is_hr=unit.get("hr", False),
            order=order,
        )
        for order, unit in enumerate(row["units"], start=1)
    )


def units_by_key(organization: Organization) -> dict[str, Unit]:
    """Departments by the key that the files of plans use."""
    row = row_of(organization)
    named = {unit.name: unit for unit in organization.units.all()}
    return {unit["key"]: named[unit["name"]] for unit in row["units"]}


def row_of(organization: Organization) -> dict[str, Any]:
    """What the file says about an organization."""
    return next(row for row in files.read("bodies")["organization"] if row["code"] == organization.code)


# People ---------------------------------------------------------------------------------------


def taken_names() -> list[str]:
    """User names of the demonstration that belong to somebody real."""
    names = [account.username for account in accounts()]
    real = User.objects.filter(username__in=names, is_demonstration=False)
    return sorted(real.values_list("username", flat=True))


def make_people() -> int:
    """The accounts with their roles; how many are new. An account that exists keeps the roles it has now."""
    known = set(User.objects.values_list("username", flat=True))
    new = [account for account in accounts() if account.username not in known]
    encoded = make_password(password()) if new else ""
    for account in new:
        _make_person(account, encoded)
    return len(new)


def _make_person(account: Account, encoded_password: str) -> None:
    user = User.objects.create(
        username=account.username,
        full_name=account.full_name,
        password=encoded_password,
        is_demonstration=True,
    )
    for role, body in account.roles:
        membership = _membership(user, role, body)
        membership.position = account.position
        membership.full_clean()
        membership.save()


def _membership(user: User, role: Role, body: str) -> Membership:
    people = files.read("people")
    return Membership(
        user=user,
        role=role,
        organization=Organization.objects.get(code=body) if role in LAO_ROLES else None,
        board=Board.objects.get(code=body) if role in BOARD_ROLES else None,
        province=Province.objects.get(code=body) if role in PROVINCE_ROLES else None,
        order_number=people["order_number"],
        started_on=people["started_on"],
    )
