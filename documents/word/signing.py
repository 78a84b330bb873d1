"""Signatures in Word: name in brackets, position under it; in one piece, and with the line before."""

from __future__ import annotations

from collections.abc import Sequence

from documents.paper import Signature
from documents.word import tables
from documents.word.elements import Element, keep_together, paragraph, put

PEN_ROOM = 64  # points for the pen; less where several sign beside each other
LESS_ROOM = 40
DOTS = "." * 40
ALONE, BESIDE = "Signature", "SignatureBeside"


def signature(node: Signature, style: str = ALONE, room: int = PEN_ROOM) -> list[Element]:
    """The paragraphs of one signature."""
    made = [_pen(node, style, room), paragraph(style, f"({node.name})", keep=True)]
    made += [paragraph(style, text, keep=True) for text in node.position]
    keep_together(made)
    if style == ALONE:
        put(made[-1], "w:spacing", after=240)
    return made


def beside(signatures: Sequence[Signature], width: float) -> list[Element]:
    """Several signatures in one row."""
    made = [signature(node, BESIDE, LESS_ROOM) for node in signatures]
    return tables.beside(made, width)


def signed(lines: Sequence[str]) -> list[Element]:
    """Whose paper it is, in lines without a pen."""
    made = [paragraph(ALONE, text, keep=True) for text in lines]
    keep_together(made)
    put(made[0], "w:spacing", before=480)
    return made


def _pen(node: Signature, style: str, room: int) -> Element:
    """A dotted line low in its room, or the room alone."""
    made = paragraph(style, f"{node.label} {DOTS}" if node.label else "")
    if node.label:
        put(made, "w:spacing", before=(room - 21) * 20)
    else:
        put(made, "w:spacing", line=room * 20, lineRule="exact")
    return made
