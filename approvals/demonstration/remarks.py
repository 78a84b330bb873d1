"""What people of the demonstration say of its plans: invented, once, and never beside what somebody wrote."""

from __future__ import annotations

from typing import Any

from approvals.demonstration import files
from organizations.models import Membership
from plans.comments import answer, may_write, write
from plans.models import Revision
from plans.passages import Passages

FILE = "remarks"


def remark() -> None:
    """The comments of the file, on plans that nobody has said anything about and that are still before their author."""
    rows = files.read(FILE)["remark"]
    for plan in {(row["plan"], row["first_year"]) for row in rows}:
        revision = _untouched(*plan)
        if revision is not None:
            passages = Passages(revision)
            for row in (row for row in rows if (row["plan"], row["first_year"]) == plan):
                _say(revision, passages, row)


def _untouched(code: str, first_year: int) -> Revision | None:
    rows = Revision.objects.with_plan().filter(plan__organization__code=code, plan__first_year=first_year)
    return rows.filter(comments=None).order_by("number").last()


def _say(revision: Revision, passages: Passages, row: dict[str, Any]) -> None:
    by = _member(revision, row["by"])
    if by is None or row["at"] not in passages.by_anchor:
        return
    passage = passages.by_anchor[row["at"]]
    comment = write(revision=revision, passage=passage, body=row["body"], quote=row.get("quote", ""), by=by)
    answerer = _member(revision, row.get("answered_by", ""))
    if answerer is not None:
        answer(comment=comment, body=row["answer"], by=answerer)


def _member(revision: Revision, username: str) -> Membership | None:
    """The role in which this person writes on this plan; None when the plan is no longer before the person."""
    members = Membership.objects.with_bodies().filter(user__username=username)
    return next((member for member in members if may_write(revision, member)), None)
