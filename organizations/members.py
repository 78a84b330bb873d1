"""Who belongs to a body: roles given and ended by those who look after it, with dates and an order's number.

What an LAO's own administrator may give is here; what the operator gives is in `appointments`, by the same rules.
"""

from __future__ import annotations

import datetime
import logging
import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.demonstration import is_demonstration
from organizations.holders import why_it_stays
from organizations.models import Board, Membership, Organization, Province, User
from organizations.roles import DECIDING_ROLES, LAO_ROLES, SOLE_DECIDING_ROLES, Role
from thai.dates import today

#: Where a role is held; None is the whole country.
Body = Organization | Board | Province | None

log = logging.getLogger(__name__)

#: Letters and digits that nobody confuses when reading them from paper.
_PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - an alphabet
#: An order to act for somebody is looked at again after a year; no law sets a limit, but nobody acts unseen for ever.
ACTING_AT_MOST = datetime.timedelta(days=366)
_ROLE_ORDER = {role: place for place, role in enumerate(Role.values)}


@dataclass(frozen=True)
class Added:
    """A membership, and the password that its person needs once (empty where they have their own)."""

    membership: Membership
    password: str = ""


@dataclass(frozen=True)
class Members:
    """The members of a body by where today lies in their time."""

    current: list[Membership]
    coming: list[Membership]
    ended: list[Membership]


def columns_of(body: Body) -> dict[str, Body]:
    """The columns of a membership in this body, the empty ones among them."""
    return {
        "organization": body if isinstance(body, Organization) else None,
        "board": body if isinstance(body, Board) else None,
        "province": body if isinstance(body, Province) else None,
    }


def members_of(organization: Organization) -> Members:
    """Everybody with a role in an LAO now, later or before, in the order of the roles."""
    return by_time(organization.memberships.select_related("user", "organization"))


def by_time(memberships: QuerySet[Membership]) -> Members:
    """Memberships grouped by today, each group in the order of the roles."""
    day = today()
    everybody = sorted(memberships, key=lambda member: (_ROLE_ORDER[member.role], str(member.user)))
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


def add_member(*, organization: Organization, role: Role, by: User, **person: Any) -> Added:
    """Give a role of an LAO; raises as `give_role` does, and for a role of another kind of body."""
    if role not in LAO_ROLES:
        raise ValidationError({"role": _("บทบาทนี้ไม่ใช่บทบาทในองค์กรปกครองส่วนท้องถิ่น")})
    return give_role(body=organization, role=role, by=by, **person)


def give_role(
    *,
    body: Body,
    username: str,
    full_name: str,
    is_new_account: bool,
    role: Role,
    position: str,
    order_number: str,
    started_on: datetime.date,
    by: User,
    ended_on: datetime.date | None = None,
    is_acting: bool = False,
    acting_for: str = "",
) -> Added:
    """Give a role in a body to a person, whose account is made when it is new; who may give it the caller knows.

    Raises ValidationError for a name that is taken or unknown, a role that the person holds already, an acting
    appointment without an end and an order of its own, and the giver's own account (`_refuse_own`).
    """
    with transaction.atomic():
        user, password = new_account(username, full_name) if is_new_account else (account_of(username), "")
        _refuse_own(user, by, role)
        membership = Membership(
            user=user,
            role=role,
            position=position,
            order_number=order_number,
            started_on=started_on,
            ended_on=ended_on,
            is_acting=is_acting,
            acting_for=acting_for,
            **columns_of(body),
        )
        if is_acting:
            refuse_unlimited(membership)
        membership.full_clean()
        membership.save()
    log.info("member added: membership %s role %s by user %s", membership.pk, role, by.pk)
    return Added(membership, password)


def _refuse_own(user: User, by: User, role: Role) -> None:
    """Nobody gives himself power: an operator no role that decides, an LAO administrator not that of head or chair."""
    if user == by and role in (DECIDING_ROLES if _is_operator(by) else SOLE_DECIDING_ROLES):
        message = _("ท่านให้บทบาทที่พิจารณา ลงมติ หรือประกาศใช้แผนแก่ตนเองไม่ได้ โปรดให้ผู้ดูแลคนอื่นเป็นผู้ให้")
        raise ValidationError({"role": message})


def _is_operator(user: User) -> bool:
    return user.memberships.active_on(today()).filter(role=Role.OPERATOR).exists()


def account_of(username: str) -> User:
    """The account of somebody who can sign in; ValidationError when there is none of this name."""
    user = User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        raise ValidationError({"username": _("ไม่พบบัญชีชื่อนี้ โปรดตรวจตัวสะกด หรือเลือกสร้างบัญชีใหม่")})
    return user


def new_account(username: str, full_name: str) -> tuple[User, str]:
    """An account and its first password; ValidationError for a name that is taken and for a person without one."""
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("มีผู้ใช้ชื่อนี้แล้ว โปรดตั้งชื่ออื่น หรือเลือกว่าผู้นี้มีบัญชีแล้ว")})
    if not full_name:
        raise ValidationError({"full_name": _("กรุณากรอกชื่อ - สกุลของเจ้าของบัญชีใหม่")})
    user = User(
        username=username,
        full_name=full_name,
        password_is_temporary=True,
        is_demonstration=is_demonstration(),
    )
    password = new_password()
    user.set_password(password)
    user.full_clean()
    user.save()
    return user, password


def new_password() -> str:
    """A password that can be read aloud: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_PASSWORD_LETTERS) for _letter in range(4)) for _group in range(4))


def refuse_unlimited(membership: Membership) -> None:
    """An acting appointment has an order of its own and ends by itself; ValidationError says what is missing."""
    if not membership.order_number:
        raise ValidationError({"order_number": _("กรุณากรอกเลขที่คำสั่งให้รักษาราชการแทน")})
    if membership.ended_on is None:
        raise ValidationError({"ended_on": _("การรักษาราชการแทนต้องมีวันสิ้นสุด กรุณากรอกวันสุดท้ายตามคำสั่ง")})
    if membership.ended_on > membership.started_on + ACTING_AT_MOST:
        raise ValidationError(
            {"ended_on": _("การรักษาราชการแทนกำหนดได้ครั้งละไม่เกิน 1 ปี เมื่อครบแล้วให้ต่อด้วยคำสั่งใหม่")}
        )
    same = _holders(membership).filter(user=membership.user_id).exclude(pk=membership.pk)
    if same.filter(is_acting=True, order_number=membership.order_number).exists():
        raise ValidationError({"order_number": _("คำสั่งนี้ใช้ไปแล้ว การต่ออายุต้องมีคำสั่งใหม่ กรุณากรอกเลขที่คำสั่งใหม่")})
    if same.filter(Q(ended_on=None) | Q(ended_on__gte=membership.started_on)).exists():
        raise ValidationError({"role": _("ผู้นี้มีบทบาทนี้อยู่แล้วในช่วงวันดังกล่าว")})


# Ending a role --------------------------------------------------------------------------------


#: Without one of these nobody could give the roles of the body any more.
_LAST_STAYS = {
    Role.LAO_ADMIN: _("ผู้นี้เป็นผู้ดูแลสมาชิกคนสุดท้าย โปรดเพิ่มผู้ดูแลสมาชิกอีกคนก่อน แล้วจึงกำหนดวันสิ้นสุด"),
    Role.OPERATOR: _("ผู้นี้เป็นผู้ดูแลระบบคนสุดท้าย โปรดเพิ่มผู้ดูแลระบบอีกคนก่อน แล้วจึงกำหนดวันสิ้นสุด"),
}
#: Without one of these work stops.
_LAST_IS_MISSED = {
    Role.HR_OFFICER: _(
        "ผู้นี้เป็นเจ้าหน้าที่ผู้รับผิดชอบงานบุคคลคนสุดท้าย หากไม่มีผู้รับหน้าที่ต่อ จะไม่มีผู้จัดทำและเสนอแผน โปรดเพิ่มเจ้าหน้าที่คนใหม่"
    ),
    Role.BOARD_SECRETARY: _(
        "ผู้นี้เป็นเลขานุการคนสุดท้ายของคณะกรรมการ หากไม่มีผู้รับหน้าที่ต่อ จะไม่มีผู้บรรจุแผนเข้าวาระการประชุม โปรดเพิ่มเลขานุการคนใหม่"
    ),
    Role.BOARD_CHAIR: _("ผู้นี้เป็นประธานคนสุดท้ายของคณะกรรมการ หากไม่มีผู้รับหน้าที่ต่อ จะไม่มีผู้บันทึกมติ โปรดเพิ่มประธานคนใหม่"),
}


def end_membership(*, membership: Membership, on: datetime.date, by: User) -> None:
    """Make ``on`` the last day of the role.

    Raises ValidationError for a day before the first one, a role that is over, the last administrator, whoever
    would leave an LAO to one person alone (`holders.why_it_stays`), and an acting appointment made longer.
    """
    with transaction.atomic():
        # Two administrators who end each other's role at the same time wait for each other here.
        if membership.organization_id is not None:
            Organization.objects.select_for_update(no_key=True).get(pk=membership.organization_id)
        list(_holders(membership).select_for_update().order_by("pk"))
        membership.refresh_from_db()
        if membership.ended_on and membership.ended_on < today():
            raise ValidationError(_("บทบาทนี้สิ้นสุดไปแล้ว"))
        if membership.is_acting and membership.ended_on and on > membership.ended_on:
            raise ValidationError(_("การรักษาราชการแทนต่ออายุได้ด้วยคำสั่งใหม่เท่านั้น โปรดใช้ เพิ่มสมาชิก พร้อมเลขที่คำสั่งใหม่"))
        if (reason := _LAST_STAYS.get(Role(membership.role))) and not _stay(membership):
            raise ValidationError(reason)
        if why := why_it_stays(membership, on):
            raise ValidationError(why)
        close(membership, on)
    log.info("member ended: membership %s on %s by user %s", membership.pk, on, by.pk)


def close(membership: Membership, on: datetime.date) -> None:
    """Write the last day of a role, in the caller's transaction, which knows that it may end."""
    membership.ended_on = on
    membership.full_clean()
    membership.save(update_fields=["ended_on"])


def _holders(membership: Membership) -> QuerySet[Membership]:
    """Everybody who ever held this role in this body."""
    return Membership.objects.filter(
        role=membership.role,
        organization=membership.organization_id,
        board=membership.board_id,
        province=membership.province_id,
    )


def _stay(leaving: Membership) -> bool:
    """Whether somebody else holds the same role there today, with no end in sight."""
    others = _holders(leaving).active_on(today()).filter(ended_on=None, user__is_active=True)  # type: ignore[attr-defined]
    return others.exclude(user=leaving.user_id).exists()


def warnings_of_ending(membership: Membership) -> list[str | Promise]:
    """What the body would lack without this membership."""
    missed = _LAST_IS_MISSED.get(Role(membership.role))
    return [missed] if missed and not _stay(membership) else []


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
