"""Roles that the operator gives: an LAO's administrators, a board's people, those of provinces and of the centre.

Whoever else works in an LAO is given a role by its own administrator; an operator sees no plan and decides on none.
An operator for one province looks after that province alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from organizations.members import Added, Body, Members, by_time, columns_of, give_role, new_account
from organizations.models import Board, Membership, Organization, Province, User
from organizations.roles import BOARD_ROLES, NATIONAL_ROLES, Role
from thai.dates import today

BOARD_APPOINTMENTS = (Role.BOARD_SECRETARY, Role.BOARD_MEMBER, Role.BOARD_CHAIR)
PROVINCE_APPOINTMENTS = (Role.PROVINCE_VIEWER, Role.AUDITOR, Role.OPERATOR)
NATIONAL_APPOINTMENTS = (Role.CENTRAL_EDITOR, Role.AUDITOR, Role.OPERATOR)
APPOINTED = frozenset({Role.LAO_ADMIN, Role.PROVINCE_VIEWER}) | BOARD_ROLES | NATIONAL_ROLES


@dataclass(frozen=True)
class Office:
    """A body in which the operator gives roles; ``key`` names it in addresses."""

    body: Body

    @property
    def key(self) -> str:
        """lao-SANGKHOM, board-BOARD-43-SAO, province-43 or country."""
        match self.body:
            case Organization():
                return f"lao-{self.body.code}"
            case Board():
                return f"board-{self.body.code}"
            case Province():
                return f"province-{self.body.code}"
        return "country"

    @property
    def name(self) -> str:
        """The name as a heading has it."""
        match self.body:
            case Organization():
                return self.body.full_name
            case Board() | Province():
                return str(self.body)
        return _("ส่วนกลาง")

    @property
    def roles(self) -> tuple[Role, ...]:
        """What the operator gives here."""
        match self.body:
            case Organization():
                return (Role.LAO_ADMIN,)
            case Board():
                return BOARD_APPOINTMENTS
            case Province():
                return PROVINCE_APPOINTMENTS
        return NATIONAL_APPOINTMENTS

    @property
    def adding(self) -> str:
        """What giving a role here is called."""
        return _("เพิ่มผู้ดูแลสมาชิก") if isinstance(self.body, Organization) else _("ให้บทบาท")

    @property
    def memberships(self) -> QuerySet[Membership]:
        """Roles of the operator's that are, will be or were held here."""
        return Membership.objects.with_bodies().filter(role__in=self.roles, **columns_of(self.body))

    @property
    def members(self) -> Members:
        """The same by time."""
        return by_time(self.memberships)


def office(key: str, *, scope: Province | None) -> Office | None:
    """The office of this key, when it is within ``scope`` (the operator's province; None the country)."""
    kind, _dash, code = key.partition("-")
    if key == "country":
        return Office(None) if scope is None else None
    found: dict[str, QuerySet[Any]] = {
        "lao": Organization.objects.select_related("province", "board__province"),
        "board": Board.objects.select_related("province"),
        "province": Province.objects.all(),
    }
    if kind not in found:
        return None
    rows = found[kind].filter(code=code)
    if scope is not None:
        rows = rows.filter(pk=scope.pk) if kind == "province" else rows.filter(province=scope)
    body = rows.first()
    return Office(body) if body else None


def office_of(membership: Membership) -> Office:
    """Where a membership is held."""
    return Office(membership.organization or membership.board or membership.province)


def boards(*, scope: Province | None, province: str = "") -> QuerySet[Board]:
    """Boards that look at somebody's plans, or those of one province, with who is there today."""
    day = Membership.objects.active_on(today()).filter(board=OuterRef("pk"), user__is_active=True)
    found = Board.objects.select_related("province").annotate(
        has_secretary=Exists(day.filter(role=Role.BOARD_SECRETARY)),
        has_chair=Exists(day.filter(role=Role.BOARD_CHAIR)),
    )
    if scope is not None:
        found = found.filter(province=scope)
    if province:
        return found.filter(province__code=province).order_by("province__name", "kind")
    in_use = Exists(Organization.objects.filter(board=OuterRef("pk")))
    return found.filter(in_use).order_by("province__name", "kind")


def search(words: str, *, scope: Province | None) -> QuerySet[Membership]:
    """Open roles of the operator's whose person has these words in the name or the user name."""
    found = Membership.objects.with_bodies().filter(_still_open(), role__in=APPOINTED)
    found = found.filter(Q(user__full_name__icontains=words) | Q(user__username__icontains=words))
    if scope is not None:
        found = found.filter(_within(scope))
    return found.order_by("user__full_name", "pk")


def _still_open() -> Q:
    return Q(ended_on=None) | Q(ended_on__gte=today())


def _within(scope: Province) -> Q:
    return Q(organization__province=scope) | Q(board__province=scope) | Q(province=scope)


# Changes --------------------------------------------------------------------------------------


def appoint(*, office: Office, role: Role, by: User, **person: Any) -> Added:
    """Give a role in an office; raises as `give_role` does, and for a role that the operator does not give there."""
    if role not in office.roles:
        raise ValidationError({"role": _("ผู้ดูแลระบบไม่ได้เป็นผู้ให้บทบาทนี้ในหน่วยงานนี้")})
    return give_role(body=office.body, role=role, by=by, **person)


def add_operator(*, username: str, full_name: str) -> Added:
    """Make an account that looks after the whole system: how the first operator begins, from the machine itself."""
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("มีผู้ใช้ชื่อนี้แล้ว โปรดตั้งชื่ออื่น")})
    with transaction.atomic():
        user, password = new_account(username, full_name)
        membership = Membership(user=user, role=Role.OPERATOR, started_on=today())
        membership.full_clean()
        membership.save()
    return Added(membership, password)


def resettable(memberships: Iterable[Membership], *, by: Membership) -> set[int]:
    """Primary keys of the people among these whose password the operator may set.

    Not one's own, and for the operator of a province nobody's who also works outside it: a new password would
    open that work as well.
    """
    people = User.objects.filter(memberships__in=[member.pk for member in memberships], is_active=True)
    people = people.exclude(Q(is_superuser=True) | Q(is_staff=True) | Q(pk=by.user_id))
    if by.province is not None:
        outside = Membership.objects.filter(_still_open()).exclude(_within(by.province))
        people = people.exclude(pk__in=outside.values("user"))
    return set(people.values_list("pk", flat=True))
