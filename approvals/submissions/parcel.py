"""The package of a submission as one zip, made in the background and kept for a day like the drafts.

It is named by what is in it: a letter or an order that comes later makes another zip.
"""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile

from django.utils import translation
from django_tasks import task

from approvals.evidence import KINDS
from approvals.notices import KEPT_LANGUAGE
from approvals.sittings.parcel import ZIP, Parcel
from approvals.submissions.package import Piece, files, package_of
from documents import drafts, store
from documents.compose import compose
from documents.drafts import Progress
from documents.render import RenderError, render_pdf_isolated
from plans.models import Revision

log = logging.getLogger(__name__)

SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
_STAMP = (2000, 1, 1, 0, 0, 0)  # the same content is the same file


def subject_of(revision: Revision) -> str:
    """What the packages of a revision are kept under, apart from its drafts."""
    return f"package-{revision.pk}"


def request_parcel(revision: Revision) -> Parcel:
    """The package as it is now; it is packed in the background unless it was before."""
    drafts.forget_old()
    parcel = Parcel(subject_of(revision), _key(_pieces(revision)))
    if parcel.progress in (Progress.GONE, Progress.FAILED):
        parcel.path(drafts.FAILED).unlink(missing_ok=True)
        parcel.write(drafts.ASKED, b"")
        pack.enqueue(revision.pk, parcel.key)
    return parcel


def _pieces(revision: Revision) -> list[Piece]:
    with translation.override(KEPT_LANGUAGE):
        return list(files(package_of(revision)))


def _key(pieces: list[Piece]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        content = piece.sha256 or (compose(piece.make()) if piece.make else "")
        digest.update(f"{piece.name}\n{content}\n".encode())
    return digest.hexdigest()


@task()
def pack(revision_id: int, key: str) -> None:
    """Background task: the zip of a package that was asked for; doing it twice is harmless."""
    revision = Revision.objects.with_plan().get(pk=revision_id)
    parcel = Parcel(subject_of(revision), key)
    if parcel.progress != Progress.WAITING:
        return
    try:
        parcel.write(ZIP, packed(_pieces(revision)))
    except RenderError as error:
        log.warning("package of revision %s: %s %s", revision_id, error.reason, error.detail)
        parcel.write(drafts.FAILED, str(error).encode())


def packed(pieces: list[Piece]) -> bytes:
    """The bytes of the zip; RenderError when a paper cannot be made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for piece in pieces:
            data = _bytes_of(piece)
            kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), "")
            name = f"{piece.name}.{SUFFIXES.get(kind, 'bin')}"
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bytes_of(piece: Piece) -> bytes:
    if piece.sha256:
        with store.open_(piece.sha256) as file:
            return file.read()
    assert piece.make is not None
    made = piece.make()
    return render_pdf_isolated(compose(made), title=made.title).pdf
