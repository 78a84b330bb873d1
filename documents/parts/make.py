"""The PDF of a paper: only the parts that changed are rendered, all at once, and the rest is taken as it was kept."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Sequence

from documents.parts import cutting, held, kept, workers
from documents.parts.cutting import Cut, Numbering
from documents.parts.describing import Claims
from documents.parts.engine import Order, Part
from documents.parts.joining import join
from documents.parts.workers import Pool, Unavailable
from documents.render import PAGE_LIMIT, Attached, Rendered, RenderError, Variant, render_pdf_isolated
from thai.digits import to_thai

log = logging.getLogger(__name__)

Tell = Callable[[int, int], None]


def render_in_parts(
    html: str,
    *,
    title: str,
    tell: Tell | None = None,
    is_archival: bool = False,
    attachments: Sequence[Attached] = (),
) -> Rendered:
    """The PDF of a composed paper; raises ``RenderError``, ``Unavailable`` where it could be made in one piece.

    An archival one claims PDF/A-3a beside PDF/UA-1. ``tell`` learns how many parts are done, of how many.
    The same paper gives the same bytes, whatever was kept.
    """
    cut = cutting.cut(html)
    making = _Making(workers.pool(), len(cut.pieces) + 1, tell)
    plain = [piece for piece in cut.pieces if not piece.is_contents]
    *made, furniture = making.parts(
        [*(Order(piece.html()) for piece in plain), Order(cut.furniture, furniture=True)]
    )
    pages = _pages(cut, made)
    made += making.parts([Order(piece.html(pages)) for piece in cut.pieces if piece.is_contents])
    by_piece = dict(zip([*plain, *(piece for piece in cut.pieces if piece.is_contents)], made, strict=True))
    parts = [by_piece[piece] for piece in cut.pieces]
    number = sum(len(part.sheets) for part in parts)
    if number > PAGE_LIMIT:
        raise RenderError("pages", f"{number} pages")
    claims = Claims(title, making.producer, is_archival, attachments)
    try:
        pdf = join(cut, parts, furniture, assets=making.pool.assets, claims=claims)
        if held.state(making.pool.assets) != making.pool.state:
            raise ValueError("typefaces changed meanwhile")
    except Exception as error:  # whatever it is, the paper can still be made in one piece
        raise Unavailable("broken", f"parts were not joined: {error!r}") from error
    kept.trim()
    return Rendered(
        pdf, number, tuple(dict.fromkeys(line for part in (*parts, furniture) for line in part.warnings))
    )


def render_paper(
    html: str,
    *,
    title: str,
    tell: Tell | None = None,
    is_archival: bool = False,
    attachments: Sequence[Attached] = (),
) -> Rendered:
    """The PDF of a paper: in parts, or in one piece where that cannot be; raises ``RenderError``.

    Both say the same, in words, tags and claims; only the second needs memory for the whole paper at once.
    """
    try:
        return render_in_parts(html, title=title, tell=tell, is_archival=is_archival, attachments=attachments)
    except Unavailable as error:
        log.warning("a paper is made in one piece: %s", error.detail)
    variant: Variant = "pdf/a-3a" if is_archival else "pdf/ua-1"
    return render_pdf_isolated(html, title=title, attachments=attachments, variant=variant)


def render_announced(html: str, *, title: str, attachments: Sequence[Attached] = ()) -> Rendered:
    """The PDF of a paper that is given out, with its claim to be archived; raises ``RenderError``."""
    return render_paper(html, title=title, is_archival=True, attachments=attachments)


def _pages(cut: Cut, made: Sequence[Part]) -> dict[str, str]:
    """The page numbers of all anchors of the text, as the contents print them.

    The text is counted from one wherever it begins, so the length of the contents changes none of them.
    """
    pages: dict[str, str] = {}
    before = 0
    for piece, part in zip((piece for piece in cut.pieces if not piece.is_contents), made, strict=True):
        if piece.numbering != Numbering.TEXT:
            continue
        for name, (page, _x, _y) in part.anchors.items():
            pages.setdefault(name, to_thai(before + int(page) + 1))
        before += len(part.sheets)
    return pages


class _Making:
    """One draft on its way: what is kept is taken, what is not is rendered and kept."""

    def __init__(self, pool: Pool, total: int, tell: Tell | None) -> None:
        self.pool, self.total, self.tell = pool, total, tell
        versions = pool.versions()
        self.producer = f"WeasyPrint {versions['weasyprint']}"
        self.recipe = json.dumps(
            versions, sort_keys=True
        )  # everything beside its HTML that a part is made from
        self.done = 0

    def parts(self, orders: Sequence[Order]) -> list[Part]:
        """The parts in the order of the orders."""
        keys = [self._key(order) for order in orders]
        found = {key: part for key in dict.fromkeys(keys) if (part := kept.get(key))}
        missing = {key: order for key, order in zip(keys, orders, strict=True) if key not in found}
        self._tell(len(orders) - len(missing))
        wanted = list(missing)

        def keep(place: int, part: Part) -> None:
            found[wanted[place]] = part
            kept.put(wanted[place], part)
            self._tell(1)

        self.pool.render(list(missing.values()), keep)
        return [found[key] for key in keys]

    def _tell(self, done: int) -> None:
        self.done += done
        if self.tell is not None:
            self.tell(self.done, self.total)

    def _key(self, order: Order) -> str:
        return hashlib.sha256(f"{self.recipe} {order.furniture}\n{order.html}".encode()).hexdigest()
