"""Keeps a proposal as rows, makes it the wording in force once confirmed, or takes it away unconfirmed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from organizations.models import User
from plans.import_edition.proposal import Proposal, propose
from plans.models import Correction, Edition, EditionImport, ImportedText

MAX_NAME = 200  #: characters of a file's name that are kept


def import_document(
    content: bytes, *, file_name: str, edition: Edition, by: User | None = None
) -> tuple[EditionImport, bool]:
    """Propose a document as the wording of an edition; the second part is False when it was there already.

    Raises DocumentRefused when the document is no master plan of this edition's cycle; nothing is kept then.
    """
    proposal = propose(content, edition)
    existing = edition.imports.filter(sha256=proposal.sha256).first()
    if existing is not None:
        return existing, False
    return _keep(proposal, file_name=file_name, edition=edition, by=by), True


@transaction.atomic
def _keep(proposal: Proposal, *, file_name: str, edition: Edition, by: User | None) -> EditionImport:
    batch = EditionImport.objects.create(
        edition=edition,
        file_name=file_name[-MAX_NAME:],
        sha256=proposal.sha256,
        imported_by=by,
        report=proposal.report(),
    )
    ImportedText.objects.bulk_create(
        ImportedText(batch=batch, section=text.section, printed=text.printed, proposed=text.proposed)
        for text in proposal.texts
    )
    Correction.objects.bulk_create(
        Correction(
            batch=batch,
            section=found.section,
            line=found.line,
            printed=found.printed,
            corrected=found.corrected,
            certainty=found.certainty,
            applied=found.is_applied,
            note=found.reason,
        )
        for found in proposal.found
    )
    return batch


@transaction.atomic
def confirm(batch: EditionImport, *, by: User | None = None) -> bool:
    """Make a proposal the wording in force, in place of an earlier one; False when it is already.

    ``by`` is None on the command line. Texts that LAOs wrote themselves and papers that were issued stay.
    """
    current = EditionImport.objects.select_for_update().get(pk=batch.pk)
    if current.in_force:
        return False
    EditionImport.objects.filter(edition=current.edition_id, in_force=True).update(in_force=False)
    EditionImport.objects.filter(pk=current.pk).update(
        in_force=True, confirmed_at=timezone.now(), confirmed_by=by
    )
    batch.refresh_from_db()
    return True


def discard(batch: EditionImport) -> bool:
    """Take away a proposal that was never confirmed; False for one that was: what was in force is kept."""
    return bool(EditionImport.objects.filter(pk=batch.pk, confirmed_at=None).delete()[0])
