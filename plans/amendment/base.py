"""The text in force beside an amendment: which revision it amends, and what it keeps of that one's records."""

from __future__ import annotations

from typing import Any

from plans.models import Revision, State


def base_of(revision: Revision) -> Revision | None:
    """The announced revision that an amendment amends; None for an original, or where there is none."""
    if not revision.number:
        return None
    earlier = Revision.objects.filter(
        plan=revision.plan_id, number__lt=revision.number, state=State.ANNOUNCED
    )
    return earlier.with_plan().select_related("snapshot").order_by("-number").first()


def records_in_force(revision: Revision) -> dict[str, Any] | None:
    """The content whose counts of staff, requirements and needs an amendment keeps while it is written.

    They change by the day; an amendment changes only what somebody wished to change. None for originals, and for
    amendments that were told to take the records of today.
    """
    if not revision.number or revision.takes_current_records or not revision.is_editable:
        return None
    base = base_of(revision)
    return base.snapshot.content if base and base.snapshot else None
