"""Work passes from one person to the next in one step: one role ends, the same begins, and nothing lies between."""

from __future__ import annotations

import datetime
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations import open_work
from organizations.holders import DAY
from organizations.members import Added, account_of, close, give_role
from organizations.models import Membership, Organization, User
from organizations.roles import Role
from thai.dates import today

log = logging.getLogger(__name__)


def hand_over(*, membership: Membership, by: User, started_on: datetime.date, **person: Any) -> Added:
    """End one person's role on the day before ``started_on`` and give it to the next from that day, in one step.

    ``person`` is as for `give_role`, without body and role. Somebody who holds the role already takes the work over
    in the role that he has. Raises ValidationError as `give_role` does, and for a role that is over, that began
    on ``started_on`` or later, and for the same person.
    """
    if not person["order_number"]:
        raise ValidationError({"order_number": _("กรุณากรอกเลขที่คำสั่งที่มอบหมาย")})
    assert membership.organization_id is not None  # an LAO's work is handed over
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=membership.organization_id)
        membership.refresh_from_db()
        _refuse_when_over(membership, started_on)
        added = _taken_over(membership, by=by, started_on=started_on, **person)
        if added.membership.user_id == membership.user_id:
            raise ValidationError({"username": _("ผู้รับงานต้องเป็นคนละคนกับผู้ส่งมอบ")})
        close(membership, started_on - DAY)
        open_work.passed_on(membership, added.membership, by)
    log.info("work handed over: membership %s to %s by user %s", membership.pk, added.membership.pk, by.pk)
    return added


def _refuse_when_over(membership: Membership, started_on: datetime.date) -> None:
    if membership.ended_on and membership.ended_on < today():
        raise ValidationError(_("บทบาทนี้สิ้นสุดไปแล้ว"))
    if started_on <= membership.started_on:
        raise ValidationError({"started_on": _("วันที่ผู้รับงานเริ่มต้องอยู่หลังวันที่ผู้ส่งมอบเริ่มปฏิบัติหน้าที่")})
    if membership.ended_on and started_on > membership.ended_on + DAY:
        raise ValidationError(
            {"started_on": _("ผู้ส่งมอบพ้นหน้าที่ก่อนวันดังกล่าว วันที่เริ่มต้องไม่ช้ากว่าวันถัดจากวันสิ้นสุดของผู้ส่งมอบ")}
        )


def _taken_over(membership: Membership, *, by: User, started_on: datetime.date, **person: Any) -> Added:
    """The membership in which the next person goes on: the one he holds, or a new one."""
    if not person["is_new_account"]:
        user = account_of(person["username"])
        held = Membership.objects.active_on(started_on).filter(
            user=user, role=membership.role, organization=membership.organization_id, ended_on=None
        )
        if found := held.exclude(pk=membership.pk).first():
            return Added(found)
    return give_role(
        body=membership.organization, role=Role(membership.role), by=by, started_on=started_on, **person
    )


def may_read_sheet(member: Membership, acting: Membership | None) -> bool:
    """Who reads what is open in a role: its own person, those who hold it too, the administrator and the head."""
    if not acting or acting.organization_id is None or acting.organization_id != member.organization_id:
        return False
    if acting.role in (Role.LAO_ADMIN, Role.HEAD):
        return True
    return acting.user_id == member.user_id or acting.role == member.role
