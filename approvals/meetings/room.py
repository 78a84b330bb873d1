"""Who is in the room of a committee's meeting, matter by matter: late, out for a while, or with an interest in it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings import roll
from approvals.meetings.interest import put_out as write_out
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
from thai.dates import now
from thai.text import normalise_line

Presence, Why = Attendee.Presence, Away.Why


@transaction.atomic
def arrive_late(
    meeting: Meeting, attendee: Attendee, *, at: datetime.time | None = None, by: Membership
) -> None:
    """Somebody comes when the meeting has begun: counted from the next resolution on."""
    current = lock(meeting.pk)
    if current.stage != Meeting.Stage.OPEN or current.by_circulation:
        raise MeetingRefused(_("บันทึกผู้มาสายได้ระหว่างการประชุมเท่านั้น"))
    roll.mark(current, {attendee.pk: (Presence.PRESENT, "")}, by=by)
    moment = at or now().time()
    Attendee.objects.filter(pk=attendee.pk).update(absence_reason=f"มาประชุมเวลา {moment:%H.%M} น.")


@transaction.atomic
def everybody_came(meeting: Meeting, *, by: Membership) -> int:
    """Record all who are not recorded yet as present; how many."""
    unknown = meeting.attendees.filter(presence=Presence.UNKNOWN).values_list("pk", flat=True)
    came = {pk: (Presence.PRESENT.value, "") for pk in unknown}
    roll.mark(meeting, came, by=by)
    return len(came)


@transaction.atomic
def put_out(item: AgendaItem, attendee: Attendee, *, why: str, note: str = "", by: Membership) -> None:
    """Write down that somebody is not of the meeting at one matter; a voice given there is taken back.

    A member says for himself that he has an interest; the rest is written by the keepers of the records.
    """
    current, note = _open_item(item, attendee), normalise_line(note)
    if not (why == Why.RECUSED and attendee.membership_id == by.pk):
        require_keeper(current.meeting, by)
    if why not in Why.values:
        raise MeetingRefused(_("กรุณาเลือกเหตุที่ไม่ร่วมพิจารณา"))
    if why == Why.RECUSED and not note:
        raise MeetingRefused(_("กรุณากรอกเหตุที่มีส่วนได้เสีย เช่น เป็นญาติของผู้เข้าอบรม"))
    require_not_his_own(current, attendee, by)
    require_not_his_own_word(current, attendee, by)
    write_out(current.pk, attendee.pk, why, note, written_by=by)


@transaction.atomic
def come_back(item: AgendaItem, attendee: Attendee, *, by: Membership) -> None:
    """Take back what :func:`put_out` wrote; what a member declared himself only he takes back."""
    current = _open_item(item, attendee)
    require_may_lift(current.meeting, current, attendee, by)
    Away.objects.filter(item=current, attendee=attendee).delete()


def _open_item(item: AgendaItem, attendee: Attendee) -> AgendaItem:
    meeting = lock(item.meeting_id)
    if meeting.is_over:
        raise MeetingRefused(_("ปิดการประชุมครั้งนี้แล้ว บันทึกเพิ่มไม่ได้"))
    current = AgendaItem.objects.get(pk=item.pk)
    if current.is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว"))
    if attendee.meeting_id != meeting.pk:
        raise MeetingRefused(_("มีผู้ที่ไม่ได้อยู่ในรายชื่อผู้ประชุม กรุณาเปิดหน้านี้ใหม่"))
    current.meeting = meeting
    return current
