"""Issuing an order on the committee: signed by the head of the LAO, with number and date first, the paper afterwards.

Making the paper takes seconds and may fail, so it is no part of the act. It is asked for when the order is stored, and
again by ``manage.py issue_pending`` wherever it is still missing (as ``approvals.announce`` does).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from approvals import events
from approvals.issuing import Imprint, Told, issue_once
from approvals.models import AgendaItem, AppointedMember, AppointmentOrder, Meeting, Notice, NumberTaken
from approvals.notices import KEPT_LANGUAGE, name_of, tell_people
from approvals.numbers import NumberInUse, NumberUnreadable, parse_number, take, written, year_of
from approvals.order_accounts import Done, accounts_of, carry_over
from approvals.orders import (
    FIRST,
    OrderRefused,
    changes_between,
    first_draft,
    first_order,
    issued_orders,
    members_of,
    store_members,
    used_for_words,
)
from approvals.papers_orders import order_paper, order_title
from documents.models import IssuedDocument
from organizations.models import Membership
from organizations.roles import Role
from plans.checks.registry import REGISTRY
from plans.edit import RevisionClosed, Stale
from plans.facts import PlanFacts
from plans.models import CommitteeOrder, Plan, Revision
from plans.models.plan import EDITABLE
from thai.dates import format_date, now, today

KIND = "committee_order"  #: of issued documents
#: Rules on the committee that an order must keep (section 14.1): those of the plan itself.
RULES = (
    "committee-chair",
    "committee-clerk",
    "committee-units",
    "committee-secretary",
    "committee-assistants",
)


@dataclass(frozen=True)
class Given:
    """What the head of the LAO fills in when signing."""

    number: str
    dated_on: datetime.date
    signer_name: str
    signer_position: str
    prints_names: bool = True
    allows_circulation: bool = False
    give: Collection[str] = ()  #: keys of seats whose role is given
    end: Collection[int] = ()  #: memberships of the committee that end


@dataclass(frozen=True)
class Issued:
    """An order that stands, and what became of the roles of the people in it."""

    order: AppointmentOrder
    roles: Done


# What stands against it ---------------------------------------------------------------------------


def faults_of(order: AppointmentOrder, members: Sequence[AppointedMember]) -> list[str]:
    """What must be mended in the list before the order can be signed, each with what to do."""
    return list(_faults(order, members))


def _faults(order: AppointmentOrder, members: Sequence[AppointedMember]) -> Iterator[str]:
    facts = PlanFacts(order.revision)
    facts.committee = cast(Any, list(members))  # the plan's own rules look at this list
    for name in RULES:
        for _place, message, fix in REGISTRY[name].rule(facts):
            yield f"{message} {fix}"
    nameless = [member.position for member in members if not member.person_name]
    if order.prints_names and nameless:
        yield _("คำสั่งพิมพ์ชื่อกรรมการ แต่ยังไม่มีชื่อของ {positions} กรุณากรอกชื่อให้ครบ หรือเลือกพิมพ์เฉพาะตำแหน่ง").format(
            positions=", ".join(nameless[:3])
        )


def why_not_dated(order: AppointmentOrder, dated_on: datetime.date) -> str:
    """Why an order cannot be of this date; "" when it can."""
    if dated_on > today():
        return _("วันที่สั่งยังมาไม่ถึง ลงนามและออกคำสั่งได้ตั้งแต่วันนั้นเป็นต้นไป")
    if order.seq == FIRST:
        meeting = _first_meeting(order.revision)
        if meeting is not None and dated_on > meeting.held_on:
            return _("คำสั่งลงวันที่หลังการประชุมของคณะกรรมการ ({date}) กรุณาแก้วันที่สั่งหรือเลื่อนการประชุม").format(
                date=format_date(meeting.held_on, "screen")
            )
        return ""
    last = issued_orders(order.revision.plan).first()
    if last is not None and last.dated_on is not None and dated_on < last.dated_on:
        return _("คำสั่งเปลี่ยนแปลงลงวันที่ก่อนคำสั่งเดิม (ที่ {number} ลงวันที่ {date}) กรุณาตรวจวันที่").format(
            number=last.number, date=format_date(last.dated_on, "screen")
        )
    return ""


def _first_meeting(revision: Revision) -> Meeting | None:
    """The first meeting of the committee that has this plan before it and has not resolved yet."""
    waiting = AgendaItem.objects.filter(revision=revision, outcome="", meeting__organization__isnull=False)
    item = waiting.exclude(meeting__stage=Meeting.Stage.CANCELLED).select_related("meeting")
    first = item.order_by("meeting__held_on").first()
    return first.meeting if first else None


# Asking for the signature -------------------------------------------------------------------------


def asked_at(order: AppointmentOrder) -> datetime.datetime | None:
    """When the head was last asked to sign this draft."""
    asked = Notice.objects.filter(revision=order.revision, address=_to_be_signed(order))
    return asked.order_by("-created_at").values_list("created_at", flat=True).first()


def _to_be_signed(order: AppointmentOrder) -> str:
    return reverse("approvals:order_issue", kwargs={**order.revision.address, "seq": order.seq})


def _changes_nothing(order: AppointmentOrder, members: Sequence[AppointedMember]) -> bool:
    """A further order that says what the last one says."""
    last = issued_orders(order.revision.plan).first() if order.seq != FIRST else None
    if last is None or changes_between(members_of(last), members):
        return False
    said = (last.prints_names, last.allows_circulation)
    return said == (order.prints_names, order.allows_circulation)


@transaction.atomic
def ask_to_sign(order: AppointmentOrder, members: Sequence[AppointedMember], *, by: Membership) -> int:
    """Tell the head of the LAO that a draft waits for the signature; OrderRefused when it is not ready.

    Whoever has not opened the last such word yet is not told again. How many people can sign.
    """
    if order.issued_at is not None:
        raise OrderRefused(_("คำสั่งนี้ออกแล้ว"))
    if not members or (faults := faults_of(order, members)):
        raise OrderRefused(_("ร่างคำสั่งยังไม่ครบ: {fault}").format(fault=faults[0] if members else _("ไม่มีรายชื่อ")))
    if _changes_nothing(order, members):
        raise OrderRefused(_("รายชื่อยังเหมือนคำสั่งเดิมทุกคน กรุณาแก้ไขรายชื่อก่อนแจ้งผู้บริหาร"))
    heads = Membership.objects.active_on(today()).filter(
        organization=order.revision.organization_id, role=Role.HEAD, user__is_active=True
    )
    people = list(heads)
    if not people:
        raise OrderRefused(_("ยังไม่มีบัญชีผู้ใช้ของผู้บริหารท้องถิ่น กรุณาแจ้งผู้ดูแลสมาชิกของหน่วยงาน หรือลงนามบนกระดาษ"))
    address = _to_be_signed(order)
    told = set(
        Notice.objects.filter(membership__in=people, address=address, read_at=None).values_list(
            "membership_id", flat=True
        )
    )
    with translation.override(KEPT_LANGUAGE):
        text = _("{plan}: ร่างคำสั่งคณะกรรมการจัดทำแผนรอท่านลงนาม").format(plan=name_of(order.revision))
    waiting = [person for person in people if person.pk not in told and person.pk != by.pk]
    tell_people(
        kind=Notice.Kind.DECISION, people=waiting, text=text, address=address, revision=order.revision
    )
    return len(people)


# Issuing ------------------------------------------------------------------------------------------


@transaction.atomic
def issue_order(
    *, revision: Revision, seq: int, given: Given, expected_version: int, by: Membership
) -> Issued:
    """Sign and issue an order as the head of the LAO; everything or nothing, except that a role may be refused.

    Raises OrderRefused (with the box at fault), Stale when the list changed since it was seen, RevisionClosed when the
    first order comes after the plan was sent on. The first order is written back into the plan.
    """
    Plan.objects.select_for_update(no_key=True).get(pk=revision.plan_id)
    current = Revision.objects.with_plan().select_for_update(no_key=True, of=("self",)).get(pk=revision.pk)
    by = Membership.objects.select_related("user").get(pk=by.pk)
    if by.role != Role.HEAD or by.organization_id != current.organization_id or not by.is_active_on(today()):
        raise OrderRefused(_("ผู้บริหารท้องถิ่นหรือผู้ปฏิบัติหน้าที่แทนเท่านั้นที่ลงนามในคำสั่งได้"))
    order, members = _claimed(current, seq, expected_version)
    order.prints_names = given.prints_names
    if faults := faults_of(order, members):
        raise OrderRefused(" ".join(faults))
    if why := why_not_dated(order, given.dated_on):
        raise OrderRefused(why, "dated_on")
    order.number = _take_number(order, given, by)
    _sign(order, given, by)
    if seq == FIRST:
        order.save(force_insert=True)
        store_members(order, members)
        _write_back(order)
    else:
        order.save()
    accounts = accounts_of(current.plan.organization, members_of(order), by=by, day=given.dated_on)
    roles = carry_over(order, accounts, give=given.give, end=given.end, by=by)
    data = {"order": order.pk, "revision": current.number, "seq": seq, "number": order.number}
    events.append(plan=current.plan, action="issue_order", actor=by.user, role=by.role, data=data)
    transaction.on_commit(partial(issue_order_document.enqueue, order.pk))
    return Issued(order, roles)


def _claimed(
    revision: Revision, seq: int, expected_version: int
) -> tuple[AppointmentOrder, list[AppointedMember]]:
    """The order to issue as it was seen."""
    if seq == FIRST:
        if first_order(revision.plan) is not None:
            raise OrderRefused(_("คำสั่งนี้ออกไปแล้ว กรุณาเปิดหน้าคำสั่งเพื่อดูฉบับที่ออก"))
        if revision.state not in EDITABLE:
            raise RevisionClosed
        order, members = first_draft(revision)
        if order.version != expected_version:
            raise Stale
        order.version = 1
        return order, members
    rows = revision.appointment_orders.filter(seq=seq)
    if rows.exclude(issued_at=None).exists():
        raise OrderRefused(_("คำสั่งนี้ออกไปแล้ว กรุณาเปิดหน้าคำสั่งเพื่อดูฉบับที่ออก"))
    if not rows.filter(version=expected_version).update(version=F("version") + 1):
        raise Stale
    order = rows.get()
    order.revision = revision
    return order, members_of(order)


def _take_number(order: AppointmentOrder, given: Given, by: Membership) -> str:
    try:
        typed = parse_number(given.number, dated_on=given.dated_on)
        if typed.prefix or typed.year is None:
            raise NumberUnreadable(_("เลขที่คำสั่งเป็นเลขลำดับและปี พ.ศ. เช่น 125/2569"))
        order.dated_on = given.dated_on
        year = year_of(given.dated_on)
        take(order.organization, NumberTaken.Series.ORDER, year, typed.number, used_for_words(order), by)
    except (NumberUnreadable, NumberInUse) as error:
        raise OrderRefused(str(error), "number") from error
    return written(typed.number, typed.year)


def _sign(order: AppointmentOrder, given: Given, by: Membership) -> None:
    order.dated_on = given.dated_on
    order.signer_name, order.signer_position = given.signer_name, given.signer_position
    order.allows_circulation = given.allows_circulation
    order.issued_at, order.issued_by = now(), by


def _write_back(order: AppointmentOrder) -> None:
    """Number, date and signer of the first order belong to the plan's own content, too."""
    CommitteeOrder.objects.filter(revision=order.revision).update(
        number=order.number,
        dated_on=order.dated_on,
        prints_names=order.prints_names,
        signer_name=order.signer_name,
        signer_position=order.signer_position,
        version=F("version") + 1,
    )


# The paper ----------------------------------------------------------------------------------------


@task(priority=10)  # before whatever number of drafts was asked for
def issue_order_document(order_id: int) -> None:
    """Background task: make and issue the paper of an order, unless that is done."""
    issue_paper(AppointmentOrder.objects.get(pk=order_id))


def pending_orders() -> QuerySet[AppointmentOrder]:
    """Orders signed here whose paper is not made yet; those given on paper have none."""
    return AppointmentOrder.objects.exclude(issued_by=None).filter(document=None)


def issue_paper(order: AppointmentOrder) -> IssuedDocument:
    """The paper of an order: the one it has, or a new one. Safe to run twice, also at the same time.

    RenderError when it cannot be made; nothing is stored then.
    """
    order.revision = Revision.objects.with_plan().get(pk=order.revision_id)
    plan = order.revision.plan
    imprint = Imprint(
        KIND, order.number, order.dated_on, organization=plan.organization, title=order_title(order)
    )
    return issue_once(
        order,
        lambda mark: order_paper(order, members_of(order), mark),
        imprint,
        told=Told(plan, "issue_order_document", {"order": order.pk}),
    )
