"""The agenda of a board's meeting: plans that are ready come on it in blocks, each under a number of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.case import Details
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaBlock, AgendaItem, Attendee, Meeting, Outcome
from approvals.moves import MoveConflict, MoveRefused, perform
from approvals.notices import KEPT_LANGUAGE
from organizations.models import Membership
from plans.models import Revision
from thai.collation import sort_key
from thai.text import normalise_line


@dataclass(frozen=True)
class Placed:
    """How one plan of many went: on the agenda, or left out with a word."""

    revision: Revision
    item: AgendaItem | None
    word: str = ""


@translation.override(KEPT_LANGUAGE)
def title_of(revision: Revision) -> str:
    """The matter of a plan, as agenda and minutes name it."""
    cycle = revision.plan.cycle
    words = _("ขอความเห็นชอบแผนพัฒนาบุคลากร 3 ปี ประจำปีงบประมาณ พ.ศ. {first} - {last} ของ{organization}")
    if revision.number:
        words = _(
            "ขอความเห็นชอบการปรับปรุงแผนพัฒนาบุคลากร 3 ปี ประจำปีงบประมาณ พ.ศ. {first} - {last} "
            "ครั้งที่ {number} ของ{organization}"
        )
    return words.format(
        first=cycle.first,
        last=cycle.last,
        number=revision.number,
        organization=revision.plan.organization.full_name,
    )


@transaction.atomic
def add_block(
    meeting: Meeting, *, title: str, recommendation: str, by: Membership, note: str = ""
) -> AgendaBlock:
    """A new block at the end of the meeting's blocks."""
    current = _editable(meeting, by)
    last = current.blocks.aggregate(last=Max("order"))["last"] or 0
    return AgendaBlock.objects.create(
        meeting=current,
        order=last + 1,
        title=normalise_line(title)[:200],
        recommendation=Outcome(recommendation),
        note=note,
    )


def put_on(
    meeting: Meeting, revisions: Iterable[Revision], *, by: Membership, block: AgendaBlock | None = None
) -> list[Placed]:
    """Put submitted plans on the agenda in the order of their LAOs' names; each in a transaction of its own."""
    ordered = sorted(revisions, key=lambda one: sort_key(one.plan.organization.name))
    return [_place(meeting, revision, block, by) for revision in ordered]


def _place(meeting: Meeting, revision: Revision, block: AgendaBlock | None, by: Membership) -> Placed:
    try:
        return Placed(revision, _put(meeting, revision, block, by))
    except (MeetingRefused, MoveRefused, MoveConflict) as refused:
        return Placed(revision, None, str(refused))
    except IntegrityError:
        return Placed(revision, None, _("แผนนี้อยู่ในวาระการประชุมอื่นแล้ว"))


@transaction.atomic
def _put(meeting: Meeting, revision: Revision, block: AgendaBlock | None, by: Membership) -> AgendaItem:
    current = _editable(meeting, by)
    heading = AgendaItem.Heading.FOR_DECISION
    last = current.items.filter(heading=heading).aggregate(last=Max("order"))["last"] or 0
    item = AgendaItem(
        meeting=current,
        heading=heading,
        order=last + 1,
        title=title_of(revision),
        block=block,
        revision=revision,
    )
    seen = revision.snapshot.sha256 if revision.snapshot else ""
    details = Details(meeting_number=current.label, meeting_on=current.held_on, agenda_item=item.number)
    perform(revision=revision, action="put_on_agenda", by=by, seen=seen, details=details)
    item.snapshot = revision.snapshot
    item.save()
    return item


@transaction.atomic
def recommend(item: AgendaItem, *, outcome: str, note: str, by: Membership) -> AgendaItem:
    """The secretary's recommendation on one plan; empty follows its block."""
    _editable(item.meeting, by)
    current = AgendaItem.objects.select_for_update(no_key=True, of=("self",)).get(pk=item.pk)
    if current.is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว เปลี่ยนข้อเสนอไม่ได้"))
    if current.votes.exists():
        raise MeetingRefused(_("มีผู้ออกเสียงในเรื่องนี้แล้ว ต้องยกเลิกเสียงก่อนจึงเปลี่ยนข้อเสนอได้"))
    current.recommendation = Outcome(outcome) if outcome else ""
    current.recommendation_note = note
    current.save(update_fields=["recommendation", "recommendation_note"])
    return current


@transaction.atomic
def pull_out(item: AgendaItem, *, attendee: Attendee, reason: str, by: Membership) -> AgendaItem:
    """A member has one plan considered by itself; voices given with the block are taken back with it.

    A keeper of the records writes down what a member asked for, while nobody has voted himself.
    """
    meeting = lock(item.meeting_id)
    if meeting.is_over:
        raise MeetingRefused(_("ปิดการประชุมแล้ว ขอแยกพิจารณาไม่ได้"))
    current = AgendaItem.objects.get(pk=item.pk)
    if current.is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว ขอแยกพิจารณาไม่ได้"))
    if attendee.meeting_id != meeting.pk or attendee.duty == Attendee.Duty.GUEST:
        raise MeetingRefused(_("เฉพาะผู้ร่วมประชุมครั้งนี้จึงขอแยกพิจารณาได้"))
    reason = _words_of(current, meeting, attendee, normalise_line(reason), by)
    if current.pulled_by_id is None:
        current.pulled_by, current.pulled_reason = attendee, reason[:300]
        current.votes.all().delete()
        current.save(update_fields=["pulled_by", "pulled_reason"])
    return current


def _words_of(item: AgendaItem, meeting: Meeting, attendee: Attendee, reason: str, by: Membership) -> str:
    """The reason, with who wrote it down for another; MeetingRefused where ``by`` may not do so."""
    if attendee.membership_id == by.pk and attendee.has_vote:
        return reason
    require_keeper(meeting, by)
    if item.votes.filter(on_paper=False).exists():
        raise MeetingRefused(
            _("มีกรรมการออกเสียงเรื่องนี้ด้วยตนเองแล้ว ผู้อื่นขอแยกพิจารณาแทนไม่ได้ กรุณาให้กรรมการที่ขอแยกพิจารณากดด้วยตนเอง")
        )
    with translation.override(KEPT_LANGUAGE):
        note = _(" (บันทึกโดย {name})").format(name=by.user)
    return reason[: 300 - len(note)] + note


def items_of_block(block: AgendaBlock) -> list[AgendaItem]:
    """What a vote on the block is about: its items without those pulled out."""
    return list(
        block.items.filter(pulled_by=None)
        .select_related("meeting", "snapshot", "block", "revision__plan__organization")
        .defer("snapshot__content")
        .prefetch_related("votes", "away", "reasons")
    )


def _editable(meeting: Meeting, by: Membership) -> Meeting:
    current = lock(meeting.pk)
    require_keeper(current, by)
    if current.is_over:
        raise MeetingRefused(_("การประชุมนี้ปิดหรือยกเลิกแล้ว แก้ระเบียบวาระไม่ได้"))
    return current
