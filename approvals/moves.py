"""Moving a revision: which moves are open to a person, why one is not, and the one function that moves.

Nothing else in the system writes ``Revision.state``.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from approvals import announce, events, notices, witness
from approvals.case import Case, Details, Objection
from approvals.guards import cautions
from approvals.meetings.follow import settle_agenda
from approvals.models import AgendaItem, Announcement, Decision, NumberTaken
from approvals.numbers import NumberInUse, note_typed
from approvals.table import (
    ACTIONS,
    BY_ACTION_AND_STATE,
    INSIDE_ACTIONS,
    MOVES,
    Ask,
    Freeze,
    Move,
    moves_from,
    moves_of,
)
from organizations.models import Membership
from plans.checks.report import keep_report
from plans.freeze import fingerprint, freeze
from plans.models import Plan, Revision, Snapshot
from thai.dates import format_date, format_time, now, today

__all__ = [
    "MOVES",
    "Details",
    "Move",
    "MoveConflict",
    "MoveRefused",
    "available",
    "may_make",
    "perform",
    "seen_now",
    "why_not",
]

#: What a move cannot do without, by what it asks.
REQUIRED: dict[Ask, tuple[str, ...]] = {
    Ask.REASONS: ("reasons",),
    Ask.NOTE_REQUIRED: ("note",),
    Ask.MEETING: ("meeting_number", "meeting_on"),
    Ask.AGENDA: ("meeting_number", "meeting_on", "agenda_item"),
    Ask.VOTES: ("members_present", "votes_for"),
    Ask.LETTER: ("letter_number", "letter_on"),
    Ask.ANNOUNCEMENT: ("dated_on", "effective_on", "signer_name", "signer_position"),
    Ask.EVIDENCE: (),
}


class MoveRefused(Exception):
    """The move is not allowed or not complete; ``objections`` say why, each with the field at fault if any."""

    def __init__(self, *objections: Objection) -> None:
        super().__init__(" ".join(objection.message for objection in objections))
        self.objections = objections


class MoveConflict(Exception):
    """Somebody else was first, or the content is no longer what was seen; ``decision`` is what happened, if known."""

    def __init__(self, message: str, decision: Decision | None = None) -> None:
        super().__init__(message)
        self.decision = decision


# Asking ----------------------------------------------------------------------------------------


def may_make(revision: Revision, move: Move, acting: Membership | None, *, in_meeting: bool = False) -> bool:
    """True when ``acting`` holds the role for the move in the right body; the state is not asked.

    ``in_meeting``: the move follows the votes of a meeting, whose secretary writes it down.
    """
    roles = move.roles | move.meeting_roles if in_meeting else move.roles
    if not acting or acting.role not in roles:
        return False
    if move.is_for_board:
        return revision.belongs_to_board_of(acting)
    return acting.organization_id == revision.organization_id


def available(revision: Revision, acting: Membership | None) -> list[Move]:
    """Moves out of the present state that ``acting`` may make, guards not yet asked; what is waited for first."""
    return [move for move in moves_from(revision.state) if may_make(revision, move, acting)]


def why_not(revision: Revision, move: Move, acting: Membership) -> list[str]:
    """Why the move is refused whatever is filled in; empty when it can be tried."""
    if not may_make(revision, move, acting):
        return [_("บทบาทของท่านดำเนินการขั้นตอนนี้ไม่ได้")]
    if revision.state != move.source:
        return [_("แผนไม่ได้อยู่ในขั้นตอนนี้แล้ว")]
    case = Case(revision, acting)
    return [objection.message for guard in move.guards for objection in guard(case)]


def seen_now(revision: Revision, move: Move) -> str:
    """The hash of what a person who opens the form of this move has before them."""
    if move.seen_by_content:
        return fingerprint(revision)
    return revision.snapshot.sha256 if revision.snapshot else ""


# Moving ----------------------------------------------------------------------------------------


@transaction.atomic
def perform(
    *, revision: Revision, action: str, by: Membership, seen: str | None, details: Details | None = None
) -> Decision:
    """Make a move, or raise MoveRefused or MoveConflict and leave everything as it was.

    ``seen`` is the hash of what the person had before them (:func:`seen_now`); it may be None only where
    nothing frozen is decided upon. State, decision, event, announcement and notices are one transaction.
    """
    Plan.objects.select_for_update(no_key=True).get(pk=revision.plan_id)  # moves of one plan queue up here
    current = Revision.objects.with_plan().select_for_update(no_key=True, of=("self",)).get(pk=revision.pk)
    by = Membership.objects.with_bodies().get(pk=by.pk)
    details = details or Details()
    _require_own_meeting(current, by, details.item)
    move = _move_of(current, action, by, in_meeting=details.item is not None)
    _require_same_content(current, move, seen)
    completed = _completed(move, details, current, by)
    case = Case(current, by, completed)
    _require_no_objection(move, case)
    before = current.snapshot
    _swap(current, move)
    if move.keeps_findings and current.snapshot:
        keep_report(revision=current, snapshot=current.snapshot, action=move.action, findings=case.findings)
    decision = _record(move, case, current.snapshot or before)
    settle_agenda(decision)
    if Ask.LETTER in move.asks:
        _note_letter(decision, current)
    notices.tell(decision, move)
    revision.state, revision.snapshot, revision.state_changed_at = (
        current.state,
        current.snapshot,
        current.state_changed_at,
    )
    return decision


def _announce(decision: Decision, details: Details) -> Announcement:
    """Keep the announcement; its number may have been given away in this very second."""
    try:
        return announce.announce(decision, details)
    except NumberInUse as taken:
        raise MoveRefused(Objection(str(taken), "number")) from taken


@translation.override(notices.KEPT_LANGUAGE)
def _note_letter(decision: Decision, current: Revision) -> None:
    """The number of a letter that was written outside is used up, too."""
    assert decision.letter_on is not None
    assert decision.membership is not None
    note_typed(
        current.plan.organization,
        NumberTaken.Series.LETTER,
        decision.letter_number,
        dated_on=decision.letter_on,
        used_for=_("หนังสือนำส่งแผนพัฒนาบุคลากร {cycle}").format(cycle=current.plan.cycle.label),
        by=decision.membership,
    )


def _move_of(current: Revision, action: str, by: Membership, *, in_meeting: bool) -> Move:
    """The row of the table for this action here and now, after a fresh look at the person."""
    rows = moves_of(action)
    if not by.is_active_on(today()) or not by.user.is_active:
        raise MoveRefused(Objection(_("บทบาทนี้สิ้นสุดแล้ว จึงดำเนินการไม่ได้ กรุณาเลือกบทบาทที่ยังมีผล")))
    if not any(may_make(current, row, by, in_meeting=in_meeting) for row in rows):
        raise MoveRefused(Objection(_("บทบาทของท่านดำเนินการขั้นตอนนี้ไม่ได้")))
    move = BY_ACTION_AND_STATE.get((action, current.state))
    if move is None:
        raise conflict(current, by)
    return move


def _require_own_meeting(current: Revision, by: Membership, item: AgendaItem | None) -> None:
    """The votes that a move follows are those of the body that ``by`` serves, on this very revision."""
    if item is None:
        return
    bodies = (item.meeting.organization_id, item.meeting.board_id)
    if item.revision_id != current.pk or bodies != (by.organization_id, by.board_id):
        raise MoveRefused(Objection(_("วาระการประชุมนี้ไม่ใช่ของแผนฉบับที่กำลังพิจารณา กรุณาเปิดหน้าการประชุมใหม่")))


def conflict(current: Revision, by: Membership) -> MoveConflict:
    """Somebody else was first: who did what, when, as far as ``by`` may know."""
    decisions = current.decisions.select_related("actor").order_by("-pk")
    if by.organization_id is None:
        decisions = decisions.exclude(action__in=INSIDE_ACTIONS)
    last = decisions.first()
    if last is None:
        return MoveConflict(_("แผนไม่ได้อยู่ในขั้นตอนนี้ กรุณาเปิดหน้าแผนใหม่"))
    return MoveConflict(
        _("{who} ({role}) ดำเนินการไปก่อนแล้ว: {what} เมื่อ {date} เวลา {time}").format(
            who=last.actor,
            role=last.get_role_display(),
            what=ACTIONS[last.action].done,
            date=format_date(last.decided_at, "screen"),
            time=format_time(last.decided_at),
        ),
        last,
    )


def _require_same_content(current: Revision, move: Move, seen: str | None) -> None:
    """Approve what you saw."""
    present = seen_now(current, move)
    if seen is None and current.snapshot is not None:
        raise MoveRefused(Objection(_("ไม่พบรหัสของฉบับที่ท่านพิจารณา กรุณาเปิดหน้านี้ใหม่")))
    if seen is not None and seen != present:
        raise MoveConflict(_("เนื้อหาของแผนเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ กรุณาอ่านฉบับปัจจุบันก่อนดำเนินการ"))


def _completed(move: Move, details: Details, current: Revision, by: Membership) -> Details:
    """The details with what need not be typed."""
    return announce.with_defaults(details, current, by) if Ask.ANNOUNCEMENT in move.asks else details


def _require_no_objection(move: Move, case: Case) -> None:
    missing = [
        Objection(_("กรุณากรอกข้อมูลในช่องนี้"), name)
        for ask in move.asks
        for name in REQUIRED.get(ask, ())
        if getattr(case.details, name) in (None, "", ())
    ]
    objections = missing or [objection for guard in move.guards for objection in guard(case)]
    if objections:
        raise MoveRefused(*objections)


def _swap(current: Revision, move: Move) -> None:
    """Compare and swap: the state changes only from the state and snapshot that were looked at."""
    seen_snapshot = current.snapshot_id
    snapshot = _snapshot_after(current, move)
    changed_at = now()
    swapped = Revision.objects.filter(pk=current.pk, state=move.source, snapshot=seen_snapshot).update(
        state=move.target, snapshot=snapshot, state_changed_at=changed_at
    )
    if swapped != 1:
        raise MoveConflict(_("มีผู้ดำเนินการกับแผนนี้ไปก่อนแล้ว กรุณาเปิดหน้าแผนใหม่"))
    current.state, current.snapshot, current.state_changed_at = move.target, snapshot, changed_at


def _snapshot_after(current: Revision, move: Move) -> Snapshot | None:
    if move.freeze == Freeze.TAKE:
        return freeze(current)
    return None if move.freeze == Freeze.RELEASE else current.snapshot


def _record(move: Move, case: Case, decided_upon: Snapshot | None) -> Decision:
    """The decision with its reasons, and its link in the chain of events."""
    details = case.details or Details()
    if Ask.VOTES in move.asks and details.item is None:
        details = replace(details, members_total=case.voters)
    with translation.override(notices.KEPT_LANGUAGE):
        warnings = list(cautions(move.action, case))
    decision = Decision.objects.create(
        revision=case.revision,
        organization_id=case.revision.organization_id,
        action=move.action,
        from_state=move.source,
        to_state=move.target,
        actor=case.by.user,
        membership=case.by,
        role=case.by.role,
        decided_at=case.revision.state_changed_at,
        snapshot=decided_upon,
        note="\n".join(filter(None, [details.note, *warnings])),
        meeting_number=details.meeting_number,
        meeting_on=details.meeting_on,
        agenda_item=details.agenda_item,
        members_total=details.members_total,
        members_present=details.members_present,
        votes_for=details.votes_for,
        letter_number=details.letter_number,
        letter_on=details.letter_on,
        item=details.item,
        evidence=details.evidence,
        effective_on=details.effective_on,
    )
    decision.reasons.set(details.reasons)
    announced = _announce(decision, details) if Ask.ANNOUNCEMENT in move.asks else None
    _chain(decision, move, case, announced)
    return decision


def _chain(decision: Decision, move: Move, case: Case, announced: Announcement | None) -> None:
    decided_upon = decision.snapshot
    data = {
        "decision": decision.pk,
        "decision_sha256": events.digest(decision),
        "revision": case.revision.number,
        "from": move.source.value,
        "to": move.target.value,
        "snapshot": decided_upon.sha256 if decided_upon else None,
    }
    if decision.item is not None:
        data["votes_sha256"] = events.digest_of_votes(decision.item)
    if scans := witness.scans_behind(decision):
        data["scans"] = scans
    if announced is not None:
        data["announcement"] = announced.pk
    events.append(
        plan=case.revision.plan, action=move.action, actor=case.by.user, role=case.by.role, data=data
    )
