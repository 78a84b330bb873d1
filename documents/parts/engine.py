"""Renders one part; knows WeasyPrint as ``documents.render`` does, and like it imports it late.

What costs the same for every part is done once in a process (``warm``): style sheet, fonts, the engine's own caches.
Our typefaces are not embedded in a part: it says which letters it used, and joining embeds each face once.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from documents import render
from documents.render import PAGE_LIMIT
from documents.tag_drawing import tagging

#: A part has no numbers and no furniture; its contents print numbers that are known.
PART_STYLE = """
@page { @top-left { content: none !important } @top-right { content: none !important }
  @bottom-left { content: none !important } @top-center { content: none !important } }
.contents a::after { content: leader(". ") attr(data-page) !important }
"""
FURNITURE_STYLE = "@page { @top-center { content: none !important } }"
#: What a process sets once, so that the first part finds its letters ready.
PRIMER = (
    "<html lang='th'><body><p>กำหนด <b>๑๒ น้ำ</b> <i>ก <b>ข</b></i></p>"
    "<table><thead><tr><th>ก</th></tr></thead><tr><td>๑</td></tr></table></body></html>"
)
POINTS = 0.75  #: of a CSS pixel


class Order(NamedTuple):
    """One part to render: its page, and whether it is the furniture of all pages."""

    html: str
    furniture: bool = False
    page_limit: int = PAGE_LIMIT


@dataclass(frozen=True)
class Face:
    """How a part used one of our typefaces: glyphs with their widths and letters, and what a PDF says of the face."""

    file: str  #: name of the asset
    name: str
    family: str
    flags: int
    ascent: int
    descent: int
    widths: dict[int, float]
    letters: dict[int, str]


@dataclass(frozen=True)
class Part:
    """A rendered part: pages without our typefaces, and what joining must know of them. Lengths are points."""

    pdf: bytes
    sheets: list[list[float]]  #: of each page width, height, and margins at top, right, bottom, left
    anchors: dict[str, list[float]]  #: page, x, y
    bookmarks: list[list[Any]]  #: level, label, page, x, y, state
    tree: list[Any] = field(default_factory=list)  #: of tags, as ``documents.tags`` keeps it
    faces: dict[str, Face] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def packed(self) -> bytes:
        """The part as bytes; the same part is the same bytes."""
        facts = {name: getattr(self, name) for name in ("sheets", "anchors", "bookmarks", "tree", "warnings")}
        facts["faces"] = {name: asdict(face) for name, face in sorted(self.faces.items())}
        header = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
        return len(header).to_bytes(4, "big") + header + self.pdf

    @classmethod
    def unpacked(cls, data: bytes) -> "Part":
        """The part of such bytes; ValueError for others."""
        end = 4 + int.from_bytes(data[:4], "big")
        facts = json.loads(data[4:end])
        facts["faces"] = {name: _face(face) for name, face in facts["faces"].items()}
        return cls(pdf=data[end:], **facts)


def _face(facts: dict[str, Any]) -> Face:
    numbered = {
        name: {int(glyph): value for glyph, value in facts[name].items()} for name in ("widths", "letters")
    }
    return Face(**{**facts, **numbered})


class Engine:
    """The engine with our style and typefaces read once; renders one part after the other."""

    def __init__(self, assets: Mapping[str, Path]) -> None:
        render.warm()
        import weasyprint.pdf
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration

        self._embed = weasyprint.pdf.build_fonts_dictionary
        self.fetcher = render.fetcher(assets)
        self.fonts, self.counters = FontConfiguration(), CounterStyle()
        self.files = {
            hashlib.sha256(path.read_bytes()).hexdigest(): address
            for address, path in assets.items()
            if address.startswith("asset:/fonts/")
        }
        paper = self._sheet(assets["asset:/paper.css"].read_text("utf-8"))
        self.styles = {
            False: [paper, self._sheet(PART_STYLE)],
            True: [paper, self._sheet(FURNITURE_STYLE)],
        }
        for furniture in (False, True):
            self.render(Order(PRIMER, furniture))

    def _sheet(self, text: str) -> Any:
        from weasyprint import CSS

        return CSS(string=text, url_fetcher=self.fetcher, font_config=self.fonts, counter_style=self.counters)

    def render(self, order: Order) -> Part:
        """Render one part; raises ``RenderError``."""
        part, complaints = render.guarded(order.page_limit, lambda: self._paint(order))
        part.warnings.extend(complaints)
        return part

    def _paint(self, order: Order) -> Part:
        import weasyprint.pdf

        from documents.quick import reading

        document = reading.page(order.html, self.fetcher).render(
            font_config=self.fonts, counter_style=self.counters, stylesheets=self.styles[order.furniture]
        )
        faces: dict[str, Face] = {}
        weasyprint.pdf.build_fonts_dictionary = lambda *args: self._fonts(faces, *args)
        try:
            written = io.BytesIO()
            with tagging(document.pages) as tree:
                document.write_pdf(written, pdf_tags=not order.furniture)
        finally:
            weasyprint.pdf.build_fonts_dictionary = self._embed
        return Part(
            pdf=written.getvalue(),
            sheets=[_sheet_of(page) for page in document.pages],
            anchors=_anchors(document.pages),
            bookmarks=_bookmarks(document.pages),
            faces=faces,
            tree=[] if order.furniture else tree.packed(),
        )

    def _fonts(self, faces: dict[str, Face], pdf: Any, fonts: dict, *options: Any) -> Any:
        """Embed what is not ours (a fallback for a letter that ours lack), and note how ours were used."""
        foreign = {}
        for key, font in fonts.items():
            address = self.files.get(hashlib.sha256(font.file_content).hexdigest())
            if address is None or font.missing:
                foreign[key] = font
                continue
            faces[font.hash] = Face(
                file=address,
                name=font.name.decode(),
                family=font.family,
                flags=font.flags,
                ascent=font.ascent,
                descent=font.descent,
                widths=dict(font.widths),
                letters=dict(font.to_unicode),
            )
        return self._embed(pdf, foreign, *options)


def _sheet_of(page: Any) -> list[float]:
    box = page._page_box
    lengths = (page.width, page.height, box.margin_top, box.margin_right, box.margin_bottom, box.margin_left)
    return [round(length * POINTS, 4) for length in lengths]


def _anchors(pages: list) -> dict[str, list[float]]:
    """The first place of each anchor."""
    found: dict[str, list[float]] = {}
    for number, page in enumerate(pages):
        for name, place in page.anchors.items():
            found.setdefault(name, [number, *_point(page, place[0], place[1])])
    return found


def _bookmarks(pages: list) -> list[list[Any]]:
    return [
        [level, label, number, *_point(page, *place), state]
        for number, page in enumerate(pages)
        for level, label, place, state in page.bookmarks
    ]


def _point(page: Any, x: float, y: float) -> list[float]:
    return [round(x * POINTS, 4), round((page.height - y) * POINTS, 4)]


def versions() -> dict[str, str]:
    """What must be the same for the same input to give the same bytes: the engine, and what sets its letters.

    What is ours beside them is in ``documents.parts.held``.
    """
    from weasyprint import VERSION
    from weasyprint.text.ffi import pango

    packages = {package: version(package) for package in ("cssselect2", "pydyf")}
    return {"weasyprint": VERSION, "pango": str(pango.pango_version()), **packages}
