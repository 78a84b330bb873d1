"""Gives papers out: a code before the paper is made, the bytes before the row, and no change after.

The code and its address are printed on every page, so the code must exist before the bytes; the row
names bytes, so the bytes must lie on disk before the row. If the row then fails, bytes without a row
are left behind, which nobody can reach and which do no harm.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from documents import codes, store
from documents.models import IssuedDocument
from organizations.models import Organization, User


class AlreadyWithdrawn(Exception):
    """The paper was withdrawn before."""


def allocate_code() -> str:
    """Return a code that no issued paper has, to be printed on the paper and handed to ``issue``."""
    while True:
        code = codes.new()
        if not IssuedDocument.objects.filter(code=code).exists():
            return code


def verify_address(code: str) -> str:
    """Return the full public address that verifies the code; the QR on the paper leads there."""
    return settings.SITE_URL + reverse("documents:verify", args=[codes.printed(code)])


def issue(
    *,
    code: str,
    kind: str,
    title: str,
    pdf: bytes,
    pages: int,
    organization: Organization | None,
    by: User | None,
    number: str = "",
    dated_on: date | None = None,
    layout: str = "",
    supersedes: IssuedDocument | None = None,
    certificate: str = "",
) -> IssuedDocument:
    """Keep the paper for good; raises ``ValidationError`` (Thai) when it cannot be issued as described."""
    sha256 = store.put(pdf)
    document = IssuedDocument(
        code=code,
        kind=kind,
        title=title,
        number=number,
        dated_on=dated_on,
        organization=organization,
        layout=layout,
        sha256=sha256,
        size=len(pdf),
        pages=pages,
        certificate=certificate,
        issued_by=by,
        supersedes=supersedes,
    )
    with transaction.atomic():
        document.full_clean()
        document.save(force_insert=True)
    return document


def withdraw(document: IssuedDocument, *, reason: str) -> IssuedDocument:
    """Mark the paper as withdrawn; the paper stays readable, and says so. Raises ``AlreadyWithdrawn``."""
    values: dict[str, Any] = {"withdrawn_at": timezone.now(), "withdrawn_reason": reason.strip()}
    with transaction.atomic():
        if not IssuedDocument.objects.filter(pk=document.pk, withdrawn_at=None).update(**values):
            raise AlreadyWithdrawn
    document.refresh_from_db()
    return document
