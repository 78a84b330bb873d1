"""Reads from a PDF of ours on which page each heading of its contents stands, for the contents of its Word twin."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from documents import footnotes


def numbers_in(pdf: bytes) -> dict[str, int]:
    """The printed number of each heading's page by its anchor; nothing where the file tells nothing.

    The text of a paper is counted from one, and begins with a heading where there are contents.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            names = opened.Root.get("/Names")
            if names is None or "/Dests" not in names:
                return {}
            places: dict[Any, int] = {page.objgen: place for place, page in enumerate(opened.pages)}
            targets = pikepdf.NameTree(names.Dests).items()
            found = {
                str(name): places[target[0].objgen]
                for name, target in targets
                if not footnotes.ANCHOR.fullmatch(str(name))  # one may stand in the preface
            }
    except (pikepdf.PdfError, KeyError):
        return {}
    first = min(found.values(), default=0)
    return {name: place - first + 1 for name, place in found.items()}
