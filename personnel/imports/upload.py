"""Takes an uploaded file in: one proposal for each sheet that is a staff list, one after the other to be looked at."""

from __future__ import annotations

import hashlib

from django.db import transaction

from documents.spreadsheets.open_file import open_file
from organizations.models import User
from personnel.imports.apply import discard
from personnel.imports.plan_import import Choice, lists_in, stage
from personnel.models import StaffImport, StaffingFrame


@transaction.atomic
def take_in(content: bytes, *, file_name: str, frame: StaffingFrame, by: User | None) -> StaffImport:
    """The first proposal of a file; `next_of` leads through the others. Raises FileRefused.

    Proposals of the same file that wait from an earlier upload are given up for the new ones.
    """
    sheets = open_file(content)
    for batch in _waiting(frame, hashlib.sha256(content).hexdigest()):
        discard(batch, by=by)
    names = [sheet.name for sheet, _layout in lists_in(sheets)] or [""]
    first = stage(
        content, file_name=file_name, frame=frame, by=by, choice=Choice(sheet=names[0]), sheets=sheets
    )
    for name in names[1:]:
        batch = stage(
            content,
            file_name=file_name,
            frame=frame,
            by=by,
            choice=Choice(sheet=name),
            sheets=sheets,
            keep_file=False,
        )
        batch.file.name = first.file.name  # kept once for all
        batch.save(update_fields=["file"])
    return first


def others_of(batch: StaffImport) -> list[StaffImport]:
    """Proposals of the same file that wait, too, in the order of its sheets."""
    return [other for other in _waiting(batch.frame, batch.sha256) if other.pk != batch.pk]


def next_of(batch: StaffImport) -> StaffImport | None:
    """The sheet to look at after this one; None when all are settled."""
    others = others_of(batch)
    later = (other for other in others if other.pk > batch.pk)
    return next(later, None) or next(iter(others), None)


def _waiting(frame: StaffingFrame, sha256: str) -> list[StaffImport]:
    batches = StaffImport.objects.filter(frame=frame, sha256=sha256, state=StaffImport.State.PROPOSED)
    return list(batches.order_by("pk"))
