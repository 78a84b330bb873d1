"""What a meeting left in the database, as the plain records that its papers are made of."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import translation

from approvals.meetings.minutes import Item, Person, Records, Voices
from approvals.meetings.tally import Standing, voices
from approvals.models import AgendaItem, Attendee, Away, Meeting, Outcome, Vote
from approvals.notices import KEPT_LANGUAGE
from organizations.models import Organization

Duty = Attendee.Duty
#: In the order in which voices are written down.
CHOICES = (Vote.Choice.FOR, Vote.Choice.AGAINST, Vote.Choice.ABSTAIN)


def body_name(meeting: Meeting) -> str:
    """Whose meeting it is, as papers name the body."""
    if meeting.board is not None:
        return meeting.board.name
    assert isinstance(meeting.organization, Organization)
    return f"คณะกรรมการจัดทำแผนพัฒนาบุคลากร 3 ปี ของ{meeting.organization.full_name}"


def records_of(meeting: Meeting) -> Records:
    """The records of a meeting as they stand, in Thai whatever the language of the screen."""
    with translation.override(KEPT_LANGUAGE):
        return _records(meeting)


def _records(meeting: Meeting) -> Records:
    seats = list(meeting.attendees.all())
    items = list(
        meeting.items.select_related("block", "pulled_by").prefetch_related(
            "votes", "away__attendee", "reasons"
        )
    )
    for item in items:
        item.meeting = meeting
    members = [seat for seat in seats if seat.duty != Duty.GUEST]
    came = _who_came(meeting, members, items)
    chair = next((seat for seat in members if seat.duty == Duty.CHAIR), None)
    before = meeting_before(meeting)
    return Records(
        body=body_name(meeting),
        label=meeting.label,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        by_circulation=meeting.by_circulation,
        chair=name_of(chair) if chair else "",
        present=[_person(seat) for seat in members if seat.pk in came],
        absent=[_person(seat) for seat in members if seat.pk not in came and _is_missed(meeting, seat)],
        guests=[_person(seat) for seat in seats if seat.duty == Duty.GUEST and _guest_came(seat)],
        items=[_item(item, seats) for item in items],
        last_label=before.label if before else "",
    )


def meeting_before(meeting: Meeting) -> Meeting | None:
    """The body's last meeting before this one that was held."""
    others = Meeting.objects.filter(
        organization=meeting.organization_id, board=meeting.board_id, stage=Meeting.Stage.CLOSED
    )
    earlier = Q(held_on__lt=meeting.held_on) | Q(held_on=meeting.held_on, pk__lt=meeting.pk)
    return others.filter(earlier).exclude(pk=meeting.pk).first()


def name_of(seat: Attendee) -> str:
    """The person, or the position where no name is known."""
    return seat.name or seat.position


def _who_came(meeting: Meeting, members: Iterable[Attendee], items: Iterable[AgendaItem]) -> set[int]:
    """Seats that were present; of a circulated paper, those that answered."""
    if meeting.by_circulation:
        return {vote.attendee_id for item in items for vote in item.votes.all()}
    return {seat.pk for seat in members if seat.is_present}


def _is_missed(meeting: Meeting, seat: Attendee) -> bool:
    """Whose absence is worth a line: of a circulated paper, only of those who were asked."""
    return seat.has_vote or not meeting.by_circulation


def _guest_came(seat: Attendee) -> bool:
    return seat.presence != Attendee.Presence.ABSENT


def _person(seat: Attendee) -> Person:
    duty = "" if seat.duty == Duty.GUEST else str(Duty(seat.duty).label)
    note = " ".join(filter(None, [seat.acts_for, seat.absence_reason]))
    return Person(seat.name, seat.position, duty, note)


def _item(item: AgendaItem, seats: list[Attendee]) -> Item:
    block = item.block if item.block and not item.pulled_by else None
    return Item(
        heading=item.heading,
        number=item.number,
        title=item.title,
        discussion=item.discussion,
        block=block.title if block else "",
        outcome=_outcome(item),
        outcome_note=item.outcome_note,
        reasons=tuple(reason.name for reason in item.reasons.all()),
        explained=item.explained,
        override_reason=item.override_reason,
        voices=tuple(_spoken(item, seats)),
        away=tuple(_out(item, seats)),
        pulled=_pulled(item),
    )


def _outcome(item: AgendaItem) -> str:
    if item.heading == AgendaItem.Heading.LAST_MINUTES and item.outcome == Outcome.AGREED:
        return "รับรองรายงานการประชุม"
    return item.get_outcome_display() if item.outcome else ""


def _spoken(item: AgendaItem, seats: list[Attendee]) -> Iterable[Voices]:
    """Who said what, in the order of the seats; also of those who left the body since."""
    given = {vote.attendee_id: vote.choice for vote in item.votes.all()}
    for choice in CHOICES:
        names = tuple(name_of(seat) for seat in seats if given.get(seat.pk) == choice)
        if names:
            yield Voices(str(choice.label), names)


def _out(item: AgendaItem, seats: list[Attendee]) -> Iterable[str]:
    """Who did not take part, and why; who has no voice at a resolution came only after it."""
    yield from (_away_words(row, seats) for row in item.away.all())
    if item.is_concluded and item.revision_id is not None and not item.meeting.by_circulation:
        late = [voice.attendee for voice in voices(item, seats) if voice.standing == Standing.MISSING]
        if any(item.votes.all()):
            yield from (f"{name_of(seat)} มาถึงหลังจากที่ประชุมมีมติเรื่องนี้แล้ว" for seat in late)


def _away_words(row: Away, seats: list[Attendee]) -> str:
    seat = next(one for one in seats if one.pk == row.attendee_id)
    words = "ไม่ร่วมพิจารณาเพราะมีส่วนได้เสีย" if row.why == Away.Why.RECUSED else "ไม่อยู่ในที่ประชุมขณะพิจารณา"
    return f"{name_of(seat)} {words}" + (f" ({row.note})" if row.note else "")


def _pulled(item: AgendaItem) -> str:
    if item.pulled_by is None:
        return ""
    reason = f" เพราะ{item.pulled_reason}" if item.pulled_reason else ""
    return f"{name_of(item.pulled_by)} ขอแยกพิจารณา{reason}"
