"""The pieces of a paper for reading on the screen: the same dataclasses as the PDF, as plain sections and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from documents.footnotes import AtEnd
from documents.paper import (
    Announcement,
    GroupRow,
    Letter,
    Lines,
    Memorandum,
    Node,
    Paper,
    Part,
    Signature,
    Signatures,
    Table,
    TextBlock,
    notes_before_text,
)

TEMPLATES: dict[type, str] = {
    TextBlock: "text",
    Table: "table",
    Part: "part",
    Announcement: "announcement",
    Letter: "letter",
    Lines: "lines",
    Memorandum: "memorandum",
    Signature: "signature",
    Signatures: "signatures",
}
FIRST_HEADING, LAST_HEADING = 2, 6


@dataclass(frozen=True)
class Cell:
    """A cell and how its column stands."""

    text: str
    align: str


@dataclass(frozen=True)
class Row:
    """A row of cells, or the name of a group of rows."""

    cells: tuple[Cell, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Piece:
    """A node with the level of its heading, what stands inside it, and the template that shows it."""

    node: Node
    level: int
    footnotes: AtEnd  #: counts them while the pieces are shown one after the other
    children: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    totals: Row | None = None

    @property
    def template(self) -> str:
        """Name of the template of this kind of node."""
        return f"approvals/document/_{TEMPLATES[type(self.node)]}.html"


def pieces_of(paper: Paper) -> tuple[Piece, ...]:
    """Announcements and body of a paper in order; footnotes are counted as in the PDF, the preface's between."""
    announced = _pieces(paper.announcements, FIRST_HEADING, AtEnd(linked=True))
    return announced + _pieces(paper.body, FIRST_HEADING, AtEnd(notes_before_text(paper), linked=True))


def _pieces(nodes: Iterable[Node], level: int, footnotes: AtEnd) -> tuple[Piece, ...]:
    return tuple(_piece(node, min(level, LAST_HEADING), footnotes) for node in nodes)


def _piece(node: Node, level: int, footnotes: AtEnd) -> Piece:
    if isinstance(node, Part):
        return Piece(node, level, footnotes, _pieces(node.children, level + 1, footnotes))
    if isinstance(node, Announcement | Letter):
        return Piece(node, level, footnotes, _pieces(node.body, level + 1, footnotes))
    if isinstance(node, Table):
        totals = _row(node, node.totals_row) if node.totals_row and node.rows else None
        rows = tuple(_row(node, row) for row in node.rows)
        return Piece(node, level, footnotes, rows=rows, totals=totals)
    return Piece(node, level, footnotes)


def _row(table: Table, row: GroupRow | Iterable[str]) -> Row:
    if isinstance(row, GroupRow):
        return Row(group=row.text)
    return Row(tuple(Cell(text, column.align) for column, text in zip(table.columns, row, strict=True)))
