"""Who is out of one matter: by a position in the LAO it is about, by their own word, or for having left the room.

A person who serves an LAO is not of the body while its plan is considered (section 15 of the Administrative
Procedure Act B.E. 2539). The memberships say so by themselves, so nobody has to think of it; any other interest is declared.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings.interest import interests, put_out
from approvals.meetings.voting import (
    MeetingRefused,
    lock,
    require_keeper,
    require_may_lift,
    require_not_his_own,
    require_not_his_own_word,
)
from approvals.models import AgendaItem, Attendee, Away, Meeting
from organizations.models import Membership
from thai.text import normalise_line

Why = Away.Why


@transaction.atomic
def declare(item: AgendaItem, attendee: Attendee, *, note: str, by: Membership) -> None:
    """Say that one has an interest in a matter: for oneself, or written down by a keeper of the records."""
    meeting = lock(item.meeting_id)
    if attendee.membership_id != by.pk:
        require_keeper(meeting, by)
    _require_open(meeting, item, attendee)
    note = normalise_line(note)
    if not note:
        raise MeetingRefused(_("กรุณากรอกเหตุที่มีส่วนได้เสีย เช่น เป็นญาติของผู้บริหารท้องถิ่น"))
    require_not_his_own(item, attendee, by)
    require_not_his_own_word(item, attendee, by)
    put_out(item.pk, attendee.pk, Why.RECUSED, note, written_by=by)


@transaction.atomic
def leave(item: AgendaItem, attendee: Attendee, *, note: str, by: Membership) -> None:
    """Write down that somebody was out of the room at one matter."""
    meeting = lock(item.meeting_id)
    require_keeper(meeting, by)
    _require_open(meeting, item, attendee)
    if Away.objects.filter(item=item, attendee=attendee, why=Why.RECUSED).exists():
        raise MeetingRefused(_("ผู้นี้ไม่ร่วมพิจารณาเรื่องนี้เพราะมีส่วนได้เสียอยู่แล้ว"))
    require_not_his_own(item, attendee, by)
    put_out(item.pk, attendee.pk, Why.ABSENT, normalise_line(note), written_by=by)


@transaction.atomic
def come_back(item: AgendaItem, attendee: Attendee, *, by: Membership) -> None:
    """Take back what :func:`declare` or :func:`leave` wrote; who serves the LAO stays out.

    What a member declared himself only he takes back.
    """
    meeting = lock(item.meeting_id)
    require_may_lift(meeting, item, attendee, by)
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
