"""What happened to a revision, in the words of people: decisions with their reasons, as far as the reader may know."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import AgendaItem, Decision, Outcome, ReturnReason
from approvals.table import ACTIONS, INSIDE_ACTIONS, Text
from organizations.models import Membership
from organizations.roles import BOARD_ROLES, PLAN_READING_ROLES, Role
from plans.models import Revision, State
from thai.dates import format_date

#: The committee resolved to consider the plan another time.
PUT_OFF: Text = gettext_lazy("คณะกรรมการจัดทำแผนเลื่อนการพิจารณา")
#: Colour of the tag of a decision: it only helps, the words say it.
_TONES = {State.DRAFTING: "stop", State.WITHDRAWN: "stop", State.ANNOUNCED: "good", State.APPROVED: "good"}


@dataclass(frozen=True)
class Entry:
    """One decision as the history shows it."""

    decision: Decision
    done: Text
    tone: str
    facts: list[tuple[str, str]]
    reasons: list[ReturnReason]

    @property
    def is_return(self) -> bool:
        """True when the plan was sent back with reasons."""
        return bool(self.reasons)


def sees_inside(acting: Membership | None) -> bool:
    """Those who read the LAO's unfinished plan, and auditors, see what it did before it submitted; others do not."""
    return bool(acting and (acting.role in PLAN_READING_ROLES or acting.role == Role.AUDITOR))


def may_open_evidence(revision: Revision, acting: Membership | None) -> bool:
    """Scans of what was decided on paper: for those inside the LAO, the board of the plan, and auditors."""
    if not acting:
        return False
    if acting.role in BOARD_ROLES:
        return acting.board_id == revision.plan.organization.board_id
    return acting.role == Role.AUDITOR or (
        acting.role in PLAN_READING_ROLES and acting.organization_id == revision.organization_id
    )


def history(revision: Revision, acting: Membership | None) -> list[Entry]:
    """Decisions upon a revision that ``acting`` may know, the newest first, in three queries."""
    decisions = (
        revision.decisions.select_related("actor", "snapshot").prefetch_related("reasons").order_by("-pk")
    )
    if not sees_inside(acting):
        decisions = decisions.exclude(action__in=INSIDE_ACTIONS)
        return [entry(decision) for decision in decisions]
    found = [*map(entry, decisions), *_put_off(revision)]
    return sorted(found, key=lambda row: row.decision.decided_at, reverse=True)


def _put_off(revision: Revision) -> list[Entry]:
    """Resolutions of the committee that moved nothing, as rows that are not stored."""
    items = revision.agenda_items.filter(outcome=Outcome.DEFERRED, meeting__organization__isnull=False)
    return [
        Entry(decision=row, done=PUT_OFF, tone="note", facts=_facts(row), reasons=[])
        for row in map(_as_decision, items.select_related("meeting", "concluded_by__user"))
    ]


def _as_decision(item: AgendaItem) -> Decision:
    by = item.concluded_by
    assert item.concluded_at is not None  # a constraint says so
    return Decision(
        actor=by.user if by else None,
        role=by.role if by else "",
        decided_at=item.concluded_at,
        note=item.outcome_note,
        meeting_number=item.meeting.label,
        meeting_on=item.meeting.held_on,
        agenda_item=item.number,
    )


def entry(decision: Decision) -> Entry:
    """A decision with its words."""
    return Entry(
        decision=decision,
        done=ACTIONS[decision.action].done,
        tone=_TONES.get(State(decision.to_state), "note"),
        facts=_facts(decision),
        reasons=list(decision.reasons.all()),
    )


def last_return(revision: Revision) -> Entry | None:
    """The return that the LAO has to answer now: reasons given since the plan was last sent on."""
    if not revision.is_editable:
        return None
    last = (
        revision.decisions.select_related("actor", "snapshot")
        .prefetch_related("reasons")
        .order_by("-pk")
        .first()
    )
    found = entry(last) if last else None
    return found if found and found.is_return else None


def _facts(decision: Decision) -> list[tuple[str, str]]:
    """Label and value of what was filled in."""
    facts: list[tuple[str, str]] = []
    if decision.meeting_number:
        facts.append((_("การประชุม"), _("ครั้งที่ {number}").format(number=decision.meeting_number)))
    if decision.meeting_on:
        facts.append((_("วันที่ประชุม"), format_date(decision.meeting_on, "screen")))
    if decision.agenda_item:
        facts.append((_("ระเบียบวาระที่"), decision.agenda_item))
    if decision.members_present is not None:
        text = _("มาประชุม {present} จาก {total} คน เห็นชอบ {votes} เสียง")
        numbers = {
            "present": decision.members_present,
            "total": decision.members_total,
            "votes": decision.votes_for,
        }
        facts.append((_("องค์ประชุมและมติ"), text.format(**numbers)))
    if decision.letter_number:
        facts.append((_("หนังสือที่"), decision.letter_number))
    if decision.letter_on:
        facts.append((_("ลงวันที่"), format_date(decision.letter_on, "screen")))
    return facts
