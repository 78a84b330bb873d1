"""Lays a paper's pieces out as one HTML page for the renderer, and makes its table of contents."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from documents import fitting, qr, turns
from documents.footnotes import AtFoot
from documents.paper import (
    Announcement,
    Draft,
    Issued,
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
from thai.dates import format_date

CONTENTS_DEPTH = 2
DEEPEST_HEADING = 4
TURN = mark_safe(turns.TURN)  # noqa: S308 - a constant of ours


@dataclass(frozen=True)
class Entry:
    """One line of the table of contents; the renderer finds the page of the anchor."""

    anchor: str
    text: str
    depth: int


def compose(paper: Paper) -> str:
    """Return the HTML of the paper; render it with ``documents.render``. A paper is Thai for every reader."""
    with translation.override("th"):
        return _composed(paper)


def _composed(paper: Paper) -> str:
    composer = _Composer()
    # In the order in which they are read: footnotes are counted on the way.
    announcements = [composer.node(announcement, 1) for announcement in paper.announcements]
    preface = _piece("preface", preface=paper.preface, footnotes=composer.footnotes) if paper.preface else ""
    body = composer.run(paper.body, 1)
    turn = turns.first_turn(paper.body)
    context = {
        "paper": paper,
        "turn": TURN,
        "announcements": announcements,
        "preface": preface,
        "entries": composer.entries,
        "beginning": body[:turn],
        "rest": body[turn:],
        "issued": isinstance(paper.mark, Issued),
        "qr": qr.svg(paper.mark.address) if isinstance(paper.mark, Issued) else "",
        "printed_on": format_date(paper.mark.printed_on) if isinstance(paper.mark, Draft) else "",
    }
    return render_to_string("documents/paper.html", context)


class _Composer:
    """Renders each kind of piece with its own small template and remembers the headings on its way."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.headings = 0
        self.footnotes = AtFoot()
        self.uncut = 0  # depth of pieces inside which all pages are alike

    def run(self, nodes: Sequence[Node], depth: int) -> list[SafeString]:
        """The nodes one behind the other; the sign of a turn stands before those that begin a page."""
        pieces: list[SafeString] = []
        before = None
        for node in nodes:
            piece = self.node(node, depth)
            if piece.strip():  # an empty text leaves nothing on the paper
                if not self.uncut and turns.turns(before, node, outermost=depth == 1):
                    piece = TURN + piece
                before = node
            pieces.append(piece)
        return pieces

    def inside(self, nodes: Sequence[Node], depth: int) -> list[SafeString]:
        """The nodes of a paper within the paper, which is never cut."""
        self.uncut += 1
        pieces = self.run(nodes, depth)
        self.uncut -= 1
        return pieces

    @singledispatchmethod
    def node(self, node: Node, depth: int) -> SafeString:
        raise TypeError(f"not a piece of a paper: {node!r}")

    @node.register
    def _text(self, node: TextBlock, depth: int) -> SafeString:
        return _piece("text", text=node.text, footnotes=self.footnotes)

    @node.register
    def _lines(self, node: Lines, depth: int) -> SafeString:
        return _piece("lines", lines=node)

    @node.register
    def _signature(self, node: Signature, depth: int) -> SafeString:
        return _piece("signature", signature=node)

    @node.register
    def _signatures(self, node: Signatures, depth: int) -> SafeString:
        return _piece("signatures", signatures=node.signatures)

    @node.register
    def _announcement(self, node: Announcement, depth: int) -> SafeString:
        return _piece("announcement", announcement=node, body=self.inside(node.body, depth))

    @node.register
    def _letter(self, node: Letter, depth: int) -> SafeString:
        return _piece("letter", letter=node, body=self.inside(node.body, depth))

    @node.register
    def _memorandum(self, node: Memorandum, depth: int) -> SafeString:
        return _piece("memorandum", memorandum=node)

    @node.register
    def _table(self, node: Table, depth: int) -> SafeString:
        rows = [
            {"group": row.text}
            if hasattr(row, "text")
            else {"cells": fitting.cells(node, row), "is_tall": fitting.is_tall(node, row)}
            for row in node.rows
        ]
        totals = fitting.cells(node, node.totals_row) if node.totals_row else []
        return _piece("table", table=node, rows=rows, totals=totals)

    @node.register
    def _part(self, node: Part, depth: int) -> SafeString:
        self.headings += 1
        anchor = node.anchor or f"part-{self.headings}"
        if node.in_contents and depth <= CONTENTS_DEPTH:
            self.entries.append(Entry(anchor, f"{node.number} {node.heading}".strip(), depth))
        self.uncut += node.landscape
        children = self.run(node.children, depth + 1)
        self.uncut -= node.landscape
        return _piece(
            "part",
            part=node,
            anchor=anchor,
            tag=f"h{min(depth, DEEPEST_HEADING)}",
            opening=node.opening and depth == 1,
            children=children,
        )


def _piece(template: str, **context: Any) -> SafeString:
    return render_to_string(f"documents/paper/_{template}.html", context)
