"""The pieces of a paper for reading on the screen: the same dataclasses as the PDF, as plain sections and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    children: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    totals: Row | None = None

    @property
    def template(self) -> str:
        """Name of the template of this kind of node."""
        return f"approvals/document/_{TEMPLATES[type(self.node)]}.html"


def pieces_of(paper: Paper) -> tuple[Piece, ...]:
    """Announcements and body of a paper in order."""
    return _pieces([*paper.announcements, *paper.body], FIRST_HEADING)


def _pieces(nodes: Iterable[Node], level: int) -> tuple[Piece, ...]:
    return tuple(_piece(node, min(level, LAST_HEADING)) for node in nodes)


def _piece(node: Node, level: int) -> Piece:
    if isinstance(node, Part):
        return Piece(node, level, _pieces(node.children, level + 1))
    if isinstance(node, Announcement | Letter):
        return Piece(node, level, _pieces(node.body, level + 1))
    if isinstance(node, Table):
        totals = _row(node, node.totals_row) if node.totals_row and node.rows else None
        return Piece(node, level, rows=tuple(_row(node, row) for row in node.rows), totals=totals)
    return Piece(node, level)


def _row(table: Table, row: GroupRow | Iterable[str]) -> Row:
    if isinstance(row, GroupRow):
        return Row(group=row.text)
    return Row(tuple(Cell(text, column.align) for column, text in zip(table.columns, row, strict=True)))
