"""Voices at a committee's meeting: a member's own, on the phone, and those that the secretary writes down."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings.call import is_by_the_order
from approvals.meetings.voting import MeetingRefused, cast, lock, take_back
from approvals.models import AgendaItem, Attendee, Meeting
from organizations.models import Membership
from plans.models import Revision, State
from thai.dates import format_date, today


def seat_of(meeting: Meeting, acting: Membership) -> Attendee | None:
    """The seat of the person who looks, if called to this meeting in this role."""
    return meeting.attendees.filter(membership=acting).select_related("membership__user").first()


def seat_in_another_role(meeting: Meeting, acting: Membership) -> Attendee | None:
    """The seat of the same person in another role, which has to be taken up first."""
    seats = meeting.attendees.filter(membership__user=acting.user_id).exclude(membership=acting)
    return seats.select_related("membership__user").first()


@transaction.atomic
def speak(
    item: AgendaItem, seat: Attendee, choice: str, *, note: str = "", seen: str, by: Membership
) -> None:
    """A member's own voice; MeetingRefused says why it does not count."""
    meeting = lock(item.meeting_id)
    _require_before_the_committee(item)
    if meeting.by_circulation and meeting.held_on < today():
        raise MeetingRefused(
            _("ปิดรับคำตอบแล้วเมื่อวันที่ {date}").format(date=format_date(meeting.held_on, "screen"))
        )
    if seat.membership_id != by.pk:
        raise MeetingRefused(_("ออกเสียงแทนผู้อื่นไม่ได้"))
    refused = cast([item], {seat.pk: choice}, by=by, seen={item.pk: seen}, note=note[:500])
    if refused:
        raise MeetingRefused(refused[0].message)


@transaction.atomic
def record(item: AgendaItem, choices: Mapping[int, str], *, seen: str, by: Membership) -> None:
    """Voices given in the room or on paper, all or none; a voice already written down alike stays as it is."""
    _require_before_the_committee(item)
    refused = cast([item], choices, by=by, seen={item.pk: seen}, on_paper=True)
    if refused:
        words = [f"{one.attendee.name or one.attendee.position}: {one.message}" for one in refused]
        raise MeetingRefused(" ".join(words))


@transaction.atomic
def withdraw(item: AgendaItem, seat: Attendee, *, by: Membership) -> None:
    """Take a voice back before the resolution."""
    take_back(item, seat, by=by)


def require_the_order(item: AgendaItem) -> None:
    """Raise MeetingRefused where the committee has changed by a further order since it was called."""
    if item.revision is not None and not is_by_the_order(item.meeting, item.revision):
        raise MeetingRefused(
            _("คำสั่งแต่งตั้งคณะกรรมการเปลี่ยนแปลงหลังจากเรียกประชุม กรุณาปรับรายชื่อตามคำสั่งล่าสุดก่อนบันทึกมติ")
        )


def _require_before_the_committee(item: AgendaItem) -> None:
    revision = Revision.objects.filter(pk=item.revision_id or 0).first()
    fresh = AgendaItem.objects.get(pk=item.pk)
    if revision is None:
        raise MeetingRefused(_("เรื่องนี้ไม่ใช่แผน จึงไม่ต้องออกเสียง"))
    if fresh.is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว: {outcome}").format(outcome=fresh.get_outcome_display()))
    if revision.state != State.IN_COMMITTEE or fresh.snapshot_id != revision.snapshot_id:
        raise MeetingRefused(_("แผนยังไม่ได้ส่งให้คณะกรรมการพิจารณา หรือถูกดึงกลับไปแก้ไขแล้ว กรุณาเปิดหน้าการประชุมใหม่"))
