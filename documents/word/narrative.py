"""Structured plain text in Word: paragraphs with their indent, items that hang from the number as it was typed."""

from __future__ import annotations

from documents.text import blocks
from documents.word.elements import Element, add_run, add_tab, add_text, paragraph
from thai.digits import to_thai_running

MARKER_ROOM = 0.9  # cm before the text of an item
NARROW = ".()-•"


def narrative(text: str, style: str = "Paragraph") -> list[Element]:
    """The paragraphs and items of a text; ``style`` is that of its paragraphs."""
    made = []
    for block in blocks(to_thai_running(text)):
        if block.kind == "paragraph":
            made.append(paragraph(style, block.text, lines=True))
            continue
        item = paragraph(f"Item{block.level}", block.marker)
        if _fits(block.marker):
            add_tab(item)
        else:
            add_run(item, " ")
        add_text(item, block.text, lines=True)
        made.append(item)
    return made


def _fits(marker: str) -> bool:
    """True where the text of an item begins at its tab stop, and not further right."""
    return sum(0.13 if sign in NARROW else 0.25 for sign in marker) < MARKER_ROOM
