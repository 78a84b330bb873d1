"""Who is called to a board's meeting: the seats by office, guests, substitutes; and telling them."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.meetings import roll
from approvals.meetings.interest import recuse_by_office
from approvals.meetings.voting import (
    MeetingRefused,
    has_own_word,
    lock,
    require_keeper,
    was_out_of_a_resolution,
)
from approvals.models import Attendee, Meeting, Notice
from approvals.notices import KEPT_LANGUAGE, tell_people
from organizations.models import Membership
from thai.dates import format_date

Duty, Stage = Attendee.Duty, Meeting.Stage


@transaction.atomic
def call(meeting: Meeting, *, by: Membership) -> Meeting:
    """Call everybody who serves the board on the day of the meeting, and tell them where their agenda is."""
    current = lock(meeting.pk)
    if current.stage != Stage.PLANNED:
        raise MeetingRefused(_("เรียกประชุมครั้งนี้ไปแล้ว แก้ไขรายชื่อทีละคนได้จนกว่าจะปิดการประชุม"))
    called = roll.call(current, roll.board_seats(current), by=by)
    recuse_by_office(called)
    _tell(called, but=by)
    return called


@transaction.atomic
def open_sitting(meeting: Meeting, *, by: Membership) -> Meeting:
    """Open the meeting; positions that people took meanwhile keep them out of the matters concerned."""
    opened = roll.open_(meeting, by=by)
    recuse_by_office(opened)
    return opened


@transaction.atomic
def everybody_came(meeting: Meeting, *, by: Membership) -> int:
    """Record all who are not recorded yet as present; how many."""
    unknown = meeting.attendees.filter(presence=Attendee.Presence.UNKNOWN).values_list("pk", flat=True)
    came = {pk: (Attendee.Presence.PRESENT.value, "") for pk in unknown}
    roll.mark(meeting, came, by=by)
    return len(came)


def may_be_called(meeting: Meeting) -> list[Membership]:
    """People of the board who have no seat at this meeting."""
    seated = meeting.attendees.exclude(membership=None).values("membership")
    people = Membership.objects.active_on(meeting.held_on).filter(board=meeting.board, user__is_active=True)
    return list(people.exclude(pk__in=seated).select_related("user").order_by("user__full_name"))


@transaction.atomic
def save_seat(meeting: Meeting, seat: Attendee, *, by: Membership) -> Attendee:
    """Add a seat or a guest, or change one; a voice that was given stays with a vote."""
    current = _changeable(meeting, by)
    if seat.pk is None:
        seat.meeting = current
        seat.order = (current.attendees.aggregate(last=Max("order"))["last"] or 0) + 1
    if seat.duty == Duty.GUEST:
        seat.has_vote = False
    if seat.pk and not seat.has_vote and seat.votes.exists():
        raise MeetingRefused(_("ผู้นี้ออกเสียงไปแล้ว จึงเปลี่ยนเป็นไม่มีสิทธิออกเสียงไม่ได้"))
    _require_one_voice(current, seat)
    if not (seat.name or seat.position):
        raise MeetingRefused(_("กรุณากรอกชื่อหรือตำแหน่ง"))
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as error:
        raise MeetingRefused(_("ผู้นี้อยู่ในรายชื่อแล้ว หรือมีประธานในที่ประชุมอยู่แล้ว")) from error
    recuse_by_office(current)
    return seat


def _require_one_voice(meeting: Meeting, seat: Attendee) -> None:
    """Raise MeetingRefused where the person has a voice by another seat: one person, one voice."""
    if not seat.has_vote or seat.membership is None:
        return
    voices = meeting.attendees.filter(has_vote=True, membership__user=seat.membership.user_id)
    if voices.exclude(pk=seat.pk).exists():
        raise MeetingRefused(_("ผู้นี้มีสิทธิออกเสียงในอีกตำแหน่งหนึ่งของการประชุมนี้แล้ว หนึ่งคนออกเสียงได้หนึ่งเสียง"))


@transaction.atomic
def remove_seat(meeting: Meeting, seat: Attendee, *, by: Membership) -> None:
    """Take a seat off that has left no trace at the meeting."""
    current = _changeable(meeting, by)
    if seat.votes.exists() or seat.pulled.exists() or was_out_of_a_resolution(seat):
        raise MeetingRefused(_("ผู้นี้ออกเสียงหรือขอแยกพิจารณาแล้ว จึงลบออกจากรายชื่อไม่ได้"))
    if has_own_word(seat):
        raise MeetingRefused(_("ผู้นี้แจ้งด้วยตนเองว่ามีส่วนได้เสีย จึงลบออกจากรายชื่อไม่ได้"))
    if not current.attendees.filter(has_vote=True).exclude(pk=seat.pk).exists():
        raise MeetingRefused(_("ต้องมีกรรมการที่มีสิทธิออกเสียงอย่างน้อย 1 คน"))
    seat.delete()


def _changeable(meeting: Meeting, by: Membership) -> Meeting:
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage not in (Stage.CALLED, Stage.OPEN):
        raise MeetingRefused(_("แก้ไขรายชื่อได้หลังเรียกประชุมและก่อนปิดการประชุมเท่านั้น"))
    return current


def _tell(meeting: Meeting, *, but: Membership) -> None:
    """A notice to each person called, with the way to the agenda."""
    with translation.override(KEPT_LANGUAGE):
        words = _("เชิญประชุม{board} ครั้งที่ {label} วันที่ {date}").format(
            board=meeting.board, label=meeting.label, date=format_date(meeting.held_on, "screen")
        )
    assert meeting.board is not None
    address = reverse("approvals:my_agenda", args=[meeting.board.code, meeting.year, meeting.number])
    called = meeting.attendees.exclude(membership=None).exclude(membership=but).values("membership")
    people = Membership.objects.filter(pk__in=called)
    tell_people(kind=Notice.Kind.MEETING, people=people, text=words, address=address)
