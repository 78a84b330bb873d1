"""The sheets of a paper in Word: sections of one size and direction, with what stands at head and foot of each page.

A section's properties stand in its last paragraph, the last section's at the end of the text. Wide tables have
sections of their own; page numbers run on through them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from docx.oxml.ns import qn

from documents.word.elements import (
    Element,
    add_field,
    add_run,
    add_tab,
    cm,
    element,
    is_paragraph,
    paragraph,
    put,
    put_tabs,
)
from documents.word.footnotes import add_numbering
from documents.word.styles import MARK

Kind = Literal["cover", "promulgation", "front", "body"]
Numbering = Literal["", "letters", "dashes"]

SHORT, LONG = 21.0, 29.7  # cm, A4
#: Of the section, and so of ``PAGE`` and of the contents. LibreOffice prints Arabic digits for ``thaiNumbers``; a switch
#: of the field itself (``ThaiArabic``) it would print as letters.
FORMAT = {"letters": "thaiLetters", "dashes": "thaiNumbers"}
FIRST = {"letters": "ก", "dashes": "๑"}
NUMBERING: dict[Kind, Numbering] = {
    "cover": "",
    "promulgation": "dashes",
    "front": "letters",
    "body": "dashes",
}


class Shape(NamedTuple):
    """What the pages of a section have in common."""

    kind: Kind
    landscape: bool = False

    @property
    def margins(self) -> dict[str, float]:
        """Of the rules of correspondence; an announcement's first page begins higher, for the garuda."""
        if self.landscape:
            return {"top": 3, "right": 2, "bottom": 2, "left": 2.5, "header": 1.1, "footer": 0.5}
        top = 1.5 if self.kind == "promulgation" else 2.5
        return {"top": top, "right": 2, "bottom": 2, "left": 3, "header": 0.85, "footer": 0.5}

    @property
    def width(self) -> float:
        """Between the margins, in cm."""
        return (LONG if self.landscape else SHORT) - self.margins["left"] - self.margins["right"]


class Head(NamedTuple):
    """What stands at the head of a page; pages with the same head share one part of the file."""

    numbering: Numbering
    width: float
    pushes: bool = False  # the text down to where it begins on a page without garuda


@dataclass
class Section:
    """A run of blocks on pages of one shape."""

    shape: Shape
    restarts: bool  # counts its pages from one, and shows no number on the first
    blocks: list[Element] = field(default_factory=list)


@dataclass
class Sheets:
    """The blocks of a paper in the order of its pages."""

    sections: list[Section] = field(default_factory=list)
    turns: bool = False  # the next block begins a page

    @property
    def here(self) -> Section:
        """The section that is being filled."""
        return self.sections[-1]

    @property
    def width(self) -> float:
        """Between the margins, in cm."""
        return self.here.shape.width

    def begin(self, shape: Shape, *, restarts: bool = False) -> None:
        """The blocks that follow stand on pages of this shape; nothing to do where they do already."""
        if self.sections and not self.here.blocks:
            restarts = restarts or self.sections.pop().restarts
        if self.sections and not restarts and self.here.shape == shape:
            return
        self.sections.append(Section(shape, restarts))
        self.turns = False

    def end(self) -> None:
        """No section without blocks is left: it would be an empty page."""
        self.sections = [section for section in self.sections if section.blocks]

    def add(self, *blocks: Element) -> None:
        """Append paragraphs or tables."""
        for block in blocks:
            if self.turns and is_paragraph(block):
                self.turns = False
                put(block, "w:pageBreakBefore")
            self.here.blocks.append(block)

    def turn(self) -> None:
        """The next block begins a page; on an empty section it does anyway."""
        self.turns = bool(self.here.blocks)

    def bind_last(self) -> None:
        """No page ends between what stands last and what follows."""
        for block in reversed(self.here.blocks):
            if not is_paragraph(block):
                keep_row(block.findall(qn("w:tr"))[-1])
                return
            put(block, "w:keepNext")
            if block.find(qn("w:r")) is not None:
                return


def keep_row(row: Element) -> None:
    """No page ends under this row of a table."""
    for made in row.iter(qn("w:p")):
        put(made, "w:keepNext")


def head_of(head: Head, *, status: str, watermark: str) -> Element:
    """The paragraph at the head of a page: watermark, page number, status."""
    made = paragraph("Header")
    put_tabs(made, [("center", cm(head.width / 2)), ("right", cm(head.width))])
    if head.pushes:
        put(made, "w:spacing", after=500)
    if watermark:
        add_run(made, watermark, style=MARK)
    add_tab(made)
    if head.numbering:
        _add_number(made, head.numbering)
    add_tab(made)
    if status:
        add_run(made, status, style=MARK)
    return made


def _add_number(made: Element, numbering: Numbering) -> None:
    dashes = numbering == "dashes"
    if dashes:
        add_run(made, "- ")
    add_field(made, "PAGE", FIRST[numbering])
    if dashes:
        add_run(made, " -")


def properties_of(section: Section, heads: dict[Head, str], foot: str) -> Element:
    """The ``w:sectPr`` of a section, with the relations of its heads and foot."""
    shape = section.shape
    made = element("w:sectPr")
    numbered, bare = heads_of(section)
    differs = section.restarts and bare != numbered
    _refer(made, "w:headerReference", "default", heads[numbered])
    if differs:
        _refer(made, "w:headerReference", "first", heads[bare])
    _refer(made, "w:footerReference", "default", foot)
    if differs:
        _refer(made, "w:footerReference", "first", foot)
    add_numbering(made)
    element("w:type", made, val="nextPage")
    wide, tall = (LONG, SHORT) if shape.landscape else (SHORT, LONG)
    size = element("w:pgSz", made, w=cm(wide), h=cm(tall))
    if shape.landscape:
        size.set(qn("w:orient"), "landscape")
    element("w:pgMar", made, **{side: cm(value) for side, value in shape.margins.items()}, gutter=0)
    numbering = NUMBERING[shape.kind]
    if numbering:
        start = {"start": 1} if section.restarts else {}
        element("w:pgNumType", made, fmt=FORMAT[numbering], **start)
    if differs:
        element("w:titlePg", made)
    return made


def heads_of(section: Section) -> tuple[Head, Head]:
    """The head of the section's pages, and of its first page."""
    shape = section.shape
    numbering = NUMBERING[shape.kind]
    numbered = Head(numbering, shape.width, pushes=shape.kind == "promulgation")
    return numbered, numbered if numbering == "letters" else Head("", shape.width)


def _refer(made: Element, tag: str, kind: str, relation: str) -> None:
    reference = element(tag, made, type=kind)
    reference.set(qn("r:id"), relation)
