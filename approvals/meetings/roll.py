"""The life of a meeting but for its votes: who is called, who came, when it opened and closed.

The stage moves only forward and by compare-and-swap under the meeting's own row, so two secretaries cannot close
one meeting twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import cast

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from approvals.meetings.chain import note_step
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaItem, AppointedMember, Attendee, Away, Meeting
from organizations.models import Board, Membership, Organization
from organizations.roles import Role
from plans.models import CommitteeMember
from plans.papers.orders import position_of
from thai.dates import format_date, now, today
from thai.fiscal import ERA_OFFSET

Duty, Presence, Stage = Attendee.Duty, Attendee.Presence, Meeting.Stage

_BOARD_DUTIES = {
    Role.BOARD_CHAIR: Duty.CHAIR,
    Role.BOARD_MEMBER: Duty.MEMBER,
    Role.BOARD_SECRETARY: Duty.SECRETARY,
}
#: Duties that speak but do not vote: on a board its secretary, in a committee the assistants.
_VOICELESS_ON_A_BOARD = frozenset({Duty.SECRETARY, Duty.GUEST})
_VOICELESS = frozenset({Duty.ASSISTANT, Duty.GUEST})


def next_number(body: Organization | Board, day: datetime.date) -> int:
    """The next number of the body's meetings in the calendar year of ``day`` (they restart each year)."""
    whose = Q(organization=body) if isinstance(body, Organization) else Q(board=body)
    last = Meeting.objects.filter(whose, year=day.year + ERA_OFFSET).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


# Who is called ---------------------------------------------------------------------------------


def board_seats(meeting: Meeting) -> list[Attendee]:
    """A seat, not stored yet, for everybody who serves the board on the day of the meeting; the chair first."""
    held = (
        Membership.objects.active_on(meeting.held_on)
        .filter(board=meeting.board, role__in=_BOARD_DUTIES, user__is_active=True)
        .select_related("user")
    )
    order = list(_BOARD_DUTIES)
    people = sorted(held, key=lambda one: (order.index(Role(one.role)), one.started_on, one.pk))
    seats: list[Attendee] = []
    voices: set[int] = set()  # a person with two offices on the board has one voice
    for one in people:
        seat = _seat(meeting, len(seats) + 1, _BOARD_DUTIES[Role(one.role)], one, str(one.user), one.position)
        if not seat.has_vote or one.user_id not in voices:
            seats.append(seat)
            voices.add(one.user_id)
    return _with_one_chair(seats)


def committee_seats(meeting: Meeting, members: Iterable[AppointedMember]) -> list[Attendee]:
    """A seat, not stored yet, for each member of an LAO's committee.

    ``members`` are those of the order in force on the day, with the memberships by which they sign in
    (``approvals.orders.committee_on``). Somebody who sits twice is called once.
    """
    seats: list[Attendee] = []
    called: set[int] = set()
    for one in members:
        membership = one.membership if one.membership_id not in called else None
        called |= {membership.pk} if membership else set()
        position = position_of(cast(CommitteeMember, one))
        seats.append(_seat(meeting, len(seats) + 1, Duty(one.duty), membership, one.person_name, position))
    return _with_one_chair(seats)


def _seat(
    meeting: Meeting, place: int, duty: Attendee.Duty, membership: Membership | None, name: str, position: str
) -> Attendee:
    voiceless = _VOICELESS_ON_A_BOARD if meeting.board_id is not None else _VOICELESS
    return Attendee(
        meeting=meeting,
        order=place,
        duty=duty,
        membership=membership,
        name=name,
        position=position,
        has_vote=duty not in voiceless,
    )


def _with_one_chair(seats: list[Attendee]) -> list[Attendee]:
    """The first chair leads; another holder of the role sits as a member."""
    chairs = [seat for seat in seats if seat.duty == Duty.CHAIR]
    for seat in chairs[1:]:
        seat.duty = Duty.MEMBER
    return seats


@transaction.atomic
def call(meeting: Meeting, seats: Iterable[Attendee], *, by: Membership) -> Meeting:
    """Call the meeting with these seats, and keep presence that was recorded for a person already."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage not in (Stage.PLANNED, Stage.CALLED):
        raise MeetingRefused(_("การประชุมนี้เปิดหรือปิดไปแล้ว เรียกประชุมใหม่ไม่ได้"))
    seats = list(seats)
    if not any(seat.has_vote for seat in seats):
        raise MeetingRefused(_("ยังไม่มีกรรมการที่มีสิทธิออกเสียง กรุณาตรวจคำสั่งแต่งตั้งหรือรายชื่อกรรมการ"))
    current.attendees.all().delete()
    for seat in seats:
        seat.meeting = current
    Attendee.objects.bulk_create(seats)
    reached = _advance(current, Stage.CALLED)
    note_step(reached, by)
    return reached


# Holding ---------------------------------------------------------------------------------------


@transaction.atomic
def mark(meeting: Meeting, presence: Mapping[int, tuple[str, str]], *, by: Membership) -> None:
    """Record who came: attendee pk -> (presence, reason of absence). Who has voted cannot become absent."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage not in (Stage.CALLED, Stage.OPEN):
        raise MeetingRefused(_("บันทึกผู้มาประชุมได้หลังเรียกประชุมและก่อนปิดการประชุมเท่านั้น"))
    for one in current.attendees.filter(pk__in=presence).prefetch_related("votes"):
        came, reason = presence[one.pk]
        if came != Presence.PRESENT and one.votes.exists():
            raise MeetingRefused(
                _("{name} ออกเสียงไปแล้ว จึงบันทึกว่าไม่มาประชุมไม่ได้ หากออกจากห้องก่อน ให้บันทึกเป็นรายวาระ").format(
                    name=one.name or one.position
                )
            )
        one.presence, one.absence_reason = Presence(came), "" if came == Presence.PRESENT else reason
        one.save(update_fields=["presence", "absence_reason"])


@transaction.atomic
def take_the_chair(meeting: Meeting, attendee: Attendee, *, by: Membership) -> None:
    """Somebody present with a vote leads this meeting in the chair's absence (section 80 of the Act of 2539)."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    one = current.attendees.get(pk=attendee.pk)
    if current.is_over or not one.has_vote or not one.is_present:
        raise MeetingRefused(_("ผู้ทำหน้าที่ประธานต้องเป็นกรรมการที่มาประชุมและมีสิทธิออกเสียง"))
    _require_no_chair(current, one, by)
    current.attendees.filter(duty=Duty.CHAIR).exclude(pk=one.pk).update(duty=Duty.MEMBER)
    one.duty, one.acts_for = Duty.CHAIR, _("ประธานในที่ประชุม")
    one.save(update_fields=["duty", "acts_for"])


def _require_no_chair(meeting: Meeting, one: Attendee, by: Membership) -> None:
    """Raise MeetingRefused where the chair leads, or where the further voice would decide what was voted on already."""
    if meeting.items.filter(outcome="", votes__isnull=False).exists():
        raise MeetingRefused(
            _("มีผู้ออกเสียงในเรื่องที่ยังไม่มีมติแล้ว จึงเปลี่ยนประธานในที่ประชุมไม่ได้ กรุณาบันทึกมติหรือยกเลิกเสียงก่อน")
        )
    chair = meeting.attendees.filter(duty=Duty.CHAIR, presence=Presence.PRESENT).exclude(pk=one.pk).first()
    if chair is None or chair.membership_id in (None, by.pk):
        return  # absent, handing it over, or without an account to hand it over by
    if not Away.objects.filter(attendee=chair, item__meeting=meeting, item__outcome="").exists():
        raise MeetingRefused(_("ประธานอยู่ในที่ประชุม ให้ประธานเป็นผู้มอบให้กรรมการอื่นทำหน้าที่ประธานด้วยตนเอง"))


@transaction.atomic
def open_(meeting: Meeting, *, by: Membership, at: datetime.time | None = None) -> Meeting:
    """Open the meeting on its day; a quorum is asked of each resolution, not of the opening."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage == Stage.OPEN:
        return current
    if current.stage != Stage.CALLED:
        raise MeetingRefused(_("ต้องเรียกประชุมก่อน จึงเปิดการประชุมได้"))
    if current.held_on > today():
        raise MeetingRefused(
            _("การประชุมนี้กำหนดไว้วันที่ {date} ยังเปิดไม่ได้").format(date=format_date(current.held_on, "screen"))
        )
    current.starts_at = at or current.starts_at or now().time().replace(second=0, microsecond=0)
    reached = _advance(current, Stage.OPEN)
    note_step(reached, by)
    return reached


def undecided(meeting: Meeting) -> list[AgendaItem]:
    """Plans on the agenda that have no resolution yet."""
    return list(meeting.items.filter(outcome="", revision__isnull=False))


@transaction.atomic
def close(meeting: Meeting, *, by: Membership, at: datetime.time | None = None) -> Meeting:
    """Close the meeting; every plan on its agenda has a resolution by then, if only to defer it."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage == Stage.CLOSED:
        raise MeetingRefused(
            _("{who} ปิดการประชุมนี้ไปแล้ว").format(who=current.closed_by.user if current.closed_by else "")
        )
    if current.stage != Stage.OPEN:
        raise MeetingRefused(_("ยังไม่ได้เปิดการประชุม"))
    if left := undecided(current):
        names = ", ".join(item.number for item in left[:10])
        raise MeetingRefused(
            _("ยังมีเรื่องที่ไม่มีมติ {count} เรื่อง ({names}) กรุณาบันทึกมติหรือเลื่อนการพิจารณา").format(
                count=len(left), names=names
            )
        )
    current.ends_at = at or _ended_at(current)
    current.closed_at, current.closed_by = now(), by
    reached = _advance(current, Stage.CLOSED)
    note_step(reached, by)
    return reached


def _ended_at(meeting: Meeting) -> datetime.time | None:
    """The hour of now; unknown where a meeting that was held before is written down afterwards."""
    moment = now()
    hour = moment.time().replace(second=0, microsecond=0)
    is_of_the_day = moment.date() == meeting.held_on and (
        meeting.starts_at is None or meeting.starts_at <= hour
    )
    return hour if is_of_the_day else None


@transaction.atomic
def cancel(meeting: Meeting, *, by: Membership, reason: str) -> Meeting:
    """Call a planned meeting off; plans on its agenda must be taken off first."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.is_over or current.stage == Stage.OPEN:
        raise MeetingRefused(_("ยกเลิกการประชุมที่เปิดหรือปิดไปแล้วไม่ได้"))
    if undecided(current):
        raise MeetingRefused(_("ยังมีแผนอยู่ในวาระ กรุณานำออกจากวาระหรือย้ายไปการประชุมครั้งอื่นก่อน"))
    if not reason.strip():
        raise MeetingRefused(_("กรุณากรอกเหตุที่ยกเลิกการประชุม"))
    current.cancelled_reason = reason.strip()
    return _advance(current, Stage.CANCELLED)


def _advance(meeting: Meeting, stage: str) -> Meeting:
    meeting.stage = stage
    meeting.version += 1
    meeting.save()
    return meeting
