"""Calling a meeting of the committee: its number and day, who sits by the order of that day, and telling them.

A paper that is circulated instead of a meeting is open for answers from the moment it is sent out, until its day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.meetings import roll
from approvals.meetings.agenda import put_last_minutes_on, put_plan_on, take_content
from approvals.meetings.chain import note_cancelled, plans_on
from approvals.meetings.tally import Standing, voices
from approvals.meetings.voting import MeetingRefused, lock, require_keeper, was_out_of_a_resolution
from approvals.models import Attendee, Meeting, Notice
from approvals.notices import KEPT_LANGUAGE, tell_people
from approvals.orders import allows_circulation, appointed_on, committee_on
from organizations.models import Membership
from plans.edit import Stale
from plans.holders import plain
from plans.models import Revision, State
from thai.dates import format_date, today
from thai.fiscal import ERA_OFFSET

Duty, Stage = Attendee.Duty, Meeting.Stage
#: Days ahead at which members are told (section 80 of the Administrative Procedure Act B.E. 2539).
NOTICE_DAYS = 3


@dataclass(frozen=True)
class Plans:
    """What is fixed when a meeting is planned."""

    number: int
    held_on: datetime.date
    starts_at: datetime.time | None = None
    place: str = ""
    by_circulation: bool = False


@transaction.atomic
def plan_meeting(revision: Revision, plans: Plans, *, with_plan: bool, by: Membership) -> Meeting:
    """A new meeting of the committee, the plan on its agenda if wanted; MeetingRefused says what is wrong."""
    meeting = Meeting(organization=revision.plan.organization)
    _fill(meeting, revision, plans, by)
    if with_plan:
        put_plan_on(meeting, revision, by=by)
    put_last_minutes_on(meeting, revision.plan)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, revision: Revision, plans: Plans, *, expected_version: int, by: Membership
) -> Meeting:
    """Another day, hour or place, before the meeting begins; who was called is told again."""
    current = lock(meeting.pk)
    if current.version != expected_version:
        raise Stale
    if current.stage not in (Stage.PLANNED, Stage.CALLED):
        raise MeetingRefused(_("การประชุมนี้เริ่มหรือสิ้นสุดแล้ว เปลี่ยนวันและสถานที่ไม่ได้"))
    if plans.by_circulation != current.by_circulation and current.stage == Stage.CALLED:
        raise MeetingRefused(_("เรียกประชุมแล้ว เปลี่ยนเป็นเวียนขอมติไม่ได้ กรุณายกเลิกการประชุมนี้แล้วเริ่มใหม่"))
    moved = (current.held_on, current.starts_at, current.place) != (
        plans.held_on,
        plans.starts_at,
        plans.place,
    )
    _fill(current, revision, plans, by)
    if moved and current.stage == Stage.CALLED:
        realign(current, revision, by=by)
        _tell(current, revision, but=by, changed=True)
    return current


def _fill(meeting: Meeting, revision: Revision, plans: Plans, by: Membership) -> None:
    require_keeper(meeting, by)
    _require_day(revision, plans)
    meeting.number, meeting.year = plans.number, plans.held_on.year + ERA_OFFSET
    meeting.held_on, meeting.starts_at = plans.held_on, plans.starts_at
    meeting.place, meeting.by_circulation = plans.place, plans.by_circulation
    meeting.version += 1 if meeting.pk else 0
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise MeetingRefused(
            _("มีการประชุมครั้งที่ {label} แล้ว กรุณาใช้เลขครั้งที่ {number}").format(
                label=meeting.label, number=roll.next_number(revision.plan.organization, plans.held_on)
            )
        ) from error


def _require_day(revision: Revision, plans: Plans) -> None:
    appointed = appointed_on(revision)
    if appointed and plans.held_on < appointed:
        raise MeetingRefused(
            _("วันที่ประชุมอยู่ก่อนคำสั่งแต่งตั้งคณะกรรมการ (ลงวันที่ {date}) กรุณาตรวจวันที่ประชุมหรือคำสั่ง").format(
                date=format_date(appointed, "screen")
            )
        )
    if plans.by_circulation and not allows_circulation(revision, plans.held_on):
        raise MeetingRefused(
            _("คำสั่งแต่งตั้งคณะกรรมการไม่ได้ให้ขอมติโดยเวียนหนังสือ กรุณาเรียกประชุม หรือออกคำสั่งเปลี่ยนแปลงก่อน")
        )
    if plans.by_circulation and plans.held_on < today():
        raise MeetingRefused(_("วันสุดท้ายที่ให้ตอบผ่านไปแล้ว กรุณากำหนดวันใหม่"))


def cautions(meeting: Meeting, revision: Revision) -> list[str]:
    """What the secretary should know and what stops nobody."""
    found = []
    ahead = (meeting.held_on - today()).days
    if meeting.stage == Stage.PLANNED and ahead == 0:
        found.append(
            _("กำหนดวันไว้วันนี้ ควรแจ้งกรรมการล่วงหน้าไม่น้อยกว่า {needed} วัน เว้นแต่เป็นเรื่องเร่งด่วน").format(
                needed=NOTICE_DAYS
            )
        )
    if meeting.stage == Stage.PLANNED and 0 < ahead < NOTICE_DAYS:
        found.append(
            _("เหลือเวลาอีก {days} วัน ควรแจ้งกรรมการล่วงหน้าไม่น้อยกว่า {needed} วัน เว้นแต่เป็นเรื่องเร่งด่วน").format(
                days=ahead, needed=NOTICE_DAYS
            )
        )
    if meeting.stage == Stage.PLANNED and ahead < 0 and not meeting.by_circulation:
        found.append(_("วันประชุมผ่านไปแล้ว ใช้บันทึกการประชุมที่จัดไปแล้วได้ กรุณาตรวจวันที่"))
    if not meeting.is_over and _unsent(meeting):
        found.append(_("แผนในวาระยังไม่ได้ส่งให้คณะกรรมการพิจารณา กรรมการออกเสียงได้เมื่อเจ้าหน้าที่ส่งแผนแล้ว"))
    if needs_realigning(meeting, revision):
        found.append(_("คำสั่งแต่งตั้งคณะกรรมการเปลี่ยนแปลงหลังจากเรียกประชุม กรุณาปรับรายชื่อตามคำสั่งล่าสุด"))
    return found


def needs_realigning(meeting: Meeting, revision: Revision) -> bool:
    """The order changed after the meeting was called."""
    return meeting.stage in (Stage.CALLED, Stage.OPEN) and not is_by_the_order(meeting, revision)


# Seats -----------------------------------------------------------------------------------------


@transaction.atomic
def call(meeting: Meeting, revision: Revision, *, by: Membership) -> Meeting:
    """Call the committee by the order in force on the day, and tell everybody; a circulated paper opens at once."""
    current = lock(meeting.pk)
    if current.stage != Stage.PLANNED:
        raise MeetingRefused(_("เรียกประชุมครั้งนี้ไปแล้ว"))
    if current.by_circulation:
        _require_day(revision, _plans_of(current))
        _require_sent(current)
    guests = list(current.attendees.filter(duty=Duty.GUEST))
    seats = roll.committee_seats(current, committee_on(revision, current.held_on))
    for place, guest in enumerate(guests, start=len(seats) + 1):
        guest.pk, guest.order = None, place
    called = roll.call(current, [*seats, *guests], by=by)
    take_content(called)
    put_last_minutes_on(called, revision.plan)
    if called.by_circulation:
        called.stage = Stage.OPEN
        called.save(update_fields=["stage"])
    _tell(called, revision, but=by)
    return called


def _unsent(meeting: Meeting) -> bool:
    """True while a plan on the agenda is not before the committee: there is nothing to vote on yet."""
    return meeting.items.filter(outcome="", revision__state=State.DRAFTING).exists()


def _require_sent(meeting: Meeting) -> None:
    if _unsent(meeting):
        raise MeetingRefused(
            _("แผนยังไม่ได้ส่งให้คณะกรรมการพิจารณา กรรมการจึงตอบไม่ได้ กรุณาให้เจ้าหน้าที่ส่งแผนก่อน แล้วจึงส่งเวียนขอมติ")
        )


def _plans_of(meeting: Meeting) -> Plans:
    return Plans(meeting.number, meeting.held_on, meeting.starts_at, meeting.place, meeting.by_circulation)


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Membership) -> Meeting:
    """Open the meeting on its day, over the content that is before the committee."""
    opened = roll.open_(meeting, by=by)
    take_content(opened)
    return opened


def is_by_the_order(meeting: Meeting, revision: Revision) -> bool:
    """True while those called are those whom the order in force on the day names."""
    seats = [seat for seat in meeting.attendees.all() if seat.duty != Duty.GUEST and seat.acts_for != GONE]
    wanted = roll.committee_seats(meeting, committee_on(revision, meeting.held_on))
    return sorted(map(_key, seats)) == sorted(map(_key, wanted)) and _displaced(seats, wanted) is None


#: Marks the seat of somebody who has spoken at this meeting and left the committee since.
GONE = "พ้นจากคณะกรรมการ"


def _displaced(seats: Iterable[Attendee], wanted: Iterable[Attendee]) -> Attendee | None:
    """Who leads by an earlier order; None where the chair was taken over at the meeting itself."""
    leads = next((seat for seat in seats if seat.duty == Duty.CHAIR and not seat.acts_for), None)
    chair = next((seat for seat in wanted if seat.duty == Duty.CHAIR), None)
    return leads if leads and chair and _key(leads) != _key(chair) else None


def _key(seat: Attendee) -> tuple[str, bool]:
    """Who sits, whatever the account and the duty taken over at the meeting."""
    return plain(seat.name) or seat.position, seat.has_vote


@transaction.atomic
def realign(meeting: Meeting, revision: Revision, *, by: Membership) -> Meeting:
    """Seats as the order in force on the day has them; who stays keeps attendance and voice.

    Who left the committee loses the voice on what is not resolved yet; what was resolved stays as it was.
    """
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.stage not in (Stage.CALLED, Stage.OPEN):
        raise MeetingRefused(_("ปรับรายชื่อได้หลังเรียกประชุมและก่อนปิดการประชุมเท่านั้น"))
    seated = list(current.attendees.exclude(duty=Duty.GUEST))
    wanted = roll.committee_seats(current, committee_on(revision, current.held_on))
    old = {_key(seat): seat for seat in seated}
    stay = {_key(seat) for seat in wanted}
    for key, seat in old.items():
        if key not in stay:
            _leave(seat)
    if displaced := _displaced(old.values(), wanted):
        Attendee.objects.filter(pk=displaced.pk).update(duty=Duty.MEMBER)
    has_chair = current.attendees.filter(duty=Duty.CHAIR).exists()
    place = current.attendees.aggregate(last=Max("order"))["last"] or 0
    for seat in wanted:
        if _key(seat) in old:
            duty = seat.duty if seat.duty == Duty.CHAIR and not has_chair else F("duty")
            stays = Attendee.objects.filter(pk=old[_key(seat)].pk)
            stays.update(membership=seat.membership, duty=duty)
            continue
        place += 1
        seat.order = place
        if seat.duty == Duty.CHAIR and has_chair:
            seat.duty = Duty.MEMBER
        seat.save()
        _tell(current, revision, but=by, seats=[seat])
    return current


def _leave(seat: Attendee) -> None:
    seat.votes.filter(item__outcome="").delete()
    if not seat.votes.exists() and not was_out_of_a_resolution(seat):
        seat.delete()
        return
    Attendee.objects.filter(pk=seat.pk).update(
        duty=Duty.GUEST,
        has_vote=False,
        acts_for=GONE,
        membership=None,  # who comes back has a new seat
    )


@transaction.atomic
def add_guest(meeting: Meeting, *, name: str, position: str, by: Membership) -> Attendee:
    """Somebody who attends without a vote."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.is_over:
        raise MeetingRefused(_("ปิดการประชุมครั้งนี้แล้ว บันทึกเพิ่มไม่ได้"))
    place = (current.attendees.aggregate(last=Max("order"))["last"] or 0) + 1
    return Attendee.objects.create(
        meeting=current, order=place, name=name, position=position, duty=Duty.GUEST, has_vote=False
    )


# Circulation -----------------------------------------------------------------------------------


def silent(meeting: Meeting) -> list[Attendee]:
    """Members asked by a circulated paper who have not answered on every matter."""
    seats = list(meeting.attendees.select_related("membership__user"))
    found: dict[int, Attendee] = {}
    for item in meeting.items.filter(revision__isnull=False, outcome="").prefetch_related("votes", "away"):
        item.meeting = meeting
        for voice in voices(item, seats):
            if voice.standing == Standing.ABSENT:
                found[voice.attendee.pk] = voice.attendee
    return [seat for seat in seats if seat.pk in found]


@transaction.atomic
def end_early(meeting: Meeting, *, by: Membership) -> Meeting:
    """End a circulation today, before its day, because everybody has answered."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    if not current.by_circulation or current.stage != Stage.OPEN:
        raise MeetingRefused(_("ใช้ได้เฉพาะการเวียนขอมติที่ยังเปิดรับคำตอบ"))
    if current.held_on > today():
        if silent(current):
            raise MeetingRefused(_("ยังมีกรรมการที่ไม่ตอบ จึงปิดรับคำตอบก่อนกำหนดไม่ได้"))
        current.held_on = today()
        current.save(update_fields=["held_on"])
    return current


# Telling ---------------------------------------------------------------------------------------


def _tell(
    meeting: Meeting,
    revision: Revision,
    *,
    but: Membership,
    changed: bool = False,
    seats: Iterable[Attendee] | None = None,
) -> None:
    """A notice to each member called (or to ``seats``), with the way to the meeting."""
    with translation.override(KEPT_LANGUAGE):
        words = _("เชิญประชุมคณะกรรมการจัดทำแผน ครั้งที่ {label} วันที่ {date}")
        if meeting.stage == Stage.CANCELLED:
            words = _("ยกเลิกการประชุมคณะกรรมการจัดทำแผน ครั้งที่ {label} วันที่ {date}")
        elif meeting.by_circulation:
            words = _("ขอมติคณะกรรมการจัดทำแผนโดยเวียนหนังสือ ครั้งที่ {label} โปรดตอบภายในวันที่ {date}")
        elif changed:
            words = _("เปลี่ยนวันหรือสถานที่ประชุมคณะกรรมการจัดทำแผน ครั้งที่ {label} เป็นวันที่ {date}")
        text = words.format(label=meeting.label, date=format_date(meeting.held_on, "screen"))
        if meeting.place and not meeting.by_circulation:
            text += f" {meeting.place}"
    called = meeting.attendees.all() if seats is None else seats
    tell_people(
        kind=Notice.Kind.MEETING,
        people=[seat.membership for seat in called if seat.membership and seat.membership_id != but.pk],
        text=text,
        address=reverse("approvals:meeting", kwargs={**revision.address, "meeting": meeting.pk}),
        revision=revision,
    )


@transaction.atomic
def cancel(meeting: Meeting, revision: Revision, *, reason: str, by: Membership) -> Meeting:
    """Call a meeting off that has not begun; its matters without a voice come off its agenda."""
    current = lock(meeting.pk)
    require_keeper(current, by)
    circulates = current.by_circulation and current.stage == Stage.OPEN
    if circulates:
        current.stage = Stage.CALLED
        current.save(update_fields=["stage"])
    was_called, plans = current.stage == Stage.CALLED, plans_on(current)
    if current.stage in (Stage.PLANNED, Stage.CALLED):
        current.items.filter(outcome="", votes=None).delete()
    done = roll.cancel(current, by=by, reason=reason)
    if was_called:
        note_cancelled(done, plans, by)
        _tell(done, revision, but=by)
    return done
