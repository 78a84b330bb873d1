"""Who is out of one matter: by a position in the LAO it is about, by their own word, or for having left the room.

A person who serves an LAO is not of the body while its plan is considered (section 15 of the Administrative
Procedure Act B.E. 2539). The memberships say so by themselves, so nobody has to think of it; any other interest is declared.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaItem, Attendee, Away, Meeting
from approvals.notices import KEPT_LANGUAGE
from organizations.models import Membership

Why = Away.Why


def interests(
    attendees: Iterable[Attendee], items: Iterable[AgendaItem], meeting: Meeting
) -> dict[tuple[int, int], str]:
    """(item, attendee) -> the position held in the LAO of the item on the day of the meeting."""
    users: dict[int, list[Attendee]] = {}
    for one in attendees:
        if one.membership is not None:
            users.setdefault(one.membership.user_id, []).append(one)
    of_lao: dict[int, list[AgendaItem]] = {}
    for item in items:
        if item.revision is not None:
            of_lao.setdefault(item.revision.organization_id, []).append(item)
    held = Membership.objects.active_on(meeting.held_on).filter(user__in=users, organization__in=of_lao)
    with translation.override(KEPT_LANGUAGE):
        return {
            (item.pk, seat.pk): one.position or one.get_role_display()
            for one in held
            for seat in users[one.user_id]
            for item in of_lao[one.organization_id or 0]
        }


@transaction.atomic
def recuse_by_office(meeting: Meeting, items: Iterable[AgendaItem] | None = None) -> int:
    """Take those who serve the LAO of an open matter out of it, with the voice they may have given; how many were new.

    Asked when a matter comes on the agenda, when people are called and when the meeting opens.
    """
    found = list(
        meeting.items.filter(outcome="", revision__isnull=False).select_related("revision")
        if items is None
        else items
    )
    attendees = list(meeting.attendees.exclude(membership=None).select_related("membership"))
    known = interests(attendees, found, meeting)
    if not known:
        return 0
    already = set(Away.objects.filter(item__in=found, why=Why.RECUSED).values_list("item_id", "attendee_id"))
    new = {pair: position for pair, position in known.items() if pair not in already}
    for (item, attendee), position in new.items():
        _put_out(item, attendee, Why.RECUSED, position)
    return len(new)


@transaction.atomic
def declare(item: AgendaItem, attendee: Attendee, *, note: str, by: Membership) -> None:
    """Say that one has an interest in a matter: for oneself, or written down by a keeper of the records."""
    meeting = lock(item.meeting_id)
    if attendee.membership_id != by.pk:
        require_keeper(meeting, by)
    _require_open(meeting, item, attendee)
    if not note.strip():
        raise MeetingRefused(_("กรุณากรอกเหตุที่มีส่วนได้เสีย เช่น เป็นญาติของผู้บริหารท้องถิ่น"))
    _put_out(item.pk, attendee.pk, Why.RECUSED, note.strip())


@transaction.atomic
def leave(item: AgendaItem, attendee: Attendee, *, note: str, by: Membership) -> None:
    """Write down that somebody was out of the room at one matter."""
    meeting = lock(item.meeting_id)
    require_keeper(meeting, by)
    _require_open(meeting, item, attendee)
    if Away.objects.filter(item=item, attendee=attendee, why=Why.RECUSED).exists():
        raise MeetingRefused(_("ผู้นี้ไม่ร่วมพิจารณาเรื่องนี้เพราะมีส่วนได้เสียอยู่แล้ว"))
    _put_out(item.pk, attendee.pk, Why.ABSENT, note.strip())


@transaction.atomic
def come_back(item: AgendaItem, attendee: Attendee, *, by: Membership) -> None:
    """Take back what :func:`declare` or :func:`leave` wrote; who serves the LAO stays out."""
    meeting = lock(item.meeting_id)
    require_keeper(meeting, by)
    _require_open(meeting, item, attendee)
    if interests([attendee], [item], meeting):
        raise MeetingRefused(_("ผู้นี้มีตำแหน่งในองค์กรปกครองส่วนท้องถิ่นของเรื่องนี้ จึงร่วมพิจารณาไม่ได้"))
    Away.objects.filter(item=item, attendee=attendee).delete()


def _require_open(meeting: Meeting, item: AgendaItem, attendee: Attendee) -> None:
    if meeting.is_over:
        raise MeetingRefused(_("ปิดการประชุมครั้งนี้แล้ว บันทึกเพิ่มไม่ได้"))
    if AgendaItem.objects.get(pk=item.pk).is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว"))
    if attendee.meeting_id != meeting.pk or item.meeting_id != meeting.pk:
        raise MeetingRefused(_("มีผู้ที่ไม่ได้อยู่ในรายชื่อผู้ประชุม กรุณาเปิดหน้านี้ใหม่"))


def _put_out(item: int, attendee: int, why: str, note: str) -> None:
    Away.objects.update_or_create(
        item_id=item, attendee_id=attendee, defaults={"why": why, "note": note[:200]}
    )
    Attendee.objects.get(pk=attendee).votes.filter(item_id=item).delete()
