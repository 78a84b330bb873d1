"""Who may open the bytes of an issued paper: anybody, unless papers of its kind are for some readers alone.

Whoever holds a paper learns at /verify that it is genuine, whatever its kind. Who the readers of a kind are is known
where such papers are made, in a layer above, which says so when the installation starts.
"""

from __future__ import annotations

from collections.abc import Callable

from documents.models import IssuedDocument
from organizations.models import Membership

Reads = Callable[[IssuedDocument, Membership], bool]

_RESERVED: dict[str, Reads] = {}
_PUBLIC: set[str] = set()


def reserve(kind: str, reads: Reads) -> None:
    """Papers of this kind are opened by those alone of whom ``reads`` says so."""
    _RESERVED[kind] = reads


def publish(kind: str) -> None:
    """Papers of this kind are shown to everybody, without a code, as soon as they are issued."""
    _PUBLIC.add(kind)


def is_public(document: IssuedDocument) -> bool:
    """True where everybody finds the paper without having been given its code."""
    return document.kind in _PUBLIC and document.kind not in _RESERVED


def is_reserved(document: IssuedDocument) -> bool:
    """True where holding the code is not enough to open the paper."""
    return document.kind in _RESERVED


def may_open(document: IssuedDocument, acting: Membership | None) -> bool:
    """True for everybody, or for the readers of a paper that is kept for some."""
    reads = _RESERVED.get(document.kind)
    return reads is None or bool(acting and reads(document, acting))
