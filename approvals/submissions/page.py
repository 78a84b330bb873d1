"""What the page of one submission shows, to the board's office and to the other people of the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from approvals.models import Decision, Letter, LetterReading, Notice, Receipt
from approvals.submissions.answers import asked_by
from approvals.submissions.catalog import groups
from approvals.submissions.checklist import done, rows_of
from approvals.submissions.find import earlier, is_current, return_before, return_of
from approvals.submissions.forms import NoteForm, TickForm, tick_forms
from approvals.submissions.notes import notes_for
from approvals.submissions.package import package_of
from approvals.submissions.timing import meetings_of, timing_of
from organizations.models import Membership
from organizations.roles import Role
from plans.models import Revision


@dataclass(frozen=True)
class Group:
    """A heading of the checklist with its rows."""

    letter: str
    heading: str
    ticks: Sequence[TickForm]


def page_of(submission: Decision, revision: Revision, acting: Membership) -> dict[str, Any]:
    """The context of the page."""
    rows = rows_of(submission, revision)
    ticks = tick_forms(rows)
    is_now = is_current(submission, revision)
    returned = return_before(submission)
    readable = Revision.objects.visible_to(acting).filter(pk=revision.pk).exists()
    is_office = acting.role == Role.BOARD_SECRETARY
    return {
        "submission": submission,
        "revision": revision,
        "board": revision.plan.organization.board,
        "receipt": receipt_at(submission),
        "timing": timing_of(submission, revision, meetings_of(revision.plan.organization.board)),
        "is_current": is_now,
        "is_office": is_office,
        "writes": is_office and is_now,
        "readable": readable and is_now,
        "pieces": package_of(revision) if readable and is_now else [],
        "is_unchanged": is_unchanged(submission),
        "ticks": ticks,
        "groups": grouped(ticks),
        "done": done(rows),
        "total": len(rows),
        "carried": sum(1 for row in rows if row.tick and row.tick.carried_from_id),
        "returned": returned,
        "asked": asked_by(returned) if returned else [],
        "after": return_of(submission) if not is_now else None,
        "notes": list(notes_for(revision, acting)),
        "note_form": NoteForm(),
        "moves": [],
    } | _about_return(submission)


def grouped(ticks: Sequence[TickForm]) -> list[Group]:
    """The forms under their headings."""
    return [
        Group(shown, heading, [tick for tick in ticks if tick.row.check.group == letter])
        for shown, (letter, heading) in zip("กขคงจฉชซ", groups().items(), strict=False)
    ]


def is_unchanged(submission: Decision) -> bool:
    """The plan came again with the very content of the time before."""
    before = earlier(submission)
    return before is not None and before.snapshot_id == submission.snapshot_id


def receipt_at(submission: Decision) -> Receipt | None:
    """The receipt of a submission, loaded with it or not."""
    return getattr(submission, "receipt", None)


def _about_return(submission: Decision) -> dict[str, Any]:
    """The letter of the return that followed, and who at the LAO opened what when."""
    returned = return_of(submission)
    if returned is None:
        return {"letter": None, "readings": [], "opened": []}
    letter = Letter.objects.filter(decision=returned).select_related("document").first()
    return {"letter": letter, **receipts_of(returned, letter)}


def receipts_of(returned: Decision, letter: Letter | None) -> dict[str, Any]:
    """Read receipts of a return: its notices, and the letter itself."""
    notices = Notice.objects.filter(decision=returned, membership__organization__isnull=False)
    readings = LetterReading.objects.filter(letter=letter) if letter else LetterReading.objects.none()
    return {
        "opened": list(notices.select_related("membership__user").order_by("pk")),
        "readings": list(readings.select_related("membership__user")),
    }
