"""From votes to a resolution to a move: each item in one transaction, none twice, and a block never breaks.

The outcome follows from the tally. A person may record another one, with a reason that stays in the records.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.case import Details
from approvals.meetings import roll
from approvals.meetings.chain import note_put_off
from approvals.meetings.interest import has_new_interest, recuse_by_office
from approvals.meetings.own_work import paper_is_missing
from approvals.meetings.tally import Tally, tally_of
from approvals.meetings.voting import MeetingRefused, lock, queue_for, require_keeper, require_live
from approvals.models import VOTED_OUTCOMES, AgendaItem, Decision, Meeting, Notice, Outcome, ReturnReason
from approvals.moves import MoveConflict, MoveRefused, perform
from approvals.notices import KEPT_LANGUAGE, holders, name_of, tell_people
from approvals.table import SECRETARIAT
from organizations.models import Membership
from plans.models import Revision, State
from thai.dates import now, today

#: What an outcome does to the plan: action of ``approvals.table``; none leaves the plan where it is.
BOARD_ACTIONS: dict[str, str] = {
    Outcome.AGREED: "approve",
    Outcome.AGREED_WITH_CORRECTIONS: "approve_with_corrections",
    Outcome.RETURNED: "send_back",
    Outcome.REJECTED: "reject",
    Outcome.DEFERRED: "take_off_agenda",
    Outcome.WITHDRAWN: "withdraw_at_meeting",
}
COMMITTEE_ACTIONS: dict[str, str] = {
    Outcome.AGREED: "endorse",
    Outcome.RETURNED: "committee_return",
    Outcome.REJECTED: "committee_return",
}
#: Outcomes that say why in words of their own.
EXPLAINED_OUTCOMES = frozenset({Outcome.DEFERRED, Outcome.WITHDRAWN, Outcome.AGREED_WITH_CORRECTIONS})
#: Outcomes that give the LAO reasons from the catalog.
REASONED_OUTCOMES = frozenset({Outcome.AGREED_WITH_CORRECTIONS, Outcome.RETURNED, Outcome.REJECTED})
#: Outcomes that may name the day from which the plan is in force.
AGREEING_OUTCOMES = frozenset({Outcome.AGREED, Outcome.AGREED_WITH_CORRECTIONS})
#: Words of the only resolution that a meeting without a quorum can record: to consider the matter another time.
NO_QUORUM = "ไม่ครบองค์ประชุม"
OVERRIDE_LENGTH = 10  #: characters that a reason has at least


@dataclass(frozen=True)
class Resolution:
    """What the meeting resolves on one item, as the secretary writes it down."""

    outcome: str = ""  # empty: what the votes say
    note: str = ""
    reasons: Sequence[ReturnReason] = ()
    override_reason: str = ""
    effective_on: datetime.date | None = None  # named by a resolution that agrees


@dataclass(frozen=True)
class Concluded:
    """How one item of many went: done, or skipped with a word."""

    item: AgendaItem
    done: bool
    word: str


def computed_outcome(item: AgendaItem, tally: Tally) -> str:
    """The outcome that the votes give; empty while they give none."""
    if not tally.is_decidable:
        return ""
    proposed = proposal_of(item)
    if tally.carried:
        return proposed
    if proposed in (Outcome.AGREED, Outcome.AGREED_WITH_CORRECTIONS):
        return Outcome.REJECTED if item.meeting.board_id else Outcome.RETURNED
    return ""


def proposal_of(item: AgendaItem) -> str:
    """What is put to the vote: the item's own recommendation, else its block's, else agreement."""
    if item.recommendation:
        return item.recommendation
    return item.block.recommendation if item.block and not item.pulled_by_id else Outcome.AGREED


@transaction.atomic
def conclude(item: AgendaItem, resolution: Resolution, *, by: Membership) -> AgendaItem:
    """Record the resolution on one item and move its plan; all or nothing.

    MeetingRefused, MoveRefused or MoveConflict leave everything as it was.
    """
    meeting = lock(item.meeting_id)
    require_keeper(meeting, by)
    require_live(meeting)
    queue_for(item)
    current = AgendaItem.objects.select_related("meeting", "block", "snapshot").get(pk=item.pk)
    if current.is_concluded:
        raise MeetingRefused(_("เรื่องนี้มีมติแล้ว: {outcome}").format(outcome=current.get_outcome_display()))
    if current.revision_id is not None:
        current.revision = Revision.objects.with_plan().select_related("snapshot").get(pk=current.revision_id)
    if has_new_interest(current, meeting):
        recuse_by_office(meeting, [current])
    tally = tally_of(current)
    outcome = resolution.outcome or (computed_outcome(current, tally) if current.revision else Outcome.NOTED)
    _require_fitting(current, tally, outcome, resolution)
    _require_paper(current, outcome)
    current.outcome = outcome
    current.outcome_note = resolution.note
    current.override_reason = resolution.override_reason if _is_override(current, tally, outcome) else ""
    current.explained = tally.explained if outcome in VOTED_OUTCOMES and current.revision else ""
    current.concluded_at, current.concluded_by = now(), by
    current.reasons.set(resolution.reasons)
    current.save()
    if current.revision is not None:
        _move(current, tally, resolution, by)
    return current


def _is_override(item: AgendaItem, tally: Tally, outcome: str) -> bool:
    return bool(item.revision) and outcome in VOTED_OUTCOMES and outcome != computed_outcome(item, tally)


def _require_fitting(item: AgendaItem, tally: Tally, outcome: str, resolution: Resolution) -> None:
    """Raise MeetingRefused when the outcome cannot be recorded on these votes."""
    if outcome and outcome not in Outcome.values:
        raise MeetingRefused(_("ไม่รู้จักมติที่เลือก กรุณาเลือกใหม่"))
    if item.revision is None:
        return
    if not tally.has_quorum and not (outcome == Outcome.DEFERRED and NO_QUORUM in resolution.note):
        raise MeetingRefused(
            _("ไม่ครบองค์ประชุม: {explained} กรุณาตรวจการมาประชุม หรือเลื่อนการพิจารณาโดยระบุเหตุว่า {words}").format(
                explained=tally.explained, words=NO_QUORUM
            )
        )
    _require_words(outcome, resolution)
    if outcome and outcome not in VOTED_OUTCOMES:
        return
    if tally.missing:
        raise MeetingRefused(_("ยังมีผู้มาประชุมที่ไม่ได้ออกเสียง {count} คน").format(count=tally.missing))
    if not outcome:
        raise MeetingRefused(
            _("คะแนนเท่ากันและประธานไม่ได้ออกเสียงชี้ขาด หรือเสียงข้างมากไม่รับข้อเสนอ กรุณาเลือกมติและระบุเหตุ")
        )
    if _is_override(item, tally, outcome) and len(resolution.override_reason.strip()) < OVERRIDE_LENGTH:
        raise MeetingRefused(
            _("มติที่เลือกต่างจากผลที่คำนวณจากคะแนนเสียง ({explained}) กรุณาระบุเหตุอย่างน้อย {count} ตัวอักษร").format(
                explained=tally.explained, count=OVERRIDE_LENGTH
            )
        )


def _require_paper(item: AgendaItem, outcome: str) -> None:
    """Raise MeetingRefused when the votes decide and somebody wrote them down with nothing to show for them."""
    if item.revision is None or outcome not in VOTED_OUTCOMES or not paper_is_missing(item):
        return
    if item.meeting.board_id is None:
        raise MeetingRefused(
            _("มีเสียงที่เลขานุการบันทึกแทนกรรมการ กรุณาแนบไฟล์สแกนใบลงคะแนนหรือบัญชีลงชื่อของการประชุมก่อนบันทึกมติ")
        )
    raise MeetingRefused(
        _(
            "มีเสียงที่ผู้อื่นบันทึกแทนกรรมการ กรุณาแนบไฟล์สแกนใบลงคะแนนหรือบัญชีลงชื่อของการประชุม "
            "หรือให้ประธานในที่ประชุมออกเสียงเรื่องนี้ด้วยตนเองในหน้า วาระของฉัน ก่อนบันทึกมติ"
        )
    )


def _require_words(outcome: str, resolution: Resolution) -> None:
    """Raise MeetingRefused when the outcome needs words or reasons that are not there."""
    if outcome == Outcome.NOTED:
        raise MeetingRefused(_("เรื่องที่เป็นแผนต้องมีมติ จะบันทึกเพียงรับทราบไม่ได้"))
    if outcome in EXPLAINED_OUTCOMES and not resolution.note.strip():
        raise MeetingRefused(_("กรุณากรอกรายละเอียดของมติ: {outcome}").format(outcome=Outcome(outcome).label))
    if resolution.effective_on and outcome not in AGREEING_OUTCOMES:
        raise MeetingRefused(_("กรอกวันมีผลใช้บังคับได้เฉพาะมติเห็นชอบ กรุณาเว้นว่าง"))
    if outcome in REASONED_OUTCOMES and not resolution.reasons:
        raise MeetingRefused(
            _("กรุณาเลือกเหตุผลอย่างน้อย 1 ข้อ สำหรับมติ: {outcome}").format(outcome=Outcome(outcome).label)
        )


def _move(item: AgendaItem, tally: Tally, resolution: Resolution, by: Membership) -> Decision | None:
    """Take the plan where the outcome leads."""
    assert item.revision is not None
    actions = BOARD_ACTIONS if item.meeting.board_id else COMMITTEE_ACTIONS
    action = actions.get(item.outcome)
    if action is None:
        if not item.meeting.board_id and item.revision.state != State.IN_COMMITTEE:
            raise MeetingRefused(_("แผนไม่ได้อยู่ในขั้นตอนของคณะกรรมการแล้ว กรุณาเปิดหน้าแผนใหม่"))
        note_put_off(item, by)
        _tell_put_off(item.revision, by)
        return None
    details = Details(
        note="\n".join(filter(None, [resolution.note.strip(), item.override_reason.strip()])),
        reasons=tuple(resolution.reasons),
        meeting_number=item.meeting.label,
        meeting_on=item.meeting.held_on,
        agenda_item=item.number,
        members_total=tally.seats,
        members_present=tally.present,
        votes_for=tally.votes_for,
        item=item,
        effective_on=resolution.effective_on,
    )
    seen = item.snapshot.sha256 if item.snapshot else ""
    return perform(revision=item.revision, action=action, by=by, seen=seen, details=details)


def _tell_put_off(revision: Revision, by: Membership) -> None:
    """Those who prepare the plan hear that it waits for another meeting."""
    people = Membership.objects.active_on(today()).filter(user__is_active=True)
    with translation.override(KEPT_LANGUAGE):
        text = _("{plan}: คณะกรรมการจัดทำแผนเลื่อนการพิจารณา ต้องเรียกประชุมใหม่").format(plan=name_of(revision))
    tell_people(
        kind=Notice.Kind.DECISION,
        people=people.filter(holders(revision, SECRETARIAT)).exclude(pk=by.pk),
        text=text,
        revision=revision,
    )


@transaction.atomic
def close_committee(meeting: Meeting, *, by: Membership) -> Meeting:
    """Close a committee's meeting; the minutes of the one before are adopted unless something else was resolved."""
    if meeting.stage == Meeting.Stage.OPEN:
        for item in meeting.items.filter(outcome="", revision=None, heading=AgendaItem.Heading.LAST_MINUTES):
            conclude(item, Resolution(outcome=Outcome.AGREED), by=by)
    return roll.close(meeting, by=by)


def conclude_many(
    items: Iterable[AgendaItem], *, by: Membership, resolution: Resolution | None = None
) -> list[Concluded]:
    """Conclude items one by one by what their votes say; one that cannot be is skipped with a word."""
    return [_attempt(item, resolution or Resolution(), by) for item in items]


def _attempt(item: AgendaItem, resolution: Resolution, by: Membership) -> Concluded:
    try:
        done = conclude(item, resolution, by=by)
    except (MeetingRefused, MoveRefused, MoveConflict) as refused:
        return Concluded(item, False, str(refused))
    return Concluded(done, True, done.get_outcome_display())
