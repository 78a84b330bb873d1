"""The resolution of a committee on a plan: what must be in order beyond the votes, then the move."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings import own_work
from approvals.meetings.ballots import require_the_order
from approvals.meetings.call import silent
from approvals.meetings.conclude import Resolution, computed_outcome, conclude
from approvals.meetings.tally import Tally, tally_of
from approvals.meetings.voting import MeetingRefused, lock
from approvals.models import VOTED_OUTCOMES, AgendaItem, Meeting, Outcome
from organizations.models import Membership, User
from plans.models import Revision
from thai.dates import format_date, today

#: What a committee may resolve on a plan.
OUTCOMES = (Outcome.AGREED, Outcome.RETURNED, Outcome.REJECTED, Outcome.DEFERRED)


@transaction.atomic
def resolve(item: AgendaItem, resolution: Resolution, *, by: Membership) -> AgendaItem:
    """Record what the committee resolved and move the plan; all or nothing.

    MeetingRefused, MoveRefused or MoveConflict leave everything as it was.
    """
    meeting = lock(item.meeting_id)
    current = AgendaItem.objects.select_related("meeting", "revision__plan").get(pk=item.pk)
    if not current.is_concluded:
        require_the_order(current)
        _require_the_day(meeting)
    if resolution.outcome and resolution.outcome not in OUTCOMES:
        raise MeetingRefused(_("ไม่รู้จักมติที่เลือก กรุณาเลือกใหม่"))
    return conclude(current, resolution, by=by)


def _require_the_day(meeting: Meeting) -> None:
    """Raise MeetingRefused while a circulated paper may still be answered."""
    if not meeting.by_circulation or meeting.held_on < today():
        return
    if meeting.held_on > today():
        raise MeetingRefused(
            _("ยังเปิดรับคำตอบถึงวันที่ {date} หากทุกคนตอบแล้ว ให้ปิดรับคำตอบก่อนกำหนดก่อน").format(
                date=format_date(meeting.held_on, "screen")
            )
        )
    if left := len(silent(meeting)):
        raise MeetingRefused(
            _("วันนี้เป็นวันสุดท้ายที่เปิดรับคำตอบ ยังมีกรรมการที่ไม่ตอบ {count} คน กรุณาบันทึกมติเมื่อทุกคนตอบแล้วหรือพ้นวันนี้").format(
                count=left
            )
        )


def standing(item: AgendaItem) -> tuple[Tally, str]:
    """The tally of an item now, and the outcome that it gives; empty while it gives none."""
    tally = tally_of(item)
    return tally, computed_outcome(item, tally) if item.revision_id else ""


def obstacles(item: AgendaItem) -> list[str]:
    """What would stand against an agreement by the votes as they are, in words; for the page of the resolution."""
    if item.revision is None or item.is_concluded:
        return []
    tally, outcome = standing(item)
    found = []
    if own_work.paper_is_missing(item):
        found.append(_("ยังไม่ได้แนบไฟล์สแกนใบลงคะแนนหรือบัญชีลงชื่อ ของเสียงที่เลขานุการบันทึกแทน"))
    if tally.is_decidable and outcome == Outcome.AGREED:
        found += own_work.objections(own_work.votes_of(item), preparers_of(item.revision))
    return found


def preparers_of(revision: Revision) -> list[User]:
    """Who wrote in the plan last, and who sent it to the committee."""
    sent = revision.decisions.filter(action="send_to_committee").order_by("-pk").first()
    people = [revision.prepared_by_id, sent.actor_id if sent else None]
    return list(User.objects.filter(pk__in=[pk for pk in people if pk is not None]))


def is_voted(outcome: str) -> bool:
    """True where the outcome needs votes for and against."""
    return outcome in VOTED_OUTCOMES
