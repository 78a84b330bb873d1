"""Who belongs to an organization: roles given and ended by its own administrator, with dates and an order's number."""

from __future__ import annotations

import datetime
import logging
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Organization, User
from organizations.roles import LAO_ROLES, Role
from thai.dates import today

log = logging.getLogger(__name__)

#: Letters and digits that nobody confuses when reading them from paper.
_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - an alphabet
_ROLE_ORDER = {role: place for place, role in enumerate(Role.values)}


@dataclass(frozen=True)
class Added:
    """A membership, and the password that its person needs once (empty where they have their own)."""

    membership: Membership
    password: str = ""


@dataclass(frozen=True)
class Members:
    """The members of an organization by where today lies in their time."""

    current: list[Membership]
    coming: list[Membership]
    ended: list[Membership]


def members_of(organization: Organization) -> Members:
    """Everybody with a role now, later or before, in the order of the roles."""
    day = today()
    everybody = sorted(
        organization.memberships.select_related("user", "organization"),
        key=lambda member: (_ROLE_ORDER[member.role], str(member.user)),
    )
    return Members(
        current=[member for member in everybody if member.is_active_on(day)],
        coming=[member for member in everybody if member.started_on > day],
        ended=[member for member in everybody if member.ended_on and member.ended_on < day],
    )


def administrators(memberships: list[Membership]) -> list[Membership]:
    """Those whom the people of these memberships can ask: today's administrators of the organizations in them."""
    organizations = {membership.organization_id for membership in memberships if membership.organization_id}
    found = Membership.objects.active_on(today()).filter(role=Role.LAO_ADMIN, organization__in=organizations)
    return list(found.with_bodies())


# Giving a role --------------------------------------------------------------------------------


def add_member(
    *,
    organization: Organization,
    username: str,
    full_name: str,
    is_new_account: bool,
    role: Role,
    position: str,
    order_number: str,
    started_on: datetime.date,
    by: User,
) -> Added:
    """Give a role of an LAO to a person, whose account is made when it is new.

    Raises ValidationError for a name that is taken or unknown, a role of another kind of body, and a role that
    the person holds already.
    """
    if role not in LAO_ROLES:
        raise ValidationError({"role": _("บทบาทนี้ไม่ใช่บทบาทในองค์กรปกครองส่วนท้องถิ่น")})
    with transaction.atomic():
        user, password = _new_account(username, full_name) if is_new_account else (_account(username), "")
        membership = Membership(
            user=user,
            role=role,
            organization=organization,
            position=position,
            order_number=order_number,
            started_on=started_on,
        )
        membership.full_clean()
        membership.save()
    log.info("member added: membership %s role %s by user %s", membership.pk, role, by.pk)
    return Added(membership, password)


def _account(username: str) -> User:
    user = User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        raise ValidationError({"username": _("ไม่พบบัญชีชื่อนี้ โปรดตรวจตัวสะกด หรือเลือกสร้างบัญชีใหม่")})
    return user


def _new_account(username: str, full_name: str) -> tuple[User, str]:
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("มีผู้ใช้ชื่อนี้แล้ว โปรดตั้งชื่ออื่น หรือเลือกว่าผู้นี้มีบัญชีแล้ว")})
    if not full_name:
        raise ValidationError({"full_name": _("กรุณากรอกชื่อ - สกุลของเจ้าของบัญชีใหม่")})
    user = User(username=username, full_name=full_name, password_is_temporary=True)
    password = new_password()
    user.set_password(password)
    user.full_clean()
    user.save()
    return user, password


def new_password() -> str:
    """A password that can be read aloud: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_PASSWORD_LETTERS) for _letter in range(4)) for _group in range(4))


# Ending a role --------------------------------------------------------------------------------


def end_membership(*, membership: Membership, on: datetime.date, by: User) -> None:
    """Make ``on`` the last day of the role.

    Raises ValidationError for a day before the first one, a role that is over, and the last administrator.
    """
    with transaction.atomic():
        # Two administrators who end each other's role at the same time wait for each other here.
        Organization.objects.select_for_update().get(memberships=membership)
        membership.refresh_from_db()
        if membership.ended_on and membership.ended_on < today():
            raise ValidationError(_("บทบาทนี้สิ้นสุดไปแล้ว"))
        if membership.role == Role.LAO_ADMIN and not _stay(membership):
            raise ValidationError(_("ผู้นี้เป็นผู้ดูแลสมาชิกคนสุดท้าย โปรดเพิ่มผู้ดูแลสมาชิกอีกคนก่อน แล้วจึงกำหนดวันสิ้นสุด"))
        membership.ended_on = on
        membership.full_clean()
        membership.save(update_fields=["ended_on"])
    log.info("member ended: membership %s on %s by user %s", membership.pk, on, by.pk)


def _stay(leaving: Membership) -> bool:
    """Whether somebody else holds the same role there today, with no end in sight."""
    others = Membership.objects.active_on(today()).filter(
        organization=leaving.organization_id, role=leaving.role, ended_on=None, user__is_active=True
    )
    return others.exclude(user=leaving.user_id).exists()


def warnings_of_ending(membership: Membership) -> list[str | Promise]:
    """What the organization would lack without this membership."""
    if membership.role == Role.HR_OFFICER and not _stay(membership):
        return [
            _("ผู้นี้เป็นเจ้าหน้าที่ผู้รับผิดชอบงานบุคคลคนสุดท้าย หากไม่มีผู้รับหน้าที่ต่อ จะไม่มีผู้จัดทำและเสนอแผน โปรดเพิ่มเจ้าหน้าที่คนใหม่")
        ]
    return []


# Passwords ------------------------------------------------------------------------------------


def resettable(organization: Organization) -> set[int]:
    """Primary keys of the people whose password the organization's administrator may set.

    Not of someone who also works elsewhere: a new password would open the other body's work as well.
    """
    open_still = Membership.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today()))
    elsewhere = open_still.exclude(organization=organization).values("user")
    own = User.objects.filter(memberships__in=organization.memberships.active_on(today()))
    return set(
        own.exclude(Q(is_superuser=True) | Q(is_staff=True) | Q(pk__in=elsewhere)).values_list(
            "pk", flat=True
        )
    )


def reset_password(*, membership: Membership, by: User) -> Added:
    """Replace a forgotten password by one that serves once; whoever is signed in with the old one is signed out."""
    password = new_password()
    user = membership.user
    user.set_password(password)
    user.password_is_temporary = True
    user.save(update_fields=["password", "password_is_temporary"])
    log.info("password reset: user %s by user %s", user.pk, by.pk)
    return Added(membership, password)
