"""What of plans and meetings is open in a role, and what follows when the role passes to somebody else.

The revision keeps the name of whoever prepared it: that is history. Notices go to the roles that act next, so the
next person hears of everything from his first day; what the one before had not read yet is told to him again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals import events
from approvals.deadlines.outlook import outlook_of
from approvals.models import AppointmentOrder, Meeting, Notice
from approvals.notices import KEPT_LANGUAGE, name_of, tell_people
from organizations.holders import TOLD_BEFORE, expiring
from organizations.models import Membership, Organization, User
from organizations.open_work import Piece
from organizations.roles import COMMITTEE_ROLES, DRAFTING_ROLES, PLAN_READING_ROLES, Role
from plans.models import Comment, Revision, SuggestedEdit
from plans.models.plan import OPEN
from thai.dates import format_date

HANDED_OVER = "hand_over"


def plans_under_way(organization: Organization) -> int:
    """How many plans of an LAO are on their way to an announcement."""
    return Revision.objects.open().filter(organization=organization).count()


# The sheet --------------------------------------------------------------------------------------


def open_plan_work(membership: Membership) -> Iterator[Piece]:
    """Plans with what is next, comments that nobody settled, and meetings that are called."""
    if membership.organization is None or membership.role not in PLAN_READING_ROLES:
        return
    revisions = list(
        Revision.objects.open().with_plan().filter(organization=membership.organization_id).order_by("pk")
    )
    for revision in revisions:
        yield from _plan(revision)
    if membership.role in DRAFTING_ROLES | COMMITTEE_ROLES:
        yield from _comments(revisions)
        yield from _suggestions(revisions)
        yield from _drafted_orders(revisions)
        yield from _meetings(membership, revisions)


def _plan(revision: Revision) -> Iterator[Piece]:
    found = outlook_of(revision)
    step = found.next if found else None
    yield Piece(
        heading=_("แผนที่ยังดำเนินการอยู่"),
        title=name_of(revision),
        state=revision.get_state_display(),
        next_step=str(step.label) if step else "",
        due_on=step.due_on if step else None,
        address=reverse("plans:tasks", kwargs=revision.address),
    )


def _comments(revisions: list[Revision]) -> Iterator[Piece]:
    waiting = Comment.objects.filter(revision__in=revisions, answers=None, resolved_at=None)
    counts = dict(waiting.order_by().values_list("revision").annotate(count=Count("pk")))
    for revision in revisions:
        if count := counts.get(revision.pk):
            yield Piece(
                heading=_("ความเห็นที่ยังไม่ได้ปิดเรื่อง"),
                title=_("{plan}: {count} ความเห็น").format(plan=name_of(revision), count=count),
                next_step=_("พิจารณา ตอบ และปิดเรื่อง"),
                address=reverse("plans:comments", kwargs=revision.address),
            )


def _suggestions(revisions: list[Revision]) -> Iterator[Piece]:
    waiting = SuggestedEdit.objects.filter(revision__in=revisions, answer="")
    counts = dict(waiting.order_by().values_list("revision").annotate(count=Count("pk")))
    for revision in revisions:
        if count := counts.get(revision.pk):
            yield Piece(
                heading=_("ข้อเสนอแก้ไขถ้อยคำที่ยังไม่ตอบ"),
                title=_("{plan}: {count} ข้อเสนอ").format(plan=name_of(revision), count=count),
                next_step=_("แก้ไขตาม หรือตอบเหตุที่ไม่แก้ไข"),
                address=reverse("plans:suggestions", kwargs=revision.address),
            )


def _drafted_orders(revisions: list[Revision]) -> Iterator[Piece]:
    by_key = {revision.pk: revision for revision in revisions}
    for order in AppointmentOrder.objects.filter(revision__in=by_key, issued_at=None).order_by("pk"):
        yield Piece(
            heading=_("ร่างคำสั่งคณะกรรมการที่ยังไม่ได้ลงนาม"),
            title=name_of(by_key[order.revision_id]),
            state=order.reason,
            next_step=_("ตรวจร่าง แล้วเสนอผู้บริหารท้องถิ่นลงนาม"),
            address=reverse(
                "approvals:order", kwargs={**by_key[order.revision_id].address, "seq": order.seq}
            ),
        )


def _meetings(membership: Membership, revisions: list[Revision]) -> Iterator[Piece]:
    stages = [Meeting.Stage.PLANNED, Meeting.Stage.CALLED, Meeting.Stage.OPEN]
    rows = Meeting.objects.filter(organization=membership.organization_id, stage__in=stages)
    for meeting in rows.order_by("held_on", "pk"):
        yield Piece(
            heading=_("การประชุมคณะกรรมการจัดทำแผน"),
            title=_("ครั้งที่ {number}/{year}").format(number=meeting.number, year=meeting.year),
            state=meeting.get_stage_display(),
            next_step=_("ประชุมและบันทึกมติ"),
            due_on=meeting.held_on,
            address=reverse("approvals:meetings", kwargs=revisions[0].address) if revisions else "",
        )


# Passing on -------------------------------------------------------------------------------------


def follow(leaving: Membership, taking: Membership, by: User) -> None:
    """Tell the next person, give him what was not read, and write it into the history of every open plan."""
    _repeat_unread(leaving, taking)
    with translation.override(KEPT_LANGUAGE):
        text = _("ท่านได้รับมอบงานของ {name} ({role}) ตั้งแต่วันที่ {date}").format(
            name=leaving.user,
            role=Role(leaving.role).label,
            date=format_date(_first_day(leaving, taking), "screen"),
        )
    address = reverse("organizations:handover_sheet", args=[taking.organization.code, leaving.pk])  # type: ignore[union-attr]
    tell_people(kind=Notice.Kind.HANDOVER, people=[taking], text=text, address=address)
    if leaving.role not in PLAN_READING_ROLES:
        return
    data = {"from": leaving.pk, "to": taking.pk, "by_order": taking.order_number, "as": leaving.role}
    for revision in Revision.objects.filter(organization=leaving.organization_id, state__in=OPEN).with_plan():
        events.append(
            plan=revision.plan,
            action=HANDED_OVER,
            actor=by,
            role=Role.LAO_ADMIN,
            data={**data, "revision": revision.number},
        )


def _first_day(leaving: Membership, taking: Membership) -> datetime.date:
    after = leaving.ended_on + datetime.timedelta(days=1) if leaving.ended_on else taking.started_on
    return max(after, taking.started_on)


def _repeat_unread(leaving: Membership, taking: Membership) -> None:
    told = set(taking.notices.exclude(decision=None).values_list("decision_id", flat=True))
    for notice in leaving.notices.filter(read_at=None).order_by("pk"):
        if notice.decision_id not in told or notice.decision_id is None:
            tell_people(
                kind=Notice.Kind(notice.kind),
                people=[taking],
                text=notice.text,
                address=notice.address,
                revision=notice.revision,
                decision=notice.decision,
            )


# Roles that expire ------------------------------------------------------------------------------


def warn_of_expiry(day: datetime.date) -> int:
    """Tell the person and the administrators, once, that a role ends within the month; how many notices."""
    soon = Membership.objects.active_on(day).filter(
        ended_on__lte=day + TOLD_BEFORE, organization__isnull=False, user__is_active=True
    )
    written = 0
    for organization in Organization.objects.filter(pk__in=soon.values("organization")):
        with transaction.atomic(), translation.override(KEPT_LANGUAGE):
            Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)  # one warns at a time
            written += sum(_warn(row.membership, row.lacks, day) for row in expiring(organization, day))
    return written


def _warn(ending: Membership, lacks: str, day: datetime.date) -> int:
    assert ending.organization is not None
    assert ending.ended_on is not None
    people = {ending.pk: ending}
    administrators = ending.organization.memberships.active_on(day).filter(
        role=Role.LAO_ADMIN, user__is_active=True
    )
    people |= {row.pk: row for row in administrators}
    address = reverse("organizations:handover_sheet", args=[ending.organization.code, ending.pk])
    date = format_date(ending.ended_on, "screen")
    address = f"{address}?until={ending.ended_on.isoformat()}"
    told = set(
        Notice.objects.filter(membership__in=people, kind=Notice.Kind.HANDOVER, address=address).values_list(
            "membership_id", flat=True
        )
    )
    text = _("บทบาท{role} ของ {name} จะสิ้นสุดในวันที่ {date}").format(
        role=Role(ending.role).label, name=ending.user, date=date
    )
    waiting = [person for pk, person in people.items() if pk not in told]
    tell_people(kind=Notice.Kind.HANDOVER, people=waiting, text=f"{text} {lacks}".strip(), address=address)
    return len(waiting)
