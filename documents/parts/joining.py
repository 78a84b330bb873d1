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

from documents import tags
from documents.parts import faces, numbers, objects
from documents.parts.cutting import ELSEWHERE, Cut
from documents.parts.describing import Claims, describe
from documents.parts.engine import Part
from documents.parts.numbers import Pen
from documents.tag_writing import Writer

#: Numbers, marks and words of all pages: nothing that is read aloud.
FURNITURE = b"\nQ\n/Artifact <</Type /Pagination>> BDC\nq\n"


@dataclass(frozen=True)
class Place:
    """Where an anchor or a bookmark leads: a page of the whole paper, points from its lower left corner."""

    page: int
    x: float
    y: float


def join(
    cut: Cut, parts: Sequence[Part], furniture: Part, *, assets: Mapping[str, Path], claims: Claims
) -> bytes:
    """The paper; ``parts`` are those of the cut's pieces, in their order. The same input is the same bytes."""
    with pikepdf.new() as pdf:
        joined = _Joined(pdf, parts, furniture, assets)
        joined.furnish(cut)
        joined.link()
        joined.outline()
        describe(pdf, cut, claims)
        written = io.BytesIO()
        pdf.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            linearize=False,
            force_version="1.7",
            fix_metadata_version=False,  # it would write our claims anew, in another form
        )
    tree = tags.joined([(part.tree, first) for part, first in zip(parts, joined.firsts, strict=True)])
    return _with_tree(written.getvalue(), tree)


def _with_tree(data: bytes, tree: list) -> bytes:
    """The file with its tree of tags."""
    with pikepdf.open(io.BytesIO(data)) as saved:
        root = saved.Root.StructTreeRoot.objgen[0]
        writer = Writer(
            tree,
            first=objects.first_free(saved),
            root=root,
            pages=[page.obj.objgen[0] for page in saved.pages],
            annotations=[
                [annotation.objgen[0] for annotation in page.obj.get("/Annots", [])] for page in saved.pages
            ],
        )
        return objects.with_objects(data, saved, writer.objects, {root: writer.root.encode()})


class _Joined:
    """The pages of all parts in one file."""

    def __init__(
        self, pdf: pikepdf.Pdf, parts: Sequence[Part], furniture: Part, assets: Mapping[str, Path]
    ) -> None:
        self.pdf, self.parts, self.furniture, self.assets = pdf, parts, furniture, assets
        self.sources = [pikepdf.open(io.BytesIO(part.pdf)) for part in (*parts, furniture)]
        self.states: dict[str, pikepdf.Object] = {}  # ways to draw that the furniture needs
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
        stamps: dict[tuple[str, str], list[pikepdf.Object]] = {}
        for page, label, sheet in zip(self.pages, numbers.labels(runs), sheets, strict=True):
            key = label, _name(sheet)
            if key not in stamps:
                number = b"\nQ\n" + (pen.draw(label, sheet) if label else b"") + b"\nEMC"
                ends = [self.pdf.make_stream(piece) for piece in (FURNITURE, number)]
                before, after = map(self.pdf.make_indirect, ends)
                stamps[key] = [before, *behind[key[1]], after]
            page.Contents = Array([begin, page.Contents, *stamps[key]])
        fonts = faces.embed(self.pdf, used, self.assets)
        for first in self.firsts:
            self._equip(self.pages[first].Resources, fonts)

    def _furniture(self) -> dict[str, list[pikepdf.Object]]:
        """What stands on each kind of sheet. It is drawn as content: some readers join a form to the text before it."""
        source = self.sources[-1]
        needed = source.pages[0].obj.Resources
        if any(needed.get(kind) for kind in ("/XObject", "/Pattern", "/Shading")):
            raise ValueError("furniture of more than letters and lines")
        states = self.pdf.copy_foreign(source.make_indirect(needed.get("/ExtGState", Dictionary())))
        self.states = dict(states.items())
        return {
            _name(sheet): [self.pdf.copy_foreign(page.obj.Contents)]
            for page, sheet in zip(source.pages, self.furniture.sheets, strict=True)
        }

    def _equip(self, resources: Any, fonts: Mapping[str, Any]) -> None:
        """Resources are shared by the pages of a part; typefaces of its own are those that ours could not replace.

        What the furniture needs beside typefaces is named after what it is, so nothing of a part has its name.
        """
        own = dict(resources.get("/Font", {}).items())
        resources.Font = Dictionary({**own, **{f"/{name}": font for name, font in fonts.items()}})
        own = dict(resources.get("/ExtGState", {}).items())
        resources.ExtGState = Dictionary({**self.states, **own})

    def link(self) -> None:
        """Name the places of all anchors, and lead there the links that left their part."""
        places: dict[str, Place] = {}
        for first, part in zip(self.firsts, self.parts, strict=True):
            for name, (page, x, y) in part.anchors.items():
                places.setdefault(name, Place(first + int(page), x, y))
        key = len(self.pages)  # of tags: pages come first, then what can be touched
        for number, sheet in enumerate(self.pages):
            sheet.StructParents = number
            for annotation in sheet.get("/Annots", []):
                annotation.StructParent, key = key, key + 1
                address = str(annotation.A.URI) if "/A" in annotation else ""
                if address.startswith(ELSEWHERE):
                    del annotation["/A"]
                    annotation.Dest = String(unquote(address.removeprefix(ELSEWHERE)))
        if places:
            names = Array(
                [item for name in sorted(places) for item in (String(name), self._leads(places[name]))]
            )
            self.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))

    def outline(self) -> None:
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
