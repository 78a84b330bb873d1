"""Who signs in for the seats of an order: roles given and ended in one step when the order is issued.

Everything passes ``organizations.members`` and its rules; what these refuse is told and does not hold the order up.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from approvals.models import AppointedMember, AppointmentOrder
from approvals.orders import ROLE_OF_DUTY
from organizations.members import add_member, end_membership
from organizations.models import Membership, Organization, User
from organizations.roles import SOLE_DECIDING_ROLES, Role
from personnel.models import Person
from plans.holders import plain


class Account(StrEnum):
    """What is known of the account behind a seat."""

    HAS = "has"  # holds the role of the seat
    GIVE = "give"  # has an account here, and can be given the role
    OWN = "own"  # is the one who issues, and cannot give himself a role whose one word decides
    SEVERAL = "several"  # accounts of that name
    MISSING = "missing"
    NAMELESS = "nameless"


@dataclass(frozen=True)
class Seated:
    """A seat with the account behind it."""

    key: str  #: of the box in the form
    member: AppointedMember
    role: Role
    account: Account
    user: User | None = None
    membership: Membership | None = None

    @property
    def why(self) -> str:
        """Why this person cannot sign in for the seat yet, and who helps; "" where nothing is lacking."""
        words = {
            Account.OWN: _("ท่านให้บทบาทประธานแก่ตนเองไม่ได้ โปรดให้ผู้ดูแลสมาชิกเป็นผู้ให้"),
            Account.SEVERAL: _("มีหลายบัญชีในชื่อนี้ โปรดให้ผู้ดูแลสมาชิกเลือกบัญชีที่ถูกต้อง"),
            Account.MISSING: _("ยังไม่มีบัญชีผู้ใช้ โปรดให้ผู้ดูแลสมาชิกเพิ่ม"),
            Account.NAMELESS: _("ไม่ได้ระบุชื่อ"),
        }
        return words.get(self.account, "")


@dataclass
class Accounts:
    """The seats of an order, and the committee's memberships that it leaves without a seat."""

    seats: list[Seated] = field(default_factory=list)
    leaving: list[Membership] = field(default_factory=list)

    @property
    def to_give(self) -> list[Seated]:
        """Seats whose role can be given now."""
        return [seat for seat in self.seats if seat.account == Account.GIVE]

    @property
    def lacking(self) -> list[Seated]:
        """Seats for which somebody else has to do something."""
        return [seat for seat in self.seats if seat.account not in (Account.HAS, Account.GIVE)]


@dataclass
class Done:
    """What was given and ended, and what was refused."""

    given: list[Membership] = field(default_factory=list)
    ended: list[Membership] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def accounts_of(
    organization: Organization, members: Sequence[AppointedMember], *, by: Membership, day: datetime.date
) -> Accounts:
    """Which seat has which account on ``day``; only people who belong to this LAO are looked at."""
    serving = Membership.objects.filter(organization=organization, role__in=ROLE_OF_DUTY.values())
    current = list(serving.active_on(day).filter(ended_on=None).select_related("user"))
    people = _people_of(organization)
    seats = [
        _seated(f"{place}", member, people, current, by) for place, member in enumerate(members, start=1)
    ]
    kept = {seat.membership.pk for seat in seats if seat.membership}
    return Accounts(seats, [row for row in current if row.pk not in kept])


def _people_of(organization: Organization) -> dict[str, list[User]]:
    """Accounts of the LAO's people by their names without spaces."""
    members = User.objects.filter(memberships__organization=organization, is_active=True)
    staff = Person.objects.filter(organization=organization, left_on=None, user__is_active=True)
    found: dict[str, dict[int, User]] = defaultdict(dict)
    for user in members:
        found[plain(user.full_name)][user.pk] = user
    for person in staff.select_related("user"):
        if person.user is not None:
            found[plain(person.full_name)][person.user.pk] = person.user
    return {name: list(users.values()) for name, users in found.items()}


def _seated(
    key: str,
    member: AppointedMember,
    people: dict[str, list[User]],
    current: Sequence[Membership],
    by: Membership,
) -> Seated:
    role, name = ROLE_OF_DUTY[member.duty], plain(member.person_name)
    if not name:
        return Seated(key, member, role, Account.NAMELESS)
    users = people.get(name, [])
    known = {user.pk for user in users}
    holds = next((row for row in current if row.role == role and row.user_id in known), None)
    if holds is not None:
        return Seated(key, member, role, Account.HAS, holds.user, holds)
    if len(users) != 1:
        return Seated(key, member, role, Account.SEVERAL if users else Account.MISSING)
    is_own = users[0].pk == by.user_id and role in SOLE_DECIDING_ROLES
    return Seated(key, member, role, Account.OWN if is_own else Account.GIVE, users[0])


def carry_over(
    order: AppointmentOrder,
    accounts: Accounts,
    *,
    give: Collection[str],
    end: Collection[int],
    by: Membership,
) -> Done:
    """End the chosen roles the day before the order, give the chosen ones from its date, and tie seats to them."""
    assert order.dated_on is not None  # an order that is issued has its date
    done = Done()
    for membership in accounts.leaving:
        if membership.pk in end:
            last = max(membership.started_on, order.dated_on - datetime.timedelta(days=1))
            with _told(done, str(membership.user)), transaction.atomic():
                end_membership(membership=membership, on=last, by=by.user)
                done.ended.append(membership)
    for seat in accounts.seats:
        holds = seat.membership
        if seat.account == Account.GIVE and seat.key in give and seat.user is not None:
            with _told(done, str(seat.user)), transaction.atomic():
                holds = _give(order, seat, seat.user, by)
                done.given.append(holds)
        if holds is not None:
            seat.member.membership = holds
            seat.member.save(update_fields=["membership"])
    return done


def _give(order: AppointmentOrder, seat: Seated, user: User, by: Membership) -> Membership:
    assert order.dated_on is not None
    return add_member(
        organization=order.organization,
        role=seat.role,
        by=by.user,
        username=user.username,
        full_name="",
        is_new_account=False,
        position=seat.member.position[:150],
        order_number=order.number,
        started_on=order.dated_on,
    ).membership


class _told:  # noqa: N801 - reads as a word of the sentence
    """Keep what the rules of memberships refuse, instead of holding up the order."""

    def __init__(self, done: Done, who: str) -> None:
        self.done, self.who = done, who

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, ValidationError):
            return False
        self.done.refused.append(_("{who}: {why}").format(who=self.who, why=" ".join(error.messages)))
        return True
