"""What the form of a move knows from the submission: number and date of the covering letter, reasons from the checklist."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from approvals.models import Decision
from approvals.submissions.checklist import remarks_of
from approvals.submissions.find import current
from approvals.submissions.letters import cover_at_hand, draft_return
from approvals.table import Ask, Move
from organizations.models import Membership
from plans.models import Revision


def known(move: Move, revision: Revision) -> dict[str, Any]:
    """Answers of the form that are on record already; they may be changed."""
    if Ask.LETTER in move.asks:
        letter = cover_at_hand(revision)
        if letter is not None and letter.issued_at:
            return {"letter_number": letter.number, "letter_on": letter.dated_on}
    if Ask.REASONS in move.asks and move.is_for_board:
        submission = current(revision)
        if submission is not None:
            reasons, note = remarks_of(submission)
            return {"reasons": [reason.code for reason in reasons], "note": note}
    return {}


def onward(decision: Decision, revision: Revision, acting: Membership) -> str:
    """Where a person goes on after the move, where this is about a submission: a return goes on to its letter."""
    if decision.action != "board_return" or acting.board is None:
        return ""
    sent = revision.decisions.filter(action="submit", pk__lt=decision.pk).order_by("-pk").first()
    if sent is None:
        return ""
    draft_return(decision, sent)
    return reverse("approvals:return_letter", args=[acting.board.code, sent.pk])
