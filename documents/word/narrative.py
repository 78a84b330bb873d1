"""Structured plain text in Word: paragraphs with their indent, items that hang from the number as it was typed."""

from __future__ import annotations

from documents.footnotes import CALL, taken_out
from documents.text import blocks, spans
from documents.word.elements import Element, add_run, add_tab, element, paragraph, words
from documents.word.styles import NOTE_NUMBER
from thai.digits import to_thai_running

MARKER_ROOM = 0.9  # cm before the text of an item
NARROW = ".()-•"


def narrative(text: str, notes: list[str], style: str = "Paragraph") -> list[Element]:
    """The paragraphs and items of a text; ``style`` is that of its paragraphs. Its footnotes join those before it."""
    made = []
    for block in blocks(to_thai_running(text)):
        if block.kind == "paragraph":
            made.append(_with_calls(paragraph(style), block.text, notes))
            continue
        item = paragraph(f"Item{block.level}", block.marker)
        if _fits(block.marker):
            add_tab(item)
        else:
            add_run(item, " ")
        made.append(_with_calls(item, block.text, notes))
    return made


def _with_calls(made: Element, text: str, notes: list[str]) -> Element:
    """Append a text; Word counts its footnotes itself and shows each number where it is called."""
    plain, found = taken_out(words(text, lines=True))
    waiting, again = iter(found), False
    for span in spans(plain):
        for place, piece in enumerate(span.text.split(CALL)):
            if place:
                notes.append(next(waiting))
                _call(made, len(notes), again=again)
                again = True
            if piece:
                add_run(made, piece, bold=span.bold, underline=span.underline)
                again = False
    return made


def _call(made: Element, number: int, *, again: bool) -> None:
    """The number of a footnote, with a comma where another stands right before it."""
    if again:
        add_run(made, ",", style=NOTE_NUMBER)
    run = element("w:r", made)
    element("w:rStyle", element("w:rPr", run), val=NOTE_NUMBER)
    element("w:footnoteReference", run, id=number)


def _fits(marker: str) -> bool:
    """True where the text of an item begins at its tab stop, and not further right."""
    return sum(0.13 if sign in NARROW else 0.25 for sign in marker) < MARKER_ROOM
