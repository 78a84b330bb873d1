"""An LAO is never left to one person alone, and people are told before a role ends by itself.

Two people hold an LAO when two different people who can sign in give its roles or draft its plan: were one of
them ill or gone, the other could go on, or appoint somebody. That is the system's own rule; no law has it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organizations import open_work
from organizations.models import Membership, Organization
from organizations.roles import DRAFTING_ROLES, Role
from thai.dates import format_date, today

HOLDING_ROLES = DRAFTING_ROLES | {Role.LAO_ADMIN}
HOLDERS_AT_LEAST = 2
#: So long before a role expires by itself people are told.
TOLD_BEFORE = datetime.timedelta(days=30)
DAY = datetime.timedelta(days=1)


def holders_on(
    organization: Organization, day: datetime.date, *, without: Membership | None = None
) -> set[int]:
    """Keys of the people who hold an LAO on a day; ``without`` as if that membership were not there."""
    rows = organization.memberships.active_on(day).filter(role__in=HOLDING_ROLES, user__is_active=True)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    return set(rows.values_list("user_id", flat=True))


def why_it_stays(membership: Membership, on: datetime.date) -> str:
    """Why ``on`` cannot be the last day of a role; empty when it can. The caller has locked the organization."""
    organization, after = membership.organization, on + DAY
    if organization is None or not membership.is_active_on(after):
        return ""
    if membership.role in HOLDING_ROLES:
        left = holders_on(organization, after, without=membership)
        if len(left) < HOLDERS_AT_LEAST and membership.user_id not in left:
            return _(
                "หากผู้นี้พ้นหน้าที่ จะเหลือผู้ดูแลสมาชิกหรือผู้จัดทำแผนเพียง %(count)s คน ซึ่งต้องมีอย่างน้อย 2 คน "
                "โปรดเพิ่มเจ้าหน้าที่ผู้รับผิดชอบงานบุคคลหรือผู้ดูแลสมาชิกอีกคนก่อน หรือใช้เมนู มอบหมายผู้รับงานแทน"
            ) % {"count": len(left)}
    if membership.role != Role.HR_OFFICER or _has_other_officer(membership, after):
        return ""
    if count := open_work.plans_under_way(organization):
        return _(
            "ผู้นี้เป็นเจ้าหน้าที่ผู้รับผิดชอบงานบุคคลคนสุดท้าย และมีแผนที่ยังดำเนินการอยู่ %(count)s แผน "
            "โปรดเพิ่มเจ้าหน้าที่ผู้รับผิดชอบงานบุคคลคนใหม่ก่อน หรือใช้เมนู มอบหมายผู้รับงานแทน"
        ) % {"count": count}
    return ""


def _has_other_officer(membership: Membership, day: datetime.date) -> bool:
    rows = Membership.objects.active_on(day).filter(
        organization=membership.organization_id, role=Role.HR_OFFICER, user__is_active=True
    )
    return rows.exclude(user=membership.user_id).exists()


@dataclass(frozen=True)
class Expiry:
    """A role that ends by itself soon, and what the LAO then lacks (empty: nothing)."""

    membership: Membership
    lacks: str


def expiring(organization: Organization, day: datetime.date | None = None) -> list[Expiry]:
    """Roles of an LAO that end within the time in which people are told, the earliest first."""
    day = day or today()
    rows = organization.memberships.active_on(day).filter(ended_on__lte=day + TOLD_BEFORE)
    rows = rows.select_related("user", "organization").order_by("ended_on", "pk")
    return [Expiry(row, _lacks(organization, row)) for row in rows]


def _lacks(organization: Organization, ending: Membership) -> str:
    assert ending.ended_on is not None
    after: datetime.date = ending.ended_on + DAY
    left = holders_on(organization, after)
    if ending.role in HOLDING_ROLES and len(left) < HOLDERS_AT_LEAST and ending.user_id not in left:
        return _("หลังวันที่ %(date)s จะเหลือผู้ดูแลสมาชิกหรือผู้จัดทำแผน %(count)s คน โปรดเพิ่มอีกคนก่อนถึงวันดังกล่าว") % {
            "date": format_date(ending.ended_on, "screen"),
            "count": len(left),
        }
    if ending.role == Role.HR_OFFICER and not _has_other_officer(ending, after):
        return _("หลังวันที่ %(date)s จะไม่มีเจ้าหน้าที่ผู้รับผิดชอบงานบุคคล โปรดแต่งตั้งหรือต่ออายุด้วยคำสั่งใหม่") % {
            "date": format_date(ending.ended_on, "screen")
        }
    return ""
