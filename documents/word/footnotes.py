"""Footnotes in Word: a part of their own with the two lines that Word draws over them, and how they are counted."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import nsmap

from documents.word.elements import Element, add_run, add_text, element, paragraph, part, to_bytes
from documents.word.styles import NOTE_NUMBER

#: Word's own notes: the line over the footnotes of a page, and over those that go on from the page before.
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


def footnotes_part(notes: Sequence[str]) -> bytes:
    """The part with the text of each footnote, numbered from one in the order in which they are called."""
    root = part("w:footnotes", {"w": nsmap["w"]})
    for number, kind in SEPARATORS.items():
        made = paragraph("Bare")
        element(f"w:{kind}", element("w:r", made))
        element("w:footnote", root, type=kind, id=number).append(made)
    for number, note in enumerate(notes, start=1):
        element("w:footnote", root, id=number).append(_footnote(note))
    return to_bytes(root)


def _footnote(note: str) -> Element:
    made = paragraph("FootnoteText")
    run = element("w:r", made)
    element("w:rStyle", element("w:rPr", run), val=NOTE_NUMBER)
    element("w:footnoteRef", run)
    add_run(made, " ")
    add_text(made, note)
    return made


def add_settings(root: Element) -> None:
    """Say which notes are the lines."""
    properties = element("w:footnotePr", root)
    for number in SEPARATORS:
        element("w:footnote", properties, id=number)


def add_numbering(section: Element) -> None:
    """Count with Thai digits; in ``w:sectPr`` right behind what stands at head and foot of each page."""
    element("w:numFmt", element("w:footnotePr", section), val="thaiNumbers")
