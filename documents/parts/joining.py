"""Joins rendered parts to one PDF: numbers, furniture and typefaces on every page, links and bookmarks across parts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.parts import faces, numbers
from documents.parts.cutting import ELSEWHERE, Cut
from documents.parts.engine import Part
from documents.parts.numbers import Pen

PRODUCER = "WeasyPrint"


@dataclass(frozen=True)
class Place:
    """Where an anchor or a bookmark leads: a page of the whole paper, points from its lower left corner."""

    page: int
    x: float
    y: float


def join(
    cut: Cut, parts: Sequence[Part], furniture: Part, *, assets: Mapping[str, Path], title: str
) -> bytes:
    """The paper; ``parts`` are those of the cut's pieces, in their order. The same input is the same bytes."""
    with pikepdf.new() as pdf:
        joined = _Joined(pdf, parts, furniture, assets)
        joined.furnish(cut)
        joined.link()
        joined.mark()
        pdf.Root.Lang = String("th")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        facts = {"/Title": title, "/Author": cut.author, "/CreationDate": cut.created, "/Producer": PRODUCER}
        for key, value in facts.items():
            if value:
                pdf.docinfo[key] = value
        written = io.BytesIO()
        pdf.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            linearize=False,
        )
    return written.getvalue()


class _Joined:
    """The pages of all parts in one file."""

    def __init__(
        self, pdf: pikepdf.Pdf, parts: Sequence[Part], furniture: Part, assets: Mapping[str, Path]
    ) -> None:
        self.pdf, self.parts, self.furniture, self.assets = pdf, parts, furniture, assets
        self.sources = [pikepdf.open(io.BytesIO(part.pdf)) for part in (*parts, furniture)]
        self.firsts: list[int] = []  # number of the first page of each part, counted from 0
        for source in self.sources[:-1]:
            self.firsts.append(len(pdf.pages))
            pdf.add_pages_from(source)
        self.pages = [page.obj for page in pdf.pages]

    def furnish(self, cut: Cut) -> None:
        """Draw number and furniture behind the content of each page, and give all the same typefaces."""
        used = faces.together([part.faces for part in (*self.parts, self.furniture)])
        name = min((name for name, face in used.items() if face.file == faces.REGULAR), default="NUMBER")
        pen = Pen(self.assets[faces.REGULAR], f"/{name}", used.setdefault(name, faces.PLAIN))
        runs = [
            (piece.numbering, len(part.sheets)) for piece, part in zip(cut.pieces, self.parts, strict=True)
        ]
        sheets = [sheet for part in self.parts for sheet in part.sheets]
        behind = self._furniture()
        begin = self.pdf.make_indirect(self.pdf.make_stream(b"q\n"))
        stamps: dict[bytes, pikepdf.Object] = {}
        for page, label, sheet in zip(self.pages, numbers.labels(runs), sheets, strict=True):
            drawn = f"\nQ\nq /{_name(sheet)} Do Q\n".encode() + (pen.draw(label, sheet) if label else b"")
            if drawn not in stamps:
                stamps[drawn] = self.pdf.make_indirect(self.pdf.make_stream(drawn))
            page.Contents = Array([begin, page.Contents, stamps[drawn]])
        fonts = faces.embed(self.pdf, used, self.assets)
        for first in self.firsts:
            self._equip(self.pages[first].Resources, fonts, behind)
        for form in behind.values():
            self._equip(form.Resources, fonts, {})

    def _furniture(self) -> dict[str, pikepdf.Object]:
        """What stands on each kind of sheet, as forms that pages draw."""
        source = self.sources[-1]
        return {
            _name(sheet): self.pdf.copy_foreign(source.make_indirect(page.as_form_xobject()))
            for page, sheet in zip(source.pages, self.furniture.sheets, strict=True)
        }

    def _equip(self, resources: Any, fonts: Mapping[str, Any], forms: Mapping[str, Any]) -> None:
        """Resources are shared by the pages of a part; typefaces of its own are those that ours could not replace."""
        own = resources.get("/Font", {})
        resources.Font = Dictionary(
            {**dict(own.items()), **{f"/{name}": font for name, font in fonts.items()}}
        )
        if forms:
            drawn = resources.get("/XObject", {})
            resources.XObject = Dictionary(
                {**dict(drawn.items()), **{f"/{name}": form for name, form in forms.items()}}
            )

    def link(self) -> None:
        """Name the places of all anchors, and lead there the links that left their part."""
        places: dict[str, Place] = {}
        for first, part in zip(self.firsts, self.parts, strict=True):
            for name, (page, x, y) in part.anchors.items():
                places.setdefault(name, Place(first + int(page), x, y))
        for sheet in self.pages:
            for annotation in sheet.get("/Annots", []):
                address = str(annotation.A.URI) if "/A" in annotation else ""
                if address.startswith(ELSEWHERE):
                    del annotation["/A"]
                    annotation.Dest = String(unquote(address.removeprefix(ELSEWHERE)))
        if places:
            names = Array(
                [item for name in sorted(places) for item in (String(name), self._leads(places[name]))]
            )
            self.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))

    def mark(self) -> None:
        """The bookmarks of all parts in one tree, each under the last of a higher level."""
        open_: list[tuple[int, list]] = []
        with self.pdf.open_outline() as outline:
            open_.append((0, outline.root))
            for first, part in zip(self.firsts, self.parts, strict=True):
                for level, label, page, x, y, _state in part.bookmarks:
                    item = pikepdf.OutlineItem(label, self._leads(Place(first + page, x, y)))
                    while open_[-1][0] >= level:
                        open_.pop()
                    open_[-1][1].append(item)
                    open_.append((level, item.children))

    def _leads(self, place: Place) -> Array:
        return Array([self.pages[place.page], Name.XYZ, place.x, place.y, 0])


def _name(sheet: Sequence[float]) -> str:
    """The same name for sheets of the same size and margins."""
    return "sheet" + "-".join(str(round(length)) for length in sheet)
