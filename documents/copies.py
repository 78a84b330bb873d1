"""Word copies of issued papers: made from the same records as the paper, when somebody asks.

The issued bytes are the PDF; a copy has no hash and is not stored. The last ones stay in memory, for anybody may ask
for some of them, as often as he likes. Which records a paper of a kind was made from is
known in a layer above, which says so when the installation starts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from documents import codes, store
from documents.issue import verify_address
from documents.models import IssuedDocument
from documents.page_numbers import numbers_in
from documents.paper import Issued, Paper

KEPT = 8
Make = Callable[[IssuedDocument, Issued], Paper | None]

_MAKERS: dict[str, Make] = {}


def made_again_by(kind: str, make: Make) -> None:
    """Papers of this kind are composed anew by ``make``, which gives None where the records are gone."""
    _MAKERS[kind] = make


def exist_of(kind: str) -> bool:
    """True where papers of this kind can be made again."""
    return kind in _MAKERS


def paper_of(document: IssuedDocument) -> Paper | None:
    """The pieces of an issued paper; None for a kind that nobody can make again."""
    make = _MAKERS.get(document.kind)
    mark = Issued(codes.printed(document.code), verify_address(document.code))
    return make(document, mark) if make else None


def word_of(document: IssuedDocument) -> bytes | None:
    """The copy of an issued paper; None for a kind that nobody can make again."""
    return _copied(document.code, document)


@lru_cache(maxsize=KEPT)
def _copied(code: str, document: IssuedDocument) -> bytes | None:
    """By its code, which is never given out twice, and not by its row alone."""
    from documents.word import word

    paper = paper_of(document)
    return word(paper, _numbers(document)) if paper else None


def _numbers(document: IssuedDocument) -> dict[str, int]:
    """The pages of the contents, as the issued paper has them."""
    try:
        with store.open_(document.sha256) as kept:
            return numbers_in(kept.read())
    except FileNotFoundError:
        return {}
