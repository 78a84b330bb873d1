"""A move made outside a meeting leaves no open item behind: the agenda says what became of the matter."""

from __future__ import annotations

from approvals.models import AgendaItem, Decision, Outcome
from plans.models import State

#: What the agenda of a meeting says when the plan was moved by other means.
_OUTCOMES: dict[str, Outcome] = {
    "approve": Outcome.AGREED,
    "endorse": Outcome.AGREED,
    "approve_with_corrections": Outcome.AGREED_WITH_CORRECTIONS,
    "reject": Outcome.REJECTED,
    "send_back": Outcome.RETURNED,
    "committee_return": Outcome.RETURNED,
    "take_off_agenda": Outcome.DEFERRED,
    "withdraw_at_meeting": Outcome.WITHDRAWN,
    "recall": Outcome.WITHDRAWN,
}
_ON_AN_AGENDA = frozenset({State.IN_COMMITTEE, State.ON_AGENDA})


def settle_agenda(decision: Decision) -> None:
    """Close the open item of a plan that left the committee or the agenda without the votes of that item."""
    if decision.item_id is not None or decision.from_state not in _ON_AN_AGENDA:
        return
    if decision.from_state == decision.to_state:
        return
    AgendaItem.objects.filter(revision_id=decision.revision_id, outcome="").update(
        outcome=_OUTCOMES[decision.action],
        outcome_note=decision.note,
        concluded_at=decision.decided_at,
        concluded_by=decision.membership,
    )
