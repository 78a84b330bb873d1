"""What the secretary prepares for each plan before the meeting: recommendation, remarks, reasons.

A block can be decided at once only when each of its plans already has the words of its own resolution.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.meetings.conclude import REASONED_OUTCOMES, Resolution, proposal_of
from approvals.meetings.voting import MeetingRefused, lock, require_keeper
from approvals.models import AgendaBlock, AgendaItem, ChecklistTick, Outcome, ReturnReason
from approvals.sittings.agenda import recommend
from approvals.sittings.ready import Ready
from organizations.models import Membership


def prepare_from(item: AgendaItem, row: Ready) -> None:
    """Remarks and reasons as the checklist, the notes and the checks of the submission have them."""
    if not row.remarks:
        return
    item.recommendation_note = "\n".join(f"- {text}" for text in row.remarks)
    item.save(update_fields=["recommendation_note"])
    item.reasons.set(_reasons_of(row))


def _reasons_of(row: Ready) -> list[ReturnReason]:
    """Reasons of the catalog that belong to the checks at fault."""
    if not row.faults:
        return []
    numbers = set(
        ChecklistTick.objects.filter(
            submission__revision=row.revision, verdict=ChecklistTick.Verdict.FAULT
        ).values_list("check_number", flat=True)
    )
    in_force = ReturnReason.objects.for_edition(row.revision.plan.edition.year)
    return [reason for reason in in_force if reason.details.get("check") in numbers]


@transaction.atomic
def prepare(
    item: AgendaItem, *, outcome: str, note: str, reasons: Iterable[ReturnReason], by: Membership
) -> AgendaItem:
    """What is recommended on one plan (empty: as its block), the remarks, and the reasons that will be given."""
    if outcome == item.recommendation:
        meeting = lock(item.meeting_id)
        require_keeper(meeting, by)
        current = AgendaItem.objects.get(pk=item.pk)
        if meeting.is_over or current.is_concluded:
            raise MeetingRefused(_("เรื่องนี้มีมติแล้ว เปลี่ยนข้อเสนอไม่ได้"))
        current.recommendation_note = note
        current.save(update_fields=["recommendation_note"])
    else:
        current = recommend(item, outcome=outcome, note=note, by=by)
    current.reasons.set(reasons)
    return current


@transaction.atomic
def prepare_block(block: AgendaBlock, *, note: str, reasons: Sequence[ReturnReason], by: Membership) -> int:
    """Common remarks and reasons for those plans of a block that have none of their own; how many got reasons."""
    meeting = lock(block.meeting_id)
    require_keeper(meeting, by)
    if meeting.is_over:
        raise MeetingRefused(_("การประชุมนี้ปิดหรือยกเลิกแล้ว แก้ระเบียบวาระไม่ได้"))
    AgendaBlock.objects.filter(pk=block.pk).update(note=note)
    without = [item for item in block.items.filter(outcome="", reasons=None) if reasons]
    for item in without:
        item.reasons.set(reasons)
    return len(without)


def resolution_of(item: AgendaItem) -> Resolution:
    """What is resolved when the plan's proposal is carried, in the words prepared for it."""
    note = item.recommendation_note.strip() or (item.block.note.strip() if item.block else "")
    return Resolution(note=note, reasons=list(item.reasons.all()))


def lacks_words(item: AgendaItem) -> bool:
    """True where the proposal cannot be resolved at once because its remarks or reasons are not written yet."""
    proposal = proposal_of(item)
    if proposal == Outcome.AGREED:
        return False
    prepared = resolution_of(item)
    return not prepared.note or (proposal in REASONED_OUTCOMES and not prepared.reasons)
