"""Whether an announced paper carries what was decided upon: its files against the frozen content, hash by hash."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.announce import published
from approvals.models import Announcement
from documents import manifest, store
from plans.freeze import canonical_json, is_genuine


def broken(announcement: Announcement) -> Iterator[str]:
    """What is wrong with the paper of an announcement (English: read by operators and scripts)."""
    document, snapshot = announcement.document, announcement.revision.snapshot
    if document is None or snapshot is None:
        return
    if not store.verify(document.sha256):
        yield f"document {document.code}: the file is missing or was changed"
        return
    with store.open_(document.sha256) as file:
        embedded = manifest.read(file.read())
    if embedded.said is None and "plan.json" in embedded.files:
        pass  # issued before papers had a manifest: the data alone are compared
    else:
        yield from (f"document {document.code}: {fault}" for fault in embedded.faults())
        if embedded.fingerprint != snapshot.sha256:
            yield f"document {document.code}: made from other content than was decided upon"
    if not is_genuine(snapshot):
        yield f"document {document.code}: the content that was decided upon was changed"
    if embedded.files.get("plan.json") != canonical_json(published(snapshot.content)).encode():
        yield f"document {document.code}: plan.json is not the content that was decided upon"
