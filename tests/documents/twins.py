"""Reads the text of a paper back from its three forms, without the space in it and what stands on every page."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser

from docx.oxml.ns import qn
from lxml import etree

from documents.compose import compose
from documents.paper import Paper
from thai.digits import to_thai

VOID = {"img", "br", "hr", "meta", "link", "path", "col"}
CELLS = {"td", "th"}  #: what stands beside each other, apart
LEADER = re.compile("[.๐-๙]*[ก-ฮ]?")  #: of the contents, with the number of a page before the text


def squeezed(text: str) -> str:
    """A text without space; no reader agrees with another about that."""
    return "".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


class _Page(HTMLParser):
    """The text of a composed page: not its head, not its mark; numbers of a list as the style prints them."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.open: list[bool] = []  # True: what stands inside is not of the text
        self.numbers: list[int] = []
        self.notes: list[str] = []
        self.in_note = False

    def handle_starttag(self, tag, attrs):
        if tag == "small":
            self.in_note = True
            self.notes.append("")
        if tag == "ol":
            self.numbers.append(0)
        if tag == "li":
            self.numbers[-1] += 1
            self.text.append("๐๑๒๓๔๕๖๗๘๙"[self.numbers[-1]] + ".")
        if tag not in VOID:
            hidden = tag in ("head", "svg") or ("class", "mark") in attrs
            self.open.append(hidden or (bool(self.open) and self.open[-1]))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()
        if tag == "small":
            self.in_note = False
        if tag in CELLS:
            self.text.append(" ")

    def handle_data(self, data):
        if self.open and self.open[-1]:
            return
        if self.in_note:
            self.notes[-1] += data
        else:
            self.text.append(data)


def spoken(paper: Paper) -> str:
    """What the composed page says, with the space in it."""
    page = _Page()
    page.feed(compose(paper))
    return "".join(page.text)


def html_text(paper: Paper) -> str:
    """What the composed page says; its footnotes are read for themselves, in their order."""
    return squeezed(spoken(paper))


def html_notes(paper: Paper) -> list[str]:
    """The footnotes of the composed page, each with its number."""
    page = _Page()
    page.feed(compose(paper))
    return [squeezed(note) for note in page.notes]


def word_notes(file: bytes) -> list[str]:
    """The footnotes of a Word file, each with the number that Word gives it."""
    notes = [note for note in part_of(file, "word/footnotes.xml") if note.get(qn("w:type")) is None]
    return [
        to_thai(number) + squeezed("".join(note.itertext())) for number, note in enumerate(notes, start=1)
    ]


def part_of(file: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return etree.fromstring(parts.read(name))


def word_paragraphs(file: bytes) -> list[str]:
    """What each paragraph of the text says; a contents' page number is no text."""
    return [said for made in part_of(file).iter(qn("w:p")) if (said := squeezed(_said(made)))]


def _said(made: etree._Element) -> str:
    pieces = {qn("w:noBreakHyphen"): "-", qn("w:br"): " ", qn("w:tab"): " "}
    called = qn("w:footnoteReference")
    return "".join(
        one.text or ""
        if one.tag == qn("w:t")
        else to_thai(one.get(qn("w:id")))
        if one.tag == called
        else pieces.get(one.tag, "")
        for one in made.iter()
    )


def pdf_text(pages: list[str], foot: str, status: str = "") -> str:
    """What the pages of a PDF say, as a reader gives them, without what stands on each: foot, status, number."""
    said = []
    for page in map(squeezed, pages):
        text = page.removesuffix(squeezed(foot)).removesuffix(squeezed(status))
        said.append(re.sub("-[๐-๙]+-$", "", text))
    return "".join(said)


def between(paragraphs: list[str], text: str) -> list[str]:
    """What a PDF says between the paragraphs of its Word twin, in whose order it must say them all."""
    place, rest = 0, []
    for said in paragraphs:
        found = text.find(said, place)
        assert found >= 0, (said, text[place : place + 200])
        if found > place and not LEADER.fullmatch(text[place:found]):
            rest.append(text[place:found])
        place = found + len(said)
    if text[place:]:
        rest.append(text[place:])
    return rest
