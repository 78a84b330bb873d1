"""Lays the pieces of a paper out for Word, as ``documents.compose`` does for the PDF: the same text in the same order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatchmethod

from docx.oxml.ns import qn

from documents.paper import (
    Announcement,
    Cover,
    Letter,
    Lines,
    Memorandum,
    Node,
    Paper,
    Part,
    Preface,
    Signature,
    Signatures,
    Table,
    TextBlock,
)
from documents.word import tables
from documents.word.elements import (
    Element,
    add_break,
    add_field,
    add_run,
    add_tab,
    add_text,
    begin_field,
    cm,
    element,
    end_field,
    paragraph,
    put,
)
from documents.word.letters import announcement, letter, memorandum
from documents.word.narrative import narrative
from documents.word.pictures import Stand
from documents.word.sheets import Shape, Sheets
from documents.word.signing import beside, signature, signed
from thai.digits import to_thai

CONTENTS_DEPTH = 2
DEEPEST_HEADING = 4
ANNEX_DOWN = 9.0  # cm above a heading that stands alone on its page
#: What a contents field gathers when Word makes it anew.
CONTENTS = 'TOC \\o "1-2" \\h \\z \\t "หัวเรื่องในเนื้อหา,1"'
Emblem = Callable[[Element, Stand], None]


@dataclass(frozen=True)
class Entry:
    """One line of the contents, the bookmark that it leads to, and the anchor of the same place in the PDF."""

    bookmark: str
    anchor: str
    text: str
    depth: int


class Composer:
    """Puts a paper on its sheets; ``emblem`` draws the garuda into a paragraph, where it stands there."""

    def __init__(self, emblem: Emblem, numbers: Mapping[str, int]) -> None:
        self.sheets = Sheets()
        self.numbers = numbers
        self.emblem = emblem
        self.entries: list[Entry] = []
        self.footnotes: list[str] = []
        self.headings = 0

    def compose(self, paper: Paper) -> Sheets:
        """All sheets of the paper."""
        if paper.cover:
            self._cover(paper.cover)
        for announced in paper.announcements:
            self.sheets.begin(Shape("promulgation"), restarts=True)
            self.node(announced, 1)
        if paper.preface or paper.contents:
            self.sheets.begin(Shape("front"), restarts=True)
        if paper.preface:
            self._preface(paper.preface)
        contents = self._contents_place() if paper.contents else None
        for index, node in enumerate(paper.body):
            if index == 0:
                self.sheets.begin(Shape("body", _is_wide(node)), restarts=True)
            self.node(node, 1)
        if contents is not None:
            self._fill_contents(contents)
        self.sheets.end()
        return self.sheets

    # Pieces -----------------------------------------------------------------------------------

    @singledispatchmethod
    def node(self, node: Node, depth: int) -> None:
        """Append a piece; a new kind of piece is registered here."""
        raise TypeError(f"not a piece of a paper: {node!r}")

    @node.register
    def _text(self, node: TextBlock, depth: int) -> None:
        self.sheets.add(*narrative(node.text, self.footnotes))

    @node.register
    def _lines(self, node: Lines, depth: int) -> None:
        style = "HeadCentred" if node.align == "center" else "HeadLeft"
        made = [paragraph(style, text) for text in node.lines]
        if made:
            put(made[-1], "w:spacing", after=240)
        self.sheets.add(*made)

    @node.register
    def _signature(self, node: Signature, depth: int) -> None:
        self.sheets.bind_last()
        self.sheets.add(*signature(node))

    @node.register
    def _signatures(self, node: Signatures, depth: int) -> None:
        if node.signatures:
            self.sheets.bind_last()
            self.sheets.add(*beside(node.signatures, self.sheets.width))

    @node.register
    def _announcement(self, node: Announcement, depth: int) -> None:
        self._on_own_page(lambda: announcement(self, node, depth))

    @node.register
    def _letter(self, node: Letter, depth: int) -> None:
        self._on_own_page(lambda: letter(self, node, depth))

    @node.register
    def _memorandum(self, node: Memorandum, depth: int) -> None:
        memorandum(self, node)

    @node.register
    def _table(self, node: Table, depth: int) -> None:
        self._on_shape(node.landscape, lambda: self.sheets.add(*tables.table(node, self.sheets.width)))

    @node.register
    def _part(self, node: Part, depth: int) -> None:
        self._on_shape(node.landscape, lambda: self._add_part(node, depth))

    def _add_part(self, node: Part, depth: int) -> None:
        opening = node.opening and depth == 1
        if opening:
            self.sheets.turn()
        self.sheets.add(self._heading(node, depth, opening=opening))
        for child in node.children:
            self.node(child, depth + 1)

    def _on_own_page(self, add: Callable[[], None]) -> None:
        self.sheets.turn()
        add()
        self.sheets.turn()

    def _on_shape(self, landscape: bool, add: Callable[[], None]) -> None:
        """A wide piece has sheets of its own, unless the piece around it is wide already."""
        around = self.sheets.here.shape
        if landscape:
            self.sheets.begin(around._replace(landscape=True))
        add()
        self.sheets.begin(around)

    # Headings and contents --------------------------------------------------------------------

    def _heading(self, node: Part, depth: int, *, opening: bool) -> Element:
        self.headings += 1
        bookmark = f"_Toc{self.headings:08}"
        listed = node.in_contents and depth <= CONTENTS_DEPTH
        made = paragraph(_heading_style(node, depth, opening=opening))
        mark = element("w:bookmarkStart", made, id=self.headings, name=bookmark)
        if node.number:
            add_text(made, node.number)
            add_break(made) if opening else add_run(made, " ")
        add_text(made, node.heading)
        element("w:bookmarkEnd", made, id=mark.get(qn("w:id")))
        if opening and node.children and isinstance(node.children[0], Announcement | Letter):
            put(made, "w:spacing", before=cm(ANNEX_DOWN), after=0)
        if listed:
            anchor = node.anchor or f"part-{self.headings}"
            self.entries.append(Entry(bookmark, anchor, f"{node.number} {node.heading}".strip(), depth))
        return made

    def _contents_place(self) -> Element:
        self.sheets.turn()
        heads = paragraph("ContentsHead", "เรื่อง")
        add_tab(heads)
        add_text(heads, "หน้า")
        self.sheets.add(paragraph("FrontHeading", "สารบัญ"), heads)
        return heads

    def _fill_contents(self, heads: Element) -> None:
        """The contents as they are now, inside the field with which Word makes them anew."""
        made = [self._entry(entry) for entry in self.entries]
        section = next(one for one in self.sheets.sections if any(block is heads for block in one.blocks))
        section.blocks += made
        if made:
            opening = paragraph("TOC1")
            begin_field(opening, CONTENTS)
            for place, run in enumerate(opening.findall(qn("w:r"))):
                made[0].insert(1 + place, run)
            end_field(made[-1])
            section.blocks.append(
                paragraph("Bare")
            )  # LibreOffice wants the field closed before the section is

    def _entry(self, entry: Entry) -> Element:
        made = paragraph(f"TOC{entry.depth}")
        link = element("w:hyperlink", made, anchor=entry.bookmark, history=1)
        add_text(link, entry.text)
        add_tab(link)
        number = self.numbers.get(entry.anchor)
        add_field(link, f"PAGEREF {entry.bookmark} \\h", to_thai(number) if number else "")
        return made

    # Cover and preface ------------------------------------------------------------------------

    def _cover(self, cover: Cover) -> None:
        self.sheets.begin(Shape("cover"))
        titles = [paragraph("CoverTitle", text) for text in cover.title]
        if cover.emblem:
            drawn = paragraph("Garuda")
            put(drawn, "w:spacing", before=cm(1), after=0)
            self.emblem(drawn, "line")
            self.sheets.add(drawn)
        if cover.years:
            titles.append(paragraph("CoverTitle", cover.years))
            put(titles[-1], "w:spacing", before=cm(1))
        if titles:
            put(titles[0], "w:spacing", before=cm(4.5))
        self.sheets.add(*titles)
        for text in cover.organization:
            made = paragraph("CoverOrganization", text)
            _at_the_foot(made, cm(self.sheets.width))
            self.sheets.add(made)
        self.sheets.add(paragraph("Bare"))  # a frame needs a paragraph that it belongs to

    def _preface(self, preface: Preface) -> None:
        text = narrative(preface.text, self.footnotes)
        self.sheets.add(paragraph("FrontHeading", preface.heading), *text)
        if preface.signed:
            self.sheets.bind_last()
            self.sheets.add(*signed(preface.signed))


def _heading_style(node: Part, depth: int, *, opening: bool) -> str:
    if not node.in_contents and depth <= CONTENTS_DEPTH:
        return "OwnHeading" if opening else "OwnRunningHeading"
    if depth == 1 and not opening:
        return "RunningHeading"
    return f"Heading{min(depth, DEEPEST_HEADING)}"


def _is_wide(node: Node) -> bool:
    return isinstance(node, Part | Table) and node.landscape


def _at_the_foot(made: Element, width: int) -> None:
    """Lines that stand at the foot of the page whatever stands above: in a frame, as Word has them."""
    put(
        made,
        "w:framePr",
        w=width,
        wrap="notBeside",
        hAnchor="margin",
        vAnchor="margin",
        xAlign="center",
        yAlign="bottom",
    )
