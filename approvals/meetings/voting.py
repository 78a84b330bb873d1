"""Casting votes: by each member for himself, or by the secretary for voices given in the room or on paper.

A voice once given stays: a different one is refused until the first is taken back, and nothing changes after the
resolution. Everything about one meeting queues up at its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings.interest import recuse_by_office
from approvals.models import AgendaItem, Attendee, Away, Meeting, Vote
from organizations.models import Membership
from organizations.roles import Role
from plans.models import Plan
from thai.dates import now, today
from thai.text import normalise_line

#: Who keeps the records of a meeting.
KEEPERS = {
    "organization": frozenset({Role.COMMITTEE_SECRETARY, Role.COMMITTEE_CHAIR, Role.COMMITTEE_ASSISTANT}),
    "board": frozenset({Role.BOARD_SECRETARY, Role.BOARD_CHAIR}),
}


class MeetingRefused(Exception):
    """What was asked of a meeting cannot be done; the Thai message says why and what to do."""


@dataclass(frozen=True)
class Refusal:
    """A voice that was not counted, with the reason."""

    item: AgendaItem
    attendee: Attendee
    message: str


def keeps_records(meeting: Meeting, by: Membership) -> bool:
    """True for the secretariat and the chair of the body whose meeting it is."""
    if meeting.board_id is not None:
        return by.board_id == meeting.board_id and by.role in KEEPERS["board"]
    return by.organization_id == meeting.organization_id and by.role in KEEPERS["organization"]


def require_keeper(meeting: Meeting, by: Membership) -> None:
    """Raise MeetingRefused unless ``by`` keeps the records of the meeting today."""
    if not keeps_records(meeting, by) or not by.is_active_on(today()) or not by.user.is_active:
        raise MeetingRefused(_("เฉพาะประธานและเลขานุการของคณะนี้ที่ยังดำรงตำแหน่งอยู่จึงบันทึกการประชุมได้"))


def lock(meeting_id: int) -> Meeting:
    """The meeting as it is now, its row held until the transaction ends."""
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting_id)


def queue_for(item: AgendaItem) -> None:
    """Wait for other moves of the plan before the item is touched: they settle it while they hold the plan.

    The order is always: the meeting, the plan, the item.
    """
    if item.revision_id is not None:
        Plan.objects.select_for_update(no_key=True, of=("self",)).get(revisions=item.revision_id)


def require_live(meeting: Meeting) -> None:
    """Raise MeetingRefused unless the meeting is being held."""
    if meeting.stage == Meeting.Stage.CLOSED:
        raise MeetingRefused(_("ปิดการประชุมครั้งนี้แล้ว บันทึกเพิ่มไม่ได้"))
    if meeting.stage != Meeting.Stage.OPEN:
        raise MeetingRefused(_("ยังไม่ได้เปิดการประชุม กรุณาเปิดการประชุมและบันทึกผู้มาประชุมก่อน"))


@transaction.atomic
def cast(
    items: Iterable[AgendaItem],
    choices: Mapping[int, str],
    *,
    by: Membership,
    seen: Mapping[int, str] | None = None,
    note: str = "",
    on_paper: bool = False,
) -> list[Refusal]:
    """Count voices (attendee pk -> choice) on items of one meeting; what could not be counted, with reasons.

    ``seen`` maps item pk to the hash of the content that was before the voter: another content is refused.
    MeetingRefused when the meeting is not open or ``by`` may not speak for one of the attendees.
    """
    items, note = list(items), normalise_line(note)
    meeting = lock(items[0].meeting_id)
    require_live(meeting)
    attendees = {one.pk: one for one in meeting.attendees.select_related("membership__user")}
    if not choices.keys() <= attendees.keys():
        raise MeetingRefused(_("มีผู้ที่ไม่ได้อยู่ในรายชื่อผู้ประชุม กรุณาเปิดหน้านี้ใหม่"))
    for key in choices:
        _require_voice_of(attendees[key], meeting, by)
    recuse_by_office(meeting, items)
    fresh = list(
        AgendaItem.objects.filter(pk__in=[item.pk for item in items], meeting=meeting)
        .select_for_update(no_key=True, of=("self",))  # a move outside the meeting settles its item
        .order_by("pk")
        .select_related("snapshot", "meeting")
        .prefetch_related("votes", "away")
    )
    refused: list[Refusal] = []
    new: list[Vote] = []
    for item in fresh:
        for key, choice in choices.items():
            if message := _objection(item, attendees[key], choice, meeting, (seen or {}).get(item.pk)):
                refused.append(Refusal(item, attendees[key], message))
            elif not any(vote.attendee_id == key for vote in item.votes.all()):
                new.append(_vote(item, attendees[key], choice, by, note=note, on_paper=on_paper))
    Vote.objects.bulk_create(new)
    return refused


def _vote(
    item: AgendaItem, attendee: Attendee, choice: str, by: Membership, *, note: str, on_paper: bool
) -> Vote:
    return Vote(
        item=item,
        attendee=attendee,
        choice=Vote.Choice(choice),
        note=note,
        cast_at=now(),
        cast_by=by.user,
        on_paper=on_paper or attendee.membership_id != by.pk,
    )


@transaction.atomic
def take_back(item: AgendaItem, attendee: Attendee, *, by: Membership) -> None:
    """Take a voice back before the resolution: by the one who gave it, or by the secretary who wrote it down."""
    meeting = lock(item.meeting_id)
    require_live(meeting)
    _require_voice_of(attendee, meeting, by)
    if AgendaItem.objects.get(pk=item.pk).is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว เปลี่ยนเสียงไม่ได้"))
    require_not_his_own(item, attendee, by)
    Vote.objects.filter(item=item, attendee=attendee).delete()


def require_not_his_own(item: AgendaItem, attendee: Attendee, by: Membership) -> None:
    """Raise MeetingRefused where a member has spoken himself and ``by`` is somebody else."""
    given = Vote.objects.filter(item=item, attendee=attendee, on_paper=False)
    if attendee.membership_id != by.pk and given.exists():
        raise MeetingRefused(
            _("{name} ออกเสียงด้วยตนเองในระบบแล้ว ผู้อื่นยกเลิกเสียงนั้นไม่ได้ กรุณาให้เจ้าของเสียงยกเลิกเอง").format(
                name=attendee.name or attendee.position
            )
        )


def require_not_his_own_word(item: AgendaItem, attendee: Attendee, by: Membership) -> None:
    """Raise MeetingRefused where a member declared an interest himself and ``by`` is somebody else."""
    rows = Away.objects.filter(item=item, attendee=attendee).select_related("attendee")
    if attendee.membership_id != by.pk and any(row.is_own_word for row in rows):
        raise MeetingRefused(
            _("{name} แจ้งด้วยตนเองว่ามีส่วนได้เสียในเรื่องนี้ ผู้อื่นยกเลิกแทนไม่ได้ กรุณาให้เจ้าตัวยกเลิกเอง").format(
                name=attendee.name or attendee.position
            )
        )


def require_may_lift(meeting: Meeting, item: AgendaItem, attendee: Attendee, by: Membership) -> None:
    """A member takes back what he declared himself; what the keepers wrote down they take back."""
    require_not_his_own_word(item, attendee, by)
    rows = Away.objects.filter(item=item, attendee=attendee).select_related("attendee")
    if not any(row.is_own_word for row in rows):
        require_keeper(meeting, by)


def has_own_word(attendee: Attendee) -> bool:
    """True where this person declared an interest in a matter himself: the seat does not go and come anew."""
    return any(row.is_own_word for row in Away.objects.filter(attendee=attendee).select_related("attendee"))


def was_out_of_a_resolution(attendee: Attendee) -> bool:
    """True where a resolution says that this person was not of the meeting: that seat stays on record."""
    return Away.objects.filter(attendee=attendee).exclude(item__outcome="").exists()


def _require_voice_of(attendee: Attendee, meeting: Meeting, by: Membership) -> None:
    """A member speaks for himself while his term lasts; the keepers of the records write down what was said."""
    own = attendee.membership_id == by.pk
    if own and not (by.is_active_on(today()) and by.user.is_active):
        raise MeetingRefused(_("วาระการดำรงตำแหน่งของท่านสิ้นสุดแล้ว จึงออกเสียงไม่ได้"))
    if not own:
        require_keeper(meeting, by)


def _objection(item: AgendaItem, attendee: Attendee, choice: str, meeting: Meeting, seen: str | None) -> str:
    """Why one voice does not count; empty when it does."""
    if choice not in Vote.Choice.values:
        return _("กรุณาเลือก เห็นชอบ ไม่เห็นชอบ หรืองดออกเสียง")
    if item.is_concluded:
        return _("เรื่องนี้มีมติแล้ว")
    if seen is not None and item.snapshot is not None and seen != item.snapshot.sha256:
        return _("เนื้อหาของแผนไม่ใช่ฉบับที่ท่านเห็น กรุณาอ่านฉบับปัจจุบันก่อนออกเสียง")
    if not attendee.has_vote:
        return _("ผู้นี้ไม่มีสิทธิออกเสียง")
    if attendee.membership and not attendee.membership.is_active_on(meeting.held_on):
        return _("ผู้นี้พ้นจากตำแหน่งก่อนวันประชุม จึงออกเสียงไม่ได้")
    away = {row.attendee_id: row.why for row in item.away.all()}
    if away.get(attendee.pk) == Away.Why.RECUSED:
        return _("ผู้นี้มีส่วนได้เสียและไม่ร่วมพิจารณาเรื่องนี้")
    if away.get(attendee.pk) or not (attendee.is_present or meeting.by_circulation):
        return _("ผู้นี้ไม่อยู่ในที่ประชุม กรุณาบันทึกการมาประชุมก่อน")
    given = next((vote for vote in item.votes.all() if vote.attendee_id == attendee.pk), None)
    if given is not None and given.choice != choice:
        return _("ออกเสียงไปแล้วว่า {choice} หากต้องการเปลี่ยน ให้ยกเลิกเสียงเดิมก่อน").format(
            choice=given.get_choice_display()
        )
    return ""
