"""The orders on the committee of a plan: which stand, who sits by them on a day, and the drafts of further ones.

The first order (0) is made from the plan's own committee, which is typed once there; what it says is written back when
it is issued. Further orders (1, 2, ...) have a list of their own, also while the plan is frozen before the committee.
An order given on paper is recorded with its number and date; until then the plan's own content counts as one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from approvals import events
from approvals.composition import SeatRow
from approvals.models import AppointedMember, AppointmentOrder, NumberTaken
from approvals.numbers import NumberUnreadable, parse_number, take, year_of
from organizations.models import Membership
from organizations.roles import Role
from plans.edit import Stale
from plans.facts import PlanFacts
from plans.holders import plain
from plans.models import CommitteeMember, Plan, Revision, State
from plans.papers.orders import position_of
from thai.dates import now

Duty = CommitteeMember.Duty
SEAT_COLUMNS = ("seat", "duty", "unit", "person_name", "position", "is_acting", "is_official")
#: Duties from the one that weighs most: of two seats of one person, this one counts.
DUTIES = (Duty.CHAIR, Duty.SECRETARY, Duty.MEMBER, Duty.ASSISTANT)
FIRST = 0  #: the order that appoints the committee
ROLE_OF_DUTY: Mapping[str, Role] = {
    Duty.CHAIR: Role.COMMITTEE_CHAIR,
    Duty.MEMBER: Role.COMMITTEE_MEMBER,
    Duty.SECRETARY: Role.COMMITTEE_SECRETARY,
    Duty.ASSISTANT: Role.COMMITTEE_ASSISTANT,
}


class OrderRefused(Exception):
    """The order cannot be drafted, recorded or issued; the message is Thai, ``field`` the box at fault, if one is."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


# Which orders stand ------------------------------------------------------------------------------


def issued_orders(plan: Plan) -> QuerySet[AppointmentOrder]:
    """Orders of all revisions of a plan that were given, the last first."""
    rows = AppointmentOrder.objects.filter(revision__plan=plan).exclude(issued_at=None)
    return rows.select_related("document").order_by("-dated_on", "-revision__number", "-seq")


def first_order(plan: Plan) -> AppointmentOrder | None:
    """The order that appoints the committee, once it is given or recorded here."""
    return issued_orders(plan).filter(seq=FIRST).last()


def open_change(revision: Revision) -> AppointmentOrder | None:
    """The further order that is being drafted, if one is."""
    return revision.appointment_orders.filter(issued_at=None).first()


def is_given_on_paper(revision: Revision) -> bool:
    """True where the plan names an order by number and date that is not kept here."""
    typed = revision.committeeorders.first()
    return bool(typed and typed.number and typed.dated_on) and first_order(revision.plan) is None


def appointed_on(revision: Revision) -> datetime.date | None:
    """The date of the order that appoints the committee; nobody meets before it."""
    order = first_order(revision.plan)
    if order is not None:
        return order.dated_on
    typed = revision.committeeorders.first()
    return typed.dated_on if typed else None


def order_on(revision: Revision, day: datetime.date) -> AppointmentOrder | None:
    """The last order dated on or before a day; None where only the plan's own content names the committee."""
    return issued_orders(revision.plan).filter(dated_on__lte=day).first()


def committee_on(revision: Revision, day: datetime.date) -> list[AppointedMember]:
    """The committee as it stands on a day, each with the membership by which he or she signs in, where known.

    By the last order dated on or before the day, else by the plan's own content (rows that are not stored). Whoever
    sits on two seats, one of them acting, is one person with one voice: the seats are one row here.
    """
    order = order_on(revision, day)
    seats = members_of(order) if order else appointed_from(revision.committeemembers.select_related("unit"))
    members = _people_of(seats)
    _name_memberships(revision, members, day)
    return members


def _weight(duty: str) -> int:
    return DUTIES.index(Duty(duty))


def _people_of(seats: Sequence[AppointedMember]) -> list[AppointedMember]:
    """Each person once, with all positions and the first of the duties; the rows are not for storing."""
    people: dict[str, AppointedMember] = {}
    for place, seat in enumerate(seats):
        key = plain(seat.person_name) or f"{place}"
        known = people.setdefault(key, seat)
        if known is seat:
            continue
        positions = _("{one} และ{other}").format(
            one=position_of(cast(CommitteeMember, known)), other=position_of(cast(CommitteeMember, seat))
        )
        known.position, known.is_acting = positions[:200], False
        known.duty = min(known.duty, seat.duty, key=_weight)
        known.membership = known.membership or seat.membership
    return list(people.values())


def allows_circulation(revision: Revision, day: datetime.date) -> bool:
    """True where the order lets the committee be asked in writing instead of meeting."""
    order = order_on(revision, day)
    return bool(order and order.allows_circulation)


def members_of(order: AppointmentOrder) -> list[AppointedMember]:
    """The whole committee that an order names."""
    return list(order.members.select_related("unit", "membership__user"))


def appointed_from(rows: Iterable[SeatRow]) -> list[AppointedMember]:
    """The same seats as rows of an order, not stored."""
    return [
        AppointedMember(
            position_in_list=place,
            membership=getattr(row, "membership", None),
            **{name: getattr(row, name) for name in SEAT_COLUMNS},
        )
        for place, row in enumerate(rows, start=1)
    ]


def _name_memberships(revision: Revision, members: Sequence[AppointedMember], day: datetime.date) -> None:
    """Find who signs in for each seat by duty and name, where the order does not say or that role has ended."""
    serving = Membership.objects.active_on(day).filter(
        organization=revision.organization_id, role__in=ROLE_OF_DUTY.values()
    )
    found = {(row.role, plain(row.user.full_name)): row for row in serving.select_related("user")}
    for member in members:
        if member.membership is None or not member.membership.is_active_on(day):
            role = ROLE_OF_DUTY[member.duty]
            member.membership = found.get((role, plain(member.person_name))) if member.person_name else None


# The first order, as the plan has it --------------------------------------------------------------


def first_draft(revision: Revision) -> tuple[AppointmentOrder, list[AppointedMember]]:
    """The order that the plan's own committee would give, not stored."""
    facts = PlanFacts(revision)
    typed = facts.committee_order
    order = AppointmentOrder(
        revision=revision,
        organization=revision.plan.organization,
        seq=FIRST,
        number=typed.number if typed else "",
        dated_on=typed.dated_on if typed else None,
        prints_names=typed.prints_names if typed else True,
        signer_name=typed.signer_name if typed else "",
        signer_position=typed.signer_position if typed else "",
        grounds=typed.grounds if typed else "",
        duties=typed.duties if typed else "",
        version=typed.version if typed else 1,
    )
    return order, appointed_from(facts.committee)


def order_at(revision: Revision, seq: int) -> tuple[AppointmentOrder, list[AppointedMember]] | None:
    """An order of a revision with its members: stored, or the first one as the plan has it; None if there is none."""
    order = revision.appointment_orders.select_related("document").filter(seq=seq).first()
    if order is not None:
        order.revision = revision
        return order, members_of(order)
    if seq != FIRST or first_order(revision.plan) is not None:
        return None
    return first_draft(revision)


@transaction.atomic
def record_paper_order(*, revision: Revision, by: Membership, scan: str = "") -> AppointmentOrder:
    """Keep the order that the plan names as one given on paper; its number is taken in the register.

    OrderRefused without number and date, NumberInUse when another paper has the number.
    """
    _queue(revision)
    if first_order(revision.plan) is not None:
        raise OrderRefused(_("คำสั่งแต่งตั้งของแผนนี้บันทึกไว้แล้ว"))
    order, members = first_draft(revision)
    if not order.number or order.dated_on is None or not members:
        raise OrderRefused(_("กรุณากรอกรายชื่อ เลขที่ และวันที่ของคำสั่งในหน้าคณะกรรมการก่อน"))
    try:
        number = parse_number(order.number, dated_on=order.dated_on)
    except NumberUnreadable:
        number = None  # what stands on a paper that was given is kept as it is
    if number is not None and not number.prefix:
        take(
            order.organization,
            NumberTaken.Series.ORDER,
            year_of(order.dated_on),
            number.number,
            used_for_words(order),
            by,
        )
    order.issued_at, order.scan, order.version = now(), scan, 1
    order.save(force_insert=True)
    store_members(order, members)
    _note("record_paper_order", order, by)
    return order


def used_for_words(order: AppointmentOrder) -> str:
    """What the register says of the number of this order."""
    kind = _("คำสั่งแต่งตั้งคณะกรรมการจัดทำแผน") if order.seq == FIRST else _("คำสั่งเปลี่ยนแปลงคณะกรรมการจัดทำแผน")
    return f"{kind} {order.revision.plan.cycle}"


# Further orders -----------------------------------------------------------------------------------


def may_change(revision: Revision) -> bool:
    """True where a further order can be drafted: the committee is appointed and the plan goes on."""
    appointed = first_order(revision.plan) is not None or is_given_on_paper(revision)
    return appointed and revision.state != State.WITHDRAWN


@transaction.atomic
def begin_change(*, revision: Revision, reason: str, by: Membership) -> AppointmentOrder:
    """Draft a further order, beginning with the committee as it stands; OrderRefused when one is drafted already.

    The order that the plan names from paper is kept first, so that there is something to change.
    """
    _queue(revision)
    if not may_change(revision):
        raise OrderRefused(_("ยังไม่มีคำสั่งแต่งตั้งคณะกรรมการ จึงยังออกคำสั่งเปลี่ยนแปลงไม่ได้"))
    if open_change(revision) is not None:
        raise OrderRefused(_("มีร่างคำสั่งเปลี่ยนแปลงอยู่แล้ว กรุณาแก้ไขหรือยกเลิกร่างนั้นก่อน"))
    if first_order(revision.plan) is None:
        record_paper_order(revision=revision, by=by)
    last = issued_orders(revision.plan).first()
    assert last is not None
    known = AppointmentOrder.objects.filter(revision=revision).aggregate(last=Max("seq"))["last"]
    order = AppointmentOrder.objects.create(
        revision=revision,
        organization=revision.plan.organization,
        seq=(known or FIRST) + 1,
        reason=reason,
        prints_names=last.prints_names,
        allows_circulation=last.allows_circulation,
    )
    store_members(order, appointed_from(members_of(last)))
    return order


@transaction.atomic
def save_change(
    *,
    order: AppointmentOrder,
    values: Mapping[str, Any],
    members: Sequence[Mapping[str, Any]],
    expected_version: int,
) -> None:
    """The reason, the switches and the whole list of a drafted order; Stale when somebody else was first."""
    rows = AppointmentOrder.objects.filter(pk=order.pk, issued_at=None, version=expected_version)
    if not rows.update(version=F("version") + 1, **values):
        raise Stale
    order.members.all().delete()
    kept = [{name: row[name] for name in SEAT_COLUMNS} for row in members]
    store_members(order, [AppointedMember(position_in_list=n, **row) for n, row in enumerate(kept, start=1)])


@transaction.atomic
def discard_change(*, order: AppointmentOrder) -> None:
    """Throw a drafted order away; OrderRefused once it is issued."""
    if not AppointmentOrder.objects.filter(pk=order.pk, issued_at=None).exclude(seq=FIRST).exists():
        raise OrderRefused(_("คำสั่งนี้ออกแล้ว ยกเลิกร่างไม่ได้"))
    order.delete()


def before(order: AppointmentOrder) -> list[AppointedMember]:
    """The committee that an order changes; nobody for the first one."""
    earlier = issued_orders(order.revision.plan).exclude(pk=order.pk)
    if order.issued_at is not None:
        earlier = earlier.filter(issued_at__lt=order.issued_at)
    last = earlier.first() if order.seq != FIRST else None
    return members_of(last) if last else []


def changed_order(order: AppointmentOrder) -> AppointmentOrder | None:
    """The order that a further one refers to: the first of the plan."""
    return first_order(order.revision.plan) if order.seq != FIRST else None


def store_members(order: AppointmentOrder, members: Sequence[AppointedMember]) -> None:
    """Keep the list of an order in its order."""
    for member in members:
        member.order, member.pk = order, None
    AppointedMember.objects.bulk_create(members)


def _queue(revision: Revision) -> None:
    """Those who work on the orders of one plan at the same time wait for each other here."""
    Plan.objects.select_for_update(no_key=True).get(pk=revision.plan_id)


def _note(action: str, order: AppointmentOrder, by: Membership) -> None:
    data = {"order": order.pk, "revision": order.revision.number, "seq": order.seq, "number": order.number}
    events.append(plan=order.revision.plan, action=action, actor=by.user, role=by.role, data=data)


# What an order changes ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One difference between two lists: who, and what happens to them."""

    kind: str  #: added, removed, changed
    who: str
    detail: str

    @property
    def label(self) -> str:
        """เพิ่ม, พ้น or เปลี่ยน."""
        return {"added": _("เพิ่ม"), "removed": _("พ้น"), "changed": _("เปลี่ยน")}[self.kind]


def changes_between(old: Sequence[SeatRow], new: Sequence[SeatRow]) -> list[Change]:
    """Who comes, who goes and whose seat or duty changes, by name where there is one, else by seat."""
    left, found = list(old), []
    unmatched = []
    for row in new:
        same = next((one for one in left if row.person_name and _same_name(one, row)), None)
        if same is None:
            unmatched.append(row)
            continue
        left.remove(same)
        if _words(same) != _words(row):
            detail = _("จาก {old} เป็น {new}").format(old=_words(same), new=_words(row))
            found.append(Change("changed", row.person_name, detail))
    for row in unmatched:
        same = next((one for one in left if _same_seat(one, row)), None)
        if same is None:
            found.append(Change("added", row.person_name or row.position, _words(row)))
            continue
        left.remove(same)
        if (same.person_name, _words(same)) != (row.person_name, _words(row)):
            who = _("จาก {old} เป็น {new}").format(
                old=same.person_name or _("(ว่าง)"), new=row.person_name or _("(ว่าง)")
            )
            found.append(Change("changed", who, _words(row)))
    return found + [Change("removed", row.person_name or row.position, _words(row)) for row in left]


def _same_name(one: SeatRow, other: SeatRow) -> bool:
    return plain(one.person_name) == plain(other.person_name)


def _same_seat(one: SeatRow, other: SeatRow) -> bool:
    return (one.seat, one.unit_id, one.duty) == (other.seat, other.unit_id, other.duty)


def _words(row: SeatRow) -> str:
    return f"{position_of(cast(CommitteeMember, row))} ({row.get_duty_display()})"
